//! An event into the state: the only writer.

use super::event::Event;
use super::offer::Agreement;
use super::state::{Account, ControlInForce, Holding, Own, Stage, State};
use crate::level::ids::{AgreementId, CountryId, GoodId, SeatId};
use crate::level::units::{Capital, Money, Rate};

/// The most political capital a seat keeps (GAMEPLAY 1.2).
pub(super) const CAPITAL_MAX: Capital = Capital(6);

/// Changes the state by one fact. Facts about things that do not exist change nothing.
pub(super) fn apply(state: &mut State, event: &Event) {
    match event {
        Event::OrderSealed { .. }
        | Event::OrderTaken { .. }
        | Event::ReadySet { .. }
        | Event::CapitalMoved { .. }
        | Event::ApprovalMoved { .. }
        | Event::GlowSet { .. }
        | Event::Scored { .. }
        | Event::StockMoved { .. }
        | Event::FileMarked { .. }
        | Event::FilesMoved { .. }
        | Event::Sent { .. } => apply_own(state, event),
        Event::Offered(_)
        | Event::Signed { .. }
        | Event::Declined { .. }
        | Event::Withdrawn { .. }
        | Event::Lapsed { .. }
        | Event::Formed { .. }
        | Event::Awarded { .. }
        | Event::AgreementMoved { .. }
        | Event::ClauseMoved { .. }
        | Event::LicencesMoved(_)
        | Event::Leaked { .. } => apply_party(state, event),
        Event::Transfer { from, to, amount, .. } => {
            post(state, *from, -amount.0);
            post(state, *to, amount.0);
        }
        _ => apply_public(state, event),
    }
}

fn with_own(state: &mut State, seat: SeatId, change: impl FnOnce(&mut Own)) {
    if let Some(own) = state.own.get_mut(seat.index()) {
        change(own);
    }
}

fn apply_own(state: &mut State, event: &Event) {
    match event {
        Event::OrderSealed { seat, order } => with_own(state, *seat, |own| {
            match own.orders.iter_mut().find(|o| o.key() == order.key()) {
                Some(old) => *old = *order,
                None => own.orders.push(*order),
            }
        }),
        Event::OrderTaken { seat, key } => with_own(state, *seat, |own| own.orders.retain(|o| o.key() != *key)),
        Event::ReadySet { seat, ready } => {
            if let Some(face) = state.public.seats.get_mut(seat.index()) {
                face.ready = *ready;
            }
        }
        Event::CapitalMoved { seat, by } => with_own(state, *seat, |own| {
            own.capital = Capital(own.capital.0.saturating_add(by.0).clamp(0, CAPITAL_MAX.0));
        }),
        Event::ApprovalMoved { seat, by, why: _ } => with_own(state, *seat, |own| {
            own.approval = Rate(own.approval.0.saturating_add(by.0).clamp(0, 10_000));
        }),
        Event::FileMarked { seat, file, answer } => with_own(state, *seat, |own| {
            if let Some(file) = own.files.iter_mut().find(|f| f.id == *file) {
                file.answer = Some(*answer);
            }
        }),
        Event::FilesMoved { seat, files } => with_own(state, *seat, |own| own.files.clone_from(files)),
        Event::GlowSet { seat, glow } => with_own(state, *seat, |own| own.glow = *glow),
        Event::Scored { seat, score } => with_own(state, *seat, |own| own.score = *score),
        Event::StockMoved { seat, good, by } => with_own(state, *seat, |own| {
            match own.stocks.iter_mut().find(|h| h.good == *good) {
                Some(holding) => holding.mass.0 = holding.mass.0.saturating_add(by.0).max(0),
                None => own.stocks.push(Holding {
                    good: *good,
                    mass: crate::level::units::Mass(by.0.max(0)),
                }),
            }
        }),
        Event::Sent { from, to } => with_own(state, *from, |own| {
            if let Some(count) = own.sent.get_mut(to.index()) {
                *count = count.saturating_add(1);
            }
        }),
        _ => {}
    }
}

fn with_agreement(state: &mut State, id: AgreementId, change: impl FnOnce(&mut Agreement)) {
    if let Some(agreement) = state.party.agreements.iter_mut().find(|a| a.id == id) {
        change(agreement);
    }
}

