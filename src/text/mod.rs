//! Sentences: what the rules say in keys with arguments becomes text here, on the reader's side.
//!
//! The texts stand in `assets/text/en.ftl` and `zh.ftl` (Fluent) and are embedded. A [`Speaker`] is a language with the
//! level whose names it uses; [`mod@format`] writes quantities. One file per family of sentences: `news.rs`, `orders.rs`,
//! `deals.rs`, `causes.rs`, `goals.rs`, `words.rs`; `args.rs` turns arguments into what the texts can print and choose by.

mod args;
mod causes;
mod deals;
pub mod format;
mod goals;
mod keys;
mod names;
mod news;
mod orders;
mod speaker;
mod words;

#[cfg(test)]
mod tests;

pub use args::Value;
pub use speaker::Speaker;

/// A language of the game.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Simplified Chinese.
    Chinese,
}

impl Language {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// Its code, as in level texts and file names.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh",
        }
    }

    /// The language of a code or locale name like `zh`, `zh-CN` or `en_US.UTF-8`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let primary = name.split(['-', '_', '.', '@']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|l| l.code().eq_ignore_ascii_case(primary))
    }

    /// Its texts.
    pub(crate) const fn source(self) -> &'static str {
        match self {
            Self::English => include_str!("../../assets/text/en.ftl"),
            Self::Chinese => include_str!("../../assets/text/zh.ftl"),
        }
    }
}
