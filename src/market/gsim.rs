//! Trade in one industry's products that differ by origin: GSIM (Francois and Hall), linear and non-linear (MODEL.md 3).
//!
//! World prices are 1 in the base year, so quantities are values at base prices. The linear form has published numbers and
//! serves as a test; at large tariff changes only the non-linear form should be used.

use super::industry::Industry;
use super::lu;
use super::newton::Outcome;
use libm::{exp, expm1, log};

/// Base year and elasticities. Matrices are row-major, row = exporter, column = importer, own sales included.
#[derive(Clone, Debug, PartialEq)]
pub struct Gsim {
    /// Number of regions.
    pub n: usize,
    /// Value of each flow at world prices, money per period.
    pub trade: Vec<f64>,
    /// Base power of the tariff, 1 + rate.
    pub tariff0: Vec<f64>,
    /// Elasticity of composite demand per importer, negative.
    pub demand_elasticity: Vec<f64>,
    /// Elasticity of supply per exporter, positive.
    pub supply_elasticity: Vec<f64>,
    /// Elasticity of substitution between origins per importer, positive.
    pub substitution: Vec<f64>,
}

/// Outcome of a change in tariffs. Money per period, in the unit of [`Gsim::trade`].
#[derive(Clone, Debug, PartialEq)]
pub struct GsimResult {
    /// World price of each exporter's product, base 1.
    pub price: Vec<f64>,
    /// Price index of each importer, base 1.
    pub composite_price: Vec<f64>,
    /// Quantity of each flow at base prices, row = exporter.
    pub quantity: Vec<f64>,
    /// Value of each flow at new world prices.
    pub value: Vec<f64>,
    /// Change in producer surplus.
    pub producer_surplus: Vec<f64>,
    /// Change in consumer surplus.
    pub consumer_surplus: Vec<f64>,
    /// Change in tariff revenue.
    pub tariff_revenue: Vec<f64>,
    /// Sum of the three.
    pub net_welfare: Vec<f64>,
    /// Largest relative excess demand.
    pub residual: f64,
    /// Newton steps (1 in the linear form).
    pub iterations: u32,
    /// Whether the residual is small enough to rely on.
    pub solved: bool,
}

impl Gsim {
    /// The linear form: one `n × n` system (MODEL.md 3, upper block). Inputs: new powers of the tariff.
    pub fn linear(&self, tariff1: &[f64]) -> GsimResult {
        let n = self.n;
        let base = Base::new(self);
        let mut matrix = vec![0.0; n * n];
        let mut rhs = vec![0.0; n];
        for r in 0..n {
            matrix[r * n + r] += self.supply_elasticity[r];
            for v in 0..n {
                let sales = base.sales_share(self, r, v);
                for s in 0..n {
                    let weight = sales * self.price_elasticity(&base, v, r, s);
                    matrix[r * n + s] -= weight;
                    rhs[r] += weight * self.tariff_change(tariff1, s, v);
                }
            }
            if base.output[r] <= 0.0 {
                matrix[r * n + r] = 1.0;
                rhs[r] = 0.0;
            }
        }
        let solved = lu::solve(&matrix, &mut rhs);
        if !solved {
            rhs.fill(0.0);
        }
        let mut quantity = vec![0.0; n * n];
        let mut composite = vec![1.0; n];
        for v in 0..n {
            for r in 0..n {
                let rise = (1.0 + rhs[r]) * (1.0 + self.tariff_change(tariff1, r, v)) - 1.0;
                composite[v] += base.share[r * n + v] * rise;
                let change: f64 = (0..n)
                    .map(|s| self.price_elasticity(&base, v, r, s) * (rhs[s] + self.tariff_change(tariff1, s, v)))
                    .sum();
                quantity[r * n + v] = self.trade[r * n + v] * (1.0 + change);
            }
        }
        let producer = (0..n)
            .map(|r| rhs[r] * base.output[r] * (1.0 + 0.5 * self.supply_elasticity[r] * rhs[r]))
            .collect();
        let consumer = (0..n)
            .map(|v| {
                let rise = composite[v] - 1.0;
                base.spending[v] * (0.5 * self.demand_elasticity[v] * rise * rise.abs() - rise)
            })
            .collect();
        let price = rhs.iter().map(|p| 1.0 + p).collect();
        let outcome = Outcome {
            residual: 0.0,
            iterations: 1,
            solved,
        };
        self.result(tariff1, price, composite, quantity, producer, consumer, outcome)
    }

