//! Territorial ambition: a seat demands another country's status. It never gets it: no order, clause or event of the game moves
//! a border. What it gets is a headline at home, and a word that is worth less each turn the demand stands.
//!
//! While a demand stands, its target is as little calm as under a threat, each ally half as much, and the claimant's
//! reliability falls, which others' answers and private investors read. Dropping it ends that; trust that is lost stays lost.

use super::book::Book;
use super::event::{Event, Stir};
use super::refusal::Refusal;
use super::state::{Claim, State};
use crate::level::ids::{CountryId, SeatId};
use crate::level::mechanism::Claimable;
use crate::level::units::Rate;

fn possible(state: &State, seat: SeatId, over: CountryId) -> Option<&Claimable> {
    let mut claims = state.level().mechanisms.claims.iter();
    claims.find(|c| c.by == seat && c.country == over)
}

/// Whether a seat's demand on a country's status stands.
#[must_use]
pub fn stands(state: &State, seat: SeatId, over: CountryId) -> bool {
    state.public.claims.iter().any(|c| c.by == seat && c.over == over)
}

/// Whether a seat may make or drop a demand.
pub(super) fn check(state: &State, seat: SeatId, over: CountryId, on: bool) -> Result<(), Refusal> {
    if possible(state, seat, over).is_none() {
        return Err(Refusal::NothingToClaim { country: over });
    }
    if stands(state, seat, over) == on {
        return Err(Refusal::NothingChanges);
    }
    Ok(())
}

/// Makes a demand, or drops it.
pub(super) fn set(book: &mut Book, seat: SeatId, over: CountryId, on: bool) {
    let Some(claim) = possible(book.state, seat, over).cloned() else {
        return;
    };
    let since = book.state.turn();
    book.post(Event::ClaimSet {
        claim: Claim { by: seat, over, since },
        on,
    });
    if on {
        for (seat, by) in [(seat, claim.home), (claim.over, claim.defiance)] {
            let why = Stir::Claim;
            book.post(Event::ApprovalMoved { seat, by, why });
        }
    }
}

/// Step 8: the word of whoever demands another's status is worth less each turn.
pub(super) fn wear_trust(book: &mut Book) {
    let level = book.state.shared_level();
    for claim in &level.mechanisms.claims {
        if stands(book.state, claim.by, claim.country) {
            book.post(Event::ReliabilityMoved {
                seat: claim.by,
                by: Rate(-claim.trust.0),
            });
        }
    }
}

/// How far demands that stand weigh on a seat, in open threats: one for each on its own status, half a one for an ally's.
pub(super) fn weight(state: &State, seat: SeatId) -> f64 {
    let claims = state.level().mechanisms.claims.iter();
    claims
        .filter(|c| stands(state, c.by, c.country))
        .map(|c| {
            if c.over == seat {
                1.0
            } else if c.allies.contains(&seat) {
                0.5
            } else {
                0.0
            }
        })
        .fold(0.0, |sum, w| sum + w)
}
