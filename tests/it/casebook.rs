//! The casebook of the rules: numbered cases, each one sentence and what must follow. Played on `truce_year`.

use std::sync::Arc;

use chokepoint::level::Level;
use chokepoint::level::clause::{Clause, Draft, Finance, Instalment, Milestone, Relief, ReliefUse};
use chokepoint::level::ids::{CountryId, GoodId, OfferId, SeatId};
use chokepoint::level::measure::Regime;
use chokepoint::level::order::{Order, OrderKey};
use chokepoint::level::units::{Mass, Money, Months, Rate, Turn};
use chokepoint::rules::command::Command;
use chokepoint::rules::offer::{Agreement, AgreementStanding, ClauseStanding, Reason};
use chokepoint::rules::refusal::Refusal;
use chokepoint::rules::state::State;
use chokepoint::rules::{Standing, Statement, Tone, Viewer};
use chokepoint::table::Table;
use chokepoint::table::journal::Actor;

use crate::support::level;

/// A table with short words for what seats do.
struct Play {
    level: Arc<Level>,
    table: Table,
}

impl Play {
    fn new() -> Self {
        let level = level("truce_year");
        Self {
            table: Table::new(Arc::clone(&level), 7),
            level,
        }
    }

    fn seat(&self, name: &str) -> SeatId {
        self.level.seat_named(name).unwrap()
    }

    fn country(&self, name: &str) -> CountryId {
        self.level.country_named(name).unwrap()
    }

    fn good(&self, name: &str) -> GoodId {
        self.level.good_named(name).unwrap()
    }

    fn say(&mut self, seat: &str, command: Command) -> Result<(), Refusal> {
        let seat = self.seat(seat);
        let number = self.table.last_number(seat) + 1;
        let turn = self.table.state().turn();
        self.table.submit(seat, "test", number, turn, command).map(|_| ())
    }

    fn must(&mut self, seat: &str, command: Command) {
        self.say(seat, command.clone())
            .unwrap_or_else(|refusal| panic!("{seat}: {command:?} refused: {refusal:?}"));
    }

    fn end(&mut self) {
        self.table.end_turn(Actor::Clock).unwrap();
    }

    fn state(&self) -> &State {
        self.table.state()
    }

    /// Takes every sealed order and open offer off the table, so that a case is alone with itself.
    fn clear(&mut self) {
        for at in 0..self.level.seats.len() {
            let seat = SeatId::at(at);
            let name = self.level.countries[self.level.seats[at].country.index()].id.clone();
            let orders = self.state().own(seat).unwrap().orders.clone();
            orders.iter().for_each(|o| self.must(&name, Command::Unseal(o.key())));
            let offers: Vec<_> = self
                .state()
                .party()
                .offers
                .iter()
                .filter(|o| o.author == seat)
                .map(|o| o.id)
                .collect();
            offers
                .into_iter()
                .for_each(|offer| self.must(&name, Command::Withdraw { offer }));
        }
    }

    fn tariff(&self, on: &str, percent: i32) -> Order {
        Order::Tariff {
            partner: self.country(on),
            good: self.good("goods"),
            rate: Rate(percent * 100),
        }
    }

    fn draft(&self, parties: &[&str], clauses: Vec<Clause>, secret: bool) -> Draft {
        let mut parties: Vec<_> = parties.iter().map(|p| self.seat(p)).collect();
        parties.sort();
        Draft {
            parties,
            clauses,
            term: 3,
            secret,
        }
    }

    fn aid(&self, from: &str, to: &str, million: i64) -> Clause {
        Clause::LoanAid {
            lender: self.seat(from),
            borrower: self.seat(to),
            amount: Money(million * 1_000),
            finance: Finance::Aid,
        }
    }

    /// Proposes and signs; the number of the agreement.
    fn sign(&mut self, author: &str, other: &str, draft: Draft) -> Agreement {
        self.must(author, Command::Propose(draft));
        let offer = self.last_offer();
        self.must(other, Command::Accept { offer, revision: 1 });
        self.state().party().agreements.last().unwrap().clone()
    }

    fn last_offer(&self) -> OfferId {
        self.state().party().offers.last().unwrap().id
    }

    fn agreement(&self, like: &Agreement) -> Agreement {
        self.state()
            .party()
            .agreements
            .iter()
            .find(|a| a.id == like.id)
            .unwrap()
            .clone()
    }
}

