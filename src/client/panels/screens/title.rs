//! The title screen: which level, alone, hosted or joined; language and text size.

use bevy_egui::egui;
use egui::{RichText, Ui};

use super::page;
use super::rivals::{self, Rivals};
use crate::client::panels::marks::Shape;
use crate::client::panels::widgets::{card_lit, choose, note, primary_button, sentence, small, strong, tag, weak};
use crate::client::scene::Intent;
use crate::client::theme;
use crate::level::choice::Chosen;
use crate::level::units::Month;
use crate::level::{Level, Text};
use crate::text::{Language, Speaker};

/// A level in the menu.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelCard {
    /// Its file name without `.ron`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it is about.
    pub pitch: Text,
    /// Its dilemma.
    pub dilemma: Text,
    /// Played turns.
    pub turns: usize,
    /// First month.
    pub start: Month,
    /// Names of the countries that are played.
    pub seats: Vec<Text>,
    /// Documents it comes from: title, outlet, date.
    pub documents: Vec<(Text, Text, String)>,
}

impl LevelCard {
    /// The card of a level.
    #[must_use]
    pub fn of(level: &Level) -> Self {
        let file = &level.file;
        Self {
            id: file.id.clone(),
            title: file.title.clone(),
            pitch: file.pitch.clone(),
            dilemma: file.dilemma.clone(),
            turns: level.turns.len(),
            start: level.start,
            seats: level
                .seats
                .iter()
                .filter_map(|s| level.countries.get(s.country.index()))
                .map(|c| c.name.clone())
                .collect(),
            documents: file
                .documents
                .values()
                .map(|d| (d.title.clone(), d.outlet.clone(), d.date.clone()))
                .collect(),
        }
    }
}

/// What the main button of the title does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TitleAction {
    /// Play alone against policies.
    #[default]
    Play,
    /// Play and open the game to the LAN.
    Host,
    /// Join a game at [`TitleState::address`].
    Join,
}

/// What is filled in on the title screen. [`Intent::Continue`] carries it out; the shell reads it here.
#[derive(Clone, Debug, PartialEq)]
pub struct TitleState {
    /// Which level of the list.
    pub level: usize,
    /// Rival figures to play that level with.
    pub figures: Vec<Chosen>,
    /// What to do.
    pub action: TitleAction,
    /// Code or address to join.
    pub address: String,
    /// The player's name.
    pub name: String,
    /// The shell makes a new speaker when it changes.
    pub language: Language,
    /// Text size, 1.0 = normal; the shell applies it with `set_zoom_factor`.
    pub zoom: f32,
    /// What went wrong last, in a sentence.
    pub trouble: Option<String>,
    /// A game is being started or joined.
    pub busy: bool,
}

impl Default for TitleState {
    fn default() -> Self {
        Self {
            level: 0,
            figures: Vec::new(),
            action: TitleAction::Play,
            address: String::new(),
            name: String::new(),
            language: Language::English,
            zoom: 1.0,
            trouble: None,
            busy: false,
        }
    }
}

/// Draws it; `rivals` belong to the chosen level.
pub fn title(
    ui: &mut Ui,
    speaker: &Speaker,
    levels: &[LevelCard],
    rivals: Option<&Rivals>,
    state: &mut TitleState,
    out: &mut Vec<Intent>,
) {
    page(
        ui,
        "title",
        860.0,
        state,
        |ui, state| {
            ui.label(RichText::new(speaker.ui("ui-title")).font(theme::strong_font(theme::TITLE)));
            ui.label(weak(speaker.ui("ui-subtitle")).size(theme::LEAD));
            ui.add_space(theme::GAP);
            let actions = [
                (TitleAction::Play, speaker.ui("ui-play-alone")),
                (TitleAction::Host, speaker.ui("ui-host-game")),
                (TitleAction::Join, speaker.ui("ui-join-game")),
            ];
            choose(ui, &mut state.action, &actions);
            ui.separator();
            if state.action == TitleAction::Join {
                join(ui, speaker, state);
            } else {
                choice(ui, speaker, levels, rivals, state);
            }
        },
        |ui, state| {
            go(ui, speaker, levels, state, out);
            settings(ui, speaker, state, out);
        },
    );
}

