//! The tour: drives the real client through every screen against a real server and keeps a picture of each. It fails when a
//! screen can't be reached in time, when a dialog reports trouble, or when a picture is empty.

mod beats;
mod corners;
mod guided;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bevy::app::AppExit;
use bevy::image::Image;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, ScreenshotCaptured};
use bevy::window::PrimaryWindow;

use super::power::AlwaysAwake;
use super::previews::Foresight;
use super::screens::Dressed;
use super::session::Session;
use super::trouble::Trouble;
use beats::{Beat, beat_at};

pub(super) fn plugin(app: &mut App) {
    app.insert_resource(AlwaysAwake);
    app.insert_resource(bevy::winit::WinitSettings::continuous());
    app.add_systems(Update, drive);
}

/// Why the tour failed, told from inside the app to whoever ran it.
#[derive(Clone, Debug, Default)]
pub struct Failure(Arc<Mutex<Option<String>>>);

impl Failure {
    fn tell(&self, what: String) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert(what);
    }

    /// What was told.
    #[must_use]
    pub fn take(&self) -> Option<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// A screen must be there after this many frames and this long, whichever comes later.
const PATIENCE: (u32, Duration) = (600, Duration::from_secs(90));
/// A whole turn, or the rest of the game, may take longer.
const LONG_PATIENCE: Duration = Duration::from_secs(1_200);
/// A picture is taken when a screen has been there for this many frames and this long: fonts, meshes and fading are done.
const SETTLED: (u32, Duration) = (10, Duration::from_millis(700));

/// Where the tour is.
#[derive(Resource)]
pub struct Tour {
    seat: String,
    out: PathBuf,
    failure: Failure,
    at: usize,
    taken: usize,
    step: Step,
    since: Instant,
    frames: u32,
    /// The turn in which the present beat began.
    turn: u16,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Act,
    Reach,
    Settle,
    Picture,
}

/// What became of the last picture.
#[derive(Resource, Debug)]
struct Shot(Result<(), String>);

impl Tour {
    /// A tour with a seat, writing into a folder.
    #[must_use]
    pub fn new(seat: String, out: PathBuf, failure: Failure) -> Self {
        Self {
            seat,
            out,
            failure,
            at: 0,
            taken: 0,
            step: Step::Act,
            since: Instant::now(),
            frames: 0,
            turn: 0,
        }
    }

    fn enter(&mut self, step: Step) {
        self.step = step;
        self.since = Instant::now();
        self.frames = 0;
    }

    fn been(&self, (frames, time): (u32, Duration)) -> bool {
        self.frames >= frames && self.since.elapsed() >= time
    }
}

fn drive(world: &mut World) {
    let Some(mut tour) = world.remove_resource::<Tour>() else {
        return;
    };
    tour.frames = tour.frames.saturating_add(1);
    let left_out = |b: &Beat| b.only.is_some_and(|holds| !holds(world));
    while tour.step == Step::Act && beat_at(tour.at).is_some_and(left_out) {
        tour.at += 1;
    }
    let Some(beat) = beat_at(tour.at) else {
        info!("the tour took {} pictures into {}", tour.taken, tour.out.display());
        world.write_message(AppExit::Success);
        return;
    };
    match go(world, &mut tour, beat) {
        Ok(()) => world.insert_resource(tour),
        Err(what) => {
            tour.failure.tell(format!("{} ({})", what, beat.what));
            world.write_message(AppExit::error());
        }
    }
}

fn go(world: &mut World, tour: &mut Tour, beat: &Beat) -> Result<(), String> {
    if let Some(sentence) = world.resource::<Trouble>().sentence() {
        return Err(format!("the window says: {sentence}"));
    }
    match tour.step {
        Step::Act => {
            if tour.at == 0 {
                std::fs::create_dir_all(&tour.out).map_err(|e| format!("{} can't be made: {e}", tour.out.display()))?;
                park_pointer(world);
            }
            tour.turn = beats::turn(world);
            (beat.act)(world, tour)?;
            tour.enter(Step::Reach);
        }
        Step::Reach => {
            if (beat.there)(world, tour.turn) {
                tour.enter(Step::Settle);
                return Ok(());
            }
            if let Some(each) = beat.each {
                each(world);
            }
            if tour.been((PATIENCE.0, if beat.long { LONG_PATIENCE } else { PATIENCE.1 })) {
                return Err(format!(
                    "not reached in {} seconds and {} frames",
                    tour.since.elapsed().as_secs(),
                    tour.frames
                ));
            }
        }
        Step::Settle => {
            let busy = world.resource::<Foresight>().is_working() || world.resource::<Session>().is_busy();
            let ready = !busy && world.contains_resource::<Dressed>() && (beat.there)(world, tour.turn);
            match beat.picture {
                None if ready => next(tour),
                Some(name) if ready && tour.been(SETTLED) => take(world, tour, name),
                _ if tour.been(PATIENCE) => return Err("it never came to rest".to_owned()),
                _ => {}
            }
        }
        Step::Picture => match world.remove_resource::<Shot>() {
            Some(Shot(Ok(()))) => {
                tour.taken += 1;
                next(tour);
            }
            Some(Shot(Err(what))) => return Err(what),
            None if tour.been(PATIENCE) => return Err("the picture never came".to_owned()),
            None => {}
        },
    }
    Ok(())
}

/// Puts the pointer where nothing explains itself.
fn park_pointer(world: &mut World) {
    let mut windows = world.query_filtered::<&mut Window, With<PrimaryWindow>>();
    for mut window in windows.iter_mut(world) {
        window.set_cursor_position(Some(Vec2::new(2.0, 2.0)));
    }
}

fn next(tour: &mut Tour) {
    tour.at += 1;
    tour.enter(Step::Act);
}

fn take(world: &mut World, tour: &mut Tour, name: &str) {
    let path = tour.out.join(format!("{:02}-{name}.png", tour.taken + 1));
    world.spawn(Screenshot::primary_window()).observe(
        move |captured: On<ScreenshotCaptured>, mut commands: Commands| {
            commands.insert_resource(Shot(keep(&captured.image, &path)));
        },
    );
    tour.enter(Step::Picture);
}

/// Saves a picture, unless it shows nothing.
fn keep(image: &Image, path: &std::path::Path) -> Result<(), String> {
    let picture = image
        .clone()
        .try_into_dynamic()
        .map_err(|e| format!("the picture can't be read: {e}"))?
        .to_rgb8();
    let mut colours: Vec<[u8; 3]> = picture.pixels().step_by(7).map(|p| p.0).collect();
    colours.sort_unstable();
    colours.dedup();
    if colours.len() < 24 {
        return Err(format!(
            "the picture for {} is empty: it has {} colours",
            path.display(),
            colours.len()
        ));
    }
    picture
        .save(path)
        .map_err(|e| format!("{} can't be written: {e}", path.display()))
}
