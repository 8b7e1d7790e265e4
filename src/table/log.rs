//! The log: messages and news, each with those who may read it.

use crate::level::ids::{LevelEventId, SeatId};
use crate::level::units::Turn;
use crate::rules::Viewer;
use crate::rules::command::Command;
use crate::rules::news::{Audience, Line, LogEntry, News, Told};
use crate::rules::state::State;

/// All lines with their readers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Log {
    lines: Vec<(Audience, LogEntry)>,
}

impl Log {
    /// The first line of a fresh game, and the offers that wait on the table.
    pub(super) fn open(&mut self, state: &State) {
        self.push(
            state.turn(),
            Audience::All,
            Line::News(News::TurnOpened { turn: state.turn() }),
        );
        for (at, fired) in state.public().fired.iter().enumerate() {
            if fired.is_some() {
                let event = LevelEventId::at(at);
                self.push(state.turn(), Audience::All, Line::News(News::Headline { event }));
            }
        }
        for offer in &state.party().offers {
            let news = News::OfferMade {
                offer: offer.id,
                from: offer.author,
            };
            self.push(
                state.turn(),
                Audience::Seats(offer.draft.parties.clone()),
                Line::News(news),
            );
        }
    }

    /// Keeps a message.
    pub(super) fn command(&mut self, from: SeatId, command: &Command, turn: Turn) {
        let Command::Say { to, text } = command else { return };
        let audience = if to.is_empty() {
            Audience::All
        } else {
            Audience::Seats(to.iter().copied().chain([from]).collect())
        };
        self.push(
            turn,
            audience,
            Line::Message {
                from,
                to: to.clone(),
                text: text.trim().to_owned(),
            },
        );
    }

    /// Keeps news: of the turn that was open, and from the line on that opens the next one, of that.
    pub(super) fn news(&mut self, mut turn: Turn, told: Vec<Told>) {
        for (audience, news) in told {
            if let News::TurnOpened { turn: opened } = news {
                turn = opened;
            }
            self.push(turn, audience, Line::News(news));
        }
    }

    fn push(&mut self, turn: Turn, audience: Audience, line: Line) {
        let sequence = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        self.lines.push((audience, LogEntry { sequence, turn, line }));
    }

    /// What a viewer may read, from a sequence number on.
    pub fn read(&self, viewer: Viewer, from: u32) -> impl Iterator<Item = &LogEntry> {
        self.lines
            .iter()
            .skip(usize::try_from(from).unwrap_or(usize::MAX))
            .filter(move |(audience, _)| audience.includes(viewer))
            .map(|(_, entry)| entry)
    }

    /// The sequence number the next line will get.
    #[must_use]
    pub fn next(&self) -> u32 {
        u32::try_from(self.lines.len()).unwrap_or(u32::MAX)
    }
}
