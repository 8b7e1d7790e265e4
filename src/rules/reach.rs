//! Reach: an exporter's control holds for goods that others make from its material (MODEL 2.6, the rule of October 2025).
//!
//! While an exporter's control on a good limits what goes to a destination, third countries that sell products with more of
//! its material than the threshold need its licence too. A share of them obeys: these sell what the regime lets them of what
//! they used to. The others go on, and grow into the gap as fast as other ways round a control do (MODEL 2.9). Together that
//! is a quota on the products' flow to the destination.

use super::book::Book;
use super::deals::Reliefs;
use super::event::Event;
use super::markets::growth_factor;
use super::refusal::Refusal;
use super::state::{Market, ReachRule, State};
use super::tariffs::mineral;
use crate::level::LevelChain;
use crate::level::ids::{CountryId, GoodId, SeatId, Use, buyer};
use crate::level::measure::{Control, Regime};
use crate::level::mechanism::Product;

/// Whether an exporter's controls on a good reach goods made abroad.
#[must_use]
pub fn reaches(state: &State, exporter: CountryId, good: GoodId) -> bool {
    state
        .public
        .reach
        .iter()
        .any(|r| (r.exporter, r.good) == (exporter, good))
}

/// Whether a seat may set or lift such a rule.
pub(super) fn check(state: &State, seat: SeatId, good: GoodId, on: bool) -> Result<(), Refusal> {
    mineral(state, good)?;
    let me = state.level().country_of(seat).ok_or(Refusal::NoSuchSeat)?;
    if reaches(state, me, good) == on {
        return Err(Refusal::NothingChanges);
    }
    let products = &state.level().mechanisms.reach.products;
    if on && !products.iter().any(|p| (p.exporter, p.good) == (me, good)) {
        return Err(Refusal::WrongGood { good });
    }
    Ok(())
}

/// Carries the order out.
pub(super) fn set(book: &mut Book, me: CountryId, good: GoodId, on: bool) {
    let rule = ReachRule {
        exporter: me,
        good,
        since: Some(book.state.turn()),
    };
    book.post(Event::ReachSet { rule, on });
}

/// A limit on what third countries sell to a destination.
pub(super) struct Limit {
    /// Flows of the chain: good, seller, buyer.
    pub(super) flows: Vec<(usize, usize, usize)>,
    /// Tonnes a month.
    pub(super) tonnes: f64,
}

/// The limits of all rules on a chain's goods.
pub(super) fn limits(state: &State, reliefs: &Reliefs, chain: &LevelChain) -> Vec<Limit> {
    let level = state.level();
    let month = level.month_of(state.turn());
    let mut limits = Vec::new();
    for rule in state.public.reach.iter().filter(|r| chain.goods.contains(&r.good)) {
        let controls = state.public.controls.iter();
        for control in controls.filter(|c| (c.control.exporter, c.control.good) == (rule.exporter, rule.good)) {
            let products = &level.mechanisms.reach.products;
            for product in products
                .iter()
                .filter(|p| (p.exporter, p.good) == (rule.exporter, rule.good))
            {
                let acts = Acting {
                    control: &control.control,
                    regime: control.control.effective(month),
                    // Whether those who obey had stopped before the last resolution.
                    old: [rule.since, control.bites_since]
                        .into_iter()
                        .flatten()
                        .all(|t| t < state.turn()),
                };
                one(state, reliefs, chain, &acts, product, &mut limits);
            }
        }
    }
    limits
}

/// A control that a rule hangs on.
struct Acting<'a> {
    control: &'a Control,
    regime: Regime,
    old: bool,
}

fn one(
    state: &State,
    reliefs: &Reliefs,
    chain: &LevelChain,
    acts: &Acting<'_>,
    product: &Product,
    limits: &mut Vec<Limit>,
) {
    let control = acts.control;
    let Some(stage) = chain.goods.iter().position(|g| *g == product.product) else {
        return;
    };
    let rules = &state.level().mechanisms;
    let obeying = rules.reach.enforcement;
    let months = state.level().length_of(state.turn()).map_or(3.0, |m| f64::from(m.0));
    let grown = libm::pow(1.0 + rules.smuggling.growth, months / 3.0);
    let free = reliefs
        .granted(control.exporter, control.destination, control.good)
        .general;
    let held = |u: &Use| !free[u.index()];
    // Uses under a common limit, and the part of their flow that gets through.
    let groups: Vec<(Vec<Use>, f64)> = match acts.regime {
        Regime::Free | Regime::General => return,
        Regime::Licence { approval } => vec![(Use::ALL.to_vec(), approval.fraction())],
        Regime::CivilOnly { approval } => vec![(vec![Use::Civil], approval.fraction()), (vec![Use::Defence], 0.0)],
        Regime::Ban => vec![(Use::ALL.to_vec(), 0.0)],
    };
    for (uses, passed) in groups {
        let uses: Vec<Use> = uses.into_iter().filter(held).collect();
        let makers = product.makers.iter().filter(|m| **m != control.destination);
        let (mut flows, mut normal_sum, mut last) = (Vec::new(), 0.0, 0.0);
        for (maker, use_) in makers.flat_map(|m| uses.iter().map(move |u| (*m, *u))) {
            let normal = normal_flow(state, product.product, maker, control.destination, use_);
            // A maker that begins to sell there has built its supply around the rule.
            if normal > 0.0 {
                flows.push((stage, maker.index(), buyer(control.destination, use_)));
                normal_sum += normal;
                last += flow(
                    state,
                    &state.public.market,
                    product.product,
                    maker,
                    control.destination,
                    use_,
                );
            }
        }
        if !flows.is_empty() {
            let licensed = passed * obeying * normal_sum;
            // Those who obey sold their part of the last flow, or, once the rule acts, what their licences let them.
            let obeyed = if acts.old { licensed } else { obeying * last };
            let others = (1.0 - obeying) * normal_sum;
            let others = if obeying < 1.0 {
                others.max(last - obeyed)
            } else {
                others
            };
            let tonnes = licensed + others * grown;
            limits.push(Limit { flows, tonnes });
        }
    }
}

/// A maker's flow to a use in the base year, grown with demand.
fn normal_flow(state: &State, good: GoodId, maker: CountryId, to: CountryId, use_: Use) -> f64 {
    flow(state, state.base(), good, maker, to, use_) * growth_factor(state, use_)
}

fn flow(state: &State, market: &Market, good: GoodId, maker: CountryId, to: CountryId, use_: Use) -> f64 {
    let level = state.level();
    let row = (good.index() * level.n() + maker.index()) * level.buyers();
    market.flow[row + buyer(to, use_)]
}
