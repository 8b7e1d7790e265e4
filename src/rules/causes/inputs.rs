//! What the markets of one turn were given, recorded as step 5 of a resolution begins; and the same as one viewer may
//! know it.

use crate::level::ids::AgreementId;
use crate::market::Conditions;
use crate::rules::deals;
use crate::rules::markets;
use crate::rules::setup::{own, state_at_start};
use crate::rules::state::{Hidden, Party, State};
use crate::rules::stocks::Move;
use crate::rules::view::{View, Viewer, view};

/// Everything market conditions are made of: the state as step 5 begins (its market is still last turn's) and the stock
/// orders that act.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// The state.
    pub state: State,
    /// Stock orders.
    pub moves: Vec<Move>,
}

impl Inputs {
    /// A level's base year: no controls, agreements, stock orders or events; tariffs, capacities and demand as the markets
    /// are calibrated.
    pub(super) fn base_year(of: &State) -> Self {
        let mut state = state_at_start(of.shared(), 0);
        state.public.controls.clear();
        state.party.agreements.clear();
        Self {
            state,
            moves: Vec::new(),
        }
    }

    /// As a viewer may know it. What leaves the state leaves through [`view()`]: the result depends on nothing that the view
    /// lacks. Agreements in `open` have become known since and count as known then.
    pub(super) fn seen_by(&self, viewer: Viewer, open: &[AgreementId]) -> Self {
        let mut then = self.state.clone();
        for agreement in &mut then.party.agreements {
            agreement.leaked |= open.contains(&agreement.id);
        }
        let level = then.shared_level();
        let View {
            viewer: _,
            public,
            own: known,
            offers: _,
            agreements,
        } = view(&then, viewer);
        let owns = level.seats.iter().enumerate().map(|(at, seat)| {
            let mine = known.iter().find(|(s, _)| s.index() == at);
            mine.map_or_else(|| own(&level, seat), |(_, own)| own.clone())
        });
        let own = owns.collect();
        let sees = |m: &&Move| match viewer {
            Viewer::Seat(me) => m.seat == me,
            Viewer::Observer => false,
            Viewer::Facilitator => true,
        };
        Self {
            moves: self.moves.iter().filter(sees).copied().collect(),
            state: State {
                shared: then.shared(),
                public,
                own,
                party: Party {
                    offers: Vec::new(),
                    agreements,
                },
                hidden: Hidden::fresh(0, level.n()),
            },
        }
        .acting()
    }

    /// Measures written out as they act this turn, so that inputs of different turns can be mixed: after this the turn is
    /// read for the growth of demand and nothing else.
    pub(super) fn acting(mut self) -> Self {
        let month = self.state.level().month_of(self.state.turn());
        for c in &mut self.state.public.controls {
            c.control.regime = c.control.effective(month);
            c.control.suspended_until = None;
        }
        self.state.public.effects.sort_by_key(|e| (e.event, e.effect));
        self
    }

    /// What the markets of the chains are given.
    pub(super) fn conditions(&self) -> Vec<Conditions> {
        markets::conditions(&self.state, &self.moves, &deals::deliver(&self.state))
    }
}
