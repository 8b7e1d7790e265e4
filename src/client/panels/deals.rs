//! Stub, being written.
use bevy_egui::egui;

use crate::client::scene::{Intent, Scene};

/// State.
#[derive(Debug, Default)]
pub struct DealsState {}

/// Draws it.
pub fn show(ui: &mut egui::Ui, scene: &Scene, state: &mut DealsState, out: &mut Vec<Intent>) {
    let _ = (ui, scene, state, out);
}

impl DealsState {
    /// Opens the desk with an empty draft for this partner.
    pub fn begin_with(&mut self, scene: &Scene, partner: crate::level::ids::SeatId) {
        let _ = (scene, partner);
    }
    /// Opens the desk with a text.
    pub fn load(&mut self, draft: crate::level::clause::Draft) {
        let _ = draft;
    }
    /// Shows an offer.
    pub fn show_offer(&mut self, offer: crate::level::ids::OfferId) {
        let _ = offer;
    }
}
