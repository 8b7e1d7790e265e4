//! The two text files against each other and against the program.

use std::collections::{BTreeMap, BTreeSet};

use super::speakers;
use crate::rules::news::News;
use crate::rules::refusal::Refusal;
use crate::text::{Language, Value, keys};

/// Each message's key with its text, in file order; comments left out.
fn entries(language: Language) -> Vec<(String, String)> {
    let mut entries: Vec<(String, String)> = Vec::new();
    for line in language.source().lines().filter(|l| !l.starts_with('#')) {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (key, text) = line.split_once(" =").expect("a message has an equals sign");
            entries.push((key.to_owned(), text.to_owned()));
        } else if let Some((_, text)) = entries.last_mut() {
            text.push('\n');
            text.push_str(line);
        }
    }
    entries
}

/// The names of the arguments a text uses.
fn variables(text: &str) -> BTreeSet<String> {
    let name = |part: &str| part.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
    text.split('$')
        .skip(1)
        .filter(|part| part.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(name)
        .collect()
}

fn texts(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    entries(language)
        .into_iter()
        .map(|(key, text)| (key, variables(&text)))
        .collect()
}

#[test]
fn both_languages_have_the_same_keys_with_the_same_arguments() {
    assert_eq!(texts(Language::English), texts(Language::Chinese));
    for language in Language::ALL {
        assert_eq!(entries(language).len(), texts(language).len(), "a key stands twice");
    }
}

#[test]
fn every_sentence_of_the_program_has_a_text() {
    for speaker in speakers() {
        for key in Refusal::KEYS.iter().chain(News::KEYS).chain(keys::ALL) {
            assert!(speaker.has(key), "{key} has no text");
        }
        for month in 1..=12 {
            assert!(speaker.has(&format!("quantity-month-{month}")));
        }
    }
}

#[test]
fn every_text_belongs_to_something() {
    let known: BTreeSet<&str> = Refusal::KEYS
        .iter()
        .chain(News::KEYS)
        .chain(keys::ALL)
        .copied()
        .collect();
    let sources = [
        include_str!("../args.rs"),
        include_str!("../causes.rs"),
        include_str!("../deals.rs"),
        include_str!("../goals.rs"),
        include_str!("../names.rs"),
        include_str!("../news.rs"),
        include_str!("../orders.rs"),
        include_str!("../speaker.rs"),
    ];
    for (key, _) in entries(Language::English) {
        // The window's own words; the tests of its panels look for missing ones.
        let used = key.starts_with("ui-")
            || key.starts_with("panel-")
            || key.starts_with("quantity-month-")
            || known.contains(&*key)
            || sources.iter().any(|s| s.contains(&format!("\"{key}\"")));
        assert!(used, "nothing says {key}");
    }
}

/// With every argument it names, each text fills without a mistake.
#[test]
fn every_text_fills() {
    for speaker in speakers() {
        let mut errors = Vec::new();
        for (key, names) in texts(speaker.language()) {
            for value in [Value::from(1_i64), Value::Text("Promise")] {
                let args: Vec<(&str, Value<'_>)> = names.iter().map(|name| (&**name, value)).collect();
                let said = speaker.said(&key, &args, &mut errors);
                assert!(!said.contains('{') && !said.contains('['), "{key}: {said}");
            }
        }
        assert_eq!(errors, Vec::<String>::new());
    }
}

#[test]
fn the_style_is_calm() {
    for language in Language::ALL {
        for (key, text) in entries(language) {
            assert!(!text.contains(['!', '！', '—', '…']), "{key}: {text}");
            assert!(
                text.lines().all(|line| line.trim_end() == line),
                "{key} ends in a space"
            );
        }
    }
}
