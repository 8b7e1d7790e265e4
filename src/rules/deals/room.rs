//! How much a seller can still promise: nine tenths of what it can make, less what is promised already, and less what its own
//! promised products need of the same ore.

use super::keep::Delivery;
use crate::level::GoodKind;
use crate::level::ids::{CountryId, GoodId, Use, buyer};
use crate::rules::markets::capacity_of;
use crate::rules::state::State;

/// Part of the capacity that contracts may bind.
const BOUND: f64 = 0.9;

/// Tonnes a month that a seller can still ship of a good beside the deliveries given, and whether it makes any at all.
pub(super) fn room(state: &State, seller: CountryId, good: GoodId, given: &[Delivery]) -> Option<f64> {
    let given: Vec<(GoodId, f64)> = given
        .iter()
        .filter(|d| state.level().country_of(d.seller) == Some(seller))
        .map(|d| (d.good, d.per_month.tonnes()))
        .collect();
    if capacity_of(state, seller, good) <= 0.0 {
        return None;
    }
    let mut room = left(state, seller, good, &given);
    for (input, tonnes) in inputs(state, seller, good) {
        let shipped = given.iter().any(|(g, t)| *g == input && *t > 0.0);
        let own = tonnes * own_share(state, seller, input);
        if shipped && own > 0.0 {
            room = room.min(left(state, seller, input, &given) / own);
        }
    }
    Some(room.max(0.0))
}

/// What is left of a good's capacity after direct deliveries and what promised products need.
fn left(state: &State, seller: CountryId, good: GoodId, given: &[(GoodId, f64)]) -> f64 {
    let mut left = BOUND * capacity_of(state, seller, good);
    for (product, shipped) in given {
        if *product == good {
            left -= shipped;
        }
        let need: f64 = inputs(state, seller, *product)
            .into_iter()
            .filter(|(input, _)| *input == good)
            .map(|(_, tonnes)| tonnes)
            .sum();
        left -= need * shipped * own_share(state, seller, good);
    }
    left
}

/// What a tonne of a good takes of each input in a country, its plants weighted by capacity.
fn inputs(state: &State, country: CountryId, good: GoodId) -> Vec<(GoodId, f64)> {
    let level = state.level();
    let Some(GoodKind::Mineral { chain, good: stage }) = level.goods.get(good.index()).map(|g| g.kind) else {
        return Vec::new();
    };
    let chain = &level.chains[chain];
    let mut needs: Vec<(GoodId, f64)> = Vec::new();
    let mut made = 0.0;
    for (recipe, facility) in chain.market.spec().processes.iter().zip(&chain.facilities) {
        let place = &level.facilities[facility.index()];
        let gives: f64 = recipe.outputs.iter().filter(|(g, _)| *g == stage).map(|(_, t)| t).sum();
        if place.country != country || gives <= 0.0 {
            continue;
        }
        let capacity = state.public.facilities[facility.index()].capacity;
        made += gives * capacity;
        for (input, tonnes) in &recipe.inputs {
            needs.push((chain.goods[*input], tonnes * capacity));
        }
    }
    if made > 0.0 {
        needs.iter_mut().for_each(|(_, tonnes)| *tonnes /= made);
    }
    needs
}

/// Which part of what a country's users of a good take came from itself in the base year.
fn own_share(state: &State, country: CountryId, good: GoodId) -> f64 {
    let level = state.level();
    let flow = |seller: usize| -> f64 {
        let row = (good.index() * level.n() + seller) * level.buyers();
        let uses = Use::ALL.into_iter();
        uses.map(|u| state.base().flow[row + buyer(country, u)]).sum()
    };
    let all: f64 = (0..level.n()).map(flow).sum();
    if all > 0.0 { flow(country.index()) / all } else { 0.0 }
}
