//! What several panels share: buttons that say why not, figures, cards, chips, sections.

use bevy_egui::egui;
use egui::{Align, Color32, Frame, InnerResponse, Layout, Margin, Response, RichText, Stroke, Ui};

use super::marks::{self, Shape};
use crate::client::theme;
use crate::text::format;

/// A number with its sign, also when positive: `+2`, `−3`, `0`.
#[must_use]
pub fn signed(value: f64, places: usize) -> String {
    let text = format::decimal(value, places);
    if value > 0.0 && text != "0" {
        format!("+{text}")
    } else {
        text
    }
}

/// A share as per cent, to a tenth.
#[must_use]
pub fn percent(speaker: &crate::text::Speaker, share: f64) -> String {
    #[allow(clippy::cast_possible_truncation, reason = "a share")]
    speaker.rate(crate::level::units::Rate((share * 1_000.0).round() as i32 * 10))
}

/// A share as whole per cent.
#[must_use]
pub fn whole_percent(speaker: &crate::text::Speaker, share: f64) -> String {
    #[allow(clippy::cast_possible_truncation, reason = "a share")]
    speaker.rate(crate::level::units::Rate((share * 100.0).round() as i32 * 100))
}

/// Text in the heavier weight.
#[must_use]
pub fn strong(text: impl Into<String>) -> RichText {
    RichText::new(text)
        .font(theme::strong_font(theme::BODY))
        .color(theme::TEXT)
}

/// Less important text.
#[must_use]
pub fn weak(text: impl Into<String>) -> RichText {
    RichText::new(text).color(theme::WEAK)
}

/// Small, less important text.
#[must_use]
pub fn small(text: impl Into<String>) -> RichText {
    RichText::new(text).size(theme::SMALL).color(theme::WEAK)
}

/// A line of small text that wraps.
pub fn note(ui: &mut Ui, text: impl Into<String>) -> Response {
    ui.add(egui::Label::new(small(text)).wrap())
}

/// The button of a panel's main action. With a reason it is disabled and says why, on hover and in small text below.
pub fn primary_button(ui: &mut Ui, text: &str, reason: Option<&str>) -> bool {
    pointed_button(ui, text, reason, false)
}

/// The same, with a ring around it when the guide points there.
pub fn pointed_button(ui: &mut Ui, text: &str, reason: Option<&str>, points: bool) -> bool {
    if let Some(reason) = reason {
        disabled_button(ui, text, reason);
        return false;
    }
    let label = RichText::new(text)
        .font(theme::strong_font(theme::BODY))
        .color(theme::ON_ACCENT);
    let before = ui.visuals().clone();
    // Its text is dark, so what has the keyboard shows by a light ring.
    ui.visuals_mut().widgets.active.bg_stroke = Stroke::new(2.0, theme::TEXT);
    let drawn = ui.add(egui::Button::new(label).fill(theme::MINE));
    *ui.visuals_mut() = before;
    if points {
        marks::pointed(ui, drawn.rect);
    }
    drawn.clicked()
}

/// An ordinary button; disabled with a reason.
pub fn button(ui: &mut Ui, text: &str, reason: Option<&str>) -> bool {
    match reason {
        None => ui.button(text).clicked(),
        Some(reason) => {
            disabled_button(ui, text, reason);
            false
        }
    }
}

/// A button that can't be pressed, with the reason: on hover and below.
pub fn disabled_button(ui: &mut Ui, text: &str, reason: &str) {
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP_S;
        ui.add_enabled(false, egui::Button::new(text))
            .on_disabled_hover_text(reason);
        ui.horizontal_top(|ui| {
            marks::shape(ui, Shape::Stop);
            note(ui, reason);
        });
    });
}

/// A label, a number, and how it moved.
pub fn figure(ui: &mut Ui, label: &str, value: &str, delta: Option<f64>) -> Response {
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().item_spacing.y = 1.0;
            ui.vertical(|ui| {
                ui.label(small(label));
                ui.horizontal(|ui| {
                    ui.label(RichText::new(value).font(theme::strong_font(theme::LEAD)));
                    if let Some(delta) = delta.filter(|d| *d != 0.0) {
                        ui.label(small(signed(delta, 1)));
                    }
                });
            });
        })
        .response;
    marks::named(&response, &format!("{label}: {value}"));
    response
}

/// A card.
pub fn card<R>(ui: &mut Ui, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    framed(ui, theme::CARD, Stroke::new(1.0, theme::LINE), content)
}

/// A card that is selected, yours, or asks for attention: with a coloured edge.
pub fn card_lit<R>(ui: &mut Ui, edge: Color32, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    framed(ui, theme::CARD, Stroke::new(1.5, edge), content)
}

fn framed<R>(ui: &mut Ui, fill: Color32, edge: Stroke, content: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    Frame::new()
        .fill(fill)
        .stroke(edge)
        .corner_radius(theme::ROUND)
        .inner_margin(Margin::same(12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            content(ui)
        })
}

/// A small word with a shape: a state.
pub fn chip(ui: &mut Ui, shape: Shape, text: &str) -> Response {
    let ground = match shape {
        Shape::Done | Shape::Mine | Shape::In => theme::MINE_GROUND,
        Shape::Alert | Shape::Stop | Shape::Out => theme::ALERT_GROUND,
        Shape::Open => theme::RAISED,
    };
    let font = egui::FontId::proportional(theme::SMALL);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font, theme::TEXT);
    let size = egui::vec2(galley.size().x + 32.0, 22.0);
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    ui.painter().rect_filled(rect, theme::ROUND, ground);
    let mark = egui::Rect::from_center_size(egui::pos2(rect.left() + 13.0, rect.center().y), egui::Vec2::splat(10.0));
    marks::paint(ui, mark, shape);
    ui.painter().galley(
        egui::pos2(rect.left() + 24.0, rect.center().y - galley.size().y / 2.0),
        galley,
        theme::TEXT,
    );
    marks::named(&response, text);
    response
}

