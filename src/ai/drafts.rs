//! Candidate drafts by templates: what one seat may put to another.

use super::board::{self, bites, general, price, tariff};
use super::desk::Desk;
use super::value::new_supply;
use crate::level::Level;
use crate::level::clause::{
    Clause, ClauseKind, Draft, Finance, Instalment, Milestone, OfftakePrice, Relief, ReliefUse,
};
use crate::level::condition::Condition;
use crate::level::ids::{CountryId, FacilityId, GoodId, ProjectId, SeatId, TopicId};
use crate::level::measure::Regime;
use crate::level::units::{Mass, Money, Months, Price, Rate, Turn};
use crate::rules::command::Command;
use crate::rules::state::State;
use crate::rules::{equity, know_how, peace, protection};

/// For how many turns a draft that led nowhere is not tried again.
pub(super) const PATIENCE: u16 = 2;

/// What a draft is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Template {
    /// Controls relaxed against tariffs bound.
    Relief,
    /// Tariffs cut on both sides.
    Tariffs,
    /// Money for a project abroad, and tonnes from it.
    MoneyForTonnes,
    /// A partner's money for a project at home.
    ProcessingAtHome,
    /// A flow under contract.
    Offtake,
    /// A guarantee for minerals.
    Security,
    /// Peace, and what both sides gain from it.
    Peace,
    /// A good for one partner alone, for a better price.
    Exclusive,
    /// Money for lessons.
    Lessons,
    /// Money for a part of a facility.
    Stake,
    /// A gift from the larger purse.
    Aid,
    /// A headline.
    Memorandum,
}

/// A draft that was put forward.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Tried {
    /// To whom.
    pub(super) with: SeatId,
    /// What about.
    pub(super) template: Template,
    /// When.
    pub(super) turn: Turn,
}

/// How a policy deals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Style {
    /// Share of its own tariff it offers to cut.
    pub(super) give: Rate,
    /// Share of the partner's tariff it asks to cut.
    pub(super) ask: Rate,
    /// Share of a project's open cost that the paying side carries.
    pub(super) money: Rate,
    /// Floor of an offtake, as a share of today's price.
    pub(super) floor: Rate,
}

impl Style {
    /// Even terms.
    pub(super) const EVEN: Self = Self {
        give: Rate(1_000),
        ask: Rate(1_000),
        money: Rate(4_000),
        floor: Rate(9_000),
    };
}

/// A draft with what it is about and whom it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// For whom.
    pub(super) with: SeatId,
    /// What about.
    pub(super) template: Template,
    /// Its text.
    pub(super) draft: Draft,
}

/// Every draft of the templates that may be put to a seat now, leaving out what was tried lately.
pub(super) fn candidates(desk: &Desk, with: SeatId, style: Style, tried: &[Tried]) -> Vec<Candidate> {
    let state = &desk.state;
    let me = desk.seat;
    let built = [
        (Template::Relief, relief(state, me, with, style)),
        (Template::Tariffs, tariffs(state, me, with, style)),
        (Template::MoneyForTonnes, project(state, me, with, style, purse(desk))),
        (Template::ProcessingAtHome, project(state, with, me, style, i64::MAX)),
        (Template::Offtake, offtake(state, with, me, style)),
        (Template::Offtake, offtake(state, me, with, style)),
        (Template::Security, security(state, me, with, style)),
        (Template::Security, security(state, with, me, style)),
        (Template::Peace, calm(state, me, with, style)),
        (Template::Peace, calm(state, with, me, style)),
        (Template::Exclusive, exclusive(state, with, me, style)),
        (Template::Exclusive, exclusive(state, me, with, style)),
        (Template::Lessons, lessons(state, with, me, desk.treasury())),
        (Template::Stake, stake(state, me, with, style, purse(desk))),
        (Template::Aid, aid(state, me, with, desk.treasury())),
        (Template::Memorandum, memorandum(state, me, with)),
    ];
    built
        .into_iter()
        .filter(|(template, _)| !tried.iter().any(|t| t.with == with && t.template == *template))
        .filter_map(|(template, clauses)| {
            let draft = draft(state, me, with, clauses)?;
            let fresh = !desk
                .view
                .offers
                .iter()
                .any(|o| o.draft.parties == draft.parties && same_kinds(&o.draft, &draft));
            (fresh && desk.allowed(&Command::Propose(draft.clone()))).then_some(Candidate { with, template, draft })
        })
        .collect()
}

