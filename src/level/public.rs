//! The level as one seat may know it: without others' briefs and hidden parts.
//!
//! Public: markets, measures, projects, public agreements, the ledger, announced events, domestic groups, figures.
//! Replaced by neutral values: others' briefs, goals, walk-away values, weights, scales, weights of security.
//! Replaced by what is believed: others' money at the start, strategic stocks, and how large channels past controls open.
//! Left out: the lesson, the debrief's questions, others' history orders and licence desks, offers and secret agreements of
//! others, and figures that only those cite. Unannounced events keep their place as events that never happen, so that numbers of events stay the same;
//! once one has happened, [`PublicLevel::after`] has its text.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::bench::Severity;
use super::cites::{ASSUMED, cited};
use super::compile::compile_shown;
use super::compiled::Level;
use super::ids::LevelEventId;
use super::shape::{
    Brief, ConditionEntry, DoneEntry, EventEntry, GoalEntry, GuideEntry, LevelFile, Scales, SeatEntry, TriggerEntry,
    Weights,
};
use super::text::Text;

/// What a seat's client and its opponents know of the level. Serialised as the redacted file; compiled on arrival.
#[derive(Clone, Debug)]
pub struct PublicLevel {
    /// The redacted level; its `hash` is that of the whole level.
    pub level: Arc<Level>,
    /// Country of the seat that may know this; `None` for observers.
    pub viewer: Option<String>,
}

/// Why a public level can't be had.
#[derive(Debug, thiserror::Error)]
pub enum PublicError {
    /// The redacted file doesn't compile.
    #[error("the level does not stand without its secrets: {0}")]
    Broken(String),
    /// Not the JSON of a public level.
    #[error("this is not a public level: {0}")]
    Json(#[from] serde_json::Error),
    /// The hash is not 64 hexadecimal digits.
    #[error("the level's hash is malformed")]
    Hash,
}

/// What travels.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Carried {
    viewer: Option<String>,
    hash: String,
    file: LevelFile,
}

impl PublicLevel {
    /// What the seat of a country (`None`: an observer) may know of a level.
    ///
    /// # Errors
    /// When the redacted file doesn't compile; a shipped level's always does.
    pub fn of(level: &Level, viewer: Option<&str>) -> Result<Self, PublicError> {
        Self::after(level, viewer, &[])
    }

    /// The same when some events have happened: their texts are public then.
    ///
    /// # Errors
    /// As [`PublicLevel::of`].
    pub fn after(level: &Level, viewer: Option<&str>, happened: &[LevelEventId]) -> Result<Self, PublicError> {
        let file = redact_after(&level.file, viewer, happened);
        Ok(Self {
            level: Arc::new(recompiled(&file, level.hash)?),
            viewer: viewer.map(str::to_owned),
        })
    }

    /// As JSON: viewer, hash of the whole level, redacted file.
    ///
    /// # Errors
    /// When a number of the file isn't finite; a checked level has none.
    pub fn to_json(&self) -> Result<String, PublicError> {
        let hash = self.level.hash.iter().map(|b| format!("{b:02x}")).collect();
        Ok(serde_json::to_string(&Carried {
            viewer: self.viewer.clone(),
            hash,
            file: self.level.file.clone(),
        })?)
    }

    /// From JSON; compiles the level again.
    ///
    /// # Errors
    /// When the JSON is something else, or its level doesn't compile.
    pub fn from_json(json: &str) -> Result<Self, PublicError> {
        let Carried { viewer, hash, file } = serde_json::from_str(json)?;
        let hash = from_hex(&hash).ok_or(PublicError::Hash)?;
        Ok(Self {
            level: Arc::new(recompiled(&file, hash)?),
            viewer,
        })
    }
}

fn from_hex(text: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (n, byte) in hash.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(2 * n..2 * n + 2)?, 16).ok()?;
    }
    Some(hash)
}

fn recompiled(file: &LevelFile, hash: [u8; 32]) -> Result<Level, PublicError> {
    let compiled = compile_shown(file);
    match compiled.level {
        Some(level) => Ok(Level { hash, ..level }),
        None => {
            let first = compiled.findings.into_iter().find(|f| f.severity == Severity::Error);
            Err(PublicError::Broken(
                first.map_or_else(String::new, |f| format!("{}: {}", f.key, f.reason)),
            ))
        }
    }
}

