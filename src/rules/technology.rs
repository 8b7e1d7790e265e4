//! Bans on technology: who keeps back how a good is made (MODEL 2.8).
//!
//! While a ban holds, those behind learn more slowly from the one who bans, and plants that its money pays for abroad come
//! without its engineers. A technology transfer under an agreement in force is the government's own exception: it suspends
//! the ban towards its receiver for as long as it runs.

use super::book::Book;
use super::event::Event;
use super::know_how;
use super::refusal::Refusal;
use super::state::{State, TechnologyRule};
use super::tariffs::mineral;
use crate::level::ids::{CountryId, GoodId, SeatId};

/// Whether a country's ban keeps technology for making a good back from another.
#[must_use]
pub fn withheld(state: &State, by: CountryId, from: CountryId, good: GoodId) -> bool {
    let rules = state.public.technology.iter();
    by != from
        && rules
            .filter(|r| (r.by, r.good) == (by, good))
            .any(|r| r.against.is_none_or(|a| a == from))
}

/// Whether a country keeps technology for making a good back from everybody.
#[must_use]
pub fn banned(state: &State, by: CountryId, good: GoodId) -> bool {
    let rules = state.public.technology.iter();
    rules
        .filter(|r| r.against.is_none())
        .any(|r| (r.by, r.good) == (by, good))
}

/// Whether a seat may ban the export of technology for a good, or allow it again.
pub(super) fn check(state: &State, seat: SeatId, good: GoodId, on: bool) -> Result<(), Refusal> {
    mineral(state, good)?;
    let me = state.level().country_of(seat).ok_or(Refusal::NoSuchSeat)?;
    if on {
        if banned(state, me, good) {
            return Err(Refusal::NothingChanges);
        }
        let behind = &state.level().mechanisms.know_how.behind;
        let mut pupils = behind.iter().filter(|b| b.good == good && b.country != me);
        return if pupils.any(|b| know_how::can_teach(state, me, b.country, good)) {
            Ok(())
        } else {
            Err(Refusal::NothingToWithhold { good })
        };
    }
    if state.public.technology.iter().any(|r| (r.by, r.good) == (me, good)) {
        Ok(())
    } else {
        Err(Refusal::NothingChanges)
    }
}

/// Carries the order out.
pub(super) fn set(book: &mut Book, me: CountryId, good: GoodId, on: bool) {
    let rule = TechnologyRule {
        by: me,
        good,
        against: None,
        since: Some(book.state.turn()),
    };
    book.post(Event::TechnologySet { rule, on });
}
