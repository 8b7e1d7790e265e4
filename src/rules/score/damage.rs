//! Damage to user industries (MODEL 2.10): what stands still behind a line that lacks its kilogram.
//!
//! Users' surplus already holds the value that a missing kilogram blocks in their own plants. Here only what follows further
//! down is added: for civil use in welfare, million USD a year; for defence use in security, where a missing tonne stops more
//! than its own share of the need.

use crate::level::ids::{CountryId, GoodId, Use};
use crate::rules::markets;
use crate::rules::state::State;

/// Further damage in a country by good, million USD a year.
pub(super) fn civil(state: &State, country: CountryId, mut add: impl FnMut(GoodId, f64)) {
    let level = state.level();
    for (at, demand) in level.demands.iter().enumerate() {
        if demand.country != country || demand.use_ != Use::Civil {
            continue;
        }
        let Some(line) = level.mechanisms.damage.line(demand.good, Use::Civil) else {
            continue;
        };
        // Tonnes a month × USD/kg = thousand USD a month.
        let monthly = line.per_kg * line.further * markets::missing(state, at);
        add(demand.good, monthly * 12.0 / 1_000.0);
    }
}

/// Fill of a line as its users feel it: what is missing stops more than itself.
pub(super) fn felt(state: &State, good: GoodId, use_: Use, fill: f64) -> f64 {
    let further = match use_ {
        Use::Defence => state
            .level()
            .mechanisms
            .damage
            .line(good, use_)
            .map_or(0.0, |l| l.further),
        Use::Civil => 0.0,
    };
    (1.0 - (1.0 + further) * (1.0 - fill)).clamp(0.0, 1.0)
}
