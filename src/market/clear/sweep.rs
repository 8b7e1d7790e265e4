//! Margins that follow from prices.

use super::system::System;
use crate::market::curve::{log_margin, margin_corner};

impl System<'_> {
    /// Sets what is bought at each floor to what its price makes it, against the pull.
    pub(super) fn settle_floors(&mut self, z: &mut [f64]) {
        let plan = self.plan;
        let (_, floors, ..) = plan.places();
        let blur = &self.at.blur;
        let corner = blur.complement * blur.complement / (1.0 + blur.pull);
        for (k, floor) in plan.floors.iter().enumerate() {
            let above = z[floor.node] - floor.log_price;
            let root = (above * above + 4.0 * blur.pull * corner).sqrt();
            let share = if above > 0.0 {
                2.0 * corner / (above + root)
            } else {
                (root - above) / (2.0 * blur.pull)
            };
            z[floors + k] = libm::log(share);
        }
    }

    /// Sets every log margin in `z` to what prices make it.
    pub(super) fn settle_margins(&mut self, z: &mut [f64]) {
        self.costs(z);
        self.sourcing(z);
        let first = z.len() - self.plan.plants.len();
        for a in 0..self.plan.plants.len() {
            let (sold, paid) = self.turnover(a);
            let corner = margin_corner(sold, self.at.blur.margin);
            z[first + a] = log_margin(sold - paid, corner).clamp(-60.0, 30.0);
        }
    }

}
