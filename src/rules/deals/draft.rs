//! Is a draft a text that could be signed?

use crate::level::clause::{Clause, Draft, Finance, OfftakePrice, Relief};
use crate::level::ids::{GoodId, ProjectId, SeatId};
use crate::level::units::{Mass, Money, Months, Price, Turn};
use crate::rules::refusal::Refusal;
use crate::rules::state::State;
use crate::rules::tariffs::mineral;
use crate::rules::{equity, exclusive, know_how, limits, lists, peace, protection};

/// Checks a draft as if it came from an enemy.
pub(super) fn check(state: &State, draft: &Draft) -> Result<(), Refusal> {
    let parties = &draft.parties;
    let ascending = parties.windows(2).all(|w| w[0] < w[1]);
    if parties.len() < 2
        || parties.len() > limits::PARTIES
        || !ascending
        || parties.iter().any(|s| state.own(*s).is_none())
    {
        return Err(Refusal::BadParties);
    }
    if draft.clauses.is_empty() {
        return Err(Refusal::EmptyDraft);
    }
    if draft.clauses.len() > limits::CLAUSES {
        return Err(Refusal::TooManyClauses {
            limit: limits::CLAUSES as i64,
        });
    }
    if draft.term == 0 || draft.term > limits::TERM {
        return Err(Refusal::BadTerm {
            longest: i64::from(limits::TERM),
        });
    }
    let months = span(state, draft.term);
    for (at, clause) in draft.clauses.iter().enumerate() {
        sides(parties, clause)?;
        body(state, clause, months)?;
        let subject = clause.subject();
        if subject.is_some() && draft.clauses[..at].iter().any(|other| other.subject() == subject) {
            return Err(Refusal::RepeatedClause);
        }
    }
    Ok(())
}

/// Months that a term of some turns spans from the open turn on.
fn span(state: &State, term: u8) -> Months {
    let level = state.level();
    let from = level.month_of(state.turn());
    let to = level.month_of(Turn(state.turn().0.saturating_add(u16::from(term))));
    Months(u16::try_from(to.0.saturating_sub(from.0)).unwrap_or(u16::MAX))
}

fn sides(parties: &[SeatId], clause: &Clause) -> Result<(), Refusal> {
    let Some((giver, receiver)) = clause.sides() else {
        return Ok(());
    };
    if giver == receiver {
        return Err(Refusal::SameSides);
    }
    match [giver, receiver].into_iter().find(|s| !parties.contains(s)) {
        Some(seat) => Err(Refusal::NotAParty { seat }),
        None => Ok(()),
    }
}

