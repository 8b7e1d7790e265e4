//! The level file's markets: chains, general goods, projects, measures, stocks.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::compiled::{ProjectStep, Stage};
use super::ids::Use;
use super::text::Text;

/// A mineral chain: goods by stage, recipes between them, facilities and users.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChainEntry {
    /// Short name; where a measure asks for a good, it stands for all goods of the chain.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Goods in order of stage.
    pub goods: Vec<GoodEntry>,
    /// Freight that differs from the good's default.
    #[serde(default)]
    pub freight: Vec<FreightEntry>,
    /// How goods are made.
    pub recipes: Vec<RecipeEntry>,
    /// Where they are made.
    pub facilities: Vec<FacilityEntry>,
    /// Who uses them, apart from facilities and from the other users of the balance country.
    pub demands: Vec<DemandEntry>,
    /// Known trade flows; the rest is filled in so that every seller's output and every buyer's need match.
    #[serde(default)]
    pub flows: Vec<FlowEntry>,
}

/// A mineral good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoodEntry {
    /// Short name, unique in the level.
    pub id: String,
    /// Name.
    pub name: Text,
    /// `Mine`, `Separate` or `Magnet`.
    pub stage: Stage,
    /// Sourcing exponent: how readily buyers change supplier (4 magnets, 8 oxides, 12 concentrate and metals).
    pub theta: f64,
    /// Base world price at the producer, USD/kg.
    pub price: f64,
    /// Countries whose base price differs, USD/kg.
    #[serde(default)]
    pub prices: BTreeMap<String, f64>,
    /// Freight and insurance between two countries, USD/kg; 0 at home.
    pub freight: f64,
    /// The civil users of the balance country that take what the listed users leave over.
    pub others: OtherUsers,
    /// Where price and freight come from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// How the users respond that take the remainder of a good.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OtherUsers {
    /// Short-run elasticity of demand, positive (default 0.25).
    pub elasticity: f64,
    /// Price multiple at which they stop.
    pub choke: f64,
}

