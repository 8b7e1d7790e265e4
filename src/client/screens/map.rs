//! The map's area in the game screen: what the pointer and keys do there, and what lies over it.

use bevy::ecs::system::SystemParam;
use bevy::prelude::*;
use bevy_egui::egui;

use super::Overlay;
use crate::client::board::countries::{Atlas, country_of};
use crate::client::board::facilities::FacilityMark;
use crate::client::board::flows::FlowMark;
use crate::client::board::view::MapView;
use crate::client::board::{MapFocus, outline, paint};
use crate::client::panels::guide;
use crate::client::scene::{Intent, Scene, Selection};
use crate::client::session::Session;
use crate::client::theme;
use crate::text::Value;

/// What the map's area draws from and writes to.
#[derive(SystemParam)]
pub(super) struct MapLayer<'w, 's> {
    pub(super) view: ResMut<'w, MapView>,
    focus: ResMut<'w, MapFocus>,
    atlas: Option<Res<'w, Atlas>>,
    flows: Query<'w, 's, &'static FlowMark>,
    facilities: Query<'w, 's, &'static FacilityMark>,
    session: Res<'w, Session>,
}

/// What the pointer does.
#[derive(Debug, Default)]
pub(super) struct Pointer {
    dragging: bool,
}

/// Points a key press moves the map by.
const STEP: f32 = 60.0;

impl MapLayer<'_, '_> {
    /// Draws names, marks, key and buttons, and takes input.
    pub(super) fn show(
        &mut self,
        ui: &mut egui::Ui,
        area: egui::Rect,
        scene: &Scene,
        pointer: &mut Pointer,
        overlay: &mut Option<Overlay>,
        out: &mut Vec<Intent>,
    ) {
        let Some(atlas) = self.atlas.as_deref() else { return };
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(area));
        inner.set_clip_rect(area);
        let ground = inner.interact(area, egui::Id::new("map"), egui::Sense::click_and_drag());
        let name = scene.speaker.ui("ui-map");
        ground.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Other, true, &name));
        move_map(&mut self.view, &inner, &ground, pointer);
        let under = |at: egui::Pos2| -> Option<_> {
            let point = self.view.to_map(at);
            let shape = outline::at(&atlas.world, point.to_array());
            let found = shape.and_then(|s| country_of(scene.known.level(), &s.code));
            found.or_else(|| paint::place_near(&self.view, atlas, scene.known.level(), at))
        };
        let hovered = ground.hover_pos().and_then(under);
        let focus = MapFocus {
            selection: scene.selection,
            hovered,
            shows_trade: true,
        };
        if ground.clicked() {
            let country = ground.interact_pointer_pos().and_then(under);
            // The same country again, or the open sea, selects nothing.
            let country = country.filter(|c| scene.selection.country != Some(*c));
            out.push(Intent::Select(Selection {
                country,
                ..scene.selection
            }));
        }
        self.focus.set_if_neq(focus);
        let mut flows: Vec<&FlowMark> = self.flows.iter().collect();
        flows.sort_by(|a, b| a.flow.size.total_cmp(&b.flow.size));
        let canvas = paint::Canvas {
            scene,
            view: &self.view,
            atlas,
            hovered,
        };
        canvas.marks(&inner, &flows);
        canvas.names(&inner, &self.facilities.iter().collect::<Vec<_>>());
        if let Some(at) = ground.hover_pos().filter(|_| !ground.dragged()) {
            canvas.tell(&ground, at, &flows);
        }
        canvas.goods(&mut inner, area, out);
        canvas.key(&mut inner, area);
        canvas.chosen(&mut inner, area, out);
        self.buttons(&mut inner, area, scene, overlay, out);
    }

    /// The corner with zoom and pages.
    fn buttons(
        &mut self,
        ui: &mut egui::Ui,
        area: egui::Rect,
        scene: &Scene,
        overlay: &mut Option<Overlay>,
        out: &mut Vec<Intent>,
    ) {
        let speaker = scene.speaker;
        let corner = egui::Rect::from_min_max(
            egui::pos2(area.right() - 340.0, area.bottom() - 44.0),
            area.max - egui::vec2(10.0, 10.0),
        );
        let mut row = ui.new_child(
            egui::UiBuilder::new()
                .max_rect(corner)
                .layout(egui::Layout::right_to_left(egui::Align::Max)),
        );
        row.spacing_mut().item_spacing.x = theme::GAP_S;
        if let Some(code) = self.session.invitation() {
            let text = speaker.ui_with("ui-host-code", &[("code", Value::from(code))]);
            let place = egui::Rect::from_min_max(
                egui::pos2(area.left() + 10.0, corner.top()),
                egui::pos2(corner.left(), corner.bottom()),
            );
            ui.put(
                place,
                egui::Label::new(egui::RichText::new(text).color(theme::MINE))
                    .selectable(true)
                    .wrap(),
            );
        }
        if row.button(speaker.ui("ui-button-leave")).clicked() {
            out.push(Intent::Leave);
        }
        if row.button(speaker.ui("ui-panel-figures")).clicked() {
            *overlay = Some(Overlay::Sources);
        }
        if scene.view.seat().is_some() && row.button(speaker.ui("ui-brief")).clicked() {
            *overlay = Some(Overlay::Brief);
        }
        if guide::guide_of(scene).is_some() && row.button(speaker.ui("ui-guide")).clicked() {
            out.push(Intent::TurnGuide);
        }
        for (sign, by) in [("+", 1.25_f32), ("−", 0.8)] {
            let place = egui::pos2(
                area.right() - 40.0,
                if by > 1.0 { area.top() + 52.0 } else { area.top() + 84.0 },
            );
            let button = egui::Button::new(sign).min_size(egui::Vec2::splat(28.0));
            let rect = egui::Rect::from_min_size(place, egui::Vec2::splat(28.0));
            if ui.put(rect, button).clicked() {
                self.view.zoom(by, area.center());
            }
        }
    }
}

