//! The debrief: what happened, everyone's score against no deal, the briefs opened, words kept and broken.

use bevy_egui::egui;
use egui::{RichText, Ui};

use super::debrief_pages as pages;
use super::page;
use crate::client::panels::widgets::{choose, weak};
use crate::client::scene::Intent;
use crate::client::theme;
use crate::debrief::Debrief;
use crate::level::Level;
use crate::level::ids::SeatId;
use crate::text::Speaker;

/// What is open in the debrief.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DebriefState {
    /// Which page.
    pub page: usize,
    /// Which good the price chart shows.
    pub good: usize,
}

/// Everything a page is drawn from.
pub(super) struct Told<'a> {
    pub(super) speaker: &'a Speaker,
    pub(super) level: &'a Level,
    pub(super) debrief: &'a Debrief,
    pub(super) me: Option<SeatId>,
}

/// Draws it; `me` is the viewer's own seat, if any.
pub fn debrief(
    ui: &mut Ui,
    speaker: &Speaker,
    level: &Level,
    debrief: &Debrief,
    me: Option<SeatId>,
    state: &mut DebriefState,
    out: &mut Vec<Intent>,
) {
    let told = Told {
        speaker,
        level,
        debrief,
        me,
    };
    let pages = |ui: &mut Ui, state: &mut DebriefState| {
        ui.label(RichText::new(speaker.ui("ui-debrief")).font(theme::strong_font(theme::TITLE)));
        ui.label(weak(speaker.text(&level.file.title)).size(theme::LEAD));
        let names = [
            "ui-debrief-scores",
            "ui-debrief-briefs",
            "ui-debrief-timeline",
            "ui-agreements",
            "ui-debrief-promises",
            "ui-prices",
            "ui-debrief-class",
        ];
        let names: Vec<(usize, String)> = names
            .iter()
            .enumerate()
            .map(|(at, key)| (at, speaker.ui(key)))
            .collect();
        choose(ui, &mut state.page, &names);
        ui.separator();
        match state.page {
            0 => pages::scores(ui, &told),
            1 => pages::briefs(ui, &told),
            2 => pages::timeline(ui, &told),
            3 => pages::agreements(ui, &told),
            4 => pages::promises(ui, &told),
            5 => pages::prices(ui, &told, &mut state.good),
            _ => pages::class(ui, &told),
        }
    };
    page(ui, "debrief", 1_000.0, state, pages, |ui, _| {
        if ui.button(speaker.ui("ui-button-leave")).clicked() {
            out.push(Intent::Leave);
        }
    });
}
