//! Why prices moved: parts add up, stand under what made them, and tell nobody what it may not know.

use std::collections::BTreeMap;
use std::sync::Arc;

use chokepoint::ai::PolicyName;
use chokepoint::level::Level;
use chokepoint::level::clause::{Clause, Draft, Finance, Instalment, Milestone, OfftakePrice, Relief, ReliefUse};
use chokepoint::level::compile::compile;
use chokepoint::level::ids::{AgreementId, CountryId, FacilityId, GoodId, SeatId, Use};
use chokepoint::level::measure::Regime;
use chokepoint::level::order::Order;
use chokepoint::level::shape::{OrderEntry, RegimeEntry};
use chokepoint::level::units::{Mass, Money, Months, Price, Rate};
use chokepoint::rules::Viewer;
use chokepoint::rules::causes::{Cause, Causes, Evidence, Group, Inputs, Parts, PriceCauses, Term, Terms};
use chokepoint::rules::command::Command;
use chokepoint::rules::event::Why;
use chokepoint::rules::markets::Markets;
use chokepoint::rules::state::State;
use chokepoint::table::Table;
use chokepoint::table::journal::{Actor, Entry};
use proptest::prelude::*;

use crate::secrecy::{at, jolt, places, secret_to};
use crate::support::scenario::{history, scenario};
use crate::support::{cases, level, played};

/// A table on which nobody has an order sealed or an offer out.
struct Play {
    level: Arc<Level>,
    table: Table,
}

impl Play {
    fn new() -> Self {
        Self::seeded(7)
    }

    fn seeded(seed: u64) -> Self {
        let level = level("truce_year");
        let mut play = Self {
            table: Table::new(Arc::clone(&level), seed),
            level,
        };
        play.clear();
        play
    }

