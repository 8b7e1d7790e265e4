//! When an end of a connection may send: the rule that keeps two ends from acknowledging each
//! other's acknowledgements at wire speed.
//!
//! In renet every packet, an acknowledgement too, is itself acknowledged. Two ends that send
//! whenever something came in therefore never stop. So nobody sends *because a datagram came*; an
//! end sends when a message was queued, shortly after a packet that carried a message, and
//! otherwise on a slow beat.
//!
//! [`FlushRule`] is the rule for one connection. The server keeps one per connection, the window
//! adds [`ClientFlushPlugin`], a bot owns a [`ClientFlush`] and asks it before `send_packets`.

use std::time::Duration;

use bevy::prelude::{App, IntoScheduleConfigs, Plugin, PostUpdate, Real, Res, ResMut, Resource, Time};
use bevy_renet::netcode::NetcodeClientPlugin;
use bevy_renet::{RenetClient, RenetSend, renet};

use super::channels::{ACKNOWLEDGE_WITHIN, COMMANDS, COMMANDS_MEMORY, FLUSH_EVERY, FLUSH_UNACKNOWLEDGED};

/// When one connection is to be flushed next. Times count from any fixed moment.
#[derive(Debug, Clone, Default)]
pub struct FlushRule {
    queued: bool,
    soon_at: Option<Duration>,
    flushed_at: Duration,
}

impl FlushRule {
    /// A rule for a connection made at `now`.
    pub fn new(now: Duration) -> Self {
        Self {
            flushed_at: now,
            ..Self::default()
        }
    }

    /// A message was queued: flush at the next occasion.
    pub fn message_queued(&mut self) {
        self.queued = true;
    }

    /// A packet with a message came in: acknowledge soon, together with whatever else comes.
    pub fn message_received(&mut self, now: Duration) {
        self.soon_at.get_or_insert(now.saturating_add(ACKNOWLEDGE_WITHIN));
    }

    /// The last flush sent all it may at once and left something over: go on soon.
    pub fn more_to_send(&mut self, now: Duration) {
        self.message_received(now);
    }

    /// How long until the next flush; zero when it is due. `unacknowledged` says whether the
    /// other end still owes an acknowledgement.
    pub fn until(&self, now: Duration, unacknowledged: bool) -> Duration {
        if self.queued {
            return Duration::ZERO;
        }
        let beat = if unacknowledged {
            FLUSH_UNACKNOWLEDGED
        } else {
            FLUSH_EVERY
        };
        let at = self.flushed_at.saturating_add(beat);
        let at = self.soon_at.map_or(at, |soon| soon.min(at));
        at.saturating_sub(now)
    }

    /// Whether a flush is due.
    pub fn due(&self, now: Duration, unacknowledged: bool) -> bool {
        self.until(now, unacknowledged).is_zero()
    }

    /// The connection was flushed.
    pub fn flushed(&mut self, now: Duration) {
        *self = Self::new(now);
    }

    /// When the connection was last flushed.
    pub fn flushed_at(&self) -> Duration {
        self.flushed_at
    }
}

/// The client's end of the rule: ask [`ClientFlush::due`] before `send_packets`, tell
/// [`ClientFlush::flushed`] after it.
#[derive(Resource, Debug, Clone, Default)]
pub struct ClientFlush {
    rule: FlushRule,
    looked_at: Duration,
    /// Half the time between two looks: a window that looks every 100 ms flushes at 200 ms rather
    /// than at 300, so that netcode's keep-alive doesn't go out beside it.
    slack: Duration,
}

impl ClientFlush {
    /// A command was queued.
    pub fn message_queued(&mut self) {
        self.rule.message_queued();
    }

    /// `receive_message` returned something.
    pub fn message_received(&mut self, now: Duration) {
        self.rule.message_received(now);
    }

    /// How long the client may sleep before it must flush.
    pub fn until(&self, now: Duration, client: &renet::RenetClient) -> Duration {
        self.rule.until(now, unacknowledged(client))
    }

