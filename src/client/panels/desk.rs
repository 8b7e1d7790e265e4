//! The draft desk: parties, clauses, term, secrecy; what is wrong with the text, what it would likely bring, and sending it.

use bevy_egui::egui;
use egui::Ui;

use super::clause_form::ClauseForm;
use super::clauses::{Way, way};
use super::forms::seats;
use super::marks::{self, Shape};
use super::offers::warnings;
use super::preview::preview;
use super::sketch::{Sketch, me};
use super::templates::{TEMPLATES, clauses};
use super::widgets::{
    card, card_lit, note, pointed_button, primary_button, row_with_end, section, sentence, small, tag,
};
use crate::client::scene::{Intent, Point, PreviewKey, Scene};
use crate::client::theme;
use crate::level::clause::{Clause, Draft};
use crate::level::ids::{OfferId, SeatId};
use crate::rules::command::Command;
use crate::rules::limits;
use crate::rules::offer::Offer;
use crate::rules::refusal::Refusal;
use crate::text::Value;

/// What lies on the desk.
#[derive(Debug)]
pub struct Desk {
    /// The offer and revision it answers, for a counter.
    counter: Option<(OfferId, u16)>,
    others: Vec<SeatId>,
    clauses: Vec<Clause>,
    term: u8,
    secret: bool,
    form: Option<ClauseForm>,
    /// Sent and not yet on the table: the text stays until it is.
    sent: bool,
    /// Scroll to the button that sends.
    to_send: bool,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            counter: None,
            others: Vec::new(),
            clauses: Vec::new(),
            term: 4,
            secret: false,
            form: None,
            sent: false,
            to_send: false,
        }
    }
}

impl Desk {
    /// An empty text for a partner; a text already begun with it stays.
    pub fn begin_with(&mut self, partner: SeatId) {
        if self.others != [partner] || self.counter.is_some() {
            *self = Self {
                others: vec![partner],
                ..Self::default()
            };
        }
    }

    /// An empty text for a partner with a clause in the form, to be put in.
    pub fn begin_clause(&mut self, scene: &Scene, partner: SeatId, clause: &Clause) {
        let mut form = ClauseForm::new(scene, me(scene), partner);
        form.load(clause);
        *self = Self {
            others: vec![partner],
            form: Some(form),
            ..Self::default()
        };
    }

    /// A text to be changed or sent.
    pub fn load(&mut self, draft: Draft, counter: Option<(OfferId, u16)>) {
        // Who is at the desk is taken out when it is drawn: the text itself names all parties.
        let Draft {
            parties,
            clauses,
            term,
            secret,
        } = draft;
        *self = Self {
            counter,
            others: parties,
            clauses,
            term,
            secret,
            form: None,
            sent: false,
            to_send: false,
        };
    }

    /// Shows the button that sends.
    pub const fn show_send(&mut self) {
        self.to_send = true;
    }

    /// The text.
    #[must_use]
    pub fn draft(&self, me: SeatId) -> Draft {
        let mut parties: Vec<SeatId> = self.others.iter().copied().chain([me]).collect();
        parties.sort_unstable();
        parties.dedup();
        Draft {
            parties,
            clauses: self.clauses.clone(),
            term: self.term,
            secret: self.secret,
        }
    }
}

/// Draws the desk.
pub fn desk(ui: &mut Ui, scene: &Scene, sketch: &mut Sketch, desk: &mut Desk, out: &mut Vec<Intent>) {
    let speaker = scene.speaker;
    desk.others.retain(|s| *s != me(scene));
    let draft = desk.draft(me(scene));
    let lies = |o: &Offer| o.draft == draft && o.signed.contains(&me(scene));
    // A partner may sign at once, or its own offer of the same text be signed: then the text is an agreement already.
    let signed = scene
        .view
        .agreements
        .iter()
        .any(|a| a.signed == scene.live.turn && a.draft == draft);
    let settled = desk
        .counter
        .is_some_and(|(offer, _)| scene.view.offers.iter().all(|o| o.id != offer));
    if (desk.sent || settled) && signed || desk.sent && scene.view.offers.iter().any(lies) {
        *desk = Desk::default();
    }
    if let Some((offer, revision)) = desk.counter {
        match scene.view.offers.iter().find(|o| o.id == offer) {
            Some(now) => answers(ui, scene, desk, now, revision),
            None => desk.counter = None,
        }
    }
    section(ui, &speaker.ui("ui-draft-parties"), |ui| parties(ui, scene, desk));
    if desk.others.is_empty() {
        sentence(ui, Shape::Open, speaker.ui("panel-choose-partner"));
        return;
    }
    section(ui, &speaker.ui("ui-draft-clauses"), |ui| text(ui, scene, sketch, desk));
    section(ui, &speaker.ui("ui-draft-term"), |ui| terms(ui, scene, desk));
    send(ui, scene, sketch, desk, out);
}

