//! Protection: countries that unrest keeps from being calm and from producing, what a security guarantee is worth and costs,
//! and what a peace takes off.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{assumed, model, share};
use crate::level::bench::Bench;
use crate::level::compile_deal::facility_of;
use crate::level::ids::{CountryId, FacilityId, SeatId};
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;
use crate::level::units::{Money, Months};

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
    /// What a peace from which both sides gain takes off the unrest that is left, percent (default 60).
    pub peace: f64,
    /// How long a peace holds that a side gains nothing from, months (default 6).
    pub patience: u16,
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
    /// Seats that can bring its other side to the table (default nobody: no peace can be signed).
    #[serde(default)]
    pub brokers: Vec<String>,
    /// Facilities that it keeps from producing (default none).
    #[serde(default)]
    pub losses: Vec<LossEntry>,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// A facility that unrest keeps from producing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LossEntry {
    /// Which; it stands in the country.
    pub facility: String,
    /// Capacity that unrest of 100 % would take, percent; what the level's first unrest takes is gone from the capacity in
    /// the file already.
    pub most: f64,
}

impl Default for ProtectionEntry {
    fn default() -> Self {
        Self {
            conflicts: Vec::new(),
            cover: 50.0,
            cost: 4.0,
            peace: 60.0,
            patience: 6,
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
    /// Share of the unrest left that a peace takes off.
    pub peace: f64,
    /// How long a peace holds that a side gains nothing from.
    pub patience: Months,
}

/// A country in unrest.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// Which.
    pub country: CountryId,
    /// What it takes off calm, a fraction.
    pub strength: f64,
    /// Who can bring its other side to the table.
    pub brokers: Vec<SeatId>,
    /// Facilities with the share of capacity that full unrest would take.
    pub losses: Vec<(FacilityId, f64)>,
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
        let brokers = one.brokers.iter().enumerate();
        let brokers = brokers
            .map(|(b, name)| broker(bench, &key.f("brokers").i(b), &one.country, name))
            .collect();
        let mut losses = Vec::new();
        for (l, loss) in one.losses.iter().enumerate() {
            let key = key.f("losses").i(l);
            facility_of(bench, file, &key.f("facility"), &one.country, &loss.facility);
            losses.push((
                bench.facility(&key.f("facility"), &loss.facility),
                share(bench, &key.f("most"), loss.most, 0.0, 95.0),
            ));
        }
        conflicts.push(Conflict {
            country,
            strength: share(bench, &key.f("strength"), one.strength, 1.0, 100.0),
            brokers,
            losses,
        });
    }
    Protection {
        conflicts,
        cover: share(bench, &key.f("cover"), entry.cover, 0.0, 100.0),
        cost: bench.money(&key.f("cost"), entry.cost),
        peace: share(bench, &key.f("peace"), entry.peace, 0.0, 100.0),
        patience: Months(entry.patience),
    }
}

/// A seat that can make peace in another's country.
fn broker(bench: &mut Bench, key: &Key, country: &str, name: &str) -> SeatId {
    if name == country {
        let reason = format!("\"{name}\" can't broker its own peace");
        bench.error("party", key, reason, "name the seats that can bring the other side");
    }
    bench.seat(key, name)
}
