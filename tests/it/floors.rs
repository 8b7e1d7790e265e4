//! Price floors: producers sell at the floor or above it, the budget pays, the stock grows, and an empty budget ends it.

use chokepoint::level::shape::{EffectEntry, EventEntry, LevelFile, OrderEntry};
use chokepoint::rules::floor;

use crate::support::scenario::{Run, history, scenario};

/// Four quarters in which Washington guarantees its makers of light oxide a price from the first on.
fn guaranteed(price: f64, change: impl FnOnce(&mut LevelFile)) -> Run {
    let scenario = scenario("s01_heavy_licences");
    let mut file = scenario.file();
    file.calendar.turns = vec![3; 4];
    file.history.clear();
    let order = OrderEntry::Floor {
        good: "ndpr".to_owned(),
        price,
    };
    file.history.push(history(1, "us", order));
    change(&mut file);
    scenario.run_file(&file)
}

fn producer_price(run: &Run, turn: usize) -> f64 {
    let at = run.good("ndpr").index() * run.level.n() + run.country("us").index();
    run.states[turn].public().market.price[at]
}

#[test]
fn the_price_never_falls_below_a_floor_and_the_state_takes_the_rest() {
    let run = guaranteed(110.0, |_| {});
    let us = run.level.seat_named("us").unwrap();
    let good = run.good("ndpr");
    for turn in 1..=4 {
        let state = &run.states[turn];
        assert!(
            (producer_price(&run, turn) - 110.0).abs() < 1e-6,
            "turn {turn}: {}",
            producer_price(&run, turn)
        );
        let (whose, what, tonnes) = state.public().market.floored[0];
        assert_eq!((whose, what), (run.country("us"), good));
        assert!(tonnes > 10.0);
        let grown = state.stock(us, good).tonnes() - run.states[turn - 1].stock(us, good).tonnes();
        assert!(
            (grown - 3.0 * tonnes).abs() < 0.001,
            "bought {tonnes} t a month, stored {grown}"
        );
        crate::laws::tonnes(state);
        assert_eq!(state.money_in_the_world(), run.states[0].money_in_the_world());
    }
    assert_eq!(floor(&run.states[4], run.country("us"), good).unwrap().usd(), 110.0);
    // A dearer price calls forth more: the plant at Mountain Pass runs fuller.
    let made = |turn: usize| {
        chokepoint::rules::markets::output(&run.states[turn], &run.states[turn].public().market, good)
            [run.country("us").index()]
    };
    assert!(made(2) > 1.2 * made(0), "{} t against {} t", made(2), made(0));
}

#[test]
fn a_floor_below_the_price_costs_nothing() {
    let run = guaranteed(50.0, |_| {});
    let free = guaranteed(50.0, |file| file.history.clear());
    for turn in 1..=4 {
        assert!(run.states[turn].public().market.floored.is_empty());
        assert!((producer_price(&run, turn) / producer_price(&free, turn) - 1.0).abs() < 1e-6);
    }
}

#[test]
fn a_budget_that_runs_dry_ends_its_floor() {
    let run = guaranteed(200.0, |file| {
        let seat = file.seats.iter_mut().find(|s| s.country == "us").unwrap();
        (seat.opening, seat.income) = (10.0, 1.0);
    });
    let us = run.level.seat_named("us").unwrap();
    assert!(floor(&run.states[1], run.country("us"), run.good("ndpr")).is_none());
    assert!(run.states.iter().all(|s| s.own(us).unwrap().treasury.0 >= 0));
    assert!(producer_price(&run, 3) < 100.0);
}

#[test]
fn a_floor_carries_a_mine_through_a_slump() {
    let slump = |file: &mut LevelFile| {
        let mut event: EventEntry = crate::support::level("truce_year").file.events[0].clone();
        (event.id, event.trigger.from, event.trigger.until) = ("slump".to_owned(), 2, 2);
        event.effects = vec![EffectEntry::Slump {
            good: "concentrate".to_owned(),
        }];
        file.events.push(event);
    };
    let mine = |run: &Run| {
        let at = run.level.facilities.iter().position(|f| f.id == "au_sands").unwrap();
        run.states[1].public().facilities[at].closed
    };
    assert!(mine(&guaranteed(110.0, slump)));
    assert!(!mine(&guaranteed(110.0, |file| {
        slump(file);
        let order = OrderEntry::Floor {
            good: "concentrate".to_owned(),
            price: 5.0,
        };
        file.history.push(history(1, "au", order));
    })));
}

#[test]
fn a_level_may_begin_with_a_floor() {
    let run = guaranteed(110.0, |file| {
        file.history.clear();
        file.floors.push(chokepoint::level::shape::FloorEntry {
            country: "us".to_owned(),
            good: "ndpr".to_owned(),
            price: 110.0,
            cite: "assumed".to_owned(),
            why: "A test.".into(),
        });
    });
    assert!((producer_price(&run, 1) - 110.0).abs() < 1e-6);
}
