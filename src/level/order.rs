//! Orders: the sealed policy decisions of a seat. A seat's orders are a set keyed by (instrument, target).

use serde::{Deserialize, Serialize};

use super::ids::{AgreementId, CountryId, GoodId, ProjectId, SeatId};
use super::measure::Regime;
use super::units::{Capital, Mass, Money, Price, Rate};

/// One sealed policy decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// Set the import tariff on a good from a partner.
    Tariff {
        /// Whose goods.
        partner: CountryId,
        /// Which good or class of goods.
        good: GoodId,
        /// The ad valorem rate.
        rate: Rate,
    },
    /// Set the export tax on a good to a destination.
    ExportTax {
        /// Where it goes.
        destination: CountryId,
        /// Which mineral good.
        good: GoodId,
        /// The ad valorem rate.
        rate: Rate,
    },
    /// Set the export control on a good to a destination; `None` means every destination.
    Control {
        /// Where it goes; `None` for everybody.
        destination: Option<CountryId>,
        /// Which mineral good.
        good: GoodId,
        /// The regime from now on.
        regime: Regime,
    },
    /// Suspend one's own controls on a good to a destination for some turns, or (0 turns) put them back in force.
    Suspend {
        /// Where it goes; `None` for everybody.
        destination: Option<CountryId>,
        /// Which mineral good.
        good: GoodId,
        /// For how many turns from this one; 0 reinstates.
        turns: u8,
    },
    /// Buy for the strategic stock (positive) or release from it (negative).
    Stock {
        /// Which mineral good.
        good: GoodId,
        /// Kilograms over the turn.
        mass: Mass,
    },
    /// Start a project of the deck in one's own country, paid from the treasury.
    StartProject {
        /// Which project.
        project: ProjectId,
    },
    /// Guarantee a price to one's producers of a good: what they cannot sell above it goes into the stock. 0 ends it.
    Floor {
        /// Which mineral good.
        good: GoodId,
        /// The price.
        price: Price,
    },
    /// Make one's controls on a good reach what others make of it, or no longer.
    Reach {
        /// Which mineral good.
        good: GoodId,
        /// Whether they shall.
        on: bool,
    },
    /// Add to one's critical-minerals list, or strike from it.
    List {
        /// Which mineral good; `None` for names of minerals outside the game.
        good: Option<GoodId>,
        /// How many names are added (positive) or struck (negative); 1 or -1 for a good.
        names: i8,
    },
    /// Demand another country's status, or drop the demand.
    Claim {
        /// Whose status.
        over: CountryId,
        /// Whether the demand shall stand.
        on: bool,
    },
    /// Open a project of one's own to sealed bids.
    Tender {
        /// Which project.
        project: ProjectId,
    },
    /// Bid for a project under tender: a sum, paid into it by instalments.
    Bid {
        /// Which project.
        project: ProjectId,
        /// How much.
        amount: Money,
    },
    /// Award a project to one of its bidders.
    Award {
        /// Which project.
        project: ProjectId,
        /// To whom.
        to: SeatId,
    },
    /// Ban the export of technology for making a good, or allow it again.
    Technology {
        /// Which mineral good.
        good: GoodId,
        /// Whether it is banned.
        on: bool,
    },
    /// Have one's customs break up part of the channels past controls: out of the country for its own goods, through it for
    /// others'.
    Campaign {
        /// Which mineral good.
        good: GoodId,
    },
    /// Break an agreement openly: its clauses end at the resolution, before other orders.
    Breach {
        /// Which agreement.
        agreement: AgreementId,
    },
}

/// What an order is about: a later order with the same key replaces the earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum OrderKey {
    /// A tariff on a good of a partner.
    Tariff(CountryId, GoodId),
    /// An export tax on a good to a destination.
    ExportTax(CountryId, GoodId),
    /// A control on a good to a destination.
    Control(Option<CountryId>, GoodId),
    /// A suspension for a good and a destination.
    Suspend(Option<CountryId>, GoodId),
    /// The stock of a good.
    Stock(GoodId),
    /// A project.
    StartProject(ProjectId),
    /// An agreement to break.
    Breach(AgreementId),
    /// A campaign of customs on a good.
    Campaign(GoodId),
    /// The reach of controls on a good.
    Reach(GoodId),
    /// The price floor under a good.
    Floor(GoodId),
    /// A demand on a country's status.
    Claim(CountryId),
    /// A tender of a project.
    Tender(ProjectId),
    /// A bid for a project.
    Bid(ProjectId),
    /// The award of a project.
    Award(ProjectId),
    /// A good on the critical-minerals list, or the names outside the game.
    List(Option<GoodId>),
    /// The technology for making a good.
    Technology(GoodId),
}

impl Order {
    /// The key under which the order is sealed.
    #[must_use]
    pub const fn key(&self) -> OrderKey {
        match *self {
            Self::Tariff { partner, good, .. } => OrderKey::Tariff(partner, good),
            Self::ExportTax { destination, good, .. } => OrderKey::ExportTax(destination, good),
            Self::Control { destination, good, .. } => OrderKey::Control(destination, good),
            Self::Suspend { destination, good, .. } => OrderKey::Suspend(destination, good),
            Self::Stock { good, .. } => OrderKey::Stock(good),
            Self::StartProject { project } => OrderKey::StartProject(project),
            Self::Breach { agreement } => OrderKey::Breach(agreement),
            Self::Campaign { good } => OrderKey::Campaign(good),
            Self::Reach { good, .. } => OrderKey::Reach(good),
            Self::Floor { good, .. } => OrderKey::Floor(good),
            Self::Claim { over, .. } => OrderKey::Claim(over),
            Self::Tender { project } => OrderKey::Tender(project),
            Self::Bid { project, .. } => OrderKey::Bid(project),
            Self::Award { project, .. } => OrderKey::Award(project),
            Self::List { good, .. } => OrderKey::List(good),
            Self::Technology { good, .. } => OrderKey::Technology(good),
        }
    }

    /// Political capital it costs (GAMEPLAY 1.2), before discounts for undoing a recent own measure.
    #[must_use]
    pub const fn cost(&self) -> Capital {
        Capital(match self {
            Self::Control {
                regime: Regime::Ban, ..
            }
            | Self::Campaign { .. }
            | Self::Tender { .. }
            | Self::Reach { on: true, .. }
            | Self::Technology { on: true, .. }
            | Self::Floor { price: Price(1..), .. } => 2,
            Self::Breach { .. } => 3,
            // Answers are free.
            Self::Award { .. } => 0,
            _ => 1,
        })
    }
}
