//! Panels are driven by their words, as a person or a screen reader would, without a window.
#![cfg(feature = "client")]

use std::sync::Arc;

use bevy_egui::egui;
use chokepoint::client::panels::{Panels, guide, screens};
use chokepoint::client::scene::{Intent, PanelName, PreviewKey, Previews, Scene, Selection};
use chokepoint::client::theme;
use chokepoint::debrief::Debrief;
use chokepoint::level::catalogue;
use chokepoint::level::check::check_text;
use chokepoint::level::clause::{Clause, Draft};
use chokepoint::level::ids::{OfferId, SeatId};
use chokepoint::level::order::{Order, OrderKey};
use chokepoint::level::public::PublicLevel;
use chokepoint::level::units::Rate;
use chokepoint::net::message::{Live, Occupant};
use chokepoint::rules::command::Command;
use chokepoint::rules::estimate::KnownLevel;
use chokepoint::rules::figures::TurnFigures;
use chokepoint::rules::news::LogEntry;
use chokepoint::rules::offer::Reason;
use chokepoint::rules::preview::Gain;
use chokepoint::rules::{View, Viewer};
use chokepoint::table::Table;
use chokepoint::table::journal::Actor;
use chokepoint::text::{Language, Speaker};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

/// Everything a scene borrows.
struct Seen {
    known: KnownLevel,
    view: View,
    live: Live,
    history: Vec<TurnFigures>,
    log: Vec<LogEntry>,
    previews: Previews,
    speaker: Speaker,
}

impl Seen {
    fn scene(&self) -> Scene<'_> {
        Scene {
            known: &self.known,
            view: &self.view,
            live: &self.live,
            seconds_left: Some(150),
            history: &self.history,
            log: &self.log,
            pending: &[],
            refused: None,
            previews: &self.previews,
            selection: Selection::default(),
            guided: false,
            point: None,
            back_refused: false,
            speaker: &self.speaker,
        }
    }
}

/// What a harness carries.
struct Desk {
    seen: Seen,
    panels: Panels,
    out: Vec<Intent>,
}

/// The truce year in its third turn: the first offers have lapsed, nothing is sealed by hand.
fn table() -> Table {
    let (name, text) = catalogue::find("truce_year", None).unwrap();
    let level = Arc::new(check_text(&name, &text).level.unwrap());
    let mut table = Table::new(level, 7);
    table.end_turn(Actor::Clock).unwrap();
    table.end_turn(Actor::Clock).unwrap();
    table
}

fn seat(table: &Table, id: &str) -> SeatId {
    table.level().seat_named(id).unwrap()
}

fn submit(table: &mut Table, from: SeatId, number: u32, command: Command) {
    let turn = table.state().turn();
    table.submit(from, "test", number, turn, command).unwrap();
}

/// What a seat sees of a table.
fn seen(table: &Table, seat: SeatId, language: Language) -> Seen {
    let level = table.level();
    let id = level.countries[level.seats[seat.index()].country.index()].id.clone();
    let public = PublicLevel::of(&level, Some(&id)).unwrap();
    let view = table.view(Viewer::Seat(seat));
    let live = Live {
        revision: 1,
        turn: view.public.turn,
        stage: view.public.stage,
        faces: view.public.seats.clone(),
        people: vec![
            Occupant::Policy {
                name: "mixed".to_owned()
            };
            level.seats.len()
        ],
        seconds_left: None,
        last_call: false,
        paused: false,
        ledger: view.public.ledger.clone(),
        own: view.own.clone(),
        offers: view.offers.clone(),
        agreements: view.agreements.clone(),
        licences: view.licences.clone(),
        last_number: 0,
        moves: None,
    };
    let history = table.history().iter().map(|h| h.seen_by(Viewer::Seat(seat))).collect();
    let log = table.log().read(Viewer::Seat(seat), 0).cloned().collect();
    let speaker = Speaker::new(language, Arc::clone(&public.level));
    Seen {
        known: KnownLevel::new(public.level),
        view,
        live,
        history,
        log,
        previews: Previews::default(),
        speaker,
    }
}

