//! The level file's guide: the steps that take a newcomer through a first game.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::guide::Panel;
use super::shape_play::{DraftEntry, OrderEntry};
use super::text::Text;

/// A guide for one seat, played alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuideEntry {
    /// The seat it is for.
    pub seat: String,
    /// Three to twelve steps, in order.
    pub steps: Vec<GuideStepEntry>,
    /// What is said when the last step is done.
    pub closing: Text,
}

/// A step of the guide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GuideStepEntry {
    /// Short name.
    pub id: String,
    /// A few words.
    pub title: Text,
    /// What to do and why, two or three sentences; in both languages.
    pub text: Text,
    /// What of the map belongs to it: `Country("au")`, `Good("magnet")`.
    #[serde(default)]
    pub look: Vec<LookEntry>,
    /// What ends the step.
    pub done: DoneEntry,
}

/// Something of the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum LookEntry {
    /// A country and its trade.
    Country(String),
    /// The flows of a mineral good.
    Good(String),
}

/// What ends a step: a fact of the game, never a click on "next".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub enum DoneEntry {
    /// A panel is open.
    Opened(Panel),
    /// The seat has sealed an order about the same thing as this one, which is suggested.
    Sealed(OrderEntry),
    /// The seat has countered an offer of another seat.
    Countered {
        /// Whose offer.
        from: String,
        /// The text that is suggested, with the offer's parties.
        with: DraftEntry,
    },
    /// An agreement with another seat was signed in this game.
    Signed {
        /// The other seat.
        with: String,
    },
    /// A turn (from 1) is open or over.
    Turn(u16),
}
