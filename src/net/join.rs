//! What is said at the desk: the question to join, its answers, and the client's side of asking.
//!
//! This is HTTP with JSON, and both ends ignore fields they don't know, so old and new programs can
//! always talk at least this far and tell each other in words that they don't fit.

use std::fmt;
use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs, UdpSocket};
use std::time::Duration;

use bevy_renet::RenetClient;
use bevy_renet::netcode::{ClientAuthentication, NetcodeClientTransport, NetcodeError};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::channels::connection_config;
use super::ticket::{TicketError, redeem};

/// The port when none is given, for UDP (the game) and TCP (the desk) alike.
pub const DEFAULT_PORT: u16 = 5577;

/// The longest name, in characters.
pub const MAX_NAME: usize = 24;

/// The longest PIN, table, seat or seat key, in bytes.
pub const MAX_WORD: usize = 64;

/// How long the client waits for the desk.
const PATIENCE: Duration = Duration::from_secs(5);

/// The desk's answers are small; more than this isn't one.
const MAX_ANSWER: u64 = 64 * 1024;

/// `POST /join`: who wants to sit where.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinRequest {
    /// The version of the program that asks, for people to read.
    #[serde(default)]
    pub app_version: String,
    /// [`PROTOCOL`](super::channels::PROTOCOL) of the program that asks.
    pub protocol: u32,
    /// The PIN of the join code; an open server needs none.
    #[serde(default)]
    pub pin: String,
    /// The player's name.
    pub name: String,
    /// The table, when there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The seat wanted; without it the server picks one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat: Option<String>,
    /// The key of a seat taken before, to sit down there again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seat_key: Option<String>,
}

/// The desk's yes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinReply {
    /// The connect ticket, for [`connect`]. Good for one connection from one address, and for
    /// half a minute.
    pub ticket: String,
    /// The seat given.
    pub seat: String,
    /// The key to sit down on this seat again, from any computer.
    pub seat_key: String,
    /// The table of that seat.
    pub table: String,
}

/// The desk's no.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Error)]
#[error("{message}")]
pub struct JoinRefusal {
    /// The kind, for programs and for translation.
    pub refused: RefusalKind,
    /// One sentence in English, for `curl` and as a fallback.
    #[serde(default)]
    pub message: String,
}

impl JoinRefusal {
    /// A refusal with its sentence.
    pub fn new(refused: RefusalKind, message: impl Into<String>) -> Self {
        Self {
            refused,
            message: message.into(),
        }
    }
}

/// The kinds of [`JoinRefusal`]. Append only: the names are on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RefusalKind {
    /// The PIN is wrong or missing.
    WrongPin,
    /// The programs' protocols differ.
    WrongVersion,
    /// Somebody else sits there.
    SeatTaken,
    /// No free seat at the table.
    TableFull,
    /// The game is over.
    GameOver,
    /// Too many attempts; try again in a minute.
    SlowDown,
    /// The name is empty, too long or has characters that can't be shown.
    BadName,
    /// The seat key belongs to no seat here.
    WrongSeatKey,
    /// There is no such table.
    NoSuchTable,
    /// There is no such seat.
    NoSuchSeat,
    /// The request can't be understood.
    BadRequest,
    /// The request is too large.
    TooLarge,
    /// The server is too busy to answer, or hasn't started the game yet.
    NotReady,
    /// A kind this program doesn't know: the server is newer.
    #[serde(other)]
    Unknown,
}

impl RefusalKind {
    /// The HTTP status that goes with it.
    pub fn status(self) -> u16 {
        match self {
            Self::WrongPin | Self::WrongSeatKey => 403,
            Self::NoSuchTable | Self::NoSuchSeat => 404,
            Self::SeatTaken | Self::TableFull => 409,
            Self::GameOver => 410,
            Self::TooLarge => 413,
            Self::BadName => 422,
            Self::WrongVersion => 426,
            Self::SlowDown => 429,
            Self::NotReady => 503,
            Self::BadRequest | Self::Unknown => 400,
        }
    }
}

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum NameError {
    /// Nothing is left after trimming.
    #[error("the name is empty")]
    Empty,
    /// More than [`MAX_NAME`] characters.
    #[error("the name is longer than {MAX_NAME} characters")]
    TooLong,
    /// A control character, or one that turns or hides text.
    #[error("the name has a character that cannot be shown")]
    Unprintable,
}

/// The name as it will be shown: trimmed, without control characters or invisible ones that turn
/// or hide text, at most [`MAX_NAME`] characters.
pub fn clean_name(name: &str) -> Result<String, NameError> {
    let name = name.trim();
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
    };
    if name.is_empty() {
        Err(NameError::Empty)
    } else if name.chars().count() > MAX_NAME {
        Err(NameError::TooLong)
    } else if name.chars().any(hidden) {
        Err(NameError::Unprintable)
    } else {
        Ok(name.to_owned())
    }
}

