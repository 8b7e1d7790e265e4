//! Near an exact equilibrium by Newton's method on rounded conditions.
//!
//! Every route has one number `y`: its flow is `y` rounded off to the range from zero to the quota, and its loss (landed cost
//! less the buyer's price) is what is left, `flow − y`. With the rounding `sharpness` falling to nothing, either the flow or
//! the loss vanishes (smoothing of Chen, Harker, Kanzow and Smale). Eliminating `y` leaves an M-matrix in the prices, so every
//! Newton step exists ([`m_matrix`]).

use libm::log1p;

use super::super::Spatial;
use super::{NoEquilibrium, Route};
use crate::market::curve::soft_plus;
use crate::market::m_matrix;
use crate::market::newton::{self, Problem, Rule, Scratch};

/// Where the search inside ended.
pub(super) struct Inside {
    /// Prices: producers', then buyers'.
    pub(super) price: Vec<f64>,
    /// Per route: positive = used, negative = not; beyond `full` the quota is full.
    pub(super) y: Vec<f64>,
    /// Per route: its limit in units of `y`.
    pub(super) full: Vec<f64>,
    /// Per route: its flow, as far as the rounding tells.
    pub(super) flow: Vec<f64>,
    /// Newton steps.
    pub(super) iterations: u32,
    /// Why there may be no equilibrium.
    pub(super) obstacle: Option<NoEquilibrium>,
}

/// Sharpest rounding: flow times loss, relative to what is usual in the regions at both ends.
const SHARPEST: f64 = 1e-16;
/// Steps per degree of sharpness.
const STEPS: u32 = 80;
/// Residual of the rounded conditions at which the search has arrived.
const ARRIVED: f64 = 1e-6;
/// Relative quantity and price at which waste is no rounding.
const WASTE: f64 = 1e-6;
/// Highest price, in usual ones.
const CEILING: f64 = 1e9;
/// Least response of a region, relative to its size: keeps prices that nothing determines from running away.
const STIFF: f64 = 1e-12;

/// Prices without trade further than this from the middle one are not taken as usual.
const FAR: f64 = 1e3;

/// Room around the range in which equilibrium prices lie, for the rounded ones.
const ROOM: f64 = 16.0;

struct Node {
    /// Whether a route touches it.
    live: bool,
    /// Whether its curve has no value at price zero.
    positive: bool,
    /// Usual price and quantity.
    price: f64,
    size: f64,
    /// Prices, in usual ones, that need to be searched.
    range: (f64, f64),
}

struct Interior<'a> {
    market: &'a Spatial,
    routes: &'a [Route],
    nodes: Vec<Node>,
    /// The highest usual price.
    top: f64,
    sharpness: f64,
    /// Per route: price and quantity that make `y` a plain number.
    scale: Vec<(f64, f64)>,
    price: Vec<f64>,
    flow: Vec<f64>,
    /// Per route: `∂(flow / size)/∂y` and one minus it.
    give: Vec<(f64, f64)>,
    gap: Vec<f64>,
    quantity: Vec<f64>,
    missing: Vec<f64>,
    slope: Vec<f64>,
    rise: Vec<f64>,
    off: Vec<f64>,
    excess: Vec<f64>,
    dp: Vec<f64>,
}

/// Searches from prices that are `known` to be near (producers', then buyers'), or from those without trade.
pub(super) fn follow(market: &Spatial, routes: &[Route], known: Option<&[f64]>) -> Inside {
    let mut problem = Interior::new(market, routes, usual_prices(market, known));
    let mut z = problem.start();
    let mut scratch = Scratch::default();
    let mut iterations = 0;
    let mut residual = f64::INFINITY;
    while problem.sharpness >= SHARPEST {
        let rule = Rule {
            steps: STEPS,
            target: (1e-3 * problem.sharpness.sqrt()).max(1e-13),
            memory: 1,
        };
        let outcome = newton::solve(&mut problem, &mut z, &mut scratch, rule);
        iterations += outcome.iterations;
        residual = outcome.residual;
        problem.sharpness *= 0.1;
    }
    // Where the search got lost its prices prove nothing.
    let obstacle = if residual < ARRIVED { problem.obstacle() } else { None };
    let full = routes.iter().zip(&problem.scale).map(|(r, s)| r.limit / s.1).collect();
    let y = z[2 * market.regions()..].to_vec();
    Inside {
        price: problem.price,
        y,
        full,
        flow: problem.flow,
        iterations,
        obstacle,
    }
}

