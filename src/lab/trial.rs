//! A level tried out: what never happens when policies play it, and which of their commands the rules refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;

use super::simulate::{Choice, Refused, SimulateError, Simulated, Simulation, play_all};
use super::statistics::LineStatistics;
use crate::ai::PolicyName;
use crate::level::Level;
use crate::level::check::{Finding, Severity};
use crate::level::ids::SeatId;
use crate::level::key::Key;
use crate::level::reference;
use crate::rules::command::Command;
use crate::rules::score::LINES;
use crate::rules::{Tone, holds};
use crate::table::journal::{Actor, Entry};
use crate::text::{Language, Speaker};

/// What many games made of a level.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Trial {
    /// How many games.
    pub games: u32,
    /// Seed of the first.
    pub seed: u64,
    /// Events in file order.
    pub events: Vec<EventTried>,
    /// Goals by seat and rank.
    pub goals: Vec<GoalTried>,
    /// Points of every line, by seat, in the games in which a negotiator (dove or greedy) played it: scales are made for those.
    pub lines: Vec<LineTried>,
    /// Orders that went into a resolution, by kind; those that the level has no use for are left out.
    pub orders: BTreeMap<String, Used>,
    /// Clauses of agreements that were signed, by kind; likewise.
    pub clauses: BTreeMap<String, Used>,
    /// Threats and promises.
    pub statements: BTreeMap<String, Used>,
    /// Commands of policies that the rules refused, by who gave them and why.
    pub refused: Vec<RefusedTried>,
}

/// How often something was used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Used {
    /// In how many games.
    pub games: u32,
    /// How many times in all.
    pub times: u32,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct EventTried {
    /// Which.
    pub event: String,
    /// In how many games it happened.
    pub games: u32,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GoalTried {
    /// Whose.
    pub seat: String,
    /// Its rank, from 1.
    pub goal: usize,
    /// In words.
    pub text: String,
    /// In how many games it was met at the end of the played turns.
    pub games: u32,
}

/// Points of a line over the games, against no deal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LineTried {
    /// Whose.
    pub seat: String,
    /// `welfare`, `security` or `politics`.
    pub line: &'static str,
    /// In how many games.
    pub games: u32,
    /// Mean and quantiles.
    pub points: LineStatistics,
}

/// Refused commands of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RefusedTried {
    /// Which policy gave them.
    pub policy: &'static str,
    /// In which seat.
    pub seat: String,
    /// What they were, like `Seal Tariff` or `Propose`.
    pub command: String,
    /// Why the rules refused them; the sentence of the first.
    pub why: String,
    /// How many.
    pub times: u32,
    /// Seed of the first game with one.
    pub seed: u64,
}

/// One game, as far as it matters here.
struct Seen {
    seed: u64,
    events: Vec<bool>,
    goals: Vec<bool>,
    points: Vec<[f64; LINES]>,
    orders: BTreeMap<String, u32>,
    clauses: BTreeMap<String, u32>,
    statements: BTreeMap<String, u32>,
    refused: Vec<Refused>,
}

/// Plays a simulation's games and says what they made of the level; `progress` hears how many are done. Results depend on
/// level, games, seed and policies alone.
///
/// # Errors
/// When the level can't be shown to policies or threads can't start.
pub fn try_out(simulation: &Simulation, progress: impl Fn(u32) + Sync) -> Result<Trial, SimulateError> {
    let seen = play_all(simulation, progress, Seen::of)?;
    Ok(Trial::of(simulation, &seen))
}

impl Seen {
    fn of(game: &Simulated) -> Self {
        let table = &game.table;
        let level = table.level();
        let judged = table.played_out().unwrap_or_else(|| table.state());
        let mut seen = Self {
            seed: game.seed,
            events: table.state().public().fired.iter().map(Option::is_some).collect(),
            goals: goals(&level).map(|(_, _, goal)| holds(judged, &goal.met)).collect(),
            points: (0..level.seats.len())
                .map(|at| table.game().points(SeatId::at(at)))
                .collect(),
            orders: BTreeMap::new(),
            clauses: BTreeMap::new(),
            statements: BTreeMap::new(),
            refused: game.refused.clone(),
        };
        let signed = table.state().party().agreements.iter().filter(|a| !a.given);
        for clause in signed.flat_map(|a| &a.draft.clauses) {
            count(&mut seen.clauses, name_of(clause));
        }
        seen.read_journal(game);
        seen
    }

    /// Orders count once they go into a resolution: what was taken back in time does not.
    fn read_journal(&mut self, game: &Simulated) {
        let mut sealed = Vec::new();
        for line in game.table.journal() {
            match (&line.actor, &line.entry) {
                (Actor::Seat { seat, .. }, Entry::Command(Command::Seal(order))) => {
                    sealed
                        .retain(|(s, o): &(SeatId, crate::level::order::Order)| (*s, o.key()) != (*seat, order.key()));
                    sealed.push((*seat, *order));
                }
                (Actor::Seat { seat, .. }, Entry::Command(Command::Unseal(key))) => {
                    sealed.retain(|(s, o)| (*s, o.key()) != (*seat, *key));
                }
                (_, Entry::Command(Command::State(statement))) => {
                    let tone = match statement.tone {
                        Tone::Threat => "Threat",
                        Tone::Promise => "Promise",
                    };
                    count(&mut self.statements, tone.to_owned());
                }
                (_, Entry::EndTurn) => {
                    for (_, order) in sealed.drain(..) {
                        count(&mut self.orders, name_of(&order));
                    }
                }
                _ => {}
            }
        }
    }
}

