//! Why a price moved and what a score line is made of. Computed after a resolution, on demand, never in roll-outs.
mod cause;
mod inputs;
mod price;
mod switch;
mod walk;

pub use cause::{Cause, Group};
pub use inputs::Inputs;
pub(super) use inputs::Recorder;
pub use price::{Causes, Evidence, Parts, PriceCauses};
