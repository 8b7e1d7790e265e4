//! Somebody alone at a table takes moves back: the table is played again from its journal, and policies forget what is gone.

use bevy::prelude::{App, Entity, IntoScheduleConfigs, Message, MessageReader, Query, Res, Update, warn};

use super::TickSystems;
use super::world::{Host, Plan, Policy, Seat, SeatOf, Seats, Sent};
use crate::level::ids::SeatId;
use crate::net::message::{Occupant, ToClient};
use crate::rules::refusal::Refusal;
use crate::table::journal::{Actor, JournalEntry};

pub(super) fn plugin(app: &mut App) {
    app.add_message::<GoingBack>();
    app.add_systems(
        Update,
        go_back.in_set(TickSystems::Host).after(super::host::SubmitSystems),
    );
}

/// A wish to go back, on its way to its table.
#[derive(Message, Clone, Debug)]
pub(super) struct GoingBack {
    /// The seat that asks.
    pub(super) seat: Entity,
    /// The connection to answer.
    pub(super) connection: Entity,
    /// The sender's number.
    pub(super) number: u32,
    /// How many of its moves are kept.
    pub(super) keep: u32,
}

/// Whether a table may go back: one person plays against policies, without a clock.
pub(super) fn may_go_back<'a>(plan: &Plan, occupants: impl Iterator<Item = &'a Occupant>) -> bool {
    let (mut persons, mut empty) = (0, 0);
    for occupant in occupants {
        match occupant {
            Occupant::Person { .. } => persons += 1,
            Occupant::Empty => empty += 1,
            Occupant::Policy { .. } => {}
        }
    }
    plan.turn_seconds.is_none() && persons == 1 && empty == 0
}

fn go_back(
    plan: Res<Plan>,
    mut asked: MessageReader<GoingBack>,
    mut seats: Query<(&Seat, &SeatOf, Option<&mut Policy>)>,
    mut hosts: Query<(&mut Host, &Seats)>,
    mut sent: Query<&mut Sent>,
) {
    for wish in asked.read() {
        let Ok((id, table)) = seats.get(wish.seat).map(|(seat, of, _)| (seat.id, of.0)) else {
            continue;
        };
        let Ok((mut host, list)) = hosts.get_mut(table) else {
            continue;
        };
        let occupants: Vec<Occupant> = list
            .iter_seats()
            .filter_map(|s| seats.get(s).ok())
            .map(|(seat, _, _)| seat.occupant.clone())
            .collect();
        let result = if host.started && may_go_back(&plan, occupants.iter()) {
            rewind(&mut host, id, wish.keep)
        } else {
            Err(Refusal::NoWayBack)
        };
        if result.is_ok() {
            for entity in list.iter_seats() {
                if let Ok((seat, _, Some(mut policy))) = seats.get_mut(entity) {
                    recall(&mut policy, seat, &host);
                }
            }
        }
        if let Ok(mut sent) = sent.get_mut(wish.connection) {
            let number = wish.number;
            sent.answers.push_back(match result {
                Ok(()) => ToClient::Accepted { number },
                Err(refusal) => ToClient::Refused { number, refusal },
            });
        }
    }
}

fn rewind(host: &mut Host, seat: SeatId, keep: u32) -> Result<(), Refusal> {
    match host.table.back_to(seat, keep) {
        Ok(table) => {
            host.table = table;
            host.live += 1;
            host.figures += 1;
            host.rewinds += 1;
            Ok(())
        }
        Err(error) => {
            warn!("table {} could not go back: {error}", host.name);
            Err(Refusal::NoWayBack)
        }
    }
}

/// A policy is as it was: it has acted as far as the kept journal shows, and thinks anew about the rest.
fn recall(policy: &mut Policy, seat: &Seat, host: &Host) {
    let journal = host.table.journal();
    let mine = |e: &JournalEntry| matches!(&e.actor, Actor::Seat { seat: of, .. } if *of == seat.id);
    let shows = |from: usize| journal.get(from..).is_some_and(|rest| rest.iter().any(mine));
    while policy.acts.last().is_some_and(|(from, _)| !shows(*from)) {
        policy.acts.pop();
    }
    let fresh = Policy::new(policy.name, seat.id, seat.known.clone(), host.table.header().seed);
    *policy = Policy {
        attention: policy.acts.last().map(|(_, a)| a.clone()).unwrap_or_default(),
        acts: std::mem::take(&mut policy.acts),
        life: policy.life.wrapping_add(1),
        ..fresh
    };
}
