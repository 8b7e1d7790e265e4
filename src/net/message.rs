//! Messages by direction. The view travels in four parts, each whole, each with a revision; only parts that moved are sent.

use serde::{Deserialize, Serialize};

use crate::level::ids::SeatId;
use crate::level::units::Turn;
use crate::rules::command::Command;
use crate::rules::figures::TurnFigures;
use crate::rules::licence::Licence;
use crate::rules::news::LogEntry;
use crate::rules::offer::{Agreement, Offer};
use crate::rules::refusal::Refusal;
use crate::rules::state::{Own, Public, SeatFace, Stage};
use crate::rules::{Said, View, Viewer};

/// From a client to its server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToServer {
    /// A command, made for a turn, numbered by the sender from 1 upwards (continue after [`Live::last_number`]).
    Command {
        /// The sender's number.
        number: u32,
        /// The turn it is made for.
        turn: Turn,
        /// The command.
        command: Command,
    },
    /// Takes moves back, for somebody alone at a table: everything after the first `keep` moves never happened. Refused
    /// where [`Live::moves`] is `None`.
    Back {
        /// The sender's number.
        number: u32,
        /// How many moves are kept.
        keep: u32,
    },
}

/// From the server to a client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToClient {
    /// The level as the viewer may know it: JSON of the redacted level file. Once, and again when an event that was not
    /// announced has happened (its text is public from then on).
    Level(String),
    /// The figures, once a turn.
    Figures(Box<Figures>),
    /// Seats, clock, offers, own orders.
    Live(Box<Live>),
    /// News and messages since the last ones sent.
    Log(Vec<LogEntry>),
    /// A command was accepted.
    Accepted {
        /// Its number.
        number: u32,
    },
    /// A command was refused.
    Refused {
        /// Its number.
        number: u32,
        /// Why.
        refusal: Refusal,
    },
    /// The debrief, when the game is over: JSON.
    Debrief(String),
    /// Moves were taken back: the log so far is void and comes anew, a debrief with it.
    Rewound,
}

/// The figures: what everybody sees, once a turn, with the history for charts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// Counts up.
    pub revision: u32,
    /// Who looks.
    pub viewer: Viewer,
    /// What everybody may know.
    pub public: Public,
    /// Figures after every resolution so far, the start first.
    pub history: Vec<TurnFigures>,
}

/// The live part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Live {
    /// Counts up.
    pub revision: u32,
    /// The open turn.
    pub turn: Turn,
    /// Where the game stands.
    pub stage: Stage,
    /// What everybody sees of the seats.
    pub faces: Vec<SeatFace>,
    /// Who sits where.
    pub people: Vec<Occupant>,
    /// Seconds left in the turn when this was sent, if there is a deadline.
    pub seconds_left: Option<u32>,
    /// Answers and orders only.
    pub last_call: bool,
    /// Paused by the facilitator, or waiting to start.
    pub paused: bool,
    /// Threats and promises.
    pub ledger: Vec<Said>,
    /// What the viewer knows of its own seat (all, for the facilitator).
    pub own: Vec<(SeatId, Own)>,
    /// Offers the viewer is a party of.
    pub offers: Vec<Offer>,
    /// Agreements the viewer may know of.
    pub agreements: Vec<Agreement>,
    /// Licences that the viewer gave or got.
    pub licences: Vec<Licence>,
    /// The highest number the server has seen from this seat.
    pub last_number: u32,
    /// Moves so far (one's commands and the ends of turns) that can be taken back; `None` where nobody may go back.
    pub moves: Option<u32>,
}

/// Who sits in a seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Occupant {
    /// Nobody yet.
    Empty,
    /// A person, present or away.
    Person {
        /// Name.
        name: String,
        /// Connected now.
        present: bool,
    },
    /// A policy.
    Policy {
        /// Its name.
        name: String,
    },
}

impl Figures {
    /// The view that figures and live part make together.
    #[must_use]
    pub fn view(&self, live: &Live) -> View {
        let mut public = self.public.clone();
        public.turn = live.turn;
        public.stage = live.stage;
        public.seats.clone_from(&live.faces);
        public.ledger.clone_from(&live.ledger);
        public.next_offer = live.offers.iter().map(|o| o.id.0.saturating_add(1)).max().unwrap_or(0);
        public.next_agreement = live
            .agreements
            .iter()
            .map(|a| a.id.0.saturating_add(1))
            .max()
            .unwrap_or(0);
        View {
            viewer: self.viewer,
            public,
            own: live.own.clone(),
            offers: live.offers.clone(),
            agreements: live.agreements.clone(),
            licences: live.licences.clone(),
        }
    }
}
