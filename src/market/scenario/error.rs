//! What can be wrong with a scenario, each in a sentence that names the field.

/// A scenario that cannot be solved.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ScenarioError {
    /// Not readable as RON, or a key is missing or unknown.
    #[error("line {line}, column {column}: {reason}")]
    Syntax {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
        /// What the reader says.
        reason: String,
    },
    /// No region at all.
    #[error("`regions` is empty: name at least one")]
    NoRegions,
    /// More regions than the tables are meant for.
    #[error("`regions` has {found} names, at most {most} are solved")]
    TooManyRegions {
        /// How many.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A name that says nothing.
    #[error("`regions`: name {at} is empty")]
    UnnamedRegion {
        /// Which, from 1.
        at: usize,
    },
    /// Two regions with one name.
    #[error("`regions` has `{name}` twice")]
    DuplicateRegion {
        /// The name.
        name: String,
    },
    /// A list, or the number of rows of a table, does not fit the regions.
    #[error("`{field}` needs one {what} per region: {found} given, regions {expected}")]
    Length {
        /// Name of the field.
        field: &'static str,
        /// `entry` or `row`.
        what: &'static str,
        /// How many it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A row of a table does not fit the regions.
    #[error("`{field}`: the row of `{row}` needs one number per region: {found} given, regions {expected}")]
    RowLength {
        /// Name of the field.
        field: &'static str,
        /// Region of the row.
        row: String,
        /// How many numbers it has.
        found: usize,
        /// How many it should have.
        expected: usize,
    },
    /// A number outside its range.
    #[error("`{field}`{place} is {value}: {rule}")]
    Value {
        /// Name of the field, with what is inside it.
        field: String,
        /// Where in the field: ` of …`, ` from … to …` or nothing.
        place: String,
        /// The number.
        value: f64,
        /// What it should be.
        rule: &'static str,
    },
    /// A quota on a region that does not exist.
    #[error("`quotas`, entry {at}: `{side}` is `{name}`, which is not in `regions`")]
    UnknownRegion {
        /// Which quota, from 1.
        at: usize,
        /// `from` or `to`.
        side: &'static str,
        /// The name.
        name: String,
    },
    /// No prices of zero or more clear the market.
    #[error("there is no equilibrium: {reason}")]
    NoEquilibrium {
        /// Which region cannot sell or buy what it must.
        reason: String,
    },
    /// The search ended elsewhere.
    #[error(
        "no equilibrium was found: the best that was reached violates a condition by {residual:.1e} of usual prices or quantities{hint}"
    )]
    NotFound {
        /// Largest violation, relative.
        residual: f64,
        /// What might help.
        hint: &'static str,
    },
    /// Something left the range of numbers.
    #[error("`{field}` came out too large to be a number: use other units")]
    Overflow {
        /// Name of the result.
        field: &'static str,
    },
}
