//! Protection: what unrest does to a country's security, and what a guarantee takes off it at the guarantor's cost.

use super::book::Book;
use super::event::Why;
use super::state::{Account, State};
use super::stocks::pay;
use crate::level::clause::Clause;
use crate::level::ids::{AgreementId, CountryId, SeatId};
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

/// What is left of it under the guarantees in force: each takes its part off what the others leave.
#[must_use]
pub fn felt(state: &State, country: CountryId) -> f64 {
    let left = 1.0 - state.level().mechanisms.protection.cover;
    guarantees(state, country).fold(unrest(state, country), |rest, _| rest * left)
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
