//! Rival figures: the host plays a level with another number than its document's.
//!
//! A figure can be chosen where it feeds the model, that is, where a tie holds a number of the model to it. Choosing puts the
//! rival number into the figure and into every number tied to it; then the level is checked like any other, the chosen ties
//! with it. Other ties spoke of the level as written and are left out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::compile::compile;
use super::compiled::Level;
use super::nearest::suggest;
use super::shape::{ChainEntry, ClauseEntry, Figure, LevelFile, Rival, Status, Tied};
use super::text::Text;

/// A rival figure that the host chose: written by the program, never in a level's own file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chosen {
    /// Key of the figure.
    pub figure: String,
    /// Whose number it is now: short name of a document or source.
    pub from: String,
}

/// Why a choice can't be made; each says what could be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// Not `KEY=SOURCE`.
    #[error("\"{0}\" is no choice: write KEY=SOURCE, as in share.mining.cn=004")]
    Form(String),
    /// No such figure has rivals that feed the model.
    #[error("no figure \"{figure}\" can be chosen in this level: {help}")]
    Figure {
        /// As given.
        figure: String,
        /// The figures that can.
        help: String,
    },
    /// The figure has no rival of this source.
    #[error("\"{from}\" gives no other number for {figure}: choose one of {known}")]
    Source {
        /// The figure.
        figure: String,
        /// As given.
        from: String,
        /// Sources that do.
        known: String,
    },
    /// The figure was named twice.
    #[error("{figure} is chosen twice: keep one of the two")]
    Twice {
        /// The figure.
        figure: String,
    },
    /// The level does not stand with this number.
    #[error("the level does not stand with the number that \"{from}\" gives for {figure}: {reason}")]
    Broken {
        /// The figure.
        figure: String,
        /// The source.
        from: String,
        /// The first mistake.
        reason: String,
    },
}

impl std::str::FromStr for Chosen {
    type Err = ChoiceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('=') {
            Some((figure, from)) if !figure.trim().is_empty() && !from.trim().is_empty() => Ok(Self {
                figure: figure.trim().to_owned(),
                from: from.trim().to_owned(),
            }),
            _ => Err(ChoiceError::Form(text.to_owned())),
        }
    }
}

/// A figure that the host can choose, with the rivals that the level stands with.
#[derive(Clone, Debug, PartialEq)]
pub struct Choosable {
    /// Key of the figure.
    pub figure: String,
    /// Its rivals: source and number in the figure's unit.
    pub rivals: Vec<(String, f64)>,
}

/// What the host can choose in a level: each rival is tried, so this takes some compilations.
#[must_use]
pub fn choosable(level: &Level) -> Vec<Choosable> {
    let file = &level.file;
    let mut found = Vec::new();
    for (key, rivals) in contested(file) {
        let stands = |rival: &&Rival| {
            let pick = Chosen {
                figure: key.clone(),
                from: rival.from.clone(),
            };
            choose(level, &[pick]).is_ok()
        };
        let mut kept: Vec<(String, f64)> = Vec::new();
        for rival in rivals.iter().filter(stands) {
            if !kept.iter().any(|(from, _)| *from == rival.from) {
                kept.push((rival.from.clone(), rival.value));
            }
        }
        if !kept.is_empty() {
            found.push(Choosable {
                figure: key.clone(),
                rivals: kept,
            });
        }
    }
    found
}

/// Contested figures that feed the model by ties that can be turned, with the rivals whose number differs.
fn contested(file: &LevelFile) -> Vec<(&String, Vec<Rival>)> {
    let mut all = Vec::new();
    for (key, figure) in &file.figures {
        let mut tied = file.ties.iter().filter(|t| t.figure == *key).peekable();
        if tied.peek().is_none() || !tied.all(|t| turnable(&t.is)) {
            continue;
        }
        if let Status::Contested(rivals) = &figure.status {
            let other = |r: &&Rival| (r.value - figure.value).abs() > 1e-9 * figure.value.abs();
            let rivals: Vec<Rival> = rivals.iter().filter(other).cloned().collect();
            if !rivals.is_empty() {
                all.push((key, rivals));
            }
        }
    }
    all
}

