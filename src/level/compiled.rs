//! A level ready to play: names resolved to dense ids, decimals to whole units, markets calibrated.

use std::sync::Arc;

use super::clause::Draft;
use super::condition::Condition;
use super::guide::Guide;
use super::ids::{CountryId, FacilityId, GoodId, ProjectId, SeatId, Use};
use super::measure::Control;
use super::mechanism::Mechanisms;
use super::order::Order;
use super::shape::LevelFile;
use super::text::Text;
use super::units::{Mass, Money, Month, Months, Rate, Turn};
use crate::market::chain::Chain;

/// A level ready to play. Immutable; shared by every state of a game through an `Arc`.
#[derive(Clone, Debug)]
pub struct Level {
    /// The file it came from (texts, briefs, documents, figures).
    pub file: LevelFile,
    /// First month of the first turn.
    pub start: Month,
    /// Length of each played turn.
    pub turns: Vec<Months>,
    /// Length of each step of the run-out.
    pub run_out: Vec<Months>,
    /// Weight of the run-out in a line's result.
    pub later: Rate,
    /// Countries.
    pub countries: Vec<Country>,
    /// Seats.
    pub seats: Vec<Seat>,
    /// Goods: minerals by chain and stage, then classes of general goods.
    pub goods: Vec<Good>,
    /// Mineral chains.
    pub chains: Vec<LevelChain>,
    /// The general goods market.
    pub goods_market: GoodsMarket,
    /// Facilities, in chain order: facility f is process `f - chain.first_facility` of its chain.
    pub facilities: Vec<Facility>,
    /// Demands, in chain order.
    pub demands: Vec<Demand>,
    /// The project deck.
    pub projects: Vec<Project>,
    /// Tariffs at the start, `[(good * countries + importer) * countries + exporter]`.
    pub tariffs: Vec<Rate>,
    /// Export taxes at the start, `[(good * countries + exporter) * countries + destination]`.
    pub export_taxes: Vec<Rate>,
    /// Controls at the start.
    pub controls: Vec<Control>,
    /// Strategic stocks at the start.
    pub stocks: Vec<Stock>,
    /// Topics for memoranda and statements.
    pub topics: Vec<Topic>,
    /// Agreements in force at the start, in both runs.
    pub given: Vec<Draft>,
    /// Offers on the table at the start (author first party).
    pub ready_offers: Vec<ReadyOffer>,
    /// Threats and promises already in the ledger.
    pub statements: Vec<GivenStatement>,
    /// Pre-filled orders of seats.
    pub history: Vec<HistoryOrder>,
    /// Scheduled, conditional and chance events.
    pub events: Vec<LevelEvent>,
    /// Demand growth a month per use class `[Civil, Defence]`, as a factor.
    pub growth: [f64; Use::COUNT],
    /// Share of licence rents that stays with the exporter.
    pub rent_share: Rate,
    /// Steps for a newcomer.
    pub guide: Option<Guide>,
    /// The mechanisms, as this level tunes them.
    pub mechanisms: Mechanisms,
    /// blake3 of the file's canonical JSON.
    pub hash: [u8; 32],
}

/// A country of the level.
#[derive(Clone, Debug, PartialEq)]
pub struct Country {
    /// Lower-case ISO 3166-1 alpha-2, or `eu`, `row`.
    pub id: String,
    /// Name.
    pub name: Text,
    /// The seat that decides for it.
    pub seat: Option<SeatId>,
    /// Where its label stands when the map has no outline for it: longitude, latitude in degrees.
    pub place: Option<(f64, f64)>,
}

/// A seat and its brief, in numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Seat {
    /// Its country.
    pub country: CountryId,
    /// Money a month, thousand USD.
    pub income: Money,
    /// Money at the start.
    pub opening: Money,
    /// What others believe its treasury to be: low, mid, high.
    pub believed_treasury: (Money, Money, Money),
    /// Approval at the start, 10,000 = 100 points.
    pub approval: Rate,
    /// Weights of welfare, security and politics; sum 10,000.
    pub weights: [Rate; 3],
    /// Scale of each line: the result difference worth 100 points.
    pub scales: [f64; 3],
    /// Points a package must add before the seat signs.
    pub walk_away: f64,
    /// Ranked goals.
    pub goals: Vec<Goal>,
    /// Its security indicators.
    pub security: Security,
    /// Domestic groups behind approval.
    pub groups: Vec<Group>,
}

