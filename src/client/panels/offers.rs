//! Open offers: first those that await an answer, then one's own.

use bevy_egui::egui;
use egui::Ui;

use super::clauses;
use super::marks::{self, Shape};
use super::preview::preview;
use super::sketch::{Sketch, me};
use super::widgets::{button, card_lit, chip, note, pointed_button, sentence, small, strong, tag};
use crate::client::scene::{Intent, Point, PreviewKey, Scene};
use crate::client::theme;
use crate::level::clause::Draft;
use crate::level::ids::OfferId;
use crate::rules::command::Command;
use crate::rules::offer::{Offer, Reason};
use crate::rules::would_void;
use crate::text::Value;

/// Reasons in the order of the menu.
const REASONS: [Reason; 6] = [
    Reason::TooLittle,
    Reason::RedLine,
    Reason::CannotAfford,
    Reason::OtherDeal,
    Reason::NoTrust,
    Reason::NotNow,
];

/// What the list asks of the desk.
pub enum Asked {
    /// Counter this offer.
    Counter(OfferId),
}

/// Draws the list; `focus` is scrolled to once.
pub fn offers(
    ui: &mut Ui,
    scene: &Scene,
    sketch: &mut Sketch,
    focus: &mut Option<OfferId>,
    out: &mut Vec<Intent>,
) -> Option<Asked> {
    let seat = scene.view.seat();
    let mut asked = None;
    let mut all: Vec<&Offer> = scene.view.offers.iter().collect();
    all.sort_by_key(|o| !seat.is_some_and(|s| o.awaits(s)));
    for offer in &all {
        let waits = seat.is_some_and(|s| o_waits(offer, s));
        let edge = if waits { theme::ALERT } else { theme::LINE };
        let card = card_lit(ui, edge, |ui| {
            head(ui, scene, offer, waits);
            clauses::text(ui, scene.speaker, seat, &offer.draft, &[]);
            if seat.is_some() {
                ui.separator();
                let gain = preview(ui, scene, &PreviewKey::Draft(offer.draft.clone()), out);
                if waits {
                    warnings(ui, scene, sketch, &offer.draft, gain.map(|g| g.mid));
                    if answer(ui, scene, sketch, offer, out) {
                        asked = Some(Asked::Counter(offer.id));
                    }
                } else {
                    mine(ui, scene, sketch, offer, out);
                }
            }
        });
        if *focus == Some(offer.id) {
            card.response.scroll_to_me(Some(egui::Align::TOP));
            *focus = None;
        }
    }
    if all.is_empty() {
        sentence(ui, Shape::Open, scene.speaker.ui("ui-offers-none"));
    }
    asked
}

fn o_waits(offer: &Offer, seat: crate::level::ids::SeatId) -> bool {
    offer.awaits(seat)
}

fn head(ui: &mut Ui, scene: &Scene, offer: &Offer, waits: bool) {
    let speaker = scene.speaker;
    let title = speaker.ui_with(
        "ui-offer-from",
        &[("offer", Value::from(offer.id)), ("seat", offer.author.into())],
    );
    ui.label(strong(title).size(theme::LEAD));
    ui.horizontal_wrapped(|ui| {
        if offer.revision > 1 {
            tag(
                ui,
                &speaker.ui_with("ui-offer-revision", &[("revision", i64::from(offer.revision).into())]),
            );
        }
        if waits {
            chip(ui, Shape::Alert, &speaker.ui("panel-awaits-you"));
        } else {
            let open: Vec<_> = offer
                .draft
                .parties
                .iter()
                .copied()
                .filter(|p| offer.awaits(*p))
                .collect();
            chip(
                ui,
                Shape::Open,
                &speaker.ui_with("ui-offer-awaits", &[("seats", (&speaker.seats(&open)).into())]),
            );
        }
        ui.label(small(speaker.ui_with(
            "ui-offer-signed-by",
            &[("seats", (&speaker.seats(&offer.signed)).into())],
        )));
    });
}

