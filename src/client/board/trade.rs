//! Which trade the map shows, worked out from a view: pure, no Bevy.

use std::collections::BTreeMap;

use crate::level::ids::{CountryId, GoodId, Use, buyer};
use crate::level::measure::Regime;
use crate::level::{GoodKind, Level, Stage};
use crate::rules::View;
use crate::rules::estimate::KnownLevel;
use crate::rules::figures::TurnFigures;
use crate::rules::state::ControlInForce;

/// More flows than this at once would be a tangle; the largest are shown. All goods together tangle sooner.
const MOST: usize = 36;
const MOST_TOGETHER: usize = 24;

/// A price this many times its base is choked.
pub const CHOKED: f64 = 2.0;

/// What stands in a flow's way, from nothing to everything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Barrier {
    /// Nothing.
    #[default]
    Free,
    /// A licence is needed.
    Licence,
    /// Nothing passes.
    Ban,
}

impl Barrier {
    const fn of(regime: Regime) -> Self {
        match regime {
            Regime::Free | Regime::General => Self::Free,
            Regime::Licence { .. } | Regime::CivilOnly { .. } => Self::Licence,
            Regime::Ban => Self::Ban,
        }
    }
}

/// A flow from one country to another: of one good, or of all.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Flow {
    /// From where.
    pub from: CountryId,
    /// To where.
    pub to: CountryId,
    /// Of which good; the most valuable one when all are shown.
    pub good: GoodId,
    /// Tonnes a month of that good.
    pub tonnes: f64,
    /// What decides how wide it is drawn: tonnes, or value when all goods are shown.
    pub size: f64,
    /// What stands in that good's way: how the line is drawn.
    pub barrier: Barrier,
    /// The worst that stands in the way of any good shown: the mark on the line.
    pub worst: Barrier,
    /// Whether its users pay at least [`CHOKED`] times the base price.
    pub choked: bool,
}

/// The flows to show of a good, or of all minerals, largest first; with `touching`, only those of that country.
#[must_use]
pub fn flows(
    known: &KnownLevel,
    view: &View,
    latest: Option<&TurnFigures>,
    good: Option<GoodId>,
    touching: Option<CountryId>,
) -> Vec<Flow> {
    let level = known.level();
    let minerals = (0..level.goods.len()).map(GoodId::at).filter(|g| is_mineral(level, *g));
    let goods: Vec<GoodId> = minerals.filter(|g| good.is_none_or(|wanted| wanted == *g)).collect();
    let mut pairs: BTreeMap<(CountryId, CountryId), Flow> = BTreeMap::new();
    let mut largest: BTreeMap<(CountryId, CountryId), f64> = BTreeMap::new();
    for good in &goods {
        for flow in of_good(known, view, latest, *good, goods.len() > 1) {
            let key = (flow.from, flow.to);
            let Some(pair) = pairs.get_mut(&key) else {
                pairs.insert(key, flow);
                largest.insert(key, flow.size);
                continue;
            };
            let all = Flow {
                size: pair.size + flow.size,
                worst: pair.worst.max(flow.worst),
                choked: pair.choked || flow.choked,
                ..*pair
            };
            let most = largest.entry(key).or_insert(0.0);
            *pair = if flow.size > *most {
                Flow {
                    good: flow.good,
                    tonnes: flow.tonnes,
                    barrier: flow.barrier,
                    ..all
                }
            } else {
                all
            };
            *most = most.max(flow.size);
        }
    }
    let mut flows: Vec<Flow> = pairs
        .into_values()
        .filter(|f| touching.is_none_or(|c| f.from == c || f.to == c))
        .collect();
    flows.sort_by(|a, b| b.size.total_cmp(&a.size));
    flows.truncate(if good.is_some() { MOST } else { MOST_TOGETHER });
    flows
}

/// Minerals that go from one country to another, the most valuable first: tonnes a month, and the regime that acts.
#[must_use]
pub fn between(known: &KnownLevel, view: &View, from: CountryId, to: CountryId) -> Vec<(GoodId, f64, Regime)> {
    let level = known.level();
    let month = level.month_of(view.public.turn);
    let value =
        |(good, tonnes, _): &(GoodId, f64, Regime)| tonnes * level.goods.get(good.index()).map_or(0.0, |g| g.price);
    let goods = (0..level.goods.len()).map(GoodId::at).filter(|g| is_mineral(level, *g));
    let mut found: Vec<_> = goods
        .map(|good| {
            let regime = control(view, from, to, good).map_or(Regime::Free, |c| c.control.effective(month));
            (good, moved(level, &view.public.market.flow, good, from, to), regime)
        })
        .filter(|(_, tonnes, regime)| *tonnes >= 0.05 || Barrier::of(*regime) != Barrier::Free)
        .collect();
    found.sort_by(|a, b| value(b).total_cmp(&value(a)));
    found
}

