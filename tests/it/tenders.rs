//! Tenders and exclusivity: sealed bids, one winner or none, and an owner who keeps its word or pays for breaking it.

use std::sync::Arc;

use chokepoint::level::clause::{Clause, Draft, OfftakePrice};
use chokepoint::level::compile::compile;
use chokepoint::level::ids::{ProjectId, SeatId};
use chokepoint::level::order::Order;
use chokepoint::level::units::{Mass, Money, Price};
use chokepoint::rules::command::Command;
use chokepoint::rules::refusal::Refusal;
use chokepoint::rules::tenders::tender;
use chokepoint::rules::{AgendaItem, Viewer, agenda, capital_left, view};
use chokepoint::table::Table;
use chokepoint::table::journal::Actor;

use crate::support::scenario::scenario;

/// A table of eight quarters without history, where every seat has money.
fn table() -> Table {
    let mut file = scenario("s01_heavy_licences").file();
    file.calendar.turns = vec![3; 8];
    file.history.clear();
    for seat in &mut file.seats {
        (seat.opening, seat.income) = (900.0, 100.0);
    }
    Table::new(Arc::new(compile(&file).level.unwrap()), 1)
}

struct Play {
    table: Table,
}

impl Play {
    fn new() -> Self {
        Self { table: table() }
    }

    fn seat(&self, id: &str) -> SeatId {
        self.table.state().level().seat_named(id).unwrap()
    }

    fn project(&self, id: &str) -> ProjectId {
        let all = &self.table.state().level().projects;
        ProjectId::at(all.iter().position(|p| p.id == id).unwrap())
    }

    fn say(&mut self, seat: &str, command: Command) -> Result<(), Refusal> {
        let seat = self.seat(seat);
        let (number, turn) = (self.table.last_number(seat) + 1, self.table.state().turn());
        self.table.submit(seat, "test", number, turn, command).map(|_| ())
    }

    fn seal(&mut self, seat: &str, order: Order) -> Result<(), Refusal> {
        self.say(seat, Command::Seal(order))
    }

    fn end(&mut self) {
        self.table.end_turn(Actor::Clock).unwrap();
    }

    fn agenda(&self, seat: &str) -> Vec<AgendaItem> {
        let state = self.table.state();
        agenda(&view(state, Viewer::Seat(self.seat(seat))), state.level())
    }
}

#[test]
fn the_owner_picks_a_bid_and_it_is_an_agreement() {
    let mut play = Play::new();
    let project = play.project("kz_rare_earths");
    let bid = |million| Order::Bid {
        project,
        amount: Money::from_thousand(million * 1_000.0),
    };
    // Nobody bids before there is a tender, and nobody opens what is not its own.
    assert_eq!(play.seal("us", bid(30.0)), Err(Refusal::NoTender { project }));
    let elsewhere = play.seal("us", Order::Tender { project });
    assert_eq!(elsewhere, Err(Refusal::NotYourProject { project }));
    play.seal("kz", Order::Tender { project }).unwrap();
    play.end();
    assert!(play.agenda("us").contains(&AgendaItem::Tender(project)));
    play.seal("us", bid(30.0)).unwrap();
    play.seal("cn", bid(24.0)).unwrap();
    assert_eq!(play.seal("kz", bid(24.0)), Err(Refusal::OwnCountry));
    // Sealed: nobody sees them before the turn ends.
    assert!(tender(play.table.state(), project).unwrap().bids.is_none());
    let cn = play.seat("cn");
    play.end();
    assert!(play.agenda("kz").contains(&AgendaItem::Bids(project)));
    let bids = tender(play.table.state(), project).unwrap().bids.clone().unwrap();
    assert_eq!(bids.len(), 2);
    assert_eq!(
        play.seal("us", bid(60.0)),
        Err(Refusal::NoTender { project }),
        "too late"
    );
    let nobody = play.seat("au");
    let to_nobody = play.seal("kz", Order::Award { project, to: nobody });
    assert_eq!(to_nobody, Err(Refusal::NoTender { project }));
    // An answer costs no political capital.
    let left = |play: &Play| capital_left(play.table.state(), play.seat("kz"));
    let before = left(&play);
    play.seal("kz", Order::Award { project, to: cn }).unwrap();
    assert_eq!(left(&play), before);
    play.end();
    let state = play.table.state();
    assert!(tender(state, project).is_none());
    let deal = state.party().agreements.last().unwrap();
    assert!(deal.draft.parties.contains(&cn) && !deal.given);
    play.end();
    let paid = play.table.state().public().projects[project.index()].paid;
    assert!((paid.million() - 8.0).abs() < 1e-9, "a third at once: {paid:?}");
}

#[test]
fn a_tender_without_bids_or_award_ends_aloud() {
    let mut play = Play::new();
    let project = play.project("kz_rare_earths");
    play.seal("kz", Order::Tender { project }).unwrap();
    play.end();
    play.end();
    assert!(tender(play.table.state(), project).is_none(), "nobody bid");
    play.seal("kz", Order::Tender { project }).unwrap();
    play.end();
    let amount = Money(20_000);
    play.seal("us", Order::Bid { project, amount }).unwrap();
    play.end();
    play.end();
    assert!(tender(play.table.state(), project).is_none(), "nobody was picked");
    assert!(!play.table.state().public().projects[project.index()].started);
}

#[test]
fn an_exclusive_owner_signs_with_nobody_else_unless_it_breaks_its_word() {
    let mut play = Play::new();
    let (au, us, cn) = (play.seat("au"), play.seat("us"), play.seat("cn"));
    let good = play.table.state().level().good_named("concentrate").unwrap();
    let between = |a: SeatId, b: SeatId, clause: Clause| {
        let mut parties = vec![a, b];
        parties.sort_unstable();
        Draft {
            parties,
            clauses: vec![clause],
            term: 6,
            secret: false,
        }
    };
    let offtake = |buyer| Clause::Offtake {
        seller: au,
        buyer,
        good,
        per_month: Mass(10_000),
        price: OfftakePrice::Market { floor: Price(0) },
    };
    let exclusive = Clause::Exclusivity {
        giver: au,
        receiver: us,
        good,
    };
    play.say("au", Command::Propose(between(au, us, exclusive))).unwrap();
    let offer = play.table.state().party().offers.last().unwrap().id;
    play.say("us", Command::Accept { offer, revision: 1 }).unwrap();
    let agreement = play.table.state().party().agreements.last().unwrap().id;
    // It binds at once: with its partner it may deal, with others not; others may offer, and it can't sign.
    let to_china = between(au, cn, offtake(cn));
    let forbidden = Err(Refusal::Forbidden { agreement });
    assert_eq!(play.say("au", Command::Propose(to_china.clone())), forbidden);
    play.say("cn", Command::Propose(to_china)).unwrap();
    let offer = play.table.state().party().offers.last().unwrap().id;
    let accept = || Command::Accept { offer, revision: 1 };
    assert_eq!(play.say("au", accept()), forbidden);
    play.say("au", Command::Propose(between(au, us, offtake(us)))).unwrap();
    play.end();
    // With the breach sealed it may, and its word is worth less.
    play.seal("au", Order::Breach { agreement }).unwrap();
    assert_eq!(play.say("au", accept()), Ok(()));
    let word = |play: &Play| play.table.state().public().seats[au.index()].reliability.0;
    let before = word(&play);
    play.end();
    assert_eq!(before - word(&play), 2_500);
}
