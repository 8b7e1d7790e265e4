//! Whole games of policies against each other.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Mind, PolicyName, mixed};
use crate::level::ids::{OfferId, SeatId};
use crate::level::order::Order;
use crate::level::public::PublicLevel;
use crate::level::{Level, catalogue, check};
use crate::rules::command::Command;
use crate::rules::estimate::{Belief, KnownLevel};
use crate::rules::event::Event;
use crate::rules::fingerprint::Fingerprint;
use crate::rules::markets::Markets;
use crate::rules::offer::Reason;
use crate::rules::preview::{Baseline, Imagined};
use crate::rules::refusal::Refusal;
use crate::rules::{Game, Viewer, view};

const ROUNDS: u32 = 3;

struct Table {
    level: Arc<Level>,
    known: Vec<Arc<KnownLevel>>,
    markets: Markets,
}

/// What happened in a game.
#[derive(Default)]
struct Played {
    commands: usize,
    refused: Vec<(SeatId, Command, Refusal)>,
    unanswered: Vec<OfferId>,
    own_declined: usize,
    proposed: usize,
    countered: usize,
    signed: usize,
    declined: Vec<Reason>,
    prints: Vec<Fingerprint>,
    done: Vec<(SeatId, Order)>,
    totals: Vec<f64>,
}

impl Table {
    fn new(name: &str) -> Self {
        let (file, text) = catalogue::find(name, None).expect("shipped");
        let level = Arc::new(check::check_text(&file, &text).level.expect("a good level"));
        let known = (0..level.seats.len())
            .map(|at| {
                let country = &level.countries[level.seats[at].country.index()].id;
                Arc::new(KnownLevel::new(
                    PublicLevel::of(&level, Some(country)).expect("redacted").level,
                ))
            })
            .collect();
        Self {
            markets: Markets::new(&level),
            level,
            known,
        }
    }

    fn play(&mut self, seed: u64, policy: impl Fn(SeatId) -> PolicyName) -> (Game, Played) {
        let seats: Vec<SeatId> = (0..self.level.seats.len()).map(SeatId::at).collect();
        let mut minds: Vec<Mind> = seats
            .iter()
            .map(|s| Mind::new(policy(*s), *s, Arc::clone(&self.known[s.index()]), seed))
            .collect();
        let mut game = Game::start(Arc::clone(&self.level), seed, &mut self.markets);
        let mut played = Played::default();
        while !game.played_out() {
            let turn = usize::from(game.run().turn().0);
            for round in 0..ROUNDS {
                for step in 0..seats.len() {
                    let seat = seats[(step + turn) % seats.len()];
                    talk(&mut game, &mut minds[seat.index()], round, &mut played);
                }
            }
            let open = |g: &Game| g.run().party().offers.clone();
            played.unanswered.extend(
                open(&game)
                    .iter()
                    .filter(|o| seats.iter().any(|s| o.awaits(*s)))
                    .map(|o| o.id),
            );
            assert!(
                game.all_ready(&seats),
                "all are ready after the last round of turn {turn}"
            );
            let done = game.resolve(&mut self.markets).events;
            played.done.extend(done.iter().filter_map(|e| match e {
                Event::OrderDone { seat, order } => Some((*seat, *order)),
                _ => None,
            }));
            played.prints.push(game.fingerprint());
        }
        played.totals = seats.iter().map(|s| game.total(*s)).collect();
        (game, played)
    }

    fn all(&mut self, seed: u64, name: PolicyName) -> (Game, Played) {
        self.play(seed, |_| name)
    }
}

fn talk(game: &mut Game, mind: &mut Mind, round: u32, played: &mut Played) {
    let seat = mind.seat();
    let seen = view(game.run(), Viewer::Seat(seat));
    for command in mind.act(&seen, round, round + 1 == ROUNDS) {
        played.commands += 1;
        match &command {
            Command::Propose(_) => played.proposed += 1,
            Command::Counter { .. } => played.countered += 1,
            Command::Decline { offer, reason } => {
                played.declined.push(*reason);
                let own = game
                    .run()
                    .party()
                    .offers
                    .iter()
                    .any(|o| o.id == *offer && o.signed.contains(&seat));
                played.own_declined += usize::from(own);
            }
            _ => {}
        }
        match game.submit(seat, &command) {
            Ok(events) => played.signed += events.iter().filter(|e| matches!(e, Event::Formed { .. })).count(),
            Err(refusal) => played.refused.push((seat, command, refusal)),
        }
    }
}

fn sound(what: &str, played: &Played) {
    assert!(
        played.refused.is_empty(),
        "{what}: of {} commands the rules refused {:?}",
        played.commands,
        played.refused
    );
    assert_eq!(played.unanswered, [], "{what}: every offer is answered in its turn");
    assert_eq!(played.own_declined, 0, "{what}: nobody declines what it signed");
}

#[test]
fn names_read_back_and_unknown_ones_list_the_known() {
    for name in PolicyName::ALL {
        assert_eq!(name.to_string().parse(), Ok(name));
        assert_eq!(serde_json::to_string(&name).expect("plain"), format!("\"{name}\""));
    }
    let sentence = "dragon".parse::<PolicyName>().expect_err("no such policy").to_string();
    assert!(
        PolicyName::ALL.iter().all(|p| sentence.contains(p.as_str())),
        "{sentence}"
    );
}

