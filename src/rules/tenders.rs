//! Tenders: a resource seat opens one of its projects, takes sealed bids, and picks one or declines aloud.
//!
//! Three turns: the seat orders the tender; in the next turn every other seat may seal one bid, a sum that it pays into the
//! project by instalments; when the bids are open the owner awards the project to one of them, which forms an agreement as if
//! both had signed, or lets the turn end, and everybody hears that nobody was good enough.

use super::book::Book;
use super::event::Event;
use super::exclusive;
use super::limits;
use super::lists;
use super::refusal::Refusal;
use super::setup::agreement;
use super::state::{State, Tender};
use crate::level::clause::{Clause, Draft, Instalment, Milestone};
use crate::level::ids::{AgreementId, ProjectId, SeatId};
use crate::level::units::{Money, Months, Turn};

/// How long the agreement of a tender runs, in turns.
const TERM: u8 = 8;

/// The tender of a project, if one is open.
#[must_use]
pub fn tender(state: &State, project: ProjectId) -> Option<&Tender> {
    state.public.tenders.iter().find(|t| t.project == project)
}

/// The seat in whose country a project stands.
#[must_use]
pub fn owner(state: &State, project: ProjectId) -> Option<SeatId> {
    let level = state.level();
    let deck = level.projects.get(project.index())?;
    let country = level.facilities.get(deck.facility.index())?.country;
    level.countries.get(country.index())?.seat
}

/// Whether a seat may open a tender: the project is its own, nobody pays for it yet, and none is open.
pub(super) fn check_tender(state: &State, seat: SeatId, project: ProjectId) -> Result<(), Refusal> {
    let now = state.public.projects.get(project.index()).ok_or(Refusal::Unknown)?;
    if owner(state, project) != Some(seat) {
        return Err(Refusal::NotYourProject { project });
    }
    if now.started {
        return Err(Refusal::AlreadyStarted { project });
    }
    if tender(state, project).is_some() {
        return Err(Refusal::NothingChanges);
    }
    Ok(())
}

/// Whether a seat may bid a sum.
pub(super) fn check_bid(state: &State, seat: SeatId, project: ProjectId, amount: Money) -> Result<(), Refusal> {
    let open = tender(state, project).filter(|t| t.bids.is_none());
    if open.is_none() {
        return Err(Refusal::NoTender { project });
    }
    if owner(state, project) == Some(seat) {
        return Err(Refusal::OwnCountry);
    }
    if let Some(good) = lists::product(state, project) {
        lists::check_support(state, seat, good)?;
    }
    let most = state.level().projects.get(project.index()).map_or(0, |p| p.cost.0);
    let (low, high) = (limits::BID_LEAST.0.min(most), most);
    if !(low..=high).contains(&amount.0) {
        return Err(Refusal::OutOfRange { low, high });
    }
    let left = state.own(seat).ok_or(Refusal::NoSuchSeat)?.treasury;
    let cost = first(amount);
    if cost > left {
        return Err(Refusal::NotEnoughMoney { cost, left });
    }
    Ok(())
}

/// Whether the owner may award a project to a bidder.
pub(super) fn check_award(state: &State, seat: SeatId, project: ProjectId, to: SeatId) -> Result<(), Refusal> {
    if owner(state, project) != Some(seat) {
        return Err(Refusal::NotYourProject { project });
    }
    let bids = tender(state, project).and_then(|t| t.bids.as_ref());
    let bid = bids.and_then(|b| b.iter().find(|(s, _)| *s == to));
    let Some((_, amount)) = bid else {
        return Err(Refusal::NoTender { project });
    };
    exclusive::check_signature(state, seat, &terms(state, project, (seat, to), *amount))
}

/// Opens a tender.
pub(super) fn open(book: &mut Book, project: ProjectId) {
    let opened = book.state.turn();
    book.post(Event::TenderSet(Tender {
        project,
        opened,
        bids: None,
    }));
}

/// Awards a project: the agreement is formed, and acts from the next resolution on.
pub(super) fn award(book: &mut Book, seat: SeatId, project: ProjectId, to: SeatId) {
    let bids = tender(book.state, project)
        .and_then(|t| t.bids.clone())
        .unwrap_or_default();
    let Some((_, amount)) = bids.into_iter().find(|(s, _)| *s == to) else {
        return;
    };
    let draft = terms(book.state, project, (seat, to), amount);
    let id = AgreementId(book.state.public.next_agreement);
    let turn = book.state.turn();
    book.post(Event::Awarded {
        project,
        agreement: agreement(id, draft, turn),
    });
    book.post(Event::TenderClosed { project, to: Some(to) });
}

/// What a bid binds to: a third at once, a third with the permits, the rest when building has begun.
#[must_use]
pub fn terms(state: &State, project: ProjectId, (host, investor): (SeatId, SeatId), amount: Money) -> Draft {
    let mut parties = vec![host, investor];
    parties.sort_unstable();
    let end = Turn(state.turn().0.saturating_add(u16::from(TERM)));
    let months = state.level().month_of(end).0 - state.level().month_of(state.turn()).0;
    let within = |after: u16| Months(after.min(u16::try_from(months).unwrap_or(u16::MAX)));
    let third = first(amount);
    let part = |after, amount, milestone| Instalment {
        after: within(after),
        amount,
        milestone,
    };
    let instalments = vec![
        part(0, third, Milestone::None),
        part(6, third, Milestone::Permitted),
        part(12, Money(amount.0 - 2 * third.0), Milestone::Building),
    ];
    Draft {
        parties,
        clauses: vec![Clause::Investment {
            investor,
            host,
            project,
            announced: amount,
            instalments,
        }],
        term: TERM,
        secret: false,
    }
}

/// What a bidder pays at once.
#[must_use]
pub const fn first(amount: Money) -> Money {
    Money(amount.0 / 3)
}

/// End of step 3: bids that were sealed for tenders open now are opened; tenders whose bids nobody took are declined aloud.
pub(super) fn close(book: &mut Book, bids: &[(SeatId, ProjectId, Money)]) {
    let turn = book.state.turn();
    for tender in book.state.public.tenders.clone() {
        let made: Vec<(SeatId, Money)> = bids
            .iter()
            .filter(|(_, project, _)| *project == tender.project)
            .map(|(seat, _, amount)| (*seat, *amount))
            .collect();
        let project = tender.project;
        match &tender.bids {
            // Opened in this very resolution: bids come next turn.
            None if tender.opened == turn => {}
            None if made.is_empty() => book.post(Event::TenderClosed { project, to: None }),
            None => book.post(Event::TenderSet(Tender {
                bids: Some(made),
                ..tender
            })),
            Some(_) => book.post(Event::TenderClosed { project, to: None }),
        }
    }
}
