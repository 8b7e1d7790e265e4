//! Protection: what unrest does to a country's security, and what a guarantee takes off it (its upkeep falls due with what else is promised, `deals`).

use super::deals;
use super::state::State;
use crate::level::clause::Clause;
use crate::level::ids::CountryId;

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

/// What is left of it under the guarantees in force: each takes its part off what the others leave.
#[must_use]
pub fn felt(state: &State, country: CountryId) -> f64 {
    let left = 1.0 - state.level().mechanisms.protection.cover;
    (0..guarantees(state, country)).fold(unrest(state, country), |rest, _| rest * left)
}
