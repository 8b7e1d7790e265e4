//! Goods that pass controls without a licence: smuggled, leaked from civil users, sold on by third countries.

use chokepoint::level::ids::{Use, buyer};
use chokepoint::level::shape::{LevelFile, OrderEntry, RegimeEntry, SmuggledGoodEntry};
use chokepoint::rules::estimate::{Belief, KnownLevel, estimate};
use chokepoint::rules::{Viewer, view};

use crate::support::scenario::{Run, history, scenario};

/// The antimony ban, with the level changed.
fn antimony(change: impl FnOnce(&mut LevelFile)) -> Run {
    let mut file = scenario("s11_antimony").file();
    change(&mut file);
    scenario("s11_antimony").run_file(&file)
}

fn flow(run: &Run, turn: usize, from: &str, to: &str, use_: Use) -> f64 {
    let row = (run.good("sb").index() * run.level.n() + run.country(from).index()) * run.level.buyers();
    run.states[turn].public().market.flow[row + buyer(run.country(to), use_)]
}

/// Orders of China towards the United States alone, nothing past them but what a test adds.
fn tight(file: &mut LevelFile, regime: RegimeEntry) {
    file.history.clear();
    file.transshipment.hosts.clear();
    let order = OrderEntry::Control {
        destination: "us".to_owned(),
        good: "sb".to_owned(),
        regime,
    };
    file.history.push(history(1, "cn", order));
    (file.smuggling.start, file.smuggling.believed, file.end_use.leakage) = (0.0, (0.0, 0.0, 0.0), 0.0);
    // With one customer shut out others' metal goes there, and the price rises too little for dear carriers.
    (file.smuggling.cost, file.smuggling.fine) = (5.0, 5.0);
}

#[test]
fn no_tonne_is_lost_on_the_way_round() {
    let run = antimony(|_| {});
    for state in &run.states {
        crate::laws::tonnes(state);
        assert_eq!(state.money_in_the_world(), run.states[0].money_in_the_world());
    }
    assert!(run.states[1].public().market.rerouted.iter().all(|t| *t > 10.0));
    assert!(
        run.states[0].public().market.rerouted.iter().all(|t| *t == 0.0),
        "somebody goes round before there is a wall"
    );
    assert!(
        run.states[2].public().market.rerouting_surplus.iter().all(|s| *s > 0.0),
        "the detour does not pay"
    );
}

#[test]
fn a_ban_without_a_way_past_it_is_a_ban() {
    let run = antimony(|file| tight(file, RegimeEntry::Ban));
    for turn in 1..run.states.len() {
        assert_eq!(
            flow(&run, turn, "cn", "us", Use::Civil) + flow(&run, turn, "cn", "us", Use::Defence),
            0.0
        );
        assert!(run.states[turn].channels().is_empty());
    }
}

#[test]
fn smugglers_carry_a_little_for_a_lot() {
    let shut = antimony(|file| tight(file, RegimeEntry::Ban));
    let open = antimony(|file| {
        tight(file, RegimeEntry::Ban);
        (file.smuggling.start, file.smuggling.believed) = (5.0, (2.0, 5.0, 8.0));
    });
    let normal = flow(&open, 0, "cn", "us", Use::Civil) + flow(&open, 0, "cn", "us", Use::Defence);
    let shares: Vec<f64> = (1..open.states.len())
        .map(|t| (flow(&open, t, "cn", "us", Use::Civil) + flow(&open, t, "cn", "us", Use::Defence)) / normal)
        .collect();
    // Nothing in the quarter of the ban; then five percent, a quarter more each quarter.
    for (share, wanted) in shares.iter().zip([0.0, 0.05, 0.0625, 0.078_125]) {
        assert!((share - wanted).abs() < 1e-6, "{shares:?}");
    }
    assert!(open.price("us", "sb", 4) < shut.price("us", "sb", 4));
    let state = &open.states[4];
    assert!(state.books().traffickers.0 > 0, "traffickers earn nothing");
    assert_eq!(state.channels().len(), 1);
    assert!(state.channels()[0].paid > 0.0 && state.channels()[0].moved > 0.0);
    // No licence was granted, so nobody has a rent for one.
    assert!(state.public().market.rents.iter().all(|r| *r == 0.0));
    assert_eq!(state.money_in_the_world(), open.states[0].money_in_the_world());
}

#[test]
fn a_campaign_halves_what_gets_through() {
    let grown = |campaign: bool| {
        let run = antimony(|file| {
            tight(file, RegimeEntry::Ban);
            (file.smuggling.start, file.smuggling.believed) = (5.0, (2.0, 5.0, 8.0));
            if campaign {
                file.history
                    .push(history(3, "cn", OrderEntry::Campaign { good: "sb".to_owned() }));
            }
        });
        flow(&run, 3, "cn", "us", Use::Civil) + flow(&run, 3, "cn", "us", Use::Defence)
    };
    assert!((grown(true) / grown(false) - 0.5).abs() < 1e-6);
    // At the host's border: half of what went through it, in the quarter of its campaign.
    let through = |campaign: bool| {
        let run = antimony(|file| {
            file.transshipment.hosts.truncate(1);
            file.transshipment.hosts[0].country = "my".to_owned();
            // Malaysia in Vietnam's place.
            let chain = file.chains.iter_mut().find(|c| c.id == "antimony").unwrap();
            chain.demands.iter_mut().find(|d| d.country == "vn").unwrap().country = "my".to_owned();
            chain.flows.iter_mut().find(|f| f.to == "vn").unwrap().to = "my".to_owned();
            if campaign {
                file.history
                    .push(history(2, "my", OrderEntry::Campaign { good: "sb".to_owned() }));
            }
        });
        run.states[2].public().market.rerouted[0]
    };
    assert!(
        through(true) < 0.65 * through(false),
        "{} of {}",
        through(true),
        through(false)
    );
}

