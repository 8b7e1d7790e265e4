//! Results are the same bit for bit in every build and on every machine: fingerprints of clearings and of a small game, kept
//! as snapshots and compared in whatever profile the tests run.
//!
//! When rules or markets change on purpose the snapshots change with them (`cargo insta review`); when they did not, a changed
//! snapshot is a bug of the worst kind: two machines would play two games.

use std::fmt::Write;
use std::sync::Arc;

use chokepoint::lab::{Choice, known_by_seat, play_one};
use chokepoint::level::check;
use chokepoint::market::{Clearing, Gsim, Solver, Warm};

use crate::worlds::{Dice, chain, conditions};

/// Adds the bits of numbers to a hash (FNV-1a, 64 bits).
fn add(hash: &mut u64, values: &[f64]) {
    for byte in values.iter().flat_map(|x| x.to_bits().to_le_bytes()) {
        *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01B3);
    }
}

fn fingerprint(out: &Clearing) -> u64 {
    let mut hash = 0xCBF2_9CE4_8422_2325;
    let lists = [
        &out.price,
        &out.index,
        &out.flow,
        &out.activity,
        &out.demand,
        &out.rent,
        &out.purchases,
        &out.producer_surplus,
        &out.user_surplus,
        &out.dumped,
        &out.stocked,
        &out.unused,
        &out.floored,
    ];
    lists.iter().for_each(|list| add(&mut hash, list));
    add(&mut hash, &[out.residual, f64::from(out.iterations)]);
    hash
}

/// Chains from mild to wild, cold and warm: both ways to solve are among them.
#[test]
fn clearings_have_the_same_bits_everywhere() {
    let mut text = String::new();
    for number in 0..40_u64 {
        let mut dice = Dice(number + 1_000_000);
        let chain = chain(&mut dice);
        let reach = [3.0, 30.0, 1000.0][number as usize % 3];
        let (before, after) = (conditions(&chain, &mut dice, 3.0), conditions(&chain, &mut dice, reach));
        let mut solver = Solver::new(&chain);
        let cold = solver.clear(&chain, &before, None);
        let warm = solver.clear(&chain, &after, Some(&Warm::from(&cold)));
        let _ = writeln!(
            text,
            "{number} {:?} {:016x} {:?} {:016x}",
            cold.status,
            fingerprint(&cold),
            warm.status,
            fingerprint(&warm)
        );
    }
    insta::assert_snapshot!("clearings", text);
}

#[test]
fn goods_have_the_same_bits_everywhere() {
    let mut text = String::new();
    for number in 0..10_u64 {
        let mut dice = Dice(number + 2_000_000);
        let n = 3 + dice.below(12);
        let gsim = Gsim {
            n,
            trade: (0..n * n).map(|_| dice.scale(1.0, 1000.0)).collect(),
            tariff0: (0..n * n).map(|_| dice.range(1.0, 1.2)).collect(),
            demand_elasticity: (0..n).map(|_| -dice.range(0.5, 1.5)).collect(),
            supply_elasticity: (0..n).map(|_| dice.range(1.0, 10.0)).collect(),
            substitution: (0..n).map(|_| dice.range(1.5, 8.0)).collect(),
        };
        let tariffs: Vec<f64> = gsim.tariff0.iter().map(|t| t * dice.range(1.0, 2.0)).collect();
        let result = gsim.nonlinear(&tariffs, None, None);
        let mut hash = 0xCBF2_9CE4_8422_2325;
        for list in [&result.price, &result.value, &result.net_welfare] {
            add(&mut hash, list);
        }
        let _ = writeln!(text, "{number} {hash:016x}");
    }
    insta::assert_snapshot!("goods", text);
}

#[test]
fn a_small_game_has_the_same_bits_everywhere() {
    let text = include_str!("../broken_levels/small.ron");
    let checked = check::check_text("small.ron", text);
    let level = Arc::new(checked.level.expect("a level without errors"));
    let known = known_by_seat(&level).unwrap();
    let mut text = String::new();
    for seed in 0..3 {
        let game = play_one(&level, &known, seed, &vec![Choice::Mixed; level.seats.len()]);
        let _ = writeln!(text, "{seed} {:?}", game.table.fingerprint());
    }
    insta::assert_snapshot!("small_game", text);
}
