//! The slow, sure way: one price at a time by bisection, downstream first, then rents and discounts.

use super::system::System;
use crate::market::curve::{log_margin, margin_corner};

const BISECTIONS: u32 = 30;

impl System<'_> {
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

    /// Evaluates at `z` with every log margin set to what prices make it.
    fn settle(&mut self, z: &mut [f64]) {
        self.settle_margins(z);
        self.evaluate(z);
    }
}

/// Finds the `z[k]` in `low..high` where `excess`, which falls in `z[k]`, changes sign.
fn bisect(
    system: &mut System<'_>,
    z: &mut [f64],
    k: usize,
    mut low: f64,
    mut high: f64,
    excess: impl Fn(&System<'_>) -> f64,
) {
    for _ in 0..BISECTIONS {
        let middle = 0.5 * (low + high);
        z[k] = middle;
        system.settle(z);
        if excess(system) > 0.0 {
            low = middle;
        } else {
            high = middle;
        }
    }
    z[k] = 0.5 * (low + high);
    system.settle(z);
}

/// One pass over all unknowns.
pub(super) fn sweep(system: &mut System<'_>, z: &mut [f64]) {
    let (nodes, limits) = (system.plan.nodes.len(), system.plan.limits.len());
    let (_, floors, pools, _) = system.plan.places();
    for k in (0..nodes).rev() {
        let base = system.plan.nodes[k].log_price;
        let floor = system.plan.floors.iter().position(|f| f.node == k);
        let low = floor.map_or(base - 16.0, |f| system.plan.floors[f].log_price);
        if let Some(f) = floor {
            z[floors + f] = 0.0;
        }
        bisect(system, z, k, low, base + 14.0, |s| s.at.demand[k] - s.at.supply[k]);
        if let Some(f) = floor {
            let spare = (system.at.supply[k] - system.at.demand[k]) / system.plan.nodes[k].full;
            z[floors + f] = if spare > 1e-9 { spare } else { 0.0 };
        }
    }
    for q in 0..limits {
        let limit = system.plan.limits[q].limit;
        bisect(system, z, nodes + q, 0.0, 30.0, |s| s.at.through[q] - limit);
        if z[nodes + q] < 1e-9 {
            z[nodes + q] = 0.0;
        }
    }
    for k in 0..system.plan.pools.len() {
        let bin = system.plan.pools[k];
        let room = (system.at.log_market[bin] - system.plan.bins[bin].log_base).max(0.0);
        bisect(system, z, pools + k, 0.0, room, |s| -s.at.net[bin]);
    }
    system.settle(z);
}
