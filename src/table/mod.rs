//! One game in progress, still without Bevy or sockets: the game, its log, its journal, its history of figures.
//!
//! [`Table::submit`] does no I/O: it checks, executes, applies, and returns the journal entry and what changed.

mod back;
pub mod journal;
pub mod log;
pub mod replay;

use std::sync::Arc;

use crate::level::Level;
use crate::level::ids::SeatId;
use crate::level::units::Turn;
use crate::rules::causes::{Causes, Evidence, LineCauses, Trail};
use crate::rules::command::Command;
use crate::rules::figures::TurnFigures;
use crate::rules::fingerprint::Fingerprint;
use crate::rules::markets::Markets;
use crate::rules::refusal::Refusal;
use crate::rules::state::{Stage, State};
use crate::rules::{Game, View, Viewer, tell, view};
use journal::{Actor, Entry, Header, JournalEntry};
use log::Log;

/// One game in progress.
#[derive(Debug)]
pub struct Table {
    game: Game,
    markets: Markets,
    header: Header,
    log: Log,
    journal: Vec<JournalEntry>,
    history: Vec<TurnFigures>,
    /// Highest command number accepted or refused, by seat.
    numbers: Vec<u32>,
    last_call: bool,
    /// The state at the end of the played turns, before the run-out.
    played_out: Option<State>,
    /// What prices and lines can be explained from.
    trail: Trail,
    /// The same as it stood at the end of the played turns.
    played_trail: Option<Trail>,
}

/// What a submission did.
#[derive(Clone, Debug, PartialEq)]
pub struct Accepted {
    /// For the journal.
    pub entry: JournalEntry,
    /// Whether figures moved (a turn was resolved), or only the live part.
    pub turned: bool,
}

impl Table {
    /// A fresh game.
    #[must_use]
    pub fn new(level: Arc<Level>, seed: u64) -> Self {
        let mut markets = Markets::new(&level);
        let game = Game::start(Arc::clone(&level), seed, &mut markets);
        let mut table = Self {
            header: Header::new(&level, seed),
            numbers: vec![0; level.seats.len()],
            trail: Trail::new(&game),
            played_trail: None,
            game,
            markets,
            log: Log::default(),
            journal: Vec::new(),
            history: Vec::new(),
            last_call: false,
            played_out: None,
        };
        table.log.open(table.game.run());
        table.record();
        table
    }

    /// Submits a seat's command, made for `turn` and numbered by its sender.
    ///
    /// # Errors
    /// The refusal; nothing has changed then. A number at or below the last one of this seat is refused as repeated.
    pub fn submit(
        &mut self,
        seat: SeatId,
        player: &str,
        number: u32,
        turn: Turn,
        command: Command,
    ) -> Result<Accepted, Refusal> {
        let open = self.game.run().turn();
        let last = self.numbers.get_mut(seat.index()).ok_or(Refusal::NoSuchSeat)?;
        if number <= *last {
            return Err(Refusal::Repeated);
        }
        *last = number;
        if self.game.played_out() {
            return Err(Refusal::GameOver);
        }
        if turn != open {
            return Err(Refusal::StaleTurn { named: turn, open });
        }
        if self.last_call && matches!(command, Command::Propose(_) | Command::Counter { .. }) {
            return Err(Refusal::LastCall);
        }
        let before = self.game.run().clone();
        let events = self.game.submit(seat, &command)?;
        self.log.command(seat, &command, turn);
        self.log.news(turn, tell(&before, self.game.run(), &events));
        let actor = Actor::Seat {
            seat,
            player: player.to_owned(),
        };
        Ok(Accepted {
            entry: self.enter(open, actor, number, Entry::Command(command)),
            turned: false,
        })
    }

    /// Ends the open turn; after the last one also computes the run-out.
    ///
    /// # Errors
    /// [`Refusal::GameOver`] when no turn is open.
    pub fn end_turn(&mut self, actor: Actor) -> Result<Accepted, Refusal> {
        if self.game.played_out() {
            return Err(Refusal::GameOver);
        }
        let turn = self.game.run().turn();
        self.last_call = false;
        self.step();
        if self.game.played_out() {
            self.played_out = Some(self.game.run().clone());
            self.played_trail = Some(self.trail.clone());
        }
        while self.game.run().stage() == Stage::RunOut {
            self.step();
        }
        Ok(Accepted {
            entry: self.enter(turn, actor, 0, Entry::EndTurn),
            turned: true,
        })
    }

