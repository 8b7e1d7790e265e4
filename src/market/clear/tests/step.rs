//! The analytic step against differences.

use super::world::{Dice, random, shock};
use crate::market::clear::point::Blur;
use crate::market::newton::Problem;
use crate::market::{Chain, Conditions, Solver};

impl Solver {
    /// Largest departure from `f(z + h dz) = (1 − h) f(z)` at a random point near the start, at a distance `pull` from the true
    /// problem: zero for a true Newton step.
    fn step_error(
        &mut self,
        chain: &Chain,
        conditions: &Conditions,
        pull: f64,
        jolt: &mut dyn FnMut() -> f64,
    ) -> Option<f64> {
        self.plan.build(chain, conditions);
        self.point.reset(&self.plan);
        self.open_all();
        self.point.blur = Blur::at(pull);
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
        let h = 1e-9 / largest;
        let there: Vec<f64> = z.iter().zip(&dz).map(|(x, d)| x + h * d).collect();
        system.residual(&there, &mut g);
        let mut worst = 0.0_f64;
        for k in 0..z.len() {
            worst = worst.max(((g[k] - f[k]) / h + f[k]).abs() / (1.0 + f[k].abs()) / (1.0 + largest));
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
        let pull = [0.0, 1e-4, 0.5][seed as usize % 3];
        let error = Solver::new(&chain).step_error(&chain, &c, pull, &mut || jolts.range(0.0, 0.4));
        if let Some(error) = error {
            checked += 1;
            assert!(error < 1e-4, "seed {seed}: {error}");
        }
    }
    assert!(checked > 150, "{checked}");
}