fn count(all: &mut BTreeMap<String, u32>, name: String) {
    *all.entry(name).or_insert(0) += 1;
}

/// The name of a choice as files write it.
fn name_of(choice: &impl Serialize) -> String {
    match serde_json::to_value(choice) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(serde_json::Value::Object(fields)) => fields.into_iter().next().map(|(name, _)| name).unwrap_or_default(),
        _ => String::new(),
    }
}

/// Every goal with its seat's place and its rank, both from 0.
fn goals(level: &Level) -> impl Iterator<Item = (usize, usize, &crate::level::Goal)> {
    let seats = level.seats.iter().enumerate();
    seats.flat_map(|(s, seat)| seat.goals.iter().enumerate().map(move |(g, goal)| (s, g, goal)))
}

impl Trial {
    fn of(simulation: &Simulation, seen: &[Seen]) -> Self {
        let level = &simulation.level;
        let games =
            |which: &dyn Fn(&Seen) -> bool| u32::try_from(seen.iter().filter(|s| which(s)).count()).unwrap_or(u32::MAX);
        let events = level.events.iter().enumerate().map(|(at, event)| EventTried {
            event: event.id.clone(),
            games: games(&|s| s.events.get(at).copied().unwrap_or(false)),
        });
        let goals = goals(level).enumerate().map(|(at, (seat, rank, goal))| GoalTried {
            seat: seat_name(level, SeatId::at(seat)),
            goal: rank + 1,
            text: goal.text.en.clone(),
            games: games(&|s| s.goals.get(at).copied().unwrap_or(false)),
        });
        let schema = reference::schema();
        let used = |kinds: Vec<String>, of: fn(&Seen) -> &BTreeMap<String, u32>| {
            let tried = kinds.into_iter().map(|kind| {
                let times = seen.iter().filter_map(|s| of(s).get(&kind)).sum();
                let games = games(&|s| of(s).contains_key(&kind));
                (kind, Used { games, times })
            });
            tried.collect::<BTreeMap<_, _>>()
        };
        let mut orders = used(reference::choices(&schema, "OrderEntry"), |s| &s.orders);
        let mut clauses = used(reference::choices(&schema, "ClauseEntry"), |s| &s.clauses);
        orders.retain(|kind, used| used.times > 0 || has_use_for(level, kind));
        clauses.retain(|kind, used| used.times > 0 || has_use_for(level, kind));
        Self {
            games: simulation.games,
            seed: simulation.seed,
            events: events.collect(),
            goals: goals.collect(),
            lines: lines(simulation, seen),
            orders,
            clauses,
            statements: used(vec!["Promise".to_owned(), "Threat".to_owned()], |s| &s.statements),
            refused: refused(level, seen),
        }
    }

    /// What never happened, as findings of `levels check`.
    #[must_use]
    pub fn findings(&self, level: &Level) -> Vec<Finding> {
        let mut findings = Vec::new();
        let games = self.games;
        let mut warn = |code, key, reason: String, fix: &str| {
            findings.push(Finding {
                severity: Severity::Warning,
                code,
                key,
                reason,
                fix: fix.to_owned(),
            });
        };
        for (at, event) in self.events.iter().enumerate().filter(|(_, e)| e.games == 0) {
            let reason = format!("\"{}\" happened in none of {games} games", event.event);
            let fix = "ease its condition, raise its chance, or widen its turns";
            warn("event-never", Key::top("events").i(at), reason, fix);
        }
        for ((seat, rank, _), goal) in goals(level).zip(&self.goals).filter(|(_, g)| g.games == 0) {
            let key = Key::top("seats").i(seat).f("goals").i(rank);
            let reason = format!(
                "no policy reached goal {} of \"{}\" in {games} games",
                goal.goal, goal.seat
            );
            let fix = "lower it, or give somebody the means: a project, a payer, an offer";
            warn("goal-never", key, reason, fix);
        }
        let judged = self.lines.iter().enumerate().filter(|(_, l)| l.games >= ENOUGH);
        for (at, line) in judged {
            let LineStatistics { p10, p90, .. } = line.points;
            let key = Key::top("seats").i(at / LINES).f("scales").f(line.line);
            if p90 >= CUT || p10 <= -CUT {
                let reason = format!(
                    "the scale is stale: one negotiator's game in ten ends beyond {p10:+.0} to {p90:+.0} points from no deal, where lines are cut"
                );
                warn(
                    "scale-stale",
                    key,
                    reason,
                    "multiply it until nine of ten games lie within ±200",
                );
            } else if p90 - p10 < STILL && p90.abs() < STILL && p10.abs() < STILL {
                let reason =
                    format!("the line hardly moves: negotiators' games lie within {p10:+.1} to {p90:+.1} points");
                let fix = "lower the scale if a good game should count for more, or give the seat a means to move it";
                warn("scale-still", key, reason, fix);
            }
        }
        for (what, all) in [("order", &self.orders), ("clause", &self.clauses)] {
            for kind in all.iter().filter(|(_, used)| used.times == 0).map(|(kind, _)| kind) {
                let reason = format!("no policy used the {what} {kind} in {games} games");
                let fix = "give somebody a reason for it, or try more games";
                warn("unused", Key::top(home_of(kind)), reason, fix);
            }
        }
        findings
    }
}

