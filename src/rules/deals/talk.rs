//! The life of an offer: proposed, countered, signed, declined, withdrawn, lapsed; the last signature forms the agreement.

use super::draft;
use crate::level::clause::{Clause, ClauseKind, Draft};
use crate::level::ids::{AgreementId, OfferId, SeatId};
use crate::level::units::Capital;
use crate::rules::book::Book;
use crate::rules::check::capital_left;
use crate::rules::event::Event;
use crate::rules::exclusive;
use crate::rules::limits;
use crate::rules::offer::{AgreementStanding, ClauseStanding, ClauseState, Offer};
use crate::rules::refusal::Refusal;
use crate::rules::setup::agreement;
use crate::rules::state::State;

/// The offer, if the seat is one of its parties.
pub(in crate::rules) fn open_to(state: &State, seat: SeatId, id: OfferId) -> Result<&Offer, Refusal> {
    state
        .party
        .offers
        .iter()
        .find(|o| o.id == id && o.draft.parties.contains(&seat))
        .ok_or(Refusal::NoSuchOffer { offer: id })
}

fn can_sign(state: &State, seat: SeatId) -> Result<(), Refusal> {
    let left = capital_left(state, seat);
    if left < limits::SIGNATURE {
        return Err(Refusal::NotEnoughCapital {
            cost: limits::SIGNATURE,
            left,
        });
    }
    Ok(())
}

fn can_talk(state: &State, seat: SeatId, draft: &Draft) -> Result<(), Refusal> {
    let sent = state.own(seat).map(|o| o.sent.as_slice()).unwrap_or_default();
    match draft
        .parties
        .iter()
        .find(|s| **s != seat && sent.get(s.index()).is_some_and(|n| *n >= limits::TALK))
    {
        Some(other) => Err(Refusal::EnoughTalk {
            seat: *other,
            limit: i64::from(limits::TALK),
        }),
        None => Ok(()),
    }
}

/// Whether a draft may be put on the table.
pub(in crate::rules) fn check_proposal(state: &State, seat: SeatId, text: &Draft) -> Result<(), Refusal> {
    if !text.parties.contains(&seat) {
        return Err(Refusal::BadParties);
    }
    draft::check(state, text)?;
    exclusive::check_signature(state, seat, text)?;
    if state.party.offers.iter().filter(|o| o.author == seat).count() >= limits::OPEN_OFFERS {
        return Err(Refusal::TooManyOffers {
            limit: limits::OPEN_OFFERS as i64,
        });
    }
    can_talk(state, seat, text)?;
    can_sign(state, seat)
}

/// Whether an offer may be answered with another text.
pub(in crate::rules) fn check_counter(
    state: &State,
    seat: SeatId,
    id: OfferId,
    revision: u16,
    text: &Draft,
) -> Result<(), Refusal> {
    let offer = open_to(state, seat, id)?;
    same_revision(offer, revision)?;
    if offer.writer == seat {
        return Err(Refusal::AlreadySigned { offer: id });
    }
    if text.parties != offer.draft.parties {
        return Err(Refusal::BadParties);
    }
    draft::check(state, text)?;
    exclusive::check_signature(state, seat, text)?;
    can_talk(state, seat, text)?;
    if offer.signed.contains(&seat) {
        Ok(())
    } else {
        can_sign(state, seat)
    }
}

fn same_revision(offer: &Offer, revision: u16) -> Result<(), Refusal> {
    if offer.revision == revision {
        Ok(())
    } else {
        Err(Refusal::OtherRevision {
            offer: offer.id,
            now: i64::from(offer.revision),
        })
    }
}

/// Whether a seat may sign a revision.
pub(in crate::rules) fn check_signature(
    state: &State,
    seat: SeatId,
    id: OfferId,
    revision: u16,
) -> Result<(), Refusal> {
    let offer = open_to(state, seat, id)?;
    same_revision(offer, revision)?;
    if offer.signed.contains(&seat) {
        return Err(Refusal::AlreadySigned { offer: id });
    }
    draft::check(state, &offer.draft)?;
    exclusive::check_signature(state, seat, &offer.draft)?;
    can_sign(state, seat)
}

/// Whether a seat may take an offer back.
pub(in crate::rules) fn check_withdrawal(state: &State, seat: SeatId, id: OfferId) -> Result<(), Refusal> {
    let offer = open_to(state, seat, id)?;
    if offer.author == seat {
        Ok(())
    } else {
        Err(Refusal::NotYourOffer { offer: id })
    }
}

