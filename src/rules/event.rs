//! Events: facts. Only events change a state (`apply.rs`), and each changes one thing.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::licence::{FileAnswer, Licence, LicenceFile};
use super::offer::{Agreement, AgreementStanding, ClauseState, Offer, Reason};
use super::state::{
    Account, ActiveEffect, Change, Channel, FacilityState, FloorInForce, Market, ProjectState, ReachRule, Score, Stage,
    TechnologyRule,
};
use super::state::{Claim, ControlInForce, Tender};
use super::statement::{Said, Standing};
use crate::level::ids::{AgreementId, CountryId, FacilityId, FileId, GoodId, LevelEventId, OfferId, ProjectId, SeatId};
use crate::level::order::{Order, OrderKey};
use crate::level::units::{Capital, Mass, Money, Rate, Turn};

/// Why money moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Why {
    /// The turn's income.
    Income,
    /// Money beyond what may be carried over goes back.
    Unspent,
    /// Tariff on minerals.
    Tariff(GoodId),
    /// Export tax.
    ExportTax(GoodId),
    /// Licence rent, the exporter's part.
    Rent(GoodId),
    /// Licence rent, the licensed traders' part.
    TradersRent(GoodId),
    /// Purchase for the strategic stock.
    StockPurchase(GoodId),
    /// Sale from the strategic stock.
    StockSale(GoodId),
    /// Payment for a project.
    Project(ProjectId),
    /// Instalment of an agreed investment.
    Instalment(AgreementId),
    /// Loan or aid paid out.
    LoanAid(AgreementId),
    /// Repayment of a loan.
    Repayment(AgreementId),
    /// Bought at a price floor.
    Floor(GoodId),
    /// Paid past licences for a controlled good.
    Contraband(GoodId),
    /// A campaign of customs.
    Campaign(GoodId),
    /// Bought into a facility, and the owner's part of its surplus.
    Stake(AgreementId),
    /// Private money that a seat's money for a listed good draws into a project.
    Drawn(ProjectId),
    /// Upkeep of a security guarantee.
    Guarantee(AgreementId),
    /// Difference between contract and market price of an offtake.
    Offtake(AgreementId),
}

impl Why {
    /// The agreement under which money moved.
    #[must_use]
    pub const fn agreement(self) -> Option<AgreementId> {
        match self {
            Self::Instalment(id)
            | Self::LoanAid(id)
            | Self::Repayment(id)
            | Self::Stake(id)
            | Self::Guarantee(id)
            | Self::Offtake(id) => Some(id),
            _ => None,
        }
    }
}

/// Why approval moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stir {
    /// The mood of domestic groups, and what is left of headlines.
    Mood,
    /// A public investment announced without a dollar paid.
    EmptyHeadline,
    /// A threat or promise that came to nothing.
    EmptyWord,
    /// A list of critical minerals that grew or shrank.
    List,
    /// A demand on a country's status.
    Claim,
    /// An event of the level.
    Event(LevelEventId),
}

/// Why a sealed order did not act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Lapse {
    /// Forbidden by an agreement, and no breach was sealed.
    Forbidden(AgreementId),
    /// The money was not there.
    NoMoney,
    /// The stock was not there.
    NoStock,
    /// It had become pointless (already so, already started, agreement gone).
    Pointless,
    /// The political capital was not there.
    NoCapital,
}