/// A tall window with one panel (or the bar, for none), after a few frames.
fn open(seen: Seen, panels: Panels, name: Option<PanelName>) -> Harness<'static, Desk> {
    let desk = Desk {
        seen,
        panels,
        out: Vec::new(),
    };
    let mut themed = false;
    let draw = move |ui: &mut egui::Ui, desk: &mut Desk| {
        if !themed {
            themed = true;
            theme::apply(ui.ctx());
            return;
        }
        let scene = desk.seen.scene();
        match name {
            Some(name) => desk.panels.show(name, ui, &scene, &mut desk.out),
            None => desk.panels.show_top_bar(ui, &scene, None, &mut desk.out),
        }
    };
    let size = if name.is_some() {
        egui::vec2(560.0, 4_000.0)
    } else {
        egui::vec2(1_280.0, 200.0)
    };
    let mut harness = Harness::builder().with_size(size).build_ui_state(draw, desk);
    harness.run_steps(4);
    harness
}

/// Clicks something by its words.
fn click(harness: &mut Harness<'_, Desk>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(4);
}

/// Commands pushed so far.
fn commands(harness: &Harness<'_, Desk>) -> Vec<Command> {
    let command = |i: &Intent| {
        if let Intent::Command(c) = i {
            Some(c.clone())
        } else {
            None
        }
    };
    harness.state().out.iter().filter_map(command).collect()
}

fn tariff(table: &Table, partner: &str, percent: i32) -> Order {
    let level = table.level();
    Order::Tariff {
        partner: level.country_named(partner).unwrap(),
        good: level.goods_market.good,
        rate: Rate(percent * 100),
    }
}

#[test]
fn an_order_is_sealed_and_its_effect_asked_for() {
    let table = table();
    let us = seat(&table, "us");
    let order = tariff(&table, "uz", 15);
    let mut panels = Panels::default();
    panels.policy.load(&order);
    let mut harness = open(seen(&table, us, Language::English), panels, Some(PanelName::Policy));
    assert!(
        harness.state().out.contains(&Intent::Preview(PreviewKey::Order(order))),
        "its likely effect is asked for"
    );
    click(&mut harness, "Seal");
    assert_eq!(commands(&harness), vec![Command::Seal(order)]);
}

#[test]
fn a_disabled_button_says_why() {
    let table = table();
    let mut panels = Panels::default();
    let level = table.level();
    let us = level.country_named("us").unwrap();
    let uz = level.country_named("uz").unwrap();
    let now = table.state().public().tariffs[level.cell(level.goods_market.good, us, uz)];
    panels.policy.load(&tariff(&table, "uz", now.0 / 100));
    let mut harness = open(
        seen(&table, seat(&table, "us"), Language::English),
        panels,
        Some(PanelName::Policy),
    );
    let why = harness
        .query_all_by_label_contains("so the order would change nothing")
        .count();
    assert!(why >= 1, "the reason stands below the button");
    click(&mut harness, "Seal");
    assert!(commands(&harness).is_empty());
}

#[test]
fn a_sealed_order_is_taken_back() {
    let mut table = table();
    let my = seat(&table, "my");
    let order = tariff(&table, "uz", 12);
    for sealed in table.view(Viewer::Seat(my)).mine().unwrap().orders.clone() {
        submit(&mut table, my, 1, Command::Unseal(sealed.key()));
    }
    submit(&mut table, my, 2, Command::Seal(order));
    let mut harness = open(
        seen(&table, my, Language::English),
        Panels::default(),
        Some(PanelName::Policy),
    );
    click(&mut harness, "Take back");
    let OrderKey::Tariff(partner, good) = order.key() else {
        panic!("a tariff")
    };
    assert_eq!(
        commands(&harness),
        vec![Command::Unseal(OrderKey::Tariff(partner, good))]
    );
}

