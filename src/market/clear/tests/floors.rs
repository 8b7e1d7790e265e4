//! Prices guaranteed to producers.

use super::solve;
use super::world::realistic;
use crate::market::{Chain, Clearing, Conditions, Floor, Solver, Status, Warm};

/// A floor under the mine of region 1, for the stock of its first buyer.
fn guaranteed(chain: &Chain, mut c: Conditions, multiple: f64) -> Conditions {
    let spec = chain.spec();
    c.floors.push(Floor {
        good: 0,
        region: 1,
        price: multiple * spec.base_price[1],
        buyer: spec.segments,
    });
    c
}

/// Half of all mines' output has lost its users.
fn glut(chain: &Chain) -> Conditions {
    let mut c = chain.base_conditions();
    for (k, p) in c.capacity.iter_mut().zip(&chain.spec().processes) {
        if !p.inputs.is_empty() {
            *k *= 0.5;
        }
    }
    c
}

/// Everything that region 1 ships of good 0, and what its first buyer has of it.
fn shipped(chain: &Chain, out: &Clearing) -> f64 {
    let buyers = chain.spec().buyers();
    out.flow[buyers..2 * buyers].iter().sum()
}

#[test]
fn a_floor_below_the_price_changes_nothing() {
    let chain = realistic();
    let c = glut(&chain);
    let free = solve(&chain, &c);
    let multiple = 0.95 * free.price[1] / chain.spec().base_price[1];
    let held = solve(&chain, &guaranteed(&chain, c, multiple));
    assert_eq!(held.floored, [0.0]);
    for (list, other) in [
        (&free.price, &held.price),
        (&free.flow, &held.flow),
        (&free.stocked, &held.stocked),
    ] {
        for (a, b) in list.iter().zip(other) {
            assert!((a - b).abs() <= 1e-9 * (1.0 + a), "{a} {b}");
        }
    }
}

#[test]
fn a_floor_above_the_price_is_the_price_and_the_state_takes_the_excess() {
    let chain = realistic();
    let spec = chain.spec();
    let c = glut(&chain);
    let free = solve(&chain, &c);
    let mut before = 0.0;
    for multiple in [1.0, 1.2, 1.5, 20.0] {
        let price = multiple * spec.base_price[1];
        assert!(free.price[1] < price);
        let out = solve(&chain, &guaranteed(&chain, c.clone(), multiple));
        assert_eq!(out.status, Status::Solved);
        assert!((out.price[1] / price - 1.0).abs() < 1e-8);
        // What is bought is what the mine makes at that price and nobody else takes.
        let slot = spec.segments;
        let market: f64 = shipped(&chain, &out) - out.floored[0];
        let mine = spec.processes.iter().position(|p| p.region == 1 && p.outputs[0].0 == 0);
        let made = out.activity[mine.expect("a mine")];
        assert!((out.floored[0] - (made - market - out.dumped[1])).abs() < 1e-8 * made);
        assert!((out.stocked[slot] - free.stocked[slot] - out.floored[0]).abs() < 1e-9);
        assert!(out.floored[0] > before && out.activity[mine.expect("a mine")] >= free.activity[mine.expect("a mine")]);
        before = out.floored[0];
    }
}

/// Of several floors under one producer the highest buys, whatever their order; a floor where nothing is made is idle.
#[test]
fn the_highest_floor_buys() {
    let chain = realistic();
    let one = solve(&chain, &guaranteed(&chain, glut(&chain), 1.5));
    let mut c = guaranteed(&chain, guaranteed(&chain, glut(&chain), 1.1), 1.5);
    c.floors[1].buyer = 0;
    let nowhere = (0..chain.spec().regions).find(|&i| chain.base_output()[i] <= 0.0);
    c.floors.push(Floor {
        region: nowhere.expect("a region without mines"),
        ..c.floors[0].clone()
    });
    let out = solve(&chain, &c);
    assert_eq!((out.floored[0], out.floored[2]), (0.0, 0.0));
    assert!((out.floored[1] / one.floored[0] - 1.0).abs() < 1e-9);
    assert!((out.stocked[0] - out.floored[1]).abs() < 1e-12);
    c.floors.reverse();
    let back = solve(&chain, &c);
    assert!((back.floored[1] / out.floored[1] - 1.0).abs() < 1e-9);
}

/// Where the price would rise above the floor the state buys nothing; warm starts remember what was bought.
#[test]
fn a_floor_ends_where_the_market_pays_more() {
    let chain = realistic();
    let mut solver = Solver::new(&chain);
    let low = solver.clear(&chain, &guaranteed(&chain, glut(&chain), 1.2), None);
    assert!(low.floored[0] > 0.0);
    let same = solver.clear(&chain, &guaranteed(&chain, glut(&chain), 1.2), Some(&Warm::from(&low)));
    assert!(same.iterations <= 1, "{}", same.iterations);
    let mut boom = chain.base_conditions();
    boom.demand_scale.fill(1.5);
    let out = solver.clear(&chain, &guaranteed(&chain, boom, 1.2), Some(&Warm::from(&low)));
    assert!(out.floored[0] == 0.0 && out.price[1] > 1.2 * chain.spec().base_price[1]);
}
