//! The beats of the tour: what is done, when the screen is there, and the name of its picture.

use bevy::prelude::*;

use super::Tour;
use crate::client::board::trade::is_mineral;
use crate::client::model::Model;
use crate::client::panels::templates::{TEMPLATES, clauses};
use crate::client::scene::{Intent, PanelName, Scene, Selection};
use crate::client::screens::{Intents, Overlay, Screen, Shell};
use crate::level::clause::Draft;
use crate::level::ids::{CountryId, GoodId, SeatId};
use crate::level::measure::Regime;
use crate::level::order::Order;
use crate::level::units::{Mass, Rate};
use crate::rules::check;
use crate::rules::command::Command;
use crate::rules::estimate::{Belief, estimate};

/// One beat.
pub(super) struct Beat {
    /// What it is, for the sentence when it fails.
    pub(super) what: &'static str,
    /// Name of the picture.
    pub(super) picture: Option<&'static str>,
    /// What is done once.
    pub(super) act: fn(&mut World, &Tour) -> Result<(), String>,
    /// What is done in every frame until it is there.
    pub(super) each: Option<fn(&mut World)>,
    /// Whether the screen is there; gets the turn in which the beat began.
    pub(super) there: fn(&World, u16) -> bool,
    /// Whether it may take long.
    pub(super) long: bool,
    /// When given: the beat is left out where this doesn't hold.
    pub(super) only: Option<fn(&World) -> bool>,
}

const fn beat(
    what: &'static str,
    picture: &'static str,
    act: fn(&mut World, &Tour) -> Result<(), String>,
    there: fn(&World, u16) -> bool,
) -> Beat {
    Beat {
        what,
        picture: Some(picture),
        act,
        each: None,
        there,
        long: false,
        only: None,
    }
}

/// A beat by its position.
pub(super) fn beat_at(at: usize) -> Option<&'static Beat> {
    [OPENING, super::guided::BEATS, PLAY, super::corners::BEATS, CLOSING]
        .into_iter()
        .flatten()
        .nth(at)
}

/// Up to the game.
static OPENING: &[Beat] = &[
    beat("the title", "title", |_, _| Ok(()), |w, _| on(w, Screen::Title)),
    beat("the choice of a seat", "seats", choose_seat, |w, _| {
        on(w, Screen::Seats)
    }),
    beat("the brief", "brief", go_on, |w, _| on(w, Screen::Brief)),
    beat("the map", "map", open_map, in_game),
];

/// Every panel, an order, a turn.
static PLAY: &[Beat] = &[
    beat(
        "the situation panel",
        "situation",
        |w, _| open(w, PanelName::Situation),
        in_game,
    ),
    beat(
        "the markets panel",
        "markets",
        |w, _| open(w, PanelName::Markets),
        in_game,
    ),
    beat("the policy panel with an order open", "policy", open_policy, in_game),
    beat(
        "the projects panel",
        "projects",
        |w, _| open(w, PanelName::Projects),
        in_game,
    ),
    beat("the deals panel", "deals", |w, _| open(w, PanelName::Deals), in_game),
    beat("the messages panel", "messages", write_message, in_game),
    beat("the news panel", "news", |w, _| open(w, PanelName::News), in_game),
    beat("the draft of a deal", "draft", open_draft, in_game),
    beat("a sealed order", "order-sealed", seal, is_sealed),
    beat("one good's flows", "map-one-good", show_good, in_game),
    beat("a country's flows", "map-country", show_country, in_game),
    Beat {
        what: "the next turn",
        picture: Some("news-after-turn"),
        act: |w, _| {
            select(w, Selection::default());
            open(w, PanelName::News)
        },
        each: Some(press_ready),
        there: |w, began| in_game(w, began) && turn(w) > began,
        long: true,
        only: None,
    },
    beat(
        "the situation after a turn",
        "situation-after-turn",
        |w, _| open(w, PanelName::Situation),
        in_game,
    ),
    beat("the map after a turn", "map-after-turn", close_panel, in_game),
    beat(
        "the sources",
        "sources",
        |w, _| overlay(w, Some(Overlay::Sources)),
        in_game,
    ),
];

/// The end of the game, and what came of it.
static CLOSING: &[Beat] = &[
    Beat {
        what: "the debrief",
        picture: Some("debrief"),
        act: |w, _| overlay(w, None),
        each: Some(press_ready),
        there: |w, _| on(w, Screen::Debrief),
        long: true,
        only: None,
    },
    beat(
        "the opened briefs",
        "debrief-briefs",
        |w, _| page(w, 1),
        |w, _| on(w, Screen::Debrief),
    ),
    beat(
        "the timeline",
        "debrief-timeline",
        |w, _| page(w, 2),
        |w, _| on(w, Screen::Debrief),
    ),
    beat(
        "the prices in the debrief",
        "debrief-prices",
        |w, _| page(w, 5),
        |w, _| on(w, Screen::Debrief),
    ),
    beat(
        "the page for the class",
        "debrief-class",
        |w, _| page(w, 6),
        |w, _| on(w, Screen::Debrief),
    ),
];

