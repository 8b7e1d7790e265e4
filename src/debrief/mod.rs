//! The debrief: what happened, everyone's score against no deal, the briefs opened, words kept and broken.
//!
//! Built from a finished (or running) table; plain data that goes over the wire as JSON.

use serde::{Deserialize, Serialize};

use crate::level::Text;
use crate::level::ids::SeatId;
use crate::rules::causes::LineCauses;
use crate::rules::figures::TurnFigures;
use crate::rules::news::LogEntry;
use crate::rules::offer::Agreement;
use crate::rules::score::LINES;
use crate::rules::{Said, Viewer, holds};
use crate::table::Table;

/// Everything the debrief shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Debrief {
    /// Seats in level order (no ranking).
    pub seats: Vec<SeatResult>,
    /// All news and public messages, in order.
    pub timeline: Vec<LogEntry>,
    /// All agreements, secret ones too.
    pub agreements: Vec<Agreement>,
    /// Threats and promises with what became of them.
    pub ledger: Vec<Said>,
    /// Figures after every resolution, the start first, all seats' lines open.
    pub history: Vec<TurnFigures>,
    /// What a class should see at the end.
    pub lesson: Text,
    /// Questions for the class.
    pub questions: Vec<Text>,
    /// How many of the figures belong to the played turns (the rest is the run-out), the start included.
    pub played: usize,
}

/// One seat's result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeatResult {
    /// The seat.
    pub seat: SeatId,
    /// Points of its lines: welfare, security, politics.
    pub points: [f64; 3],
    /// Its weights, basis points.
    pub weights: [i32; 3],
    /// Total.
    pub total: f64,
    /// What a package had to add before it would sign, points.
    pub walk_away: f64,
    /// Goals with their stars, and whether they were met at the end of the played turns.
    pub goals: Vec<GoalResult>,
    /// Agreements it broke.
    pub breaches: u8,
    /// What set its lines apart from no deal.
    pub lines: Vec<LineCauses>,
}

/// One goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalResult {
    /// In words.
    pub text: Text,
    /// 3, 2 or 1.
    pub stars: u8,
    /// Met.
    pub met: bool,
}

impl Debrief {
    /// The debrief of a table as it stands.
    #[must_use]
    pub fn of(table: &Table) -> Self {
        let game = table.game();
        let level = table.level();
        let judged = table.played_out().unwrap_or_else(|| game.run());
        let seats = level
            .seats
            .iter()
            .enumerate()
            .map(|(at, spec)| {
                let seat = SeatId::at(at);
                let goals = spec
                    .goals
                    .iter()
                    .map(|g| GoalResult {
                        text: g.text.clone(),
                        stars: g.stars,
                        met: holds(judged, &g.met),
                    })
                    .collect();
                SeatResult {
                    seat,
                    points: game.points(seat),
                    weights: spec.weights.map(|w| w.0),
                    total: game.total(seat),
                    walk_away: spec.walk_away,
                    goals,
                    breaches: game.run().public().seats.get(at).map_or(0, |f| f.breaches),
                    lines: (0..LINES)
                        .filter_map(|line| table.line(Viewer::Facilitator, seat, line))
                        .collect(),
                }
            })
            .collect();
        let played = usize::from(level.played_turns()) + 1;
        Self {
            seats,
            timeline: table.log().read(Viewer::Facilitator, 0).cloned().collect(),
            agreements: game.run().party().agreements.clone(),
            ledger: game.run().public().ledger.clone(),
            history: table.history().to_vec(),
            lesson: level.file.lesson.clone(),
            questions: level
                .file
                .teacher
                .as_ref()
                .map_or_else(Vec::new, |t| t.questions.clone()),
            played: played.min(table.history().len()),
        }
    }

    /// Stars of a seat: those of the goals it met, of those there were.
    #[must_use]
    pub fn stars(&self, seat: SeatId) -> (u32, u32) {
        self.seats
            .iter()
            .filter(|s| s.seat == seat)
            .flat_map(|s| &s.goals)
            .fold((0, 0), |(got, all), goal| {
                let stars = u32::from(goal.stars);
                (got + if goal.met { stars } else { 0 }, all + stars)
            })
    }
}
