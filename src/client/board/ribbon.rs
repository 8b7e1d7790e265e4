//! Ribbons: lines on the map whose width is in pixels at every zoom, with smooth edges and, for flows, moving dashes.

use bevy::asset::{RenderAssetUsages, uuid_handle};
use bevy::mesh::{Indices, PrimitiveTopology};
use bevy::prelude::*;
use bevy::reflect::TypePath;
use bevy::render::render_resource::AsBindGroup;
use bevy::shader::ShaderRef;
use bevy::sprite_render::{AlphaMode2d, Material2d, Material2dPlugin};

use super::view::MapView;

const SHADER: Handle<Shader> = uuid_handle!("6d1f8c0e-3a64-4f0b-9d0a-5b6e2f6c7a11");

pub(super) fn plugin(app: &mut App) {
    if let Some(mut shaders) = app.world_mut().get_resource_mut::<Assets<Shader>>() {
        let shader = Shader::from_wgsl(include_str!("ribbon.wgsl"), "chokepoint/ribbon.wgsl");
        if let Err(error) = shaders.insert(SHADER.id(), shader) {
            error!("the map's shader can't be kept: {error}");
        }
    }
    app.add_plugins(Material2dPlugin::<Ribbon>::default());
    app.add_systems(Startup, materials);
    app.add_systems(
        PostUpdate,
        scale
            .after(super::view::MapViewSystems)
            .run_if(resource_exists::<Ribbons>),
    );
}

/// How a line is drawn.
#[derive(Asset, TypePath, AsBindGroup, Clone, Debug)]
pub struct Ribbon {
    /// Map units a pixel, dash and gap in pixels, speed in pixels a second.
    #[uniform(0)]
    shape: Vec4,
    /// Opacity of the gaps (the rest is padding).
    #[uniform(0)]
    gap: Vec4,
}

impl Ribbon {
    const fn solid() -> Self {
        Self {
            shape: Vec4::new(1.0, 0.0, 0.0, 0.0),
            gap: Vec4::ONE,
        }
    }

    const fn dashed(dash: f32, gap: f32, speed: f32, opacity: f32) -> Self {
        Self {
            shape: Vec4::new(1.0, dash, gap, speed),
            gap: Vec4::new(opacity, 0.0, 0.0, 0.0),
        }
    }
}

impl Material2d for Ribbon {
    fn vertex_shader() -> ShaderRef {
        ShaderRef::Handle(SHADER)
    }

    fn fragment_shader() -> ShaderRef {
        ShaderRef::Handle(SHADER)
    }

    fn alpha_mode(&self) -> AlphaMode2d {
        AlphaMode2d::Blend
    }
}

/// The few kinds of ribbons; all lines of a kind share one material.
#[derive(Resource, Debug)]
pub struct Ribbons {
    /// Coasts, borders, outlines.
    pub solid: Handle<Ribbon>,
    /// A flow that moves freely.
    pub flow: Handle<Ribbon>,
    /// A flow under licence: slower, shorter dashes.
    pub licensed: Handle<Ribbon>,
    /// A flow that is forbidden: still dots.
    pub banned: Handle<Ribbon>,
}

fn materials(mut commands: Commands, mut ribbons: ResMut<Assets<Ribbon>>) {
    commands.insert_resource(Ribbons {
        solid: ribbons.add(Ribbon::solid()),
        flow: ribbons.add(Ribbon::dashed(14.0, 9.0, 26.0, 0.42)),
        licensed: ribbons.add(Ribbon::dashed(6.0, 7.0, 11.0, 0.30)),
        banned: ribbons.add(Ribbon::dashed(3.0, 6.0, 0.0, 0.0)),
    });
}

/// Follows the zoom.
fn scale(view: Res<MapView>, mut last: Local<f32>, mut ribbons: ResMut<Assets<Ribbon>>) {
    let units = view.units_per_pixel();
    if units == *last {
        return;
    }
    *last = units;
    for (_, ribbon) in ribbons.iter_mut() {
        ribbon.shape.x = units;
    }
}

