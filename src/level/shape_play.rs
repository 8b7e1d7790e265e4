//! The level file's orders, deals, statements and history.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::clause::{Milestone, ReliefUse};
use super::shape_market::RegimeEntry;
use super::text::Text;

/// A topic of memoranda and statements.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TopicEntry {
    /// Short name.
    pub id: String,
    /// Name.
    pub name: Text,
}

/// An agreement in force at the start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GivenEntry {
    /// Its text.
    pub draft: DraftEntry,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// An offer that waits on the table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadyOfferEntry {
    /// The seat that makes it; one of the parties.
    pub author: String,
    /// Turn at which it appears, from 1.
    pub turn: u16,
    /// Its text.
    pub draft: DraftEntry,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// A deal's text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DraftEntry {
    /// Two to six seats.
    pub parties: Vec<String>,
    /// One to sixteen clauses.
    pub clauses: Vec<ClauseEntry>,
    /// How many turns it runs.
    pub term: u8,
    /// Whether only the parties know of it.
    #[serde(default)]
    pub secret: bool,
}

/// A clause.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum ClauseEntry {
    /// The giver's tariff on the receiver's goods is at most `max`.
    TariffCeiling {
        /// Seat that binds its tariff.
        giver: String,
        /// Seat whose goods profit.
        receiver: String,
        /// Good, or the class of general goods.
        good: String,
        /// Highest rate, percent.
        max: f64,
    },
    /// The giver relaxes an export control towards the receiver.
    ControlRelief {
        /// Seat that controls.
        giver: String,
        /// Seat that receives the goods.
        receiver: String,
        /// Mineral good.
        good: String,
        /// `General` or `Tonnes(per_month: 40)`.
        relief: ReliefEntry,
        /// `Any` or `Civil`.
        #[serde(rename = "use")]
        use_: ReliefUse,
    },
    /// The seller ships a fixed flow.
    Offtake {
        /// Seat that ships.
        seller: String,
        /// Seat that takes.
        buyer: String,
        /// Mineral good.
        good: String,
        /// Tonnes a month.
        per_month: f64,
        /// `Fixed(110)` or `Market(floor: 60)`, USD/kg.
        price: PriceEntry,
    },
    /// The investor pays for a project in the host's country.
    Investment {
        /// Seat that pays.
        investor: String,
        /// Seat in whose country the project stands.
        host: String,
        /// The project.
        project: String,
        /// The sum in the headline, million USD.
        announced: f64,
        /// What is really paid.
        instalments: Vec<InstalmentEntry>,
    },
    /// Money from treasury to treasury.
    LoanAid {
        /// Seat that pays.
        lender: String,
        /// Seat that receives.
        borrower: String,
        /// Million USD.
        amount: f64,
        /// `Aid` or `Loan(months: 60, rate: 3)`.
        finance: FinanceEntry,
    },
    /// The investor buys a part of a facility and takes its part of the surplus.
    Equity {
        /// Seat that buys.
        investor: String,
        /// Seat in whose country the facility stands.
        host: String,
        /// The facility.
        facility: String,
        /// The part, percent.
        share: f64,
        /// Million USD, paid at the start.
        price: f64,
    },
    /// The giver teaches the receiver how a good is made.
    TechnologyTransfer {
        /// Seat that teaches.
        giver: String,
        /// Seat that learns; its country is behind in the good (`know_how`).
        receiver: String,
        /// Mineral good.
        good: String,
    },
    /// The giver answers for the receiver's security.
    SecurityGuarantee {
        /// Seat that answers for it.
        giver: String,
        /// Seat whose security it is.
        receiver: String,
    },
    /// The giver brings the other side of the receiver's conflict to the table and keeps it there.
    Peace {
        /// Seat that can: a broker of the conflict.
        giver: String,
        /// Seat in whose country the conflict is.
        receiver: String,
    },
    /// Nobody but the receiver gets a new contract for a good of the giver's, or a part of what makes it.
    Exclusivity {
        /// Seat that owns it.
        giver: String,
        /// Seat that alone is served.
        receiver: String,
        /// Mineral good that the giver makes, or will.
        good: String,
    },
    /// A headline without obligation.
    Memorandum {
        /// Topic.
        topic: String,
    },
}

