//! What the RON reader refuses, in words that somebody who never programmed understands.

use ron::error::{Error, SpannedError};

use super::locate::{Spot, Tree};
use super::nearest::{nearest, suggest};
use super::ron_places::{first_blank_after, last_field, last_record, runaway, thousands_comma, value_start};
use super::shape::LevelFile;

/// A mistake of writing: where it stands, what it is, what to do; and, where the text can be read further without it,
/// the bytes to leave out.
pub(super) struct Slip {
    pub(super) code: &'static str,
    pub(super) byte: usize,
    pub(super) reason: String,
    pub(super) fix: String,
    pub(super) cut: Option<Cut>,
}

/// How to read on after a field that doesn't exist.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Cut {
    /// First byte of the field's name.
    pub(super) start: usize,
    /// One past its value.
    pub(super) end: usize,
    /// What it was probably meant to be called; without it the field is passed over.
    pub(super) meant: Option<&'static str>,
}

/// Explains an error of the reader.
pub(super) fn explain(tree: &Tree<'_>, text: &str, error: &SpannedError) -> Slip {
    let end = tree.byte(Spot {
        line: error.span.end.line,
        column: error.span.end.col,
    });
    match &error.code {
        Error::NoSuchStructField { expected, found, .. } => unknown_field(tree, end, expected, found),
        Error::MissingStructField { field, outer } => {
            let byte = last_record(tree.root(), end).map_or(end, |n| n.start);
            slip(
                "missing-field",
                byte,
                &missing(field, outer.as_deref()),
                &format!("add `{field}: …,`"),
            )
        }
        Error::DuplicateStructField { field, .. } => slip(
            "duplicate-field",
            end,
            &format!("the field `{field}` is written twice"),
            "keep one of them",
        ),
        Error::NoSuchEnumVariant { expected, found, .. } => {
            let byte = text.get(..end).unwrap_or(text).rfind(found.as_str()).unwrap_or(end);
            let fix = suggest(found, expected.iter().copied()).replace('"', "`");
            slip(
                "unknown-variant",
                byte,
                &format!("`{found}` is none of the choices here"),
                &fix,
            )
        }
        Error::ExpectedDifferentStructName { expected, found } => {
            let fix = "leave the name before `(` out: it is not needed";
            slip("struct-name", end, &format!("`{found}` should be `{expected}`"), fix)
        }
        code => hidden_cause(tree, text, code, end).unwrap_or_else(|| in_words(tree, text, code, end)),
    }
}

/// Errors that need no more than words.
fn in_words(tree: &Tree<'_>, text: &str, error: &Error, end: usize) -> Slip {
    let unknown = (
        "unreadable",
        "this can't be read",
        "compare with the same entry in a shipped level",
    );
    let (code, reason, fix) = of_brackets(error)
        .or_else(|| of_numbers(error))
        .or_else(|| of_values(error))
        .unwrap_or(unknown);
    let start = value_start(tree.root(), first_blank_after(text, end));
    slip(code, if code == "unclosed" { end } else { start }, reason, fix)
}

fn missing(field: &str, outer: Option<&str>) -> String {
    match outer {
        Some("LevelFile") => format!("the level has no field `{field}`"),
        _ => format!("the entry that begins here has no field `{field}`"),
    }
}

fn slip(code: &'static str, byte: usize, reason: &str, fix: &str) -> Slip {
    Slip {
        code,
        byte,
        reason: reason.to_owned(),
        fix: fix.to_owned(),
        cut: None,
    }
}

/// Mistakes whose cause lies before the place where reading stops.
fn hidden_cause(tree: &Tree<'_>, text: &str, error: &Error, end: usize) -> Option<Slip> {
    match error {
        Error::ExpectedComma | Error::ExpectedStructLikeEnd | Error::ExpectedArrayEnd | Error::ExpectedMapEnd => {
            let start = runaway(tree.root(), end)?;
            let reason = "the text that begins here ends on another line: its closing quote seems to be missing";
            Some(slip("unclosed", start, reason, CLOSE_QUOTE))
        }
        Error::ExpectedIdentifier | Error::SuggestRawIdentifier(_) | Error::InvalidIdentifier(_) => {
            let found = thousands_comma(text, end);
            found.then(|| slip("wrong-kind", end, "a comma inside a number", "write 70000 or 70_000"))
        }
        _ => None,
    }
}

const CLOSE_QUOTE: &str = "close it with `\"`; write `\\\"` for a quote inside a text";

