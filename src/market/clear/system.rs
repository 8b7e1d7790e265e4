//! The equilibrium conditions of one period, and Newton's step on them (MODEL.md 2.5 and 4).
//!
//! Unknowns, in this order: log producer prices; log rents `ω`, where rent = cost · (e^ω − 1); log discounts of buyers who live
//! partly from stock; log margins of the processes. Residuals, in the same order: log of demand over supply; Fischer-Burmeister
//! of `ω` and the log slack of the quota; Fischer-Burmeister of the discount and net purchases; margin against its own price.
//!
//! Logarithms make iso-elastic curves straight, so a step of Newton's method is nearly right however far it reaches. Margins
//! are unknowns of their own because activity has an almost vertical slope where a process shuts down: in the log margin it
//! has none. Each margin occurs in its own residual only, so they are eliminated before the linear solve.

use super::plan::{Bin, NONE, Plan};
use crate::market::chain::Chain;
use crate::market::curve::{CHOKE_CORNER, MARGIN_CORNER, log_margin, margin_of, soft_plus};
use crate::market::lu;
use crate::market::newton::Problem;
use libm::{exp, log, pow};

/// Share of a node's full output that is thrown away at [`DUMP_PRICE`] times its reference price; falls with the square of the
/// price, so that a co-product nobody wants has a price (near zero) and base years lose a trillionth.
pub(super) const DUMP_PRICE: f64 = 1e-6;
/// Half-widths of the rounded corners. Wide corners make an easier problem near the true one: a path to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Blur {
    /// Of margins at zero, as a share of the base margin.
    pub(super) margin: f64,
    /// Of demand at the choke price, as a share of base demand.
    pub(super) choke: f64,
    /// Of net purchases at zero, as a share of the buyer's size.
    pub(super) net: f64,
    /// Of the Fischer-Burmeister function.
    pub(super) complement: f64,
}

impl Blur {
    /// As sharp as it gets.
    pub(super) const NONE: Blur = Blur { margin: MARGIN_CORNER, choke: CHOKE_CORNER, net: 1e-10, complement: 1e-12 };

    /// Corners of about this width.
    pub(super) fn of(width: f64) -> Blur {
        let sharp = Blur::NONE;
        Blur {
            margin: sharp.margin.max(0.02 * width),
            choke: sharp.choke.max(0.03 * width),
            net: sharp.net.max(0.03 * width),
            complement: sharp.complement.max(width),
        }
    }
}

impl Default for Blur {
    fn default() -> Self {
        Blur::NONE
    }
}

/// Rent that a quota tolerates per unit of log slack: makes rents unique when quotas coincide.
const TIE: f64 = 1e-10;
/// Bounds of log prices around the reference.
const LOW: f64 = -16.0;
const HIGH: f64 = 14.0;
/// Bounds of log rents, of log discounts and of log margins.
const RENT_HIGH: f64 = 30.0;
const DISCOUNT_HIGH: f64 = 30.0;
const MARGIN_RANGE: (f64, f64) = (-45.0, 30.0);

/// Everything that follows from the unknowns at one point, and the buffers of the step.
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    pub(super) blur: Blur,
    pub(super) price: Vec<f64>,
    pub(super) rent: Vec<f64>,
    /// Rents on each route, USD/kg.
    pub(super) levy: Vec<f64>,
    pub(super) cost: Vec<f64>,
    pub(super) share: Vec<f64>,
    /// Log index of the market, and of the buyer after discount.
    pub(super) log_market: Vec<f64>,
    pub(super) log_index: Vec<f64>,
    pub(super) index: Vec<f64>,
    /// Needs less what is offered, and its slope in the log index at given activities.
    pub(super) net: Vec<f64>,
    net_slope: Vec<f64>,
    pub(super) stocked: Vec<f64>,
    /// Purchases in the market and their slope in `net`.
    pub(super) bought: Vec<f64>,
    bought_slope: Vec<f64>,
    pub(super) activity: Vec<f64>,
    pub(super) elasticity: Vec<f64>,
    /// Margin less what the log margin stands for, relative to the base margin; and the slope of the latter.
    gap: Vec<f64>,
    slope: Vec<f64>,
    weight: Vec<f64>,
    pub(super) demand: Vec<f64>,
    pub(super) dumped: Vec<f64>,
    pub(super) supply: Vec<f64>,
    pub(super) through: Vec<f64>,
    matrix: Vec<f64>,
    rhs: Vec<f64>,
    index_rows: Vec<f64>,
    plant_rows: Vec<f64>,
    plant_rhs: Vec<f64>,
    /// Derivatives of purchases at given shares, plus theta times purchases times those of the index; and the constant.
    bought_rows: Vec<f64>,
    bought_rhs: Vec<f64>,
}

