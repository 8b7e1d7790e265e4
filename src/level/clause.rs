//! Clauses of deals, and the draft that carries them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::{FacilityId, GoodId, ProjectId, SeatId, TopicId};
use super::units::{Mass, Money, Months, Price, Rate};

/// What relief from an export control is granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relief {
    /// The control does not apply to the receiver.
    General,
    /// A quota of its own beside the common one.
    Tonnes {
        /// Kilograms per month.
        per_month: Mass,
    },
}

/// Whose use a relief serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum ReliefUse {
    /// Civil and defence users.
    Any,
    /// Civil users only.
    Civil,
}

/// At what price an offtake is settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OfftakePrice {
    /// A fixed price.
    Fixed(Price),
    /// The market's landed price, but at least this floor.
    Market {
        /// The floor.
        floor: Price,
    },
}

/// What must be reached before the next instalment of an investment is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Milestone {
    /// Nothing: time alone.
    None,
    /// Permits in hand.
    Permitted,
    /// Building has begun.
    Building,
    /// First output.
    Running,
}

/// One payment of an investment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instalment {
    /// Months after the agreement's start.
    pub after: Months,
    /// How much.
    pub amount: Money,
    /// What must have been reached before it falls due.
    pub milestone: Milestone,
}

/// Aid or loan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Finance {
    /// A gift.
    Aid,
    /// Repaid in equal monthly parts.
    Loan {
        /// Over how many months.
        months: Months,
        /// Simple interest a year on the whole sum.
        rate: Rate,
    },
    /// Debt service that is forgiven in equal monthly parts instead of being collected.
    DebtSwap {
        /// Over how many months.
        months: Months,
    },
}

/// One typed, directional promise between parties of a deal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Clause {
    /// The giver's tariff on the receiver's goods is at most `max`.
    TariffCeiling {
        /// Who binds its tariff.
        giver: SeatId,
        /// Whose goods profit.
        receiver: SeatId,
        /// Which good.
        good: GoodId,
        /// The highest rate.
        max: Rate,
    },
    /// The giver relaxes an export control towards the receiver.
    ControlRelief {
        /// Who controls.
        giver: SeatId,
        /// Who receives the goods.
        receiver: SeatId,
        /// Which good.
        good: GoodId,
        /// How far.
        relief: Relief,
        /// For whom.
        use_: ReliefUse,
    },
    /// The seller ships a fixed flow to the buyer before the market opens.
    Offtake {
        /// Who ships.
        seller: SeatId,
        /// Who takes.
        buyer: SeatId,
        /// Which good.
        good: GoodId,
        /// Kilograms per month.
        per_month: Mass,
        /// Settled how.
        price: OfftakePrice,
    },
    /// The investor pays for a project in the host's country, by instalments.
    Investment {
        /// Who pays.
        investor: SeatId,
        /// Where the project stands.
        host: SeatId,
        /// The project.
        project: ProjectId,
        /// The sum in the headline.
        announced: Money,
        /// What is really paid, and when.
        instalments: Vec<Instalment>,
    },
    /// Money from treasury to treasury.
    LoanAid {
        /// Who pays.
        lender: SeatId,
        /// Who receives.
        borrower: SeatId,
        /// How much.
        amount: Money,
        /// On what terms.
        finance: Finance,
    },
    /// The investor buys a part of a facility: it pays once, then takes its part of the facility's surplus.
    Equity {
        /// Who buys.
        investor: SeatId,
        /// Where the facility stands.
        host: SeatId,
        /// Which.
        facility: FacilityId,
        /// The part.
        share: Rate,
        /// What it costs.
        price: Money,
    },
    /// The giver teaches the receiver how a good is made, and bans none of its technology.
    TechnologyTransfer {
        /// Who teaches.
        giver: SeatId,
        /// Who learns.
        receiver: SeatId,
        /// To make what.
        good: GoodId,
    },
    /// The giver answers for the receiver's security.
    SecurityGuarantee {
        /// Who answers for it.
        giver: SeatId,
        /// Whose security.
        receiver: SeatId,
    },
    /// Peace: the giver, who can bring the other side of the receiver's conflict to the table, keeps it there.
    Peace {
        /// Who brings the other side.
        giver: SeatId,
        /// Whose country the conflict is in.
        receiver: SeatId,
    },
    /// Nobody but the receiver gets a new contract for the good, or a part of what makes it in the giver's country.
    Exclusivity {
        /// Who owns it.
        giver: SeatId,
        /// Who alone is served.
        receiver: SeatId,
        /// Which good.
        good: GoodId,
    },
    /// A headline without obligation.
    Memorandum {
        /// About what.
        topic: TopicId,
    },
}

