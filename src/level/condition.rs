//! Conditions on a state: goals of briefs and triggers of events are written with these.

use serde::{Deserialize, Serialize};

use super::clause::ClauseKind;
use super::ids::{ClubId, CountryId, GoodId, ProjectId, SeatId, Use};
use super::shape_event::Meter;
use super::units::{Money, Rate};

/// A test on a state, with names already resolved.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Condition {
    /// Always true.
    Always,
    /// All of them hold.
    All(Vec<Self>),
    /// At least one holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// The buyers' price index of a good in a country, as a multiple of the base year, is at least this (10,000 = 1×).
    PriceAtLeast {
        /// Where.
        country: CountryId,
        /// Which users.
        use_: Use,
        /// Which good.
        good: GoodId,
        /// Multiple of the base price.
        multiple: Rate,
    },
    /// Users get at least this share of what they would take at base prices.
    FillAtLeast {
        /// Where.
        country: CountryId,
        /// Which users.
        use_: Use,
        /// Which good.
        good: GoodId,
        /// Share.
        share: Rate,
    },
    /// A country's share of world output of a good is at least this.
    ShareAtLeast {
        /// Whose output.
        country: CountryId,
        /// Which good.
        good: GoodId,
        /// Share.
        share: Rate,
    },
    /// A country's tariff on a partner's good is at most this.
    TariffAtMost {
        /// Who levies.
        importer: CountryId,
        /// On whom.
        exporter: CountryId,
        /// On what.
        good: GoodId,
        /// The rate.
        rate: Rate,
    },
    /// The control in effect is no stricter than a general licence.
    Relaxed {
        /// Who controls.
        exporter: CountryId,
        /// Where the good goes.
        destination: CountryId,
        /// Which good.
        good: GoodId,
    },
    /// An agreement in force (or honoured to its term) has a clause of this kind with this seat on either side,
    /// and, where given, that other seat on the other.
    Signed {
        /// The seat.
        seat: SeatId,
        /// The other side.
        with: Option<SeatId>,
        /// The kind of clause.
        kind: ClauseKind,
    },
    /// The seat has broken no agreement.
    KeptFaith {
        /// The seat.
        seat: SeatId,
    },
    /// A project has begun.
    Started {
        /// The project.
        project: ProjectId,
    },
    /// A project has at least this paid in.
    Paid {
        /// The project.
        project: ProjectId,
        /// How much.
        amount: Money,
    },
    /// A project has its permits (and is building, ramping or running).
    Permitted {
        /// The project.
        project: ProjectId,
    },
    /// A project produces.
    Running {
        /// The project.
        project: ProjectId,
    },
    /// A seat's treasury holds at least this.
    TreasuryAtLeast {
        /// The seat.
        seat: SeatId,
        /// How much.
        amount: Money,
    },
    /// A seat's approval is at least this (10,000 = 100 points).
    ApprovalAtLeast {
        /// The seat.
        seat: SeatId,
        /// Approval.
        approval: Rate,
    },
    /// One of a club's meters shows at least this.
    MeterAtLeast {
        /// The club.
        club: ClubId,
        /// Which meter.
        meter: Meter,
        /// Thousand USD for money, 10,000 = 100 % for the others.
        value: i64,
    },
    /// A seat has changed measures of its own at least so often in the last three turns.
    ChangedItsMind {
        /// The seat.
        seat: SeatId,
        /// How often.
        times: u8,
    },
    /// A strategic stock holds at least this many months of base use.
    CoverAtLeast {
        /// Whose stock.
        country: CountryId,
        /// Of what.
        good: GoodId,
        /// Months × 100.
        months: Rate,
    },
}
