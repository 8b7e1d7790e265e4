//! A game of the largest level, under way.

use std::sync::Arc;

use chokepoint::ai::{Mind, PolicyName};
use chokepoint::lab::known_by_seat;
use chokepoint::level::Level;
use chokepoint::level::ids::SeatId;
use chokepoint::rules::{Game, Viewer};
use chokepoint::table::Table;
use chokepoint::table::journal::Actor;

/// Turns played before the one that is timed, so that tariffs, licences and projects are under way.
const PLAYED: u32 = 3;

/// A game with the orders of its fourth turn given: hawks and doves in turn.
pub(crate) fn under_way(level: &Arc<Level>) -> Game {
    let known = known_by_seat(level).expect("a level that can be shown");
    let mut minds: Vec<Mind> = known
        .iter()
        .enumerate()
        .map(|(at, known)| {
            let name = [PolicyName::Hawk, PolicyName::Dove][at % 2];
            Mind::new(name, SeatId::at(at), Arc::clone(known), 1)
        })
        .collect();
    let mut table = Table::new(Arc::clone(level), 1);
    for turn in 0..=PLAYED {
        for round in 0..3 {
            for mind in &mut minds {
                let seat = mind.seat();
                let view = table.view(Viewer::Seat(seat));
                for command in mind.act(&view, round, round == 2) {
                    let (number, now) = (table.last_number(seat) + 1, table.state().turn());
                    // A refused command changes nothing.
                    let _ = table.submit(seat, "bench", number, now, command);
                }
            }
        }
        if turn < PLAYED {
            table.end_turn(Actor::Clock).expect("an open turn");
        }
    }
    table.game().clone()
}
