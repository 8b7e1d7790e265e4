//! What a seat's lines have come to so far.

use serde::{Deserialize, Serialize};

/// The three lines, as sums of value × months over played turns and over the run-out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Score {
    /// Value × months over the played turns: welfare (million USD a year, discounted), security, politics (points).
    pub now: [f64; 3],
    /// Months behind `now`.
    pub now_months: f64,
    /// The same over the run-out.
    pub later: [f64; 3],
    /// Months behind `later`.
    pub later_months: f64,
    /// Values of the last turn.
    pub last: [f64; 3],
    /// Parts of the last turn's welfare, million USD a year.
    pub welfare: WelfareParts,
}

/// Parts of welfare, million USD a year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct WelfareParts {
    /// Producer surplus in minerals.
    pub producers: f64,
    /// Surplus of civil users of minerals.
    pub users: f64,
    /// General goods: surplus and revenue against the base year.
    pub goods: f64,
    /// Treasury: tariffs on minerals, export taxes, rents, transfers in.
    pub receipts: f64,
    /// Treasury: projects, stock purchases, transfers out.
    pub outlays: f64,
    /// Environmental cost.
    pub environment: f64,
    /// What shortages cost behind the users' own plants.
    pub damage: f64,
}

impl WelfareParts {
    /// The line's value.
    #[must_use]
    pub fn total(&self) -> f64 {
        self.producers + self.users + self.goods + self.receipts - self.outlays - self.environment - self.damage
    }
}
