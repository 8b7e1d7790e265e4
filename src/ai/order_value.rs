//! What an order is worth to a seat, in points of its total: a quick estimate, as `value` gives one of drafts.

use super::board::{self, price, tariff, trade};
use super::value::{Eyes, host, importer_gain};
use crate::level::ids::{GoodId, SeatId};
use crate::level::order::Order;
use crate::rules::lists;
use crate::rules::state::State;

/// Quick value of an order to the seat, in points: what to look at more closely, never the last word.
pub(super) fn quick_order(state: &State, seat: SeatId, order: &Order) -> f64 {
    let Some(eyes) = Eyes::new(state, seat, seat, 20) else {
        return 0.0;
    };
    let for_good = eyes.span(None);
    match *order {
        Order::Tariff { partner, good, rate } => {
            let now = tariff(state, eyes.country, partner, good).fraction();
            let value = trade(state, good, partner, eyes.country);
            eyes.points(0, importer_gain(value, now, rate.fraction()) * for_good)
        }
        Order::ExportTax { .. } => 0.1,
        Order::Control { regime, .. } => {
            if regime.limits() {
                0.5
            } else {
                -0.5
            }
        }
        Order::Suspend { turns, .. } => {
            if turns > 0 {
                0.3
            } else {
                0.0
            }
        }
        Order::Stock { good, mass } => stock(&eyes, good, mass.tonnes()),
        Order::StartProject { project } => {
            let cost = eyes
                .level()
                .projects
                .get(project.index())
                .map_or(0.0, |p| p.cost.million());
            host(&eyes, project, cost) - 0.5 * eyes.once(cost)
        }
        // What they bring is an agreement, valued as one (`tenders`).
        Order::Tender { .. } | Order::Bid { .. } | Order::Award { .. } => 0.0,
        // What leaks spoils the lever; customs want to be paid.
        Order::Campaign { .. } => {
            let cost = state.level().mechanisms.smuggling.campaign_cost;
            0.4 - eyes.once(cost.million())
        }
        Order::Reach { on, .. } => {
            if on {
                0.4
            } else {
                -0.2
            }
        }
        // Producers are pleased, and the stock takes what they can't sell.
        Order::Floor { price, .. } => {
            if price.0 > 0 {
                0.3
            } else {
                0.1
            }
        }
        // A headline now, and trust that others will miss at the table.
        Order::Claim { on, .. } => {
            if on {
                0.3
            } else {
                0.2
            }
        }
        Order::List { good, names } => listing(&eyes, good, names),
        Order::Technology { .. } => 0.0,
        Order::Breach { .. } => -10.0,
    }
}

/// What a change of the own list is worth: a headline for a longer one, and the private money that it draws, or no longer
/// draws, beside what the treasury will put into projects.
fn listing(eyes: &Eyes, good: Option<GoodId>, names: i8) -> f64 {
    let Some(list) = lists::list(eyes.state, eyes.country) else {
        return 0.0;
    };
    let headline = if names > 0 { 0.3 } else { 0.0 };
    let pull = eyes.level().mechanisms.lists.draw;
    let wanted = |g: GoodId| board::bought(eyes.state, g, eyes.country) > 0.0;
    if let Some(good) = good {
        let may = if wanted(good) { 2.0 * pull } else { -0.5 };
        return if names > 0 { headline + may } else { -may };
    }
    let length = f64::from(list.names.max(1));
    headline - 2.0 * pull * f64::from(names) / (length + f64::from(names)).max(1.0)
}

/// Cover is worth points of security, at most up to the target; what it costs comes back half at the end.
fn stock(eyes: &Eyes, good: GoodId, tonnes: f64) -> f64 {
    let Some(spec) = eyes.level().seats.get(eyes.seat.index()) else {
        return 0.0;
    };
    let lines = spec.security.critical.iter().filter(|(g, _)| *g == good).count();
    let use_ = board::bought(eyes.state, good, eyes.country);
    let paid = eyes.once(0.3 * tonnes * price(eyes.state, eyes.country, good) / 1_000.0);
    if lines == 0 || use_ <= 0.0 || spec.security.target_months <= 0.0 {
        return -paid;
    }
    let share = lines as f64 / spec.security.critical.len() as f64;
    let cover = (tonnes / use_ / spec.security.target_months).clamp(-1.0, 1.0);
    eyes.points(
        1,
        100.0 * spec.security.cover.fraction() * share * cover * eyes.span(None),
    ) - paid
}
