//! Carries out what screens ask for, in the same frame.

use bevy::app::AppExit;
use bevy::prelude::*;
use bevy::window::RequestRedraw;
use bevy_egui::EguiPostUpdateSet;
use bevy_renet::RenetSend;

use super::{Intents, Screen, Shell, scene};
use crate::client::board::MapFocus;
use crate::client::model::Model;
use crate::client::panels::screens::TitleAction;
use crate::client::play::LocalPlan;
use crate::client::previews::Foresight;
use crate::client::scene::{Intent, Selection};
use crate::client::session::{Chair, GoBack, Outgoing, Session, leave};
use crate::client::trouble::Trouble;
use crate::client::voice::Voice;
use crate::rules::state::Stage;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (speak, arrive, finish));
    app.add_systems(PostUpdate, follow.after(EguiPostUpdateSet::EndPass).before(RenetSend));
}

fn follow(world: &mut World) -> Result {
    let Some(mut waiting) = world.get_resource_mut::<Intents>() else {
        return Ok(());
    };
    if waiting.0.is_empty() {
        return Ok(());
    }
    let intents = std::mem::take(&mut waiting.0);
    world.write_message(RequestRedraw);
    for intent in intents {
        carry_out(world, intent)?;
    }
    Ok(())
}

fn carry_out(world: &mut World, intent: Intent) -> Result {
    match intent {
        Intent::Command(command) => {
            world.write_message(Outgoing(command));
        }
        Intent::GoBack(keep) => {
            world.write_message(GoBack(keep));
        }
        Intent::Preview(key) => world.resource_scope(|world, mut foresight: Mut<Foresight>| {
            foresight.bypass_change_detection().ask(key, world.resource::<Model>())
        })?,
        Intent::Select(selection) => select(world, selection),
        Intent::Continue => go_on(world),
        Intent::Leave => go_back(world),
        inward => world.resource_scope(|world, mut shell: Mut<Shell>| {
            let (model, voice) = (world.resource::<Model>(), world.resource::<Voice>());
            let previews = &world.resource::<Foresight>().previews;
            let shell = &mut *shell;
            let Some(scene) = scene(model, voice, previews, shell.selection) else {
                return;
            };
            let open = shell.panels.follow(&inward, &scene);
            // The open panel's button closes it: the map gets the window.
            let again = matches!(inward, Intent::Open(name) if shell.open == Some(name));
            shell.open = if again { None } else { open.or(shell.open) };
        }),
    }
    Ok(())
}

fn select(world: &mut World, selection: Selection) {
    world.resource_mut::<Shell>().selection = selection;
    let focus = MapFocus {
        selection,
        ..world.resource::<MapFocus>().clone()
    };
    world.resource_mut::<MapFocus>().set_if_neq(focus);
}

fn to(world: &mut World, screen: Screen) {
    NextState::set_if_neq(&mut world.resource_mut::<NextState<Screen>>(), screen);
}

/// The main button of a screen.
fn go_on(world: &mut World) {
    match *world.resource::<State<Screen>>().get() {
        Screen::Title => {
            let shell = world.resource::<Shell>();
            if shell.title.action == TitleAction::Join {
                let chair = chair(&shell.title.address, shell.pin.as_deref(), &shell.title.name);
                world.resource_mut::<Session>().join(chair);
            } else {
                if world.resource_mut::<Shell>().take_level() {
                    to(world, Screen::Seats);
                }
            }
        }
        Screen::Seats => open_game(world),
        Screen::Brief => to(world, Screen::Game),
        Screen::Game => {}
        Screen::Debrief => go_back(world),
    }
}

/// Starts the chosen game with the chosen seat.
pub fn open_game(world: &mut World) {
    let shell = world.resource::<Shell>();
    let Some(level) = &shell.level else {
        return;
    };
    let seat = shell
        .seats
        .chosen
        .and_then(|s| level.country_of(s))
        .and_then(|c| level.countries.get(c.index()));
    let Some(seat) = seat.map(|c| c.id.clone()) else { return };
    let plan = LocalPlan {
        level: level.clone(),
        seat,
        seed: shell.seed,
        lan: shell.title.action == TitleAction::Host,
    };
    let name = shell.title.name.clone();
    world.resource_mut::<Session>().play(plan, name);
}

/// An address may carry the PIN behind a space or a number sign.
fn chair(address: &str, pin: Option<&str>, name: &str) -> Chair {
    let (address, inside) = match address.trim().split_once([' ', '#']) {
        Some((address, pin)) => (address.trim(), pin.trim()),
        None => (address.trim(), ""),
    };
    let pin = if inside.is_empty() { pin.unwrap_or("") } else { inside };
    Chair {
        address: address.to_owned(),
        pin: pin.to_owned(),
        name: name.trim().to_owned(),
        seat: None,
        seat_key: None,
    }
}

/// Back to the title; from the title, out.
fn go_back(world: &mut World) {
    let busy = world.resource::<Session>().is_busy();
    let screen = *world.resource::<State<Screen>>().get();
    if screen == Screen::Title && !busy {
        world.write_message(AppExit::Success);
        return;
    }
    leave(world);
    if screen == Screen::Seats && busy {
        return;
    }
    world.resource_mut::<Shell>().reset();
    select(world, Selection::default());
    to(world, Screen::Title);
}

/// A new language on the title screen.
fn speak(shell: Res<Shell>, mut voice: ResMut<Voice>) {
    if voice.language() != shell.title.language {
        voice.speak(shell.title.language);
    }
}

/// The game is here: show the brief, or the game to those without a seat.
fn arrive(
    model: Res<Model>,
    screen: Res<State<Screen>>,
    mut next: ResMut<NextState<Screen>>,
    mut focus: ResMut<MapFocus>,
) {
    let trade = *screen == Screen::Game && model.is_ready();
    if focus.shows_trade != trade {
        focus.shows_trade = trade;
    }
    if !matches!(screen.get(), Screen::Title | Screen::Seats) || !model.is_ready() {
        return;
    }
    let seated = model.view.as_ref().is_some_and(|v| v.seat().is_some());
    let fresh = model.turn().is_some_and(|t| t.0 == 0);
    NextState::set_if_neq(&mut next, if seated && fresh { Screen::Brief } else { Screen::Game });
}

/// The game is over and told.
fn finish(model: Res<Model>, screen: Res<State<Screen>>, mut next: ResMut<NextState<Screen>>, trouble: Res<Trouble>) {
    let over = model.live.as_ref().is_some_and(|l| l.stage == Stage::Over);
    if over
        && model.debrief.is_some()
        && matches!(screen.get(), Screen::Game | Screen::Brief)
        && trouble.sentence().is_none()
    {
        NextState::set_if_neq(&mut next, Screen::Debrief);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_carry_the_pin() {
        let at = |text: &str| {
            let chair = chair(text, Some("9"), " Ada ");
            (chair.address, chair.pin, chair.name)
        };
        assert_eq!(
            at(" 10.0.0.1:5577 123456 "),
            ("10.0.0.1:5577".to_owned(), "123456".to_owned(), "Ada".to_owned())
        );
        assert_eq!(at("host#42").1, "42");
        assert_eq!(at("host").1, "9");
    }
}
