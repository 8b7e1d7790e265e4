//! Deals: drafts between two or more seats, offers, signatures, agreements and their enforcement.
//!
//! [`draft`] checks a text; [`talk`] moves offers; [`keep`] is what agreements do at each resolution; [`relief`] is what
//! they grant on controlled routes; this file answers what they forbid.

mod draft;
mod keep;
mod relief;
mod room;
mod talk;

pub(super) use keep::{Delivery, begin, carries, deliver, expire, grant_share, leak, pay_due, settle_offtakes};
pub(super) use relief::{Reliefs, granted};
pub(super) use talk::{
    break_agreement, check_breach, check_counter, check_proposal, check_signature, check_withdrawal, counter, lapse,
    open_to, propose, sign,
};

use super::offer::{Agreement, AgreementStanding, ClauseState};
use super::state::State;
use crate::level::clause::Clause;
use crate::level::ids::{AgreementId, CountryId, GoodId, SeatId};
use crate::level::order::Order;

/// Agreements that bind in the coming resolution: those whose term ends with the open turn do so before orders act.
pub(super) fn binding(state: &State) -> impl Iterator<Item = &Agreement> {
    state.party.agreements.iter().filter(|a| {
        matches!(a.standing, AgreementStanding::InForce | AgreementStanding::Formed) && a.until > state.turn()
    })
}

/// Agreements whose clauses act.
pub(super) fn in_force(state: &State) -> impl Iterator<Item = &Agreement> {
    state.party.agreements.iter().filter(|a| a.in_force())
}

/// Clauses that act, each with its progress and its agreement.
pub(super) fn promises(state: &State) -> impl Iterator<Item = (AgreementId, &Clause, &ClauseState)> {
    in_force(state).flat_map(|a| a.draft.clauses.iter().zip(&a.clauses).map(|(c, s)| (a.id, c, s)))
}

/// The first agreement that forbids an order of this seat.
#[must_use]
pub fn forbids(state: &State, seat: SeatId, order: &Order) -> Option<AgreementId> {
    binding(state)
        .find(|a| a.draft.clauses.iter().any(|c| clause_forbids(state, seat, order, c)))
        .map(|a| a.id)
}

/// Which of a seat's sealed orders a draft would forbid once signed.
#[must_use]
pub fn would_void(state: &State, seat: SeatId, clauses: &[Clause]) -> Vec<Order> {
    let orders = state.own(seat).map(|o| o.orders.as_slice()).unwrap_or_default();
    orders
        .iter()
        .filter(|order| clauses.iter().any(|c| clause_forbids(state, seat, order, c)))
        .copied()
        .collect()
}

fn clause_forbids(state: &State, seat: SeatId, order: &Order, clause: &Clause) -> bool {
    let country = |s: SeatId| state.level().country_of(s);
    match (*order, clause) {
        (
            Order::Tariff { partner, good, rate },
            Clause::TariffCeiling {
                giver,
                receiver,
                good: g,
                max,
            },
        ) => seat == *giver && country(*receiver) == Some(partner) && good == *g && rate > *max,
        (
            Order::Control {
                destination,
                good,
                regime,
            },
            Clause::ControlRelief {
                giver,
                receiver,
                good: g,
                ..
            },
        ) => {
            seat == *giver
                && good == *g
                && touches(destination, country(*receiver))
                && super::controls::would_tighten(state, seat, country(*receiver), good, regime)
        }
        (
            Order::Suspend {
                destination,
                good,
                turns: 0,
            },
            Clause::ControlRelief {
                giver,
                receiver,
                good: g,
                ..
            },
        ) => seat == *giver && good == *g && touches(destination, country(*receiver)),
        _ => false,
    }
}

fn touches(destination: Option<CountryId>, receiver: Option<CountryId>) -> bool {
    destination.is_none() || destination == receiver
}

/// Whether an agreement asks a seat for this very order (then undoing an earlier one costs nothing extra).
pub(super) fn asks_for(state: &State, seat: SeatId, order: &Order) -> bool {
    let country = |s: SeatId| state.level().country_of(s);
    binding(state)
        .flat_map(|a| &a.draft.clauses)
        .any(|clause| match (*order, clause) {
            (
                Order::Tariff { partner, good, rate },
                Clause::TariffCeiling {
                    giver,
                    receiver,
                    good: g,
                    max,
                },
            ) => seat == *giver && country(*receiver) == Some(partner) && good == *g && rate <= *max,
            (
                Order::Control { destination, good, .. } | Order::Suspend { destination, good, .. },
                Clause::ControlRelief {
                    giver,
                    receiver,
                    good: g,
                    ..
                },
            ) => seat == *giver && good == *g && touches(destination, country(*receiver)),
            _ => false,
        })
}

/// The highest tariff that agreements in force leave an importer on an exporter's good.
pub(super) fn ceiling(
    state: &State,
    importer: CountryId,
    exporter: CountryId,
    good: GoodId,
) -> Option<crate::level::units::Rate> {
    let country = |s: SeatId| state.level().country_of(s);
    promises(state)
        .filter_map(|(_, clause, _)| match clause {
            Clause::TariffCeiling {
                giver,
                receiver,
                good: g,
                max,
            } if country(*giver) == Some(importer) && country(*receiver) == Some(exporter) && *g == good => Some(*max),
            _ => None,
        })
        .min()
}
