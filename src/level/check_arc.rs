//! The arc of a level: something breaks plans at half-time (a level without it is played out after its first turns).

use super::bench::Bench;
use super::key::Key;
use super::shape::{EffectEntry, EventEntry, LevelFile};

/// Turns, from 1, that touch the stretch from 40 to 60 % of the calendar, both inclusive.
fn middle(turns: usize) -> (u16, u16) {
    // The turn k of n covers the part from (k − 1)/n to k/n.
    let (first, last) = (2 * turns / 5 + 1, (3 * turns).div_ceil(5));
    let whole = |turn: usize| u16::try_from(turn).unwrap_or(u16::MAX);
    (whole(first), whole(last))
}

/// Warns when no event that changes the model is due in the middle of the game.
pub(super) fn arc(bench: &mut Bench, file: &LevelFile) {
    let (first, last) = middle(file.calendar.turns.len());
    let due = |e: &EventEntry| e.trigger.from >= first && e.trigger.until <= last && e.trigger.chance >= 100.0;
    let breaks_plans = |e: &EventEntry| e.effects.iter().any(|f| !matches!(f, EffectEntry::Approval { .. }));
    if file.events.iter().any(|e| due(e) && breaks_plans(e)) {
        return;
    }
    let which = if first == last {
        format!("turn {first}")
    } else {
        format!("turns {first} to {last}")
    };
    let reason =
        format!("nothing breaks plans at half-time: no event that changes markets or projects is due in {which}");
    let fix = format!(
        "give an event a trigger within {which}, without `chance`, and an effect: Demand, Capacity, Slump, Delay or Seizure"
    );
    bench.warn("no-turning-point", &Key::top("events"), reason, fix);
}

#[cfg(test)]
mod tests {
    use super::middle;

    #[test]
    fn the_middle_is_the_turns_that_touch_two_to_three_fifths() {
        assert_eq!(middle(4), (2, 3));
        assert_eq!(middle(5), (3, 3));
        assert_eq!(middle(6), (3, 4));
        assert_eq!(middle(8), (4, 5));
        assert_eq!(middle(9), (4, 6));
        assert_eq!(middle(20), (9, 12));
    }
}
