//! The bar at the top: turn and clock, one's lines and budgets, who is ready, the panels' buttons.

use bevy_egui::egui;
use egui::{Align, FontId, Layout, RichText, Ui};

use super::marks::{self, Shape};
use super::sketch::{Sketch, me};
use super::widgets::{chip, figure, pointed_button, row_with_end, small, strong, tag};
use crate::client::scene::{Intent, PanelName, Point, Scene};
use crate::client::theme;
use crate::level::ids::SeatId;
use crate::level::units::{Rate, Turn};
use crate::net::message::Occupant;
use crate::rules::command::Command;
use crate::rules::state::Stage;
use crate::rules::{Viewer, agenda, capital_left};
use crate::text::Value;

/// What the bar is told by its shell.
#[derive(Debug, Default)]
pub struct TopBarState {
    /// The panel that is open, to be marked.
    pub open: Option<PanelName>,
    /// Messages not read yet.
    pub unread: usize,
    sketch: Sketch,
}

/// How high the bar is, in points.
pub const HEIGHT: f32 = 108.0;

/// What a chip takes beside its words.
const CHIP: f32 = 32.0;

/// Below this width (a small window, or large text) words are shortened.
const NARROW: f32 = 1_150.0;

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene, state: &mut TopBarState, out: &mut Vec<Intent>) {
    let narrow = ui.available_width() < NARROW;
    ui.spacing_mut().item_spacing.y = theme::GAP_S;
    row_with_end(
        ui,
        |ui| {
            ui.spacing_mut().item_spacing.x = if narrow { theme::GAP } else { theme::GAP_L };
            turn(ui, scene);
            ui.separator();
            if scene.view.seat().is_some() {
                lines(ui, scene);
                ui.separator();
                budgets(ui, scene, state);
            }
        },
        |ui| ready(ui, scene, narrow, out),
    );
    ui.separator();
    row_with_end(
        ui,
        |ui| panels(ui, scene, state, narrow, out),
        |ui| seats(ui, scene, narrow),
    );
}

fn turn(ui: &mut Ui, scene: &Scene) {
    let (speaker, level) = (scene.speaker, scene.known.level());
    let turn = scene.live.turn;
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 1.0;
        let turns = i64::from(level.played_turns());
        let head = match scene.live.stage {
            Stage::Open => speaker.ui_with("ui-turn-of", &[("turn", Value::from(turn)), ("turns", turns.into())]),
            stage => speaker.game_stage(stage),
        };
        ui.label(RichText::new(head).font(theme::strong_font(theme::LEAD)));
        ui.horizontal(|ui| {
            let from = level.month_of(turn);
            let next = level.month_of(Turn(turn.0.saturating_add(1)));
            let to = crate::level::units::Month(next.0.saturating_sub(1).max(from.0));
            let span = if to == from {
                speaker.ui_with("panel-month", &[("month", from.into())])
            } else {
                speaker.ui_with("panel-span", &[("from", from.into()), ("to", to.into())])
            };
            ui.label(small(span));
            clock(ui, scene);
        });
    });
}

fn clock(ui: &mut Ui, scene: &Scene) {
    let speaker = scene.speaker;
    if scene.live.paused {
        chip(ui, Shape::Stop, &speaker.ui("ui-paused"));
    } else if scene.live.last_call {
        chip(ui, Shape::Alert, &speaker.ui("ui-last-call"));
    }
    if let Some(left) = scene.seconds_left {
        let (minutes, seconds) = (i64::from(left / 60), format!("{:02}", left % 60));
        let text = speaker.ui_with(
            "ui-time-left",
            &[("minutes", minutes.into()), ("seconds", (&seconds).into())],
        );
        ui.label(if left <= 60 {
            strong(text).color(theme::ALERT)
        } else {
            strong(text)
        });
    }
}

/// Keys of the three lines.
pub(super) const LINES: [&str; 3] = ["ui-score-welfare", "ui-score-security", "ui-score-politics"];

fn lines(ui: &mut Ui, scene: &Scene) {
    let Some(lines) = scene.history.last().and_then(|h| h.lines.get(me(scene).index())) else {
        return;
    };
    let named: Vec<(String, f64)> = LINES
        .iter()
        .zip(lines.points)
        .map(|(key, p)| (scene.speaker.ui(key), p))
        .collect();
    marks::line_scores(ui, &named).on_hover_text(scene.speaker.ui("ui-score-explained"));
}

fn budgets(ui: &mut Ui, scene: &Scene, state: &mut TopBarState) {
    let (speaker, Some(own)) = (scene.speaker, scene.view.mine()) else {
        return;
    };
    figure(ui, &speaker.ui("ui-treasury"), &speaker.money(own.treasury), None)
        .on_hover_text(speaker.ui("ui-tip-treasury"));
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 3.0;
        let label = speaker.ui("ui-capital");
        ui.label(small(&label));
        let left = capital_left(state.sketch.of(scene), me(scene)).0;
        ui.horizontal(|ui| {
            marks::pips(ui, left, 6, &label).on_hover_text(speaker.ui("ui-tip-capital"));
            ui.label(strong(left.to_string()));
        });
    });
}

