//! The form of one clause: its kind, who gives to whom, and how much; and the clause it makes.

use bevy_egui::egui;
use egui::Ui;

use super::forms::{fields, goods, number, pick, project_seat, projects, slide};
use super::order_form::percent;
use super::widgets::{choose, note, small};
use crate::client::scene::Scene;
use crate::level::clause::{Clause, ClauseKind, Finance, Instalment, Milestone, OfftakePrice, Relief, ReliefUse};
use crate::level::ids::{GoodId, ProjectId, SeatId, TopicId};
use crate::level::units::{Mass, Money, Months, Price};

/// Kinds in the order of the menu.
pub const KINDS: [ClauseKind; 6] = [
    ClauseKind::TariffCeiling,
    ClauseKind::ControlRelief,
    ClauseKind::Offtake,
    ClauseKind::Investment,
    ClauseKind::LoanAid,
    ClauseKind::Memorandum,
];

/// What is filled in. Numbers are in the units of the screen: per cent, tonnes, USD/kg, million USD, months.
#[derive(Clone, Debug)]
pub struct ClauseForm {
    kind: ClauseKind,
    giver: SeatId,
    receiver: SeatId,
    good: GoodId,
    mineral: GoodId,
    max: f64,
    general: bool,
    civil: bool,
    tonnes: f64,
    fixed: bool,
    price: f64,
    project: ProjectId,
    announced: f64,
    instalments: Vec<Instalment>,
    amount: f64,
    loan: bool,
    months: f64,
    rate: f64,
    topic: TopicId,
}

impl ClauseForm {
    /// A form for promises from one seat to another.
    #[must_use]
    pub fn new(scene: &Scene, giver: SeatId, receiver: SeatId) -> Self {
        let level = scene.known.level();
        let mineral = level.seats.get(receiver.index()).map_or(GoodId(0), |s| s.security.scarce);
        Self {
            kind: ClauseKind::TariffCeiling,
            giver,
            receiver,
            good: level.goods_market.good,
            mineral,
            max: 10.0,
            general: true,
            civil: false,
            tonnes: 10.0,
            fixed: false,
            price: level.goods.get(mineral.index()).map_or(10.0, |g| g.price.round()),
            project: ProjectId(0),
            announced: 100.0,
            instalments: vec![instalment(0, 50.0, Milestone::None), instalment(6, 50.0, Milestone::None)],
            amount: 50.0,
            loan: false,
            months: 12.0,
            rate: 3.0,
            topic: TopicId(0),
        }
    }

    /// Fills it with a clause, to be changed.
    pub fn load(&mut self, clause: &Clause) {
        self.kind = clause.kind();
        if let Some((giver, receiver)) = clause.sides() {
            (self.giver, self.receiver) = (giver, receiver);
        }
        match clause {
            Clause::TariffCeiling { good, max, .. } => (self.good, self.max) = (*good, max.fraction() * 100.0),
            Clause::ControlRelief { good, relief, use_, .. } => {
                (self.mineral, self.civil) = (*good, *use_ == ReliefUse::Civil);
                self.general = *relief == Relief::General;
                if let Relief::Tonnes { per_month } = relief {
                    self.tonnes = per_month.tonnes();
                }
            }
            Clause::Offtake { good, per_month, price, .. } => {
                (self.mineral, self.tonnes) = (*good, per_month.tonnes());
                let (OfftakePrice::Fixed(usd) | OfftakePrice::Market { floor: usd }) = price;
                (self.fixed, self.price) = (matches!(price, OfftakePrice::Fixed(_)), usd.usd());
            }
            Clause::Investment { project, announced, instalments, .. } => {
                (self.project, self.announced) = (*project, announced.million());
                self.instalments.clone_from(instalments);
            }
            Clause::LoanAid { amount, finance, .. } => {
                (self.amount, self.loan) = (amount.million(), matches!(finance, Finance::Loan { .. }));
                if let Finance::Loan { months, rate } = finance {
                    (self.months, self.rate) = (f64::from(months.0), rate.fraction() * 100.0);
                }
            }
            Clause::Memorandum { topic } => self.topic = *topic,
        }
    }

