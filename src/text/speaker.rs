//! The speaker: a language, its texts, and the level whose names it uses.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::args::Value;
use super::{Language, format};
use crate::level::{Level, Text};

/// Turns keys and arguments into sentences. Cheap to clone; may be shared between threads.
#[derive(Clone)]
pub struct Speaker {
    pub(super) language: Language,
    bundle: Arc<FluentBundle<FluentResource>>,
    /// Names as they stand inside a sentence, where that differs.
    pub(super) articles: Arc<BTreeMap<String, String>>,
    pub(super) level: Option<Arc<Level>>,
}

impl fmt::Debug for Speaker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Speaker")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

impl Speaker {
    /// A speaker for a level: a client gives the level it knows ([`crate::level::public::PublicLevel`]).
    #[must_use]
    pub fn new(language: Language, level: Arc<Level>) -> Self {
        Self {
            level: Some(level),
            ..Self::without_level(language)
        }
    }

    /// A speaker for screens outside a game: names of a level come out as “an unknown name”.
    #[must_use]
    pub fn without_level(language: Language) -> Self {
        let mut speaker = Self {
            language,
            bundle: Arc::new(bundle(language)),
            articles: Arc::default(),
            level: None,
        };
        let pairs = speaker.say("names-with-article", &[]);
        let pair = |p: &str| {
            p.split_once('>')
                .map(|(name, inside)| (name.to_owned(), inside.to_owned()))
        };
        speaker.articles = Arc::new(pairs.split('|').filter_map(pair).collect());
        speaker
    }

    /// The same language for another level, or none.
    #[must_use]
    pub fn with_level(&self, level: Option<Arc<Level>>) -> Self {
        Self { level, ..self.clone() }
    }

    /// Its language.
    #[must_use]
    pub const fn language(&self) -> Language {
        self.language
    }

    /// Its level.
    #[must_use]
    pub const fn level(&self) -> Option<&Arc<Level>> {
        self.level.as_ref()
    }

    /// A text of the user interface, by its whole key (`ui-…`). A missing one is the key in brackets.
    #[must_use]
    pub fn ui(&self, key: &str) -> String {
        self.say(key, &[])
    }

    /// A text of the user interface with arguments.
    #[must_use]
    pub fn ui_with(&self, key: &str, args: &[(&str, Value<'_>)]) -> String {
        self.say(key, args)
    }

    /// Whether there is a text under a key.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.bundle.has_message(key)
    }

    /// A text of the level.
    #[must_use]
    pub fn text<'t>(&self, text: &'t Text) -> &'t str {
        text.in_language(self.language.code())
    }

    /// The text under a key, filled in.
    pub(super) fn say(&self, key: &str, args: &[(&str, Value<'_>)]) -> String {
        self.said(key, args, &mut Vec::new())
    }

    /// The same as a sentence: begins with a capital.
    pub(super) fn sentence(&self, key: &str, args: &[(&str, Value<'_>)]) -> String {
        self.capitalised(self.say(key, args))
    }

    /// The same, telling what was missing.
    pub(super) fn said(&self, key: &str, args: &[(&str, Value<'_>)], errors: &mut Vec<String>) -> String {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else {
            errors.push(format!("no text {key}"));
            return format!("[{key}]");
        };
        let mut filled = FluentArgs::new();
        self.fill(&mut filled, args);
        let mut slips = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&filled), &mut slips)
            .into_owned();
        errors.extend(slips.iter().map(|slip| format!("{key}: {slip}")));
        text
    }

    /// With a capital first letter, in languages that have them.
    pub(super) fn capitalised(&self, text: String) -> String {
        match (self.language, text.chars().next()) {
            (Language::English, Some(first)) if first.is_lowercase() => {
                first.to_uppercase().chain(text.chars().skip(1)).collect()
            }
            _ => text,
        }
    }

    /// Several texts joined as in a sentence: “a, b and c”.
    pub(super) fn list(&self, items: &[String]) -> String {
        let Some((last, others)) = items.split_last() else {
            return self.say("nobody", &[]);
        };
        if others.is_empty() {
            return last.clone();
        }
        let head = self.chain("list-next", others);
        self.say("list-last", &[("head", (&head).into()), ("last", last.into())])
    }

    /// Several texts joined pair by pair with a text that has `head` and `next`.
    pub(super) fn chain(&self, key: &str, items: &[String]) -> String {
        let Some((first, others)) = items.split_first() else {
            return String::new();
        };
        others.iter().fold(first.clone(), |head, next| {
            self.say(key, &[("head", (&head).into()), ("next", next.into())])
        })
    }
}

fn bundle(language: Language) -> FluentBundle<FluentResource> {
    let id: LanguageIdentifier = language.code().parse().unwrap_or_default();
    // A text with a mistake still gives its good entries; the others come out as keys. A test keeps both files whole.
    let resource = FluentResource::try_new(language.source().to_owned()).unwrap_or_else(|(good, _)| good);
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(number));
    bundle.add_resource_overriding(resource);
    bundle
}

/// Numbers inside texts: thousands apart, at most one decimal.
fn number<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    match value {
        FluentValue::Number(n) => Some(format::decimal(n.value, 1)),
        _ => None,
    }
}
