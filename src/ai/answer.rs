//! Answering an offer: sign, counter, or decline with a reason that is true.

use super::Memory;
use super::board;
use super::desk::Desk;
use super::dues::affordable;
use super::value::{quick, quick_clause};
use crate::level::clause::{Clause, Draft, Finance, OfftakePrice};
use crate::level::ids::SeatId;
use crate::level::units::{Months, Rate, Turn};
use crate::rules::command::Command;
use crate::rules::limits;
use crate::rules::offer::{Offer, Reason};

/// Reliability below which another's word is not good enough.
const TRUSTED: f64 = 0.5;
/// Revisions after which a text is signed or declined, not countered again.
const LAST_REVISION: u16 = 4;

/// An answer to an offer.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Answer {
    /// Sign it.
    Accept,
    /// Another text.
    Counter(Draft),
    /// No, because.
    Decline(Reason),
}

/// Gives an answer. What turns out not to be allowed falls back: a counter to a refusal, a signature to *can't afford*.
pub(super) fn give(desk: &mut Desk, memory: &mut Memory, offer: &Offer, answer: Answer) {
    let done = match answer {
        Answer::Accept => desk.sign(offer),
        Answer::Counter(draft) => counter(desk, memory, offer, draft),
        Answer::Decline(reason) => {
            desk.decline(offer.id, reason);
            true
        }
    };
    if !done {
        let poor = desk.capital() < limits::SIGNATURE.0;
        desk.decline(offer.id, if poor { Reason::CannotAfford } else { Reason::NotNow });
    }
}

fn counter(desk: &mut Desk, memory: &mut Memory, offer: &Offer, draft: Draft) -> bool {
    if !may_counter(desk, memory, offer) {
        return false;
    }
    if desk.capital() < limits::SIGNATURE.0 {
        desk.make_room(&draft);
    }
    let said = desk.say(Command::Counter {
        offer: offer.id,
        revision: offer.revision,
        draft,
    });
    if said {
        memory.countered.push((offer.id, desk.turn()));
    }
    said
}

/// Whether an offer may still be countered: once a turn, never in the last round, and not for ever.
pub(super) fn may_counter(desk: &Desk, memory: &Memory, offer: &Offer) -> bool {
    !desk.last && offer.revision < LAST_REVISION && !memory.countered.iter().any(|(id, _)| *id == offer.id)
}

/// The true reason to decline a text that is worth `value` points.
pub(super) fn reason(desk: &Desk, draft: &Draft, walk_away: f64) -> Reason {
    if desk.capital() < limits::SIGNATURE.0 || !affordable(&desk.state, desk.seat, draft) {
        return Reason::CannotAfford;
    }
    if draft
        .parties
        .iter()
        .any(|p| *p != desk.seat && board::reliability(&desk.state, *p) < TRUSTED)
    {
        return Reason::NoTrust;
    }
    let lowers = |c: &Clause| quick_clause(&desk.state, desk.seat, draft.term, c) < -(walk_away.max(1.0));
    if draft.clauses.iter().any(lowers) {
        Reason::RedLine
    } else {
        Reason::TooLittle
    }
}

/// Whether a clause gives from a seat.
pub(super) fn gives(clause: &Clause, seat: SeatId) -> bool {
    clause.sides().is_some_and(|(giver, _)| giver == seat)
}

/// Whether a draft only gives to a seat: nothing of it obliges the seat to anything, and something reaches it.
pub(super) fn is_gift(draft: &Draft, seat: SeatId) -> bool {
    let binds = |c: &Clause| match c {
        // A flow binds both sides, and a loan is paid back.
        Clause::Offtake { seller, buyer, .. } => *seller == seat || *buyer == seat,
        Clause::LoanAid {
            lender,
            borrower,
            finance,
            ..
        } => *lender == seat || (*borrower == seat && !matches!(finance, Finance::Aid)),
        Clause::Memorandum { .. } => false,
        other => gives(other, seat),
    };
    let reaches = |c: &Clause| c.sides().is_some_and(|(_, receiver)| receiver == seat);
    !draft.clauses.iter().any(binds) && draft.clauses.iter().any(reaches)
}

