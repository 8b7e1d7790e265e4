//! What the shipped levels must show, played by nobody: history orders act, no one deals.

use std::sync::Arc;

use chokepoint::level::Level;
use chokepoint::level::ids::{CountryId, GoodId, Use, buyer};
use chokepoint::level::shape::{ControlEntry, LevelFile, RegimeEntry};
use chokepoint::rules::markets::price_multiple;
use chokepoint::rules::score::cover;
use chokepoint::rules::state::State;
use chokepoint::table::Table;
use chokepoint::table::journal::Actor;

use crate::support::{level, seat};

/// A level played to the end of its turns, and on through the run-out: the state before the first turn and after each.
fn unplayed(level: &Arc<Level>) -> Vec<State> {
    let mut table = Table::new(Arc::clone(level), 1);
    let mut states = vec![table.state().clone()];
    for _ in 0..level.turns.len() {
        table.end_turn(Actor::Clock).unwrap();
        states.push(table.played_out().unwrap_or(table.state()).clone());
    }
    // The last turn is followed by the run-out at once.
    states.push(table.state().clone());
    states
}

fn changed(name: &str, change: impl FnOnce(&mut LevelFile)) -> Arc<Level> {
    let mut file = level(name).file.clone();
    file.ties.clear();
    change(&mut file);
    let compiled = chokepoint::level::compile::compile(&file);
    Arc::new(compiled.level.expect("the changed level compiles"))
}

fn country(level: &Level, id: &str) -> CountryId {
    level.country_named(id).unwrap()
}

fn good(level: &Level, id: &str) -> GoodId {
    level.good_named(id).unwrap()
}

/// Price multiples of a good for a country's users after each turn.
fn prices(level: &Level, states: &[State], country_id: &str, use_: Use, good_id: &str) -> Vec<f64> {
    let (at, good) = (country(level, country_id), good(level, good_id));
    states.iter().map(|s| price_multiple(s, at, use_, good)).collect()
}

fn highest(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}

/// Months from the level's start to the end of each turn.
fn months(level: &Level) -> Vec<u16> {
    let lengths = level.turns.iter().map(|m| m.0);
    lengths
        .scan(0, |sum, m| {
            *sum += m;
            Some(*sum)
        })
        .collect()
}

#[test]
fn licence_desk_the_guidance_stock_lasts_eighteen_months_and_jets_wait_at_once() {
    let level = level("licence_desk");
    let states = unplayed(&level);
    let us = seat(&level, "us");
    let guidance = good(&level, "guidance");
    let left: Vec<f64> = states.iter().map(|s| cover(s, us, guidance)).collect();
    println!("cover in months {left:.2?} at {:?}", months(&level));
    assert!((left[0] - 18.0).abs() < 0.01);
    // From April 2025 (turn 2) no Chinese samarium or magnet goes to arms makers.
    let empty = left.iter().position(|l| *l < 0.5).expect("the stock runs out in play");
    let (before, at) = (months(&level)[empty - 2] - 1, months(&level)[empty - 1] - 1);
    assert!(
        before < 18 && (18..=21).contains(&at),
        "empty between month {before} and {at}"
    );
    let sets = prices(&level, &states, "us", Use::Defence, "guidance");
    let jets = prices(&level, &states, "us", Use::Defence, "smco");
    println!("guidance {sets:.2?}, jets {jets:.2?}");
    assert!(highest(&sets[1..empty]) < 2.0, "guidance is served from the stock");
    assert!(highest(&jets[2..=3]) > 2.0, "jets feel it within the first turns");
}

#[test]
fn clubs_samarium_without_a_licence_for_arms() {
    let level = level("clubs");
    let states = unplayed(&level);
    let samarium = prices(&level, &states, "us", Use::Defence, "sm");
    println!("samarium for American arms {samarium:.1?}");
    let peak = highest(&samarium[1..=level.turns.len()]);
    assert!((30.0..=100.0).contains(&peak), "×{peak:.0}");
}

