//! Events told as news: what became of measures, deals, words, projects and prices, each with those who may read it.

use super::event::{Event, Lapse, Why};
use super::news::{Audience, News, Told};
use super::offer::{Agreement, AgreementStanding, ClauseStanding};
use super::state::{Account, Stage, State};
use super::statement::Standing;
use crate::level::ids::{AgreementId, GoodId, OfferId, SeatId, Use};
use crate::level::order::Order;
use crate::level::units::Rate;

/// The news of some events: `before` is the state before them, `after` the state they led to.
#[must_use]
pub fn news(before: &State, after: &State, events: &[Event]) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    for event in events {
        if let Some(one) = tell(before, after, event)
            && !told.contains(&one)
        {
            told.push(one);
        }
        match event {
            Event::Cleared(_) => {
                let mut of_markets: Vec<News> = prices(before, after).collect();
                of_markets.extend(super::transshipment::news(before, after));
                of_markets.extend(super::know_how::news(before, after));
                of_markets.extend(super::peace::news(before, after));
                of_markets.extend(super::private_stocks::news(after));
                told.extend(of_markets.into_iter().map(|n| (Audience::All, n)));
            }
            Event::OrderDone {
                seat,
                order: Order::Campaign { good },
            } => {
                let found = super::smuggling::found(before, *seat, *good);
                told.extend(found.into_iter().map(|n| (Audience::Seats(vec![*seat]), n)));
            }
            _ => {}
        }
    }
    merge_controls(after, &mut told);
    told
}

fn tell(before: &State, after: &State, event: &Event) -> Option<Told> {
    measures(before, event)
        .or_else(|| ground(before, event))
        .map(|news| (Audience::All, news))
        .or_else(|| deals(before, after, event))
        .or_else(|| words(after, event))
        .or_else(|| super::licences::news(after, event))
        .or_else(|| private(after, event))
}

fn measures(before: &State, event: &Event) -> Option<News> {
    let level = before.level();
    Some(match event {
        Event::TariffSet {
            importer,
            exporter,
            good,
            rate,
        } => {
            let old = before
                .public
                .tariffs
                .get(level.cell(*good, *importer, *exporter))
                .copied()
                .unwrap_or_default();
            if old == *rate {
                return None;
            }
            News::TariffSet {
                importer: *importer,
                exporter: *exporter,
                good: *good,
                rate: *rate,
                before: old,
            }
        }
        Event::ExportTaxSet {
            exporter,
            destination,
            good,
            rate,
        } => News::ExportTaxSet {
            exporter: *exporter,
            destination: *destination,
            good: *good,
            rate: *rate,
        },
        Event::ControlSet(c) if c.control.suspended_until.is_some() => News::ControlSuspended {
            exporter: c.control.exporter,
            good: c.control.good,
        },
        Event::ControlSet(c) => News::ControlSet {
            exporter: c.control.exporter,
            destination: c.control.destination,
            good: c.control.good,
            regime: c.control.regime,
        },
        Event::SuspensionEnded { exporter, good, .. } => News::SuspensionEnded {
            exporter: *exporter,
            good: *good,
        },
        Event::FloorSet(f) if f.price.0 > 0 => News::FloorSet {
            country: f.country,
            good: f.good,
            price: f.price,
        },
        Event::FloorSet(f) => News::FloorEnded {
            country: f.country,
            good: f.good,
        },
        Event::ClaimSet { claim, on } => {
            let (by, over) = (claim.by, claim.over);
            if *on {
                News::Claimed { by, over }
            } else {
                News::ClaimDropped { by, over }
            }
        }
        Event::TenderSet(tender) => {
            let project = tender.project;
            match &tender.bids {
                None => News::TenderOpened { project },
                Some(bids) => News::BidsOpened {
                    project,
                    bids: i64::try_from(bids.len()).unwrap_or(i64::MAX),
                },
            }
        }
        Event::TenderClosed { project, to } => match *to {
            Some(to) => News::Awarded { project: *project, to },
            None => News::TenderFailed { project: *project },
        },
        Event::ListMoved { country, good, names } => {
            let (country, count) = (*country, i64::from(*names).abs());
            match (*good, *names > 0) {
                (Some(good), true) => News::Listed { country, good },
                (Some(good), false) => News::Struck { country, good },
                (None, true) => News::ListGrew { country, names: count },
                (None, false) => News::ListShrank { country, names: count },
            }
        }
        Event::ReachSet { rule, on: true } => News::ReachSet {
            exporter: rule.exporter,
            good: rule.good,
        },
        Event::ReachSet { rule, on: false } => News::ReachLifted {
            exporter: rule.exporter,
            good: rule.good,
        },
        Event::TechnologySet { rule, on: true } => News::TechnologyBanned {
            exporter: rule.by,
            good: rule.good,
        },
        Event::TechnologySet { rule, on: false } => News::TechnologyFreed {
            exporter: rule.by,
            good: rule.good,
        },
        Event::ControlLifted { exporter, good, .. } => News::ControlLifted {
            exporter: *exporter,
            good: *good,
        },
        _ => return None,
    })
}

