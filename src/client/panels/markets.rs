//! The markets panel: prices of a good over the turns, who makes it, what one's own country pays and from where.

use std::collections::BTreeSet;

use bevy_egui::egui;
use egui::Ui;

use super::chart::{Series, chart, legend};
use super::marks::{self, Shape};
use super::measures::measures;
use super::situation::{multiple, my_country};
use super::sketch::{Sketch, me};
use super::widgets::{body, choose, note, percent, section, sentence, small, strong, weak, whole_percent};
use crate::client::scene::{Intent, Scene, Selection};
use crate::client::theme;
use crate::level::GoodKind;
use crate::level::ids::{CountryId, GoodId, Use, buyer};
use crate::level::units::Price;
use crate::rules::score;
use crate::text::{Value, format};

/// What the panel keeps.
#[derive(Debug, Default)]
pub struct MarketsState {
    sketch: Sketch,
    good: Option<GoodId>,
    selection: Selection,
    defence: bool,
    hidden: BTreeSet<CountryId>,
    begun: bool,
}

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene, state: &mut MarketsState, out: &mut Vec<Intent>) {
    let (speaker, level) = (scene.speaker, scene.known.level());
    begin(scene, state);
    let minerals: Vec<GoodId> = (0..level.goods.len())
        .map(GoodId::at)
        .filter(|g| mineral(scene, *g))
        .collect();
    // At first the good that is dearest for this country against the base year.
    let dearest = || {
        let country = my_country(scene);
        let dearer = |a: &GoodId, b: &GoodId| multiple(scene, country, *a).total_cmp(&multiple(scene, country, *b));
        minerals.iter().copied().max_by(dearer)
    };
    let Some(mut good) = state.good.or_else(dearest) else {
        return;
    };
    let names: Vec<(GoodId, String)> = minerals.iter().map(|g| (*g, speaker.good(*g))).collect();
    body(ui, "markets", |ui| {
        if choose(ui, &mut good, &names) {
            out.push(Intent::Select(Selection {
                good: Some(good),
                ..scene.selection
            }));
        }
        state.good = Some(good);
        section(ui, &speaker.ui("ui-prices"), |ui| prices(ui, scene, state, good));
        section(ui, &speaker.ui("panel-output-shares"), |ui| outputs(ui, scene, good));
        section(ui, &speaker.ui("ui-measures-in-force"), |ui| measures(ui, scene, good));
        let country = my_country(scene);
        section(
            ui,
            &speaker.ui_with("panel-own-supply", &[("country", Value::from(country))]),
            |ui| {
                for one in &minerals {
                    supply(ui, scene, state, *one);
                }
            },
        );
    });
}

/// Shows own lines and those of seats first; follows the selection.
fn begin(scene: &Scene, state: &mut MarketsState) {
    let level = scene.known.level();
    if !state.begun {
        state.begun = true;
        state.hidden = (0..level.n())
            .map(CountryId::at)
            .filter(|c| !first(scene, *c) && *c != my_country(scene))
            .collect();
    }
    if state.selection != scene.selection {
        state.selection = scene.selection;
        if let Some(good) = scene.selection.good.filter(|g| mineral(scene, *g)) {
            state.good = Some(good);
        }
        if let Some(country) = scene.selection.country {
            state.hidden.remove(&country);
        }
    }
}

/// The large users, shown before anybody switches lines on.
fn first(scene: &Scene, country: CountryId) -> bool {
    scene
        .known
        .level()
        .countries
        .get(country.index())
        .is_some_and(|c| ["us", "cn", "jp", "eu"].contains(&c.id.as_str()))
}

fn mineral(scene: &Scene, good: GoodId) -> bool {
    scene
        .known
        .level()
        .goods
        .get(good.index())
        .is_some_and(|g| matches!(g.kind, GoodKind::Mineral { .. }))
}

