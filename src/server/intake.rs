//! Messages of clients become submissions: unpacked with caps, matched to a seat by connection.

use bevy::prelude::{
    App, Commands, Entity, IntoScheduleConfigs, Message, MessageWriter, On, Query, ResMut, Update, debug, info,
};
use bevy_renet::renet::ServerEvent;
use bevy_renet::{RenetServer, RenetServerEvent};
use std::time::Instant;

use super::TickSystems;
use super::going_back::GoingBack;
use super::transport::Transport;
use super::world::{Connection, Host, Seat, SeatOf, Sits};
use crate::level::units::Turn;
use crate::net::channels::COMMANDS;
use crate::net::codec::decode_to_server;
use crate::net::message::{Occupant, ToServer};
use crate::rules::command::Command;

pub(super) fn plugin(app: &mut App) {
    app.add_message::<Incoming>();
    app.add_observer(note_connection);
    app.add_systems(Update, (expire, receive).chain().in_set(TickSystems::Intake));
}

/// A command on its way to its table.
#[derive(Message, Clone, Debug)]
pub(super) struct Incoming {
    /// The seat it speaks for.
    pub(super) seat: Entity,
    /// The connection to answer; `None` for a policy.
    pub(super) connection: Option<Entity>,
    /// The sender's number; `None` takes the next one.
    pub(super) number: Option<u32>,
    /// The turn it was made for.
    pub(super) turn: Turn,
    /// What is asked.
    pub(super) command: Command,
}

fn note_connection(
    event: On<RenetServerEvent>,
    mut transport: ResMut<Transport>,
    mut connections: Query<(Entity, &mut Connection, &Sits)>,
    mut seats: Query<(&mut Seat, &SeatOf)>,
    mut hosts: Query<&mut Host>,
    mut commands: Commands,
) {
    let (client, connected) = match &event.0 {
        ServerEvent::ClientConnected { client_id } => (*client_id, true),
        ServerEvent::ClientDisconnected { client_id, reason } => {
            debug!("connection {client_id} ended: {reason}");
            (*client_id, false)
        }
    };
    let Some((entity, mut connection, sits)) = connections.iter_mut().find(|(_, c, _)| c.client == client) else {
        if connected {
            // A ticket whose place has gone meanwhile.
            transport.disconnect(client);
        }
        return;
    };
    connection.established = connected;
    if let Ok((mut seat, of)) = seats.get_mut(sits.0) {
        if let Occupant::Person { name, present } = &mut seat.occupant {
            *present = connected;
            info!("{name} {}", if connected { "is here" } else { "has left" });
        }
        seat.away = (!connected).then(Instant::now);
        if let Ok(mut host) = hosts.get_mut(of.0) {
            host.live += 1;
        }
    }
    if !connected {
        commands.entity(entity).despawn();
    }
}

/// Tickets that were never used lose their place.
fn expire(connections: Query<(Entity, &Connection)>, mut commands: Commands) {
    let now = Instant::now();
    for (entity, connection) in &connections {
        if !connection.established && connection.expires < now {
            commands.entity(entity).despawn();
        }
    }
}

fn receive(
    mut server: ResMut<RenetServer>,
    mut transport: ResMut<Transport>,
    connections: Query<(Entity, &Connection, &Sits)>,
    mut incoming: MessageWriter<Incoming>,
    mut going_back: MessageWriter<GoingBack>,
) {
    for (entity, connection, sits) in &connections {
        while let Some(bytes) = server.receive_message(connection.client, COMMANDS) {
            match decode_to_server(&bytes) {
                Ok(ToServer::Command { number, turn, command }) => {
                    incoming.write(Incoming {
                        seat: sits.0,
                        connection: Some(entity),
                        number: Some(number),
                        turn,
                        command,
                    });
                }
                Ok(ToServer::Back { number, keep }) => {
                    going_back.write(GoingBack {
                        seat: sits.0,
                        connection: entity,
                        number,
                        keep,
                    });
                }
                Err(error) => {
                    info!(
                        "connection {} sent no message of ours ({error}) and is closed",
                        connection.client
                    );
                    transport.disconnect(connection.client);
                    break;
                }
            }
        }
    }
}
