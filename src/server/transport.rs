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

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::io;
use std::net::{SocketAddr, UdpSocket};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use bevy::app::AppExit;
use bevy::log::{debug, warn};
use bevy::prelude::{
    App, IntoScheduleConfigs, Last, MessageReader, Plugin, PostUpdate, PreUpdate, Real, Res,
    ResMut, Resource, Time, resource_exists,
};
use bevy_renet::renet::ClientId;
use bevy_renet::{RenetReceive, RenetSend, RenetServer, RenetServerPlugin};
use renetcode::{
    NETCODE_MAX_PACKET_BYTES, NetcodeServer, ServerAuthentication, ServerConfig, ServerResult,
};
use thiserror::Error;

use crate::net::channels::{
    BYTES_PER_FLUSH, BYTES_PER_SECOND, COMMANDS, DATAGRAMS_PER_TICK, MAX_CLIENT_MESSAGE,
    MAX_COMMANDS_AHEAD, PACKETS_PER_SECOND, TIMEOUT, VIEWS, VIEWS_MEMORY, protocol_id,
};
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
// What came in, and what is refused

/// A datagram as it came from the socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Datagram {
    /// Who sent it, or says so.
    pub from: SocketAddr,
    /// What it holds, still encrypted.
    pub bytes: Vec<u8>,
}

/// Why a datagram was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DatagramRefusal {
    /// Not a netcode packet that a client may send.
    #[error("malformed")]
    Malformed,
    /// Its sender exceeds its share.
    #[error("too many")]
    TooMany,
    /// The server is behind and its queue is full.
    #[error("no room")]
    NoRoom,
    /// A client with a ticket broke the rules; its connection was ended.
    #[error("against the rules")]
    AgainstTheRules,
}

/// How many datagrams were refused, by reason.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RefusalCounts {
    /// See [`DatagramRefusal::Malformed`].
    pub malformed: u64,
    /// See [`DatagramRefusal::TooMany`].
    pub too_many: u64,
    /// See [`DatagramRefusal::NoRoom`].
    pub no_room: u64,
    /// See [`DatagramRefusal::AgainstTheRules`].
    pub against_the_rules: u64,
}

impl RefusalCounts {
    /// All of them.
    pub fn total(&self) -> u64 {
        self.malformed + self.too_many + self.no_room + self.against_the_rules
    }
}

/// Counts refusals; shared between the socket's thread and the transport.
#[derive(Debug, Default)]
pub struct Refusals {
    counts: [AtomicU64; 4],
    latest: Mutex<Option<SocketAddr>>,
}

