//! Small drawn things: shapes of state, bars, lines of scores, sparklines. Each carries its words for screen readers.

use bevy_egui::egui;
use egui::{Color32, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, WidgetType};

use super::widgets::signed;
use crate::client::theme;

/// A shape that says a state together with its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Filled circle: done, ready, kept.
    Done,
    /// Empty circle: not yet.
    Open,
    /// Triangle: needs attention.
    Alert,
    /// Square: stopped, forbidden, broken.
    Stop,
    /// Diamond: yours.
    Mine,
    /// Arrow towards the reader: you get.
    In,
    /// Arrow away: you give.
    Out,
}

impl Shape {
    /// Its colour.
    #[must_use]
    pub const fn color(self) -> Color32 {
        match self {
            Self::Done | Self::Mine | Self::In => theme::MINE,
            Self::Open => theme::WEAK,
            Self::Alert | Self::Stop | Self::Out => theme::ALERT,
        }
    }
}

/// Draws a shape in a box of text height.
pub fn shape(ui: &mut Ui, shape: Shape) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(12.0), Sense::hover());
    paint(ui, rect.shrink(1.0), shape);
    response
}

/// Draws a shape somewhere.
pub fn paint(ui: &Ui, rect: Rect, shape: Shape) {
    let (painter, color) = (ui.painter(), shape.color());
    let (c, r) = (rect.center(), rect.width().min(rect.height()) / 2.0);
    let polygon = |points: &[(f32, f32)]| {
        let points: Vec<Pos2> = points.iter().map(|(x, y)| c + Vec2::new(x * r, y * r)).collect();
        painter.add(egui::Shape::convex_polygon(points, color, Stroke::NONE));
    };
    match shape {
        Shape::Done => {
            painter.circle_filled(c, r, color);
        }
        Shape::Open => {
            painter.circle_stroke(c, r - 1.0, Stroke::new(1.5, color));
        }
        Shape::Alert => polygon(&[(0.0, -1.0), (1.0, 0.85), (-1.0, 0.85)]),
        Shape::Stop => {
            painter.rect_filled(Rect::from_center_size(c, Vec2::splat(r * 1.7)), 1.0, color);
        }
        Shape::Mine => polygon(&[(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)]),
        Shape::In => polygon(&[(-1.0, 0.0), (0.6, -1.0), (0.6, 1.0)]),
        Shape::Out => polygon(&[(1.0, 0.0), (-0.6, 1.0), (-0.6, -1.0)]),
    }
}

/// A bar from 0 to 1 with its label and value in words; `alert` marks a bad one.
pub fn bar(ui: &mut Ui, label: &str, fraction: f64, value: &str, alert: bool) -> Response {
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.horizontal(|ui| {
                if alert {
                    shape(ui, Shape::Alert);
                }
                ui.label(label);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.label(egui::RichText::new(value).font(theme::strong_font(theme::BODY)));
                });
            });
            thin_bar(ui, fraction, if alert { theme::ALERT } else { theme::MINE });
        })
        .response;
    named(&response, &format!("{label}: {value}"));
    response
}

/// Only the bar.
pub fn thin_bar(ui: &mut Ui, fraction: f64, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 6.0), Sense::hover());
    ui.painter().rect_filled(rect, 3.0, theme::RAISED);
    let part = rect.width() * as_f32(fraction.clamp(0.0, 1.0));
    if part > 0.5 {
        ui.painter().rect_filled(
            Rect::from_min_size(rect.min, Vec2::new(part.max(4.0), rect.height())),
            3.0,
            color,
        );
    }
}

/// Points of several lines against no deal: zero in the middle, to the right better, to the left worse.
pub fn line_scores(ui: &mut Ui, lines: &[(String, f64)]) -> Response {
    ui.horizontal(|ui| {
        for (label, points) in lines {
            line_score(ui, label, *points);
        }
    })
    .response
}

