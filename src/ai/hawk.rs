//! Hawk: tightens, refuses licences, raises tariffs against rivals, threatens before a date and keeps its word, builds at home,
//! keeps stocks and technology, has customs search and its controls reach abroad, signs only for much more than it gives.

use super::Memory;
use super::answer::{self, Answer};
use super::board::{self, general, tariff};
use super::desk::Desk;
use super::drafts::{self, Style, Template, Tried};
use super::dues::affordable;
use super::files;
use super::levers;
use super::order_value::quick_order;
use super::orders;
use super::value::quick;
use crate::level::ids::SeatId;
use crate::level::order::Order;
use crate::level::units::{Rate, Turn};
use crate::rules::command::Command;
use crate::rules::licence::FileAnswer;
use crate::rules::offer::{Agreement, Offer};
use crate::rules::state::ControlInForce;
use crate::rules::{Standing, Statement, Tone};

/// Points beyond its walk-away value that a hawk wants.
const MARGIN: f64 = 4.0;
/// The highest tariff a hawk goes to.
const HIGHEST: i32 = 9_000;
/// By how much it raises a tariff.
const STEP: i32 = 500;
/// What a hawk offers and asks.
const STYLE: Style = Style {
    give: Rate(300),
    ask: Rate(2_500),
    money: Rate(2_000),
    floor: Rate(8_000),
};

/// One talk round.
pub(super) fn act(desk: &mut Desk, memory: &mut Memory) {
    if desk.round == 0 {
        keep_word(desk);
        super::tenders::respond(desk);
        files::all(desk, FileAnswer::Refuse);
        court(desk);
        let rivals = board::rivals(desk);
        if desk.capital() >= 2 {
            raise(desk, &rivals);
        }
        tighten(desk, &rivals);
        build(desk);
        threaten(desk, &rivals);
        hoard(desk);
        enforce(desk);
        withhold(desk);
    }
    for offer in desk.awaiting() {
        let answer = judge(desk, memory, &offer);
        answer::give(desk, memory, &offer, answer);
    }
    if desk.round == 0 && !desk.last {
        demand(desk, memory);
    }
}

/// Does what it threatened or promised, when that falls due.
fn keep_word(desk: &mut Desk) {
    let turn = desk.turn();
    let due: Vec<Order> = desk
        .view
        .public
        .ledger
        .iter()
        .filter(|s| s.seat == desk.seat && s.standing == Standing::Open && s.statement.due <= turn)
        .map(|s| s.statement.order)
        .collect();
    for order in due {
        desk.seal(order);
    }
}

/// Raises one tariff: on the first rival whose goods aren't shielded by an agreement.
fn raise(desk: &mut Desk, rivals: &[SeatId]) {
    for rival in rivals {
        if higher(desk, *rival).is_some_and(|order| desk.seal_keeping(order, 1)) {
            return;
        }
    }
}

/// The next higher tariff on a rival's goods, or on its dearest mineral.
fn higher(desk: &Desk, rival: SeatId) -> Option<Order> {
    let partner = desk.level().country_of(rival)?;
    let mut goods = vec![general(desk.level())];
    goods.extend(
        board::minerals(desk.level())
            .filter(|g| board::trade(&desk.state, *g, partner, desk.country) > 1.0)
            .max_by(|a, b| {
                let worth = |g| board::trade(&desk.state, g, partner, desk.country);
                worth(*a).total_cmp(&worth(*b)).then(b.cmp(a))
            }),
    );
    goods.into_iter().find_map(|good| {
        let now = tariff(&desk.state, desk.country, partner, good).0;
        let order = Order::Tariff {
            partner,
            good,
            rate: Rate((now + STEP).min(HIGHEST)),
        };
        (now < HIGHEST && desk.allowed(&Command::Seal(order))).then_some(order)
    })
}

/// Tightens one control towards the first rival it can.
fn tighten(desk: &mut Desk, rivals: &[SeatId]) {
    for good in orders::controlled(desk) {
        let Some((regime, _)) = orders::usual_regime(desk, good) else {
            continue;
        };
        for rival in rivals.iter().take(2) {
            let destination = desk.level().country_of(*rival);
            let order = Order::Control {
                destination,
                good,
                regime: orders::moved(regime, -1_500),
            };
            if desk.seal_keeping(order, 1) {
                return;
            }
        }
    }
}

/// Begins the project at home that promises most, if a fifth of its cost is there.
fn build(desk: &mut Desk) {
    let money = desk.treasury();
    let within = |o: &Order| match o {
        Order::StartProject { project } => desk
            .level()
            .projects
            .get(project.index())
            .is_some_and(|p| p.cost.0 / 5 <= money),
        _ => false,
    };
    let value = |o: &Order| quick_order(&desk.state, desk.seat, o);
    let best = orders::projects(desk)
        .into_iter()
        .filter(|o| within(o) && desk.allowed(&Command::Seal(*o)))
        .max_by(|a, b| value(a).total_cmp(&value(b)));
    if let Some(order) = best {
        desk.seal_keeping(order, 1);
    }
}