impl Refusals {
    /// Counts one.
    pub fn note(&self, from: SocketAddr, why: DatagramRefusal) {
        self.counts[why as usize].fetch_add(1, Ordering::Relaxed);
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner) = Some(from);
    }

    /// The counts so far.
    pub fn counts(&self) -> RefusalCounts {
        let count = |why: DatagramRefusal| self.counts[why as usize].load(Ordering::Relaxed);
        RefusalCounts {
            malformed: count(DatagramRefusal::Malformed),
            too_many: count(DatagramRefusal::TooMany),
            no_room: count(DatagramRefusal::NoRoom),
            against_the_rules: count(DatagramRefusal::AgainstTheRules),
        }
    }

    fn latest(&self) -> Option<SocketAddr> {
        *self.latest.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Packets and bytes through the transport since its start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Traffic {
    /// Datagrams that passed [`envelope`].
    pub packets_in: u64,
    /// Bytes in them.
    pub bytes_in: u64,
    /// Datagrams sent.
    pub packets_out: u64,
    /// Bytes in them.
    pub bytes_out: u64,
}

/// Lets each address have [`PACKETS_PER_SECOND`] and [`BYTES_PER_SECOND`], two seconds' worth at
/// once. It stands before the queue, so that nobody fills the queue for the others. Past
/// [`Gate::ADDRESSES`] addresses, new ones share one allowance.
#[derive(Debug)]
pub struct Gate {
    addresses: HashMap<SocketAddr, Allowance>,
    strangers: Allowance,
    swept: Instant,
}

#[derive(Debug, Clone, Copy)]
struct Allowance {
    packets: f64,
    bytes: f64,
    at: Instant,
}

impl Allowance {
    const SECONDS: f64 = 2.0;

    fn new(now: Instant) -> Self {
        Self {
            packets: f64::from(PACKETS_PER_SECOND) * Self::SECONDS,
            bytes: f64::from(BYTES_PER_SECOND) * Self::SECONDS,
            at: now,
        }
    }

    fn take(&mut self, bytes: usize, now: Instant) -> bool {
        let full = Self::new(now);
        let passed = now.saturating_duration_since(self.at).as_secs_f64();
        self.packets = (self.packets + passed * f64::from(PACKETS_PER_SECOND)).min(full.packets);
        self.bytes = (self.bytes + passed * f64::from(BYTES_PER_SECOND)).min(full.bytes);
        self.at = now;
        let bytes = bytes as f64;
        let enough = self.packets >= 1.0 && self.bytes >= bytes;
        if enough {
            self.packets -= 1.0;
            self.bytes -= bytes;
        }
        enough
    }
}

impl Gate {
    /// How many addresses have an allowance of their own.
    pub const ADDRESSES: usize = 4096;

    /// A gate that nobody has passed.
    pub fn new(now: Instant) -> Self {
        Self {
            addresses: HashMap::new(),
            strangers: Allowance::new(now),
            swept: now,
        }
    }

    /// Whether a datagram of so many bytes may pass.
    pub fn admit(&mut self, from: SocketAddr, bytes: usize, now: Instant) -> bool {
        if let Some(allowance) = self.addresses.get_mut(&from) {
            return allowance.take(bytes, now);
        }
        // A connected client is heard every quarter of a second, so it is never swept; whoever is
        // has a full allowance again, so nothing is forgiven.
        let idle = Duration::from_secs_f64(Allowance::SECONDS);
        let due = now.saturating_duration_since(self.swept) >= idle;
        if self.addresses.len() >= Self::ADDRESSES && due {
            self.addresses
                .retain(|_, a| now.saturating_duration_since(a.at) < idle);
            self.swept = now;
        }
        if self.addresses.len() >= Self::ADDRESSES {
            return self.strangers.take(bytes, now);
        }
        self.addresses
            .entry(from)
            .or_insert_with(|| Allowance::new(now))
            .take(bytes, now)
    }
}

/// Looks at a datagram's outside before netcode does.
///
/// netcode 2.0.0 panics, *before* it checks the seal, on a sequence number of more than eight
/// bytes, on one that leaves no room for the seal, and (in builds with overflow checks) on one
/// close to 2⁶⁴. Any address with a connection, or anybody who forges one, could send those.
pub fn envelope(bytes: &[u8]) -> Result<(), DatagramRefusal> {
    const REQUEST: u8 = 0;
    const REQUEST_BYTES: usize = 1 + 13 + 8 + 8 + 24 + 1024;
    const RESPONSE: u8 = 3;
    const KEEP_ALIVE: u8 = 4;
    const PAYLOAD: u8 = 5;
    const DISCONNECT: u8 = 6;
    const SEAL: usize = 16;

    let refused = Err(DatagramRefusal::Malformed);
    let Some((&prefix, rest)) = bytes.split_first() else {
        return refused;
    };
    if bytes.len() > NETCODE_MAX_PACKET_BYTES {
        return refused;
    }
    let sequence_bytes = usize::from(prefix >> 4);
    let fits = match prefix & 0xf {
        REQUEST => sequence_bytes == 0 && bytes.len() == REQUEST_BYTES,
        RESPONSE | KEEP_ALIVE | PAYLOAD | DISCONNECT => {
            sequence_bytes <= 8 && rest.len() >= sequence_bytes + SEAL && {
                let mut sequence = [0; 8];
                sequence[..sequence_bytes].copy_from_slice(&rest[..sequence_bytes]);
                u64::from_le_bytes(sequence) < 1 << 62
            }
        }
        _ => false,
    };
    if fits { Ok(()) } else { refused }
}

/// What a client's payload carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Carries {
    /// Commands.
    Messages,
    /// Only acknowledgements.
    Acknowledgements,
}

