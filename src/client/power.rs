//! How often the window wakes and draws (STACK 5.2): every frame while something moves, ten times a second when it is quiet,
//! once a second in the background, where nothing is drawn. The network is served all the time.

use std::time::{Duration, Instant};

use bevy::input::keyboard::KeyboardInput;
use bevy::input::mouse::{MouseButtonInput, MouseWheel};
use bevy::prelude::*;
use bevy::window::{CursorMoved, PrimaryWindow, RequestRedraw, WindowFocused, WindowOccluded, WindowResized};
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::input::EguiWantsInput;

use super::camera::{MapCamera, UiCamera};
use super::model::Model;
use super::previews::Foresight;
use super::screens::Screen;
use super::session::Session;

pub(super) fn plugin(app: &mut App) {
    app.insert_resource(WinitSettings {
        focused_mode: UpdateMode::Continuous,
        unfocused_mode: background(),
    });
    app.init_resource::<Power>();
    app.add_systems(
        Update,
        (notice, rest).chain().run_if(not(resource_exists::<AlwaysAwake>)),
    );
    app.add_systems(Last, hush);
}

/// While this is there, every frame is drawn: the tour needs it.
#[derive(Resource, Debug)]
pub struct AlwaysAwake;

/// How long flows keep moving after the last input.
const MOVES_FOR: Duration = Duration::from_secs(20);
/// How long anything is drawn after the last thing that happened.
const DRAWS_FOR: Duration = Duration::from_millis(900);
/// The same in the background, where the loop wakes once a second.
const DRAWS_FOR_BEHIND: Duration = Duration::from_millis(1_500);

fn background() -> UpdateMode {
    UpdateMode::reactive_low_power(Duration::from_secs(1))
}

/// When something last happened.
#[derive(Resource, Debug)]
struct Power {
    input: Instant,
    change: Instant,
    second: Option<u32>,
    /// Nothing is going on: the loop may sleep.
    rests: bool,
}

impl Default for Power {
    fn default() -> Self {
        let now = Instant::now();
        Self {
            input: now,
            change: now,
            second: None,
            rests: false,
        }
    }
}

fn notice(
    mut power: ResMut<Power>,
    mut moved: MessageReader<CursorMoved>,
    mut pressed: MessageReader<MouseButtonInput>,
    mut turned: MessageReader<MouseWheel>,
    mut typed: MessageReader<KeyboardInput>,
    mut resized: MessageReader<WindowResized>,
    mut covered: MessageReader<WindowOccluded>,
    mut focused: MessageReader<WindowFocused>,
    model: Res<Model>,
    foresight: Res<Foresight>,
    session: Res<Session>,
    screen: Res<State<Screen>>,
) {
    let input = moved.read().count() + pressed.read().count() + turned.read().count() + typed.read().count();
    let window = resized.read().count() + covered.read().count() + focused.read().count();
    let now = Instant::now();
    if input > 0 {
        power.input = now;
    }
    let second = model.seconds_left();
    let waits = session.is_busy() || foresight.is_working() || !model.pending.is_empty();
    if input + window > 0 || waits || model.is_changed() || screen.is_changed() || second != power.second {
        power.change = now;
    }
    power.second = second;
}

fn rest(
    mut power: ResMut<Power>,
    window: Option<Single<&Window, With<PrimaryWindow>>>,
    screen: Res<State<Screen>>,
    typing: Res<EguiWantsInput>,
    mut settings: ResMut<WinitSettings>,
    mut map: Query<&mut Camera, (With<MapCamera>, Without<UiCamera>)>,
    mut interface: Query<&mut Camera, With<UiCamera>>,
) {
    let focused = window.is_some_and(|w| w.focused);
    let flows_move = focused && *screen == Screen::Game && power.input.elapsed() < MOVES_FOR;
    let happens = power.change.elapsed() < if focused { DRAWS_FOR } else { DRAWS_FOR_BEHIND };
    // A text field's cursor blinks at the slow beat.
    let blinks = focused && typing.wants_any_keyboard_input();
    power.rests = !flows_move && !happens;
    let wanted = if power.rests {
        UpdateMode::reactive(Duration::from_millis(100))
    } else {
        UpdateMode::Continuous
    };
    if settings.focused_mode != wanted {
        settings.focused_mode = wanted;
    }
    let draws = !power.rests || blinks;
    for mut camera in map.iter_mut().chain(interface.iter_mut()) {
        if camera.is_active != draws {
            camera.is_active = draws;
        }
    }
}

/// `bevy_egui` asks for another frame after every pass (it reports the modifier keys each time, and egui takes that for
/// input), so its wishes count only while something is going on.
fn hush(power: Res<Power>, mut wishes: ResMut<Messages<RequestRedraw>>) {
    if power.rests && !wishes.is_empty() {
        wishes.clear();
    }
}
