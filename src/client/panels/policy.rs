//! The policy panel: one's sealed orders, the form of a new one with its likely effect, threats and promises.

use bevy_egui::egui;
use egui::Ui;

use super::files::files;
use super::forms::{countries, fields, goods, number, pick, project_country, projects, slide};
use super::marks::{self, Shape};
use super::order_change::change;
use super::order_form::{Instrument, OrderForm, RegimeKind};
use super::preview::preview;
use super::refused::refused;
use super::saying::{Saying, saying};
use super::situation::my_country;
use super::sketch::{Sketch, me};
use super::widgets::{
    body, card, card_lit, choose, note, pointed_button, row_with_end, section, sentence, small, strong, tag,
};
use crate::client::scene::{Intent, Point, PreviewKey, Scene};
use crate::client::theme;
use crate::level::ids::SeatId;
use crate::level::order::Order;
use crate::level::units::Capital;
use crate::rules::command::Command;
use crate::rules::state::State;
use crate::rules::{capital_cost, capital_left, first_payment, stock_cost};
use crate::text::Value;

/// What the panel keeps.
#[derive(Debug, Default)]
pub struct PolicyState {
    sketch: Sketch,
    form: OrderForm,
    saying: Saying,
    /// Scroll to the button that seals.
    to_seal: bool,
}

impl PolicyState {
    /// Opens the form on an instrument.
    pub fn choose(&mut self, instrument: Instrument) {
        self.form.instrument = instrument;
    }

    /// Fills the form with an order, and shows the button that seals it.
    pub fn fill(&mut self, order: &Order) {
        self.form.load(order);
        self.to_seal = true;
    }

    /// Fills the form with an order.
    pub fn load(&mut self, order: &Order) {
        self.form.load(order);
    }
}

/// Draws it.
pub fn show(ui: &mut Ui, scene: &Scene, state: &mut PolicyState, out: &mut Vec<Intent>) {
    let speaker = scene.speaker;
    body(ui, "policy", |ui| {
        refused(ui, scene, |c| {
            matches!(
                c,
                Command::Seal(_) | Command::Unseal(_) | Command::State(_) | Command::AnswerFile { .. }
            )
        });
        if scene.view.mine().is_some_and(|own| !own.files.is_empty()) {
            section(ui, &speaker.ui("panel-licence-files"), |ui| files(ui, scene, out));
        }
        section(ui, &speaker.ui("ui-sealed-orders"), |ui| sealed(ui, scene, state, out));
        section(ui, &speaker.ui("panel-new-order"), |ui| {
            new_order(ui, scene, state, out);
        });
        section(ui, &speaker.ui("panel-say-first"), |ui| {
            let order = state.form.order();
            saying(ui, scene, &mut state.saying, &mut state.sketch, order, out);
        });
    });
}

fn sealed(ui: &mut Ui, scene: &Scene, state: &mut PolicyState, out: &mut Vec<Intent>) {
    let (speaker, level) = (scene.speaker, scene.known.level());
    let Some(own) = scene.view.mine() else { return };
    let left = capital_left(state.sketch.of(scene), me(scene));
    row_with_end(
        ui,
        |ui| {
            ui.label(small(speaker.ui("ui-capital")));
        },
        |ui| {
            ui.label(strong(left.0.to_string()));
            marks::pips(ui, left.0, 6, &speaker.ui("ui-capital")).on_hover_text(speaker.ui("ui-tip-capital"))
        },
    );
    for order in &own.orders {
        let history = level
            .history
            .iter()
            .any(|h| h.seat == me(scene) && h.turn == scene.live.turn && h.order == *order);
        let cost = capital_cost(state.sketch.of(scene), me(scene), order);
        let leaving = scene.pending.contains(&Command::Unseal(order.key()));
        card_lit(ui, theme::MINE, |ui| {
            sentence(ui, Shape::Mine, speaker.order(order));
            row_with_end(
                ui,
                |ui| {
                    ui.label(small(cost_words(scene, cost)));
                    if history {
                        tag(ui, &speaker.ui("ui-history-order"));
                    }
                },
                |ui| {
                    if leaving {
                        ui.spinner();
                    } else if ui.button(speaker.ui("ui-button-unseal")).clicked() {
                        out.push(Intent::Command(Command::Unseal(order.key())));
                    }
                    if !matches!(order, Order::Breach { .. }) && ui.button(speaker.ui("ui-button-change")).clicked() {
                        state.form.load(order);
                    }
                },
            );
        });
    }
    for command in scene.pending {
        if let Command::Seal(order) = command {
            ui.horizontal(|ui| {
                ui.spinner();
                ui.add(egui::Label::new(small(speaker.order(order))).wrap());
            });
        }
    }
    if own.orders.is_empty() {
        note(ui, speaker.ui("ui-sealed-orders-none"));
    }
}

fn cost_words(scene: &Scene, cost: Capital) -> String {
    scene.speaker.ui_with("ui-order-cost", &[("capital", cost.into())])
}

