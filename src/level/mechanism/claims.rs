//! Territorial ambition: whose status a seat may demand, and what the demand costs in trust.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::level::bench::Bench;
use crate::level::ids::{CountryId, SeatId};
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;
use crate::level::units::Rate;

/// A demand that a seat can make on another country's status. It never brings territory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClaimEntry {
    /// Seat that can demand it.
    pub by: String,
    /// Seat whose status it is.
    pub over: String,
    /// Seats whose trust in the claimant suffers too (default none).
    #[serde(default)]
    pub allies: Vec<String>,
    /// What the claimant's word loses each turn that the demand stands, percentage points of reliability.
    pub trust: f64,
    /// What the headline gives at home when the demand is made, points of approval.
    pub home: f64,
    /// What the demand gives the government whose status it is, at home, points of approval.
    pub defiance: f64,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// A possible demand, ready to play.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claimable {
    /// Who can make it.
    pub by: SeatId,
    /// Whose status it is.
    pub over: SeatId,
    /// That one's country.
    pub country: CountryId,
    /// Whose trust suffers too.
    pub allies: Vec<SeatId>,
    /// Reliability lost each turn that it stands.
    pub trust: Rate,
    /// Approval gained at home when it is made.
    pub home: Rate,
    /// Approval that the other government gains.
    pub defiance: Rate,
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile) -> Vec<Claimable> {
    let mut claims: Vec<Claimable> = Vec::new();
    for (n, entry) in file.claims.iter().enumerate() {
        let key = Key::top("claims").i(n);
        let (by, over) = (
            bench.seat(&key.f("by"), &entry.by),
            bench.seat(&key.f("over"), &entry.over),
        );
        if entry.by == entry.over {
            bench.error("party", &key.f("over"), "a seat claims itself", "name another seat");
        }
        if claims.iter().any(|c| (c.by, c.over) == (by, over)) {
            bench.error("repeated", &key, "the same claim twice", "keep one of them");
        }
        let mut allies = Vec::new();
        for (a, name) in entry.allies.iter().enumerate() {
            let key = key.f("allies").i(a);
            if *name == entry.by || *name == entry.over {
                let reason = format!("\"{name}\" is a side of the claim");
                bench.error("party", &key, reason, "name third seats only");
            }
            allies.push(bench.seat(&key, name));
        }
        claims.push(Claimable {
            by,
            over,
            country: bench.country(&key.f("over"), &entry.over),
            allies,
            trust: bench.percent(&key.f("trust"), entry.trust, 0.0, 100.0),
            home: bench.percent(&key.f("home"), entry.home, 0.0, 20.0),
            defiance: bench.percent(&key.f("defiance"), entry.defiance, 0.0, 20.0),
        });
    }
    claims
}
