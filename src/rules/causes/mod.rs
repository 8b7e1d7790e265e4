//! Why a price moved, and what a score line is made of. Computed after a resolution, on demand, never in roll-outs.
//!
//! **Prices.** [`Inputs`] is all that the markets of a turn were given. From last turn's inputs to this turn's, or from the
//! base year's, one cause after the other is switched in, in the published order of [`Group`], and the markets are solved
//! again each time; what a step adds to the logarithm of a price is the cause's part, so parts add up exactly. A step's
//! size depends on what stands before it: that is what the published order is for. Capacity that an order or an agreement
//! has built counts under what built it for as long as it stands. What private users hoard or take from their stocks is
//! worked out at each end from that turn's own prices and fears and counts under stocks.
//!
//! **Lines.** Every line is a sum of [`Term`]s: posted transfers by their why, surpluses, indicators, moods. The difference
//! of two runs' lines is the difference of their terms.
//!
//! **Secrets.** What a viewer may not know is summed into `other`. Of prices this is done by cutting the inputs with the
//! same function that makes views, *before* anything is solved: what is told is computed from what the viewer may see and
//! nothing else, and `other` is what is then missing to the prices that everybody sees.
//!
//! **A new mechanism.** `switch.rs` takes the state apart without `..`: a new field needs a [`Cause`] (with its group, its
//! lines in `causes` and `switch`, and its words) or a word on why no market reads it. What depends on the turn's number,
//! prices or fears is worked out in `Acting::new`, at each end for itself.

mod cause;
mod inputs;
mod ledger;
mod line;
mod price;
mod switch;
mod trail;
mod walk;

pub use crate::rules::score::Term;
pub use cause::{Cause, Group};
pub use inputs::Inputs;
pub use line::{LineCauses, Terms};
pub use price::{Causes, Evidence, Parts, PriceCauses};
pub(super) use trail::{LineRecorder, Recorder};
pub use trail::{Record, Trail};
