//! Compiling conditions and events.

use super::bench::Bench;
use super::compile::lengths;
use super::compiled::{Effect, LevelEvent, Rumour, Trigger};
use super::condition::Condition;
use super::key::Key;
use super::shape::{ConditionEntry, EffectEntry, EventEntry, LevelFile, Meter, RumourEntry};
use super::units::{Months, Rate, Turn};

/// How deep conditions may nest.
const DEEPEST: usize = 8;

/// A condition with names resolved.
pub(super) fn condition(bench: &mut Bench, key: &Key, entry: &ConditionEntry, depth: usize) -> Condition {
    if depth > DEEPEST {
        bench.error(
            "too-deep",
            key,
            "conditions nest too deeply",
            "flatten All, Any and Not",
        );
        return Condition::Always;
    }
    let list = |entries: &[ConditionEntry], bench: &mut Bench| -> Vec<Condition> {
        if entries.is_empty() {
            bench.error(
                "empty",
                key,
                "an empty list of conditions",
                "list at least one, or write Always",
            );
        }
        (0..entries.len())
            .map(|n| condition(bench, &key.i(0).i(n), &entries[n], depth + 1))
            .collect()
    };
    match entry {
        ConditionEntry::Always => Condition::Always,
        ConditionEntry::All(entries) => Condition::All(list(entries, bench)),
        ConditionEntry::Any(entries) => Condition::Any(list(entries, bench)),
        ConditionEntry::Not(inner) => Condition::Not(Box::new(condition(bench, &key.i(0), inner, depth + 1))),
        ConditionEntry::PriceAtLeast {
            country,
            use_,
            good,
            multiple,
        } => {
            let multiple_key = key.f("multiple");
            let multiple = bench.positive(&multiple_key, *multiple, 10_000.0);
            Condition::PriceAtLeast {
                country: bench.country(&key.f("country"), country),
                use_: *use_,
                good: bench.mineral(&key.f("good"), good),
                multiple: bench.scaled(&multiple_key, multiple, 4, "a multiple has four decimals at most"),
            }
        }
        ConditionEntry::FillAtLeast {
            country,
            use_,
            good,
            share,
        } => Condition::FillAtLeast {
            country: bench.country(&key.f("country"), country),
            use_: *use_,
            good: bench.mineral(&key.f("good"), good),
            share: bench.percent(&key.f("share"), *share, 0.0, 1_000.0),
        },
        ConditionEntry::ShareAtLeast { country, good, share } => Condition::ShareAtLeast {
            country: bench.country(&key.f("country"), country),
            good: bench.mineral(&key.f("good"), good),
            share: bench.percent(&key.f("share"), *share, 0.0, 100.0),
        },
        ConditionEntry::CoverAtLeast { country, good, months } => Condition::CoverAtLeast {
            country: bench.country(&key.f("country"), country),
            good: bench.mineral(&key.f("good"), good),
            months: bench.percent(&key.f("months"), *months, 0.0, 1_000.0),
        },
        ConditionEntry::TariffAtMost {
            importer,
            exporter,
            good,
            rate,
        } => Condition::TariffAtMost {
            importer: bench.country(&key.f("importer"), importer),
            exporter: bench.country(&key.f("exporter"), exporter),
            good: bench.good(&key.f("good"), good),
            rate: bench.percent(&key.f("rate"), *rate, 0.0, 1_000.0),
        },
        ConditionEntry::Relaxed {
            exporter,
            destination,
            good,
        } => Condition::Relaxed {
            exporter: bench.country(&key.f("exporter"), exporter),
            destination: bench.country(&key.f("destination"), destination),
            good: bench.mineral(&key.f("good"), good),
        },
        ConditionEntry::Signed { seat, with, kind } => Condition::Signed {
            seat: bench.seat(&key.f("seat"), seat),
            with: with.as_ref().map(|other| {
                if other == seat {
                    bench.error(
                        "same-seat",
                        &key.f("with"),
                        "a seat can't sign with itself",
                        "name another seat",
                    );
                }
                bench.seat(&key.f("with"), other)
            }),
            kind: *kind,
        },
        ConditionEntry::KeptFaith { seat } => Condition::KeptFaith {
            seat: bench.seat(&key.f("seat"), seat),
        },
        ConditionEntry::Started { project } => Condition::Started {
            project: bench.project(&key.f("project"), project),
        },
        ConditionEntry::Paid { project, amount } => Condition::Paid {
            project: bench.project(&key.f("project"), project),
            amount: bench.money(&key.f("amount"), *amount),
        },
        ConditionEntry::Permitted { project } => Condition::Permitted {
            project: bench.project(&key.f("project"), project),
        },
        ConditionEntry::Running { project } => Condition::Running {
            project: bench.project(&key.f("project"), project),
        },
        ConditionEntry::TreasuryAtLeast { seat, amount } => Condition::TreasuryAtLeast {
            seat: bench.seat(&key.f("seat"), seat),
            amount: bench.money(&key.f("amount"), *amount),
        },
        ConditionEntry::ApprovalAtLeast { seat, approval } => Condition::ApprovalAtLeast {
            seat: bench.seat(&key.f("seat"), seat),
            approval: bench.percent(&key.f("approval"), *approval, 0.0, 100.0),
        },
        ConditionEntry::MeterAtLeast { club, meter, value } => {
            let key_value = key.f("value");
            let value = match meter {
                Meter::Announced | Meter::Paid => bench.money(&key_value, *value).0,
                Meter::Capable | Meter::Buying => i64::from(bench.percent(&key_value, *value, 0.0, 100.0).0),
            };
            Condition::MeterAtLeast {
                club: bench.club(&key.f("club"), club),
                meter: *meter,
                value,
            }
        }
        ConditionEntry::ChangedItsMind { seat, times } => {
            if *times == 0 {
                let fix = "write how many changes it takes, 1 at least";
                bench.error("out-of-range", &key.f("times"), "0 times is always true", fix);
            }
            Condition::ChangedItsMind {
                seat: bench.seat(&key.f("seat"), seat),
                times: *times,
            }
        }
    }
}

