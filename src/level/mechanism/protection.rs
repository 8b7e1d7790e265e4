//! Protection: countries that unrest keeps from being calm, and what a security guarantee is worth and costs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{assumed, model, share};
use crate::level::bench::Bench;
use crate::level::ids::CountryId;
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;
use crate::level::units::Money;

/// Unrest, and guarantees against it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ProtectionEntry {
    /// Countries in unrest (default none).
    pub conflicts: Vec<ConflictEntry>,
    /// What a guarantee takes off the unrest that is left, percent (default 50).
    pub cover: f64,
    /// What it costs the guarantor, million USD a month (default 4).
    pub cost: f64,
    /// Where the numbers come from.
    pub cite: String,
    /// Reason, when assumed.
    pub why: Text,
}

/// A country in unrest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ConflictEntry {
    /// Which; it has a seat.
    pub country: String,
    /// What it takes off the calm of the country, percent.
    pub strength: f64,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

impl Default for ProtectionEntry {
    fn default() -> Self {
        Self {
            conflicts: Vec::new(),
            cover: 50.0,
            cost: 4.0,
            cite: assumed(),
            why: model("guarantees"),
        }
    }
}

/// Unrest and guarantees, ready to play.
#[derive(Clone, Debug, PartialEq)]
pub struct Protection {
    /// Countries in unrest.
    pub conflicts: Vec<Conflict>,
    /// Share of the unrest left that a guarantee takes off.
    pub cover: f64,
    /// Cost of a guarantee a month.
    pub cost: Money,
}

/// A country in unrest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conflict {
    /// Which.
    pub country: CountryId,
    /// What it takes off calm, a fraction.
    pub strength: f64,
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile) -> Protection {
    let entry = &file.protection;
    let key = Key::top("protection");
    let mut conflicts: Vec<Conflict> = Vec::new();
    for (n, one) in entry.conflicts.iter().enumerate() {
        let key = key.f("conflicts").i(n);
        if file.countries.iter().any(|c| c.id == one.country) {
            bench.seat(&key.f("country"), &one.country);
        }
        let country = bench.country(&key.f("country"), &one.country);
        if conflicts.iter().any(|c| c.country == country) {
            let reason = format!("\"{}\" is in unrest twice", one.country);
            bench.error("repeated", &key.f("country"), reason, "keep one entry for each country");
        }
        conflicts.push(Conflict {
            country,
            strength: share(bench, &key.f("strength"), one.strength, 1.0, 100.0),
        });
    }
    Protection {
        conflicts,
        cover: share(bench, &key.f("cover"), entry.cover, 0.0, 100.0),
        cost: bench.money(&key.f("cost"), entry.cost),
    }
}