fn same_kinds(a: &Draft, b: &Draft) -> bool {
    let kinds = |d: &Draft| d.clauses.iter().map(Clause::kind).collect::<Vec<ClauseKind>>();
    kinds(a) == kinds(b)
}

/// What the seat can put into one project: half of what it holds, and a quarter of two years' income.
fn purse(desk: &Desk) -> i64 {
    let income = desk.level().seats.get(desk.seat.index()).map_or(0, |s| s.income.0);
    desk.treasury() / 2 + income.saturating_mul(6)
}

/// Clauses that add something to what stands already, as a draft; `None` if nothing binding is left of them.
fn draft(state: &State, a: SeatId, b: SeatId, clauses: Vec<Clause>) -> Option<Draft> {
    let clauses: Vec<Clause> = clauses.into_iter().filter(|c| !board::covered(state, c)).collect();
    let mut parties = vec![a, b];
    parties.sort_unstable();
    (!clauses.is_empty()).then(|| Draft {
        parties,
        clauses,
        term: board::usual_term(state),
        secret: false,
    })
}

fn countries(state: &State, a: SeatId, b: SeatId) -> Option<(CountryId, CountryId)> {
    Some((state.level().country_of(a)?, state.level().country_of(b)?))
}

/// A tariff less a share of itself, in whole tenths of a per cent.
fn less(now: Rate, share: Rate) -> Rate {
    let cut = i64::from(now.0) * i64::from(share.0) / 10_000;
    Rate((now.0 - i32::try_from(cut).unwrap_or(0)) / 10 * 10)
}

fn ceiling(state: &State, giver: SeatId, receiver: SeatId, share: Rate) -> Option<Clause> {
    let (importer, exporter) = countries(state, giver, receiver)?;
    let good = general(state.level());
    let now = tariff(state, importer, exporter, good);
    (now.0 >= 100).then(|| Clause::TariffCeiling {
        giver,
        receiver,
        good,
        max: less(now, share),
    })
}

/// Relief for relief, and with it the renewal of a truce: whoever controls lifts up to two controls, whoever profits binds
/// its tariff lower.
fn relief(state: &State, me: SeatId, other: SeatId, style: Style) -> Vec<Clause> {
    let Some((mine, theirs)) = countries(state, me, other) else {
        return Vec::new();
    };
    let term = board::usual_term(state);
    let mut clauses = Vec::new();
    for (giver, receiver, from, to) in [(other, me, theirs, mine), (me, other, mine, theirs)] {
        let freed: Vec<Clause> = bites(state, from, to, term)
            .into_iter()
            .filter(|b| b.refused * b.acts > 0.02)
            .take(2)
            .map(|b| Clause::ControlRelief {
                giver,
                receiver,
                good: b.good,
                relief: Relief::General,
                use_: use_of(b.regime),
            })
            .collect();
        if !freed.is_empty() {
            let share = if receiver == me { style.give } else { style.ask };
            clauses.extend(freed);
            clauses.extend(ceiling(state, receiver, giver, share));
        }
    }
    clauses
}

/// Where a regime lets civil users through, only they are asked for.
const fn use_of(regime: Regime) -> ReliefUse {
    match regime {
        Regime::CivilOnly { .. } | Regime::Ban => ReliefUse::Civil,
        _ => ReliefUse::Any,
    }
}

