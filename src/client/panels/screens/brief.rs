//! The brief of one's seat, before the first turn and at any time after.

use bevy_egui::egui;
use egui::{RichText, Ui};

use super::{halves, page};
use crate::client::panels::marks::{self, Shape};
use crate::client::panels::sketch::me;
use crate::client::panels::top_bar::LINES;
use crate::client::panels::widgets::{
    card, card_lit, chip, choose, figure, note, primary_button, section, sentence, strong, weak,
};
use crate::client::scene::{Intent, Scene};
use crate::client::theme;
use crate::level::Seat;
use crate::level::shape::SeatEntry;
use crate::text::Value;

/// Draws it, for the first time or `again` over the game; its button pushes [`Intent::Continue`].
pub fn brief(ui: &mut Ui, scene: &Scene, again: bool, out: &mut Vec<Intent>) {
    let (speaker, level) = (scene.speaker, scene.known.level());
    let seat = me(scene);
    let (Some(spec), Some(entry)) = (level.seats.get(seat.index()), level.file.seats.get(seat.index())) else {
        return;
    };
    let text = |ui: &mut Ui, (): &mut ()| {
        ui.label(RichText::new(speaker.country(spec.country)).font(theme::strong_font(theme::TITLE)));
        ui.horizontal(|ui| {
            ui.label(weak(speaker.text(&entry.role)).size(theme::LEAD));
            chip(ui, Shape::Mine, &speaker.ui("ui-brief-private"));
        });
        halves(
            ui,
            |ui| situation(ui, scene, spec, entry),
            |ui| {
                aims(ui, scene, spec);
                team(ui, scene, entry);
            },
        );
    };
    page(ui, "brief", 1_080.0, &mut (), text, |ui, ()| {
        // Before the first month it leads into the game; later one comes back to read it.
        let key = if again { "ui-button-close" } else { "ui-start-playing" };
        if primary_button(ui, &speaker.ui(key), None) {
            out.push(Intent::Continue);
        }
    });
}

fn situation(ui: &mut Ui, scene: &Scene, spec: &Seat, entry: &SeatEntry) {
    let (speaker, level) = (scene.speaker, scene.known.level());
    section(ui, &speaker.ui("ui-brief-situation"), |ui| {
        let mut short = entry.brief.basic.is_some() && ui.data(|d| d.get_temp(length()).unwrap_or(false));
        if let Some(basic) = &entry.brief.basic {
            let lengths = [
                (false, speaker.ui("ui-brief-full")),
                (true, speaker.ui("ui-brief-basic")),
            ];
            choose(ui, &mut short, &lengths);
            ui.data_mut(|d| d.insert_temp(length(), short));
            if short {
                ui.add(egui::Label::new(speaker.text(basic)).wrap());
            }
        }
        if !short {
            ui.add(egui::Label::new(speaker.text(&entry.brief.situation)).wrap());
        }
        ui.add(
            egui::Label::new(
                RichText::new(speaker.text(&level.file.dilemma))
                    .italics()
                    .color(theme::MINE),
            )
            .wrap(),
        );
    });
    card_lit(ui, theme::ALERT, |ui| {
        ui.label(strong(speaker.ui("ui-brief-red-line")));
        sentence(ui, Shape::Stop, speaker.text(&entry.brief.red_line));
    });
    card(ui, |ui| {
        ui.label(strong(speaker.ui("ui-brief-walk")));
        ui.add(egui::Label::new(speaker.text(&entry.brief.walk)).wrap());
        note(
            ui,
            speaker.ui_with("ui-brief-walk-away", &[("points", Value::from(spec.walk_away))]),
        );
    });
    section(ui, &speaker.ui("ui-brief-weights"), |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::GAP_XL;
            for (key, weight) in LINES.iter().zip(spec.weights) {
                figure(ui, &speaker.ui(key), &speaker.rate(weight), None);
            }
        });
        note(ui, speaker.ui("ui-score-explained"));
    });
}

/// Under which name the window remembers which length of the brief was chosen.
pub fn length() -> egui::Id {
    egui::Id::new("brief length")
}

/// Who does what when several people share the seat.
fn team(ui: &mut Ui, scene: &Scene, entry: &SeatEntry) {
    let speaker = scene.speaker;
    if entry.sub_roles.is_empty() {
        return;
    }
    section(ui, &speaker.ui("ui-brief-team"), |ui| {
        for part in &entry.sub_roles {
            ui.horizontal_top(|ui| {
                ui.set_min_height(20.0);
                ui.label(strong(speaker.sub_role(part.role)));
                ui.add(egui::Label::new(speaker.text(&part.task)).wrap());
            });
        }
    });
}

fn aims(ui: &mut Ui, scene: &Scene, spec: &Seat) {
    let speaker = scene.speaker;
    section(ui, &speaker.ui("ui-brief-goals"), |ui| {
        for goal in &spec.goals {
            card(ui, |ui| {
                ui.horizontal_top(|ui| {
                    let stars = marks::stars(ui, goal.stars, true);
                    marks::named(
                        &stars,
                        &speaker.ui_with("ui-goal-stars", &[("stars", i64::from(goal.stars).into())]),
                    );
                    ui.vertical(|ui| {
                        ui.add(egui::Label::new(speaker.text(&goal.text)).wrap());
                        note(ui, speaker.condition(&goal.met));
                    });
                });
            });
        }
    });
}
