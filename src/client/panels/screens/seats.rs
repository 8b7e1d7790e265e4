//! The choice of a seat.

use std::cell::Cell;

use bevy_egui::egui;
use egui::{RichText, Ui};

use super::{halves, page};
use crate::client::panels::marks::Shape;
use crate::client::panels::widgets::{card_lit, chip, note, primary_button, strong, weak, whole_percent};
use crate::client::scene::Intent;
use crate::client::theme;
use crate::level::ids::{GoodId, SeatId};
use crate::level::units::Money;
use crate::level::{Level, Text};
use crate::net::message::Occupant;
use crate::text::Speaker;

/// A seat to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatCard {
    /// Which.
    pub seat: SeatId,
    /// Its country.
    pub country: Text,
    /// The office.
    pub role: Text,
    /// First sentence of its situation, where the viewer may know it.
    pub pitch: Text,
    /// Income a month.
    pub income: Money,
    /// Where the purse comes from: status and reason.
    pub source: Text,
    /// Who sits there.
    pub occupant: Occupant,
}

/// Which seat is chosen. [`Intent::Continue`] takes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SeatsState {
    /// The one chosen.
    pub chosen: Option<SeatId>,
}

impl SeatCard {
    /// The cards of a level; `people` may be shorter than the list of seats.
    #[must_use]
    pub fn all(level: &Level, people: &[Occupant]) -> Vec<Self> {
        let cards = level
            .file
            .seats
            .iter()
            .zip(&level.seats)
            .enumerate()
            .map(|(at, (entry, spec))| {
                let country = level
                    .countries
                    .get(spec.country.index())
                    .map(|c| c.name.clone())
                    .unwrap_or_default();
                let source = Text {
                    en: format!("{}. {}", entry.cite, entry.why.en),
                    zh: entry.why.zh.as_ref().map(|zh| format!("{}. {zh}", entry.cite)),
                };
                Self {
                    seat: SeatId::at(at),
                    country,
                    role: entry.role.clone(),
                    pitch: first_sentence(&entry.brief.situation),
                    income: spec.income,
                    source,
                    occupant: people.get(at).cloned().unwrap_or(Occupant::Empty),
                }
            });
        cards.collect()
    }
}

/// The first sentence of a text.
fn first_sentence(text: &Text) -> Text {
    let cut = |t: &str| -> String {
        let chinese = t.find('。').map(|at| at + '。'.len_utf8());
        let end = chinese.or_else(|| t.find(". ").map(|at| at + 1)).unwrap_or(t.len());
        t.get(..end).unwrap_or(t).to_owned()
    };
    Text {
        en: cut(&text.en),
        zh: text.zh.as_deref().map(cut),
    }
}

/// Draws it.
pub fn seats(
    ui: &mut Ui,
    speaker: &Speaker,
    level: &Level,
    cards: &[SeatCard],
    state: &mut SeatsState,
    out: &mut Vec<Intent>,
) {
    let free = |s: SeatId| {
        cards
            .iter()
            .any(|c| c.seat == s && !matches!(c.occupant, Occupant::Person { .. }))
    };
    let reason = match state.chosen {
        None => Some(speaker.ui("panel-need-seat")),
        Some(seat) if !free(seat) => Some(speaker.ui("ui-error-seat-taken")),
        Some(_) => None,
    };
    let list = |ui: &mut Ui, state: &mut SeatsState| {
        ui.label(RichText::new(speaker.ui("ui-choose-seat")).font(theme::strong_font(theme::TITLE)));
        ui.label(weak(speaker.text(&level.file.title)).size(theme::LEAD));
        ui.add_space(theme::GAP);
        for pair in cards.chunks(2) {
            let mut sides = pair.iter();
            let (left, right) = (sides.next(), sides.next());
            let before = state.chosen;
            let clicked = Cell::new(None);
            let side = |ui: &mut Ui, card: Option<&SeatCard>| {
                if let Some(card) = card.filter(|c| seat(ui, speaker, level, c, before)) {
                    clicked.set(Some(card.seat));
                }
            };
            halves(ui, |ui| side(ui, left), |ui| side(ui, right));
            state.chosen = clicked.get().or(before);
            ui.add_space(theme::GAP_S);
        }
    };
    page(ui, "seats", 980.0, state, list, |ui, _| {
        ui.horizontal_top(|ui| {
            if ui.button(speaker.ui("ui-button-back")).clicked() {
                out.push(Intent::Leave);
            }
            if primary_button(ui, &speaker.ui("ui-button-next"), reason.as_deref()) {
                out.push(Intent::Continue);
            }
        });
    });
}

/// A seat's card; true when it is clicked.
fn seat(ui: &mut Ui, speaker: &Speaker, level: &Level, card: &SeatCard, chosen: Option<SeatId>) -> bool {
    let taken = chosen == Some(card.seat);
    let mut clicked = false;
    let drawn = card_lit(ui, if taken { theme::MINE } else { theme::LINE }, |ui| {
        ui.set_min_height(118.0);
        ui.horizontal(|ui| {
            if ui
                .radio(taken, strong(speaker.text(&card.country)).size(theme::LEAD))
                .clicked()
            {
                clicked = true;
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                occupant(ui, speaker, &card.occupant);
            });
        });
        ui.label(weak(speaker.text(&card.role)));
        ui.add(egui::Label::new(speaker.text(&card.pitch)).wrap());
        let purse = Money(card.income.0 * 12);
        note(
            ui,
            speaker.ui_with(
                "panel-purse",
                &[
                    ("money", purse.into()),
                    ("share", (&strengths(speaker, level, card)).into()),
                ],
            ),
        )
        .on_hover_text(speaker.text(&card.source));
    });
    clicked || drawn.response.interact(egui::Sense::click()).clicked()
}

fn occupant(ui: &mut Ui, speaker: &Speaker, occupant: &Occupant) {
    match occupant {
        Occupant::Empty => chip(ui, Shape::Done, &speaker.ui("ui-seat-free")),
        Occupant::Person { name, .. } => chip(
            ui,
            Shape::Stop,
            &speaker.ui_with("ui-seat-taken", &[("name", name.into())]),
        ),
        Occupant::Policy { .. } => chip(ui, Shape::Open, &speaker.ui("ui-seat-ai")),
    };
}

/// The largest shares of world output that a country has: its three strongest goods.
fn strengths(speaker: &Speaker, level: &Level, card: &SeatCard) -> String {
    let Some(country) = level.country_of(card.seat) else {
        return String::new();
    };
    let output = |good: usize, here: bool| -> f64 {
        let made = level
            .facilities
            .iter()
            .filter(|f| f.good.index() == good && (!here || f.country == country));
        made.map(|f| f.activity).sum()
    };
    let mut shares: Vec<(usize, f64)> = (0..level.goods.len())
        .map(|good| (good, output(good, true) / output(good, false).max(1.0e-9)))
        .filter(|(_, share)| *share >= 0.005)
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    let words = shares
        .iter()
        .take(3)
        .map(|(good, share)| format!("{} {}", speaker.good(GoodId::at(*good)), whole_percent(speaker, *share)));
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        speaker.ui("panel-no-output-short")
    } else {
        words.join(", ")
    }
}