    /// Ends the game after the turn that is open, as the facilitator may: the remaining turns are played by nobody.
    ///
    /// # Errors
    /// [`Refusal::GameOver`] when no turn is open.
    pub fn end_game(&mut self, actor: &Actor) -> Result<Vec<Accepted>, Refusal> {
        let mut all = vec![self.end_turn(actor.clone())?];
        while !self.game.played_out() {
            all.push(self.end_turn(actor.clone())?);
        }
        Ok(all)
    }

    /// Opens or closes the last call: no new offers, only answers and orders.
    pub fn set_last_call(&mut self, on: bool) {
        self.last_call = on;
    }

    /// Whether the last call is open.
    #[must_use]
    pub const fn last_call(&self) -> bool {
        self.last_call
    }

    fn step(&mut self) {
        let turn = self.game.run().turn();
        let resolution = self.game.resolve(&mut self.markets);
        self.log
            .news(turn, tell(&resolution.before, self.game.run(), &resolution.events));
        if let Some(record) = resolution.record {
            self.trail.add(record, &resolution.events);
        }
        self.record();
    }

    fn record(&mut self) {
        let figures = TurnFigures::of(&self.game);
        self.history.push(figures);
    }

    fn enter(&mut self, turn: Turn, actor: Actor, number: u32, entry: Entry) -> JournalEntry {
        let sequence = u32::try_from(self.journal.len()).unwrap_or(u32::MAX);
        let fingerprint = matches!(entry, Entry::EndTurn).then(|| self.game.fingerprint());
        let entry = JournalEntry {
            sequence,
            turn,
            actor,
            number,
            entry,
            fingerprint,
        };
        self.journal.push(entry.clone());
        entry
    }

    /// What a viewer sees of the game.
    #[must_use]
    pub fn view(&self, viewer: Viewer) -> View {
        view(self.game.run(), viewer)
    }

    /// What prices and lines can be explained from.
    #[must_use]
    pub const fn trail(&self) -> &Trail {
        &self.trail
    }

    /// What the causes of the prices of the last resolution can be computed from (elsewhere, it takes a while), for a
    /// viewer; `None` before the first. After the game that is the last step of the run-out.
    #[must_use]
    pub fn evidence(&self, viewer: Viewer) -> Option<Evidence> {
        self.trail.evidence(viewer, self.game.run())
    }

    /// What moved every price in the last resolution, as far as a viewer may know; `None` before the first.
    #[must_use]
    pub fn causes(&mut self, viewer: Viewer) -> Option<Causes> {
        let evidence = self.evidence(viewer)?;
        Some(evidence.causes(&mut self.markets))
    }

    /// The same of the last played turn, once the game is over.
    #[must_use]
    pub fn causes_of_play(&mut self, viewer: Viewer) -> Option<Causes> {
        let (trail, state) = (self.played_trail.as_ref()?, self.played_out.as_ref()?);
        Some(trail.evidence(viewer, state)?.causes(&mut self.markets))
    }

    /// What sets a seat's line (0 welfare, 1 security, 2 politics) apart from no deal; `None` for those who may not know.
    #[must_use]
    pub fn line(&self, viewer: Viewer, seat: SeatId, line: usize) -> Option<LineCauses> {
        self.trail.line(viewer, &self.game, seat, line)
    }

    /// The game.
    #[must_use]
    pub const fn game(&self) -> &Game {
        &self.game
    }

    /// The run that is played.
    #[must_use]
    pub const fn state(&self) -> &State {
        self.game.run()
    }

    /// The state at the end of the played turns (goals are judged on it), once they are over.
    #[must_use]
    pub const fn played_out(&self) -> Option<&State> {
        self.played_out.as_ref()
    }

    /// The level.
    #[must_use]
    pub fn level(&self) -> Arc<Level> {
        self.game.run().shared_level()
    }

    /// Level, seed and versions.
    #[must_use]
    pub const fn header(&self) -> &Header {
        &self.header
    }

    /// Accepted commands and turn ends, in order.
    #[must_use]
    pub fn journal(&self) -> &[JournalEntry] {
        &self.journal
    }

    /// Messages and news.
    #[must_use]
    pub const fn log(&self) -> &Log {
        &self.log
    }

    /// Figures after each resolution, the start first.
    #[must_use]
    pub fn history(&self) -> &[TurnFigures] {
        &self.history
    }

    /// The number the next command of a seat must exceed.
    #[must_use]
    pub fn last_number(&self, seat: SeatId) -> u32 {
        self.numbers.get(seat.index()).copied().unwrap_or(0)
    }

    /// Fingerprint of the game as it stands.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        self.game.fingerprint()
    }
}
