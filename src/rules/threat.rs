//! What buyers fear for their supply: controls that have begun to bite, suspensions and relief about to end, and threats
//! that somebody has announced. One number between 0 (calm) and 1 (all supply may stop) per good and buyer.

use super::deals::Reliefs;
use super::state::{ControlInForce, State};
use super::statement::{Standing, Tone};
use crate::level::ids::{CountryId, GoodId, Use, buyer};
use crate::level::measure::Regime;
use crate::level::order::Order;

/// Fear that a licence regime causes by itself, however many it grants: prices of antimony had doubled when its regime
/// was only announced (MODEL 2.7).
const PAPERWORK: f64 = 0.5;
/// How much of a measure's fear an announcement by a seat of spotless word causes.
const ANNOUNCED: f64 = 0.5;

/// Fear by `good * buyers + buyer`, each the share of base purchases that is feared for, weighed by how likely it seems.
pub(super) fn feared(state: &State, reliefs: &Reliefs) -> Vec<f64> {
    let level = state.level();
    let mut feared = vec![0.0; level.goods.len() * level.buyers()];
    for control in &state.public.controls {
        let c = &control.control;
        for use_ in Use::ALL {
            add(
                state,
                &mut feared,
                (c.exporter, c.destination, c.good, use_),
                control_fear(state, reliefs, control, use_),
            );
        }
    }
    for said in &state.public.ledger {
        if said.standing != Standing::Open || said.statement.tone != Tone::Threat {
            continue;
        }
        let (Some(exporter), Some(target)) = (level.country_of(said.seat), level.country_of(said.statement.target))
        else {
            continue;
        };
        let Some((good, regime)) = announced(state, exporter, target, &said.statement.order) else {
            continue;
        };
        let word = state
            .public
            .seats
            .get(said.seat.index())
            .map_or(1.0, |s| s.reliability.fraction());
        for use_ in Use::ALL {
            add(
                state,
                &mut feared,
                (exporter, target, good, use_),
                ANNOUNCED * word * bite(regime, use_),
            );
        }
    }
    feared.iter_mut().for_each(|f| *f = f64::min(*f, 1.0));
    feared
}

/// Share of base purchases that controls in force keep away now, by `good * buyers + buyer`.
pub(super) fn kept_away(state: &State, reliefs: &Reliefs) -> Vec<f64> {
    let level = state.level();
    let month = level.month_of(state.turn());
    let mut kept = vec![0.0; level.goods.len() * level.buyers()];
    for control in &state.public.controls {
        let c = &control.control;
        let regime = c.effective(month);
        if !regime.limits() {
            continue;
        }
        let relief = reliefs.granted(c.exporter, c.destination, c.good);
        let normal: f64 = control.trailing.iter().sum();
        for use_ in Use::ALL.into_iter().filter(|u| !relief.general[u.index()]) {
            let licensed = match (regime, use_) {
                (Regime::CivilOnly { .. }, Use::Defence) | (Regime::Ban, _) => 0.0,
                (Regime::Licence { approval } | Regime::CivilOnly { approval }, _) => approval.fraction(),
                (Regime::Free | Regime::General, _) => 1.0,
            };
            let by_agreement = match use_ {
                Use::Civil => relief.any + relief.civil,
                Use::Defence => relief.any,
            };
            let granted = if normal > 0.0 { by_agreement / normal } else { 0.0 };
            let gone = (1.0 - licensed - granted).max(0.0);
            add(state, &mut kept, (c.exporter, c.destination, c.good, use_), gone);
        }
    }
    kept.iter_mut().for_each(|k| *k = f64::min(*k, 1.0));
    kept
}

/// Adds a share of what comes from an origin to a buyer's share of everything it buys.
fn add(state: &State, sums: &mut [f64], (from, to, good, use_): (CountryId, CountryId, GoodId, Use), share: f64) {
    if share > 0.0 {
        sums[good.index() * state.level().buyers() + buyer(to, use_)] +=
            share * dependence(state, from, to, use_, good);
    }
}

/// Share of a buyer's base purchases that comes from an origin.
fn dependence(state: &State, from: CountryId, to: CountryId, use_: Use, good: GoodId) -> f64 {
    let (n, buyers) = (state.level().n(), state.level().buyers());
    let flow = |seller: usize| state.base().flow[(good.index() * n + seller) * buyers + buyer(to, use_)];
    let bought: f64 = (0..n).map(flow).sum();
    if bought > 0.0 { flow(from.index()) / bought } else { 0.0 }
}

/// Share of a use's normal supply that a regime may keep away, as users see it.
fn bite(regime: Regime, use_: Use) -> f64 {
    let licence = |approval: f64| PAPERWORK + (1.0 - PAPERWORK) * (1.0 - approval);
    match (regime, use_) {
        (Regime::Free | Regime::General, _) => 0.0,
        (Regime::CivilOnly { .. }, Use::Defence) | (Regime::Ban, _) => 1.0,
        (Regime::Licence { approval } | Regime::CivilOnly { approval }, _) => licence(approval.fraction()),
    }
}

/// Fear of a written control: of what bites now, fading with time, or of its return, growing as the day comes near.
fn control_fear(state: &State, reliefs: &Reliefs, written: &ControlInForce, use_: Use) -> f64 {
    let level = state.level();
    let stocks = &level.mechanisms.private_stocks;
    let c = &written.control;
    let now = level.month_of(state.turn());
    // Who has seen a control bite doesn't trust the general licence that followed: a stroke of the pen ends it.
    let fear = match c.regime {
        Regime::General if written.bites_since.is_some() => PAPERWORK,
        regime => bite(regime, use_),
    };
    let relieved = reliefs
        .until(c.exporter, c.destination, c.good, use_)
        .map(|t| level.month_of(t));
    let returns = c.suspended_until.filter(|until| *until > now).max(relieved);
    match returns {
        Some(until) => {
            let left = f64::from(until.0.saturating_sub(now.0));
            if left < stocks.horizon {
                fear * (1.0 - left / stocks.horizon)
            } else {
                0.0
            }
        }
        None => match written.bites_since {
            Some(since) => {
                let age = f64::from(now.0.saturating_sub(level.month_of(since).0));
                fear * libm::exp2(-age / stocks.fade)
            }
            None => 0.0,
        },
    }
}

/// The good and regime that an announced order would bring on a route.
fn announced(state: &State, exporter: CountryId, target: CountryId, order: &Order) -> Option<(GoodId, Regime)> {
    let hits = |destination: Option<CountryId>| destination.is_none_or(|d| d == target);
    match *order {
        Order::Control {
            destination,
            good,
            regime,
        } if hits(destination) => Some((good, regime)),
        Order::Suspend {
            destination,
            good,
            turns: 0,
        } if hits(destination) => {
            super::controls::written(state, exporter, target, good).map(|c| (good, c.control.regime))
        }
        _ => None,
    }
}