fn answers(ui: &mut Ui, scene: &Scene, desk: &mut Desk, now: &Offer, revision: u16) {
    let speaker = scene.speaker;
    card_lit(ui, theme::MINE, |ui| {
        sentence(
            ui,
            Shape::Mine,
            speaker.ui_with(
                "panel-countering",
                &[("offer", Value::from(now.id)), ("seat", now.writer.into())],
            ),
        );
        if now.revision != revision {
            sentence(
                ui,
                Shape::Alert,
                speaker.refusal(&Refusal::OtherRevision {
                    offer: now.id,
                    now: i64::from(now.revision),
                }),
            );
        }
        if ui.button(speaker.ui("ui-button-new-draft")).clicked() {
            *desk = Desk {
                others: std::mem::take(&mut desk.others),
                ..Desk::default()
            };
        }
    });
}

fn parties(ui: &mut Ui, scene: &Scene, desk: &mut Desk) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(theme::GAP_S, theme::GAP_S);
        for (seat, name) in seats(scene, |s| s != me(scene)) {
            let taken = desk.others.contains(&seat);
            // A counter keeps the parties of its offer.
            let chip = egui::Button::selectable(taken, name).frame_when_inactive(true);
            if ui.add_enabled(desk.counter.is_none(), chip).clicked() {
                if taken {
                    desk.others.retain(|s| *s != seat);
                } else if desk.others.len() + 1 < limits::PARTIES {
                    desk.others.push(seat);
                    desk.others.sort_unstable();
                }
            }
        }
    });
    for seat in &desk.others {
        let face = scene.live.faces.get(seat.index());
        let trust = face.map_or_else(String::new, |f| scene.speaker.rate(f.reliability));
        note(
            ui,
            format!(
                "{}: {} {trust}",
                scene.speaker.seat(*seat),
                scene.speaker.ui("ui-reliability")
            ),
        )
        .on_hover_text(scene.speaker.ui("ui-tip-reliability"));
    }
}

fn text(ui: &mut Ui, scene: &Scene, sketch: &mut Sketch, desk: &mut Desk) {
    let speaker = scene.speaker;
    let mut gone = None;
    for (at, clause) in desk.clauses.iter().enumerate() {
        let (shape, key) = match way(clause, Some(me(scene))) {
            Way::Get => (Shape::In, "panel-you-get"),
            Way::Give => (Shape::Out, "panel-you-give"),
            Way::Beside => (Shape::Open, "panel-all-say"),
        };
        let problem = clause_problem(scene, sketch, desk, clause);
        card_lit(ui, if problem.is_some() { theme::ALERT } else { theme::LINE }, |ui| {
            row_with_end(
                ui,
                |ui| {
                    marks::shape(ui, shape);
                    ui.label(small(speaker.ui(key)));
                },
                |ui| {
                    if ui.button(speaker.ui("ui-button-remove")).clicked() {
                        gone = Some((at, false));
                    }
                    if ui.button(speaker.ui("ui-button-change")).clicked() {
                        gone = Some((at, true));
                    }
                },
            );
            ui.add(egui::Label::new(speaker.clause(clause)).wrap());
            if let Some(problem) = problem {
                sentence(ui, Shape::Stop, problem);
            }
        });
    }
    if let Some((at, change)) = gone {
        let clause = desk.clauses.remove(at);
        if change {
            let mut form = ClauseForm::new(scene, me(scene), me(scene));
            form.load(&clause);
            desk.form = Some(form);
        }
    }
    add(ui, scene, desk);
}

/// What is wrong with a clause in itself.
fn clause_problem(scene: &Scene, sketch: &mut Sketch, desk: &Desk, clause: &Clause) -> Option<String> {
    let alone = Draft {
        clauses: vec![clause.clone()],
        ..desk.draft(me(scene))
    };
    let command = Command::Propose(alone);
    match sketch.allows(scene, &command) {
        Ok(())
        | Err(
            Refusal::TooManyOffers { .. }
            | Refusal::EnoughTalk { .. }
            | Refusal::NotEnoughCapital { .. }
            | Refusal::LastCall
            | Refusal::Paused
            | Refusal::BadParties
            | Refusal::BadTerm { .. }
            | Refusal::GameOver,
        ) => None,
        Err(refusal) => Some(scene.speaker.refusal_of(&refusal, &command)),
    }
}

