//! Spatial price equilibrium of one good with smooth sourcing: the textbook cases (MODEL.md 2.2, 2.5 and V3 to V6).
//!
//! Every region has a demand and a supply curve; landed costs hold freight, specific and ad valorem tariffs, export taxes and
//! quota rents. With equal weights and a growing exponent `theta` this becomes Samuelson's model of a homogeneous good; the
//! distance shrinks as `1 / theta`. Units are the caller's: quantity, money per quantity, money.

use super::curve::{Curve, Linear};
use super::newton::{self, Outcome, Scratch};
use super::spatial_system::{RULE, System};
use libm::log;

/// A limit on the sum of some flows `(from, to)`.
#[derive(Clone, Debug, PartialEq)]
pub struct SpatialQuota {
    /// Flows under the limit.
    pub flows: Vec<(usize, usize)>,
    /// Limit, above zero; a ban is a weight of zero.
    pub limit: f64,
}

/// One good, `n` regions. Matrices are row-major, row = from, column = to.
#[derive(Clone, Debug, PartialEq)]
pub struct Spatial {
    /// Demand per region.
    pub demand: Vec<Linear>,
    /// Supply per region.
    pub supply: Vec<Linear>,
    /// Freight per unit.
    pub freight: Vec<f64>,
    /// Specific tariff of the importer per unit.
    pub specific: Vec<f64>,
    /// Ad valorem tariff of the importer, fraction.
    pub tariff: Vec<f64>,
    /// Ad valorem tax of the exporter, fraction.
    pub export_tax: Vec<f64>,
    /// Sourcing weight; 0 = closed.
    pub weight: Vec<f64>,
    /// Quotas; rents go to the exporter.
    pub quotas: Vec<SpatialQuota>,
    /// Sourcing exponent.
    pub theta: f64,
}

/// An equilibrium and its accounts.
#[derive(Clone, Debug, PartialEq)]
pub struct SpatialResult {
    /// Producer price per region.
    pub price: Vec<f64>,
    /// Buyer's price index per region.
    pub index: Vec<f64>,
    /// Flow, row = from.
    pub flow: Vec<f64>,
    /// Output less use per region.
    pub net_export: Vec<f64>,
    /// Rent per quota and unit.
    pub rent: Vec<f64>,
    /// Area under demand above the index.
    pub consumer_surplus: Vec<f64>,
    /// Area left of supply below the producer price.
    pub producer_surplus: Vec<f64>,
    /// Tariffs and export taxes per region.
    pub revenue: Vec<f64>,
    /// Rents per exporting region.
    pub rents: Vec<f64>,
    /// Sum of the four.
    pub welfare: Vec<f64>,
    /// Largest relative residual.
    pub residual: f64,
    /// Newton steps.
    pub iterations: u32,
    /// Whether the residual is small enough to rely on.
    pub solved: bool,
}

impl Spatial {
    /// Free trade with equal weights, no freight and no taxes.
    pub fn free(demand: Vec<Linear>, supply: Vec<Linear>, theta: f64) -> Spatial {
        let n = demand.len();
        let zero = vec![0.0; n * n];
        Spatial {
            demand,
            supply,
            freight: zero.clone(),
            specific: zero.clone(),
            tariff: zero.clone(),
            export_tax: zero,
            weight: vec![1.0 / n as f64; n * n],
            quotas: Vec::new(),
            theta,
        }
    }

    /// Price at which a region's demand and supply meet without trade.
    pub fn autarky_price(&self, region: usize) -> f64 {
        let (d, s) = (self.demand[region], self.supply[region]);
        (d.intercept - s.intercept) / (s.slope - d.slope)
    }

    /// Solves from autarky prices, or from `warm` producer prices.
    pub fn solve(&self, warm: Option<&[f64]>) -> SpatialResult {
        let n = self.demand.len();
        let mut z = vec![0.0; n + self.quotas.len()];
        for (i, x) in z.iter_mut().take(n).enumerate() {
            let start = warm
                .and_then(|w| w.get(i))
                .copied()
                .unwrap_or_else(|| self.autarky_price(i));
            *x = if start > 0.0 && start.is_finite() {
                log(start)
            } else {
                0.0
            };
        }
        let mut system = System::new(self);
        let outcome = newton::solve(&mut system, &mut z, &mut Scratch::default(), RULE);
        system.evaluate(&z);
        self.accounts(&system, outcome)
    }

    /// The homogeneous-good limit by Richardson extrapolation in `1 / theta` of this `theta` and four times it.
    pub fn limit(&self) -> SpatialResult {
        let coarse = self.solve(None);
        let fine = Spatial {
            theta: 4.0 * self.theta,
            ..self.clone()
        }
        .solve(Some(&coarse.price));
        let join = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| b + (b - a) / 3.0).collect::<Vec<f64>>();
        SpatialResult {
            price: join(&coarse.price, &fine.price),
            index: join(&coarse.index, &fine.index),
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

    fn accounts(&self, system: &System<'_>, outcome: Outcome) -> SpatialResult {
        let n = self.demand.len();
        let (price, index) = (system.price.clone(), system.index.clone());
        let mut revenue = vec![0.0; n];
        let mut rents = vec![0.0; n];
        for (k, &flow) in system.flow.iter().enumerate() {
            let (i, j) = (k / n, k % n);
            let border = price[i] * (1.0 + self.export_tax[k]) + self.freight[k] + system.levy[k];
            revenue[i] += flow * price[i] * self.export_tax[k];
            revenue[j] += flow * (border * self.tariff[k] + self.specific[k]);
            rents[i] += flow * system.levy[k];
        }
        let ceiling = |d: &Linear| {
            if d.slope < 0.0 { -d.intercept / d.slope } else { 0.0 }
        };
        let consumer: Vec<f64> = (0..n)
            .map(|j| self.demand[j].area(index[j], ceiling(&self.demand[j]).max(index[j])))
            .collect();
        let producer: Vec<f64> = (0..n).map(|i| self.supply[i].area(0.0, price[i])).collect();
        let out = |i: usize| system.flow[i * n..(i + 1) * n].iter().sum::<f64>();
        let into = |j: usize| (0..n).map(|i| system.flow[i * n + j]).sum::<f64>();
        SpatialResult {
            net_export: (0..n).map(|i| out(i) - into(i)).collect(),
            welfare: (0..n)
                .map(|i| consumer[i] + producer[i] + revenue[i] + rents[i])
                .collect(),
            price,
            index,
            flow: system.flow.clone(),
            rent: system.rent.iter().map(|&r| if r < 1e-9 { 0.0 } else { r }).collect(),
            consumer_surplus: consumer,
            producer_surplus: producer,
            revenue,
            rents,
            residual: if outcome.residual.is_finite() {
                outcome.residual
            } else {
                f64::MAX
            },
            iterations: outcome.iterations,
            solved: outcome.solved,
        }
    }
}

#[cfg(test)]
#[path = "spatial_tests.rs"]
mod tests;
