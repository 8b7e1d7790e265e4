//! Clauses beyond trade and money: equity, technology, guarantees, debt service forgiven; each does what it says, and costs
//! what it says.

use chokepoint::level::clause::ClauseKind;
use chokepoint::level::ids::{GoodId, SeatId, Use, buyer};
use chokepoint::level::shape::{
    ClauseEntry, ConflictEntry, DraftEntry, FinanceEntry, GivenEntry, LevelFile, PriceEntry, TechnologyBan,
};
use chokepoint::rules::know_how;
use chokepoint::rules::markets::capacity_of;
use chokepoint::rules::offer::{AgreementStanding, ClauseStanding};
use chokepoint::rules::score::points;
use chokepoint::rules::state::State;

use crate::support::scenario::{Run, scenario};
use crate::support::seat;

/// Eight quarters of calm in which one agreement is in force between the United States and another country.
fn under(with: &str, clauses: Vec<ClauseEntry>, change: impl FnOnce(&mut LevelFile)) -> Run {
    let scenario = scenario("s01_heavy_licences");
    let mut file = scenario.file();
    file.calendar.turns = vec![3; 8];
    file.history.clear();
    file.protection.conflicts.push(ConflictEntry {
        country: "kz".to_owned(),
        strength: 60.0,
        cite: "assumed".to_owned(),
        why: "A test.".into(),
    });
    if !clauses.is_empty() {
        file.given.push(GivenEntry {
            draft: DraftEntry {
                parties: vec!["us".to_owned(), with.to_owned()],
                clauses,
                term: 8,
                secret: false,
            },
            cite: "assumed".to_owned(),
            why: "A test.".into(),
        });
    }
    change(&mut file);
    scenario.run_file(&file)
}

fn us() -> String {
    "us".to_owned()
}

fn treasury(state: &State, seat: SeatId) -> f64 {
    state.own(seat).unwrap().treasury.million()
}

#[test]
fn an_owner_abroad_gets_its_part_of_the_surplus() {
    let (share, price) = (40.0, 30.0);
    let facility = "mt_weld".to_owned();
    let stake = |price| ClauseEntry::Equity {
        investor: us(),
        host: "au".to_owned(),
        facility: facility.clone(),
        share,
        price,
    };
    let rich = |file: &mut LevelFile| {
        for seat in &mut file.seats {
            (seat.opening, seat.income) = (1_000.0, 500.0);
        }
    };
    let with = under("au", vec![stake(price)], rich);
    let without = under("au", Vec::new(), rich);
    let at = with
        .level
        .facilities
        .iter()
        .position(|f| f.id == facility)
        .expect("the level has the mine");
    // In the first turn: three months' share of the surplus less the price.
    let surplus = with.states[1].public().market.producer_surplus[at] * 3.0 / 1_000.0;
    let us = seat(&with.level, "us");
    let gained = treasury(&with.states[1], us) - treasury(&without.states[1], us);
    assert!(
        (gained - (0.4 * surplus - price)).abs() < 0.01,
        "{gained}, of {surplus}"
    );
    assert!(surplus > 1.0);
    assert_eq!(with.states[8].money_in_the_world(), with.states[0].money_in_the_world());
    // What was paid and what goes abroad is in the host's welfare too.
    let au = seat(&with.level, "au");
    let welfare = |run: &Run| run.states[1].own(au).unwrap().score.last[0];
    let difference = welfare(&with) - welfare(&without);
    assert!(
        (difference + 4.0 * gained).abs() < 0.1,
        "{difference} a year for {gained} in a quarter"
    );
}

#[test]
fn what_is_sold_twice_belongs_to_the_older_agreement() {
    let stake = |share| ClauseEntry::Equity {
        investor: us(),
        host: "au".to_owned(),
        facility: "mt_weld".to_owned(),
        share,
        price: 1.0,
    };
    let run = under("au", vec![stake(70.0)], |file| {
        let mut second = file.given.last().unwrap().clone();
        second.draft.parties = vec!["cn".to_owned(), "au".to_owned()];
        second.draft.clauses = vec![ClauseEntry::Equity {
            investor: "cn".to_owned(),
            host: "au".to_owned(),
            facility: "mt_weld".to_owned(),
            share: 70.0,
            price: 1.0,
        }];
        file.given.push(second);
    });
    let alone = under("au", vec![stake(70.0)], |_| {});
    let at = run.level.facilities.iter().position(|f| f.id == "mt_weld").unwrap();
    let surplus = run.states[1].public().market.producer_surplus[at] * 3.0 / 1_000.0;
    let cn = seat(&run.level, "cn");
    let gained = treasury(&run.states[1], cn) - treasury(&alone.states[1], cn);
    assert!((gained - (0.3 * surplus - 1.0)).abs() < 0.01, "{gained} of {surplus}");
}

#[test]
fn a_teacher_speeds_learning_and_lifts_its_own_ban() {
    let teach = || ClauseEntry::TechnologyTransfer {
        giver: "cn".to_owned(),
        receiver: us(),
        good: "dytb".to_owned(),
    };
    let ban = |file: &mut LevelFile| {
        file.know_how.bans.push(TechnologyBan {
            by: "cn".to_owned(),
            against: "all".to_owned(),
            good: "dytb".to_owned(),
            cite: "assumed".to_owned(),
            why: "A test.".into(),
        });
    };
    let learned = |run: &Run| know_how::level(&run.states[8], run.country("us"), run.good("dytb"));
    let alone = learned(&under("cn", Vec::new(), |_| {}));
    let taught = learned(&under("cn", vec![teach()], |_| {}));
    let banned = learned(&under("cn", Vec::new(), ban));
    let both = learned(&under("cn", vec![teach()], ban));
    assert!(banned < alone && alone < taught, "{banned} {alone} {taught}");
    assert_eq!(both, taught, "whoever teaches keeps nothing back");
}

