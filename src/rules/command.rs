//! Commands: whatever a seat asks for.

use serde::{Deserialize, Serialize};

use super::licence::FileAnswer;
use super::offer::Reason;
use super::statement::Statement;
use crate::level::clause::Draft;
use crate::level::ids::{FileId, OfferId, SeatId};
use crate::level::order::{Order, OrderKey};

/// Whatever a seat asks for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Seal an order; replaces one with the same key.
    Seal(Order),
    /// Take a sealed order back.
    Unseal(OrderKey),
    /// Say whether one is ready for the resolution.
    Ready(bool),
    /// Put a draft to its other parties; the sender's signature stands under it.
    Propose(Draft),
    /// Answer an offer with another text.
    Counter {
        /// Which offer.
        offer: OfferId,
        /// The revision answered.
        revision: u16,
        /// The new text, with the same parties.
        draft: Draft,
    },
    /// Sign a revision.
    Accept {
        /// Which offer.
        offer: OfferId,
        /// The revision signed.
        revision: u16,
    },
    /// Decline an offer, with a reason: it is off the table.
    Decline {
        /// Which offer.
        offer: OfferId,
        /// Why.
        reason: Reason,
    },
    /// Take one's own offer back.
    Withdraw {
        /// Which offer.
        offer: OfferId,
    },
    /// Make a tagged public statement.
    State(Statement),
    /// Write to some seats, or to all if none is named.
    Say {
        /// To whom; empty for everybody.
        to: Vec<SeatId>,
        /// At most 900 bytes.
        text: String,
    },
    /// Answer a licence file; the answer can be changed until the turn is resolved.
    AnswerFile {
        /// Which file.
        file: FileId,
        /// What is said to it.
        answer: FileAnswer,
    },
}
