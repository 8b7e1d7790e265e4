//! A level's first state, and what every turn opens with.

use std::sync::Arc;

use super::book::Book;
use super::event::Event;
use super::limits;
use super::markets::{Markets, base_year};
use super::offer::{Agreement, AgreementStanding, ClauseStanding, ClauseState, Offer};
use super::state::{
    Books, ControlInForce, CriticalList, FacilityState, FloorInForce, Hidden, Holding, Own, Party, ProjectState,
    Public, ReachRule, Score, SeatFace, Shared, Stage, State, TechnologyRule,
};
use super::statement::{Said, Standing, Statement, Tone};
use crate::level::clause::{Clause, Draft};
use crate::level::ids::{AgreementId, OfferId, SeatId, Use, buyer};
use crate::level::units::{Money, Rate, Turn};
use crate::level::{Level, Seat};

/// The state before the first turn opens.
pub(super) fn first_state(level: Arc<Level>, seed: u64, markets: &mut Markets) -> State {
    let base = Arc::new(base_year(&level, markets));
    state_at_start(Shared { level, base }, seed)
}

/// The same, of a level whose base year is known.
pub(super) fn state_at_start(shared: Shared, seed: u64) -> State {
    let Shared { level, base } = shared.clone();
    let public = Public {
        turn: Turn(0),
        stage: Stage::Open,
        tariffs: level.tariffs.clone(),
        export_taxes: level.export_taxes.clone(),
        controls: controls(&level, &base),
        floors: level
            .mechanisms
            .floors
            .iter()
            .map(|f| FloorInForce {
                country: f.country,
                good: f.good,
                price: f.price,
                since: Turn(0),
            })
            .collect(),
        claims: Vec::new(),
        tenders: Vec::new(),
        unrest: Vec::new(),
        first_unrest: Vec::new(),
        lists: level
            .mechanisms
            .lists
            .seats
            .iter()
            .map(|l| CriticalList {
                country: l.country,
                names: l.names,
                goods: l.goods.clone(),
            })
            .collect(),
        reach: level
            .mechanisms
            .reach
            .rules
            .iter()
            .map(|(exporter, good)| ReachRule {
                exporter: *exporter,
                good: *good,
                since: None,
            })
            .collect(),
        technology: level
            .mechanisms
            .know_how
            .bans
            .iter()
            .map(|(by, good, against)| TechnologyRule {
                by: *by,
                good: *good,
                against: *against,
                since: None,
            })
            .collect(),
        facilities: level
            .facilities
            .iter()
            .map(|f| FacilityState {
                capacity: f.capacity,
                entrant: 0.0,
                qualified: 0.0,
                closed: false,
            })
            .collect(),
        projects: (0..level.projects.len())
            .map(|at| ProjectState {
                // What an agreement in force pays for has begun.
                started: level
                    .given
                    .iter()
                    .flat_map(|d| &d.clauses)
                    .any(|c| matches!(c, Clause::Investment { project, .. } if project.index() == at)),
                sponsor: None,
                paid: Money(0),
                private: Money(0),
                months: 0.0,
                delay: 0.0,
                running: 0.0,
            })
            .collect(),
        market: Arc::clone(&base),
        demand_scale: vec![1.0; level.demands.len()],
        lost: vec![0.0; level.demands.len()],
        private_stocks: level
            .mechanisms
            .private_stocks
            .holders
            .iter()
            .map(|h| h.monthly * level.mechanisms.private_stocks.cover)
            .collect(),
        know_how: level.mechanisms.know_how.behind.iter().map(|b| b.level).collect(),
        rerouting: vec![0.0; level.mechanisms.transshipment.hosts.len()],
        effects: Vec::new(),
        fired: vec![None; level.events.len()],
        ledger: level.statements.iter().map(said).collect(),
        seats: vec![
            SeatFace {
                ready: false,
                reliability: Rate(10_000),
                stated: false,
                breaches: 0
            };
            level.seats.len()
        ],
        changes: Vec::new(),
        next_agreement: u32::try_from(level.given.len()).unwrap_or(0),
        next_offer: 0,
    };
    let own = level.seats.iter().map(|seat| own(&level, seat)).collect();
    let agreements = level
        .given
        .iter()
        .enumerate()
        .map(|(at, draft)| given(at, draft))
        .collect();
    let n = level.n();
    let mut state = State {
        public,
        own,
        party: Party {
            offers: Vec::new(),
            agreements,
            licences: Vec::new(),
        },
        hidden: Hidden::fresh(seed, n),
        shared,
    };
    // What was signed before has had its effect.
    state.public.unrest = super::protection::now(&state);
    state.public.first_unrest.clone_from(&state.public.unrest);
    state
}

