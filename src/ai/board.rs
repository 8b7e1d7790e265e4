//! Reading the situation: who trades with whom, who leans on whom, what is bound already.

use super::desk::Desk;
use crate::level::clause::{Clause, Relief};
use crate::level::ids::{CountryId, GoodId, SeatId, Use, buyer};
use crate::level::measure::Regime;
use crate::level::units::{Mass, Rate, Turn};
use crate::level::{GoodKind, Level};
use crate::rules::markets::capacity_of;
use crate::rules::offer::{Agreement, AgreementStanding};
use crate::rules::state::State;
use crate::rules::{Standing, Tone};

/// The class of general goods.
pub(super) fn general(level: &Level) -> GoodId {
    level.goods_market.good
}

/// Mineral goods of the level.
pub(super) fn minerals(level: &Level) -> impl Iterator<Item = GoodId> + '_ {
    level
        .goods
        .iter()
        .enumerate()
        .filter(|(_, g)| matches!(g.kind, GoodKind::Mineral { .. }))
        .map(|(at, _)| GoodId::at(at))
}

/// The written tariff of an importer.
pub(super) fn tariff(state: &State, importer: CountryId, exporter: CountryId, good: GoodId) -> Rate {
    state
        .public()
        .tariffs
        .get(state.level().cell(good, importer, exporter))
        .copied()
        .unwrap_or_default()
}

/// Producer price, USD/kg; the base world price where nothing is made.
pub(super) fn price(state: &State, seller: CountryId, good: GoodId) -> f64 {
    let now = state
        .public()
        .market
        .price
        .get(good.index() * state.level().n() + seller.index())
        .copied()
        .unwrap_or(0.0);
    if now > 0.0 {
        now
    } else {
        state.level().goods.get(good.index()).map_or(0.0, |g| g.price)
    }
}

/// Flow of a mineral good from a seller to a country's users, tonnes a month.
pub(super) fn flow(state: &State, good: GoodId, seller: CountryId, to: CountryId) -> f64 {
    let row = (good.index() * state.level().n() + seller.index()) * state.level().buyers();
    Use::ALL
        .iter()
        .map(|u| {
            state
                .public()
                .market
                .flow
                .get(row + buyer(to, *u))
                .copied()
                .unwrap_or(0.0)
        })
        .sum()
}

/// What a country buys of a mineral good from everybody, tonnes a month.
pub(super) fn bought(state: &State, good: GoodId, to: CountryId) -> f64 {
    (0..state.level().n())
        .map(|s| flow(state, good, CountryId::at(s), to))
        .sum()
}

/// Yearly value of what an exporter sells an importer, million USD.
pub(super) fn trade(state: &State, good: GoodId, exporter: CountryId, importer: CountryId) -> f64 {
    if good == general(state.level()) {
        let at = exporter.index() * state.level().n() + importer.index();
        return 12.0 * state.public().market.goods_flow.get(at).copied().unwrap_or(0.0);
    }
    flow(state, good, exporter, importer) * price(state, exporter, good) * 12.0 / 1_000.0
}

/// A limiting control that is written from an exporter towards a destination: good, regime, and the share of the term
/// in which it bites (a suspended one only after its suspension).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bite {
    /// What is controlled.
    pub(super) good: GoodId,
    /// The regime as written.
    pub(super) regime: Regime,
    /// Share of the flow that is refused.
    pub(super) refused: f64,
    /// Share of the next `term` turns in which it acts.
    pub(super) acts: f64,
    /// Yearly value of the flow, million USD.
    pub(super) worth: f64,
}

/// Controls that bite or will bite on a route during the next turns, the dearest flow first.
pub(super) fn bites(state: &State, exporter: CountryId, to: CountryId, term: u8) -> Vec<Bite> {
    let level = state.level();
    let from = level.month_of(state.turn()).0;
    let end = level
        .month_of(Turn(state.turn().0.saturating_add(u16::from(term))))
        .0
        .max(from + 1);
    let mut bites: Vec<Bite> = state
        .public()
        .controls
        .iter()
        .filter(|c| c.control.exporter == exporter && c.control.destination == to && c.control.regime.limits())
        .map(|c| {
            let begins = c.control.suspended_until.map_or(from, |m| m.0.clamp(from, end));
            let refused = match c.control.regime {
                Regime::Licence { approval } | Regime::CivilOnly { approval } => 1.0 - approval.fraction(),
                _ => 1.0,
            };
            Bite {
                good: c.control.good,
                regime: c.control.regime,
                refused,
                acts: f64::from(end - begins) / f64::from(end - from),
                worth: trade(state, c.control.good, exporter, to),
            }
        })
        .collect();
    bites.sort_by(|a, b| b.worth.total_cmp(&a.worth).then(a.good.cmp(&b.good)));
    bites
}

