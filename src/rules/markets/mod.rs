//! Step 5: a state into market conditions, one simultaneous clearing per chain, then general goods.

mod borders;
mod conditions;

use borders::Borders;
pub(super) use borders::Passed;
pub(super) use conditions::{growth_factor, tariffs_with_ceilings};

use std::sync::Arc;

use super::deals::{Delivery, Reliefs};
use super::private_stocks;
use super::state::{Market, State};
use super::stocks::Move;
use crate::level::ids::{CountryId, FacilityId, GoodId, Use};
use crate::level::units::Rate;
use crate::level::{GoodKind, Level, LevelChain};
use crate::market::Solver;
use crate::market::{Clearing, Conditions, Status, Warm};

/// Solver scratch of one thread, per chain; holds no state of any game.
#[derive(Debug)]
pub struct Markets {
    level: Arc<Level>,
    solvers: Vec<Solver>,
    /// Where the next clearing is written.
    clearing: Clearing,
}

impl Markets {
    /// Scratch for a level's chains.
    #[must_use]
    pub fn new(level: &Arc<Level>) -> Self {
        Self {
            level: Arc::clone(level),
            solvers: level.chains.iter().map(|c| Solver::new(&c.market)).collect(),
            clearing: Clearing::default(),
        }
    }

    /// Clears one chain of a level; what is found stands until the next call.
    pub(super) fn solve(
        &mut self,
        level: &Arc<Level>,
        chain: usize,
        conditions: &Conditions,
        warm: &Warm,
    ) -> &Clearing {
        self.fit(level);
        let market = &level.chains[chain].market;
        self.solvers[chain].clear_into(market, conditions, Some(warm), &mut self.clearing);
        &self.clearing
    }

    /// Makes the scratch fit a level.
    fn fit(&mut self, level: &Arc<Level>) {
        if !Arc::ptr_eq(&self.level, level) {
            *self = Self::new(level);
        }
    }
}

/// Capacity of a country for a good, in tonnes a month, as things stand.
#[must_use]
pub fn capacity_of(state: &State, country: CountryId, good: GoodId) -> f64 {
    let level = state.level();
    let Some(GoodKind::Mineral { chain, good: stage }) = level.goods.get(good.index()).map(|g| g.kind) else {
        return 0.0;
    };
    let Some(chain) = level.chains.get(chain) else {
        return 0.0;
    };
    let mut sum = 0.0;
    for (process, facility) in chain.facilities.iter().enumerate() {
        if level.facilities[facility.index()].country == country {
            sum += yield_of(chain, process, stage) * conditions::capacity(state, *facility);
        }
    }
    sum
}

/// Tonnes of a chain's good that a unit of a process's activity gives.
pub(super) fn yield_of(chain: &LevelChain, process: usize, good: usize) -> f64 {
    chain.market.spec().processes[process]
        .outputs
        .iter()
        .filter(|(g, _)| *g == good)
        .map(|(_, t)| *t)
        .sum()
}

/// Output of a good, tonnes a month, by country.
#[must_use]
pub fn output(state: &State, market: &Market, good: GoodId) -> Vec<f64> {
    let level = state.level();
    let mut output = vec![0.0; level.n()];
    let Some(GoodKind::Mineral { chain, good: stage }) = level.goods.get(good.index()).map(|g| g.kind) else {
        return output;
    };
    let Some(chain) = level.chains.get(chain) else {
        return output;
    };
    for (process, facility) in chain.facilities.iter().enumerate() {
        let country = level.facilities[facility.index()].country.index();
        output[country] +=
            yield_of(chain, process, stage) * market.activity.get(facility.index()).copied().unwrap_or(0.0);
    }
    output
}

/// What the markets do in a level's base year.
pub(super) fn base_year(level: &Arc<Level>, markets: &mut Markets) -> Market {
    markets.fit(level);
    let mut market = empty(level);
    for (at, chain) in level.chains.iter().enumerate() {
        let conditions = chain.market.base_conditions();
        let clearing = markets.solvers[at].clear(&chain.market, &conditions, None);
        write(level, chain, &conditions, &clearing, &[], &mut market);
    }
    goods(level, &level.tariffs, None, &mut market);
    market
}

