//! Step 7: tariffs, taxes and rents posted; the turn's income; what may be carried over. Money moves only by transfers.

use super::book::Book;
use super::event::Why;
use super::limits;
use super::state::Account;
use super::stocks::pay;
use crate::level::GoodKind;
use crate::level::ids::{CountryId, GoodId, Use};
use crate::level::units::{Money, Months, Rate};

/// Posts what this turn's mineral trade pays to treasuries. General goods' revenue goes to the general budget, which
/// no seat commands: it counts in welfare only. The rates are those with the ceilings that agreements set.
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
    let (n, buyers) = (book.state.level().n(), book.state.level().buyers());
    let (market, export_taxes) = (&book.state.public.market, &book.state.public.export_taxes);
    let first = good.index() * n;
    let mut tariffs = vec![0.0; n];
    let mut taxes = Vec::new();
    for exporter in 0..n {
        let row = first + exporter;
        let price = market.price[row];
        let flows = market.flow[row * buyers..(row + 1) * buyers].chunks_exact(Use::COUNT);
        for (importer, (flow, tax)) in flows.zip(&export_taxes[row * n..(row + 1) * n]).enumerate() {
            let rate = rates[(first + importer) * n + exporter];
            if importer == exporter || rate == Rate(0) && *tax == Rate(0) {
                continue;
            }
            let worth = flow.iter().sum::<f64>() * price;
            tariffs[importer] += worth * (1.0 + tax.fraction()) * rate.fraction() * months;
            if *tax > Rate(0) {
                taxes.push((exporter, importer, worth * tax.fraction() * months));
            }
        }
    }
    for (importer, amount) in tariffs.into_iter().enumerate() {
        let country = CountryId::at(importer);
        let (users, treasury) = (Account::Users(country), Account::Treasury(country));
        pay(book, users, treasury, Money::from_thousand(amount), Why::Tariff(good));
    }
    for (exporter, importer, amount) in taxes {
        let users = Account::Users(CountryId::at(importer));
        let treasury = Account::Treasury(CountryId::at(exporter));
        pay(
            book,
            users,
            treasury,
            Money::from_thousand(amount),
            Why::ExportTax(good),
        );
    }
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