/// A level in which somebody pays the Kazakh tungsten mine in full, from the first turn on.
fn with_kazakh_tungsten(name: &str) -> Arc<Level> {
    changed(name, |file| {
        let kz = file.seats.iter_mut().find(|s| s.country == "kz").unwrap();
        (kz.opening, kz.income) = (1_500.0, 500.0);
        kz.believed_treasury = (1_000.0, 1_500.0, 2_000.0);
        let order = chokepoint::level::shape::OrderEntry::StartProject {
            project: "kz_tungsten".to_owned(),
        };
        file.history.push(crate::support::scenario::history(1, "kz", order));
    })
}

#[test]
fn truce_year_kazakh_tungsten_comes_in_the_run_out_and_lowers_the_price() {
    let level = with_kazakh_tungsten("truce_year");
    let project = level.project_named("kz_tungsten").unwrap();
    let months: u16 = level.projects[project.index()].steps.iter().map(|(_, m)| m.0).sum();
    assert_eq!(months, 42);
    let states = unplayed(&level);
    let running = |s: &State| s.public().projects[project.index()].running;
    let (played, over) = (level.turns.len(), states.len() - 1);
    assert!(
        states[..=played].iter().all(|s| running(s) < 1.0),
        "full output within the game"
    );
    assert!(running(&states[over]) >= 1.0, "the mine runs in the end");
    let plain = unplayed(&crate::support::level("truce_year"));
    for id in ["us", "eu"] {
        let with = prices(&level, &states, id, Use::Civil, "apt")[over];
        let without = prices(&level, &plain, id, Use::Civil, "apt")[over];
        println!("tungsten in {id}: {with:.3} against {without:.3}");
        assert!(with < 0.98 * without, "{id}: {with} against {without}");
    }
}

#[test]
fn long_game_kazakh_tungsten_is_reached_in_play() {
    let level = with_kazakh_tungsten("long_game");
    let project = level.project_named("kz_tungsten").unwrap();
    let states = unplayed(&level);
    let first = states
        .iter()
        .position(|s| s.public().projects[project.index()].running >= 1.0)
        .expect("the mine runs");
    assert!(first < level.turns.len(), "turn {first}");
    assert!(months(&level)[first - 1] >= 42, "{} months", months(&level)[first - 1]);
}

#[test]
fn every_file_nine_minerals_eight_from_china_samarium_first() {
    let minerals = ["sm", "rh", "lu", "tb", "dy", "ga", "ge", "gd", "apt"];
    let shipped = level("every_file");
    let mut rises = Vec::new();
    let mut from_china = 0;
    for id in minerals {
        // Where most of it is made.
        let g = good(&shipped, id);
        let start = Table::new(Arc::clone(&shipped), 1);
        let base = start.state();
        let n = shipped.n();
        let sold = |from: usize| -> f64 {
            let row = (g.index() * n + from) * shipped.buyers();
            let abroad = (0..n).filter(|to| *to != from);
            abroad
                .flat_map(|to| Use::ALL.map(|u| base.base().flow[row + buyer(CountryId::at(to), u)]))
                .sum()
        };
        let main = (0..n).max_by(|a, b| sold(*a).total_cmp(&sold(*b))).unwrap();
        let origin = shipped.countries[main].id.clone();
        from_china += usize::from(origin == "cn");
        // Nothing of it leaves that country.
        let stopped = changed("every_file", |file| {
            file.controls.retain(|c| c.good != id);
            file.history.clear();
            file.events.clear();
            file.controls.push(ControlEntry {
                exporter: origin.clone(),
                destination: "all".to_owned(),
                except: Vec::new(),
                good: id.to_owned(),
                regime: RegimeEntry::Ban,
                suspended_until: None,
                cite: "assumed".to_owned(),
                why: "A test.".into(),
            });
        });
        let mut table = Table::new(Arc::clone(&stopped), 1);
        table.end_turn(Actor::Clock).unwrap();
        let us = country(&stopped, "us");
        let rise = Use::ALL
            .into_iter()
            .map(|u| price_multiple(table.state(), us, u, good(&stopped, id)))
            .fold(0.0, f64::max);
        rises.push((id, origin, rise));
    }
    println!("{rises:.2?}");
    assert_eq!(from_china, 8, "{rises:?}");
    let samarium = rises[0].2;
    assert!(rises[1..].iter().all(|(_, _, rise)| *rise < samarium), "{rises:?}");
}
