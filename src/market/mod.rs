//! Markets in pure numbers.
pub mod chain;
pub mod clear;
pub mod conditions;
pub mod curve;
pub mod gsim;
pub mod lu;
pub mod newton;

pub use chain::{Chain, ChainError, ChainSpec, DemandSpec, GoodSpec, ProcessSpec};
pub use clear::{Clearing, Solver, Status, Warm};
pub use conditions::{Conditions, FixedFlow, Quota};