/// One period's conditions as a system of equations.
pub(super) struct System<'a> {
    pub(super) chain: &'a Chain,
    pub(super) plan: &'a Plan,
    pub(super) at: &'a mut Point,
}

/// Smoothed Fischer-Burmeister function `a + b − √(a² + b²)` and its slopes: zero iff both are ≥ 0 and one is 0.
pub(super) fn complement(a: f64, b: f64, corner: f64) -> (f64, f64, f64) {
    let root = (a * a + b * b + 2.0 * corner * corner).sqrt();
    // For two positive numbers the sum and the root nearly cancel when one is tiny.
    let value = if a > 0.0 && b > 0.0 { 2.0 * (a * b - corner * corner) / (a + b + root) } else { a + b - root };
    (value, 1.0 - a / root, 1.0 - b / root)
}

/// Share of a stock order that is placed at a log index `u` relative to the choke price, and its slope: all of it at ordinary
/// prices, none at the choke price. Without it a shortage larger than all other use would have no price.
pub(super) fn stock_demand(u: f64, corner: f64) -> (f64, f64) {
    let power = exp((4.0 * u).min(100.0));
    let (share, slope) = soft_plus(1.0 - power, corner);
    (share, -4.0 * slope * power)
}

/// `ratio^theta` for a ratio in (0, 1].
pub(super) fn power(ratio: f64, bin: &Bin) -> f64 {
    if bin.whole == 0 {
        return pow(ratio, bin.theta);
    }
    let (mut left, mut square, mut product) = (bin.whole, ratio, 1.0);
    loop {
        if left & 1 == 1 {
            product *= square;
        }
        left >>= 1;
        if left == 0 {
            return product;
        }
        square *= square;
    }
}

fn refill(values: &mut Vec<f64>, n: usize) {
    values.clear();
    values.resize(n, 0.0);
}

impl Point {
    pub(super) fn reset(&mut self, plan: &Plan) {
        let (nodes, bins, routes, plants) = (plan.nodes.len(), plan.bins.len(), plan.routes.len(), plan.plants.len());
        for v in [&mut self.price, &mut self.demand, &mut self.dumped, &mut self.supply] {
            refill(v, nodes);
        }
        for v in [&mut self.rent, &mut self.through] {
            refill(v, plan.limits.len());
        }
        for v in [&mut self.levy, &mut self.cost, &mut self.share] {
            refill(v, routes);
        }
        for v in [
            &mut self.log_market,
            &mut self.log_index,
            &mut self.index,
            &mut self.net,
            &mut self.net_slope,
            &mut self.stocked,
            &mut self.bought,
            &mut self.bought_slope,
        ] {
            refill(v, bins);
        }
        for v in [
            &mut self.activity,
            &mut self.elasticity,
            &mut self.gap,
            &mut self.slope,
            &mut self.plant_rhs,
        ] {
            refill(v, plants);
        }
        self.weight.clear();
        self.weight.resize(plants, 1.0);
        self.reset_linear(plan);
    }

