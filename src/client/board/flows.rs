//! Trade flows on the map: one ribbon each, from the exporter to the importer, on a curve.

use bevy::prelude::*;
use bevy_egui::egui::Color32;

use super::countries::Atlas;
use super::ribbon::{Lines, Ribbon, Ribbons};
use super::trade::{self, Barrier, Flow};
use super::{BoardSystems, MapFocus, outline};
use crate::client::camera::color;
use crate::client::model::Model;
use crate::client::theme;
use crate::level::ids::CountryId;
use crate::level::{Level, Stage};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, reconcile.in_set(BoardSystems).run_if(resource_exists::<Atlas>));
}

/// A drawn flow; from and to are its stable id.
#[derive(Component, Debug, Clone, PartialEq)]
pub struct FlowMark {
    /// The flow.
    pub flow: Flow,
    /// Its curve on the map.
    pub curve: Vec<Vec2>,
    /// How wide, in pixels.
    pub width: f32,
}

/// Colour of a stage: a help, the name and the good selector say it too.
#[must_use]
pub const fn stage_color(stage: Stage) -> Color32 {
    match stage {
        Stage::Mine => Color32::from_rgb(0xD9, 0xB8, 0x8A),
        Stage::Separate => Color32::from_rgb(0x8F, 0xD1, 0x8B),
        Stage::Magnet | Stage::General => Color32::from_rgb(0xC9, 0xA7, 0xF2),
    }
}

/// Where a country stands on the map.
#[must_use]
pub fn anchor(atlas: &Atlas, level: &Level, country: CountryId) -> Option<Vec2> {
    let country = level.countries.get(country.index())?;
    #[allow(clippy::cast_possible_truncation, reason = "degrees")]
    let place = |(lon, lat): (f64, f64)| outline::project(lon as f32, lat as f32);
    outline::anchor(&atlas.world, &country.id)
        .or_else(|| country.place.map(place))
        .map(Vec2::from)
}

/// The curve between two places: bent to the left of its direction, so that there and back don't cover each other.
#[must_use]
pub fn curve(from: Vec2, to: Vec2) -> Vec<Vec2> {
    const PIECES: u8 = 28;
    let way = to - from;
    let bend = (from + to) / 2.0 + way.perp() * 0.14;
    // A little short of both places, so that their dots stay clear.
    let short = (9.0 / way.length().max(1.0)).min(0.2);
    let piece = |n: u8| {
        let t = short + (1.0 - 2.0 * short) * f32::from(n) / f32::from(PIECES);
        from * (1.0 - t) * (1.0 - t) + bend * 2.0 * t * (1.0 - t) + to * t * t
    };
    (0..=PIECES).map(piece).collect()
}

/// Brings the drawn flows in line with the view; leaves those alone that are already right.
fn reconcile(
    mut commands: Commands,
    model: Res<Model>,
    focus: Res<MapFocus>,
    atlas: Res<Atlas>,
    ribbons: Res<Ribbons>,
    mut meshes: ResMut<Assets<Mesh>>,
    mut drawn: Query<(Entity, &mut FlowMark, &mut Mesh2d, &mut MeshMaterial2d<Ribbon>)>,
) {
    if !model.is_changed() && !focus.is_changed() && !atlas.is_added() {
        return;
    }
    let mut wanted = if focus.shows_trade {
        marks(&model, &focus, &atlas)
    } else {
        Vec::new()
    };
    let level = model.known.as_ref().map(|k| k.level());
    for (entity, mut mark, mut mesh, mut material) in &mut drawn {
        let same = |w: &FlowMark| (w.flow.from, w.flow.to) == (mark.flow.from, mark.flow.to);
        let Some(at) = wanted.iter().position(same) else {
            commands.entity(entity).despawn();
            continue;
        };
        let new = wanted.swap_remove(at);
        let Some(level) = level else { continue };
        if *mark != new {
            mesh.0 = meshes.add(ribbon(level, &new));
            let kind = material_of(&ribbons, new.flow.barrier);
            if material.0 != kind {
                material.0 = kind;
            }
            *mark = new;
        }
    }
    let Some(level) = level else { return };
    for mark in wanted {
        commands.spawn((
            Mesh2d(meshes.add(ribbon(level, &mark))),
            MeshMaterial2d(material_of(&ribbons, mark.flow.barrier)),
            Transform::from_xyz(0.0, 0.0, if mark.flow.choked { 4.0 } else { 3.0 }),
            mark,
        ));
    }
}

fn material_of(ribbons: &Ribbons, barrier: Barrier) -> Handle<Ribbon> {
    match barrier {
        Barrier::Free => ribbons.flow.clone(),
        Barrier::Licence => ribbons.licensed.clone(),
        Barrier::Ban => ribbons.banned.clone(),
    }
}

fn marks(model: &Model, focus: &MapFocus, atlas: &Atlas) -> Vec<FlowMark> {
    let (Some(known), Some(view)) = (&model.known, &model.view) else {
        return Vec::new();
    };
    let latest = model.history().last();
    let flows = trade::flows(known, view, latest, focus.selection.good, focus.selection.country);
    let smallest = flows.iter().map(|f| f.size).fold(f64::INFINITY, f64::min);
    let largest = flows.iter().map(|f| f.size).fold(0.0, f64::max);
    let level = known.level();
    flows
        .into_iter()
        .filter_map(|flow| {
            let (from, to) = (anchor(atlas, level, flow.from)?, anchor(atlas, level, flow.to)?);
            Some(FlowMark {
                flow,
                curve: curve(from, to),
                width: trade::width(flow.size, smallest, largest),
            })
        })
        .collect()
}

/// The colour of a flow: attention where it is choked, else its stage's.
#[must_use]
pub fn flow_color(level: &Level, flow: &Flow) -> Color32 {
    match (flow.choked, flow.barrier) {
        (true, _) | (_, Barrier::Ban) => theme::ALERT,
        _ => stage_color(trade::stage(level, flow.good)),
    }
}

fn ribbon(level: &Level, mark: &FlowMark) -> Mesh {
    let mut lines = Lines::default();
    lines.add(
        &mark.curve,
        mark.width,
        color(flow_color(level, &mark.flow)).with_alpha(0.85).to_linear(),
    );
    lines.mesh()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back_are_different_curves() {
        let (a, b) = (Vec2::new(-300.0, 40.0), Vec2::new(500.0, 90.0));
        let (there, back) = (curve(a, b), curve(b, a));
        assert!(there[14].distance(back[14]) > 100.0);
        assert!(there[0].distance(a) < 20.0 && there[28].distance(b) < 20.0);
    }
}
