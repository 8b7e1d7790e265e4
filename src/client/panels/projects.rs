//! The projects panel: the deck with steps, money and months; starting one's own, offering to finance others.

use bevy_egui::egui;
use egui::{Rect, Sense, Stroke, Ui, Vec2};

use super::forms::{project_country, project_seat};
use super::marks::{self, Shape};
use super::preview::preview;
use super::refused::refused;
use super::sketch::{Sketch, me};
use super::templates::invest;
use super::widgets::{body, card_lit, chip, choose, note, primary_button, row_with_end, sentence, small, strong};
use crate::client::scene::{Intent, PreviewKey, Scene};
use crate::client::theme;
use crate::level::Project;
use crate::level::clause::Draft;
use crate::level::ids::ProjectId;
use crate::level::order::Order;
use crate::level::units::{Mass, Months};
use crate::rules::command::Command;
use crate::rules::state::ProjectState;
use crate::rules::{first_payment, months_to_output};
use crate::text::Value;

/// What the panel keeps.
#[derive(Debug, Default)]
pub struct ProjectsState {
    sketch: Sketch,
    focus: Option<ProjectId>,
    mine: bool,
}

impl ProjectsState {
    /// Shows a project.
    pub fn show_project(&mut self, project: ProjectId) {
        self.focus = Some(project);
        self.mine = false;
    }
}

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene, state: &mut ProjectsState, out: &mut Vec<Intent>) {
    let (speaker, level) = (scene.speaker, scene.known.level());
    choose(
        ui,
        &mut state.mine,
        &[
            (false, speaker.ui("panel-projects-all")),
            (true, speaker.ui("panel-projects-mine")),
        ],
    );
    body(ui, "projects", |ui| {
        note(ui, speaker.ui("ui-tip-announced"));
        refused(ui, scene, |c| matches!(c, Command::Seal(Order::StartProject { .. })));
        let country = level.country_of(me(scene));
        let mut order: Vec<ProjectId> = (0..level.projects.len()).map(ProjectId::at).collect();
        order.sort_by_key(|p| project_country(scene, *p) != country);
        for project in order {
            if state.mine && project_country(scene, project) != country {
                continue;
            }
            let lit = if state.focus == Some(project) {
                theme::MINE
            } else {
                theme::LINE
            };
            let card = card_lit(ui, lit, |ui| one(ui, scene, state, project, out));
            if state.focus == Some(project)
                && card.response.rect.height() > 0.0
                && !ui.is_rect_visible(card.response.rect)
            {
                card.response.scroll_to_me(Some(egui::Align::TOP));
            }
        }
    });
}

fn one(ui: &mut Ui, scene: &Scene, state: &mut ProjectsState, project: ProjectId, out: &mut Vec<Intent>) {
    let (speaker, level) = (scene.speaker, scene.known.level());
    let (Some(deck), Some(now)) = (
        level.projects.get(project.index()),
        scene.view.public.projects.get(project.index()),
    ) else {
        return;
    };
    let country = project_country(scene, project).map_or_else(String::new, |c| speaker.country(c));
    row_with_end(
        ui,
        |ui| {
            ui.add(egui::Label::new(strong(speaker.project(project))).truncate());
        },
        |ui| {
            status(ui, scene, deck, now);
            ui.label(small(country));
        },
    );
    let good = level
        .facilities
        .get(deck.facility.index())
        .map(|f| speaker.good(f.good))
        .unwrap_or_default();
    let adds = speaker.ui_with(
        "ui-project-output",
        &[("mass", Value::from(Mass::from_tonnes(deck.capacity)))],
    );
    note(ui, format!("{good}: {adds}"));
    timeline(ui, scene, deck, now);
    let paid = if deck.cost.0 > 0 {
        now.paid.million() / deck.cost.million()
    } else {
        1.0
    };
    let words = speaker.ui_with(
        "panel-paid-of",
        &[("paid", now.paid.into()), ("cost", deck.cost.into())],
    );
    marks::bar(ui, &speaker.ui("ui-project-paid"), paid, &words, false);
    if let Some(left) = months_to_output(state.sketch.of(scene), project) {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of months"
        )]
        let months = speaker.months(Months(left.max(0.0).ceil() as u16));
        note(
            ui,
            speaker.ui_with("panel-months-to-output", &[("months", (&months).into())]),
        );
    }
    actions(ui, scene, state, project, now, out);
}

fn status(ui: &mut Ui, scene: &Scene, deck: &Project, now: &ProjectState) {
    let speaker = scene.speaker;
    if now.running >= 1.0 {
        chip(ui, Shape::Done, &speaker.ui("panel-runs"));
    } else if now.running > 0.0 {
        chip(ui, Shape::Done, &speaker.step(crate::level::ProjectStep::Ramp));
    } else if !now.started {
        chip(ui, Shape::Open, &speaker.ui("ui-project-not-started"));
    } else if now.delay > 0.0 {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of months"
        )]
        let months = speaker.months(Months(now.delay.ceil() as u16));
        chip(
            ui,
            Shape::Stop,
            &speaker.ui_with("ui-project-delayed", &[("months", (&months).into())]),
        );
    } else if now.paid.0 == 0 && deck.cost.0 > 0 {
        chip(ui, Shape::Alert, &speaker.ui("ui-project-waiting"));
    } else {
        let mut passed = 0.0;
        let step = deck.steps.iter().find(|(_, m)| {
            passed += f64::from(m.0);
            now.months < passed
        });
        let name = step.map_or_else(String::new, |(s, _)| speaker.step(*s));
        chip(ui, Shape::Mine, &name);
    }
}

