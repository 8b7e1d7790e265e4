//! Tagged public statements: threats and promises, judged when they fall due.

use super::book::Book;
use super::check::{self, capital_left};
use super::event::{Event, Stir};
use super::limits;
use super::refusal::Refusal;
use super::state::State;
use super::statement::{Said, Standing, Statement, Tone};
use crate::level::clause::ClauseKind;
use crate::level::ids::SeatId;
use crate::level::order::Order;
use crate::level::units::{Capital, Rate};

/// Whether a statement may be made.
pub(super) fn check(state: &State, seat: SeatId, statement: &Statement) -> Result<(), Refusal> {
    if state.own(statement.target).is_none() || statement.target == seat {
        return Err(Refusal::NoSuchSeat);
    }
    if state.public.seats.get(seat.index()).is_some_and(|f| f.stated) {
        return Err(Refusal::OneStatement);
    }
    let open = state.turn().0;
    if statement.due.0 < open
        || statement.due.0 > open + limits::DEADLINE
        || statement.due.0 >= state.level().played_turns()
    {
        return Err(Refusal::BadDeadline);
    }
    if matches!(statement.order, Order::Breach { .. }) {
        return Err(Refusal::NotForSeats);
    }
    check::possible(state, seat, &statement.order)?;
    let left = capital_left(state, seat);
    if left < limits::STATEMENT {
        return Err(Refusal::NotEnoughCapital {
            cost: limits::STATEMENT,
            left,
        });
    }
    Ok(())
}

/// Makes a statement.
pub(super) fn say(book: &mut Book, seat: SeatId, statement: Statement) {
    book.post(Event::CapitalMoved {
        seat,
        by: Capital(-limits::STATEMENT.0),
    });
    let turn = book.state.turn();
    book.post(Event::Stated(Said {
        seat,
        turn,
        statement,
        standing: Standing::Open,
    }));
}

/// Step 8: statements that were carried out this turn, or fall due with it.
pub(super) fn judge(book: &mut Book, done: &[(SeatId, Order)]) {
    let turn = book.state.turn();
    for at in 0..book.state.public.ledger.len() {
        let said = book.state.public.ledger[at];
        if said.standing != Standing::Open {
            continue;
        }
        let standing = if done.contains(&(said.seat, said.statement.order)) {
            Standing::Kept
        } else if said.statement.tone == Tone::Threat && came_to_terms(book.state, &said) {
            Standing::Answered
        } else if turn >= said.statement.due {
            Standing::Empty
        } else {
            continue;
        };
        book.post(Event::Judged {
            entry: u16::try_from(at).unwrap_or(u16::MAX),
            standing,
        });
        match standing {
            Standing::Empty => {
                book.post(Event::ReliabilityMoved {
                    seat: said.seat,
                    by: limits::EMPTY_WORD,
                });
                book.post(Event::ApprovalMoved {
                    seat: said.seat,
                    by: limits::EMPTY_THREAT,
                    why: Stir::EmptyWord,
                });
            }
            Standing::Kept if said.statement.tone == Tone::Promise => {
                book.post(Event::ReliabilityMoved {
                    seat: said.seat,
                    by: Rate(300),
                });
            }
            _ => {}
        }
    }
}

/// Whether the two sides have signed more than a memorandum since the threat.
fn came_to_terms(state: &State, said: &Said) -> bool {
    state.party.agreements.iter().any(|a| {
        !a.given
            && a.signed >= said.turn
            && a.draft.parties.contains(&said.seat)
            && a.draft.parties.contains(&said.statement.target)
            && a.draft.clauses.iter().any(|c| c.kind() != ClauseKind::Memorandum)
    })
}
