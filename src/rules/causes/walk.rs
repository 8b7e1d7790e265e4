//! Solving the markets again after each switch: what a price was at every step from one turn's inputs to another's.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::cause::Cause;
use super::inputs::Acting;
use super::switch::Course;
use crate::level::Level;
use crate::level::ids::{CountryId, GoodId, Use, buyer};
use crate::market::{Conditions, Status, Warm};
use crate::rules::markets::{self, Markets};
use crate::rules::state::Market;

/// Log points that each cause adds to each price, `[good * buyers + buyer]`; the row of general goods has the price index
/// of a country's purchases for all its buyers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Steps {
    /// Causes that moved any price, in the published order.
    pub(super) parts: Vec<(Cause, Vec<f64>)>,
}

/// What users pay for every good, USD/kg (general goods: relative to the base year), `[good * buyers + buyer]`.
pub(super) fn prices(level: &Level, market: &Market) -> Vec<f64> {
    let mut prices = market.index.clone();
    write_goods(level, &market.goods_index, &mut prices);
    prices
}

fn write_goods(level: &Level, index: &[f64], prices: &mut [f64]) {
    let row = level.goods_market.good.index() * level.buyers();
    for (country, index) in index.iter().enumerate() {
        for use_ in Use::ALL {
            prices[row + buyer(CountryId::at(country), use_)] = *index;
        }
    }
}

/// Walks from one end to the other; `market` is where the solver starts.
pub(super) fn walk(from: &Acting, to: &Acting, market: &Market, markets: &mut Markets) -> Steps {
    let level = to.state.shared_level();
    let mut course = Course::new(from, to);
    let mut walker = Walker::new(&level, &course.at, market, markets);
    let mut parts = Vec::new();
    for cause in course.causes() {
        course.switch(cause);
        let before = walker.prices.clone();
        if walker.step(&course.at) {
            let part = before.iter().zip(&walker.prices).map(|(a, b)| log_ratio(*a, *b));
            parts.push((cause, part.collect()));
        }
    }
    Steps { parts }
}

/// ln(b / a), 0 where there is no price at either end.
pub(super) fn log_ratio(a: f64, b: f64) -> f64 {
    if a > 0.0 && b > 0.0 { libm::log(b / a) } else { 0.0 }
}

struct Walker<'a> {
    level: Arc<Level>,
    markets: &'a mut Markets,
    conditions: Vec<Conditions>,
    warm: Vec<Warm>,
    powers: Vec<f64>,
    goods_price: Vec<f64>,
    prices: Vec<f64>,
}

impl<'a> Walker<'a> {
    fn new(level: &Arc<Level>, at: &Acting, market: &Market, markets: &'a mut Markets) -> Self {
        let mut walker = Self {
            level: Arc::clone(level),
            markets,
            conditions: at.conditions(),
            warm: level
                .chains
                .iter()
                .map(|c| markets::warm_prices(level, c, market))
                .collect(),
            powers: markets::goods_powers(&at.state),
            goods_price: market.goods_price.clone(),
            prices: prices(level, market),
        };
        for chain in 0..walker.conditions.len() {
            walker.solve(chain);
        }
        walker.trade();
        walker
    }

    /// Solves what the last switch has changed; whether anything was.
    fn step(&mut self, at: &Acting) -> bool {
        let mut moved = false;
        for (chain, conditions) in at.conditions().into_iter().enumerate() {
            if conditions != self.conditions[chain] {
                // Rents stand in the order of the quotas: of other quotas they tell nothing.
                if !same_flows(&conditions, &self.conditions[chain]) {
                    self.warm[chain].rent.clear();
                }
                self.conditions[chain] = conditions;
                self.solve(chain);
                moved = true;
            }
        }
        let powers = markets::goods_powers(&at.state);
        if powers != self.powers {
            self.powers = powers;
            self.trade();
            moved = true;
        }
        moved
    }

    /// Prices of one chain. Where no equilibrium is found the last prices stand, and the next step has both parts.
    fn solve(&mut self, chain: usize) {
        let found = self
            .markets
            .solve(&self.level, chain, &self.conditions[chain], &self.warm[chain]);
        if found.status == Status::Unsolved {
            return;
        }
        let buyers = self.level.buyers();
        for (stage, good) in self.level.chains[chain].goods.iter().enumerate() {
            let index = &found.index[stage * buyers..(stage + 1) * buyers];
            self.prices[row(&self.level, *good)].copy_from_slice(index);
        }
        self.warm[chain] = Warm::from(found);
    }

    /// Prices of general goods.
    fn trade(&mut self) {
        let gsim = &self.level.goods_market.gsim;
        let found = gsim.nonlinear(&self.powers, None, Some(&self.goods_price));
        if found.solved {
            write_goods(&self.level, &found.composite_price, &mut self.prices);
            self.goods_price = found.price;
        }
    }
}

/// Whether two conditions have quotas on the same flows, in the same order.
fn same_flows(a: &Conditions, b: &Conditions) -> bool {
    a.quotas.len() == b.quotas.len() && a.quotas.iter().zip(&b.quotas).all(|(a, b)| a.flows == b.flows)
}

fn row(level: &Level, good: GoodId) -> std::ops::Range<usize> {
    good.index() * level.buyers()..(good.index() + 1) * level.buyers()
}
