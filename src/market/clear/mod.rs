//! Clearing one chain for one period (MODEL.md 2.5 and 4).

mod attempts;
mod layout;
mod path;
mod plan;
mod point;
mod report;
mod settle;
mod step;
mod system;

use super::chain::Chain;
use super::conditions::Conditions;
use super::newton::Scratch;
use path::Trail;
use plan::Plan;
use point::Point;
use system::System;

/// How a clearing was found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Status {
    /// Newton's method alone.
    Solved,
    /// By following a path of easier problems to the true one.
    Followed,
    /// Not within tolerance: prices are the start's, quantities follow from them and need not balance.
    #[default]
    Unsolved,
}

/// Prices, flows and welfare of one period. All finite.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clearing {
    /// Producer price, USD/kg, `[good * regions + region]`; 0 where nothing is produced.
    pub price: Vec<f64>,
    /// Price index, USD/kg, `[good * buyers + buyer]`: the market's, or below it (not below base) for a buyer whose stock covers
    /// what it wants; the choke price for a buyer cut off from every source; 0 for one that never wanted the good.
    pub index: Vec<f64>,
    /// Flow including fixed deliveries, t/month, `[(good * regions + seller) * buyers + buyer]`.
    pub flow: Vec<f64>,
    /// Activity per process, t/month.
    pub activity: Vec<f64>,
    /// Use per demand, t/month.
    pub demand: Vec<f64>,
    /// Rent per quota, USD/kg; 0 for a ban, which has no licences.
    pub rent: Vec<f64>,
    /// Everything received, fixed deliveries included, t/month, `[good * buyers + buyer]`.
    pub purchases: Vec<f64>,
    /// Area under the supply curve in the margin, per process, thousand USD/month.
    pub producer_surplus: Vec<f64>,
    /// Area under the demand curve between index and choke price, per demand, thousand USD/month.
    pub user_surplus: Vec<f64>,
    /// Output nobody buys even near price zero (a co-product), t/month, `[good * regions + region]`.
    pub dumped: Vec<f64>,
    /// Bought for stock, t/month, `[good * buyers + buyer]`: the order, less `(index / choke price)^4` of it; and what was bought
    /// at floors.
    pub stocked: Vec<f64>,
    /// Bought at each floor of the conditions, at the producer's gate, t/month; also in `flow`, `purchases` and `stocked`.
    pub floored: Vec<f64>,
    /// Stock offered (or delivered under contract) that found no use, t/month, `[good * buyers + buyer]`.
    pub unused: Vec<f64>,
    /// Largest residual.
    pub residual: f64,
    /// Newton steps.
    pub iterations: u32,
    /// How it was found.
    pub status: Status,
}

/// Where to start: prices and rents of an earlier clearing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Warm {
    /// Producer price, `[good * regions + region]`; 0 = unknown.
    pub price: Vec<f64>,
    /// Rent per quota, in the order of the conditions.
    pub rent: Vec<f64>,
    /// Tonnes bought per floor, in the order of the conditions.
    pub floored: Vec<f64>,
}

impl From<&Clearing> for Warm {
    fn from(clearing: &Clearing) -> Self {
        Warm {
            price: clearing.price.clone(),
            rent: clearing.rent.clone(),
            floored: clearing.floored.clone(),
        }
    }
}

/// Buffers for clearing; after a call of each size [`Solver::clear_into`] allocates nothing.
#[derive(Clone, Debug, Default)]
pub struct Solver {
    plan: Plan,
    point: Point,
    scratch: Scratch,
    z: Vec<f64>,
    trail: Trail,
}

impl Solver {
    /// A solver for any chain; the one given is only used to size buffers.
    pub fn new(chain: &Chain) -> Solver {
        let mut solver = Solver::default();
        solver.plan.build(chain, &chain.base_conditions());
        solver.point.reset(&solver.plan);
        solver
    }

    /// Finds the prices at which every node's shipments equal its output, every quota holds, and every buyer gets what it wants
    /// at its index. Never fails: see [`Status`].
    pub fn clear(&mut self, chain: &Chain, conditions: &Conditions, warm: Option<&Warm>) -> Clearing {
        let mut clearing = Clearing::default();
        self.clear_into(chain, conditions, warm, &mut clearing);
        clearing
    }

    /// As [`Solver::clear`], into the memory of an earlier clearing.
    pub fn clear_into(&mut self, chain: &Chain, conditions: &Conditions, warm: Option<&Warm>, clearing: &mut Clearing) {
        self.plan.build(chain, conditions);
        self.point.reset(&self.plan);
        let (outcome, status) = self.solve(chain, warm);
        self.report(chain, conditions, outcome, status, clearing);
    }

    fn system<'a>(&'a mut self, chain: &'a Chain) -> System<'a> {
        System {
            chain,
            plan: &self.plan,
            at: &mut self.point,
        }
    }
}

#[cfg(test)]
mod tests;
