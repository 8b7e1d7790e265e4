//! Compiling seats and their briefs.

use super::bench::Bench;
use super::compile::sums_to_one;
use super::compile_event::condition;
use super::compile_measure::ordered;
use super::compiled::{Concern, Goal, Group, Seat, Security};
use super::key::Key;
use super::shape::{ConcernEntry, LevelFile, SeatEntry, SecurityEntry};

/// The seats in file order.
pub(super) fn seats(bench: &mut Bench, file: &LevelFile) -> Vec<Seat> {
    (0..file.seats.len())
        .map(|n| seat(bench, &file.seats[n], &Key::top("seats").i(n)))
        .collect()
}

fn seat(bench: &mut Bench, entry: &SeatEntry, key: &Key) -> Seat {
    let weights = [
        bench.percent(&key.f("weights").f("welfare"), entry.weights.welfare, 0.0, 100.0),
        bench.percent(&key.f("weights").f("security"), entry.weights.security, 0.0, 100.0),
        bench.percent(&key.f("weights").f("politics"), entry.weights.politics, 0.0, 100.0),
    ];
    sums_to_one(bench, &key.f("weights"), "the three weights", &weights);
    let (low, mid, high) = entry.believed_treasury;
    let believed = key.f("believed_treasury");
    ordered(bench, &believed, low, mid, high);
    if !(0.0..=50.0).contains(&entry.walk_away) {
        let reason = format!("a walk-away value of {} points", entry.walk_away);
        bench.error(
            "out-of-range",
            &key.f("walk_away"),
            reason,
            "choose 0 to 10 points, 50 at most",
        );
    }
    Seat {
        country: bench.country(&key.f("country"), &entry.country),
        income: bench.money(&key.f("income"), entry.income),
        opening: bench.money(&key.f("opening"), entry.opening),
        believed_treasury: (
            bench.money(&believed.i(0), low),
            bench.money(&believed.i(1), mid),
            bench.money(&believed.i(2), high),
        ),
        approval: bench.percent(&key.f("approval"), entry.approval, 0.0, 100.0),
        weights,
        scales: scales(bench, entry, &key.f("scales")),
        walk_away: entry.walk_away,
        goals: goals(bench, entry, key),
        security: security(bench, &entry.security, &key.f("security")),
        groups: groups(bench, entry, &key.f("groups")),
    }
}

fn scales(bench: &mut Bench, entry: &SeatEntry, key: &Key) -> [f64; 3] {
    let s = &entry.scales;
    [
        ("welfare", s.welfare, 1.0, 1e7),
        ("security", s.security, 0.5, 100.0),
        ("politics", s.politics, 0.5, 100.0),
    ]
    .map(|(name, scale, least, most)| {
        if !(least..=most).contains(&scale) {
            let reason = format!("a scale of {scale} is too small or too large: points would jump or never move");
            let fix = format!("choose {least} to {most}: the difference from no deal that is worth 100 points");
            bench.error("scale", &key.f(name), reason, fix);
        }
        scale
    })
}

fn goals(bench: &mut Bench, entry: &SeatEntry, key: &Key) -> Vec<Goal> {
    let key = key.f("goals");
    if !(1..=4).contains(&entry.goals.len()) {
        let reason = format!("{} goals; a brief has 1 to 4", entry.goals.len());
        bench.error("goals", &key, reason, "three goals of 3, 2 and 1 stars are usual");
    }
    if !entry.goals.is_sorted_by(|a, b| a.stars >= b.stars) {
        bench.warn(
            "goals",
            &key,
            "a later goal has more stars than an earlier one",
            "order goals by rank",
        );
    }
    let mut goals = Vec::new();
    for (n, goal) in entry.goals.iter().enumerate() {
        let key = key.i(n);
        if !(1..=3).contains(&goal.stars) {
            let reason = format!("a goal of {} stars", goal.stars);
            bench.error("goals", &key.f("stars"), reason, "choose 3, 2 or 1");
        }
        let met = condition(bench, &key.f("met"), &goal.met, 0);
        goals.push(Goal {
            text: goal.text.clone(),
            stars: goal.stars,
            met,
        });
    }
    goals
}

fn security(bench: &mut Bench, entry: &SecurityEntry, key: &Key) -> Security {
    let rates = [
        ("fill", entry.fill),
        ("cover", entry.cover),
        ("diversity", entry.diversity),
        ("scarce_stage", entry.scarce_stage),
        ("calm", entry.calm),
    ]
    .map(|(name, percent)| bench.percent(&key.f(name), percent, 0.0, 100.0));
    sums_to_one(bench, key, "the five weights of security", &rates);
    let [fill, cover, diversity, scarce_stage, calm] = rates;
    let mut critical = Vec::new();
    for (n, (good, use_)) in entry.critical.iter().enumerate() {
        critical.push((bench.mineral(&key.f("critical").i(n).i(0), good), *use_));
    }
    if critical.is_empty() {
        let fix = "name at least one good and use, like [(\"magnet\", Defence)]";
        bench.error("empty", &key.f("critical"), "no critical line is named", fix);
    }
    Security {
        fill,
        cover,
        diversity,
        scarce_stage,
        calm,
        critical,
        scarce: bench.mineral(&key.f("scarce"), &entry.scarce),
        target_months: bench.positive(&key.f("target_months"), entry.target_months, 120.0),
    }
}

fn groups(bench: &mut Bench, entry: &SeatEntry, key: &Key) -> Vec<Group> {
    let mut groups = Vec::new();
    for (n, group) in entry.groups.iter().enumerate() {
        let key = key.i(n);
        let concern = match &group.concern {
            ConcernEntry::Users(good) => Concern::Users(bench.mineral(&key.f("concern").i(0), good)),
            ConcernEntry::Producers(good) => Concern::Producers(bench.mineral(&key.f("concern").i(0), good)),
            ConcernEntry::Consumers => Concern::Consumers,
            ConcernEntry::ImportCompeting => Concern::ImportCompeting,
            ConcernEntry::Jobs => Concern::Jobs,
            ConcernEntry::Standing => Concern::Standing,
            ConcernEntry::Environment => Concern::Environment,
        };
        let weight = bench.percent(&key.f("weight"), group.weight, 0.0, 100.0);
        groups.push(Group {
            name: group.name.clone(),
            weight,
            concern,
        });
    }
    let weights: Vec<_> = groups.iter().map(|g| g.weight).collect();
    sums_to_one(bench, key, "the groups' weights", &weights);
    groups
}
