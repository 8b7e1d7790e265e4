//! What one viewer may see of a state: the only way out of it. The state is taken apart without `..`, so a new field does
//! not compile until it has a class.

use serde::{Deserialize, Serialize};

use super::licence::Licence;
use super::offer::{Agreement, Offer};
use super::state::{Hidden, Own, Party, Public, State};
use crate::level::ids::{CountryId, SeatId};

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Viewer {
    /// A seat.
    Seat(SeatId),
    /// Somebody who only watches: sees what everybody may see.
    Observer,
    /// The facilitator: sees everything but the seed and draws.
    Facilitator,
}

/// What a viewer sees.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct View {
    /// Who looks.
    pub viewer: Viewer,
    /// What everybody sees.
    pub public: Public,
    /// What the viewer's seats know of themselves (one for a seat, all for the facilitator), by seat.
    pub own: Vec<(SeatId, Own)>,
    /// Offers the viewer is a party of.
    pub offers: Vec<Offer>,
    /// Agreements that are public or the viewer is a party of.
    pub agreements: Vec<Agreement>,
    /// Licences that the viewer gave or got.
    pub licences: Vec<Licence>,
}

impl View {
    /// The seat that looks, if it is one.
    #[must_use]
    pub const fn seat(&self) -> Option<SeatId> {
        match self.viewer {
            Viewer::Seat(seat) => Some(seat),
            _ => None,
        }
    }

    /// What the viewing seat knows of itself.
    #[must_use]
    pub fn mine(&self) -> Option<&Own> {
        let seat = self.seat()?;
        self.own.iter().find(|(s, _)| *s == seat).map(|(_, own)| own)
    }
}

/// Takes a state apart for a viewer.
#[must_use]
pub fn view(state: &State, viewer: Viewer) -> View {
    let State {
        shared,
        public,
        own,
        party,
        hidden,
    } = state;
    let Party {
        offers,
        agreements,
        licences,
    } = party;
    // Nothing hidden leaves: the seed names draws to come, the books tell what secret deals moved, and channels are known to
    // those alone who run them.
    let Hidden {
        seed: _,
        books: _,
        channels: _,
    } = hidden;
    let sees = |seat: SeatId| match viewer {
        Viewer::Seat(me) => me == seat,
        Viewer::Observer => false,
        Viewer::Facilitator => true,
    };
    let in_country = |country: CountryId| {
        let seat = shared.level.countries.get(country.index()).and_then(|c| c.seat);
        seat.map_or(viewer == Viewer::Facilitator, sees)
    };
    View {
        viewer,
        public: public_view(public, offers, agreements, &sees),
        own: own
            .iter()
            .enumerate()
            .map(|(at, own)| (SeatId::at(at), own))
            .filter(|(s, _)| sees(*s))
            .map(|(s, own)| (s, own.clone()))
            .collect(),
        offers: offers
            .iter()
            .filter(|o| o.draft.parties.iter().any(|p| sees(*p)))
            .cloned()
            .collect(),
        agreements: agreements
            .iter()
            .filter(|a| a.is_public() || a.draft.parties.iter().any(|p| sees(*p)))
            .cloned()
            .collect(),
        licences: licences
            .iter()
            .filter(|l| in_country(l.exporter) || in_country(l.destination))
            .copied()
            .collect(),
    }
}

/// Counters would tell how many offers and secret agreements others have: they show what the viewer itself knows.
fn public_view(public: &Public, offers: &[Offer], agreements: &[Agreement], sees: &impl Fn(SeatId) -> bool) -> Public {
    let mut shown = public.clone();
    shown.next_offer = offers
        .iter()
        .filter(|o| o.draft.parties.iter().any(|p| sees(*p)))
        .map(|o| o.id.0.saturating_add(1))
        .max()
        .unwrap_or(0);
    shown.next_agreement = agreements
        .iter()
        .filter(|a| a.is_public() || a.draft.parties.iter().any(|p| sees(*p)))
        .map(|a| a.id.0.saturating_add(1))
        .max()
        .unwrap_or(0);
    shown
}
