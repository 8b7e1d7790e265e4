//! Scenario files: a market somebody else has written down, read, checked and solved.
//!
//! Two kinds, [`Scenario::Gsim`] and [`Scenario::Spatial`]; `docs/MODEL.md`, chapter "Scenario files", has every field and
//! `examples/market/` a file of each. Text in, numbers out: reading the file and printing belong to the command line.
//!
//! ```
//! use chokepoint::market::scenario::{Answer, Scenario};
//!
//! let text = r#"Spatial(
//!     regions: ["Home", "Foreign"],
//!     demand: [Linear(intercept: 100, slope: -20), Linear(intercept: 80, slope: -20)],
//!     supply: [Linear(intercept: 20, slope: 20), Linear(intercept: 40, slope: 20)],
//!     specific_tariff: [[0, 0], [0.5, 0]],
//!     theta: None,
//! )"#;
//! let Answer::Spatial(market) = Scenario::read(text)?.solve()? else { unreachable!() };
//! assert!((market.demand_price[0] - 1.75).abs() < 1e-9 && (market.supply_price[1] - 1.25).abs() < 1e-9);
//! # Ok::<(), chokepoint::market::scenario::ScenarioError>(())
//! ```

mod answer;
mod check;
mod error;
mod file;
mod solve;

pub use answer::{Answer, GsimAnswer, QuotaRent, SpatialAnswer};
pub use error::ScenarioError;
pub use file::{DemandCurve, Form, QuotaEntry, Scenario, SupplyCurve};
