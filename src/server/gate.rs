//! What comes in, and what is refused before renet sees it: malformed envelopes, slices, floods.

use std::collections::{BTreeSet, HashMap};
use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use renetcode::NETCODE_MAX_PACKET_BYTES;
use thiserror::Error;

use crate::net::channels::{BYTES_PER_SECOND, COMMANDS, MAX_CLIENT_MESSAGE, MAX_COMMANDS_AHEAD, PACKETS_PER_SECOND};

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

    pub(super) fn latest(&self) -> Option<SocketAddr> {
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
    pub(super) addresses: HashMap<SocketAddr, Allowance>,
    strangers: Allowance,
    swept: Instant,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Allowance {
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
            self.addresses.retain(|_, a| now.saturating_duration_since(a.at) < idle);
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
    pub(super) missing: u64,
    /// Those that came after it.
    pub(super) ahead: BTreeSet<u64>,
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

    pub(super) fn note(&mut self, number: u64) -> Result<(), Violation> {
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
pub(super) fn take_number(rest: &mut &[u8]) -> Option<u64> {
    let length = 1 << (rest.first()? >> 6);
    let (bytes, after) = rest.split_at_checked(length)?;
    *rest = after;
    let number = bytes.iter().fold(0, |sum, &b| sum << 8 | u64::from(b));
    Some(number & ((1 << (8 * length - 2)) - 1))
}
