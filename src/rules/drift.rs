//! Long-run demand: dear goods are thrifted and replaced over years, and a third of that never comes back (MODEL 2.8).

use super::book::Book;
use super::event::Event;
use super::markets::price_multiple;
use crate::level::units::Months;

/// Share of the gap to the long-run curve that closes in a quarter.
const PER_QUARTER: f64 = 0.06;
/// Long-run elasticity beyond the short-run one, as a multiple of it (long = 3 × short).
const BEYOND: f64 = 2.0;
/// Share of what the drift removes that stays lost.
const LOST: f64 = 1.0 / 3.0;
/// Long-run demand stays between these multiples of the base year's.
const RANGE: (f64, f64) = (0.05, 2.0);

/// Moves every demand towards its long-run curve at this turn's prices.
pub(super) fn drift(book: &mut Book, length: Months) {
    let level = book.state.shared_level();
    let speed = 1.0 - libm::pow(1.0 - PER_QUARTER, f64::from(length.0) / 3.0);
    let mut scale = book.state.public.demand_scale.clone();
    let mut lost = book.state.public.lost.clone();
    for (at, demand) in level.demands.iter().enumerate() {
        let multiple = price_multiple(book.state, demand.country, demand.use_, demand.good).max(1.0e-6);
        let target = libm::pow(multiple, -BEYOND * demand.elasticity).clamp(RANGE.0, RANGE.1) * (1.0 - lost[at]);
        let step = speed * (target - scale[at]);
        scale[at] += step;
        if step < 0.0 {
            lost[at] = (lost[at] - LOST * step).min(0.9);
        }
    }
    book.post(Event::DemandMoved { scale, lost });
}
