//! The whole truth about one run of a level, sorted by who may know it: a new field has a class by where it stands.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use super::in_force::{Claim, ControlInForce, CriticalList, FloorInForce, ReachRule, TechnologyRule, Tender};
use super::licence::{Licence, LicenceFile};
use super::offer::{Agreement, Offer};
use super::statement::Said;
pub use super::tally::{Score, WelfareParts};
use crate::level::Level;
use crate::level::ids::{CountryId, FacilityId, GoodId, SeatId};
use crate::level::order::Order;
use crate::level::units::{Capital, Mass, Money, Rate, Turn};

/// Where a game stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    /// A turn is open.
    Open,
    /// The run-out is being computed.
    RunOut,
    /// Everything is computed.
    Over,
}

/// One run of a level: cheap to clone; only `apply.rs` changes it.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The level, shared.
    pub(in crate::rules) shared: Shared,
    /// What everybody may know.
    pub(in crate::rules) public: Public,
    /// What one seat may know, by seat.
    pub(in crate::rules) own: Vec<Own>,
    /// What the parties may know.
    pub(in crate::rules) party: Party,
    /// What nobody may know.
    pub(in crate::rules) hidden: Hidden,
}

/// The level behind a state, with what the markets do in its base year; two are equal when the levels are.
#[derive(Clone, Debug)]
pub struct Shared {
    /// The level.
    pub level: Arc<Level>,
    /// Its base year.
    pub base: Arc<Market>,
}

impl PartialEq for Shared {
    fn eq(&self, other: &Self) -> bool {
        self.level.hash == other.level.hash
    }
}

/// What everybody may know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Public {
    /// The turn that is open, from 0; run-out steps follow the last played turn.
    pub turn: Turn,
    /// Where the game stands.
    pub stage: Stage,
    /// Tariffs, `[(good * countries + importer) * countries + exporter]`.
    pub tariffs: Vec<Rate>,
    /// Export taxes, `[(good * countries + exporter) * countries + destination]`.
    pub export_taxes: Vec<Rate>,
    /// Controls, ordered by (exporter, destination, good).
    pub controls: Vec<ControlInForce>,
    /// Price floors, ordered by country and good.
    pub floors: Vec<FloorInForce>,
    /// Unrest that agreements leave, 0 to 1, by conflict of the level.
    pub unrest: Vec<f64>,
    /// The same at the start.
    pub first_unrest: Vec<f64>,
    /// Demands on countries' status that stand, in order.
    pub claims: Vec<Claim>,
    /// Projects under tender, in order of opening.
    pub tenders: Vec<Tender>,
    /// Critical-minerals lists, by country.
    pub lists: Vec<CriticalList>,
    /// Controls that reach goods made abroad, in order.
    pub reach: Vec<ReachRule>,
    /// Bans on technology, in order.
    #[serde(default)]
    pub technology: Vec<TechnologyRule>,
    /// Facilities, in level order.
    pub facilities: Vec<FacilityState>,
    /// Projects, in level order.
    pub projects: Vec<ProjectState>,
    /// What the markets did in the last resolution; shared, since nobody changes it.
    pub market: Arc<Market>,
    /// Demand relative to the base year, by level demand.
    pub demand_scale: Vec<f64>,
    /// Share of each demand lost for good to substitution, by level demand.
    pub lost: Vec<f64>,
    /// Private stocks, tonnes, by holder of the level.
    pub private_stocks: Vec<f64>,
    /// Know-how of countries that are behind, 0 to 1, in level order.
    pub know_how: Vec<f64>,
    /// How far trade through third countries has got, of what controls keep away, by host of the level.
    pub rerouting: Vec<f64>,
    /// Events' effects still acting.
    pub effects: Vec<ActiveEffect>,
    /// Which events of the level have happened, and in which turn.
    pub fired: Vec<Option<Turn>>,
    /// Threats and promises.
    pub ledger: Vec<Said>,
    /// What everybody sees of each seat.
    pub seats: Vec<SeatFace>,
    /// Own restrictive or relaxing changes: (seat, good, destination, turn), for the reversal surcharge.
    pub changes: Vec<Change>,
    /// Agreements signed so far (the next one's number).
    pub next_agreement: u32,
    /// Offers made so far (the next one's number).
    pub next_offer: u32,
}

/// A facility now.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FacilityState {
    /// Capacity of activity, tonnes a month, before events.
    pub capacity: f64,
    /// Added capacity whose buyers are still being won, tonnes a month.
    pub entrant: f64,
    /// How far buyers have qualified the added capacity, 0 to 1.
    pub qualified: f64,
    /// Closed by a slump.
    pub closed: bool,
}

