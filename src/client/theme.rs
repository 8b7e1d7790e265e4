//! The look of the window: a situation room. Dark and calm, numbers in front, one colour for what is yours and one for what
//! needs attention; whatever a colour says, a shape or a word says too.

use std::sync::Arc;

use bevy_egui::egui;
use egui::{
    Color32, CornerRadius, FontData, FontDefinitions, FontFamily, FontId, Margin, Stroke, TextStyle, Vec2, Visuals,
};

pub use super::panels::marks::{Shape, bar, line_scores, shape, sparkline};
pub use super::panels::widgets::{
    button, card, card_lit, chip, disabled_button, figure, note, primary_button, section,
};

/// Behind everything: the map's ground.
pub const GROUND: Color32 = Color32::from_rgb(0x0D, 0x12, 0x18);
/// Panels.
pub const PANEL: Color32 = Color32::from_rgb(0x13, 0x1A, 0x22);
/// Cards on panels.
pub const CARD: Color32 = Color32::from_rgb(0x1B, 0x24, 0x2E);
/// Buttons and fields on cards.
pub const RAISED: Color32 = Color32::from_rgb(0x28, 0x34, 0x41);
/// The same under the pointer.
pub const RAISED_MORE: Color32 = Color32::from_rgb(0x34, 0x42, 0x52);
/// Thin lines.
pub const LINE: Color32 = Color32::from_rgb(0x33, 0x40, 0x4E);
/// Text: 14:1 on a card.
pub const TEXT: Color32 = Color32::from_rgb(0xE9, 0xEE, 0xF3);
/// Less important text: 7:1 on a card.
pub const WEAK: Color32 = Color32::from_rgb(0xA9, 0xB6, 0xC3);
/// Yours, selected, the main action.
pub const MINE: Color32 = Color32::from_rgb(0x5C, 0xC8, 0xEE);
/// Ground behind what is yours or selected.
pub const MINE_GROUND: Color32 = Color32::from_rgb(0x14, 0x3A, 0x4B);
/// Needs attention, choked, lost.
pub const ALERT: Color32 = Color32::from_rgb(0xF7, 0xAE, 0x45);
/// Ground behind what needs attention.
pub const ALERT_GROUND: Color32 = Color32::from_rgb(0x3F, 0x2E, 0x14);
/// Text on [`MINE`] and [`ALERT`].
pub const ON_ACCENT: Color32 = Color32::from_rgb(0x06, 0x1A, 0x24);

/// Lines of charts, beside [`MINE`] for one's own: each is drawn with a mark or name of its own as well.
pub const SERIES: [Color32; 8] = [
    MINE,
    ALERT,
    Color32::from_rgb(0xC9, 0xA7, 0xF2),
    Color32::from_rgb(0x8F, 0xD1, 0x8B),
    Color32::from_rgb(0xF2, 0x8F, 0x9B),
    Color32::from_rgb(0xD9, 0xD2, 0x8A),
    Color32::from_rgb(0x7F, 0x9C, 0xF0),
    Color32::from_rgb(0xC4, 0xCB, 0xD2),
];

/// Between things that belong together.
pub const GAP_S: f32 = 4.0;
/// Between rows.
pub const GAP: f32 = 8.0;
/// Inside cards.
pub const GAP_M: f32 = 12.0;
/// Inside panels.
pub const GAP_L: f32 = 16.0;
/// Between sections.
pub const GAP_XL: f32 = 24.0;
/// Rounding of corners.
pub const ROUND: u8 = 6;

/// Notes, sources, units.
pub const SMALL: f32 = 12.0;
/// Text.
pub const BODY: f32 = 14.0;
/// Names of things in lists.
pub const LEAD: f32 = 16.0;
/// Headings.
pub const HEADING: f32 = 20.0;
/// Titles and big numbers.
pub const TITLE: f32 = 28.0;

/// The family of the heavier weight.
#[must_use]
pub fn semibold() -> FontFamily {
    FontFamily::Name("semibold".into())
}

/// A font of the heavier weight.
#[must_use]
pub fn strong_font(size: f32) -> FontId {
    FontId::new(size, semibold())
}

/// Installs fonts and style. Once per context, before the first frame.
pub fn apply(ctx: &egui::Context) {
    ctx.set_fonts(fonts());
    ctx.set_theme(egui::Theme::Dark);
    ctx.all_styles_mut(style);
}