fn tariffs(state: &State, me: SeatId, other: SeatId, style: Style) -> Vec<Clause> {
    [
        ceiling(state, me, other, style.give),
        ceiling(state, other, me, style.ask),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Money for a project in the host's country, and a flow of what it makes to the investor.
fn project(state: &State, investor: SeatId, host: SeatId, style: Style, purse: i64) -> Vec<Clause> {
    let Some((project, open)) = best_project(state, investor, host) else {
        return Vec::new();
    };
    let sum = (open / 10_000).saturating_mul(i64::from(style.money.0)).min(purse) / 1_000 * 1_000;
    let span = term_months(state);
    if sum < 3_000 || span < 3 {
        return Vec::new();
    }
    let parts = [
        (2, 30, Milestone::None),
        (8, 30, Milestone::Permitted),
        (14, 40, Milestone::Building),
    ];
    // In a short game the schedule shrinks with it: what is paid after the last turn moves nobody at the table.
    let played = months_played(state).min(SCHEDULE);
    let instalments = parts
        .into_iter()
        .map(|(after, percent, milestone)| Instalment {
            after: Months((after * played / SCHEDULE).min(span)),
            amount: Money(sum * percent / 100),
            milestone,
        })
        .collect();
    let announced = Money(open.max(sum));
    let mut clauses = vec![Clause::Investment {
        investor,
        host,
        project,
        announced,
        instalments,
    }];
    if let Some((good, tonnes)) = new_supply(state.level(), project) {
        let kg = board::room(state, host, good).min(Mass::from_tonnes(tonnes * 0.2).0);
        let kg = if board::room(state, host, good) <= 0 {
            Mass::from_tonnes(tonnes * 0.15).0
        } else {
            kg
        };
        clauses.extend(flow_clause(state, host, investor, good, kg, style));
    }
    clauses
}

/// Months that the usual schedule of instalments takes.
const SCHEDULE: u16 = 14;

/// Months of all turns that are played.
fn months_played(state: &State) -> u16 {
    let level = state.level();
    let (start, end) = (level.month_of(Turn(0)), level.month_of(Turn(level.played_turns())));
    u16::try_from(end.0.saturating_sub(start.0)).unwrap_or(u16::MAX)
}

/// Months that the usual term spans.
fn term_months(state: &State) -> u16 {
    let level = state.level();
    let end = Turn(state.turn().0.saturating_add(u16::from(board::usual_term(state))));
    let months = level.month_of(end).0.saturating_sub(level.month_of(state.turn()).0);
    u16::try_from(months).unwrap_or(u16::MAX)
}

/// How much more a project is sought that a goal names.
const NAMED: f64 = 8.0;

/// Whether a goal of a seat, as far as it is known, is about a project.
fn wants(level: &Level, seat: SeatId, project: ProjectId) -> bool {
    let goals = level.seats.get(seat.index()).map(|s| s.goals.as_slice());
    goals.unwrap_or_default().iter().any(|goal| names(&goal.met, project))
}

fn names(condition: &Condition, wanted: ProjectId) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(|part| names(part, wanted)),
        Condition::Started { project }
        | Condition::Paid { project, .. }
        | Condition::Permitted { project }
        | Condition::Running { project } => *project == wanted,
        _ => false,
    }
}

