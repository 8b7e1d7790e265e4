//! The sure way: a path of problems from a trivial one to the true one.
//!
//! At a strong pull every price is its reference and nobody reacts to much: the problem has one solution, next to the start. As the
//! pull eases and the corners sharpen ([`Blur::at`]) the solution moves along a curve. Near either bound of a price the excess
//! of demand has the sign that drives the price back, so the curve cannot leave; it ends at the true problem. It may turn
//! back on the way, where inputs or co-products are complements: so its length, not the pull, is what is stepped along
//! (pseudo-arclength continuation; Allgower and Georg, Numerical Continuation Methods, chapters 2 to 6). Each step goes along
//! the tangent, then back to the curve across the tangent by Newton's method; it is shortened until that contracts.

use super::plan::Plan;
use super::point::Blur;
use super::{Chain, Solver};
use crate::market::curve::MARGIN_CORNER;
use crate::market::lanes::Matrix;
use crate::market::lu;
use crate::market::newton::{ACCEPT, Outcome, Problem, TARGET};
use libm::exp;

/// Logs of the pull: where the path begins, the most it may take to find a start, and where the true problem is as good as reached.
const FIRST: f64 = 0.0;
const STRONGEST: f64 = 12.0;
const LAST: f64 = -28.0;
/// Linear systems solved at most, the first attempt included.
const MOST: u32 = 1000;
/// Newton steps across the tangent at most, and how much smaller each must be than the one before.
const CORRECTIONS: u32 = 16;
const CONTRACTION: f64 = 0.8;
/// Longest of them.
const FARTHEST: f64 = 4.0;
/// Residual that counts as on the path, relative to the pull: what pins a price must be felt; and in any case.
const ON_PATH: f64 = 0.05;
const NEGLIGIBLE: f64 = 2e-10;
/// Step along the path: first, longest (each of these in turn, should the way be lost), and too short to go on.
const STRIDE: f64 = 1.0;
const LONGEST: [f64; 3] = [8.0, 1.0, 0.2];
const SHORTEST: f64 = 1e-9;
/// Cosine of the largest turn taken in one step, unless the step is short.
const TURN: f64 = 0.5;
const SHORT: f64 = 1e-4;
/// Weight of a log margin in lengths: it may move far where a process is closed.
const MARGIN: f64 = 0.25;
/// Relative change of the pull for differences.
const NUDGE: f64 = 1e-6;
/// How much the pull eases between attempts at the true problem, in logs; and near the end.
const ATTEMPTS: f64 = 4.0;
const LAST_ATTEMPTS: f64 = 0.5;

/// Buffers of the path. Points hold all unknowns, then the log of the pull.
#[derive(Clone, Debug, Default)]
pub(super) struct Trail {
    here: Vec<f64>,
    there: Vec<f64>,
    /// Unit vector along the path, and the one across which corrections go.
    tangent: Vec<f64>,
    across: Vec<f64>,
    residual: Vec<f64>,
    nudged: Vec<f64>,
    /// What margins do by themselves as the pull changes.
    drift: Vec<f64>,
    z: Vec<f64>,
    dz: Vec<f64>,
    matrix: Matrix,
    lower: lu::Lower,
    /// For each outer unknown and the pull: the correction, and the direction along the path.
    columns: Vec<f64>,
    /// The same for the margins.
    margins: Vec<f64>,
}

fn refill(values: &mut Vec<f64>, n: usize) {
    values.clear();
    values.resize(n, 0.0);
}

impl Trail {
    fn reset(&mut self, plan: &Plan) {
        let outer = plan.places().3;
        let all = outer + plan.plants.len();
        for v in [&mut self.here, &mut self.there, &mut self.tangent, &mut self.across] {
            refill(v, all + 1);
        }
        for v in [&mut self.residual, &mut self.nudged, &mut self.z, &mut self.dz] {
            refill(v, all);
        }
        refill(&mut self.drift, plan.plants.len());
        refill(&mut self.margins, 2 * plan.plants.len());
        self.matrix.reshape(outer + 1, outer + 1);
        refill(&mut self.columns, 2 * (outer + 1));
    }

