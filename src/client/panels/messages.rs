//! Stub, being written.
use bevy_egui::egui;

use crate::client::scene::{Intent, Scene};

/// State.
#[derive(Debug, Default)]
pub struct MessagesState {}

/// Draws it.
pub fn show(ui: &mut egui::Ui, scene: &Scene, state: &mut MessagesState, out: &mut Vec<Intent>) {
    let _ = (ui, scene, state, out);
}
