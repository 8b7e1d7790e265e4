//! The guide's card: the step that is due, how far one is, what is suggested, and the way back.

use bevy_egui::egui;
use egui::{Align, Layout, RichText, Ui};

use super::marks;
use super::widgets::{note, small, strong};
use crate::client::scene::{Intent, PanelName, Point, Scene, Selection};
use crate::client::theme;
use crate::level::guide::{Done, Guide, Panel, Step, reading};
use crate::rules::command::Command;
use crate::rules::guide::{Back, Facts, Progress, Suggestion, suggestion};
use crate::rules::refusal::Refusal;
use crate::text::Value;

/// How wide the card is, in points.
pub const WIDTH: f32 = 348.0;

/// What the card keeps.
#[derive(Debug, Default)]
pub struct GuideState {
    /// How far one is.
    progress: Progress,
    /// Put away by its reader.
    away: bool,
    /// The step whose good the map shows.
    shown: Option<usize>,
}

/// A level's panel as the window has it.
#[must_use]
pub const fn panel(of: Panel) -> PanelName {
    match of {
        Panel::Situation => PanelName::Situation,
        Panel::Markets => PanelName::Markets,
        Panel::Policy => PanelName::Policy,
        Panel::Projects => PanelName::Projects,
        Panel::Deals => PanelName::Deals,
        Panel::Messages => PanelName::Messages,
        Panel::News => PanelName::News,
    }
}

fn level_panel(of: PanelName) -> Panel {
    match of {
        PanelName::Situation => Panel::Situation,
        PanelName::Markets => Panel::Markets,
        PanelName::Policy => Panel::Policy,
        PanelName::Projects => Panel::Projects,
        PanelName::Deals => Panel::Deals,
        PanelName::Messages => Panel::Messages,
        PanelName::News => Panel::News,
    }
}

/// The guide of this seat, if the level has one.
#[must_use]
pub fn guide_of<'a>(scene: &Scene<'a>) -> Option<&'a Guide> {
    let guide = scene.known.level().guide.as_ref()?;
    (scene.view.seat() == Some(guide.seat)).then_some(guide)
}

impl GuideState {
    /// Whether the card lies on the map.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !self.away
    }

    /// Puts the card away, or takes it out again.
    pub const fn turn(&mut self) {
        self.away = !self.away;
    }

    /// How far one is.
    #[must_use]
    pub const fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Why no step can be taken back, if none can.
    fn no_way_back(&self, scene: &Scene, guide: &Guide, open: Option<PanelName>) -> Option<String> {
        match self.progress.clone().back(guide, &facts(scene, open)) {
            None => Some(scene.speaker.ui("ui-guide-first")),
            Some(Back { keep: Some(_), .. }) if scene.live.moves.is_none() => {
                Some(scene.speaker.refusal(&Refusal::NoWayBack))
            }
            Some(_) => None,
        }
    }

    /// Takes a step back: what the "Back" button does.
    pub fn go_back(&mut self, scene: &Scene, open: &mut Option<PanelName>, out: &mut Vec<Intent>) {
        let Some(guide) = guide_of(scene) else { return };
        if let Some(back) = self.progress.back(guide, &facts(scene, *open)) {
            out.extend(back.keep.map(Intent::GoBack));
            if back.close.is_some() && back.close.map(panel) == *open {
                *open = None;
            }
        }
    }

    /// Looks at the game; says what the eye should be led to, and selects on the map what a new step is about.
    pub fn look(&mut self, scene: &Scene, open: Option<PanelName>, out: &mut Vec<Intent>) -> Option<Point> {
        let guide = guide_of(scene)?;
        if scene.back_refused {
            self.progress.stay();
        }
        self.progress.look(guide, &facts(scene, open));
        if self.away {
            return None;
        }
        let step = self.progress.step(guide)?;
        if self.shown != Some(self.progress.at()) {
            self.shown = Some(self.progress.at());
            if step.good.is_some() && step.good != scene.selection.good {
                out.push(Intent::Select(Selection {
                    country: None,
                    good: step.good,
                }));
            }
        }
        point(step, scene, open)
    }
}

fn facts<'a>(scene: &Scene<'a>, open: Option<PanelName>) -> Facts<'a> {
    Facts {
        view: scene.view,
        log: scene.log,
        open: open.map(level_panel),
        moves: moves(scene),
    }
}

fn moves(scene: &Scene) -> u32 {
    scene.live.moves.unwrap_or(0)
}

/// What is to be pressed next.
fn point(step: &Step, scene: &Scene, open: Option<PanelName>) -> Option<Point> {
    let inside = |name, point| {
        if open == Some(name) { point } else { Point::Panel(name) }
    };
    match (&step.done, suggestion(step, scene.view)) {
        (Done::Opened(of), _) => Some(Point::Panel(panel(*of))),
        (_, Suggestion::Send(command)) => match command {
            Command::Seal(_) => Some(inside(PanelName::Policy, Point::Seal)),
            Command::Counter { offer, .. } => Some(inside(PanelName::Deals, Point::Counter(offer))),
            Command::Accept { offer, .. } => Some(inside(PanelName::Deals, Point::Sign(offer))),
            Command::Ready(_) => Some(Point::Ready),
            _ => None,
        },
        _ => None,
    }
}

