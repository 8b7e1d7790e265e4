//! The headless Bevy app: tables, seats and connections as entities, systems in one published order, an event-driven
//! runner that sleeps while nothing happens.
//!
//! Order of a tick: datagrams in ([`transport`]) → desk → intake → policies' answers → host → clock → outbox → datagrams
//! out. The rules themselves live in `Table`, a plain value inside one component.

pub mod bot;
mod clock;
pub mod desk;
mod door;
mod frontdesk;
mod gate;
mod going_back;
mod host;
mod intake;
mod local;
mod outbox;
pub mod runner;
mod think;
pub mod transport;
mod world;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use bevy::app::{App, PanicHandlerPlugin, TaskPoolPlugin, TerminalCtrlCHandlerPlugin};
use bevy::diagnostic::FrameCountPlugin;
use bevy::prelude::{IntoScheduleConfigs, SystemSet, Update};
use bevy::time::TimePlugin;
use serde::Serialize;

use crate::ai::PolicyName;
use crate::level::Level;
use crate::level::ids::SeatId;

pub use local::{LocalGame, LocalServer, draw_pin, draw_seed, serve_on_thread, spawn_local};
pub use world::Plan;

/// Steps of a tick, in order. A new system belongs into one of them.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum TickSystems {
    /// Questions at the desk are answered.
    Desk,
    /// Messages of clients become submissions.
    Intake,
    /// Submissions go to their tables.
    Host,
    /// Deadlines, readiness, ends of turns.
    Clock,
    /// Policies are asked to think.
    Think,
    /// What moved is sent.
    Outbox,
}

/// How to serve.
#[derive(Clone, Debug)]
pub struct ServeOptions {
    /// The level.
    pub level: Arc<Level>,
    /// How many tables play it.
    pub tables: usize,
    /// Where to listen; port 0 picks one.
    pub bind: SocketAddr,
    /// The PIN asked of everybody who joins; `None` asks for none.
    pub pin: Option<String>,
    /// Seats that a policy plays from the start.
    pub policies: Vec<(SeatId, PolicyName)>,
    /// Whether seats without a person are given to policies as soon as somebody has sat down.
    pub fill_ai: bool,
    /// Seconds a turn lasts; `None` waits for everybody.
    pub turn_seconds: Option<u32>,
    /// End when all tables are over.
    pub once: bool,
    /// The seed of the first table; table k gets seed + k.
    pub seed: u64,
}

/// What a server says once it listens.
#[derive(Clone, Debug, Serialize)]
pub struct Listening {
    /// Where.
    pub address: String,
    /// The port, UDP and TCP.
    pub port: u16,
    /// The PIN, if one is asked for.
    pub pin: Option<String>,
}

/// Why a server can't run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It can't listen.
    #[error("{0}; choose another port with --port, or --port 0 for any free one")]
    Bind(#[from] runner::BindError),
    /// Its loop can't start.
    #[error(transparent)]
    Open(#[from] runner::OpenError),
    /// Its desk can't open.
    #[error(transparent)]
    Desk(#[from] desk::DeskError),
    /// Its thread can't start.
    #[error("the server's thread could not start: {0}")]
    Thread(#[from] std::io::Error),
    /// The level can't be shown to players.
    #[error(transparent)]
    Level(#[from] crate::level::public::PublicError),
}

/// A server ready to run, and its desk (which closes when dropped).
struct Opened {
    app: App,
    desk: desk::Desk,
    wake: runner::WakeSender,
    listening: Listening,
}

/// Builds the app, listens, and seats nobody yet.
fn open(options: ServeOptions, terminal: bool) -> Result<Opened, ServeError> {
    let sockets = runner::bind(options.bind)?;
    let seats = options.level.seats.len() * options.tables;
    let mut app = App::new();
    app.add_plugins((TaskPoolPlugin::default(), FrameCountPlugin, TimePlugin));
    if terminal {
        app.add_plugins((PanicHandlerPlugin, TerminalCtrlCHandlerPlugin));
    }
    app.set_error_handler(bevy::ecs::error::error);
    let wake = runner::open(&mut app, sockets.udp, seats + 16)?;
    let desk = desk::Desk::open(sockets.tcp, wake.clone(), desk::DeskSettings::default())?;
    let listening = Listening {
        address: sockets.address.to_string(),
        port: sockets.address.port(),
        pin: options.pin.clone(),
    };
    app.configure_sets(
        Update,
        (
            TickSystems::Desk,
            TickSystems::Intake,
            TickSystems::Host,
            TickSystems::Clock,
            TickSystems::Think,
            TickSystems::Outbox,
        )
            .chain(),
    );
    app.add_plugins((
        frontdesk::plugin,
        intake::plugin,
        host::plugin,
        going_back::plugin,
        clock::plugin,
        think::plugin,
        outbox::plugin,
    ));
    world::lay(app.world_mut(), options)?;
    Ok(Opened {
        app,
        desk,
        wake,
        listening,
    })
}

/// Serves until the process is told to stop (or, with `once`, until all tables are over). `tell` is called once it listens.
///
/// # Errors
/// Why it can't listen or start.
pub fn serve(options: ServeOptions, tell: impl FnOnce(&Listening)) -> Result<(), ServeError> {
    let mut opened = open(options, true)?;
    opened.app.add_plugins(bevy::log::LogPlugin {
        filter: transport::LOG_FILTER.to_owned(),
        ..Default::default()
    });
    tell(&opened.listening);
    opened.app.run();
    // Messages of the last tick have left; the desk closes before the process ends.
    drop(opened.desk);
    drop(opened.wake);
    Ok(())
}

/// How long a seat whose person left keeps everybody waiting before its turn counts as ready.
const ABSENCE: Duration = Duration::from_secs(2);
