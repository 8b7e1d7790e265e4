//! The opponents: policies that play a seat.
//!
//! A policy sees a [`View`] and the level as its seat may know it ([`KnownLevel`]), nothing else: it can't cheat. What it
//! does comes back as ordinary commands. Every offer that awaits it is answered in the same turn: signed, countered, or
//! declined with a reason. All chance is drawn from named streams, so equal games have equal opponents.
//!
//! One file per policy (`passive`, `random`, `hawk`, `dove`, `greedy`); beside them what they share: `desk` (a
//! turn at work, where every command is checked before it is said), `board` (reading the situation), `value` and
//! `rollout` (what a package is worth, quickly and carefully), `order_value` (what an order is), `dues` (whether the treasury
//! can bear it), `drafts` (offers by templates), `orders` (orders that may be tried), `levers` (rarer orders), `files` (licence
//! files at the own desk), `tenders` (bids and awards), `answer` (sign, counter or decline), `bargain` and `regret` (what theory
//! says of a deal and of a repeated game).

mod answer;
pub mod attention;
pub mod bargain;
mod board;
mod desk;
mod dove;
mod drafts;
mod dues;
mod files;
mod greedy;
mod hawk;
mod levers;
mod order_value;
mod orders;
mod passive;
mod random;
pub mod regret;
mod rollout;
mod tenders;
#[cfg(test)]
mod tests;
mod value;

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::level::ids::SeatId;
use crate::level::units::Turn;
use crate::rules::View;
use crate::rules::chance::Stream;
use crate::rules::command::Command;
use crate::rules::estimate::KnownLevel;
use desk::Desk;
use drafts::Tried;
use rollout::Rollouts;

/// The scripted policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PolicyName {
    /// Keeps to history; signs only what gives and asks nothing.
    Passive,
    /// Anything legal.
    Random,
    /// Tightens, threatens, builds at home, signs only for much more than it gives.
    Hawk,
    /// Relaxes, proposes relief for relief, pays, signs whatever does no harm.
    Dove,
    /// Rolls out what it considers and takes what raises its own total most.
    Greedy,
}

/// A policy that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no policy \"{0}\": choose one of passive, random, hawk, dove, greedy")]
pub struct UnknownPolicy(pub String);

impl PolicyName {
    /// All of them, in order.
    pub const ALL: [Self; 5] = [Self::Passive, Self::Random, Self::Hawk, Self::Dove, Self::Greedy];

    /// The name on the command line.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Passive => "passive",
            Self::Random => "random",
            Self::Hawk => "hawk",
            Self::Dove => "dove",
            Self::Greedy => "greedy",
        }
    }
}

impl fmt::Display for PolicyName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl FromStr for PolicyName {
    type Err = UnknownPolicy;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|p| p.as_str() == name)
            .ok_or_else(|| UnknownPolicy(name.to_owned()))
    }
}

/// The scripted policy a seat draws from the game's seed when nothing else is asked for: mostly negotiators.
#[must_use]
pub fn mixed(seed: u64, seat: SeatId) -> PolicyName {
    use PolicyName::{Dove, Greedy, Hawk, Passive, Random};
    let urn = [Greedy, Greedy, Greedy, Dove, Dove, Dove, Hawk, Hawk, Random, Passive];
    let mut stream = Stream::new(seed, Turn(0), &format!("ai {} policy", seat.0));
    stream.pick(&urn).copied().unwrap_or(Greedy)
}

/// One seat's policy with what it keeps between calls: what it has tried, and scratch for roll-outs.
#[derive(Debug)]
pub struct Mind {
    name: PolicyName,
    seat: SeatId,
    known: Arc<KnownLevel>,
    seed: u64,
    memory: Memory,
}

/// What a policy remembers. Nothing in it decides anything that a fresh mind could not decide from its view alone,
/// except not to repeat what has just failed.
#[derive(Debug)]
struct Memory {
    /// Drafts put forward, by whom they were for.
    tried: Vec<Tried>,
    /// Offers countered this turn: never twice.
    countered: Vec<(crate::level::ids::OfferId, Turn)>,
    /// Roll-outs, where a policy uses them.
    rollouts: Rollouts,
}

impl Mind {
    /// A policy for a seat of a level as that seat may know it.
    #[must_use]
    pub fn new(name: PolicyName, seat: SeatId, known: Arc<KnownLevel>, seed: u64) -> Self {
        let memory = Memory {
            tried: Vec::new(),
            countered: Vec::new(),
            rollouts: Rollouts::new(&known, seat),
        };
        Self {
            name,
            seat,
            known,
            seed,
            memory,
        }
    }

    /// Which policy it is.
    #[must_use]
    pub const fn name(&self) -> PolicyName {
        self.name
    }

    /// The seat it plays.
    #[must_use]
    pub const fn seat(&self) -> SeatId {
        self.seat
    }

    /// One talk round: what the seat does now, in order; empty when there is nothing more to do. Round 0 opens the turn
    /// (orders, a statement, proposals), later rounds answer. `last` is the round after which the turn ends: everything
    /// is answered in it, nothing new is put on the table, and the seat is ready.
    pub fn act(&mut self, view: &View, round: u32, last: bool) -> Vec<Command> {
        let known = Arc::clone(&self.known);
        let Some(mut desk) = Desk::new(view, &known, self.seat, round, last) else {
            return Vec::new();
        };
        let mut stream = Stream::new(
            self.seed,
            view.public.turn,
            &format!("ai {} round {round}", self.seat.0),
        );
        let turn = view.public.turn;
        self.memory.countered.retain(|(_, t)| *t == turn);
        self.memory
            .tried
            .retain(|t| t.turn.0.saturating_add(drafts::PATIENCE) > turn.0);
        match self.name {
            PolicyName::Passive => passive::act(&mut desk),
            PolicyName::Random => random::act(&mut desk, &mut self.memory, &mut stream),
            PolicyName::Hawk => hawk::act(&mut desk, &mut self.memory),
            PolicyName::Dove => dove::act(&mut desk, &mut self.memory),
            PolicyName::Greedy => greedy::act(&mut desk, &mut self.memory, &mut stream),
        }
        desk.finish()
    }
}
