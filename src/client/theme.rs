//! Stub, being written: `apply(ctx)` installs fonts and style.
use bevy_egui::egui;

/// Installs fonts and style; once per context.
pub fn apply(ctx: &egui::Context) {
    let _ = ctx;
}
