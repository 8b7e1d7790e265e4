//! What a shortage costs the users' own customers (MODEL 2.10).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{assumed, between, model, share};
use crate::level::bench::Bench;
use crate::level::ids::{GoodId, Use};
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;

/// Damage to user industries beyond the users' own surplus, which already holds the value that a missing kilogram blocks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DamageEntry {
    /// Lines of use. None by default: no damage beyond the users' surplus.
    pub lines: Vec<DamageLine>,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    pub why: Text,
}

/// A line of use, in every country.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DamageLine {
    /// Which mineral good.
    pub good: String,
    /// Whose use. What civil users lose counts in welfare; what defence users lose counts in security alone.
    #[serde(rename = "use")]
    pub use_: Use,
    /// Value added that a missing kilogram blocks, USD/kg. For defence users it has no meaning and is 0.
    #[serde(default)]
    pub per_kg: f64,
    /// Damage further down the line, percent of what is blocked (the cascade less one). For defence users: how much more
    /// than its own share of the need a missing tonne stops.
    pub further: f64,
    /// Where the numbers come from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

impl Default for DamageEntry {
    fn default() -> Self {
        Self {
            lines: Vec::new(),
            cite: assumed(),
            why: model("2.10"),
        }
    }
}

/// Damage, ready to play.
#[derive(Clone, Debug, PartialEq)]
pub struct Damage {
    /// Lines, in file order.
    pub lines: Vec<Line>,
}

/// A line of use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// The good.
    pub good: GoodId,
    /// Whose use.
    pub use_: Use,
    /// Value added that a missing kilogram blocks, USD/kg.
    pub per_kg: f64,
    /// Damage further down the line, as a share of what is blocked.
    pub further: f64,
}

impl Damage {
    /// The line of a use of a good, if the level has one.
    #[must_use]
    pub fn line(&self, good: GoodId, use_: Use) -> Option<&Line> {
        self.lines.iter().find(|l| (l.good, l.use_) == (good, use_))
    }
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile) -> Damage {
    let key = Key::top("damage").f("lines");
    let mut lines: Vec<Line> = Vec::new();
    for (n, entry) in file.damage.lines.iter().enumerate() {
        let key = key.i(n);
        let good = bench.mineral(&key.f("good"), &entry.good);
        if lines.iter().any(|l| (l.good, l.use_) == (good, entry.use_)) {
            let reason = format!("{:?} use of \"{}\" has two lines", entry.use_, entry.good);
            bench.error("duplicate", &key, reason, "keep one of them");
        }
        lines.push(Line {
            good,
            use_: entry.use_,
            per_kg: between(bench, &key.f("per_kg"), entry.per_kg, 0.0, 1e6),
            further: share(bench, &key.f("further"), entry.further, 0.0, 10_000.0),
        });
    }
    Damage { lines }
}
