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

    /// The key: a strip at the bottom, hidden and shown with the button beside the choice of goods.
    pub fn key(&self, ui: &mut Ui, area: Rect) {
        let speaker = self.scene.speaker;
        let shown_id = egui::Id::new("key shown");
        let mut shown: bool = ui.data(|d| d.get_temp(shown_id)).unwrap_or(true);
        let corner = Rect::from_min_size(
            area.min + Vec2::new(10.0, 50.0),
            Vec2::new((area.width() - 20.0).min(260.0), 28.0),
        );
        let mut row = ui.new_child(
            egui::UiBuilder::new()
                .max_rect(corner)
                .layout(egui::Layout::left_to_right(egui::Align::Center)),
        );
        if row
            .selectable_label(shown, egui::RichText::new(speaker.ui("ui-map-legend")).small())
            .clicked()
        {
            shown = !shown;
            ui.data_mut(|d| d.insert_temp(shown_id, shown));
        }
        if shown {
            strip(ui, area, self.scene);
        }
    }
}

type Sign<'a> = (String, Box<dyn Fn(&Painter, Pos2) + 'a>);

fn signs(scene: &Scene) -> Vec<Sign<'static>> {
    let speaker = scene.speaker;
    let along = Vec2::X * 14.0;
    let line = move |painter: &Painter, at: Pos2, color: Color32| {
        painter.line_segment([at - along, at + along], Stroke::new(3.0, color));
    };
    let mut signs: Vec<Sign> = Vec::new();
    for stage in [Stage::Mine, Stage::Separate, Stage::Magnet] {
        let draw = move |p: &Painter, at: Pos2| {
            line(p, at, stage_color(stage));
            facility(p, at, stage, Working::Runs(100));
        };
        signs.push((speaker.stage(stage), Box::new(draw)));
    }
    let plain = stage_color(Stage::Separate);
    let licence = move |p: &Painter, at: Pos2| {
        line(p, at, plain.gamma_multiply(0.6));
        gate(p, at, Vec2::X, plain);
    };
    signs.push((speaker.ui("panel-regime-licence"), Box::new(licence)));
    let ban = move |p: &Painter, at: Pos2| {
        p.add(egui::Shape::dotted_line(
            &[at - along, at + along],
            theme::ALERT,
            5.0,
            1.4,
        ));
        cross(p, at);
    };
    signs.push((speaker.ui("panel-regime-ban"), Box::new(ban)));
    let choked = move |p: &Painter, at: Pos2| {
        line(p, at, theme::ALERT);
        triangle(p, at, 6.5);
    };
    signs.push((speaker.ui("ui-map-choked"), Box::new(choked)));
    signs.push((
        speaker.ui("ui-map-facility-closed"),
        Box::new(|p: &Painter, at: Pos2| facility(p, at, Stage::Separate, Working::Closed)),
    ));
    signs.push((
        speaker.ui("ui-map-project"),
        Box::new(|p: &Painter, at: Pos2| facility(p, at, Stage::Separate, Working::Building)),
    ));
    signs.push((
        speaker.ui("ui-seat-you"),
        Box::new(|p: &Painter, at: Pos2| dot(p, at, Role::Own)),
    ));
    signs
}

/// Draws the signs with their words, in as few lines as fit.
fn strip(ui: &Ui, area: Rect, scene: &Scene) {
    const LINE: f32 = 20.0;
    const SIGN: f32 = 38.0;
    let painter = ui.painter();
    let font = egui::FontId::proportional(theme::SMALL);
    let worded = signs(scene).into_iter().map(|(text, draw)| {
        let words = text.clone();
        (painter.layout_no_wrap(text, font.clone(), theme::TEXT), words, draw)
    });
    let most = area.width() - 36.0;
    let (mut x, mut line) = (0.0_f32, 0.0_f32);
    let mut placed = Vec::new();
    let mut names = Vec::new();
    let mut widest = 0.0_f32;
    for (text, words, draw) in worded {
        let width = SIGN + text.size().x + 14.0;
        if x > 0.0 && x + width > most {
            (x, line) = (0.0, line + 1.0);
        }
        placed.push((Vec2::new(x, line * LINE), text, draw));
        names.push(words);
        x += width;
        widest = widest.max(x);
    }
    let size = Vec2::new(widest + 8.0, (line + 1.0) * LINE + 8.0);
    // Above the buttons in the other corner.
    let ground = Rect::from_min_size(egui::pos2(area.left() + 10.0, area.bottom() - 50.0 - size.y), size);
    painter.rect(
        ground,
        f32::from(theme::ROUND),
        theme::PANEL.gamma_multiply(0.88),
        Stroke::new(1.0, theme::LINE),
        egui::StrokeKind::Inside,
    );
    for (by, text, draw) in placed {
        let at = ground.min + Vec2::new(8.0, 4.0) + by;
        draw(painter, at + Vec2::new(SIGN / 2.0 - 3.0, LINE / 2.0));
        painter.galley(
            egui::pos2(at.x + SIGN, at.y + (LINE - text.size().y) / 2.0),
            text,
            theme::TEXT,
        );
    }
    let words = names.join(", ");
    let whole = ui.interact(ground, egui::Id::new("key strip"), egui::Sense::hover());
    whole.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Label, true, &words));
}
