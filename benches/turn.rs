//! One turn of the largest level (`tests/it/largest.rs`: 12 seats, 15 countries, 10 chains of three stages), resolved after
//! every seat has given its orders: the run that is played, and both runs; and the same eight turns ahead. Memory comes from
//! the program's own allocator.

#[path = "../tests/it/largest.rs"]
mod largest;
#[path = "support/under_way.rs"]
mod under_way;

use chokepoint::rules::estimate::roll_out;
use chokepoint::rules::markets::Markets;
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use mimalloc::MiMalloc;
use under_way::under_way;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn turns(c: &mut Criterion) {
    let level = largest::level();
    let game = under_way(&level);
    let mut markets = Markets::new(&level);
    let mut once = game.clone();
    once.resolve(&mut markets);
    let warnings = once.run().public().market.warnings;
    assert_eq!(warnings, 0, "markets left unsolved");
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
    group.finish();
}

criterion_group!(benches, turns);
criterion_main!(benches);