    /// Inner product of lengths along the path.
    fn product(&self, a: &[f64], b: &[f64], outer: usize) -> f64 {
        let sum = |a: &[f64], b: &[f64]| -> f64 { a.iter().zip(b).map(|(x, y)| x * y).sum() };
        let all = a.len() - 1;
        sum(&a[..outer], &b[..outer]) + MARGIN * MARGIN * sum(&a[outer..all], &b[outer..all]) + a[all] * b[all]
    }
}

impl Solver {
    /// Follows the path from reference prices to the true problem.
    pub(super) fn follow(&mut self, chain: &Chain, mut steps: u32) -> Outcome {
        self.open_all();
        self.point.damping = 0.0;
        let mut trail = std::mem::take(&mut self.trail);
        trail.reset(&self.plan);
        let mut outcome = Outcome {
            residual: f64::MAX,
            iterations: steps,
            solved: false,
        };
        for longest in LONGEST {
            if !outcome.solved && steps < MOST && self.enter(chain, &mut trail, &mut steps) {
                outcome = self.walk(chain, &mut trail, steps, longest);
                steps = outcome.iterations;
            }
        }
        outcome.iterations = steps;
        self.trail = trail;
        self.point.blur = Blur::TRUE;
        outcome
    }

    /// Finds the first point of the path and the way on.
    fn enter(&mut self, chain: &Chain, trail: &mut Trail, steps: &mut u32) -> bool {
        self.point.blur = Blur::TRUE;
        self.begin(chain, None);
        let all = self.z.len();
        trail.tangent.fill(0.0);
        trail.tangent[all] = 1.0;
        let mut log_pull = FIRST;
        while log_pull <= STRONGEST {
            self.point.blur = Blur::at(exp(log_pull));
            let mut z = std::mem::take(&mut self.z);
            let mut system = self.system(chain);
            system.settle_margins(&mut z);
            system.settle_floors(&mut z);
            trail.there[..all].copy_from_slice(&z);
            trail.there[all] = log_pull;
            self.z = z;
            if self.correct(chain, trail, steps, STRIDE) {
                trail.here.clone_from(&trail.there);
                if trail.tangent[all] > 0.0 {
                    trail.tangent.iter_mut().for_each(|x| *x = -*x);
                }
                return true;
            }
            log_pull += 2.0;
        }
        false
    }

    /// Goes along the path, trying the true problem now and then.
    fn walk(&mut self, chain: &Chain, trail: &mut Trail, mut steps: u32, longest: f64) -> Outcome {
        let (outer, all) = (self.plan.places().3, self.z.len());
        let mut outcome = Outcome {
            residual: f64::MAX,
            iterations: steps,
            solved: false,
        };
        let (mut stride, mut next) = (longest.min(STRIDE), FIRST - ATTEMPTS);
        // Stronger pulls than at the start lie on the way back: a step too long has taken a bend for a straight.
        let start = trail.here[all];
        while steps < MOST && stride >= SHORTEST && trail.here[all] <= start + 1.0 {
            for ((to, x), d) in trail.there.iter_mut().zip(&trail.here).zip(&trail.tangent) {
                *to = x + stride * d;
            }
            trail.across.clone_from(&trail.tangent);
            let before = steps;
            let found = self.correct(chain, trail, &mut steps, stride);
            let turn = trail.product(&trail.across, &trail.tangent, outer);
            if !found || turn < TURN && stride > SHORT {
                trail.tangent.clone_from(&trail.across);
                stride *= 0.4;
                continue;
            }
            trail.here.clone_from(&trail.there);
            stride = match steps - before {
                ..=3 if turn > 0.8 => (stride * 2.0).min(longest),
                ..=4 => (stride * 1.5).min(longest),
                _ => stride,
            };
            let log_pull = trail.here[all];
            if log_pull <= next {
                next = log_pull - if log_pull < -20.0 { LAST_ATTEMPTS } else { ATTEMPTS };
                outcome = self.arrive(chain, trail, steps);
                steps = outcome.iterations;
                if outcome.solved || log_pull < LAST {
                    break;
                }
            }
        }
        outcome.iterations = steps;
        outcome
    }