/// Inter for Latin, Droid Sans Fallback for Chinese, egui's own symbols behind them.
#[must_use]
pub fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let embedded: [(&str, &'static [u8]); 3] = [
        ("inter", include_bytes!("../../assets/fonts/Inter-Regular.ttf")),
        (
            "inter-semibold",
            include_bytes!("../../assets/fonts/Inter-SemiBold.ttf"),
        ),
        (
            "droid-cjk",
            include_bytes!("../../assets/fonts/DroidSansFallback-GB1.ttf"),
        ),
    ];
    for (name, bytes) in embedded {
        fonts
            .font_data
            .insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }
    let behind: Vec<String> = fonts
        .families
        .get(&FontFamily::Proportional)
        .cloned()
        .unwrap_or_default();
    let family = |first: &str| -> Vec<String> {
        [first.to_owned(), "droid-cjk".to_owned()]
            .into_iter()
            .chain(behind.iter().cloned())
            .collect()
    };
    fonts.families.insert(FontFamily::Proportional, family("inter"));
    fonts.families.insert(semibold(), family("inter-semibold"));
    if let Some(mono) = fonts.families.get_mut(&FontFamily::Monospace) {
        mono.push("droid-cjk".to_owned());
    }
    fonts
}

/// Text styles: the scale 12, 14, 16, 20, 28.
#[must_use]
pub fn text_styles() -> std::collections::BTreeMap<TextStyle, FontId> {
    [
        (TextStyle::Small, FontId::proportional(SMALL)),
        (TextStyle::Body, FontId::proportional(BODY)),
        (TextStyle::Button, FontId::proportional(BODY)),
        (TextStyle::Monospace, FontId::monospace(BODY)),
        (TextStyle::Heading, strong_font(HEADING)),
    ]
    .into()
}

fn style(style: &mut egui::Style) {
    style.text_styles = text_styles();
    style.visuals = visuals();
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::new(GAP, GAP);
    spacing.button_padding = Vec2::new(GAP_M, 6.0);
    spacing.interact_size = Vec2::new(40.0, 28.0);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(8);
    spacing.combo_width = 160.0;
    spacing.combo_height = 340.0;
    spacing.slider_width = 180.0;
    spacing.text_edit_width = 240.0;
    spacing.icon_width = 18.0;
    spacing.icon_width_inner = 10.0;
    spacing.tooltip_width = 360.0;
    spacing.scroll.floating = true;
    style.interaction.tooltip_delay = 0.25;
    style.interaction.selectable_labels = false;
    style.animation_time = 0.1;
}

fn visuals() -> Visuals {
    let mut v = Visuals::dark();
    v.panel_fill = PANEL;
    v.window_fill = CARD;
    v.window_stroke = Stroke::new(1.0, LINE);
    v.faint_bg_color = CARD;
    v.extreme_bg_color = GROUND;
    v.text_edit_bg_color = Some(GROUND);
    v.code_bg_color = RAISED;
    v.warn_fg_color = ALERT;
    v.error_fg_color = ALERT;
    v.hyperlink_color = MINE;
    v.weak_text_color = Some(WEAK);
    v.window_corner_radius = CornerRadius::same(ROUND);
    v.menu_corner_radius = CornerRadius::same(ROUND);
    v.selection.bg_fill = MINE_GROUND;
    v.selection.stroke = Stroke::new(1.0, MINE);
    v.slider_trailing_fill = true;
    v.disabled_alpha = 0.75;
    let w = &mut v.widgets;
    let round = CornerRadius::same(ROUND);
    w.noninteractive.fg_stroke = Stroke::new(1.0, TEXT);
    w.noninteractive.bg_stroke = Stroke::new(1.0, LINE);
    w.noninteractive.bg_fill = CARD;
    w.noninteractive.weak_bg_fill = CARD;
    let looks: [(&mut egui::style::WidgetVisuals, Color32, Color32); 4] = [
        (&mut w.inactive, RAISED, LINE),
        (&mut w.hovered, RAISED_MORE, WEAK),
        (&mut w.active, RAISED_MORE, MINE),
        (&mut w.open, RAISED_MORE, LINE),
    ];
    for (look, fill, edge) in looks {
        look.bg_fill = fill;
        look.weak_bg_fill = fill;
        look.bg_stroke = Stroke::new(1.0, edge);
        look.fg_stroke = Stroke::new(1.0, TEXT);
        look.corner_radius = round;
        look.expansion = 0.0;
    }
    // What has the keyboard is drawn like what is pressed: a bright ring that can be seen from the back row.
    w.active.bg_stroke = Stroke::new(2.0, MINE);
    w.noninteractive.corner_radius = round;
    v
}
