//! `chokepoint levels`: list, show, check.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::level_sheet::sheet;
use super::{Failure, Outcome, level_with};
use crate::level::catalogue;
use crate::level::check::{Checked, Severity, check_text};

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
        /// Play a rival figure instead of the document's: KEY=SOURCE, as `levels show` lists them
        #[arg(long, value_name = "KEY=SOURCE")]
        figure: Vec<String>,
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
        What::Show {
            level: name,
            figure,
            spoilers,
        } => {
            let sheet = sheet(&*level_with(name, extra, figure)?, *spoilers);
            match std::io::stdout().write_all(sheet.as_bytes()) {
                // Whoever reads may have seen enough.
                Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => return Err(e.into()),
                _ => {}
            }
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
