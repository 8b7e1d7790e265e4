//! What may pass a controlled border: licences by rate and by file, relief, what leaks from civil to defence users, what is smuggled; as quotas.
//!
//! A licence regime is one quota over both uses. Licences for civil use only are two: one over everything that passes, and
//! inside it one over what reaches defence users, which is relief, leakage and smuggled goods. A ban is the same with no
//! licences at all. Smuggled tonnes raise the quotas; the rent on them is the traffickers' (MODEL 2.5, 2.6 and 2.9). Weapons are
//! made of metal whose melt is on paper, so that defence users get no more of what is smuggled than their share of the trade
//! before the control, whatever they would pay.

use crate::level::ids::{CountryId, GoodId, Use, buyer};
use crate::level::measure::Regime;
use crate::level::{Level, LevelChain};
use crate::market::{Clearing, Quota};
use crate::rules::deals::Reliefs;
use crate::rules::licences;
use crate::rules::reach;
use crate::rules::smuggling;
use crate::rules::state::{ControlInForce, Market, State};

/// What stands behind the quotas of a chain.
#[derive(Debug, Default)]
pub(super) struct Borders {
    /// Share of each quota's tonnes that has a licence.
    licensed: Vec<f64>,
    /// The controlled borders.
    crossings: Vec<Crossing>,
}

/// A controlled border of one good.
#[derive(Clone, Copy, Debug)]
struct Crossing {
    exporter: CountryId,
    destination: CountryId,
    good: GoodId,
    /// Tonnes a month before the control.
    normal: f64,
    /// Position of the good in the chain.
    stage: usize,
    /// Quota over all uses that are not free, and over defence users alone.
    quotas: [Option<usize>; 2],
    /// Tonnes a month that pass without a licence at most.
    smuggled: f64,
    /// Tonnes a month of licences, relief included.
    licences: f64,
    /// Tonnes a month that defence users may get beside what is smuggled.
    for_defence: f64,
}

/// What passed a border beside licences.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::rules) struct Passed {
    /// From where.
    pub(in crate::rules) exporter: CountryId,
    /// To where.
    pub(in crate::rules) destination: CountryId,
    /// What.
    pub(in crate::rules) good: GoodId,
    /// Tonnes a month before the control.
    pub(in crate::rules) normal: f64,
    /// Tonnes a month smuggled.
    pub(in crate::rules) moved: f64,
    /// Highest rent that any use paid for passing, USD/kg; `None` where nothing passed.
    pub(in crate::rules) rent: Option<f64>,
    /// What was paid past licences, thousand USD a month.
    pub(in crate::rules) paid: f64,
}

/// The borders of a chain, and its quotas.
pub(super) fn of(state: &State, reliefs: &Reliefs, chain: &LevelChain) -> (Borders, Vec<Quota>) {
    let (mut borders, mut quotas) = (Borders::default(), Vec::new());
    for control in &state.public.controls {
        if let Some(stage) = chain.goods.iter().position(|g| *g == control.control.good) {
            crossing(state, reliefs, stage, control, &mut borders, &mut quotas);
        }
    }
    for limit in reach::limits(state, reliefs, chain) {
        borders.add(&mut quotas, limit.flows, limit.tonnes, limit.tonnes);
    }
    (borders, quotas)
}

fn crossing(
    state: &State,
    reliefs: &Reliefs,
    stage: usize,
    control: &ControlInForce,
    borders: &mut Borders,
    quotas: &mut Vec<Quota>,
) {
    let level = state.level();
    let c = &control.control;
    let regime = c.effective(level.month_of(state.turn()));
    let [civil, defence] = control.trailing;
    let leakage = level.mechanisms.end_use.leakage;
    let granted = reliefs.granted(c.exporter, c.destination, c.good);
    let held = granted.general.map(|free| !free);
    let files = licences::admitted(state, c.exporter, c.destination, c.good);
    let (any, civil_relief) = (granted.any + files.any, granted.civil + files.civil);
    let [civil_held, defence_held] = [Use::Civil, Use::Defence].map(|u| held[u.index()]);
    // Licences for every use that is not free, and for defence users: how much they may get, and how much of it by licence.
    let (licences, for_defence) = match regime {
        Regime::Free | Regime::General => return,
        Regime::Licence { approval } if civil_held => (approval.fraction() * (civil + defence), None),
        Regime::Licence { approval } => {
            let granted = approval.fraction() * defence;
            (0.0, Some((granted, granted)))
        }
        // Where relief frees all civil trade, all of it may leak.
        Regime::CivilOnly { .. } | Regime::Ban if !civil_held => (0.0, Some((leakage * civil, 0.0))),
        Regime::CivilOnly { approval } => {
            let licences = approval.fraction() * civil;
            (licences, Some((leakage * licences + files.leaked, 0.0)))
        }
        Regime::Ban => (0.0, Some((files.leaked, 0.0))),
    };
    let smuggled = smuggling::capacity(state, c.exporter, c.destination, c.good);
    let share_of_defence = if civil + defence > 0.0 {
        defence / (civil + defence)
    } else {
        1.0
    };
    let mut crossing = Crossing {
        exporter: c.exporter,
        destination: c.destination,
        good: c.good,
        normal: civil + defence,
        stage,
        quotas: [None; 2],
        smuggled,
        licences: licences + any + civil_relief,
        for_defence: f64::INFINITY,
    };
    let flow = |u: Use| (stage, c.exporter.index(), buyer(c.destination, u));
    let all = crossing.licences + crossing.smuggled;
    if civil_held {
        crossing.quotas[0] = Some(quotas.len());
        let flows = Use::ALL.into_iter().filter(|u| held[u.index()]).map(flow).collect();
        borders.add(quotas, flows, all, crossing.licences);
    }
    if let (Some((most, licensed)), true) = (for_defence, defence_held) {
        crossing.for_defence = any + most;
        let limit = crossing.for_defence + smuggled * share_of_defence;
        // Who gets past the proof of civil use has no licence and pays somebody else for it.
        if !civil_held || limit < all {
            crossing.quotas[1] = Some(quotas.len());
            borders.add(quotas, vec![flow(Use::Defence)], limit, any + licensed);
        }
    }
    if crossing.quotas != [None; 2] {
        borders.crossings.push(crossing);
    }
}

