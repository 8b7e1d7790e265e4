//! The windowed client: a Bevy app that joins a server and shows what its seat may see.
//!
//! Panels ([`panels`]) are plain functions over a [`scene::Scene`] that push intents; the shell around them is here:
//! [`screens`] draws and follows intents, [`session`] talks to the server, [`model`] holds what came, [`board`] is the map,
//! [`previews`] computes likely effects on a thread, [`power`] decides how often to wake, [`tour`] drives all of it and takes
//! pictures.

pub mod board;
pub mod camera;
pub mod graphics;
pub mod model;
pub mod panels;
pub mod play;
pub mod power;
pub mod previews;
pub mod scene;
pub mod screens;
pub mod session;
mod start;
pub mod theme;
pub mod tour;
pub mod trouble;
pub mod voice;

use std::path::PathBuf;

use bevy::log::LogPlugin;
use bevy::prelude::*;
use bevy::render::RenderPlugin;
use bevy::window::{PresentMode, WindowResolution};
use bevy_egui::EguiPlugin;

use crate::text::Language;

/// How to open the window.
#[derive(Clone, Debug)]
pub struct ClientOptions {
    /// What to show first.
    pub start: Start,
    /// The language.
    pub language: Language,
    /// A folder with further levels.
    pub levels_dir: Option<PathBuf>,
}

/// What the window shows first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// The title screen.
    Title,
    /// A level: its seats, or with a seat the game.
    Play {
        /// Name or path.
        level: String,
        /// Country of the seat.
        seat: Option<String>,
        /// Seed.
        seed: Option<u64>,
        /// Open to others on the network.
        lan: bool,
        /// Rival figures to play.
        figures: Vec<crate::level::choice::Chosen>,
    },
    /// Straight into a server.
    Join {
        /// `HOST[:PORT]`.
        address: String,
        /// The player's name.
        name: String,
        /// Country of the seat wanted.
        seat: Option<String>,
        /// PIN; empty for an open server.
        pin: String,
    },
    /// Through every screen, with a picture each.
    Tour {
        /// Name or path of the level.
        level: String,
        /// Country of the seat.
        seat: String,
        /// Folder for the pictures.
        out: PathBuf,
    },
}

/// Why the window can't be opened, or ended badly.
#[derive(Debug, thiserror::Error)]
pub enum ClientError {
    /// No X11 or Wayland display.
    #[error(
        "There is no display to open a window on: start the program from a desktop, or under xvfb-run. `chokepoint serve` and `chokepoint simulate` need no window."
    )]
    NoDisplay,
    /// No adapter that can draw.
    #[error(
        "No graphics adapter can draw the window: install a Vulkan driver for your graphics card, or the software one (Debian, Ubuntu: apt install mesa-vulkan-drivers). `chokepoint serve` and `chokepoint simulate` need no graphics."
    )]
    NoAdapter,
    /// The app can't be built.
    #[error("The window could not be prepared: {0}")]
    Build(String),
    /// The level to start with can't be played.
    #[error("{0}")]
    Level(String),
    /// The tour didn't reach a screen, or took an empty picture.
    #[error("The tour failed: {0}")]
    Tour(String),
    /// The window ended with an error.
    #[error("The window ended with an error; the lines above say which.")]
    Ended,
}

/// Opens the window and returns when it is closed.
///
/// # Errors
/// One sentence that says why it can't be opened, or what the tour missed.
pub fn run(options: ClientOptions) -> Result<(), ClientError> {
    graphics::check()?;
    let start = start::Begin::new(&options)?;
    let failure = tour::Failure::default();
    let told = failure.clone();
    let mut app = graphics::build(move || app(&options, start, told))?;
    let exit = app.run();
    match (failure.take(), exit) {
        (Some(what), _) => Err(ClientError::Tour(what)),
        (None, AppExit::Success) => Ok(()),
        (None, AppExit::Error(_)) => Err(ClientError::Ended),
    }
}

fn app(options: &ClientOptions, begin: start::Begin, failure: tour::Failure) -> App {
    let touring = matches!(options.start, Start::Tour { .. });
    let window = Window {
        title: "Chokepoint".to_owned(),
        name: Some("chokepoint".to_owned()),
        resolution: WindowResolution::new(1280, 720),
        resizable: !touring,
        present_mode: PresentMode::AutoVsync,
        ..default()
    };
    let mut app = App::new();
    app.set_error_handler(trouble::handle);
    app.add_plugins(
        DefaultPlugins
            .set(WindowPlugin {
                primary_window: Some(window),
                ..default()
            })
            .set(RenderPlugin {
                synchronous_pipeline_compilation: touring,
                ..default()
            })
            .set(LogPlugin {
                filter: "warn,wgpu=error,naga=error,renetcode=off,chokepoint=info".to_owned(),
                ..default()
            }),
    );
    app.add_plugins(EguiPlugin::default());
    app.insert_resource(voice::Voice::new(options.language));
    app.insert_resource(screens::Shell::new(options));
    app.insert_resource(begin);
    app.add_plugins((
        camera::plugin,
        model::plugin,
        session::plugin,
        previews::plugin,
        voice::plugin,
        screens::plugin,
        trouble::plugin,
        board::plugin,
        power::plugin,
        start::plugin,
    ));
    if let Start::Tour { seat, out, .. } = &options.start {
        app.insert_resource(tour::Tour::new(seat.clone(), out.clone(), failure));
        app.add_plugins(tour::plugin);
    }
    app
}
