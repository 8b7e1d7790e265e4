//! Critical-minerals lists: what is not listed gets no public money, what is listed draws private money, and a longer list
//! draws less of it.

use chokepoint::level::clause::Milestone;
use chokepoint::level::ids::SeatId;
use chokepoint::level::order::Order;
use chokepoint::level::shape::{
    ClauseEntry, DraftEntry, GivenEntry, InstalmentEntry, LevelFile, ListEntry, ListsEntry, OrderEntry,
};
use chokepoint::level::units::{Mass, Price};
use chokepoint::rules::command::Command;
use chokepoint::rules::refusal::Refusal;
use chokepoint::rules::{check, lists};

use crate::support::scenario::{Run, history, scenario};

/// Four quarters in which Washington keeps a list of fifty names with some goods of the level on it, and pays 90 million into
/// an Australian mine.
fn listed(goods: &[&str], change: impl FnOnce(&mut LevelFile)) -> Run {
    let scenario = scenario("s01_heavy_licences");
    let mut file = scenario.file();
    file.calendar.turns = vec![3; 4];
    file.history.clear();
    for seat in &mut file.seats {
        (seat.opening, seat.income) = (1_000.0, 500.0);
    }
    if !goods.is_empty() {
        file.lists = ListsEntry {
            seats: vec![ListEntry {
                country: "us".to_owned(),
                names: 50,
                goods: goods.iter().map(|g| (*g).to_owned()).collect(),
                cite: "assumed".to_owned(),
                why: "A test.".into(),
            }],
            draw: 40.0,
            cite: "assumed".to_owned(),
            why: "A test.".into(),
        };
    }
    file.given.push(GivenEntry {
        draft: DraftEntry {
            parties: vec!["us".to_owned(), "au".to_owned()],
            clauses: vec![ClauseEntry::Investment {
                investor: "us".to_owned(),
                host: "au".to_owned(),
                project: "au_nolans".to_owned(),
                announced: 90.0,
                instalments: vec![InstalmentEntry {
                    after: 3,
                    amount: 90.0,
                    milestone: Milestone::None,
                }],
            }],
            term: 4,
            secret: false,
        },
        cite: "assumed".to_owned(),
        why: "A test.".into(),
    });
    change(&mut file);
    scenario.run_file(&file)
}

fn private(run: &Run, turn: usize) -> f64 {
    let at = run.level.projects.iter().position(|p| p.id == "au_nolans").unwrap();
    run.states[turn].public().projects[at].private.million()
}

#[test]
fn public_money_for_a_listed_good_draws_private_money() {
    let run = listed(&["ree"], |_| {});
    assert_eq!([0, 1, 2, 3].map(|turn| private(&run, turn)), [0.0, 0.0, 36.0, 36.0]);
    assert_eq!(
        private(&listed(&["concentrate"], |_| {}), 3),
        0.0,
        "the plant makes something else"
    );
    assert_eq!(private(&listed(&[], |_| {}), 3), 0.0, "without a list nothing is drawn");
    assert_eq!(run.states[4].money_in_the_world(), run.states[0].money_in_the_world());
}

#[test]
fn a_longer_list_draws_less_and_a_shorter_one_more() {
    let moved = |names| {
        let order = OrderEntry::List { good: None, names };
        listed(&["ree"], |file| file.history.push(history(1, "us", order)))
    };
    let longer = moved(10);
    let us = longer.country("us");
    assert_eq!(lists::list(&longer.states[1], us).unwrap().names, 60);
    assert!((private(&longer, 2) - 36.0 * 50.0 / 60.0).abs() < 1e-6);
    assert!((private(&moved(-10), 2) - 36.0 * 50.0 / 40.0).abs() < 1e-6);
    // Who is on the list is pleased, who is struck is not.
    let approval = |run: &Run| run.states[1].own(seat(run)).unwrap().approval.0;
    // A point each way, of which the pull of the mood takes a fifth back at once.
    let apart = approval(&longer) - approval(&moved(-10));
    assert!((158..=162).contains(&apart), "{apart}");
}

fn seat(run: &Run) -> SeatId {
    run.level.seat_named("us").unwrap()
}

#[test]
fn what_is_not_listed_gets_no_floor_no_stock_and_no_project() {
    let run = listed(&["concentrate", "dytb"], |file| file.given.clear());
    let (state, us, ndpr) = (&run.states[0], seat(&run), run.good("ndpr"));
    let refused = |order| check(state, us, &Command::Seal(order));
    let not_listed = Err(Refusal::NotListed { good: ndpr });
    let floor = Order::Floor {
        good: ndpr,
        price: Price(11_000),
    };
    let purchase = |good| Order::Stock {
        good,
        mass: Mass(1_000),
    };
    assert_eq!(refused(floor), not_listed);
    assert_eq!(refused(purchase(ndpr)), not_listed);
    assert_eq!(refused(purchase(run.good("dytb"))), Ok(()));
    // Whoever keeps no list is free.
    let cn = run.level.seat_named("cn").unwrap();
    assert_eq!(check(state, cn, &Command::Seal(purchase(ndpr))), Ok(()));
    let list = |good, names| Order::List { good, names };
    assert_eq!(
        check(state, cn, &Command::Seal(list(Some(ndpr), 1))),
        Err(Refusal::NoList)
    );
    assert_eq!(refused(list(Some(run.good("dytb")), 1)), Err(Refusal::NothingChanges));
    assert_eq!(refused(list(Some(ndpr), 1)), Ok(()));
    // On the list it can be bought from the next turn on.
    let added = listed(&["concentrate", "dytb"], |file| {
        file.given.clear();
        let order = OrderEntry::List {
            good: Some("ndpr".to_owned()),
            names: 1,
        };
        file.history.push(history(1, "us", order));
        file.history.push(history(
            2,
            "us",
            OrderEntry::Stock {
                good: "ndpr".to_owned(),
                tonnes: 1.0,
            },
        ));
    });
    assert!(added.states[2].stock(us, ndpr) > added.states[1].stock(us, ndpr));
}