/// Why joining failed.
#[derive(Debug, Error)]
pub enum JoinError {
    /// The address can't be understood or looked up.
    #[error("`{0}` is not an address that can be found")]
    BadAddress(String),
    /// Nobody answers there.
    #[error("no server answers at {address}: {reason}")]
    Unreachable {
        /// Where.
        address: SocketAddr,
        /// The system's or ureq's words.
        reason: String,
    },
    /// Somebody answers there, but not a Chokepoint desk.
    #[error("{address} answers, but not like a Chokepoint server (HTTP {status})")]
    NotADesk {
        /// Where.
        address: SocketAddr,
        /// The HTTP status it answered with.
        status: u16,
    },
    /// The desk says no.
    #[error(transparent)]
    Refused(#[from] JoinRefusal),
    /// The ticket is unusable.
    #[error(transparent)]
    Ticket(#[from] TicketError),
    /// No socket for the connection.
    #[error("no network socket: {0}")]
    Socket(#[from] io::Error),
    /// netcode refuses to start.
    #[error("the connection cannot start: {0}")]
    Netcode(NetcodeError),
}

/// Looks up `HOST[:PORT]`, with [`DEFAULT_PORT`] where none is given. IPv4 is preferred, because
/// that is where the server listens.
pub fn resolve(address: &str) -> Result<SocketAddr, JoinError> {
    let bad = || JoinError::BadAddress(address.to_owned());
    let address = address.trim();
    let found: Vec<SocketAddr> = if let Ok(ip) = address.trim_matches(['[', ']']).parse() {
        vec![SocketAddr::new(ip, DEFAULT_PORT)]
    } else if address.contains(':') {
        address.to_socket_addrs().map_err(|_| bad())?.collect()
    } else {
        (address, DEFAULT_PORT).to_socket_addrs().map_err(|_| bad())?.collect()
    };
    let best = found.iter().find(|a| a.is_ipv4()).or(found.first());
    best.copied().ok_or_else(bad)
}

/// Asks the desk at `address`. Blocks for up to five seconds: call it on a thread.
#[cfg(any(feature = "client", feature = "server"))]
pub fn ask(address: SocketAddr, request: &JoinRequest) -> Result<JoinReply, JoinError> {
    let unreachable = |reason: &dyn fmt::Display| JoinError::Unreachable {
        address,
        reason: reason.to_string(),
    };
    let agent = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .http_status_as_error(false)
        .max_redirects(0)
        .proxy(None)
        .build()
        .new_agent();
    let mut response = agent
        .post(format!("http://{address}/join"))
        .send_json(request)
        .map_err(|error| unreachable(&error))?;
    let status = response.status().as_u16();
    let body = response
        .body_mut()
        .with_config()
        .limit(MAX_ANSWER)
        .read_to_vec()
        .map_err(|error| unreachable(&error))?;
    if let Ok(reply) = serde_json::from_slice::<JoinReply>(&body)
        && (200..300).contains(&status)
    {
        return Ok(reply);
    }
    match serde_json::from_slice::<JoinRefusal>(&body) {
        Ok(refusal) => Err(refusal.into()),
        Err(_) => Err(JoinError::NotADesk { address, status }),
    }
}

/// The two resources of a client that connects with the desk's answer: insert both into a Bevy
/// app, or drive them by hand. `reached` is the address the desk answered at.
pub fn connect(reply: &JoinReply, reached: SocketAddr) -> Result<(RenetClient, NetcodeClientTransport), JoinError> {
    let connect_token = redeem(&reply.ticket, reached)?;
    let socket = if reached.is_ipv4() {
        UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?
    } else {
        UdpSocket::bind((Ipv6Addr::UNSPECIFIED, 0))?
    };
    let authentication = ClientAuthentication::Secure { connect_token };
    let transport = NetcodeClientTransport::new(Duration::ZERO, authentication, socket).map_err(JoinError::Netcode)?;
    Ok((RenetClient::new(connection_config()), transport))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn names_are_trimmed_and_checked() {
        assert_eq!(clean_name("  Ada L. ").unwrap(), "Ada L.");
        assert_eq!(clean_name("王小明").unwrap(), "王小明");
        assert_eq!(clean_name(" \t "), Err(NameError::Empty));
        assert_eq!(clean_name("a\u{7}b"), Err(NameError::Unprintable));
        assert_eq!(clean_name("a\u{202e}b"), Err(NameError::Unprintable));
        assert_eq!(clean_name(&"é".repeat(24)).unwrap().chars().count(), 24);
        assert_eq!(clean_name(&"x".repeat(25)), Err(NameError::TooLong));
    }

    #[test]
    fn a_newer_servers_refusal_is_still_read() {
        let refusal: JoinRefusal =
            serde_json::from_str(r#"{"refused":"MoonPhase","message":"Wait.","until":3}"#).unwrap();
        assert_eq!(refusal.refused, RefusalKind::Unknown);
        assert_eq!(refusal.to_string(), "Wait.");
        let old: JoinRequest = serde_json::from_str(r#"{"protocol":1,"name":"x"}"#).unwrap();
        assert_eq!((old.pin.as_str(), old.seat), ("", None));
    }

    #[test]
    fn addresses_are_found_with_and_without_port() {
        let at = |text: &str| resolve(text).unwrap().to_string();
        assert_eq!(at("127.0.0.1"), "127.0.0.1:5577");
        assert_eq!(at(" 10.0.0.2:81 "), "10.0.0.2:81");
        assert_eq!(at("::1"), "[::1]:5577");
        assert_eq!(at("[::1]:9"), "[::1]:9");
        assert!(matches!(resolve("1.2.3.4:x"), Err(JoinError::BadAddress(_))));
        assert!(resolve("").is_err());
    }

    #[test]
    fn a_closed_port_is_unreachable() {
        let socket = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let address = socket.local_addr().unwrap();
        drop(socket);
        let error = ask(address, &JoinRequest::default()).unwrap_err();
        assert!(matches!(error, JoinError::Unreachable { .. }), "{error}");
    }
}
