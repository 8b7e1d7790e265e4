//! Protection: what unrest does to a country's security and to its facilities, what a guarantee takes off it at the
//! guarantor's cost, and what a peace does (`peace.rs`).

use super::book::Book;
use super::event::{Event, Why};
use super::peace;
use super::state::{Account, State};
use super::stocks::pay;
use crate::level::clause::Clause;
use crate::level::ids::{AgreementId, CountryId, FacilityId, SeatId};
use crate::level::units::{Money, Months};

/// Agreements in force that guarantee a country's security, with the guarantor.
fn guarantees(state: &State, country: CountryId) -> impl Iterator<Item = (AgreementId, SeatId)> + '_ {
    let agreements = state.party.agreements.iter().filter(|a| a.in_force());
    let clauses = agreements.flat_map(|a| a.draft.clauses.iter().map(|c| (a.id, c)));
    clauses.filter_map(move |(id, clause)| match clause {
        Clause::SecurityGuarantee { giver, receiver } if state.level().country_of(*receiver) == Some(country) => {
            Some((id, *giver))
        }
        _ => None,
    })
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
    let guarded = guarantees(state, country).fold(unrest(state, country), |rest, _| rest * (1.0 - rules.cover));
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

/// Step 2: guarantors pay for what they promise.
pub(super) fn pay_for(book: &mut Book, length: Months) {
    let level = book.state.shared_level();
    let monthly = level.mechanisms.protection.cost;
    let countries: Vec<CountryId> = level
        .mechanisms
        .protection
        .conflicts
        .iter()
        .map(|c| c.country)
        .collect();
    for country in countries {
        let all: Vec<_> = guarantees(book.state, country).collect();
        for (agreement, giver) in all {
            let (Some(from), Some(own)) = (level.country_of(giver), book.state.own(giver)) else {
                continue;
            };
            let owed = Money(monthly.0.saturating_mul(i64::from(length.0)));
            let paid = Money(owed.0.min(own.treasury.0.max(0)));
            pay(
                book,
                Account::Treasury(from),
                Account::World,
                paid,
                Why::Guarantee(agreement),
            );
        }
    }
}
