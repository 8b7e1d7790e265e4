//! Agreements: in force with the standing of every clause, then those that are over.

use bevy_egui::egui;
use egui::Ui;

use super::clauses;
use super::marks::Shape;
use super::measures::capital;
use super::saying::ledger;
use super::sketch::Sketch;
use super::widgets::{button, card, chip, note, section, sentence, strong, tag};
use crate::client::scene::{Intent, Scene};
use crate::client::theme;
use crate::level::order::{Order, OrderKey};
use crate::level::units::Turn;
use crate::rules::command::Command;
use crate::rules::offer::{Agreement, AgreementStanding};
use crate::text::{Speaker, Value};

/// Draws them.
pub fn agreements(ui: &mut Ui, scene: &Scene, sketch: &mut Sketch, out: &mut Vec<Intent>) {
    let speaker = scene.speaker;
    let binding = |a: &&Agreement| matches!(a.standing, AgreementStanding::InForce | AgreementStanding::Formed);
    let (now, over): (Vec<&Agreement>, Vec<&Agreement>) = scene.view.agreements.iter().partition(binding);
    if now.is_empty() {
        sentence(ui, Shape::Open, speaker.ui("ui-agreements-none"));
    }
    for agreement in now {
        card(ui, |ui| {
            head(ui, speaker, agreement);
            clauses::text(ui, speaker, scene.view.seat(), &agreement.draft, &agreement.clauses);
            breach(ui, scene, sketch, agreement, out);
        });
    }
    if !over.is_empty() {
        section(ui, &speaker.ui("panel-agreements-over"), |ui| {
            for agreement in over {
                card(ui, |ui| {
                    head(ui, speaker, agreement);
                    clauses::text(ui, speaker, scene.view.seat(), &agreement.draft, &agreement.clauses);
                });
            }
        });
    }
    section(ui, &speaker.ui("ui-ledger"), |ui| ledger(ui, scene, &scene.live.ledger));
}

/// Parties, number, standing.
pub fn head(ui: &mut Ui, speaker: &Speaker, agreement: &Agreement) {
    let title = capital(&format!(
        "{} · {}",
        speaker.agreement(agreement.id),
        speaker.seats(&agreement.draft.parties)
    ));
    ui.add(egui::Label::new(strong(title).size(theme::LEAD)).wrap());
    ui.horizontal_wrapped(|ui| {
        let shape = match agreement.standing {
            AgreementStanding::InForce | AgreementStanding::Formed => Shape::Done,
            AgreementStanding::Expired => Shape::Open,
            AgreementStanding::Broken(_) => Shape::Stop,
        };
        chip(ui, shape, &speaker.agreement_standing(agreement.standing));
        let last = Turn(agreement.until.0.saturating_sub(1));
        tag(
            ui,
            &speaker.ui_with("ui-agreement-until", &[("turn", Value::from(last))]),
        );
        if agreement.given {
            tag(ui, &speaker.ui("panel-given"));
        }
    });
}

fn breach(ui: &mut Ui, scene: &Scene, sketch: &mut Sketch, agreement: &Agreement, out: &mut Vec<Intent>) {
    let (speaker, Some(seat)) = (scene.speaker, scene.view.seat()) else {
        return;
    };
    if !agreement.draft.parties.contains(&seat) {
        return;
    }
    let key = OrderKey::Breach(agreement.id);
    if scene
        .view
        .mine()
        .is_some_and(|own| own.orders.iter().any(|o| o.key() == key))
    {
        sentence(ui, Shape::Alert, speaker.ui("panel-breach-sealed"));
        if ui.button(speaker.ui("ui-button-unseal")).clicked() {
            out.push(Intent::Command(Command::Unseal(key)));
        }
        return;
    }
    let command = Command::Seal(Order::Breach {
        agreement: agreement.id,
    });
    let reason = sketch.why_not(scene, &command);
    ui.menu_button(speaker.ui("ui-button-breach"), |ui| {
        note(ui, speaker.ui("ui-tip-breach"));
        if button(ui, &speaker.ui("panel-breach-seal"), reason.as_deref()) {
            out.push(Intent::Command(command));
            ui.close();
        }
    });
}