#[test]
fn case_01_a_later_order_with_the_same_key_replaces_the_earlier_one_and_any_can_be_taken_back() {
    let mut p = Play::new();
    p.clear();
    let (first, second) = (p.tariff("au", 50), p.tariff("au", 55));
    p.must("us", Command::Seal(first));
    p.must("us", Command::Seal(second));
    let us = p.seat("us");
    assert_eq!(p.state().own(us).unwrap().orders, [second]);
    p.must("us", Command::Unseal(second.key()));
    assert!(p.state().own(us).unwrap().orders.is_empty());
    assert_eq!(p.say("us", Command::Unseal(second.key())), Err(Refusal::NotSealed));
}

#[test]
fn case_02_an_offer_clears_ready_of_whom_it_reaches() {
    let mut p = Play::new();
    p.clear();
    p.must("kz", Command::Ready(true));
    let draft = p.draft(&["us", "kz"], vec![p.aid("us", "kz", 5)], false);
    p.must("us", Command::Propose(draft));
    assert!(!p.state().public().seats[p.seat("kz").index()].ready);
}

#[test]
fn case_03_a_counter_voids_signatures_and_the_old_revision_can_no_longer_be_signed() {
    let mut p = Play::new();
    p.clear();
    let draft = p.draft(&["us", "kz"], vec![p.aid("us", "kz", 5)], false);
    p.must("us", Command::Propose(draft));
    let offer = p.last_offer();
    let better = p.draft(&["us", "kz"], vec![p.aid("us", "kz", 9)], false);
    p.must(
        "kz",
        Command::Counter {
            offer,
            revision: 1,
            draft: better,
        },
    );
    assert_eq!(
        p.say("us", Command::Accept { offer, revision: 1 }),
        Err(Refusal::OtherRevision { offer, now: 2 })
    );
    assert_eq!(p.state().party().offers.last().unwrap().signed, [p.seat("kz")]);
    p.must("us", Command::Accept { offer, revision: 2 });
    assert_eq!(
        p.state().party().agreements.last().unwrap().standing,
        AgreementStanding::Formed
    );
}

#[test]
fn case_04_non_signers_are_never_bound_and_three_parties_need_three_signatures() {
    let mut p = Play::new();
    p.clear();
    let before = p.state().party().agreements.len();
    let draft = p.draft(
        &["us", "kz", "uz"],
        vec![p.aid("us", "kz", 5), p.aid("us", "uz", 5)],
        false,
    );
    p.must("us", Command::Propose(draft));
    let offer = p.last_offer();
    p.must("kz", Command::Accept { offer, revision: 1 });
    assert_eq!(p.state().party().agreements.len(), before);
    assert_eq!(
        p.say("au", Command::Accept { offer, revision: 1 }),
        Err(Refusal::NoSuchOffer { offer })
    );
    p.must("uz", Command::Accept { offer, revision: 1 });
    assert_eq!(p.state().party().agreements.len(), before + 1);
}

#[test]
fn case_05_an_offer_lapses_at_the_end_of_the_next_turn() {
    let mut p = Play::new();
    p.clear();
    let draft = p.draft(&["us", "kz"], vec![p.aid("us", "kz", 5)], false);
    p.must("us", Command::Propose(draft));
    let offer = p.last_offer();
    p.end();
    assert!(p.state().party().offers.iter().any(|o| o.id == offer));
    p.end();
    assert!(p.state().party().offers.iter().all(|o| o.id != offer));
}

#[test]
fn case_06_an_agreement_forbids_unless_a_breach_is_sealed_and_a_breach_has_its_price() {
    let mut p = Play::new();
    p.clear();
    let good = p.good("goods");
    let ceiling = Clause::TariffCeiling {
        giver: p.seat("us"),
        receiver: p.seat("au"),
        good,
        max: Rate(0),
    };
    let now = p.state().public().tariffs[p.level.cell(good, p.country("us"), p.country("au"))];
    let draft = p.draft(&["us", "au"], vec![ceiling], false);
    assert!(now.0 >= 0);
    let agreement = p.sign("us", "au", draft);
    let higher = p.tariff("au", 25);
    assert_eq!(
        p.say("us", Command::Seal(higher)),
        Err(Refusal::Forbidden {
            agreement: agreement.id
        })
    );
    p.end();
    p.clear();
    p.end();
    p.clear();
    p.must(
        "us",
        Command::Seal(Order::Breach {
            agreement: agreement.id,
        }),
    );
    p.must("us", Command::Seal(higher));
    p.end();
    assert_eq!(
        p.agreement(&agreement).standing,
        AgreementStanding::Broken(p.seat("us"))
    );
    let us = p.seat("us");
    assert_eq!(p.state().public().seats[us.index()].breaches, 1);
    assert!(p.state().public().seats[us.index()].reliability < Rate(10_000));
    assert_eq!(
        p.state().public().tariffs[p.level.cell(good, p.country("us"), p.country("au"))],
        Rate(2_500)
    );
}

