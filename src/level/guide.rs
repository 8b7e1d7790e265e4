//! A level's guide, ready to follow: the steps that take a newcomer through a first game.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::clause::Draft;
use super::ids::{CountryId, GoodId, SeatId};
use super::order::Order;
use super::text::Text;
use super::units::Turn;

/// A panel of the game's screen, as levels name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum Panel {
    /// Goals, lines, agenda.
    Situation,
    /// Prices and outputs.
    Markets,
    /// Orders.
    Policy,
    /// The deck of projects.
    Projects,
    /// Offers and agreements.
    Deals,
    /// Talk.
    Messages,
    /// What happened.
    News,
}

/// A guide for one seat.
#[derive(Clone, Debug, PartialEq)]
pub struct Guide {
    /// The seat.
    pub seat: SeatId,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// What is said when the last one is done.
    pub closing: Text,
}

/// A step.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Short name.
    pub id: String,
    /// A few words.
    pub title: Text,
    /// What to do and why.
    pub text: Text,
    /// The country of the map that belongs to it.
    pub country: Option<CountryId>,
    /// The good whose flows belong to it.
    pub good: Option<GoodId>,
    /// What ends it.
    pub done: Done,
}

/// What ends a step.
#[derive(Clone, Debug, PartialEq)]
pub enum Done {
    /// A panel is open.
    Opened(Panel),
    /// An order with this one's key is sealed.
    Sealed(Order),
    /// An offer of another seat was countered.
    Countered {
        /// Whose offer.
        from: SeatId,
        /// The text that is suggested.
        with: Draft,
    },
    /// An agreement with another seat was signed in this game.
    Signed {
        /// The other seat.
        with: SeatId,
    },
    /// A turn is open or over.
    Turn(Turn),
}

/// English words that a newcomer reads in a minute.
const WORDS_A_MINUTE: f64 = 200.0;
/// Chinese characters that a newcomer reads in a minute.
const SIGNS_A_MINUTE: f64 = 300.0;
/// Seconds for every button pressed.
const ACTION: f64 = 20.0;
/// Seconds to look at what a step has opened.
const LOOK: f64 = 30.0;

/// Seconds that a newcomer takes to read a text.
#[must_use]
pub fn reading(text: &Text, language: &str) -> f64 {
    let said = text.in_language(language);
    if language == "zh" && text.zh.is_some() {
        #[allow(clippy::cast_precision_loss, reason = "a text of a few hundred characters")]
        let signs = said.chars().filter(|c| !c.is_whitespace()).count() as f64;
        signs / SIGNS_A_MINUTE * 60.0
    } else {
        #[allow(clippy::cast_precision_loss, reason = "a text of a few hundred words")]
        let words = said.split_whitespace().count() as f64;
        words / WORDS_A_MINUTE * 60.0
    }
}

impl Step {
    /// Buttons that the step asks for, when its suggestion is taken as it stands.
    #[must_use]
    pub const fn actions(&self) -> u32 {
        match self.done {
            Done::Opened(_) | Done::Turn(_) => 1,
            // Show the offer (or wait for it), sign.
            // Fill in the form; seal or send.
            Done::Signed { .. } | Done::Sealed(_) | Done::Countered { .. } => 2,
        }
    }

    /// Seconds that a newcomer takes: reading, pressing, looking.
    #[must_use]
    pub fn seconds(&self, language: &str) -> f64 {
        reading(&self.title, language) + reading(&self.text, language) + f64::from(self.actions()) * ACTION + LOOK
    }
}

impl Guide {
    /// Minutes that are left to a newcomer before step `from`.
    #[must_use]
    pub fn minutes_from(&self, from: usize, language: &str) -> f64 {
        self.steps.iter().skip(from).map(|s| s.seconds(language)).sum::<f64>() / 60.0
    }
}
