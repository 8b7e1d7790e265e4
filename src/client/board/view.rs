//! What part of the map is seen, and where on the screen: one simple projection that the camera, the labels and the
//! pointer all use.

use bevy::camera::{CameraUpdateSystems, Viewport};
use bevy::prelude::*;
use bevy::transform::TransformSystems;
use bevy::window::PrimaryWindow;
use bevy_egui::{EguiPostUpdateSet, egui};

use super::outline::{HEIGHT, WIDTH};
use crate::client::camera::MapCamera;

/// The systems that settle [`MapView`] for the frame.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub struct MapViewSystems;

pub(super) fn plugin(app: &mut App) {
    app.init_resource::<MapView>();
    app.add_systems(
        PostUpdate,
        aim.in_set(MapViewSystems)
            .after(EguiPostUpdateSet::EndPass)
            .before(TransformSystems::Propagate)
            .before(CameraUpdateSystems),
    );
}

/// Closest and farthest zoom, map units a point.
const CLOSEST: f32 = 0.12;
const FARTHEST: f32 = 4.0;

/// The part of the map that is seen. Points are egui's (what the text size scales); the area is what panels leave over.
#[derive(Resource, Debug, Clone, PartialEq)]
pub struct MapView {
    /// Where the map is on the screen.
    pub area: egui::Rect,
    /// Physical pixels a point.
    pub pixels_per_point: f32,
    /// The map point in the middle of the area.
    pub centre: Vec2,
    /// Map units a point.
    pub units_per_point: f32,
    /// The box, in map units, to fit at the next occasion.
    fit: Option<Rect>,
    /// The box fitted last and the area it was fitted into; a resized area is fitted again until the player moves the map.
    fitted: Option<Rect>,
}

impl Default for MapView {
    fn default() -> Self {
        Self {
            area: egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1280.0, 720.0)),
            pixels_per_point: 1.0,
            centre: Vec2::ZERO,
            units_per_point: WIDTH / 1280.0,
            fit: None,
            fitted: Some(whole()),
        }
    }
}

/// The whole map.
#[must_use]
pub fn whole() -> Rect {
    Rect::from_center_size(Vec2::ZERO, Vec2::new(WIDTH, HEIGHT))
}

impl MapView {
    /// A map point on the screen.
    #[must_use]
    pub fn to_screen(&self, point: Vec2) -> egui::Pos2 {
        let away = (point - self.centre) / self.units_per_point;
        self.area.center() + egui::vec2(away.x, -away.y)
    }

    /// A screen point on the map.
    #[must_use]
    pub fn to_map(&self, point: egui::Pos2) -> Vec2 {
        let away = point - self.area.center();
        self.centre + Vec2::new(away.x, -away.y) * self.units_per_point
    }

    /// Map units a physical pixel.
    #[must_use]
    pub fn units_per_pixel(&self) -> f32 {
        self.units_per_point / self.pixels_per_point.max(0.1)
    }

    /// Gives the map its place on the screen; what was fitted is fitted into the new place.
    pub fn place(&mut self, area: egui::Rect, pixels_per_point: f32) {
        let moved = area != self.area;
        self.area = area;
        self.pixels_per_point = pixels_per_point;
        let again = if moved { self.fitted } else { None };
        if let Some(wanted) = self.fit.take().or(again) {
            let size = Vec2::new(area.width().max(1.0), area.height().max(1.0));
            let ratio = wanted.size() / size;
            self.units_per_point = ratio.max_element().clamp(CLOSEST, FARTHEST);
            self.centre = wanted.center();
            self.fitted = Some(wanted);
            self.hold();
        }
    }

    /// Shows a box in map units.
    pub fn show(&mut self, wanted: Rect) {
        self.fit = Some(wanted);
    }

    /// Moves by points on the screen, as a drag does.
    pub fn drag(&mut self, by: egui::Vec2) {
        self.centre += Vec2::new(-by.x, by.y) * self.units_per_point;
        self.fitted = None;
        self.hold();
    }

