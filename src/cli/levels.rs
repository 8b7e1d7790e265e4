//! `chokepoint levels`: list, show, check.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::{Failure, Outcome, level};
use crate::level::check::{Checked, Severity, check_text};
use crate::level::{Level, catalogue};

/// List, show or check levels
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
        /// Also private briefs and hidden events
        #[arg(long)]
        spoilers: bool,
    },
    /// Check level files: every mistake with line, key, reason and fix
    #[command(after_help = "Example:\n  chokepoint levels check my_level.ron")]
    Check {
        /// Files, folders or names; all shipped levels if none is given
        paths: Vec<PathBuf>,
        /// Print one JSON document
        #[arg(long)]
        json: bool,
    },
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
        What::Show { level: name, spoilers } => {
            show(&*level(name, extra)?, *spoilers);
            Ok(ExitCode::SUCCESS)
        }
        What::Check { paths, json } => check(paths, *json, extra),
    }
}

fn check(paths: &[PathBuf], as_json: bool, extra: Option<&Path>) -> Outcome {
    let mut checked = Vec::new();
    if paths.is_empty() {
        for name in catalogue::names(extra) {
            checked.push(check_one(&name, extra)?);
        }
    }
    for path in paths {
        if path.is_dir() {
            let mut files: Vec<_> = std::fs::read_dir(path)?
                .filter_map(Result::ok)
                .map(|e| e.path())
                .collect();
            files.retain(|f| f.extension().is_some_and(|e| e == "ron"));
            files.sort();
            for file in files {
                checked.push(check_one(&file.to_string_lossy(), extra)?);
            }
        } else {
            checked.push(check_one(&path.to_string_lossy(), extra)?);
        }
    }
    let bad = checked.iter().any(|c| c.errors() > 0);
    if as_json {
        let files: Vec<_> = checked.iter().map(to_json).collect();
        println!("{}", serde_json::to_string_pretty(&json!({ "files": files }))?);
    } else {
        for c in &checked {
            print!("{c}");
            println!(
                "{}: {} errors, {} warnings",
                c.name,
                c.errors(),
                c.problems.len() - c.errors()
            );
        }
    }
    Ok(ExitCode::from(u8::from(bad)))
}

fn check_one(name: &str, extra: Option<&Path>) -> Result<Checked, Failure> {
    let (file, text) = catalogue::find(name, extra)?;
    Ok(check_text(&file, &text))
}

fn to_json(checked: &Checked) -> serde_json::Value {
    let problems: Vec<_> = checked
        .problems
        .iter()
        .map(|p| {
            let severity = if p.severity == Severity::Error { "error" } else { "warning" };
            json!({ "severity": severity, "code": p.code, "line": p.line, "column": p.column, "key": p.key, "reason": p.reason, "fix": p.fix })
        })
        .collect();
    json!({ "file": checked.name, "ok": checked.errors() == 0, "problems": problems })
}

fn show(level: &Level, spoilers: bool) {
    let file = &level.file;
    println!("{}  ({})\n\n{}\n", file.title.en, file.id, file.pitch.en);
    let months: Vec<_> = level.turns.iter().map(|m| m.0.to_string()).collect();
    println!(
        "Calendar: from {}-{:02}; {} turns of {} months; then a run-out of {} months",
        level.start.year(),
        level.start.month(),
        level.turns.len(),
        months.join(", "),
        level.run_out.iter().map(|m| m.0).sum::<u16>()
    );
    println!("\nDocuments");
    for (id, d) in &file.documents {
        println!(
            "  {id}  {} · {} · {}\n       {}",
            d.title.en, d.outlet.en, d.date, d.address
        );
    }
    println!("\nSeats");
    for seat in &level.seats {
        let country = &level.countries[seat.country.index()];
        println!(
            "  {} ({}): income ${} m a month",
            country.name.en,
            country.id,
            seat.income.million()
        );
        if spoilers {
            for goal in &seat.goals {
                println!("     {} {}", "*".repeat(usize::from(goal.stars)), goal.text.en);
            }
            println!("     signs only for {:.0} points or more", seat.walk_away);
        }
    }
    println!("\nFigures");
    for (key, figure) in &file.figures {
        println!(
            "  {key}: {} {} ({}, {}; {:?})",
            figure.value, figure.unit, figure.from, figure.claimed_by.en, figure.status
        );
        println!("     {}", figure.text.en);
    }
    println!("\nProjects");
    for project in &level.projects {
        let total: u16 = project.steps.iter().map(|(_, m)| m.0).sum();
        println!(
            "  {}: ${} m, {total} months, {:.0} t a year",
            project.name.en,
            project.cost.million(),
            project.capacity * 12.0
        );
    }
    println!(
        "\nEvents{}",
        if spoilers {
            ""
        } else {
            " (those announced; --spoilers shows all)"
        }
    );
    for event in level.events.iter().filter(|e| spoilers || e.announced) {
        println!(
            "  turn {}–{}: {}",
            event.trigger.from.0 + 1,
            event.trigger.until.0 + 1,
            event.headline.en
        );
    }
}