    /// Newton's method from the point `there`, across the tangent; leaves the new tangent. `false` when it does not contract.
    fn correct(&mut self, chain: &Chain, trail: &mut Trail, steps: &mut u32, stride: f64) -> bool {
        let (outer, plants) = (self.plan.places().3, self.plan.plants.len());
        let all = outer + plants;
        let (mut last, mut before) = (f64::INFINITY, f64::INFINITY);
        for _ in 0..CORRECTIONS {
            *steps += 1;
            let pull = exp(trail.there[all]);
            let residual = self.linearise(chain, trail, pull);
            let factored = lu::factor(&mut trail.matrix, outer + 1, &mut trail.lower);
            if !(factored && lu::substitute(&trail.matrix, &trail.lower, &mut trail.columns, 2)) {
                return false;
            }
            let size = self.margins(trail);
            // Round a corner a step may undo the one before, and where slopes fade with the excess it may grow.
            let fades = residual < 0.5 * before;
            let near = residual < NEGLIGIBLE || residual < ON_PATH * pull && size < 0.02 * stride.min(1.0);
            let shrinks = size < FARTHEST && (size < CONTRACTION * last || fades);
            if !(shrinks || near && size < 0.1) {
                return false;
            }
            for (to, d) in trail.there[..outer].iter_mut().zip(trail.columns.chunks_exact(2)) {
                *to += d[0];
            }
            for (to, d) in trail.there[outer..all].iter_mut().zip(trail.margins.chunks_exact(2)) {
                *to += d[0];
            }
            trail.there[all] += trail.columns[2 * outer];
            if near || size < 1e-3 * stride && residual < pull {
                return self.turn(trail);
            }
            (last, before) = (size, residual);
        }
        false
    }

    /// Writes the linear system at the point `there`: the conditions' rows, and a row across the tangent. Returns the residual.
    fn linearise(&mut self, chain: &Chain, trail: &mut Trail, pull: f64) -> f64 {
        let (outer, plants) = (self.plan.places().3, self.plan.plants.len());
        let all = outer + plants;
        // The change with the pull, margins keeping to their prices, by a difference; prices and costs are the same.
        trail.z.copy_from_slice(&trail.there[..all]);
        self.point.blur = Blur::at(pull);
        let width = self.point.blur.margin;
        let widens = 2.0 * pull / ((1.0 + pull) * (1.0 + pull)) / width;
        let mut system = self.system(chain);
        system.prices(&trail.z);
        for (a, drift) in trail.drift.iter_mut().enumerate() {
            let (sold, rho) = (system.turnover(a).0, exp(trail.z[outer + a]));
            let square = width * width * sold * sold;
            let slope = rho + (square + MARGIN_CORNER * MARGIN_CORNER) / rho;
            *drift = widens * square / rho / slope;
            trail.z[outer + a] += NUDGE * *drift;
        }
        system.at.blur = Blur::at(pull * exp(NUDGE));
        system.respond(&trail.z);
        system.write(&trail.z, &mut trail.nudged);
        trail.z.copy_from_slice(&trail.there[..all]);
        system.at.blur = Blur::at(pull);
        system.respond(&trail.z);
        let residual = system.write(&trail.z, &mut trail.residual);
        system.assemble(&trail.z, &mut trail.residual);
        let at = &self.point;
        trail.columns.fill(0.0);
        trail.matrix.clear();
        for i in 0..outer {
            let row = trail.matrix.row_mut(i);
            row[..outer].copy_from_slice(&at.matrix.row(i)[..outer]);
            row[outer] = (trail.nudged[i] - trail.residual[i]) / NUDGE;
            trail.columns[2 * i] = at.rhs[i];
        }
        let row = trail.matrix.row_mut(outer);
        row[..outer].copy_from_slice(&trail.tangent[..outer]);
        row[outer] = trail.tangent[all];
        trail.columns[2 * outer + 1] = 1.0;
        for (a, drift) in trail.drift.iter().enumerate() {
            let weight = MARGIN * MARGIN * trail.tangent[outer + a];
            let reply = weight / self.reply(a);
            for (x, d) in row.iter_mut().zip(&at.plant_rows.row(a)[..outer]) {
                *x += reply * d;
            }
            row[outer] += weight * drift;
            trail.columns[2 * outer] -= weight * at.gap[a] / at.slope[a];
        }
        residual
    }

