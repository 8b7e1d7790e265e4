//! Newton's method with a capped step and an Armijo search, for systems that can linearise themselves.
//!
//! The merit is the sum of squares of `f / (1 + |f|)`. For a Newton direction every residual falls in proportion to itself,
//! so any odd increasing transformation of it falls too; this one keeps a single absurd residual from ruling the search.

/// A square system `f(z) = 0`.
pub trait Problem {
    /// Writes the residuals at `z` and returns the largest in the problem's own scale.
    fn residual(&mut self, z: &[f64], f: &mut [f64]) -> f64;
    /// Writes the Newton step at `z`, the point last given to [`Problem::residual`]; `false` when there is none.
    /// May rescale residuals (and rewrite `f`), consistently until the next call.
    fn step(&mut self, z: &[f64], f: &mut [f64], dz: &mut [f64]) -> bool;
    /// As [`Problem::step`], with the derivatives of the last one: right enough where they hardly changed, and much cheaper.
    /// `false` where the problem does not keep them.
    fn repeat(&mut self, _z: &[f64], _f: &[f64], _dz: &mut [f64]) -> bool {
        false
    }
    /// Shortens a step that would leave the range in which the linear picture means anything; returns the share kept.
    fn cap(&self, z: &[f64], dz: &mut [f64]) -> f64;
    /// Writes the point reached from `z` by `share` of the step.
    fn advance(&self, z: &[f64], dz: &[f64], share: f64, to: &mut [f64]) {
        for ((t, x), d) in to.iter_mut().zip(z).zip(dz) {
            *t = x + share * d;
        }
    }
    /// Puts `z` back inside its bounds.
    fn project(&self, z: &mut [f64]);
}

/// Buffers of [`solve`], reused from call to call.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    f: Vec<f64>,
    dz: Vec<f64>,
    trial: Vec<f64>,
    trial_f: Vec<f64>,
}

/// How to iterate.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Most steps.
    pub steps: u32,
    /// Residual at which to stop.
    pub target: f64,
    /// A step may raise the merit as long as it stays below the largest of this many (at most 8) before it: corners need a
    /// step back to get round.
    pub memory: usize,
}

/// How far a solve came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outcome {
    /// Largest residual, in the problem's scale.
    pub residual: f64,
    /// Newton steps taken.
    pub iterations: u32,
    /// Whether the residual is within [`ACCEPT`].
    pub solved: bool,
}

/// Residual at which iteration should stop.
pub const TARGET: f64 = 1e-12;
/// Residual that counts as solved when rounding stops further progress.
pub const ACCEPT: f64 = 1e-9;
/// A step with old derivatives leaves a residual about twice as far from nothing, relative to this one, as the last step of
/// Newton's left this one relative to the one before; twice that for good measure.
const ENOUGH: f64 = 4.0;
const HALVINGS: u32 = 25;
const ARMIJO: f64 = 1e-4;
/// Rise of the merit that is rounding: where supply is at capacity and demand inelastic, long steps change nothing else.
const FLAT: f64 = 1e-13;

fn merit(f: &[f64]) -> f64 {
    f.iter().fold(0.0, |sum, &x| {
        let y = x / (1.0 + x.abs());
        sum + y * y
    })
}

/// Iterates from `z`, which ends at the last point found; [`Problem::residual`] has then last been called there.
pub fn solve(problem: &mut impl Problem, z: &mut Vec<f64>, scratch: &mut Scratch, rule: Rule) -> Outcome {
    let n = z.len();
    let Scratch { f, dz, trial, trial_f } = scratch;
    for buffer in [&mut *f, &mut *dz, &mut *trial, &mut *trial_f] {
        buffer.clear();
        buffer.resize(n, 0.0);
    }
    problem.project(z);
    let mut residual = problem.residual(z, f);
    let mut iterations = 0;
    let mut recent = [0.0; 8];
    // Residual before the last step, when that one was Newton's.
    let mut before = f64::NAN;
    while residual.is_nan() || residual > rule.target {
        if iterations >= rule.steps {
            break;
        }
        if ENOUGH * residual * residual < rule.target * before && problem.repeat(z, f, dz) {
            iterations += 1;
            problem.cap(z, dz);
            problem.advance(z, dz, 1.0, trial);
            problem.project(trial);
            let size = problem.residual(trial, trial_f);
            if size <= rule.target {
                std::mem::swap(z, trial);
                std::mem::swap(f, trial_f);
                residual = size;
                break;
            }
            residual = problem.residual(z, f);
        }
        before = residual;
        if !problem.step(z, f, dz) {
            break;
        }
        let kept = problem.cap(z, dz);
        iterations += 1;
        let start = merit(f);
        recent[iterations as usize % rule.memory.clamp(1, 8)] = start;
        let bar = recent.iter().fold(start, |a, &x| a.max(x));
        let mut share = 1.0;
        let mut found = None;
        for _ in 0..=HALVINGS {
            problem.advance(z, dz, share, trial);
            problem.project(trial);
            let size = problem.residual(trial, trial_f);
            let now = merit(trial_f);
            if size.is_finite() && now.is_finite() && now <= bar - 2.0 * ARMIJO * share * kept * start + FLAT * start {
                found = Some(size);
                break;
            }
            share *= 0.5;
        }
        // Rounding, not the system, ends the search once the residual is acceptable.
        let Some(size) = found else {
            residual = problem.residual(z, f);
            break;
        };
        std::mem::swap(z, trial);
        std::mem::swap(f, trial_f);
        residual = size;
    }
    Outcome {
        residual,
        iterations,
        solved: residual <= ACCEPT,
    }
}