/// How a client with a ticket broke the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Violation {
    /// Slices are only needed for messages over 1200 bytes, and renet 2.0.1 panics on a slice
    /// beyond the number announced.
    #[error("sent a slice")]
    Slice,
    /// Not a renet packet, or of a kind the protocol doesn't use.
    #[error("sent a malformed packet")]
    Malformed,
    /// A message of zero bytes, which renet keeps without counting, or of more than
    /// [`MAX_CLIENT_MESSAGE`].
    #[error("sent a message of {0} bytes")]
    Length(u64),
    /// A message number far ahead of what was sent.
    #[error("skipped messages")]
    Skipped,
    /// What it made renet do could not be encrypted or ended in a panic.
    #[error("upset the transport")]
    Upset,
}

/// What the server remembers of one client's messages, to look at the next payload.
#[derive(Debug, Clone, Default)]
pub struct Inbound {
    /// The first message number that hasn't come.
    missing: u64,
    /// Those that came after it.
    ahead: BTreeSet<u64>,
}

impl Inbound {
    /// Looks at a decrypted payload before renet does.
    pub fn inspect(&mut self, payload: &[u8]) -> Result<Carries, Violation> {
        let mut rest = payload;
        match take_byte(&mut rest) {
            Some(0) => self.inspect_messages(&mut rest),
            Some(2 | 3) => Err(Violation::Slice),
            Some(4) => Ok(Carries::Acknowledgements),
            _ => Err(Violation::Malformed),
        }
    }

    fn inspect_messages(&mut self, rest: &mut &[u8]) -> Result<Carries, Violation> {
        let malformed = Violation::Malformed;
        take_number(rest).ok_or(malformed)?;
        let channel = take_byte(rest).ok_or(malformed)?;
        let high = take_byte(rest).ok_or(malformed)?;
        let low = take_byte(rest).ok_or(malformed)?;
        let count = u16::from_be_bytes([high, low]);
        if channel != COMMANDS || count == 0 {
            return Err(malformed);
        }
        for _ in 0..count {
            let number = take_number(rest).ok_or(malformed)?;
            let length = take_number(rest).ok_or(malformed)?;
            if length == 0 || length > MAX_CLIENT_MESSAGE as u64 {
                return Err(Violation::Length(length));
            }
            *rest = rest.get(length as usize..).ok_or(malformed)?;
            self.note(number)?;
        }
        if rest.is_empty() {
            Ok(Carries::Messages)
        } else {
            Err(malformed)
        }
    }

    fn note(&mut self, number: u64) -> Result<(), Violation> {
        if number >= self.missing + MAX_COMMANDS_AHEAD {
            return Err(Violation::Skipped);
        }
        if number >= self.missing {
            self.ahead.insert(number);
            while self.ahead.remove(&self.missing) {
                self.missing += 1;
            }
        }
        Ok(())
    }
}

fn take_byte(rest: &mut &[u8]) -> Option<u8> {
    let (&first, after) = rest.split_first()?;
    *rest = after;
    Some(first)
}

/// A number as QUIC and renet write it: the top two bits say whether one, two, four or eight bytes.
fn take_number(rest: &mut &[u8]) -> Option<u64> {
    let length = 1 << (rest.first()? >> 6);
    let (bytes, after) = rest.split_at_checked(length)?;
    *rest = after;
    let number = bytes.iter().fold(0, |sum, &b| sum << 8 | u64::from(b));
    Some(number & ((1 << (8 * length - 2)) - 1))
}

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
        let current_time = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
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
        let wakes = self
            .connections
            .values()
            .map(|c| c.flush.until(now, c.unacknowledged));
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
            connection.unacknowledged =
                server.channel_available_memory(client_id, VIEWS) < VIEWS_MEMORY;
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
        let step = catch_unwind(AssertUnwindSafe(|| {
            self.process(from, &mut datagram.bytes, server)
        }));
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

fn receive(
    mut transport: ResMut<Transport>,
    mut server: ResMut<RenetServer>,
    time: Res<Time<Real>>,
) {
    transport.receive(time.delta(), &mut server);
}

fn send(mut transport: ResMut<Transport>, mut server: ResMut<RenetServer>) {
    transport.send(&mut server);
}

fn end_all_on_exit(
    exit: MessageReader<AppExit>,
    mut transport: ResMut<Transport>,
    mut server: ResMut<RenetServer>,
) {
    if !exit.is_empty() {
        transport.end_all(&mut server);
    }
}

#[cfg(test)]
#[path = "transport_tests.rs"]
mod tests;
