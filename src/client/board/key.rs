//! The signs of the map, the key that explains them, and the choice of goods.

use bevy_egui::egui;
use egui::{Color32, Galley, Painter, Pos2, Rect, Stroke, Ui, Vec2};
use std::sync::Arc;

use super::countries::Role;
use super::facilities::Working;
use super::flows::stage_color;
use super::paint::Canvas;
use super::trade::is_mineral;
use crate::client::scene::{Intent, Scene, Selection};
use crate::client::theme;
use crate::level::Stage;
use crate::level::ids::{ChainId, GoodId};

const SHADE: Color32 = Color32::from_rgba_premultiplied(6, 9, 12, 225);

/// Text with a dark edge, readable over land, sea and flows.
pub fn shadowed(painter: &Painter, at: Pos2, text: Arc<Galley>) {
    for by in [(-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (1.0, 1.0)] {
        painter.galley_with_override_text_color(at + Vec2::from(by), Arc::clone(&text), SHADE);
    }
    painter.galley(at, text, theme::TEXT);
}

/// Where a country stands: a diamond for one's own, a disc for a seat, a ring for a model country.
pub fn dot(painter: &Painter, at: Pos2, role: Role) {
    match role {
        Role::Own => polygon(
            painter,
            at,
            6.5,
            &[(0.0, -1.0), (1.0, 0.0), (0.0, 1.0), (-1.0, 0.0)],
            theme::MINE,
        ),
        Role::Seat => {
            painter.circle(at, 4.0, theme::TEXT, Stroke::new(1.5, SHADE));
        }
        _ => {
            painter.circle(at, 3.0, SHADE, Stroke::new(1.2, theme::WEAK));
        }
    }
}

fn polygon(painter: &Painter, at: Pos2, r: f32, points: &[(f32, f32)], color: Color32) {
    let points: Vec<Pos2> = points.iter().map(|(x, y)| at + Vec2::new(x * r, y * r)).collect();
    painter.add(egui::Shape::convex_polygon(points, color, Stroke::new(1.5, SHADE)));
}

/// A facility: a peak for mines, a drop-like hexagon for separation, a square for magnets; crossed out when closed, hollow
/// while it is being built; filled from below as far as it is used.
pub fn facility(painter: &Painter, at: Pos2, stage: Stage, working: Working) {
    let color = stage_color(stage);
    let shape: &[(f32, f32)] = match stage {
        Stage::Mine => &[(0.0, -1.0), (1.0, 0.9), (-1.0, 0.9)],
        Stage::Separate => &[
            (-0.5, -0.9),
            (0.5, -0.9),
            (1.0, 0.0),
            (0.5, 0.9),
            (-0.5, 0.9),
            (-1.0, 0.0),
        ],
        Stage::Magnet | Stage::General => &[(-0.85, -0.85), (0.85, -0.85), (0.85, 0.85), (-0.85, 0.85)],
    };
    let points: Vec<Pos2> = shape.iter().map(|(x, y)| at + Vec2::new(x * 5.5, y * 5.5)).collect();
    let outline = |fill: Color32| {
        painter.add(egui::Shape::convex_polygon(
            points.clone(),
            SHADE,
            Stroke::new(2.5, SHADE),
        ));
        painter.add(egui::Shape::convex_polygon(
            points.clone(),
            fill,
            Stroke::new(1.3, color),
        ));
    };
    match working {
        Working::Runs(share) => {
            outline(Color32::TRANSPARENT);
            let top = at.y + 5.5 - 11.0 * f32::from(share) / 100.0;
            let below = Rect::from_min_max(egui::pos2(at.x - 8.0, top), egui::pos2(at.x + 8.0, at.y + 8.0));
            painter
                .with_clip_rect(below.intersect(painter.clip_rect()))
                .add(egui::Shape::convex_polygon(points, color, Stroke::NONE));
        }
        Working::Building => {
            outline(SHADE);
            painter.line_segment([at - Vec2::X * 2.5, at + Vec2::X * 2.5], Stroke::new(1.4, color));
            painter.line_segment([at - Vec2::Y * 2.5, at + Vec2::Y * 2.5], Stroke::new(1.4, color));
        }
        Working::Closed => {
            outline(SHADE);
            cross(painter, at);
        }
    }
}

/// Which way a flow runs.
pub fn arrow(painter: &Painter, at: Pos2, way: Vec2, size: f32, color: Color32) {
    let side = way.rot90();
    let points = vec![
        at + way * size,
        at - way * size * 0.4 + side * size * 0.62,
        at - way * size * 0.4 - side * size * 0.62,
    ];
    painter.add(egui::Shape::convex_polygon(points, color, Stroke::new(1.0, SHADE)));
}

/// A licence: two posts across the flow.
pub fn gate(painter: &Painter, at: Pos2, way: Vec2, color: Color32) {
    let side = way.rot90() * 7.0;
    for place in [at - way * 2.6, at + way * 2.6] {
        painter.line_segment([place - side, place + side], Stroke::new(4.5, SHADE));
        painter.line_segment([place - side, place + side], Stroke::new(2.0, color));
    }
}

/// A ban: a cross.
pub fn cross(painter: &Painter, at: Pos2) {
    for (width, color) in [(5.0, SHADE), (2.4, theme::ALERT)] {
        for by in [Vec2::new(5.0, 5.0), Vec2::new(5.0, -5.0)] {
            painter.line_segment([at - by, at + by], Stroke::new(width, color));
        }
    }
}

/// Choked: a triangle with a stroke in it.
pub fn triangle(painter: &Painter, at: Pos2, r: f32) {
    polygon(painter, at, r, &[(0.0, -1.0), (1.0, 0.8), (-1.0, 0.8)], theme::ALERT);
    painter.line_segment(
        [at - Vec2::Y * r * 0.4, at + Vec2::Y * r * 0.25],
        Stroke::new(1.6, theme::ON_ACCENT),
    );
    painter.circle_filled(at + Vec2::Y * r * 0.52, 0.9, theme::ON_ACCENT);
}

fn label_of(scene: &Scene, good: Option<GoodId>) -> String {
    good.map_or_else(|| scene.speaker.ui("ui-map-all-goods"), |g| scene.speaker.good(g))
}

impl Canvas<'_> {
    /// The choice of which goods' flows are shown, in the upper left corner.
    pub fn goods(&self, ui: &mut Ui, area: Rect, out: &mut Vec<Intent>) {
        let (scene, level) = (self.scene, self.scene.known.level());
        let corner = Rect::from_min_size(
            area.min + Vec2::splat(10.0),
            Vec2::new((area.width() - 20.0).min(420.0), 32.0),
        );
        let mut row = ui.new_child(
            egui::UiBuilder::new()
                .max_rect(corner)
                .layout(egui::Layout::left_to_right(egui::Align::Center)),
        );
        let selected = scene.selection.good.filter(|g| is_mineral(level, *g));
        let label = row.label(egui::RichText::new(scene.speaker.ui("ui-map-flows")).color(theme::WEAK));
        let choose = |ui: &mut Ui, good: Option<GoodId>, out: &mut Vec<Intent>| {
            if ui.selectable_label(selected == good, label_of(scene, good)).clicked() {
                out.push(Intent::Select(Selection {
                    good,
                    ..scene.selection
                }));
            }
        };
        egui::ComboBox::from_id_salt("flows")
            .width(220.0)
            .selected_text(label_of(scene, selected))
            .show_ui(&mut row, |ui| {
                choose(ui, None, out);
                for (at, chain) in level.chains.iter().enumerate() {
                    ui.separator();
                    ui.label(
                        egui::RichText::new(scene.speaker.chain_name(ChainId::at(at)))
                            .small()
                            .color(theme::WEAK),
                    );
                    for good in &chain.goods {
                        choose(ui, Some(*good), out);
                    }
                }
            })
            .response
            .labelled_by(label.id);
    }

    /// The key, in the lower left corner.
    pub fn key(&self, ui: &mut Ui, area: Rect) {
        let speaker = self.scene.speaker;
        let place = Rect::from_min_max(
            egui::pos2(area.left() + 10.0, area.top() + 50.0),
            area.max - Vec2::new(10.0, 10.0),
        );
        let mut corner = ui.new_child(
            egui::UiBuilder::new()
                .max_rect(place)
                .layout(egui::Layout::bottom_up(egui::Align::Min)),
        );
        let frame = egui::Frame::new()
            .fill(theme::PANEL.gamma_multiply(0.92))
            .stroke(Stroke::new(1.0, theme::LINE))
            .corner_radius(theme::ROUND)
            .inner_margin(8);
        frame.show(&mut corner, |ui| {
            ui.with_layout(egui::Layout::top_down(egui::Align::Min), |ui| {
                let heading = egui::RichText::new(speaker.ui("ui-map-legend")).small();
                egui::CollapsingHeader::new(heading)
                    .id_salt("key")
                    .default_open(true)
                    .show(ui, |ui| signs(ui, self.scene));
            });
        });
    }
}

