//! A turn's resolution, step by step in the published order (DESIGN 1).

use super::apply::CAPITAL_MAX;
use super::book::Book;
use super::event::{Event, Lapse, Stir};
use super::markets::Markets;
use super::setup::{open_turn, seats};
use super::state::{Stage, State};
use super::{
    check, claims, controls, deals, drift, equity, floors, happenings, know_how, licences, limits, lists, markets,
    money, private_stocks, projects, protection, reach, score, smuggling, statements, stocks, tariffs, technology,
    tenders, transshipment,
};
use crate::level::ids::{CountryId, SeatId};
use crate::level::order::Order;
use crate::level::units::{Capital, Months, Turn};

/// Who looks on while a turn is resolved, to explain it later. Roll-outs have nobody: `()`.
pub(super) trait Witness {
    /// Step 5: what the markets are about to be given.
    fn markets_open(&mut self, _state: &State, _moves: &[stocks::Move]) {}
    /// Step 9: what the lines are about to be scored on; `last` in the very last step.
    fn scoring(&mut self, _book: &Book, _length: Months, _last: bool) {}
}

impl Witness for () {}

/// Resolves the open turn (or run-out step) and opens the next one.
pub(super) fn resolve(
    state: &mut State,
    markets: &mut Markets,
    with_offers: bool,
    witness: &mut impl Witness,
) -> Vec<Event> {
    let level = state.shared_level();
    let Some(length) = level.length_of(state.turn()) else {
        return Vec::new();
    };
    let mut book = Book::new(state);
    // 1 expiries
    controls::expire(&mut book);
    deals::expire(&mut book);
    happenings::expire(&mut book);
    // 2 agreements begin; what is due is paid
    deals::begin(&mut book);
    deals::pay_due(&mut book);
    protection::settle(&mut book);
    // 3 sealed orders, then what licence desks answer
    let done = orders(&mut book);
    licences::decide(&mut book, length);
    // 4 projects
    projects::advance(&mut book, length);
    // 5 the markets
    transshipment::open(&mut book);
    witness.markets_open(book.state, &done.moves);
    let deliveries = deals::deliver(book.state);
    let hoarding = private_stocks::plan(book.state, length);
    let cleared = markets::clear(book.state, &done.moves, &deliveries, &hoarding, markets);
    book.post(Event::Cleared(std::sync::Arc::new(cleared.market)));
    // 6 stocks and long-run demand
    stocks::settle(&mut book, &done.moves, length);
    floors::settle(&mut book, length);
    private_stocks::settle(&mut book, length);
    drift::drift(&mut book, length);
    know_how::learn(&mut book, length);
    smuggling::settle(&mut book, &cleared.passed, length);
    transshipment::settle(&mut book, length);
    // 7 money
    money::collect(&mut book, length);
    smuggling::collect(&mut book, length);
    deals::settle_offtakes(&mut book, &deliveries, length);
    equity::pay_dividends(&mut book, length);
    // 8 promises
    statements::judge(&mut book, &done.orders);
    claims::wear_trust(&mut book);
    empty_headlines(&mut book);
    // 9 scores
    let last = level.length_of(Turn(book.state.turn().0.saturating_add(1))).is_none();
    witness.scoring(&book, length, last);
    score::score(&mut book, length, last);
    money::income(&mut book, length);
    // 10 leaks and lapses; the level's events are drawn as the next turn opens: news now, acting from its resolution on
    if book.state.stage() == Stage::Open {
        deals::leak(&mut book);
        deals::lapse(&mut book);
    }
    // 11 the next turn
    next_turn(&mut book, with_offers);
    book.events
}

struct Done {
    orders: Vec<(SeatId, Order)>,
    moves: Vec<stocks::Move>,
}

/// Step 3: breaches first, then every seat's orders in its own order.
fn orders(book: &mut Book) -> Done {
    let mut done = Done {
        orders: Vec::new(),
        moves: Vec::new(),
    };
    let level = book.state.shared_level();
    let sealed: Vec<(SeatId, Vec<Order>)> = seats(&level)
        .map(|s| (s, book.state.own(s).map(|o| o.orders.clone()).unwrap_or_default()))
        .collect();
    for breach in [true, false] {
        for (seat, orders) in &sealed {
            for order in orders {
                if matches!(order, Order::Breach { .. }) == breach {
                    one(book, *seat, order, &mut done);
                }
            }
        }
    }
    let bids: Vec<_> = done
        .orders
        .iter()
        .filter_map(|(seat, order)| match *order {
            Order::Bid { project, amount } => Some((*seat, project, amount)),
            _ => None,
        })
        .collect();
    tenders::close(book, &bids);
    done
}

