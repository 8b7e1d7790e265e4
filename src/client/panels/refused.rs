//! The answer to a command that the server did not accept, where it was given.

use bevy_egui::egui;

use super::marks::Shape;
use super::widgets::{card_lit, sentence};
use crate::client::scene::Scene;
use crate::client::theme;
use crate::rules::command::Command;

/// Shows the latest refusal, if it answers a command of this panel.
pub fn refused(ui: &mut egui::Ui, scene: &Scene, mine: impl Fn(&Command) -> bool) {
    if let Some((command, refusal)) = scene.refused
        && mine(command)
    {
        card_lit(ui, theme::ALERT, |ui| {
            sentence(ui, Shape::Stop, scene.speaker.refusal_of(refusal, command))
        });
    }
}
