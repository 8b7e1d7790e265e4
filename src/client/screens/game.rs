//! The game screen: the bar at the top, the open panel at the left, the map in what is left over.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};

use super::map::{MapLayer, Pointer};
use super::{Intents, Overlay, Shell, previews, root, scene};
use crate::client::model::Model;
use crate::client::panels::{guide, screens, top_bar, width};
use crate::client::previews::Foresight;
use crate::client::scene::{Intent, Scene};
use crate::client::theme;
use crate::client::voice::Voice;

pub(super) fn draw(
    mut contexts: EguiContexts,
    mut shell: ResMut<Shell>,
    mut intents: ResMut<Intents>,
    mut layer: MapLayer,
    mut pointer: Local<Pointer>,
    model: Res<Model>,
    foresight: Res<Foresight>,
    voice: Res<Voice>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let Some(scene) = scene(&model, &voice, previews(&foresight), shell.selection) else {
        return Ok(());
    };
    let shell = &mut *shell;
    let out = &mut intents.0;
    let point = shell.panels.guide.look(&scene, shell.open, out);
    let guided = shell.panels.guide.is_open() && guide::guide_of(&scene).is_some();
    let scene = Scene { guided, point, ..scene };
    let mut ui = root(ctx);
    let frame = egui::Frame::new()
        .fill(theme::PANEL)
        .inner_margin(egui::Margin::symmetric(12, 8));
    egui::Panel::top("top")
        .exact_size(top_bar::HEIGHT)
        .resizable(false)
        .frame(frame)
        .show(&mut ui, |ui| {
            shell.panels.show_top_bar(ui, &scene, shell.open, out);
        });
    if let Some(name) = shell.open {
        let most = ui.available_width() * 0.55;
        let side = frame.inner_margin(egui::Margin {
            left: 8,
            right: 4,
            top: 8,
            bottom: 4,
        });
        egui::Panel::left(egui::Id::new(("panel", name as u8)))
            .exact_size(width(name).min(most))
            .resizable(false)
            .frame(side)
            .show(&mut ui, |ui| shell.panels.show(name, ui, &scene, out));
    }
    let area = ui.available_rect_before_wrap();
    layer.view.place(area, ctx.pixels_per_point());
    layer.show(&mut ui, area, &scene, &mut pointer, &mut shell.overlay, out);
    guide_card(ctx, area, shell, &scene, out);
    if let Some(overlay) = shell.overlay {
        over(ctx, overlay, shell, &scene, out);
    }
    Ok(())
}

/// The guide's card on the map.
fn guide_card(ctx: &egui::Context, area: egui::Rect, shell: &mut Shell, scene: &Scene, out: &mut Vec<Intent>) {
    if shell.overlay.is_some() || !scene.guided {
        return;
    }
    // Above the key and the buttons of the map, at the side of the open panel.
    let corner = egui::pos2(area.left() + 10.0, area.bottom() - 104.0);
    egui::Area::new(egui::Id::new("guide"))
        .order(egui::Order::Middle)
        .pivot(egui::Align2::LEFT_BOTTOM)
        .fixed_pos(corner)
        .constrain_to(area)
        .show(ctx, |ui| {
            let frame = egui::Frame::new()
                .fill(theme::CARD)
                .stroke(egui::Stroke::new(1.5, theme::MINE))
                .corner_radius(theme::ROUND)
                .inner_margin(14);
            frame.show(ui, |ui| {
                guide::show(ui, scene, &mut shell.panels.guide, &mut shell.open, out);
            });
        });
}

/// A page over the game; its main button and Escape close it.
fn over(ctx: &egui::Context, overlay: Overlay, shell: &mut Shell, scene: &Scene, out: &mut Vec<Intent>) {
    let mut asked = Vec::new();
    let layer = egui::LayerId::new(egui::Order::Middle, egui::Id::new("overlay"));
    let area = egui::Area::new(layer.id)
        .order(layer.order)
        .fixed_pos(egui::Pos2::ZERO)
        .constrain(false);
    area.show(ctx, |ui| {
        let rect = ctx.viewport_rect();
        ui.set_min_size(rect.size());
        ui.painter().rect_filled(rect, 0.0, theme::GROUND);
        // What lies beneath must not be clicked through the page.
        ui.interact(rect, egui::Id::new("overlay ground"), egui::Sense::click_and_drag());
        let mut inner = ui.new_child(egui::UiBuilder::new().max_rect(rect));
        match overlay {
            Overlay::Brief => screens::brief(&mut inner, scene, true, &mut asked),
            Overlay::Sources => screens::sources(
                &mut inner,
                scene.speaker,
                scene.known.level(),
                &mut shell.sources,
                &mut asked,
            ),
        }
    });
    let closed = asked.iter().any(|i| matches!(i, Intent::Continue | Intent::Leave));
    if closed || ctx.input(|i| i.key_pressed(egui::Key::Escape)) {
        shell.overlay = None;
    }
    out.extend(
        asked
            .into_iter()
            .filter(|i| !matches!(i, Intent::Continue | Intent::Leave)),
    );
}
