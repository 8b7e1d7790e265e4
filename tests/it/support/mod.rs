//! What tests share: the level, tables, played games.

pub(crate) mod scenario;

use std::sync::Arc;

use chokepoint::ai::PolicyName;
use chokepoint::lab::{Choice, Simulated, known_by_seat, play_one};
use chokepoint::level::ids::SeatId;
use chokepoint::level::{Level, catalogue, check};
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// A shipped level.
pub(crate) fn level(name: &str) -> Arc<Level> {
    let (file, text) = catalogue::find(name, None).unwrap();
    let checked = check::check_text(&file, &text);
    assert_eq!(checked.errors(), 0, "{checked}");
    Arc::new(checked.level.unwrap())
}

/// A seat by its country.
pub(crate) fn seat(level: &Level, name: &str) -> SeatId {
    level.seat_named(name).unwrap()
}

/// A game played by policies.
pub(crate) fn played(level: &Arc<Level>, seed: u64, policy: Option<PolicyName>) -> Simulated {
    let known = known_by_seat(level).unwrap();
    let choice = policy.map_or(Choice::Mixed, Choice::Always);
    play_one(level, &known, seed, &vec![choice; level.seats.len()])
}

fn is_full() -> bool {
    std::env::var("CHOKEPOINT_FULL").is_ok_and(|v| v == "1")
}

/// CI size, or the full size with `CHOKEPOINT_FULL=1`.
pub(crate) fn size(ci: u32, full: u32) -> u32 {
    if is_full() { full } else { ci }
}

/// Random cases of a law: always the same ones in the CI size, so that a change is judged by what it changed; new ones on
/// every run of the full size, which is where to look for what nobody thought of.
pub(crate) fn cases(ci: u32, full: u32) -> ProptestConfig {
    ProptestConfig {
        cases: size(ci, full),
        rng_seed: if is_full() {
            RngSeed::Random
        } else {
            RngSeed::Fixed(2026)
        },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}
