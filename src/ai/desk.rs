//! A turn at work: the view as it will be after what has been said so far. Every command is checked before it is said.

use super::value::quick;
use crate::level::Level;
use crate::level::clause::Draft;
use crate::level::ids::{AgreementId, CountryId, OfferId, SeatId};
use crate::level::order::{Order, OrderKey};
use crate::level::units::{Capital, Money, Turn};
use crate::rules::command::Command;
use crate::rules::estimate::{Belief, KnownLevel, estimate};
use crate::rules::limits;
use crate::rules::offer::{Agreement, AgreementStanding, ClauseStanding, ClauseState, Offer, Reason};
use crate::rules::state::{Own, Stage, State};
use crate::rules::{View, capital_cost, capital_left, check, would_void};

/// One call of a policy.
#[derive(Debug)]
pub(super) struct Desk<'a> {
    /// Who works.
    pub(super) seat: SeatId,
    /// Its country.
    pub(super) country: CountryId,
    /// What it knows of the level.
    pub(super) known: &'a KnownLevel,
    /// Its view, with what was said since.
    pub(super) view: View,
    /// The middle estimate of that view.
    pub(super) state: State,
    /// Talk round of the turn.
    pub(super) round: u32,
    /// Whether the turn ends after it.
    pub(super) last: bool,
    commands: Vec<Command>,
}

impl<'a> Desk<'a> {
    /// Sits down; `None` if the seat has no part in the view or no turn is open.
    pub(super) fn new(view: &View, known: &'a KnownLevel, seat: SeatId, round: u32, last: bool) -> Option<Self> {
        let country = known.level().country_of(seat)?;
        if view.seat() != Some(seat) || view.mine().is_none() || view.public.stage != Stage::Open {
            return None;
        }
        let state = estimate(view, known, Belief::Mid);
        Some(Self {
            seat,
            country,
            known,
            view: view.clone(),
            state,
            round,
            last,
            commands: Vec::new(),
        })
    }

