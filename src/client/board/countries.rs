//! Countries on the map: one mesh each, coloured by role, and the lines between them.

use std::collections::BTreeMap;

use bevy::asset::RenderAssetUsages;
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use bevy_egui::egui::Color32;

use super::outline::{self, Outline};
use super::ribbon::{Lines, Ribbon, Ribbons};
use super::{BoardSystems, MapFocus};
use crate::client::camera::color;
use crate::client::model::Model;
use crate::client::theme;
use crate::level::Level;
use crate::level::ids::{CountryId, SeatId};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PostStartup, draw);
    app.add_systems(
        Update,
        (tint, outline_selected)
            .in_set(BoardSystems)
            .run_if(resource_exists::<Atlas>),
    );
}

/// All shapes of the map.
#[derive(Resource, Debug)]
pub struct Atlas {
    /// The outlines.
    pub world: Vec<Outline>,
}

/// A country's shape; `code` is its stable id.
#[derive(Component, Debug, Clone, PartialEq, Eq)]
pub struct CountryShape {
    /// ISO code in lower case.
    pub code: String,
    /// Position in the atlas.
    pub at: usize,
}

/// The outline around the selected country.
#[derive(Component, Debug, Clone, PartialEq, Eq)]
struct SelectedOutline(String);

/// What a country is to the player.
#[derive(Component, Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tint {
    /// Its role.
    pub role: Role,
    /// Whether it is pointed at or selected.
    pub light: Light,
}

/// The role of a country.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// Not in the level.
    #[default]
    Outside,
    /// In the level, without a seat.
    Modelled,
    /// Another seat's.
    Seat,
    /// The player's own.
    Own,
}

/// How bright a country is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Light {
    /// As its role says.
    #[default]
    Normal,
    /// Under the pointer.
    Hovered,
    /// Selected.
    Selected,
}

#[derive(Resource, Debug)]
struct Paints(BTreeMap<Tint, Handle<ColorMaterial>>);

const fn paint(tint: Tint) -> Color32 {
    match (tint.role, tint.light) {
        (Role::Outside, _) => Color32::from_rgb(0x19, 0x21, 0x2A),
        (Role::Modelled, Light::Normal) => Color32::from_rgb(0x2A, 0x36, 0x43),
        (Role::Modelled, Light::Hovered) => Color32::from_rgb(0x35, 0x44, 0x54),
        (Role::Modelled, Light::Selected) => Color32::from_rgb(0x3F, 0x51, 0x63),
        (Role::Seat, Light::Normal) => Color32::from_rgb(0x44, 0x5A, 0x72),
        (Role::Seat, Light::Hovered) => Color32::from_rgb(0x52, 0x6C, 0x88),
        (Role::Seat, Light::Selected) => Color32::from_rgb(0x5F, 0x7D, 0x9C),
        (Role::Own, Light::Normal) => Color32::from_rgb(0x1D, 0x66, 0x82),
        (Role::Own, Light::Hovered) => Color32::from_rgb(0x24, 0x79, 0x99),
        (Role::Own, Light::Selected) => Color32::from_rgb(0x2B, 0x8A, 0xAE),
    }
}

fn draw(
    mut commands: Commands,
    ribbons: Res<Ribbons>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut materials: ResMut<Assets<ColorMaterial>>,
) -> Result {
    let roles = [Role::Outside, Role::Modelled, Role::Seat, Role::Own];
    let lights = [Light::Normal, Light::Hovered, Light::Selected];
    let tints = roles
        .into_iter()
        .flat_map(|role| lights.map(|light| Tint { role, light }));
    let paints: BTreeMap<Tint, _> = tints
        .map(|t| {
            (
                t,
                materials.add(ColorMaterial {
                    color: color(paint(t)),
                    alpha_mode: bevy::sprite_render::AlphaMode2d::Opaque,
                    ..default()
                }),
            )
        })
        .collect();
    let world = outline::world()?;
    let plain = paints.get(&Tint::default()).cloned().unwrap_or_default();
    for (at, shape) in world.iter().enumerate() {
        commands.spawn((
            CountryShape {
                code: shape.code.clone(),
                at,
            },
            Tint::default(),
            Mesh2d(meshes.add(fill(shape))),
            MeshMaterial2d(plain.clone()),
            Transform::default(),
        ));
    }
    let mut lines = Lines::default();
    for border in outline::borders()? {
        let points: Vec<Vec2> = border.line.into_iter().map(Vec2::from).collect();
        let (width, shade) = if border.codes.len() > 1 {
            (1.0, theme::GROUND)
        } else {
            (1.1, theme::LINE)
        };
        lines.add(&points, width, color(shade).to_linear());
    }
    commands.spawn((
        Mesh2d(meshes.add(lines.mesh())),
        MeshMaterial2d(ribbons.solid.clone()),
        Transform::from_xyz(0.0, 0.0, 1.0),
        Name::new("borders"),
    ));
    commands.insert_resource(Paints(paints));
    commands.insert_resource(Atlas { world });
    Ok(())
}

