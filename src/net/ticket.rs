//! The connect ticket: minted by the server, carried in the desk's answer, redeemed by the client.
//!
//! netcode compares the address list *inside* the ticket literally with the server's own, which
//! fails silently behind NAT, with several interfaces or with `0.0.0.0`. So both lists hold one
//! fixed placeholder, and the client overwrites the ticket's *open* list, which says where to send,
//! with the address at which it just reached the desk.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};
use std::time::Duration;

use data_encoding::BASE64;
use renetcode::{ConnectToken, NETCODE_KEY_BYTES, NetcodeError, TokenGenerationError};
use thiserror::Error;

use super::channels::{TICKET_LIFE, TIMEOUT, protocol_id};

/// The address in every ticket and in the server's own list; nobody ever sends there.
pub const PLACEHOLDER: SocketAddr = SocketAddr::V4(SocketAddrV4::new(Ipv4Addr::LOCALHOST, 1));

/// A ticket's text is never longer than this (about 1.6 KB in use).
const MAX_TEXT: usize = 4096;

/// The server's secret that makes tickets genuine. It never leaves the process, so a restart voids
/// every ticket.
#[derive(Clone)]
pub struct TicketKey([u8; NETCODE_KEY_BYTES]);

impl TicketKey {
    /// Draws a key from the operating system.
    pub fn draw() -> Result<Self, TicketError> {
        let mut key = [0; NETCODE_KEY_BYTES];
        getrandom::fill(&mut key).map_err(|_| TicketError::NoRandomness)?;
        Ok(Self(key))
    }

    /// The bytes, for netcode.
    pub fn bytes(&self) -> &[u8; NETCODE_KEY_BYTES] {
        &self.0
    }
}

impl fmt::Debug for TicketKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TicketKey(..)")
    }
}

/// A minted ticket: what to send, and by which id the connection will be recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The id of the connection to come. A random number, never a seat or a player.
    pub client_id: u64,
    /// The ticket in base64, for the desk's answer.
    pub text: String,
}

/// Why a ticket could not be minted or redeemed.
#[derive(Debug, Error)]
pub enum TicketError {
    /// The operating system gave no random bytes.
    #[error("the operating system gave no random numbers")]
    NoRandomness,
    /// netcode could not make the token.
    #[error("the ticket could not be made: {0}")]
    Mint(#[from] TokenGenerationError),
    /// The text isn't base64, or too long.
    #[error("the ticket is not readable")]
    NotText,
    /// The bytes aren't a connect token, or one with impossible times.
    #[error("the ticket is malformed")]
    Malformed,
    /// netcode could not read the token.
    #[error("the ticket could not be read: {0}")]
    Netcode(#[from] NetcodeError),
    /// The ticket is for another protocol.
    #[error("the ticket is for another version of the game")]
    OtherProtocol,
}

/// Mints a ticket at the netcode time `now`, good for [`TICKET_LIFE`].
pub fn mint(key: &TicketKey, now: Duration) -> Result<Ticket, TicketError> {
    let client_id = getrandom::u64().map_err(|_| TicketError::NoRandomness)?;
    let token = ConnectToken::generate(
        now,
        protocol_id(),
        TICKET_LIFE.as_secs(),
        client_id,
        TIMEOUT.as_secs() as i32,
        vec![PLACEHOLDER],
        Some(&[0; renetcode::NETCODE_USER_DATA_BYTES]),
        key.bytes(),
    )?;
    let mut bytes = Vec::with_capacity(1300);
    token.write(&mut bytes).map_err(TokenGenerationError::IoError)?;
    Ok(Ticket {
        client_id,
        text: BASE64.encode(&bytes),
    })
}

/// Turns a ticket's text into the token to connect with, aimed at the address that was `reached`
/// by HTTP. The server is not trusted to have sent sense.
pub fn redeem(text: &str, reached: SocketAddr) -> Result<ConnectToken, TicketError> {
    if text.len() > MAX_TEXT {
        return Err(TicketError::NotText);
    }
    let bytes = BASE64.decode(text.as_bytes()).map_err(|_| TicketError::NotText)?;
    let mut rest = bytes.as_slice();
    let mut token = ConnectToken::read(&mut rest)?;
    if token.protocol_id != protocol_id() {
        return Err(TicketError::OtherProtocol);
    }
    // netcode subtracts these without looking.
    let times = token.create_timestamp < token.expire_timestamp && token.timeout_seconds > 0;
    if !rest.is_empty() || !times {
        return Err(TicketError::Malformed);
    }
    token.server_addresses = [None; 32];
    token.server_addresses[0] = Some(reached);
    Ok(token)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail loudly")]
mod tests {
    use super::*;

    #[test]
    fn a_ticket_travels_and_is_aimed_at_the_reached_address() {
        let key = TicketKey::draw().unwrap();
        let reached: SocketAddr = "192.168.1.7:5577".parse().unwrap();
        let ticket = mint(&key, Duration::from_secs(1_000)).unwrap();
        assert!(ticket.text.len() < MAX_TEXT, "{}", ticket.text.len());
        let token = redeem(&ticket.text, reached).unwrap();
        assert_eq!(token.client_id, ticket.client_id);
        assert_eq!(token.server_addresses[0], Some(reached));
        assert!(token.server_addresses[1..].iter().all(Option::is_none));
        assert_eq!(token.expire_timestamp, 1_030);
        let another = mint(&key, Duration::from_secs(1_000)).unwrap();
        assert_ne!(another.client_id, ticket.client_id);
    }

    #[test]
    fn nonsense_is_refused_by_type() {
        let key = TicketKey::draw().unwrap();
        let reached = PLACEHOLDER;
        let good = mint(&key, Duration::from_secs(9)).unwrap().text;
        let bytes = BASE64.decode(good.as_bytes()).unwrap();
        let spoilt = |at: usize, with: &[u8]| {
            let mut bytes = bytes.clone();
            bytes[at..at + with.len()].copy_from_slice(with);
            redeem(&BASE64.encode(&bytes), reached)
        };
        assert!(matches!(redeem("§§", reached), Err(TicketError::NotText)));
        assert!(matches!(redeem(&"A".repeat(5000), reached), Err(TicketError::NotText)));
        assert!(redeem("", reached).is_err());
        assert!(redeem(&BASE64.encode(&bytes[..700]), reached).is_err());
        assert!(spoilt(8, b"X").is_err(), "netcode version");
        assert!(matches!(spoilt(21, &[7; 8]), Err(TicketError::OtherProtocol)));
        assert!(
            matches!(spoilt(29, &[0xff; 8]), Err(TicketError::Malformed)),
            "expires before it was made"
        );
        let mut long = bytes.clone();
        long.push(0);
        assert!(redeem(&BASE64.encode(&long), reached).is_err());
    }
}