/// `y` rounded off to the range from 0 to `full`.
struct Squeezed {
    value: f64,
    /// `value − y`.
    loss: f64,
    /// Slope of the value.
    slope: f64,
    /// One minus the slope.
    rest: f64,
}

/// Every part is computed without cancellation.
fn squeeze(y: f64, full: f64, sharpness: f64) -> Squeezed {
    let width = sharpness.sqrt();
    let (above, by_above) = soft_plus(y, width);
    let (below, by_below) = soft_plus(-y, width);
    if full == f64::INFINITY {
        return Squeezed {
            value: above,
            loss: below,
            slope: by_above,
            rest: by_below,
        };
    }
    let (over, by_over) = soft_plus(y - full, width);
    let (short, by_short) = soft_plus(full - y, width);
    let (value, slope) = if y < 0.5 * full {
        (above - over, by_above - by_over)
    } else {
        (full - short + below, by_short - by_below)
    };
    Squeezed {
        value,
        loss: below - over,
        slope: slope.max(0.0),
        rest: by_below + by_over,
    }
}

impl<'a> Interior<'a> {
    /// `usual`: a price of the right order per node.
    fn new(market: &'a Spatial, routes: &'a [Route], usual: Vec<f64>) -> Self {
        let n = market.regions();
        let top = usual.iter().copied().fold(0.0, f64::max);
        let mut nodes = Vec::with_capacity(2 * n);
        for side in 0..2 {
            for i in 0..n {
                let lowest = if side == 0 {
                    0.0
                } else {
                    alone_buying(market, routes, i, top)
                };
                let price = usual[side * n + i].max(lowest);
                let (quantity, size) = if side == 0 {
                    (market.supply[i].quantity(price), market.supply[i].size().1)
                } else {
                    (market.demand[i].quantity(price), market.demand[i].size().1)
                };
                let positive = side == 1 && market.demand[i].is_curved();
                nodes.push(Node {
                    positive,
                    live: routes.iter().any(|r| if side == 0 { r.from } else { r.to } == i),
                    price,
                    size: quantity.max(size).max(f64::MIN_POSITIVE),
                    range: (
                        if positive {
                            lowest / ROOM / price
                        } else {
                            f64::NEG_INFINITY
                        },
                        CEILING * top / price,
                    ),
                });
            }
        }
        let scale = routes
            .iter()
            .map(|r| {
                let (from, to) = (&nodes[r.from], &nodes[n + r.to]);
                (from.price.max(to.price), from.size.min(to.size).min(r.limit))
            })
            .collect();
        let m = routes.len();
        Interior {
            market,
            routes,
            nodes,
            top,
            sharpness: 1.0,
            scale,
            price: vec![0.0; 2 * n],
            flow: vec![0.0; m],
            give: vec![(0.0, 0.0); m],
            gap: vec![0.0; m],
            quantity: vec![0.0; 2 * n],
            missing: vec![0.0; 2 * n],
            slope: vec![0.0; 2 * n],
            rise: vec![0.0; 2 * n],
            off: vec![0.0; 4 * n * n],
            excess: vec![0.0; 2 * n],
            dp: vec![0.0; 2 * n],
        }
    }

    /// Usual prices, and for every route the `y` that goes with them.
    fn start(&self) -> Vec<f64> {
        let n = self.market.regions();
        let mut z: Vec<f64> = self
            .nodes
            .iter()
            .map(|node| 1.0_f64.clamp(node.range.0, node.range.1))
            .collect();
        for (route, scale) in self.routes.iter().zip(&self.scale) {
            let cost = self.nodes[route.from].price * route.factor + route.fixed;
            let loss = (cost - self.nodes[n + route.to].price) / scale.0;
            z.push(if loss > 1.0 { self.sharpness / loss - loss } else { 0.0 });
        }
        z
    }