    /// Buffers whose size depends on the number of pools.
    pub(super) fn reset_linear(&mut self, plan: &Plan) {
        let n = plan.nodes.len() + plan.limits.len() + plan.pools.len();
        refill(&mut self.matrix, n * n);
        refill(&mut self.rhs, n);
        refill(&mut self.bought_rows, n * plan.bins.len());
        refill(&mut self.bought_rhs, plan.bins.len());
        refill(&mut self.index_rows, n * plan.bins.len());
        refill(&mut self.plant_rows, n * plan.plants.len());
    }
}

impl System<'_> {
    /// Unknowns of the linear solve: all but the margins.
    fn outer(&self) -> usize {
        self.plan.nodes.len() + self.plan.limits.len() + self.plan.pools.len()
    }

    pub(super) fn size(&self) -> usize {
        self.outer() + self.plan.plants.len()
    }

    /// Prices, rents and landed costs.
    fn costs(&mut self, z: &[f64]) {
        let (plan, at) = (self.plan, &mut *self.at);
        let nodes = plan.nodes.len();
        for (p, x) in at.price.iter_mut().zip(z) {
            *p = exp(*x);
        }
        if !plan.limits.is_empty() {
            at.levy.fill(0.0);
        }
        for (q, limit) in plan.limits.iter().enumerate() {
            at.rent[q] = limit.cost * libm::expm1(z[nodes + q]);
            for &route in &plan.limited[limit.routes.clone()] {
                at.levy[route] += at.rent[q];
            }
        }
        for (k, route) in plan.routes.iter().enumerate() {
            at.cost[k] = route.slope * at.price[route.node] + route.fixed + route.tariff * at.levy[k];
        }
    }

    /// Shares and index of each buyer (MODEL.md 2.2).
    fn sourcing(&mut self, z: &[f64]) {
        let (plan, at) = (self.plan, &mut *self.at);
        let pools = plan.nodes.len() + plan.limits.len();
        for (b, bin) in plan.bins.iter().enumerate() {
            if bin.routes.is_empty() {
                at.log_market[b] = bin.log_choke;
            } else {
                let costs = &at.cost[bin.routes.clone()];
                let cheapest = costs.iter().fold(f64::INFINITY, |a, &c| a.min(c));
                let mut total = 0.0;
                for k in bin.routes.clone() {
                    let term = plan.routes[k].weight * power(cheapest / at.cost[k], bin);
                    at.share[k] = term;
                    total += term;
                }
                let inverse = 1.0 / total;
                at.share[bin.routes.clone()].iter_mut().for_each(|s| *s *= inverse);
                at.log_market[b] = log(cheapest) - log(total) / bin.theta;
            }
            let discount = if bin.pool == NONE { 0.0 } else { z[pools + bin.pool] };
            at.log_index[b] = at.log_market[b] - discount;
            at.index[b] = exp(at.log_index[b]);
        }
    }

    /// Activities at their own log margins, and how far those are from the margins that prices give.
    fn plants(&mut self, z: &[f64]) {
        let (plan, outer) = (self.plan, self.outer());
        for (a, plant) in plan.plants.iter().enumerate() {
            let r = z[outer + a];
            let (activity, elasticity) = plant.curve.at_log(r);
            let (relative, slope) = margin_of(r, self.at.blur.margin);
            let margin = self.margin(a);
            let at = &mut *self.at;
            at.activity[a] = activity;
            at.elasticity[a] = elasticity;
            at.slope[a] = slope;
            at.gap[a] = margin - relative;
        }
    }

    /// Margin of a plant at the current prices, relative to its base margin.
    pub(super) fn margin(&self, a: usize) -> f64 {
        let (plan, plant) = (self.plan, &self.plan.plants[a]);
        let sold: f64 = plan.outputs[plant.outputs.clone()].iter().map(|&(n, t)| t * self.at.price[n]).sum();
        let paid: f64 = plan.inputs[plant.inputs.clone()].iter().map(|&(b, t)| t * self.at.index[b]).sum();
        (sold - paid - plant.conversion) / plant.base_margin
    }

    /// What each buyer needs and buys, and what arrives at each producer.
    fn quantities(&mut self) {
        let (plan, chain, at) = (self.plan, self.chain, &mut *self.at);
        for (b, bin) in plan.bins.iter().enumerate() {
            let (mut need, mut slope) = (-bin.offered, 0.0);
            if bin.stock > 0.0 {
                let (wanted, by_index) = stock_demand(at.log_index[b] - bin.log_choke, at.blur.choke);
                need += bin.stock * wanted;
                slope += bin.stock * by_index;
                at.stocked[b] = bin.stock * wanted;
            }
            for &(d, scale) in &plan.demands[bin.demands.clone()] {
                let (q, dq) = chain.demands[d].at_log(at.log_index[b] - bin.log_base, at.blur.choke);
                need += scale * q;
                slope += scale * dq;
            }
            for &(plant, tonnes) in &plan.uses[bin.uses.clone()] {
                need += tonnes * at.activity[plant];
            }
            at.net[b] = need;
            at.net_slope[b] = slope;
            (at.bought[b], at.bought_slope[b]) = soft_plus(need, at.blur.net * bin.size);
        }
        for (n, node) in plan.nodes.iter().enumerate() {
            let ratio = DUMP_PRICE * node.price / at.price[n];
            at.dumped[n] = node.full * ratio * ratio;
            at.demand[n] = at.dumped[n] + node.fixed;
        }
        for (k, route) in plan.routes.iter().enumerate() {
            at.demand[route.node] += at.share[k] * at.bought[route.bin];
        }
        at.supply.fill(0.0);
        for (a, plant) in plan.plants.iter().enumerate() {
            for &(n, tonnes) in &plan.outputs[plant.outputs.clone()] {
                at.supply[n] += tonnes * at.activity[a];
            }
        }
        for (q, limit) in plan.limits.iter().enumerate() {
            let flow = |&k: &usize| at.share[k] * at.bought[plan.routes[k].bin];
            at.through[q] = plan.limited[limit.routes.clone()].iter().map(flow).sum();
        }
    }

    /// Everything at `z`.
    pub(super) fn evaluate(&mut self, z: &[f64]) {
        self.costs(z);
        self.sourcing(z);
        self.plants(z);
        self.quantities();
    }

    /// Log slack of a quota.
    fn slack(&self, q: usize, omega: f64) -> f64 {
        log(self.plan.limits[q].limit / self.at.through[q].max(1e-290)) + TIE * omega
    }

    /// Discount condition of a pool: value, and slopes in discount, in room for a discount and in net purchases.
    fn discount(&self, k: usize, mu: f64) -> (f64, f64, f64, f64) {
        let b = self.plan.pools[k];
        let bin = &self.plan.bins[b];
        let corner = self.at.blur.complement;
        // Stock is used to keep the price down to the base index, never below: the rest stays in store.
        let (room, room_slope) = soft_plus(self.at.log_market[b] - bin.log_base, 1e-4);
        let (inner, by_room, by_net) = complement(room - mu, -self.at.net[b] / bin.size, corner);
        let (value, by_mu, by_inner) = complement(mu, -inner, corner);
        (value, by_mu + by_inner * by_room, -by_inner * by_room * room_slope, by_inner * by_net / bin.size)
    }

    /// Writes the residuals at the evaluated point; returns the largest.
    fn write(&self, z: &[f64], f: &mut [f64]) -> f64 {
        let (plan, at) = (self.plan, &*self.at);
        let (nodes, limits, outer) = (plan.nodes.len(), plan.limits.len(), self.outer());
        let mut largest = 0.0_f64;
        let mut bad = false;
        for n in 0..nodes {
            f[n] = log(at.demand[n] / at.supply[n]);
        }
        for q in 0..limits {
            f[nodes + q] = complement(z[nodes + q], self.slack(q, z[nodes + q]), at.blur.complement).0;
        }
        for k in 0..plan.pools.len() {
            f[nodes + limits + k] = self.discount(k, z[nodes + limits + k]).0;
        }
        for x in &f[..outer] {
            bad |= !x.is_finite();
            largest = largest.max(x.abs());
        }
        for a in 0..plan.plants.len() {
            f[outer + a] = at.gap[a] * at.weight[a];
            bad |= !f[outer + a].is_finite();
            largest = largest.max(at.gap[a].abs() / (1.0 + at.slope[a]));
        }
        if bad { f64::NAN } else { largest }
    }

    /// Derivatives of log market indices in the outer unknowns.
    fn index_rows(&mut self) {
        let (plan, n) = (self.plan, self.outer());
        let at = &mut *self.at;
        at.index_rows.fill(0.0);
        for (k, route) in plan.routes.iter().enumerate() {
            at.index_rows[route.bin * n + route.node] += at.share[k] * route.slope * at.price[route.node] / at.cost[k];
        }
        for (q, limit) in plan.limits.iter().enumerate() {
            for &k in &plan.limited[limit.routes.clone()] {
                let route = &plan.routes[k];
                let rise = route.tariff * (at.rent[q] + limit.cost) / at.cost[k];
                at.index_rows[route.bin * n + plan.nodes.len() + q] += at.share[k] * rise;
            }
        }
    }

    /// Derivatives of activities in the outer unknowns, margins eliminated; and the constant part.
    fn plant_rows(&mut self) {
        let (plan, n) = (self.plan, self.outer());
        let pools = plan.nodes.len() + plan.limits.len();
        let at = &mut *self.at;
        at.plant_rows.fill(0.0);
        for (a, plant) in plan.plants.iter().enumerate() {
            let row = &mut at.plant_rows[a * n..(a + 1) * n];
            // Change of activity per unit of relative margin.
            let reply = at.activity[a] * at.elasticity[a] / at.slope[a];
            let scale = reply / plant.base_margin;
            at.plant_rhs[a] = reply * at.gap[a];
            for &(node, tonnes) in &plan.outputs[plant.outputs.clone()] {
                row[node] += scale * tonnes * at.price[node];
            }
            for &(b, tonnes) in &plan.inputs[plant.inputs.clone()] {
                let paid = scale * tonnes * at.index[b];
                for (x, d) in row.iter_mut().zip(&at.index_rows[b * n..(b + 1) * n]) {
                    *x -= paid * d;
                }
                if plan.bins[b].pool != NONE {
                    row[pools + plan.bins[b].pool] += paid;
                }
            }
        }
    }

    /// Adds each buyer's purchases to the rows of its sellers, quotas and pool.
    fn buyer_rows(&mut self, z: &[f64]) {
        let (plan, n) = (self.plan, self.outer());
        let (nodes, pools) = (plan.nodes.len(), plan.nodes.len() + plan.limits.len());
        for (b, bin) in plan.bins.iter().enumerate() {
            let discount = (bin.pool != NONE).then(|| self.discount(bin.pool, z[pools + bin.pool]));
            let at = &mut *self.at;
            let index = &at.index_rows[b * n..(b + 1) * n];
            let row = &mut at.bought_rows[b * n..(b + 1) * n];
            // Net purchases: through the index, and through the activities that the index and prices allow.
            for (x, d) in row.iter_mut().zip(index) {
                *x = at.net_slope[b] * d;
            }
            if bin.pool != NONE {
                row[pools + bin.pool] -= at.net_slope[b];
            }
            let mut constant = 0.0;
            for &(plant, tonnes) in &plan.uses[bin.uses.clone()] {
                constant += tonnes * at.plant_rhs[plant];
                for (x, d) in row.iter_mut().zip(&at.plant_rows[plant * n..(plant + 1) * n]) {
                    *x += tonnes * d;
                }
            }
            if let Some((value, by_mu, by_market, by_net)) = discount {
                let p = pools + bin.pool;
                let line = &mut at.matrix[p * n..(p + 1) * n];
                for ((x, d), i) in line.iter_mut().zip(&*row).zip(index) {
                    *x = by_net * d + by_market * i;
                }
                line[p] += by_mu;
                at.rhs[p] = -value - by_net * constant;
            }
            let (share, slope) = (at.bought[b] * bin.theta, at.bought_slope[b]);
            for (x, i) in row.iter_mut().zip(index) {
                *x = slope * *x + share * i;
            }
            constant *= slope;
            at.bought_rhs[b] = constant;
            for k in bin.routes.clone() {
                let route = &plan.routes[k];
                let (s, line) = (at.share[k], &mut at.matrix[route.node * n..(route.node + 1) * n]);
                for (x, d) in line.iter_mut().zip(&*row) {
                    *x += s * d;
                }
                line[route.node] -= s * share * route.slope * at.price[route.node] / at.cost[k];
                at.rhs[route.node] -= s * constant;
            }
        }
        for (q, limit) in plan.limits.iter().enumerate() {
            let at = &mut *self.at;
            let line = &mut at.matrix[(nodes + q) * n..(nodes + q + 1) * n];
            for &k in &plan.limited[limit.routes.clone()] {
                let (s, b) = (at.share[k], plan.routes[k].bin);
                for (x, d) in line.iter_mut().zip(&at.bought_rows[b * n..(b + 1) * n]) {
                    *x += s * d;
                }
                at.rhs[nodes + q] -= s * at.bought_rhs[b];
            }
        }
    }

    /// Adds how rents and own prices move each limited flow within its buyer's purchases.
    fn rent_columns(&mut self) {
        let (plan, n) = (self.plan, self.outer());
        let nodes = plan.nodes.len();
        let at = &mut *self.at;
        for (q, limit) in plan.limits.iter().enumerate() {
            for &k in &plan.limited[limit.routes.clone()] {
                let route = &plan.routes[k];
                let pull = at.share[k] * at.bought[route.bin] * plan.bins[route.bin].theta / at.cost[k];
                let rise = route.tariff * (at.rent[q] + limit.cost);
                at.matrix[route.node * n + nodes + q] -= pull * rise;
                at.matrix[(nodes + q) * n + route.node] -= pull * route.slope * at.price[route.node];
                at.matrix[(nodes + q) * n + nodes + q] -= pull * rise;
            }
        }
        // Two quotas on one route: each rent moves the other's flow.
        for &(k, q, other) in &plan.overlaps {
            let route = &plan.routes[k];
            let pull = at.share[k] * at.bought[route.bin] * plan.bins[route.bin].theta / at.cost[k];
            let rise = route.tariff * (at.rent[other] + plan.limits[other].cost);
            at.matrix[(nodes + q) * n + nodes + other] -= pull * rise;
        }
    }

    /// Subtracts supply and turns rows of quantities into rows of the residuals.
    fn finish_rows(&mut self, z: &[f64]) {
        let (plan, n) = (self.plan, self.outer());
        let nodes = plan.nodes.len();
        for i in 0..nodes {
            let at = &mut *self.at;
            let (demand, supply) = (at.demand[i], at.supply[i]);
            let line = &mut at.matrix[i * n..(i + 1) * n];
            line[i] -= 2.0 * at.dumped[i];
            line.iter_mut().for_each(|x| *x /= demand);
            at.rhs[i] = at.rhs[i] / demand - log(demand / supply);
        }
        for (a, plant) in plan.plants.iter().enumerate() {
            for &(i, tonnes) in &plan.outputs[plant.outputs.clone()] {
                let at = &mut *self.at;
                let share = tonnes / at.supply[i];
                let line = &mut at.matrix[i * n..(i + 1) * n];
                for (x, d) in line.iter_mut().zip(&at.plant_rows[a * n..(a + 1) * n]) {
                    *x -= share * d;
                }
                at.rhs[i] += share * at.plant_rhs[a];
            }
        }
        for q in 0..plan.limits.len() {
            let omega = z[nodes + q];
            let (value, by_rent, by_slack) = complement(omega, self.slack(q, omega), self.at.blur.complement);
            let at = &mut *self.at;
            let factor = -by_slack / at.through[q].max(1e-290);
            let line = &mut at.matrix[(nodes + q) * n..(nodes + q + 1) * n];
            line.iter_mut().for_each(|x| *x *= factor);
            line[nodes + q] += by_rent + by_slack * TIE;
            at.rhs[nodes + q] = factor * at.rhs[nodes + q] - value;
        }
    }
}

