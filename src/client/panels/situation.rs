//! The situation panel: what waits, goals, the three lines and what they are made of, where the chain is narrow.

use bevy_egui::egui;
use egui::Ui;

use super::clubs;
use super::marks::{self, Shape};
use super::sketch::{Sketch, me};
use super::top_bar::LINES;
use super::widgets::{
    body, card, card_lit, link_row, note, row_with_end, section, sentence, signed, small, strong, value_row, weak,
    whole_percent,
};
use crate::client::scene::{Intent, PanelName, Scene, Selection};
use crate::client::theme;
use crate::level::ids::{CountryId, GoodId};
use crate::level::{LevelChain, Seat};
use crate::rules::figures::Lines;
use crate::rules::state::WelfareParts;
use crate::rules::{AgendaItem, agenda, holds, score};
use crate::text::{Value, format};

/// What the panel keeps.
#[derive(Debug, Default)]
pub struct SituationState {
    sketch: Sketch,
    /// Scroll to the clubs as soon as they are drawn.
    to_clubs: bool,
}

impl SituationState {
    /// Scrolls to the clubs.
    pub const fn show_clubs(&mut self) {
        self.to_clubs = true;
    }
}

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene, state: &mut SituationState, out: &mut Vec<Intent>) {
    let speaker = scene.speaker;
    body(ui, "situation", |ui| {
        if scene.view.seat().is_some() {
            section(ui, &speaker.ui("ui-panel-issues"), |ui| issues(ui, scene, out));
        }
        section(ui, &speaker.ui("panel-bottlenecks"), |ui| bottlenecks(ui, scene, out));
        if !scene.known.level().mechanisms.clubs.is_empty() {
            if std::mem::take(&mut state.to_clubs) {
                ui.scroll_to_cursor(Some(egui::Align::TOP));
            }
            section(ui, &speaker.ui("panel-clubs"), |ui| {
                clubs::show(ui, scene, state.sketch.of(scene));
            });
        }
        let Some(spec) = scene.known.level().seats.get(me(scene).index()) else {
            return;
        };
        if scene.view.seat().is_none() {
            return;
        }
        section(ui, &speaker.ui("ui-brief-goals"), |ui| goals(ui, scene, spec, state));
        section(ui, &speaker.ui("ui-score"), |ui| lines(ui, scene, spec));
        section(ui, &speaker.ui("ui-score-security"), |ui| {
            security(ui, scene, spec, state);
        });
        section(ui, &speaker.ui("ui-approval"), |ui| approval(ui, scene, spec, state));
    });
}

fn issues(ui: &mut Ui, scene: &Scene, out: &mut Vec<Intent>) {
    let items = agenda(scene.view, scene.known.level());
    ui.spacing_mut().item_spacing.y = theme::GAP_S;
    for item in &items {
        let shape = match item {
            AgendaItem::Answer { .. }
            | AgendaItem::Cable(_)
            | AgendaItem::File(_)
            | AgendaItem::Late(_)
            | AgendaItem::StatementDue { .. } => Shape::Alert,
            _ => Shape::Open,
        };
        if link_row(ui, shape, &scene.speaker.agenda(item)).clicked() {
            out.push(jump(scene, item));
        }
    }
    if items.is_empty() {
        sentence(ui, Shape::Done, scene.speaker.ui("ui-issues-none"));
    }
}

/// Where an item leads.
fn jump(scene: &Scene, item: &AgendaItem) -> Intent {
    match *item {
        AgendaItem::Answer { offer, .. } => Intent::ShowOffer(offer),
        AgendaItem::History(_)
        | AgendaItem::File(_)
        | AgendaItem::StatementDue { .. }
        | AgendaItem::Tender(_)
        | AgendaItem::Bids(_) => Intent::Open(PanelName::Policy),
        AgendaItem::Cable(_) => Intent::Open(PanelName::News),
        AgendaItem::SuspensionEnds { exporter, .. } => {
            let seat = scene.known.level().countries.get(exporter.index()).and_then(|c| c.seat);
            match seat.filter(|s| Some(*s) != scene.view.seat()) {
                Some(seat) => Intent::DraftWith(seat),
                None => Intent::Open(PanelName::Policy),
            }
        }
        AgendaItem::AgreementEnds(_) | AgendaItem::Late(_) => Intent::Open(PanelName::Deals),
        AgendaItem::Project(project) => Intent::ShowProject(project),
    }
}