/// Whether a number of the model can follow its figure.
const fn turnable(tied: &Tied) -> bool {
    matches!(
        tied,
        Tied::Share { .. }
            | Tied::Output(_)
            | Tied::ProjectCost(_)
            | Tied::ProjectCapacity(_)
            | Tied::ProjectTime(_)
            | Tied::Announced(_)
            | Tied::Price(_)
            | Tied::Stock { .. }
    )
}

/// The level with some figures chosen; the level itself where none is.
///
/// # Errors
/// The first choice that can't be made, with those that can.
pub fn choose(level: &Level, picks: &[Chosen]) -> Result<Level, ChoiceError> {
    let mut file = level.file.clone();
    for (at, pick) in picks.iter().enumerate() {
        if picks[..at].iter().any(|p| p.figure == pick.figure) {
            let figure = pick.figure.clone();
            return Err(ChoiceError::Twice { figure });
        }
        turn(&mut file, &level.file, pick)?;
    }
    let Some(last) = picks.last() else {
        return Ok(level.clone());
    };
    file.chosen = picks.to_vec();
    file.chosen.sort();
    file.ties.retain(|t| picks.iter().any(|p| p.figure == t.figure));
    let compiled = compile(&file);
    let first = || {
        let mut errors = compiled.findings.iter();
        errors
            .find(|f| f.severity == super::bench::Severity::Error)
            .map_or_else(String::new, |f| format!("{}: {}", f.key, f.reason))
    };
    compiled.level.ok_or_else(|| ChoiceError::Broken {
        figure: last.figure.clone(),
        from: last.from.clone(),
        reason: first(),
    })
}

/// Puts one rival into a file and the numbers tied to it; `written` is the file as it came.
fn turn(file: &mut LevelFile, written: &LevelFile, pick: &Chosen) -> Result<(), ChoiceError> {
    let all = contested(written);
    let Some((_, rivals)) = all.iter().find(|(key, _)| **key == pick.figure) else {
        return Err(ChoiceError::Figure {
            figure: pick.figure.clone(),
            help: suggest(&pick.figure, all.iter().map(|(key, _)| key.as_str())),
        });
    };
    let Some(rival) = rivals.iter().find(|r| r.from == pick.from) else {
        let mut known: Vec<&str> = rivals.iter().map(|r| r.from.as_str()).collect();
        known.dedup();
        return Err(ChoiceError::Source {
            figure: pick.figure.clone(),
            from: pick.from.clone(),
            known: known.join(", "),
        });
    };
    let Some(figure) = file.figures.get_mut(&pick.figure) else {
        return Ok(());
    };
    let before = figure.value;
    exchange(figure, rival);
    let unit = figure.unit.clone();
    for tie in written.ties.iter().filter(|t| t.figure == pick.figure) {
        follow(file, &tie.is, (before, rival.value), &unit);
    }
    Ok(())
}

/// The rival becomes the figure, and what the level's document says becomes one of its rivals.
fn exchange(figure: &mut Figure, rival: &Rival) {
    let document = Rival {
        value: figure.value,
        from: figure.from.clone(),
        note: figure.claimed_by.clone(),
    };
    if let Status::Contested(rivals) = &mut figure.status {
        rivals.retain(|r| r != rival);
        rivals.insert(0, document);
    }
    figure.value = rival.value;
    figure.from.clone_from(&rival.from);
    figure.claimed_by = if rival.note == Text::default() {
        Text::from(rival.from.as_str())
    } else {
        rival.note.clone()
    };
}

