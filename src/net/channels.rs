//! The wire both ends agree on: protocol number, channels, sizes and times.
//!
//! Server and client build their renet connection from the same [`connection_config`]; a change to
//! anything here that the other end can notice needs a new [`PROTOCOL`].

use std::time::Duration;

use bevy_renet::renet::{ChannelConfig, ConnectionConfig, SendType};

/// The protocol number. It goes up with every change to a message type or to this file; the desk
/// compares it in words before a ticket is given out, netcode compares it in every packet.
pub const PROTOCOL: u32 = 2;

/// Channel from client to server: commands, in order, each answered.
pub const COMMANDS: u8 = 0;

/// Channel from server to client: parts of the view and answers, in order.
pub const VIEWS: u8 = 1;

/// The longest message a client may send, in bytes. It stays under renet's slice size (1200), so
/// a client never has a reason to send slices, and the server refuses them.
pub const MAX_CLIENT_MESSAGE: usize = 1000;

/// The most commands a client may have on the way at once; the server ends a connection that is
/// further ahead of the first command it misses.
pub const MAX_COMMANDS_AHEAD: u64 = 1024;

/// How many bytes of unacknowledged commands a client (or of undrained commands the server) holds
/// before the connection is given up.
pub const COMMANDS_MEMORY: usize = 128 * 1024;

/// How many bytes of unacknowledged views the server holds for one connection before it is given
/// up. Ask `can_send_message` first and skip to the newest view when it says no.
pub const VIEWS_MEMORY: usize = 4 * 1024 * 1024;

/// A connection that was silent for this long is dead, at both ends.
pub const TIMEOUT: Duration = Duration::from_secs(12);

/// A ticket that wasn't used for this long is void.
pub const TICKET_LIFE: Duration = Duration::from_secs(30);

/// Both ends flush at least this often. Just under netcode's own keep-alive (250 ms), so that the
/// flush stands in for it and a quiet connection sends one packet instead of two.
pub const FLUSH_EVERY: Duration = Duration::from_millis(230);

/// Both ends flush this often while something reliable is unacknowledged.
pub const FLUSH_UNACKNOWLEDGED: Duration = Duration::from_millis(100);

/// How long a packet that carried a message may wait for its acknowledgement.
pub const ACKNOWLEDGE_WITHIN: Duration = Duration::from_millis(20);

/// After this long without an acknowledgement a message is sent again. More than
/// [`FLUSH_EVERY`], so that a quiet end has acknowledged before.
pub const RESEND_AFTER: Duration = Duration::from_millis(400);

/// How many bytes one flush of one connection may send; the rest waits for the next flush.
pub const BYTES_PER_FLUSH: u64 = 60_000;

/// How many datagrams a second one address may send the server, on average.
pub const PACKETS_PER_SECOND: u32 = 120;

/// How many bytes a second one address may send the server, on average.
pub const BYTES_PER_SECOND: u32 = 64 * 1024;

/// How many datagrams the server works through in one tick; the rest waits for the next one.
pub const DATAGRAMS_PER_TICK: usize = 256;

/// The number netcode puts into every packet: the name of the game and [`PROTOCOL`].
pub const fn protocol_id() -> u64 {
    (u32::from_be_bytes(*b"CHOK") as u64) << 32 | PROTOCOL as u64
}

/// The renet configuration of both ends: one reliable ordered channel each way.
pub fn connection_config() -> ConnectionConfig {
    let reliable = |channel_id, max_memory_usage_bytes| ChannelConfig {
        channel_id,
        max_memory_usage_bytes,
        send_type: SendType::ReliableOrdered {
            resend_time: RESEND_AFTER,
        },
    };
    ConnectionConfig {
        available_bytes_per_tick: BYTES_PER_FLUSH,
        server_channels_config: vec![reliable(VIEWS, VIEWS_MEMORY)],
        client_channels_config: vec![reliable(COMMANDS, COMMANDS_MEMORY)],
    }
}