/// A fact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// A seat sealed an order.
    OrderSealed {
        /// Who.
        seat: SeatId,
        /// What.
        order: Order,
    },
    /// A seat took an order back.
    OrderTaken {
        /// Who.
        seat: SeatId,
        /// Which.
        key: OrderKey,
    },
    /// A seat is ready, or no longer.
    ReadySet {
        /// Who.
        seat: SeatId,
        /// Whether.
        ready: bool,
    },
    /// An offer appeared or was countered: this is its present revision.
    Offered(Offer),
    /// A seat sent one more offer or counter to another this turn.
    Sent {
        /// From.
        from: SeatId,
        /// To.
        to: SeatId,
    },
    /// A seat signed.
    Signed {
        /// Which offer.
        offer: OfferId,
        /// Who.
        seat: SeatId,
    },
    /// An offer was declined and is off the table.
    Declined {
        /// Which.
        offer: OfferId,
        /// By whom.
        seat: SeatId,
        /// Why.
        reason: Reason,
    },
    /// An offer was withdrawn by its author.
    Withdrawn {
        /// Which.
        offer: OfferId,
    },
    /// An offer lapsed.
    Lapsed {
        /// Which.
        offer: OfferId,
    },
    /// The last party signed: the offer becomes an agreement.
    Formed {
        /// The offer it was.
        offer: OfferId,
        /// The agreement.
        agreement: Agreement,
    },
    /// An agreement stands otherwise now.
    AgreementMoved {
        /// Which.
        agreement: AgreementId,
        /// How.
        standing: AgreementStanding,
    },
    /// A clause stands otherwise now.
    ClauseMoved {
        /// Which agreement.
        agreement: AgreementId,
        /// Position of the clause.
        clause: u8,
        /// How.
        state: ClauseState,
    },
    /// A secret agreement became known.
    Leaked {
        /// Which.
        agreement: AgreementId,
    },
    /// A tagged statement was made.
    Stated(Said),
    /// A statement was judged.
    Judged {
        /// Position in the ledger.
        entry: u16,
        /// How.
        standing: Standing,
    },
    /// Political capital was spent or gained.
    CapitalMoved {
        /// Whose.
        seat: SeatId,
        /// By how much.
        by: Capital,
    },
    /// Money moved.
    Transfer {
        /// From.
        from: Account,
        /// To.
        to: Account,
        /// How much, not negative.
        amount: Money,
        /// Why.
        why: Why,
    },
    /// A tariff was set.
    TariffSet {
        /// Who levies.
        importer: CountryId,
        /// On whom.
        exporter: CountryId,
        /// On what.
        good: GoodId,
        /// How much.
        rate: Rate,
    },
    /// An export tax was set.
    ExportTaxSet {
        /// Who levies.
        exporter: CountryId,
        /// Towards whom.
        destination: CountryId,
        /// On what.
        good: GoodId,
        /// How much.
        rate: Rate,
    },
    /// A control was set, changed or suspended.
    ControlSet(ControlInForce),
    /// A control was lifted altogether.
    ControlLifted {
        /// By whom.
        exporter: CountryId,
        /// Towards whom.
        destination: CountryId,
        /// On what.
        good: GoodId,
    },
    /// A suspension ran out: the control acts again as written.
    SuspensionEnded {
        /// By whom.
        exporter: CountryId,
        /// Towards whom.
        destination: CountryId,
        /// On what.
        good: GoodId,
    },
    /// A price floor was set; a price of 0 lifts it.
    FloorSet(FloorInForce),
    /// Unrest moved: what agreements leave of it, by conflict of the level.
    UnrestMoved(Vec<f64>),
    /// A demand on a country's status stands from now on, or no longer.
    ClaimSet {
        /// The demand.
        claim: Claim,
        /// Whether it stands.
        on: bool,
    },
    /// A tender was opened, or its bids were.
    TenderSet(Tender),
    /// A tender ended.
    TenderClosed {
        /// Which project.
        project: ProjectId,
        /// Who got it; `None` when nobody did.
        to: Option<SeatId>,
    },
    /// A project was awarded: bid and award are an agreement.
    Awarded {
        /// Which project.
        project: ProjectId,
        /// The agreement.
        agreement: Agreement,
    },
    /// A critical-minerals list grew or shrank.
    ListMoved {
        /// Whose.
        country: CountryId,
        /// By which good of the game; `None` for minerals outside it.
        good: Option<GoodId>,
        /// By how many names.
        names: i8,
    },
    /// An exporter's controls on a good reach goods made abroad from now on, or no longer.
    ReachSet {
        /// The rule.
        rule: ReachRule,
        /// Whether it holds.
        on: bool,
    },
    /// A country bans the export of technology for making a good, or allows it again.
    TechnologySet {
        /// The rule.
        rule: TechnologyRule,
        /// Whether it holds.
        on: bool,
    },
    /// A change of an own measure is remembered.
    ChangeNoted(Change),
    /// A strategic stock moved.
    StockMoved {
        /// Whose.
        seat: SeatId,
        /// Of what.
        good: GoodId,
        /// By how much.
        by: Mass,
    },
    /// A project stands otherwise now.
    ProjectMoved {
        /// Which.
        project: ProjectId,
        /// How.
        state: ProjectState,
    },
    /// A facility stands otherwise now.
    FacilityMoved {
        /// Which.
        facility: FacilityId,
        /// How.
        state: FacilityState,
    },
    /// The markets cleared.
    Cleared(Arc<Market>),
    /// Demand drifted: relative demand and share lost for good, by level demand.
    DemandMoved {
        /// Relative to the base year.
        scale: Vec<f64>,
        /// Lost for good.
        lost: Vec<f64>,
    },
    /// Private stocks moved: tonnes now, by holder of the level.
    PrivateStocksMoved(Vec<f64>),
    /// Know-how moved: levels now, in level order.
    KnowHowMoved(Vec<f64>),
    /// Channels past controls moved: all of them, as they are now.
    ChannelsMoved(Vec<Channel>),
    /// Trade through third countries moved: how far it has got, by host of the level.
    ReroutingMoved(Vec<f64>),
    /// A seat marked a file with an answer, to be given when the turn is resolved.
    FileMarked {
        /// Whose desk.
        seat: SeatId,
        /// Which file.
        file: FileId,
        /// What will be said.
        answer: FileAnswer,
    },
    /// A file was answered.
    FileAnswered {
        /// Whose desk.
        seat: SeatId,
        /// The file.
        file: LicenceFile,
        /// What was said.
        answer: FileAnswer,
        /// Whether its applicant waits no longer.
        gives_up: bool,
    },
    /// The files at a desk are others now: all of them.
    FilesMoved {
        /// Whose desk.
        seat: SeatId,
        /// Its files.
        files: Vec<LicenceFile>,
    },
    /// Licences that came of files are others now: all of them.
    LicencesMoved(Vec<Licence>),
    /// A sealed order did not act.
    OrderLapsed {
        /// Whose.
        seat: SeatId,
        /// Which.
        order: Order,
        /// Why.
        why: Lapse,
    },
    /// A sealed order acted.
    OrderDone {
        /// Whose.
        seat: SeatId,
        /// Which.
        order: Order,
    },
    /// A rumour turned out to be true or not.
    RumourSettled {
        /// Which.
        event: LevelEventId,
        /// Whether it was true.
        holds: bool,
    },
    /// An event of the level happened.
    Happened {
        /// Which.
        event: LevelEventId,
    },
    /// An effect began to act.
    EffectBegan(ActiveEffect),
    /// An effect ran out.
    EffectEnded(ActiveEffect),
    /// Approval moved.
    ApprovalMoved {
        /// Whose.
        seat: SeatId,
        /// By how much, 100 = one point.
        by: Rate,
        /// Why.
        why: Stir,
    },
    /// A headline's glow was set.
    GlowSet {
        /// Whose.
        seat: SeatId,
        /// To what.
        glow: Rate,
    },
    /// Reliability moved.
    ReliabilityMoved {
        /// Whose.
        seat: SeatId,
        /// By how much.
        by: Rate,
    },
    /// A seat broke an agreement.
    BreachCounted {
        /// Who.
        seat: SeatId,
    },
    /// The score of a seat after this turn.
    Scored {
        /// Whose.
        seat: SeatId,
        /// Its sums.
        score: Score,
    },
    /// The next turn opened (sent counts, statements and ready flags start afresh, sealed orders are gone).
    TurnBegan {
        /// Which.
        turn: Turn,
        /// Played, run-out or over.
        stage: Stage,
    },
}
