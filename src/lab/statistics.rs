//! What many games say: means and quantiles of every seat's lines, fate of deals.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::simulate::{Choice, Simulated, Simulation};
use crate::ai::PolicyName;
use crate::level::ids::SeatId;
use crate::rules::fingerprint::{Fingerprint, join};
use crate::rules::offer::{AgreementStanding, ClauseStanding};

/// One game in numbers.
#[derive(Clone, Debug)]
pub(super) struct Summary {
    /// Fingerprint at the end.
    pub(super) fingerprint: Fingerprint,
    points: Vec<[f64; 4]>,
    policies: Vec<PolicyName>,
    deals: Deals,
    turns: u32,
    warnings: u32,
    refused: u32,
}

/// Fate of deals, summed over games.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Deals {
    /// Offers and counters made.
    pub proposed: u32,
    /// Agreements signed.
    pub signed: u32,
    /// Of those: neither late nor broken at the end.
    pub kept: u32,
    /// Something was late at the end.
    pub late: u32,
    /// Broken.
    pub broken: u32,
}

/// Mean and quantiles over games.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct LineStatistics {
    /// Mean.
    pub mean: f64,
    /// Tenth percentile.
    pub p10: f64,
    /// Median.
    pub p50: f64,
    /// Ninetieth percentile.
    pub p90: f64,
}

/// A seat's lines over games, in points against no deal.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct SeatStatistics {
    /// Who played it: a policy's name, or `mixed` where the games' seeds drew one.
    pub policy: &'static str,
    /// Welfare.
    pub welfare: LineStatistics,
    /// Security.
    pub security: LineStatistics,
    /// Politics.
    pub politics: LineStatistics,
    /// Total.
    pub total: LineStatistics,
    /// Totals of the games in which each policy played the seat.
    pub by_policy: BTreeMap<&'static str, PolicyStatistics>,
}

/// How one policy fared in a seat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct PolicyStatistics {
    /// In how many games it played the seat.
    pub games: u32,
    /// Total.
    pub total: LineStatistics,
}

/// What `simulate` prints.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Report {
    /// The level.
    pub level: String,
    /// How many games.
    pub games: u32,
    /// Seed of the first.
    pub seed: u64,
    /// Wall-clock seconds.
    pub seconds: f64,
    /// Games a second.
    pub games_per_second: f64,
    /// Played turns a second.
    pub turns_per_second: f64,
    /// Fingerprint of all games, in order.
    pub fingerprint: Fingerprint,
    /// Seats by country.
    pub seats: BTreeMap<String, SeatStatistics>,
    /// Fate of deals.
    pub deals: Deals,
    /// Commands of policies that were refused.
    pub refused: u32,
    /// Turns in which a market could not be cleared to the tolerance.
    pub warnings: u32,
}

impl Summary {
    pub(super) fn of(game: &Simulated, choices: &[Choice]) -> Self {
        let run = game.table.game();
        let seats = run.run().level().seats.len();
        let points = (0..seats)
            .map(SeatId::at)
            .map(|seat| {
                let [w, s, p] = run.points(seat);
                [w, s, p, run.total(seat)]
            })
            .collect();
        let mut deals = Deals {
            proposed: game.proposed,
            ..Deals::default()
        };
        for agreement in run.run().party().agreements.iter().filter(|a| !a.given) {
            deals.signed += 1;
            if matches!(agreement.standing, AgreementStanding::Broken(_)) {
                deals.broken += 1;
            } else if agreement
                .clauses
                .iter()
                .any(|c| matches!(c.standing, ClauseStanding::Late(_)))
            {
                deals.late += 1;
            } else {
                deals.kept += 1;
            }
        }
        let choice = |at: usize| choices.get(at).copied().unwrap_or(Choice::Mixed);
        Self {
            fingerprint: game.table.fingerprint(),
            points,
            policies: (0..seats)
                .map(|at| choice(at).drawn(game.seed, SeatId::at(at)))
                .collect(),
            deals,
            turns: u32::from(run.run().level().played_turns()),
            warnings: game.warnings,
            refused: u32::try_from(game.refused.len()).unwrap_or(u32::MAX),
        }
    }
}

impl Report {
    pub(super) fn of(simulation: &Simulation, games: &[Summary], elapsed: Duration) -> Self {
        let level = &simulation.level;
        let line = |seat: usize, line: usize| LineStatistics::of(games.iter().map(|g| g.points[seat][line]).collect());
        let seats = level
            .seats
            .iter()
            .enumerate()
            .map(|(at, seat)| {
                let name = level.countries[seat.country.index()].id.clone();
                (
                    name,
                    SeatStatistics {
                        policy: match simulation.policies.get(at) {
                            Some(Choice::Always(name)) => name.as_str(),
                            _ => "mixed",
                        },
                        welfare: line(at, 0),
                        security: line(at, 1),
                        politics: line(at, 2),
                        total: line(at, 3),
                        by_policy: by_policy(games, at),
                    },
                )
            })
            .collect();
        let sum = |f: fn(&Summary) -> u32| games.iter().map(f).sum::<u32>();
        let seconds = elapsed.as_secs_f64();
        let rate = |count: f64| if seconds > 0.0 { count / seconds } else { 0.0 };
        Self {
            level: level.file.id.clone(),
            games: simulation.games,
            seed: simulation.seed,
            seconds,
            games_per_second: rate(f64::from(simulation.games)),
            turns_per_second: rate(f64::from(sum(|g| g.turns))),
            fingerprint: join(games.iter().map(|g| g.fingerprint)),
            seats,
            deals: Deals {
                proposed: sum(|g| g.deals.proposed),
                signed: sum(|g| g.deals.signed),
                kept: sum(|g| g.deals.kept),
                late: sum(|g| g.deals.late),
                broken: sum(|g| g.deals.broken),
            },
            refused: sum(|g| g.refused),
            warnings: sum(|g| g.warnings),
        }
    }
}

fn by_policy(games: &[Summary], seat: usize) -> BTreeMap<&'static str, PolicyStatistics> {
    let mut totals: BTreeMap<&'static str, Vec<f64>> = BTreeMap::new();
    for game in games {
        let name = game.policies[seat].as_str();
        totals.entry(name).or_default().push(game.points[seat][3]);
    }
    let counted = totals.into_iter().map(|(name, values)| {
        let games = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let total = LineStatistics::of(values);
        (name, PolicyStatistics { games, total })
    });
    counted.collect()
}

impl LineStatistics {
    pub(super) fn of(mut values: Vec<f64>) -> Self {
        if values.is_empty() {
            return Self::default();
        }
        values.sort_by(f64::total_cmp);
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        let quantile = |q: f64| {
            let at = q * (values.len() - 1) as f64;
            let low = at as usize;
            let high = (low + 1).min(values.len() - 1);
            values[low] + (at - low as f64) * (values[high] - values[low])
        };
        Self {
            mean,
            p10: quantile(0.1),
            p50: quantile(0.5),
            p90: quantile(0.9),
        }
    }
}
