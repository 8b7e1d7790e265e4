//! The accounts of a spatial equilibrium: balances, money and surpluses from prices and flows.

use super::Spatial;

/// An equilibrium and its accounts.
#[derive(Clone, Debug, PartialEq)]
pub struct SpatialResult {
    /// Producer price per region.
    pub price: Vec<f64>,
    /// Buyer's price (index, in the smooth form) per region.
    pub index: Vec<f64>,
    /// Quantity bought per region.
    pub demand: Vec<f64>,
    /// Quantity produced per region.
    pub supply: Vec<f64>,
    /// Flow, row = from.
    pub flow: Vec<f64>,
    /// Sales abroad less purchases from abroad per region.
    pub net_export: Vec<f64>,
    /// Rent per quota and unit.
    pub rent: Vec<f64>,
    /// Area under demand above the buyer's price; infinite where some buyers would pay anything.
    pub consumer_surplus: Vec<f64>,
    /// Area left of supply between price zero and the producer price.
    pub producer_surplus: Vec<f64>,
    /// Tariff money per importing region.
    pub revenue: Vec<f64>,
    /// Rents per exporting region.
    pub rents: Vec<f64>,
    /// Sum of the four.
    pub welfare: Vec<f64>,
    /// Largest violation of a condition, relative to prices and quantities.
    pub residual: f64,
    /// Newton steps.
    pub iterations: u32,
    /// Whether the residual is small enough to rely on.
    pub solved: bool,
}

/// Prices, flows and rents from which everything else follows.
pub(super) struct Found {
    pub(super) price: Vec<f64>,
    pub(super) index: Vec<f64>,
    pub(super) flow: Vec<f64>,
    pub(super) rent: Vec<f64>,
}

pub(super) fn settle(market: &Spatial, found: Found, residual: f64, iterations: u32, solved: bool) -> SpatialResult {
    let n = market.regions();
    let Found {
        price,
        index,
        flow,
        rent,
    } = found;
    let mut levy = vec![0.0; n * n];
    for (quota, rent) in market.quotas.iter().zip(&rent) {
        levy[quota.from * n + quota.to] += rent;
    }
    let mut revenue = vec![0.0; n];
    let mut rents = vec![0.0; n];
    for (k, &x) in flow.iter().enumerate().filter(|(_, x)| **x != 0.0) {
        let border = price[k / n] + market.freight[k] + levy[k];
        revenue[k % n] += x * (border * market.tariff[k] + market.specific[k]);
        rents[k / n] += x * levy[k];
    }
    let consumer: Vec<f64> = market.demand.iter().zip(&index).map(|(d, &p)| d.surplus(p)).collect();
    let producer: Vec<f64> = market.supply.iter().zip(&price).map(|(s, &p)| s.surplus(p)).collect();
    let abroad = |i: usize| (0..n).filter(move |&j| j != i);
    let out = |i: usize| abroad(i).map(|j| flow[i * n + j]).sum::<f64>();
    let into = |i: usize| abroad(i).map(|j| flow[j * n + i]).sum::<f64>();
    SpatialResult {
        demand: market.demand.iter().zip(&index).map(|(d, &p)| d.quantity(p)).collect(),
        supply: market.supply.iter().zip(&price).map(|(s, &p)| s.quantity(p)).collect(),
        net_export: (0..n).map(|i| out(i) - into(i)).collect(),
        welfare: (0..n)
            .map(|i| consumer[i] + producer[i] + revenue[i] + rents[i])
            .collect(),
        price,
        index,
        flow,
        rent,
        consumer_surplus: consumer,
        producer_surplus: producer,
        revenue,
        rents,
        residual: if residual.is_finite() { residual } else { f64::MAX },
        iterations,
        solved,
    }
}

/// What two solutions, the second at four times the exponent of the first, point at.
pub(super) fn extrapolate(coarse: &SpatialResult, fine: &SpatialResult) -> SpatialResult {
    let join = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| b + (b - a) / 3.0).collect::<Vec<f64>>();
    SpatialResult {
        price: join(&coarse.price, &fine.price),
        index: join(&coarse.index, &fine.index),
        demand: join(&coarse.demand, &fine.demand),
        supply: join(&coarse.supply, &fine.supply),
        flow: join(&coarse.flow, &fine.flow),
        net_export: join(&coarse.net_export, &fine.net_export),
        rent: join(&coarse.rent, &fine.rent),
        consumer_surplus: join(&coarse.consumer_surplus, &fine.consumer_surplus),
        producer_surplus: join(&coarse.producer_surplus, &fine.producer_surplus),
        revenue: join(&coarse.revenue, &fine.revenue),
        rents: join(&coarse.rents, &fine.rents),
        welfare: join(&coarse.welfare, &fine.welfare),
        residual: coarse.residual.max(fine.residual),
        iterations: coarse.iterations + fine.iterations,
        solved: coarse.solved && fine.solved,
    }
}
