//! The server's entities: tables, seats, connections, and what hangs on them.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Instant;

use bevy::prelude::{Component, Entity, Resource, World};

use super::{ServeError, ServeOptions};
use crate::ai::attention::Attention;
use crate::ai::{Mind, PolicyName};
use crate::level::ids::SeatId;
use crate::level::public::PublicLevel;
use crate::level::units::Turn;
use crate::net::message::Occupant;
use crate::rules::command::Command;
use crate::rules::estimate::KnownLevel;
use crate::table::Table;

/// How tables are run.
#[derive(Resource, Clone, Debug)]
pub struct Plan {
    /// The PIN asked of everybody who joins.
    pub pin: Option<String>,
    /// Give seats without a person to policies once somebody sits.
    pub fill_ai: bool,
    /// Seconds a turn lasts.
    pub turn_seconds: Option<u32>,
    /// Stop when all tables are over.
    pub once: bool,
}

/// One game in progress.
#[derive(Component, Debug)]
#[require(Clock)]
pub(super) struct Host {
    /// Its name at the desk.
    pub(super) name: String,
    /// The game.
    pub(super) table: Table,
    /// Counts up whenever the live part moved.
    pub(super) live: u32,
    /// Counts up whenever the figures moved.
    pub(super) figures: u32,
    /// Whether play has begun: every seat has somebody.
    pub(super) started: bool,
    /// How often moves were taken back.
    pub(super) rewinds: u32,
}

/// A table's deadline.
#[derive(Component, Debug, Default)]
pub(super) struct Clock {
    /// When the open turn ends by itself.
    pub(super) deadline: Option<Instant>,
    /// The turn the deadline belongs to.
    pub(super) turn: Option<Turn>,
}

/// Seats of a table; despawning the table takes them along.
#[derive(Component, Debug, Default)]
#[relationship_target(relationship = SeatOf, linked_spawn)]
pub(super) struct Seats(Vec<Entity>);

impl Seats {
    /// The seats, in level order.
    pub(super) fn iter_seats(&self) -> impl Iterator<Item = Entity> + use<> {
        self.0.clone().into_iter()
    }
}

/// The table a seat belongs to.
#[derive(Component, Debug)]
#[relationship(relationship_target = Seats)]
pub(super) struct SeatOf(pub(super) Entity);

/// A seat at a table.
#[derive(Component, Debug)]
pub(super) struct Seat {
    /// Which.
    pub(super) id: SeatId,
    /// Name of its country in the level.
    pub(super) name: String,
    /// Who sits here.
    pub(super) occupant: Occupant,
    /// With this a person gets the seat back.
    pub(super) key: String,
    /// Since when its person is away.
    pub(super) away: Option<Instant>,
    /// The level as this seat may know it, as sent, and how many events had happened then.
    pub(super) level_json: (usize, Arc<String>),
    /// The level as a policy here may know it.
    pub(super) known: Arc<KnownLevel>,
}

/// A policy in a seat.
#[derive(Component, Debug)]
pub(super) struct Policy {
    /// Which.
    pub(super) name: PolicyName,
    /// Its mind; away while it thinks on another thread.
    pub(super) mind: Option<Mind>,
    /// When it should be asked.
    pub(super) attention: Attention,
    /// What it has decided and not yet submitted.
    pub(super) decided: VecDeque<Command>,
    /// After each round so far: where the journal stood as it began, and what it had acted on.
    pub(super) acts: Vec<(usize, Attention)>,
    /// Counts up when moves are taken back: thoughts about a game that never was don't count.
    pub(super) life: u32,
}

/// Connections of a seat.
#[derive(Component, Debug, Default)]
#[relationship_target(relationship = Sits, linked_spawn)]
pub(super) struct Connections(Vec<Entity>);

impl Connections {
    /// The connections.
    pub(super) fn iter(&self) -> impl Iterator<Item = Entity> + '_ {
        self.0.iter().copied()
    }
}

/// The seat a connection belongs to.
#[derive(Component, Debug)]
#[relationship(relationship_target = Connections)]
pub(super) struct Sits(pub(super) Entity);

/// A connection: expected (a ticket is out) or established.
#[derive(Component, Debug)]
pub(super) struct Connection {
    /// netcode's id, drawn with the ticket.
    pub(super) client: u64,
    /// Whether it is established.
    pub(super) established: bool,
    /// Until when an unused ticket keeps its place.
    pub(super) expires: Instant,
}

/// What a connection has been sent.
#[derive(Component, Debug, Default)]
pub(super) struct Sent {
    /// How many events had happened when the level was last sent; their texts are public from then on.
    pub(super) level: Option<usize>,
    /// Revision of the figures.
    pub(super) figures: u32,
    /// Revision of the live part.
    pub(super) live: u32,
    /// Sequence number of the next log line.
    pub(super) log: u32,
    /// The debrief.
    pub(super) debrief: bool,
    /// How often moves had been taken back when it was last told.
    pub(super) rewinds: u32,
    /// Answers waiting to be sent.
    pub(super) answers: VecDeque<crate::net::message::ToClient>,
}

/// Lays out tables and seats.
pub(super) fn lay(world: &mut World, options: ServeOptions) -> Result<(), ServeError> {
    let level = options.level;
    let mut seats = Vec::new();
    for (at, spec) in level.seats.iter().enumerate() {
        let name = level.countries[spec.country.index()].id.clone();
        let public = PublicLevel::of(&level, Some(&name))?;
        let json = Arc::new(public.to_json()?);
        let known = Arc::new(KnownLevel::new(Arc::clone(&public.level)));
        seats.push((SeatId::at(at), name, json, known));
    }
    for number in 0..options.tables {
        let seed = options.seed.wrapping_add(number as u64);
        let table = Table::new(Arc::clone(&level), seed);
        let host = Host {
            name: format!("{}", number + 1),
            table,
            live: 1,
            figures: 1,
            started: false,
            rewinds: 0,
        };
        let table = world.spawn(host).id();
        for (id, name, level_json, known) in &seats {
            let mut seat = world.spawn((
                SeatOf(table),
                Seat {
                    id: *id,
                    name: name.clone(),
                    occupant: Occupant::Empty,
                    key: String::new(),
                    away: None,
                    level_json: (0, Arc::clone(level_json)),
                    known: Arc::clone(known),
                },
            ));
            if let Some((_, policy)) = options.policies.iter().find(|(s, _)| s == id) {
                seat.insert(Policy::new(*policy, *id, Arc::clone(known), seed));
                if let Some(mut seat) = seat.get_mut::<Seat>() {
                    seat.occupant = Occupant::Policy {
                        name: policy.to_string(),
                    };
                }
            }
        }
    }
    world.insert_resource(Plan {
        pin: options.pin,
        fill_ai: options.fill_ai,
        turn_seconds: options.turn_seconds,
        once: options.once,
    });
    Ok(())
}

impl Policy {
    /// A policy for a seat.
    pub(super) fn new(name: PolicyName, seat: SeatId, known: Arc<KnownLevel>, seed: u64) -> Self {
        Self {
            name,
            mind: Some(Mind::new(name, seat, known, seed)),
            attention: Attention::default(),
            decided: VecDeque::new(),
            acts: Vec::new(),
            life: 0,
        }
    }
}