/// Agreements that bind now or from the coming resolution on.
pub(super) fn binding(state: &State) -> impl Iterator<Item = &Agreement> {
    state
        .party()
        .agreements
        .iter()
        .filter(|a| matches!(a.standing, AgreementStanding::InForce | AgreementStanding::Formed))
}

/// Whether a promise already stands, for at least three turns more, in terms no worse.
pub(super) fn covered(state: &State, clause: &Clause) -> bool {
    let Some(subject) = clause.subject() else {
        return false;
    };
    let soon = Turn(state.turn().0.saturating_add(3));
    binding(state)
        .filter(|a| a.until >= soon)
        .flat_map(|a| &a.draft.clauses)
        .filter(|old| old.subject() == Some(subject))
        .any(|old| match (old, clause) {
            (Clause::TariffCeiling { max: old, .. }, Clause::TariffCeiling { max, .. }) => old <= max,
            (Clause::ControlRelief { relief, .. }, _) => *relief == Relief::General,
            _ => true,
        })
}

/// Kilograms a month that a seat could still sell under a new offtake without running late: a third of what it makes,
/// less what is promised.
pub(super) fn room(state: &State, seller: SeatId, good: GoodId) -> i64 {
    let Some(country) = state.level().country_of(seller) else {
        return 0;
    };
    let promised: i64 = binding(state)
        .flat_map(|a| &a.draft.clauses)
        .map(|c| match c {
            Clause::Offtake {
                seller: s,
                good: g,
                per_month,
                ..
            } if *s == seller && *g == good => per_month.0,
            _ => 0,
        })
        .sum();
    Mass::from_tonnes(capacity_of(state, country, good) / 3.0).0 - promised
}

/// How much another seat leans on a country: controls against it, tariffs in both directions, open threats.
pub(super) fn hostility(desk: &Desk, other: SeatId) -> f64 {
    let state = &desk.state;
    let Some(them) = desk.level().country_of(other) else {
        return 0.0;
    };
    let bites: f64 = bites(state, them, desk.country, 8)
        .iter()
        .map(|b| 0.5 + b.refused * b.acts)
        .sum();
    let goods = general(desk.level());
    let duties =
        tariff(state, them, desk.country, goods).fraction() + tariff(state, desk.country, them, goods).fraction();
    bites + 4.0 * duties + 2.0 * threats(state, other, desk.seat)
}

/// Open threats of one seat against another.
#[allow(clippy::cast_precision_loss, reason = "a handful")]
pub(super) fn threats(state: &State, from: SeatId, to: SeatId) -> f64 {
    let ledger = &state.public().ledger;
    let open = ledger
        .iter()
        .filter(|s| s.standing == Standing::Open && s.statement.tone == Tone::Threat);
    open.filter(|s| s.seat == from && s.statement.target == to).count() as f64
}

/// The other seats, the most hostile first.
pub(super) fn rivals(desk: &Desk) -> Vec<SeatId> {
    let mut seats: Vec<(SeatId, f64)> = desk.others().into_iter().map(|s| (s, hostility(desk, s))).collect();
    seats.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    seats.into_iter().map(|(s, _)| s).collect()
}

/// Reliability of a seat in the eyes of others, 0 to 1.
pub(super) fn reliability(state: &State, seat: SeatId) -> f64 {
    state
        .public()
        .seats
        .get(seat.index())
        .map_or(1.0, |f| f.reliability.fraction())
}

/// How long a new agreement had best run: through the last played turns and some way beyond, at most twenty turns.
pub(super) fn usual_term(state: &State) -> u8 {
    let left = state.level().played_turns().saturating_sub(state.turn().0);
    u8::try_from(left.saturating_add(4).clamp(4, 20)).unwrap_or(4)
}
