//! Where a key stands in a level's text: a forgiving reader of RON that keeps positions and never fails.
//!
//! Values come from the `ron` crate; this reader only answers "on which line is `seats[0].goals[1].stars`", also in
//! texts that `ron` refuses, and finds what `ron` lets pass: keys of a map that occur twice.

use std::borrow::Cow;

use super::key::{Key, Step};

/// A place in a text, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// Line.
    pub line: usize,
    /// Column in characters.
    pub column: usize,
}

/// A value of the text with its place, in bytes.
#[derive(Clone, Debug)]
pub struct Node {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What it is.
    pub shape: Shape,
}

/// A field of a struct or an entry of a map, with its place in bytes.
#[derive(Clone, Debug)]
pub struct Field {
    /// Name of the field, or the map's key.
    pub name: String,
    /// First byte of the name.
    pub start: usize,
    /// The value.
    pub value: Node,
}

/// Kinds of values.
#[derive(Clone, Debug)]
pub enum Shape {
    /// `(a: …)`, with or without a name before it.
    Record(Vec<Field>),
    /// `{ key: … }`.
    Map(Vec<Field>),
    /// `[…]`, `(…)` or `Name(…)`.
    List(Vec<Node>),
    /// A string.
    Text(String),
    /// A number, a name, or nothing.
    Word(String),
}

/// A text, read.
#[derive(Clone, Debug)]
pub struct Tree<'a> {
    text: &'a str,
    root: Node,
}

impl<'a> Tree<'a> {
    /// Reads as much of a text as it can.
    #[must_use]
    pub fn read(text: &'a str) -> Self {
        Self {
            text,
            root: super::locate_reader::read(text),
        }
    }

    /// The outermost value.
    #[must_use]
    pub const fn root(&self) -> &Node {
        &self.root
    }

    /// The place of a byte.
    #[must_use]
    pub fn spot(&self, byte: usize) -> Spot {
        let before = self.text.get(..byte).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |n| n + 1);
        Spot {
            line: 1 + before.matches('\n').count(),
            column: 1 + before[line_start..].chars().count(),
        }
    }

    /// The byte at a place; the text's end if it lies beyond.
    #[must_use]
    pub fn byte(&self, spot: Spot) -> usize {
        let mut start = 0;
        for (n, line) in self.text.split_inclusive('\n').enumerate() {
            if n + 1 == spot.line {
                return start
                    + line
                        .char_indices()
                        .nth(spot.column.saturating_sub(1))
                        .map_or(line.len(), |c| c.0);
            }
            start += line.len();
        }
        self.text.len()
    }

    /// The place of a key, or of the nearest part above it that the text has, and the key as people read it:
    /// elements by their `id` or `country` where they have one.
    #[must_use]
    pub fn find(&self, key: &Key) -> (Spot, String) {
        let mut node = Some(&self.root);
        let mut place = self.root.start;
        let mut words = String::new();
        for step in key.steps() {
            let (next, at, word) = follow(node, step, words.is_empty());
            place = at.unwrap_or(place);
            words.push_str(&word);
            node = next;
        }
        (self.spot(place), words)
    }

    /// The key of the innermost field, entry or element that holds a byte.
    #[must_use]
    pub fn key_at(&self, byte: usize) -> Key {
        let mut key = Key::default();
        let mut node = &self.root;
        loop {
            let step = match &node.shape {
                Shape::Record(fields) => hit(fields, byte).map(|f| (Step::Field(Cow::Owned(f.name.clone())), &f.value)),
                Shape::Map(entries) => hit(entries, byte).map(|f| (Step::Entry(f.name.clone()), &f.value)),
                Shape::List(items) => items
                    .iter()
                    .enumerate()
                    .find(|(_, item)| item.start <= byte && byte < item.end)
                    .map(|(n, item)| (Step::At(n), item)),
                Shape::Text(_) | Shape::Word(_) => None,
            };
            let Some((step, inner)) = step else {
                return key;
            };
            key = key.then(step);
            node = inner;
        }
    }

    /// Every map key that occurs twice: its path and the place of the repetition.
    #[must_use]
    pub fn repeated_keys(&self) -> Vec<(Key, Spot)> {
        let mut found = Vec::new();
        self.repeated(&self.root, &Key::default(), &mut found);
        found
    }

    fn repeated(&self, node: &Node, key: &Key, found: &mut Vec<(Key, Spot)>) {
        match &node.shape {
            Shape::Record(fields) => {
                for field in fields {
                    self.repeated(
                        &field.value,
                        &key.then(Step::Field(Cow::Owned(field.name.clone()))),
                        found,
                    );
                }
            }
            Shape::Map(entries) => {
                let mut seen = std::collections::BTreeSet::new();
                for entry in entries {
                    if !seen.insert(&entry.name) {
                        found.push((key.k(&entry.name), self.spot(entry.start)));
                    }
                    self.repeated(&entry.value, &key.k(&entry.name), found);
                }
            }
            Shape::List(items) => {
                for (n, item) in items.iter().enumerate() {
                    self.repeated(item, &key.i(n), found);
                }
            }
            Shape::Text(_) | Shape::Word(_) => {}
        }
    }
}

fn hit(fields: &[Field], byte: usize) -> Option<&Field> {
    fields.iter().find(|f| f.start <= byte && byte < f.value.end)
}

/// One step down: the node there, its place if the text has it, and the step in words.
fn follow<'n>(node: Option<&'n Node>, step: &Step, first: bool) -> (Option<&'n Node>, Option<usize>, String) {
    let shape = node.map(|n| &n.shape);
    match (step, shape) {
        (Step::Field(name), _) => {
            let field = match shape {
                Some(Shape::Record(fields)) => fields.iter().find(|f| f.name == **name),
                _ => None,
            };
            let word = if first { name.to_string() } else { format!(".{name}") };
            (field.map(|f| &f.value), field.map(|f| f.start), word)
        }
        (Step::Entry(key), _) => {
            let entry = match shape {
                Some(Shape::Map(entries)) => entries.iter().rev().find(|f| f.name == *key),
                _ => None,
            };
            (entry.map(|f| &f.value), entry.map(|f| f.start), format!("[{key:?}]"))
        }
        (Step::At(position), Some(Shape::List(items))) => {
            let item = items.get(*position);
            let word = item
                .and_then(name_of)
                .map_or_else(|| format!("[#{}]", position + 1), |id| format!("[{id:?}]"));
            (item, item.map(|i| i.start), word)
        }
        // A tuple of one around a struct, as in `Some((…))`, counts as the value itself.
        (Step::At(0), Some(_)) => (node, None, String::new()),
        (Step::At(position), _) => (None, None, format!("[#{}]", position + 1)),
    }
}

/// What people call an element: its `id`, or a seat's `country`.
fn name_of(item: &Node) -> Option<&str> {
    let Shape::Record(fields) = &item.shape else {
        return None;
    };
    let text = |name: &str| {
        fields
            .iter()
            .find(|f| f.name == name)
            .and_then(|f| match &f.value.shape {
                Shape::Text(text) => Some(text.as_str()),
                _ => None,
            })
    };
    text("id").or_else(|| {
        if fields.iter().any(|f| f.name == "brief") {
            text("country")
        } else {
            None
        }
    })
}
