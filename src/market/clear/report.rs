//! From the unknowns of a solved period back to the vectors of a [`Clearing`].

use super::plan::NONE;
use super::{Chain, Clearing, Conditions, Solver, Status};
use crate::market::curve::Curve;
use crate::market::newton::Outcome;
use libm::exp;

/// Rents below this share of the landed cost are the rounding of a corner.
const NO_RENT: f64 = 1e-9;
/// Purchases at a floor below this share of full output are, too.
const NO_PURCHASE: f64 = 1e-9;

impl Solver {
    /// Writes out the point last evaluated.
    pub(super) fn report(&mut self, chain: &Chain, c: &Conditions, outcome: Outcome, status: Status) -> Clearing {
        let mut clearing = Clearing {
            price: vec![0.0; chain.reference.len()],
            index: vec![0.0; chain.base_index.len()],
            flow: vec![0.0; chain.weight.len()],
            activity: vec![0.0; chain.processes.len()],
            demand: vec![0.0; chain.demands.len()],
            rent: vec![0.0; c.quotas.len()],
            floored: vec![0.0; c.floors.len()],
            purchases: vec![0.0; chain.base_index.len()],
            producer_surplus: vec![0.0; chain.processes.len()],
            user_surplus: vec![0.0; chain.demands.len()],
            dumped: vec![0.0; chain.reference.len()],
            stocked: vec![0.0; chain.base_index.len()],
            unused: vec![0.0; chain.base_index.len()],
            residual: if outcome.residual.is_finite() {
                outcome.residual
            } else {
                f64::MAX
            },
            iterations: outcome.iterations,
            status,
        };
        self.write_flows(chain, c, &mut clearing);
        self.write_index(chain, &mut clearing);
        self.write_surplus(chain, &mut clearing);
        self.write_floors(&mut clearing);
        clearing
    }

    fn write_flows(&self, chain: &Chain, c: &Conditions, out: &mut Clearing) {
        let (plan, at) = (&self.plan, &self.point);
        let (regions, buyers) = (chain.spec.regions, chain.spec.buyers());
        for (n, node) in plan.nodes.iter().enumerate() {
            out.price[node.slot] = at.price[n];
            out.dumped[node.slot] = at.dumped[n];
        }
        for (k, route) in plan.routes.iter().enumerate() {
            let flow = at.share[k] * at.bought[route.bin];
            out.flow[route.flow] += flow;
            out.purchases[plan.bins[route.bin].slot] += flow;
        }
        for (f, &promised) in c.fixed.iter().zip(&plan.shipped) {
            if promised > 0.0 {
                let slot = f.good * buyers + f.buyer;
                let shipped = promised * at.kept[plan.node_of[f.good * regions + f.seller]];
                if plan.bin_of[slot] == NONE {
                    out.unused[slot] += shipped;
                }
                out.flow[(f.good * regions + f.seller) * buyers + f.buyer] += shipped;
                out.purchases[slot] += shipped;
            }
        }
        for (q, limit) in plan.limits.iter().enumerate() {
            out.rent[limit.index] = if at.rent[q] > NO_RENT * limit.cost {
                at.rent[q]
            } else {
                0.0
            };
        }
    }

    fn write_floors(&self, out: &mut Clearing) {
        for (floor, &tonnes) in self.plan.floors.iter().zip(&self.point.floored) {
            if tonnes > NO_PURCHASE * self.plan.nodes[floor.node].full {
                out.floored[floor.index] = tonnes;
                out.flow[floor.flow] += tonnes;
                out.purchases[floor.slot] += tonnes;
                out.stocked[floor.slot] += tonnes;
            }
        }
    }

    fn write_index(&self, chain: &Chain, out: &mut Clearing) {
        for (slot, &bin) in self.plan.bin_of.iter().enumerate() {
            if bin == NONE {
                out.index[slot] = chain.choke_price(slot);
                out.unused[slot] += self.plan.offered_at(slot);
            } else {
                out.index[slot] = self.point.index[bin];
                out.stocked[slot] = self.point.stocked[bin];
                let spare = (self.point.bought[bin] - self.point.net[bin]).max(0.0);
                // What a buyer without a market still lacks is not spare; rounding is not either.
                let size = self.plan.bins[bin].size;
                out.unused[slot] = if spare > 1e-8 * size {
                    spare.min(self.point.offered[bin])
                } else {
                    0.0
                };
            }
        }
    }

    fn write_surplus(&self, chain: &Chain, out: &mut Clearing) {
        let (plan, at) = (&self.plan, &self.point);
        let first = self.z.len() - plan.plants.len();
        for (a, plant) in plan.plants.iter().enumerate() {
            out.activity[plant.index] = at.activity[a];
            let rho = exp(self.z[first + a]);
            out.producer_surplus[plant.index] = plant.base_margin * plant.curve.surplus(rho);
        }
        for bin in &plan.bins {
            let index = out.index[bin.slot];
            for &(d, scale) in &plan.demands[bin.demands.clone()] {
                let curve = &chain.demands[d];
                out.demand[d] = scale * curve.q(index);
                let choke = curve.price * curve.choke;
                out.user_surplus[d] = scale * curve.area(index, choke).max(0.0);
            }
        }
    }
}
