//! What agreements do at each resolution: begin, pay, deliver, leak, expire.

use super::room::room;
use super::{in_force, promises};
use crate::level::clause::{Clause, Finance, Milestone, OfftakePrice};
use crate::level::ids::{AgreementId, GoodId, ProjectId, SeatId, Use, buyer};
use crate::level::units::{Mass, Money, Month, Months, Rate, Turn};
use crate::market::conditions::FixedFlow;
use crate::rules::book::Book;
use crate::rules::chance::Stream;
use crate::rules::event::{Event, Why};
use crate::rules::limits;
use crate::rules::lists;
use crate::rules::offer::{Agreement, AgreementStanding, ClauseStanding, ClauseState};
use crate::rules::projects;
use crate::rules::state::{Account, State};
use crate::rules::stocks::pay;

/// Step 1: agreements that have run to their term; what falls due with the last day is paid first.
pub(in crate::rules) fn expire(book: &mut Book) {
    let turn = book.state.turn();
    let ended: Vec<_> = in_force(book.state).filter(|a| a.until <= turn).map(|a| a.id).collect();
    for agreement in ended {
        pay_one(book, agreement);
        let stands = in_force(book.state).any(|a| a.id == agreement);
        if stands {
            book.post(Event::AgreementMoved {
                agreement,
                standing: AgreementStanding::Expired,
            });
        }
    }
}

/// Step 2: agreements formed this turn come into force; what they build begins.
pub(in crate::rules) fn begin(book: &mut Book) {
    let formed: Vec<_> = book
        .state
        .party
        .agreements
        .iter()
        .filter(|a| a.standing == AgreementStanding::Formed)
        .map(|a| (a.id, a.draft.clauses.clone()))
        .collect();
    for (agreement, clauses) in formed {
        book.post(Event::AgreementMoved {
            agreement,
            standing: AgreementStanding::InForce,
        });
        for clause in &clauses {
            if let Clause::Investment { project, .. } = clause {
                projects::start(book, *project, None);
            }
        }
    }
}

struct Due {
    agreement: AgreementId,
    at: usize,
    state: ClauseState,
    from: Account,
    to: Account,
    owed: Money,
    why: Why,
    project: Option<ProjectId>,
}

/// Step 2: instalments, loans and repayments, in order of signature; pro rata and late where a treasury is short.
pub(in crate::rules) fn pay_due(book: &mut Book) {
    let ids: Vec<_> = in_force(book.state).map(|a| a.id).collect();
    for id in ids {
        pay_one(book, id);
    }
}

fn pay_one(book: &mut Book, id: AgreementId) {
    let Some(agreement) = book.state.party.agreements.iter().find(|a| a.id == id).cloned() else {
        return;
    };
    for at in 0..agreement.draft.clauses.len() {
        if let Some(due) = due(book.state, &agreement, at) {
            settle(book, &due);
        }
    }
}

/// Share of a loan that is a gift: what repayments are worth less than the sum, at the welfare line's discount.
pub(in crate::rules) fn grant_share(finance: Finance) -> f64 {
    let Finance::Loan { months, rate } = finance else {
        return 1.0;
    };
    let span = f64::from(months.0.max(1));
    let part = (1.0 + rate.fraction() * span / 12.0) / span;
    let monthly = libm::pow(crate::rules::score::DISCOUNT, 1.0 / 3.0);
    let worth: f64 = (1..=months.0).map(|m| part * libm::pow(monthly, f64::from(m))).sum();
    (1.0 - worth).max(0.0)
}

/// First month in which an agreement acts.
fn start_of(state: &State, agreement: &Agreement) -> Month {
    state.level().month_of(agreement.signed)
}

