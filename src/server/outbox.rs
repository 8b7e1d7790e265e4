//! What moved is sent: per connection its own view, in parts, as far as its channel has room.

use std::sync::Arc;
use std::time::Instant;

use bevy::prelude::{App, IntoScheduleConfigs, Query, Res, ResMut, Update, warn};
use bevy_renet::RenetServer;

use super::TickSystems;
use super::going_back::may_go_back;
use super::transport::Transport;
use super::world::{Clock, Connection, Host, Plan, Seat, SeatOf, Seats, Sent, Sits};
use crate::debrief::Debrief;
use crate::level::ids::LevelEventId;
use crate::level::public::PublicLevel;
use crate::net::channels::VIEWS;
use crate::net::codec::encode_to_client;
use crate::net::message::{Figures, Live, Occupant, ToClient};
use crate::rules::Viewer;

/// At most so many log lines in one message.
const LINES: usize = 200;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, (open_headlines, send).chain().in_set(TickSystems::Outbox));
}

/// Texts of events that nobody could know of become public when they happen: the level is cut anew for every seat.
fn open_headlines(hosts: Query<&Host>, mut seats: Query<(&mut Seat, &SeatOf)>) {
    for (mut seat, of) in &mut seats {
        let Ok(host) = hosts.get(of.0) else { continue };
        let fired = &host.table.state().public().fired;
        let happened: Vec<_> = (0..fired.len())
            .filter(|at| fired[*at].is_some())
            .map(LevelEventId::at)
            .collect();
        if happened.len() == seat.level_json.0 {
            continue;
        }
        let level = host.table.level();
        match PublicLevel::after(&level, Some(&seat.name), &happened).and_then(|public| public.to_json()) {
            Ok(json) => seat.level_json = (happened.len(), Arc::new(json)),
            Err(error) => {
                warn!("the level could not be shown anew: {error}");
                seat.level_json.0 = happened.len();
            }
        }
    }
}

fn send(
    plan: Res<Plan>,
    mut server: ResMut<RenetServer>,
    mut transport: ResMut<Transport>,
    hosts: Query<(&Host, &Clock, &Seats)>,
    seats: Query<(&Seat, &SeatOf)>,
    mut connections: Query<(&Connection, &Sits, &mut Sent)>,
) {
    for (connection, sits, mut sent) in &mut connections {
        if !connection.established {
            continue;
        }
        let Ok((seat, of)) = seats.get(sits.0) else { continue };
        let Ok((host, clock, list)) = hosts.get(of.0) else {
            continue;
        };
        let mut post = Post {
            server: &mut server,
            transport: &mut transport,
            client: connection.client,
        };
        let people = || {
            list.iter_seats()
                .filter_map(|s| seats.get(s).ok())
                .map(|(s, _)| s.occupant.clone())
                .collect()
        };
        send_one(&mut post, &plan, host, clock, seat, &mut sent, people);
    }
}

struct Post<'a> {
    server: &'a mut RenetServer,
    transport: &'a mut Transport,
    client: u64,
}

impl Post<'_> {
    /// Queues a message if the channel has room.
    fn put(&mut self, message: &ToClient) -> bool {
        let bytes = match encode_to_client(message) {
            Ok(bytes) => bytes,
            Err(error) => {
                warn!("a message was not sent: {error}");
                return true;
            }
        };
        if !self.server.can_send_message(self.client, VIEWS, bytes.len()) {
            return false;
        }
        self.server.send_message(self.client, VIEWS, bytes);
        self.transport.mark(self.client);
        true
    }
}

fn send_one(
    post: &mut Post,
    plan: &Plan,
    host: &Host,
    clock: &Clock,
    seat: &Seat,
    sent: &mut Sent,
    people: impl FnOnce() -> Vec<Occupant>,
) {
    let (happened, level) = &seat.level_json;
    if sent.level != Some(*happened) {
        if !post.put(&ToClient::Level(level.as_ref().clone())) {
            return;
        }
        sent.level = Some(*happened);
    }
    if sent.rewinds != host.rewinds {
        if !post.put(&ToClient::Rewound) {
            return;
        }
        (sent.rewinds, sent.log, sent.debrief) = (host.rewinds, 0, false);
    }
    let viewer = Viewer::Seat(seat.id);
    let view = (sent.figures != host.figures || sent.live != host.live).then(|| host.table.view(viewer));
    if let Some(view) = view {
        if sent.figures != host.figures {
            let history = host.table.history().iter().map(|f| f.seen_by(viewer)).collect();
            let figures = Figures {
                revision: host.figures,
                viewer,
                public: view.public.clone(),
                history,
            };
            if post.put(&ToClient::Figures(Box::new(figures))) {
                sent.figures = host.figures;
            }
        }
        if sent.live != host.live {
            let people = people();
            let moves = may_go_back(plan, people.iter()).then(|| host.table.moves(seat.id));
            let live = Live {
                revision: host.live,
                turn: view.public.turn,
                stage: view.public.stage,
                faces: view.public.seats,
                people,
                seconds_left: clock
                    .deadline
                    .filter(|_| plan.turn_seconds.is_some())
                    .map(seconds_until),
                last_call: host.table.last_call(),
                paused: !host.started,
                ledger: view.public.ledger,
                own: view.own,
                offers: view.offers,
                agreements: view.agreements,
                licences: view.licences,
                last_number: host.table.last_number(seat.id),
                moves,
            };
            if post.put(&ToClient::Live(Box::new(live))) {
                sent.live = host.live;
            }
        }
    }
    send_log(post, host, viewer, sent);
    while let Some(answer) = sent.answers.front() {
        if !post.put(answer) {
            break;
        }
        sent.answers.pop_front();
    }
    if host.table.game().played_out() && !sent.debrief {
        let json = serde_json::to_string(&Debrief::of(&host.table)).unwrap_or_default();
        sent.debrief = post.put(&ToClient::Debrief(json));
    }
}

fn send_log(post: &mut Post, host: &Host, viewer: Viewer, sent: &mut Sent) {
    let next = host.table.log().next();
    while sent.log < next {
        let lines: Vec<_> = host.table.log().read(viewer, sent.log).take(LINES).cloned().collect();
        let until = if lines.len() < LINES {
            next
        } else {
            lines.last().map_or(next, |l| l.sequence + 1)
        };
        if !lines.is_empty() && !post.put(&ToClient::Log(lines)) {
            return;
        }
        sent.log = until;
    }
}

fn seconds_until(deadline: Instant) -> u32 {
    u32::try_from(deadline.saturating_duration_since(Instant::now()).as_secs()).unwrap_or(u32::MAX)
}
