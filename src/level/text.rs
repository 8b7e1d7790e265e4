//! Texts inside levels: `"…"`, or `(en: "…", zh: "…")`.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A text of a level, in English and, where translated, Chinese.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(from = "Written", into = "Written")]
pub struct Text {
    /// English.
    pub en: String,
    /// Simplified Chinese, if written.
    pub zh: Option<String>,
}

/// A text that players read.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "Text")]
enum Written {
    /// In English alone.
    Plain(String),
    /// In English and Chinese.
    Both {
        /// English.
        en: String,
        /// Simplified Chinese.
        zh: String,
    },
}

impl From<Written> for Text {
    fn from(written: Written) -> Self {
        match written {
            Written::Plain(en) => Self {
                en: held_together(&en),
                zh: None,
            },
            Written::Both { en, zh } => Self {
                en: held_together(&en),
                zh: Some(zh),
            },
        }
    }
}

/// A percent sign never begins a line: the space before it becomes one that doesn't break.
fn held_together(text: &str) -> String {
    text.replace(" %", "\u{a0}%")
}

impl From<Text> for Written {
    fn from(text: Text) -> Self {
        match text.zh {
            None => Self::Plain(text.en),
            Some(zh) => Self::Both { en: text.en, zh },
        }
    }
}

impl Text {
    /// The text in a language (`"zh"` or anything else for English); English where it isn't translated.
    #[must_use]
    pub fn in_language(&self, language: &str) -> &str {
        match &self.zh {
            Some(zh) if language == "zh" => zh,
            _ => &self.en,
        }
    }
}

impl From<&str> for Text {
    fn from(en: &str) -> Self {
        Self {
            en: en.to_owned(),
            zh: None,
        }
    }
}
