//! Exclusivity: an owner promises a partner that nobody else gets a contract for a good, or a part of what makes it.
//!
//! While it binds, the owner can't sign an offtake of the good, an investment in a plant that makes it, or a stake in one, with
//! anybody else; what was signed before stands. An owner that wants to all the same seals a breach first, as for any promise
//! that an order would break, and pays what a breach costs.

use super::check::sealed;
use super::deals;
use super::markets::makes;
use super::refusal::Refusal;
use super::state::State;
use crate::level::clause::{Clause, Draft};
use crate::level::ids::{AgreementId, GoodId, SeatId};
use crate::level::order::OrderKey;

/// Whether an owner makes a good, or will once a project is built.
pub(super) fn check(state: &State, giver: SeatId, good: GoodId) -> Result<(), Refusal> {
    let level = state.level();
    let country = level.country_of(giver).ok_or(Refusal::NoSuchSeat)?;
    let mut facilities = level
        .facilities
        .iter()
        .enumerate()
        .filter(|(_, f)| f.country == country);
    if facilities.any(|(at, _)| makes(level, crate::level::ids::FacilityId::at(at), good)) {
        Ok(())
    } else {
        Err(Refusal::WrongGood { good })
    }
}

/// The owner and the partner of a clause that would give somebody a contract for a good or a part of what makes it.
fn opens(state: &State, clause: &Clause, good: GoodId) -> Option<(SeatId, SeatId)> {
    let level = state.level();
    match *clause {
        Clause::Offtake {
            seller, buyer, good: g, ..
        } if g == good => Some((seller, buyer)),
        Clause::Investment {
            investor,
            host,
            project,
            ..
        } => {
            let place = level.projects.get(project.index())?.facility;
            makes(level, place, good).then_some((host, investor))
        }
        Clause::Equity {
            investor,
            host,
            facility,
            ..
        } => makes(level, facility, good).then_some((host, investor)),
        _ => None,
    }
}

/// The agreement by which a seat has promised exclusivity that a draft would break, if its breach is not sealed.
#[must_use]
pub fn breaks(state: &State, seat: SeatId, draft: &Draft) -> Option<AgreementId> {
    let bound = deals::binding(state).flat_map(|a| a.draft.clauses.iter().map(move |c| (a.id, c)));
    let mut broken = bound.filter_map(|(id, clause)| match clause {
        Clause::Exclusivity { giver, receiver, good } if *giver == seat => {
            let opened = draft.clauses.iter().filter_map(|c| opens(state, c, *good));
            let mut others = opened.filter(|(owner, partner)| *owner == seat && partner != receiver);
            others.next().map(|_| id)
        }
        _ => None,
    });
    broken.find(|id| sealed(state, seat, &OrderKey::Breach(*id)).is_none())
}

/// Refuses a seat's signature under a draft that breaks an exclusivity of its own.
pub(super) fn check_signature(state: &State, seat: SeatId, draft: &Draft) -> Result<(), Refusal> {
    match breaks(state, seat, draft) {
        Some(agreement) => Err(Refusal::Forbidden { agreement }),
        None => Ok(()),
    }
}
