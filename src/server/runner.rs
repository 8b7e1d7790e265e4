//! The server's loop: it sleeps until a datagram, an errand or a deadline wakes it, then does one
//! `app.update()`.
//!
//! One thread blocks on the UDP socket and pushes datagrams into a bounded channel; when that is
//! full, datagrams are dropped, as UDP may. Errands (the desk's questions, results of the store and
//! of the AI) must not get lost and must not wait behind a flood, so they go into a list of their
//! own and only a nudge goes through the channel. Nobody who hands something in ever blocks, the
//! loop's own systems included.

use std::collections::VecDeque;
use std::io;
use std::net::{SocketAddr, TcpListener, UdpSocket};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use bevy::app::{App, AppExit, PluginsState};
use bevy::log::warn;
use bevy::prelude::{Real, Resource, Time, World};
use bevy_renet::RenetServer;
use renetcode::NETCODE_MAX_PACKET_BYTES;
use thiserror::Error;

use super::desk::DeskRequest;
use super::transport::{Datagram, DatagramRefusal, Gate, Refusals, Transport, TransportError, TransportPlugin};
use crate::net::channels::{DATAGRAMS_PER_TICK, connection_config};

/// The loop never sleeps longer than this, so that Ctrl-C is noticed.
pub const LONGEST_SLEEP: Duration = Duration::from_millis(250);

/// How many datagrams wait for the loop before more are dropped.
const CHANNEL: usize = 4 * DATAGRAMS_PER_TICK;

/// How many errands wait before the desk is told to come back later.
const ERRANDS: usize = 1024;

/// How often the socket's thread looks whether it should end.
const LISTEN_FOR: Duration = Duration::from_millis(250);

/// How often a free port is tried when any will do.
const PORT_ATTEMPTS: usize = 32;

// ---------------------------------------------------------------------------------------------
// Sockets

/// The server's two sockets, on the same port number.
#[derive(Debug)]
pub struct Sockets {
    /// For the desk.
    pub tcp: TcpListener,
    /// For the game.
    pub udp: UdpSocket,
    /// Where both listen, with the port that was picked.
    pub address: SocketAddr,
}

/// Why the server can't listen.
#[derive(Debug, Error)]
pub enum BindError {
    /// The desk's port is taken or forbidden.
    #[error("cannot listen on {address} (TCP): {source}")]
    Tcp {
        /// Where.
        address: SocketAddr,
        /// Why not.
        source: io::Error,
    },
    /// The game's port is taken or forbidden.
    #[error("cannot listen on {address} (UDP): {source}")]
    Udp {
        /// Where.
        address: SocketAddr,
        /// Why not.
        source: io::Error,
    },
}

/// Listens on `address` by TCP and UDP; port 0 picks one that is free for both.
pub fn bind(address: SocketAddr) -> Result<Sockets, BindError> {
    let mut attempt = 1;
    loop {
        let tcp = TcpListener::bind(address).map_err(|source| BindError::Tcp { address, source })?;
        let picked = tcp.local_addr().map_err(|source| BindError::Tcp { address, source })?;
        match UdpSocket::bind(picked) {
            Ok(udp) => {
                return Ok(Sockets {
                    tcp,
                    udp,
                    address: picked,
                });
            }
            Err(_) if address.port() == 0 && attempt < PORT_ATTEMPTS => attempt += 1,
            Err(source) => {
                return Err(BindError::Udp {
                    address: picked,
                    source,
                });
            }
        }
    }
}

// ---------------------------------------------------------------------------------------------
// Waking

/// What goes through the channel.
#[derive(Debug)]
pub enum Wake {
    /// From the socket.
    Datagram(Datagram),
    /// There are errands, or the loop should look whether to stop.
    Nudge,
}

/// Something another thread wants done in the world, before the next update.
pub type Task = Box<dyn FnOnce(&mut World) + Send>;

enum Errand {
    Desk(DeskRequest),
    Task(Task),
}

#[derive(Default)]
struct Errands {
    list: Mutex<VecDeque<Errand>>,
}