fn on(world: &World, screen: Screen) -> bool {
    *world.resource::<State<Screen>>().get() == screen
}

pub(super) fn in_game(world: &World, _: u16) -> bool {
    on(world, Screen::Game) && world.resource::<Model>().pending.is_empty()
}

/// The open turn.
pub(super) fn turn(world: &World) -> u16 {
    world.resource::<Model>().turn().map_or(0, |t| t.0)
}

pub(super) fn ask(world: &mut World, intent: Intent) {
    world.resource_mut::<Intents>().0.push(intent);
}

fn select(world: &mut World, selection: Selection) {
    ask(world, Intent::Select(selection));
}

fn go_on(world: &mut World, _: &Tour) -> Result<(), String> {
    ask(world, Intent::Continue);
    Ok(())
}

fn choose_seat(world: &mut World, tour: &Tour) -> Result<(), String> {
    // The game's seed is fixed, so that pictures can be compared.
    let mut shell = world.resource_mut::<Shell>();
    shell.seed = Some(7);
    shell.title.name = "Tour".to_owned();
    let level = shell
        .levels
        .get(shell.title.level)
        .cloned()
        .ok_or("no level is on offer")?;
    let seat = level.seat_named(&tour.seat).ok_or("the level has no such seat")?;
    shell.prefer = Some(seat);
    ask(world, Intent::Continue);
    Ok(())
}

fn open_map(world: &mut World, _: &Tour) -> Result<(), String> {
    world.resource_mut::<Shell>().open = None;
    ask(world, Intent::Continue);
    Ok(())
}

fn close_panel(world: &mut World, _: &Tour) -> Result<(), String> {
    world.resource_mut::<Shell>().open = None;
    Ok(())
}

pub(super) fn open(world: &mut World, name: PanelName) -> Result<(), String> {
    world.resource_mut::<Shell>().open = Some(name);
    Ok(())
}

pub(super) fn overlay(world: &mut World, overlay: Option<Overlay>) -> Result<(), String> {
    world.resource_mut::<Shell>().overlay = overlay;
    Ok(())
}

fn page(world: &mut World, page: usize) -> Result<(), String> {
    world.resource_mut::<Shell>().debrief.page = page;
    Ok(())
}

/// Says something with what is known; there is a game when this is called.
pub(super) fn with_scene<R>(
    world: &World,
    tell: impl FnOnce(&Scene, SeatId) -> Result<R, String>,
) -> Result<R, String> {
    with_scene_of(world, world.resource::<Shell>().selection, tell)
}

/// The same while the shell is taken out.
pub(super) fn with_scene_of<R>(
    world: &World,
    selection: Selection,
    tell: impl FnOnce(&Scene, SeatId) -> Result<R, String>,
) -> Result<R, String> {
    let model = world.resource::<Model>();
    let voice = world.resource::<crate::client::voice::Voice>();
    let previews = &world.resource::<crate::client::previews::Foresight>().previews;
    let scene = crate::client::screens::scene(model, voice, previews, selection).ok_or("there is no game")?;
    let seat = scene.view.seat().ok_or("there is no seat")?;
    tell(&scene, seat)
}

/// An order this seat may seal: a ban on what the world mostly buys here, a lower tariff, a higher one, or a purchase.
fn an_order(scene: &Scene, seat: SeatId) -> Result<Order, String> {
    let level = scene.known.level();
    let state = estimate(scene.view, scene.known, Belief::Mid);
    let me = level.country_of(seat).ok_or("the seat has no country")?;
    let goods = || (0..level.goods.len()).map(GoodId::at);
    let partners = level.seats.iter().map(|s| s.country).filter(|c| *c != me);
    let now = |good, partner| {
        scene
            .view
            .public
            .tariffs
            .get(level.cell(good, me, partner))
            .copied()
            .unwrap_or_default()
    };
    let share = |good: GoodId| -> f64 {
        let output = |c: CountryId| {
            let row = good.index() * level.n();
            scene
                .history
                .last()
                .and_then(|h| h.output.get(row + c.index()))
                .copied()
                .unwrap_or(0.0)
        };
        let all: f64 = (0..level.n()).map(|c| output(CountryId::at(c))).sum();
        if all > 0.0 { output(me) / all } else { 0.0 }
    };
    let mut held: Vec<GoodId> = goods().filter(|g| is_mineral(level, *g) && share(*g) > 0.6).collect();
    held.sort_by(|a, b| share(*b).total_cmp(&share(*a)));
    let bans = held.into_iter().map(|good| Order::Control {
        destination: None,
        good,
        regime: Regime::Ban,
    });
    let tariffs = partners.flat_map(|partner| goods().map(move |good| (partner, good)));
    let lower = tariffs
        .clone()
        .filter(|(p, g)| now(*g, *p).0 > 500)
        .map(|(partner, good)| (partner, good, -500));
    let higher = tariffs.map(|(partner, good)| (partner, good, 500));
    let tariff = |(partner, good, by): (CountryId, GoodId, i32)| Order::Tariff {
        partner,
        good,
        rate: Rate(now(good, partner).0 + by),
    };
    let stocks = goods().map(|good| Order::Stock {
        good,
        mass: Mass(10_000),
    });
    let mut orders = bans.chain(lower.chain(higher).map(tariff)).chain(stocks);
    orders
        .find(|o| check(&state, seat, &Command::Seal(*o)).is_ok())
        .ok_or_else(|| "no order can be sealed".to_owned())
}

