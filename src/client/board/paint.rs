//! What egui paints over the map: names, facility marks, arrows, gates and crosses on flows, hints, the choice of goods and
//! the key. All in points, so it stays crisp and the same size at every zoom.

use bevy_egui::egui;
use egui::{Align2, Painter, Pos2, Rect, Ui};

use super::countries::{Atlas, Role, role};
use super::facilities::{FacilityMark, Working};
use super::flows::{FlowMark, anchor, flow_color};
use super::key;
use super::trade::{self, Barrier};
use super::view::MapView;
use crate::client::scene::Scene;
use crate::client::theme;
use crate::level::ids::CountryId;
use crate::level::measure::Regime;
use crate::level::units::{Mass, Rate};
use crate::level::{Level, Stage};
use crate::text::Value;

/// Everything the painting reads.
pub struct Canvas<'a> {
    /// The game.
    pub scene: &'a Scene<'a>,
    /// Where the map is.
    pub view: &'a MapView,
    /// Its shapes.
    pub atlas: &'a Atlas,
    /// The country under the pointer.
    pub hovered: Option<CountryId>,
}

/// How near, in points, the pointer must be to hit a flow or a place without a shape.
const NEAR: f32 = 12.0;

/// The country whose place is near a screen point, for those too small for a shape and for "the rest of the world".
#[must_use]
pub fn place_near(view: &MapView, atlas: &Atlas, level: &Level, at: Pos2) -> Option<CountryId> {
    let countries = (0..level.n()).map(CountryId::at);
    let near = countries.filter_map(|c| Some((c, view.to_screen(anchor(atlas, level, c)?).distance(at))));
    near.filter(|(_, d)| *d < NEAR)
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(c, _)| c)
}