#[test]
fn case_07_commands_of_another_turn_and_repeated_numbers_are_refused() {
    let mut p = Play::new();
    let kz = p.seat("kz");
    p.must("kz", Command::Ready(true));
    let last = p.table.last_number(kz);
    assert_eq!(
        p.table.submit(kz, "test", last, Turn(0), Command::Ready(false)),
        Err(Refusal::Repeated)
    );
    let stale = p.table.submit(kz, "test", last + 1, Turn(3), Command::Ready(false));
    assert_eq!(
        stale,
        Err(Refusal::StaleTurn {
            named: Turn(3),
            open: Turn(0)
        })
    );
}

#[test]
fn case_08_a_loan_is_paid_out_and_repaid_with_interest() {
    let mut p = Play::new();
    p.clear();
    let loan = Clause::LoanAid {
        lender: p.seat("us"),
        borrower: p.seat("kz"),
        amount: Money(6_000),
        finance: Finance::Loan {
            months: Months(6),
            rate: Rate(1_000),
        },
    };
    let draft = p.draft(&["us", "kz"], vec![loan], false);
    let agreement = p.sign("us", "kz", draft);
    p.end();
    assert_eq!(p.agreement(&agreement).clauses[0].paid, Money(6_000));
    for _ in 0..2 {
        p.end();
    }
    // Two of three two-month parts have fallen due: 4 of 6 months at (6,000 + 5 %) ÷ 6 a month.
    assert_eq!(p.agreement(&agreement).clauses[0].steps, 4);
}

#[test]
fn case_09_an_investment_that_cannot_be_paid_is_late_then_broken() {
    let mut p = Play::new();
    p.clear();
    let project = p
        .level
        .projects
        .iter()
        .position(|d| p.level.facilities[d.facility.index()].country == p.country("kz"))
        .unwrap();
    let clause = Clause::Investment {
        investor: p.seat("uz"),
        host: p.seat("kz"),
        project: chokepoint::level::ids::ProjectId::at(project),
        announced: Money(2_000_000),
        instalments: vec![Instalment {
            after: Months(0),
            amount: Money(2_000_000),
            milestone: Milestone::None,
        }],
    };
    let draft = p.draft(&["uz", "kz"], vec![clause], false);
    let agreement = p.sign("uz", "kz", draft);
    p.end();
    assert_eq!(p.agreement(&agreement).clauses[0].standing, ClauseStanding::Late(1));
    assert!(p.agreement(&agreement).clauses[0].paid.0 > 0, "pro rata, not nothing");
    p.end();
    assert_eq!(
        p.agreement(&agreement).standing,
        AgreementStanding::Broken(p.seat("uz"))
    );
}

#[test]
fn case_10_a_threat_is_kept_answered_or_empty() {
    let threat = |p: &Play| {
        let order = p.tariff("my", 40);
        Command::State(Statement {
            tone: Tone::Threat,
            target: p.seat("my"),
            order,
            due: Turn(1),
        })
    };
    let standing = |p: &Play| p.state().public().ledger.last().unwrap().standing;
    let mut kept = Play::new();
    kept.clear();
    kept.must("au", threat(&kept));
    let order = kept.tariff("my", 40);
    kept.must("au", Command::Seal(order));
    kept.end();
    assert_eq!(standing(&kept), Standing::Kept);
    let mut answered = Play::new();
    answered.clear();
    answered.must("au", threat(&answered));
    let draft = answered.draft(&["au", "my"], vec![answered.aid("au", "my", 1)], false);
    answered.sign("au", "my", draft);
    answered.end();
    assert_eq!(standing(&answered), Standing::Answered);
    let mut empty = Play::new();
    empty.clear();
    empty.must("au", threat(&empty));
    empty.end();
    assert_eq!(standing(&empty), Standing::Open);
    empty.clear();
    empty.end();
    assert_eq!(standing(&empty), Standing::Empty);
    assert!(empty.state().public().seats[empty.seat("au").index()].reliability < Rate(10_000));
}

