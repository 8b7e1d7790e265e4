//! Start values, and the two ways to solve: Newton's method, and when that fails the path.

use super::plan::NONE;
use super::point::Blur;
use super::step::DAMPING;
use super::{Chain, Solver, Status, Warm};
use crate::market::curve::log_margin;
use crate::market::newton::{self, Outcome, Problem, Rule};
use libm::{log, log1p};

/// Lowest log margin of a cold start: from far below, a closed process hardly feels prices.
const COLD_MARGIN: f64 = -2.0;
/// Convergence is quadratic: a step from the target would lead to the noise of rounding, and prices are within about the
/// residual already.
const QUICK: Rule = Rule {
    steps: 25,
    target: 1e-10,
    memory: 4,
};
/// Share of its size below which a buyer hardly buys any more: well above the corner at zero.
const NEARLY: f64 = 1e-6;
/// Rounds of letting further buyers live from stock.
const POOL_ROUNDS: u32 = 6;

impl Solver {
    /// Tries Newton's method from the given prices, then the path from reference prices.
    pub(super) fn solve(&mut self, chain: &Chain, warm: Option<&Warm>) -> (Outcome, Status) {
        self.point.blur = Blur::TRUE;
        self.point.damping = DAMPING;
        self.begin(chain, warm);
        self.point.priced = true;
        let mut outcome = self.newton(chain, QUICK);
        if outcome.solved {
            return (outcome, Status::Solved);
        }
        outcome = self.follow(chain, outcome.iterations);
        if outcome.solved {
            return (outcome, Status::Followed);
        }
        self.begin(chain, warm);
        let z = std::mem::take(&mut self.z);
        self.system(chain).evaluate(&z);
        self.z = z;
        (outcome, Status::Unsolved)
    }

    /// Start values: given prices and rents, else reference prices; margins as those prices make them.
    pub(super) fn begin(&mut self, chain: &Chain, warm: Option<&Warm>) {
        let mut z = std::mem::take(&mut self.z);
        z.clear();
        let known = |values: Option<&Vec<f64>>, k: usize| {
            values
                .and_then(|v| v.get(k))
                .copied()
                .filter(|x| x.is_finite() && *x > 0.0)
        };
        for node in &self.plan.nodes {
            z.push(known(warm.map(|w| &w.price), node.slot).map_or(node.log_price, log));
        }
        for limit in &self.plan.limits {
            z.push(log1p(
                known(warm.map(|w| &w.rent), limit.index).unwrap_or(0.0) / limit.cost,
            ));
        }
        for floor in &self.plan.floors {
            let tonnes = known(warm.map(|w| &w.floored), floor.index).unwrap_or(0.0);
            let share = tonnes / self.plan.nodes[floor.node].full;
            let corner = self.point.blur.floor();
            let above = z[floor.node] - floor.log_price;
            z.push(if share > 0.0 {
                log(share)
            } else {
                log_margin(-above, corner)
            });
        }
        for &b in &self.plan.pools {
            let bin = &self.plan.bins[b];
            z.push(bin.usual_discount());
        }
        let first = z.len();
        z.resize(first + self.plan.plants.len(), 0.0);
        let mut system = self.system(chain);
        system.project(&mut z);
        system.settle_margins(&mut z);
        if warm.is_none() {
            z[first..].iter_mut().for_each(|r| *r = r.max(COLD_MARGIN));
        }
        self.z = z;
    }

    /// Lets every buyer with stock or contracts have a price of its own.
    pub(super) fn open_all(&mut self) {
        for b in 0..self.plan.bins.len() {
            if self.plan.bins[b].may_pool() && self.plan.bins[b].pool == NONE {
                self.plan.open_pool(b);
            }
        }
        self.point.reset_linear(&self.plan);
    }

    /// Newton's method, adding a price of its own for each buyer whose stock turns out to cover all it wants.
    fn newton(&mut self, chain: &Chain, rule: Rule) -> Outcome {
        let mut steps = 0;
        for round in 0.. {
            let mut z = std::mem::take(&mut self.z);
            let mut scratch = std::mem::take(&mut self.scratch);
            let mut outcome = newton::solve(&mut self.system(chain), &mut z, &mut scratch, rule);
            (self.z, self.scratch) = (z, scratch);
            steps += outcome.iterations;
            outcome.iterations = steps;
            if round == POOL_ROUNDS || !self.open_pools() {
                return outcome;
            }
        }
        Outcome {
            residual: f64::NAN,
            iterations: steps,
            solved: false,
        }
    }

    /// Opens a pool for every buyer with unused stock and a market price above base; `false` when there is none.
    fn open_pools(&mut self) -> bool {
        let (_, _, pools, place) = self.plan.places();
        let before = place - pools;
        for b in 0..self.plan.bins.len() {
            let bin = &self.plan.bins[b];
            let idle = self.point.net[b] < NEARLY * bin.size && self.point.log_market[b] > bin.log_base;
            if bin.may_pool() && bin.pool == NONE && idle {
                self.plan.open_pool(b);
            }
        }
        let added = self.plan.pools.len() - before;
        if added == 0 {
            return false;
        }
        self.z.splice(place..place, std::iter::repeat_n(0.0, added));
        self.point.reset_linear(&self.plan);
        true
    }
}
