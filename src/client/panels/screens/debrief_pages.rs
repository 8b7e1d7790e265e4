//! The pages of the debrief.

use bevy_egui::egui;
use egui::{RichText, Ui};

use super::debrief::Told;
use crate::client::panels::agreements::head;
use crate::client::panels::chart::{Series, chart, legend};
use crate::client::panels::clauses;
use crate::client::panels::marks::{self, Shape};
use crate::client::panels::saying::said_row;
use crate::client::panels::top_bar::LINES;
use crate::client::panels::widgets::{card, card_lit, chip, choose, note, section, sentence, small, strong, weak};
use crate::client::theme;
use crate::debrief::SeatResult;
use crate::level::GoodKind;
use crate::level::ids::{CountryId, GoodId, SeatId};
use crate::rules::news::{Line, News};
use crate::text::Value;

/// Stars first, lines second, total last; in level order, no ranking.
pub(super) fn scores(ui: &mut Ui, told: &Told) {
    let speaker = told.speaker;
    note(ui, speaker.ui("ui-score-explained"));
    for result in &told.debrief.seats {
        let mine = told.me == Some(result.seat);
        card_lit(ui, if mine { theme::MINE } else { theme::LINE }, |ui| {
            score(ui, told, result, mine);
        });
    }
    section(ui, &speaker.ui("ui-score-total"), |ui| {
        let seats = told.debrief.seats.iter().map(|r| r.seat);
        let lines: Vec<Series> = seats
            .enumerate()
            .map(|(style, seat)| {
                let values = told
                    .debrief
                    .history
                    .iter()
                    .filter_map(|h| h.lines.get(seat.index()))
                    .map(|l| l.total)
                    .collect();
                Series {
                    name: speaker.seat(seat),
                    values,
                    style,
                }
            })
            .collect();
        chart(
            ui,
            speaker,
            "totals",
            &told.debrief.history,
            &lines,
            0.0,
            Some(told.debrief.played.saturating_sub(1)),
        );
        legend(
            ui,
            &lines
                .iter()
                .map(|l| (l.name.clone(), l.style, true))
                .collect::<Vec<_>>(),
        );
        note(ui, speaker.ui("panel-run-out-line"));
    });
}

fn score(ui: &mut Ui, told: &Told, result: &SeatResult, mine: bool) {
    let speaker = told.speaker;
    ui.horizontal_top(|ui| {
        column(ui, 230.0, |ui| {
            ui.label(strong(speaker.seat(result.seat)).size(theme::LEAD));
            if mine {
                chip(ui, Shape::Mine, &speaker.ui("ui-seat-you"));
            }
        });
        let (got, all) = told.debrief.stars(result.seat);
        let words = speaker.ui_with(
            "panel-stars-of",
            &[("got", i64::from(got).into()), ("all", i64::from(all).into())],
        );
        column(ui, 130.0, |ui| {
            ui.label(strong(words));
        });
        let scores = LINES
            .iter()
            .zip(result.points)
            .chain(std::iter::once((&"ui-score-total", result.total)));
        for (key, points) in scores {
            column(ui, 120.0, |ui| {
                marks::line_score(ui, &speaker.ui(key), points);
            });
        }
    });
}

/// A part of a row with a width of its own.
fn column(ui: &mut Ui, width: f32, content: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(
        egui::vec2(width, 34.0),
        egui::Layout::left_to_right(egui::Align::Min),
        |ui| {
            ui.set_min_width(width);
            content(ui);
        },
    );
}

/// What the level wanted to show, and questions to talk about.
pub(super) fn class(ui: &mut Ui, told: &Told) {
    let speaker = told.speaker;
    let lesson = speaker.text(&told.debrief.lesson);
    if !lesson.is_empty() {
        section(ui, &speaker.ui("ui-debrief-lesson"), |ui| {
            ui.add(egui::Label::new(RichText::new(lesson).size(theme::LEAD)).wrap());
        });
    }
    if !told.debrief.questions.is_empty() {
        section(ui, &speaker.ui("ui-debrief-questions"), |ui| {
            for (question, number) in told.debrief.questions.iter().zip(1..) {
                ui.horizontal_top(|ui| {
                    // Digits differ in width; questions begin in one line.
                    let (place, _) = ui.allocate_exact_size(egui::vec2(18.0, 18.0), egui::Sense::hover());
                    let number = egui::Label::new(weak(format!("{number}.")));
                    ui.put(place, number.halign(egui::Align::Min));
                    ui.add(egui::Label::new(speaker.text(question)).wrap());
                });
            }
        });
    }
}

/// Hidden briefs, opened: goals, what counted, what a package had to add.
pub(super) fn briefs(ui: &mut Ui, told: &Told) {
    let speaker = told.speaker;
    for result in &told.debrief.seats {
        card(ui, |ui| {
            ui.label(strong(speaker.seat(result.seat)).size(theme::LEAD));
            let weights: Vec<String> = LINES
                .iter()
                .zip(result.weights)
                .map(|(key, w)| format!("{} {}", speaker.ui(key), speaker.rate(crate::level::units::Rate(w))))
                .collect();
            note(ui, weights.join(" · "));
            note(
                ui,
                speaker.ui_with("ui-brief-walk-away", &[("points", Value::from(result.walk_away))]),
            );
            for goal in &result.goals {
                ui.horizontal_top(|ui| {
                    let stars = marks::stars(ui, goal.stars, goal.met);
                    marks::named(
                        &stars,
                        &speaker.ui_with("ui-goal-stars", &[("stars", i64::from(goal.stars).into())]),
                    );
                    chip(
                        ui,
                        if goal.met { Shape::Done } else { Shape::Open },
                        &speaker.ui(if goal.met { "ui-goal-met" } else { "panel-goal-missed" }),
                    );
                    ui.add(egui::Label::new(speaker.text(&goal.text)).wrap());
                });
            }
        });
    }
}

