//! The sure way: a path of easy problems that ends at the true one.

use super::point::Blur;
use super::{Chain, Solver};
use crate::market::newton::{Outcome, Problem};
use libm::exp;

const FIRST: f64 = 0.0;
const LAST: f64 = -28.0;
const MOST: u32 = 1500;
const CORRECTIONS: u32 = 10;
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
    x: Vec<f64>,
    to: Vec<f64>,
    tangent: Vec<f64>,
    f: Vec<f64>,
    g: Vec<f64>,
    big: Vec<f64>,
    a: Vec<f64>,
    b: Vec<f64>,
    z: Vec<f64>,
    slope: Vec<f64>,
}

impl Solver {
    pub(super) fn follow(&mut self, chain: &Chain, mut steps: u32) -> Outcome {
        self.open_all();
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
        w.z = self.z.clone();
        w.x = self.z[..n].to_vec();
        w.x.push(FIRST);
        w.tangent = vec![0.0; n + 1];
        w.tangent[n] = -1.0;
        // The start: a point on the path at the pull where Newton's method contracts.
        loop {
            w.to = w.x.clone();
            if self.pull(chain, &mut w, n, &mut steps, true) {
                w.x = w.to.clone();
                break;
            }
            w.x[n] += 2.0;
            if w.x[n] > 12.0 {
                return outcome;
            }
        }
        let mut length: f64 = 1.0;
        let mut tried = -4.0;
        // Orientation: towards less pull.
        if w.tangent[n] > 0.0 {
            w.tangent.iter_mut().for_each(|x| *x = -*x);
        }
        while steps < MOST {
            for k in 0..=n {
                w.to[k] = w.x[k] + length * w.tangent[k];
            }
            let before = w.tangent.clone();
            let used = steps;
            if self.pull(chain, &mut w, n, &mut steps, false) {
                let turn: f64 = before.iter().zip(&w.tangent).map(|(a, b)| a * b).sum();
                if turn < 0.0 {
                    w.tangent.iter_mut().for_each(|x| *x = -*x);
                }
                w.x.clone_from(&w.to);
                if trace {
                    println!("follow t {:.3} length {length:.3e} turn {turn:.3} steps {steps}", w.x[n]);
                }
                let used = steps - used;
                if used <= 3 && turn.abs() > 0.8 {
                    length = (length * 2.0).min(4.0);
                } else if used <= 4 {
                    length = (length * 1.3).min(4.0);
                }
                if w.x[n] <= tried {
                    tried = w.x[n] - 4.0;
                    self.z = w.z.clone();
                    outcome = self.sharpen(chain, steps);
                    steps = outcome.iterations;
                    if trace {
                        println!("  sharpen {:.1e} {outcome:?}", exp(w.x[n]));
                    }
                    if let Ok(k) = std::env::var("NODE") {
                        if k == "all" { for k in 0..self.plan.nodes.len() { self.explain(k); } println!("floors {:?} z {:?}", self.plan.floors, self.z); } else { self.explain(k.parse().unwrap()); }
                    }
                    if outcome.solved || w.x[n] < LAST {
                        return outcome;
                    }
                }
            } else {
                w.tangent = before;
                length *= 0.4;
                if length < 1e-6 {
                    if trace { println!("stuck at {:.3}", w.x[n]); }
                    return outcome;
                }
            }
        }
        outcome
    }

    /// Newton's method from `to` across the path; `fixed` holds the pull.
    fn pull(&mut self, chain: &Chain, w: &mut Bend, n: usize, steps: &mut u32, fixed: bool) -> bool {
        let trace = std::env::var("TRACE").is_ok();
        let across = w.tangent.clone();
        let mut z = std::mem::take(&mut w.z);
        let mut last = f64::INFINITY;
        let mut found = false;
        let m = n + 1;
        w.f.resize(z.len(), 0.0);
        w.g.resize(z.len(), 0.0);
        let mut settled = true;
        let mut r = vec![0.0; z.len() - n];
        for _ in 0..CORRECTIONS {
            *steps += 1;
            // Change with the pull.
            let h = 1e-4;
            let width = exp(w.to[n]);
            z[..n].copy_from_slice(&w.to[..n]);
            self.point.blur = Blur::path(width * exp(h));
            let mut system = self.system(chain);
            if !settled { r.copy_from_slice(&z[n..]); }
            system.settle_margins(&mut z);
            system.residual(&z, &mut w.g);
            self.point.blur = Blur::path(width);
            let mut system = self.system(chain);
            if settled { system.settle_margins(&mut z); } else { z[n..].copy_from_slice(&r); }
            let residual = system.residual(&z, &mut w.f);
            system.assemble(&z, &mut w.f);
            w.big.clear();
            w.big.resize(m * m, 0.0);
            w.a.clear();
            w.a.resize(m, 0.0);
            w.b.clear();
            w.b.resize(m, 0.0);
            if settled || w.big.is_empty() {
                w.slope.clear();
                for i in 0..n { w.slope.push((w.g[i] - w.f[i]) / h); }
            }
            for i in 0..n {
                w.big[i * m..i * m + n].copy_from_slice(&self.point.matrix[i * n..(i + 1) * n]);
                w.big[i * m + n] = w.slope[i];
                w.a[i] = self.point.rhs[i];
            }
            if fixed {
                w.big[n * m + n] = 1.0;
            } else {
                w.big[n * m..].copy_from_slice(&across);
            }
            w.b[n] = 1.0;
            if !solve_two(&mut w.big, &mut w.a, &mut w.b) {
                break;
            }
            let size = w.a.iter().fold(0.0_f64, |a, d| a.max(d.abs()));
            if trace {
                let k = (0..n).max_by(|&a, &b| w.a[a].abs().total_cmp(&w.a[b].abs())).unwrap_or(0);
                let largest = (0..n).max_by(|&a, &b| w.f[a].abs().total_cmp(&w.f[b].abs())).unwrap_or(0);
                println!("    t {:.3} size {size:.3e} at {k} of {:?} z {:.3} f {:.3e} largest f {:.3e} at {largest} settled {settled} residual {residual:.2e}", w.to[n], self.plan.places(), w.to[k], w.f[k], w.f[largest]);
            }
            if residual < (0.01 * width).max(1e-11) && size < 0.1 {
                let norm = w.b.iter().map(|x| x * x).sum::<f64>().sqrt();
                for k in 0..m {
                    w.tangent[k] = w.b[k] / norm;
                }
                found = true;
                break;
            }
            if !(size < 4.0 && size < CONTRACTION * last) && settled {
                break;
            }
            for k in 0..m {
                w.to[k] += w.a[k];
            }
            if !settled {
                for a in 0..self.plan.plants.len() {
                    let at = &self.point;
                    let row = &at.plant_rows[a * n..(a + 1) * n];
                    let through: f64 = row.iter().zip(&w.a).map(|(x, d)| x * d).sum();
                    let reply = at.activity[a] * at.elasticity[a];
                    if reply > 1e-200 { z[n + a] += ((through + at.plant_rhs[a]) / reply).clamp(-4.0, 4.0); }
                }
            }
            if size < 1e-3 { settled = false; }
            last = size;
        }
        w.z = z;
        if found { w.z[..n].copy_from_slice(&w.to[..n]); }
        found
    }

    /// Newton's method on the true problem from the point reached.
    fn sharpen(&mut self, chain: &Chain, steps: u32) -> Outcome {
        self.point.blur = Blur::NONE;
        let mut z = std::mem::take(&mut self.z);
        let mut system = self.system(chain);
        system.project(&mut z);
        system.settle_margins(&mut z);
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
