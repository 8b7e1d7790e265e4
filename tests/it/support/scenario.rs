//! Scenario files under `tests/scenarios`: a shipped level's calibrated base with parts left out or added, what seats order
//! in which turn, what is measured, and the band that the measured figure must lie in.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use chokepoint::level::compile::compile;
use chokepoint::level::ids::{CountryId, GoodId, Use, buyer};
use chokepoint::level::shape::{
    ChainEntry, ControlEntry, FacilityEntry, Growth, HistoryEntry, InvestorsEntry, LevelFile, OrderEntry,
    PrivateStocksEntry, ProjectEntry, StockEntry, TariffEntry, TransshipmentEntry,
};
use chokepoint::level::{GoodKind, Level};
use chokepoint::rules::markets::{output, price_multiple};
use chokepoint::rules::state::State;
use chokepoint::table::Table;
use chokepoint::table::journal::Actor;
use serde::Deserialize;

/// A scenario file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Scenario {
    /// Number of the fact in MODEL 5.2.
    pub(crate) fact: String,
    /// The fact, in a sentence, with its source.
    pub(crate) says: String,
    /// The level whose base year is used.
    level: String,
    /// What of the level is left out.
    without: Vec<Part>,
    /// First month: (year, month); without it the level's.
    #[serde(default)]
    start: Option<(u32, u32)>,
    /// Length of each turn in months.
    turns: Vec<u16>,
    /// Chains added.
    #[serde(default)]
    chains: Vec<ChainEntry>,
    /// Facilities that replace or join those of the chains, by chain.
    #[serde(default)]
    facilities: BTreeMap<String, Vec<FacilityEntry>>,
    /// Controls at the start.
    #[serde(default)]
    controls: Vec<ControlEntry>,
    /// Tariffs that replace the level's where they meet.
    #[serde(default)]
    tariffs: Vec<TariffEntry>,
    /// Strategic stocks at the start.
    #[serde(default)]
    stocks: Vec<StockEntry>,
    /// Projects added.
    #[serde(default)]
    projects: Vec<ProjectEntry>,
    /// Growth of demand; without it the level's.
    #[serde(default)]
    growth: Option<Growth>,
    /// Private stocks; without it the level's.
    #[serde(default)]
    private_stocks: Option<PrivateStocksEntry>,
    /// Trade through third countries; without it the level's.
    #[serde(default)]
    transshipment: Option<TransshipmentEntry>,
    /// Orders by turn, from 1.
    #[serde(default)]
    orders: Vec<Ordered>,
    /// Private investors; without them the level's.
    #[serde(default)]
    investors: Option<InvestorsEntry>,
    /// Measures that must come out one below the other, by position.
    #[serde(default)]
    pub(crate) descending: Vec<usize>,
    /// What is measured.
    pub(crate) measures: Vec<Measure>,
}

/// A part of a level that a scenario can leave out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum Part {
    Controls,
    Deals,
    Events,
    Growth,
    History,
    Stocks,
}

/// An order of a seat.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ordered {
    turn: u16,
    seat: String,
    order: OrderEntry,
}

/// One measured figure and its band.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Measure {
    /// What it is, in words.
    pub(crate) name: String,
    /// The figure after each turn.
    figure: Figure,
    /// First and last turn looked at, from 1; 0 is the base year.
    turns: (usize, usize),
    /// Which of them counts.
    take: Take,
    /// Lowest and highest figure allowed.
    pub(crate) band: (f64, f64),
}

/// A figure of a state.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
enum Figure {
    /// A buyer's price relative to the base year.
    Price {
        country: String,
        #[serde(rename = "use")]
        use_: Use,
        good: String,
    },
    /// The price at the plant relative to the base year.
    Producer { country: String, good: String },
    /// Output of a country, t/month.
    Output { country: String, good: String },
    /// A country's share of the world's output.
    Share { country: String, good: String },
    /// A flow, all uses, t/month.
    Flow { good: String, from: String, to: String },
    /// Exports of a country, t/month.
    Exports { good: String, from: String },
    /// What a country's users of a kind got, relative to the base year.
    Served {
        country: String,
        #[serde(rename = "use")]
        use_: Use,
        good: String,
    },
    /// A seat's strategic stock, tonnes.
    Stock { country: String, good: String },
    /// What traders of third countries sell on, t/month.
    Rerouted(String),
    /// A figure of the base year.
    Before(Box<Figure>),
    /// Surplus and tariff revenue of a country in general goods against the base, million USD a month.
    Goods(String),
    /// The geometric mean of some multiples: an elementary price index (Jevons).
    Index(Vec<Figure>),
    /// How far a multiple lies above 1, as a share of the farthest it has been.
    RiseOfPeak(Box<Figure>),
    /// One figure less another.
    Less(Box<Figure>, Box<Figure>),
    /// The sum of some figures.
    Sum(Vec<Figure>),
    /// One figure divided by another.
    Ratio(Box<Figure>, Box<Figure>),
}