    /// A producer's price and its slope in `z`, and what is made less what is thrown away, and its slope. Below zero `z` is
    /// waste: price times waste is the rounding, so that supply that nobody takes for nothing shows as waste that stays.
    fn supply_at(&self, i: usize, z: f64) -> (f64, f64, f64, f64) {
        let node = &self.nodes[i];
        let width = self.sharpness.sqrt();
        let (price, by_price) = soft_plus(z, width);
        let (waste, by_waste) = soft_plus(-z, width);
        let (q, slope) = self.market.supply[i].rounded(price * node.price, self.sharpness * node.price * node.size);
        let rise = by_price * node.price;
        (
            price * node.price,
            rise,
            q - waste * node.size,
            slope * rise + by_waste * node.size,
        )
    }

    /// The same of a buyer.
    fn demand_at(&self, j: usize, z: f64) -> (f64, f64, f64, f64) {
        let node = &self.nodes[self.market.regions() + j];
        let (price, rise) = (z * node.price, node.price);
        let (q, slope) = self.market.demand[j].rounded(price, self.sharpness * node.price * node.size);
        (price, rise, q, slope * rise)
    }

    fn evaluate(&mut self, z: &[f64]) {
        let n = self.market.regions();
        for (at, &here) in z.iter().take(2 * n).enumerate() {
            let (price, rise, q, slope) = if at < n {
                self.supply_at(at, here)
            } else {
                self.demand_at(at - n, here)
            };
            self.price[at] = price;
            self.rise[at] = rise;
            self.quantity[at] = q;
            self.slope[at] = slope.abs() / rise;
        }
        for (k, route) in self.routes.iter().enumerate() {
            let (unit, size) = self.scale[k];
            let y = z[2 * n + k];
            let squeezed = squeeze(y, route.limit / size, self.sharpness);
            self.flow[k] = squeezed.value * size;
            self.give[k] = (squeezed.slope, squeezed.rest);
            let loss = (self.price[route.from] * route.factor + route.fixed - self.price[n + route.to]) / unit;
            self.gap[k] = loss - squeezed.loss;
        }
    }

    /// Supply left over for nothing, or a price that has run away.
    fn obstacle(&self) -> Option<NoEquilibrium> {
        let n = self.market.regions();
        let sold = |i: usize| -> f64 {
            let from = (0..self.routes.len()).filter(|&k| self.routes[k].from == i);
            from.map(|k| self.flow[k]).sum()
        };
        for i in (0..n).filter(|&i| self.nodes[i].live) {
            let supply = self.market.supply[i].quantity(0.0);
            if supply > (1.0 + WASTE) * sold(i) && self.price[i] < WASTE * self.nodes[i].price {
                return Some(NoEquilibrium::Glut {
                    region: i,
                    supply,
                    sold: sold(i),
                });
            }
        }
        let runaway = |&j: &usize| self.nodes[n + j].live && self.price[n + j] > 0.5 * CEILING * self.top;
        (0..n).find(runaway).map(|region| NoEquilibrium::Runaway {
            region,
            price: CEILING * self.top,
        })
    }
}

/// A price per producer and buyer of the order that prices there will have, none absurdly far from the others.
fn usual_prices(market: &Spatial, known: Option<&[f64]>) -> Vec<f64> {
    let n = market.regions();
    let given = |at: usize| known.map_or_else(|| market.autarky_price(at % n), |known| known[at]);
    let given: Vec<f64> = (0..2 * n).map(given).collect();
    let mut sorted: Vec<f64> = given.iter().copied().filter(|p| *p > 0.0 && p.is_finite()).collect();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.get(sorted.len() / 2).copied().unwrap_or(1.0);
    let usual = |p: f64| {
        if p > 0.0 {
            p.clamp(middle / FAR, middle * FAR)
        } else {
            middle
        }
    };
    given.into_iter().map(usual).collect()
}