/// One line: name, points, and where they stand between −100 and 100.
pub fn line_score(ui: &mut Ui, label: &str, points: f64) -> Response {
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().item_spacing = Vec2::new(6.0, 1.0);
            ui.vertical(|ui| {
                ui.horizontal(|ui| {
                    ui.label(egui::RichText::new(label).size(theme::SMALL).color(theme::WEAK));
                    ui.label(egui::RichText::new(signed(points, 0)).font(theme::strong_font(theme::BODY)));
                });
                balance(ui, 84.0, points / 100.0);
            });
        })
        .response;
    named(&response, &format!("{label}: {}", signed(points, 0)));
    response
}

/// A bar that grows from its middle: −1 to 1.
pub fn balance(ui: &mut Ui, width: f32, value: f64) {
    let (rect, _) = ui.allocate_exact_size(Vec2::new(width, 6.0), Sense::hover());
    let painter = ui.painter();
    painter.rect_filled(rect, 3.0, theme::RAISED);
    let middle = rect.center().x;
    let end = middle + rect.width() / 2.0 * as_f32(value.clamp(-1.0, 1.0));
    let color = if value < 0.0 { theme::ALERT } else { theme::MINE };
    let part = Rect::from_x_y_ranges(middle.min(end)..=middle.max(end), rect.y_range());
    painter.rect_filled(part, 2.0, color);
    painter.vline(middle, rect.expand(2.0).y_range(), Stroke::new(1.0, theme::WEAK));
}

/// A range with its middle, around a zero line: a likely effect.
pub fn range(ui: &mut Ui, low: f64, mid: f64, high: f64) {
    let reach = low.abs().max(high.abs()).max(5.0) * 1.1;
    let (rect, _) = ui.allocate_exact_size(Vec2::new(ui.available_width().min(240.0), 16.0), Sense::hover());
    let painter = ui.painter();
    let x = |v: f64| rect.center().x + rect.width() / 2.0 * as_f32((v / reach).clamp(-1.0, 1.0));
    let track = Rect::from_center_size(rect.center(), Vec2::new(rect.width(), 6.0));
    painter.rect_filled(track, 3.0, theme::RAISED);
    let color = if mid < 0.0 { theme::ALERT } else { theme::MINE };
    let band = Rect::from_x_y_ranges(x(low)..=(x(high)).max(x(low) + 3.0), track.y_range());
    painter.rect_filled(band, 3.0, color.gamma_multiply(0.55));
    painter.vline(rect.center().x, rect.y_range(), Stroke::new(1.0, theme::WEAK));
    painter.rect_filled(
        Rect::from_center_size(egui::pos2(x(mid), rect.center().y), Vec2::new(4.0, 14.0)),
        2.0,
        color,
    );
}

/// A small line of values over time; the last one is marked.
pub fn sparkline(ui: &mut Ui, values: &[f64], color: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(96.0, 24.0), Sense::hover());
    let good: Vec<f64> = values.iter().copied().filter(|v| v.is_finite()).collect();
    let (low, high) = good.iter().fold((0.0_f64, 0.0_f64), |(l, h), v| (l.min(*v), h.max(*v)));
    let span = (high - low).max(1.0e-9);
    let inner = rect.shrink(3.0);
    let y = |v: f64| inner.bottom() - inner.height() * as_f32((v - low) / span);
    ui.painter()
        .hline(inner.x_range(), y(0.0), Stroke::new(1.0, theme::LINE));
    let steps = good.len().saturating_sub(1).max(1);
    let points: Vec<Pos2> = good
        .iter()
        .enumerate()
        .map(|(i, v)| egui::pos2(inner.left() + inner.width() * i as f32 / steps as f32, y(*v)))
        .collect();
    if let Some(last) = points.last().copied() {
        ui.painter().add(egui::Shape::line(points, Stroke::new(1.5, color)));
        ui.painter().circle_filled(last, 2.5, color);
    }
    response
}

