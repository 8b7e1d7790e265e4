//! The debrief: what happened, everyone's score against no deal, the briefs opened, words kept and broken.

use bevy_egui::egui;

use crate::client::scene::Intent;
use crate::debrief::Debrief;
use crate::level::Level;
use crate::level::ids::SeatId;
use crate::text::Speaker;

/// What is open in the debrief.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DebriefState {
    /// Which page.
    pub page: usize,
}

/// Draws it; `me` is the viewer's own seat, if any.
pub fn debrief(
    ui: &mut egui::Ui,
    speaker: &Speaker,
    level: &Level,
    debrief: &Debrief,
    me: Option<SeatId>,
    state: &mut DebriefState,
    out: &mut Vec<Intent>,
) {
    let _ = (ui, speaker, level, debrief, me, state, out);
}
