//! Chokepoint: a policy negotiation game about critical minerals.
//!
//! Read the folders from the bottom up: [`market`] is pure numbers; [`level`] is what a level file says; [`rules`] is the
//! game itself, a pure function of commands; [`table`] is one game in progress; [`ai`] the opponents; [`text`] turns keys
//! into sentences; [`net`] is what both ends of the wire agree on; [`lab`] plays many games; [`debrief`] tells what
//! happened; `server` and `client` are the two Bevy apps; [`cli`] is the command line. Arrows run one way, and a test holds
//! them to it. `docs/ARCHITECTURE.md` follows one order through all of it.
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "denied again in the modules that must be exact"
)]

pub mod ai;
pub mod cli;
#[cfg(feature = "client")]
pub mod client;
pub mod debrief;
pub mod lab;
pub mod level;
pub mod market;
pub mod net;
pub mod rules;
#[cfg(feature = "server")]
pub mod server;
pub mod table;
pub mod text;