/// Steps of political capital: filled and empty diamonds.
pub fn pips(ui: &mut Ui, filled: i32, of: i32, label: &str) -> Response {
    let count = of.max(filled).max(0);
    let size = Vec2::new(14.0 * count as f32, 16.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    for at in 0..count {
        let center = egui::pos2(rect.left() + 14.0 * at as f32 + 7.0, rect.center().y);
        let points: Vec<Pos2> = [(0.0, -6.0), (6.0, 0.0), (0.0, 6.0), (-6.0, 0.0)]
            .iter()
            .map(|(x, y)| center + Vec2::new(*x, *y))
            .collect();
        let (fill, edge) = if at < filled {
            (theme::MINE, theme::MINE)
        } else {
            (Color32::TRANSPARENT, theme::WEAK)
        };
        ui.painter()
            .add(egui::Shape::convex_polygon(points, fill, Stroke::new(1.2, edge)));
    }
    named(&response, &format!("{label}: {filled}"));
    response
}

/// How far one is in a row of steps: a bar in parts, those done filled, the one that is due with an edge.
pub fn steps(ui: &mut Ui, done: usize, of: usize) -> Response {
    let size = Vec2::new(ui.available_width(), 5.0);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let part = rect.width() / of.max(1) as f32;
    for at in 0..of {
        let left = rect.left() + part * at as f32;
        let cell = Rect::from_min_size(egui::pos2(left, rect.top()), Vec2::new(part - 3.0, rect.height()));
        let fill = if at < done { theme::MINE } else { theme::RAISED };
        ui.painter().rect_filled(cell, 2.0, fill);
        if at == done {
            ui.painter()
                .rect_stroke(cell, 2.0, Stroke::new(1.0, theme::MINE), StrokeKind::Inside);
        }
    }
    named(&response, &format!("{done}/{of}"));
    response
}

/// Leads the eye to a control: a white ring around it.
pub fn pointed(ui: &Ui, rect: Rect) {
    ui.painter().rect_stroke(
        rect.expand(3.0),
        theme::ROUND + 2,
        Stroke::new(2.0, theme::TEXT),
        StrokeKind::Middle,
    );
}

/// Stars of a goal: filled when met.
pub fn stars(ui: &mut Ui, count: u8, met: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::new(3.0 * 16.0, 16.0), Sense::hover());
    for at in 0..count {
        let center = egui::pos2(rect.left() + 16.0 * f32::from(at) + 8.0, rect.center().y);
        let color = if met { theme::MINE } else { theme::WEAK };
        star(ui, center, 7.0, color, met);
    }
    response
}

fn star(ui: &Ui, center: Pos2, radius: f32, color: Color32, filled: bool) {
    let point = |at: usize| {
        let angle = std::f32::consts::TAU * (at as f32 / 10.0 - 0.25);
        let r = if at.is_multiple_of(2) { radius } else { radius * 0.45 };
        center + Vec2::angled(angle) * r
    };
    let points: Vec<Pos2> = (0..10).map(point).collect();
    if filled {
        // A star isn't convex, but every point of it can be seen from its middle: one fan, without seams between parts.
        let mut fan = egui::Mesh::default();
        fan.colored_vertex(center, color);
        for at in &points {
            fan.colored_vertex(*at, color);
        }
        for at in 0..10_u32 {
            fan.add_triangle(0, at + 1, (at + 1) % 10 + 1);
        }
        ui.painter().add(fan);
        ui.painter()
            .add(egui::Shape::closed_line(points, Stroke::new(0.8, color)));
    } else {
        ui.painter()
            .add(egui::Shape::closed_line(points, Stroke::new(1.2, color)));
    }
}

/// A frame around something selected.
pub fn ring(ui: &Ui, rect: Rect, color: Color32) {
    ui.painter()
        .rect_stroke(rect, theme::ROUND, Stroke::new(1.5, color), StrokeKind::Inside);
}

/// Gives a drawn thing its words.
pub fn named(response: &Response, words: &str) {
    let words = words.to_owned();
    response.widget_info(move || WidgetInfo::labeled(WidgetType::Label, true, &words));
}

#[allow(clippy::cast_possible_truncation, reason = "positions on a screen")]
const fn as_f32(value: f64) -> f32 {
    value as f32
}