/// One of a seat's goals.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// In words.
    pub text: Text,
    /// 3, 2 or 1.
    pub stars: u8,
    /// When it is met, tested at the end of the played turns.
    pub met: Condition,
}

/// Weights of the five security indicators, each in [0, 1] (GAMEPLAY 2.3); weights sum 10,000.
#[derive(Clone, Debug, PartialEq)]
pub struct Security {
    /// Fill of the worst critical line.
    pub fill: Rate,
    /// Strategic cover against target.
    pub cover: Rate,
    /// One minus the largest single origin (for buyers), or buyer (for sellers).
    pub diversity: Rate,
    /// Own share of the scarce stage.
    pub scarce_stage: Rate,
    /// A guarantee or calm in force: no measure or threat against it.
    pub calm: Rate,
    /// Goods whose shortage counts as a critical line (with the use that suffers).
    pub critical: Vec<(GoodId, Use)>,
    /// The scarce stage's good.
    pub scarce: GoodId,
    /// Months of cover aimed at.
    pub target_months: f64,
}

/// What a domestic group looks at.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Concern {
    /// Users' prices of a good (they dislike them high).
    Users(GoodId),
    /// Output of a good at home.
    Producers(GoodId),
    /// Prices of general goods from abroad.
    Consumers,
    /// Import-competing producers of general goods (they like tariffs).
    ImportCompeting,
    /// Projects begun, built and running at home.
    Jobs,
    /// Being treated fairly: no measures against the country, no broken promises to it.
    Standing,
    /// Mines and plants near homes.
    Environment,
}

/// A domestic group.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Name.
    pub name: Text,
    /// Weight in approval; a seat's groups sum to 10,000.
    pub weight: Rate,
    /// What moves it.
    pub concern: Concern,
}

/// What a good is in the markets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GoodKind {
    /// A mineral good: chain and position in it.
    Mineral {
        /// Which chain.
        chain: usize,
        /// Which good of the chain.
        good: usize,
    },
    /// A class of general goods (position among classes).
    General {
        /// Which class.
        class: usize,
    },
}

/// A good.
#[derive(Clone, Debug, PartialEq)]
pub struct Good {
    /// Short name, for files and commands.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Where it trades.
    pub kind: GoodKind,
    /// Stage of its chain.
    pub stage: Stage,
    /// Base world price, USD/kg (minerals; 1 for classes).
    pub price: f64,
}

/// Stage of a mineral good.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub enum Stage {
    /// Ore and concentrate.
    Mine,
    /// Oxide or metal.
    Separate,
    /// Magnet or alloy.
    Magnet,
    /// Not a mineral.
    General,
}

/// A chain: the calibrated market and where its parts stand in the level's lists.
#[derive(Clone, Debug)]
pub struct LevelChain {
    /// Name.
    pub name: Text,
    /// The market.
    pub market: Arc<Chain>,
    /// The chain's goods as level goods.
    pub goods: Vec<GoodId>,
    /// Level facilities that are its processes, in order.
    pub facilities: Vec<FacilityId>,
    /// Hosts of re-export that are its processes after the facilities, by position among the level's hosts.
    pub transshippers: Vec<usize>,
    /// Range of the level's demands that are its demands: first.
    pub first_demand: usize,
    /// How many demands.
    pub demands: usize,
}

/// One facility: existing, or waiting for its project.
#[derive(Clone, Debug, PartialEq)]
pub struct Facility {
    /// Short name.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Its country.
    pub country: CountryId,
    /// Main output.
    pub good: GoodId,
    /// Capacity of activity at the start, tonnes a month (0 until its project delivers).
    pub capacity: f64,
    /// Base activity, tonnes a month.
    pub activity: f64,
    /// Whether a price slump closes it unless a floor or offtake holds it (a private mine abroad).
    pub fragile: bool,
    /// Environmental cost, USD per kg of activity.
    pub environment: f64,
}

/// A demand of the level.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// Where.
    pub country: CountryId,
    /// Whose.
    pub use_: Use,
    /// What.
    pub good: GoodId,
    /// Base quantity, tonnes a month.
    pub quantity: f64,
    /// Short-run elasticity, positive.
    pub elasticity: f64,
}

/// The general goods market: one class, every country (GSIM data, MODEL 3).
#[derive(Clone, Debug, PartialEq)]
pub struct GoodsMarket {
    /// The class as a level good.
    pub good: GoodId,
    /// The calibrated model (base tariffs inside).
    pub gsim: Arc<crate::market::gsim::Gsim>,
    /// Value of sales at world prices, million USD a month, row exporter.
    pub trade: Vec<f64>,
}

