//! One turn of the largest level (`tests/it/largest.rs`: 12 seats, 15 countries, 10 chains of three stages), resolved after
//! every seat has given its orders: the run that is played, and both runs; the same eight turns ahead; and the clone of a
//! state that every look ahead begins with.
#![allow(clippy::print_stdout, reason = "counts are printed beside the times")]

#[path = "../tests/it/largest.rs"]
mod largest;

use std::hint::black_box;
use std::sync::Arc;

use chokepoint::ai::{Mind, PolicyName};
use chokepoint::lab::known_by_seat;
use chokepoint::level::Level;
use chokepoint::level::ids::SeatId;
use chokepoint::rules::estimate::roll_out;
use chokepoint::rules::markets::Markets;
use chokepoint::rules::{Game, Viewer};
use chokepoint::table::Table;
use chokepoint::table::journal::Actor;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

/// Turns played before the one that is timed, so that tariffs, licences and projects are under way.
const PLAYED: u32 = 3;

/// A game with the orders of its fourth turn given: hawks and doves in turn.
fn under_way(level: &Arc<Level>) -> Game {
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

fn turns(c: &mut Criterion) {
    let level = largest::level();
    let game = under_way(&level);
    let mut markets = Markets::new(&level);
    let mut once = game.clone();
    once.resolve(&mut markets);
    let warnings = once.run().public().market.warnings;
    assert_eq!(warnings, 0, "markets left unsolved");
    let count = allocation_counter::measure(|| {
        black_box(game.run().clone());
    });
    println!(
        "clone of a state: {} allocations, {} bytes",
        count.count_total, count.bytes_total
    );

    let mut group = c.benchmark_group("largest level");
    group.bench_function("one resolution", |b| {
        b.iter_batched_ref(
            || game.run().clone(),
            |state| roll_out(state, &mut markets, 1),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("one resolution, both runs", |b| {
        b.iter_batched_ref(
            || game.clone(),
            |game| game.resolve(&mut markets),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("eight turns ahead", |b| {
        b.iter_batched_ref(
            || game.run().clone(),
            |state| roll_out(state, &mut markets, 8),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("clone of a state", |b| b.iter(|| black_box(game.run().clone())));
    group.finish();
}

criterion_group!(benches, turns);
criterion_main!(benches);
