//! Corners of the window that a walk along the main way doesn't reach: rarer clause forms, clubs, the short brief.

use bevy::prelude::*;
use bevy_egui::EguiContext;

use super::Tour;
use super::beats::{Beat, in_game, open, overlay, with_scene};
use crate::client::panels::clause_form::kinds;
use crate::client::panels::screens::brief_length;
use crate::client::scene::{PanelName, Scene};
use crate::client::screens::{Overlay, Shell};
use crate::level::clause::{Clause, ClauseKind, Finance};
use crate::level::ids::{FacilityId, SeatId};
use crate::level::units::{Money, Months, Rate};

const fn corner(
    what: &'static str,
    picture: &'static str,
    act: fn(&mut World, &Tour) -> Result<(), String>,
    only: fn(&World) -> bool,
) -> Beat {
    Beat {
        what,
        picture: Some(picture),
        act,
        each: None,
        there: in_game,
        long: false,
        only: Some(only),
    }
}

pub(super) static BEATS: &[Beat] = &[
    corner(
        "the form of a stake",
        "clause-equity",
        |w, _| form(w, stake),
        |w| can(w, stake),
    ),
    corner(
        "the form of a debt swap",
        "clause-debt-swap",
        |w, _| form(w, swap),
        |w| can(w, swap),
    ),
    corner(
        "the form of a technology transfer",
        "clause-technology",
        |w, _| form(w, teach),
        |w| can(w, teach),
    ),
    corner(
        "the form of a guarantee",
        "clause-guarantee",
        |w, _| form(w, guard),
        |w| can(w, guard),
    ),
    corner("the clubs", "situation-clubs", |w, _| clubs(w), has_clubs),
    corner("the short brief", "brief-short", |w, _| short_brief(w), has_short_brief),
    Beat {
        picture: None,
        ..corner(
            "the full brief again",
            "brief-full",
            |w, _| full_brief(w),
            has_short_brief,
        )
    },
];

type Made = fn(&Scene, SeatId) -> Option<(SeatId, Clause)>;

fn can(world: &World, made: Made) -> bool {
    with_scene(world, |scene, me| Ok(made(scene, me).is_some())).unwrap_or(false)
}

fn form(world: &mut World, made: Made) -> Result<(), String> {
    let (partner, clause) = with_scene(world, |scene, me| {
        made(scene, me).ok_or_else(|| "there is no such clause".to_owned())
    })?;
    let mut shell = world.remove_resource::<Shell>().ok_or("there is no window")?;
    let shown = super::beats::with_scene_of(world, shell.selection, |scene, _| {
        shell.panels.deals.begin_clause(scene, partner, &clause);
        Ok(())
    });
    world.insert_resource(shell);
    shown?;
    overlay(world, None)?;
    open(world, PanelName::Deals)
}

fn others(scene: &Scene, me: SeatId) -> impl Iterator<Item = SeatId> + use<> {
    (0..scene.known.level().seats.len())
        .map(SeatId::at)
        .filter(move |s| *s != me)
}

/// A quarter of the first plant in a partner's country.
fn stake(scene: &Scene, me: SeatId) -> Option<(SeatId, Clause)> {
    let level = scene.known.level();
    others(scene, me).find_map(|host| {
        let at = level
            .facilities
            .iter()
            .position(|f| Some(f.country) == level.country_of(host))?;
        let clause = Clause::Equity {
            investor: me,
            host,
            facility: FacilityId::at(at),
            share: Rate(2_500),
            price: Money(40_000),
        };
        Some((host, clause))
    })
}

fn swap(scene: &Scene, me: SeatId) -> Option<(SeatId, Clause)> {
    let borrower = others(scene, me).last()?;
    let clause = Clause::LoanAid {
        lender: me,
        borrower,
        amount: Money(30_000),
        finance: Finance::DebtSwap { months: Months(24) },
    };
    Some((borrower, clause))
}

fn teach(scene: &Scene, me: SeatId) -> Option<(SeatId, Clause)> {
    let level = scene.known.level();
    if !kinds(level).contains(&ClauseKind::TechnologyTransfer) {
        return None;
    }
    let seat = level.seats.get(me.index())?;
    let receiver = others(scene, me).next()?;
    let clause = Clause::TechnologyTransfer {
        giver: me,
        receiver,
        good: seat.security.scarce,
    };
    Some((receiver, clause))
}

fn guard(scene: &Scene, me: SeatId) -> Option<(SeatId, Clause)> {
    if !kinds(scene.known.level()).contains(&ClauseKind::SecurityGuarantee) {
        return None;
    }
    let receiver = others(scene, me).last()?;
    Some((receiver, Clause::SecurityGuarantee { giver: me, receiver }))
}

fn has_clubs(world: &World) -> bool {
    with_scene(world, |scene, _| Ok(!scene.known.level().mechanisms.clubs.is_empty())).unwrap_or(false)
}

fn clubs(world: &mut World) -> Result<(), String> {
    world.resource_mut::<Shell>().panels.situation.show_clubs();
    overlay(world, None)?;
    open(world, PanelName::Situation)
}

fn has_short_brief(world: &World) -> bool {
    with_scene(world, |scene, me| {
        let level = scene.known.level();
        let entry = level.file.seats.get(me.index());
        Ok(entry.is_some_and(|s| s.brief.basic.is_some()))
    })
    .unwrap_or(false)
}

fn short_brief(world: &mut World) -> Result<(), String> {
    shorten(world, true);
    overlay(world, Some(Overlay::Brief))
}

fn full_brief(world: &mut World) -> Result<(), String> {
    shorten(world, false);
    overlay(world, None)
}

fn shorten(world: &mut World, short: bool) {
    let mut contexts = world.query::<&mut EguiContext>();
    for mut context in contexts.iter_mut(world) {
        context.get_mut().data_mut(|d| d.insert_temp(brief_length(), short));
    }
}