    /// Change of a plant's activity per unit of its log margin.
    fn reply(&self, a: usize) -> f64 {
        (self.point.activity[a] * self.point.elasticity[a]).max(1e-250)
    }

    /// What the margins do in the correction and along the path; returns the size of the correction.
    fn margins(&self, trail: &mut Trail) -> f64 {
        let (at, outer) = (&self.point, self.plan.places().3);
        let mut size = trail.columns.chunks_exact(2).fold(0.0_f64, |a, d| a.max(d[0].abs()));
        for (a, out) in trail.margins.chunks_exact_mut(2).enumerate() {
            let row = &at.plant_rows.row(a)[..outer];
            let (mut correction, mut direction) = (0.0, 0.0);
            for (x, d) in row.iter().zip(trail.columns.chunks_exact(2)) {
                correction += x * d[0];
                direction += x * d[1];
            }
            let (inverse, pull) = (1.0 / self.reply(a), &trail.columns[2 * outer..]);
            out[0] = correction * inverse + at.gap[a] / at.slope[a] + trail.drift[a] * pull[0];
            out[1] = direction * inverse + trail.drift[a] * pull[1];
            size = size.max(MARGIN * out[0].abs());
        }
        size
    }

    /// Sets the tangent to the direction last found.
    fn turn(&self, trail: &mut Trail) -> bool {
        let (outer, all) = (self.plan.places().3, trail.tangent.len() - 1);
        for (t, d) in trail.tangent[..outer].iter_mut().zip(trail.columns.chunks_exact(2)) {
            *t = d[1];
        }
        for (t, d) in trail.tangent[outer..all].iter_mut().zip(trail.margins.chunks_exact(2)) {
            *t = d[1];
        }
        trail.tangent[all] = trail.columns[2 * outer + 1];
        let length = trail.product(&trail.tangent, &trail.tangent, outer).sqrt();
        trail.tangent.iter_mut().for_each(|x| *x /= length);
        length.is_finite() && length > 0.0
    }

    /// Newton's method on the true problem from the point `here`: full steps, for as long as they help.
    fn arrive(&mut self, chain: &Chain, trail: &mut Trail, mut steps: u32) -> Outcome {
        let all = self.z.len();
        self.point.blur = Blur::TRUE;
        let (mut z, mut dz) = (std::mem::take(&mut trail.z), std::mem::take(&mut trail.dz));
        let (mut best, mut f) = (std::mem::take(&mut self.z), std::mem::take(&mut trail.residual));
        z.copy_from_slice(&trail.here[..all]);
        let mut system = self.system(chain);
        system.project(&mut z);
        if trail.here[all] > FIRST - 3.0 * ATTEMPTS {
            system.settle_margins(&mut z);
        }
        let (mut least, mut idle) = (f64::MAX, 0);
        loop {
            let residual = system.residual(&z, &mut f);
            idle = if residual <= 0.5 * least { 0 } else { idle + 1 };
            if residual < least {
                least = residual;
                best.clone_from(&z);
            }
            if least < TARGET || idle > 2 || residual.is_nan() || !system.step(&z, &mut f, &mut dz) {
                break;
            }
            steps += 1;
            system.cap(&z, &mut dz);
            system.advance(&z, &dz, 1.0, &mut trail.nudged);
            system.project(&mut trail.nudged);
            std::mem::swap(&mut z, &mut trail.nudged);
        }
        let residual = system.residual(&best, &mut f);
        (trail.z, trail.dz, trail.residual, self.z) = (z, dz, f, best);
        Outcome {
            residual,
            iterations: steps,
            solved: residual <= ACCEPT,
        }
    }
}