/// What pleases at home when approval is low, and others pay for: a demand on another's status, which wears its own word, and
/// a longer list, on which nothing stands out. A demand is dropped when that word is worth little.
fn court(desk: &mut Desk) {
    let low = desk.own().is_some_and(|o| o.approval < Rate(5_000));
    let spent = board::reliability(&desk.state, desk.seat) < 0.6;
    let wanted = |order: &Order| match order {
        Order::Claim { on: true, .. } => low && !spent,
        Order::Claim { on: false, .. } => spent,
        Order::List { names, .. } => low && *names > 0,
        _ => false,
    };
    let mut orders = orders::claims(desk);
    orders.extend(orders::lists(desk));
    if let Some(order) = orders.into_iter().find(wanted) {
        desk.seal_keeping(order, 1);
    }
}

/// Now and then, and whenever a date with a rival is near, threatens it with a tariff that nothing forbids.
fn threaten(desk: &mut Desk, rivals: &[SeatId]) {
    let turn = desk.turn().0;
    let open = desk
        .view
        .public
        .ledger
        .iter()
        .any(|s| s.seat == desk.seat && s.standing == Standing::Open);
    let near = rivals.iter().take(2).any(|r| date_near(desk, *r));
    if open || !(near || turn % 3 == 1) || desk.capital() < 3 {
        return;
    }
    let found = rivals.iter().find_map(|r| higher(desk, *r).map(|o| (*r, o)));
    if let Some((target, Order::Tariff { partner, good, rate })) = found {
        // Above what is raised step by step until then, so that it can still be done.
        let order = Order::Tariff {
            partner,
            good,
            rate: Rate((rate.0 + 4 * STEP).min(HIGHEST + STEP)),
        };
        desk.say(Command::State(Statement {
            tone: Tone::Threat,
            target,
            order,
            due: Turn(turn.saturating_add(2)),
        }));
    }
}

/// Whether an agreement with a rival, or a suspension of its controls against the seat, ends within three turns.
fn date_near(desk: &Desk, rival: SeatId) -> bool {
    let soon = Turn(desk.turn().0.saturating_add(3));
    let month = desk.level().month_of(soon);
    let ends =
        |a: &Agreement| a.until <= soon && a.draft.parties.contains(&rival) && a.draft.parties.contains(&desk.seat);
    let returns = |c: &ControlInForce| {
        Some(c.control.exporter) == desk.level().country_of(rival)
            && c.control.destination == desk.country
            && c.control.suspended_until.is_some_and(|until| until <= month)
    };
    board::binding(&desk.state).any(ends) || desk.view.public.controls.iter().any(returns)
}

/// With capital to spare, buys for the strategic stock.
fn hoard(desk: &mut Desk) {
    let goods: Vec<_> = desk
        .level()
        .seats
        .get(desk.seat.index())
        .map(|s| s.security.critical.iter().map(|(g, _)| *g).collect())
        .unwrap_or_default();
    if desk.capital() < 3 {
        return;
    }
    for good in goods {
        if orders::purchase(desk, good, 0.1).is_some_and(|order| desk.seal_keeping(order, 2)) {
            return;
        }
    }
}

/// With capital to spare, has its controls reach abroad, or else its customs search.
fn enforce(desk: &mut Desk) {
    if desk.capital() < 3 {
        return;
    }
    let further = levers::reach(desk)
        .into_iter()
        .filter(|o| matches!(o, Order::Reach { on: true, .. }));
    let orders: Vec<Order> = further.chain(levers::campaigns(desk)).collect();
    for order in orders {
        if desk.seal_keeping(order, 1) {
            return;
        }
    }
}

/// With capital to spare, keeps one of its technologies to itself.
fn withhold(desk: &mut Desk) {
    for order in orders::technology(desk, true) {
        if desk.seal_keeping(order, 2) {
            return;
        }
    }
}

fn judge(desk: &Desk, memory: &Memory, offer: &Offer) -> Answer {
    let walk_away = walk_away(desk);
    let value = quick(&desk.state, desk.seat, desk.seat, &offer.draft);
    if value >= walk_away + MARGIN && affordable(&desk.state, desk.seat, &offer.draft) {
        return Answer::Accept;
    }
    if value > 0.0
        && answer::may_counter(desk, memory, offer)
        && let Some(draft) = answer::better(desk, offer, Rate(5_000))
    {
        return Answer::Counter(draft);
    }
    Answer::Decline(answer::reason(desk, &offer.draft, walk_away))
}

/// The points a package must add before the seat signs.
pub(super) fn walk_away(desk: &Desk) -> f64 {
    desk.level().seats.get(desk.seat.index()).map_or(5.0, |s| s.walk_away)
}

/// One demand a turn: the draft that would bring most.
fn demand(desk: &mut Desk, memory: &mut Memory) {
    let mut best: Option<(f64, drafts::Candidate)> = None;
    for with in desk.others() {
        for c in drafts::candidates(desk, with, STYLE, &memory.tried) {
            if matches!(c.template, Template::Aid | Template::Tariffs) || !affordable(&desk.state, desk.seat, &c.draft)
            {
                continue;
            }
            let value = quick(&desk.state, desk.seat, desk.seat, &c.draft);
            if value > walk_away(desk) && best.as_ref().is_none_or(|(v, _)| value > *v) {
                best = Some((value, c));
            }
        }
    }
    if let Some((_, c)) = best
        && desk.propose_keeping(&c.draft, 0)
    {
        memory.tried.push(Tried {
            with: c.with,
            template: c.template,
            turn: desk.turn(),
        });
    }
}
