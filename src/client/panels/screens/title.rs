//! The title screen: which level, alone, hosted or joined; language and text size.

use bevy_egui::egui;

use crate::client::scene::Intent;
use crate::level::{Level, Text};
use crate::text::Speaker;

/// A level in the menu.
#[derive(Clone, Debug, PartialEq)]
pub struct LevelCard {
    /// Its file name without `.ron`.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it is about.
    pub pitch: Text,
    /// Its dilemma.
    pub dilemma: Text,
    /// Played turns.
    pub turns: usize,
    /// Names of the countries that are played.
    pub seats: Vec<Text>,
    /// Documents it comes from: title, outlet, date.
    pub documents: Vec<(Text, Text, String)>,
}

impl LevelCard {
    /// The card of a level.
    #[must_use]
    pub fn of(level: &Level) -> Self {
        let file = &level.file;
        Self {
            id: file.id.clone(),
            title: file.title.clone(),
            pitch: file.pitch.clone(),
            dilemma: file.dilemma.clone(),
            turns: level.turns.len(),
            seats: level.seats.iter().filter_map(|s| level.countries.get(s.country.index())).map(|c| c.name.clone()).collect(),
            documents: file.documents.values().map(|d| (d.title.clone(), d.outlet.clone(), d.date.clone())).collect(),
        }
    }
}

/// What the main button of the title does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TitleAction {
    /// Play alone against policies.
    #[default]
    Play,
    /// Play and open the game to the LAN.
    Host,
    /// Join a game at [`TitleState::address`].
    Join,
}

/// What is filled in on the title screen. [`Intent::Continue`] carries it out; the shell reads it here.
#[derive(Clone, Debug, PartialEq)]
pub struct TitleState {
    /// Which level of the list.
    pub level: usize,
    /// What to do.
    pub action: TitleAction,
    /// Code or address to join.
    pub address: String,
    /// The player's name.
    pub name: String,
    /// `"en"` or `"zh"`; the shell makes a new speaker when it changes.
    pub language: String,
    /// Text size, 1.0 = normal; the shell applies it with `set_zoom_factor`.
    pub zoom: f32,
    /// What went wrong last, in a sentence.
    pub trouble: Option<String>,
    /// A game is being started or joined.
    pub busy: bool,
}

impl Default for TitleState {
    fn default() -> Self {
        Self {
            level: 0,
            action: TitleAction::Play,
            address: String::new(),
            name: String::new(),
            language: "en".to_owned(),
            zoom: 1.0,
            trouble: None,
            busy: false,
        }
    }
}

/// Draws it.
pub fn title(ui: &mut egui::Ui, speaker: &Speaker, levels: &[LevelCard], state: &mut TitleState, out: &mut Vec<Intent>) {
    let _ = (ui, speaker, levels, state, out);
}
