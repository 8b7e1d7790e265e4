//! A text clause by clause, sorted by who gives what.

use bevy_egui::egui;
use egui::Ui;

use super::marks::Shape;
use super::widgets::{chip, note, sentence, strong, tag};
use crate::level::clause::{Clause, Draft};
use crate::level::ids::SeatId;
use crate::rules::offer::{ClauseStanding, ClauseState};
use crate::text::Speaker;

/// Which way a clause runs, seen from a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// This seat receives.
    Get,
    /// This seat gives.
    Give,
    /// Neither: between others, or for all.
    Beside,
}

/// Which way a clause runs.
#[must_use]
pub fn way(clause: &Clause, me: Option<SeatId>) -> Way {
    match clause.sides() {
        Some((giver, _)) if Some(giver) == me => Way::Give,
        Some((_, receiver)) if Some(receiver) == me => Way::Get,
        _ => Way::Beside,
    }
}

impl Way {
    const fn words(self) -> (&'static str, Shape) {
        match self {
            Self::Get => ("panel-you-get", Shape::In),
            Self::Give => ("panel-you-give", Shape::Out),
            Self::Beside => ("panel-all-say", Shape::Open),
        }
    }
}

/// Draws a text; with standings where it is an agreement in force.
pub fn text(ui: &mut Ui, speaker: &Speaker, me: Option<SeatId>, draft: &Draft, standings: &[ClauseState]) {
    for side in [Way::Get, Way::Give, Way::Beside] {
        let there: Vec<usize> = (0..draft.clauses.len())
            .filter(|at| way(&draft.clauses[*at], me) == side)
            .collect();
        if there.is_empty() {
            continue;
        }
        let (key, shape) = side.words();
        let heading = if me.is_none() && side == Way::Beside {
            "ui-draft-clauses"
        } else {
            key
        };
        ui.label(strong(speaker.ui(heading)));
        for at in there {
            let text = speaker.clause(&draft.clauses[at]);
            match standings.get(at) {
                Some(state) if state.standing == ClauseStanding::Kept && state.paid.0 == 0 => {
                    sentence(
                        ui,
                        shape,
                        format!("{text} ({})", speaker.clause_standing(state.standing)),
                    );
                }
                Some(state) => {
                    sentence(ui, shape, text);
                    standing(ui, speaker, state);
                }
                None => {
                    sentence(ui, shape, text);
                }
            }
        }
    }
    let openness = speaker.ui(if draft.secret { "draft-secret" } else { "draft-public" });
    note(ui, format!("{} · {openness}", speaker.turns(u16::from(draft.term))));
}

fn standing(ui: &mut Ui, speaker: &Speaker, state: &ClauseState) {
    let shape = match state.standing {
        ClauseStanding::Kept => Shape::Done,
        ClauseStanding::Late(_) => Shape::Alert,
        ClauseStanding::Broken => Shape::Stop,
    };
    ui.horizontal(|ui| {
        ui.add_space(18.0);
        chip(ui, shape, &speaker.clause_standing(state.standing));
        if state.paid.0 != 0 {
            let paid = format!("{}: {}", speaker.ui("ui-project-paid"), speaker.money(state.paid));
            tag(ui, &paid);
        }
    });
}
