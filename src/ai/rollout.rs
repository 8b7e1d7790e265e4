//! What a package is worth to a seat, by roll-out: the same sum as [`crate::rules::preview::Baseline`], with the partner's
//! side of it read off the same roll-out, and a limit for each turn.

use crate::level::ids::SeatId;
use crate::level::units::Turn;
use crate::rules::View;
use crate::rules::estimate::{
    Belief, KnownLevel, assume_answered, assume_sealed, assume_signed, estimate, roll_out, stride, worth,
};
use crate::rules::markets::Markets;
use crate::rules::preview::{HORIZON, Imagined};
use crate::rules::state::State;

/// Roll-outs of one turn against one cached baseline, and how many are left.
#[derive(Debug)]
pub(super) struct Rollouts {
    seat: SeatId,
    markets: Markets,
    base: Option<Base>,
    /// Valuations left this turn.
    left: u32,
    turn: Option<Turn>,
}

/// The roll-out that others are compared with.
#[derive(Debug)]
struct Base {
    view: View,
    worths: Vec<f64>,
}

/// Valuations by roll-out a turn, beside one for each file at the own licence desk.
const VALUATIONS: u32 = 6;

impl Rollouts {
    /// Scratch for a level.
    pub(super) fn new(known: &KnownLevel, seat: SeatId) -> Self {
        Self {
            seat,
            markets: Markets::new(&known.shared_level()),
            base: None,
            left: 0,
            turn: None,
        }
    }

    /// Valuations left this turn.
    pub(super) const fn left(&self) -> u32 {
        self.left
    }

    /// Opens a turn, or takes note of agreements formed since.
    pub(super) fn refresh(&mut self, view: &View, known: &KnownLevel) {
        if self.turn != Some(view.public.turn) {
            self.turn = Some(view.public.turn);
            let files = view.mine().map_or(0, |own| own.files.len());
            self.left = VALUATIONS + u32::try_from(files).unwrap_or(0);
            self.base = None;
        }
        let stale = self
            .base
            .as_ref()
            .is_none_or(|b| b.view.agreements.len() != view.agreements.len());
        if stale {
            let state = self.rolled(view, known, None);
            let worths = (0..known.level().seats.len())
                .map(|s| worth(&state, SeatId::at(s)))
                .collect();
            self.base = Some(Base {
                view: view.clone(),
                worths,
            });
        }
    }

    /// What something imagined adds to the own total, and to a partner's as far as its brief can be guessed. `None` when
    /// the turn's valuations are used up.
    pub(super) fn gain(&mut self, known: &KnownLevel, imagined: Imagined, partner: SeatId) -> Option<(f64, f64)> {
        let base = self.base.take()?;
        let gain = (self.left > 0).then(|| {
            self.left -= 1;
            let state = self.rolled(&base.view, known, Some(imagined));
            let more = |seat: SeatId| worth(&state, seat) - base.worths.get(seat.index()).copied().unwrap_or(0.0);
            (more(self.seat), more(partner))
        });
        self.base = Some(base);
        gain
    }

    fn rolled(&mut self, view: &View, known: &KnownLevel, imagined: Option<Imagined>) -> State {
        let mut state = estimate(view, known, Belief::Mid);
        match imagined {
            Some(Imagined::Signed(draft)) => assume_signed(&mut state, draft),
            Some(Imagined::Ordered(seat, order)) => assume_sealed(&mut state, seat, order),
            Some(Imagined::Answered(seat, file, answer)) => assume_answered(&mut state, seat, file, answer),
            None => {}
        }
        stride(&mut state, known);
        roll_out(&mut state, &mut self.markets, HORIZON);
        state
    }
}
