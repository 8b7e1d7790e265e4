//! Licence desks: who applies for what at an exporter's desk, how many files it can decide, and how long that takes
//! (MODEL 2.6).

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::between;
use crate::level::bench::Bench;
use crate::level::compile_market::Markets;
use crate::level::ids::{CountryId, GoodId, SeatId, Use, buyer};
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;
use crate::level::units::{Mass, Months, Rate};

/// Most files that a desk can have open.
const MOST_FILES: u8 = 6;

/// A seat's licence desk: files about goods that its controls limit, beside the approval rate of those controls.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LicenceDeskEntry {
    /// Whose desk: a seat's country.
    pub seat: String,
    /// How many files it can have open in a turn; what is deferred keeps its place (default 3).
    #[serde(default = "three")]
    pub files: u8,
    /// After how many turns of waiting an applicant gives up (default 2).
    #[serde(default = "two")]
    pub patience: u16,
    /// Months from a yes to the first shipment (default 1).
    #[serde(default = "one")]
    pub delay: u16,
    /// Months that a licence runs (default 6).
    #[serde(default = "six")]
    pub months: u16,
    /// What leaks to defence users of a licence for civil use only, given on proof of that use, percent (default 0.5).
    #[serde(default = "proven")]
    pub proven: f64,
    /// The same of one given without proof, percent (default 10).
    #[serde(default = "unproven")]
    pub unproven: f64,
    /// Who may apply; which of them do is drawn each turn.
    pub applicants: Vec<ApplicantEntry>,
    /// Where the numbers come from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// Somebody who may apply for a licence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplicantEntry {
    /// Where.
    pub country: String,
    /// For what.
    pub good: String,
    /// For which use.
    #[serde(rename = "use", default = "civil")]
    pub use_: Use,
    /// How much, tonnes a month.
    pub tonnes: f64,
    /// Chance that the file comes with a proof of its use, percent (default 50).
    #[serde(default = "half")]
    pub proof: f64,
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

const fn one() -> u16 {
    1
}

const fn two() -> u16 {
    2
}

const fn three() -> u8 {
    3
}

const fn six() -> u16 {
    6
}

const fn half() -> f64 {
    50.0
}

const fn proven() -> f64 {
    0.5
}

const fn unproven() -> f64 {
    10.0
}

const fn civil() -> Use {
    Use::Civil
}

/// A licence desk, ready to play.
#[derive(Clone, Debug, PartialEq)]
pub struct LicenceDesk {
    /// Whose.
    pub seat: SeatId,
    /// How many files it can have open.
    pub files: usize,
    /// After how many turns an applicant gives up.
    pub patience: u16,
    /// From a yes to the first shipment.
    pub delay: Months,
    /// How long a licence runs.
    pub months: Months,
    /// What leaks of a licence for civil use only: without proof, with proof.
    pub leakage: [Rate; 2],
    /// Who may apply.
    pub applicants: Vec<Applicant>,
}

/// Somebody who may apply for a licence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Applicant {
    /// Where.
    pub country: CountryId,
    /// For what.
    pub good: GoodId,
    /// For which use.
    pub use_: Use,
    /// How much a month.
    pub per_month: Mass,
    /// Chance that the file comes with a proof of its use.
    pub proof: Rate,
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile, markets: &Markets) -> Vec<LicenceDesk> {
    let mut desks: Vec<LicenceDesk> = Vec::new();
    for (n, entry) in file.licences.iter().enumerate() {
        let key = Key::top("licences").i(n);
        let seat = bench.seat(&key.f("seat"), &entry.seat);
        if desks.iter().any(|d| d.seat == seat) {
            let reason = format!("\"{}\" has two licence desks", entry.seat);
            bench.error("duplicate", &key, reason, "put all its applicants at one desk");
        }
        let whole = |bench: &mut Bench, field: &'static str, value: u16, low: u16, high: u16| {
            between(bench, &key.f(field), f64::from(value), f64::from(low), f64::from(high));
            value.clamp(low, high)
        };
        let files = whole(bench, "files", u16::from(entry.files), 1, u16::from(MOST_FILES));
        let patience = whole(bench, "patience", entry.patience, 0, 20);
        let delay = whole(bench, "delay", entry.delay, 0, 12);
        let months = whole(bench, "months", entry.months, 1, 24);
        let leakage = [("unproven", entry.unproven), ("proven", entry.proven)]
            .map(|(field, percent)| bench.percent(&key.f(field), percent, 0.0, 100.0));
        if leakage[1] > leakage[0] {
            let reason = format!("{} % leaks with proof, {} % without", entry.proven, entry.unproven);
            bench.error("order", &key.f("proven"), reason, "a proof makes less leak, not more");
        }
        if entry.applicants.is_empty() {
            let fix = "name somebody who applies, or leave the desk out";
            bench.error("empty", &key.f("applicants"), "a desk without applicants", fix);
        }
        desks.push(LicenceDesk {
            seat,
            files: usize::from(files),
            patience,
            delay: Months(delay),
            months: Months(months),
            leakage,
            applicants: applicants(bench, &key, entry, markets),
        });
    }
    desks
}

fn applicants(bench: &mut Bench, desk: &Key, entry: &LicenceDeskEntry, markets: &Markets) -> Vec<Applicant> {
    let exporter = bench.country(&desk.f("seat"), &entry.seat);
    let mut seen = BTreeSet::new();
    let mut applicants = Vec::new();
    for (n, a) in entry.applicants.iter().enumerate() {
        let key = desk.f("applicants").i(n);
        let country = bench.country(&key.f("country"), &a.country);
        let good = bench.mineral(&key.f("good"), &a.good);
        if country == exporter {
            let reason = format!("\"{}\" needs no licence from itself", a.country);
            bench.error(
                "own-country",
                &key.f("country"),
                reason,
                "name a country that buys abroad",
            );
        } else if bought(markets, good, exporter, country, a.use_) <= 0.0 {
            let reason = format!(
                "such users in \"{}\" buy no \"{}\" from \"{}\" in the base year, so that a licence would move nothing",
                a.country, a.good, entry.seat
            );
            bench.warn(
                "no-trade",
                &key,
                reason,
                "name users who buy it there, or write the flow down",
            );
        }
        if !seen.insert((country, good, a.use_)) {
            let reason = format!("two applicants in \"{}\" for \"{}\" and one use", a.country, a.good);
            bench.error("duplicate", &key, reason, "make them one");
        }
        let tonnes = bench.positive(&key.f("tonnes"), a.tonnes, 1.0e5);
        applicants.push(Applicant {
            country,
            good,
            use_: a.use_,
            per_month: Mass::from_tonnes(tonnes),
            proof: bench.percent(&key.f("proof"), a.proof, 0.0, 100.0),
        });
    }
    applicants
}

/// Tonnes of a good that a country's users buy from an exporter in the base year.
fn bought(markets: &Markets, good: GoodId, exporter: CountryId, country: CountryId, use_: Use) -> f64 {
    let flow = |chain: &crate::level::LevelChain| -> Option<f64> {
        let stage = chain.goods.iter().position(|g| *g == good)?;
        let spec = chain.market.spec();
        let row = (stage * spec.regions + exporter.index()) * spec.buyers();
        spec.base_flow.get(row + buyer(country, use_)).copied()
    };
    markets.chains.iter().find_map(flow).unwrap_or(0.0)
}
