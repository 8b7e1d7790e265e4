//! What the client knows: the level, the view, the log, what it sent and what came back.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::sync::{Arc, Mutex};
use std::time::Instant;

use bevy::prelude::*;

use crate::debrief::Debrief;
use crate::level::public::{PublicError, PublicLevel};
use crate::level::units::Turn;
use crate::net::message::{Figures, Live, ToClient};
use crate::rules::View;
use crate::rules::command::Command;
use crate::rules::estimate::KnownLevel;
use crate::rules::figures::TurnFigures;
use crate::rules::news::LogEntry;
use crate::rules::refusal::Refusal;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Model>();
    app.add_systems(Update, learn_level);
}

type Learnt = Result<KnownLevel, PublicError>;

/// What the client knows of its game. It changes only when a message comes or a command goes.
#[derive(Resource, Default)]
pub struct Model {
    /// The level as this player may know it.
    pub known: Option<Arc<KnownLevel>>,
    /// Figures as last sent.
    pub figures: Option<Box<Figures>>,
    /// Live part as last sent.
    pub live: Option<Box<Live>>,
    /// What both make together.
    pub view: Option<Arc<View>>,
    /// News and messages, by sequence number.
    pub log: Vec<LogEntry>,
    /// Commands sent and not yet answered.
    pub pending: Vec<Command>,
    /// The latest refusal with its command.
    pub refused: Option<(Command, Refusal)>,
    /// Whether the server has just refused to go back.
    pub back_refused: bool,
    /// The debrief, when the game is over.
    pub debrief: Option<Arc<Debrief>>,
    /// Number of the wish to go back that isn't answered yet.
    back: Option<u32>,
    numbers: Vec<u32>,
    last_number: u32,
    live_at: Option<Instant>,
    learning: Option<Mutex<Receiver<Learnt>>>,
}