    fn clear(&mut self) {
        for at in 0..self.level.seats.len() {
            let seat = SeatId::at(at);
            for order in self.table.state().own(seat).unwrap().orders.clone() {
                self.must(seat, Command::Unseal(order.key()));
            }
        }
        for offer in self.table.state().party().offers.clone() {
            self.must(offer.author, Command::Withdraw { offer: offer.id });
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

    fn must(&mut self, seat: SeatId, command: Command) {
        let number = self.table.last_number(seat) + 1;
        let turn = self.table.state().turn();
        let done = self.table.submit(seat, "test", number, turn, command.clone());
        assert!(done.is_ok(), "{command:?}: {done:?}");
    }

    fn order(&mut self, seat: &str, order: Order) {
        self.must(self.seat(seat), Command::Seal(order));
    }

    fn ban(&mut self, good: &str) {
        let good = self.good(good);
        let (destination, regime) = (None, Regime::Ban);
        self.order(
            "cn",
            Order::Control {
                destination,
                good,
                regime,
            },
        );
    }

    fn sign(&mut self, one: &str, other: &str, clause: Clause, secret: bool) -> AgreementId {
        let (one, other) = (self.seat(one), self.seat(other));
        let mut parties = vec![one, other];
        parties.sort();
        let draft = Draft {
            parties,
            clauses: vec![clause],
            term: 12,
            secret,
        };
        self.must(one, Command::Propose(draft));
        let offer = self.table.state().party().offers.last().unwrap().id;
        self.must(other, Command::Accept { offer, revision: 1 });
        self.table.state().party().agreements.last().unwrap().id
    }

    fn end(&mut self) {
        self.table.end_turn(Actor::Clock).unwrap();
        if !self.table.game().played_out() {
            self.clear();
        }
    }

    fn price(&self, causes: &Causes, good: &str, country: &str) -> PriceCauses {
        let (good, country) = (self.good(good), self.country(country));
        causes.of(good, country, Use::Civil).unwrap()
    }

    fn now(&self) -> Inputs {
        self.table.trail().inputs()[0].unwrap().clone()
    }
}

const ALL: Viewer = Viewer::Facilitator;

fn every(level: &Level) -> impl Iterator<Item = (GoodId, CountryId, Use)> + '_ {
    let goods = (0..level.goods.len()).map(GoodId::at);
    goods.flat_map(|g| {
        let countries = (0..level.countries.len()).map(CountryId::at);
        countries.flat_map(move |c| Use::ALL.map(|u| (g, c, u)))
    })
}

fn part(parts: &Parts, cause: Cause) -> f64 {
    parts.causes.iter().find(|(c, _)| *c == cause).map_or(0.0, |(_, p)| *p)
}

/// Adds up to the total, in the published order, nothing named twice.
fn sound(parts: &Parts) {
    let sum = parts.causes.iter().map(|(_, p)| p).sum::<f64>() + parts.other;
    assert!((sum - parts.total).abs() <= 1e-12, "{parts:?}: {sum}");
    let groups: f64 = Group::ALL.iter().map(|g| parts.group(*g)).sum();
    assert!(
        (groups + parts.other - parts.total).abs() <= 1e-12,
        "{parts:?}: {groups}"
    );
    assert!(parts.causes.is_sorted_by(|a, b| a.0 < b.0), "{parts:?}");
    assert!(parts.causes.is_sorted_by_key(|(c, _)| c.group()), "{parts:?}");
}

/// Only these causes, and nothing left over.
fn only(parts: &Parts, causes: &[Cause]) {
    sound(parts);
    assert!(parts.total.abs() > 1e-4, "nothing moved: {parts:?}");
    assert!(parts.causes.iter().all(|(c, _)| causes.contains(c)), "{parts:?}");
    assert!(parts.other.abs() < 1e-8, "{parts:?}");
}

#[test]
fn every_price_of_every_turn_is_explained_to_the_last_digit() {
    let level = level("truce_year");
    for policy in [PolicyName::Dove, PolicyName::Random, PolicyName::Hawk] {
        let journal = played(&level, 5, Some(policy)).table.journal().to_vec();
        let mut table = Table::new(Arc::clone(&level), 5);
        let mut seen: BTreeMap<Group, u32> = BTreeMap::new();
        let mut before: Option<Vec<f64>> = None;
        for entry in journal {
            if let Entry::Command(command) = entry.entry {
                let Actor::Seat { seat, .. } = entry.actor else {
                    unreachable!()
                };
                table.submit(seat, "test", entry.number, entry.turn, command).unwrap();
                continue;
            }
            let open = table.state().stage() == chokepoint::rules::state::Stage::Open;
            table.end_turn(Actor::Clock).unwrap();
            let causes = table.causes(ALL).unwrap();
            let market = &table.state().public().market;
            let mut now = market.index.clone();
            for (good, country, use_) in every(&level) {
                let Some(price) = causes.of(good, country, use_) else {
                    continue;
                };
                sound(&price.since_last);
                sound(&price.since_base);
                let cell = good.index() * level.buyers() + chokepoint::level::ids::buyer(country, use_);
                let general = good == level.goods_market.good;
                now[cell] = if general {
                    market.goods_index[country.index()]
                } else {
                    now[cell]
                };
                assert_eq!(price.now, now[cell]);
                let base = if general { 1.0 } else { table.state().base().index[cell] };
                assert!((price.since_base.total - (price.now / base).ln()).abs() < 1e-12);
                // The run-out follows the last turn in one go: its steps have no price of their own here.
                if let (Some(before), true) = (&before, open && !table.game().played_out()) {
                    assert!((price.since_last.total - (price.now / before[cell]).ln()).abs() < 1e-12);
                }
                if market.warnings == 0 {
                    assert!(
                        price.since_last.other.abs() < 1e-8,
                        "{policy:?} {good:?} {country:?}: {price:?}"
                    );
                    assert!(
                        price.since_base.other.abs() < 1e-8,
                        "{policy:?} {good:?} {country:?}: {price:?}"
                    );
                }
                for (cause, _) in &price.since_last.causes {
                    *seen.entry(cause.group()).or_default() += 1;
                }
            }
            before = Some(now);
        }
        for group in [Group::Controls, Group::Agreements, Group::Demand, Group::Events] {
            assert!(seen.contains_key(&group), "{policy:?}: no {group:?} in {seen:?}");
        }
    }
}

/// The same turn twice: what the second play did beyond the first is all that its causes tell apart.
fn beyond(first: &Play, second: &Play, viewer: Viewer) -> Causes {
    let evidence = Evidence::between(
        viewer,
        (&first.now(), first.table.state()),
        (&second.now(), second.table.state()),
    );
    evidence.causes(&mut Markets::new(&second.level))
}

/// Two plays of two turns; `before` is done in both as the second turn is open, `then` in the second play only.
fn twins(before: impl Fn(&mut Play), then: impl FnOnce(&mut Play)) -> (Play, Play) {
    let begin = || {
        let mut play = Play::new();
        play.end();
        before(&mut play);
        play
    };
    let (mut first, mut second) = (begin(), begin());
    then(&mut second);
    first.end();
    second.end();
    (first, second)
}

#[test]
fn a_tariff_alone_stands_under_tariffs() {
    let (first, second) = twins(
        |_| (),
        |play| {
            let (partner, good, rate) = (play.country("cn"), play.good("magnet"), Rate(6_000));
            play.order("us", Order::Tariff { partner, good, rate });
        },
    );
    let causes = beyond(&first, &second, ALL);
    let tariff = Cause::Tariff {
        importer: first.country("us"),
        good: first.good("magnet"),
    };
    let (us, cn) = (
        second.price(&causes, "magnet", "us"),
        second.price(&causes, "magnet", "cn"),
    );
    only(&us.since_last, &[tariff]);
    // From 12 to 60 %: users pay more, but not the whole duty, and what stays in China gets cheaper.
    assert!(
        us.since_last.total > 0.0 && us.since_last.total < (1.60_f64 / 1.12).ln(),
        "{us:?}"
    );
    assert!(part(&cn.since_last, tariff) < 0.0, "{cn:?}");
    assert!((us.since_last.group(Group::Tariffs) - us.since_last.total).abs() < 1e-8);
    assert_eq!(tariff.group(), Group::Tariffs);
}

#[test]
fn a_tariff_on_general_goods_stands_under_tariffs_and_moves_no_mineral() {
    let (first, second) = twins(
        |_| (),
        |play| {
            let (partner, good, rate) = (play.country("vn"), play.good("goods"), Rate(8_000));
            play.order("us", Order::Tariff { partner, good, rate });
        },
    );
    let causes = beyond(&first, &second, ALL);
    let us = second.price(&causes, "goods", "us");
    let tariff = Cause::Tariff {
        importer: first.country("us"),
        good: first.good("goods"),
    };
    only(&us.since_last, &[tariff]);
    assert!(us.since_last.total > 0.0);
    let mineral = second.price(&causes, "ndpr", "us");
    assert!(mineral.since_last.causes.is_empty(), "{mineral:?}");
    assert!(mineral.since_last.total.abs() < 1e-8, "{mineral:?}");
}

#[test]
fn a_ban_stands_under_controls_and_relief_from_it_under_the_agreement() {
    let ban = |play: &mut Play| play.ban("dytb");
    let (calm, stopped) = twins(|_| (), ban);
    let causes = beyond(&calm, &stopped, ALL);
    let control = Cause::Control {
        exporter: calm.country("cn"),
        good: calm.good("dytb"),
    };
    let (us, cn) = (
        stopped.price(&causes, "dytb", "us"),
        stopped.price(&causes, "dytb", "cn"),
    );
    // Users hoard what they fear for, on top of what is missing.
    let hoards = Cause::PrivateStocks(calm.good("dytb"));
    only(&us.since_last, &[control, hoards]);
    assert!(part(&us.since_last, control) > 1.0, "{us:?}");
    assert!(part(&us.since_last, hoards) > 0.1, "{us:?}");
    assert!(us.since_last.total > 1.0 && cn.since_last.total < 0.05, "{us:?} {cn:?}");

    let mut id = None;
    let stop = |play: &mut Play| {
        ban(play);
        play.end();
    };
    let (stopped, relieved) = twins(stop, |play| id = Some(relief(play, false)));
    let causes = beyond(&stopped, &relieved, ALL);
    let us = relieved.price(&causes, "dytb", "us");
    only(&us.since_last, &[Cause::Agreement(id.unwrap()), hoards]);
    assert!(us.since_last.total < -1.0, "{us:?}");
}

/// China's ban on heavy oxides does not apply to the United States.
fn relief(play: &mut Play, secret: bool) -> AgreementId {
    let clause = Clause::ControlRelief {
        giver: play.seat("cn"),
        receiver: play.seat("us"),
        good: play.good("dytb"),
        relief: Relief::General,
        use_: ReliefUse::Any,
    };
    play.sign("cn", "us", clause, secret)
}

#[test]
fn a_secret_agreement_is_other_to_all_but_its_parties() {
    let mut id = None;
    let stop = |play: &mut Play| {
        play.ban("dytb");
        play.end();
    };
    let (stopped, relieved) = twins(stop, |play| id = Some(relief(play, true)));
    let cause = Cause::Agreement(id.unwrap());
    for (viewer, knows) in [
        (ALL, true),
        (Viewer::Seat(stopped.seat("us")), true),
        (Viewer::Seat(stopped.seat("cn")), true),
        (Viewer::Seat(stopped.seat("au")), false),
        (Viewer::Observer, false),
    ] {
        let us = relieved.price(&beyond(&stopped, &relieved, viewer), "dytb", "us");
        if knows {
            // Calmer users hoard less, and a free border needs no smugglers: known to whom the relief is known.
            let good = stopped.good("dytb");
            let exporter = stopped.country("cn");
            let beside = [Cause::PrivateStocks(good), Cause::Smuggling { exporter, good }];
            only(&us.since_last, &[cause, beside[0], beside[1]]);
            assert!(part(&us.since_last, cause) < -1.0, "{us:?}");
        } else {
            // Everybody sees the price fall, nobody else sees why: exactly nothing is named.
            sound(&us.since_last);
            assert_eq!(us.since_last.causes, []);
            assert_eq!(us.since_last.other, us.since_last.total);
        }
        assert!(us.since_last.total < -1.0, "{us:?}");
    }
}

#[test]
fn what_a_viewer_knows_reads_the_same_whatever_the_secret_is() {
    let stop = |play: &mut Play| {
        play.ban("dytb");
        play.end();
    };
    // Beside the secret relief, a tariff that everybody sees.
    let tariff = |play: &mut Play| {
        let (partner, good, rate) = (play.country("my"), play.good("dytb"), Rate(2_500));
        play.order("us", Order::Tariff { partner, good, rate });
    };
    let (stopped, with) = twins(stop, |play| {
        tariff(play);
        relief(play, true);
    });
    let (_, without) = twins(stop, tariff);
    let au = Viewer::Seat(with.seat("au"));
    let (with, without) = (
        with.price(&beyond(&stopped, &with, au), "dytb", "us"),
        without.price(&beyond(&stopped, &without, au), "dytb", "us"),
    );
    assert_eq!(with.since_last.causes.len(), 1);
    assert_eq!(with.since_last.causes, without.since_last.causes);
    assert_ne!(with.since_last.other, without.since_last.other);
}

#[test]
fn a_stock_order_stands_under_stocks_and_is_other_to_strangers() {
    let buy = |play: &mut Play| {
        let (good, mass) = (play.good("dytb"), Mass(20_000));
        play.order("us", Order::Stock { good, mass });
    };
    let (first, second) = twins(|_| (), buy);
    let cause = Cause::Stock {
        seat: first.seat("us"),
        good: first.good("dytb"),
    };
    for (viewer, knows) in [
        (ALL, true),
        (Viewer::Seat(first.seat("us")), true),
        (Viewer::Seat(first.seat("cn")), false),
        (Viewer::Observer, false),
    ] {
        let us = second.price(&beyond(&first, &second, viewer), "dytb", "us");
        assert!(us.since_last.total > 0.0, "{us:?}");
        if knows {
            only(&us.since_last, &[cause]);
        } else {
            assert_eq!(
                (us.since_last.causes, us.since_last.other),
                (vec![], us.since_last.total)
            );
        }
    }
}

/// Plays on to the very end and explains the last prices since the base year.
fn to_the_end(mut play: Play) -> (Play, Causes) {
    while !play.table.game().played_out() {
        play.end();
    }
    let causes = play.table.causes(ALL).unwrap();
    (play, causes)
}

#[test]
fn what_a_project_built_counts_under_the_order_that_made_it() {
    let mut play = Play::new();
    let project = play.level.project_named("us_texas").unwrap();
    play.order("us", Order::StartProject { project });
    let (play, causes) = to_the_end(play);
    let facility = play.level.projects[project.index()].facility;
    let by = Some(play.seat("us"));
    let price = play.price(&causes, "magnet", "us");
    let built = part(&price.since_base, Cause::Capacity { facility, by });
    assert!(built < 0.0, "a second hall makes magnets no dearer: {price:?}");
    sound(&price.since_base);
}

/// The United States pay for a heavy line in Malaysia.
fn invest(play: &mut Play, secret: bool) -> (AgreementId, FacilityId) {
    let project = play.level.project_named("my_heavy_line").unwrap();
    let instalment = |after, amount, milestone| Instalment {
        after: Months(after),
        amount: Money(amount),
        milestone,
    };
    let clause = Clause::Investment {
        investor: play.seat("us"),
        host: play.seat("my"),
        project,
        announced: Money(120_000),
        instalments: vec![
            instalment(0, 60_000, Milestone::None),
            instalment(2, 60_000, Milestone::Permitted),
        ],
    };
    let id = play.sign("us", "my", clause, secret);
    (id, play.level.projects[project.index()].facility)
}

#[test]
fn what_an_agreement_built_counts_under_the_agreement_even_after_its_term() {
    let mut play = Play::new();
    let (id, facility) = invest(&mut play, false);
    let (play, causes) = to_the_end(play);
    assert!(play.table.state().facility(facility).unwrap().entrant > 0.0);
    let agreement = play.table.state().party().agreements.iter().find(|a| a.id == id);
    assert!(
        !agreement.unwrap().in_force(),
        "its term is over long before the run-out ends"
    );
    let price = play.price(&causes, "dytb", "us");
    assert!(part(&price.since_base, Cause::Agreement(id)) < 0.0, "{price:?}");
    for by in [None, Some(play.seat("us")), Some(play.seat("my"))] {
        assert_eq!(part(&price.since_base, Cause::Capacity { facility, by }), 0.0);
    }
}

#[test]
fn what_a_secret_agreement_built_is_capacity_to_strangers() {
    // The first game in which it does not leak.
    let kept = (0..20).find_map(|seed| {
        let mut play = Play::seeded(seed);
        let (id, facility) = invest(&mut play, true);
        while !play.table.game().played_out() {
            play.end();
        }
        let mut agreements = play.table.state().party().agreements.iter();
        let leaked = agreements.any(|a| a.id == id && a.leaked);
        (!leaked).then_some((play, id, facility))
    });
    let (mut play, id, facility) = kept.unwrap();
    let stranger = play.table.causes(Viewer::Observer).unwrap();
    let party = play.table.causes(Viewer::Seat(play.seat("us"))).unwrap();
    let (stranger, party) = (
        play.price(&stranger, "dytb", "us").since_base,
        play.price(&party, "dytb", "us").since_base,
    );
    // The plant stands for all to see; whose money built it is not told.
    let anonymous = Cause::Capacity { facility, by: None };
    assert!(part(&stranger, anonymous) < 0.0, "{stranger:?}");
    assert_eq!(part(&stranger, Cause::Agreement(id)), 0.0);
    assert_eq!(part(&party, anonymous), 0.0);
    assert!(part(&party, Cause::Agreement(id)) < 0.0, "{party:?}");
}

#[test]
fn asking_for_causes_changes_nothing() {
    let level = level("truce_year");
    let mut asked = Table::new(Arc::clone(&level), 9);
    let mut left = Table::new(Arc::clone(&level), 9);
    assert_eq!(asked.causes(ALL), None);
    while !left.game().played_out() {
        asked.end_turn(Actor::Clock).unwrap();
        left.end_turn(Actor::Clock).unwrap();
        let once = asked.causes(ALL);
        assert_eq!(asked.fingerprint(), left.fingerprint());
        // Nor does it matter who asks, how often, or on which scratch.
        assert_ne!(asked.causes(Viewer::Observer), None);
        assert_eq!(asked.causes(ALL), once);
        let fresh = left.evidence(ALL).unwrap().causes(&mut Markets::new(&level));
        assert_eq!(Some(fresh), once);
    }
}

/// Two turns with secret agreements, open ones and stock orders.
fn part_way() -> Table {
    let mut play = Play::new();
    play.end();
    play.ban("dytb");
    relief(&mut play, true);
    let offtake = Clause::Offtake {
        seller: play.seat("my"),
        buyer: play.seat("au"),
        good: play.good("ndpr"),
        per_month: Mass(40_000),
        price: OfftakePrice::Market { floor: Price(6_000) },
    };
    play.sign("my", "au", offtake.clone(), true);
    play.sign("au", "my", offtake, false);
    for (seat, kilograms) in [("us", 5_000), ("cn", -9_000)] {
        let (good, mass) = (play.good("dytb"), Mass(kilograms));
        play.order(seat, Order::Stock { good, mass });
    }
    play.end();
    let (good, mass) = (play.good("ndpr"), Mass(7_000));
    play.order("cn", Order::Stock { good, mass });
    play.order("us", Order::Stock { good, mass });
    play.end();
    play.table
}

proptest! {
    #![proptest_config(cases(80, 3_000))]
    /// Causes are computed from evidence alone, so equal evidence is all that need be shown.
    #[test]
    fn evidence_holds_nothing_that_the_viewer_may_not_see(latest in any::<bool>(), pick in any::<prop::sample::Index>(), by in any::<u8>(), me in 0_u8..6) {
        static TABLE: std::sync::OnceLock<Table> = std::sync::OnceLock::new();
        let table = TABLE.get_or_init(part_way);
        let me = SeatId(me);
        let [now, last] = table.trail().inputs().map(|inputs| inputs.unwrap().clone());
        let present = table.state();
        let (mut other_now, mut other_last) = (now.clone(), last.clone());
        let touched = if latest { &mut other_now } else { &mut other_last };
        let json = touched.state.to_json().unwrap();
        let mut all = Vec::new();
        places(&json, &mut Vec::new(), &mut all);
        // Agreements that have leaked since are known for the time before, too.
        let open = |path: &[String]| {
            path[1] == "agreements" && present.party().agreements.iter().any(|a| {
                a.is_public() && json["party"]["agreements"][path[2].parse::<usize>().unwrap()]["id"] == a.id.0
            })
        };
        // An agreement with another's number would be another agreement.
        let named = |path: &[String]| path[0] == "party" && path.last().is_some_and(|step| step == "id");
        all.retain(|path| secret_to(present.level(), &json, path, me) && !open(path) && !named(path));
        // The orders on others' stocks, too.
        let others = touched.moves.iter().filter(|m| m.seat != me).count();
        let pick = pick.index(all.len() + 3 * others);
        if let Some(path) = all.get(pick) {
            let mut changed = json.clone();
            jolt(at(&mut changed, path), by);
            let Ok(state) = State::from_json(touched.state.shared(), changed) else { return Ok(()) };
            prop_assume!(state != touched.state);
            touched.state = state;
        } else {
            let order = touched.moves.iter_mut().filter(|m| m.seat != me).nth((pick - all.len()) / 3).unwrap();
            order.mass.0 += 1_000 * i64::from(by) + 1;
        }
        for viewer in [Viewer::Seat(me), Viewer::Observer] {
            let evidence = Evidence::of(viewer, Some(&last), &now, present);
            let changed = Evidence::of(viewer, Some(&other_last), &other_now, present);
            // Without the states themselves, which would fill the screen.
            prop_assert!(evidence == changed, "{viewer:?} sees {:?}", all.get(pick));
        }
    }
}

#[test]
fn there_are_secrets_to_keep_in_the_evidence() {
    let table = part_way();
    let now = table.trail().inputs()[0].unwrap();
    let kept = |a: &&chokepoint::rules::offer::Agreement| !a.is_public() && a.in_force();
    assert!(
        now.state.party().agreements.iter().any(|a| kept(&a)),
        "no secret agreement"
    );
    assert!(
        table.trail().inputs().iter().flatten().all(|i| i.moves.len() == 2),
        "no stock orders"
    );
    assert_ne!(table.evidence(ALL), table.evidence(Viewer::Observer));
}

/// Terms and other add up to the total.
fn adds_up(terms: &Terms) {
    let sum = terms.terms.iter().map(|(_, value)| value).sum::<f64>() + terms.other;
    assert!(
        (sum - terms.total).abs() <= 1e-9 * terms.total.abs().max(1.0),
        "{terms:?}: {sum}"
    );
}

fn term(terms: &Terms, term: Term) -> f64 {
    terms
        .terms
        .iter()
        .find(|(t, _)| *t == term)
        .map_or(0.0, |(_, value)| *value)
}

#[test]
fn every_line_of_every_turn_is_the_sum_of_its_terms() {
    let level = level("truce_year");
    for policy in [PolicyName::Dove, PolicyName::Random, PolicyName::Hawk] {
        let mut turns = 0;
        let mut moved = [0; 3];
        let known = chokepoint::lab::known_by_seat(&level).unwrap();
        let choices = vec![chokepoint::lab::Choice::Always(policy); level.seats.len()];
        chokepoint::lab::play_watched(&level, &known, 5, &choices, &mut |table| {
            turns += 1;
            for seat in (0..level.seats.len()).map(SeatId::at) {
                let (run, without) = (table.game().run(), table.game().no_deal());
                let last = |state: &State| state.own(seat).unwrap().score.last;
                for (line, moved) in moved.iter_mut().enumerate() {
                    let causes = table.line(ALL, seat, line).unwrap();
                    adds_up(&causes.last);
                    adds_up(&causes.so_far);
                    assert_eq!(causes.last.total, last(run)[line] - last(without)[line]);
                    assert_eq!(causes.so_far.total, table.game().points(seat)[line]);
                    assert_eq!((causes.last.other, causes.so_far.other), (0.0, 0.0));
                    *moved += usize::from(causes.so_far.terms.len() > 1);
                    // The seat itself reads the same, others nothing.
                    assert_eq!(table.line(Viewer::Seat(seat), seat, line), Some(causes));
                    assert_eq!(table.line(Viewer::Observer, seat, line), None);
                    let other = SeatId::at((seat.index() + 1) % level.seats.len());
                    assert_eq!(table.line(Viewer::Seat(other), seat, line), None);
                }
            }
        });
        assert_eq!(turns, usize::from(level.played_turns()));
        assert!(
            moved.iter().all(|n| *n > turns),
            "{policy:?}: lines hardly moved: {moved:?}"
        );
    }
}

#[test]
fn a_line_names_what_was_posted() {
    let mut play = Play::new();
    let clause = Clause::LoanAid {
        lender: play.seat("us"),
        borrower: play.seat("kz"),
        amount: Money(12_000),
        finance: Finance::Aid,
    };
    let id = play.sign("us", "kz", clause, false);
    play.end();
    let months = f64::from(play.level.turns[0].0);
    // 12 million once, as a rate a year.
    let yearly = 12.0 * 12.0 / months;
    let (us, kz) = (play.seat("us"), play.seat("kz"));
    let line = |seat| play.table.line(ALL, seat, 0).unwrap().last;
    assert!((term(&line(us), Term::Paid(Why::LoanAid(id))) + yearly).abs() < 1e-9);
    assert!((term(&line(kz), Term::Received(Why::LoanAid(id))) - yearly).abs() < 1e-9);
    // The signature was a headline; approval got its points.
    let politics = play.table.line(ALL, us, 2).unwrap().last;
    assert!((term(&politics, Term::Headlines) - 3.0).abs() < 1e-9, "{politics:?}");
}

#[test]
fn nobody_dealing_leaves_no_line_to_explain() {
    let mut table = Table::new(level("truce_year"), 11);
    while !table.game().played_out() {
        table.end_turn(Actor::Clock).unwrap();
        for line in 0..3 {
            let causes = table.line(ALL, SeatId(0), line).unwrap();
            assert_eq!(causes.last, Terms::default());
            assert_eq!(causes.so_far, Terms::default());
        }
    }
}

#[test]
fn a_game_explained_to_a_seat_names_things_and_keeps_to_its_own_lines() {
    let level = level("truce_year");
    let known = chokepoint::lab::known_by_seat(&level).unwrap();
    let choices = vec![chokepoint::lab::Choice::Always(PolicyName::Random); level.seats.len()];
    let kz = level.seat_named("kz").unwrap();
    let mut entries = Vec::new();
    chokepoint::lab::play_watched(&level, &known, 5, &choices, &mut |table| {
        entries.extend(chokepoint::lab::explain(table, Viewer::Seat(kz)));
    });
    // One for each turn, and one for the end of the run-out.
    assert_eq!(entries.len(), usize::from(level.played_turns()) + 1);
    assert!(entries.is_sorted_by_key(|e| e.turn));
    assert_eq!(entries[0].month, "2025-11");
    for entry in &entries {
        assert!(entry.lines.iter().all(|l| l.seat == "kz"));
        for price in &entry.prices {
            for d in [&price.since_last, &price.since_base] {
                let sum: f64 = d.parts.iter().map(|p| p.part).sum();
                assert!((sum + d.other - d.total).abs() < 1e-12);
                assert!(d.parts.iter().all(|p| !p.about.cause.is_empty()));
            }
        }
    }
    let json = serde_json::to_string(&entries[6]).unwrap();
    for word in [
        "\"cause\":\"control\",\"country\":\"cn\",\"good\":\"magnet\"",
        "\"line\":\"welfare\"",
        "\"tariffs\":",
    ] {
        assert!(json.contains(word), "no {word}");
    }
    assert!(!json.contains("\"groups\":null"));
}

#[test]
fn ways_past_a_ban_are_told_apart_from_the_ban() {
    let file = scenario("s11_antimony").file();
    let level = Arc::new(compile(&file).level.unwrap());
    let mut table = Table::new(Arc::clone(&level), 7);
    table.end_turn(Actor::Clock).unwrap();
    table.end_turn(Actor::Clock).unwrap();
    let good = level.good_named("sb").unwrap();
    let [us, cn, vn] = ["us", "cn", "vn"].map(|c| level.country_named(c).unwrap());
    let exporter = cn;
    let through = vn;
    let (control, smuggling, rerouting) = (
        Cause::Control { exporter, good },
        Cause::Smuggling { exporter, good },
        Cause::Rerouting { through, good },
    );
    assert!(
        [control, smuggling, rerouting]
            .iter()
            .all(|c| c.group() == Group::Controls)
    );
    // The facilitator knows the channels; a seat believes in what figures show, and what it errs by is other to it.
    for (viewer, slack) in [(ALL, 1e-8), (Viewer::Seat(level.seat_named("us").unwrap()), 0.05)] {
        let causes = table.causes(viewer).unwrap();
        let price = causes.of(good, us, Use::Civil).unwrap().since_base;
        sound(&price);
        assert!(part(&price, control) > 0.3, "{viewer:?}: {price:?}");
        assert!(part(&price, smuggling) < -0.01, "{viewer:?}: {price:?}");
        assert!(part(&price, rerouting) < -0.05, "{viewer:?}: {price:?}");
        assert!(price.other.abs() < slack, "{viewer:?}: {price:?}");
    }
}

#[test]
fn a_rule_that_reaches_abroad_and_a_floor_stand_under_their_own_names() {
    // Half of the light oxide for the United States is licensed, magnets that others make of it need licences too, and
    // Washington guarantees its makers of oxide twice their price.
    let mut file = scenario("s01_heavy_licences").file();
    (file.calendar.turns, file.history) = (vec![3; 4], Vec::new());
    file.reach.rules.clear();
    file.reach.enforcement = 100.0;
    let control = OrderEntry::Control {
        destination: "us".to_owned(),
        good: "ndpr".to_owned(),
        regime: RegimeEntry::Licence { approval: 50.0 },
    };
    let (good, on, price) = ("ndpr".to_owned(), true, 110.0);
    for (seat, order) in [
        ("cn", control),
        ("cn", OrderEntry::Reach { good: good.clone(), on }),
        ("us", OrderEntry::Floor { good, price }),
    ] {
        file.history.push(history(1, seat, order));
    }
    let level = Arc::new(compile(&file).level.unwrap());
    let mut table = Table::new(Arc::clone(&level), 7);
    let [us, cn] = ["us", "cn"].map(|c| level.country_named(c).unwrap());
    let [oxide, magnet] = ["ndpr", "magnet"].map(|g| level.good_named(g).unwrap());
    let reach = Cause::Reach {
        exporter: cn,
        good: oxide,
    };
    let floor = Cause::Floor {
        country: us,
        good: oxide,
    };
    assert_eq!((reach.group(), floor.group()), (Group::Controls, Group::Stocks));
    for turn in 1..4 {
        table.end_turn(Actor::Clock).unwrap();
        let causes = table.causes(ALL).unwrap();
        for (good, country, use_) in every(&level) {
            let Some(price) = causes.of(good, country, use_) else {
                continue;
            };
            for parts in [&price.since_last, &price.since_base] {
                sound(parts);
                assert!(parts.other.abs() < 1e-8, "turn {turn}: {price:?}");
            }
        }
        let of = |good| causes.of(good, us, Use::Civil).unwrap().since_base;
        assert!(part(&of(magnet), reach) > 0.002, "turn {turn}: {:?}", of(magnet));
        assert!(part(&of(oxide), floor) > 0.1, "turn {turn}: {:?}", of(oxide));
    }
}
