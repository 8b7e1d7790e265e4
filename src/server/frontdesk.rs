//! The desk's questions answered: who may sit where. Nothing of the game is known to the HTTP side.

use std::time::{Duration, Instant};

use bevy::prelude::{App, Commands, Entity, IntoScheduleConfigs, Query, Res, ResMut, Update, warn};
use serde_json::json;

use super::TickSystems;
use super::desk::{DeskCall, DeskReply};
use super::runner::DeskInbox;
use super::transport::Transport;
use super::world::{Connection, Connections, Host, Plan, Seat, SeatOf, Seats, Sent, Sits};
use crate::net::channels::TICKET_LIFE;
use crate::net::join::{JoinRefusal, JoinReply, JoinRequest, RefusalKind};
use crate::net::message::Occupant;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, answer.in_set(TickSystems::Desk));
}

fn answer(
    mut inbox: ResMut<DeskInbox>,
    plan: Res<Plan>,
    mut transport: ResMut<Transport>,
    mut hosts: HostsQuery,
    mut seats: SeatsQuery,
    connections: Query<&Connection>,
    mut commands: Commands,
) {
    while let Some(request) = inbox.0.pop_front() {
        let reply = match &request.request {
            DeskCall::Status => DeskReply::Status(status(&hosts, &seats)),
            DeskCall::Join(join) => {
                let seated = find_seat(join, &plan, &hosts, &seats);
                DeskReply::Join(seated.and_then(|(table, seat)| {
                    sit(
                        join,
                        table,
                        seat,
                        &mut transport,
                        &mut hosts,
                        &mut seats,
                        &connections,
                        &mut commands,
                    )
                }))
            }
        };
        // The asker may have gone; then there is nobody to tell.
        let _ = request.reply.send(reply);
    }
}

type SeatsQuery<'w, 's> = Query<'w, 's, (&'static mut Seat, &'static SeatOf, Option<&'static Connections>)>;
type HostsQuery<'w, 's> = Query<'w, 's, (Entity, &'static mut Host, &'static Seats)>;

fn status(hosts: &HostsQuery, seats: &SeatsQuery) -> serde_json::Value {
    let tables: Vec<_> = hosts
        .iter()
        .map(|(entity, host, _)| {
            let list: Vec<_> = seats
                .iter()
                .filter(|(_, of, _)| of.0 == entity)
                .map(|(seat, _, _)| json!({ "seat": seat.name, "free": matches!(seat.occupant, Occupant::Empty) }))
                .collect();
            let state = host.table.state();
            json!({
                "table": host.name,
                "level": state.level().file.id,
                "turn": state.turn().0 + 1,
                "turns": state.level().turns.len(),
                "over": host.table.game().played_out(),
                "seats": list,
            })
        })
        .collect();
    json!({ "game": "chokepoint", "version": env!("CARGO_PKG_VERSION"), "tables": tables })
}

fn refuse(kind: RefusalKind, message: &str) -> JoinRefusal {
    JoinRefusal::new(kind, message)
}

/// The table and seat that a request gets.
fn find_seat(
    join: &JoinRequest,
    plan: &Plan,
    hosts: &HostsQuery,
    seats: &SeatsQuery,
) -> Result<(Entity, Entity), JoinRefusal> {
    if plan.pin.as_ref().is_some_and(|pin| *pin != join.pin) {
        return Err(refuse(
            RefusalKind::WrongPin,
            "The PIN is wrong. Ask the person who runs the server for it.",
        ));
    }
    let mut tables: Vec<_> = hosts
        .iter()
        .map(|(e, host, seats)| (host.name.clone(), e, host.table.game().played_out(), seats))
        .collect();
    tables.sort_by(|a, b| a.0.cmp(&b.0));
    if let Some(name) = &join.table {
        tables.retain(|(n, ..)| n == name);
        if tables.is_empty() {
            return Err(refuse(RefusalKind::NoSuchTable, "There is no such table."));
        }
    }
    let mut why = refuse(RefusalKind::TableFull, "Every seat is taken.");
    for (_, table, over, list) in tables {
        for entity in list.iter_seats() {
            let Ok((seat, _, _)) = seats.get(entity) else { continue };
            if join.seat.as_ref().is_some_and(|wanted| *wanted != seat.name) {
                continue;
            }
            let own = join
                .seat_key
                .as_ref()
                .is_some_and(|key| !seat.key.is_empty() && *key == seat.key);
            if over && !own {
                why = refuse(RefusalKind::GameOver, "The game at this table is over.");
            } else if own || (join.seat_key.is_none() && seat.occupant == Occupant::Empty) {
                return Ok((table, entity));
            } else if join.seat_key.is_some() {
                why = refuse(
                    RefusalKind::WrongSeatKey,
                    "This seat key belongs to no seat here: join without it.",
                );
            } else if join.seat.is_some() {
                why = refuse(RefusalKind::SeatTaken, "Somebody else sits there. Choose another seat.");
            }
        }
    }
    let known = |wanted: &String| seats.iter().any(|(s, _, _)| s.name == *wanted);
    if join.seat.as_ref().is_some_and(|wanted| !known(wanted)) {
        let mut names: Vec<_> = seats.iter().map(|(s, _, _)| s.name.clone()).collect();
        names.sort();
        names.dedup();
        return Err(refuse(
            RefusalKind::NoSuchSeat,
            &format!("There is no such seat. The seats are: {}.", names.join(", ")),
        ));
    }
    Err(why)
}

fn sit(
    join: &JoinRequest,
    table: Entity,
    seat_entity: Entity,
    transport: &mut Transport,
    hosts: &mut HostsQuery,
    seats: &mut SeatsQuery,
    connections: &Query<&Connection>,
    commands: &mut Commands,
) -> Result<JoinReply, JoinRefusal> {
    let busy = || refuse(RefusalKind::NotReady, "The server could not make a ticket. Try again.");
    let (Ok((mut seat, _, old)), Ok((_, mut host, _))) = (seats.get_mut(seat_entity), hosts.get_mut(table)) else {
        return Err(busy());
    };
    let ticket = transport.mint_ticket().map_err(|error| {
        warn!("no ticket: {error}");
        busy()
    })?;
    if seat.key.is_empty() {
        seat.key = draw_key().ok_or_else(busy)?;
    }
    // Whoever comes with the key takes over from an older connection ("you joined from another computer").
    for connection in old.into_iter().flat_map(Connections::iter) {
        if let Ok(connection) = connections.get(connection) {
            transport.disconnect(connection.client);
        }
        commands.entity(connection).despawn();
    }
    seat.occupant = Occupant::Person {
        name: join.name.clone(),
        present: false,
    };
    seat.away = Some(Instant::now());
    host.live += 1;
    let expires = Instant::now() + TICKET_LIFE + Duration::from_secs(5);
    commands.spawn((
        Sits(seat_entity),
        Connection {
            client: ticket.client_id,
            established: false,
            expires,
        },
        Sent::default(),
    ));
    Ok(JoinReply {
        ticket: ticket.text,
        seat: seat.name.clone(),
        seat_key: seat.key.clone(),
        table: host.name.clone(),
    })
}

/// 128 random bits, readable.
fn draw_key() -> Option<String> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).ok()?;
    Some(data_encoding::BASE32_NOPAD.encode(&bytes))
}
