//! Measures: the tariffs, export taxes and export controls in force, and how strict a control can be.

use serde::{Deserialize, Serialize};

use super::ids::{CountryId, GoodId};
use super::units::{Month, Rate};

/// How strictly a good may leave a country towards a destination, from lenient to strict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Regime {
    /// No licence needed.
    Free,
    /// A general licence: paperwork, no quota.
    General,
    /// A licence per shipment; `approval` of the trailing twelve-month flow before the regime gets one.
    Licence {
        /// Share of that flow that is approved.
        approval: Rate,
    },
    /// Licences for proven civil end use only, `approval` of the trailing civil flow; nothing for defence users.
    CivilOnly {
        /// Share of the trailing civil flow that is approved.
        approval: Rate,
    },
    /// Nothing leaves.
    Ban,
}

impl Regime {
    /// Strictness on one scale, 0 (free) to 10,000 (ban); used to tell whether a change tightens or relaxes.
    #[must_use]
    pub const fn strictness(self) -> i32 {
        match self {
            Self::Free => 0,
            Self::General => 1,
            Self::Licence { approval } => 2 + (10_000 - approval.0) / 2,
            Self::CivilOnly { approval } => 5_003 + (10_000 - approval.0) / 3,
            Self::Ban => 10_000,
        }
    }

    /// Whether the regime limits tonnes at all.
    #[must_use]
    pub const fn limits(self) -> bool {
        !matches!(self, Self::Free | Self::General)
    }
}

/// An export control: one good from one country to one destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Control {
    /// Who controls.
    pub exporter: CountryId,
    /// Where the good would go.
    pub destination: CountryId,
    /// The good.
    pub good: GoodId,
    /// The regime as written.
    pub regime: Regime,
    /// Until when the measure is suspended: before this month a general licence applies instead.
    pub suspended_until: Option<Month>,
}

impl Control {
    /// The regime that applies in `month`.
    #[must_use]
    pub fn effective(&self, month: Month) -> Regime {
        match self.suspended_until {
            Some(until) if month < until => self.regime.min(Regime::General),
            _ => self.regime,
        }
    }
}
