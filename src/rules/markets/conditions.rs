//! What holds in a chain this turn: tariffs and ceilings, taxes, controls and relief as quotas, capacities, new
//! origins, demand, stock orders, offtakes.

use super::borders::{self, Borders};
use crate::level::ids::{FacilityId, Use, buyer};
use crate::level::units::Rate;
use crate::level::{Effect, Level, LevelChain};
use crate::market::Conditions;
use crate::rules::deals::{self, Delivery, Reliefs};
use crate::rules::floors;
use crate::rules::know_how;
use crate::rules::protection;
use crate::rules::state::State;
use crate::rules::stocks::Move;
use crate::rules::transshipment;

/// The conditions of one chain; `tariffs` with the ceilings that agreements set.
pub(super) fn of(
    state: &State,
    reliefs: &Reliefs,
    chain_at: usize,
    chain: &LevelChain,
    tariffs: &[Rate],
    moves: &[Move],
    deliveries: &[Delivery],
    hoarding: &[f64],
) -> (Conditions, Borders) {
    let level = state.level();
    let n = level.n();
    let mut c = chain.market.base_conditions();
    // Tariffs are listed by importer, export taxes and both in the market by exporter.
    for (stage, good) in chain.goods.iter().enumerate() {
        let (here, there) = (stage * n * n, good.index() * n * n);
        for (from, row) in c.tariff[here..here + n * n].chunks_exact_mut(n).enumerate() {
            for (to, tariff) in row.iter_mut().enumerate() {
                *tariff = if from == to {
                    0.0
                } else {
                    tariffs[there + to * n + from].fraction()
                };
            }
        }
        let taxes = &state.public.export_taxes[there..there + n * n];
        for (tax, rate) in c.export_tax[here..here + n * n].iter_mut().zip(taxes) {
            *tax = rate.fraction();
        }
    }
    for (process, facility) in chain.facilities.iter().enumerate() {
        c.capacity[process] = capacity(state, *facility);
    }
    entrants(state, chain, &mut c);
    let growth = Use::ALL.map(|u| growth_factor(state, u));
    for at in 0..chain.demands {
        c.demand_scale[at] = scaled(state, chain.first_demand + at, growth);
    }
    stock_moves(state, chain, moves, &mut c);
    for (slot, wanted) in hoards(level, chain, hoarding) {
        c.extra_demand[slot] += wanted;
    }
    transshipment::write(state, chain, &mut c);
    c.floors = floors::of_chain(state, chain).collect();
    let (borders, quotas) = borders::of(state, reliefs, chain);
    c.quotas = quotas;
    c.fixed = deliveries
        .iter()
        .filter_map(|d| d.flow(state))
        .filter(|(at, _)| *at == chain_at)
        .map(|(_, flow)| flow)
        .collect();
    (c, borders)
}

/// Tariffs with the ceilings that agreements set.
pub(in crate::rules) fn tariffs_with_ceilings(state: &State) -> Vec<Rate> {
    let level = state.level();
    let mut tariffs = state.public.tariffs.clone();
    for (_, clause, _) in deals::promises(state) {
        if let crate::level::clause::Clause::TariffCeiling {
            giver,
            receiver,
            good,
            max,
        } = clause
            && let (Some(importer), Some(exporter)) = (level.country_of(*giver), level.country_of(*receiver))
            && let Some(rate) = tariffs.get_mut(level.cell(*good, importer, exporter))
        {
            *rate = (*rate).min(*max);
        }
    }
    tariffs
}

/// Capacity of a facility's activity, tonnes a month, with events and closures.
pub(super) fn capacity(state: &State, facility: FacilityId) -> f64 {
    let Some(now) = state.public.facilities.get(facility.index()) else {
        return 0.0;
    };
    // A closed mine keeps care and maintenance crews and a trickle of output.
    let closed = if now.closed { 0.1 } else { 1.0 };
    let mut factor = 1.0;
    for effect in effects(state) {
        if let Effect::Capacity {
            facility: f, factor: x, ..
        } = effect
            && f == facility
        {
            factor *= x.fraction();
        }
    }
    let began = state.level().facilities[facility.index()].capacity;
    let (old, new) = know_how::achieved(state, facility);
    (began * old + (now.capacity - began) * new) * closed * factor * protection::working(state, facility)
}

