//! Transshipment: traders in a third country buy a controlled good that may still be shipped to them and sell it on to those
//! it is kept from (MODEL 2.9).
//!
//! In the market a host's traders are a process: the good bought at the price of the host's civil users goes in, the same good
//! sold from the host comes out, limited by a capacity and only worth doing where the price there covers a new origin on
//! paper and the expected fine. Capacity is the host's part of the tonnes that controls keep away from others, times a reach
//! that grows while it pays. What is sold on is no stranger to its buyers: it takes over its share of the origin's weight.

use super::book::Book;
use super::deals;
use super::event::Event;
use super::news::News;
use super::state::State;
use crate::level::ids::{CountryId, GoodId, Use, buyer};
use crate::level::mechanism::Host;
use crate::level::units::Months;
use crate::level::{GoodKind, LevelChain};
use crate::market::Conditions;

/// Use of its capacity above which a host's trade grows, and below which it withers.
const BUSY: (f64, f64) = (0.1, 0.5);

/// Position of a host among the level's.
pub(super) fn host(state: &State, country: CountryId, good: GoodId) -> Option<usize> {
    let hosts = &state.level().mechanisms.transshipment.hosts;
    hosts.iter().position(|h| (h.country, h.good) == (country, good))
}

/// Borders of a good that controls limit and a host does not touch: exporter, destination, tonnes a month before the control.
fn shut<'a>(state: &'a State, host: &'a Host) -> impl Iterator<Item = (CountryId, CountryId, f64)> + 'a {
    let month = state.level().month_of(state.turn());
    state.public.controls.iter().filter_map(move |control| {
        let c = &control.control;
        let touches = c.exporter == host.country || c.destination == host.country;
        if c.good != host.good || touches || !c.effective(month).limits() {
            return None;
        }
        let free = deals::granted(state, c.exporter, c.destination, c.good).general;
        let kept = Use::ALL.into_iter().filter(|u| !free[u.index()]);
        Some((
            c.exporter,
            c.destination,
            kept.map(|u| control.trailing[u.index()]).sum(),
        ))
    })
}

/// Tonnes a month that a host's traders can sell on.
fn capacity(state: &State, at: usize) -> f64 {
    let host = &state.level().mechanisms.transshipment.hosts[at];
    let tonnes: f64 = shut(state, host).map(|(_, _, tonnes)| tonnes).sum();
    let reach = state.public.rerouting.get(at).copied().unwrap_or(0.0);
    host.part * reach * tonnes
}

/// Whether a way round a border is worth looking for: the control has just begun to bite and spares the
/// host, or what users behind it paid last
/// covers half the way's cost. Without that nobody keeps people and papers ready.
fn tempting(state: &State, host: &Host, exporter: CountryId, destination: CountryId) -> bool {
    let level = state.level();
    let (n, buyers) = (level.n(), level.buyers());
    let fresh = super::controls::written(state, exporter, destination, host.good)
        .and_then(|c| c.bites_since)
        .is_some_and(|since| since == state.turn());
    if fresh && !super::controls::effective(state, exporter, host.country, host.good).limits() {
        return true;
    }
    let GoodKind::Mineral { chain, good: stage } = level.goods[host.good.index()].kind else {
        return false;
    };
    let market = &level.chains[chain].market;
    let freight = market.spec().freight[(stage * n + host.country.index()) * n + destination.index()];
    let cost = level.mechanisms.transshipment.cost * market.reference_price()[stage * n + host.country.index()];
    let tariff = state.public.tariffs[level.cell(host.good, destination, host.country)].fraction();
    let index = |b: usize| state.public.market.index[host.good.index() * buyers + b];
    let paid = index(buyer(host.country, Use::Civil));
    Use::ALL.into_iter().any(|u| {
        let origin = market.base_weight()[(stage * n + exporter.index()) * buyers + buyer(destination, u)];
        origin > 0.0 && index(buyer(destination, u)) / (1.0 + tariff) - freight - paid > cost / 2.0
    })
}

