//! The compact form of one period's problem: only the producers, buyers, routes, processes and quotas that are active.

use crate::market::curve::CapacitySupply;
use std::ops::Range;

pub(super) const NONE: usize = usize::MAX;
/// Log of what stands for the market's price over the base index where there is no source: beyond anything that stock could cost.
pub(super) const CUT_OFF: f64 = 14.0;

/// A producer of one good in one region: an unknown log price.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// `good * regions + region`.
    pub(super) slot: usize,
    /// Reference price.
    pub(super) price: f64,
    pub(super) log_price: f64,
    /// Output at full capacity, t/month.
    pub(super) full: f64,
    /// Promised under fixed contracts, within what capacity allows.
    pub(super) fixed: f64,
}

/// A buyer of one good that wants something or holds stock.
#[derive(Clone, Debug)]
pub(super) struct Bin {
    /// `good * buyers + buyer`.
    pub(super) slot: usize,
    pub(super) theta: f64,
    /// `theta` when it is a whole number small enough for repeated multiplication, else 0.
    pub(super) whole: u32,
    pub(super) routes: Range<usize>,
    /// Into the plan's `demands`.
    pub(super) demands: Range<usize>,
    /// Into the plan's `uses`.
    pub(super) uses: Range<usize>,
    /// Into the plan's `deliveries`.
    pub(super) deliveries: Range<usize>,
    /// Wanted for stock.
    pub(super) stock: f64,
    /// Offered from stock.
    pub(super) offered: f64,
    /// Scale of quantities.
    pub(super) size: f64,
    pub(super) log_base: f64,
    /// Log of the price at which nothing is bought for stock.
    pub(super) log_choke: f64,
    /// Position among the pools, or [`NONE`].
    pub(super) pool: usize,
}

impl Bin {
    /// Whether the buyer has stock or contracts to live from.
    pub(super) fn may_pool(&self) -> bool {
        self.offered > 0.0 || !self.deliveries.is_empty()
    }

    /// Discount from the market's price that leads to the market's price; or, without a market, to the base index.
    pub(super) fn usual_discount(&self) -> f64 {
        if self.routes.is_empty() { CUT_OFF } else { 0.0 }
    }
}

/// One route: landed cost is `slope * price + fixed + tariff * rent`.
#[derive(Clone, Debug)]
pub(super) struct Route {
    pub(super) node: usize,
    pub(super) bin: usize,
    /// Index of the flow.
    pub(super) flow: usize,
    pub(super) weight: f64,
    pub(super) slope: f64,
    pub(super) fixed: f64,
    /// 1 + tariff: rents are dutiable.
    pub(super) tariff: f64,
}

/// A process that can run this period.
#[derive(Clone, Debug)]
pub(super) struct Plant {
    /// Position in the specification.
    pub(super) index: usize,
    pub(super) curve: CapacitySupply,
    pub(super) base_margin: f64,
    pub(super) conversion: f64,
    /// Into the plan's `inputs`: bin and tonnes.
    pub(super) inputs: Range<usize>,
    /// Into the plan's `outputs`: node and tonnes.
    pub(super) outputs: Range<usize>,
}

/// A quota that can bind.
#[derive(Clone, Debug)]
pub(super) struct Limit {
    /// Position in the conditions.
    pub(super) index: usize,
    pub(super) limit: f64,
    /// Rent scale, USD/kg.
    pub(super) cost: f64,
    /// Into the plan's `limited`.
    pub(super) routes: Range<usize>,
}

/// A price guaranteed to a producer.
#[derive(Clone, Debug)]
pub(super) struct Guarantee {
    /// Position in the conditions.
    pub(super) index: usize,
    pub(super) node: usize,
    pub(super) log_price: f64,
    /// `good * buyers + buyer` of the stock that takes the tonnes, and the flow to it.
    pub(super) slot: usize,
    pub(super) flow: usize,
}

/// One period's problem. Rebuilt for every clearing, in the same memory.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) nodes: Vec<Node>,
    pub(super) bins: Vec<Bin>,
    pub(super) routes: Vec<Route>,
    pub(super) plants: Vec<Plant>,
    pub(super) limits: Vec<Limit>,
    pub(super) floors: Vec<Guarantee>,
    pub(super) pools: Vec<usize>,
    /// Position in the specification and scale now.
    pub(super) demands: Vec<(usize, f64)>,
    /// Plant and tonnes.
    pub(super) uses: Vec<(usize, f64)>,
    pub(super) inputs: Vec<(usize, f64)>,
    pub(super) outputs: Vec<(usize, f64)>,
    pub(super) limited: Vec<usize>,
    /// Route, quota, other quota on the same route.
    pub(super) overlaps: Vec<(usize, usize, usize)>,
    /// Node and tonnes promised under contract, by bin.
    pub(super) deliveries: Vec<(usize, f64)>,
    /// Fixed flow promised, parallel to the conditions' `fixed`.
    pub(super) shipped: Vec<f64>,
    pub(super) node_of: Vec<usize>,
    pub(super) bin_of: Vec<usize>,
    pub(super) route_of: Vec<usize>,
    pub(super) plant_of: Vec<usize>,
    pub(super) held: Vec<bool>,
    pub(super) weight: Vec<f64>,
    pub(super) capacity: Vec<f64>,
    pub(super) offered: Vec<f64>,
}

impl Plan {
    /// Where the unknowns of each kind begin: rents, tonnes bought at floors, discounts, margins; prices begin at 0.
    pub(super) fn places(&self) -> (usize, usize, usize, usize) {
        let rents = self.nodes.len();
        let floors = rents + self.limits.len();
        let pools = floors + self.floors.len();
        (rents, floors, pools, pools + self.pools.len())
    }

    /// Stock offered to a buyer, whether or not it is listed.
    pub(super) fn offered_at(&self, slot: usize) -> f64 {
        self.offered[slot]
    }

    /// Lets the buyer in `bin` have a price of its own below the market's.
    pub(super) fn open_pool(&mut self, bin: usize) {
        self.bins[bin].pool = self.pools.len();
        self.pools.push(bin);
    }
}
