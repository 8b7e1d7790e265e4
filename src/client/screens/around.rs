//! The screens around the game.

use bevy::prelude::*;
use bevy_egui::{EguiContexts, egui};

use super::{Intents, Shell, page, previews, scene};
use crate::client::board::view::MapView;
use crate::client::model::Model;
use crate::client::panels::screens;
use crate::client::previews::Foresight;
use crate::client::session::Session;
use crate::client::voice::Voice;

/// Gives the map the whole window.
fn whole_window(view: &mut MapView, ctx: &egui::Context) {
    view.place(ctx.viewport_rect(), ctx.pixels_per_point());
}

pub(super) fn title(
    mut contexts: EguiContexts,
    mut shell: ResMut<Shell>,
    mut intents: ResMut<Intents>,
    mut view: ResMut<MapView>,
    session: Res<Session>,
    voice: Res<Voice>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    whole_window(&mut view, ctx);
    let shell = &mut *shell;
    shell.title.busy = session.is_busy();
    shell.look_up_rivals();
    page(ctx, |ui| {
        screens::title(
            ui,
            &voice,
            &shell.cards,
            shell.rivals.as_ref(),
            &mut shell.title,
            &mut intents.0,
        );
    });
    Ok(())
}

pub(super) fn seats(
    mut contexts: EguiContexts,
    mut shell: ResMut<Shell>,
    mut intents: ResMut<Intents>,
    mut view: ResMut<MapView>,
    voice: Res<Voice>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    whole_window(&mut view, ctx);
    let shell = &mut *shell;
    let Some(level) = &shell.level else {
        return Ok(());
    };
    // Names of a level that isn't loaded yet come from the chosen one.
    let speaker = voice.with_level(Some(level.clone()));
    page(ctx, |ui| {
        screens::seats(ui, &speaker, level, &shell.seat_cards, &mut shell.seats, &mut intents.0);
    });
    Ok(())
}

pub(super) fn brief(
    mut contexts: EguiContexts,
    mut intents: ResMut<Intents>,
    mut view: ResMut<MapView>,
    shell: Res<Shell>,
    model: Res<Model>,
    foresight: Res<Foresight>,
    voice: Res<Voice>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    whole_window(&mut view, ctx);
    let Some(scene) = scene(&model, &voice, previews(&foresight), shell.selection) else {
        return Ok(());
    };
    page(ctx, |ui| screens::brief(ui, &scene, false, &mut intents.0));
    Ok(())
}

pub(super) fn debrief(
    mut contexts: EguiContexts,
    mut shell: ResMut<Shell>,
    mut intents: ResMut<Intents>,
    mut view: ResMut<MapView>,
    model: Res<Model>,
    voice: Res<Voice>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    whole_window(&mut view, ctx);
    let (Some(known), Some(debrief)) = (&model.known, &model.debrief) else {
        return Ok(());
    };
    let me = model.view.as_ref().and_then(|v| v.seat());
    let shell = &mut *shell;
    page(ctx, |ui| {
        screens::debrief(
            ui,
            &voice,
            known.level(),
            debrief,
            me,
            &mut shell.debrief,
            &mut intents.0,
        );
    });
    Ok(())
}
