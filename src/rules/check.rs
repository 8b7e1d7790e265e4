//! May it? Every command is checked against the state as if it came from an enemy; a `Refusal` says why not.

use super::command::Command;
use super::refusal::Refusal;
use super::state::{Stage, State};
use super::{
    claims, controls, deals, floors, licences, limits, lists, projects, reach, smuggling, statements, stocks, tariffs,
    technology, tenders,
};
use crate::level::ids::SeatId;
use crate::level::order::{Order, OrderKey};
use crate::level::units::Capital;

/// Whether a seat's command is allowed now.
///
/// # Errors
/// The first failing condition.
pub fn check(state: &State, seat: SeatId, command: &Command) -> Result<(), Refusal> {
    if state.stage() != Stage::Open {
        return Err(Refusal::GameOver);
    }
    if state.own(seat).is_none() {
        return Err(Refusal::NoSuchSeat);
    }
    match command {
        Command::Seal(order) => seal(state, seat, order),
        Command::Unseal(key) => sealed(state, seat, key).map(|_| ()).ok_or(Refusal::NotSealed),
        Command::Ready(_) => Ok(()),
        Command::Propose(draft) => deals::check_proposal(state, seat, draft),
        Command::Counter { offer, revision, draft } => deals::check_counter(state, seat, *offer, *revision, draft),
        Command::Accept { offer, revision } => deals::check_signature(state, seat, *offer, *revision),
        Command::Decline { offer, .. } => deals::open_to(state, seat, *offer).map(|_| ()),
        Command::Withdraw { offer } => deals::check_withdrawal(state, seat, *offer),
        Command::AnswerFile { file, answer } => licences::check(state, seat, *file, *answer),
        Command::State(statement) => statements::check(state, seat, statement),
        Command::Say { to, text } => {
            if text.trim().is_empty() || text.len() > limits::MESSAGE {
                return Err(Refusal::BadMessage);
            }
            if to.iter().any(|s| state.own(*s).is_none()) {
                return Err(Refusal::NoSuchSeat);
            }
            Ok(())
        }
    }
}

/// Whether an order may be sealed.
///
/// # Errors
/// The first failing condition.
pub(super) fn seal(state: &State, seat: SeatId, order: &Order) -> Result<(), Refusal> {
    possible(state, seat, order)?;
    if let Some(agreement) = deals::forbids(state, seat, order)
        && sealed(state, seat, &OrderKey::Breach(agreement)).is_none()
    {
        return Err(Refusal::Forbidden { agreement });
    }
    let cost = capital_cost(state, seat, order);
    let replaced = sealed(state, seat, &order.key()).map_or(0, |o| capital_cost(state, seat, o).0);
    let left = Capital(capital_left(state, seat).0.saturating_add(replaced));
    if cost > left {
        return Err(Refusal::NotEnoughCapital { cost, left });
    }
    Ok(())
}

/// Whether an order makes sense at all: names exist, numbers are in range, and it would change something.
pub(super) fn possible(state: &State, seat: SeatId, order: &Order) -> Result<(), Refusal> {
    match *order {
        Order::Tariff { partner, good, rate } => tariffs::check_tariff(state, seat, partner, good, rate),
        Order::ExportTax {
            destination,
            good,
            rate,
        } => tariffs::check_export_tax(state, seat, destination, good, rate),
        Order::Control {
            destination,
            good,
            regime,
        } => controls::check_control(state, seat, destination, good, regime),
        Order::Suspend {
            destination,
            good,
            turns,
        } => controls::check_suspension(state, seat, destination, good, turns),
        Order::Stock { good, mass } => stocks::check(state, seat, good, mass),
        Order::StartProject { project } => projects::check(state, seat, project),
        Order::Breach { agreement } => deals::check_breach(state, seat, agreement),
        Order::Campaign { good } => smuggling::check_campaign(state, seat, good),
        Order::Reach { good, on } => reach::check(state, seat, good, on),
        Order::Floor { good, price } => floors::check(state, seat, good, price),
        Order::Tender { project } => tenders::check_tender(state, seat, project),
        Order::Bid { project, amount } => tenders::check_bid(state, seat, project, amount),
        Order::Award { project, to } => tenders::check_award(state, seat, project, to),
        Order::Claim { over, on } => claims::check(state, seat, over, on),
        Order::List { good, names } => lists::check(state, seat, good, names),
        Order::Technology { good, on } => technology::check(state, seat, good, on),
    }
}

/// The order a seat has sealed under a key.
pub(super) fn sealed<'a>(state: &'a State, seat: SeatId, key: &OrderKey) -> Option<&'a Order> {
    state.own(seat)?.orders.iter().find(|o| o.key() == *key)
}

/// Political capital an order costs now: its base price, and one more for undoing an own measure within three turns
/// unless an agreement asks for it.
#[must_use]
pub fn capital_cost(state: &State, seat: SeatId, order: &Order) -> Capital {
    let base = order.cost();
    let key = direction_key(order);
    let reverses = tightens(state, seat, order).is_some_and(|tightened| {
        state.public.changes.iter().any(|c| {
            c.seat == seat
                && c.key == key
                && c.tightened != tightened
                && c.turn.0.saturating_add(limits::REVERSAL) > state.turn().0
        })
    });
    Capital(base.0 + i32::from(reverses && !deals::asks_for(state, seat, order)))
}

/// Controls and suspensions of the same good and destination undo each other.
pub(super) fn direction_key(order: &Order) -> OrderKey {
    match *order {
        Order::Suspend { destination, good, .. } => OrderKey::Control(destination, good),
        _ => order.key(),
    }
}

/// Whether an order tightens (true) or relaxes (false) an own measure; `None` where that has no meaning.
pub(super) fn tightens(state: &State, seat: SeatId, order: &Order) -> Option<bool> {
    match *order {
        Order::Tariff { partner, good, rate } => {
            let me = state.level().country_of(seat)?;
            Some(rate > *state.public.tariffs.get(state.level().cell(good, me, partner))?)
        }
        Order::ExportTax {
            destination,
            good,
            rate,
        } => {
            let me = state.level().country_of(seat)?;
            Some(
                rate > *state
                    .public
                    .export_taxes
                    .get(state.level().cell(good, me, destination))?,
            )
        }
        Order::Control {
            destination,
            good,
            regime,
        } => Some(controls::would_tighten(state, seat, destination, good, regime)),
        Order::Suspend { turns, .. } => Some(turns == 0),
        Order::Reach { on, .. } | Order::Technology { on, .. } => Some(on),
        _ => None,
    }
}

/// Political capital left after sealed orders and open signatures.
#[must_use]
pub fn capital_left(state: &State, seat: SeatId) -> Capital {
    let Some(own) = state.own(seat) else { return Capital(0) };
    let orders: i32 = own.orders.iter().map(|o| capital_cost(state, seat, o).0).sum();
    let signatures = state
        .party
        .offers
        .iter()
        .filter(|o| o.signed.contains(&seat) && !(o.given && o.author == seat))
        .count();
    Capital(own.capital.0 - orders - i32::try_from(signatures).unwrap_or(i32::MAX) * limits::SIGNATURE.0)
}
