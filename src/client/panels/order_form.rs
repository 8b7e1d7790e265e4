//! The form of one order: which instrument, towards whom, on what, how much; and the order it makes.

use crate::client::scene::{Scene, Selection};
use crate::level::GoodKind;
use crate::level::ids::{CountryId, GoodId, ProjectId, SeatId};
use crate::level::measure::Regime;
use crate::level::order::{Order, OrderKey};
use crate::level::units::{Mass, Money, Price, Rate};
use crate::rules::claims::stands;
use crate::rules::know_how::can_teach;
use crate::rules::lists::list;
use crate::rules::state::State;
use crate::rules::tenders::owner;
use crate::rules::{effective, floor, reaches, technology, written};

use super::forms::{project_country, projects};
use super::situation::my_country;

/// The instruments of the basic set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Instrument {
    /// Import tariff.
    #[default]
    Tariff,
    /// Export tax.
    ExportTax,
    /// Export control.
    Control,
    /// Suspend or reinstate controls.
    Suspend,
    /// Buy for or release from the stock.
    Stock,
    /// Start a project at home.
    Project,
    /// A price floor for one's own producers.
    Floor,
    /// Put a project out to tender.
    Tender,
    /// Bid for a project under tender.
    Bid,
    /// Award a project to a bidder.
    Award,
    /// Demand another country's status, or drop the demand.
    Claim,
    /// Add to the list of critical minerals, or strike from it.
    List,
    /// Make controls reach goods made abroad.
    Reach,
    /// Ban the export of technology.
    Technology,
    /// A campaign of customs.
    Campaign,
}

impl Instrument {
    /// Whether a seat could ever do anything with it as things stand: what it can't only crowds the choice.
    #[must_use]
    pub fn concerns(self, state: &State, seat: SeatId) -> bool {
        let level = state.level();
        let rules = &level.mechanisms;
        let Some(mine) = level.country_of(seat) else {
            return false;
        };
        let at_home = |project| owner(state, project) == Some(seat);
        let tenders = &state.public().tenders;
        match self {
            Self::Tariff | Self::ExportTax | Self::Control | Self::Suspend | Self::Stock | Self::Floor => true,
            Self::Project | Self::Tender => (0..level.projects.len()).any(|p| at_home(ProjectId::at(p))),
            Self::Bid => tenders.iter().any(|t| !at_home(t.project)),
            Self::Award => tenders.iter().any(|t| at_home(t.project)),
            Self::Claim => rules.claims.iter().any(|c| c.by == seat),
            Self::List => list(state, mine).is_some(),
            Self::Reach => rules.reach.products.iter().any(|p| p.exporter == mine),
            Self::Technology => {
                let mut behind = rules.know_how.behind.iter();
                behind.any(|b| technology::banned(state, mine, b.good) || can_teach(state, mine, b.country, b.good))
            }
            Self::Campaign => {
                let mut hosts = rules.transshipment.hosts.iter();
                let mut controls = state.public().controls.iter();
                hosts.any(|h| h.country == mine) || controls.any(|c| c.control.exporter == mine)
            }
        }
    }

    /// All of them, with the keys of their names.
    pub const ALL: [(Self, &'static str); 15] = [
        (Self::Tariff, "ui-tariff"),
        (Self::ExportTax, "ui-export-tax"),
        (Self::Control, "ui-control"),
        (Self::Suspend, "panel-suspension"),
        (Self::Stock, "ui-stock"),
        (Self::Project, "panel-project-start"),
        (Self::Floor, "panel-floor"),
        (Self::Tender, "panel-tender"),
        (Self::Bid, "panel-bid"),
        (Self::Award, "panel-award"),
        (Self::Claim, "panel-claim"),
        (Self::List, "panel-list"),
        (Self::Reach, "panel-reach"),
        (Self::Technology, "panel-technology"),
        (Self::Campaign, "panel-campaign"),
    ];

    /// Whether it can be aimed at all countries at once.
    #[must_use]
    pub const fn takes_everybody(self) -> bool {
        matches!(self, Self::Control | Self::Suspend)
    }

    /// Whether it is aimed at a country at all.
    #[must_use]
    pub const fn has_partner(self) -> bool {
        matches!(
            self,
            Self::Tariff | Self::ExportTax | Self::Control | Self::Suspend | Self::Claim
        )
    }
}

/// Kinds of regimes, without their numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RegimeKind {
    /// [`Regime::Free`].
    Free,
    /// [`Regime::General`].
    #[default]
    General,
    /// [`Regime::Licence`].
    Licence,
    /// [`Regime::CivilOnly`].
    CivilOnly,
    /// [`Regime::Ban`].
    Ban,
}

