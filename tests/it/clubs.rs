//! Clubs and rumours: headlines, money, plants and orders are four things; a rumour may be false.

use std::sync::Arc;

use chokepoint::level::ProjectStep;
use chokepoint::level::clause::Milestone;
use chokepoint::level::compile::compile;
use chokepoint::level::condition::Condition;
use chokepoint::level::ids::{ClubId, Use};
use chokepoint::level::shape::{
    ClauseEntry, ClubEntry, ConditionEntry, DraftEntry, EffectEntry, EventEntry, GivenEntry, InstalmentEntry,
    LevelFile, Meter, RumourEntry, TriggerEntry,
};
use chokepoint::rules::clubs::{Meters, meters};
use chokepoint::rules::holds;
use chokepoint::table::Table;
use chokepoint::table::journal::Actor;

use crate::support::scenario::{Run, scenario};

fn calm() -> LevelFile {
    let mut file = scenario("s01_heavy_licences").file();
    file.calendar.turns = vec![3; 8];
    file.history.clear();
    for seat in &mut file.seats {
        (seat.opening, seat.income) = (1_000.0, 500.0);
    }
    file
}

fn played(change: impl FnOnce(&mut LevelFile)) -> Run {
    let mut file = calm();
    file.clubs.push(ClubEntry {
        id: "partners".to_owned(),
        name: "Partners".into(),
        members: ["us", "au", "jp", "eu"].map(str::to_owned).to_vec(),
        goods: vec!["ndpr".to_owned(), "dytb".to_owned()],
        cite: "assumed".to_owned(),
        why: "A test.".into(),
    });
    change(&mut file);
    scenario("s01_heavy_licences").run_file(&file)
}

/// An agreement by which the United States announce a sum for an Australian plant and pay another at once.
fn investment(announced: f64, paid: f64) -> GivenEntry {
    GivenEntry {
        draft: DraftEntry {
            parties: vec!["us".to_owned(), "au".to_owned()],
            clauses: vec![ClauseEntry::Investment {
                investor: "us".to_owned(),
                host: "au".to_owned(),
                project: "au_nolans".to_owned(),
                announced,
                instalments: vec![InstalmentEntry {
                    after: 0,
                    amount: paid,
                    milestone: Milestone::None,
                }],
            }],
            term: 8,
            secret: false,
        },
        cite: "assumed".to_owned(),
        why: "A test.".into(),
    }
}

fn club(run: &Run) -> ClubId {
    let clubs = &run.level.mechanisms.clubs;
    ClubId::at(clubs.iter().position(|c| c.id == "partners").unwrap())
}

fn of(run: &Run, turn: usize) -> Meters {
    meters(&run.states[turn], club(run))
}

#[test]
fn a_headline_moves_only_the_first_meter() {
    let nothing = played(|_| {});
    let signed = played(|file| file.given.push(investment(900.0, 100.0)));
    let (without, with) = (of(&nothing, 0), of(&signed, 0));
    assert_eq!(
        with,
        Meters {
            announced: without.announced + 900.0,
            ..without
        }
    );
    // Then what is really paid.
    let paid = of(&signed, 1).paid;
    assert_eq!(paid - of(&nothing, 1).paid, 100.0);
    let at_least = |thousand| {
        let test = Condition::MeterAtLeast {
            club: club(&signed),
            meter: Meter::Paid,
            value: thousand,
        };
        holds(&signed.states[1], &test)
    };
    assert!(at_least(100_000) && !at_least(100_001));
}

#[test]
fn plants_and_orders_move_the_others() {
    let nothing = played(|_| {});
    let built = played(|file| {
        file.given.push(investment(300.0, 300.0));
        let plant = file.projects.iter_mut().find(|p| p.id == "au_nolans").unwrap();
        plant.cost = 300.0;
        plant.steps = vec![(ProjectStep::Build, 3), (ProjectStep::Ramp, 3)];
    });
    let (before, after) = (of(&nothing, 8), of(&built, 8));
    assert!(before.capable < 1.0 && before.buying < 1.0, "{before:?}");
    assert!(after.capable > before.capable, "{after:?} after {before:?}");
    assert!(after.buying > before.buying, "{after:?} after {before:?}");
}

/// A level in which the press says in turn 2 that a lot of magnets is ordered, and everybody knows two turns later.
fn heard(truth: f64, seed: u64) -> Table {
    let mut file = calm();
    file.events.clear();
    file.events.push(EventEntry {
        id: "orders".to_owned(),
        headline: "Rumour: magnet orders doubled".into(),
        body: "".into(),
        trigger: TriggerEntry {
            from: 2,
            until: 2,
            when: ConditionEntry::Always,
            chance: 100.0,
        },
        effects: vec![EffectEntry::Demand {
            country: "all".to_owned(),
            good: "magnet".to_owned(),
            use_: Use::Civil,
            factor: 200.0,
            turns: 0,
        }],
        rumour: Some(RumourEntry { truth, after: 2 }),
        announced: false,
        cable: Vec::new(),
        cite: "assumed".to_owned(),
        why: "A test.".into(),
    });
    Table::new(Arc::new(compile(&file).level.unwrap()), seed)
}

/// Effects that act as each turn opens.
fn acting(mut table: Table) -> Vec<usize> {
    (0..5)
        .map(|_| {
            let now = table.state().public().effects.len();
            table.end_turn(Actor::Clock).unwrap();
            now
        })
        .collect()
}

#[test]
fn a_true_rumour_acts_when_everybody_knows() {
    assert_eq!(acting(heard(100.0, 1)), [0, 0, 0, 1, 1]);
    assert_eq!(acting(heard(0.01, 1)), [0, 0, 0, 0, 0]);
    // The seed decides, and nothing that anybody does.
    let outcomes: Vec<usize> = (0..40).map(|seed| acting(heard(50.0, seed))[4]).collect();
    let held: usize = outcomes.iter().sum();
    assert!((8..=32).contains(&held), "{held} of 40");
    assert_eq!(acting(heard(50.0, 3)), acting(heard(50.0, 3)));
}
