//! Newton's step on the equilibrium conditions: analytic derivatives, margins eliminated.

use super::plan::NONE;
use super::system::System;
use crate::market::curve::log_margin;
use crate::market::newton::Problem;
use crate::market::{lanes, lu};
use libm::{exp, log1p};
use std::f64::consts::LN_2;

/// Slope added to each node's excess, per unit of excess.
pub(super) const DAMPING: f64 = 0.1;
/// Longest step in a log price, rent or discount.
const LONGEST: f64 = 2.0;
/// Below it three terms of a logarithm's series do.
const SMALL: f64 = 0.01;
/// Bounds of log prices around the reference.
const LOW: f64 = -16.0;
const HIGH: f64 = 14.0;
/// Bounds of log rents, of log discounts and of log margins.
const RENT_HIGH: f64 = 30.0;
const DISCOUNT_HIGH: f64 = 30.0;
const MARGIN_RANGE: (f64, f64) = (-60.0, 30.0);

impl System<'_> {
    /// Derivatives of log market indices in the outer unknowns.
    fn index_rows(&mut self) {
        let plan = self.plan;
        let at = &mut *self.at;
        at.index_rows.clear();
        for (k, route) in plan.routes.iter().enumerate() {
            at.index_rows.row_mut(route.bin)[route.node] +=
                at.share[k] * route.slope * at.price[route.node] * at.per_cost[k];
        }
        for (q, limit) in plan.limits.iter().enumerate() {
            for &k in &plan.limited[limit.routes.clone()] {
                let route = &plan.routes[k];
                let rise = route.tariff * (at.rent[q] + limit.cost) * at.per_cost[k];
                at.index_rows.row_mut(route.bin)[plan.nodes.len() + q] += at.share[k] * rise;
            }
        }
    }

    /// Derivatives of activities in the outer unknowns, margins eliminated; and the constant part.
    fn plant_rows(&mut self) {
        let plan = self.plan;
        let pools = plan.places().2;
        let at = &mut *self.at;
        at.plant_rows.clear();
        for (a, plant) in plan.plants.iter().enumerate() {
            let row = at.plant_rows.row_mut(a);
            // Change of activity per unit of relative margin.
            let reply = at.activity[a] * at.elasticity[a];
            let (earned, spent) = (
                reply * at.by_sold[a] / plant.base_margin,
                reply * at.by_paid[a] / plant.base_margin,
            );
            for &(node, tonnes) in &plan.outputs[plant.outputs.clone()] {
                row[node] += earned * tonnes * at.price[node];
            }
            for &(b, tonnes) in &plan.inputs[plant.inputs.clone()] {
                let paid = spent * tonnes * at.index[b];
                lanes::add(row, -paid, at.index_rows.row(b));
                if plan.bins[b].pool != NONE {
                    row[pools + plan.bins[b].pool] += paid;
                }
            }
        }
    }

    /// Adds each buyer's purchases to the rows of its sellers and its pool.
    fn buyer_rows(&mut self, z: &[f64]) {
        let plan = self.plan;
        let pools = plan.places().2;
        for (b, bin) in plan.bins.iter().enumerate() {
            let discount = (bin.pool != NONE).then(|| self.discount(bin.pool, z[pools + bin.pool]));
            let at = &mut *self.at;
            let index = at.index_rows.row(b);
            let row = at.bought_rows.row_mut(b);
            // Net purchases: through the index, and through the activities that the index and prices allow.
            lanes::set(row, at.net_slope[b], index);
            if bin.pool != NONE {
                row[pools + bin.pool] -= at.net_slope[b];
            }
            for &(plant, tonnes) in &plan.uses[bin.uses.clone()] {
                lanes::add(row, tonnes, at.plant_rows.row(plant));
            }
            // The stock and contracts that come in are taken off what is needed.
            if let Some((_, by_mu, by_market, by_net)) = discount {
                let p = pools + bin.pool;
                at.by_net[bin.pool] = by_net;
                let line = at.matrix.row_mut(p);
                lanes::add(line, by_net, row);
                lanes::add(line, by_market, index);
                line[p] += by_mu;
                for &(node, tonnes) in &plan.deliveries[bin.deliveries.clone()] {
                    line[node] -= by_net * tonnes * at.kept_slope[node];
                }
            }
            let (share, slope) = (at.bought[b] * bin.theta, at.bought_slope[b]);
            lanes::blend(row, slope, share, index);
            for &(node, tonnes) in &plan.deliveries[bin.deliveries.clone()] {
                row[node] -= slope * tonnes * at.kept_slope[node];
            }
            if bin.pool != NONE {
                row[pools + bin.pool] -= slope * bin.size;
            }
            for k in bin.routes.clone() {
                let route = &plan.routes[k];
                let (s, line) = (at.share[k], at.matrix.row_mut(route.node));
                lanes::add(line, s, row);
                line[route.node] -= s * share * route.slope * at.price[route.node] * at.per_cost[k];
            }
        }
    }

    /// Adds the purchases under each quota to its row.
    fn limit_rows(&mut self) {
        let plan = self.plan;
        let nodes = plan.nodes.len();
        for (q, limit) in plan.limits.iter().enumerate() {
            let at = &mut *self.at;
            let line = at.matrix.row_mut(nodes + q);
            for &k in &plan.limited[limit.routes.clone()] {
                let (s, b) = (at.share[k], plan.routes[k].bin);
                lanes::add(line, s, at.bought_rows.row(b));
            }
        }
    }

    /// Adds how rents and own prices move each limited flow within its buyer's purchases.
    fn rent_columns(&mut self) {
        let plan = self.plan;
        let nodes = plan.nodes.len();
        let at = &mut *self.at;
        for (q, limit) in plan.limits.iter().enumerate() {
            for &k in &plan.limited[limit.routes.clone()] {
                let route = &plan.routes[k];
                let pull = at.share[k] * at.bought[route.bin] * plan.bins[route.bin].theta * at.per_cost[k];
                let rise = route.tariff * (at.rent[q] + limit.cost);
                at.matrix.row_mut(route.node)[nodes + q] -= pull * rise;
                at.matrix.row_mut(nodes + q)[route.node] -= pull * route.slope * at.price[route.node];
                at.matrix.row_mut(nodes + q)[nodes + q] -= pull * rise;
            }
        }
        // Two quotas on one route: each rent moves the other's flow.
        for &(k, q, other) in &plan.overlaps {
            let route = &plan.routes[k];
            let pull = at.share[k] * at.bought[route.bin] * plan.bins[route.bin].theta * at.per_cost[k];
            let rise = route.tariff * (at.rent[other] + plan.limits[other].cost);
            at.matrix.row_mut(nodes + q)[nodes + other] -= pull * rise;
        }
    }

    /// What the residuals `f` ask of the outer unknowns, margins eliminated.
    fn constants(&mut self, f: &[f64]) {
        let plan = self.plan;
        let (nodes, _, pools, outer) = plan.places();
        let at = &mut *self.at;
        at.rhs.fill(0.0);
        for a in 0..plan.plants.len() {
            at.plant_rhs[a] = at.activity[a] * at.elasticity[a] * at.gap[a] / at.slope[a];
        }
        for (b, bin) in plan.bins.iter().enumerate() {
            let uses = plan.uses[bin.uses.clone()].iter();
            let needed: f64 = uses.map(|&(plant, tonnes)| tonnes * at.plant_rhs[plant]).sum();
            at.bought_rhs[b] = needed * at.bought_slope[b];
            if bin.pool != NONE {
                at.rhs[pools + bin.pool] = -at.by_net[bin.pool] * needed;
            }
            for k in bin.routes.clone() {
                at.rhs[plan.routes[k].node] -= at.share[k] * at.bought_rhs[b];
            }
        }
        for (i, node) in plan.nodes.iter().enumerate() {
            at.rhs[i] /= at.demand[i] + at.blur.ground * node.full;
        }
        for (a, plant) in plan.plants.iter().enumerate() {
            for &(i, tonnes) in &plan.outputs[plant.outputs.clone()] {
                let supply = at.supply[i] + at.blur.ground * plan.nodes[i].full;
                at.rhs[i] += tonnes * at.plant_rhs[a] / supply;
            }
        }
        for (q, limit) in plan.limits.iter().enumerate() {
            for &k in &plan.limited[limit.routes.clone()] {
                at.rhs[nodes + q] -= at.by_flow[q] * at.share[k] * at.bought_rhs[plan.routes[k].bin];
            }
        }
        for (rhs, f) in at.rhs.iter_mut().zip(&f[..outer]) {
            *rhs -= f;
        }
    }

    /// Subtracts supply and turns rows of quantities into rows of the residuals.
    fn finish_rows(&mut self, z: &[f64], f: &[f64]) {
        let plan = self.plan;
        let (nodes, floors, ..) = plan.places();
        for (k, floor) in plan.floors.iter().enumerate() {
            self.at.matrix.row_mut(floor.node)[floors + k] += self.at.floored[k];
        }
        for i in 0..nodes {
            let at = &mut *self.at;
            let ground = at.blur.ground * plan.nodes[i].full;
            let demand = at.demand[i] + ground;
            let line = at.matrix.row_mut(i);
            line[i] += plan.nodes[i].fixed * at.kept_slope[i] - 2.0 * at.dumped[i];
            let inverse = 1.0 / demand;
            lanes::scale(line, inverse);
            // Where neither side answers to the price the step would be endless; this fades out with the excess.
            let pull = at.blur.pull;
            let excess = f[i] + pull * (z[i] - plan.nodes[i].log_price);
            line[i] -= pull + at.damping * excess.abs();
        }
        for (a, plant) in plan.plants.iter().enumerate() {
            for &(i, tonnes) in &plan.outputs[plant.outputs.clone()] {
                let at = &mut *self.at;
                let share = tonnes / (at.supply[i] + at.blur.ground * plan.nodes[i].full);
                let line = at.matrix.row_mut(i);
                lanes::add(line, -share, at.plant_rows.row(a));
            }
        }
        for q in 0..plan.limits.len() {
            let at = &mut *self.at;
            let (_, by_rent, by_flow) = at.licence[q];
            let factor = by_flow / at.through[q].max(1e-290);
            at.by_flow[q] = factor;
            let line = at.matrix.row_mut(nodes + q);
            lanes::scale(line, factor);
            line[nodes + q] += by_rent;
        }
        for (k, floor) in plan.floors.iter().enumerate() {
            let row = floors + k;
            let (_, by_tonnes) = self.above(k, z[floor.node] - floor.log_price);
            let at = &mut *self.at;
            at.matrix.row_mut(row)[row] = by_tonnes;
            at.matrix.row_mut(row)[floor.node] = 1.0;
        }
    }
}