impl Crossing {
    /// Tonnes a month that passed beyond licences.
    fn beyond(&self, civil: f64, defence: f64) -> f64 {
        let all = if self.quotas[0].is_some() {
            civil + defence - self.licences
        } else {
            0.0
        };
        all.max(defence - self.for_defence).max(0.0)
    }
}

impl Borders {
    fn add(&mut self, quotas: &mut Vec<Quota>, flows: Vec<(usize, usize, usize)>, limit: f64, licensed: f64) {
        quotas.push(Quota { flows, limit });
        self.licensed
            .push(if limit > 0.0 { (licensed / limit).min(1.0) } else { 0.0 });
    }

    /// Rents of the last resolution, USD/kg by quota, as far as they can be told apart: where the solver starts from.
    pub(super) fn last_rents(&self, state: &State, chain: &LevelChain, quotas: &[Quota]) -> Vec<f64> {
        let (n, buyers) = (state.level().n(), state.level().buyers());
        let market = &state.public.market;
        let rent = |(quota, licensed): (&Quota, &f64)| -> f64 {
            let (mut paid, mut tonnes) = (0.0, 0.0);
            for (good, seller, buyer) in &quota.flows {
                let node = chain.goods[*good].index() * n + seller;
                let all: f64 = Use::ALL
                    .iter()
                    .map(|u| market.flow[node * buyers + buyer / Use::COUNT * Use::COUNT + u.index()])
                    .sum();
                let flow = market.flow[node * buyers + buyer];
                if all > 0.0 {
                    paid += market.rents[node * n + buyer / Use::COUNT] * flow / all;
                    tonnes += flow;
                }
            }
            if tonnes > 0.0 && *licensed > 0.0 {
                paid / (tonnes * licensed)
            } else {
                0.0
            }
        };
        quotas.iter().zip(&self.licensed).map(rent).collect()
    }

    /// What passed in the last resolution beyond licences: tonnes out of the flows, the rent per tonne out of the rents.
    pub(super) fn seen(&self, state: &State) -> Vec<Passed> {
        let level = state.level();
        let market = &state.public.market;
        let seen = |crossing: &Crossing| {
            let row = (crossing.good.index() * level.n() + crossing.exporter.index()) * level.buyers();
            let flow = |u: Use| market.flow[row + buyer(crossing.destination, u)];
            let all = flow(Use::Civil) + flow(Use::Defence);
            let rents = market.rents[level.cell(crossing.good, crossing.exporter, crossing.destination)];
            Passed {
                exporter: crossing.exporter,
                destination: crossing.destination,
                good: crossing.good,
                normal: crossing.normal,
                moved: crossing.beyond(flow(Use::Civil), flow(Use::Defence)),
                rent: (all > 0.0).then(|| rents / all),
                paid: 0.0,
            }
        };
        self.crossings.iter().map(seen).collect()
    }

    /// Writes the licensed part of the rents into the market, and lists what passed without a licence.
    pub(super) fn settle(
        &self,
        level: &Level,
        chain: &LevelChain,
        quotas: &[Quota],
        clearing: &Clearing,
        market: &mut Market,
    ) -> Vec<Passed> {
        let (n, buyers) = (level.n(), level.buyers());
        let shipped =
            |(good, seller, buyer): (usize, usize, usize)| clearing.flow[(good * n + seller) * buyers + buyer];
        for ((quota, rent), licensed) in quotas.iter().zip(&clearing.rent).zip(&self.licensed) {
            for flow in &quota.flows {
                let (good, seller, buyer) = *flow;
                let row = (chain.goods[good].index() * n + seller) * n;
                market.rents[row + buyer / Use::COUNT] += rent * licensed * shipped(*flow);
            }
        }
        let rent_of = |quota: Option<usize>| quota.and_then(|q| clearing.rent.get(q)).copied().unwrap_or(0.0);
        let passed = |crossing: &Crossing| {
            let [all, defence] = crossing.quotas;
            let flow = |u: Use| {
                shipped((
                    crossing.stage,
                    crossing.exporter.index(),
                    buyer(crossing.destination, u),
                ))
            };
            let (civil_flow, defence_flow) = (flow(Use::Civil), flow(Use::Defence));
            let mut rent: Option<f64> = None;
            let mut paid = 0.0;
            for (quota, tonnes) in [(all, civil_flow + defence_flow), (defence, defence_flow)] {
                if let Some(q) = quota {
                    paid += clearing.rent[q] * (1.0 - self.licensed[q]) * tonnes;
                }
            }
            if civil_flow > 0.0 && all.is_some() {
                rent = Some(rent_of(all));
            }
            if defence_flow > 0.0 {
                let defence_pays = rent_of(all) + rent_of(defence);
                rent = Some(rent.map_or(defence_pays, |r| r.max(defence_pays)));
            }
            Passed {
                exporter: crossing.exporter,
                destination: crossing.destination,
                good: crossing.good,
                normal: crossing.normal,
                moved: crossing.beyond(civil_flow, defence_flow).min(crossing.smuggled),
                rent,
                paid,
            }
        };
        self.crossings.iter().map(passed).collect()
    }
}
