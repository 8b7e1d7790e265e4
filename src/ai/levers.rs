//! Orders beyond duties, licences, projects and stocks: customs campaigns, controls that reach abroad, price floors, and
//! open breaches.

use super::board;
use super::desk::Desk;
use super::orders::controlled;
use crate::level::ids::GoodId;
use crate::level::order::Order;
use crate::level::units::Price;
use crate::rules::floor;
use crate::rules::reaches;

/// Price, as a part of the base price, below which producers ask for a floor.
const LOW: f64 = 0.95;

/// Customs campaigns on the goods that pass the country in spite of controls: its own, and others' that go through it.
pub(super) fn campaigns(desk: &Desk) -> Vec<Order> {
    let mut goods: Vec<GoodId> = controlled(desk);
    let hosts = &desk.level().mechanisms.transshipment.hosts;
    goods.extend(hosts.iter().filter(|h| h.country == desk.country).map(|h| h.good));
    goods.sort_unstable();
    goods.dedup();
    goods.into_iter().map(|good| Order::Campaign { good }).collect()
}

/// Controls made to reach what others make of the material, or no longer.
pub(super) fn reach(desk: &Desk) -> Vec<Order> {
    let products = &desk.level().mechanisms.reach.products;
    let mut goods: Vec<GoodId> = products
        .iter()
        .filter(|p| p.exporter == desk.country)
        .map(|p| p.good)
        .collect();
    goods.sort_unstable();
    goods.dedup();
    let turned = |good: GoodId| Order::Reach {
        good,
        on: !reaches(&desk.state, desk.country, good),
    };
    goods.into_iter().map(turned).collect()
}

/// A floor at today's price under a good made at home that has become cheap; a floor that has done its work is lifted.
pub(super) fn floors(desk: &Desk) -> Vec<Order> {
    let level = desk.level();
    let mut goods: Vec<GoodId> = level
        .facilities
        .iter()
        .filter(|f| f.country == desk.country)
        .map(|f| f.good)
        .collect();
    goods.sort_unstable();
    goods.dedup();
    let order = |good: GoodId| {
        let now = board::price(&desk.state, desk.country, good);
        let at = good.index() * level.n() + desk.country.index();
        let base = desk.known.base().price.get(at).copied().unwrap_or(0.0);
        let cheap = now < LOW * base;
        match floor(&desk.state, desk.country, good) {
            None if cheap => Some(Order::Floor {
                good,
                price: cents(now),
            }),
            Some(_) if !cheap => Some(Order::Floor { good, price: Price(0) }),
            _ => None,
        }
    };
    goods.into_iter().filter_map(order).collect()
}

#[allow(clippy::cast_possible_truncation, reason = "prices stay far below 2^53 cents")]
fn cents(usd: f64) -> Price {
    Price(libm::round(100.0 * usd).clamp(0.0, 1.0e8) as i64)
}

/// Agreements of its own that a seat could break openly.
pub(super) fn breaches(desk: &Desk) -> Vec<Order> {
    board::binding(&desk.state)
        .filter(|a| a.draft.parties.contains(&desk.seat))
        .map(|a| Order::Breach { agreement: a.id })
        .collect()
}
