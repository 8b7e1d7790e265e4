//! Who may read a piece of news, and the lines of a table's log.

use serde::{Deserialize, Serialize};

use super::news::News;
use super::view::Viewer;
use crate::level::ids::SeatId;
use crate::level::units::Turn;

/// Who may read something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Audience {
    /// Everybody.
    All,
    /// These seats (and the facilitator).
    Seats(Vec<SeatId>),
}

impl Audience {
    /// Whether a viewer belongs to it.
    #[must_use]
    pub fn includes(&self, viewer: Viewer) -> bool {
        match (self, viewer) {
            (Self::All, _) | (_, Viewer::Facilitator) => true,
            (Self::Seats(seats), Viewer::Seat(seat)) => seats.contains(&seat),
            (Self::Seats(_), Viewer::Observer) => false,
        }
    }
}

/// What a line of a table's log says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Line {
    /// A piece of news.
    News(News),
    /// A message between seats.
    Message {
        /// From whom.
        from: SeatId,
        /// To whom; empty for everybody.
        to: Vec<SeatId>,
        /// The text.
        text: String,
    },
}

/// One line of a table's log.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LogEntry {
    /// Position, from 0.
    pub sequence: u32,
    /// The turn that was open.
    pub turn: Turn,
    /// What it says.
    pub line: Line,
}

/// A piece of news with its readers.
pub type Told = (Audience, News);