/// What a turn's clearing led to.
#[derive(Debug)]
pub(super) struct Cleared {
    /// What everybody sees.
    pub(super) market: Market,
    /// What passed controlled borders beside licences.
    pub(super) passed: Vec<Passed>,
}

/// Clears every market of a turn.
pub(super) fn clear(
    state: &State,
    moves: &[Move],
    deliveries: &[Delivery],
    hoarding: &[f64],
    markets: &mut Markets,
) -> Cleared {
    let level = state.shared_level();
    let mut market = empty(&level);
    let mut passed = Vec::new();
    let tariffs = tariffs_with_ceilings(state);
    let conditions = built(state, &tariffs, moves, deliveries, hoarding);
    for (at, (chain, (conditions, borders))) in level.chains.iter().zip(conditions).enumerate() {
        let mut warm = warm_prices(&level, chain, &state.public.market);
        warm.rent = borders.last_rents(state, chain, &conditions.quotas);
        let clearing = markets.solve(&level, at, &conditions, &warm);
        write(&level, chain, &conditions, clearing, hoarding, &mut market);
        for (floor, tonnes) in conditions.floors.iter().zip(&clearing.floored) {
            if *tonnes > 0.0 {
                let whose = (CountryId::at(floor.region), chain.goods[floor.good], *tonnes);
                market.floored.push(whose);
            }
        }
        passed.extend(borders.settle(&level, chain, &conditions.quotas, clearing, &mut market));
    }
    goods(&level, &tariffs, Some(&state.public.market.goods_price), &mut market);
    Cleared { market, passed }
}

/// What holds in every chain, and at its borders: the one place where a state becomes market conditions.
fn built(
    state: &State,
    tariffs: &[Rate],
    moves: &[Move],
    deliveries: &[Delivery],
    hoarding: &[f64],
) -> Vec<(Conditions, Borders)> {
    let reliefs = Reliefs::of(state);
    let chains = state.level().chains.iter().enumerate();
    chains
        .map(|(at, chain)| conditions::of(state, &reliefs, at, chain, tariffs, moves, deliveries, hoarding))
        .collect()
}

/// What holds in every chain.
pub(super) fn conditions(state: &State, moves: &[Move], deliveries: &[Delivery], hoarding: &[f64]) -> Vec<Conditions> {
    let built = built(state, &tariffs_with_ceilings(state), moves, deliveries, hoarding);
    built.into_iter().map(|(conditions, _)| conditions).collect()
}

/// Powers of the tariffs on general goods that hold in a state, row exporter.
pub(super) fn goods_powers(state: &State) -> Vec<f64> {
    powers(state.level(), &tariffs_with_ceilings(state))
}

fn empty(level: &Level) -> Market {
    let (n, goods, buyers) = (level.n(), level.goods.len(), level.buyers());
    Market {
        price: vec![0.0; goods * n],
        index: vec![0.0; goods * buyers],
        flow: vec![0.0; goods * n * buyers],
        stocked: vec![0.0; goods * buyers],
        hoarded: vec![0.0; level.mechanisms.private_stocks.holders.len()],
        rerouted: vec![0.0; level.mechanisms.transshipment.hosts.len()],
        rerouting_surplus: vec![0.0; level.mechanisms.transshipment.hosts.len()],
        floored: Vec::new(),
        activity: vec![0.0; level.facilities.len()],
        served: vec![0.0; level.demands.len()],
        goods_price: vec![1.0; n],
        goods_index: vec![1.0; n],
        goods_flow: vec![0.0; n * n],
        producer_surplus: vec![0.0; level.facilities.len()],
        user_surplus: vec![0.0; level.demands.len()],
        goods_welfare: vec![0.0; n],
        rents: vec![0.0; goods * n * n],
        warnings: 0,
    }
}

