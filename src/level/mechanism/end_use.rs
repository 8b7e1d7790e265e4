//! How far the proof of civil end use holds (MODEL 2.6).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{assumed, model, share};
use crate::level::bench::Bench;
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;

/// Leakage: under licences for civil use only, a part of what civil buyers get drifts to defence users.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct EndUseEntry {
    /// Largest part of licensed civil goods that defence users can get hold of, percent (default 1).
    pub leakage: f64,
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    pub why: Text,
}

impl Default for EndUseEntry {
    fn default() -> Self {
        Self {
            leakage: 1.0,
            cite: assumed(),
            why: model("2.6"),
        }
    }
}

/// The end-use split, ready to play.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EndUse {
    /// Largest part of licensed civil goods that reaches defence users.
    pub leakage: f64,
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile) -> EndUse {
    let key = Key::top("end_use");
    EndUse {
        leakage: share(bench, &key.f("leakage"), file.end_use.leakage, 0.0, 100.0),
    }
}
