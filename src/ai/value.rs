//! What a package is worth to a seat, in points of its total: a quick estimate from prices, flows and masses. It ranks and
//! screens; who can wait asks the roll-outs (`rollout.rs`).

use super::board::{self, Bite, bites, price, reliability, tariff, trade};
use crate::level::clause::{Clause, Draft, Finance, OfftakePrice, ReliefUse};
use crate::level::ids::{CountryId, FacilityId, GoodId, ProjectId, SeatId};
use crate::level::measure::Regime;
use crate::level::units::{Rate, Turn};
use crate::level::{Concern, Level};
use crate::rules::markets::share;
use crate::rules::state::State;
use crate::rules::{claims, lists, protection};

/// Points that a public agreement brings by itself: a headline, a partner more.
const HEADLINE: f64 = 1.2;
/// Points that the end of an open threat brings.
const CALM: f64 = 2.0;
/// Points that a text with a claimant costs whose status it claims.
const CLAIMED: f64 = 6.0;
/// What an exporter gains of each million by which a partner's duty on it falls.
const PASS_THROUGH: f64 = 0.09;
/// Points it costs to let go of a lever.
const LEVER: f64 = 0.4;

/// A seat as somebody values it: the own brief, or a guess at another's.
#[derive(Clone, Copy, Debug)]
pub(super) struct Eyes<'a> {
    pub(super) state: &'a State,
    pub(super) seat: SeatId,
    pub(super) country: CountryId,
    scales: [f64; 3],
    weights: [f64; 3],
    term: u8,
}

impl<'a> Eyes<'a> {
    /// The eyes of `seat` as `viewer` knows them: others' scales are hidden and follow the size of their purse.
    pub(super) fn new(state: &'a State, viewer: SeatId, seat: SeatId, term: u8) -> Option<Self> {
        let spec = state.level().seats.get(seat.index())?;
        let mut scales = spec.scales;
        if seat != viewer {
            scales[0] = (spec.believed_treasury.1.million() * 4.0).max(20.0);
        }
        let weights = spec.weights.map(Rate::fraction);
        Some(Self {
            state,
            seat,
            country: spec.country,
            scales,
            weights,
            term,
        })
    }

    pub(super) fn level(&self) -> &'a Level {
        self.state.level()
    }

    pub(super) fn points(&self, line: usize, result: f64) -> f64 {
        if self.scales[line] > 0.0 {
            100.0 * self.weights[line] * result / self.scales[line]
        } else {
            0.0
        }
    }

    /// Points of a yearly stream of a million USD that runs as long as the term.
    fn stream(&self, million: f64) -> f64 {
        self.points(0, million * self.span(Some(self.term)))
    }

    /// Points of a single payment of a million USD in the played turns.
    pub(super) fn once(&self, million: f64) -> f64 {
        let played = months(self.level(), Turn(0), self.level().played_turns());
        self.points(0, 12.0 * million / played.max(1.0))
    }

    /// Weight of what holds from now on, for some turns or for good: its share of the played turns, and of the run-out.
    pub(super) fn span(&self, term: Option<u8>) -> f64 {
        let level = self.level();
        let (turn, last) = (self.state.turn().0, level.played_turns());
        let played = months(level, Turn(0), last);
        let now = months(level, self.state.turn(), last);
        let run_out: f64 = level.run_out.iter().map(|m| f64::from(m.0)).sum();
        let beyond = match term {
            None => run_out,
            Some(term) => months(level, Turn(last), turn.saturating_add(u16::from(term))),
        };
        let within = term.map_or(now, |t| {
            months(level, self.state.turn(), turn.saturating_add(u16::from(t)).min(last))
        });
        within / played.max(1.0) + level.later.fraction() * (beyond / run_out.max(1.0)).min(1.0)
    }
}

/// Months from the beginning of a turn to that of another.
pub(super) fn months(level: &Level, from: Turn, to: u16) -> f64 {
    let (from, to) = (level.month_of(from).0, level.month_of(Turn(to)).0);
    f64::from(to.saturating_sub(from))
}

/// Quick value of a draft to a seat, in points, as `viewer` can guess it.
pub(super) fn quick(state: &State, viewer: SeatId, seat: SeatId, draft: &Draft) -> f64 {
    let Some(eyes) = Eyes::new(state, viewer, seat, draft.term) else {
        return 0.0;
    };
    let clauses: f64 = draft.clauses.iter().map(|c| clause(&eyes, c)).sum();
    clauses + by_itself(&eyes, draft)
}