/// A small word without a state: a number, a date, a name.
pub fn tag(ui: &mut Ui, text: &str) -> Response {
    let galley = ui
        .painter()
        .layout_no_wrap(text.to_owned(), egui::FontId::proportional(theme::SMALL), theme::TEXT);
    let (rect, response) = ui.allocate_exact_size(egui::vec2(galley.size().x + 16.0, 22.0), egui::Sense::hover());
    ui.painter().rect_filled(rect, theme::ROUND, theme::RAISED);
    ui.painter().galley(
        egui::pos2(rect.left() + 8.0, rect.center().y - galley.size().y / 2.0),
        galley,
        theme::TEXT,
    );
    marks::named(&response, text);
    response
}

/// A part of a panel under a heading.
pub fn section<R>(ui: &mut Ui, title: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    ui.add_space(theme::GAP_S);
    ui.label(RichText::new(title).font(theme::strong_font(theme::LEAD)));
    ui.separator();
    let inner = content(ui);
    ui.add_space(theme::GAP_M);
    inner
}

/// A row with something at its right end.
pub fn row_with_end<R>(ui: &mut Ui, start: impl FnOnce(&mut Ui), end: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal(|ui| {
        start(ui);
        ui.with_layout(Layout::right_to_left(Align::Center), end).inner
    })
    .inner
}

/// A sentence behind a shape; wraps beside it.
pub fn sentence(ui: &mut Ui, shape: Shape, text: impl Into<String>) -> Response {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.vertical(|ui| {
            ui.add_space(3.0);
            marks::shape(ui, shape);
        });
        ui.add(egui::Label::new(text.into()).wrap())
    })
    .inner
}

/// A clickable sentence behind a shape, as wide as the panel.
pub fn link_row(ui: &mut Ui, shape: Shape, text: &str) -> Response {
    let width = ui.available_width();
    let galley = ui.painter().layout(
        text.to_owned(),
        egui::FontId::proportional(theme::BODY),
        theme::TEXT,
        width - 44.0,
    );
    let size = egui::vec2(width, (galley.size().y + 12.0).max(28.0));
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::click());
    let look = ui.style().interact(&response);
    ui.painter().rect(
        rect,
        theme::ROUND,
        look.weak_bg_fill,
        look.bg_stroke,
        egui::StrokeKind::Inside,
    );
    let mark = egui::Rect::from_center_size(egui::pos2(rect.left() + 16.0, rect.center().y), egui::Vec2::splat(10.0));
    marks::paint(ui, mark, shape);
    ui.painter().galley(
        egui::pos2(rect.left() + 32.0, rect.center().y - galley.size().y / 2.0),
        galley,
        theme::TEXT,
    );
    let words = text.to_owned();
    response.widget_info(move || egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &words));
    response
}

/// A clickable row of a list: a name with a mark, a value at its end.
pub fn value_row(ui: &mut Ui, shape: Option<Shape>, name: &str, value: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(egui::vec2(ui.available_width(), 26.0), egui::Sense::click());
    let look = ui.style().interact(&response);
    ui.painter().rect(
        rect,
        theme::ROUND,
        look.weak_bg_fill,
        look.bg_stroke,
        egui::StrokeKind::Inside,
    );
    let color = shape.map_or(theme::TEXT, Shape::color);
    if let Some(shape) = shape {
        let mark =
            egui::Rect::from_center_size(egui::pos2(rect.left() + 14.0, rect.center().y), egui::Vec2::splat(10.0));
        marks::paint(ui, mark, shape);
    }
    let (left, right) = (
        egui::pos2(rect.left() + 28.0, rect.center().y),
        egui::pos2(rect.right() - 10.0, rect.center().y),
    );
    ui.painter().text(
        left,
        egui::Align2::LEFT_CENTER,
        name,
        egui::FontId::proportional(theme::BODY),
        theme::TEXT,
    );
    ui.painter().text(
        right,
        egui::Align2::RIGHT_CENTER,
        value,
        theme::strong_font(theme::BODY),
        color,
    );
    let words = format!("{name} {value}");
    response.widget_info(move || egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &words));
    response
}

/// A row of choices of which one is taken.
pub fn choose<T: PartialEq + Copy>(ui: &mut Ui, taken: &mut T, choices: &[(T, String)]) -> bool {
    let mut changed = false;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(theme::GAP_S, theme::GAP_S);
        for (choice, text) in choices {
            let mine = *taken == *choice;
            if ui
                .add(egui::Button::selectable(mine, text.as_str()).frame_when_inactive(true))
                .clicked()
                && !mine
            {
                *taken = *choice;
                changed = true;
            }
        }
    });
    changed
}

/// The scrolling body of a panel.
pub fn body<R>(ui: &mut Ui, name: &str, content: impl FnOnce(&mut Ui) -> R) -> R {
    egui::ScrollArea::vertical()
        .id_salt(name)
        .auto_shrink([false, false])
        .show(ui, |ui| {
            Frame::new()
                .inner_margin(Margin {
                    left: 0,
                    right: 14,
                    top: 4,
                    bottom: 16,
                })
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    content(ui)
                })
                .inner
        })
        .inner
}
