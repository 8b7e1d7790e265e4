//! From a scenario to its answer.

use super::answer::{Answer, GsimAnswer, QuotaRent, SpatialAnswer};
use super::check::{self, ANY, DEMAND_ELASTICITY, FLOW, NOT_NEGATIVE, POSITIVE, POWER, RATE};
use super::error::ScenarioError;
use super::file::{Form, Scenario};
use crate::market::gsim::Gsim;
use crate::market::spatial::{NoEquilibrium, Spatial, SpatialQuota, SpatialResult};

impl Scenario {
    /// Checks the scenario and solves it.
    ///
    /// # Errors
    /// When a number is out of range, a list or table has another shape, or there is no equilibrium.
    pub fn solve(&self) -> Result<Answer, ScenarioError> {
        let regions = self.regions();
        check::names(regions)?;
        match self {
            Scenario::Gsim {
                form,
                trade,
                tariffs0,
                tariffs1,
                demand_elasticity,
                supply_elasticity,
                substitution,
                ..
            } => {
                let gsim = Gsim {
                    n: regions.len(),
                    trade: check::table("trade", trade, FLOW, regions)?,
                    tariff0: check::table("tariffs0", tariffs0, POWER, regions)?,
                    demand_elasticity: check::list("demand_elasticity", demand_elasticity, DEMAND_ELASTICITY, regions)?,
                    supply_elasticity: check::list("supply_elasticity", supply_elasticity, NOT_NEGATIVE, regions)?,
                    substitution: check::list("substitution", substitution, NOT_NEGATIVE, regions)?,
                };
                let tariffs1 = check::table("tariffs1", tariffs1, POWER, regions)?;
                gsim_answer(&gsim, *form, &tariffs1).map(Answer::Gsim)
            }
            Scenario::Spatial {
                demand,
                supply,
                freight,
                specific_tariff,
                ad_valorem_tariff,
                quotas,
                theta,
                weights,
                ..
            } => {
                let equal = 1.0 / regions.len() as f64;
                let market = Spatial {
                    demand: check::demand(demand, regions)?,
                    supply: check::supply(supply, regions)?,
                    freight: check::table_or("freight", freight, NOT_NEGATIVE, regions, 0.0)?,
                    specific: check::table_or("specific_tariff", specific_tariff, ANY, regions, 0.0)?,
                    tariff: check::table_or("ad_valorem_tariff", ad_valorem_tariff, RATE, regions, 0.0)?,
                    weight: check::table_or("weights", weights, NOT_NEGATIVE, regions, equal)?,
                    quotas: check::quotas(quotas, regions)?,
                    theta: theta.map_or(Ok(1.0), |t| check::single("theta", t, POSITIVE))?,
                };
                let solved = if theta.is_some() {
                    market.smooth()
                } else {
                    market.exact()
                };
                let solved = solved.map_err(|error| in_words(error, regions, theta.is_some()))?;
                spatial_answer(&market, solved, regions).map(Answer::Spatial)
            }
        }
    }
}

fn gsim_answer(gsim: &Gsim, form: Form, tariffs1: &[f64]) -> Result<GsimAnswer, ScenarioError> {
    let solved = match form {
        Form::Linear => gsim.linear(tariffs1),
        Form::NonLinear => gsim.nonlinear(tariffs1, None, None),
    };
    if !solved.solved {
        return Err(ScenarioError::NotFound {
            residual: solved.residual,
            hint: " (do all flows of a region have a supply or demand elasticity other than zero?)",
        });
    }
    let change = |level: &f64| level - 1.0;
    Ok(GsimAnswer {
        price_change: plain("price_change", solved.price.iter().map(change))?,
        composite_price_change: plain("composite_price_change", solved.composite_price.iter().map(change))?,
        producer_surplus: plain("producer_surplus", solved.producer_surplus)?,
        consumer_surplus: plain("consumer_surplus", solved.consumer_surplus)?,
        tariff_revenue: plain("tariff_revenue", solved.tariff_revenue)?,
        net_welfare: plain("net_welfare", solved.net_welfare)?,
        flows: rows("flows", &solved.value, gsim.n)?,
    })
}

