//! The level file's events, and the conditions of events and goals.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::clause::ClauseKind;
use super::ids::Use;
use super::text::Text;

/// An event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventEntry {
    /// Short name.
    pub id: String,
    /// Headline.
    pub headline: Text,
    /// One or two further sentences.
    #[serde(default)]
    pub body: Text,
    /// When it happens.
    pub trigger: TriggerEntry,
    /// What it does, from the next resolution on.
    #[serde(default)]
    pub effects: Vec<EffectEntry>,
    /// Written: it is a rumour; whether it is true is drawn, and known some turns later. Its effects begin then, if it is.
    #[serde(default)]
    pub rumour: Option<RumourEntry>,
    /// Whether players may know of it before it happens.
    #[serde(default)]
    pub announced: bool,
    /// Seats that must answer (a cable); empty: everyone reads it.
    #[serde(default)]
    pub cable: Vec<String>,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// A rumour's truth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RumourEntry {
    /// Chance that it is true, percent.
    pub truth: f64,
    /// How many turns later everybody knows, 1 at least.
    pub after: u8,
}

/// The four meters of a club.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub enum Meter {
    /// Money in headlines.
    Announced,
    /// Money paid.
    Paid,
    /// What members could make of what they need.
    Capable,
    /// What members buy from members.
    Buying,
}

/// When an event happens: once at most.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TriggerEntry {
    /// First turn in which it may, from 1.
    pub from: u16,
    /// Last turn in which it may; turns after the last one are steps of the run-out.
    pub until: u16,
    /// Further condition on the state (default `Always`).
    #[serde(default = "always")]
    pub when: ConditionEntry,
    /// Chance in each of these turns, percent (default 100).
    #[serde(default = "certain")]
    pub chance: f64,
}

/// What an event does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum EffectEntry {
    /// Demand is scaled.
    Demand {
        /// Country, or `"all"`.
        country: String,
        /// Mineral good.
        good: String,
        /// Whose use.
        #[serde(rename = "use")]
        use_: Use,
        /// Factor, percent; 100 = unchanged.
        factor: f64,
        /// For how many turns; 0 for ever.
        turns: u8,
    },
    /// A facility's capacity is scaled.
    Capacity {
        /// Which.
        facility: String,
        /// Factor, percent; 100 = unchanged.
        factor: f64,
        /// For how many turns; 0 for ever.
        turns: u8,
    },
    /// Fragile facilities of a good close unless an offtake or investment holds them.
    Slump {
        /// Mineral good.
        good: String,
    },
    /// A project is delayed.
    Delay {
        /// Which.
        project: String,
        /// By how many months.
        months: u16,
    },
    /// Customs of a country find goods on their way past its controls: part of the channels is broken up.
    Seizure {
        /// Whose customs.
        country: String,
        /// Mineral good.
        good: String,
    },
    /// A seat's approval moves.
    Approval {
        /// Whose.
        seat: String,
        /// Points of 100, up or down.
        points: f64,
    },
}

/// A test on the state. Countries and seats are named alike.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum ConditionEntry {
    /// Always true.
    Always,
    /// All of them hold.
    All(Vec<Self>),
    /// At least one holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// Users' price is at least this multiple of the base year's.
    PriceAtLeast {
        /// Where.
        country: String,
        /// Whose use.
        #[serde(rename = "use")]
        use_: Use,
        /// Mineral good.
        good: String,
        /// Multiple: 5 = five times.
        multiple: f64,
    },
    /// Users get at least this share of what they want at base prices.
    FillAtLeast {
        /// Where.
        country: String,
        /// Whose use.
        #[serde(rename = "use")]
        use_: Use,
        /// Mineral good.
        good: String,
        /// Percent.
        share: f64,
    },
    /// A country's share of world output is at least this.
    ShareAtLeast {
        /// Whose output.
        country: String,
        /// Mineral good.
        good: String,
        /// Percent.
        share: f64,
    },
    /// A tariff is at most this.
    TariffAtMost {
        /// Who levies.
        importer: String,
        /// On whose goods.
        exporter: String,
        /// Good, or the class of general goods.
        good: String,
        /// Percent.
        rate: f64,
    },
    /// The control in effect is no stricter than a general licence.
    Relaxed {
        /// Who controls.
        exporter: String,
        /// Where the good goes.
        destination: String,
        /// Mineral good.
        good: String,
    },
    /// An agreement in force, or honoured to its term, has such a clause with this seat on one side.
    Signed {
        /// The seat.
        seat: String,
        /// The other side; anybody if left out.
        #[serde(default)]
        with: Option<String>,
        /// `TariffCeiling`, `ControlRelief`, `Offtake`, `Investment`, `LoanAid`, `Equity`, `TechnologyTransfer`,
        /// `SecurityGuarantee`, `Peace`, `Exclusivity` or `Memorandum`.
        kind: ClauseKind,
    },
    /// The seat has broken no agreement.
    KeptFaith {
        /// The seat.
        seat: String,
    },
    /// A project has begun.
    Started {
        /// The project.
        project: String,
    },
    /// A project has at least this paid in.
    Paid {
        /// The project.
        project: String,
        /// Million USD.
        amount: f64,
    },
    /// A project has its permits.
    Permitted {
        /// The project.
        project: String,
    },
    /// A project produces.
    Running {
        /// The project.
        project: String,
    },
    /// A seat's treasury holds at least this.
    TreasuryAtLeast {
        /// The seat.
        seat: String,
        /// Million USD.
        amount: f64,
    },
    /// A seat's approval is at least this.
    ApprovalAtLeast {
        /// The seat.
        seat: String,
        /// Points of 100.
        approval: f64,
    },
    /// One of a club's meters shows at least this.
    MeterAtLeast {
        /// The club.
        club: String,
        /// Which: `Announced`, `Paid`, `Capable` or `Buying`.
        meter: Meter,
        /// Million USD for `Announced` and `Paid`, percent for the others.
        value: f64,
    },
    /// A seat has changed measures of its own at least so often in the last three turns.
    ChangedItsMind {
        /// The seat.
        seat: String,
        /// How many times.
        times: u8,
    },
    /// A strategic stock holds at least this many months of base use.
    CoverAtLeast {
        /// Whose stock.
        country: String,
        /// Of what.
        good: String,
        /// Months.
        months: f64,
    },
}

const fn always() -> ConditionEntry {
    ConditionEntry::Always
}

const fn certain() -> f64 {
    100.0
}
