//! General goods: 12 countries, 9 goods (`benches/peers/world.rs`), after one changed tariff line and from base prices.
//! `benches/peers/market.py` puts the same beside numpy and scipy.

#[path = "peers/world.rs"]
mod world;

use std::hint::black_box;

use chokepoint::market::{Gsim, Industry};
use criterion::{Criterion, criterion_group, criterion_main};
use world::{C, change, industries, tariffs};

fn goods(c: &mut Criterion) {
    let mut goods = industries();
    let draws: Vec<_> = (0..8).map(tariffs).collect();
    let mut settled = vec![vec![0.0; C]; goods.len()];
    for ((good, z), powers) in goods.iter_mut().zip(&mut settled).zip(&draws[0]) {
        good.set_tariffs(powers);
        assert!(good.solve(z).solved);
    }
    let mut group = c.benchmark_group("goods 12 x 9");
    let (mut z, mut k) = (vec![0.0; C], 0);
    let mut line = |goods: &mut Vec<Industry>, z: &mut Vec<f64>| {
        k = (k + 1) % 1000;
        let (exporter, importer, g, power) = change(k);
        goods[g].set_tariff(exporter, importer, power);
        z.copy_from_slice(&settled[g]);
        black_box(goods[g].solve(z));
        goods[g].set_tariff(exporter, importer, draws[0][g][exporter * C + importer]);
    };
    line(&mut goods, &mut z);
    let count = allocation_counter::measure(|| line(&mut goods, &mut z));
    assert_eq!(count.count_total, 0, "allocations after set-up");
    group.bench_function("one tariff line changed", |b| b.iter(|| line(&mut goods, &mut z)));
    let mut draw = 0;
    group.bench_function("all tariffs redrawn, from base prices", |b| {
        b.iter(|| {
            draw = (draw + 1) % draws.len();
            for (good, powers) in goods.iter_mut().zip(&draws[draw]) {
                good.set_tariffs(powers);
                z.fill(0.0);
                black_box(good.solve(&mut z));
            }
        });
    });
    group.finish();
    // One class of goods, as a level has it.
    let n = 15;
    let gsim = Gsim {
        n,
        trade: (0..n * n).map(|k| 10.0 + (k % 7) as f64).collect(),
        tariff0: vec![1.05; n * n],
        demand_elasticity: vec![-1.0; n],
        supply_elasticity: vec![8.0; n],
        substitution: vec![4.0; n],
    };
    let changed: Vec<f64> = (0..n * n).map(|k| if k % n == 3 { 1.5 } else { 1.05 }).collect();
    c.bench_function(
        "goods of 15 countries, one importer's tariffs changed, with welfare",
        |b| {
            b.iter(|| gsim.nonlinear(black_box(&changed), None, None));
        },
    );
}

criterion_group!(benches, goods);
criterion_main!(benches);
