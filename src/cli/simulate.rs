//! `chokepoint simulate`: let policies play many games and count.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::{Failure, Outcome, level_with, seat_policy};
use crate::ai::PolicyName;
use crate::lab::{
    Choice, LineStatistics, Report, Simulation, explain, known_by_seat, play_one, play_watched, simulate,
};
use crate::level::Level;
use crate::rules::Viewer;
use crate::table::journal;

/// Let policies play many games and count
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  chokepoint simulate truce_year --games 200 --seed 7 --policy us=greedy --policy '*=dove' --json"
)]
pub(super) struct SimulateArguments {
    /// Name of a shipped level, or a path
    level: String,
    /// How many games; game k (from 0) has seed SEED + k
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    games: u32,
    /// Seed of the first game
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Who plays: SEAT=POLICY, or '*=POLICY' for the rest; without it each seat draws one from the game's seed
    #[arg(long, value_name = "SEAT=POLICY")]
    policy: Vec<String>,
    /// Play a rival figure instead of the document's: KEY=SOURCE, as `levels show` lists them
    #[arg(long, value_name = "KEY=SOURCE")]
    figure: Vec<String>,
    /// Threads; 0 for one per core
    #[arg(long, default_value_t = 0)]
    jobs: usize,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
    /// Write seats' statistics as CSV
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
    /// Write the journal of the first game as JSON Lines
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,
    /// Write what moved prices and lines in the first game as JSON Lines, one turn a line
    #[arg(long, value_name = "FILE")]
    causes: Option<PathBuf>,
    /// Write the causes as this seat may know them, instead of all
    #[arg(long, value_name = "SEAT", requires = "causes")]
    viewer: Option<String>,
}

pub(super) fn run(arguments: &SimulateArguments, levels: Option<&Path>) -> Outcome {
    let level = level_with(&arguments.level, levels, &arguments.figure)?;
    let policies = choices(&level, &arguments.policy)?;
    let viewer = match &arguments.viewer {
        Some(name) => Viewer::Seat(super::seat(&level, name)?),
        None => Viewer::Facilitator,
    };
    let simulation = Simulation {
        level,
        games: arguments.games,
        seed: arguments.seed,
        policies,
        jobs: arguments.jobs,
    };
    let terminal = std::io::stderr().is_terminal();
    let (report, _) = simulate(&simulation, |done| {
        if terminal && (done % 10 == 0 || done == simulation.games) {
            eprint!("\r{done} of {} games", simulation.games);
        }
    })?;
    if terminal {
        eprintln!();
    }
    if let Some(file) = &arguments.journal {
        write_journal(&simulation, file)?;
    }
    if let Some(file) = &arguments.causes {
        write_causes(&simulation, viewer, file)?;
    }
    if let Some(file) = &arguments.csv {
        write_csv(&report, file)?;
    }
    if arguments.json {
        let mut text = serde_json::to_string_pretty(&report)?;
        text.push('\n');
        match std::io::stdout().write_all(text.as_bytes()) {
            // Whoever reads may have seen enough.
            Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => return Err(e.into()),
            _ => {}
        }
    } else {
        print(&report);
    }
    Ok(ExitCode::SUCCESS)
}

fn choices(level: &Level, texts: &[String]) -> Result<Vec<Choice>, Failure> {
    let mut rest = Choice::Mixed;
    let mut choices = vec![None; level.seats.len()];
    for text in texts {
        match seat_policy(level, text, PolicyName::Greedy)? {
            (Some(seat), policy) => choices[seat.index()] = Some(Choice::Always(policy)),
            (None, policy) => rest = Choice::Always(policy),
        }
    }
    Ok(choices.into_iter().map(|c| c.unwrap_or(rest)).collect())
}

fn write_journal(simulation: &Simulation, file: &Path) -> Result<(), Failure> {
    let known = known_by_seat(&simulation.level)?;
    let game = play_one(&simulation.level, &known, simulation.seed, &simulation.policies);
    let place = |error: std::io::Error| Failure::new(format!("{} could not be written: {error}", file.display()));
    let mut out = std::io::BufWriter::new(std::fs::File::create(file).map_err(place)?);
    journal::write(game.table.header(), game.table.journal(), &mut out).map_err(place)?;
    out.flush().map_err(place)
}

fn write_causes(simulation: &Simulation, viewer: Viewer, file: &Path) -> Result<(), Failure> {
    let known = known_by_seat(&simulation.level)?;
    let place = |error: std::io::Error| Failure::new(format!("{} could not be written: {error}", file.display()));
    let mut lines = Vec::new();
    play_watched(
        &simulation.level,
        &known,
        simulation.seed,
        &simulation.policies,
        &mut |table| {
            lines.extend(explain(table, viewer).iter().map(serde_json::to_string));
        },
    );
    let mut out = std::io::BufWriter::new(std::fs::File::create(file).map_err(place)?);
    for line in lines {
        writeln!(out, "{}", line?).map_err(place)?;
    }
    out.flush().map_err(place)
}

fn write_csv(report: &Report, file: &Path) -> Result<(), Failure> {
    let mut out = csv::Writer::from_path(file)?;
    out.write_record(["seat", "line", "mean", "p10", "p50", "p90"])?;
    for (seat, s) in &report.seats {
        for (line, v) in [
            ("welfare", s.welfare),
            ("security", s.security),
            ("politics", s.politics),
            ("total", s.total),
        ] {
            let LineStatistics { mean, p10, p50, p90 } = v;
            out.write_record([
                seat,
                line,
                &mean.to_string(),
                &p10.to_string(),
                &p50.to_string(),
                &p90.to_string(),
            ])?;
        }
    }
    out.flush()?;
    Ok(())
}

fn print(report: &Report) {
    println!(
        "{} · {} games from seed {} · {:.1} games/s",
        report.level, report.games, report.seed, report.games_per_second
    );
    println!("points against no deal, mean (10 % – 90 %)");
    println!(
        "{:>6}  {:>22} {:>22} {:>22} {:>22}",
        "seat", "welfare", "security", "politics", "total"
    );
    for (seat, s) in &report.seats {
        let cell = |l: LineStatistics| format!("{:+.1} ({:+.0} – {:+.0})", l.mean, l.p10, l.p90);
        println!(
            "{seat:>6}  {:>22} {:>22} {:>22} {:>22}",
            cell(s.welfare),
            cell(s.security),
            cell(s.politics),
            cell(s.total)
        );
    }
    let d = report.deals;
    println!(
        "deals: {} proposed, {} signed, {} kept, {} late, {} broken",
        d.proposed, d.signed, d.kept, d.late, d.broken
    );
    if report.warnings > 0 {
        println!(
            "{} market warnings: prices of the turn before were kept there",
            report.warnings
        );
    }
    println!("fingerprint {}", report.fingerprint);
}