fn apply_party(state: &mut State, event: &Event) {
    let offers = &mut state.party.offers;
    match event {
        Event::Offered(offer) => match offers.iter_mut().find(|o| o.id == offer.id) {
            Some(old) => *old = offer.clone(),
            None => {
                offers.push(offer.clone());
                state.public.next_offer = state.public.next_offer.max(offer.id.0.saturating_add(1));
            }
        },
        Event::Signed { offer, seat } => {
            if let Some(offer) = offers.iter_mut().find(|o| o.id == *offer)
                && let Err(at) = offer.signed.binary_search(seat)
            {
                offer.signed.insert(at, *seat);
            }
        }
        Event::Declined { offer, .. } | Event::Withdrawn { offer } | Event::Lapsed { offer } => {
            offers.retain(|o| o.id != *offer);
        }
        Event::Formed { offer, agreement } => {
            offers.retain(|o| o.id != *offer);
            state.public.next_agreement = state.public.next_agreement.max(agreement.id.0.saturating_add(1));
            state.party.agreements.push(agreement.clone());
        }
        Event::Awarded { agreement, .. } => {
            state.public.next_agreement = state.public.next_agreement.max(agreement.id.0.saturating_add(1));
            state.party.agreements.push(agreement.clone());
        }
        Event::AgreementMoved { agreement, standing } => {
            with_agreement(state, *agreement, |a| a.standing = *standing);
        }
        Event::ClauseMoved {
            agreement,
            clause,
            state: moved,
        } => with_agreement(state, *agreement, |a| {
            if let Some(slot) = a.clauses.get_mut(usize::from(*clause)) {
                *slot = *moved;
            }
        }),
        Event::LicencesMoved(licences) => state.party.licences.clone_from(licences),
        Event::Leaked { agreement } => with_agreement(state, *agreement, |a| a.leaked = true),
        _ => {}
    }
}

fn post(state: &mut State, account: Account, by: i64) {
    let seat = match account {
        Account::Treasury(country) => state.shared.level.countries.get(country.index()).and_then(|c| c.seat),
        _ => None,
    };
    let books = &mut state.hidden.books;
    let slot: Option<&mut Money> = match account {
        Account::Treasury(country) => match seat {
            Some(seat) => state.own.get_mut(seat.index()).map(|o| &mut o.treasury),
            None => books.treasuries.get_mut(country.index()),
        },
        Account::Firms(country) => books.firms.get_mut(country.index()),
        Account::Users(country) => books.users.get_mut(country.index()),
        Account::Traffickers => Some(&mut books.traffickers),
        Account::World => Some(&mut books.world),
    };
    if let Some(slot) = slot {
        slot.0 = slot.0.saturating_add(by);
    }
}

/// Order of controls in the state.
pub(super) fn control_key(c: &ControlInForce) -> (CountryId, CountryId, GoodId) {
    (c.control.exporter, c.control.destination, c.control.good)
}