impl RegimeKind {
    /// All of them, from lenient to strict.
    pub const ALL: [Self; 5] = [Self::Free, Self::General, Self::Licence, Self::CivilOnly, Self::Ban];

    /// The regime with an approval rate in per cent.
    #[must_use]
    pub fn with(self, approval: f64) -> Regime {
        let approval = percent(approval);
        match self {
            Self::Free => Regime::Free,
            Self::General => Regime::General,
            Self::Licence => Regime::Licence { approval },
            Self::CivilOnly => Regime::CivilOnly { approval },
            Self::Ban => Regime::Ban,
        }
    }

    /// The kind of a regime.
    #[must_use]
    pub const fn of(regime: Regime) -> Self {
        match regime {
            Regime::Free => Self::Free,
            Regime::General => Self::General,
            Regime::Licence { .. } => Self::Licence,
            Regime::CivilOnly { .. } => Self::CivilOnly,
            Regime::Ban => Self::Ban,
        }
    }
}

/// Per cent into basis points.
#[must_use]
#[allow(
    clippy::cast_possible_truncation,
    reason = "sliders keep it within a few thousand per cent"
)]
pub fn percent(value: f64) -> Rate {
    Rate((value * 100.0).round() as i32)
}

/// What is filled in.
#[derive(Clone, Debug)]
pub struct OrderForm {
    /// Which instrument.
    pub instrument: Instrument,
    /// Towards whom; `None` for everybody.
    pub partner: Option<CountryId>,
    /// On what.
    pub good: GoodId,
    /// Tariff or export tax, per cent.
    pub rate: f64,
    /// Kind of regime.
    pub regime: RegimeKind,
    /// Approval, per cent.
    pub approval: f64,
    /// Turns of a suspension; 0 reinstates.
    pub turns: f64,
    /// Tonnes to buy, or with a minus to release.
    pub tonnes: f64,
    /// Project to start.
    pub project: Option<ProjectId>,
    /// Price floor, USD/kg; 0 ends it.
    pub floor: f64,
    /// What is bid, million USD.
    pub bid: f64,
    /// Who is awarded.
    pub bidder: Option<SeatId>,
    /// Whether the demand shall stand.
    pub claim: bool,
    /// What happens to the list: the good above (true) or minerals outside the game, and how many names.
    pub list: (bool, i8),
    /// Whether controls shall reach goods made abroad.
    pub reach: bool,
    /// Whether technology shall be kept back.
    pub technology: bool,
    synced: Option<OrderKey>,
    selection: Selection,
}

impl Default for OrderForm {
    fn default() -> Self {
        Self {
            instrument: Instrument::Tariff,
            partner: None,
            good: GoodId(u8::MAX),
            rate: 0.0,
            regime: RegimeKind::General,
            approval: 60.0,
            turns: 4.0,
            tonnes: 0.0,
            project: None,
            floor: 0.0,
            bid: 50.0,
            bidder: None,
            claim: true,
            list: (true, 1),
            reach: true,
            technology: true,
            synced: None,
            selection: Selection::default(),
        }
    }
}