fn new_order(ui: &mut Ui, scene: &Scene, state: &mut PolicyState, out: &mut Vec<Intent>) {
    let speaker = scene.speaker;
    let (form, now) = (&state.form, state.sketch.of(scene));
    let kinds: Vec<(Instrument, String)> = Instrument::ALL
        .iter()
        .filter(|(i, _)| *i == form.instrument || i.concerns(now, me(scene)))
        .map(|(i, key)| (*i, speaker.ui(key)))
        .collect();
    choose(ui, &mut state.form.instrument, &kinds);
    state.form.tidy(scene, state.sketch.of(scene));
    card(ui, |ui| {
        target(ui, scene, &mut state.form);
        amount(ui, scene, &mut state.form);
        let Some(order) = state.form.order() else {
            note(ui, speaker.ui("panel-nothing-to-choose"));
            return;
        };
        ui.separator();
        let (now, then) = change(scene, state.sketch.of(scene), &order);
        if !then.is_empty() {
            ui.horizontal_wrapped(|ui| {
                ui.label(small(speaker.ui("panel-now")));
                ui.label(now);
                ui.label(small(speaker.ui("panel-then")));
                ui.label(strong(then));
            });
        }
        let seat = me(scene);
        let cost = capital_cost(state.sketch.of(scene), seat, &order);
        let money = money_words(scene, state.sketch.of(scene), &order);
        let costs = std::iter::once(cost_words(scene, cost))
            .chain(money)
            .collect::<Vec<_>>()
            .join(" · ");
        note(ui, costs);
        let command = Command::Seal(order);
        let reason = state.sketch.why_not(scene, &command);
        let already = scene.view.mine().is_some_and(|own| own.orders.contains(&order));
        let mut known = true;
        if reason.is_none() && !already {
            known = preview(ui, scene, &PreviewKey::Order(order), out).is_some();
        }
        let reason = if already {
            Some(speaker.ui("panel-already-sealed"))
        } else {
            reason
        };
        let points = scene.point == Some(Point::Seal);
        if pointed_button(ui, &speaker.ui("ui-button-seal"), reason.as_deref(), points) {
            out.push(Intent::Command(command));
        }
        if reason.is_none() {
            note(ui, speaker.ui("ui-tip-seal"));
        }
        // What was filled in for somebody is scrolled to its button, until the effect above it has come.
        if state.to_seal {
            ui.scroll_to_cursor(Some(egui::Align::BOTTOM));
            state.to_seal = !known;
        }
    });
}

fn target(ui: &mut Ui, scene: &Scene, form: &mut OrderForm) {
    let (speaker, mine) = (scene.speaker, my_country(scene));
    fields(ui, |ui| {
        if form.instrument.has_partner() {
            let mut choices = vec![];
            if form.instrument.takes_everybody() {
                choices.push((None, speaker.ui("everybody")));
            }
            choices.extend(
                countries(scene, |c| c != mine)
                    .into_iter()
                    .map(|(c, name)| (Some(c), name)),
            );
            let label = if form.instrument == Instrument::Tariff {
                "panel-from"
            } else {
                "panel-to"
            };
            pick(ui, &speaker.ui(label), &mut form.partner, &choices);
        }
        if matches!(
            form.instrument,
            Instrument::Project | Instrument::Tender | Instrument::Bid | Instrument::Award
        ) {
            // A bid goes to others' projects under tender, everything else to one's own.
            let under_tender = |p| scene.view.public.tenders.iter().any(|t| t.project == p);
            let own = projects(scene, |p| {
                let home = project_country(scene, p) == Some(mine);
                if form.instrument == Instrument::Bid {
                    !home && under_tender(p)
                } else {
                    home
                }
            });
            if !own.iter().any(|(p, _)| Some(*p) == form.project) {
                form.project = own.first().map(|(p, _)| *p);
            }
            let choices: Vec<_> = own.into_iter().map(|(p, name)| (Some(p), name)).collect();
            pick(ui, &speaker.ui("panel-project"), &mut form.project, &choices);
        } else {
            pick(
                ui,
                &speaker.ui("panel-good"),
                &mut form.good,
                &goods(scene, form.instrument != Instrument::Tariff),
            );
        }
    });
}

