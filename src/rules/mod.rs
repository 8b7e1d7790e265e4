//! The rules, pure: no Bevy, files, clocks, threads or sockets.
//!
//! A [`command::Command`] is checked ([`check()`]), carried out into [`event::Event`]s, and only events change the
//! [`state::State`]. A turn is resolved by one function in a published order (`resolve.rs`). What leaves a state leaves
//! through [`view()`]; [`estimate`] is the only way back. One file per instrument or mechanism.
#![deny(clippy::disallowed_types, clippy::disallowed_methods)]

mod agenda;
mod apply;
mod book;
pub mod causes;
pub mod chance;
mod check;
pub mod claims;
pub mod clubs;
pub mod command;
mod condition;
mod controls;
mod deals;
mod drift;
pub mod equity;
pub mod estimate;
pub mod event;
pub mod exclusive;
mod execute;
pub mod figures;
pub mod fingerprint;
mod floors;
mod game;
pub mod guide;
mod happenings;
mod in_force;
mod investors;
pub mod know_how;
pub mod licence;
mod licences;
pub mod limits;
pub mod lists;
pub mod markets;
mod money;
pub mod news;
pub mod offer;
pub mod peace;
pub mod preview;
mod private_stocks;
mod projects;
pub mod protection;
mod reach;
pub mod refusal;
mod resolve;
pub mod score;
mod setup;
mod smuggling;
pub mod state;
mod statement;
mod statements;
mod stocks;
mod tally;
mod tariffs;
pub mod technology;
mod telling;
pub mod tenders;
mod threat;
mod told;
mod transshipment;
pub mod view;
pub mod words;

pub use agenda::{AgendaItem, agenda};
pub use check::{capital_cost, capital_left, check};
pub use condition::holds;
pub use controls::{effective, written};
pub use deals::{forbids, would_void};
pub use floors::floor;
pub use game::{Game, Resolution};
pub use projects::{first_payment, months_to_output, reached, step_of};
pub use reach::reaches;
pub use resolve::length;
pub use statement::{Said, Standing, Statement, Tone};
pub use stocks::cost as stock_cost;
pub use telling::news as tell;
pub use view::{View, Viewer, view};