/// Effects of events that act now.
fn effects(state: &State) -> impl Iterator<Item = Effect> {
    state.public.effects.iter().filter_map(|active| {
        state
            .level()
            .events
            .get(usize::from(active.event))?
            .effects
            .get(usize::from(active.effect))
            .copied()
    })
}

/// Growth of a use's demand from the level's start to the open turn.
pub(in crate::rules) fn growth_factor(state: &State, use_: Use) -> f64 {
    let level = state.level();
    let months = level.month_of(state.turn()).0.saturating_sub(level.start.0);
    libm::pow(level.growth[use_.index()], f64::from(months))
}

/// A demand relative to the base year: growth, drift and events together.
pub(super) fn demand_scale(state: &State, at: usize) -> f64 {
    scaled(state, at, Use::ALL.map(|u| growth_factor(state, u)))
}

/// As [`demand_scale`], with the growth of each use.
fn scaled(state: &State, at: usize, growth: [f64; Use::COUNT]) -> f64 {
    let demand = &state.level().demands[at];
    let mut scale = state.public.demand_scale[at] * growth[demand.use_.index()];
    for effect in effects(state) {
        if let Effect::Demand {
            country,
            good,
            use_,
            factor,
            ..
        } = effect
            && good == demand.good
            && use_ == demand.use_
            && country.is_none_or(|c| c == demand.country)
        {
            scale *= factor.fraction();
        }
    }
    scale
}

/// New capacity wins buyers: weight q × (new capacity ÷ world capacity), added without re-normalising (MODEL 2.2).
fn entrants(state: &State, chain: &LevelChain, c: &mut Conditions) {
    let level = state.level();
    let (n, buyers) = (level.n(), level.buyers());
    for (process, facility) in chain.facilities.iter().enumerate() {
        let now = state.public.facilities[facility.index()];
        if now.entrant <= 0.0 {
            continue;
        }
        let seller = level.facilities[facility.index()].country.index();
        for stage in 0..chain.goods.len() {
            let own = super::yield_of(chain, process, stage);
            let world: f64 = chain
                .facilities
                .iter()
                .enumerate()
                .map(|(p, f)| super::yield_of(chain, p, stage) * state.public.facilities[f.index()].capacity)
                .sum();
            if own > 0.0 && world > 0.0 {
                let (_, achieved) = know_how::achieved(state, *facility);
                let weight = now.qualified * own * now.entrant * achieved / world;
                for b in 0..buyers {
                    c.weight[(stage * n + seller) * buyers + b] += weight;
                }
            }
        }
    }
}

/// Purchases add to the civil market; releases serve defence users first, then civil ones.
fn stock_moves(state: &State, chain: &LevelChain, moves: &[Move], c: &mut Conditions) {
    let level = state.level();
    let buyers = level.buyers();
    for m in moves {
        let (Some(stage), Some(country)) = (chain.goods.iter().position(|g| *g == m.good), level.country_of(m.seat))
        else {
            continue;
        };
        let mut left = m.mass.tonnes() / f64::from(m.over.0.max(1));
        if left < 0.0 {
            let defence: f64 = (0..level.demands.len())
                .filter(|d| {
                    let demand = &level.demands[*d];
                    demand.country == country && demand.use_ == Use::Defence && demand.good == m.good
                })
                .map(|d| level.demands[d].quantity * demand_scale(state, d))
                .sum();
            let served = (-left).min(defence);
            c.extra_demand[stage * buyers + buyer(country, Use::Defence)] -= served;
            left += served;
        }
        c.extra_demand[stage * buyers + buyer(country, Use::Civil)] += left;
    }
}

/// Private holders of a chain's goods: where they stand among the chain's buyers, and a figure of theirs.
pub(super) fn hoards<'a>(
    level: &'a Level,
    chain: &'a LevelChain,
    by_holder: &'a [f64],
) -> impl Iterator<Item = (usize, f64)> + 'a {
    let holders = level.mechanisms.private_stocks.holders.iter().zip(by_holder);
    holders.filter_map(|(holder, figure)| {
        let stage = chain.goods.iter().position(|g| *g == holder.good)?;
        Some((stage * level.buyers() + holder.buyer(), *figure))
    })
}