/// The file as the seat of a country (`None`: an observer) may know it.
#[must_use]
pub fn redact(file: &LevelFile, viewer: Option<&str>) -> LevelFile {
    redact_after(file, viewer, &[])
}

/// The same when some events have happened.
#[must_use]
pub fn redact_after(file: &LevelFile, viewer: Option<&str>, happened: &[LevelEventId]) -> LevelFile {
    let own = |country: &str| viewer == Some(country);
    let mut seen = file.clone();
    for seat in seen.seats.iter_mut().filter(|s| !own(&s.country)) {
        hide_brief(seat);
    }
    for stock in seen.stocks.iter_mut().filter(|s| !own(&s.country)) {
        stock.tonnes = stock.believed.1;
    }
    // How large a channel past a control opens is for those who run it.
    seen.smuggling.start = seen.smuggling.believed.1;
    seen.history.retain(|h| own(&h.seat));
    seen.licences.retain(|d| own(&d.seat));
    for (n, event) in seen.events.iter_mut().enumerate() {
        if !event.announced && !happened.iter().any(|h| h.index() == n) {
            *event = never(n);
        }
    }
    seen.given
        .retain(|g| !g.draft.secret || g.draft.parties.iter().any(|p| own(p)));
    // The guide is its seat's alone, and gives away the offers that it tells to counter or sign.
    seen.guide = seen.guide.filter(|g| own(&g.seat));
    let told: Vec<&str> = seen.guide.iter().flat_map(guided).collect();
    seen.ready_offers.retain(|o| {
        let shown = o.turn == 1 || told.contains(&o.author.as_str());
        own(&o.author) || (shown && o.draft.parties.iter().any(|p| own(p)))
    });
    seen.lesson = Text::default();
    if let Some(teacher) = &mut seen.teacher {
        teacher.questions.clear();
    }
    // What only hidden parts cite would betray them; ties are for the author.
    seen.ties.clear();
    let (before, after) = (cited(file), cited(&seen));
    let hidden: Vec<String> = before.difference(&after).map(|s| (*s).to_owned()).collect();
    let tied = |key: &String| file.ties.iter().any(|t| t.figure == *key);
    seen.figures.retain(|key, _| !hidden.contains(key) || tied(key));
    seen
}

/// Seats whose offers a guide speaks of.
fn guided(guide: &GuideEntry) -> impl Iterator<Item = &str> {
    guide.steps.iter().filter_map(|step| match &step.done {
        DoneEntry::Countered { from: seat, .. } | DoneEntry::Signed { with: seat } => Some(seat.as_str()),
        DoneEntry::Opened(_) | DoneEntry::Sealed(_) | DoneEntry::Turn(_) => None,
    })
}

/// An event that keeps the place of a hidden one.
fn never(position: usize) -> EventEntry {
    EventEntry {
        id: format!("hidden-{}", position + 1),
        headline: Text::from("(hidden)"),
        body: Text::default(),
        trigger: TriggerEntry {
            from: 1,
            until: 1,
            when: ConditionEntry::Not(Box::new(ConditionEntry::Always)),
            chance: 100.0,
        },
        effects: Vec::new(),
        rumour: None,
        announced: false,
        cable: Vec::new(),
        cite: ASSUMED.to_owned(),
        why: Text::from("(hidden)"),
    }
}

fn hide_brief(seat: &mut SeatEntry) {
    let hidden = || Text::from("(private)");
    seat.brief = Brief {
        situation: hidden(),
        basic: None,
        red_line: hidden(),
        walk: hidden(),
    };
    seat.sub_roles.clear();
    seat.goals = vec![GoalEntry {
        text: hidden(),
        stars: 1,
        met: ConditionEntry::Not(Box::new(ConditionEntry::Always)),
    }];
    seat.walk_away = 5.0;
    seat.weights = Weights {
        welfare: 34.0,
        security: 33.0,
        politics: 33.0,
    };
    seat.scales = Scales {
        welfare: 1_000.0,
        security: 10.0,
        politics: 10.0,
    };
    seat.opening = seat.believed_treasury.1;
    let security = &mut seat.security;
    [
        security.fill,
        security.cover,
        security.diversity,
        security.scarce_stage,
        security.calm,
    ] = [20.0; 5];
}
