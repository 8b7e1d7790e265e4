//! Public statements with a tag: a threat or a promise that the ledger will judge.

use serde::{Deserialize, Serialize};

use crate::level::ids::SeatId;
use crate::level::order::Order;
use crate::level::units::Turn;

/// What kind of statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    /// "I will do this unless we come to terms."
    Threat,
    /// "I will do this."
    Promise,
}

/// A tagged statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Threat or promise.
    pub tone: Tone,
    /// To whom.
    pub target: SeatId,
    /// The order that is threatened or promised.
    pub order: Order,
    /// The last turn in which it must be done.
    pub due: Turn,
}

/// What became of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    /// Not due yet.
    Open,
    /// Done as said.
    Kept,
    /// A threat that an agreement with the target made needless.
    Answered,
    /// Not done.
    Empty,
}

/// A statement in the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// Who said it.
    pub seat: SeatId,
    /// In which turn.
    pub turn: Turn,
    /// What.
    pub statement: Statement,
    /// What became of it.
    pub standing: Standing,
}
