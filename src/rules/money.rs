//! Step 7: tariffs, taxes and rents posted; the turn's income; what may be carried over. Money moves only by transfers.

use super::book::Book;
use super::event::Why;
use super::limits;
use super::state::{Account, State};
use super::stocks::pay;
use crate::level::GoodKind;
use crate::level::ids::{CountryId, GoodId, Use, buyer};
use crate::level::units::{Money, Months, Rate};

/// Posts what this turn's mineral trade pays to treasuries. General goods' revenue goes to the general budget, which
/// no seat commands: it counts in welfare only.
pub(super) fn collect(book: &mut Book, length: Months) {
    let tariffs = super::markets::tariffs_with_ceilings(book.state);
    for good in 0..book.state.level().goods.len() {
        let good = GoodId::at(good);
        if matches!(book.state.level().goods[good.index()].kind, GoodKind::Mineral { .. }) {
            collect_on(book, good, &tariffs, f64::from(length.0));
        }
    }
    rents(book, f64::from(length.0));
}

fn collect_on(book: &mut Book, good: GoodId, rates: &[Rate], months: f64) {
    let n = book.state.level().n();
    let mut tariffs = vec![0.0; n];
    let mut taxes = vec![0.0; n * n];
    for exporter in 0..n {
        for importer in 0..n {
            if exporter != importer {
                let (tariff, tax) = on_route(
                    book.state,
                    good,
                    rates,
                    CountryId::at(exporter),
                    CountryId::at(importer),
                );
                tariffs[importer] += tariff * months;
                taxes[exporter * n + importer] = tax * months;
            }
        }
    }
    for (importer, amount) in tariffs.into_iter().enumerate() {
        let country = CountryId::at(importer);
        pay(
            book,
            Account::Users(country),
            Account::Treasury(country),
            Money::from_thousand(amount),
            Why::Tariff(good),
        );
    }
    for exporter in 0..n {
        for importer in 0..n {
            let amount = Money::from_thousand(taxes[exporter * n + importer]);
            let (from, to) = (
                Account::Users(CountryId::at(importer)),
                Account::Treasury(CountryId::at(exporter)),
            );
            pay(book, from, to, amount, Why::ExportTax(good));
        }
    }
}

/// Tariff and export tax on a route, thousand USD a month; `rates` with the ceilings that agreements set.
fn on_route(state: &State, good: GoodId, rates: &[Rate], exporter: CountryId, importer: CountryId) -> (f64, f64) {
    let level = state.level();
    let row = (good.index() * level.n() + exporter.index()) * level.buyers();
    let market = &state.public.market;
    let flow: f64 = Use::ALL
        .iter()
        .map(|u| market.flow.get(row + buyer(importer, *u)).copied().unwrap_or(0.0))
        .sum();
    let price = market
        .price
        .get(good.index() * level.n() + exporter.index())
        .copied()
        .unwrap_or(0.0);
    let tax = state
        .public
        .export_taxes
        .get(level.cell(good, exporter, importer))
        .map_or(0.0, |r| r.fraction());
    let rate = rates
        .get(level.cell(good, importer, exporter))
        .copied()
        .unwrap_or_default();
    (flow * price * (1.0 + tax) * rate.fraction(), flow * price * tax)
}

/// Licence rents, paid by the importing users: a share stays with the exporter's treasury, the rest goes to licensed
/// traders abroad (GAMEPLAY 2.2).
fn rents(book: &mut Book, months: f64) {
    let level = book.state.shared_level();
    let share = level.rent_share.fraction();
    for at in 0..book.state.public.market.rents.len() {
        let rent = book.state.public.market.rents[at] * months;
        if rent <= 0.0 {
            continue;
        }
        let (row, importer) = (at / level.n(), at % level.n());
        let (good, exporter) = (GoodId::at(row / level.n()), row % level.n());
        let (users, treasury) = (
            Account::Users(CountryId::at(importer)),
            Account::Treasury(CountryId::at(exporter)),
        );
        pay(
            book,
            users,
            treasury,
            Money::from_thousand(rent * share),
            Why::Rent(good),
        );
        pay(
            book,
            users,
            Account::World,
            Money::from_thousand(rent * (1.0 - share)),
            Why::TradersRent(good),
        );
    }
}

/// The turn's income, and what exceeds two turns' worth of it goes back.
pub(super) fn income(book: &mut Book, length: Months) {
    let level = book.state.shared_level();
    for (at, seat) in level.seats.iter().enumerate() {
        let treasury = Account::Treasury(seat.country);
        let income = Money(seat.income.0.saturating_mul(i64::from(length.0)));
        pay(book, Account::World, treasury, income, Why::Income);
        let held = book.state.own.get(at).map_or(0, |o| o.treasury.0);
        let most = income.0.saturating_mul(1 + limits::CARRY_OVER).max(seat.opening.0);
        pay(
            book,
            treasury,
            Account::World,
            Money((held - most).max(0)),
            Why::Unspent,
        );
    }
}
