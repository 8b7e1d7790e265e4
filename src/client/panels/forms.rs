//! Fields of forms: choices from lists, numbers with units; each has its label above and is reached by the keyboard.

use std::ops::RangeInclusive;

use bevy_egui::egui;
use egui::Ui;

use super::widgets::small;
use crate::client::scene::Scene;
use crate::client::theme;
use crate::level::GoodKind;
use crate::level::ids::{CountryId, GoodId, ProjectId, SeatId};

/// A choice from a list, closed until it is opened.
pub fn pick<T: PartialEq + Copy>(ui: &mut Ui, label: &str, taken: &mut T, choices: &[(T, String)]) -> bool {
    let mut changed = false;
    field(ui, label, |ui, id| {
        let shown = choices
            .iter()
            .find(|(c, _)| c == taken)
            .map_or("–", |(_, text)| text.as_str());
        let width = ui.available_width().min(210.0);
        let combo = egui::ComboBox::from_id_salt((label, "pick"))
            .selected_text(shown)
            .width(width)
            .truncate();
        let inner = combo.show_ui(ui, |ui| {
            for (choice, text) in choices {
                if ui.selectable_label(*choice == *taken, text).clicked() && *choice != *taken {
                    *taken = *choice;
                    changed = true;
                }
            }
        });
        inner.response.labelled_by(id).on_hover_text(shown);
    });
    changed
}

/// A label with a field under it.
pub fn field(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui, egui::Id)) {
    ui.push_id(label, |ui| {
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let id = ui.label(small(label)).id;
            content(ui, id);
        });
    });
}

/// A number with a slider.
pub fn slide(ui: &mut Ui, label: &str, value: &mut f64, range: RangeInclusive<f64>, step: f64, unit: &str) -> bool {
    let mut changed = false;
    field(ui, label, |ui, id| {
        let slider = egui::Slider::new(value, range)
            .step_by(step)
            .suffix(unit.to_owned())
            .max_decimals(if step >= 1.0 { 0 } else { 2 })
            .clamping(egui::SliderClamping::Always);
        changed = ui.add(slider).labelled_by(id).changed();
    });
    changed
}

/// A number to drag or type.
pub fn number(ui: &mut Ui, label: &str, value: &mut f64, range: RangeInclusive<f64>, speed: f64, unit: &str) -> bool {
    let mut changed = false;
    field(ui, label, |ui, id| {
        let drag = egui::DragValue::new(value)
            .range(range)
            .speed(speed)
            .suffix(unit.to_owned())
            .max_decimals(2);
        changed = ui.add_sized([96.0, 28.0], drag).labelled_by(id).changed();
    });
    changed
}

/// Two fields beside each other, or three narrow ones: they do not wrap.
pub fn fields(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GAP_M;
        content(ui);
    });
}

/// Countries to choose from.
#[must_use]
pub fn countries(scene: &Scene, keep: impl Fn(CountryId) -> bool) -> Vec<(CountryId, String)> {
    let all = (0..scene.known.level().n()).map(CountryId::at);
    all.filter(|c| keep(*c))
        .map(|c| (c, scene.speaker.country(c)))
        .collect()
}

/// Seats to choose from.
#[must_use]
pub fn seats(scene: &Scene, keep: impl Fn(SeatId) -> bool) -> Vec<(SeatId, String)> {
    let all = (0..scene.known.level().seats.len()).map(SeatId::at);
    all.filter(|s| keep(*s)).map(|s| (s, scene.speaker.seat(s))).collect()
}

/// Goods to choose from.
#[must_use]
pub fn goods(scene: &Scene, minerals_only: bool) -> Vec<(GoodId, String)> {
    let level = scene.known.level();
    let all = level
        .goods
        .iter()
        .enumerate()
        .filter(|(_, g)| !minerals_only || matches!(g.kind, GoodKind::Mineral { .. }));
    all.map(|(at, _)| (GoodId::at(at), scene.speaker.good(GoodId::at(at))))
        .collect()
}

/// Projects to choose from.
#[must_use]
pub fn projects(scene: &Scene, keep: impl Fn(ProjectId) -> bool) -> Vec<(ProjectId, String)> {
    let all = (0..scene.known.level().projects.len()).map(ProjectId::at);
    all.filter(|p| keep(*p))
        .map(|p| (p, scene.speaker.project(p)))
        .collect()
}

/// The country a project stands in.
#[must_use]
pub fn project_country(scene: &Scene, project: ProjectId) -> Option<CountryId> {
    let level = scene.known.level();
    let facility = level.projects.get(project.index())?.facility;
    level.facilities.get(facility.index()).map(|f| f.country)
}

/// The seat in whose country a project stands.
#[must_use]
pub fn project_seat(scene: &Scene, project: ProjectId) -> Option<SeatId> {
    let country = project_country(scene, project)?;
    scene.known.level().countries.get(country.index())?.seat
}
