//! What both ends of the wire agree on: messages, codec, limits, joining.

#[cfg(any(feature = "client", feature = "server"))]
pub mod channels;
pub mod codec;
#[cfg(any(feature = "client", feature = "server"))]
pub mod flush;
#[cfg(any(feature = "client", feature = "server"))]
pub mod join;
pub mod message;
#[cfg(any(feature = "client", feature = "server"))]
pub mod ticket;