/// Draws the card; `open` is the open panel, which going back may close.
pub fn show(ui: &mut Ui, scene: &Scene, state: &mut GuideState, open: &mut Option<PanelName>, out: &mut Vec<Intent>) {
    let Some(guide) = guide_of(scene) else { return };
    ui.set_width(WIDTH - 28.0);
    ui.spacing_mut().item_spacing.y = 6.0;
    head(ui, scene, guide, state);
    let speaker = scene.speaker;
    let step = state.progress.step(guide);
    let (title, text) = match step {
        Some(step) => (speaker.text(&step.title).to_owned(), &step.text),
        None => (speaker.ui("ui-guide-done"), &guide.closing),
    };
    ui.label(RichText::new(title).font(theme::strong_font(theme::LEAD)));
    ui.add(egui::Label::new(speaker.text(text)).wrap());
    if let Some(step) = step {
        hint(ui, scene, step, state, out);
    }
    foot(ui, scene, guide, state, open, out);
}

fn head(ui: &mut Ui, scene: &Scene, guide: &Guide, state: &GuideState) {
    let speaker = scene.speaker;
    let (at, steps) = (state.progress.at(), guide.steps.len());
    #[allow(clippy::cast_possible_truncation, reason = "a quarter of an hour")]
    let left = (guide.minutes_from(at, speaker.language().code())
        + reading(&guide.closing, speaker.language().code()) / 60.0)
        .ceil() as i64;
    ui.horizontal(|ui| {
        ui.set_height(16.0);
        let words = if at < steps {
            let number = |n: usize| Value::from(i64::try_from(n).unwrap_or(0));
            speaker.ui_with("ui-guide-step", &[("step", number(at + 1)), ("steps", number(steps))])
        } else {
            speaker.ui("ui-guide")
        };
        ui.label(small(words));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if at < steps {
                let words = speaker.ui_with("ui-guide-minutes", &[("minutes", left.into())]);
                ui.label(small(words)).on_hover_text(speaker.ui("ui-tip-guide-minutes"));
            }
        });
    });
    marks::steps(ui, at, steps);
}

/// The button that does what the step suggests as far as a hand can be held, or why there is nothing to do.
fn hint(ui: &mut Ui, scene: &Scene, step: &Step, state: &GuideState, out: &mut Vec<Intent>) {
    let speaker = scene.speaker;
    if state.progress.goes_back() {
        ui.horizontal(|ui| {
            ui.spinner();
            ui.label(small(speaker.ui("ui-guide-goes-back")));
        });
        return;
    }
    if scene.back_refused {
        note(ui, speaker.refusal(&Refusal::NoWayBack));
    }
    let shown = Selection {
        country: step.country,
        good: step.good.or(scene.selection.good),
    };
    let suggested = suggestion(step, scene.view);
    if suggested == Suggestion::Wait {
        note(ui, speaker.ui("ui-guide-waits"));
    }
    let act = match suggested {
        Suggestion::Send(Command::Seal(order)) => Some(("ui-guide-fill", Intent::LoadOrder(order))),
        Suggestion::Send(Command::Counter { offer, draft, .. }) => {
            Some(("ui-guide-fill", Intent::LoadCounter(offer, draft)))
        }
        Suggestion::Send(Command::Accept { offer, .. }) => Some(("ui-guide-show-offer", Intent::ShowOffer(offer))),
        Suggestion::Send(_) | Suggestion::Open(_) | Suggestion::Wait => None,
    };
    let show = step.country.is_some() && scene.selection.country != step.country;
    let show = show.then_some(("ui-guide-show-map", Intent::Select(shown)));
    if act.is_none() && show.is_none() {
        return;
    }
    ui.horizontal(|ui| {
        for (key, intent) in act.into_iter().chain(show) {
            if ui.button(speaker.ui(key)).clicked() {
                out.push(intent);
            }
        }
    });
}

fn foot(
    ui: &mut Ui,
    scene: &Scene,
    guide: &Guide,
    state: &mut GuideState,
    open: &mut Option<PanelName>,
    out: &mut Vec<Intent>,
) {
    let speaker = scene.speaker;
    ui.horizontal(|ui| {
        let reason = state.no_way_back(scene, guide, *open);
        ui.spacing_mut().button_padding = egui::vec2(theme::GAP, 2.0);
        ui.spacing_mut().interact_size.y = 22.0;
        let back = egui::Button::new(small(speaker.ui("ui-button-back")));
        let back = ui.add_enabled(reason.is_none(), back);
        let back = back.on_hover_text(speaker.ui("ui-tip-guide-back"));
        if back.on_disabled_hover_text(reason.unwrap_or_default()).clicked() {
            state.go_back(scene, open, out);
        }
        if state.progress.step(guide).is_some() {
            if ui.button(small(speaker.ui("ui-guide-skip"))).clicked() {
                state.progress.skip(guide, moves(scene));
            }
            if ui
                .button(small(speaker.ui("ui-guide-leave")))
                .on_hover_text(speaker.ui("ui-tip-guide-leave"))
                .clicked()
            {
                state.away = true;
            }
        } else if ui.button(strong(speaker.ui("ui-button-close"))).clicked() {
            state.away = true;
        }
    });
}