impl Errands {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Errand>> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Wakes the loop with something to do, from any thread. A clone is a resource of the server's
/// world. No method ever blocks.
#[derive(Resource, Clone)]
pub struct WakeSender {
    channel: SyncSender<Wake>,
    errands: Arc<Errands>,
}

impl WakeSender {
    /// Brings a question from the desk. Gives it back when too many wait already.
    #[expect(clippy::result_large_err, reason = "the request goes back to its owner")]
    pub fn desk(&self, request: DeskRequest) -> Result<(), DeskRequest> {
        {
            let mut errands = self.errands.lock();
            if errands.len() >= ERRANDS {
                return Err(request);
            }
            errands.push_back(Errand::Desk(request));
        }
        self.nudge();
        Ok(())
    }

    /// Has something done in the world: how the store and the AI bring their results. In the order
    /// handed in, before the next update.
    pub fn task(&self, task: impl FnOnce(&mut World) + Send + 'static) {
        self.errands.lock().push_back(Errand::Task(Box::new(task)));
        self.nudge();
    }

    /// Ends the app after one more update.
    pub fn stop(&self) {
        self.task(|world| {
            world.write_message(AppExit::Success);
        });
    }

    /// Has the loop do an update now.
    pub fn nudge(&self) {
        // A full channel is about to be read anyway, and a closed one never again.
        let _ = self.channel.try_send(Wake::Nudge);
    }
}

/// The desk's questions, oldest first; a system of the host answers them.
#[derive(Resource, Debug, Default)]
pub struct DeskInbox(pub VecDeque<DeskRequest>);

/// When the host's own systems want the next update: turn clocks, retries. It is empty again at
/// every update; a system that still waits says so again.
#[derive(Resource, Debug, Default, Clone, Copy)]
pub struct NextDeadline(Option<Instant>);

impl NextDeadline {
    /// An update is wanted at that moment at the latest.
    pub fn at(&mut self, moment: Instant) {
        self.0 = Some(self.0.map_or(moment, |other| other.min(moment)));
    }

    /// An update is wanted after that long at the latest.
    pub fn within(&mut self, time: Duration) {
        if let Some(moment) = Instant::now().checked_add(time) {
            self.at(moment);
        }
    }

