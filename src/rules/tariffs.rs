//! Import tariffs and export taxes.

use super::book::Book;
use super::event::Event;
use super::limits;
use super::refusal::Refusal;
use super::state::State;
use crate::level::GoodKind;
use crate::level::ids::{CountryId, GoodId, SeatId};
use crate::level::units::Rate;

/// The seat's country, and that the partner is another country of the level.
pub(super) fn partner(state: &State, seat: SeatId, other: CountryId) -> Result<CountryId, Refusal> {
    let me = state.level().country_of(seat).ok_or(Refusal::NoSuchSeat)?;
    if other.index() >= state.level().n() {
        return Err(Refusal::Unknown);
    }
    if me == other {
        return Err(Refusal::OwnCountry);
    }
    Ok(me)
}

fn range(rate: Rate) -> Result<(), Refusal> {
    if rate.0 < 0 || rate > limits::RATE_MAX {
        return Err(Refusal::OutOfRange {
            low: 0,
            high: i64::from(limits::RATE_MAX.0),
        });
    }
    Ok(())
}

/// Whether a tariff order makes sense.
pub(super) fn check_tariff(
    state: &State,
    seat: SeatId,
    other: CountryId,
    good: GoodId,
    rate: Rate,
) -> Result<(), Refusal> {
    let me = partner(state, seat, other)?;
    range(rate)?;
    if good.index() >= state.level().goods.len() {
        return Err(Refusal::Unknown);
    }
    if state.public.tariffs.get(state.level().cell(good, me, other)) == Some(&rate) {
        return Err(Refusal::NothingChanges);
    }
    Ok(())
}

/// Whether an export tax order makes sense.
pub(super) fn check_export_tax(
    state: &State,
    seat: SeatId,
    other: CountryId,
    good: GoodId,
    rate: Rate,
) -> Result<(), Refusal> {
    let me = partner(state, seat, other)?;
    range(rate)?;
    mineral(state, good)?;
    if state.public.export_taxes.get(state.level().cell(good, me, other)) == Some(&rate) {
        return Err(Refusal::NothingChanges);
    }
    Ok(())
}

/// That a good is a mineral of some chain.
pub(super) fn mineral(state: &State, good: GoodId) -> Result<(), Refusal> {
    match state.level().goods.get(good.index()).map(|g| g.kind) {
        None => Err(Refusal::Unknown),
        Some(GoodKind::General { .. }) => Err(Refusal::WrongGood { good }),
        Some(GoodKind::Mineral { .. }) => Ok(()),
    }
}

/// Carries out a tariff order.
pub(super) fn set_tariff(book: &mut Book, importer: CountryId, exporter: CountryId, good: GoodId, rate: Rate) {
    book.post(Event::TariffSet {
        importer,
        exporter,
        good,
        rate,
    });
}

/// Carries out an export tax order.
pub(super) fn set_export_tax(book: &mut Book, exporter: CountryId, destination: CountryId, good: GoodId, rate: Rate) {
    book.post(Event::ExportTaxSet {
        exporter,
        destination,
        good,
        rate,
    });
}
