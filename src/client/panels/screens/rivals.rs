//! Numbers on which a level's documents disagree: which of them the next game is played with.

use std::sync::Arc;

use bevy_egui::egui;
use egui::Ui;

use super::sources::{source, value};
use crate::client::panels::widgets::{note, strong};
use crate::level::Level;
use crate::level::choice::{Choosable, Chosen, choosable};
use crate::text::Speaker;

/// What can be chosen in a level.
#[derive(Clone, Debug)]
pub struct Rivals {
    level: Arc<Level>,
    all: Vec<Choosable>,
}

impl Rivals {
    /// Looks for rivals that the level stands with; nothing in a level whose figures were chosen elsewhere.
    #[must_use]
    pub fn of(level: &Arc<Level>) -> Self {
        let all = if level.file.chosen.is_empty() {
            choosable(level)
        } else {
            Vec::new()
        };
        Self {
            level: Arc::clone(level),
            all,
        }
    }

    /// Of which level.
    #[must_use]
    pub const fn level(&self) -> &Arc<Level> {
        &self.level
    }
}

/// Draws them folded up; `picks` is what differs from the level as written.
pub fn choice(ui: &mut Ui, speaker: &Speaker, rivals: &Rivals, picks: &mut Vec<Chosen>) {
    if rivals.all.is_empty() {
        return;
    }
    let changed = i64::try_from(picks.len()).unwrap_or(0);
    let title = speaker.ui_with("ui-rivals", &[("changed", changed.into())]);
    egui::CollapsingHeader::new(title)
        .id_salt(("rivals", &rivals.level.file.id))
        .show(ui, |ui| {
            note(ui, speaker.ui("ui-tip-rivals"));
            for one in &rivals.all {
                figure(ui, speaker, &rivals.level, one, picks);
            }
            let as_written = egui::Button::new(speaker.ui("ui-rivals-reset"));
            if ui.add_enabled(!picks.is_empty(), as_written).clicked() {
                picks.clear();
            }
        });
}

fn figure(ui: &mut Ui, speaker: &Speaker, level: &Level, one: &Choosable, picks: &mut Vec<Chosen>) {
    let Some(figure) = level.file.figures.get(&one.figure) else {
        return;
    };
    ui.add(egui::Label::new(strong(speaker.text(&figure.text))).wrap());
    let taken = picks.iter().find(|p| p.figure == one.figure).map(|p| p.from.clone());
    let line = |number: f64, from: &str| format!("{} · {}", value(number, &figure.unit), source(speaker, level, from));
    if ui.radio(taken.is_none(), line(figure.value, &figure.from)).clicked() {
        picks.retain(|p| p.figure != one.figure);
    }
    for (from, number) in &one.rivals {
        let mine = taken.as_ref() == Some(from);
        if ui.radio(mine, line(*number, from)).clicked() && !mine {
            picks.retain(|p| p.figure != one.figure);
            picks.push(Chosen {
                figure: one.figure.clone(),
                from: from.clone(),
            });
        }
    }
}
