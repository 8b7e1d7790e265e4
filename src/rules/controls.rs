//! Export controls: free, general licence, licence with an approval rate, civil use only, ban; suspension with expiry.

use super::apply::control_key;
use super::book::Book;
use super::event::Event;
use super::refusal::Refusal;
use super::state::{ControlInForce, State};
use super::tariffs::{mineral, partner};
use crate::level::ids::{CountryId, GoodId, SeatId, Use, buyer};
use crate::level::measure::{Control, Regime};
use crate::level::units::{Month, Turn};

/// The control written for a route, in force or suspended.
#[must_use]
pub fn written(state: &State, exporter: CountryId, destination: CountryId, good: GoodId) -> Option<&ControlInForce> {
    let key = (exporter, destination, good);
    let at = state.public.controls.binary_search_by_key(&key, control_key).ok()?;
    state.public.controls.get(at)
}

/// The regime that acts on a route in the open turn, before any relief by agreement.
#[must_use]
pub fn effective(state: &State, exporter: CountryId, destination: CountryId, good: GoodId) -> Regime {
    let month = state.level().month_of(state.turn());
    written(state, exporter, destination, good).map_or(Regime::Free, |c| c.control.effective(month))
}

fn destinations(state: &State, me: CountryId, destination: Option<CountryId>) -> Vec<CountryId> {
    match destination {
        Some(one) => vec![one],
        None => (0..state.level().n()).map(CountryId::at).filter(|c| *c != me).collect(),
    }
}

fn route(state: &State, seat: SeatId, destination: Option<CountryId>, good: GoodId) -> Result<CountryId, Refusal> {
    mineral(state, good)?;
    match destination {
        Some(other) => partner(state, seat, other),
        None => state.level().country_of(seat).ok_or(Refusal::NoSuchSeat),
    }
}

/// Whether a control order makes sense.
pub(super) fn check_control(
    state: &State,
    seat: SeatId,
    destination: Option<CountryId>,
    good: GoodId,
    regime: Regime,
) -> Result<(), Refusal> {
    let me = route(state, seat, destination, good)?;
    if let Regime::Licence { approval } | Regime::CivilOnly { approval } = regime
        && !(0..=10_000).contains(&approval.0)
    {
        return Err(Refusal::OutOfRange { low: 0, high: 10_000 });
    }
    let same = |to: &CountryId| {
        written(state, me, *to, good).map_or(regime == Regime::Free, |c| {
            c.control.regime == regime && c.control.suspended_until.is_none()
        })
    };
    if destinations(state, me, destination).iter().all(same) {
        return Err(Refusal::NothingChanges);
    }
    Ok(())
}

/// Whether a suspension makes sense.
pub(super) fn check_suspension(
    state: &State,
    seat: SeatId,
    destination: Option<CountryId>,
    good: GoodId,
    turns: u8,
) -> Result<(), Refusal> {
    let me = route(state, seat, destination, good)?;
    if turns > 20 {
        return Err(Refusal::OutOfRange { low: 0, high: 20 });
    }
    let changes = |to: &CountryId| {
        written(state, me, *to, good).is_some_and(|c| turns > 0 || c.control.suspended_until.is_some())
    };
    if !destinations(state, me, destination).iter().any(changes) {
        return Err(Refusal::NothingChanges);
    }
    Ok(())
}

/// Whether a control order is stricter than what acts now, on any route it touches.
pub(super) fn would_tighten(
    state: &State,
    seat: SeatId,
    destination: Option<CountryId>,
    good: GoodId,
    regime: Regime,
) -> bool {
    let Some(me) = state.level().country_of(seat) else {
        return false;
    };
    destinations(state, me, destination)
        .iter()
        .any(|to| regime.strictness() > effective(state, me, *to, good).strictness())
}

/// Carries out a control order.
pub(super) fn set(book: &mut Book, me: CountryId, destination: Option<CountryId>, good: GoodId, regime: Regime) {
    for to in destinations(book.state, me, destination) {
        if regime == Regime::Free {
            if written(book.state, me, to, good).is_some() {
                book.post(Event::ControlLifted {
                    exporter: me,
                    destination: to,
                    good,
                });
            }
            continue;
        }
        let old = written(book.state, me, to, good).copied();
        let control = Control {
            exporter: me,
            destination: to,
            good,
            regime,
            suspended_until: None,
        };
        let trailing = match old {
            // A new regime is measured against the flow before the first one.
            Some(old) if old.control.regime.limits() && old.control.suspended_until.is_none() => old.trailing,
            _ => last_flow(book.state, me, to, good),
        };
        let now = book.state.turn();
        let month = book.state.level().month_of(now);
        // Relaxing a control that bites does not frighten anybody anew.
        let bites_since = match old {
            Some(old) if old.control.effective(month).strictness() >= regime.strictness() => old.bites_since,
            _ => regime.limits().then_some(now),
        };
        book.post(Event::ControlSet(ControlInForce {
            control,
            trailing,
            since: now,
            bites_since,
        }));
    }
}

/// Last turn's flow on a route, by use, but never below a hundredth of the base flow (a shortage isn't a habit).
fn last_flow(state: &State, me: CountryId, to: CountryId, good: GoodId) -> [f64; 2] {
    let row = (good.index() * state.level().n() + me.index()) * state.level().buyers();
    Use::ALL.map(|u| {
        let at = row + buyer(to, u);
        let now = state.public.market.flow.get(at).copied().unwrap_or(0.0);
        let base = state.base().flow.get(at).copied().unwrap_or(0.0);
        now.max(base / 100.0)
    })
}

/// Carries out a suspension: for `turns` turns from the open one, or back in force for 0.
pub(super) fn suspend(book: &mut Book, me: CountryId, destination: Option<CountryId>, good: GoodId, turns: u8) {
    let until = end_of(book.state, turns);
    for to in destinations(book.state, me, destination) {
        let Some(mut control) = written(book.state, me, to, good).copied() else {
            continue;
        };
        if turns == 0 {
            book.post(Event::SuspensionEnded {
                exporter: me,
                destination: to,
                good,
            });
        } else {
            control.control.suspended_until = Some(until);
            control.bites_since = None;
            book.post(Event::ControlSet(control));
        }
    }
}

fn end_of(state: &State, turns: u8) -> Month {
    state
        .level()
        .month_of(Turn(state.turn().0.saturating_add(u16::from(turns))))
}

/// Step 1: suspensions that have run out.
pub(super) fn expire(book: &mut Book) {
    let month = book.state.level().month_of(book.state.turn());
    let ended: Vec<_> = book
        .state
        .public
        .controls
        .iter()
        .filter(|c| c.control.suspended_until.is_some_and(|until| until <= month))
        .map(control_key)
        .collect();
    for (exporter, destination, good) in ended {
        book.post(Event::SuspensionEnded {
            exporter,
            destination,
            good,
        });
    }
}
