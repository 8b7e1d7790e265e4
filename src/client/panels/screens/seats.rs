//! The choice of a seat.

use bevy_egui::egui;

use crate::client::scene::Intent;
use crate::level::{Level, Text};
use crate::level::ids::SeatId;
use crate::level::units::Money;
use crate::net::message::Occupant;
use crate::text::Speaker;

/// A seat to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatCard {
    /// Which.
    pub seat: SeatId,
    /// Its country.
    pub country: Text,
    /// The office.
    pub role: Text,
    /// First sentence of its situation, where the viewer may know it.
    pub pitch: Text,
    /// Income a month.
    pub income: Money,
    /// Where the purse comes from: status and reason.
    pub source: Text,
    /// Who sits there.
    pub occupant: Occupant,
}

/// Which seat is chosen. [`Intent::Continue`] takes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeatsState {
    /// The one chosen.
    pub chosen: Option<SeatId>,
}

impl SeatCard {
    /// The cards of a level; `people` may be shorter than the list of seats.
    #[must_use]
    pub fn all(level: &Level, people: &[Occupant]) -> Vec<Self> {
        let _ = (level, people);
        Vec::new()
    }
}

/// Draws it.
pub fn seats(ui: &mut egui::Ui, speaker: &Speaker, level: &Level, cards: &[SeatCard], state: &mut SeatsState, out: &mut Vec<Intent>) {
    let _ = (ui, speaker, level, cards, state, out);
}
