//! The screens: title → seats → brief → game → debrief. Thin systems that hand plain data to panels and collect what they
//! ask for; [`follow`] carries it out.

mod around;
mod follow;
mod game;
mod map;

use std::path::Path;
use std::sync::Arc;

use bevy::prelude::*;
use bevy_egui::{EguiContexts, EguiPreUpdateSet, EguiPrimaryContextPass, egui};

use super::model::Model;
use super::panels::Panels;
use super::panels::screens::{DebriefState, LevelCard, Rivals, SeatCard, SeatsState, SourcesState, TitleState};
use super::previews::Foresight;
use super::scene::{Intent, PanelName, Previews, Scene, Selection};
use super::voice::Voice;
use super::{ClientOptions, Start, theme};
use crate::level::catalogue;
use crate::level::check::check_text;
use crate::level::choice;
use crate::level::{Level, ids::SeatId};

pub use follow::open_game;

pub(super) fn plugin(app: &mut App) {
    app.init_state::<Screen>();
    app.init_resource::<Intents>();
    app.configure_sets(EguiPrimaryContextPass, DrawSystems.run_if(resource_exists::<Dressed>));
    app.add_systems(
        PreUpdate,
        dress
            .after(EguiPreUpdateSet::InitContexts)
            .before(EguiPreUpdateSet::BeginPass),
    );
    app.add_systems(
        EguiPrimaryContextPass,
        (
            around::title.run_if(in_state(Screen::Title)),
            around::seats.run_if(in_state(Screen::Seats)),
            around::brief.run_if(in_state(Screen::Brief)),
            game::draw.run_if(in_state(Screen::Game)),
            around::debrief.run_if(in_state(Screen::Debrief)),
        )
            .chain()
            .in_set(DrawSystems),
    );
    app.add_plugins(follow::plugin);
}

/// The systems that draw screens.
#[derive(SystemSet, Clone, Debug, PartialEq, Eq, Hash)]
pub struct DrawSystems;

/// Which screen is shown.
#[derive(States, Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Screen {
    /// Levels, hosting, joining.
    #[default]
    Title,
    /// Choice of a seat.
    Seats,
    /// One's brief.
    Brief,
    /// The game.
    Game,
    /// What came of it.
    Debrief,
}

/// What panels asked for in this frame.
#[derive(Resource, Debug, Default)]
pub struct Intents(pub Vec<Intent>);

/// A page that lies over the game.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overlay {
    /// The brief again.
    Brief,
    /// Figures and sources.
    Sources,
}

/// Forms and choices of all screens.
#[derive(Resource)]
pub struct Shell {
    /// Of the title.
    pub title: TitleState,
    /// What can be chosen in the level on the title.
    pub rivals: Option<Rivals>,
    /// The level to be played, with the figures chosen for it.
    pub level: Option<Arc<Level>>,
    /// Levels that can be played here.
    pub levels: Vec<Arc<Level>>,
    /// The same for the title screen.
    pub cards: Vec<LevelCard>,
    /// Of the choice of a seat.
    pub seats: SeatsState,
    /// Seats to choose from.
    pub seat_cards: Vec<SeatCard>,
    /// Of the game's panels.
    pub panels: Panels,
    /// The open panel.
    pub open: Option<PanelName>,
    /// The page over the game.
    pub overlay: Option<Overlay>,
    /// Of the debrief.
    pub debrief: DebriefState,
    /// Of the sources.
    pub sources: SourcesState,
    /// Seed of the next game played here.
    pub seed: Option<u64>,
    /// The seat chosen at first when seats are shown.
    pub prefer: Option<SeatId>,
    /// PIN for the next game joined.
    pub pin: Option<String>,
    /// What is selected.
    pub selection: Selection,
}

impl Shell {
    /// The shell for some options: reads the catalogue.
    #[must_use]
    pub fn new(options: &ClientOptions) -> Self {
        let dir = options.levels_dir.as_deref();
        let mut levels: Vec<Arc<Level>> = Vec::new();
        for name in catalogue::names(dir) {
            match level_named(&name, dir) {
                Ok(level) => levels.push(level),
                Err(error) => warn!("the level {name} can't be offered: {error}"),
            }
        }
        let language = options.language;
        let name = std::env::var("USER")
            .or_else(|_| std::env::var("USERNAME"))
            .unwrap_or_else(|_| "Player".to_owned());
        let mut shell = Self {
            title: TitleState {
                language,
                name,
                ..TitleState::default()
            },
            cards: levels.iter().map(|l| LevelCard::of(l)).collect(),
            rivals: None,
            level: None,
            levels,
            seats: SeatsState::default(),
            seat_cards: Vec::new(),
            panels: Panels::default(),
            open: Some(PanelName::Situation),
            overlay: None,
            debrief: DebriefState::default(),
            sources: SourcesState::default(),
            seed: None,
            prefer: None,
            pin: None,
            selection: Selection::default(),
        };
        if let Start::Join { address, name, pin, .. } = &options.start {
            shell.title.action = super::panels::screens::TitleAction::Join;
            shell.title.address.clone_from(address);
            shell.title.name.clone_from(name);
            shell.pin = Some(pin.clone()).filter(|p| !p.is_empty());
        }
        shell
    }

    /// Forgets what belongs to one game.
    pub fn reset(&mut self) {
        self.panels = Panels::default();
        self.open = Some(PanelName::Situation);
        self.overlay = None;
        self.debrief = DebriefState::default();
        self.sources = SourcesState::default();
        self.selection = Selection::default();
        self.seats = SeatsState::default();
    }

