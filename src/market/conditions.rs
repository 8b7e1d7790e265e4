//! What holds in one period of a chain: taxes, routes, capacities, demand, stocks, quotas and fixed deliveries.

/// A limit on the sum of some flows; zero is a ban.
#[derive(Clone, Debug, PartialEq)]
pub struct Quota {
    /// Flows under the limit: `(good, selling region, buyer)`.
    pub flows: Vec<(usize, usize, usize)>,
    /// Limit, t/month. Zero (or below a billionth of the buyers' base purchases) closes the flows.
    pub limit: f64,
}

/// A quantity shipped before the market opens, outside every quota.
///
/// At most 98 % of what the seller's capacity allows is shipped; beyond that all its fixed flows shrink pro rata. They also
/// shrink, as `1 − (price / limit)^8`, where the producer's price nears 1,000 times its reference: a contract whose inputs are
/// not to be had cannot be kept (force majeure).
#[derive(Clone, Debug, PartialEq)]
pub struct FixedFlow {
    /// Good.
    pub good: usize,
    /// Selling region.
    pub seller: usize,
    /// Buyer.
    pub buyer: usize,
    /// Quantity, t/month.
    pub quantity: f64,
}

/// A government stands ready to buy what a producer cannot sell above this price (MODEL.md 2.6): the price never falls below it,
/// and where it would, the government buys the difference at the producer's gate, outside every quota.
///
/// Of several floors under one producer the highest counts, the first of equals.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// Good.
    pub good: usize,
    /// Producing region.
    pub region: usize,
    /// Price, USD/kg. Not finite or not positive: no floor.
    pub price: f64,
    /// Buyer whose stock takes the tonnes.
    pub buyer: usize,
}

/// What holds this period. Shapes as in [`super::ChainSpec`]; short vectors read as their base value, values that are not
/// finite or out of range as the nearest that makes sense.
#[derive(Clone, Debug, PartialEq)]
pub struct Conditions {
    /// Importer's ad valorem tariff, fraction, `[(good * regions + from) * regions + to]`.
    pub tariff: Vec<f64>,
    /// Exporter's ad valorem tax, fraction, same shape.
    pub export_tax: Vec<f64>,
    /// Sourcing weight, `[(good * regions + seller) * buyers + buyer]`; 0 = no route; never re-normalised.
    pub weight: Vec<f64>,
    /// Capacity per process, t activity per month; 0 = not there.
    pub capacity: Vec<f64>,
    /// Demand relative to base, per demand.
    pub demand_scale: Vec<f64>,
    /// `[good * buyers + buyer]`, t/month bought for stock (+) or offered from stock (−). See [`super::Clearing::unused`].
    pub extra_demand: Vec<f64>,
    /// Quotas and bans.
    pub quotas: Vec<Quota>,
    /// Deliveries under contract.
    pub fixed: Vec<FixedFlow>,
    /// Prices guaranteed to producers.
    pub floors: Vec<Floor>,
}