/// Code, reason and fix.
type Words = (&'static str, &'static str, &'static str);

/// Errors about commas, colons and brackets.
fn of_brackets(error: &Error) -> Option<Words> {
    Some(match error {
        Error::ExpectedComma | Error::ExpectedArrayEnd | Error::ExpectedMapEnd | Error::ExpectedStructLikeEnd => (
            "missing-comma",
            "a comma or a closing bracket is missing before this",
            "end the entry before it with `,`; put texts in quotes",
        ),
        Error::ExpectedMapColon => ("missing-colon", "a `:` is missing here", "write `name: value`"),
        Error::ExpectedArray => (
            "wrong-kind",
            "a list is wanted here",
            "write `[…]`, also around a single entry",
        ),
        Error::ExpectedMap => ("wrong-kind", "a map is wanted here", "write `{ \"name\": (…), }`"),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => (
            "wrong-kind",
            "an entry in round brackets is wanted here",
            "write `(field: value, …)`",
        ),
        Error::Eof => (
            "unclosed",
            "the file ends in the middle of something",
            "a closing `)`, `]`, `}` or `\"` is missing further up",
        ),
        Error::ExpectedStringEnd => ("unclosed", "a text has no closing quote", CLOSE_QUOTE),
        Error::UnclosedBlockComment => ("unclosed", "a comment `/*` has no end", "close it with `*/`"),
        Error::TrailingCharacters => (
            "trailing",
            "something follows after the end of the level",
            "a `)` closes the level too early, or the rest does not belong here",
        ),
        Error::ExceededRecursionLimit => ("too-deep", "brackets nest too deeply", "flatten the entry"),
        _ => return None,
    })
}

/// Errors about numbers.
fn of_numbers(error: &Error) -> Option<Words> {
    Some(match error {
        Error::ExpectedFloat | Error::ExpectedInteger => (
            "wrong-kind",
            "a number is wanted here",
            "write digits, without quotes, unit or thousands comma",
        ),
        Error::IntegerOutOfBounds => (
            "out-of-range",
            "this number is too large, or negative where it can't be",
            "check the number",
        ),
        Error::FloatUnderscore | Error::UnderscoreAtBeginning | Error::InvalidIntegerDigit { .. } => (
            "wrong-kind",
            "this number is written in a way that can't be read",
            "write plain digits",
        ),
        _ => return None,
    })
}

/// Errors about any other single value.
fn of_values(error: &Error) -> Option<Words> {
    Some(match error {
        Error::ExpectedString => ("wrong-kind", "a text is wanted here", "put it in quotes: `\"…\"`"),
        Error::ExpectedBoolean => ("wrong-kind", "yes or no is wanted here", "write `true` or `false`"),
        Error::ExpectedIdentifier | Error::InvalidIdentifier(_) | Error::SuggestRawIdentifier(_) => (
            "wrong-kind",
            "the name of a field is wanted here",
            "write `field: value`; or a bracket further up is wrong",
        ),
        Error::ExpectedOption | Error::ExpectedOptionEnd => (
            "wrong-kind",
            "this value can't be read",
            "write the value, or leave the field out",
        ),
        Error::InvalidEscape(_) => (
            "escape",
            "a `\\` in a text means something special",
            "write `\\\\` for a backslash",
        ),
        Error::UnexpectedChar(_) => (
            "unexpected",
            "this character does not belong here",
            "look for a missing quote or comma",
        ),
        Error::Message(text) if text.contains("Written") => (
            "wrong-kind",
            "a text is wanted here",
            "write \"…\", or (en: \"…\", zh: \"…\")",
        ),
        Error::ExpectedDifferentLength { .. } => (
            "wrong-kind",
            "this has too few or too many values",
            "compare with the same entry in a shipped level",
        ),
        _ => return None,
    })
}

fn unknown_field(tree: &Tree<'_>, end: usize, expected: &[&'static str], found: &str) -> Slip {
    let hit = last_field(tree.root(), found, end);
    let cut = hit.map(|(field, siblings)| {
        let meant = nearest(found, expected.iter().copied());
        let free = |name: &&str| !siblings.iter().any(|s| s.name == **name);
        Cut {
            start: field.start,
            end: field.value.end,
            meant: meant.filter(free),
        }
    });
    if !expected.contains(&"calendar") && top_fields().contains(&found) {
        let reason = format!("`{found}` belongs to the level, but stands inside another entry");
        let fix = "a closing bracket is missing before it".to_owned();
        return Slip {
            code: "unclosed",
            byte: cut.map_or(end, |c| c.start),
            reason,
            fix,
            cut: None,
        };
    }
    let reason = format!("there is no field `{found}` here");
    let mut fix = suggest(found, expected.iter().copied()).replace('"', "`");
    if !expected.contains(&"calendar") && cut.is_none_or(|c| c.meant.is_none()) {
        fix += " If it belongs further out, a closing bracket is missing before it";
    }
    Slip {
        code: "unknown-field",
        byte: cut.map_or(end, |c| c.start),
        reason,
        fix,
        cut,
    }
}

/// Names of the level's own fields, as the reader knows them.
fn top_fields() -> &'static [&'static str] {
    match ron::from_str::<LevelFile>("(no_such_field: 0)") {
        Err(SpannedError {
            code: Error::NoSuchStructField { expected, .. },
            ..
        }) => expected,
        _ => &[],
    }
}
