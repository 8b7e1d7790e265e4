//! The equilibrium conditions of one period, and Newton's step on them (MODEL.md 2.5 and 4).
//!
//! Unknowns, in this order: log producer prices; log rents `ω`, where rent = cost · (e^ω − 1); logs of what is bought at floors,
//! as a share of full output; log discounts of buyers who live partly from stock; log margins of the processes. Residuals, in
//! the same order: log of demand over supply; Fischer-Burmeister function of `ω` and the log slack of the quota; log of price
//! over floor; a projection of the discount; margin against its own price.
//!
//! Logarithms make iso-elastic curves straight, so a step of Newton's method is nearly right however far it reaches. Margins
//! are unknowns of their own because activity has an almost vertical slope where a process shuts down: in the log margin it
//! has none. Each margin occurs in its own residual only, so they are eliminated before the linear solve.

use super::plan::{Bin, CUT_OFF, NONE, Plan};
use super::point::Point;
use crate::market::chain::Chain;
use crate::market::complementarity::complement;
use crate::market::curve::{CapacitySupply, SHUTDOWN, margin_corner, soft_plus};
use crate::market::exponential::{exp_all, log_all};
use libm::{exp, pow};
use wide::f64x4;

/// Share of a node's full output that is thrown away at [`DUMP_PRICE`] times its reference price; falls with the square of the
/// price, so that a co-product nobody wants has a price (near zero) and base years lose a trillionth.
const DUMP_PRICE: f64 = 1e-6;
/// Rent that a quota tolerates per unit of log slack: makes rents unique when quotas coincide.
pub(super) const TIE: f64 = 1e-10;

/// One period's conditions as a system of equations.
pub(super) struct System<'a> {
    pub(super) chain: &'a Chain,
    pub(super) plan: &'a Plan,
    pub(super) at: &'a mut Point,
}

/// Share of a stock order that is placed at a log index `u` relative to the choke price, and its slope: all of it at ordinary
/// prices, none at the choke price. Without it a shortage larger than all other use would have no price.
fn stock_demand(u: f64, corner: f64) -> (f64, f64) {
    let power = exp((4.0 * u).min(100.0));
    let (share, slope) = soft_plus(1.0 - power, corner);
    (share, -4.0 * slope * power)
}

/// Price, relative to the reference, at which producers keep none of their contracts.
const FORCE_MAJEURE: f64 = 1000.0;

/// Share of its contracts that a producer keeps, and the share's slope in the log price.
fn contract_share(relative: f64, corner: f64) -> (f64, f64) {
    let square = relative * relative / (FORCE_MAJEURE * FORCE_MAJEURE);
    let power = (square * square * square * square).min(1e40);
    let (share, slope) = soft_plus(1.0 - power, corner);
    (share, -8.0 * slope * power)
}

/// Raises ratios in (0, 1] to a buyer's theta.
fn raise(ratios: &mut [f64], bin: &Bin) {
    if bin.whole == 0 {
        ratios.iter_mut().for_each(|x| *x = pow(*x, bin.theta));
        return;
    }
    let (blocks, rest) = ratios.as_chunks_mut::<4>();
    for block in blocks {
        *block = whole_power(f64x4::new(*block), bin.whole).to_array();
    }
    if !rest.is_empty() {
        let mut block = [1.0; 4];
        block[..rest.len()].copy_from_slice(rest);
        block = whole_power(f64x4::new(block), bin.whole).to_array();
        rest.copy_from_slice(&block[..rest.len()]);
    }
}

