//! Critical-minerals lists: a list decides what a seat's public money may support, and draws private money to it.
//!
//! A seat that keeps a list pays for projects, price floors and purchases of its stock only where the good is listed. Its
//! money in a project for a listed good draws private money there: a level-given part of it while the list is as long as at
//! the start, less in proportion as the list grows, more as it shrinks, for lenders look at the same desk. A seat without a
//! list supports what it likes and draws nothing.

use super::book::Book;
use super::event::{Event, Stir, Why};
use super::limits;
use super::projects;
use super::refusal::Refusal;
use super::state::{Account, CriticalList, State};
use super::stocks::pay;
use super::tariffs::mineral;
use crate::level::ids::{CountryId, GoodId, ProjectId, SeatId};
use crate::level::units::{Money, Rate};

/// A country's list, if it keeps one.
#[must_use]
pub fn list(state: &State, country: CountryId) -> Option<&CriticalList> {
    state.public.lists.iter().find(|l| l.country == country)
}

/// Whether a country's public money may support a good.
#[must_use]
pub fn supports(state: &State, country: CountryId, good: GoodId) -> bool {
    list(state, country).is_none_or(|l| l.goods.contains(&good))
}

/// Refuses public money of a seat for a good that its list lacks.
pub(super) fn check_support(state: &State, seat: SeatId, good: GoodId) -> Result<(), Refusal> {
    let country = state.level().country_of(seat).ok_or(Refusal::NoSuchSeat)?;
    if supports(state, country, good) {
        Ok(())
    } else {
        Err(Refusal::NotListed { good })
    }
}

/// What a project mainly makes.
pub(super) fn product(state: &State, project: ProjectId) -> Option<GoodId> {
    let deck = state.level().projects.get(project.index())?;
    Some(state.level().facilities.get(deck.facility.index())?.good)
}

/// Private money that a unit of a country's public money for a good draws.
#[must_use]
pub fn drawn(state: &State, country: CountryId, good: GoodId) -> f64 {
    let rules = &state.level().mechanisms.lists;
    let first = rules.seats.iter().find(|l| l.country == country).map(|l| l.names);
    match (first, list(state, country)) {
        (Some(first), Some(now)) if now.goods.contains(&good) => {
            rules.draw * f64::from(first) / f64::from(now.names.max(1))
        }
        _ => 0.0,
    }
}

/// Whether a seat may change its list: add or strike a good, or so many names of minerals outside the game.
pub(super) fn check(state: &State, seat: SeatId, good: Option<GoodId>, names: i8) -> Result<(), Refusal> {
    let me = state.level().country_of(seat).ok_or(Refusal::NoSuchSeat)?;
    let list = list(state, me).ok_or(Refusal::NoList)?;
    let range = |low: i64, high: i64| match i64::from(names) {
        0 => Err(Refusal::NothingChanges),
        n if (low..=high).contains(&n) => Ok(()),
        _ => Err(Refusal::OutOfRange { low, high }),
    };
    let Some(good) = good else {
        // Names of goods in the game are struck one by one.
        let others = i64::from(list.names) - i64::try_from(list.goods.len()).unwrap_or(0);
        return range(-others.clamp(0, limits::LIST_STEP), limits::LIST_STEP);
    };
    mineral(state, good)?;
    range(-1, 1)?;
    if list.goods.contains(&good) == (names > 0) {
        return Err(Refusal::NothingChanges);
    }
    Ok(())
}

/// Changes a list; a longer one pleases those who asked for it, a shorter one annoys them.
pub(super) fn change(book: &mut Book, seat: SeatId, country: CountryId, good: Option<GoodId>, names: i8) {
    book.post(Event::ListMoved { country, good, names });
    book.post(Event::ApprovalMoved {
        seat,
        by: Rate(i32::from(names.signum()) * limits::LISTED.0),
        why: Stir::List,
    });
}

/// Private money follows what a country's treasury has just paid into a project.
pub(super) fn draw(book: &mut Book, payer: Account, project: ProjectId, paid: Money) {
    let Account::Treasury(country) = payer else { return };
    let state = &*book.state;
    let (Some(deck), Some(now), Some(good)) = (
        state.level().projects.get(project.index()),
        state.public.projects.get(project.index()),
        product(state, project),
    ) else {
        return;
    };
    let host = state.level().facilities[deck.facility.index()].country;
    let wanted = Money::from_thousand(paid.million() * 1_000.0 * drawn(state, country, good));
    let sum = Money(wanted.0.min(deck.cost.0 - now.paid.0));
    if sum.0 > 0 {
        pay(book, Account::World, Account::Firms(host), sum, Why::Drawn(project));
        projects::join(book, project, sum);
    }
}
