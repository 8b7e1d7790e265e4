//! An allowed command into events.

use super::book::Book;
use super::command::Command;
use super::event::Event;
use super::{deals, statements};
use crate::level::ids::SeatId;

/// Carries out a command that `check` allowed.
pub(super) fn execute(book: &mut Book, seat: SeatId, command: &Command) {
    match command {
        Command::Seal(order) => book.post(Event::OrderSealed { seat, order: *order }),
        Command::Unseal(key) => book.post(Event::OrderTaken { seat, key: *key }),
        Command::Ready(ready) => book.post(Event::ReadySet { seat, ready: *ready }),
        Command::Propose(draft) => deals::propose(book, seat, draft),
        Command::Counter { offer, draft, .. } => deals::counter(book, seat, *offer, draft),
        Command::Accept { offer, .. } => deals::sign(book, seat, *offer),
        Command::Decline { offer, reason } => {
            book.post(Event::Declined {
                offer: *offer,
                seat,
                reason: *reason,
            });
        }
        Command::Withdraw { offer } => book.post(Event::Withdrawn { offer: *offer }),
        Command::AnswerFile { file, answer } => book.post(Event::FileMarked {
            seat,
            file: *file,
            answer: *answer,
        }),
        Command::State(statement) => statements::say(book, seat, *statement),
        // Messages change no state: the table keeps them in its log.
        Command::Say { .. } => {}
    }
}
