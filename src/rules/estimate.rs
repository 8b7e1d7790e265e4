//! The only way from a view to a state: what a viewer can't see is filled with what the level says others believe.

use std::sync::Arc;

use super::licence::FileAnswer;
use super::offer::Agreement;
use super::setup::own as first_own;
use super::state::{Hidden, Market, Own, Party, Shared, Stage, State};
use super::view::View;
use crate::level::Level;
use crate::level::ids::{FileId, SeatId};
use crate::level::units::{Capital, Mass, Months, Rate, Turn};

/// Which end of the believed range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Belief {
    /// The low end.
    Low,
    /// The middle.
    Mid,
    /// The high end.
    High,
}

impl Belief {
    const fn of<T: Copy>(self, range: (T, T, T)) -> T {
        match self {
            Self::Low => range.0,
            Self::Mid => range.1,
            Self::High => range.2,
        }
    }
}

/// A level as a viewer may know it, with its base year: what [`estimate`] needs beside a view.
#[derive(Clone, Debug)]
pub struct KnownLevel {
    shared: Shared,
    /// The same level with a run-out in yearly steps, for roll-outs alone: what is imagined need not be counted by quarters.
    /// Whether a text may be signed is asked of the exact calendar, as the rules do.
    coarse: Shared,
}

impl KnownLevel {
    /// Prepares a level (the redacted one, on a client or for a policy).
    #[must_use]
    pub fn new(level: Arc<Level>) -> Self {
        let mut markets = super::markets::Markets::new(&level);
        let base: Market = super::markets::base_year(&level, &mut markets);
        let months: u16 = level.run_out.iter().map(|m| m.0).sum();
        let mut yearly = (*level).clone();
        yearly.run_out = (0..months.div_ceil(12))
            .map(|year| Months((months - 12 * year).min(12)))
            .collect();
        let base = Arc::new(base);
        let coarse = Shared {
            level: Arc::new(yearly),
            base: Arc::clone(&base),
        };
        Self {
            shared: Shared { level, base },
            coarse,
        }
    }

    /// The level.
    #[must_use]
    pub fn level(&self) -> &Level {
        &self.shared.level
    }

    /// The level, shared.
    #[must_use]
    pub fn shared_level(&self) -> Arc<Level> {
        Arc::clone(&self.shared.level)
    }

    /// Its base year.
    #[must_use]
    pub fn base(&self) -> &Market {
        &self.shared.base
    }
}

/// A state that fits a view. Its random stream is named by the view, never by the game's seed.
#[must_use]
pub fn estimate(view: &View, known: &KnownLevel, belief: Belief) -> State {
    let level = &known.shared.level;
    let n = level.n();
    let own = (0..level.seats.len())
        .map(SeatId::at)
        .map(|seat| known_own(view, level, seat, belief))
        .collect();
    let seed = postcard::to_stdvec(&(&view.public.turn, &view.viewer, &view.public.market.price)).map_or(0, |bytes| {
        let hash = blake3::hash(&bytes);
        hash.as_bytes()
            .iter()
            .take(8)
            .fold(0_u64, |sum, b| (sum << 8) | u64::from(*b))
    });
    let mut state = State {
        shared: known.shared.clone(),
        public: view.public.clone(),
        own,
        party: Party {
            offers: view.offers.clone(),
            agreements: view.agreements.clone(),
            licences: view.licences.clone(),
        },
        hidden: Hidden::fresh(seed, n),
    };
    let share = belief.of(level.mechanisms.smuggling.believed);
    state.hidden.channels = super::smuggling::believed(&state, share);
    state
}

fn known_own(view: &View, level: &Level, seat: SeatId, belief: Belief) -> Own {
    if let Some((_, own)) = view.own.iter().find(|(s, _)| *s == seat) {
        return own.clone();
    }
    let spec = &level.seats[seat.index()];
    let mut own = first_own(level, spec);
    own.treasury = belief.of(spec.believed_treasury);
    own.capital = Capital(4);
    own.approval = Rate(5_000);
    for holding in &mut own.stocks {
        let believed = level
            .stocks
            .iter()
            .find(|s| s.country == spec.country && s.good == holding.good)
            .map(|s| s.believed);
        holding.mass = believed.map_or(Mass(0), |range| belief.of(range));
    }
    own
}

/// Puts a draft into force as an agreement just signed.
pub fn assume_signed(state: &mut State, draft: &crate::level::clause::Draft) {
    let id = crate::level::ids::AgreementId(state.public.next_agreement);
    let formed: Agreement = super::setup::agreement(id, draft.clone(), state.public.turn);
    state.public.next_agreement = state.public.next_agreement.saturating_add(1);
    state.party.agreements.push(formed);
}

/// Seals an order in a state that is only imagined, without charging for it.
pub fn assume_sealed(state: &mut State, seat: SeatId, order: crate::level::order::Order) {
    super::apply::apply(state, &super::event::Event::OrderSealed { seat, order });
}

/// Marks a file with an answer in a state that is only imagined.
pub fn assume_answered(state: &mut State, seat: SeatId, file: FileId, answer: FileAnswer) {
    super::apply::apply(state, &super::event::Event::FileMarked { seat, file, answer });
}

/// Takes an imagined state over to the calendar with yearly steps after the played turns. Agreements keep the month they
/// end in, or end with the step that holds it.
pub fn stride(state: &mut State, known: &KnownLevel) {
    let (exact, coarse) = (&known.shared.level, &known.coarse.level);
    for agreement in &mut state.party.agreements {
        agreement.until = same_month(exact, coarse, agreement.until);
    }
    state.shared = known.coarse.clone();
}

/// The first turn of another calendar that begins no earlier than a turn of the first; both play the same turns.
fn same_month(from: &Level, to: &Level, turn: Turn) -> Turn {
    let played = to.played_turns();
    let month = from.month_of(turn);
    let steps = u16::try_from(to.run_out.len()).unwrap_or(u16::MAX);
    let mut later = (played..played.saturating_add(steps)).map(Turn);
    if turn.0 <= played {
        turn
    } else {
        later
            .find(|t| to.month_of(*t) >= month)
            .unwrap_or(Turn(played.saturating_add(steps)))
    }
}

/// Rolls an imagined state forward to the end of the played turns and, after [`stride`] in yearly steps, through the run-out. Everybody
/// keeps to standing measures and the history orders the level tells of; no unannounced events.
pub fn roll_out(state: &mut State, markets: &mut super::markets::Markets, most_turns: u16) {
    let mut left = most_turns;
    while state.stage() != Stage::Over && left > 0 {
        super::resolve::resolve(state, markets, false, &mut ());
        left -= 1;
    }
}

/// A seat's expected total, in its own points, relative to nothing: only differences of two roll-outs mean something.
#[must_use]
pub fn worth(state: &State, seat: SeatId) -> f64 {
    let Some(spec) = state.level().seats.get(seat.index()) else {
        return 0.0;
    };
    let results = super::score::results(state, seat);
    (0..super::score::LINES)
        .map(|line| {
            if spec.scales[line] > 0.0 {
                100.0 * results[line] / spec.scales[line] * spec.weights[line].fraction()
            } else {
                0.0
            }
        })
        .sum()
}