fn due(state: &State, agreement: &Agreement, at: usize) -> Option<Due> {
    let clause = agreement.draft.clauses.get(at)?;
    let progress = *agreement.clauses.get(at)?;
    if progress.standing == ClauseStanding::Broken {
        return None;
    }
    let level = state.level();
    let months = level
        .month_of(state.turn())
        .0
        .saturating_sub(start_of(state, agreement).0);
    let base = |from, to, owed: i64, why, project| Due {
        agreement: agreement.id,
        at,
        state: progress,
        from,
        to,
        owed: Money(owed.max(0)),
        why,
        project,
    };
    match clause {
        Clause::Investment {
            investor,
            host,
            project,
            instalments,
            ..
        } => {
            let scheduled: i64 = instalments
                .iter()
                .filter(|i| u32::from(i.after.0) <= months && projects::reached(state, *project, i.milestone))
                .map(|i| i.amount.0)
                .sum();
            let from = Account::Treasury(level.country_of(*investor)?);
            let to = Account::Firms(level.country_of(*host)?);
            Some(base(
                from,
                to,
                scheduled - progress.paid.0,
                Why::Instalment(agreement.id),
                Some(*project),
            ))
        }
        Clause::LoanAid {
            lender,
            borrower,
            amount,
            finance,
        } => {
            let from = Account::Treasury(level.country_of(*lender)?);
            let to = Account::Treasury(level.country_of(*borrower)?);
            if let Finance::DebtSwap { months: span } = finance {
                let due = i128::from(amount.0) * i128::from(months.min(u32::from(span.0))) / i128::from(span.0.max(1));
                let owed = i64::try_from(due).unwrap_or(i64::MAX) - progress.paid.0;
                return Some(base(from, to, owed, Why::LoanAid(agreement.id), None));
            }
            if progress.paid < *amount {
                return Some(base(
                    from,
                    to,
                    amount.0 - progress.paid.0,
                    Why::LoanAid(agreement.id),
                    None,
                ));
            }
            let Finance::Loan { months: span, rate } = finance else {
                return None;
            };
            let owed = repayment(*amount, *span, *rate, months)
                - i64::from(progress.steps) * repayment(*amount, *span, *rate, 1);
            (owed > 0).then(|| base(to, from, owed, Why::Repayment(agreement.id), None))
        }
        Clause::Equity {
            investor, host, price, ..
        } => {
            let from = Account::Treasury(level.country_of(*investor)?);
            let to = Account::Firms(level.country_of(*host)?);
            Some(base(
                from,
                to,
                price.0 - progress.paid.0,
                Why::Stake(agreement.id),
                None,
            ))
        }
        Clause::SecurityGuarantee { giver, .. } => {
            let from = Account::Treasury(level.country_of(*giver)?);
            // Paid ahead for the turn that opens, and never beyond the term.
            let term = level
                .month_of(agreement.until)
                .0
                .saturating_sub(start_of(state, agreement).0);
            let length = level.length_of(state.turn()).map_or(0, |m| u32::from(m.0));
            let upkeep = level
                .mechanisms
                .protection
                .cost
                .0
                .saturating_mul(i64::from((months + length).min(term)));
            let owed = upkeep.saturating_sub(progress.paid.0);
            Some(base(from, Account::World, owed, Why::Guarantee(agreement.id), None))
        }
        Clause::TariffCeiling { .. }
        | Clause::ControlRelief { .. }
        | Clause::Offtake { .. }
        | Clause::TechnologyTransfer { .. }
        | Clause::Peace { .. }
        | Clause::Exclusivity { .. }
        | Clause::Memorandum { .. } => None,
    }
}

/// What a loan has fallen due by after some months: equal monthly parts of the sum with simple yearly interest.
fn repayment(amount: Money, span: Months, rate: Rate, months: u32) -> i64 {
    let whole = i128::from(amount.0) * (120_000 + i128::from(rate.0) * i128::from(span.0)) / 120_000;
    let part = whole / i128::from(span.0.max(1));
    let due = part * i128::from(months.min(u32::from(span.0)));
    i64::try_from(due).unwrap_or(i64::MAX)
}