/// A table at which China has offered the US a declaration.
fn offered() -> (Table, SeatId, SeatId, OfferId) {
    let mut table = table();
    let (us, cn) = (seat(&table, "us"), seat(&table, "cn"));
    let topic = chokepoint::level::ids::TopicId(0);
    let draft = Draft {
        parties: vec![us, cn],
        clauses: vec![Clause::Memorandum { topic }],
        term: 2,
        secret: false,
    };
    submit(&mut table, cn, 1, Command::Propose(draft.clone()));
    let offers = table.view(Viewer::Seat(us)).offers;
    let id = offers.iter().find(|o| o.draft == draft).unwrap().id;
    (table, us, cn, id)
}

/// The deals panel with only one offer on the table.
fn with_one_offer(table: &Table, us: SeatId, id: OfferId) -> Harness<'static, Desk> {
    let mut seen = seen(table, us, Language::English);
    seen.view.offers.retain(|o| o.id == id);
    seen.previews.known = seen
        .view
        .offers
        .iter()
        .map(|o| {
            (
                PreviewKey::Draft(o.draft.clone()),
                Some(Gain {
                    low: -1.0,
                    mid: 4.0,
                    high: 6.0,
                }),
            )
        })
        .collect();
    let mut panels = Panels::default();
    let followed = panels.follow(&Intent::ShowOffer(id), &seen.scene());
    assert_eq!(followed, Some(PanelName::Deals));
    open(seen, panels, Some(PanelName::Deals))
}

#[test]
fn an_offer_is_signed() {
    let (table, us, _, id) = offered();
    let mut harness = with_one_offer(&table, us, id);
    assert!(
        harness.query_by_label_contains("about +4 points").is_some(),
        "its value is shown"
    );
    click(&mut harness, "Sign");
    assert_eq!(commands(&harness), vec![Command::Accept { offer: id, revision: 1 }]);
}

#[test]
fn an_offer_is_declined_with_a_reason() {
    let (table, us, _, id) = offered();
    let mut harness = with_one_offer(&table, us, id);
    click(&mut harness, "Decline");
    click(&mut harness, "not now");
    assert_eq!(
        commands(&harness),
        vec![Command::Decline {
            offer: id,
            reason: Reason::NotNow
        }]
    );
}

#[test]
fn an_offer_is_countered_with_its_own_text() {
    let (table, us, _, id) = offered();
    let mut harness = with_one_offer(&table, us, id);
    click(&mut harness, "Counter");
    click(&mut harness, "Send counter-offer");
    let [
        Command::Counter {
            offer,
            revision: 1,
            draft,
        },
    ] = &commands(&harness)[..]
    else {
        panic!("one counter")
    };
    assert_eq!((*offer, draft.clauses.len()), (id, 1));
}

#[test]
fn a_draft_of_two_clauses_is_sent() {
    let table = table();
    let (us, my) = (seat(&table, "us"), seat(&table, "my"));
    let seen = seen(&table, us, Language::English);
    let mut panels = Panels::default();
    assert_eq!(
        panels.follow(&Intent::DraftWith(my), &seen.scene()),
        Some(PanelName::Deals)
    );
    let mut harness = open(seen, panels, Some(PanelName::Deals));
    click(&mut harness, "Start from a template");
    click(&mut harness, "Stock swap");
    click(&mut harness, "Add a clause");
    click(&mut harness, "memorandum");
    click(&mut harness, "Put it in");
    assert!(
        harness
            .state()
            .out
            .iter()
            .any(|i| matches!(i, Intent::Preview(PreviewKey::Draft(d)) if d.clauses.len() == 2))
    );
    click(&mut harness, "Send offer");
    let [Command::Propose(draft)] = &commands(&harness)[..] else {
        panic!("one proposal")
    };
    assert_eq!(draft.parties, vec![us, my]);
    assert!(matches!(
        &draft.clauses[..],
        [Clause::Offtake { .. }, Clause::Memorandum { .. }]
    ));
}