/// Kinds of clauses, for limits, goals and statistics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum ClauseKind {
    /// [`Clause::TariffCeiling`].
    TariffCeiling,
    /// [`Clause::ControlRelief`].
    ControlRelief,
    /// [`Clause::Offtake`].
    Offtake,
    /// [`Clause::Investment`].
    Investment,
    /// [`Clause::LoanAid`].
    LoanAid,
    /// [`Clause::Equity`].
    Equity,
    /// [`Clause::TechnologyTransfer`].
    TechnologyTransfer,
    /// [`Clause::SecurityGuarantee`].
    SecurityGuarantee,
    /// [`Clause::Peace`].
    Peace,
    /// [`Clause::Exclusivity`].
    Exclusivity,
    /// [`Clause::Memorandum`].
    Memorandum,
}

/// What a clause promises about, apart from how much.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A good.
    Good(GoodId),
    /// A project.
    Project(ProjectId),
    /// A facility.
    Facility(FacilityId),
    /// A topic.
    Topic(TopicId),
    /// The sides say it all.
    Sides,
}

/// What tells one promise from another: kind, direction and item. Two clauses of one subject differ in their terms only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subject {
    /// Kind of promise.
    pub kind: ClauseKind,
    /// Who gives and who receives, where the clause has a direction.
    pub sides: Option<(SeatId, SeatId)>,
    /// About what.
    pub item: Item,
}

impl Clause {
    /// What it promises about; `None` for a sum of money, of which any number may flow between the same two.
    #[must_use]
    pub const fn subject(&self) -> Option<Subject> {
        let item = match *self {
            Self::TariffCeiling { good, .. }
            | Self::ControlRelief { good, .. }
            | Self::Offtake { good, .. }
            | Self::TechnologyTransfer { good, .. }
            | Self::Exclusivity { good, .. } => Item::Good(good),
            Self::Investment { project, .. } => Item::Project(project),
            Self::Equity { facility, .. } => Item::Facility(facility),
            Self::Memorandum { topic } => Item::Topic(topic),
            Self::SecurityGuarantee { .. } | Self::Peace { .. } => Item::Sides,
            Self::LoanAid { .. } => return None,
        };
        Some(Subject {
            kind: self.kind(),
            sides: self.sides(),
            item,
        })
    }

    /// Its kind.
    #[must_use]
    pub const fn kind(&self) -> ClauseKind {
        match self {
            Self::TariffCeiling { .. } => ClauseKind::TariffCeiling,
            Self::ControlRelief { .. } => ClauseKind::ControlRelief,
            Self::Offtake { .. } => ClauseKind::Offtake,
            Self::Investment { .. } => ClauseKind::Investment,
            Self::LoanAid { .. } => ClauseKind::LoanAid,
            Self::Equity { .. } => ClauseKind::Equity,
            Self::TechnologyTransfer { .. } => ClauseKind::TechnologyTransfer,
            Self::SecurityGuarantee { .. } => ClauseKind::SecurityGuarantee,
            Self::Peace { .. } => ClauseKind::Peace,
            Self::Exclusivity { .. } => ClauseKind::Exclusivity,
            Self::Memorandum { .. } => ClauseKind::Memorandum,
        }
    }

    /// The seats that give and receive, where the clause has a direction.
    #[must_use]
    pub const fn sides(&self) -> Option<(SeatId, SeatId)> {
        match *self {
            Self::TariffCeiling { giver, receiver, .. }
            | Self::ControlRelief { giver, receiver, .. }
            | Self::TechnologyTransfer { giver, receiver, .. }
            | Self::Exclusivity { giver, receiver, .. }
            | Self::SecurityGuarantee { giver, receiver }
            | Self::Peace { giver, receiver } => Some((giver, receiver)),
            Self::Offtake { seller, buyer, .. } => Some((seller, buyer)),
            Self::Investment { investor, host, .. } | Self::Equity { investor, host, .. } => Some((investor, host)),
            Self::LoanAid { lender, borrower, .. } => Some((lender, borrower)),
            Self::Memorandum { .. } => None,
        }
    }
}

/// A deal on paper: parties, clauses, term, secrecy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// Two to six seats, in ascending order, without repeats.
    pub parties: Vec<SeatId>,
    /// One to sixteen clauses.
    pub clauses: Vec<Clause>,
    /// How many turns it runs from the resolution after the last signature.
    pub term: u8,
    /// Whether text and fact of signing stay between the parties.
    pub secret: bool,
}
