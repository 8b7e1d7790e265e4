//! Welfare, million USD a year: surplus of own producers and civil users, general goods, the treasury's mineral
//! receipts and outlays, environmental cost.

use crate::level::ids::{CountryId, SeatId, Use};
use crate::level::units::Months;
use crate::rules::book::Book;
use crate::rules::money::flows_of;
use crate::rules::state::{State, WelfareParts};

/// Weight of one quarter later.
pub(super) const DISCOUNT: f64 = 0.98;

/// This turn's parts.
pub(super) fn parts(book: &Book, seat: SeatId, length: Months) -> WelfareParts {
    let state = &*book.state;
    let level = state.level();
    let Some(country) = level.country_of(seat) else { return WelfareParts::default() };
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
    let mut users = 0.0;
    for (at, demand) in level.demands.iter().enumerate() {
        if demand.country == country && demand.use_ == Use::Civil {
            users += (market.user_surplus[at] - base.user_surplus[at]) * yearly;
        }
    }
    let (receipts, outlays) = treasury(book, country, length);
    WelfareParts { producers, users, goods: market.goods_welfare[country.index()] * 12.0, receipts, outlays, environment }
}

#[allow(clippy::cast_precision_loss, reason = "sums stay far below 2^53 thousand USD")]
fn treasury(book: &Book, country: CountryId, length: Months) -> (f64, f64) {
    let (receipts, outlays) = flows_of(&book.events, country);
    let yearly = 12.0 / f64::from(length.0.max(1)) / 1_000.0;
    (receipts as f64 * yearly, outlays as f64 * yearly)
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