#[test]
fn an_empty_draft_cannot_be_sent() {
    let table = table();
    let (us, my) = (seat(&table, "us"), seat(&table, "my"));
    let seen = seen(&table, us, Language::English);
    let mut panels = Panels::default();
    panels.follow(&Intent::DraftWith(my), &seen.scene());
    let mut harness = open(seen, panels, Some(PanelName::Deals));
    assert!(
        harness
            .query_by_label_contains("Your draft has no clauses yet")
            .is_some()
    );
    click(&mut harness, "Send offer");
    assert!(commands(&harness).is_empty());
}

#[test]
fn ready_is_given_and_taken_back_by_keyboard() {
    let mut table = table();
    let us = seat(&table, "us");
    let mut harness = open(seen(&table, us, Language::English), Panels::default(), None);
    harness.get_by_label("Ready").focus();
    harness.run_steps(2);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(2);
    assert_eq!(commands(&harness), vec![Command::Ready(true)]);
    submit(&mut table, us, 1, Command::Ready(true));
    let mut harness = open(seen(&table, us, Language::English), Panels::default(), None);
    click(&mut harness, "Not ready any more");
    assert_eq!(commands(&harness), vec![Command::Ready(false)]);
}

#[test]
fn an_issue_leads_to_its_offer() {
    let (table, us, from, id) = offered();
    let mut seen = seen(&table, us, Language::English);
    seen.view.offers.retain(|o| o.id == id);
    let label = seen
        .speaker
        .agenda(&chokepoint::rules::AgendaItem::Answer { offer: id, from });
    let mut harness = open(seen, Panels::default(), Some(PanelName::Situation));
    click(&mut harness, &label);
    assert!(harness.state().out.contains(&Intent::ShowOffer(id)));
}

#[test]
fn enter_sends_a_message_to_the_open_thread() {
    let table = table();
    let cn = seat(&table, "cn");
    let mut harness = open(
        seen(&table, seat(&table, "us"), Language::English),
        Panels::default(),
        Some(PanelName::Messages),
    );
    click(&mut harness, "China");
    harness.get_by_role(egui::accesskit::Role::MultilineTextInput).focus();
    harness.run_steps(2);
    harness
        .get_by_role(egui::accesskit::Role::MultilineTextInput)
        .type_text("Talk?");
    harness.run_steps(2);
    harness.key_press(egui::Key::Enter);
    harness.run_steps(2);
    assert_eq!(
        commands(&harness),
        vec![Command::Say {
            to: vec![cn],
            text: "Talk?".to_owned()
        }]
    );
}

#[test]
fn a_foreign_project_leads_to_the_desk() {
    let table = table();
    let mut harness = open(
        seen(&table, seat(&table, "kz"), Language::English),
        Panels::default(),
        Some(PanelName::Projects),
    );
    harness.get_all_by_label("Offer to finance it").next().unwrap().click();
    harness.run_steps(2);
    assert!(
        harness
            .state()
            .out
            .iter()
            .any(|i| matches!(i, Intent::LoadDraft(d) if matches!(d.clauses[..], [Clause::Investment { .. }])))
    );
}

/// No text is missing, in either language, on any panel or screen.
#[test]
fn every_text_is_there() {
    for language in Language::ALL {
        let (table, us, cn, _) = offered();
        for name in PanelName::ALL {
            let harness = open(seen(&table, us, language), Panels::default(), Some(name));
            assert_no_keys(&harness, &format!("{name:?} {language:?}"));
        }
        let seen_desk = seen(&table, us, language);
        let mut panels = Panels::default();
        panels.follow(&Intent::DraftWith(cn), &seen_desk.scene());
        assert_no_keys(&open(seen_desk, panels, Some(PanelName::Deals)), "desk");
        assert_no_keys(&open(seen(&table, us, language), Panels::default(), None), "bar");
    }
}