fn ready(ui: &mut Ui, scene: &Scene, narrow: bool, out: &mut Vec<Intent>) {
    let speaker = scene.speaker;
    let faces = &scene.live.faces;
    let count = i64::try_from(faces.iter().filter(|f| f.ready).count()).unwrap_or(0);
    let seats = i64::try_from(faces.len()).unwrap_or(0);
    if let Some(seat) = scene.view.seat() {
        let now = faces.get(seat.index()).is_some_and(|f| f.ready);
        let over = scene.live.stage != Stage::Open;
        if now {
            if ui
                .button(speaker.ui("ui-not-ready"))
                .on_hover_text(speaker.ui("ui-tip-ready"))
                .clicked()
            {
                out.push(Intent::Command(Command::Ready(false)));
            }
            marks::shape(ui, Shape::Done);
        } else if !over && pointed_button(ui, &speaker.ui("ui-ready"), None, scene.point == Some(Point::Ready)) {
            out.push(Intent::Command(Command::Ready(true)));
        }
    } else if scene.view.viewer == Viewer::Observer {
        chip(ui, Shape::Open, &speaker.ui("ui-observer"));
    }
    if !scene.pending.is_empty() {
        ui.spinner();
    }
    let words = speaker.ui_with("ui-ready-count", &[("ready", count.into()), ("seats", seats.into())]);
    if narrow {
        tag(ui, &format!("{count}/{seats}")).on_hover_text(words);
    } else {
        ui.label(small(words));
    }
}

/// The button text of a panel.
#[must_use]
pub fn panel_key(name: PanelName) -> &'static str {
    match name {
        PanelName::Situation => "ui-panel-situation",
        PanelName::Markets => "ui-panel-markets",
        PanelName::Policy => "ui-panel-policy",
        PanelName::Projects => "ui-panel-projects",
        PanelName::Deals => "ui-panel-deals",
        PanelName::Messages => "ui-panel-messages",
        PanelName::News => "ui-panel-news",
    }
}

fn panels(ui: &mut Ui, scene: &Scene, state: &TopBarState, narrow: bool, out: &mut Vec<Intent>) {
    ui.spacing_mut().item_spacing.x = theme::GAP_S;
    if narrow {
        ui.spacing_mut().button_padding.x = 6.0;
    }
    let waiting = scene
        .view
        .seat()
        .map_or(0, |s| scene.view.offers.iter().filter(|o| o.awaits(s)).count());
    for name in PanelName::ALL {
        let count = match name {
            PanelName::Situation => agenda(scene.view, scene.known.level()).len(),
            PanelName::Deals => waiting,
            PanelName::Messages => state.unread,
            _ => 0,
        };
        let text = scene.speaker.ui(panel_key(name));
        let text = if count > 0 { format!("{text} ({count})") } else { text };
        let text = RichText::new(text).size(if narrow { theme::SMALL } else { theme::BODY });
        let button = egui::Button::selectable(state.open == Some(name), text).frame_when_inactive(true);
        let button = ui.add(button);
        if scene.point == Some(Point::Panel(name)) {
            marks::pointed(ui, button.rect);
        }
        if button.clicked() {
            out.push(Intent::Open(name));
        }
    }
}

fn seats(ui: &mut Ui, scene: &Scene, narrow: bool) {
    ui.spacing_mut().item_spacing.x = theme::GAP_S;
    let names: f32 = (0..scene.live.faces.len())
        .map(|at| {
            let font = FontId::proportional(theme::SMALL);
            let name = scene.speaker.seat(SeatId::at(at));
            CHIP + ui.painter().layout_no_wrap(name, font, theme::TEXT).size().x + theme::GAP_S
        })
        .sum();
    // A big table has no room for names.
    let narrow = narrow || names > ui.available_width();
    // Drawn from the right, so the last seat comes first.
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        for at in (0..scene.live.faces.len()).rev() {
            seat_chip(ui, scene, SeatId::at(at), narrow);
        }
    });
}

fn seat_chip(ui: &mut Ui, scene: &Scene, seat: SeatId, narrow: bool) {
    let speaker = scene.speaker;
    let ready = scene.live.faces.get(seat.index()).is_some_and(|f| f.ready);
    let person = scene.live.people.get(seat.index());
    let away = matches!(
        person,
        Some(Occupant::Person { present: false, .. }) | Some(Occupant::Empty)
    );
    let shape = if ready {
        Shape::Done
    } else if away {
        Shape::Alert
    } else {
        Shape::Open
    };
    let hint = format!("{}\n{}", who(scene, seat), reliability(scene, seat));
    let level = scene.known.level();
    let id = level
        .country_of(seat)
        .and_then(|c| level.countries.get(c.index()))
        .map(|c| c.id.to_uppercase());
    let text = id.filter(|_| narrow).unwrap_or_else(|| speaker.seat(seat));
    let drawn = chip(ui, shape, &text).on_hover_text(&hint);
    marks::named(&drawn, &hint);
    if scene.view.seat() == Some(seat) {
        marks::ring(ui, drawn.rect, theme::MINE);
    }
}

fn reliability(scene: &Scene, seat: SeatId) -> String {
    let rate = scene.live.faces.get(seat.index()).map_or(Rate(0), |f| f.reliability);
    format!("{}: {}", scene.speaker.ui("ui-reliability"), scene.speaker.rate(rate))
}

/// Who sits in a seat, and whether it is ready.
fn who(scene: &Scene, seat: SeatId) -> String {
    let speaker = scene.speaker;
    let ready = scene.live.faces.get(seat.index()).is_some_and(|f| f.ready);
    let state = speaker.ui(if ready { "ui-ready" } else { "panel-deciding" });
    let person = match scene.live.people.get(seat.index()) {
        _ if scene.view.seat() == Some(seat) => speaker.ui("ui-seat-you"),
        Some(Occupant::Person { name, present: true }) => name.clone(),
        Some(Occupant::Person { name, present: false }) => format!("{name}, {}", speaker.ui("ui-seat-absent")),
        Some(Occupant::Policy { .. }) => speaker.ui("ui-seat-ai"),
        Some(Occupant::Empty) | None => speaker.ui("ui-seat-free"),
    };
    format!("{}: {person} · {state}", speaker.seat(seat))
}
