//! The terms of every seat's lines, summed over a run as the lines themselves are.

use std::collections::BTreeMap;

use crate::level::units::Rate;
use crate::rules::event::{Event, Stir};
use crate::rules::score::{LINES, PULL, SeatTerms, Term, Terms};
use crate::rules::setup::seats;
use crate::rules::state::{Stage, State};

/// Terms with their values.
pub(super) type Sum = BTreeMap<Term, f64>;

/// The lines of every seat in one run, by term.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Ledger {
    seats: Vec<SeatLedger>,
}

/// The lines of one seat: as [`crate::rules::state::Score`], by term.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SeatLedger {
    /// Approval by what it came from, 100 = one point; sums to it exactly.
    approval: Sum,
    /// Values of the last turn.
    pub(super) last: [Sum; LINES],
    /// Value × months over the played turns.
    now: [Sum; LINES],
    now_months: f64,
    /// The same over the run-out.
    later: [Sum; LINES],
    later_months: f64,
}

impl Ledger {
    /// Of a run whose first turn has just opened.
    pub(super) fn new(state: &State) -> Self {
        let of = |seat| SeatLedger {
            approval: Sum::from([(Term::Opening, approval(state.own(seat).map(|o| o.approval)))]),
            ..SeatLedger::default()
        };
        Self {
            seats: seats(state.level()).map(of).collect(),
        }
    }

    /// One seat's.
    pub(super) fn seat(&self, at: usize) -> Option<&SeatLedger> {
        self.seats.get(at)
    }

    /// Books a resolution: its terms and its events.
    pub(super) fn book(&mut self, terms: &Terms, events: &[Event]) {
        for event in events {
            match event {
                Event::ApprovalMoved { seat, by, why } => {
                    if let (Some(ledger), Some(of)) = (self.seats.get_mut(seat.index()), terms.seats.get(seat.index()))
                    {
                        ledger.approve(*by, *why, of);
                    }
                }
                Event::Scored { seat, .. } => {
                    if let (Some(ledger), Some(of)) = (self.seats.get_mut(seat.index()), terms.seats.get(seat.index()))
                    {
                        ledger.score(of, terms);
                    }
                }
                _ => {}
            }
        }
    }
}

fn approval(of: Option<Rate>) -> f64 {
    f64::from(of.unwrap_or_default().0)
}

fn total(sum: &Sum) -> f64 {
    sum.values().sum()
}

fn add(sum: &mut Sum, term: Term, value: f64) {
    if value != 0.0 {
        *sum.entry(term).or_insert(0.0) += value;
    }
}

impl SeatLedger {
    /// Moves approval. The pull of the groups' mood is linear, so what earlier turns left fades by the same share; whatever
    /// rounding and limits do is a term of its own.
    fn approve(&mut self, by: Rate, why: Stir, terms: &SeatTerms) {
        let before = libm::round(total(&self.approval));
        let after = (before + f64::from(by.0)).clamp(0.0, 10_000.0);
        if why == Stir::Mood {
            self.approval.values_mut().for_each(|value| *value *= 1.0 - PULL);
            for (term, pull) in &terms.groups {
                add(&mut self.approval, *term, 100.0 * PULL * pull);
            }
            add(&mut self.approval, Term::Headlines, f64::from(terms.glow.0));
        } else {
            add(&mut self.approval, Term::Stir(why), f64::from(by.0));
        }
        let rest = after - total(&self.approval);
        add(&mut self.approval, Term::Limits, rest);
    }

    fn score(&mut self, terms: &SeatTerms, all: &Terms) {
        let gather = |list: &[(Term, f64)]| {
            let mut sum = Sum::new();
            list.iter().for_each(|(term, value)| add(&mut sum, *term, *value));
            sum
        };
        let mut security = gather(&terms.security);
        let points = total(&security);
        add(&mut security, Term::Limits, points.clamp(0.0, 100.0) - points);
        let politics = self.approval.iter().map(|(term, value)| (*term, value / 100.0));
        self.last = [gather(&terms.welfare), security, politics.collect()];
        let (sums, span) = if all.stage == Stage::Open {
            (&mut self.now, &mut self.now_months)
        } else {
            (&mut self.later, &mut self.later_months)
        };
        for (sum, values) in sums.iter_mut().zip(&self.last) {
            values
                .iter()
                .for_each(|(term, value)| add(sum, *term, value * all.months));
        }
        *span += all.months;
        add(&mut sums[0], Term::LeftOver, terms.left_over);
    }

    /// A line's result by term: mean over the played months plus `later` × mean over the run-out.
    pub(super) fn result(&self, line: usize, later: f64) -> Sum {
        let mut result = Sum::new();
        for (sums, months, weight) in [
            (&self.now, self.now_months, 1.0),
            (&self.later, self.later_months, later),
        ] {
            if months > 0.0 {
                let terms = sums[line].iter();
                terms.for_each(|(term, value)| add(&mut result, *term, weight * value / months));
            }
        }
        result
    }
}

/// What one sum has beyond another, term by term.
pub(super) fn beyond(run: &Sum, without: &Sum) -> Sum {
    let mut difference = run.clone();
    for (term, value) in without {
        *difference.entry(*term).or_insert(0.0) -= value;
    }
    difference.retain(|_, value| *value != 0.0);
    difference
}
