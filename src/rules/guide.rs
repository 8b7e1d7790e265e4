//! Following a level's guide: which step is due, what it suggests, and how far to go back to undo one. Pure: it reads what the
//! seat sees, and no window.

use super::command::Command;
use super::news::{Line, LogEntry, News};
use super::offer::Offer;
use super::view::View;
use crate::level::guide::{Done, Guide, Panel, Step};
use crate::level::ids::SeatId;

/// What a guide looks at.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// What the seat sees.
    pub view: &'a View,
    /// News and messages it may read.
    pub log: &'a [LogEntry],
    /// The panel that is open.
    pub open: Option<Panel>,
    /// How many moves the game holds that can be taken back: the seat's commands and the ends of turns.
    pub moves: u32,
}

/// Whether what ends a step is a fact.
#[must_use]
pub fn is_done(done: &Done, facts: &Facts) -> bool {
    let Some(me) = facts.view.seat() else { return false };
    match done {
        Done::Opened(panel) => facts.open == Some(*panel),
        Done::Sealed(order) => facts
            .view
            .mine()
            .is_some_and(|own| own.orders.iter().any(|o| o.key() == order.key())),
        Done::Countered { from, .. } => countered(facts, me, *from),
        Done::Signed { with } => signed(facts, me, *with),
        Done::Turn(turn) => facts.view.public.turn >= *turn,
    }
}

/// The counter-offer lies on the table, or the log tells of it (it may have been answered at once).
fn countered(facts: &Facts, me: SeatId, from: SeatId) -> bool {
    let mine = |o: &Offer| o.author == from && o.writer == me && o.revision > 1;
    let told = facts.log.iter().any(|entry| {
        let Line::News(News::Countered { offer, from: who }) = &entry.line else {
            return false;
        };
        let made = |e: &LogEntry| {
            matches!(&e.line, Line::News(News::OfferMade { offer: o, from: author }) if o == offer && *author == from)
        };
        *who == me && facts.log.iter().any(made)
    });
    facts.view.offers.iter().any(mine) || told
}

fn signed(facts: &Facts, me: SeatId, with: SeatId) -> bool {
    facts
        .view
        .agreements
        .iter()
        .any(|a| !a.given && a.draft.parties.contains(&me) && a.draft.parties.contains(&with))
}

/// What a step suggests to do next.
#[derive(Clone, Debug, PartialEq)]
pub enum Suggestion {
    /// Open a panel.
    Open(Panel),
    /// Send this command: seal, counter, sign, be ready.
    Send(Command),
    /// Nothing: the others have to answer first, or the month has to end.
    Wait,
}

/// What a step suggests as things stand.
#[must_use]
pub fn suggestion(step: &Step, view: &View) -> Suggestion {
    let awaits = |author: SeatId| {
        let me = view.seat()?;
        view.offers.iter().find(|o| o.author == author && o.awaits(me))
    };
    match &step.done {
        Done::Opened(panel) => Suggestion::Open(*panel),
        Done::Sealed(order) => Suggestion::Send(Command::Seal(*order)),
        Done::Countered { from, with } => awaits(*from).map_or(Suggestion::Wait, |offer| {
            Suggestion::Send(Command::Counter {
                offer: offer.id,
                revision: offer.revision,
                draft: with.clone(),
            })
        }),
        Done::Signed { with } => awaits(*with).map_or(Suggestion::Wait, |offer| {
            Suggestion::Send(Command::Accept {
                offer: offer.id,
                revision: offer.revision,
            })
        }),
        Done::Turn(_) => Suggestion::Send(Command::Ready(true)),
    }
}

/// How far somebody is in a guide.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    at: usize,
    /// Moves the game held when each step so far began.
    marks: Vec<u32>,
    /// Going back to so many moves was asked for: nothing counts until the game is there.
    awaits: Option<u32>,
}

/// What taking a step back needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Back {
    /// Moves to keep; `None` when the game need not change.
    pub keep: Option<u32>,
    /// The panel to close: to open it is the step.
    pub close: Option<Panel>,
}

impl Progress {
    /// Position of the step that is due; the number of steps when all are done.
    #[must_use]
    pub const fn at(&self) -> usize {
        self.at
    }

    /// The step that is due.
    #[must_use]
    pub fn step<'g>(&self, guide: &'g Guide) -> Option<&'g Step> {
        guide.steps.get(self.at)
    }

    /// Whether the game is on its way back.
    #[must_use]
    pub const fn goes_back(&self) -> bool {
        self.awaits.is_some()
    }

    /// Looks at the facts; goes on by as many steps as are done. True if it moved.
    pub fn look(&mut self, guide: &Guide, facts: &Facts) -> bool {
        if let Some(keep) = self.awaits {
            if facts.moves > keep {
                return false;
            }
            self.awaits = None;
        }
        let before = self.at;
        self.mark(facts.moves);
        while guide.steps.get(self.at).is_some_and(|s| is_done(&s.done, facts)) {
            self.at += 1;
            self.mark(facts.moves);
        }
        self.at != before
    }

    fn mark(&mut self, moves: u32) {
        self.marks.resize(self.at + 1, moves);
    }

    /// Leaves a step out.
    pub fn skip(&mut self, guide: &Guide, moves: u32) {
        if self.at < guide.steps.len() {
            self.at += 1;
            self.mark(moves);
        }
    }

    /// Takes a step back: the last one that the seat did itself, or left out, is due again, and the game as it was when that
    /// began. (A step that others did would be done again at once.) `None` at the first step, and while the game is
    /// already on its way back.
    pub fn back(&mut self, guide: &Guide, facts: &Facts) -> Option<Back> {
        if self.awaits.is_some() {
            return None;
        }
        let own = |to: &usize| {
            let mark = |at: usize| self.marks.get(at).copied().unwrap_or(facts.moves);
            let done = guide.steps.get(*to).map(|s| &s.done);
            mark(*to) < mark(*to + 1) || done.is_some_and(|d| matches!(d, Done::Opened(_)) || !is_done(d, facts))
        };
        let to = (0..self.at).rev().find(own)?;
        let keep = self.marks.get(to).copied().filter(|keep| *keep < facts.moves);
        self.at = to;
        self.marks.truncate(to + 1);
        self.awaits = keep;
        let close = guide.steps.get(to).and_then(|s| match s.done {
            Done::Opened(panel) => Some(panel),
            _ => None,
        });
        Some(Back { keep, close })
    }

    /// The server did not go back: the game stands as it was, and what is done counts again.
    pub fn stay(&mut self) {
        self.awaits = None;
    }
}
