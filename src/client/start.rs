//! What the command line asked for, carried out when the window is there: the same steps as the buttons.

use std::sync::Arc;

use bevy::prelude::*;

use super::panels::screens::TitleAction;
use super::screens::{Screen, Shell, level_named, open_game};
use super::session::{Chair, Session};
use super::{ClientError, ClientOptions, Start};
use crate::level::Level;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostStartup, begin);
}

/// What to begin with.
#[derive(Resource, Debug, Clone)]
pub(super) struct Begin {
    start: Start,
    level: Option<Arc<Level>>,
}

impl Begin {
    /// Checks what can be checked before there is a window.
    ///
    /// # Errors
    /// When the level or seat can't be played.
    pub(super) fn new(options: &ClientOptions) -> Result<Self, ClientError> {
        let dir = options.levels_dir.as_deref();
        let (name, seat) = match &options.start {
            Start::Title | Start::Join { .. } => (None, None),
            Start::Play { level, seat, .. } => (Some(level), seat.as_ref()),
            Start::Tour { level, seat, .. } => (Some(level), Some(seat)),
        };
        let level = name
            .map(|n| level_named(n, dir))
            .transpose()
            .map_err(ClientError::Level)?;
        let level = match (&options.start, level) {
            (Start::Play { figures, .. }, Some(level)) if !figures.is_empty() => {
                let chosen = crate::level::choice::choose(&level, figures);
                Some(Arc::new(chosen.map_err(|e| ClientError::Level(e.to_string()))?))
            }
            (_, level) => level,
        };
        if let (Some(level), Some(seat)) = (&level, seat)
            && level.seat_named(seat).is_none()
        {
            let country = |s: &crate::level::Seat| level.countries.get(s.country.index()).map(|c| c.id.clone());
            let seats: Vec<String> = level.seats.iter().filter_map(country).collect();
            return Err(ClientError::Level(format!(
                "This level has no seat \"{seat}\": choose one of {}.",
                seats.join(", ")
            )));
        }
        Ok(Self {
            start: options.start.clone(),
            level,
        })
    }
}

fn begin(world: &mut World) {
    let Some(begin) = world.get_resource::<Begin>().cloned() else {
        return;
    };
    if let Some(level) = &begin.level {
        world.resource_scope(|_, mut shell: Mut<Shell>| offer(&mut shell, level));
    }
    match begin.start {
        Start::Title | Start::Tour { .. } => {}
        Start::Play { seat, seed, lan, .. } => {
            let Some(level) = begin.level else { return };
            let mut shell = world.resource_mut::<Shell>();
            shell.seed = seed;
            shell.title.action = if lan { TitleAction::Host } else { TitleAction::Play };
            shell.choose_in(&level);
            let chosen = seat.and_then(|s| level.seat_named(&s));
            shell.seats.chosen = chosen.or(shell.seats.chosen);
            NextState::set_if_neq(&mut world.resource_mut::<NextState<Screen>>(), Screen::Seats);
            if chosen.is_some() {
                open_game(world);
            }
        }
        Start::Join {
            address,
            name,
            seat,
            pin,
        } => {
            world.resource_mut::<Session>().join(Chair {
                address,
                pin,
                name,
                seat,
                seat_key: None,
            });
        }
    }
}

/// Puts a level into the menu, if it isn't there, and chooses it.
fn offer(shell: &mut Shell, level: &Arc<Level>) {
    let known = shell.levels.iter().position(|l| l.hash == level.hash);
    let at = known.unwrap_or_else(|| {
        shell.levels.push(Arc::clone(level));
        shell.cards.push(super::panels::screens::LevelCard::of(level));
        shell.levels.len() - 1
    });
    shell.title.level = at;
}
