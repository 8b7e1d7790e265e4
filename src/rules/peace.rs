//! Peace as a clause: a broker keeps the other side of a conflict at the table, and the peace holds while both gain.
//!
//! A country in unrest can sign a peace with a seat that its level names as a broker of the conflict (often the capital that
//! speaks for a party without a seat). For some months the text alone keeps the guns quiet. After that it holds only while
//! each of the two gets something else from the other: money that is really paid, tonnes that are really shipped, a control
//! or a duty that is really eased. What is late does not count; so a peace carries mineral clauses, and dies of empty ones.

use super::deals;
use super::news::News;
use super::offer::{Agreement, ClauseStanding, ClauseState};
use super::protection;
use super::refusal::Refusal;
use super::state::State;
use crate::level::clause::Clause;
use crate::level::ids::{CountryId, SeatId};

/// Whether a seat may promise another peace.
///
/// # Errors
/// When there is no unrest in the receiver's country, or the giver can't bring its other side.
pub fn check(state: &State, giver: SeatId, receiver: SeatId) -> Result<(), Refusal> {
    let country = state.level().country_of(receiver).ok_or(Refusal::NoSuchSeat)?;
    let mut conflicts = state.level().mechanisms.protection.conflicts.iter();
    if conflicts.any(|c| c.country == country && c.brokers.contains(&giver)) {
        Ok(())
    } else {
        Err(Refusal::NoBroker { seat: receiver })
    }
}

/// Whether a peace in a country holds under the agreements in force.
#[must_use]
pub fn holds(state: &State, country: CountryId) -> bool {
    let mut texts = deals::in_force(state).flat_map(|a| a.draft.clauses.iter().map(move |c| (a, c)));
    texts.any(|(agreement, clause)| match clause {
        Clause::Peace { giver, receiver } if state.level().country_of(*receiver) == Some(country) => {
            young(state, agreement) || (gains(state, *receiver, *giver) && gains(state, *giver, *receiver))
        }
        _ => false,
    })
}

/// Whether a peace is so young that its text alone keeps it.
fn young(state: &State, agreement: &Agreement) -> bool {
    let level = state.level();
    let age = level
        .month_of(state.turn())
        .0
        .saturating_sub(level.month_of(agreement.signed).0);
    age < u32::from(level.mechanisms.protection.patience.0)
}

/// Whether a seat gets something from another under any agreement in force between them.
fn gains(state: &State, seat: SeatId, from: SeatId) -> bool {
    let between = |a: &&Agreement| a.draft.parties.contains(&seat) && a.draft.parties.contains(&from);
    let agreements = deals::in_force(state).filter(between);
    let mut clauses = agreements.flat_map(|a| a.draft.clauses.iter().zip(&a.clauses));
    clauses.any(|(clause, standing)| gives(clause, standing, from, seat))
}

/// Whether a clause, as it stands, brings something from one seat to another.
fn gives(clause: &Clause, standing: &ClauseState, from: SeatId, to: SeatId) -> bool {
    if standing.standing != ClauseStanding::Kept {
        return false;
    }
    let Some((a, b)) = clause.sides() else { return false };
    match clause {
        // Ore one way, money the other.
        Clause::Offtake { .. } => (a, b) == (from, to) || (a, b) == (to, from),
        Clause::Equity { .. } => standing.paid.0 > 0 && ((a, b) == (from, to) || (a, b) == (to, from)),
        Clause::Investment { .. } | Clause::LoanAid { .. } => standing.paid.0 > 0 && (a, b) == (from, to),
        Clause::Peace { .. } | Clause::Memorandum { .. } => false,
        _ => (a, b) == (from, to),
    }
}

/// Countries in which a peace began to hold, or no longer does.
pub(super) fn news(before: &State, after: &State) -> Vec<News> {
    let conflicts = before.level().mechanisms.protection.conflicts.iter();
    let mut news = Vec::new();
    for country in conflicts.map(|c| c.country) {
        let (old, new) = (protection::felt(before, country), protection::felt(after, country));
        let peace = |state: &State| {
            let all = state.party.agreements.iter().filter(|a| a.in_force());
            all.flat_map(|a| &a.draft.clauses).any(
                |c| matches!(c, Clause::Peace { receiver, .. } if state.level().country_of(*receiver) == Some(country)),
            )
        };
        if new < old && peace(after) && holds(after, country) {
            news.push(News::PeaceHolds { country });
        } else if new > old && peace(before) {
            news.push(News::PeaceFrays { country });
        }
    }
    news
}