/// The country of the viewing seat (the first one's for others).
pub(super) fn my_country(scene: &Scene) -> CountryId {
    scene.known.level().country_of(me(scene)).unwrap_or(CountryId(0))
}

/// A good's price multiple for the civil users of a country, from the last figures.
pub(super) fn multiple(scene: &Scene, country: CountryId, good: GoodId) -> f64 {
    let n = scene.known.level().n();
    scene
        .history
        .last()
        .and_then(|h| h.price.get(good.index() * n + country.index()))
        .copied()
        .unwrap_or(1.0)
}

/// From this multiple on a stage counts as narrow.
const NARROW: f64 = 1.1;

fn bottlenecks(ui: &mut Ui, scene: &Scene, out: &mut Vec<Intent>) {
    for chain in &scene.known.level().chains {
        card(ui, |ui| chain_row(ui, scene, chain, out));
    }
}

fn chain_row(ui: &mut Ui, scene: &Scene, chain: &LevelChain, out: &mut Vec<Intent>) {
    let (speaker, country) = (scene.speaker, my_country(scene));
    let worst = chain
        .goods
        .iter()
        .copied()
        .max_by(|a, b| multiple(scene, country, *a).total_cmp(&multiple(scene, country, *b)));
    let worst = worst.filter(|g| multiple(scene, country, *g) >= NARROW);
    ui.label(strong(speaker.text(&chain.name)));
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        for good in &chain.goods {
            let times = format!("×{}", format::decimal(multiple(scene, country, *good), 2));
            let mark = if worst == Some(*good) { Some(Shape::Alert) } else { None };
            let row = value_row(ui, mark, &speaker.good(*good), &times).on_hover_text(speaker.ui("ui-tip-price-index"));
            if row.clicked() {
                out.push(Intent::Select(Selection {
                    good: Some(*good),
                    ..scene.selection
                }));
                out.push(Intent::Open(PanelName::Markets));
            }
        }
    });
    match worst {
        Some(good) => {
            let ore_free = chain.goods.first().is_some_and(|first| *first != good);
            let key = if ore_free {
                "panel-bottleneck-downstream"
            } else {
                "panel-bottleneck-ore"
            };
            let args = [("good", Value::from(good)), ("country", Value::from(country))];
            sentence(ui, Shape::Alert, speaker.ui_with(key, &args)).on_hover_text(speaker.ui("ui-tip-bottleneck"));
        }
        None => {
            sentence(
                ui,
                Shape::Done,
                speaker.ui_with("panel-bottleneck-none", &[("country", country.into())]),
            );
        }
    }
}

fn goals(ui: &mut Ui, scene: &Scene, spec: &Seat, state: &mut SituationState) {
    let speaker = scene.speaker;
    for goal in &spec.goals {
        let met = holds(state.sketch.of(scene), &goal.met);
        let content = |ui: &mut Ui| {
            ui.horizontal_top(|ui| {
                let stars = marks::stars(ui, goal.stars, met);
                let words = speaker.ui_with("ui-goal-stars", &[("stars", i64::from(goal.stars).into())]);
                marks::named(&stars, &words);
                ui.vertical(|ui| {
                    ui.add(egui::Label::new(speaker.text(&goal.text)).wrap());
                    ui.horizontal(|ui| {
                        marks::shape(ui, if met { Shape::Done } else { Shape::Open });
                        ui.label(small(speaker.ui(if met { "ui-goal-met" } else { "ui-goal-not-met" })));
                    });
                })
            })
            .response
            .on_hover_text(speaker.condition(&goal.met));
        };
        if met {
            card_lit(ui, theme::MINE, content)
        } else {
            card(ui, content)
        };
    }
}