fn amount(ui: &mut Ui, scene: &Scene, form: &mut OrderForm) {
    let speaker = scene.speaker;
    match form.instrument {
        Instrument::Tariff | Instrument::ExportTax => {
            slide(
                ui,
                &speaker.ui("panel-rate"),
                &mut form.rate,
                0.0..=150.0,
                1.0,
                "\u{a0}%",
            );
        }
        Instrument::Control => {
            let kinds: Vec<(RegimeKind, String)> =
                RegimeKind::ALL.iter().map(|k| (*k, regime_name(scene, *k))).collect();
            choose(ui, &mut form.regime, &kinds);
            note(ui, speaker.regime_about(form.regime.with(form.approval)));
            if matches!(form.regime, RegimeKind::Licence | RegimeKind::CivilOnly) {
                slide(
                    ui,
                    &speaker.ui("panel-approval-rate"),
                    &mut form.approval,
                    0.0..=100.0,
                    5.0,
                    "\u{a0}%",
                );
            }
        }
        Instrument::Suspend => {
            slide(ui, &speaker.ui("panel-turns"), &mut form.turns, 0.0..=8.0, 1.0, "");
            note(
                ui,
                speaker.ui(if form.turns < 0.5 {
                    "panel-reinstate"
                } else {
                    "ui-tip-suspend"
                }),
            );
        }
        Instrument::Stock => {
            number(
                ui,
                &speaker.ui("panel-tonnes-buy"),
                &mut form.tonnes,
                -100_000.0..=100_000.0,
                1.0,
                " t",
            );
            note(ui, speaker.ui("panel-stock-hint"));
        }
        Instrument::Campaign => {
            note(ui, speaker.ui("panel-campaign-hint"));
        }
        Instrument::Project => {
            note(ui, speaker.ui("ui-tip-announced"));
        }
        Instrument::Floor => {
            number(
                ui,
                &speaker.ui("panel-floor-price"),
                &mut form.floor,
                0.0..=1_000_000.0,
                1.0,
                " USD/kg",
            );
            note(ui, speaker.ui("panel-floor-hint"));
        }
        Instrument::Tender => {
            note(ui, speaker.ui("panel-tender-hint"));
        }
        Instrument::Bid => {
            number(
                ui,
                &speaker.ui("panel-bid-amount"),
                &mut form.bid,
                1.0..=100_000.0,
                5.0,
                "",
            );
            note(ui, speaker.ui("panel-bid-hint"));
        }
        Instrument::Award => {
            let tenders = &scene.view.public.tenders;
            let bids = tenders
                .iter()
                .filter(|t| Some(t.project) == form.project)
                .filter_map(|t| t.bids.as_ref());
            let choices: Vec<(Option<SeatId>, String)> = bids
                .flatten()
                .map(|(seat, sum)| {
                    (
                        Some(*seat),
                        format!("{} ({})", speaker.seat(*seat), speaker.money(*sum)),
                    )
                })
                .collect();
            if !choices.iter().any(|(seat, _)| *seat == form.bidder) {
                form.bidder = choices.first().and_then(|(seat, _)| *seat);
            }
            choose(ui, &mut form.bidder, &choices);
            note(ui, speaker.ui("panel-award-hint"));
        }
        Instrument::Claim => {
            let choices = [
                (true, speaker.ui("panel-claim-on")),
                (false, speaker.ui("panel-claim-off")),
            ];
            choose(ui, &mut form.claim, &choices);
            note(ui, speaker.ui("panel-claim-hint"));
        }
        Instrument::List => {
            let choices = [
                ((true, 1), speaker.ui("panel-list-add")),
                ((true, -1), speaker.ui("panel-list-strike")),
                ((false, 10), speaker.ui("panel-list-grow")),
                ((false, -10), speaker.ui("panel-list-shrink")),
            ];
            choose(ui, &mut form.list, &choices);
            note(ui, speaker.ui("panel-list-hint"));
        }
        Instrument::Technology => {
            let choices = [
                (true, speaker.ui("panel-technology-on")),
                (false, speaker.ui("panel-technology-off")),
            ];
            choose(ui, &mut form.technology, &choices);
            note(ui, speaker.ui("panel-technology-hint"));
        }
        Instrument::Reach => {
            let choices = [
                (true, speaker.ui("panel-reach-on")),
                (false, speaker.ui("panel-reach-off")),
            ];
            choose(ui, &mut form.reach, &choices);
            note(ui, speaker.ui("panel-reach-hint"));
        }
    }
}

/// The short name of a regime kind.
fn regime_name(scene: &Scene, kind: RegimeKind) -> String {
    scene.speaker.ui(match kind {
        RegimeKind::Free => "panel-regime-free",
        RegimeKind::General => "panel-regime-general",
        RegimeKind::Licence => "panel-regime-licence",
        RegimeKind::CivilOnly => "panel-regime-civil",
        RegimeKind::Ban => "panel-regime-ban",
    })
}

/// What an order costs in money, where it does.
fn money_words(scene: &Scene, state: &State, order: &Order) -> Option<String> {
    let speaker = scene.speaker;
    match *order {
        Order::Stock { good, mass } => {
            let cost = stock_cost(state, me(scene), good, mass);
            Some(speaker.ui_with("panel-costs-money", &[("money", Value::from(cost))]))
        }
        Order::StartProject { project } => {
            let deck = scene.known.level().projects.get(project.index())?;
            let first = first_payment(state, deck);
            Some(speaker.ui_with(
                "panel-costs-money-first",
                &[("first", first.into()), ("whole", deck.cost.into())],
            ))
        }
        Order::Campaign { .. } => {
            let cost = scene.known.level().mechanisms.smuggling.campaign_cost;
            Some(speaker.ui_with("panel-costs-money", &[("money", Value::from(cost))]))
        }
        _ => None,
    }
}