/// Quick value of one clause to the viewing seat.
pub(super) fn quick_clause(state: &State, seat: SeatId, term: u8, text: &Clause) -> f64 {
    Eyes::new(state, seat, seat, term).map_or(0.0, |eyes| clause(&eyes, text))
}

/// What an agreement is worth for being one: the first three count more, one more of the same with a partner less.
fn by_itself(eyes: &Eyes, draft: &Draft) -> f64 {
    if draft.secret {
        return 0.0;
    }
    let mine = board::binding(eyes.state).filter(|a| !a.given && a.draft.parties.contains(&eyes.seat));
    let (all, same) = mine.fold((0_u32, 0_u32), |(all, same), a| {
        (all + 1, same + u32::from(a.draft.parties == draft.parties))
    });
    let base = if all < 3 { HEADLINE } else { HEADLINE / 3.0 };
    let calm: f64 = draft
        .parties
        .iter()
        .filter(|p| **p != eyes.seat)
        .map(|p| board::threats(eyes.state, *p, eyes.seat) + 0.5 * board::threats(eyes.state, eyes.seat, *p))
        .sum();
    base / f64::from(1 + same) + CALM * calm - claimed(eyes, draft) - 0.3
}

/// What a text with somebody who demands the seat's status, or an ally's, costs at home.
fn claimed(eyes: &Eyes, draft: &Draft) -> f64 {
    let all = eyes.level().mechanisms.claims.iter();
    let standing = all.filter(|c| draft.parties.contains(&c.by) && claims::stands(eyes.state, c.by, c.country));
    standing
        .map(|c| {
            if c.over == eyes.seat {
                CLAIMED
            } else if c.allies.contains(&eyes.seat) {
                CLAIMED / 6.0
            } else {
                0.0
            }
        })
        .sum()
}

fn clause(eyes: &Eyes, text: &Clause) -> f64 {
    if board::covered(eyes.state, text) {
        return 0.0;
    }
    let Some((giver, receiver)) = text.sides() else {
        return 0.0;
    };
    let (gives, takes) = (giver == eyes.seat, receiver == eyes.seat);
    if !gives && !takes {
        return 0.0;
    }
    // What another promises counts as far as its word does; investments and loans run the other way on repayment.
    let trust = if takes { reliability(eyes.state, giver) } else { 1.0 };
    let value = match text {
        Clause::TariffCeiling {
            giver,
            receiver,
            good,
            max,
        } => ceiling(eyes, (*giver, *receiver), *good, max.fraction(), gives),
        Clause::ControlRelief {
            giver,
            receiver,
            good,
            use_,
            ..
        } => relief(eyes, (*giver, *receiver), *good, *use_, gives),
        Clause::Offtake {
            seller,
            buyer,
            good,
            per_month,
            price,
        } => offtake(eyes, (*seller, *buyer), *good, per_month.tonnes(), *price, gives),
        Clause::Investment {
            project, instalments, ..
        } => {
            let paid: f64 = instalments.iter().map(|i| i.amount.million()).sum();
            // The host sees private money come along with the public.
            let drawn = match (eyes.level().country_of(giver), new_supply(eyes.level(), *project)) {
                (Some(payer), Some((good, _))) => lists::drawn(eyes.state, payer, good),
                _ => 0.0,
            };
            let sum = if gives { paid } else { paid * (1.0 + drawn) };
            if gives {
                investor(eyes, *project, sum)
            } else {
                host(eyes, *project, sum)
            }
        }
        Clause::LoanAid { amount, finance, .. } => {
            let share = match finance {
                Finance::Aid => 1.0,
                // Spread over its months, it is worth a little less.
                Finance::DebtSwap { .. } => 0.9,
                Finance::Loan { rate, .. } => 0.15 - rate.fraction(),
            };
            eyes.once(amount.million() * share) * if gives { -1.0 } else { 1.0 }
        }
        Clause::Equity {
            facility, share, price, ..
        } => stake(eyes, *facility, share.fraction(), price.million(), gives),
        Clause::TechnologyTransfer { .. } => {
            if gives {
                -1.5
            } else {
                1.5
            }
        }
        Clause::SecurityGuarantee { receiver, .. } => guarantee(eyes, *receiver, gives),
        Clause::Exclusivity { giver, good, .. } => exclusive(eyes, *giver, *good, gives),
        Clause::Peace { receiver, .. } => calm(eyes, *receiver, gives),
        Clause::Memorandum { .. } => 0.0,
    };
    if value > 0.0 { value * trust } else { value }
}

