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
    let mut taxes = Vec::new();
    for exporter in (0..n).map(CountryId::at) {
        for importer in (0..n).map(CountryId::at).filter(|i| *i != exporter) {
            let (tariff, tax) = on_route(book.state, good, rates, exporter, importer);
            tariffs[importer.index()] += tariff * months;
            if tax > 0.0 {
                taxes.push((exporter, importer, Money::from_thousand(tax * months)));
            }
        }
    }
    for (importer, amount) in tariffs.into_iter().enumerate() {
        let country = CountryId::at(importer);
        let (users, treasury) = (Account::Users(country), Account::Treasury(country));
        pay(book, users, treasury, Money::from_thousand(amount), Why::Tariff(good));
    }
    for (exporter, importer, amount) in taxes {
        let (users, treasury) = (Account::Users(importer), Account::Treasury(exporter));
        pay(book, users, treasury, amount, Why::ExportTax(good));
    }
}

/// Tariff and export tax on a route, thousand USD a month; `rates` with the ceilings that agreements set.
fn on_route(state: &State, good: GoodId, rates: &[Rate], exporter: CountryId, importer: CountryId) -> (f64, f64) {
    let level = state.level();
    let rate_of = |rates: &[Rate], cell: usize| rates.get(cell).copied().unwrap_or_default();
    let rate = rate_of(rates, level.cell(good, importer, exporter));
    let tax = rate_of(&state.public.export_taxes, level.cell(good, exporter, importer));
    if rate == Rate(0) && tax == Rate(0) {
        return (0.0, 0.0);
    }
    let seller = good.index() * level.n() + exporter.index();
    let market = &state.public.market;
    let row = seller * level.buyers();
    let flow: f64 = Use::ALL
        .iter()
        .map(|u| market.flow.get(row + buyer(importer, *u)).copied().unwrap_or(0.0))
        .sum();
    let worth = flow * market.price.get(seller).copied().unwrap_or(0.0);
    (worth * (1.0 + tax.fraction()) * rate.fraction(), worth * tax.fraction())
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