    /// Looks up what can be chosen in the level on the title, once for each; other levels' choices are forgotten.
    pub fn look_up_rivals(&mut self) {
        let level = self.levels.get(self.title.level);
        let known = self.rivals.as_ref().map(|r| r.level().hash);
        if known != level.map(|l| l.hash) {
            self.title.figures.clear();
            self.rivals = level.map(Rivals::of);
        }
    }

    /// Takes the level on the title with the figures chosen there; says on the title why it can't be played with them.
    pub fn take_level(&mut self) -> bool {
        let Some(level) = self.levels.get(self.title.level).cloned() else {
            return false;
        };
        self.title.trouble = None;
        if self.title.figures.is_empty() {
            self.choose_in(&level);
            return true;
        }
        match choice::choose(&level, &self.title.figures) {
            Ok(level) => self.choose_in(&Arc::new(level)),
            Err(error) => self.title.trouble = Some(error.to_string()),
        }
        self.title.trouble.is_none()
    }

    /// Prepares the choice of a seat in a level.
    pub fn choose_in(&mut self, level: &Arc<Level>) {
        self.level = Some(Arc::clone(level));
        self.seat_cards = SeatCard::all(level, &[]);
        self.seats.chosen = Some(self.prefer.unwrap_or(SeatId(0)));
    }
}

/// Finds and compiles a level by name or path.
///
/// # Errors
/// One sentence that says why there is none.
pub fn level_named(name: &str, dir: Option<&Path>) -> Result<Arc<Level>, String> {
    let (file, text) = catalogue::find(name, dir).map_err(|e| e.to_string())?;
    let checked = check_text(&file, &text);
    let first = || checked.problems.first().map_or_else(String::new, ToString::to_string);
    match checked.level {
        Some(level) => Ok(Arc::new(level)),
        None => Err(format!("{file}:{}", first())),
    }
}

/// A page on the whole window over a dimmed map.
fn page<R>(ctx: &egui::Context, content: impl FnOnce(&mut egui::Ui) -> R) -> R {
    let mut root = root(ctx);
    let fill = theme::GROUND.gamma_multiply(0.74);
    egui::CentralPanel::default()
        .frame(egui::Frame::new().fill(fill))
        .show(&mut root, content)
        .inner
}

/// A ui on the background layer that covers the window: `bevy_egui` doesn't hand out egui's own.
fn root(ctx: &egui::Context) -> egui::Ui {
    egui::Ui::new(
        ctx.clone(),
        "root".into(),
        egui::UiBuilder::new()
            .layer_id(egui::LayerId::background())
            .max_rect(ctx.viewport_rect()),
    )
}

/// What panels are drawn from, if there is a game.
#[must_use]
pub fn scene<'a>(
    model: &'a Model,
    voice: &'a Voice,
    previews: &'a Previews,
    selection: Selection,
) -> Option<Scene<'a>> {
    Some(Scene {
        known: model.known.as_deref()?,
        view: model.view.as_deref()?,
        live: model.live.as_deref()?,
        seconds_left: model.seconds_left(),
        history: model.history(),
        log: &model.log,
        pending: &model.pending,
        refused: model.refused.as_ref(),
        previews,
        selection,
        guided: false,
        point: None,
        back_refused: model.back_refused,
        speaker: voice,
    })
}

/// Whether fonts and style are installed.
#[derive(Resource, Debug, Clone, Copy, PartialEq)]
pub struct Dressed {
    zoom: f32,
}

/// Installs fonts and style before the first pass (fonts set inside one act from the next on), and follows the text size.
fn dress(mut contexts: EguiContexts, mut commands: Commands, dressed: Option<Res<Dressed>>, shell: Res<Shell>) {
    let Ok(ctx) = contexts.ctx_mut() else { return };
    if dressed.is_none() {
        theme::apply(ctx);
    }
    let zoom = shell.title.zoom;
    if dressed.is_none_or(|d| d.zoom != zoom) {
        ctx.set_zoom_factor(zoom);
        commands.insert_resource(Dressed { zoom });
    }
}

/// The previews, for screens.
fn previews(foresight: &Foresight) -> &Previews {
    &foresight.previews
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::level::choice::Chosen;

    fn picks(of: &[(&str, &str)]) -> Vec<Chosen> {
        let chosen = |(figure, from): &(&str, &str)| Chosen {
            figure: (*figure).to_owned(),
            from: (*from).to_owned(),
        };
        of.iter().map(chosen).collect()
    }

    #[test]
    fn the_level_taken_has_the_figures_chosen_on_the_title() {
        let mut shell = Shell::new(&ClientOptions {
            start: Start::Title,
            language: crate::text::Language::English,
            levels_dir: None,
        });
        let at = |shell: &Shell, id: &str| shell.levels.iter().position(|l| l.file.id == id);
        shell.title.level = at(&shell, "truce_year").expect("a shipped level");
        shell.look_up_rivals();
        let mining = picks(&[("share.mining.cn", "004")]);
        shell.title.figures.clone_from(&mining);
        shell.look_up_rivals();
        assert!(shell.take_level());
        assert_eq!(shell.level.as_ref().expect("a level").file.chosen, mining);
        // A choice that can't be made leaves the reader on the title, with the reason.
        shell.title.figures = picks(&[("share.mining.cn", "nobody")]);
        assert!(!shell.take_level());
        assert!(shell.title.trouble.as_ref().is_some_and(|t| t.contains("nobody")));
        // Another level has other figures.
        shell.title.level = at(&shell, "clubs").expect("a shipped level");
        shell.look_up_rivals();
        assert!(shell.title.figures.is_empty() && shell.take_level());
        assert_eq!(shell.level.expect("a level").file.id, "clubs");
    }
}
