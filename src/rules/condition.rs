//! Conditions of goals and events, tested on a state.

use super::clubs;
use super::controls;
use super::limits;
use super::markets;
use super::offer::{Agreement, AgreementStanding};
use super::projects;
use super::state::State;
use crate::level::clause::Milestone;
use crate::level::condition::Condition;
use crate::level::ids::SeatId;
use crate::level::measure::Regime;
use crate::level::shape::Meter;

/// Whether a condition holds.
#[must_use]
pub fn holds(state: &State, condition: &Condition) -> bool {
    let level = state.level();
    match condition {
        Condition::Always => true,
        Condition::All(all) => all.iter().all(|c| holds(state, c)),
        Condition::Any(any) => any.iter().any(|c| holds(state, c)),
        Condition::Not(not) => !holds(state, not),
        Condition::PriceAtLeast {
            country,
            use_,
            good,
            multiple,
        } => markets::price_multiple(state, *country, *use_, *good) >= multiple.fraction(),
        Condition::FillAtLeast {
            country,
            use_,
            good,
            share,
        } => markets::fill(state, *country, *use_, *good) >= share.fraction(),
        Condition::ShareAtLeast { country, good, share } => markets::share(state, *country, *good) >= share.fraction(),
        Condition::TariffAtMost {
            importer,
            exporter,
            good,
            rate,
        } => {
            let written = state.public.tariffs.get(level.cell(*good, *importer, *exporter));
            let ceiling = super::deals::ceiling(state, *importer, *exporter, *good);
            written
                .into_iter()
                .copied()
                .chain(ceiling)
                .min()
                .is_some_and(|now| now <= *rate)
        }
        Condition::Relaxed {
            exporter,
            destination,
            good,
        } => {
            controls::effective(state, *exporter, *destination, *good) <= Regime::General
                || super::deals::granted(state, *exporter, *destination, *good).general[0]
        }
        Condition::Signed { seat, with, kind } => state.party.agreements.iter().any(|a| {
            honoured(a)
                && a.draft
                    .clauses
                    .iter()
                    .any(|c| c.kind() == *kind && concerns(c.sides(), a, *seat, *with))
        }),
        Condition::KeptFaith { seat } => state.public.seats.get(seat.index()).is_some_and(|f| f.breaches == 0),
        Condition::Started { project } => state.public.projects.get(project.index()).is_some_and(|p| p.started),
        Condition::Paid { project, amount } => state
            .public
            .projects
            .get(project.index())
            .is_some_and(|p| p.paid >= *amount),
        Condition::Permitted { project } => projects::reached(state, *project, Milestone::Permitted),
        Condition::Running { project } => projects::reached(state, *project, Milestone::Running),
        Condition::TreasuryAtLeast { seat, amount } => state.own(*seat).is_some_and(|o| o.treasury >= *amount),
        Condition::ApprovalAtLeast { seat, approval } => state.own(*seat).is_some_and(|o| o.approval >= *approval),
        Condition::MeterAtLeast { club, meter, value } => {
            let meters = clubs::meters(state, *club);
            #[allow(
                clippy::cast_precision_loss,
                reason = "limits of money and shares stay far below 2^53"
            )]
            let value = *value as f64;
            match meter {
                Meter::Announced => meters.announced * 1_000.0 >= value,
                Meter::Paid => meters.paid * 1_000.0 >= value,
                Meter::Capable => meters.capable * 10_000.0 >= value,
                Meter::Buying => meters.buying * 10_000.0 >= value,
            }
        }
        Condition::ChangedItsMind { seat, times } => {
            let since = state.turn().0.saturating_sub(limits::REVERSAL);
            let of_late = |c: &&super::state::Change| c.seat == *seat && c.turn.0 >= since;
            let changes = state.public.changes.iter().filter(of_late).count();
            changes >= usize::from(*times)
        }
        Condition::CoverAtLeast { country, good, months } => level
            .countries
            .get(country.index())
            .and_then(|c| c.seat)
            .is_some_and(|seat| super::score::cover(state, seat, *good) >= months.fraction() * 100.0),
    }
}

/// In force, formed, or kept to its term; given agreements don't count as signed.
fn honoured(agreement: &Agreement) -> bool {
    !agreement.given && !matches!(agreement.standing, AgreementStanding::Broken(_))
}

fn concerns(sides: Option<(SeatId, SeatId)>, agreement: &Agreement, seat: SeatId, with: Option<SeatId>) -> bool {
    let parties = match sides {
        Some((a, b)) => vec![a, b],
        None => agreement.draft.parties.clone(),
    };
    parties.contains(&seat) && with.is_none_or(|w| w != seat && parties.contains(&w))
}
