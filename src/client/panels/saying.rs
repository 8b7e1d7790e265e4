//! Saying it first: a threat or a promise of the order in the form, with a deadline.

use bevy_egui::egui;
use egui::Ui;

use super::forms::{fields, pick, seats};
use super::marks::Shape;
use super::sketch::{Sketch, me};
use super::widgets::{card, choose, note, primary_button, sentence, small};
use crate::client::scene::{Intent, Scene};
use crate::level::ids::SeatId;
use crate::level::order::Order;
use crate::level::units::Turn;
use crate::rules::command::Command;
use crate::rules::{Said, Standing, Statement, Tone, limits};

/// What is filled in.
#[derive(Debug)]
pub struct Saying {
    tone: Tone,
    target: Option<SeatId>,
    due: u16,
}

impl Default for Saying {
    fn default() -> Self {
        Self {
            tone: Tone::Threat,
            target: None,
            due: 2,
        }
    }
}

/// Draws the form and the ledger.
pub fn saying(
    ui: &mut Ui,
    scene: &Scene,
    state: &mut Saying,
    sketch: &mut Sketch,
    order: Option<Order>,
    out: &mut Vec<Intent>,
) {
    let speaker = scene.speaker;
    if let Some(order) = order.filter(|_| scene.view.seat().is_some()) {
        card(ui, |ui| {
            note(ui, speaker.ui("panel-say-hint"));
            ui.label(speaker.order(&order));
            choose(
                ui,
                &mut state.tone,
                &[
                    (Tone::Threat, speaker.tone(Tone::Threat)),
                    (Tone::Promise, speaker.tone(Tone::Promise)),
                ],
            );
            let others = seats(scene, |s| s != me(scene));
            let target = state
                .target
                .or_else(|| aimed_at(scene, &order))
                .or_else(|| others.first().map(|(s, _)| *s));
            let Some(mut target) = target else { return };
            fields(ui, |ui| {
                pick(ui, &speaker.ui("panel-said-to"), &mut target, &others);
                let due: Vec<(u16, String)> = (0..=limits::DEADLINE)
                    .filter(|d| scene.live.turn.0 + d < scene.known.level().played_turns())
                    .map(|d| (d, speaker.turn(Turn(scene.live.turn.0 + d))))
                    .collect();
                pick(ui, &speaker.ui("panel-due"), &mut state.due, &due);
            });
            state.target = Some(target);
            let due = Turn(scene.live.turn.0.saturating_add(state.due));
            let command = Command::State(Statement {
                tone: state.tone,
                target,
                order,
                due,
            });
            let reason = sketch.why_not(scene, &command);
            note(ui, speaker.ui("ui-tip-threat"));
            let key = if state.tone == Tone::Threat {
                "ui-button-threaten"
            } else {
                "ui-button-promise"
            };
            if primary_button(ui, &speaker.ui(key), reason.as_deref()) {
                out.push(Intent::Command(command));
            }
        });
    }
    ui.label(small(speaker.ui("ui-ledger")));
    ledger(ui, scene, &scene.live.ledger);
}

/// The seat an order is aimed at.
fn aimed_at(scene: &Scene, order: &Order) -> Option<SeatId> {
    let country = match *order {
        Order::Tariff { partner, .. } => partner,
        Order::ExportTax { destination, .. } => destination,
        Order::Control { destination, .. } | Order::Suspend { destination, .. } => destination?,
        _ => return None,
    };
    scene
        .known
        .level()
        .countries
        .get(country.index())?
        .seat
        .filter(|s| *s != me(scene))
}

/// Threats and promises with what became of them.
pub fn ledger(ui: &mut Ui, scene: &Scene, ledger: &[Said]) {
    let speaker = scene.speaker;
    if ledger.is_empty() {
        note(ui, speaker.ui("ui-ledger-none"));
    }
    for said in ledger {
        said_row(ui, scene.speaker, said);
    }
}

/// One statement.
pub fn said_row(ui: &mut Ui, speaker: &crate::text::Speaker, said: &Said) {
    let shape = match said.standing {
        Standing::Open => Shape::Open,
        Standing::Kept | Standing::Answered => Shape::Done,
        Standing::Empty => Shape::Stop,
    };
    let news = crate::rules::news::News::Stated {
        by: said.seat,
        target: said.statement.target,
        tone: said.statement.tone,
        order: said.statement.order,
        due: said.statement.due,
    };
    sentence(
        ui,
        shape,
        format!(
            "{} ({})",
            speaker.news(&news),
            speaker.statement_standing(said.standing)
        ),
    );
}
