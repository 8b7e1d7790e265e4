//! A level played by nobody: does every seat find something to answer in every turn?

use std::sync::Arc;

use crate::level::Level;
use crate::level::check::{Finding, Severity};
use crate::level::ids::SeatId;
use crate::level::key::Key;
use crate::rules::markets::Markets;
use crate::rules::{Game, Viewer, agenda, view};

/// Seeds under which a level is rehearsed: what chance brings in one game it may keep back in another.
const SEEDS: [u64; 3] = [1, 2, 3];

/// Turns, from 1, in which nothing awaits a seat's answer while nobody deals, by seat in level order. History orders act,
/// ready offers lie unsigned.
#[must_use]
pub fn idle_turns(level: &Arc<Level>, seed: u64) -> Vec<Vec<u16>> {
    let mut markets = Markets::new(level);
    let mut game = Game::start(Arc::clone(level), seed, &mut markets);
    let mut idle = vec![Vec::new(); level.seats.len()];
    while !game.played_out() {
        for (at, turns) in idle.iter_mut().enumerate() {
            let seen = view(game.run(), Viewer::Seat(SeatId::at(at)));
            if agenda(&seen, level).is_empty() {
                turns.push(game.run().turn().0.saturating_add(1));
            }
        }
        game.resolve(&mut markets);
    }
    idle
}

/// The same as findings of `levels check`, at the seats.
#[must_use]
pub fn rehearse(level: &Arc<Level>) -> Vec<Finding> {
    let mut idle = vec![Vec::new(); level.seats.len()];
    for seed in SEEDS {
        for (all, turns) in idle.iter_mut().zip(idle_turns(level, seed)) {
            all.extend(turns);
        }
    }
    let mut findings = Vec::new();
    for (at, mut turns) in idle.into_iter().enumerate() {
        turns.sort_unstable();
        turns.dedup();
        let numbers: Vec<_> = turns.iter().map(u16::to_string).collect();
        let which = match numbers.as_slice() {
            [] => continue,
            [one] => format!("turn {one}"),
            more => format!("turns {}", more.join(", ")),
        };
        let seat = &level.countries[level.seats[at].country.index()].id;
        findings.push(Finding {
            severity: Severity::Error,
            code: "nothing-to-answer",
            key: Key::top("seats").i(at),
            reason: format!("in {which} nothing awaits an answer of \"{seat}\" when nobody deals"),
            fix: format!(
                "add an event with a `cable` to \"{seat}\", a ready offer, a history order, or a truce that ends about then"
            ),
        });
    }
    findings
}
