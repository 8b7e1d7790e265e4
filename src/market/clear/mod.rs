//! Clearing one chain for one period (MODEL.md 2.5 and 4).

mod plan;
mod report;
mod sweep;
mod system;

use super::chain::Chain;
use super::conditions::Conditions;
use super::newton::{self, Outcome, Scratch};
use libm::log;
use plan::{NONE, Plan};
use system::{Blur, Point, System};

/// How a clearing was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Newton's method alone.
    Solved,
    /// Newton's method after price sweeps.
    Sweeps,
    /// Not within tolerance: prices are the start's, quantities follow from them and need not balance.
    Unsolved,
}

/// Prices, flows and welfare of one period. All finite.
#[derive(Clone, Debug, PartialEq)]
pub struct Clearing {
    /// Producer price, USD/kg, `[good * regions + region]`; 0 where nothing is produced.
    pub price: Vec<f64>,
    /// Price index, USD/kg, `[good * buyers + buyer]`: the market's, or below it (not below base) for a buyer whose stock covers
    /// what it wants; the choke price for a buyer cut off from every source; 0 for one that never wanted the good.
    pub index: Vec<f64>,
    /// Flow including fixed deliveries, t/month, `[(good * regions + seller) * buyers + buyer]`.
    pub flow: Vec<f64>,
    /// Activity per process, t/month.
    pub activity: Vec<f64>,
    /// Use per demand, t/month.
    pub demand: Vec<f64>,
    /// Rent per quota, USD/kg; 0 for a ban, which has no licences.
    pub rent: Vec<f64>,
    /// Everything received, fixed deliveries included, t/month, `[good * buyers + buyer]`.
    pub purchases: Vec<f64>,
    /// Area under the supply curve in the margin, per process, thousand USD/month.
    pub producer_surplus: Vec<f64>,
    /// Area under the demand curve between index and choke price, per demand, thousand USD/month.
    pub user_surplus: Vec<f64>,
    /// Output nobody buys even near price zero (a co-product), t/month, `[good * regions + region]`.
    pub dumped: Vec<f64>,
    /// Bought for stock, t/month, `[good * buyers + buyer]`: the order, less `(index / choke price)^4` of it.
    pub stocked: Vec<f64>,
    /// Stock offered (or delivered under contract) that found no use, t/month, `[good * buyers + buyer]`.
    pub unused: Vec<f64>,
    /// Largest residual.
    pub residual: f64,
    /// Newton steps.
    pub iterations: u32,
    /// How it was found.
    pub status: Status,
}

/// Where to start: prices and rents of an earlier clearing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Warm {
    /// Producer price, `[good * regions + region]`; 0 = unknown.
    pub price: Vec<f64>,
    /// Rent per quota, in the order of the conditions.
    pub rent: Vec<f64>,
}

impl From<&Clearing> for Warm {
    fn from(clearing: &Clearing) -> Self {
        Warm { price: clearing.price.clone(), rent: clearing.rent.clone() }
    }
}

/// Lowest log margin of a cold start: from far below, a closed process hardly feels prices.
const COLD_MARGIN: f64 = -2.0;
const STEPS: u32 = 25;
/// Widths of corners on the path, steps allowed on each and residual asked of it.
const PATH: [f64; 10] = [0.5, 0.2, 0.07, 0.02, 5e-3, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8];
const PATH_STEPS: u32 = 20;
const PATH_TARGET: f64 = 1e-2;
/// Rounds of letting further buyers live from stock.
const POOL_ROUNDS: u32 = 6;
const SWEEP_ROUNDS: u32 = 40;

/// Buffers for clearing; after a few calls only the [`Clearing`] itself is allocated.
#[derive(Clone, Debug, Default)]
pub struct Solver {
    plan: Plan,
    point: Point,
    scratch: Scratch,
    z: Vec<f64>,
    start: Vec<f64>,
}

impl Solver {
    /// A solver for any chain; the one given is only used to size buffers.
    pub fn new(chain: &Chain) -> Solver {
        let mut solver = Solver::default();
        solver.plan.build(chain, &chain.base_conditions());
        solver.point.reset(&solver.plan);
        solver
    }