fn spatial_answer(market: &Spatial, solved: SpatialResult, regions: &[String]) -> Result<SpatialAnswer, ScenarioError> {
    let n = regions.len();
    let surplus = |field, areas: Vec<f64>| -> Result<Vec<Option<f64>>, ScenarioError> {
        let one = |x: f64| {
            if x == f64::INFINITY {
                Ok(None)
            } else {
                number(field, x).map(Some)
            }
        };
        areas.into_iter().map(one).collect()
    };
    let rent = |(quota, unit): (&SpatialQuota, &f64)| {
        let flow = solved.flow[quota.from * n + quota.to];
        Ok(QuotaRent {
            from: regions[quota.from].clone(),
            to: regions[quota.to].clone(),
            max: quota.limit,
            flow: number("quota_rents", flow)?,
            unit_rent: number("quota_rents", *unit)?,
            total: number("quota_rents", unit * flow)?,
        })
    };
    let quota_rents: Result<_, ScenarioError> = market.quotas.iter().zip(&solved.rent).map(rent).collect();
    Ok(SpatialAnswer {
        quota_rents: quota_rents?,
        flows: rows("flows", &solved.flow, n)?,
        supply_price: plain("supply_price", solved.price)?,
        demand_price: plain("demand_price", solved.index)?,
        demand: plain("demand", solved.demand)?,
        supply: plain("supply", solved.supply)?,
        net_exports: plain("net_exports", solved.net_export)?,
        consumer_surplus: surplus("consumer_surplus", solved.consumer_surplus)?,
        producer_surplus: surplus("producer_surplus", solved.producer_surplus)?,
        revenue: plain("revenue", solved.revenue)?,
        iterations: solved.iterations,
        residual: number("residual", solved.residual)?,
    })
}

/// A number that can be printed; minus zero is zero.
fn number(field: &'static str, x: f64) -> Result<f64, ScenarioError> {
    if x.is_finite() {
        Ok(x + 0.0)
    } else {
        Err(ScenarioError::Overflow { field })
    }
}

fn plain(field: &'static str, numbers: impl IntoIterator<Item = f64>) -> Result<Vec<f64>, ScenarioError> {
    numbers.into_iter().map(|x| number(field, x)).collect()
}

fn rows(field: &'static str, numbers: &[f64], n: usize) -> Result<Vec<Vec<f64>>, ScenarioError> {
    numbers
        .chunks_exact(n)
        .map(|row| plain(field, row.iter().copied()))
        .collect()
}

/// Why there is no equilibrium, with the names of the regions.
fn in_words(error: NoEquilibrium, regions: &[String], smooth: bool) -> ScenarioError {
    let reason = match error {
        NoEquilibrium::Glut { region, supply, sold } => format!(
            "`supply` of `{}` is {} even at a price of zero, and only {} of it can be sold",
            regions[region],
            short(supply),
            short(sold)
        ),
        NoEquilibrium::Shortage { region, demand, bought } if demand > 0.0 => format!(
            "`demand` of `{}` is at least {} at any price, and only {} can reach it",
            regions[region],
            short(demand),
            short(bought)
        ),
        NoEquilibrium::Shortage { region, .. } => {
            format!("`demand` of `{}` never ends, and nothing can reach it", regions[region])
        }
        NoEquilibrium::Runaway { region, price } => format!(
            "the price in `{}` would be above {}: `demand` or `supply` there hardly responds to it",
            regions[region],
            short(price)
        ),
        NoEquilibrium::NotFound { residual } => {
            let hint = if smooth {
                " (a very large or very small `theta` makes it hard; `theta: None` is the limit of large ones)"
            } else {
                " (numbers of very different size make it hard)"
            };
            return ScenarioError::NotFound { residual, hint };
        }
    };
    ScenarioError::NoEquilibrium { reason }
}

/// Six digits are enough for a sentence.
fn short(x: f64) -> f64 {
    format!("{x:.5e}").parse().unwrap_or(x)
}
