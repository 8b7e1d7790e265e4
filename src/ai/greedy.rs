//! Greedy: rolls out what it considers, and takes what raises its own expected total most.

use super::Memory;
use super::answer::{self, Answer};
use super::desk::Desk;
use super::drafts::{self, Candidate, Style, Tried};
use super::dues::affordable;
use super::files;
use super::hawk::walk_away;
use super::order_value::quick_order;
use super::orders;
use super::value::quick;
use crate::level::clause::Draft;
use crate::level::ids::SeatId;
use crate::level::order::Order;
use crate::level::units::Rate;
use crate::rules::chance::Stream;
use crate::rules::command::Command;
use crate::rules::offer::{Offer, Reason};
use crate::rules::preview::Imagined;

/// What it offers and asks first.
const STYLE: Style = Style {
    give: Rate(800),
    ask: Rate(1_500),
    money: Rate(3_000),
    floor: Rate(9_000),
};
/// Points an order must add for each point of capital.
const WORTH_SEALING: f64 = 0.4;
/// Points a draft must bring the other side, as far as one can guess, to be worth its capital.
const THEIRS: f64 = 0.5;
/// Valuations kept back for what others put forward.
const KEPT: u32 = 2;
/// Offers it makes a turn.
const OFFERS: usize = 2;

/// One talk round.
pub(super) fn act(desk: &mut Desk, memory: &mut Memory, stream: &mut Stream) {
    let (view, known) = (desk.view.clone(), desk.known);
    if desk.round == 0 || !desk.awaiting().is_empty() {
        memory.rollouts.refresh(&view, known);
    }
    answers(desk, memory);
    if desk.round == 0 {
        super::tenders::respond(desk);
        files::by_value(desk, memory);
        own_orders(desk, memory, stream);
        if !desk.last {
            proposals(desk, memory);
        }
    }
}

/// What a draft is worth: by roll-out while valuations last, else by the quick estimate.
fn value(desk: &Desk, memory: &mut Memory, draft: &Draft, partner: SeatId) -> (f64, f64) {
    let rolled = memory.rollouts.gain(desk.known, Imagined::Signed(draft), partner);
    rolled.unwrap_or_else(|| {
        (
            quick(&desk.state, desk.seat, desk.seat, draft),
            quick(&desk.state, desk.seat, partner, draft),
        )
    })
}

/// The best offers first: those may need the capital.
fn answers(desk: &mut Desk, memory: &mut Memory) {
    let mut waiting: Vec<(f64, Offer)> = desk
        .awaiting()
        .into_iter()
        .map(|o| (quick(&desk.state, desk.seat, desk.seat, &o.draft), o))
        .collect();
    waiting.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, offer) in waiting {
        let answer = judge(desk, memory, &offer);
        answer::give(desk, memory, &offer, answer);
    }
}

fn judge(desk: &Desk, memory: &mut Memory, offer: &Offer) -> Answer {
    let walk_away = walk_away(desk);
    let payable = affordable(&desk.state, desk.seat, &offer.draft);
    let (gain, theirs) = value(desk, memory, &offer.draft, offer.writer);
    let accept = Command::Accept {
        offer: offer.id,
        revision: offer.revision,
    };
    let signable = desk.allowed(&accept) || desk.capital() < 1;
    if gain >= walk_away && payable && signable {
        return Answer::Accept;
    }
    // A text far from good enough is not worth haggling over.
    if gain > -2.0 * walk_away && answer::may_counter(desk, memory, offer) {
        let mended = if gain >= walk_away && payable {
            answer::better(desk, offer, Rate(0))
        } else {
            None
        };
        if let Some(draft) = mended.or_else(|| best_variant(desk, memory, offer, (walk_away, theirs))) {
            return Answer::Counter(draft);
        }
    }
    if gain >= walk_away && payable {
        return Answer::Decline(Reason::NotNow);
    }
    Answer::Decline(answer::reason(desk, &offer.draft, walk_away))
}

/// Its own best variant of an offer: a small step if that is good enough, else a large one, while the other side still gets
/// something, or loses little beside what it offered.
fn best_variant(desk: &Desk, memory: &mut Memory, offer: &Offer, (walk_away, before): (f64, f64)) -> Option<Draft> {
    for step in [2_500, 6_000] {
        let Some(draft) = answer::better(desk, offer, Rate(step)) else {
            continue;
        };
        let (mine, theirs) = value(desk, memory, &draft, offer.writer);
        if mine >= walk_away && theirs >= before.min(1.0) - 1.0 && affordable(&desk.state, desk.seat, &draft) {
            return Some(draft);
        }
    }
    None
}

/// One order by the quick estimate, one by lot: whichever the roll-out says is worth its capital.
fn own_orders(desk: &mut Desk, memory: &mut Memory, stream: &mut Stream) {
    let mut ranked: Vec<(f64, Order)> = orders::candidates(desk)
        .into_iter()
        .map(|o| (quick_order(&desk.state, desk.seat, &o), o))
        .collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut tried: Vec<Order> = ranked.iter().take(1).map(|(_, o)| *o).collect();
    let rest: Vec<Order> = ranked.iter().skip(1).take(8).map(|(_, o)| *o).collect();
    tried.extend(stream.pick(&rest).copied());
    let mut good: Vec<(f64, Order)> = Vec::new();
    for order in tried {
        if memory.rollouts.left() <= KEPT + 1 {
            break;
        }
        if let Some((gain, _)) = memory
            .rollouts
            .gain(desk.known, Imagined::Ordered(desk.seat, order), desk.seat)
            && gain >= WORTH_SEALING * f64::from(order.cost().0)
        {
            good.push((gain, order));
        }
    }
    good.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (_, order) in good {
        desk.seal_keeping(order, 1);
    }
}

/// Puts forward the drafts that raise its own total most, among those that leave the other side something.
fn proposals(desk: &mut Desk, memory: &mut Memory) {
    let mut found: Vec<(f64, Candidate)> = Vec::new();
    for with in desk.others() {
        for c in drafts::candidates(desk, with, STYLE, &memory.tried) {
            if !affordable(&desk.state, desk.seat, &c.draft) {
                continue;
            }
            let mine = quick(&desk.state, desk.seat, desk.seat, &c.draft);
            let theirs = quick(&desk.state, desk.seat, with, &c.draft);
            if theirs > 0.0 {
                found.push((mine + theirs.min(2.0), c));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut made = 0;
    for (_, c) in found {
        if made >= OFFERS || desk.capital() < 1 || memory.rollouts.left() <= KEPT {
            return;
        }
        let Some((mine, theirs)) = memory.rollouts.gain(desk.known, Imagined::Signed(&c.draft), c.with) else {
            return;
        };
        memory.tried.push(Tried {
            with: c.with,
            template: c.template,
            turn: desk.turn(),
        });
        if mine >= walk_away(desk) && theirs >= THEIRS && desk.propose_keeping(&c.draft, 0) {
            made += 1;
        }
    }
}
