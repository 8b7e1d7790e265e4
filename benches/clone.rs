//! The clone of a state that every look ahead begins with: how long it takes, and what it allocates.
#![allow(clippy::print_stdout, reason = "counts are printed beside the times")]

#[path = "../tests/it/largest.rs"]
mod largest;
#[path = "support/under_way.rs"]
mod under_way;

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use under_way::under_way;

fn clones(c: &mut Criterion) {
    let game = under_way(&largest::level());
    let count = allocation_counter::measure(|| {
        black_box(game.run().clone());
    });
    println!(
        "clone of a state: {} allocations, {} bytes",
        count.count_total, count.bytes_total
    );
    c.bench_function("clone of a state, largest level", |b| {
        b.iter(|| black_box(game.run().clone()));
    });
}

criterion_group!(benches, clones);
criterion_main!(benches);
