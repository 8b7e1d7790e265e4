//! `chokepoint levels`: list, show, check, reference.

use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, Subcommand};
use serde_json::json;

use super::level_sheet::sheet;
use super::{Failure, Outcome, level_with};
use crate::lab::{Choice, Simulation, Trial, rehearse, try_out};
use crate::level::catalogue;
use crate::level::check::{Checked, Severity, check_text};
use crate::level::reference;

/// List, show or check levels, or print the reference of their format
#[derive(Args, Debug)]
pub(super) struct LevelsArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Debug)]
enum What {
    /// Names of the levels there are
    List {
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
    /// A readable sheet of a level: seats, goals, figures with sources, events, projects
    #[command(after_help = "Example:\n  chokepoint levels show truce_year --spoilers")]
    Show {
        /// Name of a shipped level, or a path
        level: String,
        /// Play a rival figure instead of the document's: KEY=SOURCE, as `levels show` lists them
        #[arg(long, value_name = "KEY=SOURCE")]
        figure: Vec<String>,
        /// Also private briefs and hidden events
        #[arg(long)]
        spoilers: bool,
    },
    /// Check level files: every mistake with line, key, reason and fix
    #[command(
        after_help = "Examples:\n  chokepoint levels check my_level.ron\n  chokepoint levels check tutorial --play"
    )]
    Check(CheckArguments),
    /// The reference of the level format: every section, field, choice and default
    #[command(after_help = "Example:\n  chokepoint levels reference > docs/LEVEL_FORMAT.md")]
    Reference {
        /// Print a JSON schema instead of a page
        #[arg(long)]
        json: bool,
    },
}

#[derive(Args, Debug)]
struct CheckArguments {
    /// Files, folders or names; all shipped levels if none is given
    paths: Vec<PathBuf>,
    /// Also let policies play each level, and name what never happens in it: events, goals, instruments
    #[arg(long)]
    play: bool,
    /// How many games they play; game k (from 0) has seed SEED + k
    #[arg(long, default_value_t = 50, requires = "play", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    games: u32,
    /// Seed of the first game
    #[arg(long, default_value_t = 1, requires = "play")]
    seed: u64,
    /// Threads; 0 for one per core
    #[arg(long, default_value_t = 0, requires = "play")]
    jobs: usize,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &LevelsArguments, extra: Option<&Path>) -> Outcome {
    match &arguments.what {
        What::List { json } => {
            let names = catalogue::names(extra);
            if *json {
                println!("{}", json!({ "levels": names }));
            } else {
                names.iter().for_each(|name| println!("{name}"));
            }
            Ok(ExitCode::SUCCESS)
        }
        What::Show {
            level: name,
            figure,
            spoilers,
        } => {
            let sheet = sheet(&*level_with(name, extra, figure)?, *spoilers);
            written(&sheet)
        }
        What::Check(arguments) => check(arguments, extra),
        What::Reference { json: false } => written(&reference::page()),
        What::Reference { json: true } => {
            let schema = serde_json::to_string_pretty(&reference::schema())?;
            written(&(schema + "\n"))
        }
    }
}

/// Prints a long text; whoever reads may have seen enough before its end.
fn written(text: &str) -> Outcome {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => Err(e.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// A file with what was found in it, and what games made of it.
struct Examined {
    checked: Checked,
    trial: Option<Trial>,
}

fn check(arguments: &CheckArguments, extra: Option<&Path>) -> Outcome {
    let mut examined = Vec::new();
    for name in files(&arguments.paths, extra)? {
        examined.push(examine(&name, arguments, extra)?);
    }
    let bad = examined.iter().any(|e| e.checked.errors() > 0);
    if arguments.json {
        let files: Vec<_> = examined.iter().map(to_json).collect();
        written(&(serde_json::to_string_pretty(&json!({ "files": files }))? + "\n"))?;
    } else {
        let text: String = examined.iter().map(to_text).collect();
        written(&text)?;
    }
    Ok(ExitCode::from(u8::from(bad)))
}

/// The levels named, folders opened; all there are if none is.
fn files(paths: &[PathBuf], extra: Option<&Path>) -> Result<Vec<String>, Failure> {
    if paths.is_empty() {
        return Ok(catalogue::names(extra));
    }
    let mut names = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut files: Vec<_> = std::fs::read_dir(path)?
                .filter_map(Result::ok)
                .map(|e| e.path())
                .collect();
            files.retain(|f| f.extension().is_some_and(|e| e == "ron"));
            files.sort();
            names.extend(files.iter().map(|f| f.to_string_lossy().into_owned()));
        } else {
            names.push(path.to_string_lossy().into_owned());
        }
    }
    Ok(names)
}

