//! The connection to a server: asks the desk, connects with its ticket, receives and sends messages, and says in one
//! sentence why it ended.

use std::net::SocketAddr;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use bevy::prelude::*;
use bevy_renet::netcode::{NetcodeClientPlugin, NetcodeClientTransport, NetcodeErrorEvent};
use bevy_renet::{RenetClient, RenetClientPlugin, RenetReceive, RenetSend};

use super::model::Model;
use super::play::{self, Local, LocalPlan};
use super::trouble::Trouble;
use super::voice::Voice;
use crate::net::channels::{COMMANDS, PROTOCOL, VIEWS};
use crate::net::codec::{decode_to_client, encode_to_server};
use crate::net::flush::{ClientFlush, ClientFlushPlugin};
use crate::net::join::{self, JoinError, JoinReply, JoinRequest, RefusalKind};
use crate::net::message::ToServer;
use crate::rules::command::Command;
use crate::text::Value;

pub(super) fn plugin(app: &mut App) {
    app.add_plugins((RenetClientPlugin, NetcodeClientPlugin, ClientFlushPlugin));
    app.init_resource::<Session>();
    app.add_message::<Outgoing>();
    app.add_message::<GoBack>();
    app.add_systems(PreUpdate, (hear_desk, receive, notice_end).chain().after(RenetReceive));
    app.add_systems(PostUpdate, send.before(RenetSend));
    // The transport repeats its error every frame; what it means is told once, by `notice_end`.
    app.add_observer(|_: On<NetcodeErrorEvent>| {});
}

/// A command to send.
#[derive(Message, Debug, Clone)]
pub struct Outgoing(pub Command);

/// A wish to take moves back, keeping so many.
#[derive(Message, Debug, Clone, Copy)]
pub struct GoBack(pub u32);

/// Where to sit down.
#[derive(Debug, Clone, Default)]
pub struct Chair {
    /// `HOST[:PORT]`.
    pub address: String,
    /// PIN of the join code.
    pub pin: String,
    /// The player's name.
    pub name: String,
    /// The seat wanted, by country.
    pub seat: Option<String>,
    /// Key of a seat taken before.
    pub seat_key: Option<String>,
}

/// The connection.
#[derive(Resource, Default)]
pub struct Session {
    /// Where it stands.
    pub state: SessionState,
    /// Where we sit or want to sit, for joining again.
    pub chair: Option<Chair>,
    /// The running local server, if the game is played here.
    local: Option<Local>,
}

/// Where the connection stands.
#[derive(Default)]
pub enum SessionState {
    /// No connection wanted.
    #[default]
    Idle,
    /// Waiting for the desk (and, for a local game, the server's start).
    Asking(Mutex<Receiver<Asked>>),
    /// Ticket in hand, waiting for the game's first messages.
    Connecting,
    /// In the game.
    Joined,
    /// Ended; the sentence was told.
    Ended,
}

/// What the thread that asked brings back.
pub struct Asked {
    chair: Chair,
    local: Option<Local>,
    answer: Result<(JoinReply, SocketAddr), AskError>,
}

enum AskError {
    Start(String),
    Join(JoinError),
}

impl Session {
    /// Joins a server.
    pub fn join(&mut self, chair: Chair) {
        self.chair = Some(chair.clone());
        self.ask(move || ask(chair, None));
    }

    /// Sits down again where we sat, with the seat key.
    pub fn rejoin(&mut self) {
        if let Some(chair) = self.chair.clone() {
            self.ask(move || ask(chair, None));
        }
    }

    /// Starts a server here and joins it.
    pub fn play(&mut self, plan: LocalPlan, name: String) {
        self.ask(move || {
            let seat = Some(plan.seat.clone());
            match play::start(plan) {
                Ok(local) => {
                    let chair = Chair {
                        address: local.address.to_string(),
                        pin: local.pin.clone(),
                        name,
                        seat,
                        seat_key: None,
                    };
                    ask(chair, Some(local))
                }
                Err(sentence) => Asked {
                    chair: Chair::default(),
                    local: None,
                    answer: Err(AskError::Start(sentence)),
                },
            }
        });
    }

