//! Measures in force on a good: controls by exporter, tariffs and export taxes above zero.

use bevy_egui::egui;
use egui::Ui;

use super::marks::Shape;
use super::widgets::sentence;
use crate::client::scene::Scene;
use crate::level::ids::{CountryId, GoodId};
use crate::level::measure::Control;
use crate::level::units::Rate;
use crate::text::Value;

/// Draws them.
pub fn measures(ui: &mut Ui, scene: &Scene, good: GoodId) {
    let mut none = true;
    for (control, to) in grouped(scene, good) {
        none = false;
        control_row(ui, scene, control, &to);
    }
    for (importer, exporter, rate) in rates(scene, &scene.view.public.tariffs, good) {
        none = false;
        let args = [
            ("importer", Value::from(importer)),
            ("exporter", exporter.into()),
            ("rate", rate.into()),
        ];
        sentence(
            ui,
            Shape::Open,
            capital(&scene.speaker.ui_with("panel-tariff-row", &args)),
        );
    }
    for (exporter, destination, rate) in rates(scene, &scene.view.public.export_taxes, good) {
        none = false;
        let args = [
            ("exporter", Value::from(exporter)),
            ("destination", destination.into()),
            ("rate", rate.into()),
        ];
        sentence(ui, Shape::Open, capital(&scene.speaker.ui_with("panel-tax-row", &args)));
    }
    if none {
        sentence(ui, Shape::Done, scene.speaker.ui("panel-no-measures"));
    }
}

/// Controls that say the same, with all their destinations.
fn grouped(scene: &Scene, good: GoodId) -> Vec<(Control, Vec<CountryId>)> {
    let mut groups: Vec<(Control, Vec<CountryId>)> = Vec::new();
    for control in scene
        .view
        .public
        .controls
        .iter()
        .map(|c| c.control)
        .filter(|c| c.good == good)
    {
        let same = |c: &Control| {
            (c.exporter, c.regime, c.suspended_until) == (control.exporter, control.regime, control.suspended_until)
        };
        match groups.iter_mut().find(|(c, _)| same(c)) {
            Some((_, to)) => to.push(control.destination),
            None => groups.push((control, vec![control.destination])),
        }
    }
    groups
}

fn control_row(ui: &mut Ui, scene: &Scene, control: Control, to: &[CountryId]) {
    let (speaker, level) = (scene.speaker, scene.known.level());
    let names = if to.len() + 1 >= level.n() {
        speaker.ui("everybody")
    } else {
        to.iter().map(|c| speaker.country(*c)).collect::<Vec<_>>().join(", ")
    };
    let args = [
        ("exporter", Value::from(control.exporter)),
        ("destinations", (&names).into()),
        ("regime", control.regime.into()),
    ];
    let mut text = capital(&speaker.ui_with("panel-control-row", &args));
    if let Some(until) = control.suspended_until {
        text = format!(
            "{text} ({})",
            speaker.ui_with("ui-measure-suspended", &[("until", until.into())])
        );
    }
    let acts = control.effective(level.month_of(scene.live.turn)).limits();
    sentence(ui, if acts { Shape::Stop } else { Shape::Open }, text);
}

/// Rates above zero on a good: who levies, on whom, how much; one's own country's first, at most twelve.
fn rates(scene: &Scene, table: &[Rate], good: GoodId) -> Vec<(CountryId, CountryId, Rate)> {
    let level = scene.known.level();
    let mine = super::situation::my_country(scene);
    let mut all = Vec::new();
    for a in (0..level.n()).map(CountryId::at) {
        for b in (0..level.n()).map(CountryId::at) {
            if let Some(rate) = table.get(level.cell(good, a, b)).filter(|r| r.0 > 0) {
                all.push((a, b, *rate));
            }
        }
    }
    all.sort_by_key(|(a, b, rate)| (*a != mine && *b != mine, std::cmp::Reverse(*rate)));
    all.truncate(12);
    all
}

/// With a capital first letter, in scripts that have them.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
