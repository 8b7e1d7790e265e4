//! Random: anything legal, from named streams.

use super::Memory;
use super::answer::{self, Answer};
use super::desk::Desk;
use super::drafts::{self, Style};
use super::files;
use super::levers;
use super::orders;
use crate::level::units::{Rate, Turn};
use crate::rules::chance::Stream;
use crate::rules::command::Command;
use crate::rules::offer::{Offer, Reason};
use crate::rules::{Statement, Tone};

/// Reasons to draw from.
const REASONS: [Reason; 4] = [Reason::TooLittle, Reason::RedLine, Reason::OtherDeal, Reason::NotNow];

/// One talk round.
pub(super) fn act(desk: &mut Desk, memory: &mut Memory, stream: &mut Stream) {
    if desk.round == 0 {
        files::by_lot(desk, stream);
        for _ in 0..stream.below(3) {
            if let Some(order) = stream.pick(&orders::candidates(desk)).copied() {
                desk.seal_keeping(order, 1);
            }
        }
        if stream.happens(Rate(1_000)) {
            statement(desk, stream);
        }
        if stream.happens(Rate(300))
            && let Some(order) = stream.pick(&levers::breaches(desk)).copied()
        {
            desk.seal(order);
        }
    }
    for offer in desk.awaiting() {
        let answer = draw(desk, memory, stream, &offer);
        answer::give(desk, memory, &offer, answer);
    }
    if desk.round == 0 && !desk.last {
        for _ in 0..stream.below(3) {
            let Some(with) = stream.pick(&desk.others()).copied() else {
                return;
            };
            let style = Style {
                give: Rate(500 + i32::try_from(stream.below(3_000)).unwrap_or(0)),
                ask: Rate(500 + i32::try_from(stream.below(3_000)).unwrap_or(0)),
                ..Style::EVEN
            };
            if let Some(c) = stream.pick(&drafts::candidates(desk, with, style, &memory.tried)) {
                desk.propose_keeping(&c.draft, 0);
            }
        }
    }
}

fn draw(desk: &Desk, memory: &Memory, stream: &mut Stream, offer: &Offer) -> Answer {
    let draw = stream.below(3);
    if draw == 0 {
        return Answer::Accept;
    }
    if draw == 1
        && answer::may_counter(desk, memory, offer)
        && let Some(draft) = answer::better(desk, offer, Rate(2_000))
    {
        return Answer::Counter(draft);
    }
    Answer::Decline(stream.pick(&REASONS).copied().unwrap_or(Reason::NotNow))
}

fn statement(desk: &mut Desk, stream: &mut Stream) {
    let Some(target) = stream.pick(&desk.others()).copied() else {
        return;
    };
    let Some(order) = stream.pick(&orders::candidates(desk)).copied() else {
        return;
    };
    let tone = if stream.below(2) == 0 {
        Tone::Threat
    } else {
        Tone::Promise
    };
    let due = Turn(desk.turn().0.saturating_add(1));
    desk.say(Command::State(Statement {
        tone,
        target,
        order,
        due,
    }));
}
