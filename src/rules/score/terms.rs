//! What the lines are made of, term by term: each line's value is the sum of its terms.

use serde::{Deserialize, Serialize};

use super::{DISCOUNT, politics, security, welfare};
use crate::level::ids::{AgreementId, GoodId, SeatId};
use crate::level::units::{Months, Rate};
use crate::rules::book::Book;
use crate::rules::event::{Stir, Why};
use crate::rules::setup::seats;
use crate::rules::state::{Stage, State};

/// One term of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Term {
    /// Welfare: surplus of own producers, by the facility's main product.
    Producers(GoodId),
    /// Welfare: surplus of own traders who sell a controlled good on.
    Traders(GoodId),
    /// Welfare: premiums (less discounts) of an offtake, to own firms.
    Premium(AgreementId),
    /// Welfare: surplus of own civil users of a mineral.
    Users(GoodId),
    /// Welfare: what shortages of a mineral cost behind the users' own plants.
    Damage(GoodId),
    /// Welfare: surplus and tariff revenue in general goods.
    Goods,
    /// Welfare: a transfer to the treasury.
    Received(Why),
    /// Welfare: a transfer out of the treasury.
    Paid(Why),
    /// Welfare: environmental cost.
    Environment,
    /// Welfare: stocks and unfinished projects at the very end.
    LeftOver,
    /// Security: fill of the worst critical line.
    Fill,
    /// Security: cover against target.
    Cover,
    /// Security: one minus the largest single partner.
    Diversity,
    /// Security: own share of the scarce stage.
    ScarceStage,
    /// Security: calm.
    Calm,
    /// Politics: what is left of approval at the start.
    Opening,
    /// Politics: mood of a domestic group (position in the seat's list).
    Group(u8),
    /// Politics: headlines of signed agreements.
    Headlines,
    /// Politics: something posted in one go.
    Stir(Stir),
    /// What rounding to whole units and the limits of a line take off or add.
    Limits,
}

impl Term {
    /// The agreement it comes from, if it is one's.
    #[must_use]
    pub const fn agreement(self) -> Option<AgreementId> {
        match self {
            Self::Premium(id) => Some(id),
            Self::Received(why) | Self::Paid(why) => why.agreement(),
            _ => None,
        }
    }
}

/// The terms of every seat's lines in one resolution, as its step 9 begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// Where the game stands.
    pub(in crate::rules) stage: Stage,
    /// Months of the turn.
    pub(in crate::rules) months: f64,
    /// By seat.
    pub(in crate::rules) seats: Vec<SeatTerms>,
}

/// The terms of one seat's lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::rules) struct SeatTerms {
    /// Million USD a year, discounted.
    pub(in crate::rules) welfare: Vec<(Term, f64)>,
    /// Points.
    pub(in crate::rules) security: Vec<(Term, f64)>,
    /// Points that each group's mood pulls approval towards; they sum to where approval would settle.
    pub(in crate::rules) groups: Vec<(Term, f64)>,
    /// Points of a headline still glowing.
    pub(in crate::rules) glow: Rate,
    /// Value × months of what is left at the very end, million USD a year; 0 before it.
    pub(in crate::rules) left_over: f64,
}

/// Reads the terms off a book whose turn has been paid and judged, but not scored.
pub(in crate::rules) fn terms(book: &Book, length: Months, last: bool) -> Terms {
    let state = &*book.state;
    let level = state.shared_level();
    let discount = discount(state);
    let ledger = welfare::Ledger::of(book);
    let of = |seat: SeatId| {
        let mut terms = SeatTerms {
            glow: state.own(seat).map(|o| o.glow).unwrap_or_default(),
            left_over: if last {
                12.0 * welfare::left_over(state, seat) * discount
            } else {
                0.0
            },
            ..SeatTerms::default()
        };
        welfare::terms(book, &ledger, seat, length, &mut |term, value| {
            terms.welfare.push((term, value * discount));
        });
        security::terms(state, seat, &mut |term, value| terms.security.push((term, value)));
        politics::terms(state, seat, &mut |term, value| terms.groups.push((term, value)));
        terms
    };
    Terms {
        stage: state.stage(),
        months: f64::from(length.0),
        seats: seats(&level).map(of).collect(),
    }
}

/// Weight of the open turn's welfare.
pub(super) fn discount(state: &State) -> f64 {
    let level = state.level();
    let elapsed = level.month_of(state.turn()).0.saturating_sub(level.start.0);
    libm::pow(DISCOUNT, f64::from(elapsed) / 3.0)
}