/// Whether a seat may break an agreement.
pub(in crate::rules) fn check_breach(state: &State, seat: SeatId, id: AgreementId) -> Result<(), Refusal> {
    super::binding(state)
        .find(|a| a.id == id && a.draft.parties.contains(&seat))
        .map(|_| ())
        .ok_or(Refusal::NoSuchAgreement { agreement: id })
}

/// Puts a draft on the table; its author's signature stands under it.
pub(in crate::rules) fn propose(book: &mut Book, seat: SeatId, text: &Draft) {
    let id = OfferId(book.state.public.next_offer);
    let turn = book.state.turn();
    let offer = Offer {
        id,
        author: seat,
        writer: seat,
        revision: 1,
        draft: text.clone(),
        signed: vec![seat],
        turn,
        given: false,
    };
    put(book, seat, offer);
}

/// Answers an offer with another text: all earlier signatures are void.
pub(in crate::rules) fn counter(book: &mut Book, seat: SeatId, id: OfferId, text: &Draft) {
    let Ok(old) = open_to(book.state, seat, id).cloned() else {
        return;
    };
    let turn = book.state.turn();
    let revision = old.revision.saturating_add(1);
    put(
        book,
        seat,
        Offer {
            writer: seat,
            revision,
            draft: text.clone(),
            signed: vec![seat],
            turn,
            given: false,
            ..old
        },
    );
}

fn put(book: &mut Book, seat: SeatId, offer: Offer) {
    let others: Vec<_> = offer.draft.parties.iter().copied().filter(|s| *s != seat).collect();
    book.post(Event::Offered(offer));
    for other in others {
        book.post(Event::Sent { from: seat, to: other });
        wake(book, other);
    }
}

/// An offer or agreement reached a seat: it is no longer ready.
fn wake(book: &mut Book, seat: SeatId) {
    if book.state.public.seats.get(seat.index()).is_some_and(|f| f.ready) {
        book.post(Event::ReadySet { seat, ready: false });
    }
}

/// Signs; the last signature forms the agreement.
pub(in crate::rules) fn sign(book: &mut Book, seat: SeatId, id: OfferId) {
    book.post(Event::Signed { offer: id, seat });
    let Ok(offer) = open_to(book.state, seat, id).cloned() else {
        return;
    };
    if offer.signed != offer.draft.parties {
        return;
    }
    let turn = book.state.turn();
    let formed = agreement(AgreementId(book.state.public.next_agreement), offer.draft.clone(), turn);
    let public = !formed.draft.secret;
    let parties = formed.draft.parties.clone();
    book.post(Event::Formed {
        offer: id,
        agreement: formed,
    });
    for party in parties {
        if !(offer.given && party == offer.author) {
            book.post(Event::CapitalMoved {
                seat: party,
                by: Capital(-limits::SIGNATURE.0),
            });
        }
        if public {
            book.post(Event::GlowSet {
                seat: party,
                glow: limits::HEADLINE,
            });
        }
        if party != seat {
            wake(book, party);
        }
    }
}

/// Ends an agreement by a breach.
pub(in crate::rules) fn break_agreement(book: &mut Book, seat: SeatId, id: AgreementId) {
    let clauses: Vec<_> = super::binding(book.state)
        .find(|a| a.id == id)
        .map(|a| {
            a.draft
                .clauses
                .iter()
                .cloned()
                .zip(a.clauses.iter().copied())
                .enumerate()
                .collect()
        })
        .unwrap_or_default();
    book.post(Event::AgreementMoved {
        agreement: id,
        standing: AgreementStanding::Broken(seat),
    });
    for (at, (clause, state)) in clauses {
        if gives(&clause, seat) {
            let state = ClauseState {
                standing: ClauseStanding::Broken,
                ..state
            };
            book.post(Event::ClauseMoved {
                agreement: id,
                clause: u8::try_from(at).unwrap_or(u8::MAX),
                state,
            });
        }
    }
    book.post(Event::BreachCounted { seat });
    book.post(Event::ReliabilityMoved {
        seat,
        by: limits::BREACH,
    });
}

fn gives(clause: &Clause, seat: SeatId) -> bool {
    clause.kind() != ClauseKind::Memorandum && clause.sides().is_some_and(|(giver, _)| giver == seat)
}

/// Step 11: offers that have been open to the end of the turn after the one they were written in.
pub(in crate::rules) fn lapse(book: &mut Book) {
    let turn = book.state.turn();
    let gone: Vec<_> = book
        .state
        .party
        .offers
        .iter()
        .filter(|o| o.turn < turn)
        .map(|o| o.id)
        .collect();
    for offer in gone {
        book.post(Event::Lapsed { offer });
    }
}
