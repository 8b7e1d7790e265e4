//! What a price can have moved by: one variant for each thing that somebody ordered or agreed, or that happened.

use serde::{Deserialize, Serialize};

use crate::level::ids::{AgreementId, CountryId, FacilityId, GoodId, LevelEventId, SeatId};

/// Kinds of causes, in the published order in which they are switched in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Group {
    /// Import tariffs and export taxes, as written.
    Tariffs,
    /// Export controls, as they act, what they reach abroad, the ways past them, and licences on single files.
    Controls,
    /// Agreements: ceilings, relief, offtakes, and what was built under them.
    Agreements,
    /// Capacities built by order, how far buyers have qualified them, know-how, and unrest that idles them.
    Capacities,
    /// Purchases for strategic and private stocks, at price floors too, and releases from them.
    Stocks,
    /// Growth of demand, and its drift at earlier turns' prices.
    Demand,
    /// Events of the level.
    Events,
}

impl Group {
    /// How many there are.
    pub const COUNT: usize = 7;
    /// All, in the published order.
    pub const ALL: [Self; Self::COUNT] = [
        Self::Tariffs,
        Self::Controls,
        Self::Agreements,
        Self::Capacities,
        Self::Stocks,
        Self::Demand,
        Self::Events,
    ];
}

/// One cause. The order of the variants is the order of their groups; within a variant ids decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Cause {
    /// A country's tariffs on a good, from wherever.
    Tariff {
        /// Who levies.
        importer: CountryId,
        /// On what.
        good: GoodId,
    },
    /// A country's export taxes on a good, towards whomever.
    ExportTax {
        /// Who levies.
        exporter: CountryId,
        /// On what.
        good: GoodId,
    },
    /// A country's export controls on a good, towards whomever.
    Control {
        /// Who controls.
        exporter: CountryId,
        /// What.
        good: GoodId,
    },
    /// What is smuggled past a country's controls on a good, as far as the viewer can tell.
    Smuggling {
        /// Whose controls.
        exporter: CountryId,
        /// Of what.
        good: GoodId,
    },
    /// What a third country's traders sell on.
    Rerouting {
        /// Through where.
        through: CountryId,
        /// What.
        good: GoodId,
    },
    /// An exporter's controls on a good reach what others make of it.
    Reach {
        /// Whose controls.
        exporter: CountryId,
        /// On what.
        good: GoodId,
    },
    /// Licences that a country's desk gave on single files for a good, as far as the viewer knows them.
    Licences {
        /// Whose desk.
        exporter: CountryId,
        /// For what.
        good: GoodId,
    },
    /// An agreement: its clauses, and capacity built with its money alone.
    Agreement(AgreementId),
    /// Capacity added to a facility by order of a seat.
    Capacity {
        /// Where.
        facility: FacilityId,
        /// Who ordered (and pays) it; `None` where no order or agreement known to the viewer did.
        by: Option<SeatId>,
    },
    /// A country that is behind and has learned to make a good better.
    KnowHow {
        /// Who.
        country: CountryId,
        /// What.
        good: GoodId,
    },
    /// Unrest in a country: what it keeps from producing, and what peace and guarantees give back.
    Unrest(CountryId),
    /// A seat's strategic stock of a good: bought for it or released from it this turn.
    Stock {
        /// Whose.
        seat: SeatId,
        /// Of what.
        good: GoodId,
    },
    /// A price that a government guarantees to its producers of a good.
    Floor {
        /// Which country's.
        country: CountryId,
        /// Of what.
        good: GoodId,
    },
    /// Private stocks of a good: users who hoard, or live from what they hold.
    PrivateStocks(GoodId),
    /// Growth of all demand with the calendar.
    Growth,
    /// Users of a good who thrifted, replaced it or came back.
    Drift(GoodId),
    /// An event of the level, while it acts.
    Event(LevelEventId),
    /// A facility closed in a slump, or open again.
    Closure(FacilityId),
}

impl Cause {
    /// The group it counts in.
    #[must_use]
    pub const fn group(self) -> Group {
        match self {
            Self::Tariff { .. } | Self::ExportTax { .. } => Group::Tariffs,
            Self::Control { .. }
            | Self::Smuggling { .. }
            | Self::Rerouting { .. }
            | Self::Reach { .. }
            | Self::Licences { .. } => Group::Controls,
            Self::Agreement(_) => Group::Agreements,
            Self::Capacity { .. } | Self::KnowHow { .. } | Self::Unrest(_) => Group::Capacities,
            Self::Stock { .. } | Self::Floor { .. } | Self::PrivateStocks(_) => Group::Stocks,
            Self::Growth | Self::Drift(_) => Group::Demand,
            Self::Event(_) | Self::Closure(_) => Group::Events,
        }
    }
}
