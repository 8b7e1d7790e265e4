//! Equity: a seat that bought a part of a facility takes its part of the surplus, as far as it has paid.

use super::book::Book;
use super::deals;
use super::event::Why;
use super::state::{Account, State};
use super::stocks::pay;
use crate::level::clause::Clause;
use crate::level::ids::{AgreementId, FacilityId, SeatId};
use crate::level::units::{Money, Months, Rate};

/// A part of a facility that an agreement in force has sold.
struct Stake {
    agreement: AgreementId,
    investor: SeatId,
    facility: FacilityId,
    /// As paid for so far, a fraction.
    part: f64,
}

fn stakes(state: &State) -> impl Iterator<Item = Stake> + '_ {
    deals::promises(state).filter_map(|(agreement, clause, standing)| match clause {
        Clause::Equity {
            investor,
            facility,
            share,
            price,
            ..
        } => Some(Stake {
            agreement,
            investor: *investor,
            facility: *facility,
            part: share.fraction() * (standing.paid.million() / price.million()).clamp(0.0, 1.0),
        }),
        _ => None,
    })
}

/// How much of a facility is known to be in other countries' hands: secret agreements don't show here.
#[must_use]
pub fn sold(state: &State, facility: FacilityId) -> Rate {
    let agreements = state.party.agreements.iter().filter(|a| a.in_force() && a.is_public());
    let parts = agreements.flat_map(|a| &a.draft.clauses).filter_map(|c| match c {
        Clause::Equity { facility: f, share, .. } if *f == facility => Some(share.0),
        _ => None,
    });
    Rate(parts.sum::<i32>().clamp(0, 10_000))
}

/// Step 7: owners abroad take their part of this turn's surplus.
pub(super) fn pay_dividends(book: &mut Book, length: Months) {
    let state = &*book.state;
    let level = state.level();
    let mut due = Vec::new();
    let mut parts: Vec<(FacilityId, f64)> = Vec::new();
    for stake in stakes(state) {
        let taken: f64 = parts.iter().filter(|(f, _)| *f == stake.facility).map(|(_, p)| p).sum();
        // What two agreements sell twice belongs to the older one.
        let part = stake.part.min(1.0 - taken).max(0.0);
        parts.push((stake.facility, part));
        let (Some(owner), Some(place)) = (
            level.country_of(stake.investor),
            level.facilities.get(stake.facility.index()),
        ) else {
            continue;
        };
        // Thousand USD a month.
        let surplus = state.public.market.producer_surplus[stake.facility.index()].max(0.0);
        let paid = Money::from_thousand(surplus * part * f64::from(length.0));
        due.push((
            Account::Firms(place.country),
            Account::Treasury(owner),
            paid,
            stake.agreement,
        ));
    }
    for (from, to, paid, agreement) in due {
        pay(book, from, to, paid, Why::Stake(agreement));
    }
}
