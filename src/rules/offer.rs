//! Offers on the table and agreements in force.

use serde::{Deserialize, Serialize};

use crate::level::clause::Draft;
use crate::level::ids::{AgreementId, OfferId, SeatId};
use crate::level::units::{Money, Turn};

/// Why an offer was declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// It gives too little for what it asks.
    TooLittle,
    /// It asks for something this seat will not give.
    RedLine,
    /// The money or the capital for it is not there.
    CannotAfford,
    /// Another deal is preferred.
    OtherDeal,
    /// The other side's word is not good enough.
    NoTrust,
    /// Not now.
    NotNow,
}

/// An offer that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// Number at the table.
    pub id: OfferId,
    /// Who made it first.
    pub author: SeatId,
    /// Who wrote the present revision.
    pub writer: SeatId,
    /// Revision, from 1.
    pub revision: u16,
    /// The text.
    pub draft: Draft,
    /// Who has signed this revision, ascending.
    pub signed: Vec<SeatId>,
    /// In which turn this revision was written.
    pub turn: Turn,
    /// Put on the table by the level: its author's signature costs the author nothing.
    pub given: bool,
}

impl Offer {
    /// Whether a seat still has to answer.
    #[must_use]
    pub fn awaits(&self, seat: SeatId) -> bool {
        self.draft.parties.contains(&seat) && !self.signed.contains(&seat)
    }
}

/// How a clause stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ClauseStanding {
    /// As agreed so far.
    Kept,
    /// Something is late for this many turns.
    Late(u8),
    /// Broken by its giver.
    Broken,
}

/// A clause's progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClauseState {
    /// How it stands.
    pub standing: ClauseStanding,
    /// Money paid under it so far (investment, loan, aid).
    pub paid: Money,
    /// Instalments paid (investment) or repayments made (loan, months).
    pub steps: u16,
}

/// How an agreement stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AgreementStanding {
    /// Signed, takes effect at the coming resolution.
    Formed,
    /// In force.
    InForce,
    /// Ran to its term.
    Expired,
    /// Ended by a breach of this seat.
    Broken(SeatId),
}

/// An agreement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Number in order of signature.
    pub id: AgreementId,
    /// The text.
    pub draft: Draft,
    /// Turn of the last signature.
    pub signed: Turn,
    /// First turn after its term.
    pub until: Turn,
    /// How it stands.
    pub standing: AgreementStanding,
    /// Progress of each clause.
    pub clauses: Vec<ClauseState>,
    /// A secret one that became known.
    pub leaked: bool,
    /// Given by the level: in force in both runs.
    pub given: bool,
}

impl Agreement {
    /// Whether its clauses act.
    #[must_use]
    pub const fn in_force(&self) -> bool {
        matches!(self.standing, AgreementStanding::InForce)
    }

    /// Whether anybody may know of it.
    #[must_use]
    pub const fn is_public(&self) -> bool {
        !self.draft.secret || self.leaked
    }
}