fn settle(book: &mut Book, due: &Due) {
    if due.owed.0 == 0 && due.state.standing == ClauseStanding::Kept {
        return;
    }
    let purse = purse(book.state, due.from);
    let paid = Money(due.owed.0.min(purse.0.max(0)));
    pay(book, due.from, due.to, paid, due.why);
    if let Some(project) = due.project {
        projects::fund(book, project, paid);
        lists::draw(book, due.from, project, paid);
    }
    let mut state = due.state;
    match due.why {
        Why::Repayment(_) => state.steps = repaid_steps(book.state, due, paid),
        _ => state.paid.0 = state.paid.0.saturating_add(paid.0),
    }
    let late = paid < due.owed;
    move_clause(book, due.agreement, due.at, state, late);
}

/// Whole monthly parts repaid, after a payment.
fn repaid_steps(state: &State, due: &Due, paid: Money) -> u16 {
    let part = state
        .party
        .agreements
        .iter()
        .find(|a| a.id == due.agreement)
        .and_then(|a| a.draft.clauses.get(due.at))
        .map_or(1, |c| match c {
            Clause::LoanAid {
                amount,
                finance: Finance::Loan { months, rate },
                ..
            } => repayment(*amount, *months, *rate, 1).max(1),
            _ => 1,
        });
    due.state
        .steps
        .saturating_add(u16::try_from(paid.0 / part).unwrap_or(u16::MAX))
}

fn purse(state: &State, account: Account) -> Money {
    match account {
        Account::Treasury(country) => state
            .level()
            .countries
            .get(country.index())
            .and_then(|c| c.seat)
            .and_then(|s| state.own(s))
            .map_or(Money(i64::MAX), |o| o.treasury),
        _ => Money(i64::MAX),
    }
}

/// Books a clause as kept, late, or (two turns late) broken by its giver.
fn move_clause(book: &mut Book, agreement: AgreementId, at: usize, mut state: ClauseState, late: bool) {
    let turns = match state.standing {
        ClauseStanding::Late(n) => n,
        _ => 0,
    };
    state.standing = match (late, turns) {
        (false, _) => ClauseStanding::Kept,
        (true, 0) => ClauseStanding::Late(1),
        (true, _) => ClauseStanding::Broken,
    };
    let clause = u8::try_from(at).unwrap_or(u8::MAX);
    book.post(Event::ClauseMoved {
        agreement,
        clause,
        state,
    });
    if state.standing == ClauseStanding::Broken {
        let giver = book
            .state
            .party
            .agreements
            .iter()
            .find(|a| a.id == agreement)
            .and_then(|a| a.draft.clauses.get(at))
            .and_then(Clause::sides)
            .map(|(giver, _)| giver);
        if let Some(seat) = giver {
            book.post(Event::AgreementMoved {
                agreement,
                standing: AgreementStanding::Broken(seat),
            });
            book.post(Event::BreachCounted { seat });
            book.post(Event::ReliabilityMoved {
                seat,
                by: limits::BREACH,
            });
        }
    }
}

/// An offtake's flow this turn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::rules) struct Delivery {
    /// Under which agreement.
    pub(in crate::rules) agreement: AgreementId,
    /// Position of the clause.
    pub(in crate::rules) at: usize,
    pub(super) seller: SeatId,
    buyer: SeatId,
    pub(super) good: GoodId,
    /// Kilograms a month shipped.
    pub(super) per_month: Mass,
    price: OfftakePrice,
    late: bool,
}

/// Step 5, before the markets open: offtakes as fixed flows, cut pro rata to what the seller can make.
pub(in crate::rules) fn deliver(state: &State) -> Vec<Delivery> {
    let mut wanted = Vec::new();
    for agreement in in_force(state) {
        for (at, clause) in agreement.draft.clauses.iter().enumerate() {
            if let Clause::Offtake {
                seller,
                buyer,
                good,
                per_month,
                price,
            } = clause
            {
                wanted.push(Delivery {
                    agreement: agreement.id,
                    at,
                    seller: *seller,
                    buyer: *buyer,
                    good: *good,
                    per_month: *per_month,
                    price: *price,
                    late: false,
                });
            }
        }
    }
    // Served in order of signature.
    let mut given: Vec<Delivery> = Vec::new();
    for mut delivery in wanted {
        let country = state.level().country_of(delivery.seller);
        match country.and_then(|c| room(state, c, delivery.good, &given)) {
            // Its facility does not run yet: nothing is due.
            None => delivery.per_month = Mass(0),
            Some(room) => {
                let room = Mass::from_tonnes(room);
                if delivery.per_month > room {
                    delivery.per_month = room;
                    delivery.late = true;
                }
            }
        }
        given.push(delivery);
    }
    given
}

