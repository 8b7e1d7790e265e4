//! Previews and values: what an order or a draft would likely do, rolled out from what a viewer knows.

use super::estimate::{
    Belief, KnownLevel, assume_answered, assume_sealed, assume_signed, estimate, roll_out, stride, worth,
};
use super::licence::FileAnswer;
use super::markets::Markets;
use super::view::View;
use crate::level::clause::Draft;
use crate::level::ids::{FileId, SeatId};
use crate::level::order::Order;

/// How many steps a valuation looks ahead: to the end of the longest calendar and its run-out in yearly steps.
pub const HORIZON: u16 = 40;

/// Difference that a draft or an order makes to a seat's expected total, in points: low, mid, high.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Gain {
    /// Least of the three roll-outs.
    pub low: f64,
    /// The middle belief.
    pub mid: f64,
    /// Most of the three.
    pub high: f64,
}

/// What is imagined on top of the view.
#[derive(Clone, Copy, Debug)]
pub enum Imagined<'a> {
    /// A draft signed by all.
    Signed(&'a Draft),
    /// An order of the viewing seat.
    Ordered(SeatId, Order),
    /// A file at the viewing seat's licence desk answered.
    Answered(SeatId, FileId, FileAnswer),
}

/// Rolls out with and without something imagined and compares a seat's worth.
#[must_use]
pub fn gain_at(
    view: &View,
    known: &KnownLevel,
    seat: SeatId,
    imagined: Imagined,
    belief: Belief,
    markets: &mut Markets,
) -> f64 {
    let baseline = Baseline::new(view, known, seat, belief, markets);
    baseline.gain(view, known, imagined, markets)
}

/// The roll-out without anything imagined, to compare several things against.
#[derive(Clone, Copy, Debug)]
pub struct Baseline {
    seat: SeatId,
    belief: Belief,
    worth: f64,
}

impl Baseline {
    /// Rolls out what a viewer knows, as it stands.
    #[must_use]
    pub fn new(view: &View, known: &KnownLevel, seat: SeatId, belief: Belief, markets: &mut Markets) -> Self {
        let mut state = estimate(view, known, belief);
        stride(&mut state, known);
        roll_out(&mut state, markets, HORIZON);
        Self {
            seat,
            belief,
            worth: worth(&state, seat),
        }
    }

    /// What something imagined adds to the seat's worth.
    #[must_use]
    pub fn gain(&self, view: &View, known: &KnownLevel, imagined: Imagined, markets: &mut Markets) -> f64 {
        let mut state = estimate(view, known, self.belief);
        match imagined {
            Imagined::Signed(draft) => assume_signed(&mut state, draft),
            Imagined::Ordered(seat, order) => assume_sealed(&mut state, seat, order),
            Imagined::Answered(seat, file, answer) => assume_answered(&mut state, seat, file, answer),
        }
        stride(&mut state, known);
        roll_out(&mut state, markets, HORIZON);
        worth(&state, self.seat) - self.worth
    }
}

/// Gain over the whole believed range.
#[must_use]
pub fn gain(view: &View, known: &KnownLevel, seat: SeatId, imagined: Imagined, markets: &mut Markets) -> Gain {
    let [a, b, c] =
        [Belief::Low, Belief::Mid, Belief::High].map(|belief| gain_at(view, known, seat, imagined, belief, markets));
    Gain {
        low: a.min(b).min(c),
        mid: b,
        high: a.max(b).max(c),
    }
}
