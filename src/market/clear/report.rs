//! From the unknowns of a solved period back to the vectors of a [`Clearing`].

use super::plan::NONE;
use super::{Chain, Clearing, Conditions, Solver, Status};
use crate::market::curve::WIDTH;
use crate::market::newton::Outcome;
use libm::exp;

/// Rents below this share of the landed cost are the rounding of a corner.
const NO_RENT: f64 = 1e-9;
/// Purchases at a floor below this share of full output are, too.
const NO_PURCHASE: f64 = 1e-15;

impl Solver {
    /// Writes out the point last evaluated.
    pub(super) fn report(
        &self,
        chain: &Chain,
        c: &Conditions,
        outcome: Outcome,
        status: Status,
        clearing: &mut Clearing,
    ) {
        let (nodes, bins) = (chain.reference.len(), chain.base_index.len());
        let (processes, demands) = (chain.processes.len(), chain.demands.len());
        for (list, n) in [
            (&mut clearing.price, nodes),
            (&mut clearing.index, bins),
            (&mut clearing.flow, chain.weight.len()),
            (&mut clearing.activity, processes),
            (&mut clearing.demand, demands),
            (&mut clearing.rent, c.quotas.len()),
            (&mut clearing.purchases, bins),
            (&mut clearing.producer_surplus, processes),
            (&mut clearing.user_surplus, demands),
            (&mut clearing.dumped, nodes),
            (&mut clearing.stocked, bins),
            (&mut clearing.floored, c.floors.len()),
            (&mut clearing.unused, bins),
        ] {
            list.clear();
            list.resize(n, 0.0);
        }
        clearing.residual = if outcome.residual.is_finite() {
            outcome.residual
        } else {
            f64::MAX
        };
        clearing.iterations = outcome.iterations;
        clearing.status = status;
        self.write_flows(chain, c, clearing);
        self.write_index(chain, clearing);
        self.write_surplus(chain, clearing);
        self.write_floors(clearing);
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
                out.unused[slot] = if spare > 1e-12 * size {
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
        for (b, bin) in plan.bins.iter().enumerate() {
            let log_price = at.log_index[b] - bin.log_base;
            for &(d, scale) in &plan.demands[bin.demands.clone()] {
                let curve = &chain.demands[d];
                out.demand[d] = scale * curve.at_log(log_price, WIDTH).0;
                out.user_surplus[d] = scale * curve.area_beyond(log_price).max(0.0);
            }
        }
    }
}