    /// Whether to call `send_packets` now. Never while the client isn't connected.
    pub fn due(&self, now: Duration, client: &renet::RenetClient) -> bool {
        client.is_connected() && self.until(now, client) <= self.slack
    }

    /// `send_packets` was called.
    pub fn flushed(&mut self, now: Duration) {
        self.rule.flushed(now);
    }

    /// Call once per look, after `due`: learns how often the caller looks.
    pub fn looked(&mut self, now: Duration) {
        self.slack = now.saturating_sub(self.looked_at).min(FLUSH_UNACKNOWLEDGED) / 2;
        self.looked_at = now;
    }
}

fn unacknowledged(client: &renet::RenetClient) -> bool {
    client.channel_available_memory(COMMANDS) < COMMANDS_MEMORY
}

/// Gives `RenetSend` the flush rule, for a Bevy client with `NetcodeClientPlugin`. The systems
/// that queue and read messages tell the [`ClientFlush`] resource; those that queue run before
/// `RenetSend`. Not for the server's app.
#[derive(Debug, Clone, Copy, Default)]
pub struct ClientFlushPlugin;

impl Plugin for ClientFlushPlugin {
    fn build(&self, app: &mut App) {
        app.init_resource::<ClientFlush>();
        app.configure_sets(PostUpdate, RenetSend.run_if(flush_due));
        app.add_systems(
            PostUpdate,
            (
                note_flush.in_set(RenetSend).after(NetcodeClientPlugin::send_packets),
                note_look.after(RenetSend),
            ),
        );
    }
}

fn flush_due(flush: Res<ClientFlush>, client: Option<Res<RenetClient>>, time: Res<Time<Real>>) -> bool {
    client.is_some_and(|client| flush.due(time.elapsed(), &client))
}

fn note_flush(mut flush: ResMut<ClientFlush>, time: Res<Time<Real>>) {
    flush.flushed(time.elapsed());
}

fn note_look(mut flush: ResMut<ClientFlush>, time: Res<Time<Real>>) {
    flush.looked(time.elapsed());
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn ms(n: u64) -> Duration {
        Duration::from_millis(n)
    }

    #[test]
    fn a_quiet_connection_beats_slowly() {
        let rule = FlushRule::new(ms(1000));
        assert!(!rule.due(ms(1229), false));
        assert!(rule.due(ms(1230), false));
    }

    #[test]
    fn an_unacknowledged_message_beats_faster() {
        let rule = FlushRule::new(ms(1000));
        assert!(!rule.due(ms(1099), true));
        assert!(rule.due(ms(1100), true));
    }

    #[test]
    fn a_queued_message_goes_at_once() {
        let mut rule = FlushRule::new(ms(1000));
        rule.message_queued();
        assert!(rule.due(ms(1000), false));
        rule.flushed(ms(1000));
        assert!(!rule.due(ms(1001), true));
    }

    #[test]
    fn a_received_message_is_acknowledged_soon_and_later_ones_do_not_delay_it() {
        let mut rule = FlushRule::new(ms(1000));
        rule.message_received(ms(1005));
        rule.message_received(ms(1020));
        assert_eq!(rule.until(ms(1005), false), ms(20));
        assert!(rule.due(ms(1025), false));
        rule.flushed(ms(1025));
        assert_eq!(rule.until(ms(1025), false), FLUSH_EVERY);
    }

    #[test]
    fn a_rare_look_flushes_early() {
        let mut client = renet::RenetClient::new(crate::net::channels::connection_config());
        let mut flush = ClientFlush::default();
        flush.looked(ms(100));
        assert!(!flush.due(ms(200), &client), "not connected");
        client.set_connected();
        assert!(!flush.due(ms(100), &client));
        assert!(flush.due(ms(200), &client));
        flush.looked(ms(110));
        assert!(!flush.due(ms(200), &client));
    }
}