/// What a signature would cost beside the text: own orders that become void, a value below the brief's.
pub fn warnings(ui: &mut Ui, scene: &Scene, sketch: &mut Sketch, draft: &Draft, value: Option<f64>) {
    let speaker = scene.speaker;
    for order in would_void(sketch.of(scene), me(scene), &draft.clauses) {
        sentence(
            ui,
            Shape::Alert,
            speaker.ui_with("ui-would-void", &[("order", order.into())]),
        );
    }
    let walk = scene
        .known
        .level()
        .seats
        .get(me(scene).index())
        .map_or(0.0, |s| s.walk_away);
    if value.is_some_and(|v| v < walk) {
        sentence(
            ui,
            Shape::Alert,
            speaker.ui_with("panel-below-walk", &[("points", walk.into())]),
        );
    }
}

/// Buttons of an offer that waits; true to counter.
fn answer(ui: &mut Ui, scene: &Scene, sketch: &mut Sketch, offer: &Offer, out: &mut Vec<Intent>) -> bool {
    let speaker = scene.speaker;
    let accept = Command::Accept {
        offer: offer.id,
        revision: offer.revision,
    };
    let sending = scene.pending.contains(&accept);
    let sign = sketch.why_not(scene, &accept);
    // A text that says the same can be sent back, so only the circumstances can forbid a counter.
    let counter = Command::Counter {
        offer: offer.id,
        revision: offer.revision,
        draft: offer.draft.clone(),
    };
    let counter = sketch.why_not(scene, &counter);
    let mut wants = false;
    ui.horizontal_wrapped(|ui| {
        if sending {
            ui.spinner();
        } else if sign.is_none()
            && pointed_button(
                ui,
                &speaker.ui("ui-button-sign"),
                None,
                scene.point == Some(Point::Sign(offer.id)),
            )
        {
            out.push(Intent::Command(accept.clone()));
        }
        if counter.is_none() {
            let button = ui
                .button(speaker.ui("ui-button-counter"))
                .on_hover_text(speaker.ui("ui-tip-counter"));
            if scene.point == Some(Point::Counter(offer.id)) {
                marks::pointed(ui, button.rect);
            }
            wants = button.clicked();
        }
        ui.menu_button(speaker.ui("ui-button-decline"), |ui| {
            note(ui, speaker.ui("ui-tip-decline"));
            for reason in REASONS {
                if ui.button(speaker.reason(reason)).clicked() {
                    out.push(Intent::Command(Command::Decline {
                        offer: offer.id,
                        reason,
                    }));
                    ui.close();
                }
            }
        });
        if ui.button(speaker.ui("ui-button-ask-what")).clicked() {
            let text = speaker.ui_with("panel-ask-text", &[("offer", offer.id.into())]);
            out.push(Intent::Command(Command::Say {
                to: vec![offer.writer],
                text,
            }));
        }
    });
    if let Some(reason) = &sign {
        button(ui, &speaker.ui("ui-button-sign"), Some(reason));
    }
    if let Some(reason) = &counter {
        button(ui, &speaker.ui("ui-button-counter"), Some(reason));
    }
    // Alone, without a clock, even a signature can be taken back.
    note(
        ui,
        speaker.ui(if scene.live.moves.is_some() {
            "ui-tip-sign-alone"
        } else {
            "ui-tip-sign"
        }),
    );
    wants
}

fn mine(ui: &mut Ui, scene: &Scene, sketch: &mut Sketch, offer: &Offer, out: &mut Vec<Intent>) {
    let withdraw = Command::Withdraw { offer: offer.id };
    if Some(offer.author) == scene.view.seat() {
        let reason = sketch.why_not(scene, &withdraw);
        if button(ui, &scene.speaker.ui("ui-button-withdraw"), reason.as_deref()) {
            out.push(Intent::Command(withdraw));
        }
        note(ui, scene.speaker.ui("ui-tip-withdraw"));
    }
}
