//! Going back: the game as it was before some of a seat's moves, played again from its journal.

use super::Table;
use super::journal::{Actor, Entry};
use super::replay::{ReplayError, replay};
use crate::level::ids::SeatId;

/// Whether an entry is a move that a seat alone at its table can take back: its own command, or the end of a turn.
fn is_move(actor: &Actor, entry: &Entry, of: SeatId) -> bool {
    matches!(entry, Entry::EndTurn) || matches!(actor, Actor::Seat { seat, .. } if *seat == of)
}

impl Table {
    /// How many moves the game holds that a seat alone at its table could take back: its commands and the ends of turns.
    #[must_use]
    pub fn moves(&self, seat: SeatId) -> u32 {
        let moves = self.journal().iter().filter(|e| is_move(&e.actor, &e.entry, seat));
        u32::try_from(moves.count()).unwrap_or(u32::MAX)
    }

    /// The game when it held only the first `keep` moves of a seat: the next one and everything after it never happened,
    /// other seats' commands included. With as many moves as there are, or more, the whole game.
    ///
    /// # Errors
    /// When the journal doesn't replay, which would be a fault of the rules.
    pub fn back_to(&self, seat: SeatId, keep: u32) -> Result<Self, ReplayError> {
        let journal = self.journal();
        let keep = usize::try_from(keep).unwrap_or(usize::MAX);
        let end = journal
            .iter()
            .enumerate()
            .filter(|(_, e)| is_move(&e.actor, &e.entry, seat))
            .nth(keep)
            .map_or(journal.len(), |(at, _)| at);
        replay(self.level(), self.header(), &journal[..end])
    }
}
