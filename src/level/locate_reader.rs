//! The forgiving reader behind [`super::locate`].

use super::locate::{Field, Node, Shape};

const DEEPEST: usize = 100;

/// Reads a text; never fails, and passes every byte at most a few times.
pub(super) fn read(text: &str) -> Node {
    Reader { text, at: 0, depth: 0 }.value()
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn step(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn starts(&self, what: &str) -> bool {
        self.text[self.at..].starts_with(what)
    }

    /// Passes blanks, comments and `#![…]`.
    fn blanks(&mut self) {
        loop {
            if self.starts("//") {
                while self.peek().is_some_and(|c| c != '\n') {
                    self.step();
                }
            } else if self.starts("/*") {
                self.block_comment();
            } else if self.starts("#![") {
                while self.step().is_some_and(|c| c != ']') {}
            } else if self.peek().is_some_and(char::is_whitespace) {
                self.step();
            } else {
                return;
            }
        }
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        loop {
            if self.starts("/*") {
                depth += 1;
                self.at += 2;
            } else if self.starts("*/") {
                depth -= 1;
                self.at += 2;
            } else if self.step().is_none() {
                return;
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn value(&mut self) -> Node {
        self.blanks();
        let start = self.at;
        let shape = match self.peek() {
            Some('"') => {
                self.step();
                Shape::Text(self.string())
            }
            Some('r') if self.starts("r\"") || self.starts("r#") => Shape::Text(self.raw_string()),
            Some('(') => return self.inside('(', start),
            Some('[') => return self.inside('[', start),
            Some('{') => return self.inside('{', start),
            _ => {
                let word = self.word();
                let end = self.at;
                self.blanks();
                if !word.is_empty() && self.peek() == Some('(') {
                    let node = self.inside('(', start);
                    return if word == "Some" { unwrap(node) } else { node };
                }
                self.at = end;
                Shape::Word(word)
            }
        };
        Node {
            start,
            end: self.at,
            shape,
        }
    }

    fn word(&mut self) -> String {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|c| !c.is_whitespace() && !",:()[]{}\"".contains(c))
        {
            self.step();
        }
        self.text[start..self.at].to_owned()
    }

    /// A string's content after its opening quote.
    fn string(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.step() {
            match c {
                '"' => break,
                '\\' => text.extend(self.step()),
                c => text.push(c),
            }
        }
        text
    }

    fn raw_string(&mut self) -> String {
        self.step();
        let mut closing = String::from("\"");
        while self.peek() == Some('#') {
            self.step();
            closing.push('#');
        }
        self.step();
        let start = self.at;
        let length = self.text[start..].find(&closing).unwrap_or(self.text.len() - start);
        self.at = (start + length + closing.len()).min(self.text.len());
        self.text[start..start + length].to_owned()
    }

    /// What stands between brackets, opening bracket included.
    fn inside(&mut self, open: char, start: usize) -> Node {
        self.step();
        self.depth += 1;
        let mut fields = Vec::new();
        let mut items = Vec::new();
        loop {
            self.blanks();
            match self.peek() {
                None => break,
                Some(_) if self.depth > DEEPEST => {
                    self.at = self.text.len();
                    break;
                }
                Some(')' | ']' | '}') => {
                    self.step();
                    break;
                }
                Some(',' | ':') => {
                    self.step();
                }
                Some(_) => self.member(open, &mut fields, &mut items),
            }
        }
        self.depth -= 1;
        let shape = match open {
            '{' => Shape::Map(fields),
            '(' if !fields.is_empty() => Shape::Record(fields),
            _ => Shape::List(items),
        };
        Node {
            start,
            end: self.at,
            shape,
        }
    }

    fn member(&mut self, open: char, fields: &mut Vec<Field>, items: &mut Vec<Node>) {
        let first = self.value();
        if first.end == first.start {
            self.step();
            return;
        }
        self.blanks();
        if open != '[' && self.peek() == Some(':') {
            self.step();
            let name = match first.shape {
                Shape::Text(text) => text,
                Shape::Word(word) => word,
                _ => String::new(),
            };
            let value = self.value();
            fields.push(Field {
                name,
                start: first.start,
                value,
            });
        } else {
            items.push(first);
        }
    }
}

/// `Some(x)` stands for `x`.
fn unwrap(node: Node) -> Node {
    match node.shape {
        Shape::List(mut items) if items.len() == 1 => items.remove(0),
        shape => Node {
            start: node.start,
            end: node.end,
            shape,
        },
    }
}
