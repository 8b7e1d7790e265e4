//! Tenders at the table: who opens one, who bids what, and whom the owner picks.

use super::board;
use super::desk::Desk;
use super::dues::affordable;
use super::value::quick;
use crate::level::ids::{ProjectId, SeatId};
use crate::level::order::Order;
use crate::level::units::Money;
use crate::rules::tenders::{owner, terms};

/// Parts of a project's cost that a bidder considers, per cent, the largest first.
const PARTS: [i64; 4] = [50, 30, 15, 8];
/// Points that a bid must be worth.
const WORTH: f64 = 0.3;

/// Picks the best bid, bids for others' projects, and opens a project of its own that nobody has asked for.
pub(super) fn respond(desk: &mut Desk) {
    for tender in desk.view.public.tenders.clone() {
        let Some(host) = owner(&desk.state, tender.project) else {
            continue;
        };
        match tender.bids {
            Some(bids) if host == desk.seat => pick(desk, tender.project, &bids),
            None if host != desk.seat => bid(desk, tender.project, host),
            _ => {}
        }
    }
    open(desk);
}

/// The sum that is most likely to come, as far as the bidder's word goes, among those that own promises leave open.
fn pick(desk: &mut Desk, project: ProjectId, bids: &[(SeatId, Money)]) {
    let worth = |(seat, amount): &(SeatId, Money)| amount.million() * board::reliability(&desk.state, *seat);
    let mut ranked = bids.to_vec();
    ranked.sort_by(|a, b| worth(b).total_cmp(&worth(a)).then(a.0.cmp(&b.0)));
    for (to, _) in ranked {
        if desk.seal(Order::Award { project, to }) {
            return;
        }
    }
}

/// The largest part of the cost that is worth its money and can be paid.
fn bid(desk: &mut Desk, project: ProjectId, host: SeatId) {
    let cost = desk.level().projects.get(project.index()).map_or(0, |p| p.cost.0);
    let found = PARTS.into_iter().map(|part| Money(cost * part / 100)).find(|amount| {
        let draft = terms(&desk.state, project, (host, desk.seat), *amount);
        affordable(&desk.state, desk.seat, &draft) && quick(&desk.state, desk.seat, desk.seat, &draft) >= WORTH
    });
    if let Some(amount) = found {
        desk.seal_keeping(Order::Bid { project, amount }, 1);
    }
}

/// Opens the dearest own project that nobody has begun and the own purse can't build, in every third turn.
fn open(desk: &mut Desk) {
    let turn = usize::from(desk.turn().0) + desk.seat.index();
    let busy = desk
        .view
        .public
        .tenders
        .iter()
        .any(|t| owner(&desk.state, t.project) == Some(desk.seat));
    if busy || turn % 3 != 1 || desk.turn().0 + 2 >= desk.level().played_turns() {
        return;
    }
    let purse = desk.treasury();
    let all = desk.level().projects.iter().zip(&desk.view.public.projects).enumerate();
    let idle = all.filter(|(at, (deck, now))| {
        owner(&desk.state, ProjectId::at(*at)) == Some(desk.seat) && !now.started && deck.cost.0 > 2 * purse
    });
    let dearest = idle.max_by_key(|(at, (deck, _))| (deck.cost.0, std::cmp::Reverse(*at)));
    if let Some((at, _)) = dearest {
        let project = ProjectId::at(at);
        desk.seal_keeping(Order::Tender { project }, 1);
    }
}