    /// Finds the prices at which every node's shipments equal its output, every quota holds, and every buyer gets what it wants
    /// at its index. Never fails: see [`Status`].
    pub fn clear(&mut self, chain: &Chain, conditions: &Conditions, warm: Option<&Warm>) -> Clearing {
        self.plan.build(chain, conditions);
        self.point.reset(&self.plan);
        self.begin(chain, warm);
        let mut outcome = self.newton(chain, STEPS);
        let mut status = Status::Solved;
        if !outcome.solved {
            outcome = self.path(chain, outcome.iterations);
        }
        if !outcome.solved {
            status = Status::Sweeps;
            outcome = self.sweep(chain, outcome.iterations);
        }
        if !outcome.solved {
            status = Status::Unsolved;
            self.begin(chain, warm);
        }
        self.report(chain, conditions, outcome, status)
    }

    fn system<'a>(&'a mut self, chain: &'a Chain) -> System<'a> {
        System { chain, plan: &self.plan, at: &mut self.point }
    }

    /// Start values: given prices and rents, else reference prices; margins as those prices make them.
    fn begin(&mut self, chain: &Chain, warm: Option<&Warm>) {
        let mut z = std::mem::take(&mut self.z);
        z.clear();
        let known = |values: Option<&Vec<f64>>, k: usize| {
            values.and_then(|v| v.get(k)).copied().filter(|x| x.is_finite() && *x > 0.0)
        };
        for node in &self.plan.nodes {
            z.push(log(known(warm.map(|w| &w.price), node.slot).unwrap_or(node.price)));
        }
        for limit in &self.plan.limits {
            z.push(libm::log1p(known(warm.map(|w| &w.rent), limit.index).unwrap_or(0.0) / limit.cost));
        }
        for &b in &self.plan.pools {
            let bin = &self.plan.bins[b];
            z.push(if bin.routes.is_empty() { (bin.log_choke - bin.log_base).max(0.0) } else { 0.0 });
        }
        let first = z.len();
        z.resize(first + self.plan.plants.len(), 0.0);
        let mut system = self.system(chain);
        newton::Problem::project(&system, &mut z);
        system.settle(&mut z);
        if warm.is_none() {
            z[first..].iter_mut().for_each(|r| *r = r.max(COLD_MARGIN));
        }
        self.z = z;
    }

    /// Newton's method from reference prices along a path of problems with ever sharper corners.
    fn path(&mut self, chain: &Chain, mut steps: u32) -> Outcome {
        for b in 0..self.plan.bins.len() {
            if self.plan.bins[b].offered > 0.0 && self.plan.bins[b].pool == NONE {
                self.plan.open_pool(b);
            }
        }
        self.point.reset_linear(&self.plan);
        self.point.blur = Blur::of(PATH[0]);
        self.begin(chain, None);
        for width in PATH {
            self.point.blur = Blur::of(width);
            let mut z = std::mem::take(&mut self.z);
            let mut scratch = std::mem::take(&mut self.scratch);
            let outcome = newton::solve(&mut self.system(chain), &mut z, &mut scratch, PATH_STEPS, PATH_TARGET);
            (self.z, self.scratch) = (z, scratch);
            steps += outcome.iterations;
        }
        self.point.blur = Blur::NONE;
        let mut outcome = self.newton(chain, STEPS);
        outcome.iterations += steps;
        outcome
    }

    /// Newton's method, adding a price of its own for each buyer whose stock turns out to cover all it wants.
    fn newton(&mut self, chain: &Chain, most: u32) -> Outcome {
        let mut steps = 0;
        for round in 0.. {
            let mut z = std::mem::take(&mut self.z);
            let mut scratch = std::mem::take(&mut self.scratch);
            let mut outcome = newton::solve(&mut self.system(chain), &mut z, &mut scratch, most, newton::TARGET);
            (self.z, self.scratch) = (z, scratch);
            steps += outcome.iterations;
            outcome.iterations = steps;
            if round == POOL_ROUNDS || !self.open_pools() {
                return outcome;
            }
        }
        Outcome { residual: f64::NAN, iterations: steps, solved: false }
    }

    /// Opens a pool for every buyer with unused stock and a market price above base; `false` when there is none.
    fn open_pools(&mut self) -> bool {
        let (nodes, limits, before) = (self.plan.nodes.len(), self.plan.limits.len(), self.plan.pools.len());
        for b in 0..self.plan.bins.len() {
            let bin = &self.plan.bins[b];
            let idle = self.point.net[b] < -1e-9 * bin.size && self.point.log_market[b] > bin.log_base;
            if bin.pool == NONE && idle {
                self.plan.open_pool(b);
            }
        }
        let added = self.plan.pools.len() - before;
        if added == 0 {
            return false;
        }
        let place = nodes + limits + before;
        self.z.splice(place..place, std::iter::repeat_n(0.0, added));
        self.point.reset_linear(&self.plan);
        true
    }

