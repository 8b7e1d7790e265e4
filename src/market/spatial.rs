//! Spatial price equilibrium of one good with smooth sourcing: the textbook cases (MODEL.md 2.2, 2.5 and V3 to V6).
//!
//! Every region has a demand and a supply curve; landed costs hold freight, specific and ad valorem tariffs, export taxes and
//! quota rents. With equal weights and a growing exponent `theta` this becomes Samuelson's model of a homogeneous good; the
//! distance shrinks as `1 / theta`. Units are the caller's: quantity, money per quantity, money.

use super::complementarity::complement;
use super::curve::{Curve, Linear};
use super::lu;
use super::newton::{self, Outcome, Problem, Rule, Scratch};
use libm::{exp, log, pow};

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
        let join = |a: &[f64], b: &[f64]| {
            a.iter()
                .zip(b)
                .map(|(a, b)| b + (b - a) / 3.0)
                .collect::<Vec<f64>>()
        };
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
            if d.slope < 0.0 {
                -d.intercept / d.slope
            } else {
                0.0
            }
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
            rent: system
                .rent
                .iter()
                .map(|&r| if r < 1e-9 { 0.0 } else { r })
                .collect(),
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

const RULE: Rule = Rule {
    steps: 200,
    target: newton::TARGET,
    memory: 4,
};
/// Rounds the corner of the complementarity between rent and slack.
const CORNER: f64 = 1e-12;

/// Unknowns: log producer prices, then rents over their scale.
struct System<'a> {
    model: &'a Spatial,
    scale: f64,
    price: Vec<f64>,
    rent: Vec<f64>,
    levy: Vec<f64>,
    cost: Vec<f64>,
    share: Vec<f64>,
    index: Vec<f64>,
    demand: Vec<f64>,
    slope: Vec<f64>,
    flow: Vec<f64>,
    matrix: Vec<f64>,
}

impl<'a> System<'a> {
    fn new(model: &'a Spatial) -> Self {
        let n = model.demand.len();
        let unknowns = n + model.quotas.len();
        let highest = (0..n)
            .map(|i| model.autarky_price(i).abs())
            .fold(0.0, f64::max);
        System {
            model,
            scale: if highest > 0.0 { highest } else { 1.0 },
            price: vec![0.0; n],
            rent: vec![0.0; model.quotas.len()],
            levy: vec![0.0; n * n],
            cost: vec![0.0; n * n],
            share: vec![0.0; n * n],
            index: vec![0.0; n],
            demand: vec![0.0; n],
            slope: vec![0.0; n],
            flow: vec![0.0; n * n],
            matrix: vec![0.0; unknowns * unknowns],
        }
    }

    fn evaluate(&mut self, z: &[f64]) {
        let n = self.price.len();
        let m = self.model;
        for (p, x) in self.price.iter_mut().zip(z) {
            *p = exp(*x);
        }
        self.levy.fill(0.0);
        for (q, quota) in m.quotas.iter().enumerate() {
            self.rent[q] = z[n + q] * self.scale;
            for &(i, j) in &quota.flows {
                self.levy[i * n + j] += self.rent[q];
            }
        }
        for k in 0..n * n {
            let border = self.price[k / n] * (1.0 + m.export_tax[k]) + m.freight[k] + self.levy[k];
            self.cost[k] = border * (1.0 + m.tariff[k]) + m.specific[k];
        }
        for j in 0..n {
            let column = || (0..n).map(|i| i * n + j).filter(|&k| m.weight[k] > 0.0);
            let least = column().map(|k| self.cost[k]).fold(f64::INFINITY, f64::min);
            let total: f64 = column()
                .map(|k| m.weight[k] * pow(least / self.cost[k], m.theta))
                .sum();
            for i in 0..n {
                let k = i * n + j;
                let w = m.weight[k];
                self.share[k] = if w > 0.0 {
                    w * pow(least / self.cost[k], m.theta) / total
                } else {
                    0.0
                };
            }
            self.index[j] = if total > 0.0 {
                least * exp(-log(total) / m.theta)
            } else {
                self.price[j]
            };
            self.demand[j] = if total > 0.0 {
                m.demand[j].q(self.index[j])
            } else {
                0.0
            };
            self.slope[j] = m.demand[j].dq(self.index[j]) * self.index[j];
            for i in 0..n {
                self.flow[i * n + j] = self.share[i * n + j] * self.demand[j];
            }
        }
    }

