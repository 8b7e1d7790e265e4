//! What a draft asks of a treasury, and whether the treasury can bear it.

use super::board::{self, price};
use super::value::months;
use crate::level::clause::{Clause, Draft, Finance, OfftakePrice};
use crate::level::ids::{CountryId, SeatId};
use crate::level::units::Money;
use crate::rules::state::State;

/// What a draft would have a seat pay out of its treasury: in the coming resolution, and in all.
pub(super) fn dues(state: &State, seat: SeatId, draft: &Draft) -> (Money, Money) {
    let (mut now, mut all) = (0_i64, 0_i64);
    let length = f64::from(state.level().length_of(state.turn()).unwrap_or_default().0);
    let span = months_of(state, draft);
    for clause in &draft.clauses {
        match clause {
            Clause::Investment {
                investor, instalments, ..
            } if *investor == seat => {
                for instalment in instalments {
                    all = all.saturating_add(instalment.amount.0);
                    if instalment.after.0 == 0 {
                        now = now.saturating_add(instalment.amount.0);
                    }
                }
            }
            Clause::LoanAid {
                lender,
                amount,
                finance,
                ..
            } if *lender == seat => {
                all = all.saturating_add(amount.0);
                if !matches!(finance, Finance::DebtSwap { .. }) {
                    now = now.saturating_add(amount.0);
                }
            }
            Clause::Equity { investor, price, .. } if *investor == seat => {
                all = all.saturating_add(price.0);
                now = now.saturating_add(price.0);
            }
            Clause::Offtake {
                seller,
                buyer,
                good,
                per_month,
                price: at,
            } if *buyer == seat => {
                let from = state.level().country_of(*seller).unwrap_or(CountryId(0));
                let floor = match at {
                    OfftakePrice::Fixed(p) => p.usd(),
                    OfftakePrice::Market { floor } => floor.usd(),
                };
                let premium = (floor - price(state, from, *good)).max(0.0) * per_month.tonnes();
                now = now.saturating_add(Money::from_thousand(premium * length).0);
                all = all.saturating_add(Money::from_thousand(premium * span).0);
            }
            Clause::SecurityGuarantee { giver, .. } if *giver == seat => {
                let upkeep = 1_000.0 * state.level().mechanisms.protection.cost.million();
                now = now.saturating_add(Money::from_thousand(upkeep * length).0);
                all = all.saturating_add(Money::from_thousand(upkeep * span).0);
            }
            _ => {}
        }
    }
    (Money(now), Money(all))
}

/// Whether a seat can pay what a draft asks: at once from what the treasury holds, in all from two thirds of what comes in
/// over the term, beside what is promised already.
pub(super) fn affordable(state: &State, seat: SeatId, draft: &Draft) -> bool {
    let Some(own) = state.own(seat) else { return false };
    let (now, all) = dues(state, seat, draft);
    if all.0 == 0 {
        return true;
    }
    let promised: i64 = board::binding(state)
        .flat_map(|a| a.draft.clauses.iter().zip(&a.clauses))
        .map(|(c, s)| match c {
            Clause::Investment {
                investor, instalments, ..
            } if *investor == seat => (instalments.iter().map(|i| i.amount.0).sum::<i64>() - s.paid.0).max(0),
            _ => 0,
        })
        .sum();
    let months = months_of(state, draft);
    let income = state
        .level()
        .seats
        .get(seat.index())
        .map_or(0.0, |s| s.income.million());
    let within = (own.treasury.million() + income * months) * 0.66;
    now <= own.treasury && Money(all.0.saturating_add(promised)).million() <= within
}

/// Months that a draft would run if it were signed now.
fn months_of(state: &State, draft: &Draft) -> f64 {
    months(
        state.level(),
        state.turn(),
        state.turn().0.saturating_add(u16::from(draft.term)),
    )
}
