//! Policies think on the task pool; what they decide comes back as ordinary commands.

use bevy::prelude::{App, Entity, IntoScheduleConfigs, Query, Res, Update, World};
use bevy::tasks::AsyncComputeTaskPool;

use super::TickSystems;
use super::runner::WakeSender;
use super::world::{Host, Policy, Seat, SeatOf};
use crate::ai::Mind;
use crate::rules::Viewer;
use crate::rules::command::Command;

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, ask.in_set(TickSystems::Think));
}

fn ask(wake: Res<WakeSender>, hosts: Query<&Host>, mut seats: Query<(Entity, &Seat, &SeatOf, &mut Policy)>) {
    for (entity, seat, of, mut policy) in &mut seats {
        let Ok(host) = hosts.get(of.0) else { continue };
        if !host.started || host.table.game().played_out() || policy.mind.is_none() || !policy.decided.is_empty() {
            continue;
        }
        let view = host.table.view(Viewer::Seat(seat.id));
        let Some(round) = policy.attention.wants(&view) else {
            continue;
        };
        let Some(mut mind) = policy.mind.take() else { continue };
        let acted = (host.table.journal().len(), policy.attention.clone());
        policy.acts.push(acted);
        let life = policy.life;
        let wake = wake.clone();
        AsyncComputeTaskPool::get()
            .spawn(async move {
                let mut commands = mind.act(&view, round.number, round.last);
                if round.last && !commands.contains(&Command::Ready(true)) {
                    commands.push(Command::Ready(true));
                }
                wake.task(move |world| give_back(world, (entity, life), mind, commands));
            })
            .detach();
    }
}

fn give_back(world: &mut World, (seat, life): (Entity, u32), mind: Mind, commands: Vec<Command>) {
    if let Ok(mut seat) = world.get_entity_mut(seat)
        && let Some(mut policy) = seat.get_mut::<Policy>()
        && policy.life == life
    {
        policy.mind = Some(mind);
        policy.decided.extend(commands);
    }
}
