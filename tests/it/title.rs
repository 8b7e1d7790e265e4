//! The title screen, driven by its words: with which of two disputed figures a game is played.
#![cfg(feature = "client")]

use std::sync::Arc;

use bevy_egui::egui;
use chokepoint::client::panels::screens::{LevelCard, Rivals, TitleState, title};
use chokepoint::client::theme;
use chokepoint::level::catalogue;
use chokepoint::level::check::check_text;
use chokepoint::level::choice::{Chosen, choose};
use chokepoint::text::{Language, Speaker};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable;

#[test]
fn a_rival_figure_is_chosen_and_taken_back() {
    let (name, text) = catalogue::find("truce_year", None).unwrap();
    let level = Arc::new(check_text(&name, &text).level.unwrap());
    let speaker = Speaker::new(Language::English, Arc::clone(&level));
    let (cards, rivals) = ([LevelCard::of(&level)], Rivals::of(&level));
    let mut themed = false;
    let draw = move |ui: &mut egui::Ui, state: &mut TitleState| {
        if themed {
            title(ui, &speaker, &cards, Some(&rivals), state, &mut Vec::new());
        } else {
            themed = true;
            theme::apply(ui.ctx());
        }
    };
    let mut harness = Harness::builder()
        .with_size(egui::vec2(1_280.0, 3_000.0))
        .build_ui_state(draw, TitleState::default());
    harness.run_steps(4);
    let mut click = |words: &str| {
        harness.get_by_label_contains(words).click();
        harness.run_steps(30);
        harness.state().figures.clone()
    };
    let chosen = |from: &str| {
        vec![Chosen {
            figure: "share.mining.cn".to_owned(),
            from: from.to_owned(),
        }]
    };
    assert_eq!(click("Figures in dispute: play other ones"), vec![]);
    let picks = click("60 % ·");
    assert_eq!(picks, chosen("004"));
    let played = choose(&level, &picks).unwrap();
    assert_eq!(played.file.figures["share.mining.cn"].value, 60.0);
    assert_ne!(played.hash, level.hash);
    // Another one of the same figure takes its place; the level's own takes it back.
    assert_eq!(click("62 % ·"), chosen("iea_outlook"));
    click("Figures in dispute: 1 changed");
    click("Figures in dispute: 1 changed");
    assert_eq!(click("70 % ·"), vec![]);
    assert_eq!(click("69.2 % ·"), chosen("usgs_mcs"));
    assert_eq!(click("As the level has them"), vec![]);
}