impl System<'_> {
    /// Writes the linear system of Newton's step for the outer unknowns, given the residuals at the point evaluated, in which
    /// those of margins are weighted anew.
    pub(super) fn assemble(&mut self, z: &[f64], f: &mut [f64]) {
        for (w, s) in self.at.weight.iter_mut().zip(&self.at.slope) {
            *w = 1.0 / (1.0 + s);
        }
        let outer = self.outer();
        for ((x, gap), weight) in f[outer..].iter_mut().zip(&self.at.gap).zip(&self.at.weight) {
            *x = gap * weight;
        }
        self.at.matrix.clear();
        self.index_rows();
        self.plant_rows();
        self.buyer_rows(z);
        self.limit_rows();
        self.rent_columns();
        self.finish_rows(z, f);
        self.constants(f);
    }

    /// The step that the right-hand side and the factored matrix give; `false` when it is none.
    fn resolve(&mut self, dz: &mut [f64]) -> bool {
        let (plan, n) = (self.plan, self.outer());
        let at = &mut *self.at;
        if !lu::substitute(&at.matrix, &at.lower, &mut at.rhs, 1) {
            return false;
        }
        at.rho_before.copy_from_slice(&at.rho);
        dz[..n].copy_from_slice(&at.rhs);
        for a in 0..plan.plants.len() {
            let row = at.plant_rows.row(a);
            let through = lanes::dot(&row[..n], &at.rhs);
            let reply = at.activity[a] * at.elasticity[a];
            // At full capacity activity no longer says anything about the margin; take the margin's own slope then.
            dz[n + a] = if reply > 1e-200 {
                (through + at.plant_rhs[a]) / reply
            } else {
                at.gap[a] / at.slope[a]
            };
        }
        dz.iter().all(|x| x.is_finite())
    }
}

