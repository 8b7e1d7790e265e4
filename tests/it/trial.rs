//! Levels tried out by policies: what never happens is named, and nothing that policies do is refused.

use std::sync::Arc;

use chokepoint::lab::{Choice, Simulation, Trial, known_by_seat, try_out};
use chokepoint::level::Level;
use chokepoint::level::clause::{Clause, Draft, Instalment, Milestone};
use chokepoint::level::shape::{ConditionEntry, LevelFile};
use chokepoint::level::units::{Money, Months};
use chokepoint::rules::command::Command;
use chokepoint::rules::estimate::{Belief, estimate};
use chokepoint::rules::{Viewer, check};
use chokepoint::table::Table;

use crate::support::{level, seat};

fn tried(level: &Arc<Level>, games: u32, jobs: usize) -> Trial {
    let simulation = Simulation {
        level: Arc::clone(level),
        games,
        seed: 1,
        policies: vec![Choice::Mixed; level.seats.len()],
        jobs,
    };
    try_out(&simulation, |_| ()).unwrap()
}

fn changed(name: &str, change: impl FnOnce(&mut LevelFile)) -> Arc<Level> {
    let mut file = level(name).file.clone();
    change(&mut file);
    let compiled = chokepoint::level::compile::compile(&file);
    Arc::new(compiled.level.expect("the changed level compiles"))
}

#[test]
fn policies_send_nothing_that_the_rules_refuse() {
    for (name, games) in [("tutorial", 25), ("truce_year", 2)] {
        let trial = tried(&level(name), games, 0);
        assert!(trial.refused.is_empty(), "{name}: {:?}", trial.refused);
        let signed: u32 = trial.clauses.values().map(|used| used.times).sum();
        assert!(signed > games, "{name}: they sign something all the same");
    }
}

#[test]
fn a_trial_is_the_same_on_any_number_of_threads() {
    let level = level("tutorial");
    assert_eq!(tried(&level, 6, 1), tried(&level, 6, 3));
}

#[test]
fn what_can_never_happen_is_named_where_it_stands() {
    let never = ConditionEntry::Not(Box::new(ConditionEntry::Always));
    let level = changed("tutorial", |file| {
        file.events[3].trigger.when = never.clone();
        file.seats[2].goals[1].met = never;
    });
    let findings = tried(&level, 4, 0).findings(&level);
    let at = |code: &str, key: &str| findings.iter().any(|f| f.code == code && f.key.to_string() == key);
    assert!(at("event-never", "events[#4]"), "{findings:?}");
    assert!(at("goal-never", "seats[#3].goals[#2]"), "{findings:?}");
    assert!(findings.iter().all(|f| !f.reason.is_empty() && !f.fix.is_empty()));
}

#[test]
fn a_view_refuses_what_the_rules_refuse_beyond_the_last_turn() {
    // Four turns of a month, then steps of three: ten turns are 22 months, not the 76 that yearly steps would make of them.
    let level = level("tutorial");
    let known = known_by_seat(&level).unwrap();
    let (us, kz) = (seat(&level, "us"), seat(&level, "kz"));
    let table = Table::new(Arc::clone(&level), 1);
    let seen = estimate(&table.view(Viewer::Seat(us)), &known[us.index()], Belief::Mid);
    let project = level.project_named("kz_tungsten").unwrap();
    let paid = |months: u16| {
        let clause = Clause::Investment {
            investor: us,
            host: kz,
            project,
            announced: Money(10_000),
            instalments: vec![Instalment {
                after: Months(months),
                amount: Money(10_000),
                milestone: Milestone::None,
            }],
        };
        let mut parties = vec![us, kz];
        parties.sort_unstable();
        Command::Propose(Draft {
            parties,
            clauses: vec![clause],
            term: 10,
            secret: false,
        })
    };
    for months in [0, 22, 23, 60] {
        let (rules, guess) = (check(table.state(), us, &paid(months)), check(&seen, us, &paid(months)));
        assert_eq!(rules.is_ok(), months <= 22, "{months}: {rules:?}");
        assert_eq!(rules, guess, "{months}");
    }
}