/// Collects lines into one mesh.
#[derive(Default)]
pub struct Lines {
    positions: Vec<[f32; 3]>,
    normals: Vec<[f32; 3]>,
    uvs: Vec<[f32; 2]>,
    colors: Vec<[f32; 4]>,
    indices: Vec<u32>,
}

impl Lines {
    /// Adds a line through some points, `width` in pixels.
    pub fn add(&mut self, points: &[Vec2], width: f32, color: LinearRgba) {
        if points.len() < 2 {
            return;
        }
        let mut along = 0.0;
        let closed = points.first() == points.last();
        for (n, point) in points.iter().enumerate() {
            let before = if n > 0 {
                Some(points[n - 1])
            } else if closed {
                points.get(points.len() - 2).copied()
            } else {
                None
            };
            let after = points
                .get(n + 1)
                .copied()
                .or(if closed { points.get(1).copied() } else { None });
            if n > 0 {
                along += point.distance(points[n - 1]);
            }
            let across = across(before, *point, after);
            let color = color.to_f32_array();
            for side in [-1.0, 1.0] {
                self.positions.push([point.x, point.y, 0.0]);
                self.normals.push([across.x, across.y, width / 2.0]);
                self.uvs.push([along, side]);
                self.colors.push(color);
            }
            if n > 0 {
                let Ok(last) = u32::try_from(self.positions.len()) else {
                    return;
                };
                let [a, b, c, d] = [last - 4, last - 3, last - 2, last - 1];
                self.indices.extend([a, b, c, c, b, d]);
            }
        }
    }

    /// The mesh.
    #[must_use]
    pub fn mesh(self) -> Mesh {
        Mesh::new(PrimitiveTopology::TriangleList, RenderAssetUsages::RENDER_WORLD)
            .with_inserted_attribute(Mesh::ATTRIBUTE_POSITION, self.positions)
            .with_inserted_attribute(Mesh::ATTRIBUTE_NORMAL, self.normals)
            .with_inserted_attribute(Mesh::ATTRIBUTE_UV_0, self.uvs)
            .with_inserted_attribute(Mesh::ATTRIBUTE_COLOR, self.colors)
            .with_inserted_indices(Indices::U32(self.indices))
    }
}

/// The direction across a line at a point, longer where it bends so that both edges stay parallel.
fn across(before: Option<Vec2>, point: Vec2, after: Option<Vec2>) -> Vec2 {
    let one = before.map(|b| (point - b).normalize_or_zero().perp());
    let two = after.map(|a| (a - point).normalize_or_zero().perp());
    match (one, two) {
        (Some(one), Some(two)) => {
            let middle = (one + two).normalize_or_zero();
            let cosine = middle.dot(one);
            if cosine < 0.5 { middle * 1.2 } else { middle / cosine }
        }
        (Some(one), None) => one,
        (None, Some(two)) => two,
        (None, None) => Vec2::ZERO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_straight_line_is_as_wide_as_asked_and_a_bend_a_little_wider() {
        let [a, b, c] = [Vec2::ZERO, Vec2::X, Vec2::new(1.0, 1.0)];
        assert_eq!(across(None, a, Some(b)), Vec2::Y);
        let bend = across(Some(a), b, Some(c));
        assert!((bend.length() - std::f32::consts::SQRT_2).abs() < 1e-5, "{bend}");
        assert!(
            across(Some(a), b, Some(a)).length() < 1.3,
            "a sharp turn doesn't shoot out"
        );
    }

    #[test]
    fn a_line_has_two_triangles_a_stretch() {
        let mut lines = Lines::default();
        lines.add(&[Vec2::ZERO, Vec2::X, Vec2::ONE], 2.0, LinearRgba::WHITE);
        lines.add(&[Vec2::ZERO], 2.0, LinearRgba::WHITE);
        assert_eq!((lines.positions.len(), lines.indices.len()), (6, 12));
        assert_eq!(lines.uvs[4], [2.0, -1.0]);
    }
}
