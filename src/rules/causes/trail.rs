//! What a game leaves behind to be explained from: the last two turns' inputs, and the terms of both runs' lines.

use super::inputs::Inputs;
use super::ledger::Ledger;
use super::line::{LineCauses, line};
use super::price::Evidence;
use crate::level::ids::SeatId;
use crate::level::units::Months;
use crate::rules::book::Book;
use crate::rules::event::Event;
use crate::rules::game::Game;
use crate::rules::resolve::Witness;
use crate::rules::score::{Terms, terms};
use crate::rules::state::State;
use crate::rules::stocks::Move;
use crate::rules::view::Viewer;

/// Keeps what one resolution is explained by.
#[derive(Debug, Default)]
pub(in crate::rules) struct Recorder {
    pub(in crate::rules) inputs: Option<Inputs>,
    pub(in crate::rules) lines: LineRecorder,
}

/// Keeps the terms of the lines alone.
#[derive(Debug, Default)]
pub(in crate::rules) struct LineRecorder {
    pub(in crate::rules) terms: Option<Terms>,
}

impl Witness for Recorder {
    fn markets_open(&mut self, state: &State, moves: &[Move]) {
        self.inputs = Some(Inputs {
            state: state.clone(),
            moves: moves.to_vec(),
        });
    }

    fn scoring(&mut self, book: &Book, length: Months, last: bool) {
        self.lines.scoring(book, length, last);
    }
}

impl Witness for LineRecorder {
    fn scoring(&mut self, book: &Book, length: Months, last: bool) {
        self.terms = Some(terms(book, length, last));
    }
}

/// What one resolution is explained by.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// What the markets were given in the run that is played.
    pub inputs: Inputs,
    /// Terms of its lines, and of the no-deal run's.
    pub(in crate::rules) terms: [Terms; 2],
    /// What happened in the no-deal run.
    pub(in crate::rules) without: Vec<Event>,
}

/// What a game leaves behind to be explained from.
#[derive(Clone, Debug, PartialEq)]
pub struct Trail {
    /// The last resolution's inputs, and those of the one before.
    inputs: [Option<Inputs>; 2],
    /// The lines of the run that is played, and of the no-deal run.
    ledgers: [Ledger; 2],
}

impl Trail {
    /// Of a game whose first turn has just opened.
    #[must_use]
    pub fn new(game: &Game) -> Self {
        Self {
            inputs: [None, None],
            ledgers: [Ledger::new(game.run()), Ledger::new(game.no_deal())],
        }
    }

    /// Adds a resolution; `events` are those of the run that is played.
    pub fn add(&mut self, record: Record, events: &[Event]) {
        let Record { inputs, terms, without } = record;
        let [with, no_deal] = &mut self.ledgers;
        with.book(&terms[0], events);
        no_deal.book(&terms[1], &without);
        let last = self.inputs[0].replace(inputs);
        self.inputs[1] = last;
    }

    /// What the markets were given in the last resolution, and in the one before it.
    #[must_use]
    pub fn inputs(&self) -> [Option<&Inputs>; 2] {
        self.inputs.each_ref().map(Option::as_ref)
    }

    /// What the causes of the last resolution's prices can be computed from, for a viewer; `present` is the state it led to.
    /// `None` before the first.
    #[must_use]
    pub fn evidence(&self, viewer: Viewer, present: &State) -> Option<Evidence> {
        let [now, last] = self.inputs();
        Some(Evidence::of(viewer, last, now?, present))
    }

    /// What sets a seat's line (0 welfare, 1 security, 2 politics) apart from no deal; `None` for those who may not know.
    #[must_use]
    pub fn line(&self, viewer: Viewer, game: &Game, seat: SeatId, which: usize) -> Option<LineCauses> {
        let [with, without] = &self.ledgers;
        line([game.run(), game.no_deal()], [with, without], viewer, seat, which)
    }
}