/// By repeated multiplication.
#[inline]
fn whole_power(mut square: f64x4, exponent: u32) -> f64x4 {
    let (mut left, mut product) = (exponent, f64x4::ONE);
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

impl System<'_> {
    /// Unknowns of the linear solve: all but the margins.
    pub(super) fn outer(&self) -> usize {
        self.plan.places().3
    }

    /// Everything at `z`.
    pub(super) fn evaluate(&mut self, z: &[f64]) {
        if !std::mem::take(&mut self.at.priced) {
            self.prices(z);
        }
        self.respond(z);
    }

    /// What follows from prices, rents and discounts alone: costs, shares and indices.
    pub(super) fn prices(&mut self, z: &[f64]) {
        self.costs(z);
        self.sourcing(z);
    }

    /// What follows from margins and indices: activities and quantities.
    pub(super) fn respond(&mut self, z: &[f64]) {
        self.plants(z);
        self.quantities();
    }

    /// Prices, rents and landed costs.
    fn costs(&mut self, z: &[f64]) {
        let (plan, at) = (self.plan, &mut *self.at);
        let (nodes, floors, pools, _) = plan.places();
        at.price.copy_from_slice(&z[..nodes]);
        exp_all(&mut at.price);
        if !plan.limits.is_empty() {
            at.levy.fill(0.0);
        }
        for (q, limit) in plan.limits.iter().enumerate() {
            at.rent[q] = limit.cost * libm::expm1(z[nodes + q]);
            for &route in &plan.limited[limit.routes.clone()] {
                at.levy[route] += at.rent[q];
            }
        }
        for ((tonnes, floor), x) in at.floored.iter_mut().zip(&plan.floors).zip(&z[floors..pools]) {
            *tonnes = plan.nodes[floor.node].full * exp(*x);
        }
        for ((cost, route), levy) in at.cost.iter_mut().zip(&plan.routes).zip(&at.levy) {
            *cost = route.slope * at.price[route.node] + route.fixed + route.tariff * levy;
        }
        for (inverse, cost) in at.per_cost.iter_mut().zip(&at.cost) {
            *inverse = 1.0 / cost;
        }
    }

    /// Shares and index of each buyer (MODEL.md 2.2).
    fn sourcing(&mut self, z: &[f64]) {
        let (plan, at) = (self.plan, &mut *self.at);
        let pools = plan.places().2;
        // First the cheapest cost of each buyer and the sum of its terms, whose logs are then taken together.
        for (b, bin) in plan.bins.iter().enumerate() {
            (at.index[b], at.log_market[b]) = (1.0, 1.0);
            if !bin.routes.is_empty() {
                let costs = &at.cost[bin.routes.clone()];
                let cheapest = costs.iter().fold(f64::INFINITY, |a, &c| a.min(c));
                let shares = &mut at.share[bin.routes.clone()];
                for (share, per_cost) in shares.iter_mut().zip(&at.per_cost[bin.routes.clone()]) {
                    *share = cheapest * per_cost;
                }
                raise(shares, bin);
                let mut total = 0.0;
                for (share, route) in shares.iter_mut().zip(&plan.routes[bin.routes.clone()]) {
                    *share *= route.weight;
                    total += *share;
                }
                let inverse = 1.0 / total;
                shares.iter_mut().for_each(|s| *s *= inverse);
                (at.index[b], at.log_market[b]) = (cheapest, total);
            }
        }
        log_all(&mut at.index);
        log_all(&mut at.log_market);
        for (b, bin) in plan.bins.iter().enumerate() {
            at.log_market[b] = if bin.routes.is_empty() {
                bin.log_base + CUT_OFF
            } else {
                at.index[b] - at.log_market[b] / bin.theta
            };
            let discount = if bin.pool == NONE { 0.0 } else { z[pools + bin.pool] };
            at.log_index[b] = at.log_market[b] - discount;
        }
        at.index.copy_from_slice(&at.log_index);
        exp_all(&mut at.index);
    }

    /// Activities at their own log margins, and how far those are from the margins that prices give.
    fn plants(&mut self, z: &[f64]) {
        let (plan, outer, at) = (self.plan, self.outer(), &mut *self.at);
        at.rho.copy_from_slice(&z[outer..]);
        exp_all(&mut at.rho);
        // How far each curve is from a straight line, its log first.
        for (bend, rho) in at.activity.iter_mut().zip(&at.rho) {
            *bend = rho + SHUTDOWN;
        }
        log_all(&mut at.activity);
        for (bend, plant) in at.activity.iter_mut().zip(&plan.plants) {
            *bend = plant.curve.bend_of(*bend);
        }
        exp_all(&mut at.activity);
        self.replies();
        for a in 0..plan.plants.len() {
            (self.at.sold[a], self.at.paid[a]) = self.turnover(a);
        }
        let at = &mut *self.at;
        let width = at.blur.margin;
        for a in 0..plan.plants.len() {
            let (rho, sold) = (at.rho[a], at.sold[a]);
            let inverse = 1.0 / rho;
            let corner = margin_corner(sold, width);
            let slope = rho + corner * inverse;
            at.corner[a] = corner;
            at.slope[a] = slope;
            at.gap[a] = sold - at.paid[a] - (rho - corner * inverse);
            at.by_sold[a] = (1.0 + 2.0 * width * width * sold * inverse) / slope;
            at.by_paid[a] = 1.0 / slope;
        }
    }

    /// Activities and their elasticities at the log margins, from how far each curve is from a straight line.
    fn replies(&mut self) {
        let (plan, at) = (self.plan, &mut *self.at);
        let (plants, rest) = plan.plants.as_chunks::<4>();
        let (rho, rho_rest) = at.rho.as_chunks::<4>();
        let (activity, activity_rest) = at.activity.as_chunks_mut::<4>();
        let (elasticity, elasticity_rest) = at.elasticity.as_chunks_mut::<4>();
        for (((plants, rho), activity), elasticity) in plants.iter().zip(rho).zip(activity).zip(elasticity) {
            let curves = plants.each_ref().map(|p| &p.curve);
            (*activity, *elasticity) = CapacitySupply::replies_to(curves, *rho, *activity);
        }
        let left = rest.iter().zip(rho_rest).zip(activity_rest).zip(elasticity_rest);
        for (((plant, rho), activity), elasticity) in left {
            (*activity, *elasticity) = plant.curve.reply_to(*rho, *activity);
        }
    }

    /// What a plant earns and spends per unit of activity at the current prices, relative to its base margin.
    pub(super) fn turnover(&self, a: usize) -> (f64, f64) {
        let (plan, plant) = (self.plan, &self.plan.plants[a]);
        let sold: f64 = plan.outputs[plant.outputs.clone()]
            .iter()
            .map(|&(n, t)| t * self.at.price[n])
            .sum();
        let paid: f64 = plan.inputs[plant.inputs.clone()]
            .iter()
            .map(|&(b, t)| t * self.at.index[b])
            .sum();
        let (gain, loss) = ((-plant.conversion).max(0.0), plant.conversion.max(0.0));
        ((sold + gain) / plant.base_margin, (paid + loss) / plant.base_margin)
    }

    /// What each buyer needs and buys, and what arrives at each producer.
    fn quantities(&mut self) {
        let (plan, chain, at) = (self.plan, self.chain, &mut *self.at);
        for (n, node) in plan.nodes.iter().enumerate() {
            let ratio = DUMP_PRICE * node.price / at.price[n];
            at.dumped[n] = node.full * ratio * ratio;
            at.demand[n] = at.dumped[n];
            if node.fixed > 0.0 {
                (at.kept[n], at.kept_slope[n]) = contract_share(at.price[n] / node.price, at.blur.choke);
                at.demand[n] += node.fixed * at.kept[n];
            }
        }
        for (b, bin) in plan.bins.iter().enumerate() {
            let demands = bin.demands.clone();
            for (free, (d, _)) in at.free_use[demands.clone()].iter_mut().zip(&plan.demands[demands]) {
                *free = -chain.demands[*d].elasticity * (at.log_index[b] - bin.log_base);
            }
        }
        exp_all(&mut at.free_use);
        for (b, bin) in plan.bins.iter().enumerate() {
            let kept = |&(node, tonnes): &(usize, f64)| tonnes * at.kept[node];
            let delivered: f64 = plan.deliveries[bin.deliveries.clone()].iter().map(kept).sum();
            at.offered[b] = bin.offered + delivered;
            let (mut need, mut slope) = (0.0, 0.0);
            if bin.stock > 0.0 {
                let (wanted, by_index) = stock_demand(at.log_index[b] - bin.log_choke, at.blur.choke);
                need += bin.stock * wanted;
                slope += bin.stock * by_index;
                at.stocked[b] = bin.stock * wanted;
            }
            for (&(d, scale), &free) in plan.demands[bin.demands.clone()]
                .iter()
                .zip(&at.free_use[bin.demands.clone()])
            {
                let (q, dq) = chain.demands[d].at_power(at.log_index[b] - bin.log_base, free, at.blur.choke);
                need += scale * q;
                slope += scale * dq;
            }
            for &(plant, tonnes) in &plan.uses[bin.uses.clone()] {
                need += tonnes * at.activity[plant];
            }
            at.net[b] = need - at.offered[b];
            at.net_slope[b] = slope;
            (at.bought[b], at.bought_slope[b]) = (need, 1.0);
            if bin.may_pool() {
                // A buyer that pays less than the market buys nothing there.
                let discount = at.log_market[b] - at.log_index[b];
                let (bought, slope) = soft_plus(at.net[b] / bin.size - discount, at.blur.net);
                (at.bought[b], at.bought_slope[b]) = (bin.size * bought, slope);
            }
        }
        for (floor, tonnes) in plan.floors.iter().zip(&at.floored) {
            at.demand[floor.node] += tonnes;
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

    /// Licence conditions at the log rents `omega`: rent or slack is next to nothing. Values, and slopes in the log rent and in
    /// the log of the flow.
    fn licences(&mut self, omega: &[f64]) {
        let (plan, at) = (self.plan, &mut *self.at);
        for ((room, limit), through) in at.room.iter_mut().zip(&plan.limits).zip(&at.through) {
            *room = limit.limit / through.max(1e-290);
        }
        log_all(&mut at.room);
        let (tie, scale) = (TIE + at.blur.pull, 1.0 + at.blur.pull);
        for ((licence, room), omega) in at.licence.iter_mut().zip(&at.room).zip(omega) {
            let slack = room + tie * omega;
            let (value, by_rent, by_slack) = complement(scale * omega, slack, at.blur.complement);
            *licence = (value, scale * by_rent + tie * by_slack, -by_slack);
        }
    }

    /// Floor condition: the product of what is bought, as a share of full output, and of the log of price over floor is next to
    /// nothing. Value at a log price `above` the floor, and slope in the log of what is bought.
    pub(super) fn above(&self, k: usize, above: f64) -> (f64, f64) {
        let blur = &self.at.blur;
        let share = self.at.floored[k] / self.plan.nodes[self.plan.floors[k].node].full;
        let (pull, push) = (blur.pull * share, blur.floor() / (share * (1.0 + blur.pull)));
        (above + pull - push, pull + push)
    }

    /// Discount condition of a pool: value, and slopes in discount, in room for a discount and in net purchases.
    pub(super) fn discount(&self, k: usize, mu: f64) -> (f64, f64, f64, f64) {
        let b = self.plan.pools[k];
        let bin = &self.plan.bins[b];
        let corner = self.at.blur.net;
        // Stock is used to keep the price down to the base index, never below: the rest stays in store.
        let (room, room_slope) = soft_plus(self.at.log_market[b] - bin.log_base, self.at.blur.choke);
        let pull = self.at.blur.pull;
        let scale = 1.0 / (1.0 + pull);
        let goal = mu - scale * (self.at.net[b] / bin.size + pull * (mu - bin.usual_discount()));
        let (low, by_low) = soft_plus(goal, corner);
        let (high, by_high) = soft_plus(goal - room, corner);
        let by_goal = by_low - by_high;
        (
            mu - (low - high),
            1.0 - by_goal * (1.0 - scale * pull),
            -by_high * room_slope,
            scale * by_goal / bin.size,
        )
    }

    /// Writes the residuals at the evaluated point; returns the largest.
    pub(super) fn write(&mut self, z: &[f64], f: &mut [f64]) -> f64 {
        let (nodes, floors, pools, outer) = self.plan.places();
        self.licences(&z[nodes..floors]);
        let (plan, at) = (self.plan, &*self.at);
        let mut largest = 0.0_f64;
        let mut bad = false;
        for (n, x) in f.iter_mut().enumerate().take(nodes) {
            let ground = at.blur.ground * plan.nodes[n].full;
            *x = (at.demand[n] + ground) / (at.supply[n] + ground);
        }
        log_all(&mut f[..nodes]);
        for ((x, z), node) in f.iter_mut().zip(z).zip(&plan.nodes) {
            *x -= at.blur.pull * (z - node.log_price);
        }
        for q in 0..plan.limits.len() {
            f[nodes + q] = at.licence[q].0;
        }
        for (k, floor) in plan.floors.iter().enumerate() {
            f[floors + k] = self.above(k, z[floor.node] - floor.log_price).0;
        }
        for k in 0..plan.pools.len() {
            f[pools + k] = self.discount(k, z[pools + k]).0;
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
}
