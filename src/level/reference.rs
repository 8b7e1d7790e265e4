//! The reference of the level format, made from the types that read it: the JSON schema, and the same as a page.
//!
//! Names, types, defaults and sentences are those of `shape*.rs` and `mechanism/`, so the reference can't fall behind.

use std::fmt::{self, Write as _};

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value};

use super::shape::LevelFile;

/// What stands above the generated part.
const HEAD: &str = "\
# The level format

Every section, field and choice of a level file. This page is made by `chokepoint levels reference` from the types that read
levels (`--json` prints the same as a JSON schema): change them, not this page. How to write a level is in `docs/LEVELS.md`.

* A level is RON: `name: value` in `(…)`, lists in `[…]`, maps in `{…}`, texts in `\"…\"`, remarks after `//`.
* Names of groups may be left out, and `Some(…)` too. Fields that don't exist are mistakes, never ignored.
* Percentages are percent (`25` is 25 %), to a hundredth at most; money is million USD, to a thousand USD; mass is tonnes, to a
  kilogram. A number without an exact whole unit behind it is refused, never rounded. Turns are counted from 1.
* `cite` names a figure, a source or a document of the file; or it is `\"assumed\"`, and then `why` gives the reason.
* A field without a default is needed. A choice is written as its name, with `(…)` where it has contents.
";

/// The JSON schema (2020-12) of a level, as the file would be in JSON: choices with contents are objects with one key.
#[must_use]
pub fn schema() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    generator.into_root_schema_for::<LevelFile>().to_value()
}

/// The same as a page of Markdown.
#[must_use]
pub fn page() -> String {
    let schema = schema();
    let mut out = HEAD.to_owned();
    // Writing into a string cannot fail.
    let _ = section(&mut out, "The file", &schema);
    for (name, shape) in schema.get("$defs").and_then(Value::as_object).into_iter().flatten() {
        let _ = section(&mut out, name, shape);
    }
    out
}

/// The names of the choices of a type, in the order they are written down; empty for other types.
#[must_use]
pub fn choices(schema: &Value, name: &str) -> Vec<String> {
    let shape = schema.get("$defs").and_then(|all| all.get(name));
    let mut names = Vec::new();
    for way in shape.into_iter().flat_map(ways) {
        let plain = way.get("const").and_then(Value::as_str);
        let full = || way.get("properties")?.as_object()?.keys().next().map(String::as_str);
        names.extend(plain.or_else(full).map(str::to_owned));
    }
    names
}

fn section(out: &mut String, title: &str, shape: &Value) -> fmt::Result {
    writeln!(out, "\n## {title}\n\n{}\n", sentence(shape))?;
    for way in ways(shape) {
        choice(out, way)?;
    }
    if let Some(fields) = shape.get("properties").and_then(Value::as_object) {
        table(out, fields)?;
    }
    Ok(())
}

/// The choices of a type that has some.
fn ways(shape: &Value) -> impl Iterator<Item = &Value> {
    let lists = ["oneOf", "anyOf"].into_iter().filter_map(|key| shape.get(key));
    lists.filter_map(Value::as_array).flatten()
}

fn table(out: &mut String, fields: &Map<String, Value>) -> fmt::Result {
    writeln!(out, "| field | what | default | meaning |\n|---|---|---|---|")?;
    for (name, field) in fields {
        let (what, default, meaning) = (kind(field), default(field), sentence(field));
        writeln!(
            out,
            "| `{name}` | {what} | {default} | {} |",
            meaning.replace('|', "\\|")
        )?;
    }
    Ok(())
}

/// One way of writing a type.
fn choice(out: &mut String, way: &Value) -> fmt::Result {
    let meaning = sentence(way);
    if let Some(name) = way.get("const").and_then(Value::as_str) {
        return writeln!(out, "* `{name}`: {meaning}");
    }
    let fields = way.get("properties").and_then(Value::as_object);
    let Some(fields) = fields else {
        return writeln!(out, "* {}: {meaning}", kind(way));
    };
    let named = fields.iter().next().filter(|(name, _)| starts_high(name));
    let Some((name, contents)) = named else {
        writeln!(out, "* `({})`: {meaning}", names(fields))?;
        return listed(out, fields);
    };
    match contents.get("properties").and_then(Value::as_object) {
        Some(fields) => {
            writeln!(out, "* `{name}({})`: {meaning}", names(fields))?;
            listed(out, fields)
        }
        None => writeln!(out, "* `{name}(…)` with a {}: {meaning}", kind(contents)),
    }
}

fn starts_high(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
}

fn names(fields: &Map<String, Value>) -> String {
    let names: Vec<_> = fields.keys().map(|name| format!("{name}: …")).collect();
    names.join(", ")
}

fn listed(out: &mut String, fields: &Map<String, Value>) -> fmt::Result {
    for (name, field) in fields {
        let left_out = match default(field) {
            none if none.is_empty() => String::new(),
            written => format!(", default {written}"),
        };
        writeln!(out, "  * `{name}` ({}{left_out}): {}", kind(field), sentence(field))?;
    }
    Ok(())
}