    /// Sweeps of bisections, each few followed by an attempt of Newton's method.
    fn sweep(&mut self, chain: &Chain, mut steps: u32) -> Outcome {
        self.begin(chain, None);
        let mut outcome = Outcome { residual: f64::NAN, iterations: steps, solved: false };
        for _ in 0..SWEEP_ROUNDS {
            let mut z = std::mem::take(&mut self.z);
            let mut system = self.system(chain);
            sweep::sweep(&mut system, &mut z);
            self.start.clone_from(&z);
            self.z = z;
            if std::env::var("TRACE").is_ok() { eprintln!("AFTER SWEEP\n{}", self.describe()); }
            let pools = self.plan.pools.len();
            outcome = self.newton(chain, STEPS);
            steps += outcome.iterations;
            outcome.iterations = steps;
            if outcome.solved {
                return outcome;
            }
            // Newton may have wandered off; go on from where the sweep ended.
            if self.plan.pools.len() == pools {
                self.z.clone_from(&self.start);
            }
        }
        outcome
    }
}

#[cfg(test)]
mod tests;

impl Solver {
    fn describe(&self) -> String {
        let mut t = String::new();
        use std::fmt::Write;
        for (n, x) in self.plan.nodes.iter().enumerate() { let _ = writeln!(t, "node slot {} base {:.3} full {:.3} | price/base {:.4e} dem {:.4e} dump {:.2e} sup {:.4e}", x.slot, x.price, x.full, self.point.price[n]/x.price, self.point.demand[n], self.point.dumped[n], self.point.supply[n]); }
        for (a, x) in self.plan.plants.iter().enumerate() { let _ = writeln!(t, "plant {} m0 {:.3} conv {:.3} K {:.3} scale {:.3} in {:?} out {:?} y {:.4e} r {:.3}", x.index, x.base_margin, x.conversion, x.curve.capacity, x.curve.scale, &self.plan.inputs[x.inputs.clone()], &self.plan.outputs[x.outputs.clone()], self.point.activity[a], self.z[self.z.len()-self.plan.plants.len()+a]); }
        for (b, x) in self.plan.bins.iter().enumerate() { let _ = writeln!(t, "bin slot {} theta {} routes {} demands {} uses {:?} stock {:.3} offered {:.3} P/base {:.3e} mkt {:.3e} choke {:.1} net {:.3e}", x.slot, x.theta, x.routes.len(), x.demands.len(), &self.plan.uses[x.uses.clone()], x.stock, x.offered, self.point.index[b]/libm::exp(x.log_base), libm::exp(self.point.log_market[b]-x.log_base), libm::exp(x.log_choke-x.log_base), self.point.net[b]); }
        for (q, x) in self.plan.limits.iter().enumerate() { let _ = writeln!(t, "limit {} through {:.3e} rent {:.3e} cost {:.3}", x.limit, self.point.through[q], self.point.rent[q], x.cost); }
        t
    }

    /// Largest departure from `f(z + h dz) = (1 − h) f(z)` at a random point near the start: zero for a true Newton step.
    fn step_error(&mut self, chain: &Chain, conditions: &Conditions, jolt: &mut dyn FnMut() -> f64) -> Option<f64> {
        use newton::Problem;
        self.plan.build(chain, conditions);
        self.point.reset(&self.plan);
        self.begin(chain, None);
        for b in 0..self.plan.bins.len() {
            if self.plan.bins[b].offered > 0.0 && self.plan.bins[b].pool == NONE {
                self.plan.open_pool(b);
            }
        }
        self.point.reset_linear(&self.plan);
        self.begin(chain, None);
        let mut z = self.z.clone();
        z.iter_mut().for_each(|x| *x += jolt());
        let mut system = self.system(chain);
        system.project(&mut z);
        let (mut f, mut g, mut dz) = (vec![0.0; z.len()], vec![0.0; z.len()], vec![0.0; z.len()]);
        system.residual(&z, &mut f);
        if !system.step(&z, &mut f, &mut dz) {
            return None;
        }
        let largest = dz.iter().fold(0.0_f64, |a, x| a.max(x.abs()));
        let h = 1e-7 / largest;
        let there: Vec<f64> = z.iter().zip(&dz).map(|(x, d)| x + h * d).collect();
        system.residual(&there, &mut g);
        let mut worst = 0.0_f64;
        for k in 0..z.len() {
            worst = worst.max(((g[k] - f[k]) / h + f[k]).abs() / (1.0 + f[k].abs()) / (1.0 + largest));
        }
        Some(worst)
    }
}
