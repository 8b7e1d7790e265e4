//! Orders that may be tried.

use super::board::{self, general, tariff, trade};
use super::desk::Desk;
use super::levers;
use crate::level::ids::{CountryId, GoodId, ProjectId};
use crate::level::measure::Regime;
use crate::level::order::Order;
use crate::level::units::{Mass, Rate};
use crate::rules::claims::stands;
use crate::rules::command::Command;
use crate::rules::lists::list;

/// Every order that would be allowed now, but for breaches.
pub(super) fn candidates(desk: &Desk) -> Vec<Order> {
    let mut orders = tariffs(desk);
    orders.extend(controls(desk));
    orders.extend(technology(desk, true));
    orders.extend(technology(desk, false));
    orders.extend(projects(desk));
    orders.extend(stocks(desk));
    orders.extend(taxes(desk));
    orders.extend(levers::campaigns(desk));
    orders.extend(levers::reach(desk));
    orders.extend(levers::floors(desk));
    orders.extend(lists(desk));
    orders.extend(claims(desk));
    orders.retain(|o| desk.allowed(&Command::Seal(*o)));
    orders
}

fn partners(desk: &Desk) -> impl Iterator<Item = CountryId> + use<> {
    let me = desk.country;
    (0..desk.level().n()).map(CountryId::at).filter(move |c| *c != me)
}

/// Duties on general goods of the five largest sellers: a quarter off, away, five points on.
fn tariffs(desk: &Desk) -> Vec<Order> {
    let good = general(desk.level());
    let mut sellers: Vec<(CountryId, f64)> = partners(desk)
        .map(|c| (c, trade(&desk.state, good, c, desk.country)))
        .collect();
    sellers.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let mut orders = Vec::new();
    for (partner, _) in sellers.into_iter().take(5) {
        let now = tariff(&desk.state, desk.country, partner, good).0;
        for rate in [now * 3 / 4 / 10 * 10, 0, now + 500] {
            orders.push(Order::Tariff {
                partner,
                good,
                rate: Rate(rate),
            });
        }
    }
    orders
}

/// The goods that a country controls, each once.
pub(super) fn controlled(desk: &Desk) -> Vec<GoodId> {
    let mut goods: Vec<GoodId> = desk
        .view
        .public
        .controls
        .iter()
        .filter(|c| c.control.exporter == desk.country)
        .map(|c| c.control.good)
        .collect();
    goods.sort_unstable();
    goods.dedup();
    goods
}

/// The regime written most often for an own controlled good, and whether any of it is suspended.
pub(super) fn usual_regime(desk: &Desk, good: GoodId) -> Option<(Regime, bool)> {
    let mine = || {
        desk.view
            .public
            .controls
            .iter()
            .filter(|c| c.control.exporter == desk.country && c.control.good == good)
    };
    let strict = mine().map(|c| c.control.regime).max_by_key(|r| r.strictness())?;
    Some((strict, mine().any(|c| c.control.suspended_until.is_some())))
}

/// A regime with its approval moved, within what it may be.
pub(super) fn moved(regime: Regime, by: i32) -> Regime {
    let step = |approval: Rate| Rate((approval.0 + by).clamp(1_000, 10_000));
    match regime {
        Regime::Licence { approval } => Regime::Licence {
            approval: step(approval),
        },
        Regime::CivilOnly { approval } => Regime::CivilOnly {
            approval: step(approval),
        },
        other => other,
    }
}

fn controls(desk: &Desk) -> Vec<Order> {
    let mut orders = Vec::new();
    for good in controlled(desk) {
        let Some((regime, suspended)) = usual_regime(desk, good) else {
            continue;
        };
        orders.push(Order::Suspend {
            destination: None,
            good,
            turns: 6,
        });
        if suspended {
            orders.push(Order::Suspend {
                destination: None,
                good,
                turns: 0,
            });
        } else {
            orders.push(Order::Control {
                destination: None,
                good,
                regime: moved(regime, 2_000),
            });
            orders.push(Order::Control {
                destination: None,
                good,
                regime: moved(regime, -2_000),
            });
        }
    }
    orders
}