/// Drag, wheel, pinch and keys.
fn move_map(view: &mut MapView, ui: &egui::Ui, ground: &egui::Response, pointer: &mut Pointer) {
    if ground.dragged() && ground.drag_delta() != egui::Vec2::ZERO {
        view.drag(ground.drag_delta());
    }
    pointer.dragging = ground.dragged();
    if let Some(at) = ground.hover_pos() {
        let (wheel, pinch) = ui.input(|i| (i.smooth_scroll_delta().y, i.zoom_delta()));
        let by = pinch * (wheel / 500.0).exp();
        if (by - 1.0).abs() > 1e-4 {
            view.zoom(by, at);
        }
    }
    // Keys move the map while nothing else has the keyboard.
    let free = ui.memory(|m| m.focused().is_none_or(|id| id == ground.id));
    if !free {
        return;
    }
    use egui::Key;
    let pressed = |key| ui.input(|i| i.key_pressed(key) && !i.modifiers.any());
    let moves = [
        (Key::ArrowLeft, egui::vec2(STEP, 0.0)),
        (Key::ArrowRight, egui::vec2(-STEP, 0.0)),
        (Key::ArrowUp, egui::vec2(0.0, STEP)),
        (Key::ArrowDown, egui::vec2(0.0, -STEP)),
    ];
    for (key, by) in moves {
        if pressed(key) {
            view.drag(by);
        }
    }
    let typed = |keys: [Key; 2]| ui.input(|i| keys.iter().any(|k| i.key_pressed(*k)) && !i.modifiers.command);
    if typed([Key::Plus, Key::Equals]) {
        view.zoom(1.25, view.area.center());
    }
    if typed([Key::Minus, Key::Minus]) {
        view.zoom(0.8, view.area.center());
    }
}