fn apply_public(state: &mut State, event: &Event) {
    let level = std::sync::Arc::clone(&state.shared.level);
    let public = &mut state.public;
    match event {
        Event::TariffSet {
            importer,
            exporter,
            good,
            rate,
        } => {
            set(&mut public.tariffs, level.cell(*good, *importer, *exporter), *rate);
        }
        Event::ExportTaxSet {
            exporter,
            destination,
            good,
            rate,
        } => {
            set(
                &mut public.export_taxes,
                level.cell(*good, *exporter, *destination),
                *rate,
            );
        }
        Event::ControlSet(control) => {
            let key = control_key(control);
            match public.controls.binary_search_by_key(&key, control_key) {
                Ok(at) => public.controls[at] = *control,
                Err(at) => public.controls.insert(at, *control),
            }
        }
        Event::ControlLifted {
            exporter,
            destination,
            good,
        } => {
            public
                .controls
                .retain(|c| control_key(c) != (*exporter, *destination, *good));
        }
        Event::SuspensionEnded {
            exporter,
            destination,
            good,
        } => {
            let key = (*exporter, *destination, *good);
            if let Ok(at) = public.controls.binary_search_by_key(&key, control_key) {
                public.controls[at].control.suspended_until = None;
                public.controls[at].bites_since = Some(public.turn);
            }
        }
        Event::FloorSet(floor) => {
            public
                .floors
                .retain(|f| (f.country, f.good) != (floor.country, floor.good));
            if floor.price.0 > 0 {
                public.floors.push(*floor);
                public.floors.sort_by_key(|f| (f.country, f.good));
            }
        }
        Event::UnrestMoved(felt) => public.unrest.clone_from(felt),
        Event::ClaimSet { claim, on } => {
            public.claims.retain(|c| (c.by, c.over) != (claim.by, claim.over));
            if *on {
                public.claims.push(*claim);
                public.claims.sort();
            }
        }
        Event::TenderSet(tender) => match public.tenders.iter_mut().find(|t| t.project == tender.project) {
            Some(old) => old.clone_from(tender),
            None => public.tenders.push(tender.clone()),
        },
        Event::TenderClosed { project, .. } => public.tenders.retain(|t| t.project != *project),
        Event::ListMoved { country, good, names } => {
            if let Some(list) = public.lists.iter_mut().find(|l| l.country == *country) {
                list.names = list.names.saturating_add_signed(i16::from(*names));
                list.goods.retain(|g| Some(*g) != *good);
                list.goods.extend(good.filter(|_| *names > 0));
                list.goods.sort_unstable();
            }
        }
        Event::ReachSet { rule, on } => {
            public
                .reach
                .retain(|r| (r.exporter, r.good) != (rule.exporter, rule.good));
            if *on {
                public.reach.push(*rule);
                public.reach.sort();
            }
        }
        Event::TechnologySet { rule, on } => {
            public.technology.retain(|r| (r.by, r.good) != (rule.by, rule.good));
            if *on {
                public.technology.push(*rule);
                public.technology.sort();
            }
        }
        Event::ChangeNoted(change) => {
            public
                .changes
                .retain(|c| !(c.seat == change.seat && c.key == change.key));
            public.changes.push(*change);
        }
        Event::ProjectMoved { project, state } => set(&mut public.projects, project.index(), *state),
        Event::FacilityMoved { facility, state } => set(&mut public.facilities, facility.index(), *state),
        Event::Cleared(market) => public.market = std::sync::Arc::clone(market),
        Event::DemandMoved { scale, lost } => {
            public.demand_scale.clone_from(scale);
            public.lost.clone_from(lost);
        }
        Event::PrivateStocksMoved(stocks) => public.private_stocks.clone_from(stocks),
        Event::ChannelsMoved(channels) => state.hidden.channels.clone_from(channels),
        Event::ReroutingMoved(reach) => public.rerouting.clone_from(reach),
        Event::KnowHowMoved(levels) => public.know_how.clone_from(levels),
        Event::Happened { event } => {
            let turn = public.turn;
            set(&mut public.fired, event.index(), Some(turn));
        }
        // What was true acts through effects of its own, what was granted through licences.
        Event::RumourSettled { .. } | Event::FileAnswered { .. } => {}
        Event::EffectBegan(effect) => public.effects.push(*effect),
        Event::EffectEnded(effect) => public.effects.retain(|e| e != effect),
        Event::Stated(said) => {
            public.ledger.push(*said);
            if let Some(face) = public.seats.get_mut(said.seat.index()) {
                face.stated = true;
            }
        }
        Event::Judged { entry, standing } => {
            if let Some(said) = public.ledger.get_mut(usize::from(*entry)) {
                said.standing = *standing;
            }
        }
        Event::ReliabilityMoved { seat, by } => {
            if let Some(face) = public.seats.get_mut(seat.index()) {
                face.reliability = Rate(face.reliability.0.saturating_add(by.0).clamp(0, 10_000));
            }
        }
        Event::BreachCounted { seat } => {
            if let Some(face) = public.seats.get_mut(seat.index()) {
                face.breaches = face.breaches.saturating_add(1);
            }
        }
        Event::TurnBegan { turn, stage } => begin_turn(state, *turn, *stage),
        _ => {}
    }
}

fn set<T>(list: &mut [T], at: usize, value: T) {
    if let Some(slot) = list.get_mut(at) {
        *slot = value;
    }
}

fn begin_turn(state: &mut State, turn: crate::level::units::Turn, stage: Stage) {
    state.public.turn = turn;
    state.public.stage = stage;
    state.public.changes.retain(|c| c.turn.0.saturating_add(3) >= turn.0);
    for face in &mut state.public.seats {
        face.ready = false;
        face.stated = false;
    }
    for own in &mut state.own {
        own.orders.clear();
        own.sent.fill(0);
    }
}
