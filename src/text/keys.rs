//! Keys of the words for the vocabulary's variants.

use crate::level::clause::{Clause, ClauseKind, Finance, Milestone, OfftakePrice, Relief, ReliefUse};
use crate::level::ids::Use;
use crate::level::measure::Regime;
use crate::level::order::{Order, OrderKey};
use crate::level::shape::{Meter, SubRole};
use crate::level::{Concern, ProjectStep, Stage};
use crate::rules::causes::{Cause, Group, Term};
use crate::rules::event::{Stir, Why};
use crate::rules::licence::{FileAnswer, LicenceFile};
use crate::rules::offer::{AgreementStanding, ClauseStanding, Reason};
use crate::rules::state::Stage as GameStage;
use crate::rules::{AgendaItem, Standing, Tone};

/// Declares, for each enum, the function from a variant to its key.
macro_rules! keys {
    ($( $function:ident($ty:ty) as $prefix:literal { $( $pattern:pat => $name:literal ),* $(,)? } )*) => {
        $(
            pub(super) const fn $function(of: &$ty) -> &'static str {
                match of {
                    $( $pattern => concat!($prefix, "-", $name), )*
                }
            }
        )*

        /// All of them, for the test that each has a text.
        #[cfg(test)]
        pub(super) const ALL: &[&str] = &[ $( $( concat!($prefix, "-", $name), )* )* ];
    };
}

