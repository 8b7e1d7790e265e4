//! Checking a level's text: every mistake with line, column, key, reason and fix.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use ron::extensions::Extensions;

pub use super::bench::{Finding, Severity};
use super::compile::{Compiled, compile};
use super::compiled::Level;
use super::key::Key;
use super::locate::{Spot, Tree};
use super::ron_words::{Cut, explain};
use super::shape::LevelFile;

/// A mistake in a level file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Error or warning.
    pub severity: Severity,
    /// Kind of mistake, like `unknown-country`; stable, for tests and look-up.
    pub code: &'static str,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The key, like `seats["us"].weights`; empty where the text has none.
    pub key: String,
    /// What is wrong.
    pub reason: String,
    /// What to do.
    pub fix: String,
}

/// A checked level.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Name of the file, for messages.
    pub name: String,
    /// The level; `None` if there are errors.
    pub level: Option<Level>,
    /// Errors and warnings in order of lines.
    pub problems: Vec<Problem>,
}

impl Checked {
    /// How many errors there are.
    #[must_use]
    pub fn errors(&self) -> usize {
        self.problems.iter().filter(|p| p.severity == Severity::Error).count()
    }

    /// Adds what was found by playing: `text` is the file's, for lines and columns.
    pub fn add(&mut self, text: &str, findings: Vec<Finding>) {
        if findings.is_empty() {
            return;
        }
        let tree = Tree::read(text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text));
        self.problems.extend(findings.into_iter().map(|f| located(&tree, f)));
        self.tidy();
    }

    /// In order of lines, each once; no level where there are errors.
    fn tidy(&mut self) {
        self.problems
            .sort_by(|a, b| (a.line, a.column, a.code, &a.reason).cmp(&(b.line, b.column, b.code, &b.reason)));
        self.problems.dedup();
        if self.errors() > 0 {
            self.level = None;
        }
    }
}

impl fmt::Display for Checked {
    /// One paragraph per problem: `file:line:column: error[code] key`, then the reason and the fix.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.problems {
            writeln!(f, "{}:{problem}", self.name)?;
        }
        Ok(())
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = match self.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        let Self {
            code,
            line,
            column,
            key,
            reason,
            fix,
            ..
        } = self;
        let space = if key.is_empty() { "" } else { " " };
        write!(
            f,
            "{line}:{column}: {severity}[{code}]{space}{key}\n  {reason}\n  fix: {fix}"
        )
    }
}

/// What some editors put before a text.
const BYTE_ORDER_MARK: char = '\u{feff}';
/// Largest text that is read, in bytes.
const LARGEST: usize = 4 << 20;
/// How many unknown fields are passed over before giving up.
const MOST_SLIPS: usize = 40;

/// Checks a level's text. `name` is the file's name, for messages and for comparing with the level's `id`.
#[must_use]
pub fn check_text(name: &str, text: &str) -> Checked {
    let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
    if text.len() > LARGEST {
        let reason = format!("the file has {} bytes, {LARGEST} is the limit", text.len());
        return whole_file(name, "too-large", reason, "a level is a text of some hundred lines");
    }
    let tree = Tree::read(text);
    let (file, mut problems) = read(text, &tree);
    problems.extend(tree.repeated_keys().into_iter().map(|(key, spot)| {
        let reason = "this name was used further up; the first entry would be lost".to_owned();
        problem(
            "duplicate",
            spot,
            tree.find(&key).1,
            reason,
            "rename or delete one of them".to_owned(),
        )
    }));
    let mut level = None;
    if let Some(file) = file {
        let Compiled {
            level: compiled,
            findings,
        } = compile(&file);
        problems.extend(findings.into_iter().map(|f| located(&tree, f)));
        problems.extend(other_name(name, &file, &tree));
        if !file.chosen.is_empty() {
            let reason = "which rival figures are played is chosen for a game, not in its level".to_owned();
            let (key, spot) = (Key::top("chosen"), tree.find(&Key::top("chosen")).0);
            problems.push(problem(
                "chosen",
                spot,
                key.to_string(),
                reason,
                "delete it, and start the game with --figure KEY=SOURCE".to_owned(),
            ));
        }
        level = compiled;
    }
    let mut checked = Checked {
        name: name.to_owned(),
        level,
        problems,
    };
    checked.tidy();
    checked
}

