//! The analytic step against differences.

use super::world::{Dice, random, shock};
use crate::market::clear::plan::NONE;
use crate::market::clear::step::DAMPING;
use crate::market::newton::Problem;
use crate::market::{Chain, Conditions, Solver};

impl Solver {
    /// Largest departure from `f(z + h dz) = (1 − h) f(z)` at a random point near the start, damping apart: zero for a true Newton step.
    fn step_error(&mut self, chain: &Chain, conditions: &Conditions, jolt: &mut dyn FnMut() -> f64) -> Option<f64> {
        self.plan.build(chain, conditions);
        self.point.reset(&self.plan);
        self.begin(chain, None);
        for b in 0..self.plan.bins.len() {
            if self.plan.bins[b].may_pool() && self.plan.bins[b].pool == NONE {
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
        let nodes = system.plan.nodes.len();
        let mut worst = 0.0_f64;
        for k in 0..z.len() {
            let damped = if k < nodes { DAMPING * f[k].abs() * dz[k] } else { 0.0 };
            worst = worst.max(((g[k] - f[k]) / h + f[k] - damped).abs() / (1.0 + f[k].abs()) / (1.0 + largest));
        }
        Some(worst)
    }
}

#[test]
fn steps_are_true_newton_steps() {
    let mut checked = 0;
    for seed in 0..200 {
        let mut dice = Dice(seed);
        let chain = random(&mut dice);
        let c = shock(&chain, &mut dice, 10.0);
        let mut jolts = Dice(seed + 1000);
        let error = Solver::new(&chain).step_error(&chain, &c, &mut || jolts.range(0.0, 0.4));
        if let Some(error) = error {
            checked += 1;
            assert!(error < 1e-4, "seed {seed}: {error}");
        }
    }
    assert!(checked > 150, "{checked}");
}