/// A control set towards every other country reads as one piece of news.
fn merge_controls(after: &State, told: &mut Vec<Told>) {
    let others = after.level().n().saturating_sub(1);
    let mut at = 0;
    while at < told.len() {
        if let (
            _,
            News::ControlSet {
                exporter, good, regime, ..
            },
        ) = told[at]
        {
            let same = |t: &Told| matches!(t.1, News::ControlSet { exporter: e, good: g, regime: r, .. } if (e, g, r) == (exporter, good, regime));
            if others > 1 && told.iter().filter(|t| same(t)).count() == others {
                told[at].1 = News::ControlSetForAll { exporter, good, regime };
                told.retain(|t| !same(t));
            }
        }
        at += 1;
    }
}

/// Projects, facilities, headlines, turns.
fn ground(before: &State, event: &Event) -> Option<News> {
    Some(match event {
        Event::Happened { event } => News::Headline { event: *event },
        Event::RumourSettled { event, holds: true } => News::RumourTrue { event: *event },
        Event::RumourSettled { event, holds: false } => News::RumourFalse { event: *event },
        Event::TurnBegan {
            stage: Stage::Open,
            turn,
        } => News::TurnOpened { turn: *turn },
        Event::TurnBegan { .. } if before.stage() == Stage::Open => News::PlayedOut,
        Event::ProjectMoved { project, state } => {
            let old = before.public.projects.get(project.index())?;
            let deck = before.level().projects.get(project.index())?;
            let permits: f64 = deck
                .steps
                .iter()
                .filter(|(s, _)| *s < crate::level::ProjectStep::Build)
                .map(|(_, m)| f64::from(m.0))
                .sum();
            if state.started && !old.started {
                News::ProjectStarted { project: *project }
            } else if state.running > 0.0 && old.running <= 0.0 {
                News::ProjectRuns { project: *project }
            } else if permits > 0.0 && state.months >= permits && old.months < permits {
                News::ProjectPermitted { project: *project }
            } else {
                return None;
            }
        }
        Event::FacilityMoved { facility, state } => {
            let old = before.public.facilities.get(facility.index())?;
            let place = before.level().facilities.get(facility.index())?;
            match (old.closed, state.closed) {
                (false, true) => News::MineClosed {
                    country: place.country,
                    good: place.good,
                },
                (true, false) => News::MineReopened {
                    country: place.country,
                    good: place.good,
                },
                _ => return None,
            }
        }
        Event::Cleared(market) if market.warnings > 0 => News::ModelWarning,
        _ => return None,
    })
}

fn pair(agreement: &Agreement) -> (SeatId, SeatId) {
    let first = agreement.draft.parties.first().copied().unwrap_or(SeatId(0));
    (first, agreement.draft.parties.get(1).copied().unwrap_or(first))
}

fn readers(agreement: &Agreement) -> Audience {
    if agreement.is_public() {
        Audience::All
    } else {
        Audience::Seats(agreement.draft.parties.clone())
    }
}

