//! When a turn ends: everybody ready, or the deadline. Also when a table starts, and when the server may stop.

use std::time::{Duration, Instant};

use bevy::app::AppExit;
use bevy::prelude::{
    App, Commands, Entity, IntoScheduleConfigs, MessageWriter, Query, Res, ResMut, Update, info, warn,
};

use super::runner::NextDeadline;
use super::world::{Clock, Connection, Host, Plan, Policy, Seat, SeatOf, Seats, Sent};
use super::{ABSENCE, TickSystems};
use crate::ai::mixed;
use crate::level::ids::SeatId;
use crate::net::message::Occupant;
use crate::table::journal::Actor;

/// The last call before a deadline: answers and orders only (GAMEPLAY 1.1).
const LAST_CALL: Duration = Duration::from_secs(60);
/// With `--once`: how long the debrief stays open to those who are still connected.
const FAREWELL: Duration = Duration::from_secs(20);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (fill, start, end_turns, stop).chain().in_set(TickSystems::Clock),
    );
}

/// Seats without a person go to policies once a person sits at the table.
fn fill(
    plan: Res<Plan>,
    mut hosts: Query<(Entity, &mut Host)>,
    mut seats: Query<(Entity, &mut Seat, &SeatOf)>,
    mut commands: Commands,
) {
    if !plan.fill_ai {
        return;
    }
    for (table, mut host) in &mut hosts {
        let somebody = seats
            .iter()
            .any(|(_, s, of)| of.0 == table && matches!(s.occupant, Occupant::Person { present: true, .. }));
        if !somebody || host.started {
            continue;
        }
        for (entity, mut seat, of) in &mut seats {
            if of.0 == table && seat.occupant == Occupant::Empty {
                let seed = host.table.header().seed;
                let name = mixed(seed, seat.id);
                seat.occupant = Occupant::Policy { name: name.to_string() };
                commands
                    .entity(entity)
                    .insert(Policy::new(name, seat.id, seat.known.clone(), seed));
                host.live += 1;
            }
        }
    }
}

/// A table starts when every seat has a policy or a person who is here.
fn start(mut hosts: Query<(&mut Host, &Seats)>, seats: Query<&Seat>) {
    for (mut host, list) in &mut hosts {
        let all = list.iter_seats().all(|s| {
            seats.get(s).is_ok_and(|s| {
                matches!(
                    s.occupant,
                    Occupant::Policy { .. } | Occupant::Person { present: true, .. }
                )
            })
        });
        if all && !host.started {
            info!("table {} starts", host.name);
            host.started = true;
            host.live += 1;
        }
    }
}

fn end_turns(
    plan: Res<Plan>,
    mut next: ResMut<NextDeadline>,
    mut hosts: Query<(&mut Host, &mut Clock, &Seats)>,
    seats: Query<(&Seat, Option<&Policy>)>,
) {
    let now = Instant::now();
    for (mut host, mut clock, list) in &mut hosts {
        if !host.started || host.table.game().played_out() {
            continue;
        }
        let turn = host.table.state().turn();
        if clock.turn != Some(turn) {
            clock.turn = Some(turn);
            clock.deadline = plan.turn_seconds.map(|s| now + Duration::from_secs(u64::from(s)));
        }
        let waited_for = waited_for(&seats, list, now, &mut next);
        if let Some(deadline) = clock.deadline {
            next.at(deadline);
            let call = deadline.checked_sub(LAST_CALL);
            let long = plan
                .turn_seconds
                .is_some_and(|s| u64::from(s) > 2 * LAST_CALL.as_secs());
            if let (true, Some(call)) = (long, call) {
                next.at(call);
                if now >= call && !host.table.last_call() {
                    host.table.set_last_call(true);
                    host.live += 1;
                }
            }
        }
        let over_time = clock.deadline.is_some_and(|d| now >= d);
        let somebody = !waited_for.is_empty();
        if over_time || (somebody && host.table.game().all_ready(&waited_for)) {
            resolve(&mut host);
        }
    }
}

/// Seats whose readiness counts: policies, and persons who are here or have just dropped out.
fn waited_for(
    seats: &Query<(&Seat, Option<&Policy>)>,
    list: &Seats,
    now: Instant,
    next: &mut NextDeadline,
) -> Vec<SeatId> {
    let mut waited = Vec::new();
    let mut anybody = false;
    for entity in list.iter_seats() {
        let Ok((seat, policy)) = seats.get(entity) else {
            continue;
        };
        let here = match (&seat.occupant, seat.away) {
            (Occupant::Policy { .. }, _) => policy.is_some(),
            (Occupant::Person { present: true, .. }, _) => true,
            (Occupant::Person { .. }, Some(since)) => {
                let back = since + ABSENCE;
                next.at(back.max(now));
                now < back
            }
            _ => false,
        };
        anybody |= matches!(seat.occupant, Occupant::Person { present: true, .. });
        if here {
            waited.push(seat.id);
        }
    }
    // A table whose persons have all left waits for them; one of policies alone plays on.
    let persons = list.iter_seats().any(|s| {
        seats
            .get(s)
            .is_ok_and(|(s, _)| matches!(s.occupant, Occupant::Person { .. }))
    });
    if persons && !anybody { Vec::new() } else { waited }
}

fn resolve(host: &mut Host) {
    // A table that panics must not take the others along: it stays as it was, and says so.
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| host.table.end_turn(Actor::Clock)));
    match result {
        Ok(Ok(_)) => {
            host.live += 1;
            host.figures += 1;
        }
        Ok(Err(refusal)) => warn!("table {}: the turn did not end: {refusal}", host.name),
        Err(_) => {
            warn!("table {} failed while resolving and is stopped", host.name);
            host.started = false;
            host.live += 1;
        }
    }
}

/// With `--once`: stops when all tables are over and their people have the debrief.
fn stop(
    plan: Res<Plan>,
    mut next: ResMut<NextDeadline>,
    hosts: Query<&Host>,
    connections: Query<(&Connection, &Sent)>,
    mut over_since: bevy::prelude::Local<Option<Instant>>,
    mut exit: MessageWriter<AppExit>,
) {
    if !plan.once || hosts.is_empty() || !hosts.iter().all(|h| h.table.game().played_out()) {
        return;
    }
    let since = *over_since.get_or_insert_with(Instant::now);
    let all_told = connections.iter().all(|(c, _)| !c.established);
    if all_told || since.elapsed() > FAREWELL {
        exit.write(AppExit::Success);
    } else {
        next.within(Duration::from_millis(100));
    }
}
