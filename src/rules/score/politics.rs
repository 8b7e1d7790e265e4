//! Politics, 0–100: approval, moved by the mood of domestic groups, headlines, and kept or empty words.

use super::security::open_threats;
use super::terms::Term;
use crate::level::Concern;
use crate::level::ids::{CountryId, SeatId, Use};
use crate::level::units::Rate;
use crate::rules::book::Book;
use crate::rules::controls;
use crate::rules::event::{Event, Stir};
use crate::rules::limits;
use crate::rules::markets::{output, price_multiple};
use crate::rules::state::State;

/// Mood of a group, 0–100, 50 in the base year.
#[must_use]
pub fn mood(state: &State, seat: SeatId, concern: Concern) -> f64 {
    let level = state.level();
    let Some(country) = level.country_of(seat) else {
        return 50.0;
    };
    let market = &state.public.market;
    let i = country.index();
    let tilt = match concern {
        Concern::Users(good) => -15.0 * libm::log(price_multiple(state, country, Use::Civil, good).max(1.0e-6)),
        Concern::Producers(good) => {
            let (now, base) = (output(state, market, good)[i], output(state, state.base(), good)[i]);
            if base > 0.0 {
                40.0 * libm::log((now / base).max(0.05))
            } else if now > 0.0 {
                20.0
            } else {
                0.0
            }
        }
        Concern::Consumers => -300.0 * libm::log(market.goods_index[i].max(1.0e-6)),
        Concern::ImportCompeting => 300.0 * libm::log(market.goods_price[i].max(1.0e-6)),
        Concern::Jobs => jobs(state, country),
        Concern::Standing => standing(state, seat, country),
        Concern::Environment => -25.0 * libm::log(environment(state, country).max(1.0e-6)),
    };
    (50.0 + tilt).clamp(0.0, 100.0)
}

/// Six points for every project under way or running at home, by how far it is paid, at most thirty.
fn jobs(state: &State, country: CountryId) -> f64 {
    let level = state.level();
    let mut sum = 0.0;
    for (deck, now) in level.projects.iter().zip(&state.public.projects) {
        if now.started && level.facilities[deck.facility.index()].country == country {
            let paid = if deck.cost.0 > 0 {
                (now.paid.million() / deck.cost.million()).min(1.0)
            } else {
                1.0
            };
            sum += 2.0 + 8.0 * paid;
        }
    }
    f64::min(sum, 30.0)
}

/// Four points off for each good whose flow to the country is limited by controls, six for each open threat; four on
/// for each agreement in force, at most three.
fn standing(state: &State, seat: SeatId, country: CountryId) -> f64 {
    let level = state.level();
    let mut tilt = -6.0 * open_threats(state, seat);
    for good in 0..level.goods.len() {
        let limited = (0..level.n()).any(|exporter| {
            exporter != country.index()
                && controls::effective(
                    state,
                    CountryId::at(exporter),
                    country,
                    crate::level::ids::GoodId::at(good),
                )
                .limits()
        });
        if limited {
            tilt -= 4.0;
        }
    }
    let signed = state
        .party
        .agreements
        .iter()
        .filter(|a| a.in_force() && !a.given && a.is_public() && a.draft.parties.contains(&seat))
        .count();
    tilt + 4.0 * signed.min(3) as f64
}

/// Environmental load of a country's facilities relative to the base year; 1 where there is none.
fn environment(state: &State, country: CountryId) -> f64 {
    let level = state.level();
    let (mut now, mut base) = (0.0, 0.0);
    for (at, facility) in level.facilities.iter().enumerate() {
        if facility.country == country {
            now += facility.environment * state.public.market.activity[at];
            base += facility.environment * state.base().activity[at];
        }
    }
    if base > 0.0 {
        (now / base).max(0.05)
    } else {
        1.0 + 0.01 * now.min(100.0)
    }
}

/// Share of the way to the groups' mood that approval moves in a turn.
pub(in crate::rules) const PULL: f64 = 0.2;

/// Points that each group pulls approval towards: its weight times its mood.
pub(super) fn terms(state: &State, seat: SeatId, add: &mut impl FnMut(Term, f64)) {
    let groups = state.level().seats.get(seat.index()).map_or(&[][..], |s| &s.groups);
    for (at, group) in groups.iter().enumerate() {
        let position = u8::try_from(at).unwrap_or(u8::MAX);
        add(
            Term::Group(position),
            group.weight.fraction() * mood(state, seat, group.concern),
        );
    }
}

/// Approval moves a fifth of the way to the groups' mood, plus what is left of the last headline, at most ten points.
pub(super) fn move_approval(book: &mut Book, seat: SeatId) {
    let state = &*book.state;
    let Some(own) = state.own(seat) else {
        return;
    };
    let mut target = 0.0;
    terms(state, seat, &mut |_, pull| target += pull);
    let gap = target * 100.0 - f64::from(own.approval.0);
    let step = libm::round(gap * PULL) + f64::from(own.glow.0);
    let limit = f64::from(limits::APPROVAL_STEP);
    #[allow(clippy::cast_possible_truncation, reason = "clamped to a thousand")]
    let by = Rate(step.clamp(-limit, limit) as i32);
    let glow = Rate(own.glow.0 / 2);
    if own.glow.0 != 0 {
        book.post(Event::GlowSet { seat, glow });
    }
    book.post(Event::ApprovalMoved {
        seat,
        by,
        why: Stir::Mood,
    });
}