pub(super) fn warm_prices(level: &Level, chain: &LevelChain, market: &Market) -> Warm {
    let n = level.n();
    let mut price = Vec::with_capacity(chain.goods.len() * n);
    for good in &chain.goods {
        price.extend_from_slice(&market.price[good.index() * n..(good.index() + 1) * n]);
    }
    Warm {
        price,
        rent: Vec::new(),
        floored: Vec::new(),
    }
}

/// What passed controlled borders beyond licences in the last resolution, as everybody can work it out of flows and rents
/// while `state` holds no channels.
pub(super) fn seen_past_licences(state: &State) -> Vec<Passed> {
    let reliefs = Reliefs::of(state);
    let chains = &state.level().chains;
    chains
        .iter()
        .flat_map(|c| borders::of(state, &reliefs, c).0.seen(state))
        .collect()
}

/// Writes a chain's clearing into the level's lists.
fn write(
    level: &Level,
    chain: &LevelChain,
    conditions: &Conditions,
    clearing: &Clearing,
    hoarding: &[f64],
    market: &mut Market,
) {
    let (n, buyers) = (level.n(), level.buyers());
    for (stage, good) in chain.goods.iter().enumerate() {
        let g = good.index();
        market.price[g * n..(g + 1) * n].copy_from_slice(&clearing.price[stage * n..(stage + 1) * n]);
        market.index[g * buyers..(g + 1) * buyers]
            .copy_from_slice(&clearing.index[stage * buyers..(stage + 1) * buyers]);
        for b in 0..buyers {
            let at = stage * buyers + b;
            // A release that found no use stays in the stock.
            let released = (-conditions.extra_demand[at]).max(0.0) - clearing.unused[at];
            market.stocked[g * buyers + b] = ordered(conditions, clearing, at, buyers) - released.max(0.0);
        }
        market.flow[g * n * buyers..(g + 1) * n * buyers]
            .copy_from_slice(&clearing.flow[stage * n * buyers..(stage + 1) * n * buyers]);
    }
    share_stocks(level, chain, conditions, clearing, hoarding, market);
    for (process, facility) in chain.facilities.iter().enumerate() {
        market.activity[facility.index()] = clearing.activity[process];
        market.producer_surplus[facility.index()] = clearing.producer_surplus[process];
    }
    for at in 0..chain.demands {
        market.served[chain.first_demand + at] = clearing.demand[at];
        market.user_surplus[chain.first_demand + at] = clearing.user_surplus[at];
    }
    let transshippers = chain.transshippers.iter().enumerate();
    for (process, host) in transshippers.map(|(p, h)| (chain.facilities.len() + p, *h)) {
        market.rerouted[host] = clearing.activity[process];
        market.rerouting_surplus[host] = clearing.producer_surplus[process];
    }
    if clearing.status == Status::Unsolved {
        market.warnings += 1;
    }
}

/// What a buyer's stock took by order, tonnes a month: without what came at floors.
fn ordered(conditions: &Conditions, clearing: &Clearing, slot: usize, buyers: usize) -> f64 {
    let floors = conditions.floors.iter().zip(&clearing.floored);
    let at_floors: f64 = floors
        .filter(|(f, _)| f.good * buyers + f.buyer == slot)
        .map(|(_, t)| t)
        .sum();
    clearing.stocked[slot] - at_floors
}

/// Tells apart what went into strategic and into private stocks: the clearing knows their sum only. A delivery under
/// contract that found no use stays with the buyer.
fn share_stocks(
    level: &Level,
    chain: &LevelChain,
    conditions: &Conditions,
    clearing: &Clearing,
    hoarding: &[f64],
    market: &mut Market,
) {
    let buyers = level.buyers();
    for (holder, (wanted, hoarded)) in level
        .mechanisms
        .private_stocks
        .holders
        .iter()
        .zip(hoarding.iter().zip(&mut market.hoarded))
    {
        let Some(stage) = chain.goods.iter().position(|g| *g == holder.good) else {
            continue;
        };
        let at = stage * buyers + holder.buyer();
        let extra = conditions.extra_demand[at];
        let net = ordered(conditions, clearing, at, buyers) + clearing.unused[at] - (-extra).max(0.0);
        let stocked = &mut market.stocked[holder.good.index() * buyers + holder.buyer()];
        (*stocked, *hoarded) = private_stocks::split(extra - wanted, *wanted, net);
    }
}

