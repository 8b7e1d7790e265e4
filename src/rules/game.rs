//! A game: the run that seats play, and beside it the no-deal run, moved by the same resolution.

use std::sync::Arc;

use super::book::Book;
use super::causes::{LineRecorder, Record, Recorder};
use super::command::Command;
use super::event::Event;
use super::execute::execute;
use super::markets::Markets;
use super::refusal::Refusal;
use super::resolve::resolve;
use super::setup::{first_state, open_turn};
use super::state::{Stage, State};
use super::{check::check, score};
use crate::level::Level;
use crate::level::ids::SeatId;

/// A game in progress. A plain value: clone it to look ahead, replay its commands to get it back.
#[derive(Clone, Debug, PartialEq)]
pub struct Game {
    run: State,
    no_deal: State,
}

/// What one resolution did in the run that is played.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolution {
    /// The state before it (for news that compare).
    pub before: State,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// What it can be explained by; `None` when no turn was open.
    pub record: Option<Record>,
}

impl Game {
    /// A level's first turn, opened.
    #[must_use]
    pub fn start(level: Arc<Level>, seed: u64, markets: &mut Markets) -> Self {
        let mut run = first_state(level, seed, markets);
        let mut no_deal = run.clone();
        open_turn(&mut Book::new(&mut run), true);
        open_turn(&mut Book::new(&mut no_deal), false);
        Self { run, no_deal }
    }

    /// The run that is played.
    #[must_use]
    pub const fn run(&self) -> &State {
        &self.run
    }

    /// The run in which nobody deals.
    #[must_use]
    pub const fn no_deal(&self) -> &State {
        &self.no_deal
    }

    /// Checks a seat's command and carries it out.
    ///
    /// # Errors
    /// Why it is not allowed; nothing has changed then.
    pub fn submit(&mut self, seat: SeatId, command: &Command) -> Result<Vec<Event>, Refusal> {
        check(&self.run, seat, command)?;
        let mut book = Book::new(&mut self.run);
        execute(&mut book, seat, command);
        Ok(book.events)
    }

    /// Ends the open turn (or computes one step of the run-out) in both runs.
    pub fn resolve(&mut self, markets: &mut Markets) -> Resolution {
        let before = self.run.clone();
        let mut recorder = Recorder::default();
        let events = resolve(&mut self.run, markets, true, &mut recorder);
        let mut beside = LineRecorder::default();
        let without = resolve(&mut self.no_deal, markets, false, &mut beside);
        let record = match (recorder.inputs, recorder.lines.terms, beside.terms) {
            (Some(inputs), Some(run), Some(no_deal)) => Some(Record {
                inputs,
                terms: [run, no_deal],
                without,
            }),
            _ => None,
        };
        Resolution { before, events, record }
    }

    /// Whether every seat in a list is ready.
    #[must_use]
    pub fn all_ready(&self, seats: &[SeatId]) -> bool {
        seats
            .iter()
            .all(|s| self.run.public().seats.get(s.index()).is_some_and(|f| f.ready))
    }

    /// Whether no turn is left to be played.
    #[must_use]
    pub fn played_out(&self) -> bool {
        self.run.stage() != Stage::Open
    }

    /// Points of a seat's lines so far, against the no-deal run.
    #[must_use]
    pub fn points(&self, seat: SeatId) -> [f64; score::LINES] {
        score::points(&self.run, &self.no_deal, seat)
    }

    /// Total of a seat so far.
    #[must_use]
    pub fn total(&self, seat: SeatId) -> f64 {
        score::total(&self.run, seat, self.points(seat))
    }

    /// Fingerprint of both runs: equal games have equal ones, on every machine.
    #[must_use]
    pub fn fingerprint(&self) -> super::fingerprint::Fingerprint {
        super::fingerprint::of(&[&self.run, &self.no_deal])
    }
}