#[test]
fn case_11_one_tagged_statement_a_turn() {
    let mut p = Play::new();
    p.clear();
    let order = p.tariff("my", 40);
    let statement = Statement {
        tone: Tone::Promise,
        target: p.seat("my"),
        order,
        due: Turn(2),
    };
    p.must("au", Command::State(statement));
    assert_eq!(p.say("au", Command::State(statement)), Err(Refusal::OneStatement));
}

#[test]
fn case_12_in_the_last_call_nothing_new_is_offered_but_answers_and_orders_are_taken() {
    let mut p = Play::new();
    p.clear();
    let draft = p.draft(&["us", "kz"], vec![p.aid("us", "kz", 5)], false);
    p.must("us", Command::Propose(draft.clone()));
    let offer = p.last_offer();
    p.table.set_last_call(true);
    assert_eq!(p.say("kz", Command::Propose(draft)), Err(Refusal::LastCall));
    let order = p.tariff("au", 50);
    p.must("us", Command::Seal(order));
    p.must(
        "kz",
        Command::Decline {
            offer,
            reason: Reason::TooLittle,
        },
    );
}

#[test]
fn case_13_a_secret_agreement_is_seen_by_its_parties_alone() {
    let mut p = Play::new();
    p.clear();
    let draft = p.draft(&["us", "kz"], vec![p.aid("us", "kz", 5)], true);
    let agreement = p.sign("us", "kz", draft);
    let sees = |p: &Play, who: &str| {
        p.table
            .view(Viewer::Seat(p.seat(who)))
            .agreements
            .iter()
            .any(|a| a.id == agreement.id)
    };
    assert!(sees(&p, "us") && sees(&p, "kz"));
    assert!(!sees(&p, "cn"));
    assert!(
        p.table
            .view(Viewer::Facilitator)
            .agreements
            .iter()
            .any(|a| a.id == agreement.id)
    );
    let told = |p: &Play, who: Viewer| {
        p.table
            .log()
            .read(who, 0)
            .filter(|l| format!("{l:?}").contains("Signed"))
            .count()
    };
    assert_eq!(
        told(&p, Viewer::Seat(p.seat("cn"))) + 1,
        told(&p, Viewer::Seat(p.seat("us")))
    );
}

#[test]
fn case_14_political_capital_limits_orders_and_signatures() {
    let mut p = Play::new();
    p.clear();
    for (percent, partner) in [(50, "mm"), (30, "au"), (30, "my"), (30, "kz")] {
        let order = p.tariff(partner, percent);
        p.must("us", Command::Seal(order));
    }
    let one_more = p.tariff("uz", 30);
    assert!(matches!(
        p.say("us", Command::Seal(one_more)),
        Err(Refusal::NotEnoughCapital { .. })
    ));
    let draft = p.draft(&["us", "kz"], vec![p.aid("us", "kz", 5)], false);
    assert!(matches!(
        p.say("us", Command::Propose(draft)),
        Err(Refusal::NotEnoughCapital { .. })
    ));
}

#[test]
fn case_15_a_tariff_first_raised_in_the_last_turn_lapses_in_the_run_out() {
    let mut p = Play::new();
    while p.state().turn().0 + 1 < p.level.played_turns() {
        p.end();
    }
    p.clear();
    let order = p.tariff("au", 60);
    p.must("us", Command::Seal(order));
    p.end();
    let cell = p.level.cell(p.good("goods"), p.country("us"), p.country("au"));
    assert_eq!(p.state().public().tariffs[cell], p.level.tariffs[cell]);
}

#[test]
fn case_16_buying_for_the_stock_moves_money_and_tonnes_and_raises_the_price() {
    let mut p = Play::new();
    let mut without = Play::new();
    p.clear();
    without.clear();
    let us = p.seat("us");
    let dytb = p.good("dytb");
    let before = p.state().stock(us, dytb);
    p.must(
        "us",
        Command::Seal(Order::Stock {
            good: dytb,
            mass: Mass(5_000),
        }),
    );
    p.end();
    without.end();
    let gained = p.state().stock(us, dytb).0 - before.0;
    assert!((4_900..=5_000).contains(&gained), "{gained} kg");
    assert!(p.state().own(us).unwrap().treasury < without.state().own(us).unwrap().treasury);
    let price = |p: &Play| {
        chokepoint::rules::markets::price_multiple(p.state(), p.country("us"), chokepoint::level::ids::Use::Civil, dytb)
    };
    assert!(price(&p) > price(&without));
}

