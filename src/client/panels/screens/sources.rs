//! Where the numbers come from: figures with document, claimant, status and rivals.

use bevy_egui::egui;
use egui::{RichText, Ui};

use super::page;
use crate::client::panels::marks::Shape;
use crate::client::panels::widgets::{card, chip, choose, note, primary_button, small, strong, weak};
use crate::client::scene::Intent;
use crate::client::theme;
use crate::level::Level;
use crate::level::shape::{Figure, Status};
use crate::text::{Speaker, format};

/// Filters of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourcesState {
    /// Words that a figure must contain.
    pub search: String,
    /// Only this status: 0 all, 1 agreed, 2 contested, 3 corrected, 4 assumed.
    pub status: u8,
}

/// Draws it; its button pushes [`Intent::Continue`].
pub fn sources(ui: &mut Ui, speaker: &Speaker, level: &Level, state: &mut SourcesState, out: &mut Vec<Intent>) {
    let list = |ui: &mut Ui, state: &mut SourcesState| {
        ui.label(RichText::new(speaker.ui("ui-panel-figures")).font(theme::strong_font(theme::TITLE)));
        ui.horizontal(|ui| {
            let label = ui.label(small(speaker.ui("panel-search")));
            ui.text_edit_singleline(&mut state.search).labelled_by(label.id);
        });
        let all = [(0, speaker.ui("panel-news-all"))];
        let kinds: Vec<(u8, String)> = all
            .into_iter()
            .chain((1..=4).map(|s| (s, speaker.ui(STATUS[usize::from(s) - 1].0))))
            .collect();
        choose(ui, &mut state.status, &kinds);
        let search = state.search.to_lowercase();
        for (key, figure) in &level.file.figures {
            let text = speaker.text(&figure.text);
            let found = search.is_empty() || text.to_lowercase().contains(&search) || key.contains(&search);
            if found && (state.status == 0 || state.status == status(figure)) {
                card(ui, |ui| one(ui, speaker, level, figure));
            }
        }
    };
    page(ui, "sources", 860.0, state, list, |ui, _| {
        if primary_button(ui, &speaker.ui("ui-button-close"), None) {
            out.push(Intent::Continue);
        }
    });
}

const STATUS: [(&str, Shape); 4] = [
    ("ui-figure-agreed", Shape::Done),
    ("ui-figure-contested", Shape::Alert),
    ("ui-figure-corrected", Shape::Mine),
    ("ui-figure-assumed", Shape::Open),
];

const fn status(figure: &Figure) -> u8 {
    match figure.status {
        Status::Agreed => 1,
        Status::Contested(_) => 2,
        Status::Corrected { .. } => 3,
        Status::Assumed(_) => 4,
    }
}

fn one(ui: &mut Ui, speaker: &Speaker, level: &Level, figure: &Figure) {
    ui.horizontal(|ui| {
        let (key, shape) = STATUS[usize::from(status(figure)) - 1];
        chip(ui, shape, &speaker.ui(key));
        ui.label(strong(value(figure.value, &figure.unit)).size(theme::LEAD));
    });
    ui.add(egui::Label::new(speaker.text(&figure.text)).wrap());
    let claimed = speaker.text(&figure.claimed_by);
    note(
        ui,
        format!(
            "{}: {} · {claimed}",
            speaker.ui("ui-figure-source"),
            source(speaker, level, &figure.from)
        ),
    );
    match &figure.status {
        Status::Agreed => {}
        Status::Contested(rivals) => {
            ui.label(small(speaker.ui("ui-figure-rivals")));
            for rival in rivals {
                let line = format!(
                    "{} · {}",
                    value(rival.value, &figure.unit),
                    source(speaker, level, &rival.from)
                );
                let why = speaker.text(&rival.note);
                ui.add(
                    egui::Label::new(weak(if why.is_empty() {
                        line
                    } else {
                        format!("{line} ({why})")
                    }))
                    .wrap(),
                );
            }
        }
        Status::Corrected { slip, reading } => {
            note(
                ui,
                speaker.ui_with("panel-slip", &[("slip", speaker.text(slip).into())]),
            );
            note(ui, speaker.text(reading));
        }
        Status::Assumed(why) => {
            note(ui, speaker.text(why));
        }
    }
}

/// A number with its unit; years stand without a thousands mark.
pub(super) fn value(number: f64, unit: &str) -> String {
    match unit {
        "year" => format!("{number:.0}"),
        "count" => format::decimal(number, 2),
        _ => format!("{} {unit}", format::decimal(number, 2)),
    }
}

/// The title of a document or source.
pub(super) fn source(speaker: &Speaker, level: &Level, id: &str) -> String {
    let file = &level.file;
    if let Some(document) = file.documents.get(id) {
        return format!(
            "{} ({}, {})",
            speaker.text(&document.title),
            speaker.text(&document.outlet),
            document.date
        );
    }
    file.sources
        .get(id)
        .map_or_else(|| id.to_owned(), |s| format!("{} ({})", speaker.text(&s.title), s.date))
}