#[test]
fn a_guarantee_gives_calm_and_costs_upkeep() {
    let guarantee = || ClauseEntry::SecurityGuarantee {
        giver: us(),
        receiver: "kz".to_owned(),
    };
    let with = under("kz", vec![guarantee()], |_| {});
    let without = under("kz", Vec::new(), |_| {});
    let kz = seat(&with.level, "kz");
    let security = |run: &Run| run.states[4].own(kz).unwrap().score.last[1];
    let weight = with.level.seats[kz.index()].security.calm.fraction();
    // Half of an unrest of 60 %.
    let gain = security(&with) - security(&without);
    assert!((gain - 100.0 * weight * 0.3).abs() < 1e-6, "{gain} of {weight}");
    let upkeep = with.level.mechanisms.protection.cost.million();
    let us = seat(&with.level, "us");
    let paid = treasury(&without.states[1], us) - treasury(&with.states[1], us);
    assert!((paid - 3.0 * upkeep).abs() < 1e-6, "{paid}");
    assert!(points(&with.states[8], &without.states[8], kz)[1] > 0.0);
}

#[test]
fn debt_service_is_forgiven_month_by_month() {
    let swap = ClauseEntry::LoanAid {
        lender: us(),
        borrower: "kz".to_owned(),
        amount: 60.0,
        finance: FinanceEntry::DebtSwap { months: 12 },
    };
    let with = under("kz", vec![swap], |_| {});
    let without = under("kz", Vec::new(), |_| {});
    let kz = seat(&with.level, "kz");
    let received = |turn: usize| {
        let paid = with.states[turn]
            .party()
            .agreements
            .iter()
            .flat_map(|a| a.draft.clauses.iter().zip(&a.clauses))
            .find(|(c, _)| c.sides().is_some_and(|(_, to)| to == kz))
            .map(|(_, s)| s.paid.million());
        paid.unwrap()
    };
    assert_eq!([1, 2, 3, 4, 5, 6].map(received), [0.0, 15.0, 30.0, 45.0, 60.0, 60.0]);
    // 15 million in the second quarter are 60 a year, discounted by one quarter.
    let welfare = |run: &Run| run.states[2].own(kz).unwrap().score.last[0];
    let more = welfare(&with) - welfare(&without);
    assert!((more - 60.0 * 0.98).abs() < 1e-6, "{more}");
}

#[test]
fn nobody_ships_the_ore_that_its_own_promised_oxide_needs() {
    let calm = under("cn", Vec::new(), |_| {});
    let (cn, ore, oxide) = (calm.country("cn"), calm.good("concentrate"), calm.good("ndpr"));
    let capacity = |good| capacity_of(&calm.states[0], cn, good);
    let offtake = |good: &str, per_month: f64| ClauseEntry::Offtake {
        seller: "cn".to_owned(),
        buyer: us(),
        good: good.to_owned(),
        per_month: (per_month * 1_000.0).floor() / 1_000.0,
        price: PriceEntry::Market { floor: 0.0 },
    };
    // Most of the oxide first, then most of the ore: each alone could be had, both cannot.
    let texts = vec![
        offtake("ndpr", 0.85 * capacity(oxide)),
        offtake("concentrate", 0.85 * capacity(ore)),
    ];
    // `under` insists that every market clears.
    let run = under("cn", texts, |_| {});
    let states = &run.states[1].party().agreements.last().unwrap().clauses;
    assert_eq!(states[0].standing, ClauseStanding::Kept);
    assert_eq!(states[1].standing, ClauseStanding::Late(1));
    let shipped = |good: GoodId| {
        let level = &run.level;
        let row = (good.index() * level.n() + cn.index()) * level.buyers();
        run.states[1].public().market.flow[row + buyer(run.country("us"), Use::Civil)]
    };
    assert!(shipped(oxide) >= 0.84 * capacity(oxide), "{}", shipped(oxide));
    assert!(shipped(ore) < 0.5 * capacity(ore), "{}", shipped(ore));
}

#[test]
fn a_guarantee_nobody_pays_for_is_broken_and_the_unrest_is_back() {
    let guarantee = || ClauseEntry::SecurityGuarantee {
        giver: us(),
        receiver: "kz".to_owned(),
    };
    let run = under("kz", vec![guarantee()], |file| {
        // Three months cost more than Washington has or earns in years.
        file.protection.cost = 50_000.0;
    });
    let (giver, kz) = (seat(&run.level, "us"), seat(&run.level, "kz"));
    let standing = |turn: usize| {
        let agreements = &run.states[turn].party().agreements;
        let ours = agreements.iter().find(|a| {
            let mut clauses = a.draft.clauses.iter();
            clauses.any(|c| c.kind() == ClauseKind::SecurityGuarantee)
        });
        ours.map(|a| (a.standing, a.clauses[0].standing)).unwrap()
    };
    assert_eq!(standing(1), (AgreementStanding::InForce, ClauseStanding::Late(1)));
    assert_eq!(standing(2), (AgreementStanding::Broken(giver), ClauseStanding::Broken));
    let security = |turn: usize| run.states[turn].own(kz).unwrap().score.last[1];
    assert!(security(1) > security(2), "{} {}", security(1), security(2));
}
