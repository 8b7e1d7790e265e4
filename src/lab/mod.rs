//! Many games in parallel, each played by policies alone: statistics, and the laboratory of balance.
//!
//! Game k (from 0) has seed S + k, so any one can be played alone. Results are sorted by k: how many threads worked on
//! them changes nothing.

mod explain;
mod simulate;
mod statistics;

pub use explain::{About, Difference, Explained, Groups, LineEntry, Part, PriceEntry, explain};
pub use simulate::{Choice, SimulateError, Simulated, Simulation, known_by_seat, play_one, play_watched, simulate};
pub use statistics::{Deals, LineStatistics, PolicyStatistics, Report, SeatStatistics};