/// Bans on own technology, or their ends, in the goods that somebody is behind in making.
pub(super) fn technology(desk: &Desk, on: bool) -> Vec<Order> {
    let behind = &desk.level().mechanisms.know_how.behind;
    let mut goods: Vec<GoodId> = behind.iter().map(|b| b.good).collect();
    goods.sort_unstable();
    goods.dedup();
    goods.into_iter().map(|good| Order::Technology { good, on }).collect()
}

/// Projects at home that have not begun.
pub(super) fn projects(desk: &Desk) -> Vec<Order> {
    let level = desk.level();
    let home = |at: usize| {
        level
            .facilities
            .get(level.projects[at].facility.index())
            .is_some_and(|f| f.country == desk.country)
    };
    (0..level.projects.len())
        .filter(|at| home(*at))
        .map(|at| Order::StartProject {
            project: ProjectId::at(at),
        })
        .collect()
}

/// Purchases for a tenth of the treasury of each critical good, up to the target; and a release of a quarter of what lies.
pub(super) fn stocks(desk: &Desk) -> Vec<Order> {
    let mut orders = Vec::new();
    let Some(spec) = desk.level().seats.get(desk.seat.index()) else {
        return orders;
    };
    for (good, _) in &spec.security.critical {
        if let Some(order) = purchase(desk, *good, 0.1)
            && !orders.contains(&order)
        {
            orders.push(order);
        }
    }
    for holding in desk.own().map(|o| o.stocks.as_slice()).unwrap_or_default() {
        orders.push(Order::Stock {
            good: holding.good,
            mass: Mass(-(holding.mass.0 / 4)),
        });
    }
    orders
}

/// A purchase of a good for a share of the treasury, towards the target of cover.
pub(super) fn purchase(desk: &Desk, good: GoodId, share: f64) -> Option<Order> {
    let spec = desk.level().seats.get(desk.seat.index())?;
    let price = board::price(&desk.state, desk.country, good);
    let aim = board::bought(&desk.state, good, desk.country) * spec.security.target_months;
    let lacking = aim - desk.state.stock(desk.seat, good).tonnes();
    let money = desk.own().map_or(0.0, |o| o.treasury.million()) * 1_000.0 * share;
    let tonnes = if price > 0.0 { lacking.min(money / price) } else { 0.0 };
    (tonnes >= 0.05).then(|| Order::Stock {
        good,
        mass: Mass::from_tonnes(tonnes),
    })
}

/// Demands on others' status, made or dropped.
pub(super) fn claims(desk: &Desk) -> Vec<Order> {
    let mine = desk.level().mechanisms.claims.iter().filter(|c| c.by == desk.seat);
    mine.map(|c| Order::Claim {
        over: c.country,
        on: !stands(&desk.state, desk.seat, c.country),
    })
    .collect()
}

/// Changes of the own list: goods that it lacks and users buy, and ten names outside the game more or fewer.
pub(super) fn lists(desk: &Desk) -> Vec<Order> {
    let Some(list) = list(&desk.state, desk.country) else {
        return Vec::new();
    };
    let lacking = |g: &GoodId| !list.goods.contains(g) && board::bought(&desk.state, *g, desk.country) > 0.0;
    let mut orders: Vec<Order> = board::minerals(desk.level())
        .filter(lacking)
        .map(|good| Order::List {
            good: Some(good),
            names: 1,
        })
        .collect();
    orders.extend([-10, 10].map(|names| Order::List { good: None, names }));
    orders
}

/// An export tax on the dearest mineral flow, five points up.
fn taxes(desk: &Desk) -> Vec<Order> {
    let level = desk.level();
    let mut best: Option<(f64, CountryId, GoodId)> = None;
    for destination in partners(desk) {
        for good in board::minerals(level) {
            let worth = trade(&desk.state, good, desk.country, destination);
            if worth > best.map_or(1.0, |(w, ..)| w) {
                best = Some((worth, destination, good));
            }
        }
    }
    let Some((_, destination, good)) = best else {
        return Vec::new();
    };
    let now = desk
        .view
        .public
        .export_taxes
        .get(level.cell(good, desk.country, destination))
        .map_or(0, |r| r.0);
    vec![Order::ExportTax {
        destination,
        good,
        rate: Rate(now + 500),
    }]
}
