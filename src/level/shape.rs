//! What a level file says: the RON shape, with names as strings and numbers as people write them.
//!
//! This file holds the top of the shape, the calendar, documents, figures and countries; `shape_market.rs` the
//! chains, projects and measures; `shape_seat.rs` the seats and their briefs; `shape_play.rs` orders and deals;
//! `shape_event.rs` events and conditions; `shape_guide.rs` the guide; `mechanism/` one section for each mechanism that a level can tune.
//!
//! Rules that hold everywhere:
//! * struct names may be left out, `Some(…)` too; unknown fields are mistakes, never ignored;
//! * percentages are written as percent (`25` = 25 %), to a hundredth at most;
//! * money is million USD, to a thousand USD at most; mass is tonnes, to a kilogram at most;
//! * a number that has no exact whole unit behind it is refused, never rounded;
//! * turns are counted from 1;
//! * `cite` names a figure, a source or a document of the file; or it is `"assumed"`, and then `why` gives the reason.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::choice::Chosen;
pub use super::mechanism::*;
pub use super::shape_event::*;
pub use super::shape_guide::*;
pub use super::shape_market::*;
pub use super::shape_play::*;
pub use super::shape_seat::*;
use super::text::Text;

/// A level file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LevelFile {
    /// Short name: lower-case letters, digits and `_`; the same as the file's name without `.ron`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it is about, two or three sentences; public.
    pub pitch: Text,
    /// The dilemma behind it; public.
    #[serde(default)]
    pub dilemma: Text,
    /// What a class should see at the end; shown at the debrief.
    #[serde(default)]
    pub lesson: Text,
    /// What a teacher needs to use it in class; public, but for the questions.
    #[serde(default)]
    pub teacher: Option<TeacherEntry>,
    /// Turns, run-out, weight of the run-out.
    pub calendar: Calendar,
    /// The documents the level comes from, by short name.
    pub documents: BTreeMap<String, Document>,
    /// Outside sources of figures that no document gives, by short name.
    #[serde(default)]
    pub sources: BTreeMap<String, Source>,
    /// Every headline figure, by key, like `"share.mining.cn"`.
    pub figures: BTreeMap<String, Figure>,
    /// Which figures the model's own numbers must agree with.
    #[serde(default)]
    pub ties: Vec<Tie>,
    /// Countries, played or modelled; one of them is the rest of the world.
    pub countries: Vec<CountryEntry>,
    /// The country (usually `"row"`) whose civil users take what the listed users of a good leave over.
    pub balance: String,
    /// Seats: which countries are played, and their briefs.
    pub seats: Vec<SeatEntry>,
    /// Mineral chains.
    pub chains: Vec<ChainEntry>,
    /// General goods: the tariff war's market.
    pub goods_market: GoodsMarketEntry,
    /// The deck of projects.
    #[serde(default)]
    pub projects: Vec<ProjectEntry>,
    /// Import tariffs at the start; what isn't listed is 0.
    #[serde(default)]
    pub tariffs: Vec<TariffEntry>,
    /// Export taxes at the start; what isn't listed is 0.
    #[serde(default)]
    pub export_taxes: Vec<ExportTaxEntry>,
    /// Export controls at the start; what isn't listed is free.
    #[serde(default)]
    pub controls: Vec<ControlEntry>,
    /// Strategic stocks at the start.
    #[serde(default)]
    pub stocks: Vec<StockEntry>,
    /// Topics of memoranda and statements.
    #[serde(default)]
    pub topics: Vec<TopicEntry>,
    /// Agreements in force at the start, with deals and without.
    #[serde(default)]
    pub given: Vec<GivenEntry>,
    /// Offers that wait on the table, unsigned without deals.
    #[serde(default)]
    pub ready_offers: Vec<ReadyOfferEntry>,
    /// Threats and promises that are in the ledger at the start.
    #[serde(default)]
    pub statements: Vec<StatementEntry>,
    /// What seats did in history: orders filled in beforehand, to seal, change or drop.
    #[serde(default)]
    pub history: Vec<HistoryEntry>,
    /// Events: nature, markets, courts, customs, press, modelled countries; never a seat's decision.
    #[serde(default)]
    pub events: Vec<EventEntry>,
    /// Growth of demand.
    pub growth: Growth,
    /// Who keeps the rent of licences.
    pub rent_share: RentShare,
    /// Private stocks and hoarding.
    #[serde(default)]
    pub private_stocks: PrivateStocksEntry,
    /// Know-how of countries that are behind.
    #[serde(default)]
    pub know_how: KnowHowEntry,
    /// Goods that leave without a licence.
    #[serde(default)]
    pub smuggling: SmugglingEntry,
    /// Goods that go through third countries.
    #[serde(default)]
    pub transshipment: TransshipmentEntry,
    /// How far the proof of civil end use holds.
    #[serde(default)]
    pub end_use: EndUseEntry,
    /// Licence desks: files that an exporter's seat answers.
    #[serde(default)]
    pub licences: Vec<LicenceDeskEntry>,
    /// Controls on goods made abroad.
    #[serde(default)]
    pub reach: ReachEntry,
    /// Damage to user industries.
    #[serde(default)]
    pub damage: DamageEntry,
    /// Clubs of countries.
    #[serde(default)]
    pub clubs: Vec<ClubEntry>,
    /// Unrest and guarantees against it.
    #[serde(default)]
    pub protection: ProtectionEntry,
    /// Private investors.
    #[serde(default)]
    pub investors: InvestorsEntry,
    /// Price floors at the start.
    #[serde(default)]
    pub floors: Vec<FloorEntry>,
    /// Critical-minerals lists.
    #[serde(default)]
    pub lists: ListsEntry,
    /// Rival figures that the host chose: written by the program, left out of level files.
    #[serde(default)]
    pub chosen: Vec<Chosen>,
    /// Demands on others' status that seats can make; they never bring territory.
    #[serde(default)]
    pub claims: Vec<ClaimEntry>,
    /// Steps that take a newcomer through a first game.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub guide: Option<GuideEntry>,
}