impl OrderForm {
    /// Makes the choices fit each other, follows the selection, and takes over what is in force (or sealed) for a new target.
    pub fn tidy(&mut self, scene: &Scene, state: &State) {
        let (level, me) = (scene.known.level(), my_country(scene));
        if self.selection != scene.selection {
            self.selection = scene.selection;
            self.partner = scene.selection.country.filter(|c| *c != me).or(self.partner);
            self.good = scene.selection.good.unwrap_or(self.good);
        }
        let general = |g: GoodId| {
            level
                .goods
                .get(g.index())
                .is_some_and(|g| matches!(g.kind, GoodKind::General { .. }))
        };
        if self.good.index() >= level.goods.len() || (self.instrument != Instrument::Tariff && general(self.good)) {
            self.good = match self.instrument {
                Instrument::Tariff => level.goods_market.good,
                _ => level
                    .seats
                    .iter()
                    .find(|s| s.country == me)
                    .map_or(GoodId(0), |s| s.security.scarce),
            };
        }
        if self.partner.is_none() && !self.instrument.takes_everybody() {
            self.partner = (0..level.n())
                .map(CountryId::at)
                .find(|c| *c != me && level.countries[c.index()].seat.is_some());
        }
        if self.project.is_none() {
            self.project = projects(scene, |p| project_country(scene, p) == Some(me))
                .first()
                .map(|(p, _)| *p);
        }
        let key = self.order().map(|o| o.key());
        if key != self.synced {
            self.synced = key;
            let sealed = scene
                .view
                .mine()
                .and_then(|own| own.orders.iter().find(|o| Some(o.key()) == key))
                .copied();
            match sealed {
                Some(order) => self.load(&order),
                None => self.take_present(scene, state),
            }
        }
    }

    /// Fills the form with an order.
    pub fn load(&mut self, order: &Order) {
        match *order {
            Order::Tariff { partner, good, rate } => {
                (self.instrument, self.partner, self.good, self.rate) =
                    (Instrument::Tariff, Some(partner), good, rate.fraction() * 100.0);
            }
            Order::ExportTax {
                destination,
                good,
                rate,
            } => {
                (self.instrument, self.partner, self.good, self.rate) =
                    (Instrument::ExportTax, Some(destination), good, rate.fraction() * 100.0);
            }
            Order::Control {
                destination,
                good,
                regime,
            } => {
                (self.instrument, self.partner, self.good) = (Instrument::Control, destination, good);
                self.take_regime(regime);
            }
            Order::Suspend {
                destination,
                good,
                turns,
            } => {
                (self.instrument, self.partner, self.good, self.turns) =
                    (Instrument::Suspend, destination, good, f64::from(turns));
            }
            Order::Stock { good, mass } => {
                (self.instrument, self.good, self.tonnes) = (Instrument::Stock, good, mass.tonnes());
            }
            Order::StartProject { project } => (self.instrument, self.project) = (Instrument::Project, Some(project)),
            Order::Floor { good, price } => {
                (self.instrument, self.good, self.floor) = (Instrument::Floor, good, price.usd());
            }
            Order::Tender { project } => (self.instrument, self.project) = (Instrument::Tender, Some(project)),
            Order::Bid { project, amount } => {
                (self.instrument, self.project) = (Instrument::Bid, Some(project));
                self.bid = amount.million();
            }
            Order::Award { project, to } => {
                (self.instrument, self.project) = (Instrument::Award, Some(project));
                self.bidder = Some(to);
            }
            Order::Claim { over, on } => {
                (self.instrument, self.partner, self.claim) = (Instrument::Claim, Some(over), on);
            }
            Order::List { good, names } => {
                (self.instrument, self.good) = (Instrument::List, good.unwrap_or(self.good));
                self.list = (good.is_some(), names);
            }
            Order::Reach { good, on } => (self.instrument, self.good, self.reach) = (Instrument::Reach, good, on),
            Order::Technology { good, on } => {
                (self.instrument, self.good, self.technology) = (Instrument::Technology, good, on);
            }
            Order::Campaign { good } => (self.instrument, self.good) = (Instrument::Campaign, good),
            Order::Breach { .. } => return,
        }
        self.synced = Some(order.key());
    }

