//! Scheduled, conditional and chance events of the level, drawn as a turn opens: they are news then and act from that
//! turn's resolution on.

use super::book::Book;
use super::chance::Stream;
use super::condition::holds;
use super::deals;
use super::event::{Event, Stir};
use super::markets::{makes, price_multiple};
use super::projects;
use super::smuggling;
use super::state::{ActiveEffect, FacilityState};
use crate::level::Effect;
use crate::level::ids::{FacilityId, GoodId, LevelEventId, Use};
use crate::level::units::{Rate, Turn};

/// Relative price from which a mine closed by a slump opens again.
const REOPENS: f64 = 1.2;

/// Effects that have run out.
pub(super) fn expire(book: &mut Book) {
    let turn = book.state.turn();
    let ended: Vec<_> = book
        .state
        .public
        .effects
        .iter()
        .filter(|e| e.until.is_some_and(|u| u <= turn))
        .copied()
        .collect();
    for effect in ended {
        book.post(Event::EffectEnded(effect));
    }
    reopen(book);
}

fn reopen(book: &mut Book) {
    for at in 0..book.state.public.facilities.len() {
        let now = book.state.public.facilities[at];
        let facility = &book.state.level().facilities[at];
        if now.closed && price_multiple(book.state, facility.country, Use::Civil, facility.good) >= REOPENS {
            book.post(Event::FacilityMoved {
                facility: FacilityId::at(at),
                state: FacilityState { closed: false, ..now },
            });
        }
    }
}

/// Draws the events of the turn that opens. The draw of an event is named by seed, turn and event: what players do never shifts it.
pub(super) fn draw(book: &mut Book) {
    settle_rumours(book);
    let level = book.state.shared_level();
    let turn = book.state.turn();
    for (at, event) in level.events.iter().enumerate() {
        let due = turn >= event.trigger.from && turn <= event.trigger.until;
        if !due || book.state.public.fired.get(at).copied().flatten().is_some() {
            continue;
        }
        let mut stream = Stream::new(book.state.hidden.seed, turn, &format!("event {}", event.id));
        if stream.happens(event.trigger.chance) && holds(book.state, &event.trigger.when) {
            book.post(Event::Happened {
                event: LevelEventId::at(at),
            });
            if event.rumour.is_none() {
                act(book, LevelEventId::at(at), &event.effects);
            }
        }
    }
}

/// Rumours whose time has come: everybody learns whether they were true, and what was true begins to act.
fn settle_rumours(book: &mut Book) {
    let level = book.state.shared_level();
    let turn = book.state.turn();
    for (at, event) in level.events.iter().enumerate() {
        let heard = book.state.public.fired.get(at).copied().flatten();
        let (Some(rumour), Some(heard)) = (event.rumour, heard) else {
            continue;
        };
        if heard.0.saturating_add(u16::from(rumour.after)) != turn.0 {
            continue;
        }
        let holds = Stream::new(book.state.hidden.seed, heard, &format!("rumour {}", event.id)).happens(rumour.truth);
        let id = LevelEventId::at(at);
        book.post(Event::RumourSettled { event: id, holds });
        if holds {
            act(book, id, &event.effects);
        }
    }
}

fn act(book: &mut Book, event: LevelEventId, effects: &[Effect]) {
    for (at, effect) in effects.iter().enumerate() {
        match *effect {
            Effect::Demand { turns, .. } | Effect::Capacity { turns, .. } => {
                let first = book.state.turn().0;
                let until = (turns > 0).then(|| Turn(first.saturating_add(u16::from(turns))));
                let position = u8::try_from(at).unwrap_or(u8::MAX);
                book.post(Event::EffectBegan(ActiveEffect {
                    event: event.0,
                    effect: position,
                    until,
                }));
            }
            Effect::Slump { good } => slump(book, good),
            Effect::Seizure { country, good } => smuggling::break_up(book, country, good),
            Effect::Delay { project, months } => projects::delay(book, project, months),
            Effect::Approval { seat, points } => book.post(Event::ApprovalMoved {
                seat,
                by: Rate(points.0),
                why: Stir::Event(event),
            }),
        }
    }
}

/// A slump closes fragile facilities that no offtake, running investment or price floor carries.
fn slump(book: &mut Book, good: GoodId) {
    let level = book.state.shared_level();
    for (at, facility) in level.facilities.iter().enumerate() {
        let id = FacilityId::at(at);
        let now = book.state.public.facilities[at];
        let seat = level.countries[facility.country.index()].seat;
        let carried = seat.is_some_and(|s| deals::carries(book.state, s, good))
            || super::floors::floor(book.state, facility.country, good).is_some();
        if facility.fragile && !now.closed && now.capacity > 0.0 && makes(&level, id, good) && !carried {
            book.post(Event::FacilityMoved {
                facility: id,
                state: FacilityState { closed: true, ..now },
            });
        }
    }
}
