//! Damage behind the users' own plants: civil use in welfare, defence use in security, and nothing twice.

use chokepoint::level::ids::Use;
use chokepoint::level::shape::LevelFile;
use chokepoint::rules::markets::fill;
use chokepoint::rules::score::indicators;

use crate::support::scenario::{Run, scenario};

fn shortage(change: impl FnOnce(&mut LevelFile)) -> Run {
    let scenario = scenario("s08_two_prices");
    let mut file = scenario.file();
    change(&mut file);
    scenario.run_file(&file)
}

fn parts(run: &Run, turn: usize) -> chokepoint::rules::state::WelfareParts {
    let us = run.level.seat_named("us").unwrap();
    run.states[turn].own(us).unwrap().score.welfare
}

#[test]
fn missing_magnets_stop_more_than_their_users() {
    let run = shortage(|_| {});
    let (us, magnet) = (run.country("us"), run.good("magnet"));
    let demand = run
        .level
        .demands
        .iter()
        .find(|d| (d.country, d.use_, d.good) == (us, Use::Civil, magnet))
        .unwrap();
    let missing = 12.0 * demand.quantity * (1.0 - fill(&run.states[1], us, Use::Civil, magnet));
    assert!(missing > 500.0, "{missing} t a year are missing");
    // 150 USD/kg blocked, half of it again further down; tonnes × USD/kg = thousand USD. Tungsten lacks nothing here.
    let magnets_alone = missing * 150.0 * 0.5 / 1_000.0;
    let damage = parts(&run, 1).damage;
    assert!(
        (damage - magnets_alone).abs() < 0.02 * magnets_alone,
        "{damage} against {magnets_alone} million USD a year"
    );
    let none = shortage(|file| file.damage.lines.clear());
    assert_eq!(parts(&none, 1).damage, 0.0);
    // All else is as it was: damage is a line of its own.
    let (with, without) = (parts(&run, 1), parts(&none, 1));
    assert!((with.users - without.users).abs() < 1e-9 && (with.total() - (without.total() - damage)).abs() < 1e-6);
}

#[test]
fn defence_use_counts_in_security_alone() {
    let with = shortage(|file| file.damage.lines.retain(|l| l.use_ == Use::Defence));
    let without = shortage(|file| file.damage.lines.clear());
    let us = with.level.seat_named("us").unwrap();
    assert_eq!(parts(&with, 1).damage, 0.0);
    let country = with.country("us");
    let (magnet, apt) = (with.good("magnet"), with.good("apt"));
    let own = |use_, good| fill(&with.states[1], country, use_, good);
    // Twice its share for magnets, half as much again for tungsten; civil lines as they are.
    let felt = (1.0 - 2.0 * (1.0 - own(Use::Defence, magnet))).min(1.0 - 1.5 * (1.0 - own(Use::Defence, apt)));
    let worst = felt.min(own(Use::Civil, magnet));
    assert!((indicators(&with.states[1], us)[0] - worst).abs() < 1e-9);
    assert!(indicators(&with.states[1], us)[0] <= indicators(&without.states[1], us)[0]);
}
