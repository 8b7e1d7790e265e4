//! What awaits a seat's answer this turn.

use serde::{Deserialize, Serialize};

use super::licence::LicenceFile;
use super::offer::ClauseStanding;
use super::statement::Standing;
use super::view::View;
use crate::level::Level;
use crate::level::clause::Clause;
use crate::level::ids::{AgreementId, CountryId, GoodId, LevelEventId, OfferId, ProjectId, SeatId};
use crate::level::order::Order;
use crate::level::units::{Month, Turn};

/// Something that awaits a seat's answer.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum AgendaItem {
    /// An offer to answer.
    Answer {
        /// Number.
        offer: OfferId,
        /// Who wrote its present text.
        from: SeatId,
    },
    /// A history order to seal, change or drop.
    History(Order),
    /// A cable that asks for a position.
    Cable(LevelEventId),
    /// A suspension that ends soon.
    SuspensionEnds {
        /// Who suspended.
        exporter: CountryId,
        /// Of what.
        good: GoodId,
        /// When.
        until: Month,
    },
    /// An agreement that runs out with this or the next turn.
    AgreementEnds(AgreementId),
    /// Something under an agreement is late.
    Late(AgreementId),
    /// An own statement falls due.
    StatementDue {
        /// Position in the ledger.
        entry: u16,
        /// When.
        due: Turn,
    },
    /// A project of another seat's is under tender: a bid may be sealed.
    Tender(ProjectId),
    /// Bids for one's own project are open: award it or let it go.
    Bids(ProjectId),
    /// A file at one's own licence desk, not answered yet.
    File(LicenceFile),
    /// A project in one's own country reached a new step or waits for money.
    Project(ProjectId),
}

/// The agenda of the viewing seat, most pressing first; empty for other viewers.
#[must_use]
pub fn agenda(view: &View, level: &Level) -> Vec<AgendaItem> {
    let (Some(seat), Some(own)) = (view.seat(), view.mine()) else {
        return Vec::new();
    };
    let turn = view.public.turn;
    let mut items: Vec<AgendaItem> = view
        .offers
        .iter()
        .filter(|o| o.awaits(seat))
        .map(|o| AgendaItem::Answer {
            offer: o.id,
            from: o.writer,
        })
        .collect();
    items.extend(
        own.files
            .iter()
            .filter(|f| f.answer.is_none())
            .map(|f| AgendaItem::File(*f)),
    );
    for (at, event) in level.events.iter().enumerate() {
        let just = view.public.fired.get(at).copied().flatten().is_some_and(|t| t == turn);
        if just && event.cable.contains(&seat) {
            items.push(AgendaItem::Cable(LevelEventId::at(at)));
        }
    }
    for (at, said) in view.public.ledger.iter().enumerate() {
        if said.seat == seat && said.standing == Standing::Open && said.statement.due <= Turn(turn.0.saturating_add(1))
        {
            items.push(AgendaItem::StatementDue {
                entry: u16::try_from(at).unwrap_or(u16::MAX),
                due: said.statement.due,
            });
        }
    }
    for agreement in view
        .agreements
        .iter()
        .filter(|a| a.in_force() && a.draft.parties.contains(&seat))
    {
        if agreement
            .clauses
            .iter()
            .any(|c| matches!(c.standing, ClauseStanding::Late(_)))
        {
            items.push(AgendaItem::Late(agreement.id));
        }
        if agreement.until <= Turn(turn.0.saturating_add(2)) {
            items.push(AgendaItem::AgreementEnds(agreement.id));
        }
    }
    for tender in &view.public.tenders {
        let deck = level.projects.get(tender.project.index());
        let place = deck.and_then(|d| level.facilities.get(d.facility.index()));
        let mine = place.map(|f| f.country) == level.country_of(seat);
        match (mine, &tender.bids) {
            (true, Some(_)) => items.push(AgendaItem::Bids(tender.project)),
            (false, None) => items.push(AgendaItem::Tender(tender.project)),
            _ => {}
        }
    }
    suspensions(view, level, seat, &mut items);
    items.extend(
        own.orders
            .iter()
            .filter(|o| is_history(level, view, **o))
            .map(|o| AgendaItem::History(*o)),
    );
    projects(view, level, seat, &mut items);
    items
}

fn is_history(level: &Level, view: &View, order: Order) -> bool {
    level
        .history
        .iter()
        .any(|h| Some(h.seat) == view.seat() && h.turn == view.public.turn && h.order == order)
}

/// Suspensions that end within about two turns and touch the seat on either side: one item per exporter and good.
fn suspensions(view: &View, level: &Level, seat: SeatId, items: &mut Vec<AgendaItem>) {
    let Some(me) = level.country_of(seat) else { return };
    let soon = level.month_of(Turn(view.public.turn.0.saturating_add(2)));
    for c in &view.public.controls {
        let Some(until) = c.control.suspended_until else {
            continue;
        };
        if until > soon || (c.control.exporter != me && c.control.destination != me) {
            continue;
        }
        let item = AgendaItem::SuspensionEnds {
            exporter: c.control.exporter,
            good: c.control.good,
            until,
        };
        if !items.contains(&item) {
            items.push(item);
        }
    }
}

fn projects(view: &View, level: &Level, seat: SeatId, items: &mut Vec<AgendaItem>) {
    let country = level.country_of(seat);
    for (at, (deck, now)) in level.projects.iter().zip(&view.public.projects).enumerate() {
        let mine = level.facilities.get(deck.facility.index()).map(|f| f.country) == country
            || paid_by(view, seat, ProjectId::at(at));
        let waiting = now.started && now.running <= 0.0 && (now.delay > 0.0 || now.paid.0 == 0);
        if mine && waiting {
            items.push(AgendaItem::Project(ProjectId::at(at)));
        }
    }
}

fn paid_by(view: &View, seat: SeatId, project: ProjectId) -> bool {
    view.agreements
        .iter()
        .filter(|a| a.in_force())
        .flat_map(|a| &a.draft.clauses)
        .any(|c| matches!(c, Clause::Investment { investor, project: p, .. } if *investor == seat && *p == project))
}