fn lines(ui: &mut Ui, scene: &Scene, spec: &Seat) {
    let speaker = scene.speaker;
    let seat = me(scene).index();
    let Some(last) = scene.history.last().and_then(|h| h.lines.get(seat)) else {
        return;
    };
    for (line, key) in LINES.into_iter().enumerate() {
        let past: Vec<f64> = scene
            .history
            .iter()
            .filter_map(|h| h.lines.get(seat))
            .map(|l| l.points[line])
            .collect();
        let response = row_with_end(
            ui,
            |ui| {
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 0.0;
                    ui.label(strong(speaker.ui(key)));
                    let weight = speaker.rate(spec.weights[line]);
                    ui.label(small(speaker.ui_with("panel-weight", &[("weight", (&weight).into())])));
                });
            },
            |ui| {
                ui.add_sized(
                    [48.0, 24.0],
                    egui::Label::new(strong(signed(last.points[line], 0)).size(theme::LEAD)),
                );
                marks::balance(ui, 90.0, last.points[line] / 100.0);
                marks::sparkline(
                    ui,
                    &past,
                    if last.points[line] < 0.0 {
                        theme::ALERT
                    } else {
                        theme::MINE
                    },
                )
            },
        );
        marks::named(
            &response,
            &format!("{}: {}", speaker.ui(key), signed(last.points[line], 0)),
        );
        response.on_hover_text(now_and_without(scene, last, line));
    }
    row_with_end(
        ui,
        |ui| {
            ui.label(weak(speaker.ui("ui-score-total")));
        },
        |ui| {
            ui.add_sized(
                [48.0, 24.0],
                egui::Label::new(strong(signed(last.total, 0)).size(theme::LEAD)),
            )
        },
    );
    note(ui, speaker.ui("ui-score-explained"));
    egui::CollapsingHeader::new(speaker.ui("panel-made-of"))
        .id_salt("parts")
        .show(ui, |ui| {
            for line in 0..LINES.len() {
                note(ui, now_and_without(scene, last, line));
            }
            parts(ui, scene, &last.welfare);
        });
}

fn now_and_without(scene: &Scene, lines: &Lines, line: usize) -> String {
    let places = if line == 0 { 0 } else { 1 };
    let (now, without) = (
        format::decimal(lines.last[line], places),
        format::decimal(lines.without[line], places),
    );
    let name = scene.speaker.ui(LINES[line]);
    let key = if line == 0 {
        "panel-line-money"
    } else {
        "panel-line-points"
    };
    scene.speaker.ui_with(
        key,
        &[
            ("line", (&name).into()),
            ("now", (&now).into()),
            ("without", (&without).into()),
        ],
    )
}

fn parts(ui: &mut Ui, scene: &Scene, parts: &WelfareParts) {
    let rows = [
        ("ui-welfare-producers", parts.producers),
        ("ui-welfare-users", parts.users),
        ("ui-welfare-goods", parts.goods),
        ("ui-welfare-receipts", parts.receipts),
        ("ui-welfare-outlays", -parts.outlays),
        ("ui-welfare-environment", -parts.environment),
        ("ui-welfare-damage", -parts.damage),
    ];
    for (key, value) in rows {
        row_with_end(
            ui,
            |ui| {
                ui.label(scene.speaker.ui(key));
            },
            |ui| ui.label(strong(signed(value, 0))),
        );
    }
    note(ui, scene.speaker.ui("panel-million-a-year"));
}

fn security(ui: &mut Ui, scene: &Scene, spec: &Seat, state: &mut SituationState) {
    let s = &spec.security;
    let keys = [
        "ui-security-fill",
        "ui-security-cover",
        "ui-security-diversity",
        "ui-security-scarce-stage",
        "ui-security-calm",
    ];
    let weights = [s.fill, s.cover, s.diversity, s.scarce_stage, s.calm];
    let values = score::indicators(state.sketch.of(scene), me(scene));
    for ((key, weight), value) in keys.iter().zip(weights).zip(values) {
        let hint = scene
            .speaker
            .ui_with("panel-weight", &[("weight", (&scene.speaker.rate(weight)).into())]);
        let percent = whole_percent(scene.speaker, value);
        marks::bar(ui, &scene.speaker.ui(key), value, &percent, value < 0.35).on_hover_text(hint);
    }
}

fn approval(ui: &mut Ui, scene: &Scene, spec: &Seat, state: &mut SituationState) {
    let (speaker, Some(own)) = (scene.speaker, scene.view.mine()) else {
        return;
    };
    let points = f64::from(own.approval.0) / 100.0;
    marks::bar(
        ui,
        &speaker.ui("ui-approval"),
        points / 100.0,
        &format::decimal(points, 1),
        points <= 40.0,
    )
    .on_hover_text(speaker.ui("ui-tip-approval"));
    for group in &spec.groups {
        let mood = score::mood(state.sketch.of(scene), me(scene), group.concern);
        marks::bar(
            ui,
            speaker.text(&group.name),
            mood / 100.0,
            &format::decimal(mood, 0),
            mood < 40.0,
        )
        .on_hover_text(speaker.concern(&group.concern));
    }
}
