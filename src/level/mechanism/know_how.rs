//! Know-how of a country in making a good: what separates a plant from a working plant (MODEL 2.8).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{assumed, model, share};
use crate::level::bench::Bench;
use crate::level::ids::{CountryId, GoodId};
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;

/// Know-how. A new plant makes its name-plate capacity times the square root of its country's level, and takes its ramp
/// divided by the level; existing plants were counted with the level they have.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct KnowHowEntry {
    /// Countries that are behind: good and level at the start. Who isn't listed is at 100.
    pub levels: Vec<KnowHowLevel>,
    /// Growth by own research, percent a quarter of the logistic rate (default 5.5: from 10 to 90 in twenty years).
    pub research: f64,
    /// Growth by practice, percent a quarter for a country that makes all the world's output (default 10).
    pub practice: f64,
    /// Growth while a partner who is ahead pays for a plant there, percent a quarter (default 5).
    pub transfer: f64,
    /// What a ban on technology by somebody who is ahead takes off, percent a quarter (default 2).
    pub ban: f64,
    /// Bans on technology in force.
    pub bans: Vec<TechnologyBan>,
    /// Where the rates come from.
    pub cite: String,
    /// Reason, when assumed.
    pub why: Text,
}

/// A country's know-how at the start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KnowHowLevel {
    /// Whose.
    pub country: String,
    /// In making which mineral good.
    pub good: String,
    /// Percent of the leader's.
    pub level: f64,
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// A ban on the export of technology.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TechnologyBan {
    /// Who keeps it back.
    pub by: String,
    /// From whom, or `"all"`.
    pub against: String,
    /// For making which mineral good.
    pub good: String,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

impl Default for KnowHowEntry {
    fn default() -> Self {
        Self {
            levels: Vec::new(),
            research: 5.5,
            practice: 10.0,
            transfer: 5.0,
            ban: 2.0,
            bans: Vec::new(),
            cite: assumed(),
            why: model("2.8"),
        }
    }
}

/// Know-how, ready to play; rates as fractions a quarter.
#[derive(Clone, Debug, PartialEq)]
pub struct KnowHow {
    /// Countries that are behind at the start.
    pub behind: Vec<Behind>,
    /// Rate of own research.
    pub research: f64,
    /// Rate of practice at all the world's output.
    pub practice: f64,
    /// Rate that a partner adds.
    pub transfer: f64,
    /// Rate that a ban takes off.
    pub ban: f64,
    /// Bans at the start: by whom, on making what, against whom (`None`: everybody).
    pub bans: Vec<(CountryId, GoodId, Option<CountryId>)>,
}

/// A country that is behind in making a good.
#[derive(Clone, Debug, PartialEq)]
pub struct Behind {
    /// Who.
    pub country: CountryId,
    /// In what.
    pub good: GoodId,
    /// Level at the start, 0 to 1.
    pub level: f64,
}

impl KnowHow {
    /// Position of a country and good among those behind; `None` for one that isn't.
    #[must_use]
    pub fn position(&self, country: CountryId, good: GoodId) -> Option<usize> {
        self.behind.iter().position(|b| (b.country, b.good) == (country, good))
    }
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile) -> KnowHow {
    let entry = &file.know_how;
    let key = Key::top("know_how");
    let mut behind: Vec<Behind> = Vec::new();
    for (n, level) in entry.levels.iter().enumerate() {
        let key = key.f("levels").i(n);
        let country = bench.country(&key.f("country"), &level.country);
        let good = bench.mineral(&key.f("good"), &level.good);
        if behind.iter().any(|b| (b.country, b.good) == (country, good)) {
            let reason = format!("\"{}\" has two levels in \"{}\"", level.country, level.good);
            bench.error("duplicate", &key, reason, "keep one of them");
        }
        behind.push(Behind {
            country,
            good,
            level: share(bench, &key.f("level"), level.level, 1.0, 100.0),
        });
    }
    let mut bans = Vec::new();
    for (n, ban) in entry.bans.iter().enumerate() {
        let key = key.f("bans").i(n);
        let by = bench.country(&key.f("by"), &ban.by);
        let good = bench.mineral(&key.f("good"), &ban.good);
        let against = (ban.against != "all").then(|| bench.country(&key.f("against"), &ban.against));
        bans.push((by, good, against));
    }
    bans.sort();
    bans.dedup();
    KnowHow {
        behind,
        research: share(bench, &key.f("research"), entry.research, 0.0, 100.0),
        practice: share(bench, &key.f("practice"), entry.practice, 0.0, 200.0),
        transfer: share(bench, &key.f("transfer"), entry.transfer, 0.0, 100.0),
        ban: share(bench, &key.f("ban"), entry.ban, 0.0, 100.0),
        bans,
    }
}