/// How a level is used in class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TeacherEntry {
    /// What students can say or do afterwards, two to five.
    pub goals: Vec<Text>,
    /// Suggested minutes.
    pub minutes: Minutes,
    /// Questions for the debrief, three to eight; shown when the game is over.
    pub questions: Vec<Text>,
}

/// Suggested minutes of a lesson.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    /// Joining and reading the brief, minutes.
    pub brief: u16,
    /// A turn, minutes (the first may take longer).
    pub turn: u16,
    /// The debrief, minutes.
    pub debrief: u16,
}

/// The calendar.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// First month of the first turn: (year, month 1–12).
    pub start: (u32, u32),
    /// Length of each turn in months: 4 to 20 turns of 1, 2 or 3 months.
    pub turns: Vec<u16>,
    /// What follows the last turn.
    pub run_out: RunOut,
    /// Weight of the run-out in a line's result, percent (usually 50).
    pub later: f64,
}

/// The months after the last turn, without players.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunOut {
    /// Length of a step in months, 1, 2 or 3.
    pub step: u16,
    /// Months in all (usually 60); a multiple of `step`.
    pub months: u16,
}

/// A document the level comes from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Title, or a title in our own words where the document has none.
    pub title: Text,
    /// Who published it.
    pub outlet: Text,
    /// When: `"2025-11-11"`, `"2025-11"` or `"2025"`.
    pub date: String,
    /// Where it is found.
    pub address: String,
}

/// An outside source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Title and publisher.
    pub title: Text,
    /// When: `"2025-11-11"`, `"2025-11"` or `"2025"`.
    pub date: String,
    /// What was taken from it, and how.
    pub note: Text,
}

/// A headline figure with its origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Figure {
    /// The number, in `unit`.
    pub value: f64,
    /// Its unit.
    #[schemars(extend("enum" = UNITS))]
    pub unit: String,
    /// What it says, in our own words.
    pub text: Text,
    /// Short name of the document or source that gives it (for assumed figures, where the idea comes from).
    pub from: String,
    /// Who claims it, as the document names them.
    pub claimed_by: Text,
    /// How sure it is.
    pub status: Status,
}

