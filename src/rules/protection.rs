//! Protection: what unrest does to a country's security and to its facilities, what a guarantee takes off it (its upkeep falls
//! due with what else is promised, `deals`), and what a peace does (`peace.rs`).

use super::book::Book;
use super::event::Event;
use super::state::State;
use super::{deals, peace};
use crate::level::clause::Clause;
use crate::level::ids::{CountryId, FacilityId};

/// How many seats guarantee a country's security.
fn guarantees(state: &State, country: CountryId) -> usize {
    let guarantees = deals::promises(state).filter(|(_, clause, _)| {
        matches!(clause, Clause::SecurityGuarantee { receiver, .. } if state.level().country_of(*receiver) == Some(country))
    });
    guarantees.count()
}

/// Unrest that a country suffers from by itself, 0 to 1.
#[must_use]
pub fn unrest(state: &State, country: CountryId) -> f64 {
    let conflicts = state.level().mechanisms.protection.conflicts.iter();
    conflicts
        .filter(|c| c.country == country)
        .map(|c| c.strength)
        .fold(0.0, f64::max)
}

/// What agreements in force leave of it: each guarantee takes its part off what the others leave, and so does a peace that
/// holds.
fn under_agreements(state: &State, country: CountryId) -> f64 {
    let rules = &state.level().mechanisms.protection;
    let guarded = (0..guarantees(state, country)).fold(unrest(state, country), |rest, _| rest * (1.0 - rules.cover));
    if peace::holds(state, country) {
        guarded * (1.0 - rules.peace)
    } else {
        guarded
    }
}

/// What is left of it since the last resolution.
#[must_use]
pub fn felt(state: &State, country: CountryId) -> f64 {
    let conflicts = state.level().mechanisms.protection.conflicts.iter();
    conflicts
        .zip(&state.public.unrest)
        .filter(|(c, _)| c.country == country)
        .map(|(_, felt)| *felt)
        .fold(0.0, f64::max)
}

/// Unrest that is left under the agreements in force, by conflict of the level.
pub(super) fn now(state: &State) -> Vec<f64> {
    let conflicts = state.level().mechanisms.protection.conflicts.iter();
    conflicts.map(|c| under_agreements(state, c.country)).collect()
}

/// Share of a facility's capacity that works, of what worked under the level's first unrest: (1 − loss · unrest now) ÷
/// (1 − loss · unrest at the start). Above 1 where it has become calmer.
pub(super) fn working(state: &State, facility: FacilityId) -> f64 {
    let conflicts = &state.level().mechanisms.protection.conflicts;
    let mut share = 1.0;
    for (at, conflict) in conflicts.iter().enumerate() {
        for (_, loss) in conflict.losses.iter().filter(|(f, _)| *f == facility) {
            let unrest = |of: &[f64]| of.get(at).copied().unwrap_or(0.0);
            share *= (1.0 - loss * unrest(&state.public.unrest)) / (1.0 - loss * unrest(&state.public.first_unrest));
        }
    }
    share
}

/// Step 2: unrest follows what agreements do about it.
pub(super) fn settle(book: &mut Book) {
    let felt = now(book.state);
    if felt != book.state.public.unrest {
        book.post(Event::UnrestMoved(felt));
    }
}
