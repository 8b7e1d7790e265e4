//! Game constants: budgets and limits (GAMEPLAY 1.2, DESIGN 2). All `assumed`.

use crate::level::units::{Capital, Money, Rate};

/// Political capital at the start.
pub const CAPITAL_START: Capital = Capital(4);
/// Gained each turn.
pub const CAPITAL_PER_TURN: i32 = 3;
/// Approval from which a turn gives one more.
pub const APPROVAL_HIGH: Rate = Rate(6_000);
/// Approval up to which a turn gives one less.
pub const APPROVAL_LOW: Rate = Rate(4_000);
/// What a signature costs.
pub const SIGNATURE: Capital = Capital(1);
/// What a tagged statement costs.
pub const STATEMENT: Capital = Capital(1);
/// Open offers per author.
pub const OPEN_OFFERS: usize = 3;
/// Offers and counters a turn from one seat to another.
pub const TALK: u8 = 4;
/// Clauses in a draft.
pub const CLAUSES: usize = 16;
/// Parties to a draft.
pub const PARTIES: usize = 6;
/// Longest term of an agreement, in turns.
pub const TERM: u8 = 20;
/// Longest message, in bytes.
pub const MESSAGE: usize = 900;
/// Highest tariff or export tax.
pub const RATE_MAX: Rate = Rate(50_000);
/// Highest price floor, cents per kilogram.
pub const FLOOR_MAX: i64 = 100_000_000;
/// Largest stock order a turn, kilograms.
pub const STOCK_MAX: i64 = 100_000_000;
/// Largest monthly quantity in a clause, kilograms.
pub const QUANTITY_MAX: i64 = 100_000_000;
/// Largest sum in a clause, thousand USD.
pub const MONEY_MAX: i64 = 100_000_000;
/// Farthest deadline of a statement, in turns.
pub const DEADLINE: u16 = 4;
/// Within how many turns undoing one's own measure costs one more.
pub const REVERSAL: u16 = 3;
/// How many turns' income a treasury may carry over.
pub const CARRY_OVER: i64 = 2;
/// Chance a turn that a secret agreement becomes known.
pub const LEAK: Rate = Rate(1_000);
/// Approval a public headline gives, 100 = one point.
pub const HEADLINE: Rate = Rate(300);
/// Least that can be bid for a project, or its whole cost where that is less.
pub const BID_LEAST: Money = Money(1_000);
/// Approval that a longer list of critical minerals gives, and a shorter one takes.
pub const LISTED: Rate = Rate(100);
/// Most names of minerals outside the game that one order adds to a list or strikes from it.
pub const LIST_STEP: i64 = 10;
/// Approval lost when a headline is followed by no money within two turns.
pub const EMPTY_HEADLINE: Rate = Rate(-500);
/// Approval lost by an empty threat.
pub const EMPTY_THREAT: Rate = Rate(-400);
/// Reliability lost by an empty threat or promise.
pub const EMPTY_WORD: Rate = Rate(-1_000);
/// Reliability lost by breaking an agreement.
pub const BREACH: Rate = Rate(-2_500);
/// Most that approval moves in a turn.
pub const APPROVAL_STEP: i32 = 1_000;