/// A project now.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProjectState {
    /// Whether it has begun.
    pub started: bool,
    /// Who pays from its own treasury, if it was ordered rather than agreed.
    pub sponsor: Option<SeatId>,
    /// Paid in so far.
    pub paid: Money,
    /// Of that, what private investors paid.
    pub private: Money,
    /// Months of progress.
    pub months: f64,
    /// Months still to wait because of courts, permits or accidents.
    pub delay: f64,
    /// Added capacity already running, share of the project's.
    pub running: f64,
}

/// What the markets did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Market {
    /// Producer prices, USD/kg, `[good * countries + country]`, 0 where nothing is produced.
    pub price: Vec<f64>,
    /// Buyers' price indices, USD/kg, `[good * buyers + buyer]`.
    pub index: Vec<f64>,
    /// Flows, tonnes a month, `[(good * countries + seller) * buyers + buyer]`.
    pub flow: Vec<f64>,
    /// What went into strategic stocks (negative: came out of them), tonnes a month, `[good * buyers + buyer]`.
    pub stocked: Vec<f64>,
    /// What private users built up (negative: released), tonnes a month, by holder of the level.
    pub hoarded: Vec<f64>,
    /// What traders of third countries sold on, tonnes a month, by host of the level.
    pub rerouted: Vec<f64>,
    /// Their surplus, thousand USD a month.
    pub rerouting_surplus: Vec<f64>,
    /// What governments bought at price floors: whose, of what, tonnes a month.
    pub floored: Vec<(CountryId, GoodId, f64)>,
    /// Activity of facilities, tonnes a month.
    pub activity: Vec<f64>,
    /// Demand served, tonnes a month, by level demand.
    pub served: Vec<f64>,
    /// World prices of general goods, base 1, by country.
    pub goods_price: Vec<f64>,
    /// Price index of general goods, base 1, by country.
    pub goods_index: Vec<f64>,
    /// General goods trade, million USD a month at world prices, row exporter.
    pub goods_flow: Vec<f64>,
    /// Producer surplus of facilities, thousand USD a month.
    pub producer_surplus: Vec<f64>,
    /// User surplus of demands, thousand USD a month.
    pub user_surplus: Vec<f64>,
    /// Change of surplus plus tariff revenue in general goods against the base, million USD a month, by country.
    pub goods_welfare: Vec<f64>,
    /// Licence rents, thousand USD a month, `[(good * countries + exporter) * countries + importer]`.
    pub rents: Vec<f64>,
    /// Chains whose clearing did not reach the tolerance: their last prices stand.
    pub warnings: u32,
}

/// An effect of an event that still acts.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActiveEffect {
    /// Position of the event in the level.
    pub event: u8,
    /// Position of the effect in the event.
    pub effect: u8,
    /// First turn in which it no longer acts; `None` for ever.
    pub until: Option<Turn>,
}

/// What everybody sees of a seat.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeatFace {
    /// Ready for the resolution.
    pub ready: bool,
    /// Reliability in the eyes of others, 10,000 = spotless.
    pub reliability: Rate,
    /// Made its tagged statement this turn.
    pub stated: bool,
    /// Agreements broken so far.
    pub breaches: u8,
}

/// A change of one's own measure, remembered for three turns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Who.
    pub seat: SeatId,
    /// Tightened (true) or relaxed.
    pub tightened: bool,
    /// Key of the measure.
    pub key: crate::level::order::OrderKey,
    /// When.
    pub turn: Turn,
}

/// What one seat knows of itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Own {
    /// Money it can spend.
    pub treasury: Money,
    /// Political capital.
    pub capital: Capital,
    /// Approval, 10,000 = 100 points.
    pub approval: Rate,
    /// Sealed orders in the seat's own order.
    pub orders: Vec<Order>,
    /// Strategic stocks, in level stock order of its country.
    pub stocks: Vec<Holding>,
    /// Offers and counters sent this turn, by seat.
    pub sent: Vec<u8>,
    /// Score lines so far.
    pub score: Score,
    /// Points of a headline still glowing, 100 = 1 point of approval.
    pub glow: Rate,
    /// Files at its licence desk, the oldest first.
    #[serde(default)]
    pub files: Vec<LicenceFile>,
}

/// A strategic stock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// Of what.
    pub good: GoodId,
    /// How much.
    pub mass: Mass,
}

/// What the parties know.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// Open offers, by number.
    pub offers: Vec<Offer>,
    /// Agreements, by number.
    pub agreements: Vec<Agreement>,
    /// Licences that came of files, in the order in which they were given; known to exporter and destination.
    #[serde(default)]
    pub licences: Vec<Licence>,
}

/// What nobody may know.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hidden {
    /// The game's seed.
    pub seed: u64,
    /// Books of accounts other than treasuries.
    pub books: Books,
    /// Channels past controls, ordered by (exporter, destination, good).
    pub channels: Vec<Channel>,
}

