//! Places in a level's text that explain what the RON reader refused.

use super::locate::{Field, Node, Shape};

/// The last field of a name that begins before a byte, with all fields of its entry.
pub(super) fn last_field<'n>(node: &'n Node, name: &str, before: usize) -> Option<(&'n Field, &'n [Field])> {
    let later = |a: Option<(&'n Field, &'n [Field])>, b: Option<(&'n Field, &'n [Field])>| match (a, b) {
        (Some(x), Some(y)) => Some(if y.0.start > x.0.start { y } else { x }),
        (x, y) => x.or(y),
    };
    match &node.shape {
        Shape::Record(fields) | Shape::Map(fields) => {
            fields.iter().filter(|f| f.start < before).fold(None, |found, field| {
                let own = (field.name == name).then_some((field, fields.as_slice()));
                later(later(found, own), last_field(&field.value, name, before))
            })
        }
        Shape::List(items) => items
            .iter()
            .filter(|i| i.start < before)
            .fold(None, |f, i| later(f, last_field(i, name, before))),
        Shape::Text(_) | Shape::Word(_) => None,
    }
}

/// The struct that ends nearest before a byte, or else the innermost around it.
pub(super) fn last_record(node: &Node, byte: usize) -> Option<&Node> {
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

/// Where a text begins that runs over several lines and ends just before a byte.
pub(super) fn runaway(node: &Node, byte: usize) -> Option<usize> {
    match &node.shape {
        Shape::Record(fields) | Shape::Map(fields) => fields.iter().find_map(|f| {
            let name = (f.name.contains('\n') && byte == f.start + f.name.len() + 2).then_some(f.start);
            name.or_else(|| runaway(&f.value, byte))
        }),
        Shape::List(items) => items.iter().find_map(|i| runaway(i, byte)),
        Shape::Text(text) => (text.contains('\n') && (node.end..=node.end + 1).contains(&byte)).then_some(node.start),
        Shape::Word(_) => None,
    }
}

/// Whether a byte stands at or in digits that follow digits and a comma.
pub(super) fn thousands_comma(text: &str, byte: usize) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let before = text.get(..byte).unwrap_or("").trim_end_matches(digit).trim_end();
    let after = text.get(byte.saturating_sub(1)..).unwrap_or("");
    before.strip_suffix(',').is_some_and(|b| b.ends_with(digit)) && after.contains(digit)
}

/// Where the word or text begins that holds or just ends before a byte; the byte itself if there is none.
pub(super) fn value_start(node: &Node, byte: usize) -> usize {
    let inside = |n: &Node| n.start < byte && byte <= n.end;
    let inner = match &node.shape {
        Shape::Record(fields) | Shape::Map(fields) => fields.iter().map(|f| &f.value).find(|n| inside(n)),
        Shape::List(items) => items.iter().find(|n| inside(n)),
        Shape::Text(_) | Shape::Word(_) => return if inside(node) { node.start } else { byte },
    };
    inner.map_or(byte, |n| value_start(n, byte))
}

/// Passes blanks, so that an error points at what stands there.
pub(super) fn first_blank_after(text: &str, byte: usize) -> usize {
    let rest = text.get(byte..).unwrap_or("");
    byte + rest.find(|c: char| !c.is_whitespace()).unwrap_or(0)
}
