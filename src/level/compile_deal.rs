//! Compiling drafts: agreements in force at the start, and offers on the table.

use super::bench::Bench;
use super::clause::{Clause, Draft, Finance, Instalment, OfftakePrice, Relief};
use super::compile::lengths;
use super::compiled::ReadyOffer;
use super::ids::SeatId;
use super::key::Key;
use super::shape::{ClauseEntry, DraftEntry, FinanceEntry, InstalmentEntry, LevelFile, PriceEntry, ReliefEntry};
use super::units::{Money, Months, Turn};

/// Agreements in force at the start. Secret ones come last, so that leaving them out changes no number.
pub(super) fn given(bench: &mut Bench, file: &LevelFile) -> Vec<Draft> {
    let top = Key::top("given");
    if !file.given.is_sorted_by_key(|g| g.draft.secret) {
        let fix = "list secret agreements after the public ones: others must not see a gap";
        bench.error("order", &top, "a public agreement follows a secret one", fix);
    }
    (0..file.given.len())
        .map(|n| draft(bench, file, &file.given[n].draft, &top.i(n).f("draft")))
        .collect()
}

/// Offers on the table.
pub(super) fn ready_offers(bench: &mut Bench, file: &LevelFile) -> Vec<ReadyOffer> {
    let mut offers = Vec::new();
    for (n, entry) in file.ready_offers.iter().enumerate() {
        let key = Key::top("ready_offers").i(n);
        if !entry.draft.parties.contains(&entry.author) {
            let reason = format!("the author \"{}\" is not among the parties", entry.author);
            bench.error(
                "party",
                &key.f("author"),
                reason,
                "add it to `parties`, or name another author",
            );
        }
        offers.push(ReadyOffer {
            author: bench.seat(&key.f("author"), &entry.author),
            turn: turn(bench, file, &key.f("turn"), entry.turn),
            draft: draft(bench, file, &entry.draft, &key.f("draft")),
        });
    }
    offers
}

/// A played turn, from 1 in files and from 0 in levels.
pub(super) fn turn(bench: &mut Bench, file: &LevelFile, key: &Key, turn: u16) -> Turn {
    let (played, _) = lengths(file);
    if turn == 0 {
        bench.error("turn", key, "there is no turn 0", "turns are counted from 1");
    } else if usize::from(turn) > played && played > 0 {
        // A calendar without turns is named by itself.
        let reason = format!("turn {turn} lies beyond the last turn, {played}");
        bench.error("turn", key, reason, format!("choose 1 to {played}"));
    }
    Turn(turn.saturating_sub(1))
}