/// Everything that was said and happened, turn by turn.
pub(super) fn timeline(ui: &mut Ui, told: &Told) {
    let speaker = told.speaker;
    let mut turn = None;
    for entry in &told.debrief.timeline {
        if turn != Some(entry.turn) {
            turn = Some(entry.turn);
            ui.add_space(theme::GAP);
            let month = told.level.month_of(entry.turn);
            let heading = speaker.ui_with(
                "panel-turn-heading",
                &[("turn", entry.turn.into()), ("month", month.into())],
            );
            ui.label(RichText::new(heading).font(theme::strong_font(theme::LEAD)));
        }
        match &entry.line {
            Line::News(news) if aside(news) => {}
            Line::News(news) => {
                let shape = match news {
                    News::Signed { .. } | News::WordKept { .. } => Shape::Done,
                    News::Broken { .. } | News::WordEmpty { .. } => Shape::Stop,
                    News::Headline { .. } => Shape::Mine,
                    _ => Shape::Open,
                };
                sentence(ui, shape, speaker.news(news));
            }
            Line::Message { from, to, text } => {
                let to = if to.is_empty() {
                    speaker.ui("ui-messages-everybody")
                } else {
                    speaker.seats(to)
                };
                ui.add(egui::Label::new(weak(format!("{} → {to}: {text}", speaker.seat(*from)))).wrap());
            }
        }
    }
}

/// News that told one seat something about itself, or moves of offers that led nowhere.
const fn aside(news: &News) -> bool {
    matches!(
        news,
        News::TurnOpened { .. }
            | News::OrderDone { .. }
            | News::OrderIdle { .. }
            | News::OrderUnpaid { .. }
            | News::OrderForbidden { .. }
            | News::StockMoved { .. }
            | News::OfferMade { .. }
            | News::OfferLapsed { .. }
            | News::Countered { .. }
            | News::Withdrawn { .. }
    )
}

/// All agreements, secret ones too.
pub(super) fn agreements(ui: &mut Ui, told: &Told) {
    for agreement in &told.debrief.agreements {
        card(ui, |ui| {
            head(ui, told.speaker, agreement);
            clauses::text(ui, told.speaker, told.me, &agreement.draft, &agreement.clauses);
        });
    }
    if told.debrief.agreements.is_empty() {
        sentence(ui, Shape::Open, told.speaker.ui("panel-debrief-no-agreement"));
    }
}

/// Threats and promises with what became of them, and broken agreements.
pub(super) fn promises(ui: &mut Ui, told: &Told) {
    let speaker = told.speaker;
    for said in &told.debrief.ledger {
        said_row(ui, speaker, said);
    }
    if told.debrief.ledger.is_empty() {
        sentence(ui, Shape::Open, speaker.ui("ui-ledger-none"));
    }
    for result in &told.debrief.seats {
        let key = if result.breaches == 0 {
            "panel-kept-all"
        } else {
            "panel-broke"
        };
        let args = [
            ("seat", Value::from(result.seat)),
            ("count", i64::from(result.breaches).into()),
        ];
        let text = crate::client::panels::measures::capital(&speaker.ui_with(key, &args));
        sentence(ui, if result.breaches == 0 { Shape::Done } else { Shape::Stop }, text);
    }
}

fn moves(line: &Series) -> bool {
    line.values.iter().any(|value| (value - 1.0).abs() > 1.0e-9)
}

/// Prices of a good through the game and the run-out.
pub(super) fn prices(ui: &mut Ui, told: &Told, good: &mut usize) {
    let (speaker, level) = (told.speaker, told.level);
    let minerals = level
        .goods
        .iter()
        .enumerate()
        .filter(|(_, g)| matches!(g.kind, GoodKind::Mineral { .. }));
    let names: Vec<(usize, String)> = minerals.map(|(at, _)| (at, speaker.good(GoodId::at(at)))).collect();
    choose(ui, good, &names);
    let n = level.n();
    let countries: Vec<CountryId> = (0..level.seats.len())
        .filter_map(|s| level.country_of(SeatId::at(s)))
        .collect();
    let mut lines: Vec<Series> = countries
        .iter()
        .enumerate()
        .map(|(style, c)| {
            let values = told
                .debrief
                .history
                .iter()
                .map(|h| h.price.get(*good * n + c.index()).copied().unwrap_or(1.0))
                .collect();
            Series {
                name: speaker.country(*c),
                values,
                style,
            }
        })
        .collect();
    // A country that never buys the good has no price: its flat line would hide the others.
    if lines.iter().any(moves) {
        lines.retain(moves);
    }
    chart(
        ui,
        speaker,
        "debrief-prices",
        &told.debrief.history,
        &lines,
        1.0,
        Some(told.debrief.played.saturating_sub(1)),
    );
    legend(
        ui,
        &lines
            .iter()
            .map(|l| (l.name.clone(), l.style, true))
            .collect::<Vec<_>>(),
    );
    ui.label(small(speaker.ui("panel-run-out-line")));
}