/// Reads, compiles and rehearses a level; plays it too where that is asked for.
fn examine(name: &str, arguments: &CheckArguments, extra: Option<&Path>) -> Result<Examined, Failure> {
    let (file, text) = catalogue::find(name, extra)?;
    let mut checked = check_text(&file, &text);
    let Some(level) = checked.level.take().map(Arc::new) else {
        return Ok(Examined { checked, trial: None });
    };
    checked.add(&text, rehearse(&level));
    if !arguments.play {
        return Ok(Examined { checked, trial: None });
    }
    let simulation = Simulation {
        policies: vec![Choice::Mixed; level.seats.len()],
        level: Arc::clone(&level),
        games: arguments.games,
        seed: arguments.seed,
        jobs: arguments.jobs,
    };
    let trial = try_out(&simulation, progress(&file, arguments.games))?;
    checked.add(&text, trial.findings(&level));
    let trial = Some(trial);
    Ok(Examined { checked, trial })
}

/// Tells whoever waits at a terminal how many games are done.
fn progress(file: &str, games: u32) -> impl Fn(u32) + Sync {
    let terminal = std::io::stderr().is_terminal();
    move |done| {
        if terminal {
            let end = if done == games { "\n" } else { "" };
            eprint!("\r{file}: {done} of {games} games{end}");
        }
    }
}

fn to_text(examined: &Examined) -> String {
    let Examined { checked, trial } = examined;
    let errors = checked.errors();
    let warnings = checked.problems.len() - errors;
    let mut text = format!("{checked}{}: {errors} errors, {warnings} warnings\n", checked.name);
    if let Some(trial) = trial {
        // Writing into a string cannot fail.
        let _ = tried(&mut text, trial);
    }
    text
}

fn tried(out: &mut String, trial: &Trial) -> std::fmt::Result {
    let events = trial.events.iter().filter(|e| e.games > 0).count();
    let goals = trial.goals.iter().filter(|g| g.games > 0).count();
    writeln!(
        out,
        "  {} games from seed {}: {events} of {} events happened, {goals} of {} goals were met",
        trial.games,
        trial.seed,
        trial.events.len(),
        trial.goals.len()
    )?;
    for (what, all) in [
        ("orders", &trial.orders),
        ("clauses", &trial.clauses),
        ("statements", &trial.statements),
    ] {
        let list: Vec<_> = all
            .iter()
            .map(|(kind, used)| format!("{kind} {}", used.times))
            .collect();
        writeln!(out, "  {what}: {}", list.join(", "))?;
    }
    let refused: u32 = trial.refused.iter().map(|r| r.times).sum();
    writeln!(out, "  commands of policies that the rules refused: {refused}")?;
    for r in &trial.refused {
        writeln!(
            out,
            "    {} × {} ({}), {}, first with seed {}: {}",
            r.times, r.policy, r.seat, r.command, r.seed, r.why
        )?;
    }
    Ok(())
}

fn to_json(examined: &Examined) -> serde_json::Value {
    let Examined { checked, trial } = examined;
    let problems: Vec<_> = checked
        .problems
        .iter()
        .map(|p| {
            let severity = if p.severity == Severity::Error { "error" } else { "warning" };
            json!({ "severity": severity, "code": p.code, "line": p.line, "column": p.column, "key": p.key, "reason": p.reason, "fix": p.fix })
        })
        .collect();
    json!({ "file": checked.name, "ok": checked.errors() == 0, "problems": problems, "played": trial })
}