    /// The non-linear form (MODEL.md 3, lower block).
    ///
    /// `demand_shift` multiplies each importer's composite demand (1 = base); `warm` holds start values of world prices.
    pub fn nonlinear(&self, tariff1: &[f64], demand_shift: Option<&[f64]>, warm: Option<&[f64]>) -> GsimResult {
        let n = self.n;
        let base = Base::new(self);
        let mut z = vec![0.0; n];
        if let Some(start) = warm {
            for (x, p) in z.iter_mut().zip(start) {
                *x = if *p > 0.0 && p.is_finite() { log(*p) } else { 0.0 };
            }
        }
        let mut industry = Industry::new(self);
        industry.set_tariffs(tariff1);
        if let Some(shift) = demand_shift {
            industry.set_shift(shift);
        }
        let outcome = industry.solve(&mut z);
        let index = industry.log_index();
        let flow = (0..n * n).map(|k| industry.quantity(k / n, k % n)).collect();
        let producer = (0..n)
            .map(|r| base.output[r] * area(z[r], 1.0 + self.supply_elasticity[r]))
            .collect();
        let consumer = (0..n)
            .map(|v| -base.spending[v] * area(index[v], 1.0 + self.demand_elasticity[v]))
            .collect();
        let price = z.iter().map(|&x| exp(x)).collect();
        let composite = index.iter().map(|&x| exp(x)).collect();
        self.result(tariff1, price, composite, flow, producer, consumer, outcome)
    }

    fn tariff_change(&self, tariff1: &[f64], r: usize, v: usize) -> f64 {
        tariff1[r * self.n + v] / self.tariff0[r * self.n + v] - 1.0
    }

    /// Elasticity of importer `v`'s demand for `r` in the internal price of `s`.
    fn price_elasticity(&self, base: &Base, v: usize, r: usize, s: usize) -> f64 {
        let (demand, substitution) = (self.demand_elasticity[v], self.substitution[v]);
        let cross = base.share[s * self.n + v] * (demand + substitution);
        if r == s { cross - substitution } else { cross }
    }

    fn result(
        &self,
        tariff1: &[f64],
        price: Vec<f64>,
        composite_price: Vec<f64>,
        quantity: Vec<f64>,
        producer_surplus: Vec<f64>,
        consumer_surplus: Vec<f64>,
        outcome: Outcome,
    ) -> GsimResult {
        let n = self.n;
        let value: Vec<f64> = (0..n * n).map(|k| quantity[k] * price[k / n]).collect();
        let revenue = |v: usize| -> f64 {
            (0..n)
                .map(|r| r * n + v)
                .map(|k| value[k] * (tariff1[k] - 1.0) - self.trade[k] * (self.tariff0[k] - 1.0))
                .sum()
        };
        let tariff_revenue: Vec<f64> = (0..n).map(revenue).collect();
        let net_welfare = (0..n)
            .map(|v| producer_surplus[v] + consumer_surplus[v] + tariff_revenue[v])
            .collect();
        GsimResult {
            price,
            composite_price,
            quantity,
            value,
            producer_surplus,
            consumer_surplus,
            tariff_revenue,
            net_welfare,
            residual: outcome.residual,
            iterations: outcome.iterations,
            solved: outcome.solved,
        }
    }
}

/// `∫ e^{(power − 1) u} e^u du` from 0 to `log_price`: the area under an iso-elastic curve of unit base quantity and price.
fn area(log_price: f64, power: f64) -> f64 {
    if power.abs() < 1e-12 {
        log_price
    } else {
        expm1(power * log_price) / power
    }
}

/// Totals and shares of the base year.
struct Base {
    /// Expenditure share of origin `r` in market `v` at internal prices, `[r * n + v]`.
    share: Vec<f64>,
    /// Sales per exporter at world prices.
    output: Vec<f64>,
    /// Spending per importer at internal prices.
    spending: Vec<f64>,
}

impl Base {
    fn new(gsim: &Gsim) -> Self {
        let n = gsim.n;
        let paid: Vec<f64> = gsim.trade.iter().zip(&gsim.tariff0).map(|(m, t)| m * t).collect();
        let output = (0..n).map(|r| gsim.trade[r * n..(r + 1) * n].iter().sum()).collect();
        let spending: Vec<f64> = (0..n).map(|v| (0..n).map(|r| paid[r * n + v]).sum()).collect();
        let share = (0..n * n)
            .map(|k| {
                if spending[k % n] > 0.0 {
                    paid[k] / spending[k % n]
                } else {
                    0.0
                }
            })
            .collect();
        Base {
            share,
            output,
            spending,
        }
    }

    fn sales_share(&self, gsim: &Gsim, r: usize, v: usize) -> f64 {
        if self.output[r] > 0.0 {
            gsim.trade[r * gsim.n + v] / self.output[r]
        } else {
            0.0
        }
    }
}

#[cfg(test)]
#[path = "gsim_tests.rs"]
mod tests;