/// A channel past one control.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Channel {
    /// From where.
    pub exporter: CountryId,
    /// To where.
    pub destination: CountryId,
    /// What.
    pub good: GoodId,
    /// What traffickers can move, tonnes a month.
    pub capacity: f64,
    /// What they moved in the last resolution, tonnes a month.
    pub moved: f64,
    /// What users paid past licences in it, thousand USD a month: for smuggled goods and for leaked ones.
    pub paid: f64,
}

/// Balances of accounts that no seat commands, thousand USD.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Books {
    /// Firms, by country.
    pub firms: Vec<Money>,
    /// Users, by country.
    pub users: Vec<Money>,
    /// Treasuries of countries without a seat.
    pub treasuries: Vec<Money>,
    /// Those who move goods past controls.
    pub traffickers: Money,
    /// Everybody else: shippers, licensed traders, lenders.
    pub world: Money,
}

/// An account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Account {
    /// A country's treasury (the seat's, where it has one).
    Treasury(CountryId),
    /// A country's firms.
    Firms(CountryId),
    /// A country's users.
    Users(CountryId),
    /// Traffickers.
    Traffickers,
    /// Everybody else.
    World,
}

impl State {
    /// The level.
    #[must_use]
    pub fn level(&self) -> &Level {
        &self.shared.level
    }

    /// The level, shared.
    #[must_use]
    pub fn shared_level(&self) -> Arc<Level> {
        Arc::clone(&self.shared.level)
    }

    /// What the markets do in the level's base year.
    #[must_use]
    pub fn base(&self) -> &Market {
        &self.shared.base
    }

    /// The level and its base year, shared.
    #[must_use]
    pub fn shared(&self) -> Shared {
        self.shared.clone()
    }

    /// The open turn.
    #[must_use]
    pub const fn turn(&self) -> Turn {
        self.public.turn
    }

    /// Where the game stands.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.public.stage
    }

    /// What everybody may know.
    #[must_use]
    pub const fn public(&self) -> &Public {
        &self.public
    }

    /// What a seat knows of itself.
    #[must_use]
    pub fn own(&self, seat: SeatId) -> Option<&Own> {
        self.own.get(seat.index())
    }

    /// Offers and agreements, all of them.
    #[must_use]
    pub const fn party(&self) -> &Party {
        &self.party
    }

    /// Balances of the other accounts.
    #[must_use]
    pub const fn books(&self) -> &Books {
        &self.hidden.books
    }

    /// What a project of the deck has become.
    #[must_use]
    pub fn facility(&self, facility: FacilityId) -> Option<&FacilityState> {
        self.public.facilities.get(facility.index())
    }

    /// A stock of a seat, zero where it holds none.
    #[must_use]
    pub fn stock(&self, seat: SeatId, good: GoodId) -> Mass {
        self.own(seat)
            .and_then(|o| o.stocks.iter().find(|h| h.good == good))
            .map_or(Mass(0), |h| h.mass)
    }

    /// Channels past controls, as they are.
    #[must_use]
    pub fn channels(&self) -> &[Channel] {
        &self.hidden.channels
    }

    /// Sum of all accounts: never changes (money is conserved).
    #[must_use]
    pub fn money_in_the_world(&self) -> i64 {
        let Books {
            firms,
            users,
            treasuries,
            traffickers,
            world,
        } = &self.hidden.books;
        let own = self.own.iter().map(|o| o.treasury.0).sum::<i64>();
        own + firms.iter().chain(users).chain(treasuries).map(|m| m.0).sum::<i64>() + traffickers.0 + world.0
    }
}

/// The parts of a state as written: the level is not among them.
#[derive(Serialize, Deserialize)]
struct Written<P, O, A, H> {
    public: P,
    own: O,
    party: A,
    hidden: H,
}

impl State {
    /// The state as self-describing JSON, without its level.
    ///
    /// # Errors
    /// Never for a state the rules made: its numbers are finite.
    pub fn to_json(&self) -> Result<serde_json::Value, serde_json::Error> {
        let Self {
            shared: _,
            public,
            own,
            party,
            hidden,
        } = self;
        serde_json::to_value(Written {
            public,
            own,
            party,
            hidden,
        })
    }

    /// A state of a level from its JSON.
    ///
    /// # Errors
    /// When the JSON is no state.
    pub fn from_json(shared: Shared, json: serde_json::Value) -> Result<Self, serde_json::Error> {
        let Written {
            public,
            own,
            party,
            hidden,
        } = serde_json::from_value(json)?;
        Ok(Self {
            shared,
            public,
            own,
            party,
            hidden,
        })
    }
}
