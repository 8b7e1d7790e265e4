//! Chokepoint: a policy negotiation game about critical minerals.
//!
//! Read the folders from the bottom up: [`market`] is pure numbers; [`level`] is what a level file says; [`rules`] is the
//! game itself, a pure function of commands; [`table`] is one game in progress; [`ai`] the opponents; [`lab`] plays many
//! games; [`debrief`] tells what happened; [`net`] is what both ends of the wire agree on; `server` and `client` are the
//! two Bevy apps. Arrows run one way, and a test holds them to it.

pub mod level;
pub mod market;
pub mod rules;
pub mod net;
pub mod table;
pub mod debrief;