/// Steps beside each other, as long as they take; filled as far as the project is.
fn timeline(ui: &mut Ui, scene: &Scene, deck: &Project, now: &ProjectState) {
    let speaker = scene.speaker;
    let total: f64 = deck.steps.iter().map(|(_, m)| f64::from(m.0)).sum();
    if total <= 0.0 {
        return;
    }
    let (rect, response) = ui.allocate_exact_size(Vec2::new(ui.available_width(), 30.0), Sense::hover());
    #[allow(clippy::cast_possible_truncation, reason = "positions on a screen")]
    let x = |months: f64| rect.left() + rect.width() * (months / total) as f32;
    let mut begin = 0.0;
    let mut words = Vec::new();
    for (step, months) in &deck.steps {
        let end = begin + f64::from(months.0);
        let part = Rect::from_min_max(
            egui::pos2(x(begin) + 1.0, rect.top()),
            egui::pos2(x(end) - 1.0, rect.top() + 10.0),
        );
        ui.painter().rect_filled(part, 3.0, theme::RAISED);
        if now.started && now.months > begin {
            let done = Rect::from_min_max(part.min, egui::pos2(x(now.months.min(end)) - 1.0, part.max.y));
            ui.painter().rect_filled(done, 3.0, theme::MINE);
        }
        let name = speaker.step(*step);
        let text = format!("{name} {}", months.0);
        let font = egui::FontId::proportional(11.0);
        let galley = ui.painter().layout_no_wrap(text.clone(), font.clone(), theme::WEAK);
        let fits = galley.size().x <= part.width();
        let galley = if fits {
            galley
        } else {
            ui.painter().layout_no_wrap(months.0.to_string(), font, theme::WEAK)
        };
        if galley.size().x <= part.width() {
            ui.painter()
                .galley(egui::pos2(part.left(), rect.top() + 13.0), galley, theme::WEAK);
        }
        words.push(format!("{name}: {}", speaker.months(*months)));
        begin = end;
    }
    if now.started {
        ui.painter().vline(
            x(now.months.min(total)),
            rect.top() - 2.0..=rect.top() + 12.0,
            Stroke::new(2.0, theme::TEXT),
        );
    }
    let words = words.join("\n");
    marks::named(&response, &words);
    response.on_hover_text(words);
}

fn actions(
    ui: &mut Ui,
    scene: &Scene,
    state: &mut ProjectsState,
    project: ProjectId,
    now: &ProjectState,
    out: &mut Vec<Intent>,
) {
    let (speaker, Some(seat)) = (scene.speaker, scene.view.seat()) else {
        return;
    };
    let Some(host) = project_seat(scene, project) else {
        sentence(ui, Shape::Stop, speaker.ui("panel-no-seat-there"));
        return;
    };
    if host != seat {
        if now.running < 1.0 && ui.button(speaker.ui("panel-offer-finance")).clicked() {
            let mut parties = vec![seat, host];
            parties.sort_unstable();
            let clauses = vec![invest(scene, seat, host, project)];
            out.push(Intent::LoadDraft(Draft {
                parties,
                clauses,
                term: 4,
                secret: false,
            }));
        }
        return;
    }
    if now.started {
        return;
    }
    let order = Order::StartProject { project };
    let sealed = scene.view.mine().is_some_and(|own| own.orders.contains(&order));
    if sealed {
        sentence(ui, Shape::Mine, speaker.order(&order));
        if ui.button(speaker.ui("ui-button-unseal")).clicked() {
            out.push(Intent::Command(Command::Unseal(order.key())));
        }
        return;
    }
    let command = Command::Seal(order);
    let reason = state.sketch.why_not(scene, &command);
    if let Some(deck) = scene.known.level().projects.get(project.index()) {
        let first = first_payment(state.sketch.of(scene), deck);
        note(
            ui,
            speaker.ui_with(
                "panel-costs-money-first",
                &[("first", first.into()), ("whole", deck.cost.into())],
            ),
        );
    }
    if state.focus == Some(project) && reason.is_none() {
        preview(ui, scene, &PreviewKey::Order(order), out);
    }
    ui.horizontal_wrapped(|ui| {
        if primary_button(ui, &speaker.ui("panel-start-project"), reason.as_deref()) {
            out.push(Intent::Command(command));
        }
        // Its likely effect is worked out for one project at a time.
        if reason.is_none() && state.focus != Some(project) && ui.button(speaker.ui("ui-preview")).clicked() {
            state.focus = Some(project);
        }
    });
}