/// Step 5: where a way round a control is worth looking for, traders begin; where none is, they stop.
pub(super) fn open(book: &mut Book) {
    let state = &*book.state;
    let rules = &state.level().mechanisms.transshipment;
    let mut rerouting = state.public.rerouting.clone();
    for (host, reach) in rules.hosts.iter().zip(&mut rerouting) {
        let worth = shut(state, host).any(|(from, to, tonnes)| tonnes > 0.0 && tempting(state, host, from, to));
        if !worth {
            *reach = 0.0;
        } else if *reach <= 0.0 {
            *reach = rules.start;
        }
    }
    if rerouting != state.public.rerouting {
        book.post(Event::ReroutingMoved(rerouting));
    }
}

/// Writes what hosts' traders can do into a chain's conditions.
pub(super) fn write(state: &State, chain: &LevelChain, c: &mut Conditions) {
    let level = state.level();
    let (n, buyers) = (level.n(), level.buyers());
    let first = chain.facilities.len();
    for (position, at) in chain.transshippers.iter().enumerate() {
        let host = &level.mechanisms.transshipment.hosts[*at];
        let Some(stage) = chain.goods.iter().position(|g| *g == host.good) else {
            continue;
        };
        let able = capacity(state, *at);
        c.capacity[first + position] = able;
        if able <= 0.0 {
            continue;
        }
        let part = host.part * state.public.rerouting[*at];
        for (exporter, destination, _) in shut(state, host) {
            for use_ in Use::ALL {
                let to = buyer(destination, use_);
                let origin = chain.market.base_weight()[(stage * n + exporter.index()) * buyers + to];
                c.weight[(stage * n + host.country.index()) * buyers + to] += part * origin;
            }
        }
    }
}

/// Step 6: trade that pays grows, trade that does not shrinks back to where it began.
pub(super) fn settle(book: &mut Book, length: Months) {
    let state = &*book.state;
    let rules = &state.level().mechanisms.transshipment;
    let grown = libm::pow(1.0 + rules.growth, f64::from(length.0) / 3.0);
    let mut rerouting = state.public.rerouting.clone();
    for (at, reach) in rerouting.iter_mut().enumerate() {
        let able = capacity(state, at);
        if able <= 0.0 {
            continue;
        }
        let busy = state.public.market.rerouted[at] / able;
        if busy > BUSY.1 {
            *reach = (*reach * grown).min(rules.most);
        } else if busy < BUSY.0 {
            *reach = (*reach / grown).max(rules.start.min(*reach));
        }
    }
    if rerouting != state.public.rerouting {
        book.post(Event::ReroutingMoved(rerouting));
    }
}

/// A campaign of customs holds back part of what goes through the country, and half as much of the country's own goods that
/// go through others.
pub(super) fn hold_back(book: &mut Book, me: CountryId, good: GoodId, part: f64) {
    let state = &*book.state;
    let controls = state
        .public
        .controls
        .iter()
        .any(|c| c.control.exporter == me && c.control.good == good);
    let mut rerouting = state.public.rerouting.clone();
    for (host, reach) in state.level().mechanisms.transshipment.hosts.iter().zip(&mut rerouting) {
        if host.good != good {
            continue;
        }
        if host.country == me {
            *reach *= 1.0 - part;
        } else if controls {
            *reach *= 1.0 - part / 2.0;
        }
    }
    if rerouting != state.public.rerouting {
        book.post(Event::ReroutingMoved(rerouting));
    }
}

/// Part of what a control keeps away from which the way round it is news.
const NEWS: f64 = 0.05;

/// Ways round a control that goods began to take this turn.
pub(super) fn news(before: &State, after: &State) -> Vec<News> {
    let hosts = &after.level().mechanisms.transshipment.hosts;
    let mut news = Vec::new();
    for (at, host) in hosts.iter().enumerate() {
        let tonnes = |state: &State| state.public.market.rerouted.get(at).copied().unwrap_or(0.0);
        let all: f64 = shut(after, host).map(|(_, _, t)| t).sum();
        if tonnes(before) <= NEWS * all && tonnes(after) > NEWS * all && all > 0.0 {
            news.push(News::Rerouted {
                through: host.country,
                good: host.good,
            });
        }
    }
    news
}
