//! The server's end of the UDP wire: netcode's encryption below, renet's channels above.
//!
//! The stock transport of `bevy_renet` can be brought down by one datagram, in four ways known to
//! us, three of which need no ticket, only a forged address (see [`envelope`] and
//! [`Inbound::inspect`]). This one looks at every datagram before netcode and at every payload
//! before renet, works through a bounded number of datagrams a tick, sends by the rule of
//! [`crate::net::flush`], and ends a connection that breaks the rules without touching the others.
//!
//! It doesn't read the socket: the thread of [`crate::server::runner`] does, lets only so much of
//! each address through ([`Gate`]) and hands datagrams to [`Transport::deliver`].

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bevy::app::AppExit;
use bevy::log::{debug, warn};
use bevy::prelude::{
    App, IntoScheduleConfigs, Last, MessageReader, Plugin, PostUpdate, PreUpdate, Real, Res, ResMut, Resource, Time,
    resource_exists,
};
use bevy_renet::renet::ClientId;
use bevy_renet::{RenetReceive, RenetSend, RenetServer, RenetServerPlugin};
use renetcode::{NetcodeServer, ServerAuthentication, ServerConfig, ServerResult};
use thiserror::Error;

pub use super::gate::*;
use crate::net::channels::{BYTES_PER_FLUSH, DATAGRAMS_PER_TICK, TIMEOUT, VIEWS, VIEWS_MEMORY, protocol_id};
use crate::net::flush::FlushRule;
use crate::net::ticket::{PLACEHOLDER, Ticket, TicketError, TicketKey, mint};

/// For the host's log filter: netcode logs every bad datagram as an error, and we count them.
pub const LOG_FILTER: &str = "renetcode=off,renet=warn";

/// netcode's own limit.
const MAX_CLIENTS: usize = 1024;

/// A datagram that was delivered but not yet worked through; more than this many are dropped.
const MAX_INBOX: usize = 4 * DATAGRAMS_PER_TICK;

/// How long one datagram may wait for the system's send buffer before this tick sends no more.
const SEND_PATIENCE: Duration = Duration::from_millis(20);

/// renet's longest packet, about: a flush that came this near to its budget may have more to send.
const LONGEST_PACKET: u64 = 1300;

/// When a full send buffer is tried again.
const SEND_AGAIN: Duration = Duration::from_millis(10);

/// A goodbye isn't repeated by netcode when it is lost, and then the client waits out its timeout.
const GOODBYES: usize = 3;

/// Refusals are logged at most this often.
const LOG_EVERY: Duration = Duration::from_secs(10);

// ---------------------------------------------------------------------------------------------
// The transport

