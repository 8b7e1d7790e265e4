//! Laws that hold in every game: money and tonnes conserved, replay exact, `check` = `execute`, secrets kept.

use std::sync::Arc;

use chokepoint::ai::PolicyName;
use chokepoint::level::GoodKind;
use chokepoint::level::ids::{GoodId, SeatId, Use, buyer};
use chokepoint::rules::markets::output;
use chokepoint::rules::state::State;
use chokepoint::table::journal::{read, write};
use chokepoint::table::replay::replay;

use crate::support::{level, played, size};

/// What becomes of every buyer's purchases, tonnes a month, `[good * buyers + buyer]`: use, inputs of facilities, stocks.
pub(crate) fn uses(state: &State) -> Vec<f64> {
    let level = state.level();
    let market = &state.public().market;
    let buyers = level.buyers();
    let mut uses = market.stocked.clone();
    for (at, demand) in level.demands.iter().enumerate() {
        uses[demand.good.index() * buyers + buyer(demand.country, demand.use_)] += market.served[at];
    }
    for chain in &level.chains {
        let spec = chain.market.spec();
        for (process, facility) in spec.processes.iter().zip(&chain.facilities) {
            let buyer = process.region * spec.segments + process.segment;
            for (good, tonnes) in &process.inputs {
                uses[chain.goods[*good].index() * buyers + buyer] += tonnes * market.activity[facility.index()];
            }
        }
    }
    for (country, good, floored) in &market.floored {
        uses[good.index() * buyers + buyer(*country, Use::Civil)] += floored;
    }
    for (host, rerouted) in level.mechanisms.transshipment.hosts.iter().zip(&market.rerouted) {
        uses[host.good.index() * buyers + buyer(host.country, Use::Civil)] += rerouted;
    }
    for (holder, hoarded) in level.mechanisms.private_stocks.holders.iter().zip(&market.hoarded) {
        uses[holder.good.index() * buyers + holder.buyer()] += hoarded;
    }
    uses
}

/// Σ shipments of a good from a country = its output, and Σ purchases = use + process inputs + stock, at each clearing.
pub(crate) fn tonnes(state: &State) {
    let level = state.level();
    let market = &state.public().market;
    let (n, buyers) = (level.n(), level.buyers());
    for (at, good) in level.goods.iter().enumerate() {
        let GoodKind::Mineral { .. } = good.kind else { continue };
        let mut made = output(state, market, GoodId::at(at));
        for (host, rerouted) in level.mechanisms.transshipment.hosts.iter().zip(&market.rerouted) {
            if host.good.index() == at {
                made[host.country.index()] += rerouted;
            }
        }
        for (seller, made) in made.iter().copied().enumerate() {
            let row = (at * n + seller) * buyers;
            let shipped: f64 = market.flow[row..row + buyers].iter().sum();
            let gap = (shipped - made).abs();
            // Co-products nobody buys near price zero are left at the plant: shipped may be below output, never above.
            assert!(
                shipped <= made + 1e-6 * made.max(1.0),
                "{} of {}: shipped {shipped}, made {}",
                good.id,
                level.countries[seller].id,
                made
            );
            assert!(
                gap < 0.35 * made.max(1.0),
                "{} of {}: {gap} t left over",
                good.id,
                level.countries[seller].id
            );
        }
    }
    let uses = uses(state);
    for (at, used) in uses.iter().enumerate() {
        let (good, to) = (at / buyers, at % buyers);
        let bought: f64 = (0..n)
            .map(|seller| market.flow[(good * n + seller) * buyers + to])
            .sum();
        assert!(
            (bought - used).abs() <= 1e-6 * bought.max(0.1),
            "{}: buyer {to} bought {bought}, used and stored {used}",
            level.goods[good].id
        );
    }
    for values in [
        &market.price,
        &market.index,
        &market.flow,
        &market.activity,
        &market.served,
    ] {
        assert!(values.iter().all(|v| v.is_finite() && *v >= 0.0));
    }
}

#[test]
fn money_and_tonnes_are_conserved() {
    let level = level("truce_year");
    for seed in 0..u64::from(size(6, 100)) {
        let known = chokepoint::lab::known_by_seat(&level).unwrap();
        let choices = vec![chokepoint::lab::Choice::Mixed; level.seats.len()];
        let start = chokepoint::table::Table::new(Arc::clone(&level), seed)
            .state()
            .money_in_the_world();
        let game = chokepoint::lab::play_one(&level, &known, seed, &choices);
        let state = game.table.state();
        assert_eq!(state.money_in_the_world(), start, "seed {seed}");
        tonnes(state);
        for at in 0..level.seats.len() {
            let own = state.own(SeatId::at(at)).unwrap();
            assert!(
                own.treasury.0 >= 0,
                "seed {seed}, seat {at}: treasury {}",
                own.treasury.0
            );
            assert!(own.stocks.iter().all(|h| h.mass.0 >= 0));
        }
    }
}

#[test]
fn a_replayed_journal_gives_the_same_game() {
    let level = level("truce_year");
    for seed in 0..u64::from(size(4, 60)) {
        let game = played(&level, seed, None);
        let mut text = Vec::new();
        write(game.table.header(), game.table.journal(), &mut text).unwrap();
        let (header, journal) = read(text.as_slice()).unwrap();
        assert_eq!(journal, game.table.journal());
        let again = replay(Arc::clone(&level), &header, &journal).unwrap();
        assert_eq!(again.fingerprint(), game.table.fingerprint());
        assert_eq!(again.history(), game.table.history());
    }
}

#[test]
fn a_changed_journal_is_noticed() {
    let level = level("truce_year");
    let game = played(&level, 3, Some(PolicyName::Dove));
    let mut journal = game.table.journal().to_vec();
    let at = journal
        .iter()
        .position(|e| matches!(&e.entry, chokepoint::table::journal::Entry::Command(c) if matches!(c, chokepoint::rules::command::Command::Seal(_) | chokepoint::rules::command::Command::Accept { .. })))
        .expect("somebody sealed or signed something");
    journal.remove(at);
    assert!(replay(Arc::clone(&level), game.table.header(), &journal).is_err());
}

#[test]
fn games_are_the_same_whatever_the_threads() {
    let level = level("truce_year");
    let run = |jobs| {
        let simulation = chokepoint::lab::Simulation {
            level: Arc::clone(&level),
            games: size(6, 200),
            seed: 7,
            policies: vec![chokepoint::lab::Choice::Mixed; level.seats.len()],
            jobs,
        };
        let (mut report, fingerprints) = chokepoint::lab::simulate(&simulation, |_| {}).unwrap();
        (report.seconds, report.games_per_second, report.turns_per_second) = (0.0, 0.0, 0.0);
        (report, fingerprints)
    };
    let (one, two) = (run(1), run(2));
    assert_eq!(one, two);
    // Every game of a seat counts for the policy that played it, once.
    for seat in one.0.seats.values() {
        let counted: u32 = seat.by_policy.values().map(|p| p.games).sum();
        let weighed: f64 = seat.by_policy.values().map(|p| f64::from(p.games) * p.total.mean).sum();
        assert_eq!((seat.policy, counted), ("mixed", one.0.games));
        assert!((weighed / f64::from(counted) - seat.total.mean).abs() < 1e-9);
    }
}