fn choice(ui: &mut Ui, speaker: &Speaker, levels: &[LevelCard], rivals: Option<&Rivals>, state: &mut TitleState) {
    ui.label(small(speaker.ui("ui-choose-level")));
    for (at, level) in levels.iter().enumerate() {
        let taken = state.level == at;
        let card = card_lit(ui, if taken { theme::MINE } else { theme::LINE }, |ui| {
            ui.horizontal(|ui| {
                let title = strong(speaker.text(&level.title)).size(theme::LEAD);
                if ui.radio(taken, title).clicked() {
                    state.level = at;
                }
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    let seats = i64::try_from(level.seats.len()).unwrap_or(0);
                    tag(ui, &speaker.ui_with("ui-level-seats", &[("seats", seats.into())]));
                    let turns = i64::try_from(level.turns).unwrap_or(0);
                    tag(
                        ui,
                        &speaker.ui_with(
                            "ui-level-length",
                            &[("turns", turns.into()), ("month", level.start.into())],
                        ),
                    );
                });
            });
            let dilemma = RichText::new(speaker.text(&level.dilemma)).italics();
            if !taken {
                // One line each, so that all levels are seen at once.
                ui.add(egui::Label::new(dilemma).truncate());
                return;
            }
            ui.add(egui::Label::new(speaker.text(&level.pitch)).wrap());
            ui.add(egui::Label::new(dilemma.color(theme::MINE)).wrap());
            note(
                ui,
                level
                    .seats
                    .iter()
                    .map(|s| speaker.text(s))
                    .collect::<Vec<_>>()
                    .join(" · "),
            );
            egui::CollapsingHeader::new(speaker.ui("panel-documents"))
                .id_salt(&level.id)
                .show(ui, |ui| {
                    for (title, outlet, date) in &level.documents {
                        note(ui, format!("{}. {}, {date}", speaker.text(title), speaker.text(outlet)));
                    }
                });
            if let Some(rivals) = rivals.filter(|r| r.level().file.id == level.id) {
                rivals::choice(ui, speaker, rivals, &mut state.figures);
            }
        });
        // The open card's own headers and choices get their clicks themselves.
        if !taken && card.response.interact(egui::Sense::click()).clicked() {
            state.level = at;
        }
    }
}

fn join(ui: &mut Ui, speaker: &Speaker, state: &mut TitleState) {
    let field = |ui: &mut Ui, key: &str, text: &mut String| {
        let label = ui.label(small(speaker.ui(key)));
        ui.text_edit_singleline(text).labelled_by(label.id);
    };
    field(ui, "ui-enter-code", &mut state.address);
    field(ui, "ui-your-name", &mut state.name);
}

fn go(ui: &mut Ui, speaker: &Speaker, levels: &[LevelCard], state: &TitleState, out: &mut Vec<Intent>) {
    if let Some(trouble) = &state.trouble {
        card_lit(ui, theme::ALERT, |ui| sentence(ui, Shape::Stop, trouble.as_str()));
    }
    if state.busy {
        ui.horizontal(|ui| {
            ui.spinner();
            ui.label(speaker.ui_with("ui-connecting", &[("address", (&state.address).into())]));
        });
        return;
    }
    let reason = match state.action {
        TitleAction::Join if state.address.trim().is_empty() => Some(speaker.ui("panel-need-address")),
        TitleAction::Join if state.name.trim().is_empty() => Some(speaker.ui("panel-need-name")),
        TitleAction::Play | TitleAction::Host if levels.is_empty() => Some(speaker.ui("panel-no-levels")),
        _ => None,
    };
    let key = if state.action == TitleAction::Join {
        "ui-join"
    } else {
        "ui-button-next"
    };
    if primary_button(ui, &speaker.ui(key), reason.as_deref()) {
        out.push(Intent::Continue);
    }
}

fn settings(ui: &mut Ui, speaker: &Speaker, state: &mut TitleState, out: &mut Vec<Intent>) {
    ui.horizontal_wrapped(|ui| {
        ui.label(small(speaker.ui("ui-language")));
        choose(
            ui,
            &mut state.language,
            &[
                (Language::English, speaker.ui("ui-language-en")),
                (Language::Chinese, speaker.ui("ui-language-zh")),
            ],
        );
        ui.label(small(speaker.ui("ui-text-size")));
        let sizes = [1.0_f32, 1.25, 1.5].map(|z| (z, format!("{} %", z * 100.0)));
        choose(ui, &mut state.zoom, &sizes);
        if ui.button(speaker.ui("ui-quit")).clicked() {
            out.push(Intent::Leave);
        }
    });
}
