//! Controls that reach goods made abroad: Japanese magnets with Chinese oxide in them need a Chinese licence too.

use chokepoint::level::shape::{LevelFile, OrderEntry, RegimeEntry};
use chokepoint::rules::reaches;

use crate::support::scenario::{Run, history, scenario};

/// China licenses half of its light oxide for the United States, and says that the rule holds for magnets made of it.
fn oxide(change: impl FnOnce(&mut LevelFile)) -> Run {
    let scenario = scenario("s01_heavy_licences");
    let mut file = scenario.file();
    file.calendar.turns = vec![3; 4];
    file.history.clear();
    file.reach.rules.clear();
    let control = OrderEntry::Control {
        destination: "us".to_owned(),
        good: "ndpr".to_owned(),
        regime: RegimeEntry::Licence { approval: 50.0 },
    };
    let reach = OrderEntry::Reach {
        good: "ndpr".to_owned(),
        on: true,
    };
    file.history.push(history(1, "cn", control));
    file.history.push(history(1, "cn", reach));
    change(&mut file);
    scenario.run_file(&file)
}

/// Magnets from third countries to the United States after a turn, relative to the base year.
fn magnets(run: &Run, turn: usize) -> f64 {
    let flow = |turn: usize| -> f64 {
        ["jp", "eu", "vn", "row"]
            .iter()
            .map(|from| run.flow(turn, "magnet", from, "us"))
            .sum()
    };
    flow(turn) / flow(0)
}

#[test]
fn what_others_make_of_it_needs_a_licence_too() {
    // Where everybody obeys, half of what others sold gets through, as of the oxide itself.
    let reached = oxide(|file| file.reach.enforcement = 100.0);
    for turn in 1..=4 {
        let share = magnets(&reached, turn);
        assert!((share - 0.5).abs() < 1e-6, "turn {turn}: {share}");
    }
    let free = oxide(|file| {
        file.history.pop();
    });
    assert!(magnets(&free, 1) > 0.99, "{}", magnets(&free, 1));
    assert!(reached.price("us", "magnet", 1) > 1.005 * free.price("us", "magnet", 1));
    // What Japan may not sell there stays at home.
    assert!(reached.price("jp", "magnet", 1) < free.price("jp", "magnet", 1));
    let (cn, good) = (reached.country("cn"), reached.good("ndpr"));
    assert!(reaches(&reached.states[1], cn, good) && !reaches(&reached.states[0], cn, good));
}

#[test]
fn those_who_do_not_obey_grow_into_the_gap() {
    let third = oxide(|file| file.reach.enforcement = 35.0);
    // 0.35 × 0.5 with licences, and 0.65 a quarter more each quarter: room for all that is wanted from the second quarter on.
    assert!(
        (magnets(&third, 1) - (0.175 + 0.65 * 1.25)).abs() < 1e-6,
        "{}",
        magnets(&third, 1)
    );
    assert!(magnets(&third, 2) > 0.99, "{}", magnets(&third, 2));
}

#[test]
fn a_rule_nobody_obeys_or_nobody_falls_under_does_nothing() {
    let unheard = oxide(|file| file.reach.enforcement = 0.0);
    assert!(magnets(&unheard, 1) > 0.99);
    // No third country's magnet has Chinese oxide worth half its price.
    let lenient = oxide(|file| {
        file.history.pop();
        file.reach.de_minimis = 50.0;
    });
    assert!(
        lenient
            .level
            .mechanisms
            .reach
            .products
            .iter()
            .all(|p| p.good != lenient.good("ndpr"))
    );
}

#[test]
fn a_rule_sleeps_with_the_control_it_hangs_on() {
    let lifted = oxide(|file| {
        file.reach.enforcement = 100.0;
        let control = OrderEntry::Control {
            destination: "us".to_owned(),
            good: "ndpr".to_owned(),
            regime: RegimeEntry::General,
        };
        file.history.push(history(3, "cn", control));
    });
    assert!(magnets(&lifted, 2) < 0.51);
    assert!(magnets(&lifted, 3) > 0.95, "{}", magnets(&lifted, 3));
}

#[test]
fn the_shipped_level_knows_whose_magnets_hold_chinese_oxide() {
    let level = crate::support::level("truce_year");
    let (cn, ndpr) = (level.country_named("cn").unwrap(), level.good_named("ndpr").unwrap());
    let magnet = level.good_named("magnet").unwrap();
    let found = level
        .mechanisms
        .reach
        .products
        .iter()
        .find(|p| (p.exporter, p.good, p.product) == (cn, ndpr, magnet));
    let makers: Vec<&str> = found
        .unwrap()
        .makers
        .iter()
        .map(|m| level.countries[m.index()].id.as_str())
        .collect();
    assert_eq!(makers, ["jp", "eu", "vn", "row"]);
}