/// One step of a project.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize, schemars::JsonSchema,
)]
pub enum ProjectStep {
    /// Looking and drilling.
    Explore,
    /// Permits.
    Permit,
    /// Building.
    Build,
    /// Climbing to full output.
    Ramp,
}

/// A project of the deck.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Short name.
    pub id: String,
    /// Name.
    pub name: Text,
    /// What it builds or widens.
    pub facility: FacilityId,
    /// Added capacity of activity, tonnes a month.
    pub capacity: f64,
    /// What it costs.
    pub cost: Money,
    /// Its steps with their lengths.
    pub steps: Vec<(ProjectStep, Months)>,
    /// Whether it can be challenged in court during permits.
    pub contested: bool,
}

/// A strategic stock at the start.
#[derive(Clone, Debug, PartialEq)]
pub struct Stock {
    /// Whose.
    pub country: CountryId,
    /// Of what.
    pub good: GoodId,
    /// How much.
    pub mass: Mass,
    /// What others believe it to be: low, mid, high.
    pub believed: (Mass, Mass, Mass),
}

/// A topic for memoranda and statements.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Short name.
    pub id: String,
    /// Name.
    pub name: Text,
}

/// An offer on the table before the first turn.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadyOffer {
    /// Who made it.
    pub author: SeatId,
    /// At which turn it appears.
    pub turn: Turn,
    /// Its text.
    pub draft: Draft,
}

/// A statement already in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenStatement {
    /// Who said it.
    pub seat: SeatId,
    /// To whom.
    pub target: SeatId,
    /// The order threatened (or promised not to be made).
    pub order: Order,
    /// By which turn it falls due.
    pub due: Turn,
}

/// A pre-filled order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistoryOrder {
    /// In which turn.
    pub turn: Turn,
    /// For which seat.
    pub seat: SeatId,
    /// What history did.
    pub order: Order,
}

/// When an event of the level happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Trigger {
    /// First turn in which it may.
    pub from: Turn,
    /// Last turn in which it may.
    pub until: Turn,
    /// Further condition on the state.
    pub when: Condition,
    /// Chance in each turn in which it may, 10,000 = certain.
    pub chance: Rate,
}

/// A rumour's truth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rumour {
    /// Chance that it is true.
    pub truth: Rate,
    /// Turns until everybody knows.
    pub after: u8,
}

/// What an event does, from the next resolution on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Effect {
    /// Demand of a use for a good in a country (all countries if none) is scaled for some turns.
    Demand {
        /// Where; `None` everywhere.
        country: Option<CountryId>,
        /// Which good.
        good: GoodId,
        /// Whose use.
        use_: Use,
        /// Factor, 10,000 = unchanged.
        factor: Rate,
        /// For how many turns; 0 for ever.
        turns: u8,
    },
    /// Capacity of a facility is scaled for some turns.
    Capacity {
        /// Which.
        facility: FacilityId,
        /// Factor.
        factor: Rate,
        /// For how many turns; 0 for ever.
        turns: u8,
    },
    /// Fragile facilities of a good close unless an offtake or investment agreement holds them.
    Slump {
        /// The good.
        good: GoodId,
    },
    /// A project is delayed.
    Delay {
        /// Which.
        project: ProjectId,
        /// By how long.
        months: Months,
    },
    /// Customs break up part of the channels past a country's controls.
    Seizure {
        /// Whose customs.
        country: CountryId,
        /// Which good.
        good: GoodId,
    },
    /// A seat's approval moves.
    Approval {
        /// Whose.
        seat: SeatId,
        /// By how much, 100 = one point.
        points: Rate,
    },
}

/// An event of the level: nature, markets, courts, customs, press or model countries; never a seat's decision.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelEvent {
    /// Short name.
    pub id: String,
    /// Headline.
    pub headline: Text,
    /// One or two further sentences.
    pub body: Text,
    /// When.
    pub trigger: Trigger,
    /// What it does.
    pub effects: Vec<Effect>,
    /// It is a rumour, true or not.
    pub rumour: Option<Rumour>,
    /// Whether players may know of it before it happens.
    pub announced: bool,
    /// Seats that must answer (a cable); empty: everyone reads it.
    pub cable: Vec<SeatId>,
}
