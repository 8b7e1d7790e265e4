//! The exact equilibrium of a homogeneous good: who serves whom is part of the answer.
//!
//! A route in use costs its buyer exactly the buyer's price, no open route costs less, a quota has a rent only when it is
//! full, and every region sells what it makes and gets what it uses. In the prices this is a system whose slopes form an
//! M-matrix whatever the tariffs: a dearer origin sends its buyers to the others, and total use falls. So equilibrium prices
//! are unique wherever supply or demand responds, also with ad valorem tariffs, for which no surplus is maximised.
//!
//! Two steps:
//!
//! 1. [`interior`]: the either-or of every route is rounded off and sharpened step by step, Newton's method following;
//! 2. [`routes`]: the routes then in use tie regions into groups with one free price level each, which is found by a
//!    one-dimensional search to the last digit; routes that contradict the result change sides, and all of it is checked.

mod interior;
mod level;
mod reach;
mod routes;

use super::Spatial;
use super::accounts::{self, SpatialResult};
use routes::Settled;

/// Why there is no exact equilibrium to report.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum NoEquilibrium {
    /// A region supplies something even for nothing, and cannot sell it.
    #[error("region {region} supplies {supply} even at a price of zero and can sell only {sold}")]
    Glut {
        /// Index of the region.
        region: usize,
        /// Its supply at a price of zero.
        supply: f64,
        /// What it sells.
        sold: f64,
    },
    /// A region wants more than reaches it at any price.
    #[error("region {region} wants at least {demand} at any price and can buy only {bought}")]
    Shortage {
        /// Index of the region.
        region: usize,
        /// What it wants at least.
        demand: f64,
        /// What can reach it.
        bought: f64,
    },
    /// A price would be more than a billion times the usual ones.
    #[error("the price in region {region} would be above {price:e}")]
    Runaway {
        /// Index of the region.
        region: usize,
        /// A price far above all others.
        price: f64,
    },
    /// The search ended with conditions violated by this much, relative to prices and quantities.
    #[error("the search for an equilibrium ended {residual:e} from one")]
    NotFound {
        /// Largest violation.
        residual: f64,
    },
}

/// Largest violation that counts as an equilibrium.
const ACCEPT: f64 = 1e-8;

/// Relative excess that is rounding.
const ROUNDING: f64 = 1e-9;
/// Sourcing exponent whose prices serve as a second start.
const SPLIT: f64 = 64.0;

/// A route that may be used.
#[derive(Clone, Copy, Debug)]
struct Route {
    /// `from * regions + to`.
    key: usize,
    from: usize,
    to: usize,
    /// The part of the landed cost that grows with the producer price: 1 + ad valorem.
    factor: f64,
    /// The rest of it.
    fixed: f64,
    /// Largest flow, infinite without a quota.
    limit: f64,
}

impl Route {
    /// Landed cost without a rent.
    fn cost(&self, price: f64) -> f64 {
        price * self.factor + self.fixed
    }
}

/// Routes that are open and can matter: both ends trade at some price.
fn open_routes(market: &Spatial) -> Vec<Route> {
    let n = market.regions();
    let mut routes = Vec::new();
    for key in 0..n * n {
        if market.is_open(key) && market.trades(key) {
            routes.push(Route {
                key,
                from: key / n,
                to: key % n,
                factor: 1.0 + market.tariff[key],
                fixed: market.freight[key] * (1.0 + market.tariff[key]) + market.specific[key],
                limit: market.quota_on(key).map_or(f64::INFINITY, |q| market.quotas[q].limit),
            });
        }
    }
    routes
}

/// Says so if a region has nobody to take what it supplies for nothing, or wants more than can reach it at any price.
pub(super) fn possible(market: &Spatial) -> Result<(), NoEquilibrium> {
    cut_off(market, &open_routes(market))
}

fn cut_off(market: &Spatial, routes: &[Route]) -> Result<(), NoEquilibrium> {
    for region in 0..market.regions() {
        let supply = market.supply[region].quantity(0.0);
        // For nothing, and with nobody else to buy from.
        let buyers = routes.iter().filter(|r| r.from == region);
        let sold: f64 = buyers
            .map(|r| market.demand[r.to].quantity(r.cost(0.0)).min(r.limit))
            .sum();
        if supply > sold * (1.0 + ROUNDING) {
            return Err(NoEquilibrium::Glut { region, supply, sold });
        }
    }
    reach::check(market, routes)
}

pub(super) fn solve(market: &Spatial) -> Result<SpatialResult, NoEquilibrium> {
    let routes = open_routes(market);
    cut_off(market, &routes)?;
    let inside = interior::follow(market, &routes, None);
    let settled = routes::settle(market, &routes, &inside);
    if settled.residual <= ACCEPT {
        return Ok(answer(market, settled, inside.iterations));
    }
    if let Some(obstacle) = inside.obstacle {
        return Err(obstacle);
    }
    // Prices without trade were too far off: those of split orders are not.
    let split = Spatial {
        theta: SPLIT,
        ..market.clone()
    }
    .solve(None);
    let near: Vec<f64> = split.price.into_iter().chain(split.index).collect();
    let again = interior::follow(market, &routes, Some(&near));
    let second = routes::settle(market, &routes, &again);
    let residual = second.residual;
    if residual <= ACCEPT {
        Ok(answer(
            market,
            second,
            inside.iterations + split.iterations + again.iterations,
        ))
    } else {
        let residual = residual.min(settled.residual);
        Err(again.obstacle.unwrap_or(NoEquilibrium::NotFound { residual }))
    }
}

fn answer(market: &Spatial, settled: Settled, iterations: u32) -> SpatialResult {
    accounts::settle(market, settled.found, settled.residual, iterations, true)
}
