//! Licence files that lie at a desk, and licences that came of them.

use serde::{Deserialize, Serialize};

use crate::level::ids::{CountryId, FileId, GoodId, Use};
use crate::level::units::{Mass, Month, Rate, Turn};

/// What a desk says to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FileAnswer {
    /// A licence, whoever uses the goods in the end.
    Approve,
    /// A licence for civil use only.
    CivilOnly,
    /// Not now: the file keeps its place on the desk.
    Defer,
    /// No.
    Refuse,
}

impl FileAnswer {
    /// All of them, from the most to the least generous.
    pub const ALL: [Self; 4] = [Self::Approve, Self::CivilOnly, Self::Defer, Self::Refuse];
}

/// A file at a licence desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceFile {
    /// Number.
    pub id: FileId,
    /// Where the goods would go.
    pub destination: CountryId,
    /// What.
    pub good: GoodId,
    /// For which use, as the applicant says.
    pub use_: Use,
    /// How much a month.
    pub per_month: Mass,
    /// Whether a proof of that use came with it.
    pub proof: bool,
    /// Turn in which it came.
    pub since: Turn,
    /// The answer that will be given when the turn is resolved; without one the file is deferred.
    pub answer: Option<FileAnswer>,
}

/// A licence that came of a file: tonnes that pass a control beside what its regime lets through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Licence {
    /// Whose.
    pub exporter: CountryId,
    /// Where the goods go.
    pub destination: CountryId,
    /// What.
    pub good: GoodId,
    /// The use that was asked for.
    pub use_: Use,
    /// How much a month.
    pub per_month: Mass,
    /// For civil users alone.
    pub civil_only: bool,
    /// What of it reaches defence users all the same.
    pub leakage: Rate,
    /// First month.
    pub from: Month,
    /// First month in which it no longer holds.
    pub until: Month,
    /// What it is good for in the turn that is resolved, or was last: a month's mean.
    pub acting: Mass,
}