/// A price below which no equilibrium price of a buyer lies: not enough if all producers sold to nobody else.
fn alone_buying(market: &Spatial, routes: &[Route], j: usize, top: f64) -> f64 {
    let reaches = |p: f64| -> f64 {
        let all = routes.iter().filter(|r| r.to == j);
        all.map(|r| market.supply[r.from].quantity((p - r.fixed) / r.factor).min(r.limit))
            .sum()
    };
    // Beyond the largest number there is nothing to halve.
    let mut p = (CEILING * top).min(f64::MAX);
    while p > top / CEILING && market.demand[j].quantity(2.0 * p) <= reaches(2.0 * p) {
        p *= 0.5;
    }
    p
}

impl Problem for Interior<'_> {
    fn residual(&mut self, z: &[f64], f: &mut [f64]) -> f64 {
        self.evaluate(z);
        let n = self.market.regions();
        for at in 0..2 * n {
            self.missing[at] = if self.nodes[at].live { self.quantity[at] } else { 0.0 };
        }
        for (route, x) in self.routes.iter().zip(&self.flow) {
            self.missing[route.from] -= x;
            self.missing[n + route.to] -= x;
        }
        for (x, (missing, node)) in f.iter_mut().zip(self.missing.iter().zip(&self.nodes)) {
            *x = missing / node.size;
        }
        f[2 * n..].copy_from_slice(&self.gap);
        let mut largest = 0.0;
        for x in f {
            largest = if x.is_finite() && largest >= 0.0 {
                x.abs().max(largest)
            } else {
                f64::NAN
            };
            // The search compares sizes: absurd ones by their log.
            *x = log1p(x.abs()).copysign(*x);
        }
        largest
    }

    fn step(&mut self, _z: &[f64], _f: &mut [f64], dz: &mut [f64]) -> bool {
        let n = self.market.regions();
        let all = 2 * n;
        self.off.fill(0.0);
        for at in 0..all {
            let node = &self.nodes[at];
            let least = STIFF * node.size / node.price;
            self.excess[at] = if node.live { self.slope[at].max(least) } else { 1.0 };
            self.dp[at] = if !node.live {
                0.0
            } else if at < n {
                -self.missing[at]
            } else {
                self.missing[at]
            };
        }
        for (k, route) in self.routes.iter().enumerate() {
            let (unit, size) = self.scale[k];
            let (by, rest) = self.give[k];
            let (i, j) = (route.from, n + route.to);
            let tie = size / unit * by / rest;
            self.off[j * all + i] += tie * route.factor;
            self.off[i * all + j] += tie;
            let shift = size * by / rest * self.gap[k];
            self.dp[i] -= shift;
            self.dp[j] += shift;
        }
        if !m_matrix::solve(&mut self.off, &mut self.excess, &mut self.dp) {
            return false;
        }
        for (d, (dp, rise)) in dz.iter_mut().zip(self.dp.iter().zip(&self.rise)) {
            *d = dp / rise;
        }
        for (k, route) in self.routes.iter().enumerate() {
            let change = (self.dp[route.from] * route.factor - self.dp[n + route.to]) / self.scale[k].0;
            dz[all + k] = -(self.gap[k] + change) / self.give[k].1;
        }
        dz.iter().all(|x| x.is_finite())
    }

    fn cap(&self, z: &[f64], dz: &mut [f64]) -> f64 {
        let falls = |at: usize| if self.nodes[at].positive { -dz[at] / z[at] } else { 0.0 };
        let share = 0.9 / (0..self.nodes.len()).fold(0.9_f64, |a, at| a.max(falls(at)));
        dz.iter_mut().for_each(|x| *x *= share);
        share
    }

    fn project(&self, z: &mut [f64]) {
        for (node, x) in self.nodes.iter().zip(z.iter_mut()) {
            *x = x.clamp(node.range.0, node.range.1);
        }
        z[self.nodes.len()..].iter_mut().for_each(|y| *y = y.clamp(-1e30, 1e30));
    }
}
