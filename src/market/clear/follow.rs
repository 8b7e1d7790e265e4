//! The sure way: a path of easy problems that ends at the true one.

use super::point::Blur;
use super::{Chain, Solver};
use crate::market::newton::{Outcome, Problem};
use libm::exp;

const FIRST: f64 = 0.0;
const LAST: f64 = -28.0;
const MOST: u32 = 1500;
const CORRECTIONS: u32 = 16;
const CLOSE: f64 = 1e-5;
const CONTRACTION: f64 = 0.6;

/// Solves `matrix x = rhs` for two right-hand sides; all destroyed.
fn solve_two(matrix: &mut [f64], a: &mut [f64], b: &mut [f64]) -> bool {
    let n = a.len();
    for k in 0..n {
        let row = &mut matrix[k * n..(k + 1) * n];
        let largest = row.iter().fold(0.0_f64, |m, x| m.max(x.abs()));
        if !(largest.is_finite() && largest > 0.0) {
            return false;
        }
        row.iter_mut().for_each(|x| *x /= largest);
        a[k] /= largest;
        b[k] /= largest;
    }
    for k in 0..n {
        let mut best = k;
        for i in k + 1..n {
            if matrix[i * n + k].abs() > matrix[best * n + k].abs() {
                best = i;
            }
        }
        if !(matrix[best * n + k].abs() > 1e-200) {
            return false;
        }
        if best != k {
            for j in 0..n {
                matrix.swap(k * n + j, best * n + j);
            }
            a.swap(k, best);
            b.swap(k, best);
        }
        for i in k + 1..n {
            let factor = matrix[i * n + k] / matrix[k * n + k];
            if factor != 0.0 {
                for j in k + 1..n {
                    matrix[i * n + j] -= factor * matrix[k * n + j];
                }
                a[i] -= factor * a[k];
                b[i] -= factor * b[k];
            }
        }
    }
    for k in (0..n).rev() {
        for j in k + 1..n {
            a[k] -= matrix[k * n + j] * a[j];
            b[k] -= matrix[k * n + j] * b[j];
        }
        a[k] /= matrix[k * n + k];
        b[k] /= matrix[k * n + k];
    }
    a.iter().chain(b.iter()).all(|x| x.is_finite())
}

#[derive(Default, Clone, Debug)]
pub(super) struct Bend {
    /// Point on the path: all unknowns, then the log of the pull.
    x: Vec<f64>,
    to: Vec<f64>,
    tangent: Vec<f64>,
    across: Vec<f64>,
    f: Vec<f64>,
    g: Vec<f64>,
    z: Vec<f64>,
    big: Vec<f64>,
    a: Vec<f64>,
    b: Vec<f64>,
    shift: Vec<f64>,
}

const MARGIN_WEIGHT: f64 = 0.25;

