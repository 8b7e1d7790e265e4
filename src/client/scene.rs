//! What panels are drawn from, and what they ask for: no Bevy here, so panels are tested without it.

use crate::level::clause::Draft;
use crate::level::ids::{CountryId, FileId, GoodId, OfferId, ProjectId, SeatId};
use crate::level::order::Order;
use crate::net::message::Live;
use crate::rules::command::Command;
use crate::rules::estimate::KnownLevel;
use crate::rules::figures::TurnFigures;
use crate::rules::licence::FileAnswer;
use crate::rules::news::LogEntry;
use crate::rules::preview::Gain;
use crate::rules::refusal::Refusal;
use crate::rules::view::View;
use crate::text::Speaker;

/// Everything a panel may read.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The level as this player may know it.
    pub known: &'a KnownLevel,
    /// What this player sees.
    pub view: &'a View,
    /// Seats, clock, offers, own orders as last sent.
    pub live: &'a Live,
    /// Seconds left in the turn now, if there is a deadline.
    pub seconds_left: Option<u32>,
    /// Figures after every resolution, the start first.
    pub history: &'a [TurnFigures],
    /// News and messages this player may read.
    pub log: &'a [LogEntry],
    /// Commands sent and not yet answered.
    pub pending: &'a [Command],
    /// The latest refusal with the command it answers, until the next command.
    pub refused: Option<&'a (Command, Refusal)>,
    /// Likely effects computed so far.
    pub previews: &'a Previews,
    /// What is selected.
    pub selection: Selection,
    /// Whether the guide's card lies on the map.
    pub guided: bool,
    /// What the guide points at.
    pub point: Option<Point>,
    /// Whether the server has just refused to go back.
    pub back_refused: bool,
    /// Keys into sentences.
    pub speaker: &'a Speaker,
}

/// A control that the guide points at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// The button of a panel.
    Panel(PanelName),
    /// The button that seals the order in the form.
    Seal,
    /// The button that counters an offer, then the one that sends the counter-offer.
    Counter(OfferId),
    /// The button that signs an offer.
    Sign(OfferId),
    /// The button that ends one's month.
    Ready,
}

/// What is selected on the map or in a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// A country.
    pub country: Option<CountryId>,
    /// A good.
    pub good: Option<GoodId>,
}

/// Panels of the game screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PanelName {
    /// Goals, lines, agenda.
    Situation,
    /// Prices and outputs over time.
    Markets,
    /// Orders.
    Policy,
    /// The deck.
    Projects,
    /// Offers and agreements.
    Deals,
    /// Talk.
    Messages,
    /// What happened.
    News,
}

impl PanelName {
    /// All of them, in the order of the bar.
    pub const ALL: [Self; 7] = [
        Self::Situation,
        Self::Markets,
        Self::Policy,
        Self::Projects,
        Self::Deals,
        Self::Messages,
        Self::News,
    ];
}

/// What a panel asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Send a command.
    Command(Command),
    /// Select something.
    Select(Selection),
    /// Open a panel.
    Open(PanelName),
    /// Open the deal desk with a draft for this partner.
    DraftWith(SeatId),
    /// Open the deal desk with this text, to be changed or sent.
    LoadDraft(Draft),
    /// Open the deal desk with an answer to an offer, to be changed or sent.
    LoadCounter(OfferId, Draft),
    /// Fill the order form.
    LoadOrder(Order),
    /// Take moves back, keeping so many.
    GoBack(u32),
    /// Open the deal desk on an offer.
    ShowOffer(OfferId),
    /// Show a project.
    ShowProject(ProjectId),
    /// Compute a likely effect.
    Preview(PreviewKey),
    /// Take the guide's card out, or put it away.
    TurnGuide,
    /// Leave the brief, the title, the game …: what the screen's main button does.
    Continue,
    /// Back to the title.
    Leave,
}

/// What a preview is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PreviewKey {
    /// An order of this seat.
    Order(Order),
    /// A file at this seat's licence desk answered.
    Answer(FileId, FileAnswer),
    /// A draft signed by all, as this seat would fare.
    Draft(Draft),
}

/// Likely effects computed for the present figures, newest last; few, so a list does.
#[derive(Clone, Debug, Default)]
pub struct Previews {
    /// What is known; `None` while it is being computed.
    pub known: Vec<(PreviewKey, Option<Gain>)>,
}

impl Previews {
    /// The effect of something: `None` if nobody asked yet, `Some(None)` while it is being computed.
    #[must_use]
    pub fn get(&self, key: &PreviewKey) -> Option<Option<Gain>> {
        self.known.iter().find(|(k, _)| k == key).map(|(_, gain)| *gain)
    }
}
