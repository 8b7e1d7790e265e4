//! Submissions go to their tables; every refusal is answered.

use bevy::prelude::{App, IntoScheduleConfigs, MessageReader, Query, SystemSet, Update, debug};

use super::TickSystems;
use super::intake::Incoming;
use super::world::{Host, Policy, Seat, SeatOf, Sent};
use crate::net::message::{Occupant, ToClient};
use crate::rules::refusal::Refusal;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(
        Update,
        (submit, submit_policies)
            .chain()
            .in_set(SubmitSystems)
            .in_set(TickSystems::Host),
    );
}

/// Commands go to their tables.
#[derive(SystemSet, Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct SubmitSystems;

fn submit(
    mut incoming: MessageReader<Incoming>,
    seats: Query<(&Seat, &SeatOf)>,
    mut hosts: Query<&mut Host>,
    mut sent: Query<&mut Sent>,
) {
    for message in incoming.read() {
        let Ok((seat, of)) = seats.get(message.seat) else {
            continue;
        };
        let Ok(mut host) = hosts.get_mut(of.0) else { continue };
        let number = message
            .number
            .unwrap_or_else(|| host.table.last_number(seat.id).saturating_add(1));
        let player = match &seat.occupant {
            Occupant::Person { name, .. } | Occupant::Policy { name } => name.clone(),
            Occupant::Empty => String::new(),
        };
        let result = if host.started {
            host.table
                .submit(seat.id, &player, number, message.turn, message.command.clone())
                .map(|_| ())
        } else {
            Err(Refusal::Paused)
        };
        if result.is_ok() {
            host.live += 1;
        }
        let Some(Ok(mut sent)) = message.connection.map(|c| sent.get_mut(c)) else {
            continue;
        };
        sent.answers.push_back(match result {
            Ok(()) => ToClient::Accepted { number },
            Err(refusal) => ToClient::Refused { number, refusal },
        });
    }
}

/// What policies have decided goes the same way, in seat order.
fn submit_policies(mut seats: Query<(&Seat, &SeatOf, &mut Policy)>, mut hosts: Query<&mut Host>) {
    for (seat, of, mut policy) in &mut seats {
        let Ok(mut host) = hosts.get_mut(of.0) else { continue };
        while let Some(command) = policy.decided.pop_front() {
            let number = host.table.last_number(seat.id).saturating_add(1);
            let turn = host.table.state().turn();
            match host
                .table
                .submit(seat.id, &policy.name.to_string(), number, turn, command)
            {
                Ok(_) => host.live += 1,
                Err(refusal) => debug!("{} of {} was refused: {refusal}", policy.name, seat.name),
            }
        }
    }
}
