//! When a policy should be asked: once as a turn opens, and again whenever an offer awaits it or its own was answered.

use crate::level::ids::{OfferId, SeatId};
use crate::level::units::Turn;
use crate::rules::state::Stage;
use crate::rules::{View, Viewer};

/// After this many rounds in one turn a policy answers and is done.
const ROUNDS: u32 = 4;

/// What a policy last acted on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attention {
    turn: Option<Turn>,
    round: u32,
    seen: Vec<(OfferId, u16, bool)>,
}

/// A round a policy is asked to act in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Round {
    /// From 0 in each turn.
    pub number: u32,
    /// It must answer everything and be ready afterwards.
    pub last: bool,
}

impl Attention {
    /// Whether the policy of the viewing seat has something to do; counts the round if it has.
    pub fn wants(&mut self, view: &View) -> Option<Round> {
        let Viewer::Seat(seat) = view.viewer else { return None };
        if view.public.stage != Stage::Open {
            return None;
        }
        let seen = offers(view, seat);
        let fresh = self.turn != Some(view.public.turn);
        let ready = view.public.seats.get(seat.index()).is_some_and(|f| f.ready);
        if !fresh && ready && seen == self.seen {
            return None;
        }
        if fresh {
            self.turn = Some(view.public.turn);
            self.round = 0;
        } else if ready && !seen.iter().any(|(_, _, awaits)| *awaits) {
            self.seen = seen;
            return None;
        } else {
            self.round = self.round.saturating_add(1);
        }
        self.seen = seen;
        Some(Round {
            number: self.round,
            last: self.round >= ROUNDS,
        })
    }
}

fn offers(view: &View, seat: SeatId) -> Vec<(OfferId, u16, bool)> {
    view.offers.iter().map(|o| (o.id, o.revision, o.awaits(seat))).collect()
}
