//! Strategic stocks: a seat buys into them or releases from them.

use super::book::Book;
use super::event::{Event, Lapse, Why};
use super::limits;
use super::lists;
use super::refusal::Refusal;
use super::state::{Account, State};
use super::tariffs::mineral;
use crate::level::ids::{CountryId, GoodId, SeatId, Use, buyer};
use crate::level::order::Order;
use crate::level::units::{Mass, Money, Months};

/// Whether a stock order makes sense.
pub(super) fn check(state: &State, seat: SeatId, good: GoodId, mass: Mass) -> Result<(), Refusal> {
    mineral(state, good)?;
    if mass.0 == 0 {
        return Err(Refusal::NothingChanges);
    }
    if mass.0.abs() > limits::STOCK_MAX {
        return Err(Refusal::OutOfRange {
            low: -limits::STOCK_MAX,
            high: limits::STOCK_MAX,
        });
    }
    if mass.0 < 0 && state.stock(seat, good).0 < -mass.0 {
        return Err(Refusal::NotEnoughStock { good });
    }
    if mass.0 > 0 {
        lists::check_support(state, seat, good)?;
    }
    let own = state.own(seat).ok_or(Refusal::NoSuchSeat)?;
    let cost = Money(cost(state, seat, good, mass).0.max(0));
    if cost > own.treasury {
        return Err(Refusal::NotEnoughMoney {
            cost,
            left: own.treasury,
        });
    }
    Ok(())
}

/// What a quantity costs at the last turn's price for the country's civil users.
#[must_use]
pub fn cost(state: &State, seat: SeatId, good: GoodId, mass: Mass) -> Money {
    let Some(me) = state.level().country_of(seat) else {
        return Money(0);
    };
    Money::from_thousand(price(state, me, good) * mass.tonnes())
}

fn price(state: &State, country: CountryId, good: GoodId) -> f64 {
    let at = good.index() * state.level().buyers() + buyer(country, Use::Civil);
    state.public.market.index.get(at).copied().unwrap_or(0.0)
}

/// A stock order that acts this turn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Move {
    /// Whose.
    pub seat: SeatId,
    /// Of what.
    pub good: GoodId,
    /// Kilograms, positive to buy.
    pub mass: Mass,
    /// The months over which it is bought or released: the turn's.
    pub over: Months,
}

/// Step 3: an order becomes a move, if money or stock is there; what is not affordable lapses.
pub(super) fn plan(book: &mut Book, seat: SeatId, good: GoodId, mass: Mass) -> Option<Move> {
    match check(book.state, seat, good, mass) {
        Ok(()) => Some(Move {
            seat,
            good,
            mass,
            over: book.state.level().length_of(book.state.turn())?,
        }),
        Err(refusal) => {
            let why = match refusal {
                Refusal::NotEnoughMoney { .. } => Lapse::NoMoney,
                Refusal::NotEnoughStock { .. } => Lapse::NoStock,
                _ => Lapse::Pointless,
            };
            book.post(Event::OrderLapsed {
                seat,
                order: Order::Stock { good, mass },
                why,
            });
            None
        }
    }
}

/// Step 6: the market has cleared; what it took or gave moves the stock, and money follows at the new price. A treasury
/// that the new price exceeds pays what it holds: the sellers had its order.
pub(super) fn settle(book: &mut Book, moves: &[Move], length: Months) {
    for m in moves {
        let Some(me) = book.state.level().country_of(m.seat) else {
            continue;
        };
        let price = price(book.state, me, m.good);
        let row = m.good.index() * book.state.level().buyers();
        let stocked = &book.state.public.market.stocked;
        let moved: f64 = Use::ALL
            .iter()
            .map(|u| stocked.get(row + buyer(me, *u)).copied().unwrap_or(0.0))
            .sum();
        let mass = Mass::from_tonnes(moved * f64::from(length.0));
        let value = Money::from_thousand(price * mass.tonnes());
        if value.0 > 0 {
            let treasury = book.state.own(m.seat).map_or(0, |o| o.treasury.0).max(0);
            pay(
                book,
                Account::Treasury(me),
                Account::Firms(me),
                Money(value.0.min(treasury)),
                Why::StockPurchase(m.good),
            );
        } else {
            pay(
                book,
                Account::Users(me),
                Account::Treasury(me),
                Money(-value.0),
                Why::StockSale(m.good),
            );
        }
        if mass.0 != 0 {
            book.post(Event::StockMoved {
                seat: m.seat,
                good: m.good,
                by: mass,
            });
        }
    }
}

/// Posts a transfer unless it is nothing.
pub(super) fn pay(book: &mut Book, from: Account, to: Account, amount: Money, why: Why) {
    if amount.0 > 0 && from != to {
        book.post(Event::Transfer { from, to, amount, why });
    }
}
