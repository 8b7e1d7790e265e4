//! Where the numbers come from: figures with document, claimant, status and rivals.

use bevy_egui::egui;

use crate::client::scene::Intent;
use crate::level::Level;
use crate::text::Speaker;

/// Filters of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourcesState {
    /// Words that a figure must contain.
    pub search: String,
    /// Only this status: 0 all, 1 agreed, 2 contested, 3 corrected, 4 assumed.
    pub status: u8,
}

/// Draws it; its button pushes [`Intent::Continue`].
pub fn sources(ui: &mut egui::Ui, speaker: &Speaker, level: &Level, state: &mut SourcesState, out: &mut Vec<Intent>) {
    let _ = (ui, speaker, level, state, out);
}