    /// The clause it makes.
    #[must_use]
    pub fn clause(&self) -> Clause {
        let (giver, receiver) = (self.giver, self.receiver);
        match self.kind {
            ClauseKind::TariffCeiling => Clause::TariffCeiling { giver, receiver, good: self.good, max: percent(self.max) },
            ClauseKind::ControlRelief => Clause::ControlRelief {
                giver,
                receiver,
                good: self.mineral,
                relief: if self.general { Relief::General } else { Relief::Tonnes { per_month: Mass::from_tonnes(self.tonnes) } },
                use_: if self.civil { ReliefUse::Civil } else { ReliefUse::Any },
            },
            ClauseKind::Offtake => {
                let price = cents(self.price);
                let price = if self.fixed { OfftakePrice::Fixed(price) } else { OfftakePrice::Market { floor: price } };
                let per_month = Mass::from_tonnes(self.tonnes);
                Clause::Offtake { seller: giver, buyer: receiver, good: self.mineral, per_month, price }
            }
            ClauseKind::Investment => Clause::Investment {
                investor: giver,
                host: receiver,
                project: self.project,
                announced: millions(self.announced),
                instalments: self.instalments.clone(),
            },
            ClauseKind::LoanAid => Clause::LoanAid {
                lender: giver,
                borrower: receiver,
                amount: millions(self.amount),
                finance: if self.loan { Finance::Loan { months: months(self.months), rate: percent(self.rate) } } else { Finance::Aid },
            },
            ClauseKind::Memorandum => Clause::Memorandum { topic: self.topic },
        }
    }

