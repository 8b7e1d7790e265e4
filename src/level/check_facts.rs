//! Checks across a file: names, documents, figures, citations.

use std::collections::BTreeMap;

use super::bench::{Bench, Kind};
use super::check_texts::filled;
use super::cites::{ASSUMED, cites};
use super::key::Key;
use super::nearest::suggest;
use super::shape::{Figure, LevelFile, Status, UNITS};

/// Every short name is well formed and occurs once among its kind.
pub(super) fn names(bench: &mut Bench, file: &LevelFile) {
    let mut seen: BTreeMap<(&str, &str), Key> = BTreeMap::new();
    for (kind, key, id) in all_names(file) {
        if let Some(first) = seen.get(&(kind, id)) {
            let reason = format!("there are two {kind} \"{id}\"; the first is {first}");
            bench.error("duplicate", &key, reason, "rename or delete one of them");
            continue;
        }
        seen.insert((kind, id), key.clone());
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "_-".contains(c);
        if id.is_empty() || id.len() > 40 || !id.chars().all(plain) {
            let fix = "use 1 to 40 lower-case letters, digits, `-` and `_`";
            bench.error("name", &key, format!("\"{id}\" is not a short name"), fix);
        } else if id == "all" || id == ASSUMED {
            bench.error(
                "name",
                &key,
                format!("\"{id}\" has a meaning of its own"),
                "choose another short name",
            );
        }
    }
}

