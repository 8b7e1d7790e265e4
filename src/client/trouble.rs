//! What went wrong, told in a dialog: one sentence, and what can be done.

use std::sync::{Mutex, PoisonError};

use bevy::ecs::error::{BevyError, ErrorContext};
use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass, egui};

use super::scene::Intent;
use super::screens::{Intents, Screen};
use super::session::Session;
use super::theme;
use super::voice::Voice;
use crate::text::Value;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<Trouble>();
    app.add_systems(Update, collect);
    app.add_systems(
        EguiPrimaryContextPass,
        dialog
            .after(super::screens::DrawSystems)
            .run_if(resource_exists::<super::screens::Dressed>),
    );
}

/// Errors of systems, waiting to be told. Error handlers can't reach the world, so this is process-wide.
static WAITING: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// The handler of errors that systems return: a log line and a dialog, never a panic.
pub fn handle(error: BevyError, context: ErrorContext) {
    error!("{context}: {error}");
    let mut waiting = WAITING.lock().unwrap_or_else(PoisonError::into_inner);
    let sentence = error.to_string().lines().next().unwrap_or_default().to_owned();
    if waiting.len() < 4 && !waiting.contains(&sentence) {
        waiting.push(sentence);
    }
}

/// What is told now.
#[derive(Resource, Debug, Default)]
pub struct Trouble {
    sentence: Option<String>,
}

impl Trouble {
    /// Tells something; the first trouble stays until it is closed, what follows from it isn't told.
    pub fn tell(&mut self, sentence: String) {
        if self.sentence.is_none() {
            self.sentence = Some(sentence);
        }
    }

    /// What is told, if anything.
    #[must_use]
    pub fn sentence(&self) -> Option<&str> {
        self.sentence.as_deref()
    }
}

fn collect(mut trouble: ResMut<Trouble>, voice: Res<Voice>) {
    let waiting = std::mem::take(&mut *WAITING.lock().unwrap_or_else(PoisonError::into_inner));
    for what in waiting {
        trouble.tell(voice.ui_with("ui-error-unknown", &[("what", Value::from(&what))]));
    }
}

fn dialog(
    mut contexts: EguiContexts,
    mut trouble: ResMut<Trouble>,
    mut session: ResMut<Session>,
    mut intents: ResMut<Intents>,
    screen: Res<State<Screen>>,
    voice: Res<Voice>,
) -> Result {
    let ctx = contexts.ctx_mut()?;
    let Some(sentence) = trouble.sentence.clone() else {
        if session.is_busy() {
            busy(ctx, &session, &mut intents, &voice);
        }
        return Ok(());
    };
    let answer = egui::Modal::new(egui::Id::new("trouble")).show(ctx, |ui| {
        ui.set_width(420.0);
        ui.label(egui::RichText::new(sentence).size(theme::LEAD));
        ui.add_space(theme::GAP_L);
        ui.horizontal(|ui| {
            let mut answer = None;
            if session.can_rejoin() && ui.button(voice.ui("ui-button-try-again")).clicked() {
                answer = Some(true);
            }
            let close = if *screen == Screen::Title {
                "ui-button-ok"
            } else {
                "ui-button-close"
            };
            if ui.button(voice.ui(close)).clicked() {
                answer = Some(false);
            }
            answer
        })
        .inner
    });
    let escaped = answer.should_close().then_some(false);
    match answer.inner.or(escaped) {
        Some(true) => {
            trouble.sentence = None;
            session.rejoin();
        }
        Some(false) => {
            trouble.sentence = None;
            // Without a connection a game can't go on; the debrief needs none.
            let lost = matches!(session.state, super::session::SessionState::Ended);
            if lost && matches!(screen.get(), Screen::Brief | Screen::Game) {
                intents.0.push(Intent::Leave);
            }
        }
        None => {}
    }
    Ok(())
}

/// While a connection is made: where to, and a way back.
fn busy(ctx: &egui::Context, session: &Session, intents: &mut Intents, voice: &Voice) {
    egui::Modal::new(egui::Id::new("busy")).show(ctx, |ui| {
        ui.set_width(320.0);
        ui.horizontal(|ui| {
            ui.spinner();
            let address = session.chair.as_ref().map_or("…", |c| c.address.as_str());
            ui.label(voice.ui_with("ui-connecting", &[("address", Value::from(address))]));
        });
        ui.add_space(theme::GAP_M);
        if ui.button(voice.ui("ui-button-cancel")).clicked() {
            intents.0.push(Intent::Leave);
        }
    });
}
