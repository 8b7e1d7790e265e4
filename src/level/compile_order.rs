//! Compiling orders: the ledger at the start, and what history did.

use super::bench::Bench;
use super::compile_deal::{host_of, turn};
use super::compile_measure::regime;
use super::compiled::{GivenStatement, HistoryOrder};
use super::ids::{AgreementId, CountryId};
use super::key::Key;
use super::order::Order;
use super::shape::{LevelFile, OrderEntry};

/// The ledger at the start.
pub(super) fn statements(bench: &mut Bench, file: &LevelFile) -> Vec<GivenStatement> {
    let mut statements = Vec::new();
    for (n, entry) in file.statements.iter().enumerate() {
        let key = Key::top("statements").i(n);
        if entry.seat == entry.target {
            bench.error(
                "same-seat",
                &key.f("target"),
                "a seat can't threaten itself",
                "name another seat",
            );
        }
        statements.push(GivenStatement {
            seat: bench.seat(&key.f("seat"), &entry.seat),
            target: bench.seat(&key.f("target"), &entry.target),
            order: order(bench, file, &key.f("order"), &entry.seat, &entry.order),
            due: turn(bench, file, &key.f("due"), entry.due),
        });
    }
    statements
}

/// What history did.
pub(super) fn history(bench: &mut Bench, file: &LevelFile) -> Vec<HistoryOrder> {
    let mut history: Vec<HistoryOrder> = Vec::new();
    for (n, entry) in file.history.iter().enumerate() {
        let key = Key::top("history").i(n);
        let one = HistoryOrder {
            turn: turn(bench, file, &key.f("turn"), entry.turn),
            seat: bench.seat(&key.f("seat"), &entry.seat),
            order: order(bench, file, &key.f("order"), &entry.seat, &entry.order),
        };
        let same = |h: &HistoryOrder| (h.turn, h.seat) == (one.turn, one.seat) && h.order.key() == one.order.key();
        if history.iter().any(same) {
            let reason = "the seat has another order about the same thing in this turn";
            bench.error("duplicate", &key, reason, "keep the later one");
        }
        history.push(one);
    }
    history
}

/// An order of a seat.
pub(super) fn order(bench: &mut Bench, file: &LevelFile, key: &Key, seat: &str, entry: &OrderEntry) -> Order {
    let abroad = |bench: &mut Bench, field, name: &str| abroad(bench, &key.f(field), seat, name);
    let good_key = key.f("good");
    match entry {
        OrderEntry::Tariff { partner, good, rate } => Order::Tariff {
            partner: abroad(bench, "partner", partner),
            good: bench.good(&good_key, good),
            rate: bench.percent(&key.f("rate"), *rate, 0.0, 1_000.0),
        },
        OrderEntry::ExportTax {
            destination,
            good,
            rate,
        } => Order::ExportTax {
            destination: abroad(bench, "destination", destination),
            good: bench.mineral(&good_key, good),
            rate: bench.percent(&key.f("rate"), *rate, 0.0, 1_000.0),
        },
        OrderEntry::Control {
            destination,
            good,
            regime: wanted,
        } => Order::Control {
            destination: (destination != "all").then(|| abroad(bench, "destination", destination)),
            good: bench.mineral(&good_key, good),
            regime: regime(bench, &key.f("regime"), *wanted),
        },
        OrderEntry::Suspend {
            destination,
            good,
            turns,
        } => Order::Suspend {
            destination: (destination != "all").then(|| abroad(bench, "destination", destination)),
            good: bench.mineral(&good_key, good),
            turns: *turns,
        },
        OrderEntry::Stock { good, tonnes } => Order::Stock {
            good: bench.mineral(&good_key, good),
            mass: bench.signed_mass(&key.f("tonnes"), *tonnes),
        },
        OrderEntry::StartProject { project } => {
            host_of(bench, file, &key.f("project"), seat, project);
            Order::StartProject {
                project: bench.project(&key.f("project"), project),
            }
        }
        OrderEntry::Tender { project } => {
            host_of(bench, file, &key.f("project"), seat, project);
            Order::Tender {
                project: bench.project(&key.f("project"), project),
            }
        }
        OrderEntry::Bid { project, amount } => Order::Bid {
            project: bench.project(&key.f("project"), project),
            amount: bench.money(&key.f("amount"), *amount),
        },
        OrderEntry::Award { project, to } => Order::Award {
            project: bench.project(&key.f("project"), project),
            to: bench.seat(&key.f("to"), to),
        },
        OrderEntry::Campaign { good } => Order::Campaign {
            good: bench.mineral(&good_key, good),
        },
        OrderEntry::Floor { good, price } => Order::Floor {
            good: bench.mineral(&good_key, good),
            price: bench.price(&key.f("price"), *price),
        },
        OrderEntry::List { good, names } => Order::List {
            good: good.as_ref().map(|g| bench.mineral(&good_key, g)),
            names: *names,
        },
        OrderEntry::Claim { over, on } => Order::Claim {
            over: abroad(bench, "over", over),
            on: *on,
        },
        OrderEntry::Reach { good, on } => Order::Reach {
            good: bench.mineral(&good_key, good),
            on: *on,
        },
        OrderEntry::Technology { good, on } => Order::Technology {
            good: bench.mineral(&good_key, good),
            on: *on,
        },
        OrderEntry::Breach { given } => Order::Breach {
            agreement: given_number(bench, file, &key.f("given"), *given),
        },
    }
}

/// A country that is not the seat's own.
fn abroad(bench: &mut Bench, key: &Key, seat: &str, name: &str) -> CountryId {
    if name == seat {
        let reason = format!("\"{seat}\" can't have a trade measure against itself");
        bench.error("own-goods", key, reason, "name another country");
    }
    bench.country(key, name)
}

/// The number of a given agreement, counted from 1 in files.
fn given_number(bench: &mut Bench, file: &LevelFile, key: &Key, given: u32) -> AgreementId {
    let count = u32::try_from(file.given.len()).unwrap_or(u32::MAX);
    if given == 0 || given > count {
        let reason = format!("there is no given agreement #{given}; the file has {count}");
        bench.error("unknown-agreement", key, reason, "count `given` from 1");
    }
    AgreementId(given.saturating_sub(1))
}