fn prices(ui: &mut Ui, scene: &Scene, state: &mut MarketsState, good: GoodId) {
    let (speaker, level) = (scene.speaker, scene.known.level());
    choose(
        ui,
        &mut state.defence,
        &[(false, speaker.use_(Use::Civil)), (true, speaker.use_(Use::Defence))],
    );
    let n = level.n();
    let values = |country: CountryId| -> Vec<f64> {
        let at = good.index() * n + country.index();
        scene
            .history
            .iter()
            .map(|h| if state.defence { &h.defence_price } else { &h.price })
            .map(|p| p.get(at).copied().unwrap_or(1.0))
            .collect()
    };
    // One's own country comes first, in one's own colour.
    let mine = my_country(scene);
    let mut order: Vec<CountryId> = (0..n).map(CountryId::at).collect();
    order.sort_by_key(|c| (*c != mine, !first(scene, *c)));
    let lines: Vec<Series> = order
        .iter()
        .enumerate()
        .filter(|(_, c)| !state.hidden.contains(c))
        .map(|(style, c)| Series {
            name: speaker.country(*c),
            values: values(*c),
            style,
        })
        .collect();
    chart(ui, speaker, "prices", scene.history, &lines, 1.0, None);
    let entries: Vec<(String, usize, bool)> = order
        .iter()
        .enumerate()
        .map(|(style, c)| (speaker.country(*c), style, !state.hidden.contains(c)))
        .collect();
    if let Some(at) = legend(ui, &entries)
        && let Some(country) = order.get(at)
        && !state.hidden.remove(country)
    {
        state.hidden.insert(*country);
    }
    note(ui, speaker.ui("panel-price-chart-hint"));
}

fn outputs(ui: &mut Ui, scene: &Scene, good: GoodId) {
    let (speaker, n) = (scene.speaker, scene.known.level().n());
    let Some(output) = scene
        .history
        .last()
        .and_then(|h| h.output.get(good.index() * n..(good.index() + 1) * n))
    else {
        return;
    };
    let world: f64 = output.iter().sum();
    let mut shares: Vec<(CountryId, f64)> = output
        .iter()
        .enumerate()
        .filter(|(_, t)| **t > 0.0)
        .map(|(c, t)| (CountryId::at(c), *t))
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    for (country, tonnes) in &shares {
        let share = if world > 0.0 { tonnes / world } else { 0.0 };
        let mass = speaker.mass(crate::level::units::Mass::from_tonnes(*tonnes));
        let words = speaker.ui_with(
            "panel-share-and-mass",
            &[
                ("share", percent(speaker, share).as_str().into()),
                ("mass", (&mass).into()),
            ],
        );
        marks::bar(ui, &speaker.country(*country), share, &words, false);
    }
    if shares.is_empty() {
        sentence(ui, Shape::Open, speaker.ui("panel-no-output"));
    }
}

/// What one's country pays for a good, from where it comes, how long the stock lasts.
fn supply(ui: &mut Ui, scene: &Scene, state: &mut MarketsState, good: GoodId) {
    let (speaker, level, mine) = (scene.speaker, scene.known.level(), my_country(scene));
    let market = &scene.view.public.market;
    let price = market
        .index
        .get(good.index() * level.buyers() + buyer(mine, Use::Civil))
        .copied()
        .unwrap_or(0.0);
    let times = multiple(scene, mine, good);
    ui.horizontal(|ui| {
        ui.add(egui::Label::new(strong(speaker.good(good))).truncate());
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let text = strong(format!("×{}", format::decimal(times, 2)));
            ui.label(if times >= 1.1 { text.color(theme::ALERT) } else { text });
            if price > 0.0 {
                #[allow(clippy::cast_possible_truncation, reason = "a price in cents")]
                ui.label(weak(speaker.price(Price((price * 100.0).round() as i64))));
            }
        });
    });
    let origins = origins(scene, mine, good);
    let words: Vec<String> = origins
        .iter()
        .take(4)
        .map(|(c, share)| format!("{} {}", speaker.country(*c), whole_percent(speaker, *share)))
        .collect();
    if words.is_empty() {
        note(ui, speaker.ui("panel-buys-none"));
    } else {
        note(ui, format!("{}: {}", speaker.ui("panel-origins"), words.join(" · ")));
    }
    let months = score::cover(state.sketch.of(scene), me(scene), good);
    if months > 0.0 {
        ui.label(small(format!(
            "{}: {}",
            speaker.ui("ui-stock"),
            speaker.ui_with("ui-stock-cover", &[("months", months.into())])
        )));
    }
    ui.separator();
}

/// Shares of what a country buys, by origin, largest first.
fn origins(scene: &Scene, country: CountryId, good: GoodId) -> Vec<(CountryId, f64)> {
    let level = scene.known.level();
    let flow = |seller: usize| -> f64 {
        let row = (good.index() * level.n() + seller) * level.buyers();
        Use::ALL
            .iter()
            .filter_map(|u| scene.view.public.market.flow.get(row + buyer(country, *u)))
            .sum()
    };
    let all: Vec<f64> = (0..level.n()).map(flow).collect();
    let sum: f64 = all.iter().sum();
    let mut shares: Vec<(CountryId, f64)> = all
        .iter()
        .enumerate()
        .filter(|(_, t)| sum > 0.0 && **t / sum > 0.005)
        .map(|(c, t)| (CountryId::at(c), t / sum))
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
}