/// Which turn of a range counts.
#[derive(Clone, Copy, Debug, Deserialize)]
enum Take {
    Highest,
    Lowest,
    Last,
    Mean,
}

/// A scenario played to its end: the state before the first turn and after each.
pub(crate) struct Run {
    pub(crate) level: Arc<Level>,
    pub(crate) states: Vec<State>,
}

/// Reads a scenario file.
pub(crate) fn scenario(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/scenarios")
        .join(format!("{name}.ron"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let options = ron::Options::default().with_default_extension(ron::extensions::Extensions::IMPLICIT_SOME);
    options
        .from_str(&text)
        .unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// An order that a seat gives in a turn, from 1.
pub(crate) fn history(turn: u16, seat: &str, order: OrderEntry) -> HistoryEntry {
    HistoryEntry {
        turn,
        seat: seat.to_owned(),
        order,
        cite: "assumed".to_owned(),
        why: "An order of the scenario.".into(),
    }
}

impl Scenario {
    /// The level file of the scenario.
    pub(crate) fn file(&self) -> LevelFile {
        let mut file = super::level(&self.level).file.clone();
        for part in &self.without {
            match part {
                Part::Controls => file.controls.clear(),
                Part::Deals => {
                    file.given.clear();
                    file.ready_offers.clear();
                    file.statements.clear();
                }
                Part::Events => file.events.clear(),
                Part::Growth => (file.growth.civil, file.growth.defence) = (0.0, 0.0),
                Part::History => file.history.clear(),
                Part::Stocks => file.stocks.clear(),
            }
        }
        // What governments and investors do in a level for play is no part of its base year.
        file.floors.clear();
        file.lists = chokepoint::level::shape::ListsEntry::default();
        file.investors = InvestorsEntry::default();
        // Ties speak of the level as shipped.
        file.ties.clear();
        file.calendar.turns.clone_from(&self.turns);
        if let Some(start) = self.start {
            file.calendar.start = start;
        }
        file.chains.extend(self.chains.iter().cloned());
        for chain in &mut file.chains {
            for facility in self.facilities.get(&chain.id).into_iter().flatten() {
                chain.facilities.retain(|f| f.id != facility.id);
                chain.facilities.push(facility.clone());
            }
        }
        file.controls.extend(self.controls.iter().cloned());
        for tariff in &self.tariffs {
            let key = |t: &TariffEntry| (t.importer.clone(), t.exporter.clone(), t.good.clone());
            file.tariffs.retain(|t| key(t) != key(tariff));
            file.tariffs.push(tariff.clone());
        }
        file.stocks.extend(self.stocks.iter().cloned());
        file.projects.extend(self.projects.iter().cloned());
        if let Some(growth) = &self.growth {
            file.growth = growth.clone();
        }
        if let Some(stocks) = &self.private_stocks {
            file.private_stocks = stocks.clone();
        }
        if let Some(investors) = &self.investors {
            file.investors = investors.clone();
        }
        if let Some(transshipment) = &self.transshipment {
            file.transshipment = transshipment.clone();
        }
        file.history
            .extend(self.orders.iter().map(|o| history(o.turn, &o.seat, o.order.clone())));
        file
    }

    /// Plays the scenario: the orders act as history, nobody deals.
    pub(crate) fn run(&self) -> Run {
        self.run_file(&self.file())
    }

    /// Plays a changed file of the scenario.
    pub(crate) fn run_file(&self, file: &LevelFile) -> Run {
        let compiled = compile(file);
        let wrong: String = compiled
            .findings
            .iter()
            .filter(|f| f.severity == chokepoint::level::check::Severity::Error)
            .fold(String::new(), |mut text, f| {
                let _ = writeln!(text, "{}: {} ({})", f.key, f.reason, f.fix);
                text
            });
        assert!(wrong.is_empty(), "{}: {wrong}", self.fact);
        let level = Arc::new(compiled.level.unwrap());
        let turns = level.turns.len();
        let mut table = Table::new(Arc::clone(&level), 1);
        let mut states = vec![table.state().clone()];
        for turn in 0..turns {
            let sealed: usize = table
                .state()
                .level()
                .history
                .iter()
                .filter(|h| usize::from(h.turn.0) == turn)
                .count();
            let own = (0..level.seats.len()).map(chokepoint::level::ids::SeatId::at);
            let found: usize = own.map(|s| table.state().own(s).unwrap().orders.len()).sum();
            assert_eq!(
                found,
                sealed,
                "{}: an order of turn {} cannot be sealed",
                self.fact,
                turn + 1
            );
            table.end_turn(Actor::Clock).unwrap();
            // The last turn is followed by the run-out at once: what held when the played turns ended is kept aside.
            let after = table.played_out().unwrap_or(table.state());
            assert_eq!(
                after.public().market.warnings,
                0,
                "{}: turn {} did not clear",
                self.fact,
                turn + 1
            );
            states.push(after.clone());
        }
        Run { level, states }
    }
}

impl Run {
    pub(crate) fn country(&self, id: &str) -> CountryId {
        self.level
            .country_named(id)
            .unwrap_or_else(|| panic!("no country {id}"))
    }

    pub(crate) fn good(&self, id: &str) -> GoodId {
        self.level.good_named(id).unwrap_or_else(|| panic!("no good {id}"))
    }

    /// The price of a good for a country's civil users after a turn, relative to the base year.
    pub(crate) fn price(&self, country: &str, good: &str, turn: usize) -> f64 {
        price_multiple(&self.states[turn], self.country(country), Use::Civil, self.good(good))
    }

    /// The same for its defence users.
    pub(crate) fn defence_price(&self, country: &str, good: &str, turn: usize) -> f64 {
        price_multiple(&self.states[turn], self.country(country), Use::Defence, self.good(good))
    }

    /// A figure after a turn.
    fn figure(&self, figure: &Figure, turn: usize) -> f64 {
        let state = &self.states[turn];
        let market = &state.public().market;
        let n = self.level.n();
        match figure {
            Figure::Price { country, use_, good } => {
                price_multiple(state, self.country(country), *use_, self.good(good))
            }
            Figure::Producer { country, good } => {
                let at = self.good(good).index() * n + self.country(country).index();
                market.price[at] / state.base().price[at]
            }
            Figure::Output { country, good } => output(state, market, self.good(good))[self.country(country).index()],
            Figure::Share { country, good } => {
                let all = output(state, market, self.good(good));
                all[self.country(country).index()] / all.iter().sum::<f64>()
            }
            Figure::Flow { good, from, to } => self.flow(turn, good, from, to),
            Figure::Exports { good, from } => {
                let home = self.flow(turn, good, from, from);
                let all: f64 = self
                    .level
                    .countries
                    .iter()
                    .map(|c| self.flow(turn, good, from, &c.id))
                    .sum();
                all - home
            }
            Figure::Served { country, use_, good } => {
                let (country, good) = (self.country(country), self.good(good));
                let at = self
                    .level
                    .demands
                    .iter()
                    .position(|d| (d.country, d.use_, d.good) == (country, *use_, good));
                let at = at.unwrap_or_else(|| panic!("no such users"));
                market.served[at] / state.base().served[at]
            }
            Figure::Stock { country, good } => {
                let seat = self.level.seat_named(country).unwrap();
                state.stock(seat, self.good(good)).tonnes()
            }
            Figure::Rerouted(good) => {
                let good = self.good(good);
                let hosts = self.level.mechanisms.transshipment.hosts.iter().zip(&market.rerouted);
                hosts.filter(|(h, _)| h.good == good).map(|(_, tonnes)| tonnes).sum()
            }
            Figure::Before(figure) => self.figure(figure, 0),
            Figure::Goods(country) => market.goods_welfare[self.country(country).index()],
            Figure::Index(all) => {
                let logs: f64 = all.iter().map(|f| libm::log(self.figure(f, turn))).sum();
                libm::exp(logs / all.len() as f64)
            }
            Figure::RiseOfPeak(figure) => {
                let peak = (0..self.states.len())
                    .map(|t| self.figure(figure, t))
                    .fold(1.0, f64::max);
                (self.figure(figure, turn) - 1.0) / (peak - 1.0)
            }
            Figure::Less(one, other) => self.figure(one, turn) - self.figure(other, turn),
            Figure::Sum(all) => all.iter().map(|f| self.figure(f, turn)).sum(),
            Figure::Ratio(one, other) => self.figure(one, turn) / self.figure(other, turn),
        }
    }

    /// A flow after a turn, all uses, tonnes a month.
    pub(crate) fn flow(&self, turn: usize, good: &str, from: &str, to: &str) -> f64 {
        let state = &self.states[turn];
        let good = self.good(good);
        assert!(matches!(self.level.goods[good.index()].kind, GoodKind::Mineral { .. }));
        let row = (good.index() * self.level.n() + self.country(from).index()) * self.level.buyers();
        Use::ALL
            .iter()
            .map(|u| state.public().market.flow[row + buyer(self.country(to), *u)])
            .sum()
    }

    /// The measured figure, and the figure after every turn for the message of a failing test.
    pub(crate) fn measure(&self, measure: &Measure) -> (f64, Vec<f64>) {
        let series: Vec<f64> = (0..self.states.len())
            .map(|t| self.figure(&measure.figure, t))
            .collect();
        let looked = &series[measure.turns.0..=measure.turns.1];
        let figure = match measure.take {
            Take::Highest => looked.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            Take::Lowest => looked.iter().copied().fold(f64::INFINITY, f64::min),
            Take::Last => looked[looked.len() - 1],
            Take::Mean => looked.iter().sum::<f64>() / looked.len() as f64,
        };
        (figure, series)
    }
}