fn add(ui: &mut Ui, scene: &Scene, desk: &mut Desk) {
    let speaker = scene.speaker;
    let Some(partner) = desk.others.first().copied() else {
        return;
    };
    let parties = desk.draft(me(scene)).parties;
    if let Some(form) = &mut desk.form {
        let (mut done, mut cancel) = (false, false);
        card(ui, |ui| {
            form.show(ui, scene, &parties);
            ui.separator();
            ui.add(egui::Label::new(speaker.clause(&form.clause())).wrap());
            ui.horizontal(|ui| {
                done = primary_button(ui, &speaker.ui("panel-put-in"), None);
                cancel = ui.button(speaker.ui("ui-button-cancel")).clicked();
            });
        });
        if done {
            desk.clauses.push(form.clause());
        }
        if done || cancel {
            desk.form = None;
        }
        return;
    }
    ui.horizontal_wrapped(|ui| {
        if desk.clauses.len() < limits::CLAUSES && ui.button(speaker.ui("ui-button-add-clause")).clicked() {
            desk.form = Some(ClauseForm::new(scene, partner, me(scene)));
        }
        ui.menu_button(speaker.ui("ui-draft-template"), |ui| {
            for (template, key) in TEMPLATES {
                let text = clauses(scene, template, me(scene), partner);
                let button = egui::Button::new(speaker.ui(key));
                let button = ui.add_enabled(!text.is_empty(), button);
                let button = button.on_disabled_hover_text(speaker.ui("ui-tip-template-empty"));
                if button.clicked() {
                    desk.clauses = text;
                    ui.close();
                }
            }
        });
    });
}

fn terms(ui: &mut Ui, scene: &Scene, desk: &mut Desk) {
    let speaker = scene.speaker;
    let mut term = f64::from(desk.term);
    super::forms::slide(
        ui,
        &speaker.ui("panel-turns"),
        &mut term,
        1.0..=f64::from(limits::TERM),
        1.0,
        "",
    );
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the slider runs from 1 to 20"
    )]
    {
        desk.term = term.round().clamp(1.0, 20.0) as u8;
    }
    ui.checkbox(&mut desk.secret, speaker.ui("ui-draft-secret"))
        .on_hover_text(speaker.ui("ui-tip-secret"));
    if desk.secret {
        note(ui, speaker.ui("ui-tip-secret"));
    }
}

fn send(ui: &mut Ui, scene: &Scene, sketch: &mut Sketch, desk: &mut Desk, out: &mut Vec<Intent>) {
    let speaker = scene.speaker;
    let draft = desk.draft(me(scene));
    let (command, key) = match desk.counter {
        Some((offer, revision)) => (
            Command::Counter {
                offer,
                revision,
                draft: draft.clone(),
            },
            "panel-send-counter",
        ),
        None => (Command::Propose(draft.clone()), "ui-button-offer"),
    };
    let reason = sketch.why_not(scene, &command);
    let points = matches!((scene.point, desk.counter), (Some(Point::Counter(of)), Some((offer, _))) if of == offer);
    card(ui, |ui| {
        let mut value = None;
        if !draft.clauses.is_empty()
            && desk
                .clauses
                .iter()
                .all(|c| clause_problem(scene, sketch, desk, c).is_none())
        {
            value = preview(ui, scene, &PreviewKey::Draft(draft.clone()), out).map(|g| g.mid);
        }
        warnings(ui, scene, sketch, &draft, value);
        if scene.pending.contains(&command) {
            ui.spinner();
        } else if pointed_button(ui, &speaker.ui(key), reason.as_deref(), points) {
            out.push(Intent::Command(command));
            desk.sent = true;
        }
        if reason.is_none() {
            let cost = speaker.ui_with("ui-order-cost", &[("capital", limits::SIGNATURE.into())]);
            tag(ui, &cost);
        }
        // What was filled in for somebody is scrolled to its button, until the effect above it has come.
        if desk.to_send {
            ui.scroll_to_cursor(Some(egui::Align::BOTTOM));
            desk.to_send = value.is_none() && reason.is_none();
        }
    });
}
