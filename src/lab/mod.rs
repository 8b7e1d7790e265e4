//! Many games in parallel, each played by policies alone: statistics, and the laboratory of balance.
//!
//! Game k (from 0) has seed S + k, so any one can be played alone. Results are sorted by k: how many threads worked on
//! them changes nothing.

mod explain;
mod rehearsal;
mod simulate;
mod statistics;
mod trial;

pub use explain::{About, Difference, Explained, Groups, LineEntry, Part, PriceEntry, explain};
pub use rehearsal::{idle_turns, rehearse};
pub use simulate::{
    Choice, Refused, SimulateError, Simulated, Simulation, known_by_seat, play_one, play_watched, simulate,
};
pub use statistics::{Deals, LineStatistics, PolicyStatistics, Report, SeatStatistics};
pub use trial::{EventTried, GoalTried, LineTried, RefusedTried, Trial, Used, try_out};