/// Units that a figure can have.
pub const UNITS: [&str; 19] = [
    "%",
    "USD",
    "thousand USD",
    "million USD",
    "billion USD",
    "USD/kg",
    "kg",
    "t",
    "t/month",
    "t/year",
    "days",
    "months",
    "years",
    "turns",
    "times",
    "count",
    "points",
    "year",
    "USD/t",
];

/// How sure a figure is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum Status {
    /// Nobody contradicts it.
    Agreed,
    /// Others give another number: `Contested([(value: 60, from: "004", note: "…")])`.
    Contested(Vec<Rival>),
    /// The document slips, and the level uses the accepted reading.
    Corrected {
        /// What the document says.
        slip: Text,
        /// What is meant, and why.
        reading: Text,
    },
    /// Ours: `Assumed("reason")`.
    Assumed(Text),
}

/// A rival number of a contested figure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rival {
    /// The number, in the figure's unit.
    pub value: f64,
    /// Short name of the document or source that gives it.
    pub from: String,
    /// What differs: another year, another measure …
    #[serde(default)]
    pub note: Text,
}

/// A figure that a number of the model must agree with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// Key of the figure.
    pub figure: String,
    /// Which number of the model.
    pub is: Tied,
    /// How far they may lie apart, in the figure's unit; without it half a point for percentages, else a thousandth
    /// of the figure.
    #[serde(default)]
    pub within: Option<f64>,
}

/// A number of the model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum Tied {
    /// A country's share of the world's base output of a good (figure in %).
    Share {
        /// Whose output.
        country: String,
        /// Which mineral good.
        good: String,
    },
    /// Share of a country's purchases of a good that comes from an origin (figure in %); own output counts as bought.
    SourceShare {
        /// Who buys.
        country: String,
        /// From where.
        from: String,
        /// Which mineral good.
        good: String,
    },
    /// Base output of a facility (t/year or t/month).
    Output(String),
    /// Capacity of a facility (t/year or t/month).
    Capacity(String),
    /// World base output of a good (t/year or t/month).
    World(String),
    /// What a project costs (any money unit).
    ProjectCost(String),
    /// What a project adds (t/year or t/month).
    ProjectCapacity(String),
    /// How long all steps of a project take (months or years).
    ProjectTime(String),
    /// Largest sum that a given agreement or ready offer announces for a project (any money unit).
    Announced(String),
    /// Base world price of a good (USD/kg or USD/t).
    Price(String),
    /// A tariff at the start (%).
    Tariff {
        /// Who levies.
        importer: String,
        /// On whose goods.
        exporter: String,
        /// Which good or class.
        good: String,
    },
    /// How long a control stays suspended, from the level's first month (months or years).
    Suspension {
        /// Who controls.
        exporter: String,
        /// Towards whom.
        destination: String,
        /// Which good.
        good: String,
    },
    /// A strategic stock (t or kg).
    Stock {
        /// Whose.
        country: String,
        /// Of what.
        good: String,
    },
    /// How many months of base use a strategic stock covers (months).
    Cover {
        /// Whose.
        country: String,
        /// Whose use it serves.
        #[serde(rename = "use")]
        use_: super::ids::Use,
        /// Of what.
        good: String,
    },
    /// Base trade of general goods (any money unit, a year).
    Trade {
        /// Who sells.
        from: String,
        /// Who buys.
        to: String,
    },
}

/// A country.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountryEntry {
    /// Lower-case ISO 3166-1 alpha-2 (`"cn"`), or `"eu"`, `"row"`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Where its label stands when the map has no outline for it: (longitude, latitude) in degrees.
    #[serde(default)]
    pub place: Option<(f64, f64)>,
}

/// Growth of demand, compounded monthly.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Growth {
    /// Civil users, percent a year.
    pub civil: f64,
    /// Defence users, percent a year.
    pub defence: f64,
    /// Where the numbers come from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// Who keeps the rent of licences.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RentShare {
    /// Percent that stays with the exporter (usually 20); the rest goes to licensed traders abroad.
    pub share: f64,
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}
