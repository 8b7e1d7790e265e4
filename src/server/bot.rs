//! A headless player: joins like a person, lets a policy play the seat, ends when the game is over.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bevy_renet::RenetClient;
use bevy_renet::netcode::NetcodeClientTransport;

use crate::ai::attention::Attention;
use crate::ai::{Mind, PolicyName};
use crate::debrief::Debrief;
use crate::level::ids::SeatId;
use crate::level::public::PublicLevel;
use crate::net::channels::{COMMANDS, PROTOCOL, VIEWS};
use crate::net::codec::{decode_to_client, encode_to_server};
use crate::net::flush::ClientFlush;
use crate::net::join::{self, JoinError, JoinRequest};
use crate::net::message::{Figures, Live, ToClient, ToServer};
use crate::rules::Viewer;
use crate::rules::command::Command;
use crate::rules::estimate::KnownLevel;

/// How long a bot sleeps between looks at its socket.
const STEP: Duration = Duration::from_millis(5);

/// Whom to play, and where.
#[derive(Clone, Debug)]
pub struct BotOptions {
    /// The server.
    pub address: SocketAddr,
    /// Its PIN.
    pub pin: String,
    /// The seat wanted; any free one otherwise.
    pub seat: Option<String>,
    /// How to play; nothing at all (a silent bot) if `None`.
    pub policy: Option<PolicyName>,
    /// The name shown to others.
    pub name: String,
    /// Give up after this long.
    pub patience: Option<Duration>,
}

/// What a bot did.
#[derive(Clone, Debug, PartialEq)]
pub struct BotReport {
    /// The seat it played.
    pub seat: String,
    /// Commands sent.
    pub sent: u32,
    /// Commands refused.
    pub refused: u32,
    /// Its total at the end, if the game ended.
    pub total: Option<f64>,
}