/// The project of a host that gives most for its open cost and soonest; with what is still to pay.
fn best_project(state: &State, investor: SeatId, host: SeatId) -> Option<(ProjectId, i64)> {
    let level = state.level();
    let country = level.country_of(host)?;
    let buyer = level.country_of(investor)?;
    let mut best: Option<(f64, ProjectId, i64)> = None;
    for (at, (deck, now)) in level.projects.iter().zip(&state.public().projects).enumerate() {
        let open = deck.cost.0 - now.paid.0;
        let here = level
            .facilities
            .get(deck.facility.index())
            .is_some_and(|f| f.country == country);
        if !here || now.running > 0.0 || open <= 0 {
            continue;
        }
        let Some((good, tonnes)) = new_supply(level, ProjectId::at(at)) else {
            continue;
        };
        let needed = if board::bought(state, good, buyer) > 0.0 {
            2.0
        } else {
            1.0
        };
        // Whoever's brief names a project asks for that one; of others' briefs nobody knows.
        let named = [host, investor]
            .into_iter()
            .any(|seat| wants(level, seat, ProjectId::at(at)));
        let wait: f64 = deck.steps.iter().map(|(_, m)| f64::from(m.0)).sum::<f64>() - now.months + now.delay;
        let gain = needed * tonnes * price(state, country, good) / Money(open).million().max(1.0) / wait.max(6.0);
        let score = if named { NAMED * gain } else { gain };
        if best.is_none_or(|(s, ..)| score > s) {
            best = Some((score, ProjectId::at(at), open));
        }
    }
    best.map(|(_, project, open)| (project, open))
}

fn flow_clause(state: &State, seller: SeatId, buyer: SeatId, good: GoodId, kg: i64, style: Style) -> Option<Clause> {
    let from = state.level().country_of(seller)?;
    let cents = price(state, from, good) * 100.0 * style.floor.fraction();
    #[allow(clippy::cast_possible_truncation, reason = "prices stay far below 2^53 cents")]
    let floor = Price(libm::round(cents).clamp(0.0, 1.0e8) as i64);
    (kg > 0).then_some(Clause::Offtake {
        seller,
        buyer,
        good,
        per_month: Mass(kg),
        price: OfftakePrice::Market { floor },
    })
}

/// A flow of the good by which the seller's trade with the buyer is dearest.
fn offtake(state: &State, seller: SeatId, buyer: SeatId, style: Style) -> Vec<Clause> {
    let Some((from, to)) = countries(state, seller, buyer) else {
        return Vec::new();
    };
    let dearest = board::minerals(state.level())
        .filter(|g| board::room(state, seller, *g) > 0 && board::bought(state, *g, to) > 0.0)
        .map(|g| (g, board::trade(state, g, from, to)))
        .filter(|(_, worth)| *worth > 0.0)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    let Some((good, _)) = dearest else { return Vec::new() };
    let kg = Mass::from_tonnes(board::bought(state, good, to) * 0.25)
        .0
        .min(board::room(state, seller, good));
    flow_clause(state, seller, buyer, good, kg, style).into_iter().collect()
}

/// A guarantee for a country in unrest, and a flow of its dearest good in return.
fn security(state: &State, guarantor: SeatId, guarded: SeatId, style: Style) -> Vec<Clause> {
    let level = state.level();
    let troubled = level
        .country_of(guarded)
        .is_some_and(|c| protection::felt(state, c) > 0.1);
    // Whoever lives from a small purse guarantees nobody.
    let upkeep = level.mechanisms.protection.cost.0.saturating_mul(10);
    let carries = level.seats.get(guarantor.index()).is_some_and(|s| s.income.0 >= upkeep);
    if !troubled || !carries {
        return Vec::new();
    }
    let mut clauses = vec![Clause::SecurityGuarantee {
        giver: guarantor,
        receiver: guarded,
    }];
    clauses.extend(offtake(state, guarded, guarantor, style));
    clauses
}

/// Peace in a country in unrest, carried by what both sides gain: a flow of its dearest good, or, where there is none, money.
fn calm(state: &State, broker: SeatId, troubled: SeatId, style: Style) -> Vec<Clause> {
    if peace::check(state, broker, troubled).is_err() {
        return Vec::new();
    }
    let mut clauses = vec![Clause::Peace {
        giver: broker,
        receiver: troubled,
    }];
    clauses.extend(offtake(state, troubled, broker, style));
    if clauses.len() == 1 {
        clauses.extend(project(state, broker, troubled, style, i64::MAX));
    }
    clauses
}

