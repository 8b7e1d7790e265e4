//! Dove: relaxes, approves licences, renews the truce, proposes relief for relief, holds prices under its producers, pays, and signs whatever does no harm.

use super::Memory;
use super::answer::{self, Answer};
use super::board::{self, general, tariff, trade};
use super::desk::Desk;
use super::drafts::{self, Candidate, Style, Template, Tried};
use super::dues::affordable;
use super::files;
use super::levers;
use super::orders;
use super::value::quick;
use crate::level::clause::Clause;
use crate::level::ids::CountryId;
use crate::level::measure::Regime;
use crate::level::order::Order;
use crate::level::units::{Rate, Turn};
use crate::rules::command::Command;
use crate::rules::licence::FileAnswer;
use crate::rules::offer::Offer;

/// Offers a dove makes a turn.
const OFFERS: usize = 2;
/// What a dove offers and asks.
const STYLE: Style = Style {
    give: Rate(1_500),
    ask: Rate(1_000),
    money: Rate(4_000),
    floor: Rate(10_000),
};

/// One talk round.
pub(super) fn act(desk: &mut Desk, memory: &mut Memory) {
    if desk.round == 0 {
        files::all(desk, FileAnswer::Approve);
        renew(desk);
        super::tenders::respond(desk);
        drop_claims(desk);
        if !relax(desk) && !share(desk) {
            open_up(desk);
        }
        shelter(desk);
        concentrate(desk);
    }
    for offer in desk.awaiting() {
        let answer = judge(desk, memory, &offer);
        answer::give(desk, memory, &offer, answer);
    }
    if desk.round == 0 && !desk.last {
        reach_out(desk, memory);
    }
}

/// Drops demands on others' status.
fn drop_claims(desk: &mut Desk) {
    for order in orders::claims(desk) {
        if matches!(order, Order::Claim { on: false, .. }) {
            desk.seal(order);
        }
    }
}

/// Extends its own suspensions that end within three turns.
fn renew(desk: &mut Desk) {
    let soon = desk.level().month_of(Turn(desk.turn().0.saturating_add(3)));
    for good in orders::controlled(desk) {
        let ends = desk.view.public.controls.iter().any(|c| {
            let mine = c.control.exporter == desk.country && c.control.good == good;
            mine && c.control.suspended_until.is_some_and(|until| until <= soon)
        });
        if ends {
            desk.seal_keeping(
                Order::Suspend {
                    destination: None,
                    good,
                    turns: 8,
                },
                1,
            );
        }
    }
}

/// Eases one licence regime that acts: more approvals, then civil and defence users alike.
fn relax(desk: &mut Desk) -> bool {
    for good in orders::controlled(desk) {
        let Some((regime, false)) = orders::usual_regime(desk, good) else {
            continue;
        };
        let eased = match regime {
            Regime::Ban => Regime::CivilOnly { approval: Rate(5_000) },
            Regime::CivilOnly { approval } | Regime::Licence { approval } if approval.0 >= 10_000 => Regime::General,
            other => orders::moved(other, 2_000),
        };
        if desk.seal_keeping(
            Order::Control {
                destination: None,
                good,
                regime: eased,
            },
            2,
        ) {
            return true;
        }
    }
    false
}

/// Ends one of its bans on technology.
fn share(desk: &mut Desk) -> bool {
    let orders = orders::technology(desk, false);
    orders.into_iter().any(|order| desk.seal_keeping(order, 2))
}

/// Takes a tenth off the tariff on its largest seller, once it is above five per cent.
fn open_up(desk: &mut Desk) {
    let good = general(desk.level());
    let me = desk.country;
    let largest = (0..desk.level().n())
        .map(CountryId::at)
        .filter(|c| *c != me && tariff(&desk.state, me, *c, good).0 >= 500)
        .max_by(|a, b| {
            trade(&desk.state, good, *a, me)
                .total_cmp(&trade(&desk.state, good, *b, me))
                .then(b.cmp(a))
        });
    if let Some(partner) = largest {
        let now = tariff(&desk.state, me, partner, good).0;
        desk.seal_keeping(
            Order::Tariff {
                partner,
                good,
                rate: Rate(now * 9 / 10 / 10 * 10),
            },
            2,
        );
    }
}

/// With capital to spare, holds one price under producers at home that have become cheap.
fn shelter(desk: &mut Desk) {
    for order in levers::floors(desk) {
        if desk.seal_keeping(order, 2) {
            return;
        }
    }
}

/// With capital to spare and public money in projects, shortens its list: on a short one each name draws more private money.
fn concentrate(desk: &mut Desk) {
    let pays = board::binding(&desk.state).any(|a| {
        let mut clauses = a.draft.clauses.iter();
        clauses.any(|c| matches!(c, Clause::Investment { investor, .. } if *investor == desk.seat))
    });
    if !pays {
        return;
    }
    for order in orders::lists(desk) {
        if matches!(order, Order::List { names: ..0, .. }) && desk.seal_keeping(order, 3) {
            return;
        }
    }
}

fn judge(desk: &Desk, memory: &Memory, offer: &Offer) -> Answer {
    let payable = affordable(&desk.state, desk.seat, &offer.draft);
    let value = quick(&desk.state, desk.seat, desk.seat, &offer.draft);
    let accept = Command::Accept {
        offer: offer.id,
        revision: offer.revision,
    };
    let signable = desk.allowed(&accept) || desk.capital() < 1;
    if value >= 0.0 && payable && signable {
        return Answer::Accept;
    }
    if answer::may_counter(desk, memory, offer)
        && let Some(draft) = answer::better(desk, offer, Rate(if payable { 2_000 } else { 5_000 }))
    {
        return Answer::Counter(draft);
    }
    Answer::Decline(answer::reason(desk, &offer.draft, 0.0))
}

/// Proposes what does both sides good, the best for both together first.
fn reach_out(desk: &mut Desk, memory: &mut Memory) {
    let mut found: Vec<(f64, Candidate)> = Vec::new();
    for with in desk.others() {
        for c in drafts::candidates(desk, with, STYLE, &memory.tried) {
            let mine = quick(&desk.state, desk.seat, desk.seat, &c.draft);
            let theirs = quick(&desk.state, desk.seat, with, &c.draft);
            let kind = if c.template == Template::Relief { 2.0 } else { 0.0 };
            if mine >= 0.0 && theirs >= 0.0 && affordable(&desk.state, desk.seat, &c.draft) {
                found.push((mine.min(theirs) + kind, c));
            }
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut asked = Vec::new();
    for (_, c) in found {
        if asked.len() >= OFFERS {
            return;
        }
        // One signature stays in reserve for what others put forward.
        if !asked.contains(&c.with) && desk.propose_keeping(&c.draft, 1) {
            memory.tried.push(Tried {
                with: c.with,
                template: c.template,
                turn: desk.turn(),
            });
            asked.push(c.with);
        }
    }
}
