//! One chain of six countries and three stages with five quotas: cleared from reference prices, and again after one quota has
//! moved by ten percent. The solver allocates nothing after set-up: counted before anything is timed.
#![allow(clippy::print_stdout, reason = "counts are printed beside the times")]

use std::hint::black_box;

use chokepoint::market::{
    Chain, ChainSpec, Clearing, Conditions, DemandSpec, GoodSpec, ProcessSpec, Quota, Solver, Status, Warm,
};
use criterion::{Criterion, criterion_group, criterion_main};

const REGIONS: usize = 6;
const STAGES: usize = 3;

/// Region 0 makes 70 % at each stage, the others share the rest; everybody uses everything.
fn chain(segments: usize) -> Chain {
    let buyers = REGIONS * segments;
    let (made, yields, price) = ([1000.0, 500.0, 400.0], [1.0, 1.5, 0.9], [5.0, 60.0, 100.0]);
    let share = |i: usize| if i == 0 { 0.7 } else { 0.3 / (REGIONS - 1) as f64 };
    let (mut processes, mut demands) = (Vec::new(), Vec::new());
    let mut need = vec![0.0; STAGES * buyers];
    for g in 0..STAGES {
        for i in 0..REGIONS {
            let activity = made[g] * share(i);
            let inputs = if g > 0 { vec![(g - 1, yields[g])] } else { Vec::new() };
            if g > 0 {
                need[(g - 1) * buyers + i * segments] += yields[g] * activity;
            }
            processes.push(ProcessSpec {
                region: i,
                inputs,
                outputs: vec![(g, 1.0)],
                base_activity: activity,
                capacity: activity * 1.2,
                elasticity: 0.4,
                margin_share: 0.3,
                segment: 0,
            });
        }
    }
    let mut flow = vec![0.0; STAGES * REGIONS * buyers];
    for g in 0..STAGES {
        let used: f64 = need[g * buyers..(g + 1) * buyers].iter().sum();
        for b in 0..buyers {
            let base_quantity = (made[g] - used) / buyers as f64;
            need[g * buyers + b] += base_quantity;
            demands.push(DemandSpec {
                buyer: b,
                good: g,
                base_quantity,
                elasticity: 0.25,
                choke_multiple: 60.0,
            });
        }
        for i in 0..REGIONS {
            for b in 0..buyers {
                flow[(g * REGIONS + i) * buyers + b] = share(i) * need[g * buyers + b];
            }
        }
    }
    let pairs = STAGES * REGIONS;
    Chain::calibrate(ChainSpec {
        regions: REGIONS,
        segments,
        goods: [12.0, 8.0, 4.0].map(|theta| GoodSpec { theta }).to_vec(),
        processes,
        demands,
        base_price: (0..pairs).map(|k| price[k / REGIONS]).collect(),
        base_flow: flow,
        freight: (0..pairs * REGIONS)
            .map(|k| price[k / REGIONS / REGIONS] * 0.02)
            .collect(),
        base_tariff: vec![0.02; pairs * REGIONS],
        base_export_tax: vec![0.0; pairs * REGIONS],
    })
    .expect("a balanced base year")
}

/// Quotas of region 0 on the last good towards each other region.
fn licensed(chain: &Chain) -> Conditions {
    let (segments, buyers) = (chain.spec().segments, chain.spec().buyers());
    let good = STAGES - 1;
    let mut c = chain.base_conditions();
    for j in 1..REGIONS {
        let flows: Vec<_> = (0..segments).map(|s| (good, 0, j * segments + s)).collect();
        let base = |&(g, i, b): &(usize, usize, usize)| chain.spec().base_flow[(g * REGIONS + i) * buyers + b];
        let limit = flows.iter().map(base).sum::<f64>() * (0.3 + 0.1 * j as f64);
        c.quotas.push(Quota { flows, limit });
    }
    c
}

fn clearing(c: &mut Criterion) {
    for segments in [1, 2] {
        let chain = chain(segments);
        let before = licensed(&chain);
        let mut after = before.clone();
        after.quotas[0].limit *= 0.9;
        let mut solver = Solver::new(&chain);
        let warm = Warm::from(&solver.clear(&chain, &before, None));
        let mut out = Clearing::default();
        let counted = |solver: &mut Solver, out: &mut Clearing, start: Option<&Warm>, conditions: &Conditions| {
            solver.clear_into(&chain, conditions, start, out);
            let count = allocation_counter::measure(|| solver.clear_into(&chain, conditions, start, out));
            assert_eq!(out.status, Status::Solved);
            assert_eq!(count.count_total, 0, "allocations after set-up");
            out.iterations
        };
        let cold_steps = counted(&mut solver, &mut out, None, &after);
        let warm_steps = counted(&mut solver, &mut out, Some(&warm), &after);
        println!("{segments} buyers a country: {cold_steps} steps cold, {warm_steps} warm, 0 allocations");
        let mut group = c.benchmark_group(format!("chain 6 x 3, 5 quotas, {segments} buyers a country"));
        group.bench_function("cold", |b| {
            b.iter(|| solver.clear_into(&chain, black_box(&after), None, &mut out));
        });
        group.bench_function("one quota moved by 10 %", |b| {
            b.iter(|| solver.clear_into(&chain, black_box(&after), Some(&warm), &mut out));
        });
        group.finish();
    }
}

criterion_group!(benches, clearing);
criterion_main!(benches);