/// A flow of the owner's dearest good at a fifth above the usual floor, and nobody else gets one.
fn exclusive(state: &State, owner: SeatId, alone: SeatId, style: Style) -> Vec<Clause> {
    let dear = Style {
        floor: Rate(style.floor.0 * 6 / 5),
        ..style
    };
    let mut clauses = offtake(state, owner, alone, dear);
    if let Some(Clause::Offtake { good, .. }) = clauses.first() {
        clauses.push(Clause::Exclusivity {
            giver: owner,
            receiver: alone,
            good: *good,
        });
    }
    clauses
}

/// Lessons in the good in which the pupil is farthest behind, for a tenth of its purse.
fn lessons(state: &State, teacher: SeatId, pupil: SeatId, treasury: i64) -> Vec<Clause> {
    let Some((from, to)) = countries(state, teacher, pupil) else {
        return Vec::new();
    };
    let behind = board::minerals(state.level())
        .filter(|g| know_how::can_teach(state, from, to, *g))
        .min_by(|a, b| know_how::level(state, to, *a).total_cmp(&know_how::level(state, to, *b)));
    let Some(good) = behind else { return Vec::new() };
    let mut clauses = vec![Clause::TechnologyTransfer {
        giver: teacher,
        receiver: pupil,
        good,
    }];
    let amount = Money(treasury / 10 / 1_000 * 1_000);
    if amount.0 > 0 {
        clauses.push(Clause::LoanAid {
            lender: pupil,
            borrower: teacher,
            amount,
            finance: Finance::Aid,
        });
    }
    clauses
}

/// A quarter of the host's most profitable facility, for what it brings over the usual term at the style's price.
fn stake(state: &State, investor: SeatId, host: SeatId, style: Style, purse: i64) -> Vec<Clause> {
    let level = state.level();
    let Some(country) = level.country_of(host) else {
        return Vec::new();
    };
    let surplus = |at: &usize| state.public().market.producer_surplus.get(*at).copied().unwrap_or(0.0);
    let here = (0..level.facilities.len()).filter(|at| level.facilities[*at].country == country);
    let Some(at) = here.max_by(|a, b| surplus(a).total_cmp(&surplus(b)).then(b.cmp(a))) else {
        return Vec::new();
    };
    let (facility, share) = (FacilityId::at(at), Rate(2_500));
    let worth = surplus(&at) * share.fraction() * f64::from(term_months(state)) * style.floor.fraction();
    let price = Money(Money::from_thousand(worth).0 / 1_000 * 1_000);
    if price.0 < 3_000 || price.0 > purse || equity::sold(state, facility).0 > 0 {
        return Vec::new();
    }
    vec![Clause::Equity {
        investor,
        host,
        facility,
        share,
        price,
    }]
}

/// A gift to a purse at most half as large, against a headline.
fn aid(state: &State, me: SeatId, other: SeatId, treasury: i64) -> Vec<Clause> {
    let believed = state.own(other).map_or(i64::MAX, |o| o.treasury.0);
    let amount = Money((treasury / 50).min(believed) / 100 * 100);
    if believed > treasury / 2 || amount.0 < 500 {
        return Vec::new();
    }
    let mut clauses = vec![Clause::LoanAid {
        lender: me,
        borrower: other,
        amount,
        finance: Finance::Aid,
    }];
    clauses.extend(memorandum(state, me, other));
    clauses
}

/// A headline on a topic that the two have not used yet.
fn memorandum(state: &State, me: SeatId, other: SeatId) -> Vec<Clause> {
    let topics = state.level().topics.len();
    if topics == 0 {
        return Vec::new();
    }
    let first = usize::from(state.turn().0) + me.index() + other.index();
    (0..topics)
        .map(|step| Clause::Memorandum {
            topic: TopicId::at((first + step) % topics),
        })
        .find(|c| !board::covered(state, c))
        .into_iter()
        .collect()
}