impl Delivery {
    /// As the market sees it: chain and flow.
    pub(in crate::rules) fn flow(&self, state: &State) -> Option<(usize, FixedFlow)> {
        let level = state.level();
        let crate::level::GoodKind::Mineral { chain, good } = level.goods.get(self.good.index())?.kind else {
            return None;
        };
        let seller = level.country_of(self.seller)?;
        let to = level.country_of(self.buyer)?;
        (self.per_month.0 > 0).then(|| {
            (
                chain,
                FixedFlow {
                    good,
                    seller: seller.index(),
                    buyer: buyer(to, Use::Civil),
                    quantity: self.per_month.tonnes(),
                },
            )
        })
    }
}

/// Step 7: the difference between contract and market price, between the buyer's treasury and the seller's firms.
pub(in crate::rules) fn settle_offtakes(book: &mut Book, deliveries: &[Delivery], length: Months) {
    for d in deliveries {
        let state = &*book.state;
        let (Some(seller), Some(to)) = (state.level().country_of(d.seller), state.level().country_of(d.buyer)) else {
            continue;
        };
        let market = state
            .public
            .market
            .price
            .get(d.good.index() * state.level().n() + seller.index())
            .copied()
            .unwrap_or(0.0);
        let contract = match d.price {
            OfftakePrice::Fixed(price) => price.usd(),
            OfftakePrice::Market { floor } => market.max(floor.usd()),
        };
        let difference = Money::from_thousand((contract - market) * d.per_month.tonnes() * f64::from(length.0));
        let why = Why::Offtake(d.agreement);
        let mut short = d.late;
        if difference.0 >= 0 {
            let paid = Money(difference.0.min(purse(state, Account::Treasury(to)).0.max(0)));
            short |= paid < difference;
            pay(book, Account::Treasury(to), Account::Firms(seller), paid, why);
        } else {
            pay(
                book,
                Account::Firms(seller),
                Account::Treasury(to),
                Money(-difference.0),
                why,
            );
        }
        let clause = book
            .state
            .party
            .agreements
            .iter()
            .find(|a| a.id == d.agreement)
            .and_then(|a| a.clauses.get(d.at))
            .copied();
        if let Some(clause) = clause
            && (short || clause.standing != ClauseStanding::Kept)
        {
            move_clause(book, d.agreement, d.at, clause, short);
        }
    }
}

/// Step 10: secret agreements leak by chance, each from its own stream.
pub(in crate::rules) fn leak(book: &mut Book) {
    let (seed, turn): (u64, Turn) = (book.state.hidden.seed, book.state.turn());
    let secret: Vec<_> = in_force(book.state).filter(|a| !a.is_public()).map(|a| a.id).collect();
    for agreement in secret {
        if Stream::new(seed, turn, &format!("leak {}", agreement.0)).happens(limits::LEAK) {
            book.post(Event::Leaked { agreement });
        }
    }
}

/// Whether a seat's firms have an offtake or investment behind them that carries a good through a slump.
pub(in crate::rules) fn carries(state: &State, seat: SeatId, good: GoodId) -> bool {
    promises(state).any(|(_, clause, _)| match clause {
        Clause::Offtake { seller, good: g, .. } => *seller == seat && *g == good,
        Clause::Investment { host, instalments, .. } => {
            *host == seat && instalments.iter().any(|i| i.milestone == Milestone::None)
        }
        _ => false,
    })
}