impl Solver {
    pub(super) fn follow(&mut self, chain: &Chain, mut steps: u32) -> Outcome {
        self.open_all();
        self.point.damping = 0.0;
        self.begin(chain, None);
        let (_, _, pools, n) = self.plan.places();
        self.z[pools..n].fill(0.0);
        let trace = std::env::var("TRACE").is_ok();
        let mut outcome = Outcome {
            residual: f64::NAN,
            iterations: steps,
            solved: false,
        };
        let mut w = Bend::default();
        let all = self.z.len();
        w.tangent = vec![0.0; all + 1];
        w.tangent[all] = 1.0;
        // The start: a point on the path at the pull where Newton's method contracts.
        let mut t = FIRST;
        loop {
            let mut z = self.z.clone();
            self.point.blur = Blur::path(exp(t));
            self.system(chain).settle_margins(&mut z);
            self.system(chain).settle_floors(&mut z);
            w.to = z;
            w.to.push(t);
            if self.pull(chain, &mut w, n, &mut steps, 1.0) {
                w.x = w.to.clone();
                break;
            }
            t += 2.0;
            if t > 12.0 {
                return outcome;
            }
        }
        let mut length: f64 = 1.0;
        let mut tried = -4.0;
        // Orientation: towards less pull.
        if w.tangent[all] > 0.0 {
            w.tangent.iter_mut().for_each(|x| *x = -*x);
        }
        while steps < MOST {
            for k in 0..=all {
                w.to[k] = w.x[k] + length * w.tangent[k];
            }
            let before = w.tangent.clone();
            let used = steps;
            let mut found = self.pull(chain, &mut w, n, &mut steps, length);
            let turn = weighted(&before, &w.tangent, n, all);
            if found && (turn < 0.5 && length > 1e-4) {
                found = false;
            }
            if found {
                w.x.clone_from(&w.to);
                if trace {
                    println!("follow t {:.3} length {length:.3e} turn {turn:.3} steps {steps}", w.x[all]);
                }
                let used = steps - used;
                if used <= 3 && turn > 0.8 {
                    length = (length * 2.0).min(8.0);
                } else if used <= 4 {
                    length = (length * 1.5).min(8.0);
                }
                if w.x[all] > 13.0 {
                    return outcome;
                }
                if w.x[all] <= tried {
                    tried = w.x[all] - if w.x[all] < -20.0 { 0.5 } else { 4.0 };
                    self.z.clone_from(&w.x);
                    self.z.pop();
                    outcome = self.sharpen(chain, w.x[all], steps);
                    steps = outcome.iterations;
                    if trace {
                        println!("  sharpen {:.1e} {outcome:?}", exp(w.x[all]));
                    }
                    if outcome.solved || w.x[all] < LAST {
                        return outcome;
                    }
                }
            } else {
                w.tangent = before;
                length *= 0.4;
                if length < 1e-9 {
                    if trace { println!("stuck at {:.3}", w.x[all]);
                        for (k, fl) in self.plan.floors.iter().enumerate() { println!("pool floor {k} u {:.6e} above {:.6e} f {:.3e} demand {:.6e} supply {:.6e} full {:.6e} floored {:.6e} f node {:.3e} z-ref {:.3}", w.x[pools - self.plan.floors.len() + k], w.x[fl.node] - fl.log_price, w.f[pools - self.plan.floors.len() + k], self.point.demand[fl.node], self.point.supply[fl.node], self.plan.nodes[fl.node].full, self.point.floored[k], w.f[fl.node], w.x[fl.node] - self.plan.nodes[fl.node].log_price); }
                        for (k, &b) in self.plan.pools.iter().enumerate() { let bin = &self.plan.bins[b]; println!("pool {k} mu {:.9e} market-base {:.6e} net/size {:.6e} offered {:.3e} bought {:.3e} size {:.3e} routes {} f {:.3e} slope {:.3e} uses {} demands {} stock {}", w.x[pools + k], self.point.log_market[b] - bin.log_base, self.point.net[b]/bin.size, self.point.offered[b], self.point.bought[b], bin.size, bin.routes.len(), w.f[pools + k], self.point.net_slope[b], bin.uses.len(), bin.demands.len(), bin.stock); }
                    }
                    return outcome;
                }
            }
        }
        outcome
    }

