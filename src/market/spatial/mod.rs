//! Spatial price equilibrium of one good: the textbook cases and the `market` command (MODEL 2.2, 2.5 and V3 to V6).
//!
//! Every region has a demand and a supply curve ([`curves`]); a unit that goes from one to another costs
//! `(p + freight + rent) · (1 + ad valorem) + specific`. Two ways to share a market between origins:
//!
//! - smooth ([`Spatial::solve`]): shares fall with the power `theta` of the cost, as in the game's chains;
//! - exact ([`Spatial::exact`]): only the cheapest origin sells, Samuelson's model of a homogeneous good. It is what the
//!   smooth form approaches as `theta` grows; the distance shrinks as `1 / theta`.
//!
//! Units are the caller's: quantity, money per quantity, money. Quantities that are added up are added in file order.

mod accounts;
pub mod curves;
mod exact;
mod smooth;

pub use accounts::SpatialResult;
use curves::{Demand, Supply};
pub use exact::NoEquilibrium;

/// A limit on the flow from one region to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SpatialQuota {
    /// Exporting region.
    pub from: usize,
    /// Importing region.
    pub to: usize,
    /// Largest flow; zero closes the route.
    pub limit: f64,
}

/// One good, `n` regions. Matrices are row-major, row = from, column = to.
#[derive(Clone, Debug, PartialEq)]
pub struct Spatial {
    /// Demand per region.
    pub demand: Vec<Demand>,
    /// Supply per region.
    pub supply: Vec<Supply>,
    /// Freight per unit.
    pub freight: Vec<f64>,
    /// Specific tariff of the importer per unit.
    pub specific: Vec<f64>,
    /// Ad valorem tariff of the importer, fraction of price, freight and rent.
    pub tariff: Vec<f64>,
    /// Sourcing weight; 0 = closed. The exact form asks only whether it is zero.
    pub weight: Vec<f64>,
    /// Quotas; rents go to the exporter.
    pub quotas: Vec<SpatialQuota>,
    /// Sourcing exponent of the smooth form.
    pub theta: f64,
}

impl Spatial {
    /// Free trade with equal weights, no freight and no taxes.
    pub fn free<D: Into<Demand>, S: Into<Supply>>(demand: Vec<D>, supply: Vec<S>, theta: f64) -> Spatial {
        let n = demand.len();
        let zero = vec![0.0; n * n];
        Spatial {
            demand: demand.into_iter().map(Into::into).collect(),
            supply: supply.into_iter().map(Into::into).collect(),
            freight: zero.clone(),
            specific: zero.clone(),
            tariff: zero,
            weight: vec![1.0 / n as f64; n * n],
            quotas: Vec::new(),
            theta,
        }
    }

    /// Number of regions.
    pub fn regions(&self) -> usize {
        self.demand.len()
    }

    /// What a unit costs its buyer on route `k` (`from * regions + to`), at a producer price and a rent.
    pub fn landed(&self, k: usize, price: f64, rent: f64) -> f64 {
        (price + self.freight[k] + rent) * (1.0 + self.tariff[k]) + self.specific[k]
    }

    /// What is left for producer and licence holder of a buyer's price on route `k`.
    pub fn netback(&self, k: usize, price: f64) -> f64 {
        (price - self.specific[k]) / (1.0 + self.tariff[k]) - self.freight[k]
    }

    /// The tightest quota on route `k`, the first of several equal ones.
    fn quota_on(&self, k: usize) -> Option<usize> {
        let n = self.regions();
        let mut best: Option<usize> = None;
        for (q, quota) in self.quotas.iter().enumerate() {
            if quota.from * n + quota.to == k && best.is_none_or(|b| quota.limit < self.quotas[b].limit) {
                best = Some(q);
            }
        }
        best
    }

    /// Whether anything may go along route `k`.
    fn is_open(&self, k: usize) -> bool {
        self.weight[k] > 0.0 && self.quota_on(k).is_none_or(|q| self.quotas[q].limit > 0.0)
    }

    /// Whether both ends of route `k` trade at some price.
    fn trades(&self, k: usize) -> bool {
        let n = self.regions();
        self.supply[k / n].start() < f64::INFINITY && self.demand[k % n].stop() > 0.0
    }

    /// What the best buyer would leave to a producer in region `i`, at these buyers' prices; zero without one.
    fn best_bid(&self, i: usize, index: &[f64]) -> f64 {
        let n = self.regions();
        let routes = (i * n..(i + 1) * n).filter(|&k| self.is_open(k));
        routes.map(|k| self.netback(k, index[k % n])).fold(0.0, f64::max)
    }

    /// Price at which a region's demand and supply meet without trade: where it would produce nothing, the price at which
    /// it would begin to, or that at which use stops. Zero when nothing of this gives a price.
    pub fn autarky_price(&self, region: usize) -> f64 {
        let (demand, supply) = (&self.demand[region], &self.supply[region]);
        let (start, stop) = (supply.start(), demand.stop());
        if start >= stop {
            return if start.is_finite() { start } else { stop };
        }
        if let (Demand::Linear(d), Supply::Linear(s)) = (demand, supply) {
            let price = (d.intercept - s.intercept) / (s.slope - d.slope);
            return if price.is_finite() { price.max(0.0) } else { 0.0 };
        }
        let excess = |p: f64| supply.quantity(p) - demand.quantity(p);
        let guess = demand.size().0.max(supply.size().0);
        let (mut low, mut high) = (guess, guess);
        let far = 1e9;
        while excess(low) > 0.0 && low * far > guess {
            low *= 0.25;
        }
        while excess(high) < 0.0 && high < guess * far {
            high *= 4.0;
        }
        if excess(low) > 0.0 || excess(high) < 0.0 {
            return guess;
        }
        for _ in 0..200 {
            let middle = low.sqrt() * high.sqrt();
            if excess(middle) < 0.0 {
                low = middle;
            } else {
                high = middle;
            }
        }
        low.sqrt() * high.sqrt()
    }

    /// The exact equilibrium of a homogeneous good.
    ///
    /// # Errors
    /// When no prices of zero or more clear the market, or none was found.
    pub fn exact(&self) -> Result<SpatialResult, NoEquilibrium> {
        exact::solve(self)
    }

    /// The homogeneous-good limit by Richardson extrapolation in `1 / theta` of this `theta` and four times it: an
    /// approximation that owes nothing to [`Spatial::exact`], and so checks it.
    pub fn limit(&self) -> SpatialResult {
        let coarse = self.solve(None);
        let fine = Spatial {
            theta: 4.0 * self.theta,
            ..self.clone()
        }
        .solve(Some(&coarse.price));
        accounts::extrapolate(&coarse, &fine)
    }
}

#[cfg(test)]
mod exact_tests;
#[cfg(test)]
mod textbook_tests;
