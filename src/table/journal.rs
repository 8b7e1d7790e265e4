//! The journal: every accepted command and turn end, in order; with the header it is the whole game.

use serde::{Deserialize, Serialize};

use crate::level::Level;
use crate::level::choice::Chosen;
use crate::level::ids::SeatId;
use crate::level::units::Turn;
use crate::rules::command::Command;
use crate::rules::fingerprint::Fingerprint;

/// Version of the rules: a journal replays only with the same one.
pub const RULES_VERSION: u32 = 1;

/// What a journal needs to be replayed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// The level's short name.
    pub level: String,
    /// blake3 of the level with the figures chosen, hexadecimal.
    pub level_hash: String,
    /// Rival figures that were chosen.
    #[serde(default)]
    pub figures: Vec<Chosen>,
    /// The seed.
    pub seed: u64,
    /// [`RULES_VERSION`] of the program that played it.
    pub rules_version: u32,
    /// Version of that program.
    pub program: String,
}

impl Header {
    /// The header of a fresh game.
    #[must_use]
    pub fn new(level: &Level, seed: u64) -> Self {
        Self {
            level: level.file.id.clone(),
            level_hash: data_encoding::HEXLOWER.encode(&level.hash),
            figures: level.file.chosen.clone(),
            seed,
            rules_version: RULES_VERSION,
            program: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }
}

/// Who made an entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Actor {
    /// A seat, and the player or policy that acted for it.
    Seat {
        /// The seat.
        seat: SeatId,
        /// Who acted.
        player: String,
    },
    /// The facilitator.
    Facilitator,
    /// The clock: all were ready, or time was up.
    Clock,
}

/// What was done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// A seat's command.
    Command(Command),
    /// The turn ended.
    EndTurn,
}

/// One line of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalEntry {
    /// Position, from 0.
    pub sequence: u32,
    /// The turn that was open.
    pub turn: Turn,
    /// Who.
    pub actor: Actor,
    /// The sender's number, 0 where there is none.
    pub number: u32,
    /// What.
    pub entry: Entry,
    /// After a turn's end: fingerprint of the game.
    pub fingerprint: Option<Fingerprint>,
}

/// Writes a game as JSON Lines: the header, then one entry a line.
///
/// # Errors
/// What the writer says.
pub fn write(header: &Header, journal: &[JournalEntry], mut out: impl std::io::Write) -> std::io::Result<()> {
    serde_json::to_writer(&mut out, header)?;
    out.write_all(b"\n")?;
    for entry in journal {
        serde_json::to_writer(&mut out, entry)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}

/// Why a journal can't be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The input failed.
    #[error("the journal could not be read: {0}")]
    Input(#[from] std::io::Error),
    /// A line is not what it should be.
    #[error("line {line} of the journal is not an entry: {reason}")]
    Line {
        /// Which line, from 1.
        line: usize,
        /// Why.
        reason: String,
    },
    /// There is no header.
    #[error("the journal is empty: its first line should be the header")]
    Empty,
}

/// Reads what [`write()`] wrote.
///
/// # Errors
/// The line and the reason.
pub fn read(input: impl std::io::BufRead) -> Result<(Header, Vec<JournalEntry>), ReadError> {
    let mut lines = input.lines().enumerate();
    let parse = |line: usize, reason: serde_json::Error| ReadError::Line {
        line: line + 1,
        reason: reason.to_string(),
    };
    let (_, first) = lines.next().ok_or(ReadError::Empty)?;
    let header = serde_json::from_str(&first?).map_err(|e| parse(0, e))?;
    let mut journal = Vec::new();
    for (at, line) in lines {
        let line = line?;
        if !line.trim().is_empty() {
            journal.push(serde_json::from_str(&line).map_err(|e| parse(at, e))?);
        }
    }
    Ok((header, journal))
}
