//! Stub, being written.
use bevy_egui::egui;

use crate::client::scene::{Intent, Scene};

/// State.
#[derive(Debug, Default)]
pub struct ProjectsState {}

/// Draws it.
pub fn show(ui: &mut egui::Ui, scene: &Scene, state: &mut ProjectsState, out: &mut Vec<Intent>) {
    let _ = (ui, scene, state, out);
}

impl ProjectsState {
    /// Shows a project.
    pub fn show_project(&mut self, project: crate::level::ids::ProjectId) {
        let _ = project;
    }
}
