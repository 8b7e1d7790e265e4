//! Replay: a header and a journal give the same game again, fingerprint by fingerprint. No policy runs.

use std::sync::Arc;

use super::Table;
use super::journal::{Actor, Entry, Header, JournalEntry, RULES_VERSION};
use crate::level::Level;
use crate::level::choice::choose;
use crate::rules::fingerprint::Fingerprint;
use crate::rules::refusal::Refusal;

/// Why a journal does not replay.
#[derive(Debug, PartialEq, thiserror::Error)]
pub enum ReplayError {
    /// It was played with other rules.
    #[error("this game was played with rules version {played}, this program has {here}: it can be read, not verified")]
    OtherRules {
        /// Version it was played with.
        played: u32,
        /// Version here.
        here: u32,
    },
    /// It was played on another text of the level.
    #[error("this game was played on another text of the level `{level}`")]
    OtherLevel {
        /// The level.
        level: String,
    },
    /// A command that was accepted then is refused now.
    #[error("entry {sequence} is refused: {refusal}")]
    Refused {
        /// Which entry.
        sequence: u32,
        /// Why.
        refusal: Refusal,
    },
    /// The game went another way.
    #[error("after entry {sequence} the fingerprint is {found}, not {expected}")]
    Differs {
        /// Which entry.
        sequence: u32,
        /// As written.
        expected: Fingerprint,
        /// As replayed.
        found: Fingerprint,
    },
}

/// Plays a journal again and compares every fingerprint in it. The level may be the one as written: the figures that the
/// header names are chosen in it again.
///
/// # Errors
/// The first difference.
pub fn replay(level: Arc<Level>, header: &Header, journal: &[JournalEntry]) -> Result<Table, ReplayError> {
    if header.rules_version != RULES_VERSION {
        return Err(ReplayError::OtherRules {
            played: header.rules_version,
            here: RULES_VERSION,
        });
    }
    let level = if header.figures == level.file.chosen {
        level
    } else {
        let chosen = choose(&level, &header.figures).map_err(|_| ReplayError::OtherLevel {
            level: header.level.clone(),
        })?;
        Arc::new(chosen)
    };
    if header.level_hash != data_encoding::HEXLOWER.encode(&level.hash) {
        return Err(ReplayError::OtherLevel {
            level: header.level.clone(),
        });
    }
    let mut table = Table::new(level, header.seed);
    for entry in journal {
        let refused = |refusal| ReplayError::Refused {
            sequence: entry.sequence,
            refusal,
        };
        match (&entry.entry, &entry.actor) {
            (Entry::Command(command), Actor::Seat { seat, player }) => {
                table
                    .submit(*seat, player, entry.number, entry.turn, command.clone())
                    .map_err(refused)?;
            }
            (Entry::Command(_), _) => return Err(refused(Refusal::NoSuchSeat)),
            (Entry::EndTurn, actor) => {
                table.end_turn(actor.clone()).map_err(refused)?;
            }
        }
        if let Some(expected) = entry.fingerprint {
            let found = table.fingerprint();
            if found != expected {
                return Err(ReplayError::Differs {
                    sequence: entry.sequence,
                    expected,
                    found,
                });
            }
        }
    }
    Ok(table)
}