fn signs(ui: &mut Ui, scene: &Scene) {
    let speaker = scene.speaker;
    ui.spacing_mut().item_spacing = Vec2::new(6.0, 2.0);
    let along = Vec2::X;
    let row = |ui: &mut Ui, text: String, draw: &dyn Fn(&Painter, Pos2)| {
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(Vec2::new(34.0, 15.0), egui::Sense::hover());
            draw(ui.painter(), rect.center());
            ui.label(egui::RichText::new(text).small());
        });
    };
    let line = |painter: &Painter, at: Pos2, color: Color32| {
        painter.line_segment([at - along * 16.0, at + along * 16.0], Stroke::new(3.0, color));
    };
    row(ui, speaker.ui("ui-seat-you"), &|p, at| dot(p, at, Role::Own));
    for stage in [Stage::Mine, Stage::Separate, Stage::Magnet] {
        row(ui, speaker.stage(stage), &|p, at| {
            line(p, at, stage_color(stage));
            facility(p, at, stage, Working::Runs(100));
        });
    }
    let plain = stage_color(Stage::Separate);
    row(ui, speaker.ui("panel-regime-licence"), &|p, at| {
        line(p, at, plain.gamma_multiply(0.6));
        gate(p, at, along, plain);
    });
    row(ui, speaker.ui("panel-regime-ban"), &|p, at| {
        p.add(egui::Shape::dotted_line(
            &[at - along * 16.0, at + along * 16.0],
            theme::ALERT,
            5.0,
            1.4,
        ));
        cross(p, at);
    });
    row(ui, speaker.ui("ui-map-choked"), &|p, at| {
        line(p, at, theme::ALERT);
        triangle(p, at, 6.5);
    });
    row(ui, speaker.ui("ui-map-facility-closed"), &|p, at| {
        facility(p, at, Stage::Separate, Working::Closed)
    });
    row(ui, speaker.ui("ui-map-project"), &|p, at| {
        facility(p, at, Stage::Separate, Working::Building)
    });
}
