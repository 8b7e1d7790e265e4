//! Goods that leave a country without a licence (MODEL 2.9).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{assumed, between, model, share};
use crate::level::bench::Bench;
use crate::level::compile_measure::ordered;
use crate::level::ids::GoodId;
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;
use crate::level::units::Money;

/// Smuggling past export controls, and what customs can do about it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SmugglingEntry {
    /// What can be moved when a channel opens, percent of the flow before the control (default 3.5; MODEL gives 2 to 5).
    pub start: f64,
    /// What others believe it to be: (low, mid, high), percent.
    pub believed: (f64, f64, f64),
    /// Growth while it pays, percent a quarter (default 25); it shrinks as fast when it does not pay.
    pub growth: f64,
    /// Most that can be moved, percent of the flow before the control (default 19: in 2010 customs saw 39,813 t leave under
    /// quotas of 30,258 t, which had been 50,145 t).
    pub most: f64,
    /// What false papers and carriers cost, percent of the price at the plant (default 30).
    pub cost: f64,
    /// Expected fine and loss, percent of the price at the plant (default 15).
    pub fine: f64,
    /// Part of every channel and of every re-export that one turn's campaign of customs breaks up, percent (default 50).
    pub campaign: f64,
    /// What a campaign costs, million USD (default 5).
    pub campaign_cost: f64,
    /// Goods that are easier or harder to hide than the rest.
    pub goods: Vec<SmuggledGoodEntry>,
    /// Where the numbers come from.
    pub cite: String,
    /// Reason, when assumed.
    pub why: Text,
}

/// A good that is easier or harder to hide than the rest: what differs for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SmuggledGoodEntry {
    /// Mineral good.
    pub good: String,
    /// Capacity of a channel when its control begins, as for other goods (`start`), percent.
    pub start: f64,
    /// What others believe it to be (`believed`): (low, mid, high), percent.
    pub believed: (f64, f64, f64),
    /// Most that can be moved (`most`), percent of the flow before the control.
    pub most: f64,
    /// Where the numbers come from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

impl Default for SmugglingEntry {
    fn default() -> Self {
        Self {
            start: 3.5,
            believed: (2.0, 3.5, 8.0),
            growth: 25.0,
            most: 19.0,
            cost: 30.0,
            fine: 15.0,
            campaign: 50.0,
            campaign_cost: 5.0,
            goods: Vec::new(),
            cite: assumed(),
            why: model("2.9"),
        }
    }
}

/// Smuggling, ready to play; shares as fractions.
#[derive(Clone, Debug, PartialEq)]
pub struct Smuggling {
    /// How large channels are, for a good that is not listed.
    pub usual: Channels,
    /// The same of goods that differ.
    pub goods: Vec<(GoodId, Channels)>,
    /// Growth a quarter.
    pub growth: f64,
    /// Cost of a unit beyond its price, expected fine included, of that price.
    pub cost: f64,
    /// Part that a campaign breaks up.
    pub campaign: f64,
    /// What a campaign costs.
    pub campaign_cost: Money,
}

/// How large channels of a good are; shares as fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Channels {
    /// Capacity of a channel that opens, of the normal flow.
    pub start: f64,
    /// What others believe it to be: low, mid, high.
    pub believed: (f64, f64, f64),
    /// Largest capacity, of the normal flow.
    pub most: f64,
}

impl Smuggling {
    /// How large channels of a good are.
    #[must_use]
    pub fn channels(&self, good: GoodId) -> Channels {
        let own = self.goods.iter().find(|(g, _)| *g == good);
        own.map_or(self.usual, |(_, channels)| *channels)
    }
}

fn channels(bench: &mut Bench, key: &Key, start: f64, range: (f64, f64, f64), most: f64) -> Channels {
    let (low, mid, high) = range;
    let believed = key.f("believed");
    ordered(bench, &believed, low, mid, high);
    Channels {
        start: share(bench, &key.f("start"), start, 0.0, 100.0),
        believed: (
            share(bench, &believed.i(0), low, 0.0, 100.0),
            share(bench, &believed.i(1), mid, 0.0, 100.0),
            share(bench, &believed.i(2), high, 0.0, 100.0),
        ),
        most: share(bench, &key.f("most"), most, 0.0, 100.0),
    }
}

fn goods(bench: &mut Bench, key: &Key, entries: &[SmuggledGoodEntry]) -> Vec<(GoodId, Channels)> {
    let mut goods: Vec<(GoodId, Channels)> = Vec::new();
    for (n, entry) in entries.iter().enumerate() {
        let key = key.i(n);
        let good = bench.mineral(&key.f("good"), &entry.good);
        if goods.iter().any(|(g, _)| *g == good) {
            let reason = format!("\"{}\" is listed twice", entry.good);
            bench.error("duplicate", &key, reason, "keep one of them");
        }
        goods.push((good, channels(bench, &key, entry.start, entry.believed, entry.most)));
    }
    goods
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile) -> Smuggling {
    let entry = &file.smuggling;
    let key = Key::top("smuggling");
    Smuggling {
        usual: channels(bench, &key, entry.start, entry.believed, entry.most),
        goods: goods(bench, &key.f("goods"), &entry.goods),
        growth: share(bench, &key.f("growth"), entry.growth, 0.0, 300.0),
        cost: share(bench, &key.f("cost"), entry.cost, 0.0, 1_000.0)
            + share(bench, &key.f("fine"), entry.fine, 0.0, 1_000.0),
        campaign: share(bench, &key.f("campaign"), entry.campaign, 0.0, 100.0),
        campaign_cost: {
            between(bench, &key.f("campaign_cost"), entry.campaign_cost, 0.0, 1_000.0);
            bench.money(&key.f("campaign_cost"), entry.campaign_cost)
        },
    }
}
