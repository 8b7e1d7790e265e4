//! Licence files at the own desk: what each policy says to them.

use super::Memory;
use super::desk::Desk;
use crate::level::ids::Use;
use crate::rules::chance::Stream;
use crate::rules::command::Command;
use crate::rules::licence::{FileAnswer, LicenceFile};
use crate::rules::preview::Imagined;

/// The files that have no answer yet.
fn open(desk: &Desk) -> Vec<LicenceFile> {
    let files = desk.own().map(|o| o.files.as_slice()).unwrap_or_default();
    files.iter().filter(|f| f.answer.is_none()).copied().collect()
}

/// The same answer to every file.
pub(super) fn all(desk: &mut Desk, answer: FileAnswer) {
    for file in open(desk) {
        desk.say(Command::AnswerFile { file: file.id, answer });
    }
}

/// Any answer that a file may get, by lot.
pub(super) fn by_lot(desk: &mut Desk, stream: &mut Stream) {
    for file in open(desk) {
        let says = |answer| Command::AnswerFile { file: file.id, answer };
        let allowed: Vec<Command> = FileAnswer::ALL
            .into_iter()
            .map(says)
            .filter(|c| desk.allowed(c))
            .collect();
        if let Some(command) = stream.pick(&allowed) {
            desk.say(command.clone());
        }
    }
}

/// The yes that a file asks for, where the roll-out says that it does the own total no harm; else no. Without a roll-out
/// civil users with a proof get theirs, and the rest waits.
pub(super) fn by_value(desk: &mut Desk, memory: &mut Memory) {
    for file in open(desk) {
        let yes = match file.use_ {
            Use::Civil => FileAnswer::CivilOnly,
            Use::Defence => FileAnswer::Approve,
        };
        let imagined = Imagined::Answered(desk.seat, file.id, yes);
        let answer = match memory.rollouts.gain(desk.known, imagined, desk.seat) {
            Some((gain, _)) if gain >= 0.0 => yes,
            Some(_) => FileAnswer::Refuse,
            None if file.proof && file.use_ == Use::Civil => yes,
            None => FileAnswer::Defer,
        };
        desk.say(Command::AnswerFile { file: file.id, answer });
    }
}
