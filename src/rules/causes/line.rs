//! Causes of a score line: how the run that is played differs from the no-deal run, transfer by transfer and term by term.

use serde::{Deserialize, Serialize};

use super::ledger::{Ledger, Sum, beyond};
use crate::level::ids::SeatId;
use crate::rules::score::{LINES, Term, points};
use crate::rules::state::State;
use crate::rules::view::{Viewer, view};

/// What sets a seat's line apart from no deal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LineCauses {
    /// In the last turn, in the line's unit (million USD a year, points, points).
    pub last: Terms,
    /// In all turns so far, in points of the line (100 = its scale).
    pub so_far: Terms,
}

/// A difference to no deal, taken apart: terms and other add up to the total.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Terms {
    /// The run that is played less the no-deal run.
    pub total: f64,
    /// By term.
    pub terms: Vec<(Term, f64)>,
    /// Terms that the viewer may not know.
    pub other: f64,
}

impl Terms {
    fn of(total: f64, sum: Sum, sees: &impl Fn(Term) -> bool) -> Self {
        let (known, unknown): (Vec<_>, Vec<_>) = sum.into_iter().partition(|(term, _)| sees(*term));
        Self {
            total,
            terms: known,
            other: unknown.into_iter().fold(0.0, |sum, (_, value)| sum + value),
        }
    }
}

/// The causes of one seat's line, for its own seat and the facilitator; `None` for anybody else.
pub(super) fn line(
    [run, no_deal]: [&State; 2],
    [with, without]: [&Ledger; 2],
    viewer: Viewer,
    seat: SeatId,
    line: usize,
) -> Option<LineCauses> {
    let may = match viewer {
        Viewer::Seat(me) => me == seat,
        Viewer::Observer => false,
        Viewer::Facilitator => true,
    };
    let (with, without) = (with.seat(seat.index())?, without.seat(seat.index())?);
    let scale = run.level().seats.get(seat.index())?.scales.get(line).copied()?;
    if !may || line >= LINES {
        return None;
    }
    let known = view(run, viewer).agreements;
    let sees = |term: Term| term.agreement().is_none_or(|id| known.iter().any(|a| a.id == id));
    let value = |state: &State| state.own(seat).map_or(0.0, |o| o.score.last[line]);
    let later = run.level().later.fraction();
    let total = points(run, no_deal, seat)[line];
    let mut so_far = Sum::new();
    if scale > 0.0 {
        so_far = beyond(&with.result(line, later), &without.result(line, later));
        so_far.values_mut().for_each(|value| *value *= 100.0 / scale);
        let uncut: f64 = so_far.values().sum();
        if uncut.abs() > 200.0 {
            *so_far.entry(Term::Limits).or_insert(0.0) += total - uncut;
        }
    }
    Some(LineCauses {
        last: Terms::of(
            value(run) - value(no_deal),
            beyond(&with.last[line], &without.last[line]),
            &sees,
        ),
        so_far: Terms::of(total, so_far, &sees),
    })
}