/// Kind, place and text of every short name; goods, chains and the class share one name space.
fn all_names(file: &LevelFile) -> Vec<(&'static str, Key, &str)> {
    let mut all: Vec<(&'static str, Key, &str)> = vec![("levels", Key::top("id"), &file.id)];
    macro_rules! list {
        ($kind:literal, $key:expr, $entries:expr, $field:ident) => {
            for (n, entry) in $entries.iter().enumerate() {
                all.push(($kind, $key.i(n).f(stringify!($field)), &entry.$field));
            }
        };
    }
    list!("countries", Key::top("countries"), file.countries, id);
    list!("seats", Key::top("seats"), file.seats, country);
    list!("projects", Key::top("projects"), file.projects, id);
    list!("topics", Key::top("topics"), file.topics, id);
    list!("clubs", Key::top("clubs"), file.clubs, id);
    list!("events", Key::top("events"), file.events, id);
    if let Some(guide) = &file.guide {
        list!("steps", Key::top("guide").f("steps"), guide.steps, id);
    }
    list!("goods", Key::top("chains"), file.chains, id);
    for (c, chain) in file.chains.iter().enumerate() {
        let key = Key::top("chains").i(c);
        list!("goods", key.f("goods"), chain.goods, id);
        list!("recipes", key.f("recipes"), chain.recipes, id);
        list!("facilities", key.f("facilities"), chain.facilities, id);
    }
    all.push(("goods", Key::top("goods_market").f("id"), &file.goods_market.id));
    all
}

/// Documents, figures, citations.
pub(super) fn facts(bench: &mut Bench, file: &LevelFile) {
    if file.documents.is_empty() {
        bench.error(
            "empty",
            &Key::top("documents"),
            "the level names no document",
            "add the document it comes from",
        );
    }
    for (name, document) in &file.documents {
        let key = Key::top("documents").k(name);
        date(bench, &key.f("date"), &document.date);
        filled(bench, &key.f("title"), &document.title);
        filled(bench, &key.f("outlet"), &document.outlet);
    }
    for (name, source) in &file.sources {
        let key = Key::top("sources").k(name);
        if file.documents.contains_key(name) {
            let reason = format!("a document is called \"{name}\" too");
            bench.error("duplicate", &key, reason, "rename the source");
        }
        date(bench, &key.f("date"), &source.date);
        filled(bench, &key.f("title"), &source.title);
    }
    for (name, entry) in &file.figures {
        figure(bench, &Key::top("figures").k(name), entry);
    }
    bench.find(Kind::Country, &Key::top("balance"), &file.balance);
    places(bench, file);
    citations(bench, file);
}

fn places(bench: &mut Bench, file: &LevelFile) {
    for (n, country) in file.countries.iter().enumerate() {
        let Some((longitude, latitude)) = country.place else {
            continue;
        };
        if !(-180.0..=180.0).contains(&longitude) || !(-90.0..=90.0).contains(&latitude) {
            let reason = format!("({longitude}, {latitude}) is no place on Earth");
            let fix = "write (longitude, latitude) in degrees, longitude first";
            bench.error("out-of-range", &Key::top("countries").i(n).f("place"), reason, fix);
        }
    }
}

fn figure(bench: &mut Bench, key: &Key, entry: &Figure) {
    if !entry.value.is_finite() {
        bench.error(
            "out-of-range",
            &key.f("value"),
            "the value is not a number",
            "write a number",
        );
    }
    if !UNITS.contains(&entry.unit.as_str()) {
        let fix = suggest(&entry.unit, UNITS.iter().copied());
        bench.error(
            "unknown-unit",
            &key.f("unit"),
            format!("there is no unit \"{}\"", entry.unit),
            fix,
        );
    }
    filled(bench, &key.f("text"), &entry.text);
    let ours = matches!(entry.status, Status::Assumed(_));
    if !(ours && entry.from == ASSUMED) {
        bench.find(Kind::Paper, &key.f("from"), &entry.from);
    }
    let status = key.f("status");
    match &entry.status {
        Status::Agreed => {}
        Status::Contested(rivals) => {
            if rivals.is_empty() {
                let fix = "list them: Contested([(value: 60, from: \"…\")]), or write Agreed";
                bench.error("empty", &status, "contested, but without a rival figure", fix);
            }
            for (n, rival) in rivals.iter().enumerate() {
                let key = status.i(0).i(n);
                bench.find(Kind::Paper, &key.f("from"), &rival.from);
                if !rival.value.is_finite() {
                    bench.error(
                        "out-of-range",
                        &key.f("value"),
                        "the value is not a number",
                        "write a number",
                    );
                }
            }
        }
        Status::Corrected { slip, reading } => {
            filled(bench, &status.f("slip"), slip);
            filled(bench, &status.f("reading"), reading);
        }
        Status::Assumed(reason) => filled(bench, &status.i(0), reason),
    }
}

fn citations(bench: &mut Bench, file: &LevelFile) {
    for cite in cites(file) {
        if cite.cite == ASSUMED {
            if cite.why.en.trim().is_empty() {
                let fix = "add why: \"…\", or cite a figure, a source or a document";
                bench.error("no-reason", &cite.key.f("cite"), "assumed, but without a reason", fix);
            }
        } else if !bench.knows(Kind::Figure, cite.cite) && !bench.knows(Kind::Paper, cite.cite) {
            let names: Vec<String> = bench
                .names(Kind::Figure)
                .iter()
                .chain(bench.names(Kind::Paper))
                .cloned()
                .collect();
            let fix = suggest(cite.cite, names.iter().map(String::as_str));
            let reason = format!("no figure, source or document is called \"{}\"", cite.cite);
            bench.error(
                "unknown-cite",
                &cite.key.f("cite"),
                reason,
                format!("{fix} Or write \"assumed\" and give `why`"),
            );
        }
    }
}

/// A date as `2025`, `2025-11` or `2025-11-11`.
fn date(bench: &mut Bench, key: &Key, date: &str) {
    let parts: Vec<&str> = date.split('-').collect();
    let number = |part: Option<&&str>, length: usize, low: u32, high: u32| {
        part.is_none_or(|p| p.len() == length && p.parse().is_ok_and(|n: u32| (low..=high).contains(&n)))
    };
    let right = parts.len() <= 3
        && number(parts.first(), 4, 1900, 2100)
        && number(parts.get(1), 2, 1, 12)
        && number(parts.get(2), 2, 1, 31);
    if !right {
        let fix = "write year-month-day: \"2025-11-11\", \"2025-11\" or \"2025\"";
        bench.error("date", key, format!("\"{date}\" is not a date"), fix);
    }
}
