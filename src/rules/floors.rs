//! Price floors: a government buys for its stock what its producers cannot sell above a price (MODEL 2.6).
//!
//! The market takes a floor as a complementarity: the price at the plant never falls below it, and where it would, the
//! government takes the difference. Its budget pays at the floor. A budget that cannot pay keeps what was delivered, pays
//! what it has, and its word is gone: the floor ends.

use super::book::Book;
use super::event::{Event, Why};
use super::limits;
use super::lists;
use super::markets::makes;
use super::refusal::Refusal;
use super::state::{Account, FloorInForce, State};
use super::stocks::pay;
use super::tariffs::mineral;
use crate::level::LevelChain;
use crate::level::ids::{CountryId, FacilityId, GoodId, SeatId, Use, buyer};
use crate::level::units::{Mass, Money, Months, Price};
use crate::market::Floor;

/// The floor under a country's producers of a good, if there is one.
#[must_use]
pub fn floor(state: &State, country: CountryId, good: GoodId) -> Option<Price> {
    let floors = state.public.floors.iter();
    floors
        .filter(|f| (f.country, f.good) == (country, good))
        .map(|f| f.price)
        .next()
}

/// Whether a seat may set a floor (a price of 0 lifts it).
pub(super) fn check(state: &State, seat: SeatId, good: GoodId, price: Price) -> Result<(), Refusal> {
    mineral(state, good)?;
    let me = state.level().country_of(seat).ok_or(Refusal::NoSuchSeat)?;
    if !(0..=limits::FLOOR_MAX).contains(&price.0) {
        return Err(Refusal::OutOfRange {
            low: 0,
            high: limits::FLOOR_MAX,
        });
    }
    if floor(state, me, good).unwrap_or(Price(0)) == price {
        return Err(Refusal::NothingChanges);
    }
    if price.0 > 0 {
        lists::check_support(state, seat, good)?;
    }
    let level = state.level();
    let mut own = level.facilities.iter().enumerate().filter(|(_, f)| f.country == me);
    if !own.any(|(at, _)| makes(level, FacilityId::at(at), good)) {
        return Err(Refusal::WrongGood { good });
    }
    Ok(())
}

/// Sets a floor, or lifts it with a price of 0.
pub(super) fn set(book: &mut Book, country: CountryId, good: GoodId, price: Price) {
    let since = book.state.turn();
    book.post(Event::FloorSet(FloorInForce {
        country,
        good,
        price,
        since,
    }));
}

/// Floors of a chain for the market.
pub(super) fn of_chain<'a>(state: &'a State, chain: &'a LevelChain) -> impl Iterator<Item = Floor> + 'a {
    state.public.floors.iter().filter_map(|f| {
        let stage = chain.goods.iter().position(|g| *g == f.good)?;
        Some(Floor {
            good: stage,
            region: f.country.index(),
            price: f.price.usd(),
            buyer: buyer(f.country, Use::Civil),
        })
    })
}

/// Step 6: what was bought at floors is paid and stored.
pub(super) fn settle(book: &mut Book, length: Months) {
    for (country, good, tonnes) in book.state.public.market.floored.clone() {
        let mass = Mass::from_tonnes(tonnes * f64::from(length.0));
        let seat = book.state.level().countries[country.index()].seat;
        let (Some(seat), Some(price), true) = (seat, floor(book.state, country, good), mass.0 > 0) else {
            continue;
        };
        let owed = Money::from_thousand(price.usd() * mass.tonnes());
        let held = book.state.own(seat).map_or(0, |o| o.treasury.0).max(0);
        pay(
            book,
            Account::Treasury(country),
            Account::Firms(country),
            Money(owed.0.min(held)),
            Why::Floor(good),
        );
        book.post(Event::StockMoved { seat, good, by: mass });
        if owed.0 > held {
            set(book, country, good, Price(0));
        }
    }
}
