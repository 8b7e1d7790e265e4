//! The guide's beats: a level that has one for this seat is begun by following it, and one step is taken back.

use bevy::prelude::*;

use super::Tour;
use super::beats::{Beat, ask, in_game, open, with_scene};
use crate::client::model::Model;
use crate::client::panels::guide::guide_of;
use crate::client::scene::{Intent, PanelName};
use crate::client::screens::Shell;
use crate::rules::command::Command;
use crate::rules::guide::{Suggestion, suggestion};

const fn step(
    what: &'static str,
    picture: Option<&'static str>,
    act: fn(&mut World, &Tour) -> Result<(), String>,
) -> Beat {
    Beat {
        what,
        picture,
        act,
        each: None,
        there: in_game,
        long: false,
        only: Some(has_guide),
    }
}

pub(super) static BEATS: &[Beat] = &[
    step("the guide on the market", Some("guide-market"), |w, _| {
        open(w, PanelName::Markets)
    }),
    step("the guide on a first offer", Some("guide-offer"), |w, _| {
        open(w, PanelName::Deals)
    }),
    step(
        "the guide's counter-offer on the desk",
        Some("guide-counter"),
        |w, _| fill(w),
    ),
    Beat {
        there: |w, began| in_game(w, began) && at(w) >= 3,
        ..step("the counter-offer sent", None, |w, _| send(w))
    },
    step("the guide's order in the form", Some("guide-order"), |w, _| fill(w)),
    Beat {
        there: |w, began| in_game(w, began) && at(w) >= 4,
        ..step("the order sealed", None, |w, _| send(w))
    },
    Beat {
        // The partner thinks; what it sends back is signed.
        each: Some(sign_what_comes),
        there: |w, began| in_game(w, began) && at(w) >= 5,
        long: true,
        ..step("a signed deal", Some("guide-signed"), |w, _| open(w, PanelName::Deals))
    },
    Beat {
        there: |w, began| in_game(w, began) && at(w) == 3 && !has_order(w),
        ..step("the order taken back", Some("guide-back"), |w, _| back(w))
    },
    Beat {
        there: |w, began| in_game(w, began) && at(w) >= 5,
        each: Some(sign_what_comes),
        long: true,
        ..step("the order sealed again", None, |w, _| send(w))
    },
];

fn has_guide(world: &World) -> bool {
    with_scene(world, |scene, _| Ok(guide_of(scene).is_some())).unwrap_or(false)
}

/// The position of the step that is due.
fn at(world: &World) -> usize {
    world.resource::<Shell>().panels.guide.progress().at()
}

fn suggested(world: &World) -> Result<Suggestion, String> {
    with_scene(world, |scene, _| {
        let guide = guide_of(scene).ok_or("there is no guide")?;
        let progress = scene_progress(world);
        let step = progress.step(guide).ok_or("the guide is over")?;
        Ok(suggestion(step, scene.view))
    })
}

fn scene_progress(world: &World) -> &crate::rules::guide::Progress {
    world.resource::<Shell>().panels.guide.progress()
}

/// What "Fill it in for me" does.
fn fill(world: &mut World) -> Result<(), String> {
    match suggested(world)? {
        Suggestion::Send(Command::Counter { offer, draft, .. }) => ask(world, Intent::LoadCounter(offer, draft)),
        Suggestion::Send(Command::Seal(order)) => ask(world, Intent::LoadOrder(order)),
        other => return Err(format!("there is nothing to fill in: {other:?}")),
    }
    Ok(())
}

fn send(world: &mut World) -> Result<(), String> {
    match suggested(world)? {
        Suggestion::Send(command) => ask(world, Intent::Command(command)),
        other => return Err(format!("there is nothing to send: {other:?}")),
    }
    Ok(())
}

fn sign_what_comes(world: &mut World) {
    if !world.resource::<Model>().pending.is_empty() {
        return;
    }
    if let Ok(Suggestion::Send(command @ Command::Accept { .. })) = suggested(world) {
        ask(world, Intent::Command(command));
    }
}

fn back(world: &mut World) -> Result<(), String> {
    let mut shell = world.remove_resource::<Shell>().ok_or("there is no window")?;
    let selection = shell.selection;
    let asked = super::beats::with_scene_of(world, selection, |scene, _| {
        let mut asked = Vec::new();
        let mut open = shell.open;
        shell.panels.guide.go_back(scene, &mut open, &mut asked);
        Ok((open, asked))
    });
    if let Ok((open, _)) = &asked {
        shell.open = *open;
    }
    world.insert_resource(shell);
    let (_, asked) = asked?;
    if asked.is_empty() {
        return Err("nothing was taken back".to_owned());
    }
    for intent in asked {
        ask(world, intent);
    }
    Ok(())
}

fn has_order(world: &World) -> bool {
    let own = world.resource::<Model>().view.as_ref().and_then(|v| v.mine().cloned());
    with_scene(world, |scene, _| {
        let guide = guide_of(scene).ok_or("there is no guide")?;
        Ok(guide.steps.iter().any(|s| match &s.done {
            crate::level::guide::Done::Sealed(order) => own
                .as_ref()
                .is_some_and(|o| o.orders.iter().any(|k| k.key() == order.key())),
            _ => false,
        }))
    })
    .unwrap_or(false)
}
