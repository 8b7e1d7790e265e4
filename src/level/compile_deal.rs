//! Compiling drafts, offers, statements and orders.

use super::bench::Bench;
use super::clause::{Clause, Draft, Finance, Instalment, OfftakePrice, Relief};
use super::compile::lengths;
use super::compile_measure::regime;
use super::compiled::{GivenStatement, HistoryOrder, ReadyOffer};
use super::ids::{AgreementId, SeatId};
use super::key::Key;
use super::order::Order;
use super::shape::{
    ClauseEntry, DraftEntry, FinanceEntry, InstalmentEntry, LevelFile, OrderEntry, PriceEntry, ReliefEntry,
};
use super::units::{Months, Turn};

/// Agreements in force at the start.
pub(super) fn given(bench: &mut Bench, file: &LevelFile) -> Vec<Draft> {
    let top = Key::top("given");
    (0..file.given.len()).map(|n| draft(bench, file, &file.given[n].draft, &top.i(n).f("draft"))).collect()
}

/// Offers on the table.
pub(super) fn ready_offers(bench: &mut Bench, file: &LevelFile) -> Vec<ReadyOffer> {
    let mut offers = Vec::new();
    for (n, entry) in file.ready_offers.iter().enumerate() {
        let key = Key::top("ready_offers").i(n);
        if !entry.draft.parties.contains(&entry.author) {
            let reason = format!("the author \"{}\" is not among the parties", entry.author);
            bench.error("party", &key.f("author"), reason, "add it to `parties`, or name another author");
        }
        offers.push(ReadyOffer {
            author: bench.seat(&key.f("author"), &entry.author),
            turn: turn(bench, file, &key.f("turn"), entry.turn),
            draft: draft(bench, file, &entry.draft, &key.f("draft")),
        });
    }
    offers
}

