//! Bytes and messages: postcard, length checked before decoding, nothing left over after it, floats finite.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::message::{ToClient, ToServer};

/// Longest message a client may send, bytes: one packet, never sliced.
pub const CLIENT_LIMIT: usize = 1_000;
/// Longest message a server may send, bytes.
pub const SERVER_LIMIT: usize = 4_000_000;

/// Why bytes are no message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CodecError {
    /// Longer than allowed.
    #[error("the message has {length} bytes, at most {limit} are allowed")]
    TooLong {
        /// Its length.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// Not a message of this protocol.
    #[error("these bytes are no message of this protocol")]
    Malformed,
    /// Something follows the message.
    #[error("{0} bytes follow the message")]
    LeftOver(usize),
}

/// Encodes a client's message.
///
/// # Errors
/// [`CodecError::TooLong`] for a draft or message that doesn't fit a packet.
pub fn encode_to_server(message: &ToServer) -> Result<Vec<u8>, CodecError> {
    encode(message, CLIENT_LIMIT)
}

/// Decodes a client's message.
///
/// # Errors
/// Why the bytes are no message.
pub fn decode_to_server(bytes: &[u8]) -> Result<ToServer, CodecError> {
    decode(bytes, CLIENT_LIMIT)
}

/// Encodes a server's message.
///
/// # Errors
/// [`CodecError::TooLong`].
pub fn encode_to_client(message: &ToClient) -> Result<Vec<u8>, CodecError> {
    encode(message, SERVER_LIMIT)
}

/// Decodes a server's message.
///
/// # Errors
/// Why the bytes are no message.
pub fn decode_to_client(bytes: &[u8]) -> Result<ToClient, CodecError> {
    decode(bytes, SERVER_LIMIT)
}

fn encode(message: &impl Serialize, limit: usize) -> Result<Vec<u8>, CodecError> {
    let bytes = postcard::to_stdvec(message).map_err(|_| CodecError::Malformed)?;
    if bytes.len() > limit {
        Err(CodecError::TooLong {
            length: bytes.len(),
            limit,
        })
    } else {
        Ok(bytes)
    }
}

fn decode<T: DeserializeOwned>(bytes: &[u8], limit: usize) -> Result<T, CodecError> {
    if bytes.len() > limit {
        return Err(CodecError::TooLong {
            length: bytes.len(),
            limit,
        });
    }
    let (message, rest) = postcard::take_from_bytes(bytes).map_err(|_| CodecError::Malformed)?;
    if rest.is_empty() {
        Ok(message)
    } else {
        Err(CodecError::LeftOver(rest.len()))
    }
}
