//! The command line: one file per subcommand. Exit code 0 good, 1 refused or failed, 2 usage. With `--json` one JSON
//! document goes to standard output; logs go to standard error.
#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "this is where the program talks to its terminal"
)]

#[cfg(feature = "server")]
mod bot;
mod level_measures;
mod level_sheet;
mod levels;
mod market;
#[cfg(feature = "server")]
mod serve;
mod simulate;
#[cfg(all(feature = "client", feature = "server"))]
mod window;

use std::fmt;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

use crate::ai::PolicyName;
use crate::level::Level;
use crate::level::choice::{Chosen, choose};
use crate::level::ids::SeatId;
use crate::level::{catalogue, check};

#[cfg(all(feature = "client", feature = "server"))]
const EXAMPLES: &str = "Examples:
  chokepoint                                  title screen
  chokepoint play truce_year --seat us        straight to a seat
  chokepoint serve truce_year --fill-ai       host a table on the LAN
  chokepoint simulate truce_year --games 200  let policies play";
#[cfg(not(all(feature = "client", feature = "server")))]
const EXAMPLES: &str = "Examples (this build has no window):
  chokepoint levels show truce_year           a level as a sheet
  chokepoint simulate truce_year --games 200  let policies play";

/// A policy negotiation game about critical minerals.
#[derive(Parser, Debug)]
#[command(
    version,
    about,
    after_help = EXAMPLES
)]
struct Arguments {
    /// A folder with further levels.
    #[arg(long, global = true, value_name = "DIR")]
    levels: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Action>,
}

#[derive(Subcommand, Debug)]
enum Action {
    /// Open the window; with a level, straight to its seats
    #[cfg(all(feature = "client", feature = "server"))]
    Play(window::PlayArguments),
    /// Host tables on the LAN
    #[cfg(feature = "server")]
    Serve(serve::ServeArguments),
    /// Open the window straight into a server
    #[cfg(all(feature = "client", feature = "server"))]
    Join(window::JoinArguments),
    /// Join a server as a headless player
    #[cfg(feature = "server")]
    Bot(bot::BotArguments),
    /// Let policies play many games and count
    Simulate(simulate::SimulateArguments),
    /// List, show or check levels
    Levels(levels::LevelsArguments),
    /// Solve a market from a scenario file
    Market(market::MarketArguments),
    /// Drive the window through every screen and write a picture of each
    #[cfg(all(feature = "client", feature = "server"))]
    Tour(window::TourArguments),
}

/// A failure with its sentence.
#[derive(Debug)]
struct Failure(String);

impl Failure {
    fn new(what: impl fmt::Display) -> Self {
        Self(what.to_string())
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::new(error)
    }
}

type Outcome = Result<ExitCode, Failure>;

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let levels = arguments.levels.as_deref();
    let outcome = match arguments.command {
        #[cfg(all(feature = "client", feature = "server"))]
        None => window::title(levels),
        #[cfg(not(all(feature = "client", feature = "server")))]
        None => Err(Failure::new(
            "this build has no window: try `chokepoint simulate truce_year`, or --help",
        )),
        Some(action) => match action {
            #[cfg(all(feature = "client", feature = "server"))]
            Action::Play(arguments) => window::play(arguments, levels),
            #[cfg(feature = "server")]
            Action::Serve(arguments) => serve::run(&arguments, levels),
            #[cfg(all(feature = "client", feature = "server"))]
            Action::Join(arguments) => window::join(arguments, levels),
            #[cfg(feature = "server")]
            Action::Bot(arguments) => bot::run(&arguments),
            Action::Simulate(arguments) => simulate::run(&arguments, levels),
            Action::Levels(arguments) => levels::run(&arguments, levels),
            Action::Market(arguments) => market::run(&arguments),
            #[cfg(all(feature = "client", feature = "server"))]
            Action::Tour(arguments) => window::tour(arguments, levels),
        },
    };
    outcome.unwrap_or_else(|failure| {
        eprintln!("chokepoint: {}", failure.0);
        ExitCode::from(1)
    })
}

/// Finds and checks a level; every error in it is told.
fn level(name: &str, extra: Option<&std::path::Path>) -> Result<Arc<Level>, Failure> {
    let (file, text) = catalogue::find(name, extra)?;
    let checked = check::check_text(&file, &text);
    match checked.level {
        Some(level) => Ok(Arc::new(level)),
        None => {
            eprint!("{checked}");
            Err(Failure::new(format!(
                "the level {file} has mistakes: correct them and try again"
            )))
        }
    }
}

/// A level with the rival figures that the command line chooses.
fn level_with(name: &str, extra: Option<&std::path::Path>, figures: &[String]) -> Result<Arc<Level>, Failure> {
    let level = level(name, extra)?;
    if figures.is_empty() {
        return Ok(level);
    }
    let picks: Vec<Chosen> = figures.iter().map(|f| f.parse()).collect::<Result<_, _>>()?;
    Ok(Arc::new(choose(&level, &picks)?))
}

/// A seat by the name of its country.
fn seat(level: &Level, name: &str) -> Result<SeatId, Failure> {
    level.seat_named(name).ok_or_else(|| {
        let names: Vec<_> = level
            .seats
            .iter()
            .map(|s| level.countries[s.country.index()].id.as_str())
            .collect();
        Failure::new(format!("there is no seat `{name}`; the seats are {}", names.join(", ")))
    })
}

/// `SEAT=POLICY`, or `SEAT` alone for a policy of the program's choice.
fn seat_policy(level: &Level, text: &str, default: PolicyName) -> Result<(Option<SeatId>, PolicyName), Failure> {
    let (name, policy) = match text.split_once('=') {
        Some((name, policy)) => (name, policy.parse().map_err(Failure::new)?),
        None => (text, default),
    };
    Ok((if name == "*" { None } else { Some(seat(level, name)?) }, policy))
}