#[test]
fn every_screen_has_its_texts() {
    let mut table = table();
    let us = seat(&table, "us");
    table.end_game(&Actor::Clock).unwrap();
    let debrief = Debrief::of(&table);
    for language in Language::ALL {
        for screen in 0..9 {
            let (level, debrief) = (table.level(), debrief.clone());
            let desk = Desk {
                seen: seen(&table, us, language),
                panels: Panels::default(),
                out: Vec::new(),
            };
            let draw = move |ui: &mut egui::Ui, desk: &mut Desk| {
                let speaker = Speaker::new(language, Arc::clone(&level));
                match screen {
                    0 => screens::title(
                        ui,
                        &speaker,
                        &[screens::LevelCard::of(&level)],
                        Some(&screens::Rivals::of(&level)),
                        &mut screens::TitleState::default(),
                        &mut desk.out,
                    ),
                    1 => {
                        let cards = screens::SeatCard::all(&level, &desk.seen.live.people);
                        screens::seats(
                            ui,
                            &speaker,
                            &level,
                            &cards,
                            &mut screens::SeatsState::default(),
                            &mut desk.out,
                        );
                    }
                    2 => screens::brief(ui, &desk.seen.scene(), false, &mut desk.out),
                    3 => screens::sources(
                        ui,
                        &speaker,
                        &level,
                        &mut screens::SourcesState::default(),
                        &mut desk.out,
                    ),
                    page => {
                        let mut state = screens::DebriefState {
                            page: page - 4,
                            good: 0,
                        };
                        screens::debrief(ui, &speaker, &level, &debrief, Some(us), &mut state, &mut desk.out);
                    }
                }
            };
            let mut themed = false;
            let draw = move |ui: &mut egui::Ui, desk: &mut Desk| {
                if themed {
                    draw(ui, desk);
                } else {
                    themed = true;
                    theme::apply(ui.ctx());
                }
            };
            let mut harness = Harness::builder()
                .with_size(egui::vec2(1_280.0, 6_000.0))
                .build_ui_state(draw, desk);
            harness.run_steps(4);
            assert_no_keys(&harness, &format!("screen {screen} {language:?}"));
        }
    }
}

fn assert_no_keys(harness: &Harness<'_, Desk>, place: &str) {
    for prefix in ["[ui-", "[panel-", "[news-", "[agenda-", "[clause-", "{$", "{ $"] {
        let missing: Vec<String> = harness
            .query_all_by_label_contains(prefix)
            .map(|n| n.accesskit_node().label().unwrap_or_default())
            .collect();
        assert!(missing.is_empty(), "{place}: {missing:?}");
    }
}

/// The tutorial's American desk with the guide's card, after these intents of its own were followed.
fn guided(table: &Table, language: Language) -> Harness<'static, Desk> {
    let us = seat(table, "us");
    let mut seen = seen(table, us, language);
    seen.live.moves = Some(table.moves(us));
    let desk = Desk {
        seen,
        panels: Panels::default(),
        out: Vec::new(),
    };
    let (mut themed, mut open) = (false, None);
    let draw = move |ui: &mut egui::Ui, desk: &mut Desk| {
        if !themed {
            themed = true;
            theme::apply(ui.ctx());
            return;
        }
        let scene = desk.seen.scene();
        for intent in std::mem::take(&mut desk.out) {
            if let Some(name) = desk.panels.follow(&intent, &scene) {
                open = Some(name);
            }
            if matches!(intent, Intent::Command(_) | Intent::GoBack(_)) {
                desk.out.push(intent);
            }
        }
        let point = desk.panels.guide.look(&scene, open, &mut desk.out);
        let scene = Scene { point, ..scene };
        desk.panels.show_top_bar(ui, &scene, open, &mut desk.out);
        if desk.panels.guide.is_open() {
            guide::show(ui, &scene, &mut desk.panels.guide, &mut open, &mut desk.out);
        }
        if let Some(name) = open {
            desk.panels.show(name, ui, &scene, &mut desk.out);
        }
    };
    let size = egui::vec2(1_280.0, 4_000.0);
    let mut harness = Harness::builder().with_size(size).build_ui_state(draw, desk);
    harness.run_steps(4);
    harness
}

