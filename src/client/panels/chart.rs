//! Charts over turns: one line per name, each with a colour and a mark of its own.

use bevy_egui::egui;
use egui::{Color32, Ui};
use egui_plot::{GridMark, HLine, Line, MarkerShape, Plot, PlotPoints, PlotUi, Points, VLine};

use super::widgets::small;
use crate::client::theme;
use crate::level::units::Month;
use crate::rules::figures::TurnFigures;
use crate::text::{Speaker, format};

/// One line.
pub struct Series {
    /// Whose.
    pub name: String,
    /// One value a turn.
    pub values: Vec<f64>,
    /// Which colour and mark.
    pub style: usize,
}

/// Marks of lines, in order.
const MARKS: [MarkerShape; 8] = [
    MarkerShape::Circle,
    MarkerShape::Square,
    MarkerShape::Up,
    MarkerShape::Diamond,
    MarkerShape::Down,
    MarkerShape::Cross,
    MarkerShape::Plus,
    MarkerShape::Asterisk,
];

/// Colour of a line.
#[must_use]
pub const fn color(style: usize) -> Color32 {
    theme::SERIES[style % theme::SERIES.len()]
}

/// Draws lines over the months of `history`; `level` is a line to compare with (1 for price multiples, 0 for points),
/// `run_out` the position from which nobody played.
pub fn chart(
    ui: &mut Ui,
    speaker: &Speaker,
    id: &str,
    history: &[TurnFigures],
    lines: &[Series],
    level: f64,
    run_out: Option<usize>,
) {
    let months: Vec<Month> = history.iter().map(|h| h.month).collect();
    let date = move |value: f64| -> String {
        let at = value.round();
        if (value - at).abs() > 0.01 || at < 0.0 {
            return String::new();
        }
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a position in a short list"
        )]
        months.get(at as usize).map_or_else(String::new, |m| speaker.month(*m))
    };
    let last = history.len().saturating_sub(1).max(1) as f64;
    let high = lines.iter().flat_map(|l| &l.values).copied().fold(level, f64::max);
    let low = lines.iter().flat_map(|l| &l.values).copied().fold(level, f64::min);
    let margin = ((high - low) * 0.08).max(0.05);
    let step = (last / 5.0).ceil().max(1.0);
    let rise = nice((high - low + 2.0 * margin) / 4.0);
    Plot::new(id.to_owned())
        .height(200.0)
        .allow_zoom(false)
        .allow_drag(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .show_background(false)
        .grid_color(theme::LINE)
        .grid_fade(0.0)
        .default_x_bounds(-0.15, last + 0.15)
        .default_y_bounds(low - margin, high + margin)
        .auto_bounds(false)
        .x_grid_spacer(move |_| {
            let marks = (0..=400).map(|k| f64::from(k) * step).take_while(|v| *v <= last + 0.01);
            marks.map(|value| GridMark { value, step_size: step }).collect()
        })
        .y_grid_spacer(move |input| {
            let first = (input.bounds.0 / rise).ceil();
            let marks = (0..12)
                .map(|k| (first + f64::from(k)) * rise)
                .take_while(|v| *v <= input.bounds.1);
            marks.map(|value| GridMark { value, step_size: rise }).collect()
        })
        .x_axis_formatter(move |mark, _| date(mark.value))
        .y_axis_formatter(|mark, _| format::decimal(mark.value, 2))
        .label_formatter(|at| match at {
            egui_plot::HoverPosition::NearDataPoint {
                plot_name, position, ..
            } => Some(format!("{plot_name}: {}", format::decimal(position.y, 2))),
            egui_plot::HoverPosition::Elsewhere { .. } => None,
        })
        .show(ui, |plot| draw(plot, lines, level, run_out));
}

fn draw(plot: &mut PlotUi<'_>, lines: &[Series], level: f64, run_out: Option<usize>) {
    plot.hline(HLine::new("", level).color(theme::LINE).width(1.0));
    if let Some(at) = run_out {
        plot.vline(VLine::new("", at as f64).color(theme::WEAK).width(1.0));
    }
    for one in lines {
        let points = |values: &[f64]| -> PlotPoints<'static> {
            values.iter().enumerate().map(|(i, v)| [i as f64, *v]).collect()
        };
        plot.line(
            Line::new(one.name.clone(), points(&one.values))
                .color(color(one.style))
                .width(2.0),
        );
        let mark = MARKS[mark(one.style)];
        plot.points(
            Points::new(one.name.clone(), points(&one.values))
                .color(color(one.style))
                .shape(mark)
                .radius(3.5),
        );
    }
}

/// Names of lines under their chart, as switches.
pub fn legend(ui: &mut Ui, entries: &[(String, usize, bool)]) -> Option<usize> {
    let mut switched = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(theme::GAP_S, theme::GAP_S);
        for (at, (name, style, shown)) in entries.iter().enumerate() {
            let text =
                small(format!("{} {name}", glyph(*style))).color(if *shown { color(*style) } else { theme::WEAK });
            let button = egui::Button::selectable(*shown, text).frame_when_inactive(true).small();
            if ui.add(button).clicked() {
                switched = Some(at);
            }
        }
    });
    switched
}

/// Which mark: those that share a colour have different ones.
const fn mark(style: usize) -> usize {
    (style + style / theme::SERIES.len()) % MARKS.len()
}

/// The next larger of 1, 2, 5, 10 …
fn nice(step: f64) -> f64 {
    if !(step.is_finite() && step > 0.0) {
        return 1.0;
    }
    let unit = 10.0_f64.powf(step.log10().floor());
    [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|m| m * unit)
        .find(|s| *s >= step * 0.999)
        .unwrap_or(step)
}

/// The mark of a line as a character.
const fn glyph(style: usize) -> &'static str {
    ["●", "■", "▲", "◆", "▼", "✖", "+", "✱"][mark(style)]
}
