//! What the level's markets do under the great shocks (issue Play 5).

use std::sync::Arc;

use chokepoint::level::Level;
use chokepoint::level::ids::{CountryId, GoodId, Use};
use chokepoint::level::measure::Regime;
use chokepoint::level::order::Order;
use chokepoint::rules::command::Command;
use chokepoint::rules::markets::{output, price_multiple};
use chokepoint::rules::state::State;
use chokepoint::table::Table;
use chokepoint::table::journal::Actor;

use crate::support::{level, seat};

fn country(level: &Level, id: &str) -> CountryId {
    level.country_named(id).unwrap()
}

fn good(level: &Level, id: &str) -> GoodId {
    level.good_named(id).unwrap()
}

/// China stops separated rare earths, light and heavy, for everybody in the first turn.
fn full_stop(level: &Arc<Level>) -> Table {
    let mut table = Table::new(Arc::clone(level), 7);
    let cn = seat(level, "cn");
    for (number, name) in ["dytb", "ndpr"].iter().enumerate() {
        let order = Order::Control {
            destination: None,
            good: good(level, name),
            regime: Regime::Ban,
        };
        let turn = table.state().turn();
        table
            .submit(cn, "test", number as u32 + 1, turn, Command::Seal(order))
            .unwrap();
    }
    table
}

fn ex_china(state: &State, id: &str) -> f64 {
    let level = state.level();
    let good = good(level, id);
    ["us", "jp", "eu"]
        .iter()
        .map(|c| price_multiple(state, country(level, c), Use::Civil, good))
        .fold(f64::INFINITY, f64::min)
}

#[test]
fn a_full_stop_splits_the_heavy_market_in_two() {
    let level = level("truce_year");
    let mut table = full_stop(&level);
    table.end_turn(Actor::Clock).unwrap();
    let state = table.state();
    let abroad = ex_china(state, "dytb");
    let at_home = price_multiple(state, country(&level, "cn"), Use::Civil, good(&level, "dytb"));
    assert!(abroad >= 3.0, "heavy elements abroad only ×{abroad:.2}");
    assert!(at_home <= 1.05, "heavy elements in China ×{at_home:.2}");
    assert_eq!(state.public().market.warnings, 0);
}

#[test]
fn ore_without_separation_changes_little() {
    // The same stop twice; in one of them all American mines are twice as large. Only the market is compared: capacity
    // is set in the level before calibration of nothing else.
    let level = level("truce_year");
    let mut small = full_stop(&level);
    small.end_turn(Actor::Clock).unwrap();
    let mut wide = (*level).clone();
    let us = country(&level, "us");
    let concentrate = good(&level, "concentrate");
    let mut doubled = 0;
    for facility in &mut wide.facilities {
        if facility.country == us && facility.good == concentrate {
            facility.capacity *= 2.0;
            doubled += 1;
        }
    }
    assert!(doubled > 0);
    let mut large = full_stop(&Arc::new(wide));
    large.end_turn(Actor::Clock).unwrap();
    let (before, after) = (ex_china(small.state(), "dytb"), ex_china(large.state(), "dytb"));
    let change = after / before - 1.0;
    assert!(
        change.abs() < 0.08,
        "doubling US mines moved heavy elements abroad by {:.1} %",
        change * 100.0
    );
}

#[test]
fn the_base_year_has_the_documents_shares() {
    let level = level("truce_year");
    let table = Table::new(Arc::clone(&level), 7);
    let state = table.state();
    let cn = country(&level, "cn").index();
    for (id, share) in [("concentrate", 0.70), ("ndpr", 0.90)] {
        let output = output(state, &state.public().market, good(&level, id));
        let found = output[cn] / output.iter().sum::<f64>();
        assert!((found - share).abs() < 1e-6, "{id}: {found}");
    }
}

#[test]
fn the_truce_ends_before_turn_seven() {
    let level = level("truce_year");
    let mut table = Table::new(Arc::clone(&level), 7);
    for _ in 0..5 {
        table.end_turn(Actor::Clock).unwrap();
    }
    let calm = ex_china(table.state(), "magnet");
    table.end_turn(Actor::Clock).unwrap();
    let ahead = ex_china(table.state(), "magnet");
    table.end_turn(Actor::Clock).unwrap();
    let after = ex_china(table.state(), "magnet");
    // Users see the end coming and buy ahead of it; then it comes, and hits hardest where nobody makes magnets.
    assert!(
        ahead > 1.1 * calm && after > 1.3 * calm && after > 1.1 * ahead,
        "magnets abroad went from ×{calm:.2} to ×{ahead:.2} to ×{after:.2} when the truce ended"
    );
    for (id, least) in [("us", 2.0), ("eu", 2.0)] {
        let country = country(&level, id);
        let multiple = price_multiple(table.state(), country, Use::Civil, good(&level, "magnet"));
        assert!(multiple > least, "{id}: ×{multiple:.2}");
    }
}

#[test]
fn nobody_dealing_is_the_no_deal_run() {
    let level = level("truce_year");
    let mut table = Table::new(Arc::clone(&level), 11);
    while !table.game().played_out() {
        table.end_turn(Actor::Clock).unwrap();
    }
    for at in 0..level.seats.len() {
        let seat = chokepoint::level::ids::SeatId::at(at);
        assert_eq!(table.game().points(seat), [0.0; 3]);
    }
}