fn ceiling(eyes: &Eyes, (giver, receiver): (SeatId, SeatId), good: GoodId, max: f64, gives: bool) -> f64 {
    let level = eyes.level();
    let (Some(importer), Some(exporter)) = (level.country_of(giver), level.country_of(receiver)) else {
        return 0.0;
    };
    let now = tariff(eyes.state, importer, exporter, good).fraction();
    let value = trade(eyes.state, good, exporter, importer);
    if gives {
        eyes.stream(importer_gain(value, now, max)) - LEVER
    } else {
        // A bound duty is an insurance even where it does not fall.
        eyes.stream(PASS_THROUGH * value * ((now - max).max(0.0) + 0.002) / (1.0 + now))
    }
}

/// What an importer gains a year when its duty on some trade moves: users win more than the treasury loses as long as the
/// duty is well above the best one.
pub(super) fn importer_gain(value: f64, now: f64, then: f64) -> f64 {
    let (cut, mean) = (now - then, (now + then) / 2.0);
    value * cut / (1.0 + now) * (0.35 * mean - 0.015)
}

fn relief(eyes: &Eyes, (giver, receiver): (SeatId, SeatId), good: GoodId, use_: ReliefUse, gives: bool) -> f64 {
    let level = eyes.level();
    let (Some(from), Some(to)) = (level.country_of(giver), level.country_of(receiver)) else {
        return 0.0;
    };
    let Some(bite) = bites(eyes.state, from, to, eyes.term)
        .into_iter()
        .find(|b| b.good == good)
    else {
        return 0.0;
    };
    let freed = bite.worth * bite.refused * bite.acts;
    if gives {
        let arms = matches!(bite.regime, Regime::CivilOnly { .. } | Regime::Ban) && use_ == ReliefUse::Any;
        return -eyes.stream(0.15 * freed) - LEVER - if arms { 1.5 } else { 0.0 };
    }
    // Dear goods and idle plants, and the security of a line that runs.
    eyes.stream(0.6 * freed) + security_of(eyes, good, from, &bite)
}

/// Points of security that a freed route brings: by how much it fills the critical lines it feeds.
fn security_of(eyes: &Eyes, good: GoodId, from: CountryId, bite: &Bite) -> f64 {
    let Some(spec) = eyes.level().seats.get(eyes.seat.index()) else {
        return 0.0;
    };
    let critical = spec.security.critical.iter().any(|(g, _)| *g == good);
    let bought = board::bought(eyes.state, good, eyes.country);
    if bought <= 0.0 {
        return 0.0;
    }
    let share = board::flow(eyes.state, good, from, eyes.country) / bought;
    let lines = if critical {
        spec.security.fill.fraction() + spec.security.calm.fraction()
    } else {
        0.05
    };
    eyes.points(
        1,
        30.0 * lines * share * bite.refused * bite.acts * eyes.span(Some(eyes.term)),
    )
}

fn offtake(
    eyes: &Eyes,
    (seller, _): (SeatId, SeatId),
    good: GoodId,
    tonnes: f64,
    at: OfftakePrice,
    sells: bool,
) -> f64 {
    let Some(from) = eyes.level().country_of(seller) else {
        return 0.0;
    };
    let market = price(eyes.state, from, good);
    let premium = match at {
        OfftakePrice::Fixed(fixed) => fixed.usd() - market,
        OfftakePrice::Market { floor } => (floor.usd() - market).max(0.0),
    };
    // Thousand USD a month to million USD a year.
    let (premium, worth) = (premium * tonnes * 0.012, market * tonnes * 0.012);
    if sells {
        // Steady sales are worth a little, and the floor is an insurance.
        eyes.stream(premium + 0.03 * worth)
    } else {
        let wants = board::bought(eyes.state, good, eyes.country) > 0.0;
        eyes.stream(if wants { 0.02 * worth } else { -0.02 * worth } - premium) + if wants { 0.2 } else { 0.0 }
    }
}