    /// Newton's method from `to` across the tangent.
    fn pull(&mut self, chain: &Chain, w: &mut Bend, n: usize, steps: &mut u32, length: f64) -> bool {
        let trace = std::env::var("TRACE").is_ok();
        let all = self.plan.plants.len() + n;
        let plants = self.plan.plants.len();
        w.across.clone_from(&w.tangent);
        let mut last = f64::INFINITY;
        let mut last_residual = f64::INFINITY;
        let m = n + 1;
        w.f.resize(all, 0.0);
        w.g.resize(all, 0.0);
        w.shift.resize(plants, 0.0);
        for _ in 0..CORRECTIONS {
            *steps += 1;
            let h = 1e-6;
            let width = exp(w.to[all]);
            // Change with the pull, margins following.
            w.z.clear();
            w.z.extend_from_slice(&w.to[..all]);
            self.point.blur = Blur::path(width);
            self.system(chain).residual(&w.z, &mut w.f);
            w.shift.clone_from(&self.point.gap);
            self.point.blur = Blur::path(width * exp(h));
            self.system(chain).residual(&w.z, &mut w.g);
            for a in 0..plants {
                w.shift[a] = (self.point.gap[a] - w.shift[a]) / h / self.point.slope[a];
                w.z[n + a] += h * w.shift[a];
            }
            self.system(chain).residual(&w.z, &mut w.g);
            self.point.blur = Blur::path(width);
            w.z.copy_from_slice(&w.to[..all]);
            let residual = self.system(chain).residual(&w.z, &mut w.f);
            self.system(chain).assemble(&w.z, &mut w.f);
            w.big.clear();
            w.big.resize(m * m, 0.0);
            w.a.clear();
            w.a.resize(m, 0.0);
            w.b.clear();
            w.b.resize(m, 0.0);
            for i in 0..n {
                w.big[i * m..i * m + n].copy_from_slice(&self.point.matrix[i * n..(i + 1) * n]);
                w.big[i * m + n] = (w.g[i] - w.f[i]) / h;
                w.a[i] = self.point.rhs[i];
            }
            // Across the tangent: margins follow prices.
            w.big[n * m..n * m + n].copy_from_slice(&w.across[..n]);
            w.big[n * m + n] = w.across[all];
            w.b[n] = 1.0;
            let at = &self.point;
            for a in 0..plants {
                let weight = MARGIN_WEIGHT * MARGIN_WEIGHT * w.across[n + a];
                let reply = (at.activity[a] * at.elasticity[a]).max(1e-250);
                for (x, d) in w.big[n * m..n * m + n].iter_mut().zip(&at.plant_rows[a * n..(a + 1) * n]) {
                    *x += weight * d / reply;
                }
                w.big[n * m + n] += weight * w.shift[a];
                w.a[n] -= weight * at.gap[a] / at.slope[a];
            }
            if !solve_two(&mut w.big, &mut w.a, &mut w.b) {
                return false;
            }
            let mut margins = vec![0.0; plants];
            let mut ahead = vec![0.0; plants];
            for a in 0..plants {
                let row = &at.plant_rows[a * n..(a + 1) * n];
                let reply = (at.activity[a] * at.elasticity[a]).max(1e-250);
                let through: f64 = row.iter().zip(&w.a).map(|(x, d)| x * d).sum();
                margins[a] = through / reply + at.gap[a] / at.slope[a] + w.shift[a] * w.a[n];
                let through: f64 = row.iter().zip(&w.b).map(|(x, d)| x * d).sum();
                ahead[a] = through / reply + w.shift[a] * w.b[n];
            }
            let size = w.a.iter().fold(0.0_f64, |a, d| a.max(d.abs()));
            let size = margins.iter().fold(size, |a, d| a.max(MARGIN_WEIGHT * d.abs()));
            if trace {
                let k = (0..n).max_by(|&a, &b| w.a[a].abs().total_cmp(&w.a[b].abs())).unwrap_or(0);
                let r = (0..plants).max_by(|&a, &b| margins[a].abs().total_cmp(&margins[b].abs())).unwrap_or(0);
                let largest = (0..n).max_by(|&a, &b| w.f[a].abs().total_cmp(&w.f[b].abs())).unwrap_or(0);
                println!("    t {:.3} size {size:.3e} at {k} {:.2e} of {:?} z {:.3} f {:.3e} largest f {:.3e} at {largest} margin {r} at {:.3} by {:.2e} residual {residual:.2e}", w.to[all], w.a[k], self.plan.places(), w.to[k], w.f[k], w.f[largest], w.to[n+r], margins[r]);
            }
            let falls = residual < CONTRACTION * last_residual && residual < 1e-3;
            last_residual = residual;
            if !(size < 4.0 && (size < CONTRACTION * last || falls)) && !(residual < (0.01 * width).max(2e-10) && size < 0.1) {
                return false;
            }
            for k in 0..n {
                w.to[k] += w.a[k];
            }
            for (x, d) in w.to[n..].iter_mut().zip(&margins) {
                *x += d;
            }
            w.to[all] += w.a[n];
            if size < 1e-4 * length && residual < width || residual < (0.01 * width).max(2e-10) {
                w.tangent[..n].copy_from_slice(&w.b[..n]);
                w.tangent[n..all].copy_from_slice(&ahead);
                w.tangent[all] = w.b[n];
                let norm = weighted(&w.tangent, &w.tangent, n, all).sqrt();
                w.tangent.iter_mut().for_each(|x| *x /= norm);
                return norm.is_finite() && norm > 0.0;
            }
            last = size;
        }
        false
    }

    /// Newton's method on the true problem from the point reached.
    fn sharpen(&mut self, chain: &Chain, t: f64, steps: u32) -> Outcome {
        let trace = std::env::var("TRACE").is_ok();
        self.point.blur = Blur::NONE;
        let mut z = std::mem::take(&mut self.z);
        let mut system = self.system(chain);
        let old = z.clone();
        system.project(&mut z);
        if trace { for k in 0..z.len() { if z[k] != old[k] { println!("projected {k} from {} to {} of {:?}", old[k], z[k], system.plan.places()); } } }
        if t > -14.0 {
            system.settle_margins(&mut z);
        }
        self.z = z;
        self.polish(chain, steps)
    }

