//! Figures of a turn, kept for charts: prices and outputs everybody sees, and each seat's lines.

use serde::{Deserialize, Serialize};

use super::markets::{output, price_multiple};
use super::state::WelfareParts;
use super::{Game, Viewer};
use crate::level::ids::{CountryId, GoodId, SeatId, Use};
use crate::level::units::{Month, Turn};

/// Figures after one resolution (the first: before the first).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TurnFigures {
    /// The turn that opened after it.
    pub turn: Turn,
    /// First month of that turn.
    pub month: Month,
    /// Civil users' prices relative to the base year, `[good * countries + country]`.
    pub price: Vec<f64>,
    /// Defence users' prices relative to the base year, same shape.
    pub defence_price: Vec<f64>,
    /// Output, tonnes a month, same shape.
    pub output: Vec<f64>,
    /// Lines of seats: points so far, values of the turn.
    pub lines: Vec<Lines>,
}

/// A seat's lines after a turn.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lines {
    /// Points so far against no deal: welfare, security, politics.
    pub points: [f64; 3],
    /// Total so far.
    pub total: f64,
    /// Values of the turn: million USD a year, 0–100, 0–100.
    pub last: [f64; 3],
    /// The same in the no-deal run.
    pub without: [f64; 3],
    /// Parts of the turn's welfare.
    pub welfare: WelfareParts,
}

impl TurnFigures {
    /// Figures of a game as it stands.
    #[must_use]
    pub fn of(game: &Game) -> Self {
        let state = game.run();
        let level = state.level();
        let n = level.n();
        let cells = |f: &dyn Fn(GoodId, CountryId) -> f64| -> Vec<f64> {
            (0..level.goods.len() * n)
                .map(|at| f(GoodId::at(at / n), CountryId::at(at % n)))
                .collect()
        };
        let lines = (0..level.seats.len())
            .map(SeatId::at)
            .map(|seat| {
                let score = state.own(seat).map(|o| o.score).unwrap_or_default();
                let without = game.no_deal().own(seat).map(|o| o.score.last).unwrap_or_default();
                Lines {
                    points: game.points(seat),
                    total: game.total(seat),
                    last: score.last,
                    without,
                    welfare: score.welfare,
                }
            })
            .collect();
        let outputs: Vec<Vec<f64>> = (0..level.goods.len())
            .map(|g| output(state, &state.public().market, GoodId::at(g)))
            .collect();
        Self {
            turn: state.turn(),
            month: level.month_of(state.turn()),
            price: cells(&|g, c| price_multiple(state, c, Use::Civil, g)),
            defence_price: cells(&|g, c| price_multiple(state, c, Use::Defence, g)),
            output: outputs.concat(),
            lines,
        }
    }

    /// What a viewer may see: lines of other seats are left out.
    #[must_use]
    pub fn seen_by(&self, viewer: Viewer) -> Self {
        let blank = Lines {
            points: [0.0; 3],
            total: 0.0,
            last: [0.0; 3],
            without: [0.0; 3],
            welfare: WelfareParts::default(),
        };
        let lines = self
            .lines
            .iter()
            .enumerate()
            .map(|(at, lines)| match viewer {
                Viewer::Facilitator => *lines,
                Viewer::Seat(seat) if seat.index() == at => *lines,
                _ => blank,
            })
            .collect();
        Self { lines, ..self.clone() }
    }
}
