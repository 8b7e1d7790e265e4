//! The level file's seats: budgets, briefs, goals, what counts as security, domestic groups.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ids::Use;
use super::shape_event::ConditionEntry;
use super::text::Text;

/// A seat: who plays a country, with which brief and purse.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeatEntry {
    /// The country it decides for; a seat is named by it everywhere.
    pub country: String,
    /// The office, not a person: `"US government"`; public.
    pub role: Text,
    /// The private brief.
    pub brief: Brief,
    /// Who does what when several people share the seat.
    #[serde(default)]
    pub sub_roles: Vec<SubRoleEntry>,
    /// Goals in order of rank, one to four.
    pub goals: Vec<GoalEntry>,
    /// Points a package must add before the seat signs, 0 to 10.
    pub walk_away: f64,
    /// Weights of the three lines in the seat's total; sum 100.
    pub weights: Weights,
    /// Scale of each line: the difference from no deal that is worth 100 points.
    pub scales: Scales,
    /// Money at the start, million USD.
    pub opening: f64,
    /// Income, million USD a month.
    pub income: f64,
    /// What others believe its money at the start to be: (low, mid, high), million USD.
    pub believed_treasury: (f64, f64, f64),
    /// Approval at the start, points of 100.
    pub approval: f64,
    /// What counts as security.
    pub security: SecurityEntry,
    /// Domestic groups behind approval; weights sum to 100.
    pub groups: Vec<GroupEntry>,
    /// Where the purse and the brief's numbers come from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// A private brief.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Brief {
    /// The situation, at most 120 words.
    pub situation: Text,
    /// The same for a short lesson, at most 45 words; without it the full one is shown.
    #[serde(default)]
    pub basic: Option<Text>,
    /// What the seat may never do.
    pub red_line: Text,
    /// The fallback when nothing is signed.
    pub walk: Text,
}

/// A part of a seat's work.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SubRoleEntry {
    /// Which.
    pub role: SubRole,
    /// What it looks after, in this seat.
    pub task: Text,
}

/// Parts of a seat's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub enum SubRole {
    /// Signs, and speaks for the seat.
    Lead,
    /// Tariffs, general goods, money.
    Trade,
    /// Controls, stocks, projects.
    Minerals,
    /// Statements and headlines.
    Press,
    /// Speaks for a domestic group.
    Home,
}

/// A goal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GoalEntry {
    /// In words.
    pub text: Text,
    /// What it is worth: 3, 2 or 1 stars.
    pub stars: u8,
    /// When it is met, tested after the last turn.
    pub met: ConditionEntry,
}

/// Weights of the three lines, percent; sum 100.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Welfare, percent.
    pub welfare: f64,
    /// Security, percent.
    pub security: f64,
    /// Politics, percent.
    pub politics: f64,
}

/// Scale of each line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scales {
    /// Welfare, million USD a year.
    pub welfare: f64,
    /// Security, points of 100.
    pub security: f64,
    /// Politics, points of 100.
    pub politics: f64,
}

/// Weights of the five indicators of security, which sum to 100, and what the indicators look at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SecurityEntry {
    /// Weight of the fill of the worst critical line, percent.
    pub fill: f64,
    /// Weight of strategic cover against the target, percent.
    pub cover: f64,
    /// Weight of one minus the largest single origin (buyers) or buyer (sellers), percent.
    pub diversity: f64,
    /// Weight of the own share of the scarce stage, percent.
    pub scarce_stage: f64,
    /// Weight of calm: no measure or threat against it, percent.
    pub calm: f64,
    /// Goods whose shortage counts, with the use that suffers: `[("magnet", Defence)]`.
    pub critical: Vec<(String, Use)>,
    /// The scarce stage's good.
    pub scarce: String,
    /// Months of cover aimed at.
    pub target_months: f64,
}

/// A domestic group.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GroupEntry {
    /// Name.
    pub name: Text,
    /// Weight in approval, percent; a seat's groups sum to 100.
    pub weight: f64,
    /// What moves it.
    pub concern: ConcernEntry,
}

/// What a domestic group looks at.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub enum ConcernEntry {
    /// Users' prices of a good (they dislike them high).
    Users(String),
    /// Output of a good at home.
    Producers(String),
    /// Prices of general goods from abroad.
    Consumers,
    /// Producers of general goods that compete with imports (they like tariffs).
    ImportCompeting,
    /// Projects begun, built and running at home.
    Jobs,
    /// Being treated fairly: no measures against the country, no broken promises to it.
    Standing,
    /// Mines and plants near homes.
    Environment,
}