/// The text of an offer moved a step in the seat's favour (`step` of what is at stake, 10,000 = all of it), and mended where
/// it could not be signed as it stands. `None` if that changes nothing or would not be allowed.
pub(super) fn better(desk: &Desk, offer: &Offer, step: Rate) -> Option<Draft> {
    let old = &offer.draft;
    let clauses: Vec<Clause> = old.clauses.iter().map(|c| improved(desk, old, c, step)).collect();
    let draft = Draft { clauses, ..old.clone() };
    if draft == *old
        || quick(&desk.state, desk.seat, desk.seat, &draft) + 0.01 < quick(&desk.state, desk.seat, desk.seat, old)
    {
        return None;
    }
    let counter = Command::Counter {
        offer: offer.id,
        revision: offer.revision,
        draft: draft.clone(),
    };
    desk.allowed(&counter).then_some(draft)
}

fn improved(desk: &Desk, draft: &Draft, clause: &Clause, step: Rate) -> Clause {
    let mine = gives(clause, desk.seat);
    let scaled = |n: i64, up: bool| {
        let by = n.saturating_mul(i64::from(step.0)) / 10_000;
        (if up { n.saturating_add(by) } else { n.saturating_sub(by) }).clamp(1, limits::MONEY_MAX)
    };
    let mut text = clause.clone();
    let takes = clause.sides().is_some_and(|(_, receiver)| receiver == desk.seat);
    match &mut text {
        Clause::TariffCeiling {
            giver,
            receiver,
            good,
            max,
        } => {
            let level = desk.level();
            if let (Some(a), Some(b)) = (level.country_of(*giver), level.country_of(*receiver)) {
                let now = board::tariff(&desk.state, a, b, *good);
                if mine {
                    max.0 += (now.0 - max.0).max(0) * step.0.min(10_000) / 10_000;
                } else if takes {
                    max.0 -= max.0 * (step.0 / 4) / 10_000;
                }
                max.0 = max.0.min(now.0);
            }
        }
        Clause::Offtake { price, .. } if mine || takes => {
            let (OfftakePrice::Fixed(cents) | OfftakePrice::Market { floor: cents }) = price;
            cents.0 = scaled(cents.0, mine).min(100_000_000);
        }
        Clause::Investment {
            announced, instalments, ..
        } => {
            let longest = span(desk, draft.term);
            for instalment in instalments.iter_mut() {
                instalment.after = Months(instalment.after.0.min(longest));
                if mine || takes {
                    instalment.amount.0 = scaled(instalment.amount.0, takes);
                }
            }
            announced.0 = announced.0.max(instalments.iter().map(|i| i.amount.0).sum());
        }
        Clause::LoanAid { amount, finance, .. } => {
            if let Finance::Loan { months, rate } = finance {
                months.0 = months.0.min(span(desk, draft.term));
                if takes {
                    rate.0 -= rate.0 * step.0.min(10_000) / 10_000;
                }
            } else if let Finance::DebtSwap { months } = finance {
                months.0 = months.0.min(span(desk, draft.term));
                if mine || takes {
                    amount.0 = scaled(amount.0, takes);
                }
            } else if mine || takes {
                amount.0 = scaled(amount.0, takes);
            }
        }
        // Whoever sells asks for more, whoever buys bids less.
        Clause::Equity { price, .. } if mine || takes => price.0 = scaled(price.0, takes),
        _ => {}
    }
    text
}

/// Months that a term spans from the open turn on.
fn span(desk: &Desk, term: u8) -> u16 {
    let level = desk.level();
    let end = level.month_of(Turn(desk.turn().0.saturating_add(u16::from(term))));
    u16::try_from(end.0.saturating_sub(level.month_of(desk.turn()).0))
        .unwrap_or(u16::MAX)
        .max(1)
}
