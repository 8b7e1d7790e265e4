//! The speaker of the window: its language, and the level whose names it uses.

use std::ops::Deref;

use bevy::prelude::*;

use super::model::Model;
use crate::text::{Language, Speaker};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, follow_level);
}

/// The speaker.
#[derive(Resource, Debug, Clone)]
pub struct Voice(pub Speaker);

impl Voice {
    /// A voice without a level.
    #[must_use]
    pub fn new(language: Language) -> Self {
        Self(Speaker::without_level(language))
    }

    /// Changes the language, keeping the level.
    pub fn speak(&mut self, language: Language) {
        let level = self.0.level().cloned();
        self.0 = Speaker::without_level(language).with_level(level);
    }
}

impl Deref for Voice {
    type Target = Speaker;

    fn deref(&self) -> &Speaker {
        &self.0
    }
}

fn follow_level(model: Res<Model>, mut voice: ResMut<Voice>) {
    let wanted = model.known.as_ref().map(|k| k.shared_level());
    let same = match (&wanted, voice.level()) {
        (None, None) => true,
        (Some(a), Some(b)) => std::sync::Arc::ptr_eq(a, b),
        _ => false,
    };
    if !same {
        voice.0 = voice.with_level(wanted);
    }
}