fn body(state: &State, clause: &Clause, term: Months) -> Result<(), Refusal> {
    let level = state.level();
    match clause {
        Clause::TariffCeiling {
            giver,
            receiver,
            good,
            max,
        } => {
            within(i64::from(max.0), 0, i64::from(limits::RATE_MAX.0))?;
            let (Some(g), Some(r)) = (level.country_of(*giver), level.country_of(*receiver)) else {
                return Err(Refusal::NoSuchSeat);
            };
            match state.public.tariffs.get(level.cell(*good, g, r)) {
                None => Err(Refusal::Unknown),
                // Binding a tariff at its present height is a promise too; above it, it is empty.
                Some(now) if now < max => Err(Refusal::CeilingAbove { now: *now }),
                Some(_) => Ok(()),
            }
        }
        Clause::ControlRelief {
            giver,
            receiver,
            good,
            relief,
            ..
        } => {
            mineral(state, *good)?;
            if let Relief::Tonnes { per_month } = relief {
                quantity(*per_month)?;
            }
            let (Some(g), Some(r)) = (level.country_of(*giver), level.country_of(*receiver)) else {
                return Err(Refusal::NoSuchSeat);
            };
            match crate::rules::controls::written(state, g, r, *good) {
                Some(_) => Ok(()),
                None => Err(Refusal::NoControl { good: *good }),
            }
        }
        Clause::Offtake {
            good, per_month, price, ..
        } => offtake(state, *good, *per_month, *price),
        Clause::Investment {
            investor,
            host,
            project,
            announced,
            instalments,
        } => {
            investment(state, *host, *project, *announced)?;
            if let Some(good) = lists::product(state, *project) {
                lists::check_support(state, *investor, good)?;
            }
            within(instalments.len() as i64, 1, 8)?;
            let mut sum = 0_i64;
            for instalment in instalments {
                within(instalment.amount.0, 1, limits::MONEY_MAX)?;
                within(i64::from(instalment.after.0), 0, i64::from(term.0))?;
                sum = sum.saturating_add(instalment.amount.0);
            }
            if sum > announced.0 {
                return Err(Refusal::InstalmentsExceedAnnounced {
                    instalments: Money(sum),
                    announced: *announced,
                });
            }
            if instalments.windows(2).any(|w| w[0].after > w[1].after) {
                return Err(Refusal::OutOfRange {
                    low: 0,
                    high: i64::from(term.0),
                });
            }
            Ok(())
        }
        Clause::LoanAid { amount, finance, .. } => {
            within(amount.0, 1, limits::MONEY_MAX)?;
            match finance {
                Finance::Aid => Ok(()),
                Finance::DebtSwap { months } => within(i64::from(months.0), 1, i64::from(term.0)),
                Finance::Loan { months, rate } => {
                    within(i64::from(months.0), 1, i64::from(term.0))?;
                    within(i64::from(rate.0), 0, 5_000)
                }
            }
        }
        Clause::Equity {
            host,
            facility,
            share,
            price,
            ..
        } => {
            let place = level.facilities.get(facility.index()).ok_or(Refusal::Unknown)?;
            if level.country_of(*host) != Some(place.country) {
                return Err(Refusal::FacilityElsewhere { facility: *facility });
            }
            within(i64::from(share.0), 100, 10_000)?;
            within(price.0, 1, limits::MONEY_MAX)?;
            let sold = equity::sold(state, *facility);
            if share.0 > 10_000 - sold.0 {
                return Err(Refusal::StakeTaken {
                    facility: *facility,
                    sold,
                });
            }
            Ok(())
        }
        Clause::TechnologyTransfer { giver, receiver, good } => {
            mineral(state, *good)?;
            let (Some(g), Some(r)) = (level.country_of(*giver), level.country_of(*receiver)) else {
                return Err(Refusal::NoSuchSeat);
            };
            if know_how::can_teach(state, g, r, *good) {
                Ok(())
            } else {
                Err(Refusal::NothingToTeach { good: *good })
            }
        }
        Clause::SecurityGuarantee { receiver, .. } => {
            let country = level.country_of(*receiver).ok_or(Refusal::NoSuchSeat)?;
            if protection::unrest(state, country) > 0.0 {
                Ok(())
            } else {
                Err(Refusal::NothingToGuard { seat: *receiver })
            }
        }
        Clause::Exclusivity { giver, good, .. } => {
            mineral(state, *good)?;
            exclusive::check(state, *giver, *good)
        }
        Clause::Peace { giver, receiver } => peace::check(state, *giver, *receiver),
        Clause::Memorandum { topic } => level.topic(*topic).map(|_| ()).ok_or(Refusal::Unknown),
    }
}

fn within(value: i64, low: i64, high: i64) -> Result<(), Refusal> {
    if (low..=high).contains(&value) {
        Ok(())
    } else {
        Err(Refusal::OutOfRange { low, high })
    }
}

fn quantity(per_month: Mass) -> Result<(), Refusal> {
    within(per_month.0, 1, limits::QUANTITY_MAX)
}

fn offtake(state: &State, good: GoodId, per_month: Mass, price: OfftakePrice) -> Result<(), Refusal> {
    mineral(state, good)?;
    quantity(per_month)?;
    let (OfftakePrice::Fixed(Price(cents)) | OfftakePrice::Market { floor: Price(cents) }) = price;
    within(cents, 0, 100_000_000)
}

fn investment(state: &State, host: SeatId, project: ProjectId, announced: Money) -> Result<(), Refusal> {
    let level = state.level();
    let deck = level.projects.get(project.index()).ok_or(Refusal::Unknown)?;
    let stands = level.facilities.get(deck.facility.index()).map(|f| f.country);
    if stands != level.country_of(host) {
        return Err(Refusal::ProjectElsewhere { project });
    }
    within(announced.0, 1, limits::MONEY_MAX)
}
