//! The fields of a clause form, drawn by kind.

use bevy_egui::egui;
use egui::Ui;

use super::clause_form::{ClauseForm, Terms, instalment, kinds, millions, months};
use super::forms::{fields, goods, number, pick, project_seat, projects, slide};
use super::widgets::{choose, note, small};
use crate::client::scene::Scene;
use crate::level::clause::{ClauseKind, Instalment, Milestone};
use crate::level::ids::{FacilityId, SeatId, TopicId};

impl ClauseForm {
    /// Draws it for some parties.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene, parties: &[SeatId]) {
        let speaker = scene.speaker;
        let kinds: Vec<(ClauseKind, String)> = kinds(scene.known.level())
            .into_iter()
            .map(|k| (k, speaker.clause_kind(k)))
            .collect();
        choose(ui, &mut self.kind, &kinds);
        note(ui, speaker.clause_kind_about(self.kind));
        if self.kind != ClauseKind::Memorandum {
            self.sides(ui, scene, parties);
        }
        match self.kind {
            ClauseKind::TariffCeiling => {
                fields(ui, |ui| {
                    pick(ui, &speaker.ui("panel-good"), &mut self.good, &goods(scene, false));
                    slide(
                        ui,
                        &speaker.ui("panel-at-most"),
                        &mut self.max,
                        0.0..=150.0,
                        1.0,
                        "\u{a0}%",
                    );
                });
            }
            ClauseKind::ControlRelief => self.relief(ui, scene),
            ClauseKind::Offtake => self.offtake(ui, scene),
            ClauseKind::Investment => self.investment(ui, scene),
            ClauseKind::LoanAid => self.loan(ui, scene),
            ClauseKind::Equity => self.equity(ui, scene),
            ClauseKind::TechnologyTransfer | ClauseKind::Exclusivity => {
                pick(ui, &speaker.ui("panel-good"), &mut self.mineral, &goods(scene, true));
            }
            ClauseKind::SecurityGuarantee => {
                let cost = scene.known.level().mechanisms.protection.cost;
                note(ui, speaker.ui_with("panel-guarantee-cost", &[("cost", cost.into())]));
            }
            ClauseKind::Peace => {
                let patience = scene.known.level().mechanisms.protection.patience;
                note(
                    ui,
                    speaker.ui_with("panel-peace-patience", &[("months", patience.into())]),
                );
            }
            ClauseKind::Memorandum => {
                let topics = &scene.known.level().topics;
                let choices: Vec<(TopicId, String)> = (0..topics.len())
                    .map(TopicId::at)
                    .map(|t| (t, speaker.topic(t)))
                    .collect();
                pick(ui, &speaker.ui("panel-topic"), &mut self.topic, &choices);
            }
        }
    }

    fn sides(&mut self, ui: &mut Ui, scene: &Scene, parties: &[SeatId]) {
        let speaker = scene.speaker;
        let choices: Vec<(SeatId, String)> = parties.iter().map(|s| (*s, speaker.seat(*s))).collect();
        if !parties.contains(&self.giver) || !parties.contains(&self.receiver) {
            self.giver = parties.first().copied().unwrap_or(self.giver);
            self.receiver = parties
                .iter()
                .copied()
                .find(|s| *s != self.giver)
                .unwrap_or(self.receiver);
        }
        let (giver, receiver) = match self.kind {
            ClauseKind::Offtake => ("panel-seller", "panel-buyer"),
            ClauseKind::Investment | ClauseKind::Equity => ("panel-investor", "panel-host"),
            ClauseKind::LoanAid => ("panel-lender", "panel-borrower"),
            _ => ("panel-giver", "panel-receiver"),
        };
        let before = self.giver;
        fields(ui, |ui| {
            pick(ui, &speaker.ui(giver), &mut self.giver, &choices);
            pick(ui, &speaker.ui(receiver), &mut self.receiver, &choices);
        });
        // With two parties the other side follows.
        if self.giver == self.receiver {
            if self.giver == before {
                self.giver = parties.iter().copied().find(|s| *s != self.receiver).unwrap_or(before);
            } else {
                self.receiver = before;
            }
        }
    }

    fn relief(&mut self, ui: &mut Ui, scene: &Scene) {
        let speaker = scene.speaker;
        pick(ui, &speaker.ui("panel-good"), &mut self.mineral, &goods(scene, true));
        choose(
            ui,
            &mut self.general,
            &[
                (true, speaker.ui("panel-relief-general")),
                (false, speaker.ui("panel-relief-tonnes")),
            ],
        );
        if !self.general {
            number(
                ui,
                &speaker.ui("panel-tonnes-month"),
                &mut self.tonnes,
                0.001..=100_000.0,
                0.5,
                " t",
            );
        }
        choose(
            ui,
            &mut self.civil,
            &[
                (false, speaker.ui("panel-any-use")),
                (true, speaker.ui("panel-civil-use")),
            ],
        );
    }

    fn offtake(&mut self, ui: &mut Ui, scene: &Scene) {
        let speaker = scene.speaker;
        fields(ui, |ui| {
            if pick(ui, &speaker.ui("panel-good"), &mut self.mineral, &goods(scene, true)) {
                self.price = scene
                    .known
                    .level()
                    .goods
                    .get(self.mineral.index())
                    .map_or(self.price, |g| g.price.round());
            }
            number(
                ui,
                &speaker.ui("panel-tonnes-month"),
                &mut self.tonnes,
                0.001..=100_000.0,
                0.5,
                " t",
            );
        });
        choose(
            ui,
            &mut self.fixed,
            &[
                (false, speaker.ui("panel-price-market")),
                (true, speaker.ui("panel-price-fixed")),
            ],
        );
        let label = speaker.ui(if self.fixed {
            "panel-price-usd"
        } else {
            "panel-price-floor"
        });
        number(ui, &label, &mut self.price, 0.0..=100_000.0, 0.5, "");
    }

    fn investment(&mut self, ui: &mut Ui, scene: &Scene) {
        let speaker = scene.speaker;
        let hosted = projects(scene, |p| project_seat(scene, p) == Some(self.receiver));
        if !hosted.iter().any(|(p, _)| *p == self.project) {
            self.project = hosted.first().map_or(self.project, |(p, _)| *p);
        }
        fields(ui, |ui| {
            pick(ui, &speaker.ui("panel-project"), &mut self.project, &hosted);
            number(
                ui,
                &speaker.ui("panel-announced"),
                &mut self.announced,
                0.0..=100_000.0,
                5.0,
                "",
            );
        });
        note(ui, speaker.ui("ui-tip-announced"));
        ui.label(small(speaker.ui("panel-instalments")));
        let mut gone = None;
        for (at, one) in self.instalments.iter_mut().enumerate() {
            ui.push_id(at, |ui| {
                ui.horizontal(|ui| {
                    instalment_row(ui, scene, one);
                    if cross(ui, &speaker.ui("ui-button-remove")) {
                        gone = Some(at);
                    }
                })
            });
        }
        if let Some(at) = gone {
            self.instalments.remove(at);
        }
        if self.instalments.len() < 8 && ui.button(speaker.ui("panel-add-instalment")).clicked() {
            let after = self.instalments.last().map_or(0, |i| i.after.0.saturating_add(3));
            self.instalments.push(instalment(after, 25.0, Milestone::None));
        }
    }

    fn loan(&mut self, ui: &mut Ui, scene: &Scene) {
        let speaker = scene.speaker;
        number(
            ui,
            &speaker.ui("panel-amount"),
            &mut self.amount,
            0.001..=100_000.0,
            5.0,
            "",
        );
        choose(
            ui,
            &mut self.terms,
            &[
                (Terms::Aid, speaker.ui("panel-aid")),
                (Terms::Loan, speaker.ui("panel-loan")),
                (Terms::DebtSwap, speaker.ui("panel-debt-swap")),
            ],
        );
        if self.terms != Terms::Aid {
            fields(ui, |ui| {
                number(ui, &speaker.ui("panel-months"), &mut self.months, 1.0..=60.0, 1.0, "");
                if self.terms == Terms::Loan {
                    number(
                        ui,
                        &speaker.ui("panel-interest"),
                        &mut self.rate,
                        0.0..=50.0,
                        0.25,
                        "\u{a0}%",
                    );
                }
            });
        }
    }

    fn equity(&mut self, ui: &mut Ui, scene: &Scene) {
        let (speaker, level) = (scene.speaker, scene.known.level());
        let host = level.country_of(self.receiver);
        let all = level.facilities.iter().enumerate();
        let hosted: Vec<(FacilityId, String)> = all
            .filter(|(_, f)| Some(f.country) == host)
            .map(|(at, _)| (FacilityId::at(at), speaker.facility(FacilityId::at(at))))
            .collect();
        if !hosted.iter().any(|(f, _)| *f == self.facility) {
            self.facility = hosted.first().map_or(self.facility, |(f, _)| *f);
        }
        // Names of plants are long: they have a line of their own.
        pick(ui, &speaker.ui("panel-facility"), &mut self.facility, &hosted);
        fields(ui, |ui| {
            slide(
                ui,
                &speaker.ui("panel-part"),
                &mut self.share,
                1.0..=100.0,
                1.0,
                "\u{a0}%",
            );
            number(
                ui,
                &speaker.ui("panel-amount"),
                &mut self.amount,
                0.001..=100_000.0,
                5.0,
                "",
            );
        });
    }
}