/// What a seat knows of itself before the first turn.
pub(super) fn own(level: &Level, seat: &Seat) -> Own {
    Own {
        treasury: seat.opening,
        capital: limits::CAPITAL_START,
        approval: seat.approval,
        orders: Vec::new(),
        stocks: level
            .stocks
            .iter()
            .filter(|s| s.country == seat.country)
            .map(|s| Holding {
                good: s.good,
                mass: s.mass,
            })
            .collect(),
        sent: vec![0; level.seats.len()],
        score: Score::default(),
        glow: Rate(0),
        files: Vec::new(),
    }
}

fn controls(level: &Level, base: &super::state::Market) -> Vec<ControlInForce> {
    let mut controls: Vec<_> = level
        .controls
        .iter()
        .map(|control| ControlInForce {
            control: *control,
            trailing: Use::ALL.map(|u| {
                let at = (control.good.index() * level.n() + control.exporter.index()) * level.buyers();
                base.flow
                    .get(at + buyer(control.destination, u))
                    .copied()
                    .unwrap_or(0.0)
            }),
            since: Turn(0),
            bites_since: None,
        })
        .collect();
    controls.sort_by_key(super::apply::control_key);
    controls
}

fn said(given: &crate::level::GivenStatement) -> Said {
    Said {
        seat: given.seat,
        turn: Turn(0),
        statement: Statement {
            tone: Tone::Threat,
            target: given.target,
            order: given.order,
            due: given.due,
        },
        standing: Standing::Open,
    }
}

fn given(at: usize, draft: &Draft) -> Agreement {
    let mut agreement = agreement(Level::given_id(at), draft.clone(), Turn(0));
    agreement.standing = AgreementStanding::InForce;
    agreement.given = true;
    agreement
}

/// An agreement just formed.
pub(super) fn agreement(id: AgreementId, draft: Draft, turn: Turn) -> Agreement {
    let fresh = ClauseState {
        standing: ClauseStanding::Kept,
        paid: Money(0),
        steps: 0,
    };
    Agreement {
        id,
        signed: turn,
        until: Turn(turn.0.saturating_add(u16::from(draft.term))),
        standing: AgreementStanding::Formed,
        clauses: vec![fresh; draft.clauses.len()],
        leaked: false,
        given: false,
        draft,
    }
}

/// What a turn opens with: the level's events as news, history orders pre-filled, and, in the run with deals, the level's
/// ready offers and the files at licence desks.
pub(super) fn open_turn(book: &mut Book, with_offers: bool) {
    let level = book.state.shared_level();
    let turn = book.state.turn();
    super::happenings::draw(book);
    for history in level.history.iter().filter(|h| h.turn == turn) {
        if super::check::seal(book.state, history.seat, &history.order).is_ok() {
            book.post(Event::OrderSealed {
                seat: history.seat,
                order: history.order,
            });
        }
    }
    if !with_offers {
        return;
    }
    super::licences::receive(book);
    for ready in level.ready_offers.iter().filter(|r| r.turn == turn) {
        let id = OfferId(book.state.public.next_offer);
        book.post(Event::Offered(Offer {
            id,
            author: ready.author,
            writer: ready.author,
            revision: 1,
            draft: ready.draft.clone(),
            signed: vec![ready.author],
            turn,
            given: true,
        }));
    }
}

/// Every seat of a level.
pub(super) fn seats(level: &Level) -> impl Iterator<Item = SeatId> + use<> {
    (0..level.seats.len()).map(SeatId::at)
}

impl Hidden {
    /// What a game of `n` countries begins with: empty books, no channels.
    pub(in crate::rules) fn fresh(seed: u64, n: usize) -> Self {
        Self {
            seed,
            books: Books {
                firms: vec![Money(0); n],
                users: vec![Money(0); n],
                treasuries: vec![Money(0); n],
                traffickers: Money(0),
                world: Money(0),
            },
            channels: Vec::new(),
        }
    }
}
