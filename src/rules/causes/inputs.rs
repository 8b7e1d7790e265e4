//! What the markets of one turn were given, recorded as step 5 of a resolution begins; and the same as one viewer may
//! know it.

use crate::level::ids::AgreementId;
use crate::market::Conditions;
use crate::rules::deals;
use crate::rules::markets;
use crate::rules::private_stocks;
use crate::rules::resolve::length;
use crate::rules::setup::{own, state_at_start};
use crate::rules::smuggling;
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

/// Inputs as they act on the markets, cut to what one viewer may know, so that those of different turns can be mixed.
///
/// Measures are written out as they act in their turn, and what depends on a turn's own prices and fears (private stocks)
/// is worked out; after that the turn is read for the growth of demand and nothing else.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Acting {
    pub(super) state: State,
    pub(super) moves: Vec<Move>,
    /// What private holders want to build up or release, tonnes a month, by holder.
    pub(super) hoarding: Vec<f64>,
}

impl Inputs {
    /// As a viewer may know it. What leaves the state leaves through [`view()`]: the result depends on nothing that the view
    /// lacks. Agreements in `open` have become known since and count as known then.
    pub(super) fn seen_by(&self, viewer: Viewer, open: &[AgreementId]) -> Acting {
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
            licences,
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
        let mut state = State {
            shared: then.shared(),
            public,
            own,
            party: Party {
                offers: Vec::new(),
                agreements,
                licences,
            },
            hidden: Hidden::fresh(0, level.n()),
        };
        // Nobody but the facilitator knows the channels past controls; others read figures, as whoever looks ahead does.
        state.hidden.channels = if viewer == Viewer::Facilitator {
            then.hidden.channels
        } else {
            smuggling::believed(&state, level.mechanisms.smuggling.believed.1)
        };
        Acting::new(state, self.moves.iter().filter(sees).copied().collect())
    }
}

impl Acting {
    fn new(mut state: State, moves: Vec<Move>) -> Self {
        let hoarding = private_stocks::plan(&state, length(&state));
        let month = state.level().month_of(state.turn());
        for c in &mut state.public.controls {
            c.control.regime = c.control.effective(month);
            c.control.suspended_until = None;
            c.bites_since = c.bites_since.filter(|since| *since >= state.public.turn);
        }
        // What is new this turn stays new however the turns are mixed; the rest is old.
        for rule in &mut state.public.reach {
            rule.since = rule.since.filter(|since| *since >= state.public.turn);
        }
        state.public.effects.sort_by_key(|e| (e.event, e.effect));
        Self { state, moves, hoarding }
    }

    /// A level's base year: no controls, agreements, stock orders or events, nobody hoarding; tariffs, capacities and demand
    /// as the markets are calibrated.
    pub(super) fn base_year(of: &State) -> Self {
        let mut state = state_at_start(of.shared(), 0);
        state.public.controls.clear();
        state.public.floors.clear();
        state.public.reach.clear();
        state.party.agreements.clear();
        state.party.licences.clear();
        let hoarding = vec![0.0; state.public.private_stocks.len()];
        Self {
            state,
            moves: Vec::new(),
            hoarding,
        }
    }

    /// What the markets of the chains are given.
    pub(super) fn conditions(&self) -> Vec<Conditions> {
        markets::conditions(&self.state, &self.moves, &deals::deliver(&self.state), &self.hoarding)
    }
}
