//! The likely effect of something before it is made: asked for as soon as the pointer rests, shown as a range.

use bevy_egui::egui;
use egui::Ui;

use super::marks;
use super::widgets::{small, strong, weak};
use crate::client::scene::{Intent, PreviewKey, Scene};
use crate::client::theme;
use crate::rules::preview::Gain;
use crate::text::Value;

/// Shows the effect of something on the viewing seat, and asks for it where nobody did yet.
pub fn preview(ui: &mut Ui, scene: &Scene, key: &PreviewKey, out: &mut Vec<Intent>) -> Option<Gain> {
    let speaker = scene.speaker;
    let known = scene.previews.get(key);
    if known.is_none() && !ui.input(|i| i.pointer.any_down()) {
        let asked = Intent::Preview(key.clone());
        if !out.contains(&asked) {
            out.push(asked);
        }
    }
    let gain = known.flatten();
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = theme::GAP_S;
        ui.label(small(speaker.ui("ui-preview")))
            .on_hover_text(speaker.ui("ui-preview-explained"));
        match gain {
            Some(gain) => effect(ui, scene, gain),
            None => {
                ui.horizontal(|ui| {
                    ui.spinner();
                    ui.label(weak(speaker.ui("ui-preview-working")));
                });
            }
        }
    });
    gain
}

fn effect(ui: &mut Ui, scene: &Scene, gain: Gain) {
    let speaker = scene.speaker;
    let round = |v: f64| (v * 10.0).round() / 10.0;
    let [low, mid, high] = [gain.low, gain.mid, gain.high].map(round);
    let (signed_mid, signed_low, signed_high) = (
        super::widgets::signed(mid, 1),
        super::widgets::signed(low, 1),
        super::widgets::signed(high, 1),
    );
    ui.horizontal(|ui| {
        ui.label(strong(
            speaker.ui_with("ui-preview-mid", &[("points", Value::from(&signed_mid))]),
        ));
        marks::range(ui, low, mid, high);
    });
    if low != high {
        ui.label(small(speaker.ui_with(
            "ui-preview-range",
            &[("low", (&signed_low).into()), ("high", (&signed_high).into())],
        )));
    }
}