/// Why a message can't be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// The level doesn't compile here.
    #[error("the server's level can't be read: {0}")]
    Level(#[from] PublicError),
    /// The debrief is no debrief.
    #[error("the server's debrief can't be read: {0}")]
    Debrief(#[from] serde_json::Error),
    /// No thread for the level.
    #[error("no thread to read the level: {0}")]
    Thread(#[from] std::io::Error),
}

impl Model {
    /// Takes in a message of the server.
    ///
    /// # Errors
    /// Why the message can't be used; the model stays as it was.
    pub fn take(&mut self, message: ToClient) -> Result<(), ModelError> {
        match message {
            ToClient::Level(json) => self.learn(json)?,
            ToClient::Figures(figures) => {
                self.figures = Some(figures);
                self.look();
            }
            ToClient::Live(live) => {
                self.live = Some(live);
                self.live_at = Some(Instant::now());
                self.look();
            }
            ToClient::Log(entries) => self.note(entries),
            ToClient::Rewound => {
                self.log.clear();
                self.debrief = None;
            }
            ToClient::Accepted { number } | ToClient::Refused { number, .. } if self.back == Some(number) => {
                self.back = None;
                self.back_refused = matches!(message, ToClient::Refused { .. });
            }
            ToClient::Accepted { number } => {
                self.answered(number);
            }
            ToClient::Refused { number, refusal } => {
                if let Some(command) = self.answered(number) {
                    self.refused = Some((command, refusal));
                }
            }
            ToClient::Debrief(json) => self.debrief = Some(Arc::new(serde_json::from_str(&json)?)),
        }
        Ok(())
    }

    /// Compiles the level on a thread: its base year has to be cleared, which takes a moment.
    fn learn(&mut self, json: String) -> Result<(), ModelError> {
        let (tell, hear) = channel();
        std::thread::Builder::new().name("level".to_owned()).spawn(move || {
            let learnt = PublicLevel::from_json(&json).map(|public| KnownLevel::new(public.level));
            // Nobody hears it any more when the game was left meanwhile.
            let _ = tell.send(learnt);
        })?;
        self.learning = Some(Mutex::new(hear));
        Ok(())
    }

    fn look(&mut self) {
        if let (Some(figures), Some(live)) = (&self.figures, &self.live) {
            self.view = Some(Arc::new(figures.view(live)));
            self.last_number = self.last_number.max(live.last_number);
        }
    }

    fn note(&mut self, entries: Vec<LogEntry>) {
        for entry in entries {
            match self.log.binary_search_by_key(&entry.sequence, |e| e.sequence) {
                Ok(at) => self.log[at] = entry,
                Err(at) => self.log.insert(at, entry),
            }
        }
    }

    fn answered(&mut self, number: u32) -> Option<Command> {
        let at = self.numbers.iter().position(|n| *n == number)?;
        self.numbers.remove(at);
        (at < self.pending.len()).then(|| self.pending.remove(at))
    }

    /// Notes a command as sent; gives its number and the turn it is made for.
    pub fn send(&mut self, command: Command) -> (u32, Turn) {
        self.refused = None;
        self.back_refused = false;
        self.last_number = self.last_number.saturating_add(1);
        self.pending.push(command);
        self.numbers.push(self.last_number);
        (self.last_number, self.live.as_ref().map_or(Turn(0), |l| l.turn))
    }

    /// Notes a wish to go back as sent; gives its number.
    pub fn send_back(&mut self) -> u32 {
        self.refused = None;
        self.back_refused = false;
        self.last_number = self.last_number.saturating_add(1);
        self.back = Some(self.last_number);
        self.last_number
    }

    /// Notes that a command couldn't even be sent.
    pub fn unsendable(&mut self, number: u32) {
        if let Some(command) = self.answered(number) {
            self.refused = Some((command, Refusal::BadMessage));
        }
    }

    /// Figures after every resolution, the start first.
    #[must_use]
    pub fn history(&self) -> &[TurnFigures] {
        self.figures.as_ref().map_or(&[], |f| &f.history)
    }

    /// Seconds left in the turn now, counted here since the server last said.
    #[must_use]
    pub fn seconds_left(&self) -> Option<u32> {
        let live = self.live.as_ref()?;
        let said = live.seconds_left?;
        if live.paused {
            return Some(said);
        }
        let passed = self.live_at.map_or(0, |at| at.elapsed().as_secs());
        Some(said.saturating_sub(u32::try_from(passed).unwrap_or(u32::MAX)))
    }

    /// Whether there is enough to show the game.
    #[must_use]
    pub const fn is_ready(&self) -> bool {
        self.known.is_some() && self.view.is_some() && self.live.is_some()
    }

    /// The open turn.
    #[must_use]
    pub fn turn(&self) -> Option<Turn> {
        self.live.as_ref().map(|l| l.turn)
    }
}

fn learn_level(mut model: ResMut<Model>) -> Result {
    let Some(learning) = model.bypass_change_detection().learning.as_mut() else {
        return Ok(());
    };
    let learnt = match learning.get_mut() {
        Ok(hear) => hear.try_recv(),
        Err(_) => Err(TryRecvError::Disconnected),
    };
    match learnt {
        Err(TryRecvError::Empty) => Ok(()),
        Err(TryRecvError::Disconnected) => {
            model.learning = None;
            Err("the level could not be prepared".into())
        }
        Ok(learnt) => {
            model.learning = None;
            model.known = Some(Arc::new(learnt?));
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::news::{Line, News};

    fn entry(sequence: u32) -> LogEntry {
        LogEntry {
            sequence,
            turn: Turn(0),
            line: Line::News(News::ModelWarning),
        }
    }

    #[test]
    fn commands_are_numbered_from_where_the_server_is_and_answers_clear_them() {
        let mut model = Model {
            last_number: 7,
            ..Model::default()
        };
        let (first, _) = model.send(Command::Ready(true));
        let (second, _) = model.send(Command::Ready(false));
        assert_eq!((first, second), (8, 9));
        model
            .take(ToClient::Refused {
                number: 8,
                refusal: Refusal::LastCall,
            })
            .ok();
        assert_eq!(model.pending, [Command::Ready(false)]);
        assert_eq!(model.refused, Some((Command::Ready(true), Refusal::LastCall)));
        model.take(ToClient::Accepted { number: 9 }).ok();
        assert!(model.pending.is_empty());
        model
            .take(ToClient::Refused {
                number: 99,
                refusal: Refusal::LastCall,
            })
            .ok();
        model.send(Command::Ready(true));
        assert_eq!(model.refused, None);
    }

    #[test]
    fn the_log_is_kept_in_order_without_repeats() {
        let mut model = Model::default();
        for entries in [vec![entry(0), entry(2)], vec![entry(1), entry(2)]] {
            model.take(ToClient::Log(entries)).ok();
        }
        assert_eq!(model.log.iter().map(|e| e.sequence).collect::<Vec<_>>(), [0, 1, 2]);
    }

    #[test]
    fn a_broken_debrief_is_an_error() {
        assert!(Model::default().take(ToClient::Debrief("{".to_owned())).is_err());
    }
}