/// Points at which a line is cut, nearly.
const CUT: f64 = 199.9;
/// Games of negotiators from which a scale is judged.
const ENOUGH: u32 = 5;
/// Points within which a line does not move.
const STILL: f64 = 0.5;
/// The lines as levels write them.
const NAMES: [&str; LINES] = ["welfare", "security", "politics"];

fn lines(simulation: &Simulation, seen: &[Seen]) -> Vec<LineTried> {
    let level = &simulation.level;
    let negotiated = |at: usize, seed: u64| {
        let choice = simulation.policies.get(at).copied().unwrap_or(Choice::Mixed);
        matches!(
            choice.drawn(seed, SeatId::at(at)),
            PolicyName::Dove | PolicyName::Greedy
        )
    };
    let each =
        (0..level.seats.len()).flat_map(|at| NAMES.into_iter().enumerate().map(move |(line, name)| (at, line, name)));
    let tried = each.map(|(at, line, name)| {
        let games = seen.iter().filter(|s| negotiated(at, s.seed));
        let points: Vec<f64> = games.map(|s| s.points[at][line]).collect();
        LineTried {
            seat: seat_name(level, SeatId::at(at)),
            line: name,
            games: u32::try_from(points.len()).unwrap_or(u32::MAX),
            points: LineStatistics::of(points),
        }
    });
    tried.collect()
}

fn refused(level: &Arc<Level>, seen: &[Seen]) -> Vec<RefusedTried> {
    let speaker = Speaker::new(Language::English, Arc::clone(level));
    let mut all: BTreeMap<(&'static str, SeatId, String, &'static str), RefusedTried> = BTreeMap::new();
    for (seed, refused) in seen.iter().flat_map(|s| s.refused.iter().map(|r| (s.seed, r))) {
        let command = match &refused.command {
            Command::Seal(order) => format!("Seal {}", name_of(order)),
            other => name_of(other),
        };
        let key = (
            refused.policy.as_str(),
            refused.seat,
            command.clone(),
            refused.why.key(),
        );
        let entry = all.entry(key).or_insert_with(|| RefusedTried {
            policy: refused.policy.as_str(),
            seat: seat_name(level, refused.seat),
            command,
            why: speaker.refusal_of(&refused.why, &refused.command),
            times: 0,
            seed,
        });
        entry.times = entry.times.saturating_add(1);
    }
    all.into_values().collect()
}

fn seat_name(level: &Level, seat: SeatId) -> String {
    let country = level.country_of(seat).and_then(|c| level.countries.get(c.index()));
    country.map(|c| c.id.clone()).unwrap_or_default()
}

/// Whether a level has anything that an order or clause of a kind could be about.
fn has_use_for(level: &Level, kind: &str) -> bool {
    let mechanisms = &level.mechanisms;
    match kind {
        "StartProject" | "Investment" | "Tender" | "Bid" | "Award" => !level.projects.is_empty(),
        "Suspend" | "ControlRelief" => !level.controls.is_empty(),
        "Campaign" => !level.controls.is_empty() || !mechanisms.transshipment.hosts.is_empty(),
        "Technology" | "TechnologyTransfer" => !mechanisms.know_how.behind.is_empty(),
        "SecurityGuarantee" | "Peace" => !mechanisms.protection.conflicts.is_empty(),
        "Reach" => !mechanisms.reach.products.is_empty(),
        "List" => !mechanisms.lists.seats.is_empty(),
        "Claim" => !mechanisms.claims.is_empty(),
        "Memorandum" => !level.topics.is_empty(),
        _ => true,
    }
}

/// The section of a level that an instrument belongs to.
fn home_of(kind: &str) -> &'static str {
    match kind {
        "Tariff" | "TariffCeiling" => "tariffs",
        "ExportTax" => "export_taxes",
        "Control" | "Suspend" | "ControlRelief" => "controls",
        "Stock" => "stocks",
        "StartProject" | "Investment" | "Tender" | "Bid" | "Award" => "projects",
        "Floor" => "floors",
        "Reach" => "reach",
        "Campaign" => "smuggling",
        "Technology" | "TechnologyTransfer" => "know_how",
        "SecurityGuarantee" | "Peace" => "protection",
        "List" => "lists",
        "Claim" => "claims",
        "Memorandum" => "topics",
        _ => "seats",
    }
}
