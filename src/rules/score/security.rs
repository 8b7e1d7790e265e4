//! Security, 0–100: five indicators weighted by the level.

use super::damage;
use super::terms::Term;
use crate::level::ids::{CountryId, GoodId, SeatId, Use, buyer};
use crate::rules::claims;
use crate::rules::markets::{fill, share};
use crate::rules::protection;
use crate::rules::state::State;
use crate::rules::statement::{Standing, Tone};

/// The five indicators of a seat, each in [0, 1]: fill of the worst critical line, cover against target, one minus the
/// largest single partner, own share of the scarce stage, calm.
#[must_use]
pub fn indicators(state: &State, seat: SeatId) -> [f64; 5] {
    let level = state.level();
    let Some(spec) = level.seats.get(seat.index()) else {
        return [0.0; 5];
    };
    let country = spec.country;
    let security = &spec.security;
    let worst = security
        .critical
        .iter()
        .map(|(good, use_)| damage::felt(state, *good, *use_, fill(state, country, *use_, *good)))
        .fold(1.0, f64::min);
    let cover = if security.target_months > 0.0 {
        let goods = security.critical.iter().map(|(good, _)| *good);
        let covers: Vec<f64> = goods
            .map(|g| (cover(state, seat, g) / security.target_months).min(1.0))
            .collect();
        mean(&covers)
    } else {
        0.0
    };
    let partners: Vec<f64> = security
        .critical
        .iter()
        .map(|(good, _)| 1.0 - largest_partner(state, country, *good))
        .collect();
    [
        worst,
        cover,
        mean(&partners),
        share(state, country, security.scarce),
        calm(state, seat, country),
    ]
}

/// Points that each indicator gives.
pub(super) fn terms(state: &State, seat: SeatId, add: &mut impl FnMut(Term, f64)) {
    let Some(spec) = state.level().seats.get(seat.index()) else {
        return;
    };
    let s = &spec.security;
    let weights = [
        (Term::Fill, s.fill),
        (Term::Cover, s.cover),
        (Term::Diversity, s.diversity),
        (Term::ScarceStage, s.scarce_stage),
        (Term::Calm, s.calm),
    ];
    for (indicator, (term, weight)) in indicators(state, seat).into_iter().zip(weights) {
        add(term, 100.0 * indicator * weight.fraction());
    }
}

/// The line's value.
pub(super) fn value(state: &State, seat: SeatId) -> f64 {
    let mut sum = 0.0;
    terms(state, seat, &mut |_, points| sum += points);
    sum.clamp(0.0, 100.0)
}

fn mean(values: &[f64]) -> f64 {
    if values.is_empty() {
        1.0
    } else {
        values.iter().sum::<f64>() / values.len() as f64
    }
}

/// Months of base use that a seat's stock of a good covers.
#[must_use]
pub fn cover(state: &State, seat: SeatId, good: GoodId) -> f64 {
    let level = state.level();
    let Some(country) = level.country_of(seat) else {
        return 0.0;
    };
    let bought: f64 = Use::ALL
        .iter()
        .map(|u| {
            let column = buyer(country, *u);
            (0..level.n())
                .map(|seller| {
                    state
                        .base()
                        .flow
                        .get((good.index() * level.n() + seller) * level.buyers() + column)
                        .copied()
                        .unwrap_or(0.0)
                })
                .sum::<f64>()
        })
        .sum();
    if bought > 0.0 {
        state.stock(seat, good).tonnes() / bought
    } else {
        0.0
    }
}

/// The largest single foreign origin of what a country buys, or, where it only sells, the largest single buyer of what it
/// makes; as a share.
fn largest_partner(state: &State, country: CountryId, good: GoodId) -> f64 {
    let level = state.level();
    let n = level.n();
    let flow = |seller: usize, to: usize| -> f64 {
        let row = (good.index() * n + seller) * level.buyers();
        Use::ALL
            .iter()
            .map(|u| {
                state
                    .public
                    .market
                    .flow
                    .get(row + buyer(CountryId::at(to), *u))
                    .copied()
                    .unwrap_or(0.0)
            })
            .sum()
    };
    let me = country.index();
    let bought: f64 = (0..n).map(|s| flow(s, me)).sum();
    let sold: f64 = (0..n).map(|t| flow(me, t)).sum();
    let (whole, largest) = if bought >= sold {
        (
            bought,
            (0..n).filter(|s| *s != me).map(|s| flow(s, me)).fold(0.0, f64::max),
        )
    } else {
        (
            sold,
            (0..n).filter(|t| *t != me).map(|t| flow(me, t)).fold(0.0, f64::max),
        )
    };
    if whole > 0.0 { largest / whole } else { 0.0 }
}

/// One, less a fifth for every limiting control on a critical good towards the country and for every open threat against
/// it, less what is left of unrest under the guarantees in force.
fn calm(state: &State, seat: SeatId, country: CountryId) -> f64 {
    let level = state.level();
    let (critical, month) = (
        &level.seats[seat.index()].security.critical,
        level.month_of(state.turn()),
    );
    let mut against = 0.0;
    for control in state.public.controls.iter().map(|c| &c.control) {
        if control.destination == country && control.exporter != country && control.effective(month).limits() {
            against += critical.iter().filter(|(good, _)| *good == control.good).count() as f64;
        }
    }
    against += open_threats(state, seat);
    (1.0 - 0.2 * against - protection::felt(state, country)).max(0.0)
}

/// Threats against a seat that are not judged yet, and demands on its status or an ally's, which weigh like them.
pub(super) fn open_threats(state: &State, seat: SeatId) -> f64 {
    let count = state
        .public
        .ledger
        .iter()
        .filter(|s| s.standing == Standing::Open && s.statement.tone == Tone::Threat && s.statement.target == seat)
        .count();
    count as f64 + claims::weight(state, seat)
}