    /// The level as the seat knows it.
    pub(super) fn level(&self) -> &'a Level {
        self.known.level()
    }

    /// The open turn.
    pub(super) fn turn(&self) -> Turn {
        self.view.public.turn
    }

    /// What the seat knows of itself.
    pub(super) fn own(&self) -> Option<&Own> {
        self.view.mine()
    }

    /// Money in the treasury, thousand USD.
    pub(super) fn treasury(&self) -> i64 {
        self.own().map_or(0, |o| o.treasury.0)
    }

    /// Political capital left after orders and open signatures.
    pub(super) fn capital(&self) -> i32 {
        capital_left(&self.state, self.seat).0
    }

    /// Offers that await the seat, by number.
    pub(super) fn awaiting(&self) -> Vec<Offer> {
        self.view
            .offers
            .iter()
            .filter(|o| o.awaits(self.seat))
            .cloned()
            .collect()
    }

    /// The other seats, in level order.
    pub(super) fn others(&self) -> Vec<SeatId> {
        (0..self.level().seats.len())
            .map(SeatId::at)
            .filter(|s| *s != self.seat)
            .collect()
    }

    /// Whether a command would be allowed now.
    pub(super) fn allowed(&self, command: &Command) -> bool {
        check(&self.state, self.seat, command).is_ok()
    }

    /// Says a command if it is allowed; tells whether it was.
    pub(super) fn say(&mut self, command: Command) -> bool {
        if !self.allowed(&command) {
            return false;
        }
        self.take_in(&command);
        self.state = estimate(&self.view, self.known, Belief::Mid);
        self.commands.push(command);
        true
    }

    /// Seals an order if that is allowed.
    pub(super) fn seal(&mut self, order: Order) -> bool {
        self.say(Command::Seal(order))
    }

    /// Seals an order only if it replaces none and some capital is left for signatures afterwards.
    pub(super) fn seal_keeping(&mut self, order: Order, reserve: i32) -> bool {
        let taken = self
            .own()
            .is_some_and(|o| o.orders.iter().any(|old| old.key() == order.key()));
        !taken && self.capital() - capital_cost(&self.state, self.seat, &order).0 >= reserve && self.seal(order)
    }

    /// Puts a draft on the table only if some capital is left for signatures afterwards.
    pub(super) fn propose_keeping(&mut self, draft: &Draft, reserve: i32) -> bool {
        self.capital() - limits::SIGNATURE.0 >= reserve && self.say(Command::Propose(draft.clone()))
    }

    /// Signs, taking back own orders that the text forbids; if capital lacks, lesser things make room first.
    pub(super) fn sign(&mut self, offer: &Offer) -> bool {
        let accept = Command::Accept {
            offer: offer.id,
            revision: offer.revision,
        };
        if self.capital() < limits::SIGNATURE.0 {
            self.make_room(&offer.draft);
        }
        if !self.allowed(&accept) {
            return false;
        }
        for order in would_void(&self.state, self.seat, &offer.draft.clauses) {
            self.say(Command::Unseal(order.key()));
        }
        self.say(accept)
    }

    /// Takes back what costs capital until enough for a signature is left: own orders beyond history, then own offers,
    /// the poorest first, as far as they are worth less than `draft`.
    pub(super) fn make_room(&mut self, draft: &Draft) {
        let history = self.history();
        let worth = |desk: &Self, d: &Draft| quick(&desk.state, desk.seat, desk.seat, d);
        let aim = worth(self, draft);
        let mut open: Vec<(f64, OfferId)> = self
            .view
            .offers
            .iter()
            .filter(|o| o.author == self.seat && o.signed.contains(&self.seat))
            .map(|o| (worth(self, &o.draft), o.id))
            .filter(|(value, _)| *value < aim)
            .collect();
        open.sort_by(|a, b| a.0.total_cmp(&b.0));
        let orders: Vec<OrderKey> = self
            .own()
            .map(|o| o.orders.iter().map(Order::key).collect())
            .unwrap_or_default();
        let orders = orders
            .into_iter()
            .rev()
            .filter(|k| !history.contains(k))
            .map(Command::Unseal);
        let steps: Vec<Command> = orders
            .chain(open.into_iter().map(|(_, offer)| Command::Withdraw { offer }))
            .collect();
        // Half of the room is no use: give up nothing unless all of it can be had.
        #[allow(clippy::cast_possible_wrap, clippy::cast_possible_truncation, reason = "a handful")]
        let most = self.capital() + 2 * steps.len() as i32;
        for step in steps {
            if self.capital() >= limits::SIGNATURE.0 || most < limits::SIGNATURE.0 {
                return;
            }
            self.say(step);
        }
    }

    /// Keys of the seat's history orders of this turn.
    pub(super) fn history(&self) -> Vec<OrderKey> {
        let turn = self.turn();
        self.level()
            .history
            .iter()
            .filter(|h| h.seat == self.seat && h.turn == turn)
            .map(|h| h.order.key())
            .collect()
    }

    /// Declines, with a reason.
    pub(super) fn decline(&mut self, offer: OfferId, reason: Reason) {
        self.say(Command::Decline { offer, reason });
    }

    /// Gets up: what was said, and *ready* if nothing awaits an answer.
    pub(super) fn finish(mut self) -> Vec<Command> {
        let ready = self.view.public.seats.get(self.seat.index()).is_some_and(|f| f.ready);
        if self.awaiting().is_empty() && (!ready || !self.commands.is_empty()) {
            self.say(Command::Ready(true));
        }
        self.commands
    }

    fn own_mut(&mut self) -> Option<&mut Own> {
        let seat = self.seat;
        self.view.own.iter_mut().find(|(s, _)| *s == seat).map(|(_, own)| own)
    }

    /// Moves the view by an allowed command.
    fn take_in(&mut self, command: &Command) {
        let seat = self.seat;
        match command {
            Command::Seal(order) => {
                if let Some(own) = self.own_mut() {
                    match own.orders.iter_mut().find(|o| o.key() == order.key()) {
                        Some(old) => *old = *order,
                        None => own.orders.push(*order),
                    }
                }
            }
            Command::Unseal(key) => {
                if let Some(own) = self.own_mut() {
                    own.orders.retain(|o| o.key() != *key);
                }
            }
            Command::Ready(ready) => {
                if let Some(face) = self.view.public.seats.get_mut(seat.index()) {
                    face.ready = *ready;
                }
            }
            Command::Propose(draft) => {
                let id = OfferId(self.view.public.next_offer);
                self.view.public.next_offer = id.0.saturating_add(1);
                let turn = self.turn();
                let draft = draft.clone();
                self.sent(&draft);
                self.view.offers.push(Offer {
                    id,
                    author: seat,
                    writer: seat,
                    revision: 1,
                    draft,
                    signed: vec![seat],
                    turn,
                    given: false,
                });
            }
            Command::Counter { offer, draft, .. } => self.countered(*offer, draft),
            Command::Accept { offer, .. } => self.signed(*offer),
            Command::Decline { offer, .. } | Command::Withdraw { offer } => self.view.offers.retain(|o| o.id != *offer),
            Command::AnswerFile { file, answer } => {
                if let Some(own) = self.own_mut()
                    && let Some(file) = own.files.iter_mut().find(|f| f.id == *file)
                {
                    file.answer = Some(*answer);
                }
            }
            Command::State(_) => {
                self.pay(limits::STATEMENT);
                if let Some(face) = self.view.public.seats.get_mut(seat.index()) {
                    face.stated = true;
                }
            }
            Command::Say { .. } => {}
        }
    }

    fn pay(&mut self, cost: Capital) {
        if let Some(own) = self.own_mut() {
            own.capital.0 = own.capital.0.saturating_sub(cost.0);
        }
    }

    fn sent(&mut self, draft: &Draft) {
        let seat = self.seat;
        if let Some(own) = self.own_mut() {
            for other in draft.parties.iter().filter(|s| **s != seat) {
                if let Some(count) = own.sent.get_mut(other.index()) {
                    *count = count.saturating_add(1);
                }
            }
        }
    }

    fn countered(&mut self, id: OfferId, draft: &Draft) {
        let (seat, turn) = (self.seat, self.turn());
        self.sent(draft);
        if let Some(offer) = self.view.offers.iter_mut().find(|o| o.id == id) {
            offer.writer = seat;
            offer.revision = offer.revision.saturating_add(1);
            offer.draft = draft.clone();
            offer.signed = vec![seat];
            offer.turn = turn;
        }
    }

    fn signed(&mut self, id: OfferId) {
        let (seat, turn) = (self.seat, self.turn());
        let Some(at) = self.view.offers.iter().position(|o| o.id == id) else {
            return;
        };
        let offer = &mut self.view.offers[at];
        if let Err(slot) = offer.signed.binary_search(&seat) {
            offer.signed.insert(slot, seat);
        }
        if offer.signed != offer.draft.parties {
            return;
        }
        let draft = self.view.offers.remove(at).draft;
        let fresh = ClauseState {
            standing: ClauseStanding::Kept,
            paid: Money(0),
            steps: 0,
        };
        let agreement = AgreementId(self.view.public.next_agreement);
        self.view.public.next_agreement = agreement.0.saturating_add(1);
        self.view.agreements.push(Agreement {
            id: agreement,
            signed: turn,
            until: Turn(turn.0.saturating_add(u16::from(draft.term))),
            standing: AgreementStanding::Formed,
            clauses: vec![fresh; draft.clauses.len()],
            leaked: false,
            given: false,
            draft,
        });
        self.pay(limits::SIGNATURE);
    }
}