impl Canvas<'_> {
    fn level(&self) -> &Level {
        self.scene.known.level()
    }

    pub(super) fn place(&self, country: CountryId) -> Option<Pos2> {
        Some(self.view.to_screen(anchor(self.atlas, self.level(), country)?))
    }

    /// Arrows, gates, crosses and warning triangles on flows.
    pub fn marks(&self, ui: &Ui, flows: &[&FlowMark]) {
        let painter = ui.painter();
        for mark in flows {
            let points: Vec<Pos2> = mark.curve.iter().map(|p| self.view.to_screen(*p)).collect();
            let color = flow_color(self.level(), &mark.flow);
            let at = |share: f32| -> Option<(Pos2, egui::Vec2)> {
                #[allow(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a place in a short list"
                )]
                let n = ((points.len() as f32 - 2.0) * share) as usize;
                let (a, b) = (*points.get(n)?, *points.get(n + 1)?);
                Some((a, (b - a).normalized()))
            };
            if let Some((tip, way)) = at(0.93) {
                key::arrow(painter, tip, way, 6.0 + mark.width * 1.05, color);
            }
            if let Some((middle, way)) = at(0.5) {
                match mark.flow.worst {
                    Barrier::Free => {}
                    Barrier::Licence => key::gate(painter, middle, way, color),
                    Barrier::Ban => key::cross(painter, middle),
                }
            }
            if mark.flow.choked
                && let Some((place, _)) = at(0.72)
            {
                key::triangle(painter, place, 6.5);
            }
        }
    }

    /// Names of the level's countries with their dots and facilities.
    pub fn names(&self, ui: &Ui, facilities: &[&FacilityMark]) {
        let level = self.level();
        let me = self.scene.view.seat();
        let mut countries: Vec<(Role, CountryId)> = (0..level.n())
            .map(CountryId::at)
            .map(|c| (role(level, Some(c), me), c))
            .collect();
        countries.sort_by(|a, b| b.cmp(a));
        let mut taken: Vec<Rect> = Vec::new();
        for (role, country) in countries {
            let Some(place) = self.place(country).filter(|p| self.view.area.expand(40.0).contains(*p)) else {
                continue;
            };
            self.name(ui.painter(), place, country, role, facilities, &mut taken);
        }
    }

    fn name(
        &self,
        painter: &Painter,
        place: Pos2,
        country: CountryId,
        role: Role,
        facilities: &[&FacilityMark],
        taken: &mut Vec<Rect>,
    ) {
        let lit = self.hovered == Some(country) || self.scene.selection.country == Some(country);
        let (font, color) = match role {
            Role::Own => (theme::strong_font(15.0), theme::MINE),
            Role::Seat => (theme::strong_font(13.5), theme::TEXT),
            _ => (egui::FontId::proportional(12.0), theme::TEXT),
        };
        key::dot(painter, place, role);
        let stages = self.stages(country, facilities);
        let text = painter.layout_no_wrap(self.scene.speaker.country(country), font, color);
        #[allow(clippy::cast_precision_loss, reason = "at most three")]
        let marks_width = stages.len() as f32 * 15.0;
        let marks_height = if stages.is_empty() { 0.0 } else { 15.0 };
        let size = egui::vec2(text.size().x.max(marks_width), text.size().y + marks_height);
        let offsets = [
            (Align2::CENTER_TOP, egui::vec2(0.0, 8.0)),
            (Align2::CENTER_BOTTOM, egui::vec2(0.0, -8.0)),
            (Align2::LEFT_CENTER, egui::vec2(9.0, 0.0)),
            (Align2::RIGHT_CENTER, egui::vec2(-9.0, 0.0)),
        ];
        let free = |r: &Rect| !taken.iter().any(|t| t.intersects(*r));
        let spots = offsets.map(|(align, by)| align.anchor_size(place + by, size));
        let found = spots.iter().find(|r| free(r)).copied();
        // A model country without room keeps its dot; a seat is always named.
        let Some(spot) = found.or_else(|| (role >= Role::Seat || lit).then_some(spots[0])) else {
            return;
        };
        taken.push(spot.expand(1.0));
        taken.push(Rect::from_center_size(place, egui::Vec2::splat(8.0)));
        let left = spot.center().x - text.size().x / 2.0;
        painter.rect_filled(
            spot.expand2(egui::vec2(4.0, 1.0)),
            4.0,
            theme::GROUND.gamma_multiply(0.55),
        );
        key::shadowed(painter, egui::pos2(left, spot.top()), text);
        let mut x = spot.center().x - marks_width / 2.0 + 7.5;
        for (stage, working) in stages {
            key::facility(painter, egui::pos2(x, spot.bottom() - 7.0), stage, working);
            x += 15.0;
        }
    }

    /// One mark a stage: the stage that runs best, or is being built, or is closed.
    fn stages(&self, country: CountryId, facilities: &[&FacilityMark]) -> Vec<(Stage, Working)> {
        let of = |stage| {
            let marks = facilities
                .iter()
                .filter(move |f| f.country == country && f.stage == stage);
            let best = marks.min_by_key(|f| match f.working {
                Working::Runs(share) => (0, 100 - i32::from(share)),
                Working::Building => (1, 0),
                Working::Closed => (2, 0),
            });
            best.map(|f| (stage, f.working))
        };
        [Stage::Mine, Stage::Separate, Stage::Magnet]
            .into_iter()
            .filter_map(of)
            .collect()
    }

    /// A hint about what is under the pointer.
    pub fn tell(&self, ground: &egui::Response, at: Pos2, flows: &[&FlowMark]) {
        let lines = match self.flow_at(at, flows) {
            Some(mark) => self.about_flow(mark),
            None => match self.hovered {
                Some(country) => self.about_country(country),
                None => return,
            },
        };
        ground.clone().on_hover_ui_at_pointer(|ui| {
            for (n, line) in lines.iter().enumerate() {
                if n == 0 {
                    ui.label(egui::RichText::new(line).font(theme::strong_font(theme::BODY)));
                } else {
                    ui.label(line);
                }
            }
        });
    }

    fn flow_at<'f>(&self, at: Pos2, flows: &[&'f FlowMark]) -> Option<&'f FlowMark> {
        let distance = |mark: &FlowMark| -> f32 {
            let points = mark.curve.iter().map(|p| self.view.to_screen(*p));
            points.map(|p| p.distance(at)).fold(f32::INFINITY, f32::min) - mark.width
        };
        let nearest = flows
            .iter()
            .map(|m| (*m, distance(m)))
            .min_by(|a, b| a.1.total_cmp(&b.1))?;
        (nearest.1 < NEAR * 0.6).then_some(nearest.0)
    }

    fn about_flow(&self, mark: &FlowMark) -> Vec<String> {
        let (speaker, flow) = (self.scene.speaker, &mark.flow);
        let mut lines = Vec::new();
        let only = self.scene.selection.good;
        let goods = trade::between(self.scene.known, self.scene.view, flow.from, flow.to);
        for (good, tonnes, regime) in goods
            .into_iter()
            .filter(|(good, ..)| only.is_none_or(|g| g == *good))
            .take(5)
        {
            #[allow(clippy::cast_possible_truncation, reason = "tonnes a month")]
            let mass = Mass((tonnes * 1_000.0) as i64);
            lines.push(speaker.ui_with(
                "ui-map-flow",
                &[
                    ("mass", Value::from(mass)),
                    ("good", good.into()),
                    ("from", flow.from.into()),
                    ("to", flow.to.into()),
                ],
            ));
            if regime != Regime::Free {
                lines.push(format!("    {}: {}", speaker.ui("ui-control"), speaker.regime(regime)));
            }
        }
        if flow.choked {
            let at = flow.good.index() * self.level().n() + flow.to.index();
            let times = self
                .scene
                .history
                .last()
                .and_then(|h| h.price.get(at))
                .copied()
                .unwrap_or(1.0);
            lines.push(format!(
                "{}: {}",
                speaker.ui("ui-map-choked"),
                speaker.ui_with("ui-price-of-base", &[("times", times.into())])
            ));
        }
        lines
    }

    /// The country's name and how its facilities do.
    pub(super) fn about_country(&self, country: CountryId) -> Vec<String> {
        let (speaker, level) = (self.scene.speaker, self.level());
        let mut lines = vec![speaker.country(country)];
        for (at, spec) in level
            .facilities
            .iter()
            .enumerate()
            .filter(|(_, f)| f.country == country)
        {
            let Some(now) = self.scene.view.public.facilities.get(at) else {
                continue;
            };
            if self.scene.selection.good.is_some_and(|g| g != spec.good) {
                continue;
            }
            let capacity = now.capacity + now.entrant;
            let state = if now.closed {
                speaker.ui("ui-map-facility-closed")
            } else if capacity > 1e-9 {
                let share = self.scene.view.public.market.activity.get(at).copied().unwrap_or(0.0) / capacity;
                #[allow(clippy::cast_possible_truncation, reason = "between 0 and 10,000")]
                let share = speaker.rate(Rate((share.clamp(0.0, 1.0) * 100.0).round() as i32 * 100));
                speaker.ui_with("ui-map-facility-running", &[("share", (&share).into())])
            } else {
                continue;
            };
            lines.push(format!(
                "{} · {state}",
                speaker.facility(crate::level::ids::FacilityId::at(at))
            ));
        }
        lines.truncate(9);
        lines
    }
}
