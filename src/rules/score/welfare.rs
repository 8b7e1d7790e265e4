//! Welfare, million USD a year: surplus of own producers and civil users, general goods, the treasury's mineral
//! receipts and outlays, environmental cost.

use super::damage;
use super::terms::Term;
use crate::level::clause::Clause;
use crate::level::ids::{AgreementId, CountryId, SeatId, Use};
use crate::level::units::{Money, Months};
use crate::rules::book::Book;
use crate::rules::deals;
use crate::rules::event::{Event, Why};
use crate::rules::state::{Account, State, WelfareParts};

/// Weight of one quarter later.
pub(in crate::rules) const DISCOUNT: f64 = 0.98;

/// Transfers of a resolution that touch a country's treasury or firms: their places in the book, by country.
pub(super) struct Ledger(Vec<Vec<usize>>);

impl Ledger {
    /// That of a book.
    pub(super) fn of(book: &Book) -> Self {
        let mut by_country = vec![Vec::new(); book.state.level().n()];
        let whose = |account: &Account| match account {
            Account::Treasury(country) | Account::Firms(country) => Some(*country),
            Account::Users(_) | Account::Traffickers | Account::World => None,
        };
        for (at, event) in book.events.iter().enumerate() {
            let Event::Transfer { from, to, .. } = event else {
                continue;
            };
            let (from, to) = (whose(from), whose(to));
            for country in [from, to.filter(|_| to != from)].into_iter().flatten() {
                by_country[country.index()].push(at);
            }
        }
        Self(by_country)
    }
}

/// This turn's parts.
pub(super) fn parts(book: &Book, ledger: &Ledger, seat: SeatId, length: Months) -> WelfareParts {
    let mut parts = WelfareParts::default();
    terms(book, ledger, seat, length, &mut |term, value| match term {
        Term::Producers(_) | Term::Traders(_) | Term::Premium(_) => parts.producers += value,
        Term::Users(_) => parts.users += value,
        Term::Goods => parts.goods += value,
        Term::Received(_) => parts.receipts += value,
        Term::Paid(_) => parts.outlays -= value,
        Term::Damage(_) => parts.damage -= value,
        Term::Environment => parts.environment -= value,
        // Added at the very end, and what belongs to the other two lines.
        Term::LeftOver
        | Term::Fill
        | Term::Cover
        | Term::Diversity
        | Term::ScarceStage
        | Term::Calm
        | Term::Opening
        | Term::Group(_)
        | Term::Headlines
        | Term::Stir(_)
        | Term::Limits => {}
    });
    parts
}

/// This turn's terms, million USD a year, what costs below zero.
pub(super) fn terms(book: &Book, ledger: &Ledger, seat: SeatId, length: Months, add: &mut impl FnMut(Term, f64)) {
    let state = &*book.state;
    let level = state.level();
    let Some(country) = level.country_of(seat) else {
        return;
    };
    let market = &state.public.market;
    let base = state.base();
    // Thousand USD a month → million USD a year.
    let yearly = 12.0 / 1_000.0;
    for (at, facility) in level.facilities.iter().enumerate() {
        if facility.country == country {
            let surplus = market.producer_surplus[at] - base.producer_surplus[at];
            add(Term::Producers(facility.good), surplus * yearly);
            let load = (market.activity[at] - base.activity[at]) * facility.environment;
            add(Term::Environment, -load * yearly);
        }
    }
    for (host, surplus) in level
        .mechanisms
        .transshipment
        .hosts
        .iter()
        .zip(&market.rerouting_surplus)
    {
        if host.country == country {
            add(Term::Traders(host.good), surplus * yearly);
        }
    }
    for (at, demand) in level.demands.iter().enumerate() {
        if demand.country == country && demand.use_ == Use::Civil {
            let surplus = market.user_surplus[at] - base.user_surplus[at];
            add(Term::Users(demand.good), surplus * yearly);
        }
    }
    damage::civil(state, country, |good, cost| add(Term::Damage(good), -cost));
    add(Term::Goods, market.goods_welfare[country.index()] * 12.0);
    transfers(book, ledger, country, length, add);
}

/// What the treasury received and paid for minerals this turn, the premiums (less discounts) of offtakes that the
/// country's firms got, and what stakes in them brought less what they cost. Income and what goes back are left out; of a loan only its gift counts, and its repayments do not.
#[allow(clippy::cast_precision_loss, reason = "sums stay far below 2^53 thousand USD")]
fn transfers(book: &Book, ledger: &Ledger, country: CountryId, length: Months, add: &mut impl FnMut(Term, f64)) {
    let (treasury, firms) = (Account::Treasury(country), Account::Firms(country));
    let yearly = 12.0 / f64::from(length.0.max(1)) / 1_000.0;
    for event in ledger.0[country.index()].iter().map(|at| &book.events[*at]) {
        let Event::Transfer { from, to, amount, why } = event else {
            continue;
        };
        let whole = amount.0 as f64 * yearly;
        let counted = match why {
            Why::Income | Why::Unspent | Why::Repayment(_) => continue,
            Why::LoanAid(agreement) => whole * grant(book.state, *agreement, *amount),
            Why::Offtake(agreement) | Why::Stake(agreement) => {
                if *to == firms {
                    add(Term::Premium(*agreement), whole);
                } else if *from == firms {
                    add(Term::Premium(*agreement), -whole);
                }
                whole
            }
            _ => whole,
        };
        if *to == treasury {
            add(Term::Received(*why), counted);
        } else if *from == treasury {
            add(Term::Paid(*why), -counted);
        }
    }
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
