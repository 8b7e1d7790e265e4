//! The brief of one's seat, before the first turn and at any time after.

use bevy_egui::egui;

use crate::client::scene::{Intent, Scene};

/// Draws it; its button pushes [`Intent::Continue`].
pub fn brief(ui: &mut egui::Ui, scene: &Scene, out: &mut Vec<Intent>) {
    let _ = (ui, scene, out);
}