/// Freight between two countries.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FreightEntry {
    /// Which good.
    pub good: String,
    /// From where.
    pub from: String,
    /// To where.
    pub to: String,
    /// USD/kg.
    pub usd_per_kg: f64,
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// How a good is made. A facility's activity is counted in tonnes of the first output.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RecipeEntry {
    /// Short name, unique in the level.
    pub id: String,
    /// What goes in: good and tonnes per tonne of the first output. Empty for mines.
    #[serde(default)]
    pub inputs: Vec<(String, f64)>,
    /// What comes out: good and tonnes per tonne of the first output; the first one is `1`.
    pub outputs: Vec<(String, f64)>,
    /// Elasticity of supply well below capacity, positive.
    pub elasticity: f64,
    /// Share of the outputs' value that is margin at base prices, percent.
    pub margin_share: f64,
    /// Where the numbers come from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// A facility that exists at the start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FacilityEntry {
    /// Short name, unique in the level.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Its country.
    pub country: String,
    /// What it does.
    pub recipe: String,
    /// Base output of the first output, t/year.
    pub output: f64,
    /// Capacity of the first output, t/year; more than `output`.
    pub capacity: f64,
    /// Whose purchases its inputs count as (default `Civil`).
    #[serde(rename = "use", default = "civil")]
    pub use_: Use,
    /// Whether a price slump closes it unless a floor or offtake holds it (a private mine abroad).
    #[serde(default)]
    pub fragile: bool,
    /// Environmental cost, USD per kg of the first output.
    #[serde(default)]
    pub environment: f64,
    /// Where output and capacity come from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// Final users of a good in a country.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DemandEntry {
    /// Where.
    pub country: String,
    /// `Civil` or `Defence`.
    #[serde(rename = "use")]
    pub use_: Use,
    /// Which good of the chain.
    pub good: String,
    /// Base quantity, t/year.
    pub tonnes: f64,
    /// Short-run elasticity, positive (default 0.25).
    pub elasticity: f64,
    /// Price multiple at which the users stop (defence 1000, EV and wind 60, electronics 120, other 15).
    pub choke: f64,
    /// Where the quantity comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// A known trade flow in the base year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FlowEntry {
    /// Which good.
    pub good: String,
    /// From where.
    pub from: String,
    /// To where; the same country for home sales.
    pub to: String,
    /// To whom; without it, split by need.
    #[serde(rename = "use", default)]
    pub use_: Option<Use>,
    /// t/year; 0 for a route that isn't used at all.
    pub tonnes: f64,
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// The market of general goods, one class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoodsMarketEntry {
    /// Short name of the class, used like a good in tariffs.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Trade a year at world prices; a country's sales at home too (`from` = `to`).
    pub trade: Vec<TradeEntry>,
    /// Sales at home of countries without an entry of their own, billion USD a year.
    #[serde(default)]
    pub home_default: f64,
    /// Sales between two countries without an entry of their own, billion USD a year.
    #[serde(default)]
    pub trade_default: f64,
    /// Elasticity of composite demand, positive (0.8 to 1.25).
    pub demand_elasticity: f64,
    /// Elasticity of export supply, positive (large: 5 or more).
    pub supply_elasticity: f64,
    /// Elasticity of substitution between origins (2.5 to 5).
    pub substitution: f64,
    /// Where elasticities and defaults come from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// Trade of general goods from one country to another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TradeEntry {
    /// Who sells.
    pub from: String,
    /// Who buys.
    pub to: String,
    /// Billion USD a year.
    pub billion: f64,
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// A project of the deck.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProjectEntry {
    /// Short name, unique in the level.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Where.
    pub country: String,
    /// The facility it widens, or a new short name: then `recipe` is needed.
    pub facility: String,
    /// What the new facility does; left out for an existing one.
    #[serde(default)]
    pub recipe: Option<String>,
    /// Capacity it adds, t/year of the recipe's first output.
    pub adds: f64,
    /// What it costs, million USD.
    pub cost: f64,
    /// Steps in order with their months: `[(Permit, 12), (Build, 18), (Ramp, 6)]`.
    pub steps: Vec<(ProjectStep, u16)>,
    /// Whether a court can delay it during permits.
    #[serde(default)]
    pub contested: bool,
    /// New facility: whether a price slump closes it.
    #[serde(default)]
    pub fragile: bool,
    /// New facility: environmental cost, USD per kg of the first output.
    #[serde(default)]
    pub environment: f64,
    /// Where cost, size and times come from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// An import tariff at the start. Where two entries meet, the one that names more (not `"all"`) wins.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TariffEntry {
    /// Who levies, or `"all"`.
    pub importer: String,
    /// On whose goods, or `"all"`.
    pub exporter: String,
    /// A good, a chain (all its goods) or the class of general goods.
    pub good: String,
    /// Percent.
    pub rate: f64,
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// An export tax at the start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExportTaxEntry {
    /// Who levies.
    pub exporter: String,
    /// Where the good goes, or `"all"`.
    pub destination: String,
    /// A good or a chain (all its goods).
    pub good: String,
    /// Percent.
    pub rate: f64,
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// An export control at the start. An entry for one destination wins over one for `"all"`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ControlEntry {
    /// Who controls.
    pub exporter: String,
    /// Where the good goes, or `"all"`.
    pub destination: String,
    /// Destinations that `"all"` leaves out.
    #[serde(default)]
    pub except: Vec<String>,
    /// A good or a chain (all its goods).
    pub good: String,
    /// The regime as written.
    pub regime: RegimeEntry,
    /// Suspended before this (year, month): a general licence applies until then.
    #[serde(default)]
    pub suspended_until: Option<(u32, u32)>,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// How strictly a good may leave a country.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum RegimeEntry {
    /// No licence needed.
    Free,
    /// A general licence: paperwork, no quota.
    General,
    /// A licence per shipment.
    Licence {
        /// Percent of the trailing twelve-month flow that is approved.
        approval: f64,
    },
    /// Licences for proven civil use only.
    CivilOnly {
        /// Percent of the trailing civil flow that is approved.
        approval: f64,
    },
    /// Nothing leaves.
    Ban,
}

/// A strategic stock.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StockEntry {
    /// Whose.
    pub country: String,
    /// Of what mineral good.
    pub good: String,
    /// Tonnes.
    pub tonnes: f64,
    /// What others believe it to be: (low, mid, high), tonnes.
    pub believed: (f64, f64, f64),
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

const fn civil() -> Use {
    Use::Civil
}