/// Checks a file. What can't be opened is a problem like any other.
#[must_use]
pub fn check_file(path: &Path) -> Checked {
    let name = path
        .file_name()
        .map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    match std::fs::read(path) {
        Err(error) => {
            let reason = format!("{} can't be opened: {error}", path.display());
            whole_file(
                &name,
                "unreadable",
                reason,
                "check the path; `levels list` shows the shipped levels",
            )
        }
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => check_text(&name, &text),
            Err(error) => {
                let reason = format!(
                    "the file is not UTF-8 text, from byte {} on",
                    error.utf8_error().valid_up_to()
                );
                whole_file(&name, "unreadable", reason, "save it as UTF-8 in a plain text editor")
            }
        },
    }
}

fn whole_file(name: &str, code: &'static str, reason: String, fix: &str) -> Checked {
    let problem = problem(code, Spot { line: 1, column: 1 }, String::new(), reason, fix.to_owned());
    Checked {
        name: name.to_owned(),
        level: None,
        problems: vec![problem],
    }
}

fn problem(code: &'static str, spot: Spot, key: String, reason: String, fix: String) -> Problem {
    Problem {
        severity: Severity::Error,
        code,
        line: spot.line,
        column: spot.column,
        key,
        reason,
        fix,
    }
}

fn located(tree: &Tree<'_>, finding: Finding) -> Problem {
    let Finding {
        severity,
        code,
        key,
        reason,
        fix,
    } = finding;
    let (spot, key) = tree.find(&key);
    Problem {
        severity,
        ..problem(code, spot, key, reason, fix)
    }
}

/// The level's `id` should be the file's name.
fn other_name(name: &str, file: &LevelFile, tree: &Tree<'_>) -> Option<Problem> {
    let stem = name.rsplit(['/', '\\']).next()?.strip_suffix(".ron")?;
    (stem != file.id).then(|| {
        let (spot, key) = tree.find(&Key::top("id"));
        let reason = format!("the file is called {name}, the level \"{}\"", file.id);
        let fix = format!("write id: \"{stem}\", or rename the file");
        Problem {
            severity: Severity::Warning,
            ..problem("other-name", spot, key, reason, fix)
        }
    })
}

/// Reads the file; fields that don't exist are noted and passed over, so that further mistakes show too.
fn read(text: &str, tree: &Tree<'_>) -> (Option<LevelFile>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut current = text.to_owned();
    let mut seen = BTreeSet::new();
    loop {
        let error = match options().from_str::<LevelFile>(&current) {
            Ok(file) => return (Some(file), problems),
            Err(error) => error,
        };
        let slip = explain(tree, text, &error);
        let key = tree.find(&deepest(tree, slip.byte)).1;
        problems.push(problem(slip.code, tree.spot(slip.byte), key, slip.reason, slip.fix));
        match slip.cut {
            Some(cut) if problems.len() < MOST_SLIPS && seen.insert(cut) => {
                current = without(&current, text, cut);
            }
            _ => return (None, problems),
        }
    }
}

/// The key at a byte, or at the one before it if that lies deeper.
fn deepest(tree: &Tree<'_>, byte: usize) -> Key {
    let (here, before) = (tree.key_at(byte), tree.key_at(byte.saturating_sub(1)));
    if before.steps().len() > here.steps().len() {
        before
    } else {
        here
    }
}

/// How levels are read: `Some(…)` may be left out.
fn options() -> ron::Options {
    ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// The text with a field renamed to what it was meant to be, or blanked with its comma; lines stay, and columns where
/// blanks around the name allow it. `original` is the text that `cut` counts in.
fn without(current: &str, original: &str, Cut { start, end, meant }: Cut) -> String {
    // Earlier changes keep lengths unless a longer name found no blanks; then nothing more can be passed over.
    if current.len() != original.len() {
        return current.to_owned();
    }
    let rest = current.get(end..).unwrap_or("");
    let field = current.get(start..end).unwrap_or("");
    if let (Some(meant), Some((name, value))) = (meant, field.split_once(':')) {
        let blanks = value.len() - value.trim_start_matches(' ').len();
        let shorter = (name.len() + blanks).saturating_sub(meant.len());
        return format!(
            "{}{meant}:{}{}{rest}",
            &current[..start],
            " ".repeat(shorter),
            &value[blanks..]
        );
    }
    let blanks = rest.len() - rest.trim_start().len();
    let end = if rest.trim_start().starts_with(',') {
        end + blanks + 1
    } else {
        end
    };
    let blank = |c: char| {
        if c == '\n' {
            "\n".to_owned()
        } else {
            " ".repeat(c.len_utf8())
        }
    };
    let middle: String = current[start..end].chars().map(blank).collect();
    format!("{}{middle}{}", &current[..start], &current[end..])
}
