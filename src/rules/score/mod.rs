//! Step 9: the three lines of a seat. Results are means over months, so turns of different length weigh by their length;
//! points compare them with the no-deal run on the level's frozen scale (GAMEPLAY 2.3).

mod damage;
mod politics;
mod security;
mod terms;
mod welfare;

use super::book::Book;
use super::event::Event;
use super::setup::seats;
use super::state::{Score, Stage, State};
use crate::level::ids::SeatId;
use crate::level::units::Months;

pub use politics::mood;
pub use security::{cover, indicators};

pub use terms::{Term, Terms};

pub(super) use politics::PULL;
pub(super) use terms::{SeatTerms, terms};
pub(super) use welfare::DISCOUNT;

/// The three lines, in order.
pub const LINES: usize = 3;

/// Scores every seat for the turn just resolved; `events` are those of this resolution.
pub(super) fn score(book: &mut Book, length: Months, last: bool) {
    let level = book.state.shared_level();
    let ledger = welfare::Ledger::of(book);
    for seat in seats(&level) {
        politics::move_approval(book, seat);
        let parts = welfare::parts(book, &ledger, seat, length);
        let state = &*book.state;
        let Some(own) = state.own(seat) else { continue };
        let months = f64::from(length.0);
        let discount = terms::discount(state);
        let values = [
            parts.total() * discount,
            security::value(state, seat),
            f64::from(own.approval.0) / 100.0,
        ];
        let mut score = Score {
            last: values,
            welfare: parts,
            ..own.score
        };
        let (sums, span) = if state.stage() == Stage::Open {
            (&mut score.now, &mut score.now_months)
        } else {
            (&mut score.later, &mut score.later_months)
        };
        for (sum, value) in sums.iter_mut().zip(values) {
            *sum += value * months;
        }
        *span += months;
        if last {
            // Stocks at the pre-level price and unfinished projects at half their cost, once, at the very end.
            sums[0] += 12.0 * welfare::left_over(state, seat) * discount;
        }
        book.post(Event::Scored { seat, score });
    }
}

/// A seat's results, line by line: mean over the played months plus `later` × mean over the run-out.
#[must_use]
pub fn results(state: &State, seat: SeatId) -> [f64; LINES] {
    let Some(own) = state.own(seat) else {
        return [0.0; LINES];
    };
    let later = state.level().later.fraction();
    let mean = |sum: f64, months: f64| if months > 0.0 { sum / months } else { 0.0 };
    std::array::from_fn(|line| {
        let now = mean(own.score.now[line], own.score.now_months);
        let run_out = mean(own.score.later[line], own.score.later_months);
        now + later * run_out
    })
}

/// Points of a seat, line by line: 100 × (result − no deal) ÷ scale, cut at ±200.
#[must_use]
pub fn points(run: &State, no_deal: &State, seat: SeatId) -> [f64; LINES] {
    let (result, without) = (results(run, seat), results(no_deal, seat));
    let Some(scales) = run.level().seats.get(seat.index()).map(|s| s.scales) else {
        return [0.0; LINES];
    };
    std::array::from_fn(|line| {
        if scales[line] > 0.0 {
            (100.0 * (result[line] - without[line]) / scales[line]).clamp(-200.0, 200.0)
        } else {
            0.0
        }
    })
}

/// Total of a seat: weights of its brief times points.
#[must_use]
pub fn total(state: &State, seat: SeatId, points: [f64; LINES]) -> f64 {
    let Some(weights) = state.level().seats.get(seat.index()).map(|s| s.weights) else {
        return 0.0;
    };
    points.iter().zip(weights).map(|(p, w)| p * w.fraction()).sum()
}