#[test]
fn civil_licences_leak_what_the_level_says() {
    let regime = RegimeEntry::CivilOnly { approval: 60.0 };
    let proof = antimony(|file| tight(file, regime));
    let leaky = antimony(|file| {
        tight(file, regime);
        file.end_use.leakage = 2.0;
    });
    let civil = flow(&leaky, 0, "cn", "us", Use::Civil);
    assert_eq!(flow(&proof, 1, "cn", "us", Use::Defence), 0.0);
    let leaked = flow(&leaky, 1, "cn", "us", Use::Defence);
    assert!((leaked - 0.02 * 0.6 * civil).abs() < 1e-6 * civil, "{leaked} t leaked");
    // What leaks comes out of the civil licences: together they are used up and no more.
    let both = leaked + flow(&leaky, 1, "cn", "us", Use::Civil);
    assert!((both - 0.6 * civil).abs() < 1e-6 * civil);
    let defence = |run: &Run| {
        let at = run.good("sb").index() * run.level.buyers() + buyer(run.country("us"), Use::Defence);
        run.states[1].public().market.index[at]
    };
    assert!(defence(&leaky) < defence(&proof), "a leak that helps nobody");
    // Who sells to defence users past the proof has the rent of it.
    assert!(leaky.states[1].books().traffickers.0 > 0);
}

#[test]
fn others_believe_in_channels_that_they_do_not_see() {
    let run = antimony(|file| {
        tight(file, RegimeEntry::Ban);
        (file.smuggling.start, file.smuggling.believed) = (5.0, (2.0, 5.0, 8.0));
    });
    let state = &run.states[3];
    let us = run.level.seat_named("us").unwrap();
    let public = chokepoint::level::public::PublicLevel::of(&run.level, Some("us")).unwrap();
    assert_eq!(public.level.file.smuggling.start, 5.0, "the middle of what is believed");
    let known = KnownLevel::new(public.level);
    let seen = view(state, Viewer::Seat(us));
    let capacity = |belief| -> f64 {
        estimate(&seen, &known, belief)
            .channels()
            .iter()
            .map(|c| c.capacity)
            .sum()
    };
    let truth: f64 = state.channels().iter().map(|c| c.capacity).sum();
    let (low, mid, high) = (capacity(Belief::Low), capacity(Belief::Mid), capacity(Belief::High));
    assert!(low < mid && mid < high);
    assert!((0.5..2.0).contains(&(mid / truth)), "believed {mid}, true {truth}");
}

#[test]
fn weapons_are_not_made_of_contraband() {
    // Samarium for civil use only: defence users would pay twenty times the price, and get of what is smuggled no larger part
    // than they had of the trade before.
    let run = scenario("s03_samarium").run();
    let flow = |turn: usize, use_: Use| {
        let row = (run.good("sm").index() * run.level.n() + run.country("cn").index()) * run.level.buyers();
        run.states[turn].public().market.flow[row + buyer(run.country("us"), use_)]
    };
    let (civil, defence) = (flow(0, Use::Civil), flow(0, Use::Defence));
    let leaked = 0.01 * 0.9 * civil;
    assert!((flow(1, Use::Defence) - leaked).abs() < 1e-6 * civil);
    let mut channel = 0.035;
    for turn in 2..=4 {
        let carried = flow(turn, Use::Defence) - leaked;
        let most = channel * defence;
        assert!(
            (carried - most).abs() < 1e-6 * civil,
            "turn {turn}: {carried} t, not {most} t"
        );
        channel *= 1.25;
    }
}

#[test]
fn a_good_that_is_easy_to_hide_has_channels_of_its_own() {
    let entry = |good: &str, start: f64, believed: (f64, f64, f64)| SmuggledGoodEntry {
        good: good.to_owned(),
        start,
        believed,
        most: 11.0,
        cite: "assumed".to_owned(),
        why: "A test.".into(),
    };
    let shares = |goods: Vec<SmuggledGoodEntry>| -> Vec<f64> {
        let run = antimony(|file| {
            tight(file, RegimeEntry::Ban);
            (file.smuggling.start, file.smuggling.believed) = (5.0, (2.0, 5.0, 8.0));
            file.smuggling.goods = goods;
        });
        let all = |turn| flow(&run, turn, "cn", "us", Use::Civil) + flow(&run, turn, "cn", "us", Use::Defence);
        (1..=3).map(|turn| all(turn) / all(0)).collect()
    };
    let near = |shares: &[f64], wanted: [f64; 3]| shares.iter().zip(wanted).all(|(s, w)| (s - w).abs() < 1e-6);
    // Ten per cent, a quarter more, and then the good's own ceiling.
    let own = shares(vec![entry("sb", 10.0, (4.0, 10.0, 16.0))]);
    assert!(near(&own, [0.0, 0.1, 0.11]), "{own:?}");
    // What is said of another good changes nothing.
    let other = shares(vec![entry("sb_ore", 10.0, (4.0, 10.0, 16.0))]);
    assert!(near(&other, [0.0, 0.05, 0.0625]), "{other:?}");
    let run = antimony(|file| file.smuggling.goods = vec![entry("sb", 10.0, (4.0, 9.0, 16.0))]);
    let public = chokepoint::level::public::PublicLevel::of(&run.level, Some("us")).unwrap();
    let seen = &public.level.file.smuggling.goods[0];
    assert_eq!((seen.start, run.level.file.smuggling.goods[0].start), (9.0, 10.0));
}
