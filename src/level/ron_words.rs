//! What the RON reader refuses, in words that somebody who never programmed understands.

use ron::error::{Error, SpannedError};

use super::bench::suggest;
use super::locate::{Node, Shape, Spot, Tree};

/// A mistake of writing: where it stands, what it is, what to do; and, where the text can be read further without it,
/// the bytes to leave out.
pub(super) struct Slip {
    pub(super) code: &'static str,
    pub(super) byte: usize,
    pub(super) reason: String,
    pub(super) fix: String,
    pub(super) cut: Option<(usize, usize)>,
}

/// Explains an error of the reader.
pub(super) fn explain(tree: &Tree<'_>, text: &str, error: &SpannedError) -> Slip {
    let end = tree.byte(Spot { line: error.span.end.line, column: error.span.end.col });
    let plain = |code, reason: String, fix: String| Slip { code, byte: end, reason, fix, cut: None };
    match &error.code {
        Error::NoSuchStructField { expected, found, .. } => unknown_field(tree, end, expected, found),
        Error::MissingStructField { field, outer } => {
            let byte = last_record(tree.root(), end).map_or(end, |n| n.start);
            let what = outer.as_ref().map_or_else(|| "the entry".to_owned(), |o| format!("`{o}`"));
            let reason = format!("{what} that begins here has no field `{field}`");
            Slip { code: "missing-field", byte, reason, fix: format!("add `{field}: …,`"), cut: None }
        }
        Error::DuplicateStructField { field, .. } => plain(
            "duplicate-field",
            format!("the field `{field}` is written twice"),
            "keep one of them".to_owned(),
        ),
        Error::NoSuchEnumVariant { expected, found, .. } => {
            let byte = text[..end].rfind(found.as_str()).unwrap_or(end);
            let fix = suggest(found, expected.iter().copied()).replace('"', "`");
            Slip { code: "unknown-variant", byte, reason: format!("`{found}` is none of the choices here"), fix, cut: None }
        }
        Error::ExpectedDifferentStructName { expected, found } => plain(
            "struct-name",
            format!("`{found}` should be `{expected}`"),
            "leave the name before `(` out: it is not needed".to_owned(),
        ),
        Error::Eof => plain(
            "unclosed",
            "the file ends in the middle of something".to_owned(),
            "a closing `)`, `]`, `}` or `\"` is missing further up".to_owned(),
        ),
        Error::ExpectedStringEnd => plain(
            "unclosed",
            "a text has no closing quote".to_owned(),
            "close it with `\"`; write `\\\"` for a quote inside a text".to_owned(),
        ),
        Error::TrailingCharacters => plain(
            "trailing",
            "something follows after the end of the level".to_owned(),
            "a `)` closes the level too early, or the rest does not belong here".to_owned(),
        ),
        other => Slip { byte: first_blank_after(text, end), ..kinds(other, end) },
    }
}

