//! Welfare, million USD a year: surplus of own producers and civil users, general goods, the treasury's mineral
//! receipts and outlays, environmental cost.

use super::damage;
use crate::level::clause::Clause;
use crate::level::ids::{AgreementId, CountryId, SeatId, Use};
use crate::level::units::{Money, Months};
use crate::rules::book::Book;
use crate::rules::deals;
use crate::rules::event::{Event, Why};
use crate::rules::state::{Account, State, WelfareParts};

/// Weight of one quarter later.
pub(in crate::rules) const DISCOUNT: f64 = 0.98;

/// This turn's parts.
pub(super) fn parts(book: &Book, seat: SeatId, length: Months) -> WelfareParts {
    let state = &*book.state;
    let level = state.level();
    let Some(country) = level.country_of(seat) else {
        return WelfareParts::default();
    };
    let market = &state.public.market;
    let base = state.base();
    // Thousand USD a month → million USD a year.
    let yearly = 12.0 / 1_000.0;
    let (mut producers, mut environment) = (0.0, 0.0);
    for (at, facility) in level.facilities.iter().enumerate() {
        if facility.country == country {
            producers += (market.producer_surplus[at] - base.producer_surplus[at]) * yearly;
            environment += (market.activity[at] - base.activity[at]) * facility.environment * yearly;
        }
    }
    producers += premiums(book, country, length);
    for (host, surplus) in level
        .mechanisms
        .transshipment
        .hosts
        .iter()
        .zip(&market.rerouting_surplus)
    {
        if host.country == country {
            producers += surplus * yearly;
        }
    }
    let mut users = 0.0;
    for (at, demand) in level.demands.iter().enumerate() {
        if demand.country == country && demand.use_ == Use::Civil {
            users += (market.user_surplus[at] - base.user_surplus[at]) * yearly;
        }
    }
    let (receipts, outlays) = treasury(book, country, length);
    WelfareParts {
        producers,
        users,
        goods: market.goods_welfare[country.index()] * 12.0,
        receipts,
        outlays,
        environment,
        damage: damage::civil(state, country),
    }
}

/// What the treasury received and paid for minerals this turn, million USD a year. Income and what goes back are left out;
/// of a loan only its gift counts, and its repayments do not.
#[allow(clippy::cast_precision_loss, reason = "sums stay far below 2^53 thousand USD")]
fn treasury(book: &Book, country: CountryId, length: Months) -> (f64, f64) {
    let mine = Account::Treasury(country);
    let (mut receipts, mut outlays) = (0.0, 0.0);
    for event in &book.events {
        let Event::Transfer { from, to, amount, why } = event else {
            continue;
        };
        let counted = match why {
            Why::Income | Why::Unspent | Why::Repayment(_) => 0.0,
            Why::LoanAid(agreement) => amount.0 as f64 * grant(book.state, *agreement, *amount),
            _ => amount.0 as f64,
        };
        if *to == mine {
            receipts += counted;
        }
        if *from == mine {
            outlays += counted;
        }
    }
    let yearly = 12.0 / f64::from(length.0.max(1)) / 1_000.0;
    (receipts * yearly, outlays * yearly)
}

fn grant(state: &State, agreement: AgreementId, amount: Money) -> f64 {
    let clauses = state
        .party
        .agreements
        .iter()
        .filter(|a| a.id == agreement)
        .flat_map(|a| &a.draft.clauses);
    clauses
        .filter_map(|c| match c {
            Clause::LoanAid {
                amount: sum, finance, ..
            } if *sum >= amount => Some(deals::grant_share(*finance)),
            _ => None,
        })
        .fold(0.0, f64::max)
}

/// Premiums (less discounts) of offtakes that the country's firms got, million USD a year.
#[allow(clippy::cast_precision_loss, reason = "sums stay far below 2^53 thousand USD")]
fn premiums(book: &Book, country: CountryId, length: Months) -> f64 {
    let firms = Account::Firms(country);
    let mut sum = 0.0;
    for event in &book.events {
        if let Event::Transfer {
            from,
            to,
            amount,
            why: Why::Offtake(_),
        } = event
        {
            sum += if *to == firms { amount.0 as f64 } else { 0.0 };
            sum -= if *from == firms { amount.0 as f64 } else { 0.0 };
        }
    }
    sum * 12.0 / f64::from(length.0.max(1)) / 1_000.0
}

/// What is left at the end, million USD: stocks at the pre-level price (less what was there), unfinished own projects at
/// half of what was paid.
pub(super) fn left_over(state: &State, seat: SeatId) -> f64 {
    let level = state.level();
    let Some(own) = state.own(seat) else { return 0.0 };
    let mut value = 0.0;
    for holding in &own.stocks {
        let price = level.goods.get(holding.good.index()).map_or(0.0, |g| g.price);
        let before = level
            .stocks
            .iter()
            .find(|s| s.good == holding.good && level.country_of(seat) == Some(s.country))
            .map_or(0.0, |s| s.mass.tonnes());
        value += (holding.mass.tonnes() - before) * price / 1_000.0;
    }
    for project in &state.public.projects {
        if project.sponsor == Some(seat) && project.running < 1.0 {
            value += project.paid.million() / 2.0;
        }
    }
    value
}