fn open_policy(world: &mut World, _: &Tour) -> Result<(), String> {
    let order = with_scene(world, an_order)?;
    world.resource_mut::<Shell>().panels.policy.load(&order);
    world.insert_resource(Planned(order));
    open(world, PanelName::Policy)
}

/// The order the tour seals.
#[derive(Resource)]
struct Planned(Order);

fn seal(world: &mut World, _: &Tour) -> Result<(), String> {
    let order = world.get_resource::<Planned>().ok_or("no order is planned")?.0;
    ask(world, Intent::Command(Command::Seal(order)));
    open(world, PanelName::Policy)
}

fn is_sealed(world: &World, began: u16) -> bool {
    let Some(planned) = world.get_resource::<Planned>() else {
        return false;
    };
    let own = world.resource::<Model>().view.as_ref().and_then(|v| v.mine().cloned());
    in_game(world, began) && own.is_some_and(|o| o.orders.contains(&planned.0))
}

fn write_message(world: &mut World, _: &Tour) -> Result<(), String> {
    let text = "We are ready to talk about supply. What would you need from us?".to_owned();
    ask(world, Intent::Command(Command::Say { to: Vec::new(), text }));
    open(world, PanelName::Messages)
}

/// A draft with the first partner for whom some template gives a text that may be proposed.
fn a_draft(scene: &Scene, seat: SeatId) -> Result<Draft, String> {
    let state = estimate(scene.view, scene.known, Belief::Mid);
    let partners = (0..scene.known.level().seats.len())
        .map(SeatId::at)
        .filter(|s| *s != seat);
    let drafts = partners.flat_map(|partner| TEMPLATES.iter().map(move |(template, _)| (partner, *template)));
    let written = drafts.map(|(partner, template)| {
        let mut parties = vec![seat, partner];
        parties.sort();
        Draft {
            parties,
            clauses: clauses(scene, template, seat, partner),
            term: 4,
            secret: false,
        }
    });
    let mut possible = written.filter(|d| check(&state, seat, &Command::Propose(d.clone())).is_ok());
    possible.next().ok_or_else(|| "no draft can be proposed".to_owned())
}

fn open_draft(world: &mut World, _: &Tour) -> Result<(), String> {
    let draft = with_scene(world, a_draft)?;
    ask(world, Intent::LoadDraft(draft));
    Ok(())
}

fn show_good(world: &mut World, _: &Tour) -> Result<(), String> {
    let good = with_scene(world, |scene, _| {
        let level = scene.known.level();
        let last = level.chains.first().and_then(|c| c.goods.get(c.goods.len() / 2));
        last.copied().ok_or_else(|| "the level has no minerals".to_owned())
    })?;
    world.resource_mut::<Shell>().open = None;
    select(
        world,
        Selection {
            country: None,
            good: Some(good),
        },
    );
    Ok(())
}

fn show_country(world: &mut World, _: &Tour) -> Result<(), String> {
    let country = with_scene(world, |scene, seat| {
        scene
            .known
            .level()
            .country_of(seat)
            .ok_or_else(|| "the seat has no country".to_owned())
    })?;
    select(
        world,
        Selection {
            country: Some(country),
            good: None,
        },
    );
    Ok(())
}

/// Says ready whenever the seat isn't: offers that arrive take it back.
fn press_ready(world: &mut World) {
    let model = world.resource::<Model>();
    if !model.pending.is_empty() || !on(world, Screen::Game) {
        return;
    }
    let seat = model.view.as_ref().and_then(|v| v.seat());
    let open = model
        .live
        .as_ref()
        .is_some_and(|l| l.stage == crate::rules::state::Stage::Open && !l.paused);
    let ready = seat
        .zip(model.live.as_ref())
        .and_then(|(s, l)| l.faces.get(s.index()))
        .is_some_and(|f| f.ready);
    if open && !ready {
        ask(world, Intent::Command(Command::Ready(true)));
    }
}