impl Problem for System<'_> {
    fn residual(&mut self, z: &[f64], f: &mut [f64]) -> f64 {
        self.evaluate(z);
        self.write(z, f)
    }

    fn step(&mut self, z: &[f64], f: &mut [f64], dz: &mut [f64]) -> bool {
        let (plan, n) = (self.plan, self.outer());
        // A line search may have left another point behind.
        self.evaluate(z);
        for (w, s) in self.at.weight.iter_mut().zip(&self.at.slope) {
            *w = 1.0 / (1.0 + s);
        }
        self.write(z, f);
        self.at.matrix.fill(0.0);
        self.at.rhs.fill(0.0);
        self.index_rows();
        self.plant_rows();
        self.buyer_rows(z);
        self.rent_columns();
        self.finish_rows(z);
        let at = &mut *self.at;
        if !lu::solve(&mut at.matrix, &mut at.rhs) {
            return false;
        }
        dz[..n].copy_from_slice(&at.rhs);
        for a in 0..plan.plants.len() {
            let row = &at.plant_rows[a * n..(a + 1) * n];
            let through: f64 = row.iter().zip(&at.rhs).map(|(x, d)| x * d).sum();
            let reply = at.activity[a] * at.elasticity[a];
            // At full capacity activity no longer says anything about the margin; take the margin's own slope then.
            dz[n + a] = if reply > 1e-200 { (through + at.plant_rhs[a]) / reply } else { at.gap[a] / at.slope[a] };
        }
        dz.iter().all(|x| x.is_finite())
    }

    fn cap(&self, _z: &[f64], dz: &mut [f64]) {
        let (prices, outer) = (self.plan.nodes.len(), self.outer());
        let mut share = 1.0_f64;
        for d in &dz[..prices] {
            share = share.min(2.0 / d.abs());
        }
        for d in &dz[prices..outer] {
            share = share.min(2.0 / d.abs());
        }
        dz.iter_mut().for_each(|d| *d *= share);
    }

    fn advance(&self, z: &[f64], dz: &[f64], share: f64, to: &mut [f64]) {
        for ((t, x), d) in to.iter_mut().zip(z).zip(dz) {
            *t = x + share * d;
        }
        // Margins are sums of prices, not of their logs: going along a straight line in prices keeps them true.
        for ((t, x), d) in to.iter_mut().zip(z).zip(dz).take(self.plan.nodes.len()) {
            let d = share * d;
            *t = x + if d > -0.5 { libm::log1p(d) } else { d + 0.5 - std::f64::consts::LN_2 };
        }
        // A closed process answers a small price change with a huge change of its log margin: upwards the margin itself goes
        // along a straight line, downwards its log does, within reason.
        let corner = self.at.blur.margin;
        for ((t, x), d) in to.iter_mut().zip(z).zip(dz).skip(self.outer()) {
            let d = share * d;
            *t = if d > 0.0 {
                let (margin, slope) = margin_of(*x, corner);
                log_margin(margin + slope * d, corner)
            } else {
                x + d.max(-4.0)
            };
        }
    }

    fn project(&self, z: &mut [f64]) {
        let (plan, outer) = (self.plan, self.outer());
        let (nodes, pools) = (plan.nodes.len(), plan.nodes.len() + plan.limits.len());
        for (x, node) in z.iter_mut().zip(&plan.nodes) {
            let base = log(node.price);
            *x = x.clamp(base + LOW, base + HIGH);
        }
        z[nodes..pools].iter_mut().for_each(|x| *x = x.clamp(0.0, RENT_HIGH));
        z[pools..outer].iter_mut().for_each(|x| *x = x.clamp(0.0, DISCOUNT_HIGH));
        z[outer..].iter_mut().for_each(|x| *x = x.clamp(MARGIN_RANGE.0, MARGIN_RANGE.1));
    }
}