#[test]
fn the_mix_depends_on_seed_and_seat_and_holds_every_policy() {
    let drawn: BTreeMap<PolicyName, usize> = (0..200)
        .flat_map(|seed| (0..6).map(move |s| mixed(seed, SeatId(s))))
        .fold(BTreeMap::new(), |mut m, p| {
            *m.entry(p).or_default() += 1;
            m
        });
    assert_eq!(drawn.len(), PolicyName::ALL.len());
    assert_eq!(mixed(7, SeatId(2)), mixed(7, SeatId(2)));
}

#[test]
fn every_policy_plays_a_sound_game() {
    let mut table = Table::new("truce_year");
    for name in PolicyName::ALL {
        let seeds = if name == PolicyName::Greedy { 1..3 } else { 1..9 };
        for seed in seeds {
            let (_, played) = table.all(seed, name);
            sound(&format!("{name} {seed}"), &played);
        }
    }
    for seed in 1..5 {
        let (_, played) = table.play(seed, |s| mixed(seed, s));
        sound(&format!("mixed {seed}"), &played);
    }
}

#[test]
fn equal_games_have_equal_opponents() {
    let mut table = Table::new("truce_year");
    let mut twice = |seed: u64| [(); 2].map(|()| table.play(seed, |s| mixed(seed, s)).1.prints);
    let [a, b] = twice(3);
    assert_eq!(a, b);
    assert_ne!(twice(4)[0], a);
}

#[test]
fn doves_sign_and_reach_relief() {
    let (game, played) = Table::new("truce_year").all(5, PolicyName::Dove);
    assert!(played.signed >= 4, "{} signed", played.signed);
    assert!(
        game.run().public().seats.iter().all(|f| f.breaches == 0),
        "nobody breaks a word"
    );
}

#[test]
fn greedy_signs_something() {
    let mut table = Table::new("truce_year");
    let signed: usize = (1..4).map(|seed| table.all(seed, PolicyName::Greedy).1.signed).sum();
    assert!(signed > 6, "{signed}");
}

#[test]
fn greedy_signs_only_what_reaches_its_walk_away_value() {
    let mut table = Table::new("truce_year");
    let game = Game::start(Arc::clone(&table.level), 1, &mut table.markets);
    let mut accepted = 0;
    for at in 0..table.level.seats.len() {
        let (seat, known) = (SeatId::at(at), Arc::clone(&table.known[at]));
        let seen = view(game.run(), Viewer::Seat(seat));
        let base = Baseline::new(&seen, &known, seat, Belief::Mid, &mut table.markets);
        for command in Mind::new(PolicyName::Greedy, seat, Arc::clone(&known), 1).act(&seen, 0, false) {
            let Command::Accept { offer, .. } = command else {
                continue;
            };
            let draft = &seen
                .offers
                .iter()
                .find(|o| o.id == offer)
                .expect("an offer it sees")
                .draft;
            let gain = base.gain(&seen, &known, Imagined::Signed(draft), &mut table.markets);
            assert!(
                gain >= known.level().seats[at].walk_away,
                "seat {at} signs {draft:?} for {gain}"
            );
            accepted += 1;
        }
    }
    assert!(accepted > 0);
}

#[test]
fn hawks_raise_tariffs() {
    let mut table = Table::new("truce_year");
    let (hawks, played) = table.all(2, PolicyName::Hawk);
    let sum = |g: &Game| g.run().public().tariffs.iter().map(|r| i64::from(r.0)).sum::<i64>();
    let before: i64 = table.level.tariffs.iter().map(|r| i64::from(r.0)).sum();
    let (doves, _) = table.all(2, PolicyName::Dove);
    assert!(
        sum(&hawks) > before && sum(&doves) < before,
        "{} {before} {}",
        sum(&hawks),
        sum(&doves)
    );
    assert!(
        played.done.iter().any(|(_, o)| matches!(o, Order::StartProject { .. })),
        "hawks build at home"
    );
}

#[test]
fn passive_seats_make_nothing() {
    let (_, played) = Table::new("truce_year").all(1, PolicyName::Passive);
    assert_eq!((played.proposed, played.countered), (0, 0));
    assert!(!played.declined.is_empty() && played.declined.iter().all(|r| *r == Reason::NotNow));
}

#[test]
fn roll_outs_agree_with_the_preview() {
    let mut table = Table::new("truce_year");
    let game = Game::start(Arc::clone(&table.level), 1, &mut table.markets);
    let seat = SeatId(0);
    let known = Arc::clone(&table.known[0]);
    let seen = view(game.run(), Viewer::Seat(seat));
    let draft = &seen.offers[0].draft;
    let mut rollouts = super::rollout::Rollouts::new(&known, seat);
    rollouts.refresh(&seen, &known);
    let (mine, _) = rollouts
        .gain(&known, Imagined::Signed(draft), SeatId(1))
        .expect("valuations are left");
    let base = Baseline::new(&seen, &known, seat, Belief::Mid, &mut table.markets);
    let preview = base.gain(&seen, &known, Imagined::Signed(draft), &mut table.markets);
    assert!((mine - preview).abs() < 1.0e-9, "{mine} {preview}");
}

#[test]
fn a_finished_or_foreign_view_gets_silence() {
    let mut table = Table::new("truce_year");
    let (game, _) = table.all(1, PolicyName::Passive);
    let mut mind = Mind::new(PolicyName::Dove, SeatId(0), Arc::clone(&table.known[0]), 1);
    assert_eq!(mind.act(&view(game.run(), Viewer::Seat(SeatId(0))), 0, false), []);
    let fresh = Game::start(Arc::clone(&table.level), 1, &mut table.markets);
    assert_eq!(mind.act(&view(fresh.run(), Viewer::Seat(SeatId(1))), 0, false), []);
    assert_eq!(mind.act(&view(fresh.run(), Viewer::Observer), 0, false), []);
}
