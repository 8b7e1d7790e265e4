//! Levels: what a RON file says ([`shape`]), whether it is right ([`check`]), and the same ready to play ([`Level`]).
//!
//! Also the vocabulary that levels and rules share: ids, whole units, orders, measures, clauses, conditions.
//! It knows the markets it calibrates, and nothing of the game's rules.

mod balance;
mod bench;
pub mod catalogue;
pub mod check;
mod check_arc;
mod check_facts;
mod check_shares;
mod check_texts;
mod check_ties;
pub mod choice;
mod cites;
pub mod clause;
pub mod compile;
mod compile_chain;
mod compile_deal;
mod compile_event;
mod compile_flows;
mod compile_goods;
mod compile_guide;
mod compile_market;
mod compile_measure;
mod compile_order;
mod compile_seat;
mod compiled;
pub mod condition;
pub mod guide;
pub mod ids;
pub mod key;
pub mod locate;
mod locate_reader;
mod lookup;
pub mod measure;
pub mod mechanism;
mod nearest;
pub mod order;
pub mod public;
pub mod reference;
mod ron_places;
mod ron_words;
pub mod shape;
mod shape_event;
mod shape_guide;
mod shape_market;
mod shape_play;
mod shape_seat;
pub mod text;
pub mod units;

pub use compiled::*;
pub use text::Text;

#[cfg(test)]
mod tests;
