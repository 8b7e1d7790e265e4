//! A demand on another country's status: a headline at home, no territory, and trust that is worn away.

use chokepoint::level::ids::SeatId;
use chokepoint::level::order::Order;
use chokepoint::level::shape::{ClaimEntry, LevelFile, OrderEntry};
use chokepoint::rules::check;
use chokepoint::rules::command::Command;
use chokepoint::rules::refusal::Refusal;
use chokepoint::rules::score::indicators;

use crate::support::scenario::{Run, history, scenario};

/// Four quarters in which Washington may demand Malaysia's status, and does as told.
fn demanded(orders: &[(u16, bool)]) -> Run {
    let scenario = scenario("s01_heavy_licences");
    let mut file: LevelFile = scenario.file();
    file.calendar.turns = vec![3; 4];
    file.history.clear();
    file.claims.push(ClaimEntry {
        by: "us".to_owned(),
        over: "my".to_owned(),
        allies: vec!["au".to_owned()],
        trust: 8.0,
        home: 3.0,
        defiance: 2.0,
        cite: "assumed".to_owned(),
        why: "A test.".into(),
    });
    for (turn, on) in orders {
        let order = OrderEntry::Claim {
            over: "my".to_owned(),
            on: *on,
        };
        file.history.push(history(*turn, "us", order));
    }
    scenario.run_file(&file)
}

fn seat(run: &Run, id: &str) -> SeatId {
    run.level.seat_named(id).unwrap()
}

/// Reliability of Washington after each turn, per cent.
fn word(run: &Run) -> Vec<i32> {
    let us = seat(run, "us");
    let of = |s: &chokepoint::rules::state::State| s.public().seats[us.index()].reliability.0 / 100;
    run.states.iter().map(of).collect()
}

#[test]
fn a_demand_wears_trust_as_long_as_it_stands() {
    assert_eq!(word(&demanded(&[])), [100; 5]);
    assert_eq!(word(&demanded(&[(1, true)])), [100, 92, 84, 76, 68]);
    // Dropped, it wears no more; what is lost stays lost.
    assert_eq!(word(&demanded(&[(1, true), (3, false)])), [100, 92, 84, 84, 84]);
}

#[test]
fn the_target_and_its_allies_are_less_calm_and_nobody_else() {
    let (calm, tense) = (demanded(&[]), demanded(&[(1, true)]));
    let lost = |id: &str| {
        let of = |run: &Run| indicators(&run.states[2], seat(run, id))[4];
        (1e6 * (of(&calm) - of(&tense))).round() / 1e6
    };
    assert_eq!(["my", "au", "kz", "us"].map(lost), [0.2, 0.1, 0.0, 0.0]);
}

#[test]
fn both_capitals_have_their_headline() {
    let (calm, tense) = (demanded(&[]), demanded(&[(1, true)]));
    let gained = |id: &str| {
        let of = |run: &Run| run.states[1].own(seat(run, id)).unwrap().approval.0;
        of(&tense) - of(&calm)
    };
    // Three points at home, of which the pull of the mood takes a fifth back at once.
    assert!((200..=300).contains(&gained("us")), "{}", gained("us"));
    // Two in the country itself, less what a threat does to its standing.
    assert!((0..=200).contains(&gained("my")), "{}", gained("my"));
}

#[test]
fn nobody_else_has_anything_to_demand() {
    let run = demanded(&[]);
    let sealed = |by: &str, over: &str, on: bool| {
        let over = run.country(over);
        check(
            &run.states[0],
            seat(&run, by),
            &Command::Seal(Order::Claim { over, on }),
        )
    };
    let nothing = |over: &str| {
        Err(Refusal::NothingToClaim {
            country: run.country(over),
        })
    };
    assert_eq!(sealed("us", "my", true), Ok(()));
    assert_eq!(sealed("us", "my", false), Err(Refusal::NothingChanges));
    assert_eq!(sealed("us", "au", true), nothing("au"));
    assert_eq!(sealed("cn", "my", true), nothing("my"));
}