    /// Scale of a region's quantities.
    fn size(&self, i: usize) -> f64 {
        let (d, s) = (&self.model.demand[i], &self.model.supply[i]);
        d.intercept.abs().max(s.intercept.abs()).max(1e-12)
    }

    fn through(&self, q: usize) -> f64 {
        let n = self.price.len();
        self.model.quotas[q]
            .flows
            .iter()
            .map(|&(i, j)| self.flow[i * n + j])
            .sum()
    }

    /// Adds to `row` the derivatives of flow `k`, times `factor`.
    fn flow_row(&self, k: usize, factor: f64, row: &mut [f64]) {
        let (n, m) = (self.price.len(), self.model);
        let j = k % n;
        let spread = factor * self.share[k] * (self.slope[j] + m.theta * self.demand[j]);
        for i in 0..n {
            let other = i * n + j;
            let own = if other == k {
                factor * m.theta * self.flow[k]
            } else {
                0.0
            };
            let weight = spread * self.share[other] - own;
            if weight != 0.0 {
                let duty = (1.0 + m.tariff[other]) / self.cost[other];
                row[i] += weight * duty * self.price[i] * (1.0 + m.export_tax[other]);
                for (q, quota) in m.quotas.iter().enumerate() {
                    let times = quota.flows.iter().filter(|&&f| f == (i, j)).count();
                    row[n + q] += weight * duty * self.scale * times as f64;
                }
            }
        }
    }
}

impl Problem for System<'_> {
    fn residual(&mut self, z: &[f64], f: &mut [f64]) -> f64 {
        self.evaluate(z);
        let n = self.price.len();
        for (i, x) in f.iter_mut().enumerate().take(n) {
            let shipped: f64 = self.flow[i * n..(i + 1) * n].iter().sum();
            *x = (shipped - self.model.supply[i].q(self.price[i])) / self.size(i);
        }
        for q in 0..self.rent.len() {
            let slack = 1.0 - self.through(q) / self.model.quotas[q].limit;
            f[n + q] = complement(z[n + q], slack, CORNER).0;
        }
        f.iter().fold(0.0, |a, x| {
            if x.is_finite() && a >= 0.0 {
                x.abs().max(a)
            } else {
                f64::NAN
            }
        })
    }

    fn step(&mut self, z: &[f64], f: &mut [f64], dz: &mut [f64]) -> bool {
        self.residual(z, f);
        let n = self.price.len();
        let unknowns = z.len();
        let mut matrix = std::mem::take(&mut self.matrix);
        matrix.fill(0.0);
        for i in 0..n {
            let row = &mut matrix[i * unknowns..(i + 1) * unknowns];
            for j in 0..n {
                self.flow_row(i * n + j, 1.0 / self.size(i), row);
            }
            row[i] -= self.model.supply[i].dq(self.price[i]) * self.price[i] / self.size(i);
        }
        for (q, quota) in self.model.quotas.iter().enumerate() {
            let row = &mut matrix[(n + q) * unknowns..(n + q + 1) * unknowns];
            let (_, by_rent, by_slack) =
                complement(z[n + q], 1.0 - self.through(q) / quota.limit, CORNER);
            for &(i, j) in &quota.flows {
                self.flow_row(i * n + j, -by_slack / quota.limit, row);
            }
            row[n + q] += by_rent;
        }
        for (d, x) in dz.iter_mut().zip(f.iter()) {
            *d = -x;
        }
        let solved = lu::solve(&mut matrix, dz);
        self.matrix = matrix;
        solved
    }

    fn cap(&self, _z: &[f64], dz: &mut [f64]) -> f64 {
        let largest = dz.iter().fold(1.0_f64, |a, x| a.max(x.abs()));
        dz.iter_mut().for_each(|x| *x /= largest);
        1.0 / largest
    }

    fn project(&self, z: &mut [f64]) {
        let n = self.price.len();
        z[..n].iter_mut().for_each(|x| *x = x.clamp(-30.0, 30.0));
        z[n..].iter_mut().for_each(|x| *x = x.clamp(0.0, 1e6));
    }
}

#[cfg(test)]
#[path = "spatial_tests.rs"]
mod tests;