/// A deal's text.
pub(super) fn draft(bench: &mut Bench, file: &LevelFile, entry: &DraftEntry, key: &Key) -> Draft {
    let mut parties: Vec<SeatId> = Vec::new();
    for (n, name) in entry.parties.iter().enumerate() {
        let key = key.f("parties").i(n);
        if entry.parties[..n].contains(name) {
            bench.error(
                "party",
                &key,
                format!("\"{name}\" is a party twice"),
                "name each party once",
            );
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
        bench.error(
            "clauses",
            &key.f("clauses"),
            reason,
            "a headline without obligation is a Memorandum",
        );
    }
    if entry.term == 0 {
        bench.error(
            "out-of-range",
            &key.f("term"),
            "a term of 0 turns",
            "write how many turns it runs",
        );
    }
    let mut clauses = Vec::new();
    for (n, one) in entry.clauses.iter().enumerate() {
        clauses.push(clause(bench, file, entry, one, &key.f("clauses").i(n)));
    }
    Draft {
        parties,
        clauses,
        term: entry.term,
        secret: entry.secret,
    }
}

/// The two sides of a clause, who must be different parties.
fn sides(
    bench: &mut Bench,
    draft: &DraftEntry,
    key: &Key,
    a: (&'static str, &str),
    b: (&'static str, &str),
) -> (SeatId, SeatId) {
    for (field, name) in [a, b] {
        if !draft.parties.iter().any(|p| p == name) {
            let reason = format!("\"{name}\" gives or receives, but is not a party");
            bench.error("party", &key.f(field), reason, "add it to `parties`, or name a party");
        }
    }
    if a.1 == b.1 {
        bench.error(
            "party",
            &key.f(b.0),
            "both sides are the same seat",
            "name another party",
        );
    }
    (bench.seat(&key.f(a.0), a.1), bench.seat(&key.f(b.0), b.1))
}

fn clause(bench: &mut Bench, file: &LevelFile, draft: &DraftEntry, entry: &ClauseEntry, key: &Key) -> Clause {
    let at = key.f("good");
    match entry {
        ClauseEntry::TariffCeiling {
            giver: a,
            receiver: b,
            good,
            max,
        } => {
            let (giver, receiver) = sides(bench, draft, key, ("giver", a), ("receiver", b));
            Clause::TariffCeiling {
                giver,
                receiver,
                good: bench.good(&at, good),
                max: bench.percent(&key.f("max"), *max, 0.0, 1_000.0),
            }
        }
        ClauseEntry::ControlRelief {
            giver: a,
            receiver: b,
            good,
            relief,
            use_,
        } => {
            let (giver, receiver) = sides(bench, draft, key, ("giver", a), ("receiver", b));
            Clause::ControlRelief {
                giver,
                receiver,
                good: bench.mineral(&at, good),
                relief: relief_of(bench, &key.f("relief"), *relief),
                use_: *use_,
            }
        }
        ClauseEntry::Offtake {
            seller: a,
            buyer: b,
            good,
            per_month,
            price,
        } => {
            let (seller, buyer) = sides(bench, draft, key, ("seller", a), ("buyer", b));
            Clause::Offtake {
                seller,
                buyer,
                good: bench.mineral(&at, good),
                per_month: bench.mass(&key.f("per_month"), *per_month),
                price: price_of(bench, &key.f("price"), *price),
            }
        }
        ClauseEntry::Investment {
            investor: a,
            host: b,
            project,
            announced,
            instalments,
        } => {
            let (investor, host) = sides(bench, draft, key, ("investor", a), ("host", b));
            host_of(bench, file, &key.f("host"), b, project);
            Clause::Investment {
                investor,
                host,
                project: bench.project(&key.f("project"), project),
                announced: announced_of(bench, key, *announced, instalments),
                instalments: instalments_of(bench, &key.f("instalments"), instalments),
            }
        }
        ClauseEntry::LoanAid {
            lender: a,
            borrower: b,
            amount,
            finance,
        } => {
            let (lender, borrower) = sides(bench, draft, key, ("lender", a), ("borrower", b));
            Clause::LoanAid {
                lender,
                borrower,
                finance: finance_of(bench, &key.f("finance"), *finance),
                amount: bench.money(&key.f("amount"), *amount),
            }
        }
        ClauseEntry::Equity {
            investor: a,
            host: b,
            facility,
            share,
            price,
        } => {
            let (investor, host) = sides(bench, draft, key, ("investor", a), ("host", b));
            facility_of(bench, file, &key.f("host"), b, facility);
            Clause::Equity {
                investor,
                host,
                facility: bench.facility(&key.f("facility"), facility),
                share: bench.percent(&key.f("share"), *share, 1.0, 100.0),
                price: bench.money(&key.f("price"), *price),
            }
        }
        ClauseEntry::TechnologyTransfer {
            giver: a,
            receiver: b,
            good,
        } => {
            let (giver, receiver) = sides(bench, draft, key, ("giver", a), ("receiver", b));
            let good = bench.mineral(&at, good);
            Clause::TechnologyTransfer { giver, receiver, good }
        }
        ClauseEntry::SecurityGuarantee { giver: a, receiver: b } => {
            let (giver, receiver) = sides(bench, draft, key, ("giver", a), ("receiver", b));
            Clause::SecurityGuarantee { giver, receiver }
        }
        ClauseEntry::Peace { giver: a, receiver: b } => {
            let (giver, receiver) = sides(bench, draft, key, ("giver", a), ("receiver", b));
            Clause::Peace { giver, receiver }
        }
        ClauseEntry::Exclusivity {
            giver: a,
            receiver: b,
            good,
        } => {
            let (giver, receiver) = sides(bench, draft, key, ("giver", a), ("receiver", b));
            let good = bench.mineral(&at, good);
            Clause::Exclusivity { giver, receiver, good }
        }
        ClauseEntry::Memorandum { topic } => Clause::Memorandum {
            topic: bench.topic(&key.f("topic"), topic),
        },
    }
}

/// The sum in the headline, which is at least what is paid.
fn announced_of(bench: &mut Bench, key: &Key, announced: f64, instalments: &[InstalmentEntry]) -> Money {
    let sum: f64 = instalments.iter().map(|i| i.amount).sum();
    if sum > announced + 1e-9 {
        let reason = format!("instalments of {sum} million exceed the announced {announced}");
        let fix = "announce at least what is paid";
        bench.warn("instalments", &key.f("announced"), reason, fix);
    }
    bench.money(&key.f("announced"), announced)
}

fn relief_of(bench: &mut Bench, key: &Key, entry: ReliefEntry) -> Relief {
    match entry {
        ReliefEntry::General => Relief::General,
        ReliefEntry::Tonnes { per_month } => Relief::Tonnes {
            per_month: bench.mass(&key.f("per_month"), per_month),
        },
    }
}

fn price_of(bench: &mut Bench, key: &Key, entry: PriceEntry) -> OfftakePrice {
    match entry {
        PriceEntry::Fixed(usd) => OfftakePrice::Fixed(bench.price(&key.i(0), usd)),
        PriceEntry::Market { floor } => OfftakePrice::Market {
            floor: bench.price(&key.f("floor"), floor),
        },
    }
}

/// Notes when a facility does not stand in a seat's country.
pub(super) fn facility_of(bench: &mut Bench, file: &LevelFile, key: &Key, host: &str, facility: &str) {
    let mut all = file.chains.iter().flat_map(|c| &c.facilities);
    if let Some(found) = all.find(|f| f.id == facility) {
        stands_in(bench, key, host, ("facility", facility), &found.country);
    }
}

/// Notes when a project does not stand in a seat's country.
pub(super) fn host_of(bench: &mut Bench, file: &LevelFile, key: &Key, host: &str, project: &str) {
    if let Some(found) = file.projects.iter().find(|p| p.id == project) {
        stands_in(bench, key, host, ("project", project), &found.country);
    }
}

fn stands_in(bench: &mut Bench, key: &Key, host: &str, (what, id): (&str, &str), country: &str) {
    if country != host {
        let reason = format!("the {what} \"{id}\" stands in \"{country}\", not in \"{host}\"");
        let fix = format!("write host: \"{country}\"");
        bench.error("other-country", key, reason, fix);
    }
}

fn instalments_of(bench: &mut Bench, key: &Key, entries: &[InstalmentEntry]) -> Vec<Instalment> {
    if !entries.is_sorted_by(|a, b| a.after <= b.after) {
        bench.error(
            "order",
            key,
            "the instalments are out of order",
            "order them by `after`",
        );
    }
    let mut instalments = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        let amount = bench.money(&key.i(n).f("amount"), entry.amount);
        instalments.push(Instalment {
            after: Months(entry.after),
            amount,
            milestone: entry.milestone,
        });
    }
    instalments
}

fn finance_of(bench: &mut Bench, key: &Key, entry: FinanceEntry) -> Finance {
    match entry {
        FinanceEntry::Aid => Finance::Aid,
        FinanceEntry::DebtSwap { months } => {
            if months == 0 {
                let fix = "write over how many months debt service is forgiven";
                bench.error("out-of-range", &key.f("months"), "a debt swap over 0 months", fix);
            }
            Finance::DebtSwap { months: Months(months) }
        }
        FinanceEntry::Loan { months, rate } => {
            if months == 0 {
                bench.error(
                    "out-of-range",
                    &key.f("months"),
                    "a loan over 0 months",
                    "write Aid for a gift",
                );
            }
            Finance::Loan {
                months: Months(months),
                rate: bench.percent(&key.f("rate"), rate, 0.0, 100.0),
            }
        }
    }
}