/// The ledger at the start.
pub(super) fn statements(bench: &mut Bench, file: &LevelFile) -> Vec<GivenStatement> {
    let mut statements = Vec::new();
    for (n, entry) in file.statements.iter().enumerate() {
        let key = Key::top("statements").i(n);
        if entry.seat == entry.target {
            bench.error("same-seat", &key.f("target"), "a seat can't threaten itself", "name another seat");
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

/// A played turn, from 1 in files and from 0 in levels.
fn turn(bench: &mut Bench, file: &LevelFile, key: &Key, turn: u16) -> Turn {
    let (played, _) = lengths(file);
    if turn == 0 {
        bench.error("turn", key, "there is no turn 0", "turns are counted from 1");
    } else if usize::from(turn) > played {
        let reason = format!("turn {turn} lies beyond the last turn, {played}");
        bench.error("turn", key, reason, format!("choose 1 to {played}"));
    }
    Turn(turn.saturating_sub(1))
}

fn draft(bench: &mut Bench, file: &LevelFile, entry: &DraftEntry, key: &Key) -> Draft {
    let mut parties: Vec<SeatId> = Vec::new();
    for (n, name) in entry.parties.iter().enumerate() {
        let key = key.f("parties").i(n);
        if entry.parties[..n].contains(name) {
            bench.error("party", &key, format!("\"{name}\" is a party twice"), "name each party once");
        }
        parties.push(bench.seat(&key, name));
    }
    parties.sort_unstable();
    if !(2..=6).contains(&entry.parties.len()) {
        let reason = format!("{} parties; a draft has 2 to 6", entry.parties.len());
        bench.error("party", &key.f("parties"), reason, "name the seats that sign");
    }
    if !(1..=16).contains(&entry.clauses.len()) {
        let reason = format!("{} clauses; a draft has 1 to 16", entry.clauses.len());
        bench.error("clauses", &key.f("clauses"), reason, "a headline without obligation is a Memorandum");
    }
    if entry.term == 0 {
        bench.error("out-of-range", &key.f("term"), "a term of 0 turns", "write how many turns it runs");
    }
    let mut clauses = Vec::new();
    for (n, one) in entry.clauses.iter().enumerate() {
        clauses.push(clause(bench, file, entry, one, &key.f("clauses").i(n)));
    }
    Draft { parties, clauses, term: entry.term, secret: entry.secret }
}

/// The two sides of a clause, who must be different parties.
fn sides(bench: &mut Bench, draft: &DraftEntry, key: &Key, a: (&'static str, &str), b: (&'static str, &str)) -> (SeatId, SeatId) {
    for (field, name) in [a, b] {
        if !draft.parties.iter().any(|p| p == name) {
            let reason = format!("\"{name}\" gives or receives, but is not a party");
            bench.error("party", &key.f(field), reason, "add it to `parties`, or name a party");
        }
    }
    if a.1 == b.1 {
        bench.error("party", &key.f(b.0), "both sides are the same seat", "name another party");
    }
    (bench.seat(&key.f(a.0), a.1), bench.seat(&key.f(b.0), b.1))
}

fn clause(bench: &mut Bench, file: &LevelFile, draft: &DraftEntry, entry: &ClauseEntry, key: &Key) -> Clause {
    match entry {
        ClauseEntry::TariffCeiling { giver, receiver, good, max } => {
            let (giver, receiver) = sides(bench, draft, key, ("giver", giver), ("receiver", receiver));
            let good = bench.good(&key.f("good"), good);
            Clause::TariffCeiling { giver, receiver, good, max: bench.percent(&key.f("max"), *max, 0.0, 1_000.0) }
        }
        ClauseEntry::ControlRelief { giver, receiver, good, relief, use_ } => {
            let (giver, receiver) = sides(bench, draft, key, ("giver", giver), ("receiver", receiver));
            let relief = match relief {
                ReliefEntry::General => Relief::General,
                ReliefEntry::Tonnes { per_month } => {
                    Relief::Tonnes { per_month: bench.mass(&key.f("relief").f("per_month"), *per_month) }
                }
            };
            Clause::ControlRelief { giver, receiver, good: bench.mineral(&key.f("good"), good), relief, use_: *use_ }
        }
        ClauseEntry::Offtake { seller, buyer, good, per_month, price } => {
            let (seller, buyer) = sides(bench, draft, key, ("seller", seller), ("buyer", buyer));
            let price_key = key.f("price");
            let price = match price {
                PriceEntry::Fixed(usd) => OfftakePrice::Fixed(bench.price(&price_key.i(0), *usd)),
                PriceEntry::Market { floor } => OfftakePrice::Market { floor: bench.price(&price_key.f("floor"), *floor) },
            };
            let per_month = bench.mass(&key.f("per_month"), *per_month);
            Clause::Offtake { seller, buyer, good: bench.mineral(&key.f("good"), good), per_month, price }
        }
        ClauseEntry::Investment { investor, host, project, announced, instalments } => {
            let (investor, host_id) = sides(bench, draft, key, ("investor", investor), ("host", host));
            host_of(bench, file, &key.f("host"), host, project);
            let announced_key = key.f("announced");
            let sum: f64 = instalments.iter().map(|i| i.amount).sum();
            if sum > announced + 1e-9 {
                let reason = format!("instalments of {sum} million exceed the announced {announced}");
                bench.warn("instalments", &announced_key, reason, "announce at least what is paid");
            }
            Clause::Investment {
                investor,
                host: host_id,
                project: bench.project(&key.f("project"), project),
                announced: bench.money(&announced_key, *announced),
                instalments: instalments_of(bench, &key.f("instalments"), instalments),
            }
        }
        ClauseEntry::LoanAid { lender, borrower, amount, finance } => {
            let (lender, borrower) = sides(bench, draft, key, ("lender", lender), ("borrower", borrower));
            let finance = finance_of(bench, &key.f("finance"), *finance);
            Clause::LoanAid { lender, borrower, amount: bench.money(&key.f("amount"), *amount), finance }
        }
        ClauseEntry::Memorandum { topic } => Clause::Memorandum { topic: bench.topic(&key.f("topic"), topic) },
    }
}

fn host_of(bench: &mut Bench, file: &LevelFile, key: &Key, host: &str, project: &str) {
    if let Some(found) = file.projects.iter().find(|p| p.id == project)
        && found.country != host
    {
        let reason = format!("the project \"{project}\" stands in \"{}\", not in \"{host}\"", found.country);
        bench.error("other-country", key, reason, format!("write host: \"{}\"", found.country));
    }
}

fn instalments_of(bench: &mut Bench, key: &Key, entries: &[InstalmentEntry]) -> Vec<Instalment> {
    if !entries.is_sorted_by(|a, b| a.after <= b.after) {
        bench.error("order", key, "the instalments are out of order", "order them by `after`");
    }
    let mut instalments = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        let amount = bench.money(&key.i(n).f("amount"), entry.amount);
        instalments.push(Instalment { after: Months(entry.after), amount, milestone: entry.milestone });
    }
    instalments
}

fn finance_of(bench: &mut Bench, key: &Key, entry: FinanceEntry) -> Finance {
    match entry {
        FinanceEntry::Aid => Finance::Aid,
        FinanceEntry::Loan { months, rate } => {
            if months == 0 {
                bench.error("out-of-range", &key.f("months"), "a loan over 0 months", "write Aid for a gift");
            }
            Finance::Loan { months: Months(months), rate: bench.percent(&key.f("rate"), rate, 0.0, 100.0) }
        }
    }
}

/// An order of a seat.
fn order(bench: &mut Bench, file: &LevelFile, key: &Key, seat: &str, entry: &OrderEntry) -> Order {
    let abroad = |bench: &mut Bench, field: &'static str, name: &str| {
        if name == seat {
            let reason = format!("\"{seat}\" can't have a trade measure against itself");
            bench.error("own-goods", &key.f(field), reason, "name another country");
        }
        bench.country(&key.f(field), name)
    };
    let good_key = key.f("good");
    match entry {
        OrderEntry::Tariff { partner, good, rate } => Order::Tariff {
            partner: abroad(bench, "partner", partner),
            good: bench.good(&good_key, good),
            rate: bench.percent(&key.f("rate"), *rate, 0.0, 1_000.0),
        },
        OrderEntry::ExportTax { destination, good, rate } => Order::ExportTax {
            destination: abroad(bench, "destination", destination),
            good: bench.mineral(&good_key, good),
            rate: bench.percent(&key.f("rate"), *rate, 0.0, 1_000.0),
        },
        OrderEntry::Control { destination, good, regime: wanted } => Order::Control {
            destination: (destination != "all").then(|| abroad(bench, "destination", destination)),
            good: bench.mineral(&good_key, good),
            regime: regime(bench, &key.f("regime"), *wanted),
        },
        OrderEntry::Suspend { destination, good, turns } => Order::Suspend {
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
            Order::StartProject { project: bench.project(&key.f("project"), project) }
        }
        OrderEntry::Breach { given } => {
            let count = u32::try_from(file.given.len()).unwrap_or(u32::MAX);
            if *given == 0 || *given > count {
                let reason = format!("there is no given agreement #{given}; the file has {count}");
                bench.error("unknown-agreement", &key.f("given"), reason, "count `given` from 1");
            }
            Order::Breach { agreement: AgreementId(given.saturating_sub(1)) }
        }
    }
}