fn deals(before: &State, after: &State, event: &Event) -> Option<Told> {
    let find = |id: AgreementId| after.party.agreements.iter().find(|a| a.id == id);
    let offer = |id: OfferId| before.party.offers.iter().find(|o| o.id == id);
    Some(match event {
        Event::Formed { agreement, .. } => {
            let (one, other) = pair(agreement);
            let clauses = i64::try_from(agreement.draft.clauses.len()).unwrap_or(0);
            (
                readers(agreement),
                News::Signed {
                    agreement: agreement.id,
                    one,
                    other,
                    clauses,
                },
            )
        }
        Event::AgreementMoved { agreement, standing } => {
            let a = find(*agreement)?;
            let (one, other) = pair(a);
            match standing {
                AgreementStanding::Expired => (
                    readers(a),
                    News::Expired {
                        agreement: a.id,
                        one,
                        other,
                    },
                ),
                AgreementStanding::Broken(by) => (
                    readers(a),
                    News::Broken {
                        agreement: a.id,
                        by: *by,
                    },
                ),
                _ => return None,
            }
        }
        Event::Leaked { agreement } => {
            let (one, other) = pair(find(*agreement)?);
            (
                Audience::All,
                News::Leaked {
                    agreement: *agreement,
                    one,
                    other,
                },
            )
        }
        Event::ClauseMoved {
            agreement,
            clause,
            state,
        } if matches!(state.standing, ClauseStanding::Late(_)) => {
            let a = find(*agreement)?;
            let (by, _) = a.draft.clauses.get(usize::from(*clause))?.sides()?;
            (readers(a), News::Late { agreement: a.id, by })
        }
        Event::Offered(o) => {
            let to = o.draft.parties.clone();
            let news = if o.revision == 1 {
                News::OfferMade {
                    offer: o.id,
                    from: o.writer,
                }
            } else {
                News::Countered {
                    offer: o.id,
                    from: o.writer,
                }
            };
            (Audience::Seats(to), news)
        }
        Event::Declined {
            offer: id,
            seat,
            reason,
        } => (
            Audience::Seats(offer(*id)?.draft.parties.clone()),
            News::Declined {
                offer: *id,
                by: *seat,
                reason: *reason,
            },
        ),
        Event::Withdrawn { offer: id } => {
            let o = offer(*id)?;
            (
                Audience::Seats(o.draft.parties.clone()),
                News::Withdrawn {
                    offer: *id,
                    by: o.author,
                },
            )
        }
        Event::Lapsed { offer: id } => (
            Audience::Seats(offer(*id)?.draft.parties.clone()),
            News::OfferLapsed { offer: *id },
        ),
        Event::Transfer {
            from: Account::Treasury(by),
            to: Account::Firms(to) | Account::Treasury(to),
            amount,
            why,
        } => {
            let (Why::Instalment(id) | Why::LoanAid(id) | Why::Repayment(id)) = why else {
                return None;
            };
            (
                readers(find(*id)?),
                News::Paid {
                    by: *by,
                    to: *to,
                    amount: *amount,
                    agreement: *id,
                },
            )
        }
        _ => return None,
    })
}

fn words(after: &State, event: &Event) -> Option<Told> {
    let news = match event {
        Event::Stated(said) => {
            let s = said.statement;
            News::Stated {
                by: said.seat,
                target: s.target,
                tone: s.tone,
                order: s.order,
                due: s.due,
            }
        }
        Event::Judged { entry, standing } => {
            let said = after.public.ledger.get(usize::from(*entry))?;
            let (by, tone, order) = (said.seat, said.statement.tone, said.statement.order);
            match standing {
                Standing::Kept => News::WordKept { by, tone, order },
                Standing::Answered => News::ThreatAnswered {
                    by,
                    target: said.statement.target,
                },
                Standing::Empty => News::WordEmpty { by, tone, order },
                Standing::Open => return None,
            }
        }
        _ => return None,
    };
    Some((Audience::All, news))
}

fn private(after: &State, event: &Event) -> Option<Told> {
    Some(match event {
        Event::OrderLapsed { seat, order, why } => {
            let news = match why {
                Lapse::Forbidden(agreement) => News::OrderForbidden {
                    order: *order,
                    agreement: *agreement,
                },
                Lapse::NoMoney => News::OrderUnpaid { order: *order },
                _ => News::OrderIdle { order: *order },
            };
            (Audience::Seats(vec![*seat]), news)
        }
        Event::OrderDone { seat, order } => (Audience::Seats(vec![*seat]), News::OrderDone { order: *order }),
        Event::StockMoved { seat, good, by } if after.own(*seat).is_some() => {
            (Audience::Seats(vec![*seat]), News::StockMoved { good: *good, by: *by })
        }
        _ => return None,
    })
}

/// The three largest price moves of the turn among civil users of seats' countries: at least a tenth.
fn prices(before: &State, after: &State) -> impl Iterator<Item = News> + use<> {
    let level = after.level();
    let mut moves: Vec<(f64, News)> = Vec::new();
    for good in 0..level.goods.len() {
        for seat in &level.seats {
            let at = good * level.buyers() + crate::level::ids::buyer(seat.country, Use::Civil);
            let (Some(old), Some(new)) = (before.public.market.index.get(at), after.public.market.index.get(at)) else {
                continue;
            };
            if *old <= 0.0 || *new <= 0.0 {
                continue;
            }
            let good = GoodId::at(good);
            let multiple = super::markets::price_multiple(after, seat.country, Use::Civil, good);
            let size = libm::fabs(libm::log(new / old));
            if size >= 0.1 {
                #[allow(clippy::cast_possible_truncation, reason = "clamped to what a rate holds")]
                let rate = |x: f64| Rate((x * 10_000.0).clamp(-1.0e9, 1.0e9) as i32);
                moves.push((
                    size,
                    News::PriceMoved {
                        good,
                        country: seat.country,
                        change: rate(new / old - 1.0),
                        multiple: rate(multiple),
                    },
                ));
            }
        }
    }
    moves.sort_by(|a, b| b.0.total_cmp(&a.0));
    moves.truncate(3);
    moves.into_iter().map(|(_, news)| news)
}
