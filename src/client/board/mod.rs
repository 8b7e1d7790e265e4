//! The map: countries, borders, facilities, trade flows and what stands in their way.
//!
//! Shapes and flows are Bevy entities that carry the stable ids of the view; names, marks and the key are painted by egui
//! over them ([`paint`]), in the same projection ([`view`]). All pointer input comes through egui, so nothing that lies over
//! the map can be clicked through.

mod chosen;
pub mod countries;
pub mod facilities;
pub mod flows;
pub mod key;
pub mod outline;
pub mod paint;
pub mod ribbon;
pub mod trade;
pub mod view;

use bevy::prelude::*;

use super::model::Model;
use super::scene::Selection;
use crate::level::ids::CountryId;

/// The systems that bring the map in line with the view.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub struct BoardSystems;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<MapFocus>();
    app.add_plugins((
        view::plugin,
        ribbon::plugin,
        countries::plugin,
        flows::plugin,
        facilities::plugin,
    ));
    app.add_systems(
        Update,
        frame_level
            .before(BoardSystems)
            .run_if(resource_exists::<countries::Atlas>),
    );
}

/// What the player looks at.
#[derive(Resource, Debug, Clone, Default, PartialEq)]
pub struct MapFocus {
    /// What is selected.
    pub selection: Selection,
    /// The country under the pointer.
    pub hovered: Option<CountryId>,
    /// Whether flows and facilities are shown (in the game), or countries only.
    pub shows_trade: bool,
}

/// Shows the part of the world that the level is about, once a level.
fn frame_level(
    model: Res<Model>,
    atlas: Res<countries::Atlas>,
    mut view: ResMut<view::MapView>,
    mut last: Local<Option<[u8; 32]>>,
) {
    let level = model.known.as_ref().map(|k| k.level());
    let hash = level.map(|l| l.hash);
    if *last == hash {
        return;
    }
    *last = hash;
    let Some(level) = level else {
        view.show(view::whole());
        return;
    };
    let places = (0..level.n())
        .map(CountryId::at)
        .filter_map(|c| flows::anchor(&atlas, level, c));
    let all = places.fold(None, |all: Option<Rect>, p| {
        Some(all.map_or(Rect::from_corners(p, p), |r| r.union_point(p)))
    });
    if let Some(all) = all {
        let margin = Vec2::new(all.width() * 0.07 + 30.0, all.height() * 0.12 + 30.0);
        view.show(Rect::from_center_size(all.center(), all.size() + margin * 2.0));
    }
}

#[cfg(test)]
#[path = "board_tests.rs"]
mod tests;
