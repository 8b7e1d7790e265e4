//! The screens around the game: title with its rival figures, choice of a seat, brief, sources, debrief. The shell feeds them plain data.

pub mod brief;
pub mod debrief;
mod debrief_pages;
pub mod rivals;
pub mod seats;
pub mod sources;
pub mod title;

pub use brief::{brief, length as brief_length};
pub use debrief::{DebriefState, debrief};
pub use rivals::Rivals;
pub use seats::{SeatCard, SeatsState, seats};
pub use sources::{SourcesState, sources};
pub use title::{LevelCard, TitleAction, TitleState, title};

use bevy_egui::egui;
use egui::{Frame, Margin, Ui};

use crate::client::theme;

/// A screen: one column in the middle that scrolls when it is long, and its buttons below, always in sight.
///
/// The footer takes its place first, so it is drawn before the column.
pub(super) fn page<S>(
    ui: &mut Ui,
    name: &str,
    width: f32,
    state: &mut S,
    content: impl FnOnce(&mut Ui, &mut S),
    footer: impl FnOnce(&mut Ui, &mut S),
) {
    let frame = Frame::new().fill(theme::PANEL).inner_margin(Margin::symmetric(0, 12));
    egui::Panel::bottom(egui::Id::new((name, "footer")))
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| column(ui, width, |ui| footer(ui, state)));
    egui::ScrollArea::vertical()
        .id_salt(name)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            ui.add_space(theme::GAP_XL);
            column(ui, width, |ui| content(ui, state));
            ui.add_space(theme::GAP_XL);
        });
}

/// Two columns beside each other; texts stay ragged.
pub(super) fn halves(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let width = (ui.available_width() - theme::GAP_L) / 2.0;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP_L;
        half(ui, width, left);
        half(ui, width, right);
    });
}

fn half(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP;
        ui.set_width(width);
        content(ui);
    });
}

fn column(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    let inner = (ui.available_width() - 32.0).min(width);
    let side = (ui.available_width() - inner) / 2.0;
    ui.horizontal_top(|ui| {
        ui.add_space(side);
        ui.vertical(|ui| {
            ui.set_width(inner);
            content(ui);
        });
    });
}
