//! The compiler's bench: the names of a file, conversions to whole units, and what was found wrong on the way.

use std::collections::BTreeMap;

use super::ids::{ClubId, CountryId, FacilityId, GoodId, ProjectId, SeatId, TopicId};
use super::key::Key;
use super::nearest::{exact, suggest};
use super::shape::LevelFile;
use super::units::{Mass, Money, Price, Rate};

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The level can't be played.
    Error,
    /// It can, but something looks wrong.
    Warning,
}

/// Something wrong in a level file, by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How bad.
    pub severity: Severity,
    /// Kind of mistake, like `unknown-country`.
    pub code: &'static str,
    /// Where.
    pub key: Key,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub fix: String,
}

/// Kinds of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Country,
    Seat,
    /// Mineral goods only.
    Mineral,
    /// Mineral goods and the class of general goods.
    Good,
    Chain,
    Recipe,
    Facility,
    Project,
    Topic,
    Club,
    Figure,
    Paper,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Seat => "seat",
            Self::Mineral => "mineral good",
            Self::Good => "good",
            Self::Chain => "chain",
            Self::Recipe => "recipe",
            Self::Facility => "facility",
            Self::Project => "project",
            Self::Topic => "topic",
            Self::Club => "club",
            Self::Figure => "figure",
            Self::Paper => "document or source",
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::Country => "unknown-country",
            Self::Seat => "unknown-seat",
            Self::Mineral | Self::Good => "unknown-good",
            Self::Chain => "unknown-chain",
            Self::Recipe => "unknown-recipe",
            Self::Facility => "unknown-facility",
            Self::Project => "unknown-project",
            Self::Topic => "unknown-topic",
            Self::Club => "unknown-club",
            Self::Figure => "unknown-figure",
            Self::Paper => "unknown-document",
        }
    }
}

/// Names, findings and conversions.
pub(super) struct Bench {
    pub(super) findings: Vec<Finding>,
    names: BTreeMap<Kind, Vec<String>>,
}

impl Bench {
    /// Collects the names of a file; `facilities` in the order of the compiled level.
    pub(super) fn new(file: &LevelFile, facilities: Vec<String>) -> Self {
        let minerals: Vec<_> = file
            .chains
            .iter()
            .flat_map(|c| c.goods.iter().map(|g| g.id.clone()))
            .collect();
        let mut goods = minerals.clone();
        goods.push(file.goods_market.id.clone());
        let names = BTreeMap::from([
            (Kind::Country, file.countries.iter().map(|c| c.id.clone()).collect()),
            (Kind::Seat, file.seats.iter().map(|s| s.country.clone()).collect()),
            (Kind::Mineral, minerals),
            (Kind::Good, goods),
            (Kind::Chain, file.chains.iter().map(|c| c.id.clone()).collect()),
            (
                Kind::Recipe,
                file.chains
                    .iter()
                    .flat_map(|c| c.recipes.iter().map(|r| r.id.clone()))
                    .collect(),
            ),
            (Kind::Facility, facilities),
            (Kind::Project, file.projects.iter().map(|p| p.id.clone()).collect()),
            (Kind::Topic, file.topics.iter().map(|t| t.id.clone()).collect()),
            (Kind::Club, file.clubs.iter().map(|c| c.id.clone()).collect()),
            (Kind::Figure, file.figures.keys().cloned().collect()),
            (
                Kind::Paper,
                file.documents.keys().chain(file.sources.keys()).cloned().collect(),
            ),
        ]);
        Self {
            findings: Vec::new(),
            names,
        }
    }

    /// Notes an error.
    pub(super) fn error(&mut self, code: &'static str, key: &Key, reason: impl Into<String>, fix: impl Into<String>) {
        self.note(Severity::Error, code, key, reason.into(), fix.into());
    }

    /// Notes a warning.
    pub(super) fn warn(&mut self, code: &'static str, key: &Key, reason: impl Into<String>, fix: impl Into<String>) {
        self.note(Severity::Warning, code, key, reason.into(), fix.into());
    }

    fn note(&mut self, severity: Severity, code: &'static str, key: &Key, reason: String, fix: String) {
        self.findings.push(Finding {
            severity,
            code,
            key: key.clone(),
            reason,
            fix,
        });
    }

    /// How many errors so far.
    pub(super) fn errors(&self) -> usize {
        self.findings.iter().filter(|f| f.severity == Severity::Error).count()
    }