/// How far a control is relaxed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum ReliefEntry {
    /// The control does not apply to the receiver.
    General,
    /// A quota of its own.
    Tonnes {
        /// Tonnes a month.
        per_month: f64,
    },
}

/// At what price an offtake is settled.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum PriceEntry {
    /// A fixed price, USD/kg.
    Fixed(f64),
    /// The market's landed price.
    Market {
        /// At least this, USD/kg.
        floor: f64,
    },
}

/// One payment of an investment.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InstalmentEntry {
    /// Months after the agreement's start.
    pub after: u16,
    /// Million USD.
    pub amount: f64,
    /// What must be reached first: `None`, `Permitted`, `Building` or `Running`.
    pub milestone: Milestone,
}

/// Aid or loan.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum FinanceEntry {
    /// A gift.
    Aid,
    /// Repaid in equal monthly parts.
    Loan {
        /// Over how many months.
        months: u16,
        /// Simple interest a year, percent.
        rate: f64,
    },
    /// Debt service forgiven in equal monthly parts.
    DebtSwap {
        /// Over how many months.
        months: u16,
    },
}

/// An order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum OrderEntry {
    /// Set an import tariff.
    Tariff {
        /// Country whose goods.
        partner: String,
        /// Good, or the class of general goods.
        good: String,
        /// Percent.
        rate: f64,
    },
    /// Set an export tax.
    ExportTax {
        /// Country of destination.
        destination: String,
        /// Mineral good.
        good: String,
        /// Percent.
        rate: f64,
    },
    /// Set an export control.
    Control {
        /// Country of destination, or `"all"`.
        destination: String,
        /// Mineral good.
        good: String,
        /// The regime from then on.
        regime: RegimeEntry,
    },
    /// Suspend own controls for some turns, or (0) put them back in force.
    Suspend {
        /// Country of destination, or `"all"`.
        destination: String,
        /// Mineral good.
        good: String,
        /// For how many turns.
        turns: u8,
    },
    /// Buy for the strategic stock (positive) or release from it (negative).
    Stock {
        /// Mineral good.
        good: String,
        /// Tonnes over the turn.
        tonnes: f64,
    },
    /// Start a project at home.
    StartProject {
        /// The project.
        project: String,
    },
    /// Guarantee a price to one's producers, or (0) no longer.
    Floor {
        /// Mineral good.
        good: String,
        /// USD/kg.
        price: f64,
    },
    /// Ban the export of technology for making a good, or allow it again.
    Technology {
        /// Mineral good.
        good: String,
        /// Whether it is banned.
        on: bool,
    },
    /// Make own controls on a good reach what others make of it, or no longer.
    Reach {
        /// Mineral good.
        good: String,
        /// Whether they shall.
        on: bool,
    },
    /// Add to one's critical-minerals list, or strike from it.
    List {
        /// Mineral good; left out for minerals outside the game.
        #[serde(default)]
        good: Option<String>,
        /// Names added, or (negative) struck; 1 or -1 for a good.
        names: i8,
    },
    /// Demand another country's status, or drop the demand.
    Claim {
        /// Whose status (`claims` names it).
        over: String,
        /// Whether the demand shall stand.
        on: bool,
    },
    /// Open a project at home to sealed bids.
    Tender {
        /// The project.
        project: String,
    },
    /// Bid for a project under tender.
    Bid {
        /// The project.
        project: String,
        /// Million USD, paid by instalments.
        amount: f64,
    },
    /// Award a project to one of the bidders.
    Award {
        /// The project.
        project: String,
        /// Seat that gets it.
        to: String,
    },
    /// Have customs break up part of the channels past controls, for one turn.
    Campaign {
        /// Mineral good.
        good: String,
    },
    /// Break a given agreement.
    Breach {
        /// Its position among the given agreements, counted from 1.
        given: u32,
    },
}

/// A threat or promise in the ledger.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementEntry {
    /// Seat that said it.
    pub seat: String,
    /// Seat it was said to.
    pub target: String,
    /// The order announced.
    pub order: OrderEntry,
    /// Turn by which it falls due, from 1.
    pub due: u16,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// A history order.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HistoryEntry {
    /// Turn, from 1.
    pub turn: u16,
    /// Seat.
    pub seat: String,
    /// What history did.
    pub order: OrderEntry,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}
