//! Facilities and projects on the map: an entity each, with the stable id of the view, painted in rows beneath the name of
//! their country.

use bevy::prelude::*;

use super::{BoardSystems, MapFocus};
use crate::client::model::Model;
use crate::level::ids::{CountryId, FacilityId, GoodId};
use crate::level::{Level, Stage};
use crate::rules::View;
use crate::rules::state::Stage as GameStage;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, reconcile.in_set(BoardSystems));
}

/// How a facility does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Working {
    /// Runs; share of its capacity in percent.
    Runs(u8),
    /// Closed by a slump.
    Closed,
    /// A project is being built here.
    Building,
}

/// A facility's mark.
#[derive(Component, Debug, Clone, PartialEq)]
pub struct FacilityMark {
    /// Which: its stable id.
    pub facility: FacilityId,
    /// Where.
    pub country: CountryId,
    /// Of what.
    pub good: GoodId,
    /// At which stage of the chain: its shape.
    pub stage: Stage,
    /// How it does.
    pub working: Working,
    /// Tonnes a month it can make, for its size.
    pub capacity: f64,
}

/// The facilities to mark: those with capacity now, and those a project under way builds.
#[must_use]
pub fn marks(level: &Level, view: &View, good: Option<GoodId>) -> Vec<FacilityMark> {
    let mut marks = Vec::new();
    for (at, spec) in level.facilities.iter().enumerate() {
        let (facility, Some(now)) = (FacilityId::at(at), view.public.facilities.get(at)) else {
            continue;
        };
        if good.is_some_and(|g| g != spec.good) {
            continue;
        }
        let capacity = now.capacity + now.entrant;
        let activity = view.public.market.activity.get(at).copied().unwrap_or(0.0);
        let building = level
            .projects
            .iter()
            .zip(&view.public.projects)
            .any(|(p, s)| p.facility == facility && s.started && s.running < 1.0);
        let working = if now.closed {
            Working::Closed
        } else if capacity > 1e-9 {
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "between 0 and 100"
            )]
            let share = (100.0 * activity / capacity).clamp(0.0, 100.0) as u8;
            Working::Runs(share)
        } else if building && view.public.stage == GameStage::Open {
            Working::Building
        } else {
            continue;
        };
        let stage = level.goods.get(spec.good.index()).map_or(Stage::General, |g| g.stage);
        marks.push(FacilityMark {
            facility,
            country: spec.country,
            good: spec.good,
            stage,
            working,
            capacity,
        });
    }
    marks
}

/// Brings the marks in line with the view; leaves those alone that are already right.
fn reconcile(
    mut commands: Commands,
    model: Res<Model>,
    focus: Res<MapFocus>,
    mut drawn: Query<(Entity, &mut FacilityMark)>,
) {
    if !model.is_changed() && !focus.is_changed() {
        return;
    }
    let mut wanted = match (&model.known, &model.view) {
        (Some(known), Some(view)) if focus.shows_trade => marks(known.level(), view, focus.selection.good),
        _ => Vec::new(),
    };
    for (entity, mut mark) in &mut drawn {
        match wanted.iter().position(|w| w.facility == mark.facility) {
            Some(at) => {
                mark.set_if_neq(wanted.swap_remove(at));
            }
            None => commands.entity(entity).despawn(),
        }
    }
    for mark in wanted {
        commands.spawn(mark);
    }
}
