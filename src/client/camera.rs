//! The two cameras: one for the user interface, there for ever, and one for the map beneath it.

use bevy::camera::visibility::RenderLayers;
use bevy::camera::{CameraOutputMode, ClearColorConfig};
use bevy::prelude::*;
use bevy::render::render_resource::BlendState;
use bevy_egui::{EguiGlobalSettings, PrimaryEguiContext, egui};

use super::theme;

pub(super) fn plugin(app: &mut App) {
    app.insert_resource(ClearColor(color(theme::GROUND)));
    app.add_systems(PreStartup, spawn);
}

/// The camera that draws the map.
#[derive(Component, Debug)]
pub struct MapCamera;

/// The camera that draws the user interface. It owns the egui context, which goes to the first camera for ever: so it is
/// never despawned.
#[derive(Component, Debug)]
pub struct UiCamera;

/// A colour of the theme for Bevy.
#[must_use]
pub fn color(color: egui::Color32) -> Color {
    let [r, g, b, a] = color.to_srgba_unmultiplied();
    Color::srgba_u8(r, g, b, a)
}

fn spawn(mut commands: Commands, mut settings: ResMut<EguiGlobalSettings>) {
    settings.auto_create_primary_context = false;
    commands.spawn((MapCamera, Camera2d, Msaa::Off, Name::new("map camera")));
    commands.spawn((
        UiCamera,
        PrimaryEguiContext,
        Camera2d,
        Msaa::Off,
        RenderLayers::none(),
        Camera {
            order: 1,
            output_mode: CameraOutputMode::Write {
                blend_state: Some(BlendState::ALPHA_BLENDING),
                clear_color: ClearColorConfig::None,
            },
            clear_color: ClearColorConfig::Custom(Color::NONE),
            ..default()
        },
        Name::new("interface camera"),
    ));
}