keys! {
    reason(Reason) as "reason" {
        Reason::TooLittle => "TooLittle",
        Reason::RedLine => "RedLine",
        Reason::CannotAfford => "CannotAfford",
        Reason::OtherDeal => "OtherDeal",
        Reason::NoTrust => "NoTrust",
        Reason::NotNow => "NotNow",
    }
    tone(Tone) as "tone" { Tone::Threat => "Threat", Tone::Promise => "Promise" }
    file_answer(FileAnswer) as "file-answer" {
        FileAnswer::Approve => "Approve",
        FileAnswer::CivilOnly => "CivilOnly",
        FileAnswer::Defer => "Defer",
        FileAnswer::Refuse => "Refuse",
    }
    use_(Use) as "use" { Use::Civil => "Civil", Use::Defence => "Defence" }
    regime(Regime) as "regime" {
        Regime::Free => "Free",
        Regime::General => "General",
        Regime::Licence { .. } => "Licence",
        Regime::CivilOnly { .. } => "CivilOnly",
        Regime::Ban => "Ban",
    }
    regime_about(Regime) as "regime-about" {
        Regime::Free => "Free",
        Regime::General => "General",
        Regime::Licence { .. } => "Licence",
        Regime::CivilOnly { .. } => "CivilOnly",
        Regime::Ban => "Ban",
    }
    milestone(Milestone) as "milestone" {
        Milestone::None => "None",
        Milestone::Permitted => "Permitted",
        Milestone::Building => "Building",
        Milestone::Running => "Running",
    }
    milestone_in_clause(Milestone) as "clause-milestone" {
        Milestone::None => "None",
        Milestone::Permitted => "Permitted",
        Milestone::Building => "Building",
        Milestone::Running => "Running",
    }
    meter(Meter) as "meter" {
        Meter::Announced => "Announced",
        Meter::Paid => "Paid",
        Meter::Capable => "Capable",
        Meter::Buying => "Buying",
    }
    meter_at_least(Meter) as "condition-MeterAtLeast" {
        Meter::Announced => "Announced",
        Meter::Paid => "Paid",
        Meter::Capable => "Capable",
        Meter::Buying => "Buying",
    }
    sub_role(SubRole) as "sub-role" {
        SubRole::Lead => "Lead",
        SubRole::Trade => "Trade",
        SubRole::Minerals => "Minerals",
        SubRole::Press => "Press",
        SubRole::Home => "Home",
    }
    step(ProjectStep) as "step" {
        ProjectStep::Explore => "Explore",
        ProjectStep::Permit => "Permit",
        ProjectStep::Build => "Build",
        ProjectStep::Ramp => "Ramp",
    }
    stage(Stage) as "stage" {
        Stage::Mine => "Mine",
        Stage::Separate => "Separate",
        Stage::Magnet => "Magnet",
        Stage::General => "General",
    }
    concern(Concern) as "concern" {
        Concern::Users(_) => "Users",
        Concern::Producers(_) => "Producers",
        Concern::Consumers => "Consumers",
        Concern::ImportCompeting => "ImportCompeting",
        Concern::Jobs => "Jobs",
        Concern::Standing => "Standing",
        Concern::Environment => "Environment",
    }
    agreement_standing(AgreementStanding) as "agreement-standing" {
        AgreementStanding::Formed => "Formed",
        AgreementStanding::InForce => "InForce",
        AgreementStanding::Expired => "Expired",
        AgreementStanding::Broken(_) => "Broken",
    }
    clause_standing(ClauseStanding) as "clause-standing" {
        ClauseStanding::Kept => "Kept",
        ClauseStanding::Late(_) => "Late",
        ClauseStanding::Broken => "Broken",
    }
    statement_standing(Standing) as "statement-standing" {
        Standing::Open => "Open",
        Standing::Kept => "Kept",
        Standing::Answered => "Answered",
        Standing::Empty => "Empty",
    }
    game_stage(GameStage) as "game-stage" {
        GameStage::Open => "Open",
        GameStage::RunOut => "RunOut",
        GameStage::Over => "Over",
    }
    cause_group(Group) as "cause-group" {
        Group::Tariffs => "Tariffs",
        Group::Controls => "Controls",
        Group::Agreements => "Agreements",
        Group::Capacities => "Capacities",
        Group::Stocks => "Stocks",
        Group::Demand => "Demand",
        Group::Events => "Events",
    }
    cause(Cause) as "cause" {
        Cause::Tariff { .. } => "Tariff",
        Cause::ExportTax { .. } => "ExportTax",
        Cause::Control { .. } => "Control",
        Cause::Smuggling { .. } => "Smuggling",
        Cause::Rerouting { .. } => "Rerouting",
        Cause::Reach { .. } => "Reach",
        Cause::Licences { .. } => "Licences",
        Cause::Agreement(_) => "Agreement",
        Cause::Capacity { by: None, .. } => "Capacity",
        Cause::Capacity { by: Some(_), .. } => "Capacity-ordered",
        Cause::Stock { .. } => "Stock",
        Cause::KnowHow { .. } => "KnowHow",
        Cause::Floor { .. } => "Floor",
        Cause::PrivateStocks(_) => "PrivateStocks",
        Cause::Unrest(_) => "Unrest",
        Cause::Growth => "Growth",
        Cause::Drift(_) => "Drift",
        Cause::Event(_) => "Event",
        Cause::Closure(_) => "Closure",
    }
    term(Term) as "term" {
        Term::Producers(_) => "Producers",
        Term::Traders(_) => "Traders",
        Term::Premium(_) => "Premium",
        Term::Users(_) => "Users",
        Term::Damage(_) => "Damage",
        Term::Goods => "Goods",
        Term::Received(_) => "Received",
        Term::Paid(_) => "Paid",
        Term::Environment => "Environment",
        Term::LeftOver => "LeftOver",
        Term::Fill => "Fill",
        Term::Cover => "Cover",
        Term::Diversity => "Diversity",
        Term::ScarceStage => "ScarceStage",
        Term::Calm => "Calm",
        Term::Opening => "Opening",
        Term::Group(_) => "Group",
        Term::Headlines => "Headlines",
        Term::Stir(_) => "Stir",
        Term::Limits => "Limits",
    }
    stir(Stir) as "stir" {
        Stir::Mood => "Mood",
        Stir::EmptyHeadline => "EmptyHeadline",
        Stir::EmptyWord => "EmptyWord",
        Stir::List => "List",
        Stir::Claim => "Claim",
        Stir::Event(_) => "Event",
    }
    why(Why) as "why" {
        Why::Income => "Income",
        Why::Unspent => "Unspent",
        Why::Tariff(_) => "Tariff",
        Why::ExportTax(_) => "ExportTax",
        Why::Rent(_) => "Rent",
        Why::TradersRent(_) => "TradersRent",
        Why::StockPurchase(_) => "StockPurchase",
        Why::StockSale(_) => "StockSale",
        Why::Project(_) => "Project",
        Why::Instalment(_) => "Instalment",
        Why::LoanAid(_) => "LoanAid",
        Why::Repayment(_) => "Repayment",
        Why::Contraband(_) => "Contraband",
        Why::Campaign(_) => "Campaign",
        Why::Floor(_) => "Floor",
        Why::Drawn(_) => "Drawn",
        Why::Stake(_) => "Stake",
        Why::Guarantee(_) => "Guarantee",
        Why::Offtake(_) => "Offtake",
    }
    clause_kind(ClauseKind) as "clause-kind" {
        ClauseKind::TariffCeiling => "TariffCeiling",
        ClauseKind::ControlRelief => "ControlRelief",
        ClauseKind::Offtake => "Offtake",
        ClauseKind::Investment => "Investment",
        ClauseKind::LoanAid => "LoanAid",
        ClauseKind::Equity => "Equity",
        ClauseKind::TechnologyTransfer => "TechnologyTransfer",
        ClauseKind::SecurityGuarantee => "SecurityGuarantee",
        ClauseKind::Peace => "Peace",
        ClauseKind::Exclusivity => "Exclusivity",
        ClauseKind::Memorandum => "Memorandum",
    }
    clause_kind_about(ClauseKind) as "clause-kind-about" {
        ClauseKind::TariffCeiling => "TariffCeiling",
        ClauseKind::ControlRelief => "ControlRelief",
        ClauseKind::Offtake => "Offtake",
        ClauseKind::Investment => "Investment",
        ClauseKind::LoanAid => "LoanAid",
        ClauseKind::Equity => "Equity",
        ClauseKind::TechnologyTransfer => "TechnologyTransfer",
        ClauseKind::SecurityGuarantee => "SecurityGuarantee",
        ClauseKind::Peace => "Peace",
        ClauseKind::Exclusivity => "Exclusivity",
        ClauseKind::Memorandum => "Memorandum",
    }
    clause(Clause) as "clause" {
        Clause::TariffCeiling { .. } => "TariffCeiling",
        Clause::ControlRelief { relief: Relief::General, .. } => "ControlRelief-General",
        Clause::ControlRelief { relief: Relief::Tonnes { .. }, .. } => "ControlRelief-Tonnes",
        Clause::Offtake { price: OfftakePrice::Fixed(_), .. } => "Offtake-Fixed",
        Clause::Offtake { price: OfftakePrice::Market { .. }, .. } => "Offtake-Market",
        Clause::Investment { .. } => "Investment",
        Clause::LoanAid { finance: Finance::Aid, .. } => "LoanAid-Aid",
        Clause::LoanAid { finance: Finance::Loan { .. }, .. } => "LoanAid-Loan",
        Clause::LoanAid { finance: Finance::DebtSwap { .. }, .. } => "LoanAid-DebtSwap",
        Clause::Equity { .. } => "Equity",
        Clause::TechnologyTransfer { .. } => "TechnologyTransfer",
        Clause::SecurityGuarantee { .. } => "SecurityGuarantee",
        Clause::Peace { .. } => "Peace",
        Clause::Exclusivity { .. } => "Exclusivity",
        Clause::Memorandum { .. } => "Memorandum",
    }
    relief_use(ReliefUse) as "clause-for-use" { ReliefUse::Any => "Any", ReliefUse::Civil => "Civil" }
    order(Order) as "order" {
        Order::Tariff { .. } => "Tariff",
        Order::ExportTax { .. } => "ExportTax",
        Order::Control { .. } => "Control",
        Order::Suspend { turns: 0, .. } => "Reinstate",
        Order::Suspend { .. } => "Suspend",
        Order::Stock { mass: crate::level::units::Mass(..0), .. } => "Stock-release",
        Order::Stock { .. } => "Stock-buy",
        Order::StartProject { .. } => "StartProject",
        Order::Breach { .. } => "Breach",
        Order::Campaign { .. } => "Campaign",
        Order::Floor { price: crate::level::units::Price(1..), .. } => "Floor",
        Order::Floor { .. } => "Floor-lift",
        Order::Tender { .. } => "Tender",
        Order::Bid { .. } => "Bid",
        Order::Award { .. } => "Award",
        Order::Claim { on: true, .. } => "Claim",
        Order::Claim { on: false, .. } => "Claim-drop",
        Order::List { good: Some(_), names: 1.. } => "List",
        Order::List { good: Some(_), .. } => "List-strike",
        Order::List { good: None, names: 1.. } => "List-grow",
        Order::List { good: None, .. } => "List-shrink",
        Order::Reach { on: true, .. } => "Reach",
        Order::Reach { on: false, .. } => "Reach-lift",
        Order::Technology { on: true, .. } => "Technology",
        Order::Technology { on: false, .. } => "Technology-lift",
    }
    order_key(OrderKey) as "order-key" {
        OrderKey::Tariff(..) => "Tariff",
        OrderKey::ExportTax(..) => "ExportTax",
        OrderKey::Control(..) => "Control",
        OrderKey::Suspend(..) => "Suspend",
        OrderKey::Stock(_) => "Stock",
        OrderKey::StartProject(_) => "StartProject",
        OrderKey::Breach(_) => "Breach",
        OrderKey::Campaign(_) => "Campaign",
        OrderKey::Floor(_) => "Floor",
        OrderKey::Tender(_) => "Tender",
        OrderKey::Bid(_) => "Bid",
        OrderKey::Award(_) => "Award",
        OrderKey::Claim(_) => "Claim",
        OrderKey::List(Some(_)) => "List",
        OrderKey::List(None) => "List-others",
        OrderKey::Reach(_) => "Reach",
        OrderKey::Technology(_) => "Technology",
    }
    agenda(AgendaItem) as "agenda" {
        AgendaItem::Answer { .. } => "Answer",
        AgendaItem::History(_) => "History",
        AgendaItem::Cable(_) => "Cable",
        AgendaItem::SuspensionEnds { .. } => "SuspensionEnds",
        AgendaItem::AgreementEnds(_) => "AgreementEnds",
        AgendaItem::Late(_) => "Late",
        AgendaItem::StatementDue { .. } => "StatementDue",
        AgendaItem::Tender(_) => "Tender",
        AgendaItem::Bids(_) => "Bids",
        AgendaItem::File(LicenceFile { proof: true, .. }) => "File-proof",
        AgendaItem::File(LicenceFile { proof: false, .. }) => "File",
        AgendaItem::Project(_) => "Project",
    }
}

/// The variant's name in a key.
pub(super) fn kind(key: &str) -> &str {
    key.rsplit('-').next().unwrap_or(key)
}