    fn take_regime(&mut self, regime: Regime) {
        self.regime = RegimeKind::of(regime);
        if let Regime::Licence { approval } | Regime::CivilOnly { approval } = regime {
            self.approval = approval.fraction() * 100.0;
        }
    }

    fn take_present(&mut self, scene: &Scene, state: &State) {
        let (level, me) = (scene.known.level(), my_country(scene));
        let partner = self.partner.unwrap_or(me);
        let cell = level.cell(self.good, me, partner);
        match self.instrument {
            Instrument::Tariff => self.rate = state.public().tariffs.get(cell).map_or(0.0, |r| r.fraction() * 100.0),
            Instrument::ExportTax => {
                self.rate = state
                    .public()
                    .export_taxes
                    .get(cell)
                    .map_or(0.0, |r| r.fraction() * 100.0);
            }
            Instrument::Control => {
                let to = self
                    .partner
                    .or_else(|| (0..level.n()).map(CountryId::at).find(|c| *c != me))
                    .unwrap_or(me);
                let regime = written(state, me, to, self.good)
                    .map_or_else(|| effective(state, me, to, self.good), |c| c.control.regime);
                self.take_regime(regime);
            }
            Instrument::Stock => self.tonnes = 0.0,
            Instrument::Floor => {
                let base = level.goods.get(self.good.index()).map_or(0.0, |g| g.price);
                self.floor = floor(state, me, self.good).map_or(base, Price::usd);
            }
            Instrument::Claim => self.claim = !stands(state, super::sketch::me(scene), partner),
            Instrument::List => {
                let listed = list(state, me).is_some_and(|l| l.goods.contains(&self.good));
                self.list = (true, if listed { -1 } else { 1 });
            }
            Instrument::Reach => self.reach = !reaches(state, me, self.good),
            Instrument::Technology => self.technology = !technology::banned(state, me, self.good),
            Instrument::Suspend
            | Instrument::Project
            | Instrument::Tender
            | Instrument::Bid
            | Instrument::Award
            | Instrument::Campaign => {}
        }
    }

    /// The order it makes.
    #[must_use]
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "turns come from a slider of 0 to 8, prices from a field of 0 to a million"
    )]
    pub fn order(&self) -> Option<Order> {
        let good = self.good;
        Some(match self.instrument {
            Instrument::Tariff => Order::Tariff {
                partner: self.partner?,
                good,
                rate: percent(self.rate),
            },
            Instrument::ExportTax => Order::ExportTax {
                destination: self.partner?,
                good,
                rate: percent(self.rate),
            },
            Instrument::Control => Order::Control {
                destination: self.partner,
                good,
                regime: self.regime.with(self.approval),
            },
            Instrument::Suspend => Order::Suspend {
                destination: self.partner,
                good,
                turns: self.turns.round().clamp(0.0, 20.0) as u8,
            },
            Instrument::Stock => Order::Stock {
                good,
                mass: Mass::from_tonnes(self.tonnes),
            },
            Instrument::Project => Order::StartProject { project: self.project? },
            Instrument::Floor => Order::Floor {
                good,
                price: Price((self.floor * 100.0).round() as i64),
            },
            Instrument::Tender => Order::Tender { project: self.project? },
            Instrument::Bid => Order::Bid {
                project: self.project?,
                amount: Money::from_thousand(self.bid * 1_000.0),
            },
            Instrument::Award => Order::Award {
                project: self.project?,
                to: self.bidder?,
            },
            Instrument::Claim => Order::Claim {
                over: self.partner?,
                on: self.claim,
            },
            Instrument::List => Order::List {
                good: self.list.0.then_some(good),
                names: self.list.1,
            },
            Instrument::Reach => Order::Reach { good, on: self.reach },
            Instrument::Technology => Order::Technology {
                good,
                on: self.technology,
            },
            Instrument::Campaign => Order::Campaign { good },
        })
    }
}
