//! Measures that hold: export controls, price floors, controls that reach goods made abroad, and bans on technology.

use serde::{Deserialize, Serialize};

use crate::level::ids::{CountryId, GoodId, ProjectId, SeatId};
use crate::level::measure::Control;
use crate::level::units::{Money, Price, Turn};

/// A control in force with the flow it is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ControlInForce {
    /// The control.
    pub control: Control,
    /// Tonnes a month before the regime, by use.
    pub trailing: [f64; 2],
    /// Turn in which it was imposed.
    pub since: Turn,
    /// Turn in which it last began to bite; `None` while suspended and for one that users have long been used to.
    pub bites_since: Option<Turn>,
}

/// A price that a government guarantees to its producers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FloorInForce {
    /// Whose.
    pub country: CountryId,
    /// On what.
    pub good: GoodId,
    /// The price; never 0.
    pub price: Price,
    /// Turn in which it was set.
    pub since: Turn,
}

/// A demand on a country's status that stands; ordered by seat and country.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Claim {
    /// Who demands it.
    pub by: SeatId,
    /// Whose status.
    pub over: CountryId,
    /// Turn in which it was made.
    pub since: Turn,
}

/// A project that its country has put out to tender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tender {
    /// Which.
    pub project: ProjectId,
    /// Turn in which it was opened.
    pub opened: Turn,
    /// What was bid, by seat; `None` while bids are sealed.
    pub bids: Option<Vec<(SeatId, Money)>>,
}

/// A seat's list of critical minerals; ordered by country.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CriticalList {
    /// Whose.
    pub country: CountryId,
    /// Names on it, those of minerals outside the game included.
    pub names: u16,
    /// Goods of the game on it, in order.
    pub goods: Vec<GoodId>,
}

/// An exporter's controls on a good that reach goods made abroad; ordered by exporter and good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ReachRule {
    /// Whose controls.
    pub exporter: CountryId,
    /// On what.
    pub good: GoodId,
    /// Turn in which the rule was made; `None` before the level began.
    pub since: Option<Turn>,
}

/// A country that keeps technology for making a good back; ordered by country, good and whom it is kept from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TechnologyRule {
    /// Whose technology.
    pub by: CountryId,
    /// For making what.
    pub good: GoodId,
    /// From whom; `None` for everybody.
    pub against: Option<CountryId>,
    /// Turn in which it was banned; `None` before the level began.
    pub since: Option<Turn>,
}
