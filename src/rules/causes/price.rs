//! Causes of prices: what moved each buyer's price since the last turn, and since the base year.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::cause::{Cause, Group};
use super::inputs::{Acting, Inputs};
use super::walk::{Steps, log_ratio, prices, walk};
use crate::level::ids::{AgreementId, CountryId, GoodId, Use, buyer};
use crate::rules::markets::Markets;
use crate::rules::state::{Market, State};
use crate::rules::view::Viewer;

/// Log points below which a part is left out: as small as what the solver's tolerance leaves in `other`.
const DUST: f64 = 1.0e-9;

/// All that the causes of one turn's prices are computed from, cut to what a viewer may know: equal evidence, equal causes.
/// A plain value, so that they can be computed anywhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    base: Acting,
    last: Acting,
    now: Acting,
    /// What the markets did with `last` and with `now`; everybody sees it.
    markets: [Arc<Market>; 2],
}

impl Evidence {
    /// Evidence on the last resolution: what the markets were given in it and in the one before it (`None`: it was the
    /// first, and the base year came before), and the state that it led to.
    #[must_use]
    pub fn of(viewer: Viewer, last: Option<&Inputs>, now: &Inputs, present: &State) -> Self {
        // As a turn's inputs are recorded, the market is still that of the turn before.
        let before = &now.state.public.market;
        Self::new(viewer, last.map(|last| (last, before)), now, present)
    }

    /// Evidence on what sets one resolution apart from another (earlier in the game, or in a game that went otherwise): what
    /// the markets were given in each, and the state that each led to.
    #[must_use]
    pub fn between(viewer: Viewer, (from, then): (&Inputs, &State), (to, present): (&Inputs, &State)) -> Self {
        Self::new(viewer, Some((from, &then.public.market)), to, present)
    }

    fn new(viewer: Viewer, last: Option<(&Inputs, &Arc<Market>)>, now: &Inputs, present: &State) -> Self {
        let known = present.party.agreements.iter().filter(|a| a.is_public());
        let open: Vec<AgreementId> = known.map(|a| a.id).collect();
        let base = Acting::base_year(present);
        let (last, before) = match last {
            Some((last, before)) => (last.seen_by(viewer, &open), before),
            None => (base.clone(), &now.state.shared.base),
        };
        Self {
            last,
            now: now.seen_by(viewer, &open),
            base,
            markets: [before, &present.public.market].map(Arc::clone),
        }
    }

    /// The causes of every price of the turn. `markets` is scratch.
    #[must_use]
    pub fn causes(&self, markets: &mut Markets) -> Causes {
        let level = self.now.state.shared_level();
        let (base, [last, now]) = (self.now.state.base(), &self.markets);
        Causes {
            buyers: level.buyers(),
            base: prices(&level, base),
            last: prices(&level, last),
            now: prices(&level, now),
            since_base: walk(&self.base, &self.now, base, markets),
            since_last: walk(&self.last, &self.now, last, markets),
        }
    }
}

/// The causes of every price of a turn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Causes {
    buyers: usize,
    base: Vec<f64>,
    last: Vec<f64>,
    now: Vec<f64>,
    since_base: Steps,
    since_last: Steps,
}

/// Why one price is what it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriceCauses {
    /// The price now, USD/kg; of general goods relative to the base year.
    pub now: f64,
    /// The price in the turn before.
    pub last: f64,
    /// The price in the base year.
    pub base: f64,
    /// What moved it since the turn before.
    pub since_last: Parts,
    /// What moved it since the base year.
    pub since_base: Parts,
}

/// A difference in log points, taken apart: causes and other add up to the total.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    /// ln(price now ÷ price before).
    pub total: f64,
    /// What the causes known to the viewer added, in the published order.
    pub causes: Vec<(Cause, f64)>,
    /// The remainder: causes that the viewer may not know (and a hundred-millionth that the solver leaves).
    pub other: f64,
}

impl Parts {
    /// What a whole group of causes added.
    #[must_use]
    pub fn group(&self, group: Group) -> f64 {
        let all = self.causes.iter().filter(|(cause, _)| cause.group() == group);
        all.fold(0.0, |sum, (_, part)| sum + part)
    }

    fn of(steps: &Steps, cell: usize, before: f64, now: f64) -> Self {
        let total = log_ratio(before, now);
        let all = steps.parts.iter().map(|(cause, parts)| (*cause, parts[cell]));
        let causes: Vec<(Cause, f64)> = all.filter(|(_, part)| part.abs() > DUST).collect();
        // The parts never see the price that they must add up to: that may have a secret in it.
        let other = causes.iter().fold(total, |rest, (_, part)| rest - part);
        Self { total, causes, other }
    }
}

impl Causes {
    /// Why the users of a good in a country pay what they pay; `None` where the good has no price for them.
    #[must_use]
    pub fn of(&self, good: GoodId, country: CountryId, use_: Use) -> Option<PriceCauses> {
        let cell = good.index() * self.buyers + buyer(country, use_);
        let price = |of: &[f64]| of.get(cell).copied().filter(|p| *p > 0.0);
        let (base, last, now) = (price(&self.base)?, price(&self.last)?, price(&self.now)?);
        Some(PriceCauses {
            now,
            last,
            base,
            since_last: Parts::of(&self.since_last, cell, last, now),
            since_base: Parts::of(&self.since_base, cell, base, now),
        })
    }
}