fn one(book: &mut Book, seat: SeatId, order: &Order, done: &mut Done) {
    let lapse = |book: &mut Book, why| {
        book.post(Event::OrderLapsed {
            seat,
            order: *order,
            why,
        });
    };
    if let Some(agreement) = deals::forbids(book.state, seat, order) {
        return lapse(book, Lapse::Forbidden(agreement));
    }
    let cost = check::capital_cost(book.state, seat, order);
    if book.state.own(seat).is_none_or(|o| o.capital < cost) {
        return lapse(book, Lapse::NoCapital);
    }
    let tightened = check::tightens(book.state, seat, order);
    let Some(me) = book.state.level().country_of(seat) else {
        return;
    };
    if !carry_out(book, seat, me, order, done) {
        return;
    }
    book.post(Event::CapitalMoved {
        seat,
        by: Capital(-cost.0),
    });
    if let Some(tightened) = tightened {
        let turn = book.state.turn();
        let key = check::direction_key(order);
        book.post(Event::ChangeNoted(super::state::Change {
            seat,
            tightened,
            key,
            turn,
        }));
    }
    book.post(Event::OrderDone { seat, order: *order });
    done.orders.push((seat, *order));
}

/// Carries an order out; false if it lapsed (and said so).
fn carry_out(book: &mut Book, seat: SeatId, me: CountryId, order: &Order, done: &mut Done) -> bool {
    if let Order::Stock { good, mass } = *order {
        let planned = stocks::plan(book, seat, good, mass);
        done.moves.extend(planned);
        return planned.is_some();
    }
    if let Err(refusal) = check::possible(book.state, seat, order) {
        let why = match refusal {
            super::refusal::Refusal::NotEnoughMoney { .. } => Lapse::NoMoney,
            _ => Lapse::Pointless,
        };
        book.post(Event::OrderLapsed {
            seat,
            order: *order,
            why,
        });
        return false;
    }
    match *order {
        Order::Tariff { partner, good, rate } => tariffs::set_tariff(book, me, partner, good, rate),
        Order::ExportTax {
            destination,
            good,
            rate,
        } => tariffs::set_export_tax(book, me, destination, good, rate),
        Order::Control {
            destination,
            good,
            regime,
        } => controls::set(book, me, destination, good, regime),
        Order::Suspend {
            destination,
            good,
            turns,
        } => controls::suspend(book, me, destination, good, turns),
        Order::StartProject { project } => projects::start(book, project, Some(seat)),
        Order::Breach { agreement } => deals::break_agreement(book, seat, agreement),
        Order::Campaign { good } => smuggling::campaign(book, me, good),
        Order::Reach { good, on } => reach::set(book, me, good, on),
        Order::Floor { good, price } => floors::set(book, me, good, price),
        Order::Tender { project } => tenders::open(book, project),
        Order::Award { project, to } => tenders::award(book, seat, project, to),
        Order::Claim { over, on } => claims::set(book, seat, over, on),
        Order::List { good, names } => lists::change(book, seat, me, good, names),
        Order::Technology { good, on } => technology::set(book, me, good, on),
        // Bids are opened together when all orders are done.
        Order::Stock { .. } | Order::Bid { .. } => {}
    }
    true
}

/// A public investment announced two turns ago without a dollar paid costs approval on the investor's side.
fn empty_headlines(book: &mut Book) {
    let turn = book.state.turn();
    let mut empty = Vec::new();
    for agreement in book
        .state
        .party
        .agreements
        .iter()
        .filter(|a| a.in_force() && a.is_public() && !a.given)
    {
        for (clause, state) in agreement.draft.clauses.iter().zip(&agreement.clauses) {
            if let crate::level::clause::Clause::Investment { investor, .. } = clause
                && agreement.signed.0.saturating_add(2) == turn.0
                && state.paid.0 == 0
            {
                empty.push(*investor);
            }
        }
    }
    for seat in empty {
        book.post(Event::ApprovalMoved {
            seat,
            by: limits::EMPTY_HEADLINE,
            why: Stir::EmptyHeadline,
        });
    }
}

