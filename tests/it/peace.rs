//! Peace as a clause: it lifts unrest, mines get their capacity back, and it holds only while both sides gain.

use chokepoint::level::clause::{Clause, Draft, Milestone};
use chokepoint::level::ids::SeatId;
use chokepoint::level::shape::{
    ClauseEntry, ConflictEntry, DraftEntry, GivenEntry, InstalmentEntry, LevelFile, LossEntry, PriceEntry,
};
use chokepoint::rules::check;
use chokepoint::rules::command::Command;
use chokepoint::rules::markets::capacity_of;
use chokepoint::rules::protection::felt;
use chokepoint::rules::refusal::Refusal;

use crate::support::scenario::{Run, scenario};

/// Six quarters in which Kazakhstan is in unrest that idles its tungsten mine, under an agreement with the United States
/// signed in the second turn's manner: given by the level.
fn under(clauses: Vec<ClauseEntry>, change: impl FnOnce(&mut LevelFile)) -> Run {
    let scenario = scenario("s01_heavy_licences");
    let mut file = scenario.file();
    file.calendar.turns = vec![3; 6];
    file.history.clear();
    file.protection.patience = 6;
    file.protection.conflicts = vec![ConflictEntry {
        country: "kz".to_owned(),
        strength: 60.0,
        brokers: vec!["us".to_owned()],
        losses: vec![LossEntry {
            facility: "bakuta".to_owned(),
            most: 50.0,
        }],
        cite: "assumed".to_owned(),
        why: "A test.".into(),
    }];
    if !clauses.is_empty() {
        file.given.push(GivenEntry {
            draft: DraftEntry {
                parties: vec!["us".to_owned(), "kz".to_owned()],
                clauses,
                term: 6,
                secret: false,
            },
            cite: "assumed".to_owned(),
            why: "A test.".into(),
        });
    }
    change(&mut file);
    scenario.run_file(&file)
}

fn peace() -> ClauseEntry {
    ClauseEntry::Peace {
        giver: "us".to_owned(),
        receiver: "kz".to_owned(),
    }
}

fn offtake() -> ClauseEntry {
    ClauseEntry::Offtake {
        seller: "kz".to_owned(),
        buyer: "us".to_owned(),
        good: "w_ore".to_owned(),
        per_month: 1.0,
        price: PriceEntry::Market { floor: 0.0 },
    }
}

/// Unrest that is felt after each turn.
fn unrest(run: &Run) -> Vec<f64> {
    let kz = run.country("kz");
    let rounded = |x: f64| (x * 1e6).round() / 1e6;
    run.states.iter().map(|s| rounded(felt(s, kz))).collect()
}

fn capacity(run: &Run, turn: usize) -> f64 {
    capacity_of(&run.states[turn], run.country("kz"), run.good("w_ore"))
}

#[test]
fn bare_words_keep_the_guns_quiet_for_half_a_year() {
    let run = under(vec![peace()], |_| {});
    assert_eq!(unrest(&run), [0.24, 0.24, 0.24, 0.6, 0.6, 0.6, 0.6]);
    // What was calm when the level began is in its base year: the mine loses what unrest takes beyond that.
    let lost = (1.0 - 0.5 * 0.6) / (1.0 - 0.5 * 0.24);
    assert!((capacity(&run, 3) / capacity(&run, 0) - lost).abs() < 1e-9);
    let kz = run.level.seat_named("kz").unwrap();
    let calm = |turn: usize| chokepoint::rules::score::indicators(&run.states[turn], kz)[4];
    assert!((calm(2) - calm(3) - 0.36).abs() < 1e-9, "{} {}", calm(2), calm(3));
}

#[test]
fn a_peace_with_ore_for_money_in_it_holds() {
    let run = under(vec![peace(), offtake()], |_| {});
    assert_eq!(unrest(&run), [0.24; 7]);
    // Without peace the same flow changes nothing about the unrest, and the base year is the base year.
    let war = under(vec![offtake()], |_| {});
    assert_eq!(unrest(&war), [0.6; 7]);
    assert_eq!(capacity(&war, 0), capacity(&run, 0));
    assert_eq!(capacity(&war, 4), capacity(&war, 0));
}

#[test]
fn money_that_is_announced_and_late_keeps_no_peace() {
    let money = |amount| ClauseEntry::Investment {
        investor: "us".to_owned(),
        host: "kz".to_owned(),
        project: "kz_tungsten".to_owned(),
        announced: 1_000.0,
        instalments: vec![InstalmentEntry {
            after: 3,
            amount,
            milestone: Milestone::None,
        }],
    };
    let relief = || ClauseEntry::TariffCeiling {
        giver: "kz".to_owned(),
        receiver: "us".to_owned(),
        good: "goods".to_owned(),
        max: 1.0,
    };
    let rich = |file: &mut LevelFile| {
        for seat in &mut file.seats {
            (seat.opening, seat.income) = (500.0, 100.0);
        }
    };
    let paid = under(vec![peace(), money(40.0), relief()], rich);
    assert_eq!(unrest(&paid)[3..], [0.24; 4]);
    // One side only: Kazakhstan is paid, the broker gets nothing.
    let one_sided = under(vec![peace(), money(40.0)], rich);
    assert_eq!(unrest(&one_sided)[3..], [0.6; 4]);
    let late = under(vec![peace(), money(40.0), relief()], |file| {
        for seat in &mut file.seats {
            (seat.opening, seat.income) = (1.0, 0.1);
        }
    });
    assert_eq!(unrest(&late)[3..], [0.6; 4]);
}

#[test]
fn only_a_broker_can_promise_peace() {
    let run = under(Vec::new(), |_| {});
    let seat = |id: &str| run.level.seat_named(id).unwrap();
    let proposed = |giver: SeatId, receiver: SeatId| {
        let mut parties = vec![giver, receiver];
        parties.sort_unstable();
        let draft = Draft {
            parties,
            clauses: vec![Clause::Peace { giver, receiver }],
            term: 4,
            secret: false,
        };
        check(&run.states[0], giver, &Command::Propose(draft))
    };
    assert_eq!(proposed(seat("us"), seat("kz")), Ok(()));
    assert_eq!(
        proposed(seat("cn"), seat("kz")),
        Err(Refusal::NoBroker { seat: seat("kz") })
    );
    assert_eq!(
        proposed(seat("us"), seat("au")),
        Err(Refusal::NoBroker { seat: seat("au") })
    );
}