fn control(view: &View, from: CountryId, to: CountryId, good: GoodId) -> Option<&ControlInForce> {
    view.public
        .controls
        .iter()
        .find(|c| (c.control.exporter, c.control.destination, c.control.good) == (from, to, good))
}

/// Tonnes a month of a good from one country to all users in another.
fn moved(level: &Level, flow: &[f64], good: GoodId, from: CountryId, to: CountryId) -> f64 {
    let row = (good.index() * level.n() + from.index()) * level.buyers();
    let moved: f64 = Use::ALL.iter().filter_map(|u| flow.get(row + buyer(to, *u))).sum();
    if moved.is_finite() { moved.max(0.0) } else { 0.0 }
}

/// Whether a good is a mineral.
#[must_use]
pub fn is_mineral(level: &Level, good: GoodId) -> bool {
    level
        .goods
        .get(good.index())
        .is_some_and(|g| matches!(g.kind, GoodKind::Mineral { .. }))
}

/// The stage of a good.
#[must_use]
pub fn stage(level: &Level, good: GoodId) -> Stage {
    level.goods.get(good.index()).map_or(Stage::General, |g| g.stage)
}

fn of_good(known: &KnownLevel, view: &View, latest: Option<&TurnFigures>, good: GoodId, by_value: bool) -> Vec<Flow> {
    let level = known.level();
    let n = level.n();
    let countries = || (0..n).map(CountryId::at);
    let month = level.month_of(view.public.turn);
    let price = level.goods.get(good.index()).map_or(1.0, |g| g.price.max(1e-6));
    let mut found = Vec::new();
    for from in countries() {
        for to in countries().filter(|to| *to != from) {
            let now = moved(level, &view.public.market.flow, good, from, to);
            let base = moved(level, &known.base().flow, good, from, to);
            let barrier =
                control(view, from, to, good).map_or(Barrier::Free, |c| Barrier::of(c.control.effective(month)));
            // A forbidden flow stays on the map as what it was.
            let tonnes = if barrier == Barrier::Ban {
                now.max(base * 0.25)
            } else {
                now
            };
            let multiple = latest
                .and_then(|f| f.price.get(good.index() * n + to.index()))
                .copied()
                .unwrap_or(1.0);
            let size = if by_value { tonnes * price } else { tonnes };
            if size > 0.0 {
                found.push(Flow {
                    from,
                    to,
                    good,
                    tonnes: now,
                    size,
                    barrier,
                    worst: barrier,
                    choked: multiple >= CHOKED,
                });
            }
        }
    }
    let largest = found.iter().map(|f| f.size).fold(0.0, f64::max);
    found.retain(|f| f.size >= largest * 0.004);
    found
}

/// How wide a flow is drawn, in pixels, by the logarithm of its size.
#[must_use]
pub fn width(size: f64, smallest: f64, largest: f64) -> f32 {
    let span = (largest / smallest).ln();
    let share = if span > 1e-9 {
        ((size / smallest).ln() / span).clamp(0.0, 1.0)
    } else {
        1.0
    };
    #[allow(clippy::cast_possible_truncation, reason = "between 1.6 and 7.6")]
    let width = (1.6 + 6.0 * share) as f32;
    width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn width_grows_with_the_logarithm() {
        assert!((width(1.0, 1.0, 100.0) - 1.6).abs() < 1e-6);
        assert!((width(10.0, 1.0, 100.0) - 4.6).abs() < 1e-5);
        assert!((width(100.0, 1.0, 100.0) - 7.6).abs() < 1e-5);
        assert!((width(5.0, 5.0, 5.0) - 7.6).abs() < 1e-5);
    }

    #[test]
    fn a_general_licence_is_no_barrier() {
        assert_eq!(Barrier::of(Regime::General), Barrier::Free);
        assert!(
            Barrier::of(Regime::Ban)
                > Barrier::of(Regime::Licence {
                    approval: crate::level::units::Rate(5000)
                })
        );
    }
}