    /// The names of a kind.
    pub(super) fn names(&self, kind: Kind) -> &[String] {
        self.names.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// Whether there is such a name.
    pub(super) fn knows(&self, kind: Kind, name: &str) -> bool {
        self.names(kind).iter().any(|n| n == name)
    }

    /// The position of a name; `None` after noting that there is none.
    pub(super) fn find(&mut self, kind: Kind, key: &Key, name: &str) -> Option<usize> {
        let known = self.names(kind);
        if let Some(position) = known.iter().position(|n| n == name) {
            return Some(position);
        }
        let fix = suggest(name, known.iter().map(String::as_str));
        self.error(kind.code(), key, format!("there is no {} \"{name}\"", kind.word()), fix);
        None
    }

    pub(super) fn country(&mut self, key: &Key, name: &str) -> CountryId {
        CountryId::at(self.find(Kind::Country, key, name).unwrap_or(0))
    }

    pub(super) fn seat(&mut self, key: &Key, name: &str) -> SeatId {
        if !self.knows(Kind::Seat, name) && self.knows(Kind::Country, name) {
            let fix = format!(
                "give it an entry under `seats`, or use one of: {}",
                self.names(Kind::Seat).join(", ")
            );
            self.error("unknown-seat", key, format!("the country \"{name}\" has no seat"), fix);
            return SeatId(0);
        }
        SeatId::at(self.find(Kind::Seat, key, name).unwrap_or(0))
    }

    pub(super) fn mineral(&mut self, key: &Key, name: &str) -> GoodId {
        GoodId::at(self.find(Kind::Mineral, key, name).unwrap_or(0))
    }

    pub(super) fn good(&mut self, key: &Key, name: &str) -> GoodId {
        GoodId::at(self.find(Kind::Good, key, name).unwrap_or(0))
    }

    pub(super) fn facility(&mut self, key: &Key, name: &str) -> FacilityId {
        FacilityId::at(self.find(Kind::Facility, key, name).unwrap_or(0))
    }

    pub(super) fn project(&mut self, key: &Key, name: &str) -> ProjectId {
        ProjectId::at(self.find(Kind::Project, key, name).unwrap_or(0))
    }

    pub(super) fn topic(&mut self, key: &Key, name: &str) -> TopicId {
        TopicId::at(self.find(Kind::Topic, key, name).unwrap_or(0))
    }

    pub(super) fn club(&mut self, key: &Key, name: &str) -> ClubId {
        ClubId::at(self.find(Kind::Club, key, name).unwrap_or(0))
    }

    /// Million USD as whole thousands, not negative.
    pub(super) fn money(&mut self, key: &Key, million: f64) -> Money {
        let million = self.not_negative(key, million);
        Money(self.whole(
            key,
            million,
            3,
            "million USD is counted in whole thousands, so three decimals at most",
        ))
    }

    /// Tonnes as whole kilograms, not negative.
    pub(super) fn mass(&mut self, key: &Key, tonnes: f64) -> Mass {
        let tonnes = self.not_negative(key, tonnes);
        self.signed_mass(key, tonnes)
    }

    /// Tonnes as whole kilograms.
    pub(super) fn signed_mass(&mut self, key: &Key, tonnes: f64) -> Mass {
        Mass(self.whole(
            key,
            tonnes,
            3,
            "tonnes are counted in whole kilograms, so three decimals at most",
        ))
    }

    /// USD/kg as whole cents, not negative.
    pub(super) fn price(&mut self, key: &Key, usd: f64) -> Price {
        let usd = self.not_negative(key, usd);
        Price(self.whole(
            key,
            usd,
            2,
            "prices are counted in whole cents per kg, so two decimals at most",
        ))
    }

    /// Percent (or points) as basis points, between two bounds.
    pub(super) fn percent(&mut self, key: &Key, percent: f64, low: f64, high: f64) -> Rate {
        if percent.is_finite() && !(low..=high).contains(&percent) {
            let reason = format!("{percent} lies outside {low} to {high}");
            self.error("out-of-range", key, reason, "write percent: 25 means 25 %, not 0.25");
            return Rate(0);
        }
        self.scaled(
            key,
            percent,
            2,
            "percentages and points are counted in hundredths, so two decimals at most",
        )
    }

    /// A number as a whole of `decimals` decimal places in a [`Rate`].
    pub(super) fn scaled(&mut self, key: &Key, value: f64, decimals: usize, rule: &str) -> Rate {
        let whole = self.whole(key, value, decimals, rule);
        i32::try_from(whole).map_or_else(
            |_| {
                self.error("out-of-range", key, format!("{value} is too large"), "check the unit");
                Rate(0)
            },
            Rate,
        )
    }

    fn whole(&mut self, key: &Key, value: f64, decimals: usize, rule: &str) -> i64 {
        match exact(value, decimals) {
            Some(whole) => whole,
            None => {
                let reason = format!("{value} has no exact whole unit behind it");
                self.error("inexact", key, reason, format!("round it yourself: {rule}"));
                0
            }
        }
    }

    /// A finite number of at least 0; 0 after noting that it isn't.
    pub(super) fn not_negative(&mut self, key: &Key, value: f64) -> f64 {
        if value.is_finite() && value >= 0.0 {
            return value;
        }
        let reason = if value < 0.0 {
            format!("{value} is negative")
        } else {
            format!("{value} is not a number")
        };
        self.error("negative", key, reason, "write 0 or more");
        0.0
    }

    /// A finite number above 0 and at most `high`; 1 after noting that it isn't.
    pub(super) fn positive(&mut self, key: &Key, value: f64, high: f64) -> f64 {
        if value.is_finite() && value > 0.0 && value <= high {
            return value;
        }
        let reason = format!("{value} is not above 0 and at most {high}");
        self.error("out-of-range", key, reason, "check sign and unit");
        1.0
    }
}
