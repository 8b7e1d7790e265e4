//! The screens around the game: title, choice of a seat, brief, sources, debrief. The shell feeds them plain data.

pub mod brief;
pub mod debrief;
pub mod seats;
pub mod sources;
pub mod title;

pub use brief::brief;
pub use debrief::{DebriefState, debrief};
pub use seats::{SeatCard, SeatsState, seats};
pub use sources::{SourcesState, sources};
pub use title::{LevelCard, TitleAction, TitleState, title};
