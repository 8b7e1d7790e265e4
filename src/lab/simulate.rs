//! Playing games: three talk rounds a turn, seats in level order, rotated by one each turn.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use rayon::prelude::*;

use super::statistics::{Report, Summary};
use crate::ai::{Mind, PolicyName, mixed};
use crate::level::Level;
use crate::level::ids::SeatId;
use crate::level::public::{PublicError, PublicLevel};
use crate::level::units::Turn;
use crate::rules::Viewer;
use crate::rules::command::Command;
use crate::rules::estimate::KnownLevel;
use crate::rules::fingerprint::Fingerprint;
use crate::rules::refusal::Refusal;
use crate::table::Table;
use crate::table::journal::Actor;

/// Talk rounds in a turn (DESIGN 2).
const ROUNDS: u32 = 3;

/// Who plays a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A scripted policy drawn from the game's seed.
    Mixed,
    /// This one.
    Always(PolicyName),
}

impl Choice {
    /// Who plays a seat in the game with a seed.
    #[must_use]
    pub fn drawn(self, seed: u64, seat: SeatId) -> PolicyName {
        match self {
            Self::Always(name) => name,
            Self::Mixed => mixed(seed, seat),
        }
    }
}

/// What to simulate.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// The level.
    pub level: Arc<Level>,
    /// How many games.
    pub games: u32,
    /// Seed of the first.
    pub seed: u64,
    /// Who plays which seat, in level order.
    pub policies: Vec<Choice>,
    /// How many threads; 0 for as many as there are cores.
    pub jobs: usize,
}

/// Why games can't be simulated.
#[derive(Debug, thiserror::Error)]
pub enum SimulateError {
    /// The level can't be shown to policies.
    #[error(transparent)]
    Level(#[from] PublicError),
    /// The threads can't start.
    #[error("the worker threads could not start: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// A command that a policy gave and the rules refused: a policy's mistake.
#[derive(Clone, Debug, PartialEq)]
pub struct Refused {
    /// Whose.
    pub seat: SeatId,
    /// Which policy.
    pub policy: PolicyName,
    /// In which turn.
    pub turn: Turn,
    /// What it was.
    pub command: Command,
    /// Why not.
    pub why: Refusal,
}

/// One game played.
#[derive(Debug)]
pub struct Simulated {
    /// Its seed.
    pub seed: u64,
    /// The table at the end.
    pub table: Table,
    /// Commands that were refused, in order.
    pub refused: Vec<Refused>,
    /// Offers put on the table, counters included.
    pub proposed: u32,
    /// Turns in which the market could not be cleared to the tolerance.
    pub warnings: u32,
}

/// What each seat may know of a level.
///
/// # Errors
/// When the level does not stand without its secrets.
pub fn known_by_seat(level: &Arc<Level>) -> Result<Vec<Arc<KnownLevel>>, PublicError> {
    level
        .seats
        .iter()
        .map(|seat| {
            let public = PublicLevel::of(level, Some(&level.countries[seat.country.index()].id))?;
            Ok(Arc::new(KnownLevel::new(public.level)))
        })
        .collect()
}

/// Plays one game to its end.
#[must_use]
pub fn play_one(level: &Arc<Level>, known: &[Arc<KnownLevel>], seed: u64, policies: &[Choice]) -> Simulated {
    play_watched(level, known, seed, policies, &mut |_| ())
}

/// Plays one game to its end; `watch` sees the table after every turn.
pub fn play_watched(
    level: &Arc<Level>,
    known: &[Arc<KnownLevel>],
    seed: u64,
    policies: &[Choice],
    watch: &mut impl FnMut(&mut Table),
) -> Simulated {
    let mut minds: Vec<Mind> = known
        .iter()
        .enumerate()
        .map(|(at, known)| {
            let seat = SeatId::at(at);
            let name = policies.get(at).copied().unwrap_or(Choice::Mixed).drawn(seed, seat);
            Mind::new(name, seat, Arc::clone(known), seed)
        })
        .collect();
    let mut game = Simulated {
        seed,
        table: Table::new(Arc::clone(level), seed),
        refused: Vec::new(),
        proposed: 0,
        warnings: 0,
    };
    while !game.table.game().played_out() {
        let turn = usize::from(game.table.state().turn().0);
        for round in 0..ROUNDS {
            for step in 0..minds.len() {
                let at = (step + turn) % minds.len();
                act(&mut game, &mut minds[at], SeatId::at(at), round);
            }
        }
        // A turn is always open here, so its end can't be refused.
        if game.table.end_turn(Actor::Clock).is_err() {
            break;
        }
        game.warnings += game.table.state().public().market.warnings;
        watch(&mut game.table);
    }
    game
}

fn act(game: &mut Simulated, mind: &mut Mind, seat: SeatId, round: u32) {
    let view = game.table.view(Viewer::Seat(seat));
    let player = mind.name().to_string();
    for command in mind.act(&view, round, round + 1 == ROUNDS) {
        let offers = matches!(command, Command::Propose(_) | Command::Counter { .. });
        let number = game.table.last_number(seat).saturating_add(1);
        let turn = game.table.state().turn();
        match game.table.submit(seat, &player, number, turn, command.clone()) {
            Ok(_) => game.proposed += u32::from(offers),
            Err(why) => game.refused.push(Refused {
                seat,
                policy: mind.name(),
                turn,
                command,
                why,
            }),
        }
    }
}

/// Plays all games and counts.
///
/// # Errors
/// When the level can't be shown to policies or threads can't start.
pub fn simulate(
    simulation: &Simulation,
    progress: impl Fn(u32) + Sync,
) -> Result<(Report, Vec<Fingerprint>), SimulateError> {
    let start = Instant::now();
    let summaries = play_all(simulation, progress, |game| Summary::of(game, &simulation.policies))?;
    let fingerprints = summaries.iter().map(|s| s.fingerprint).collect();
    Ok((Report::of(simulation, &summaries, start.elapsed()), fingerprints))
}

/// Plays all games and keeps of each what `look` sees in it, in order; `progress` hears how many are done.
pub(super) fn play_all<T: Send>(
    simulation: &Simulation,
    progress: impl Fn(u32) + Sync,
    look: impl Fn(&Simulated) -> T + Sync,
) -> Result<Vec<T>, SimulateError> {
    let known = known_by_seat(&simulation.level)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(simulation.jobs).build()?;
    let done = AtomicU32::new(0);
    let seen = pool.install(|| {
        let games = (0..simulation.games).into_par_iter().map(|k| {
            let seed = simulation.seed.wrapping_add(u64::from(k));
            let game = play_one(&simulation.level, &known, seed, &simulation.policies);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1);
            look(&game)
        });
        games.collect()
    });
    Ok(seen)
}
