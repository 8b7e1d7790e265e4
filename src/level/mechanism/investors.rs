//! Private investors: when they join a project, and what unpredictable governments do to them (MODEL 2.8).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{assumed, model, share};
use crate::level::bench::Bench;
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;

/// Private investors look at a project's yearly return at expected prices.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InvestorsEntry {
    /// Largest part of a project's cost that they carry, percent (default 0: there are none).
    pub part: f64,
    /// Whether they also begin projects of the deck that nobody has begun (default no).
    pub begin: bool,
    /// Yearly return on the cost that they ask for, percent (default 15).
    pub hurdle: f64,
    /// What an entirely unpredictable host or funder adds to it, percentage points (default 15).
    pub distrust: f64,
    /// By how much they expect prices to rise where all supply is in doubt, percent (default 50).
    pub premium: f64,
    /// Where the numbers come from.
    pub cite: String,
    /// Reason, when assumed.
    pub why: Text,
}

impl Default for InvestorsEntry {
    fn default() -> Self {
        Self {
            part: 0.0,
            begin: false,
            hurdle: 15.0,
            distrust: 15.0,
            premium: 50.0,
            cite: assumed(),
            why: model("2.8"),
        }
    }
}

/// Private investors, ready to play; shares as fractions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Investors {
    /// Largest part of a project's cost.
    pub part: f64,
    /// Whether they begin projects.
    pub begin: bool,
    /// Yearly return asked for.
    pub hurdle: f64,
    /// Added by a host or funder whose word is worth nothing.
    pub distrust: f64,
    /// Rise of prices expected where all supply is in doubt.
    pub premium: f64,
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile) -> Investors {
    let entry = &file.investors;
    let key = Key::top("investors");
    Investors {
        part: share(bench, &key.f("part"), entry.part, 0.0, 100.0),
        begin: entry.begin,
        hurdle: share(bench, &key.f("hurdle"), entry.hurdle, 0.1, 1_000.0),
        distrust: share(bench, &key.f("distrust"), entry.distrust, 0.0, 1_000.0),
        premium: share(bench, &key.f("premium"), entry.premium, 0.0, 1_000.0),
    }
}