/// Errors about one character or one value.
fn kinds(error: &Error, byte: usize) -> Slip {
    let (code, reason, fix) = match error {
        Error::ExpectedComma | Error::ExpectedArrayEnd | Error::ExpectedMapEnd | Error::ExpectedStructLikeEnd => {
            ("missing-comma", "a comma or a closing bracket is missing before this", "end the entry before it with `,`")
        }
        Error::ExpectedMapColon => ("missing-colon", "a `:` is missing here", "write `name: value`"),
        Error::ExpectedArray => ("wrong-kind", "a list is wanted here", "write `[…]`, also around a single entry"),
        Error::ExpectedMap => ("wrong-kind", "a map is wanted here", "write `{ \"name\": (…), }`"),
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            ("wrong-kind", "an entry in round brackets is wanted here", "write `(field: value, …)`")
        }
        Error::ExpectedString => ("wrong-kind", "a text is wanted here", "put it in quotes: `\"…\"`"),
        Error::ExpectedFloat | Error::ExpectedInteger => {
            ("wrong-kind", "a number is wanted here", "write digits, without quotes, unit or thousands comma")
        }
        Error::IntegerOutOfBounds => {
            ("out-of-range", "this number is too large, or negative where it can't be", "check the number")
        }
        Error::FloatUnderscore | Error::UnderscoreAtBeginning | Error::InvalidIntegerDigit { .. } => {
            ("wrong-kind", "this number is written in a way that can't be read", "write plain digits")
        }
        Error::ExpectedBoolean => ("wrong-kind", "yes or no is wanted here", "write `true` or `false`"),
        Error::ExpectedIdentifier | Error::InvalidIdentifier(_) => {
            ("wrong-kind", "a name is wanted here", "write `field: value` inside round brackets")
        }
        Error::ExpectedOption | Error::ExpectedOptionEnd => {
            ("wrong-kind", "this value can't be read", "write the value, or leave the field out")
        }
        Error::InvalidEscape(_) => ("escape", "a `\\` in a text means something special", "write `\\\\` for a backslash"),
        Error::UnclosedBlockComment => ("unclosed", "a comment `/*` has no end", "close it with `*/`"),
        Error::ExceededRecursionLimit => ("too-deep", "brackets nest too deeply", "flatten the entry"),
        Error::UnexpectedChar(_) => ("unexpected", "this character does not belong here", "look for a missing quote or comma"),
        Error::Message(text) if text.contains("Written") => {
            ("wrong-kind", "a text is wanted here", "write \"…\", or (en: \"…\", zh: \"…\")")
        }
        other => {
            let fix = "compare with the same entry in a shipped level".to_owned();
            return Slip { code: "unreadable", byte, reason: format!("this can't be read: {other}"), fix, cut: None };
        }
    };
    Slip { code, byte, reason: reason.to_owned(), fix: fix.to_owned(), cut: None }
}

fn unknown_field(tree: &Tree<'_>, end: usize, expected: &[&'static str], found: &str) -> Slip {
    let mut hits = Vec::new();
    fields_named(tree.root(), found, end, &mut hits);
    let hit = hits.into_iter().max_by_key(|(start, _)| *start);
    let reason = format!("there is no field `{found}` here");
    let fix = suggest(found, expected.iter().copied()).replace('"', "`");
    Slip { code: "unknown-field", byte: hit.map_or(end, |h| h.0), reason, fix, cut: hit }
}

/// Fields of a name that begin before a byte: where they begin and end.
fn fields_named(node: &Node, name: &str, before: usize, hits: &mut Vec<(usize, usize)>) {
    match &node.shape {
        Shape::Record(fields) | Shape::Map(fields) => {
            for field in fields.iter().filter(|f| f.start < before) {
                if field.name == name {
                    hits.push((field.start, field.value.end));
                }
                fields_named(&field.value, name, before, hits);
            }
        }
        Shape::List(items) => {
            for item in items.iter().filter(|i| i.start < before) {
                fields_named(item, name, before, hits);
            }
        }
        Shape::Text(_) | Shape::Word(_) => {}
    }
}

/// The struct that ends nearest before a byte, or else the innermost around it.
fn last_record(node: &Node, byte: usize) -> Option<&Node> {
    let inner: Vec<&Node> = match &node.shape {
        Shape::Record(fields) | Shape::Map(fields) => fields.iter().map(|f| &f.value).collect(),
        Shape::List(items) => items.iter().collect(),
        Shape::Text(_) | Shape::Word(_) => return None,
    };
    let own = matches!(node.shape, Shape::Record(_)) && node.start < byte && byte <= node.end + 1;
    let around = inner.into_iter().rev().find(|n| n.start < byte && byte <= n.end + 1);
    if own && byte + 1 >= node.end {
        return Some(node);
    }
    around.and_then(|n| last_record(n, byte)).or(own.then_some(node))
}

/// Passes blanks, so that an error points at what stands there.
fn first_blank_after(text: &str, byte: usize) -> usize {
    let rest = text.get(byte..).unwrap_or("");
    byte + rest.find(|c: char| !c.is_whitespace()).unwrap_or(0)
}