fn tutorial() -> Table {
    let (name, text) = catalogue::find("tutorial", None).unwrap();
    Table::new(Arc::new(check_text(&name, &text).level.unwrap()), 7)
}

#[test]
fn the_guide_leads_to_a_counter_offer_that_is_sent() {
    let mut table = tutorial();
    let us = seat(&table, "us");
    let mut harness = guided(&table, Language::English);
    assert!(harness.query_by_label_contains("step 1 of 8").is_some());
    // Nothing can be taken back at the first step.
    click(&mut harness, "Markets");
    assert!(harness.query_by_label_contains("step 2 of 8").is_some());
    click(&mut harness, "Deals (1)");
    assert!(harness.query_by_label_contains("step 3 of 8").is_some());
    click(&mut harness, "Fill it in for me");
    click(&mut harness, "Send counter-offer");
    let sent = commands(&harness);
    let [Command::Counter { draft, .. }] = &sent[..] else {
        panic!("{sent:?}")
    };
    assert_eq!(draft.clauses.len(), 2);
    // Sent and sealed: the next step is due, and going back says how many moves stay.
    submit(&mut table, us, 1, sent[0].clone());
    let mut state = std::mem::take(&mut harness.state_mut().panels.guide);
    let after = seen(&table, us, Language::English);
    let scene = Scene {
        log: &after.log,
        ..after.scene()
    };
    state.look(&scene, Some(PanelName::Deals), &mut Vec::new());
    assert_eq!(state.progress().at(), 3);
}

#[test]
fn a_step_can_be_left_out_taken_back_and_the_guide_put_away() {
    let table = tutorial();
    let mut harness = guided(&table, Language::English);
    click(&mut harness, "Skip step");
    assert!(harness.query_by_label_contains("step 2 of 8").is_some());
    click(&mut harness, "Back");
    assert!(harness.query_by_label_contains("step 1 of 8").is_some());
    assert!(!harness.state().out.iter().any(|i| matches!(i, Intent::GoBack(_))));
    click(&mut harness, "Leave the guide");
    assert!(harness.query_by_label_contains("step 1 of 8").is_none());
    harness.state_mut().out.push(Intent::TurnGuide);
    harness.run_steps(4);
    assert!(harness.query_by_label_contains("step 1 of 8").is_some());
}

#[test]
fn the_guide_speaks_chinese() {
    let harness = guided(&tutorial(), Language::Chinese);
    assert!(harness.query_by_label_contains("第1步，共8步").is_some());
    assert!(harness.query_by_label_contains("瓶颈").is_some());
    assert_no_keys(&harness, "guide");
}

#[test]
fn every_character_that_players_read_is_in_the_fonts() {
    let mut themed = false;
    let mut harness = Harness::builder().build_ui(move |ui| {
        if !themed {
            themed = true;
            theme::apply(ui.ctx());
        }
        ui.label("稀土");
    });
    harness.run_steps(3);
    let mut texts = vec![
        ("en.ftl".to_owned(), include_str!("../../assets/text/en.ftl").to_owned()),
        ("zh.ftl".to_owned(), include_str!("../../assets/text/zh.ftl").to_owned()),
    ];
    for name in catalogue::names(None) {
        let (_, text) = catalogue::find(&name, None).unwrap();
        texts.push((name, text));
    }
    let mut missing = std::collections::BTreeSet::new();
    harness.ctx.fonts_mut(|fonts| {
        let body = egui::FontId::proportional(14.0);
        for (name, text) in &texts {
            for c in text.chars().filter(|c| !c.is_control()) {
                if !fonts.has_glyph(&body, c) {
                    missing.insert(format!("{name}: {c} ({:x})", u32::from(c)));
                }
            }
        }
    });
    assert!(missing.is_empty(), "{missing:#?}");
}