/// Why a transport could not be made.
#[derive(Debug, Error)]
pub enum TransportError {
    /// The socket doesn't do as asked.
    #[error("the network socket is unusable: {0}")]
    Socket(#[from] io::Error),
    /// No key for the tickets.
    #[error(transparent)]
    Key(#[from] TicketError),
}

/// The UDP end of the server: who is connected, and the netcode clock.
#[derive(Resource, Debug)]
pub struct Transport {
    netcode: NetcodeServer,
    socket: UdpSocket,
    key: TicketKey,
    connections: BTreeMap<ClientId, Connection>,
    inbox: VecDeque<Datagram>,
    farewells: BTreeSet<ClientId>,
    refusals: Arc<Refusals>,
    logged: (Duration, RefusalCounts),
    traffic: Traffic,
    /// Something happened while sending that the next tick has to tell.
    restless: bool,
    /// The system's send buffer is full.
    congested: bool,
}

#[derive(Debug)]
struct Connection {
    flush: FlushRule,
    unacknowledged: bool,
    inbound: Inbound,
}

impl Transport {
    /// A transport that sends on `socket` and has room for `max_clients` connections (at most
    /// 1024; count seats and observers, and some room for the ghosts of crashed clients, which
    /// stay until the timeout). The socket's write timeout is set.
    pub fn new(socket: UdpSocket, max_clients: usize) -> Result<Self, TransportError> {
        socket.set_write_timeout(Some(SEND_PATIENCE))?;
        let key = TicketKey::draw()?;
        let current_time = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let netcode = NetcodeServer::new(ServerConfig {
            current_time,
            max_clients: max_clients.clamp(1, MAX_CLIENTS),
            protocol_id: protocol_id(),
            public_addresses: vec![PLACEHOLDER],
            authentication: ServerAuthentication::Secure {
                private_key: *key.bytes(),
            },
        });
        Ok(Self {
            netcode,
            socket,
            key,
            connections: BTreeMap::new(),
            inbox: VecDeque::new(),
            farewells: BTreeSet::new(),
            refusals: Arc::default(),
            logged: (current_time, RefusalCounts::default()),
            traffic: Traffic::default(),
            restless: false,
            congested: false,
        })
    }

    /// The netcode clock: it moves once a tick, by the real time that passed.
    pub fn now(&self) -> Duration {
        self.netcode.current_time()
    }

    /// Mints a ticket for one connection. The host remembers whose `client_id` it is.
    pub fn mint_ticket(&self) -> Result<Ticket, TicketError> {
        mint(&self.key, self.now())
    }

    /// A message was queued for this client: flush it this tick. Without the mark it would leave
    /// within a tenth of a second.
    pub fn mark(&mut self, client_id: ClientId) {
        if let Some(connection) = self.connections.get_mut(&client_id) {
            connection.flush.message_queued();
        }
    }

    /// Ends a connection this tick, after what is queued for it was sent (once, so it may get
    /// lost). `ClientDisconnected` follows in the next tick.
    pub fn disconnect(&mut self, client_id: ClientId) {
        if self.connections.contains_key(&client_id) {
            self.farewells.insert(client_id);
        }
    }

    /// How long after the netcode time `now` the next tick must come: zero at once, `Duration::MAX`
    /// never. Valid after a tick.
    pub fn next_wake(&self, now: Duration) -> Duration {
        if self.restless || !self.inbox.is_empty() || !self.farewells.is_empty() {
            return Duration::ZERO;
        }
        let wakes = self.connections.values().map(|c| c.flush.until(now, c.unacknowledged));
        let soonest = wakes.min().unwrap_or(Duration::MAX);
        if self.congested {
            soonest.max(SEND_AGAIN)
        } else {
            soonest
        }
    }

    /// Hands over a datagram; it is worked through in the next tick that has room.
    pub fn deliver(&mut self, datagram: Datagram) {
        if self.inbox.len() >= MAX_INBOX {
            self.refusals.note(datagram.from, DatagramRefusal::NoRoom);
        } else {
            self.inbox.push_back(datagram);
        }
    }

    /// Whether this client is connected.
    pub fn is_connected(&self, client_id: ClientId) -> bool {
        self.connections.contains_key(&client_id)
    }

    /// How many clients are connected.
    pub fn connected(&self) -> usize {
        self.connections.len()
    }

    /// Where a connected client is.
    pub fn address_of(&self, client_id: ClientId) -> Option<SocketAddr> {
        self.netcode.client_addr(client_id)
    }

    /// How long ago a connected client was last heard.
    pub fn silent_for(&self, client_id: ClientId) -> Option<Duration> {
        self.netcode.time_since_last_received_packet(client_id)
    }

    /// What went through since the start.
    pub fn traffic(&self) -> Traffic {
        self.traffic
    }

    /// The counter of refused datagrams, for the thread that reads the socket.
    pub fn refusals(&self) -> Arc<Refusals> {
        Arc::clone(&self.refusals)
    }

    /// The first half of a tick: the clock, then what came in.
    fn receive(&mut self, passed: Duration, server: &mut RenetServer) {
        self.restless = false;
        self.netcode.update(passed);
        for _ in 0..DATAGRAMS_PER_TICK {
            let Some(datagram) = self.inbox.pop_front() else {
                break;
            };
            self.take(datagram, server);
        }
        for client_id in server.disconnections_id() {
            self.end(client_id, server);
        }
    }

    /// The second half: what goes out, keep-alives, goodbyes.
    fn send(&mut self, server: &mut RenetServer) {
        let now = self.now();
        self.congested = false;
        let mut due = Vec::new();
        for (&client_id, connection) in &mut self.connections {
            connection.unacknowledged = server.channel_available_memory(client_id, VIEWS) < VIEWS_MEMORY;
            let leaves = self.farewells.contains(&client_id);
            if leaves || connection.flush.due(now, connection.unacknowledged) {
                due.push((connection.flush.flushed_at(), client_id));
            }
        }
        // Who waited longest goes first, should the send buffer fill up.
        due.sort_unstable();
        for (_, client_id) in due {
            if self.congested {
                break;
            }
            self.flush(client_id, now, server);
        }
        for client_id in std::mem::take(&mut self.farewells) {
            server.disconnect(client_id);
            self.end(client_id, server);
            self.restless = true;
        }
        // After the flushes, so that only those get a keep-alive who got nothing else.
        for client_id in self.netcode.clients_id() {
            let ended = match self.netcode.update_client(client_id) {
                ServerResult::PacketToSend { addr, payload } => {
                    post(&self.socket, &mut self.traffic, payload, addr);
                    false
                }
                ServerResult::ClientDisconnected { addr, payload, .. } => {
                    debug!("client {client_id} ({addr}) was silent for {TIMEOUT:?}");
                    if let Some(payload) = payload {
                        post(&self.socket, &mut self.traffic, payload, addr);
                    }
                    true
                }
                _ => false,
            };
            if ended {
                self.forget(client_id, server);
                self.restless = true;
            }
        }
        self.log_refusals(now);
    }

    fn take(&mut self, mut datagram: Datagram, server: &mut RenetServer) {
        let from = datagram.from;
        if let Err(why) = envelope(&datagram.bytes) {
            self.refusals.note(from, why);
            return;
        }
        self.traffic.packets_in += 1;
        self.traffic.bytes_in += datagram.bytes.len() as u64;
        // The known panics are caught by looking first. Should there be an unknown one, it costs
        // its sender the connection, not everybody.
        let step = catch_unwind(AssertUnwindSafe(|| self.process(from, &mut datagram.bytes, server)));
        let broken = step.unwrap_or_else(|_| {
            let sender = |id: &ClientId| self.netcode.client_addr(*id) == Some(from);
            let culprit = self.netcode.clients_id().into_iter().find(sender);
            culprit.map(|id| (id, Violation::Upset))
        });
        if let Some((client_id, violation)) = broken {
            debug!("client {client_id} ({from}) {violation}");
            self.refusals.note(from, DatagramRefusal::AgainstTheRules);
            self.end(client_id, server);
        }
    }

    fn process(
        &mut self,
        from: SocketAddr,
        bytes: &mut [u8],
        server: &mut RenetServer,
    ) -> Option<(ClientId, Violation)> {
        let now = self.netcode.current_time();
        match self.netcode.process_packet(from, bytes) {
            ServerResult::None => None,
            ServerResult::PacketToSend { addr, payload } => {
                post(&self.socket, &mut self.traffic, payload, addr);
                None
            }
            ServerResult::Payload { client_id, payload } => {
                let connection = self.connections.get_mut(&client_id)?;
                match connection.inbound.inspect(payload) {
                    Ok(Carries::Messages) => connection.flush.message_received(now),
                    Ok(Carries::Acknowledgements) => {}
                    Err(violation) => return Some((client_id, violation)),
                }
                server.process_packet_from(payload, client_id).ok()?;
                None
            }
            ServerResult::ClientConnected {
                client_id,
                addr,
                payload,
                ..
            } => {
                post(&self.socket, &mut self.traffic, payload, addr);
                let connection = Connection {
                    flush: FlushRule::new(now),
                    unacknowledged: false,
                    inbound: Inbound::default(),
                };
                self.connections.insert(client_id, connection);
                server.add_connection(client_id);
                None
            }
            ServerResult::ClientDisconnected { client_id, .. } => {
                self.forget(client_id, server);
                None
            }
        }
    }

    fn flush(&mut self, client_id: ClientId, now: Duration, server: &mut RenetServer) {
        if let Some(connection) = self.connections.get_mut(&client_id) {
            connection.flush.flushed(now);
        }
        let Ok(packets) = server.get_packets_to_send(client_id) else {
            return;
        };
        let bytes: usize = packets.iter().map(Vec::len).sum();
        if bytes as u64 + LONGEST_PACKET > BYTES_PER_FLUSH
            && let Some(connection) = self.connections.get_mut(&client_id)
        {
            connection.flush.more_to_send(now);
        }
        for packet in packets {
            match self.netcode.generate_payload_packet(client_id, &packet) {
                Ok((addr, payload)) => {
                    match post(&self.socket, &mut self.traffic, payload, addr) {
                        Posted::Yes => {}
                        // renet sends again what isn't acknowledged.
                        Posted::Full => {
                            self.congested = true;
                            return;
                        }
                        Posted::Failed => return,
                    }
                }
                Err(error) => {
                    // Only acknowledgements can grow past a packet, and only of packets numbered
                    // by an enemy.
                    debug!("client {client_id} cannot be answered: {error}");
                    server.disconnect(client_id);
                    self.restless = true;
                    return;
                }
            }
        }
    }

    /// Ends a connection from our side and says so, more than once: the word isn't repeated when lost.
    fn end(&mut self, client_id: ClientId, server: &mut RenetServer) {
        if let ServerResult::ClientDisconnected {
            addr,
            payload: Some(payload),
            ..
        } = self.netcode.disconnect(client_id)
        {
            for _ in 0..GOODBYES {
                post(&self.socket, &mut self.traffic, payload, addr);
            }
        }
        self.forget(client_id, server);
    }

    fn forget(&mut self, client_id: ClientId, server: &mut RenetServer) {
        self.connections.remove(&client_id);
        self.farewells.remove(&client_id);
        server.remove_connection(client_id);
    }

    fn end_all(&mut self, server: &mut RenetServer) {
        let now = self.now();
        let all: Vec<ClientId> = self.connections.keys().copied().collect();
        for client_id in all {
            self.flush(client_id, now, server);
            server.disconnect(client_id);
            self.end(client_id, server);
        }
    }

    fn log_refusals(&mut self, now: Duration) {
        let (at, before) = self.logged;
        let counts = self.refusals.counts();
        if counts == before || now.saturating_sub(at) < LOG_EVERY {
            return;
        }
        self.logged = (now, counts);
        warn!(
            "refused {} datagrams, the last from {:?}: {} malformed, {} over the sender's share, \
             {} for lack of room, {} against the rules",
            counts.total() - before.total(),
            self.refusals.latest(),
            counts.malformed - before.malformed,
            counts.too_many - before.too_many,
            counts.no_room - before.no_room,
            counts.against_the_rules - before.against_the_rules,
        );
    }
}

enum Posted {
    Yes,
    Full,
    Failed,
}

fn post(socket: &UdpSocket, traffic: &mut Traffic, payload: &[u8], to: SocketAddr) -> Posted {
    match socket.send_to(payload, to) {
        Ok(_) => {
            traffic.packets_out += 1;
            traffic.bytes_out += payload.len() as u64;
            Posted::Yes
        }
        Err(error) => match error.kind() {
            io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => Posted::Full,
            _ => {
                debug!("cannot send to {to}: {error}");
                Posted::Failed
            }
        },
    }
}

// ---------------------------------------------------------------------------------------------
// The plugin

/// Runs [`Transport`] in `bevy_renet`'s own sets, in place of `NetcodeServerPlugin`. Brings
/// `RenetServerPlugin` along; the host inserts [`Transport`] and `RenetServer`, and has
/// `TimePlugin`. Connections come and go as `RenetServerEvent`, for observers.
#[derive(Debug, Clone, Copy, Default)]
pub struct TransportPlugin;

impl Plugin for TransportPlugin {
    fn build(&self, app: &mut App) {
        if !app.is_plugin_added::<RenetServerPlugin>() {
            app.add_plugins(RenetServerPlugin);
        }
        app.add_systems(
            PreUpdate,
            receive
                .in_set(RenetReceive)
                .after(RenetServerPlugin::update_system)
                .before(RenetServerPlugin::emit_server_events_system)
                .run_if(resource_exists::<Transport>)
                .run_if(resource_exists::<RenetServer>),
        );
        app.add_systems(
            PostUpdate,
            send.in_set(RenetSend)
                .run_if(resource_exists::<Transport>)
                .run_if(resource_exists::<RenetServer>),
        );
        app.add_systems(
            Last,
            end_all_on_exit
                .run_if(resource_exists::<Transport>)
                .run_if(resource_exists::<RenetServer>),
        );
    }
}

fn receive(mut transport: ResMut<Transport>, mut server: ResMut<RenetServer>, time: Res<Time<Real>>) {
    transport.receive(time.delta(), &mut server);
}

fn send(mut transport: ResMut<Transport>, mut server: ResMut<RenetServer>) {
    transport.send(&mut server);
}

fn end_all_on_exit(exit: MessageReader<AppExit>, mut transport: ResMut<Transport>, mut server: ResMut<RenetServer>) {
    if !exit.is_empty() {
        transport.end_all(&mut server);
    }
}

#[cfg(test)]
#[path = "transport_tests.rs"]
mod tests;