fn investor(eyes: &Eyes, project: ProjectId, sum: f64) -> f64 {
    let useful =
        new_supply(eyes.level(), project).is_some_and(|(good, _)| board::bought(eyes.state, good, eyes.country) > 0.0);
    (if useful { 0.6 } else { 0.1 }) - eyes.once(sum)
}

/// A host gains jobs, what it would have paid itself, and in time the plant.
pub(super) fn host(eyes: &Eyes, project: ProjectId, sum: f64) -> f64 {
    let (Some(deck), Some(now)) = (
        eyes.level().projects.get(project.index()),
        eyes.state.public().projects.get(project.index()),
    ) else {
        return 0.0;
    };
    let left = (deck.cost.million() - now.paid.million()).max(0.0);
    let used = sum.min(left);
    let spared = if now.sponsor == Some(eyes.seat) {
        eyes.once(used)
    } else {
        0.0
    };
    let fresh = if now.started { 0.0 } else { 2.0 };
    let mood = fresh + 8.0 * used / deck.cost.million().max(1.0);
    let plant = new_supply(eyes.level(), project).map_or(0.0, |(good, tonnes)| {
        0.05 * tonnes * price(eyes.state, eyes.country, good) * 0.012 * used / deck.cost.million().max(1.0)
    });
    spared + eyes.points(2, jobs_weight(eyes) * mood) + eyes.stream(plant)
}

/// An owner gets its part of the surplus while the agreement runs; whoever sells has the price at once.
fn stake(eyes: &Eyes, facility: FacilityId, share: f64, price: f64, buys: bool) -> f64 {
    let surplus = eyes
        .state
        .public()
        .market
        .producer_surplus
        .get(facility.index())
        .copied();
    // Thousand USD a month to million USD a year.
    let yearly = surplus.unwrap_or(0.0).max(0.0) * 0.012 * share;
    let value = eyes.stream(yearly) - eyes.once(price);
    if buys { value } else { -value }
}

/// A guarantee costs its upkeep; it gives back the calm that unrest takes.
fn guarantee(eyes: &Eyes, receiver: SeatId, gives: bool) -> f64 {
    let level = eyes.level();
    let rules = &level.mechanisms.protection;
    if gives {
        return -eyes.stream(rules.cost.million() * 12.0) - 0.3;
    }
    let (Some(spec), Some(country)) = (level.seats.get(receiver.index()), level.country_of(receiver)) else {
        return 0.0;
    };
    let felt = protection::felt(eyes.state, country);
    let points = 100.0 * spec.security.calm.fraction() * felt * rules.cover;
    eyes.points(1, points * eyes.span(Some(eyes.term)))
}

/// A broker has the headline; whoever lives with the conflict gets back the calm that a peace leaves.
fn calm(eyes: &Eyes, receiver: SeatId, gives: bool) -> f64 {
    if gives {
        return 0.3;
    }
    let level = eyes.level();
    let (Some(spec), Some(country)) = (level.seats.get(receiver.index()), level.country_of(receiver)) else {
        return 0.0;
    };
    let spared = protection::felt(eyes.state, country) * level.mechanisms.protection.peace;
    let points = 100.0 * spec.security.calm.fraction() * spared;
    eyes.points(1, points * eyes.span(Some(eyes.term)))
}

/// Whoever has a good for itself keeps others from it, the more the larger a part of the world's the owner makes; the owner
/// loses other customers to come.
fn exclusive(eyes: &Eyes, owner: SeatId, good: GoodId, gives: bool) -> f64 {
    let part = eyes
        .level()
        .country_of(owner)
        .map_or(0.0, |c| share(eyes.state, c, good));
    let worth = 0.4 + 2.0 * part;
    if gives { -1.2 * worth } else { worth }
}

fn jobs_weight(eyes: &Eyes) -> f64 {
    let groups = eyes
        .level()
        .seats
        .get(eyes.seat.index())
        .map(|s| s.groups.as_slice())
        .unwrap_or_default();
    groups
        .iter()
        .filter(|g| g.concern == Concern::Jobs)
        .map(|g| g.weight.fraction())
        .sum()
}

/// What a project adds: its main good, tonnes a month.
pub(super) fn new_supply(level: &Level, project: ProjectId) -> Option<(GoodId, f64)> {
    let deck = level.projects.get(project.index())?;
    let facility = level.facilities.get(deck.facility.index())?;
    Some((facility.good, deck.capacity))
}