    /// Full steps of Newton's method from close by, for as long as they help.
    fn polish(&mut self, chain: &Chain, mut steps: u32) -> Outcome {
        let trace = std::env::var("TRACE").is_ok();
        let mut z = std::mem::take(&mut self.z);
        let mut best = z.clone();
        let mut least = f64::INFINITY;
        let mut f = vec![0.0; z.len()];
        let mut dz = vec![0.0; z.len()];
        let mut to = z.clone();
        let mut system = self.system(chain);
        let mut idle = 0;
        loop {
            let residual = system.residual(&z, &mut f);
            if trace { let k=(0..z.len()).max_by(|&a,&b| f[a].abs().total_cmp(&f[b].abs())).unwrap(); println!("   polish {residual:.3e} at {k} {:.3e} z {:.3} of {:?}", f[k], z[k], system.plan.places()); }
            if residual < least {
                if residual > 0.5 * least { idle += 1; } else { idle = 0; }
                least = residual;
                best.clone_from(&z);
            } else {
                idle += 1;
            }
            if least < 1e-12 || idle > 1 || residual.is_nan() || !system.step(&z, &mut f, &mut dz) {
                break;
            }
            steps += 1;
            system.cap(&z, &mut dz);
            system.advance(&z, &dz, 1.0, &mut to);
            system.project(&mut to);
            std::mem::swap(&mut z, &mut to);
        }
        let residual = system.residual(&best, &mut f);
        self.z = best;
        Outcome { residual, iterations: steps, solved: residual <= crate::market::newton::ACCEPT }
    }
}

/// Inner product in which margins count less.
fn weighted(a: &[f64], b: &[f64], n: usize, all: usize) -> f64 {
    let product = |range: std::ops::Range<usize>| -> f64 { range.map(|k| a[k] * b[k]).sum() };
    product(0..n) + product(all..all + 1) + MARGIN_WEIGHT * MARGIN_WEIGHT * product(n..all)
}

impl Solver {
    pub(super) fn explain(&self, k: usize) {
        let (plan, at) = (&self.plan, &self.point);
        println!("NODE {k} z {} ref {} price {:.3e} demand {:.3e} supply {:.3e} full {:.3e} fixed {:.3e} kept {:.2} dumped {:.1e} floors {:?}", self.z[k], plan.nodes[k].log_price, at.price[k], at.demand[k], at.supply[k], plan.nodes[k].full, plan.nodes[k].fixed, at.kept[k], at.dumped[k], plan.floors.iter().enumerate().filter(|(_,f)| f.node==k).map(|(i,_)| at.floored[i]).collect::<Vec<_>>());
        for (r, route) in plan.routes.iter().enumerate().filter(|(_, r)| r.node == k) {
            let b = route.bin; let bin = &plan.bins[b];
            println!("   route to bin {b}: share {:.3e} bought {:.3e} index {:.3e} market {:.3e} base {:.3e} choke {:.3e} net {:.3e} size {:.3e} offered {:.3e} pool {} stock {:.3e} cost {:.3e} slope {:.2e} levy {:.2e}", at.share[r], at.bought[b], at.log_index[b], at.log_market[b], bin.log_base, bin.log_choke, at.net[b], bin.size, at.offered[b], bin.pool != super::plan::NONE, bin.stock, at.cost[r], route.slope, at.levy[r]);
            if at.share[r]*at.bought[b] > 1e-3 * at.demand[k] { for &(p, t) in &plan.uses[bin.uses.clone()] { println!("        feeds plant {p} tonnes {t:.2e} activity {:.3e} cap {:.2e} r {:.2}", at.activity[p], plan.plants[p].capacity, self.z[self.z.len()-plan.plants.len()+p]); }
            println!("        demands {}", bin.demands.len()); }
        }
        for (p, plant) in plan.plants.iter().enumerate() { if plan.outputs[plant.outputs.clone()].iter().any(|o| o.0 == k) { println!("   made by plant {p} activity {:.3e} cap {:.3e} margin outputs {:?} inputs {:?} conv {:.2e} base {:.2e}", at.activity[p], plant.capacity, plan.outputs[plant.outputs.clone()].iter().map(|o| (o.0, o.1, at.price[o.0])).collect::<Vec<_>>(), plan.inputs[plant.inputs.clone()].iter().map(|o| (o.0, o.1, at.index[o.0])).collect::<Vec<_>>(), plant.conversion, plant.base_margin); } }
    }
}
