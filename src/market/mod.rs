//! Markets in pure numbers: no game words, no files, no clocks, no randomness.
//!
//! - [`Chain`]: goods made in stages by processes with capacity, sold to buyers who split orders between origins
//!   ([`chain`], [`conditions`], [`clear`]). Unknowns are producers' prices and quota rents; flows follow.
//! - [`gsim`]: one industry whose products differ by origin, linear (published test) and non-linear.
//! - [`spatial`]: one good between regions with curves of their own, smooth as in the game and exact as in textbooks.
//! - [`scenario`]: files in which somebody else has written such a market down.
//!
//! All of it runs on one Newton method ([`newton`], `lu`) and one set of [`curve`]s. Results are the same bit for bit on every
//! machine: fixed order of sums, `libm` instead of the platform's functions, no threads. Nothing panics, nothing is NaN.
#![deny(clippy::disallowed_types, clippy::disallowed_methods)]

pub mod chain;
pub mod clear;
mod complementarity;
pub mod conditions;
pub mod curve;
mod exponential;
pub mod gsim;
pub mod industry;
mod lanes;
mod lu;
mod m_matrix;
pub mod newton;
pub mod scenario;
pub mod spatial;
pub mod spec;

pub use chain::Chain;
pub use clear::{Clearing, Solver, Status, Warm};
pub use conditions::{Conditions, FixedFlow, Floor, Quota};
pub use gsim::{Gsim, GsimResult};
pub use industry::Industry;
pub use spatial::{Spatial, SpatialQuota, SpatialResult};
pub use spec::{ChainError, ChainSpec, DemandSpec, GoodSpec, ProcessSpec};