fn next_turn(book: &mut Book, with_offers: bool) {
    let level = book.state.shared_level();
    let turn = Turn(book.state.turn().0.saturating_add(1));
    let stage = if level.length_of(turn).is_none() {
        Stage::Over
    } else if turn.0 >= level.played_turns() {
        Stage::RunOut
    } else {
        Stage::Open
    };
    if stage == Stage::RunOut && book.state.stage() == Stage::Open {
        last_turn_measures(book);
    }
    book.post(Event::TurnBegan { turn, stage });
    if stage == Stage::Open {
        for seat in seats(&level) {
            let Some(own) = book.state.own(seat) else { continue };
            let approval = own.approval;
            let mut by = limits::CAPITAL_PER_TURN;
            by += i32::from(approval >= limits::APPROVAL_HIGH) - i32::from(approval <= limits::APPROVAL_LOW);
            debug_assert!(own.capital <= CAPITAL_MAX);
            book.post(Event::CapitalMoved { seat, by: Capital(by) });
        }
        open_turn(book, with_offers);
    } else if stage == Stage::RunOut {
        // Nobody answers any more, but nature, markets and courts go on.
        happenings::draw(book);
    }
}

/// A restrictive measure first imposed in the last turn lapses in the run-out (a suspended one that returns does not).
fn last_turn_measures(book: &mut Book) {
    let turn = book.state.turn();
    let fresh: Vec<_> = book
        .state
        .public
        .changes
        .iter()
        .filter(|c| c.tightened && c.turn == turn)
        .copied()
        .collect();
    for change in fresh {
        let Some(me) = book.state.level().country_of(change.seat) else {
            continue;
        };
        match change.key {
            crate::level::order::OrderKey::Tariff(partner, good) => {
                let at = book.state.level().cell(good, me, partner);
                let rate = book.state.level().tariffs.get(at).copied().unwrap_or_default();
                tariffs::set_tariff(book, me, partner, good, rate);
            }
            crate::level::order::OrderKey::ExportTax(destination, good) => {
                let at = book.state.level().cell(good, me, destination);
                let rate = book.state.level().export_taxes.get(at).copied().unwrap_or_default();
                tariffs::set_export_tax(book, me, destination, good, rate);
            }
            crate::level::order::OrderKey::Reach(good) => {
                let given = &book.state.level().mechanisms.reach.rules;
                if !given.contains(&(me, good)) && reach::reaches(book.state, me, good) {
                    reach::set(book, me, good, false);
                }
            }
            crate::level::order::OrderKey::Technology(good) => {
                let given = &book.state.level().mechanisms.know_how.bans;
                if !given.contains(&(me, good, None)) && technology::banned(book.state, me, good) {
                    technology::set(book, me, good, false);
                }
            }
            crate::level::order::OrderKey::Control(destination, good) => {
                // A control the level began with returns as it was written; a new one goes.
                let imposed_now: Vec<_> = book
                    .state
                    .public
                    .controls
                    .iter()
                    .filter(|c| c.control.exporter == me && c.control.good == good && c.since == turn)
                    .filter(|c| destination.is_none_or(|d| d == c.control.destination))
                    .map(|c| c.control.destination)
                    .collect();
                for to in imposed_now {
                    let route = (me, to, good);
                    let level = book.state.shared_level();
                    let old = level
                        .controls
                        .iter()
                        .find(|c| (c.exporter, c.destination, c.good) == route);
                    let now = controls::written(book.state, me, to, good).copied();
                    match (old, now) {
                        (Some(old), Some(now)) => {
                            book.post(Event::ControlSet(super::state::ControlInForce { control: *old, ..now }));
                        }
                        _ => book.post(Event::ControlLifted {
                            exporter: me,
                            destination: to,
                            good,
                        }),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Months of the open turn.
#[must_use]
pub fn length(state: &State) -> Months {
    state.level().length_of(state.turn()).unwrap_or_default()
}