    /// Draws it for some parties.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene, parties: &[SeatId]) {
        let speaker = scene.speaker;
        let kinds: Vec<(ClauseKind, String)> = KINDS.iter().map(|k| (*k, speaker.clause_kind(*k))).collect();
        choose(ui, &mut self.kind, &kinds);
        note(ui, speaker.clause_kind_about(self.kind));
        if self.kind != ClauseKind::Memorandum {
            self.sides(ui, scene, parties);
        }
        match self.kind {
            ClauseKind::TariffCeiling => {
                fields(ui, |ui| {
                    pick(ui, &speaker.ui("panel-good"), &mut self.good, &goods(scene, false));
                    slide(ui, &speaker.ui("panel-at-most"), &mut self.max, 0.0..=150.0, 1.0, " %");
                });
            }
            ClauseKind::ControlRelief => self.relief(ui, scene),
            ClauseKind::Offtake => self.offtake(ui, scene),
            ClauseKind::Investment => self.investment(ui, scene),
            ClauseKind::LoanAid => self.loan(ui, scene),
            ClauseKind::Memorandum => {
                let topics = &scene.known.level().topics;
                let choices: Vec<(TopicId, String)> =
                    (0..topics.len()).map(TopicId::at).map(|t| (t, speaker.topic(t))).collect();
                pick(ui, &speaker.ui("panel-topic"), &mut self.topic, &choices);
            }
        }
    }

    fn sides(&mut self, ui: &mut Ui, scene: &Scene, parties: &[SeatId]) {
        let speaker = scene.speaker;
        let choices: Vec<(SeatId, String)> = parties.iter().map(|s| (*s, speaker.seat(*s))).collect();
        if !parties.contains(&self.giver) || !parties.contains(&self.receiver) {
            self.giver = parties.first().copied().unwrap_or(self.giver);
            self.receiver = parties.iter().copied().find(|s| *s != self.giver).unwrap_or(self.receiver);
        }
        let (giver, receiver) = match self.kind {
            ClauseKind::Offtake => ("panel-seller", "panel-buyer"),
            ClauseKind::Investment => ("panel-investor", "panel-host"),
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
        choose(ui, &mut self.general, &[(true, speaker.ui("panel-relief-general")), (false, speaker.ui("panel-relief-tonnes"))]);
        if !self.general {
            number(ui, &speaker.ui("panel-tonnes-month"), &mut self.tonnes, 0.001..=100_000.0, 0.5, " t");
        }
        choose(ui, &mut self.civil, &[(false, speaker.ui("panel-any-use")), (true, speaker.ui("panel-civil-use"))]);
    }

    fn offtake(&mut self, ui: &mut Ui, scene: &Scene) {
        let speaker = scene.speaker;
        fields(ui, |ui| {
            if pick(ui, &speaker.ui("panel-good"), &mut self.mineral, &goods(scene, true)) {
                self.price = scene.known.level().goods.get(self.mineral.index()).map_or(self.price, |g| g.price.round());
            }
            number(ui, &speaker.ui("panel-tonnes-month"), &mut self.tonnes, 0.001..=100_000.0, 0.5, " t");
        });
        choose(ui, &mut self.fixed, &[(false, speaker.ui("panel-price-market")), (true, speaker.ui("panel-price-fixed"))]);
        let label = speaker.ui(if self.fixed { "ui-price" } else { "panel-price-floor" });
        number(ui, &label, &mut self.price, 0.0..=100_000.0, 0.5, " $/kg");
    }

    fn investment(&mut self, ui: &mut Ui, scene: &Scene) {
        let speaker = scene.speaker;
        let hosted = projects(scene, |p| project_seat(scene, p) == Some(self.receiver));
        if !hosted.iter().any(|(p, _)| *p == self.project) {
            self.project = hosted.first().map_or(self.project, |(p, _)| *p);
        }
        fields(ui, |ui| {
            pick(ui, &speaker.ui("panel-project"), &mut self.project, &hosted);
            number(ui, &speaker.ui("panel-announced"), &mut self.announced, 0.0..=100_000.0, 5.0, " $ m");
        });
        note(ui, speaker.ui("ui-tip-announced"));
        ui.label(small(speaker.ui("panel-instalments")));
        let mut gone = None;
        for (at, one) in self.instalments.iter_mut().enumerate() {
            ui.push_id(at, |ui| {
                ui.horizontal(|ui| {
                    instalment_row(ui, scene, one);
                    if ui.button("×").on_hover_text(speaker.ui("ui-button-remove")).clicked() {
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
        number(ui, &speaker.ui("panel-amount"), &mut self.amount, 0.001..=100_000.0, 5.0, " $ m");
        choose(ui, &mut self.loan, &[(false, speaker.ui("panel-aid")), (true, speaker.ui("panel-loan"))]);
        if self.loan {
            fields(ui, |ui| {
                number(ui, &speaker.ui("panel-months"), &mut self.months, 1.0..=60.0, 1.0, "");
                number(ui, &speaker.ui("panel-interest"), &mut self.rate, 0.0..=50.0, 0.25, " %");
            });
        }
    }
}

fn instalment_row(ui: &mut Ui, scene: &Scene, one: &mut Instalment) {
    let speaker = scene.speaker;
    let (mut amount, mut after) = (one.amount.million(), f64::from(one.after.0));
    number(ui, &speaker.ui("panel-amount"), &mut amount, 0.001..=100_000.0, 5.0, " $ m");
    number(ui, &speaker.ui("panel-after-months"), &mut after, 0.0..=60.0, 1.0, "");
    (one.amount, one.after) = (millions(amount), months(after));
    let all = [Milestone::None, Milestone::Permitted, Milestone::Building, Milestone::Running];
    let choices: Vec<(Milestone, String)> = all.iter().map(|m| (*m, speaker.milestone(*m))).collect();
    ui.scope(|ui| {
        ui.set_max_width(150.0);
        pick(ui, &speaker.ui("panel-milestone"), &mut one.milestone, &choices);
    });
}

/// An instalment after some months, in million USD.
#[must_use]
pub fn instalment(after: u16, amount: f64, milestone: Milestone) -> Instalment {
    Instalment { after: Months(after), amount: millions(amount), milestone }
}

/// Million USD into money.
#[must_use]
pub fn millions(amount: f64) -> Money {
    Money::from_thousand(amount * 1_000.0)
}

#[allow(clippy::cast_possible_truncation, reason = "fields keep it far smaller")]
fn cents(usd: f64) -> Price {
    Price((usd * 100.0).round() as i64)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "fields keep it between 0 and 60")]
fn months(count: f64) -> Months {
    Months(count.round().clamp(0.0, 1_000.0) as u16)
}