fn fill(shape: &Outline) -> Mesh {
    let positions: Vec<[f32; 3]> = shape.vertices.iter().map(|[x, y]| [*x, *y, 0.0]).collect();
    Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
        .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, positions)
        .with_inserted_indices(Indices::U32(shape.indices.clone()))
}

/// The level's country that an outline belongs to: itself, or the group that plays as one.
#[must_use]
pub fn country_of(level: &Level, code: &str) -> Option<CountryId> {
    let exact = level.countries.iter().position(|c| c.id == code);
    let group = || level.countries.iter().position(|c| outline::covers(&c.id, code));
    exact.or_else(group).map(CountryId::at)
}

/// The role of a country of the level.
#[must_use]
pub fn role(level: &Level, country: Option<CountryId>, me: Option<SeatId>) -> Role {
    let Some(country) = country.and_then(|c| level.countries.get(c.index())) else {
        return Role::Outside;
    };
    match country.seat {
        Some(seat) if Some(seat) == me => Role::Own,
        Some(_) => Role::Seat,
        None => Role::Modelled,
    }
}

/// Colours the shapes; touches only those whose colour changes.
fn tint(
    model: Res<Model>,
    focus: Res<MapFocus>,
    paints: Option<Res<Paints>>,
    mut shapes: Query<(&CountryShape, &mut Tint, &mut MeshMaterial2d<ColorMaterial>)>,
) {
    let Some(paints) = paints else { return };
    if !model.is_changed() && !focus.is_changed() {
        return;
    }
    let level = model.known.as_ref().map(|k| k.level());
    let me = model.view.as_ref().and_then(|v| v.seat());
    for (shape, mut tint, mut material) in &mut shapes {
        let country = level.and_then(|level| country_of(level, &shape.code));
        let role = level.map_or(Role::Outside, |level| role(level, country, me));
        let light = match country {
            Some(c) if focus.selection.country == Some(c) => Light::Selected,
            Some(c) if focus.hovered == Some(c) => Light::Hovered,
            _ => Light::Normal,
        };
        let wanted = Tint { role, light };
        if tint.set_if_neq(wanted)
            && let Some(paint) = paints.0.get(&wanted)
        {
            material.0 = paint.clone();
        }
    }
}

/// A bright line around the selected country: selection is not told by colour alone.
fn outline_selected(
    mut commands: Commands,
    model: Res<Model>,
    focus: Res<MapFocus>,
    atlas: Res<Atlas>,
    ribbons: Res<Ribbons>,
    mut meshes: ResMut<Assets<Mesh>>,
    drawn: Query<(Entity, &SelectedOutline)>,
) {
    let level = model.known.as_ref().map(|k| k.level());
    let id = focus
        .selection
        .country
        .and_then(|c| level?.countries.get(c.index()))
        .map(|c| c.id.as_str());
    if drawn.iter().next().map(|(_, d)| d.0.as_str()) == id {
        return;
    }
    for (entity, _) in &drawn {
        commands.entity(entity).despawn();
    }
    let (Some(id), Some(level)) = (id, level) else { return };
    let mut lines = Lines::default();
    let belongs = |code: &str| {
        country_of(level, code)
            .and_then(|c| level.countries.get(c.index()))
            .is_some_and(|c| c.id == id)
    };
    for shape in atlas.world.iter().filter(|s| belongs(&s.code)) {
        for ring in &shape.polygons {
            let points: Vec<Vec2> = ring.iter().chain(ring.first()).map(|p| Vec2::from(*p)).collect();
            lines.add(&points, 1.8, color(theme::TEXT).to_linear());
        }
    }
    commands.spawn((
        SelectedOutline(id.to_owned()),
        Mesh2d(meshes.add(lines.mesh())),
        MeshMaterial2d::<Ribbon>(ribbons.solid.clone()),
        Transform::from_xyz(0.0, 0.0, 2.0),
    ));
}