/// A description on one line, without the brackets of links between types.
fn sentence(shape: &Value) -> String {
    let text = shape.get("description").and_then(Value::as_str).unwrap_or_default();
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace("[`", "`").replace("`]", "`")
}

/// What may stand in a field, in words.
fn kind(field: &Value) -> String {
    if let Some(name) = reference(field) {
        return format!("[{name}](#{})", name.to_lowercase());
    }
    if let Some(words) = field.get("enum").and_then(Value::as_array) {
        let words: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
        return format!("one of {}", words.join(", "));
    }
    if let Some(of) = ways(field).find(|way| reference(way).is_some()) {
        return kind(of);
    }
    let list = |key| field.get(key).and_then(Value::as_array);
    if let Some(parts) = list("prefixItems") {
        let parts: Vec<_> = parts.iter().map(kind).collect();
        return format!("({})", parts.join(", "));
    }
    if let Some(of) = field.get("items") {
        return format!("list of {}", kind(of));
    }
    if let Some(of) = field.get("additionalProperties").filter(|of| of.is_object()) {
        return format!("map from names to {}", kind(of));
    }
    let word = match field.get("type") {
        Some(Value::Array(words)) => words.iter().find(|w| *w != "null").and_then(Value::as_str),
        Some(word) => word.as_str(),
        None => None,
    };
    match word {
        Some("integer") => "whole number",
        Some("boolean") => "`true` or `false`",
        Some(other) => other,
        None => "",
    }
    .to_owned()
}

/// The name of the type that a field refers to.
fn reference(field: &Value) -> Option<&str> {
    field.get("$ref")?.as_str()?.strip_prefix("#/$defs/")
}

/// What holds when a field is left out, as RON; empty if it can't be.
fn default(field: &Value) -> String {
    match field.get("default") {
        None => String::new(),
        Some(Value::Null) => "none".to_owned(),
        Some(Value::Object(fields)) if !fields.is_empty() => "its own defaults".to_owned(),
        Some(Value::String(word)) if starts_high(word) && !word.contains(' ') => format!("`{word}`"),
        Some(value) => format!("`{value}`"),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Every description with the field or type it belongs to.
    fn described<'a>(shape: &'a Value, path: &str, all: &mut Vec<(String, &'a Value)>) {
        for (name, field) in shape.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let path = format!("{path}.{name}");
            // The contents of a choice are described by the choice.
            if !starts_high(name) {
                all.push((path.clone(), field));
            }
            described(field, &path, all);
        }
        for way in ways(shape) {
            all.push((format!("{path}/"), way));
            described(way, path, all);
        }
    }

    fn everything(schema: &Value) -> Vec<(String, &Value)> {
        let mut all = Vec::new();
        described(schema, "file", &mut all);
        for (name, shape) in schema["$defs"].as_object().expect("definitions") {
            all.push((name.clone(), shape));
            described(shape, name, &mut all);
        }
        all
    }

    #[test]
    fn everything_has_a_sentence() {
        let schema = schema();
        let all = everything(&schema);
        assert!(all.len() > 500, "{} descriptions", all.len());
        let dumb: Vec<_> = all
            .iter()
            .filter(|(_, shape)| sentence(shape).is_empty())
            .filter(|(path, shape)| !(path.ends_with('/') && (shape["type"] == "null" || reference(shape).is_some())))
            .map(|(path, _)| path)
            .collect();
        assert!(dumb.is_empty(), "nothing says what these are: {dumb:?}");
    }

    #[test]
    fn every_number_says_its_unit() {
        let units = [
            "percent",
            "Percent",
            "USD",
            "onnes",
            "t/year",
            "onths",
            "month",
            "turn",
            "Turn",
            "oints",
            "multiple",
            "Multiple",
            "times",
            "lasticity",
            "exponent",
            "degrees",
            "`unit`",
            "unit",
            "inutes",
            "year",
            "stars",
            "names",
            "Names",
            "counted from 1",
        ];
        let schema = schema();
        for (path, field) in everything(&schema) {
            let kind = kind(field);
            let text = sentence(field);
            if kind.contains("number") && reference(field).is_none() && !path.ends_with('/') {
                assert!(
                    units.iter().any(|unit| text.contains(unit)),
                    "{path} is a number of what? {text}"
                );
            }
        }
    }

    #[test]
    fn headings_are_unique_and_every_link_leads_to_one() {
        let page = page();
        let headings: Vec<_> = page
            .lines()
            .filter_map(|l| l.strip_prefix("## "))
            .map(str::to_lowercase)
            .collect();
        let unique: BTreeSet<_> = headings.iter().cloned().collect();
        assert_eq!(headings.len(), unique.len());
        for link in page.split("](#").skip(1) {
            let to = link.split(')').next().expect("a link");
            assert!(unique.contains(to), "no heading for #{to}");
        }
    }
}
