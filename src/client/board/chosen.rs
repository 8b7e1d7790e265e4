//! The card of the selected country: what it has, and the way to a deal with it.

use bevy_egui::egui;
use egui::{Rect, Ui, Vec2};

use super::paint::Canvas;
use crate::client::scene::{Intent, PanelName, Selection};
use crate::client::theme;

impl Canvas<'_> {
    /// Draws the card in an upper corner.
    pub fn chosen(&self, ui: &mut Ui, area: Rect, out: &mut Vec<Intent>) {
        let (scene, speaker) = (self.scene, self.scene.speaker);
        let Some(country) = scene.selection.country else { return };
        let width = (area.width() * 0.4).clamp(150.0, 250.0);
        // On the side where the country isn't; the guide's card has the left one.
        let right = scene.guided || self.place(country).is_none_or(|p| p.x < area.center().x);
        let left = if right {
            area.right() - 52.0 - width
        } else {
            area.left() + 10.0
        };
        let top = if right { 10.0 } else { 90.0 };
        let size = Vec2::new(width, area.height() - top - 70.0);
        let place = Rect::from_min_size(egui::pos2(left, area.top() + top), size);
        let mut corner = ui.new_child(egui::UiBuilder::new().max_rect(place));
        let frame = egui::Frame::new()
            .fill(theme::PANEL)
            .stroke(egui::Stroke::new(1.0, theme::LINE))
            .corner_radius(theme::ROUND)
            .inner_margin(10);
        frame.show(&mut corner, |ui| {
            ui.spacing_mut().item_spacing.y = theme::GAP_S;
            let mut lines = self.about_country(country).into_iter();
            if let Some(name) = lines.next() {
                ui.label(egui::RichText::new(name).font(theme::strong_font(theme::LEAD)));
            }
            for line in lines {
                ui.add(egui::Label::new(egui::RichText::new(line).small().color(theme::WEAK)).wrap());
            }
            ui.add_space(theme::GAP_S);
            let seat = self
                .scene
                .known
                .level()
                .countries
                .get(country.index())
                .and_then(|c| c.seat);
            ui.horizontal_wrapped(|ui| {
                let me = scene.view.seat();
                if seat.is_some() && seat == me && ui.button(speaker.ui("ui-panel-policy")).clicked() {
                    out.push(Intent::Open(PanelName::Policy));
                }
                if let Some(seat) = seat.filter(|seat| me.is_some() && me != Some(*seat))
                    && ui.button(speaker.ui("ui-button-new-draft")).clicked()
                {
                    out.push(Intent::DraftWith(seat));
                }
            });
            if ui.button(speaker.ui("ui-button-close")).clicked() {
                out.push(Intent::Select(Selection {
                    country: None,
                    ..scene.selection
                }));
            }
        });
    }
}