    /// Zooms in by a factor, keeping the map point under a screen point where it is.
    pub fn zoom(&mut self, by: f32, about: egui::Pos2) {
        let under = self.to_map(about);
        self.units_per_point = (self.units_per_point / by).clamp(CLOSEST, FARTHEST);
        self.centre += under - self.to_map(about);
        self.fitted = None;
        self.hold();
    }

    /// Keeps some of the map in sight.
    fn hold(&mut self) {
        self.centre = self
            .centre
            .clamp(Vec2::new(-WIDTH, -HEIGHT) / 2.0, Vec2::new(WIDTH, HEIGHT) / 2.0);
    }
}

/// Points the camera.
fn aim(
    view: Res<MapView>,
    window: Option<Single<&Window, With<PrimaryWindow>>>,
    camera: Option<Single<(&mut Camera, &mut Transform, &mut Projection), With<MapCamera>>>,
) {
    let (Some(window), Some(camera)) = (window, camera) else {
        return;
    };
    let (mut camera, mut transform, mut projection) = camera.into_inner();
    let full = window.physical_size();
    let corner = |p: egui::Pos2| {
        (Vec2::new(p.x, p.y) * view.pixels_per_point)
            .round()
            .max(Vec2::ZERO)
            .as_uvec2()
            .min(full)
    };
    let (from, to) = (corner(view.area.min), corner(view.area.max));
    let size = to.saturating_sub(from);
    if size.x == 0 || size.y == 0 {
        camera.set_if_changed_active(false);
        return;
    }
    let same = camera
        .viewport
        .as_ref()
        .is_some_and(|v| v.physical_position == from && v.physical_size == size);
    if !same {
        camera.viewport = Some(Viewport {
            physical_position: from,
            physical_size: size,
            ..default()
        });
    }
    let place = view.centre.extend(transform.translation.z);
    if transform.translation != place {
        transform.translation = place;
    }
    // The camera counts in logical pixels of the window.
    let scale = view.units_per_pixel() * window.scale_factor();
    if let Projection::Orthographic(flat) = &*projection
        && flat.scale != scale
        && let Projection::Orthographic(flat) = &mut *projection
    {
        flat.scale = scale;
    }
}

trait SetActive {
    fn set_if_changed_active(&mut self, active: bool);
}

impl SetActive for Mut<'_, Camera> {
    fn set_if_changed_active(&mut self, active: bool) {
        if self.is_active != active {
            self.is_active = active;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: Vec2, b: Vec2) -> bool {
        a.distance(b) < 0.01
    }

    #[test]
    fn a_screen_point_is_where_its_map_point_is() {
        let mut view = MapView::default();
        view.place(
            egui::Rect::from_min_size(egui::pos2(100.0, 50.0), egui::vec2(640.0, 480.0)),
            2.0,
        );
        let point = Vec2::new(-120.0, 77.0);
        assert!(near(view.to_map(view.to_screen(point)), point));
        assert!(
            view.to_screen(Vec2::new(0.0, 10.0)).y < view.to_screen(Vec2::ZERO).y,
            "north is up"
        );
    }

    #[test]
    fn zooming_keeps_the_point_under_the_pointer() {
        let mut view = MapView::default();
        let pointer = egui::pos2(900.0, 200.0);
        let under = view.to_map(pointer);
        view.zoom(2.0, pointer);
        assert!(near(view.to_map(pointer), under));
    }

    #[test]
    fn what_was_fitted_stays_fitted_until_the_player_moves_the_map() {
        let mut view = MapView::default();
        view.show(Rect::new(-100.0, -50.0, 100.0, 50.0));
        view.place(
            egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(400.0, 400.0)),
            1.0,
        );
        assert!((view.units_per_point - 0.5).abs() < 1e-6);
        view.place(
            egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(200.0, 400.0)),
            1.0,
        );
        assert!((view.units_per_point - 1.0).abs() < 1e-6);
        view.drag(egui::vec2(10.0, 0.0));
        view.place(
            egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(400.0, 400.0)),
            1.0,
        );
        assert!((view.units_per_point - 1.0).abs() < 1e-6);
    }
}
