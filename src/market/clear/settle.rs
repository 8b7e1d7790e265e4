//! Unknowns that follow from prices: margins, and what is bought at floors.

use super::system::System;
use crate::market::curve::{log_margin, margin_corner};
use libm::log;

impl System<'_> {
    /// Sets every log margin in `z` to what prices make it.
    pub(super) fn settle_margins(&mut self, z: &mut [f64]) {
        self.prices(z);
        let first = self.outer();
        for a in 0..self.plan.plants.len() {
            let (sold, paid) = self.turnover(a);
            z[first + a] = log_margin(sold - paid, margin_corner(sold, self.at.blur.margin)).clamp(-60.0, 30.0);
        }
    }

    /// Sets what is bought at each floor to what its price makes it, against the pull.
    pub(super) fn settle_floors(&self, z: &mut [f64]) {
        let (_, floors, ..) = self.plan.places();
        let blur = &self.at.blur;
        let corner = blur.floor() / (1.0 + blur.pull);
        for (k, floor) in self.plan.floors.iter().enumerate() {
            let above = z[floor.node] - floor.log_price;
            let root = (above * above + 4.0 * blur.pull * corner).sqrt();
            z[floors + k] = log(if above > 0.0 {
                2.0 * corner / (above + root)
            } else {
                (root - above) / (2.0 * blur.pull)
            });
        }
    }
}