/// The level's events.
pub(super) fn events(bench: &mut Bench, file: &LevelFile) -> Vec<LevelEvent> {
    (0..file.events.len())
        .map(|n| event(bench, file, &file.events[n], &Key::top("events").i(n)))
        .collect()
}

fn event(bench: &mut Bench, file: &LevelFile, entry: &EventEntry, key: &Key) -> LevelEvent {
    let trigger = trigger(bench, file, entry, &key.f("trigger"));
    let mut effects = Vec::new();
    for (n, one) in entry.effects.iter().enumerate() {
        effects.push(effect(bench, one, &key.f("effects").i(n)));
    }
    let mut cable = Vec::new();
    for (n, name) in entry.cable.iter().enumerate() {
        cable.push(bench.seat(&key.f("cable").i(n), name));
    }
    LevelEvent {
        id: entry.id.clone(),
        headline: entry.headline.clone(),
        body: entry.body.clone(),
        trigger,
        effects,
        rumour: entry.rumour.map(|r| rumour(bench, r, &key.f("rumour"))),
        announced: entry.announced,
        cable,
    }
}

fn rumour(bench: &mut Bench, entry: RumourEntry, key: &Key) -> Rumour {
    if entry.after == 0 {
        let fix = "write after how many turns everybody knows, 1 at least";
        bench.error(
            "out-of-range",
            &key.f("after"),
            "nobody doubts what is known at once",
            fix,
        );
    }
    Rumour {
        truth: bench.percent(&key.f("truth"), entry.truth, 0.0, 100.0),
        after: entry.after,
    }
}

fn trigger(bench: &mut Bench, file: &LevelFile, entry: &EventEntry, key: &Key) -> Trigger {
    let (played, run_out) = lengths(file);
    let (from, until) = (usize::from(entry.trigger.from), usize::from(entry.trigger.until));
    if from == 0 {
        bench.error("turn", &key.f("from"), "there is no turn 0", "turns are counted from 1");
    }
    if from > until {
        let reason = format!("the event can never happen: from turn {from} until turn {until}");
        bench.error("never", key, reason, "swap them, or correct one");
    }
    for (name, turn) in [("from", from), ("until", until)] {
        if turn > played + run_out {
            let reason = format!("turn {turn} lies beyond the calendar of {played} turns and {run_out} run-out steps");
            bench.error(
                "turn",
                &key.f(name),
                reason,
                format!("choose 1 to {}", played + run_out),
            );
        }
    }
    let chance = bench.percent(&key.f("chance"), entry.trigger.chance, 0.0, 100.0);
    if chance == Rate(0) {
        let fix = "write percent: 25 means one in four; delete `chance` for certainty";
        bench.error(
            "never",
            &key.f("chance"),
            "with a chance of 0 the event can never happen",
            fix,
        );
    }
    Trigger {
        from: Turn(entry.trigger.from.saturating_sub(1)),
        until: Turn(entry.trigger.until.saturating_sub(1)),
        when: condition(bench, &key.f("when"), &entry.trigger.when, 0),
        chance,
    }
}

fn effect(bench: &mut Bench, entry: &EffectEntry, key: &Key) -> Effect {
    match entry {
        EffectEntry::Demand {
            country,
            good,
            use_,
            factor,
            turns,
        } => Effect::Demand {
            country: (country != "all").then(|| bench.country(&key.f("country"), country)),
            good: bench.mineral(&key.f("good"), good),
            use_: *use_,
            factor: bench.percent(&key.f("factor"), *factor, 0.0, 10_000.0),
            turns: *turns,
        },
        EffectEntry::Capacity {
            facility,
            factor,
            turns,
        } => Effect::Capacity {
            facility: bench.facility(&key.f("facility"), facility),
            factor: bench.percent(&key.f("factor"), *factor, 0.0, 10_000.0),
            turns: *turns,
        },
        EffectEntry::Slump { good } => Effect::Slump {
            good: bench.mineral(&key.f("good"), good),
        },
        EffectEntry::Delay { project, months } => Effect::Delay {
            project: bench.project(&key.f("project"), project),
            months: Months(*months),
        },
        EffectEntry::Seizure { country, good } => Effect::Seizure {
            country: bench.country(&key.f("country"), country),
            good: bench.mineral(&key.f("good"), good),
        },
        EffectEntry::Approval { seat, points } => Effect::Approval {
            seat: bench.seat(&key.f("seat"), seat),
            points: bench.percent(&key.f("points"), *points, -100.0, 100.0),
        },
    }
}