    fn ask(&mut self, question: impl FnOnce() -> Asked + Send + 'static) {
        let (tell, hear) = channel();
        let thread = std::thread::Builder::new().name("join".to_owned()).spawn(move || {
            // Nobody hears it any more when the game was left meanwhile.
            let _ = tell.send(question());
        });
        // Without a thread the channel is closed, which `hear_desk` tells.
        drop(thread);
        self.state = SessionState::Asking(Mutex::new(hear));
    }

    /// Whether a connection is being made.
    #[must_use]
    pub const fn is_busy(&self) -> bool {
        matches!(self.state, SessionState::Asking(_) | SessionState::Connecting)
    }

    /// Whether the connection ended and could be made again.
    #[must_use]
    pub fn can_rejoin(&self) -> bool {
        matches!(self.state, SessionState::Ended) && self.chair.as_ref().is_some_and(|c| c.seat_key.is_some())
    }

    /// What others type to join this game, if it is played here and open to the network.
    #[must_use]
    pub fn invitation(&self) -> Option<&str> {
        self.local.as_ref()?.invitation.as_deref()
    }
}

/// Leaves the game: disconnects, stops a local server, forgets what was known.
pub fn leave(world: &mut World) {
    if let Some(mut transport) = world.get_resource_mut::<NetcodeClientTransport>() {
        transport.disconnect();
    }
    world.remove_resource::<NetcodeClientTransport>();
    world.remove_resource::<RenetClient>();
    if let Some(mut session) = world.get_resource_mut::<Session>() {
        let local = session.local.take();
        *session = Session::default();
        // Stopping the server may take a moment; the window goes on.
        drop(
            std::thread::Builder::new()
                .name("stop".to_owned())
                .spawn(move || drop(local)),
        );
    }
    world.insert_resource(Model::default());
}

fn ask(chair: Chair, local: Option<Local>) -> Asked {
    let request = JoinRequest {
        app_version: env!("CARGO_PKG_VERSION").to_owned(),
        protocol: PROTOCOL,
        pin: chair.pin.clone(),
        name: chair.name.clone(),
        table: None,
        seat: chair.seat.clone(),
        seat_key: chair.seat_key.clone(),
    };
    let answer = join::resolve(&chair.address)
        .and_then(|at| Ok((join::ask(at, &request)?, at)))
        .map_err(AskError::Join);
    Asked { chair, local, answer }
}

fn hear_desk(mut commands: Commands, mut session: ResMut<Session>, mut trouble: ResMut<Trouble>, voice: Res<Voice>) {
    let SessionState::Asking(hear) = &mut session.bypass_change_detection().state else {
        return;
    };
    let asked = match hear.get_mut() {
        Ok(hear) => hear.try_recv(),
        Err(_) => Err(TryRecvError::Disconnected),
    };
    let asked = match asked {
        Err(TryRecvError::Empty) => return,
        Err(TryRecvError::Disconnected) => {
            session.state = SessionState::Ended;
            trouble.tell(voice.ui_with(
                "ui-error-unknown",
                &[("what", Value::from("no thread could be started"))],
            ));
            return;
        }
        Ok(asked) => asked,
    };
    if asked.local.is_some() {
        session.local = asked.local;
    }
    let connected = asked
        .answer
        .and_then(|(reply, at)| Ok((join::connect(&reply, at).map_err(AskError::Join)?, reply)));
    match connected {
        Ok(((client, transport), reply)) => {
            commands.insert_resource(client);
            commands.insert_resource(transport);
            session.chair = Some(Chair {
                seat: Some(reply.seat),
                seat_key: Some(reply.seat_key),
                ..asked.chair
            });
            session.state = SessionState::Connecting;
        }
        Err(error) => {
            session.state = SessionState::Ended;
            trouble.tell(sentence(&voice, &asked.chair, &error));
        }
    }
}