/// Why a bot stopped early.
#[derive(Debug, thiserror::Error)]
pub enum BotError {
    /// It could not join.
    #[error(transparent)]
    Join(#[from] JoinError),
    /// The connection ended before the game did.
    #[error("the connection ended before the game was over ({0})")]
    Lost(String),
    /// The server sent something else than a game.
    #[error("the server sent a level that can't be read: {0}")]
    Level(String),
    /// It waited long enough.
    #[error("the game was not over after {0:?}")]
    Patience(Duration),
}

struct Player {
    policy: Option<PolicyName>,
    known: Option<Arc<KnownLevel>>,
    mind: Option<Mind>,
    attention: Attention,
    figures: Option<Figures>,
    live: Option<Live>,
    number: u32,
    unanswered: u32,
    report: BotReport,
    over: bool,
}

/// Joins and plays until the game is over.
///
/// # Errors
/// Why it could not join, or why the connection ended.
pub fn play(options: &BotOptions) -> Result<BotReport, BotError> {
    let request = JoinRequest {
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        protocol: PROTOCOL,
        pin: options.pin.clone(),
        name: options.name.clone(),
        seat: options.seat.clone(),
        ..JoinRequest::default()
    };
    let reply = join::ask(options.address, &request)?;
    let (mut client, mut transport) = join::connect(&reply, options.address)?;
    let mut flush = ClientFlush::default();
    let mut player = Player {
        policy: options.policy,
        known: None,
        mind: None,
        attention: Attention::default(),
        figures: None,
        live: None,
        number: 0,
        unanswered: 0,
        report: BotReport {
            seat: reply.seat,
            sent: 0,
            refused: 0,
            total: None,
        },
        over: false,
    };
    let start = Instant::now();
    let mut last = start;
    while !player.over {
        if options.patience.is_some_and(|p| start.elapsed() > p) {
            return Err(BotError::Patience(start.elapsed()));
        }
        let now = Instant::now();
        step(&mut client, &mut transport, now - last);
        last = now;
        while let Some(bytes) = client.receive_message(VIEWS) {
            flush.message_received(start.elapsed());
            player.hear(&bytes)?;
        }
        if let Some(reason) = client.disconnect_reason() {
            return if player.over {
                Ok(player.report)
            } else {
                Err(BotError::Lost(reason.to_string()))
            };
        }
        for bytes in player.speak() {
            client.send_message(COMMANDS, bytes);
            flush.message_queued();
        }
        let clock = start.elapsed();
        if flush.due(clock, &client) {
            // An error here means the server has said goodbye: the next step reports it.
            let _ = transport.send_packets(&mut client);
            flush.flushed(clock);
        }
        flush.looked(clock);
        std::thread::sleep(STEP);
    }
    transport.disconnect();
    Ok(player.report)
}

fn step(client: &mut RenetClient, transport: &mut NetcodeClientTransport, passed: Duration) {
    client.update(passed);
    // An error means the connection is gone; `disconnect_reason` tells.
    let _ = transport.update(passed, client);
}

impl Player {
    fn hear(&mut self, bytes: &[u8]) -> Result<(), BotError> {
        match decode_to_client(bytes) {
            Ok(ToClient::Level(json)) => {
                let level = PublicLevel::from_json(&json).map_err(|e| BotError::Level(e.to_string()))?;
                self.known = Some(Arc::new(KnownLevel::new(level.level)));
            }
            Ok(ToClient::Figures(figures)) => self.figures = Some(*figures),
            Ok(ToClient::Live(live)) => {
                self.number = self.number.max(live.last_number);
                self.live = Some(*live);
            }
            Ok(ToClient::Accepted { .. }) => self.unanswered = self.unanswered.saturating_sub(1),
            Ok(ToClient::Refused { .. }) => {
                self.unanswered = self.unanswered.saturating_sub(1);
                self.report.refused += 1;
            }
            Ok(ToClient::Debrief(json)) => {
                let debrief: Option<Debrief> = serde_json::from_str(&json).ok();
                let seat = self.seat();
                self.report.total = debrief
                    .and_then(|d| d.seats.into_iter().find(|s| Some(s.seat) == seat))
                    .map(|s| s.total);
                self.over = true;
            }
            Ok(ToClient::Log(_) | ToClient::Rewound) => {}
            Err(error) => return Err(BotError::Level(error.to_string())),
        }
        Ok(())
    }

    fn seat(&self) -> Option<SeatId> {
        match self.figures.as_ref()?.viewer {
            Viewer::Seat(seat) => Some(seat),
            _ => None,
        }
    }

    /// What the policy says now, once everything said before is answered.
    fn speak(&mut self) -> Vec<Vec<u8>> {
        if self.unanswered > 0 {
            return Vec::new();
        }
        let (Some(policy), Some(known), Some(figures), Some(live), Some(seat)) =
            (self.policy, self.known.clone(), &self.figures, &self.live, self.seat())
        else {
            return Vec::new();
        };
        // Live and figures of different turns do not make one view: the other part is on its way.
        if live.paused || live.turn != figures.public.turn {
            return Vec::new();
        }
        let view = figures.view(live);
        let Some(round) = self.attention.wants(&view) else {
            return Vec::new();
        };
        let seed = u64::from(seat.0) ^ u64::from(self.number).rotate_left(32);
        let mind = self.mind.get_or_insert_with(|| Mind::new(policy, seat, known, seed));
        let mut commands = mind.act(&view, round.number, round.last);
        if round.last && !commands.contains(&Command::Ready(true)) {
            commands.push(Command::Ready(true));
        }
        let mut packed = Vec::new();
        for command in commands {
            let message = ToServer::Command {
                number: self.number + 1,
                turn: view.public.turn,
                command,
            };
            // A draft that does not fit a packet is not sent; the policy tries something else next round.
            if let Ok(bytes) = encode_to_server(&message) {
                self.number += 1;
                self.unanswered += 1;
                self.report.sent += 1;
                packed.push(bytes);
            }
        }
        packed
    }
}