/// Moves `x`, the log of a number `up` that stands for a signed one as in [`log_margin`], by `d`: upwards and below zero the signed
/// number itself goes along a straight line, downwards its log does, within reason.
fn follow((x, up): (f64, f64), d: f64, corner: f64) -> f64 {
    let signed = up - corner / up;
    if d > 0.0 || signed < 0.0 {
        log_margin(signed + (up + corner / up) * d, corner)
    } else {
        x + d.max(-4.0)
    }
}

impl Problem for System<'_> {
    fn residual(&mut self, z: &[f64], f: &mut [f64]) -> f64 {
        self.evaluate(z);
        self.write(z, f)
    }

    fn step(&mut self, z: &[f64], f: &mut [f64], dz: &mut [f64]) -> bool {
        self.assemble(z, f);
        let n = self.outer();
        let at = &mut *self.at;
        lu::factor(&mut at.matrix, n, &mut at.lower) && self.resolve(dz)
    }

    fn repeat(&mut self, _z: &[f64], f: &[f64], dz: &mut [f64]) -> bool {
        self.constants(f);
        self.resolve(dz)
    }

    fn cap(&self, _z: &[f64], dz: &mut [f64]) -> f64 {
        let (prices, outer) = (self.plan.nodes.len(), self.outer());
        let mut share = 1.0_f64;
        for d in &dz[..prices] {
            share = share.min(LONGEST / d.abs());
        }
        let (_, floors, pools, _) = self.plan.places();
        for d in dz[prices..floors].iter().chain(&dz[pools..outer]) {
            share = share.min(LONGEST / d.abs());
        }
        dz.iter_mut().for_each(|d| *d *= share);
        share
    }

    fn advance(&self, z: &[f64], dz: &[f64], share: f64, to: &mut [f64]) {
        for ((t, x), d) in to.iter_mut().zip(z).zip(dz) {
            *t = x + share * d;
        }
        // Margins are sums of prices, not of their logs: going along a straight line in prices keeps them true.
        for ((t, x), d) in to.iter_mut().zip(z).zip(dz).take(self.plan.nodes.len()) {
            let d = share * d;
            *t = x + if d.abs() < SMALL {
                d * (1.0 - d * (0.5 - d / 3.0))
            } else if d > -0.5 {
                log1p(d)
            } else {
                d + 0.5 - LN_2
            };
        }
        // A closed process answers a small price change with a huge change of its log margin.
        let (_, floors, pools, _) = self.plan.places();
        let corner = self.at.blur.floor();
        for k in floors..pools {
            to[k] = follow((z[k], exp(z[k])), share * dz[k], corner);
        }
        let margins = to.iter_mut().zip(z).zip(dz).skip(self.outer());
        for ((((t, x), d), &corner), &up) in margins.zip(&self.at.corner).zip(&self.at.rho_before) {
            *t = follow((*x, up), share * d, corner);
        }
    }

    fn project(&self, z: &mut [f64]) {
        let (plan, outer) = (self.plan, self.outer());
        let (nodes, floors, pools, _) = plan.places();
        for (x, node) in z.iter_mut().zip(&plan.nodes) {
            *x = x.clamp(node.log_price + LOW, node.log_price + HIGH);
        }
        z[nodes..floors].iter_mut().for_each(|x| *x = x.clamp(0.0, RENT_HIGH));
        z[floors..pools].iter_mut().for_each(|x| *x = x.clamp(-60.0, 3.0));
        z[pools..outer]
            .iter_mut()
            .for_each(|x| *x = x.clamp(0.0, DISCOUNT_HIGH));
        z[outer..]
            .iter_mut()
            .for_each(|x| *x = x.clamp(MARGIN_RANGE.0, MARGIN_RANGE.1));
    }
}
