//! The news: newest turn first, the level's headlines as cards; all of it, or what names one's own country.

use bevy_egui::egui;
use egui::{RichText, Ui};

use super::marks::Shape;
use super::situation::my_country;
use super::widgets::{body, card_lit, choose, section, sentence};
use crate::client::scene::{Intent, Scene};
use crate::client::theme;
use crate::level::ids::CountryId;
use crate::level::units::Turn;
use crate::rules::news::{Line, News};
use crate::rules::words::Arg;

/// What the panel keeps.
#[derive(Debug, Default)]
pub struct NewsState {
    mine: bool,
}

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene, state: &mut NewsState, _: &mut Vec<Intent>) {
    let speaker = scene.speaker;
    choose(
        ui,
        &mut state.mine,
        &[
            (false, speaker.ui("panel-news-all")),
            (true, speaker.ui("panel-news-mine")),
        ],
    );
    body(ui, "news", |ui| {
        let mut shown = 0;
        for turn in (0..=scene.live.turn.0).rev().map(Turn) {
            let news: Vec<&News> = scene
                .log
                .iter()
                .rev()
                .filter(|e| e.turn == turn)
                .filter_map(|e| match &e.line {
                    Line::News(news) => Some(news),
                    Line::Message { .. } => None,
                })
                .filter(|n| !matches!(n, News::TurnOpened { .. }) && (!state.mine || concerns(scene, n)))
                .collect();
            if news.is_empty() {
                continue;
            }
            shown += news.len();
            section(ui, &heading(scene, turn), |ui| {
                for one in news {
                    item(ui, scene, one);
                }
            });
        }
        if shown == 0 {
            sentence(ui, Shape::Open, speaker.ui("ui-news-none"));
        }
    });
}

fn heading(scene: &Scene, turn: Turn) -> String {
    let month = scene.known.level().month_of(turn);
    scene
        .speaker
        .ui_with("panel-turn-heading", &[("turn", turn.into()), ("month", month.into())])
}

/// Whether news name one's own country, seat or agreement partners.
fn concerns(scene: &Scene, news: &News) -> bool {
    let (country, seat) = (my_country(scene), scene.view.seat());
    news.args().iter().any(|(_, arg)| match arg {
        Arg::Country(c) => *c == country,
        Arg::Seat(s) => Some(*s) == seat,
        Arg::Order(order) => names(order, country),
        Arg::Offer(_) => true,
        _ => false,
    }) || matches!(
        news,
        News::OrderDone { .. } | News::StockMoved { .. } | News::OrderIdle { .. } | News::OrderUnpaid { .. }
    )
}

fn names(order: &crate::level::order::Order, country: CountryId) -> bool {
    use crate::level::order::Order;
    match *order {
        Order::Tariff { partner, .. } => partner == country,
        Order::ExportTax { destination, .. } => destination == country,
        Order::Control { destination, .. } | Order::Suspend { destination, .. } => {
            destination.is_none_or(|d| d == country)
        }
        _ => false,
    }
}

fn item(ui: &mut Ui, scene: &Scene, news: &News) {
    if let News::Headline { event } = news {
        card_lit(ui, theme::WEAK, |ui| {
            ui.add(
                egui::Label::new(RichText::new(scene.speaker.headline(*event)).font(theme::strong_font(theme::LEAD)))
                    .wrap(),
            );
            ui.add(egui::Label::new(scene.speaker.event_body(*event)).wrap());
        });
        return;
    }
    let shape = match news {
        News::Broken { .. } | News::OrderForbidden { .. } | News::OrderUnpaid { .. } | News::OrderIdle { .. } => {
            Shape::Stop
        }
        News::Late { .. }
        | News::WordEmpty { .. }
        | News::SuspensionEnded { .. }
        | News::MineClosed { .. }
        | News::Stated { .. }
        | News::Leaked { .. } => Shape::Alert,
        News::Signed { .. } | News::WordKept { .. } | News::ProjectRuns { .. } | News::OrderDone { .. } => Shape::Done,
        _ => Shape::Open,
    };
    sentence(ui, shape, scene.speaker.news(news));
}
