//! Clubs in the situation panel: four meters each, from the headline to the order.

use bevy_egui::egui::Ui;

use super::widgets::{card, note, strong, value_row};
use crate::client::scene::Scene;
use crate::level::ids::ClubId;
use crate::level::shape::Meter;
use crate::level::units::{Money, Rate};
use crate::rules::clubs::meters;
use crate::rules::state::State;
use crate::text::format;

/// Draws all of them.
pub(super) fn show(ui: &mut Ui, scene: &Scene, state: &State) {
    let speaker = scene.speaker;
    for at in 0..scene.known.level().mechanisms.clubs.len() {
        let club = ClubId::at(at);
        let now = meters(state, club);
        #[allow(clippy::cast_possible_truncation, reason = "a share between 0 and 1")]
        let share = |value: f64| speaker.rate(Rate((value * 100.0).round() as i32 * 100));
        let money = |million: f64| format::money(speaker.language(), Money::from_thousand(million * 1_000.0));
        card(ui, |ui| {
            ui.label(strong(speaker.club(club)));
            ui.spacing_mut().item_spacing.y = 2.0;
            for (meter, value) in [
                (Meter::Announced, money(now.announced)),
                (Meter::Paid, money(now.paid)),
                (Meter::Capable, share(now.capable)),
                (Meter::Buying, share(now.buying)),
            ] {
                value_row(ui, None, &speaker.meter(meter), &value);
            }
        });
    }
    note(ui, speaker.ui("panel-clubs-hint"));
}