#[test]
fn case_17_general_relief_lifts_a_control_for_its_receiver_only() {
    let mut p = Play::new();
    p.clear();
    let dytb = p.good("dytb");
    let relief = Clause::ControlRelief {
        giver: p.seat("cn"),
        receiver: p.seat("us"),
        good: dytb,
        relief: Relief::General,
        use_: ReliefUse::Any,
    };
    let ban = Order::Control {
        destination: None,
        good: dytb,
        regime: Regime::Ban,
    };
    p.must("cn", Command::Seal(ban));
    p.end();
    p.clear();
    let draft = p.draft(&["cn", "us"], vec![relief], false);
    p.sign("cn", "us", draft);
    p.end();
    let price = |p: &Play, c: &str| {
        chokepoint::rules::markets::price_multiple(p.state(), p.country(c), chokepoint::level::ids::Use::Civil, dytb)
    };
    assert!(price(&p, "us") < 2.0, "×{}", price(&p, "us"));
    assert!(price(&p, "jp") > 3.0, "×{}", price(&p, "jp"));
}

#[test]
fn case_18_undoing_ones_own_measure_within_three_turns_costs_one_more() {
    let mut p = Play::new();
    p.clear();
    let up = p.tariff("au", 30);
    p.must("us", Command::Seal(up));
    p.end();
    p.clear();
    let down = p.tariff("au", 5);
    let us = p.seat("us");
    assert_eq!(chokepoint::rules::capital_cost(p.state(), us, &down).0, 2);
    let further_up = p.tariff("au", 35);
    assert_eq!(chokepoint::rules::capital_cost(p.state(), us, &further_up).0, 1);
}

#[test]
fn case_19_nonsense_is_refused_by_its_own_name() {
    let mut p = Play::new();
    p.clear();
    let (us, goods, dytb) = (p.seat("us"), p.good("goods"), p.good("dytb"));
    let seal = |p: &mut Play, order| p.say("us", Command::Seal(order));
    let own = Order::Tariff {
        partner: p.country("us"),
        good: goods,
        rate: Rate(100),
    };
    assert_eq!(seal(&mut p, own), Err(Refusal::OwnCountry));
    let far = Order::Tariff {
        partner: CountryId(200),
        good: goods,
        rate: Rate(100),
    };
    assert_eq!(seal(&mut p, far), Err(Refusal::Unknown));
    let general = Order::Control {
        destination: None,
        good: goods,
        regime: Regime::Ban,
    };
    assert_eq!(seal(&mut p, general), Err(Refusal::WrongGood { good: goods }));
    let release = Order::Stock {
        good: dytb,
        mass: Mass(-90_000_000),
    };
    assert_eq!(seal(&mut p, release), Err(Refusal::NotEnoughStock { good: dytb }));
    assert_eq!(
        p.say("us", Command::Unseal(OrderKey::Stock(dytb))),
        Err(Refusal::NotSealed)
    );
    let alone = Draft {
        parties: vec![us],
        clauses: vec![],
        term: 1,
        secret: false,
    };
    assert_eq!(p.say("us", Command::Propose(alone)), Err(Refusal::BadParties));
    let empty = p.draft(&["us", "kz"], vec![], false);
    assert_eq!(p.say("us", Command::Propose(empty)), Err(Refusal::EmptyDraft));
    let outsider = p.draft(&["us", "kz"], vec![p.aid("us", "cn", 1)], false);
    assert_eq!(
        p.say("us", Command::Propose(outsider)),
        Err(Refusal::NotAParty { seat: p.seat("cn") })
    );
    let long = Command::Say {
        to: vec![],
        text: "x".repeat(901),
    };
    assert_eq!(p.say("us", long), Err(Refusal::BadMessage));
}

#[test]
fn case_20_after_the_last_turn_every_command_is_refused() {
    let mut p = Play::new();
    while !p.table.game().played_out() {
        p.end();
    }
    let turn = p.state().turn();
    let us = p.seat("us");
    assert_eq!(
        p.table.submit(us, "test", 99, turn, Command::Ready(true)),
        Err(Refusal::GameOver)
    );
    assert!(p.table.end_turn(Actor::Clock).is_err());
}
