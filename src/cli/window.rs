//! `chokepoint` without a subcommand, `play`, `join` and `tour`: everything that opens the window.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use super::{Failure, Outcome, level, level_with};
use crate::client::{ClientOptions, Start, run};
use crate::level::choice::Chosen;
use crate::text::Language;

/// The language of the window.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Tongue {
    /// English.
    En,
    /// Simplified Chinese.
    Zh,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::En => Self::English,
            Tongue::Zh => Self::Chinese,
        }
    }
}

/// Open the window; with a level, straight to its seats
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  chokepoint play truce_year --seat kz --seed 7")]
pub(super) struct PlayArguments {
    /// Name of a shipped level, or a path; without it the title screen
    level: Option<String>,
    /// The seat, by its country; without it you choose
    #[arg(long, requires = "level")]
    seat: Option<String>,
    /// The seed; the same seed and choices give the same game
    #[arg(long)]
    seed: Option<u64>,
    /// Play a rival figure instead of the document's: KEY=SOURCE, as `levels show` lists them
    #[arg(long, value_name = "KEY=SOURCE", requires = "level")]
    figure: Vec<String>,
    /// Let others on the LAN join
    #[arg(long)]
    lan: bool,
    /// Language of the window
    #[arg(long, value_enum, default_value = "en")]
    language: Tongue,
}

/// Open the window straight into a server
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  chokepoint join 192.168.1.20 --pin 123456 --name Aigerim --seat kz")]
pub(super) struct JoinArguments {
    /// HOST[:PORT]
    address: String,
    /// The server's PIN
    #[arg(long, default_value = "")]
    pin: String,
    /// Your name
    #[arg(long, default_value = "Player")]
    name: String,
    /// The seat wanted; any free one otherwise
    #[arg(long)]
    seat: Option<String>,
    /// Language of the window
    #[arg(long, value_enum, default_value = "en")]
    language: Tongue,
}

/// Drive the window through every screen and write a picture of each
#[derive(Args, Debug)]
#[command(
    after_help = "Example:\n  xvfb-run -s '-screen 0 1280x720x24' chokepoint tour truce_year --seat us --out shots"
)]
pub(super) struct TourArguments {
    /// Name of a shipped level, or a path
    #[arg(default_value = "truce_year")]
    level: String,
    /// The seat, by its country
    #[arg(long, default_value = "us")]
    seat: String,
    /// Folder for the pictures; made if it isn't there
    #[arg(long)]
    out: PathBuf,
    /// Language of the window
    #[arg(long, value_enum, default_value = "en")]
    language: Tongue,
}

fn open(start: Start, language: Language, levels: Option<&Path>) -> Outcome {
    run(ClientOptions {
        start,
        language,
        levels_dir: levels.map(Path::to_path_buf),
    })?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn title(levels: Option<&Path>) -> Outcome {
    open(Start::Title, Language::English, levels)
}

/// A mistake in a name is told in the terminal, before a window opens.
fn check(name: &str, seat: Option<&str>, levels: Option<&Path>) -> Result<(), Failure> {
    let level = level(name, levels)?;
    seat.map_or(Ok(()), |seat| super::seat(&level, seat).map(|_| ()))
}

pub(super) fn play(arguments: PlayArguments, levels: Option<&Path>) -> Outcome {
    let language = arguments.language.into();
    let Some(name) = arguments.level else {
        return open(Start::Title, language, levels);
    };
    check(&name, arguments.seat.as_deref(), levels)?;
    level_with(&name, levels, &arguments.figure)?;
    let figures: Vec<Chosen> = arguments.figure.iter().map(|f| f.parse()).collect::<Result<_, _>>()?;
    open(
        Start::Play {
            figures,
            level: name,
            seat: arguments.seat,
            seed: arguments.seed,
            lan: arguments.lan,
        },
        language,
        levels,
    )
}

pub(super) fn join(arguments: JoinArguments, levels: Option<&Path>) -> Outcome {
    let JoinArguments {
        address,
        pin,
        name,
        seat,
        language,
    } = arguments;
    open(
        Start::Join {
            address,
            name,
            seat,
            pin,
        },
        language.into(),
        levels,
    )
}

pub(super) fn tour(arguments: TourArguments, levels: Option<&Path>) -> Outcome {
    check(&arguments.level, Some(&arguments.seat), levels)?;
    let TourArguments {
        level,
        seat,
        out,
        language,
    } = arguments;
    open(Start::Tour { level, seat, out }, language.into(), levels)
}
