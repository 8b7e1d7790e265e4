//! Messages: one thread for everybody, one for each other seat, one for each circle that has written.

use bevy_egui::egui;
use egui::{Key, KeyboardShortcut, Modifiers, RichText, Ui};

use super::widgets::{body, card, card_lit, choose, note, primary_button, small, weak};
use crate::client::scene::{Intent, Scene};
use crate::client::theme;
use crate::level::ids::SeatId;
use crate::level::units::Turn;
use crate::rules::command::Command;
use crate::rules::limits;
use crate::rules::news::Line;
use crate::text::Value;

/// What the panel keeps.
#[derive(Debug, Default)]
pub struct MessagesState {
    /// Others in the open thread, ascending; empty: everybody.
    thread: Vec<SeatId>,
    text: String,
    read: u32,
}

/// One message.
struct Written<'a> {
    turn: Turn,
    from: SeatId,
    circle: Vec<SeatId>,
    text: &'a str,
}

fn written<'a>(scene: &Scene<'a>) -> Vec<Written<'a>> {
    let me = scene.view.seat();
    let mut all = Vec::new();
    for entry in scene.log {
        if let Line::Message { from, to, text } = &entry.line {
            let mut circle: Vec<SeatId> = Vec::new();
            if !to.is_empty() {
                circle = to.iter().copied().chain([*from]).filter(|s| Some(*s) != me).collect();
                circle.sort_unstable();
                circle.dedup();
            }
            all.push(Written {
                turn: entry.turn,
                from: *from,
                circle,
                text,
            });
        }
    }
    all
}

impl MessagesState {
    /// Opens the thread with a seat.
    pub fn write_to(&mut self, seat: SeatId) {
        self.thread = vec![seat];
    }

    /// Messages of others that came since the panel was last drawn.
    #[must_use]
    pub fn unread(&self, scene: &Scene) -> usize {
        scene
            .log
            .iter()
            .filter(|e| e.sequence >= self.read)
            .filter(|e| matches!(&e.line, Line::Message { from, .. } if Some(*from) != scene.view.seat()))
            .count()
    }
}

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene, state: &mut MessagesState, out: &mut Vec<Intent>) {
    state.read = scene.log.last().map_or(0, |e| e.sequence.saturating_add(1));
    let messages = written(scene);
    threads(ui, scene, state, &messages);
    note(ui, scene.speaker.ui("ui-messages-read-by-facilitator"));
    ui.separator();
    if scene.view.seat().is_some() {
        egui::Panel::bottom("write")
            .resizable(false)
            .frame(egui::Frame::new())
            .show(ui, |ui| write(ui, scene, state, out));
    }
    body(ui, "messages", |ui| {
        let mine: Vec<&Written> = messages.iter().filter(|m| m.circle == state.thread).collect();
        if mine.is_empty() {
            ui.label(weak(scene.speaker.ui("ui-messages-none")));
        }
        for message in mine {
            one(ui, scene, message);
        }
        ui.scroll_to_cursor(Some(egui::Align::BOTTOM));
    });
}

fn threads(ui: &mut Ui, scene: &Scene, state: &mut MessagesState, messages: &[Written]) {
    let speaker = scene.speaker;
    let mut circles: Vec<Vec<SeatId>> = vec![Vec::new()];
    let others = (0..scene.known.level().seats.len())
        .map(SeatId::at)
        .filter(|s| Some(*s) != scene.view.seat());
    circles.extend(others.map(|s| vec![s]));
    for message in messages {
        if !circles.contains(&message.circle) {
            circles.push(message.circle.clone());
        }
    }
    let mut taken = circles.iter().position(|c| *c == state.thread).unwrap_or(0);
    let names: Vec<(usize, String)> = circles
        .iter()
        .enumerate()
        .map(|(at, circle)| {
            let name = match circle.as_slice() {
                [] => speaker.ui("ui-messages-everybody"),
                [one] => speaker.seat(*one),
                several => speaker.seats(several),
            };
            let count = messages.iter().filter(|m| m.circle == *circle).count();
            (at, if count > 0 { format!("{name} ({count})") } else { name })
        })
        .collect();
    choose(ui, &mut taken, &names);
    if let Some(circle) = circles.into_iter().nth(taken) {
        state.thread = circle;
    }
}

fn one(ui: &mut Ui, scene: &Scene, message: &Written) {
    let mine = Some(message.from) == scene.view.seat();
    let content = |ui: &mut Ui| {
        ui.horizontal(|ui| {
            ui.label(RichText::new(scene.speaker.seat(message.from)).font(theme::strong_font(theme::BODY)));
            ui.label(small(scene.speaker.turn(message.turn)));
        });
        ui.add(egui::Label::new(message.text).wrap().selectable(true));
    };
    if mine {
        card_lit(ui, theme::MINE, content)
    } else {
        card(ui, content)
    };
}

fn write(ui: &mut Ui, scene: &Scene, state: &mut MessagesState, out: &mut Vec<Intent>) {
    let speaker = scene.speaker;
    ui.add_space(theme::GAP_S);
    let newline = KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter);
    let hint = speaker.ui("ui-messages-write");
    let label = ui.label(small(&hint));
    let edit = egui::TextEdit::multiline(&mut state.text)
        .id_salt("message")
        .desired_rows(3)
        .desired_width(f32::INFINITY)
        .return_key(newline);
    let edit = ui.add(edit).labelled_by(label.id);
    let enter = edit.has_focus() && ui.input(|i| i.key_pressed(Key::Enter) && !i.modifiers.shift);
    let command = Command::Say {
        to: state.thread.clone(),
        text: state.text.trim().to_owned(),
    };
    let used = i64::try_from(state.text.trim().len()).unwrap_or(i64::MAX);
    let most = i64::try_from(limits::MESSAGE).unwrap_or(0);
    ui.label(small(speaker.ui_with(
        "panel-bytes",
        &[("used", Value::from(used)), ("most", most.into())],
    )));
    let reason = if scene.live.paused {
        Some(speaker.ui("refusal-Paused"))
    } else if used > most {
        Some(speaker.ui("refusal-BadMessage"))
    } else {
        None
    };
    let clicked = primary_button(ui, &speaker.ui("ui-button-send"), reason.as_deref());
    if (clicked || enter) && reason.is_none() && used > 0 {
        out.push(Intent::Command(command));
        state.text.clear();
    }
    ui.add_space(theme::GAP_S);
}
