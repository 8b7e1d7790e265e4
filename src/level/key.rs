//! Paths into a level file.

use std::borrow::Cow;
use std::fmt;

/// A step of a [`Key`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// A field of a struct or of an enum's variant.
    Field(Cow<'static, str>),
    /// An element of a list or tuple, from 0.
    At(usize),
    /// An entry of a map.
    Entry(String),
}

/// A path into a level file, like `chains[0].goods[2].price` or `figures["share.mining.cn"].value`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(Vec<Step>);

impl Key {
    /// The path of a field of the file.
    #[must_use]
    pub fn top(name: &'static str) -> Self {
        Self::default().f(name)
    }

    /// A field below this path.
    #[must_use]
    pub fn f(&self, name: &'static str) -> Self {
        self.then(Step::Field(Cow::Borrowed(name)))
    }

    /// The element at a position, from 0.
    #[must_use]
    pub fn i(&self, position: usize) -> Self {
        self.then(Step::At(position))
    }

    /// A map's entry.
    #[must_use]
    pub fn k(&self, key: &str) -> Self {
        self.then(Step::Entry(key.to_owned()))
    }

    /// The steps from the file's top.
    #[must_use]
    pub fn steps(&self) -> &[Step] {
        &self.0
    }

    /// One step further.
    #[must_use]
    pub fn then(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, step) in self.0.iter().enumerate() {
            match step {
                Step::Field(name) if n == 0 => write!(f, "{name}")?,
                Step::Field(name) => write!(f, ".{name}")?,
                Step::At(position) => write!(f, "[#{}]", position + 1)?,
                Step::Entry(key) => write!(f, "[{key:?}]")?,
            }
        }
        Ok(())
    }
}