/// General goods: non-linear GSIM at the tariffs in force, against the base year.
fn goods(level: &Level, tariffs: &[Rate], warm: Option<&[f64]>, market: &mut Market) {
    let n = level.n();
    let result = level.goods_market.gsim.nonlinear(&powers(level, tariffs), None, warm);
    if !result.solved {
        market.warnings += 1;
    }
    for i in 0..n {
        market.goods_price[i] = result.price[i];
        market.goods_index[i] = result.composite_price[i];
        market.goods_welfare[i] = result.net_welfare[i];
    }
    market.goods_flow.copy_from_slice(&result.value);
}

/// Tariffs on general goods as powers (1.25 = 25 %), row exporter.
fn powers(level: &Level, tariffs: &[Rate]) -> Vec<f64> {
    let n = level.n();
    let mut powers = vec![1.0; n * n];
    for exporter in 0..n {
        for importer in 0..n {
            if exporter != importer {
                let good = level.goods_market.good;
                let cell = level.cell(good, CountryId::at(importer), CountryId::at(exporter));
                powers[exporter * n + importer] = 1.0 + tariffs.get(cell).map_or(0.0, |r| r.fraction());
            }
        }
    }
    powers
}

/// A buyer's price index relative to the base year; 1 where nothing was bought.
#[must_use]
pub fn price_multiple(state: &State, country: CountryId, use_: Use, good: GoodId) -> f64 {
    let at = good.index() * state.level().buyers() + crate::level::ids::buyer(country, use_);
    let (now, base) = (state.public.market.index.get(at), state.base().index.get(at));
    match (now, base) {
        (Some(now), Some(base)) if *base > 0.0 && *now > 0.0 => now / base,
        _ => 1.0,
    }
}

/// Share of what users would take at base prices (and today's needs) that they get; 1 where they take nothing.
#[must_use]
pub fn fill(state: &State, country: CountryId, use_: Use, good: GoodId) -> f64 {
    let level = state.level();
    let (mut wanted, mut served) = (0.0, 0.0);
    for (at, demand) in level.demands.iter().enumerate() {
        if demand.country == country && demand.use_ == use_ && demand.good == good {
            wanted += demand.quantity * conditions::demand_scale(state, at);
            served += state.public.market.served.get(at).copied().unwrap_or(0.0);
        }
    }
    if wanted > 0.0 { (served / wanted).min(1.0) } else { 1.0 }
}

/// Tonnes a month that a demand would take at base prices (and today's needs) and does not get.
pub(super) fn missing(state: &State, demand: usize) -> f64 {
    let wanted = state.level().demands[demand].quantity * conditions::demand_scale(state, demand);
    (wanted - state.public.market.served[demand]).max(0.0)
}

/// A country's share of world output of a good; 0 where nothing is made.
#[must_use]
pub fn share(state: &State, country: CountryId, good: GoodId) -> f64 {
    let output = output(state, &state.public.market, good);
    let world: f64 = output.iter().sum();
    if world > 0.0 {
        output.get(country.index()).copied().unwrap_or(0.0) / world
    } else {
        0.0
    }
}

/// Whether a facility makes a good.
#[must_use]
pub fn makes(level: &Level, facility: FacilityId, good: GoodId) -> bool {
    level.chains.iter().any(|chain| {
        chain.facilities.iter().enumerate().any(|(process, f)| {
            *f == facility
                && chain
                    .goods
                    .iter()
                    .enumerate()
                    .any(|(stage, g)| *g == good && yield_of(chain, process, stage) > 0.0)
        })
    })
}