fn sentence(voice: &Voice, chair: &Chair, error: &AskError) -> String {
    let error = match error {
        AskError::Start(text) => return voice.ui_with("ui-error-unknown", &[("what", Value::from(text))]),
        AskError::Join(error) => error,
    };
    let address = [("address", Value::from(&chair.address))];
    match error {
        JoinError::BadAddress(_) | JoinError::Unreachable { .. } | JoinError::NotADesk { .. } => {
            voice.ui_with("ui-error-cannot-connect", &address)
        }
        JoinError::Refused(refusal) => match refusal.refused {
            RefusalKind::WrongPin => voice.ui("ui-error-wrong-code"),
            RefusalKind::WrongSeatKey => voice.ui("ui-error-wrong-key"),
            RefusalKind::SeatTaken => voice.ui("ui-error-seat-taken"),
            RefusalKind::TableFull => voice.ui("ui-error-table-full"),
            _ => voice.ui_with("ui-error-unknown", &[("what", Value::from(&refusal.message))]),
        },
        other => voice.ui_with("ui-error-unknown", &[("what", Value::from(&other.to_string()))]),
    }
}

fn receive(
    client: Option<ResMut<RenetClient>>,
    mut model: ResMut<Model>,
    mut session: ResMut<Session>,
    mut flush: ResMut<ClientFlush>,
    mut trouble: ResMut<Trouble>,
    voice: Res<Voice>,
    time: Res<Time<Real>>,
) {
    let Some(mut client) = client else { return };
    while let Some(bytes) = client.receive_message(VIEWS) {
        flush.message_received(time.elapsed());
        let taken = match decode_to_client(&bytes) {
            Ok(message) => model.take(message).map_err(|e| e.to_string()),
            Err(error) => Err(error.to_string()),
        };
        if let Err(what) = taken {
            // Bytes that make no sense won't make sense later: end it in words.
            client.disconnect();
            session.state = SessionState::Ended;
            trouble.tell(voice.ui_with("ui-error-unknown", &[("what", Value::from(&what))]));
            return;
        }
        if matches!(session.state, SessionState::Connecting) {
            session.state = SessionState::Joined;
        }
    }
}

fn notice_end(
    mut commands: Commands,
    client: Option<Res<RenetClient>>,
    transport: Option<Res<NetcodeClientTransport>>,
    mut session: ResMut<Session>,
    mut trouble: ResMut<Trouble>,
    model: Res<Model>,
    voice: Res<Voice>,
) {
    use bevy_renet::netcode::NetcodeDisconnectReason as Netcode;
    let Some(client) = client else { return };
    if !client.is_disconnected() {
        return;
    }
    let reason = transport.and_then(|t| t.disconnect_reason());
    commands.remove_resource::<RenetClient>();
    commands.remove_resource::<NetcodeClientTransport>();
    if matches!(session.state, SessionState::Ended | SessionState::Idle) {
        return;
    }
    let was_in = matches!(session.state, SessionState::Joined);
    session.state = SessionState::Ended;
    if model.debrief.is_some() {
        // The game is over and everything is here: the server may go.
        return;
    }
    trouble.tell(voice.ui(match reason {
        Some(Netcode::DisconnectedByServer) if was_in => "ui-error-server-stopped",
        Some(Netcode::ConnectionTimedOut) | None if was_in => "ui-error-connection-lost",
        Some(Netcode::ConnectionDenied) => "ui-error-table-full",
        _ => "ui-error-timed-out",
    }));
}

fn send(
    mut outgoing: MessageReader<Outgoing>,
    mut going_back: MessageReader<GoBack>,
    client: Option<ResMut<RenetClient>>,
    mut model: ResMut<Model>,
    mut flush: ResMut<ClientFlush>,
) {
    if outgoing.is_empty() && going_back.is_empty() {
        return;
    }
    let Some(mut client) = client else {
        outgoing.clear();
        going_back.clear();
        return;
    };
    let mut post = |message: &ToServer| match encode_to_server(message) {
        Ok(bytes) if client.can_send_message(COMMANDS, bytes.len()) => {
            client.send_message(COMMANDS, bytes);
            flush.message_queued();
            true
        }
        _ => false,
    };
    for Outgoing(command) in outgoing.read() {
        let (number, turn) = model.send(command.clone());
        let command = command.clone();
        if !post(&ToServer::Command { number, turn, command }) {
            model.unsendable(number);
        }
    }
    for GoBack(keep) in going_back.read() {
        let number = model.send_back();
        if !post(&ToServer::Back { number, keep: *keep }) {
            model.back_refused = true;
        }
    }
}