    /// The moment wanted, if any.
    pub fn moment(&self) -> Option<Instant> {
        self.0
    }
}

// ---------------------------------------------------------------------------------------------
// The loop

/// Why the server's loop could not be set up.
#[derive(Debug, Error)]
pub enum OpenError {
    /// No transport.
    #[error(transparent)]
    Transport(#[from] TransportError),
    /// The socket or its thread.
    #[error("the network socket is unusable: {0}")]
    Socket(#[from] io::Error),
}

/// The channel's reading end and the thread that fills it.
pub struct EventLoop {
    channel: Receiver<Wake>,
    errands: Arc<Errands>,
    stop: Arc<AtomicBool>,
    listener: Option<JoinHandle<()>>,
}

/// Gives the app its network and its loop: [`TransportPlugin`], [`Transport`], `RenetServer`,
/// [`DeskInbox`], [`NextDeadline`], [`WakeSender`] (also returned, for the desk) and the runner.
/// `app.run()` then returns on `AppExit`. The app needs `TimePlugin` and `TaskPoolPlugin`.
pub fn open(app: &mut App, udp: UdpSocket, max_clients: usize) -> Result<WakeSender, OpenError> {
    let (mut turns, wake) = prepare(app, udp, max_clients)?;
    app.set_runner(move |mut app| {
        while app.plugins_state() == PluginsState::Adding {
            bevy::tasks::tick_global_task_pools_on_main_thread();
        }
        if app.plugins_state() != PluginsState::Cleaned {
            app.finish();
            app.cleanup();
        }
        loop {
            turns.turn(&mut app, LONGEST_SLEEP);
            if let Some(exit) = app.should_exit() {
                return exit;
            }
        }
    });
    Ok(wake)
}

/// Like [`open`], but leaves the runner alone: the caller does the turns itself.
pub fn prepare(app: &mut App, udp: UdpSocket, max_clients: usize) -> Result<(EventLoop, WakeSender), OpenError> {
    udp.set_nonblocking(false)?;
    udp.set_read_timeout(Some(LISTEN_FOR))?;
    let transport = Transport::new(udp.try_clone()?, max_clients)?;
    let (sender, channel) = sync_channel(CHANNEL);
    let errands = Arc::<Errands>::default();
    let stop = Arc::new(AtomicBool::new(false));
    let listener = thread::Builder::new().name("udp".to_owned()).spawn({
        let (sender, stop, refusals) = (sender.clone(), Arc::clone(&stop), transport.refusals());
        move || listen(&udp, &sender, &stop, &refusals)
    })?;
    let wake = WakeSender {
        channel: sender,
        errands: Arc::clone(&errands),
    };
    app.add_plugins(TransportPlugin)
        .insert_resource(transport)
        .insert_resource(RenetServer::new(connection_config()))
        .insert_resource(wake.clone())
        .init_resource::<DeskInbox>()
        .init_resource::<NextDeadline>();
    let turns = EventLoop {
        channel,
        errands,
        stop,
        listener: Some(listener),
    };
    Ok((turns, wake))
}

impl EventLoop {
    /// One turn: sleeps until something wakes the loop, or the nearest deadline, or `at_most`;
    /// hands over what came; one update.
    pub fn turn(&mut self, app: &mut App, at_most: Duration) {
        let patience = self.patience(app.world()).min(at_most);
        let first = self.channel.recv_timeout(patience).ok();
        let wakes = first.into_iter().chain(self.channel.try_iter());
        let world = app.world_mut();
        for wake in wakes.take(DATAGRAMS_PER_TICK) {
            if let Wake::Datagram(datagram) = wake
                && let Some(mut transport) = world.get_resource_mut::<Transport>()
            {
                transport.deliver(datagram);
            }
        }
        world.insert_resource(NextDeadline::default());
        let errands = std::mem::take(&mut *self.errands.lock());
        for errand in errands {
            match errand {
                Errand::Desk(request) => {
                    if let Some(mut inbox) = world.get_resource_mut::<DeskInbox>() {
                        inbox.0.push_back(request);
                    }
                }
                Errand::Task(task) => task(world),
            }
        }
        app.update();
    }

    fn patience(&self, world: &World) -> Duration {
        if !self.errands.lock().is_empty() {
            return Duration::ZERO;
        }
        let ticked = world.get_resource::<Time<Real>>().and_then(Time::<Real>::last_update);
        let Some(ticked) = ticked else {
            return Duration::ZERO;
        };
        let network = world.get_resource::<Transport>().map_or(Duration::MAX, |transport| {
            transport.next_wake(transport.now().saturating_add(ticked.elapsed()))
        });
        let host = world
            .get_resource::<NextDeadline>()
            .and_then(NextDeadline::moment)
            .map_or(Duration::MAX, |moment| moment.saturating_duration_since(Instant::now()));
        network.min(host)
    }
}

impl Drop for EventLoop {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(listener) = self.listener.take() {
            let _ = listener.join();
        }
    }
}

fn listen(socket: &UdpSocket, channel: &SyncSender<Wake>, stop: &AtomicBool, refusals: &Refusals) {
    let mut gate = Gate::new(Instant::now());
    let mut failures = 0_u32;
    // One more than the longest packet, to recognise a longer one.
    let mut buffer = [0; NETCODE_MAX_PACKET_BYTES + 1];
    while !stop.load(Ordering::Relaxed) {
        match socket.recv_from(&mut buffer) {
            Ok((length, from)) => {
                failures = 0;
                if length > NETCODE_MAX_PACKET_BYTES {
                    refusals.note(from, DatagramRefusal::Malformed);
                    continue;
                }
                if !gate.admit(from, length, Instant::now()) {
                    refusals.note(from, DatagramRefusal::TooMany);
                    continue;
                }
                let bytes = buffer[..length].to_vec();
                match channel.try_send(Wake::Datagram(Datagram { from, bytes })) {
                    Ok(()) => {}
                    Err(TrySendError::Full(_)) => refusals.note(from, DatagramRefusal::NoRoom),
                    Err(TrySendError::Disconnected(_)) => return,
                }
            }
            Err(error) => match error.kind() {
                io::ErrorKind::WouldBlock
                | io::ErrorKind::TimedOut
                | io::ErrorKind::Interrupted
                // Windows: somebody we sent to has gone.
                | io::ErrorKind::ConnectionReset => {}
                _ => {
                    // A datagram too long for Windows, an interface that went away: go on, gently.
                    failures = failures.saturating_add(1);
                    if failures.is_power_of_two() {
                        warn!("the UDP socket has trouble ({failures} times): {error}");
                    }
                    thread::sleep(Duration::from_millis(u64::from(failures.min(50))));
                }
            },
        }
    }
}