/// A small button that removes a line; its words are for screen readers.
fn cross(ui: &mut Ui, words: &str) -> bool {
    ui.vertical(|ui| {
        ui.add_space(18.0);
        let button = ui.button("×").on_hover_text(words);
        let words = words.to_owned();
        button.widget_info(move || egui::WidgetInfo::labeled(egui::WidgetType::Button, true, &words));
        button.clicked()
    })
    .inner
}

fn instalment_row(ui: &mut Ui, scene: &Scene, one: &mut Instalment) {
    let speaker = scene.speaker;
    let (mut amount, mut after) = (one.amount.million(), f64::from(one.after.0));
    number(ui, &speaker.ui("panel-amount"), &mut amount, 0.001..=100_000.0, 5.0, "");
    number(ui, &speaker.ui("panel-after-months"), &mut after, 0.0..=60.0, 1.0, "");
    (one.amount, one.after) = (millions(amount), months(after));
    let all = [
        Milestone::None,
        Milestone::Permitted,
        Milestone::Building,
        Milestone::Running,
    ];
    let choices: Vec<(Milestone, String)> = all.iter().map(|m| (*m, speaker.milestone(*m))).collect();
    ui.scope(|ui| {
        ui.set_max_width(150.0);
        pick(ui, &speaker.ui("panel-milestone"), &mut one.milestone, &choices);
    });
}