/// Moves a number of the model as its figure moved.
fn follow(file: &mut LevelFile, tied: &Tied, (before, now): (f64, f64), unit: &str) {
    // Multiplied first: whole numbers stay whole.
    let moved = |number: f64| number * now / before;
    match tied {
        Tied::Share { country, good } => {
            for chain in &mut file.chains {
                share(chain, country, good, now / 100.0);
            }
        }
        Tied::Output(id) => {
            let all = file.chains.iter_mut().flat_map(|c| &mut c.facilities);
            for facility in all.filter(|f| f.id == *id) {
                facility.output = moved(facility.output);
                facility.capacity = moved(facility.capacity);
            }
        }
        Tied::ProjectCost(id) => file
            .projects
            .iter_mut()
            .filter(|p| p.id == *id)
            .for_each(|p| p.cost = moved(p.cost)),
        Tied::ProjectCapacity(id) => file
            .projects
            .iter_mut()
            .filter(|p| p.id == *id)
            .for_each(|p| p.adds = moved(p.adds)),
        Tied::ProjectTime(id) => {
            let months = if unit == "years" { 12.0 * now } else { now };
            for project in file.projects.iter_mut().filter(|p| p.id == *id) {
                stretch(&mut project.steps, months);
            }
        }
        Tied::Announced(id) => announced(file, id, moved),
        Tied::Price(good) => {
            let goods = file.chains.iter_mut().flat_map(|c| &mut c.goods);
            for one in goods.filter(|g| g.id == *good) {
                one.price = moved(one.price);
                one.prices.values_mut().for_each(|p| *p = moved(*p));
            }
        }
        Tied::Stock { country, good } => {
            let held = file.stocks.iter_mut();
            held.filter(|s| s.country == *country && s.good == *good)
                .for_each(|s| s.tonnes = moved(s.tonnes));
        }
        _ => {}
    }
}

/// Gives a country another share of a chain's output of a good, the world's output staying as it is: facilities that make the
/// good are widened or narrowed in proportion, at home and elsewhere.
fn share(chain: &mut ChainEntry, country: &str, good: &str, wanted: f64) {
    let makes = |recipe: &str| -> f64 {
        let outputs = chain.recipes.iter().filter(|r| r.id == recipe).flat_map(|r| &r.outputs);
        outputs.filter(|(g, _)| g == good).map(|(_, t)| *t).sum()
    };
    let yields: Vec<f64> = chain.facilities.iter().map(|f| makes(&f.recipe)).collect();
    let made = |home: bool| -> f64 {
        let all = chain.facilities.iter().zip(&yields);
        all.filter(|(f, _)| (f.country == country) == home)
            .map(|(f, t)| f.output * t)
            .sum()
    };
    let (own, others) = (made(true), made(false));
    if own <= 0.0 || others <= 0.0 {
        return;
    }
    let world = own + others;
    let (up, down) = (wanted * world / own, (1.0 - wanted) * world / others);
    for (facility, _) in chain.facilities.iter_mut().zip(&yields).filter(|(_, t)| **t > 0.0) {
        let factor = if facility.country == country { up } else { down };
        facility.output *= factor;
        facility.capacity *= factor;
    }
}

/// Makes a project's steps last so many months in all, each its part; the longest takes what rounding leaves.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "some hundred months at most"
)]
fn stretch(steps: &mut [(super::compiled::ProjectStep, u16)], months: f64) {
    let all: u32 = steps.iter().map(|(_, m)| u32::from(*m)).sum();
    let wanted = libm::round(months) as u16;
    if all == 0 {
        return;
    }
    for (_, m) in steps.iter_mut() {
        *m = libm::round(f64::from(*m) * months / f64::from(all)) as u16;
    }
    let now: u16 = steps.iter().map(|(_, m)| *m).sum();
    if let Some((_, longest)) = steps.iter_mut().max_by_key(|(_, m)| *m) {
        *longest = (*longest + wanted).saturating_sub(now);
    }
}

/// Moves what investments announce for a project; what is paid stays.
fn announced(file: &mut LevelFile, wanted: &str, moved: impl Fn(f64) -> f64) {
    let drafts = file.given.iter_mut().map(|g| &mut g.draft);
    let drafts = drafts.chain(file.ready_offers.iter_mut().map(|o| &mut o.draft));
    for clause in drafts.flat_map(|d| &mut d.clauses) {
        if let ClauseEntry::Investment { project, announced, .. } = clause
            && project == wanted
        {
            *announced = moved(*announced);
        }
    }
}
