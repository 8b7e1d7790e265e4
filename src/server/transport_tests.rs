#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
#![expect(clippy::print_stdout, reason = "measurements, shown with --nocapture")]

use std::net::Ipv4Addr;
use std::sync::mpsc;
use std::thread::{self, JoinHandle};
use std::time::Instant;

use bevy::app::TaskPoolPlugin;
use bevy::prelude::{On, Update, World};
use bevy::time::TimePlugin;
use bevy_renet::netcode::{NetcodeClientPlugin, NetcodeClientTransport};
use bevy_renet::renet::ServerEvent;
use bevy_renet::{RenetClient, RenetClientPlugin, RenetServerEvent};
use renetcode::{ClientAuthentication, NETCODE_MAX_PACKET_BYTES, NetcodeClient};

use super::*;
use crate::net::channels::{BYTES_PER_SECOND, COMMANDS, MAX_CLIENT_MESSAGE, PACKETS_PER_SECOND};
use crate::net::flush::{ClientFlush, ClientFlushPlugin};
use crate::net::join::{JoinReply, connect};
use crate::net::ticket::redeem;
use crate::server::gate::take_number;
use crate::server::runner::{WakeSender, bind, open};

const fn ms(n: u64) -> Duration {
    Duration::from_millis(n)
}

// --- A server that echoes -----------------------------------------------------------------------

#[derive(Resource, Default)]
struct Diary {
    updates: u32,
    events: Vec<String>,
}

struct Server {
    wake: WakeSender,
    address: SocketAddr,
    thread: Option<JoinHandle<AppExit>>,
}

impl Server {
    fn start() -> Self {
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            let sockets = bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
            let mut app = App::new();
            app.add_plugins((TaskPoolPlugin::default(), TimePlugin))
                .init_resource::<Diary>()
                .add_systems(Update, (echo, |mut diary: ResMut<Diary>| diary.updates += 1))
                .add_observer(note_event);
            let wake = open(&mut app, sockets.udp, 8).unwrap();
            tell.send((wake, sockets.address)).unwrap();
            app.run()
        });
        let (wake, address) = told.recv().unwrap();
        Self {
            wake,
            address,
            thread: Some(thread),
        }
    }

    fn ask<T: Send + 'static>(&self, f: impl FnOnce(&mut World) -> T + Send + 'static) -> T {
        let (tell, told) = mpsc::channel();
        self.wake.task(move |world| tell.send(f(world)).unwrap());
        told.recv_timeout(ms(5000)).expect("the server is alive")
    }

    fn ticket(&self) -> Ticket {
        self.ask(|world| world.resource::<Transport>().mint_ticket().unwrap())
    }

    fn traffic(&self) -> Traffic {
        self.ask(|world| world.resource::<Transport>().traffic())
    }

    fn refused(&self) -> RefusalCounts {
        self.ask(|world| world.resource::<Transport>().refusals().counts())
    }

    fn is_connected(&self, client_id: ClientId) -> bool {
        self.ask(move |world| world.resource::<Transport>().is_connected(client_id))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.wake.stop();
        let ended = self.thread.take().map(JoinHandle::join);
        if !thread::panicking() {
            assert!(matches!(ended, Some(Ok(AppExit::Success))), "{ended:?}");
        }
    }
}

fn echo(mut server: ResMut<RenetServer>, mut transport: ResMut<Transport>) {
    for client_id in server.clients_id() {
        while let Some(message) = server.receive_message(client_id, COMMANDS) {
            let answer = match &*message {
                b"big" => vec![7; 200_000],
                other => [b"echo:", other].concat(),
            };
            server.send_message(client_id, VIEWS, answer);
            transport.mark(client_id);
            if &*message == b"bye" {
                transport.disconnect(client_id);
            }
        }
    }
}

fn note_event(event: On<RenetServerEvent>, mut diary: ResMut<Diary>) {
    let line = match &event.0 {
        ServerEvent::ClientConnected { client_id } => format!("+{client_id}"),
        ServerEvent::ClientDisconnected { client_id, .. } => format!("-{client_id}"),
    };
    diary.events.push(line);
}

// --- A client without Bevy ----------------------------------------------------------------------

struct Peer {
    client_id: ClientId,
    client: RenetClient,
    transport: NetcodeClientTransport,
    flush: ClientFlush,
    started: Instant,
    stepped: Duration,
    heard: Vec<Vec<u8>>,
}

fn reply(ticket: Ticket) -> JoinReply {
    JoinReply {
        ticket: ticket.text,
        seat: String::new(),
        seat_key: String::new(),
        table: String::new(),
    }
}

impl Peer {
    fn join(server: &Server) -> Self {
        let ticket = server.ticket();
        let client_id = ticket.client_id;
        let (client, transport) = connect(&reply(ticket), server.address).unwrap();
        let mut peer = Self {
            client_id,
            client,
            transport,
            flush: ClientFlush::default(),
            started: Instant::now(),
            stepped: Duration::ZERO,
            heard: Vec::new(),
        };
        peer.until(|peer| peer.client.is_connected());
        peer
    }

    fn step(&mut self) {
        let now = self.started.elapsed();
        let passed = now - self.stepped;
        self.stepped = now;
        self.client.update(passed);
        let _ = self.transport.update(passed, &mut self.client);
        while let Some(message) = self.client.receive_message(VIEWS) {
            self.flush.message_received(now);
            self.heard.push(message.to_vec());
        }
        if self.flush.due(now, &self.client) {
            let _ = self.transport.send_packets(&mut self.client);
            self.flush.flushed(now);
        }
        self.flush.looked(now);
    }

    fn run(&mut self, time: Duration) {
        let end = Instant::now() + time;
        while Instant::now() < end {
            self.step();
            thread::sleep(ms(4));
        }
    }

    fn until(&mut self, done: impl Fn(&Self) -> bool) {
        let end = Instant::now() + ms(8000);
        while !done(self) {
            assert!(Instant::now() < end, "waited in vain");
            self.step();
            thread::sleep(ms(4));
        }
    }

    fn say(&mut self, message: &[u8]) {
        self.client.send_message(COMMANDS, message.to_vec());
        self.flush.message_queued();
    }

    /// Says something and waits for the echo.
    fn converse(&mut self, message: &[u8]) {
        let expected = [b"echo:", message].concat();
        self.say(message);
        self.until(|peer| peer.heard.contains(&expected));
        self.heard.clear();
    }
}

// --- A client that means harm -------------------------------------------------------------------

struct Enemy {
    client_id: ClientId,
    netcode: NetcodeClient,
    socket: UdpSocket,
}

impl Enemy {
    fn join(server: &Server) -> Self {
        let ticket = server.ticket();
        let connect_token = redeem(&ticket.text, server.address).unwrap();
        let authentication = ClientAuthentication::Secure { connect_token };
        let netcode = NetcodeClient::new(Duration::ZERO, authentication).unwrap();
        let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).unwrap();
        socket.set_read_timeout(Some(ms(10))).unwrap();
        let mut enemy = Self {
            client_id: ticket.client_id,
            netcode,
            socket,
        };
        let end = Instant::now() + ms(8000);
        while !enemy.netcode.is_connected() {
            assert!(Instant::now() < end, "waited in vain");
            enemy.step();
        }
        enemy
    }

    fn step(&mut self) {
        let mut buffer = [0; NETCODE_MAX_PACKET_BYTES];
        while let Ok((length, _)) = self.socket.recv_from(&mut buffer) {
            self.netcode.process_packet(&mut buffer[..length]);
        }
        if let Some((packet, address)) = self.netcode.update(ms(10)) {
            self.socket.send_to(packet, address).unwrap();
        }
    }

    fn send_payload(&mut self, payload: &[u8]) {
        let (address, packet) = self.netcode.generate_payload_packet(payload).unwrap();
        self.socket.send_to(packet, address).unwrap();
    }

    fn send_raw(&self, bytes: &[u8]) {
        let address = self.netcode.server_addr();
        self.socket.send_to(bytes, address).unwrap();
    }
}

/// A slice beyond the one announced: renet 2.0.1 panics on it.
fn slice_packet() -> Vec<u8> {
    let mut packet = vec![2, 0, COMMANDS, 0, 5, 1, 0x44, 0xb0];
    packet.extend([9; 1200]);
    packet
}

/// Datagrams on which netcode 2.0.0 panics when they come from a connected address, and plain rubbish.
fn rubbish() -> Vec<Vec<u8>> {
    let with = |prefix: u8, length: usize, fill: u8| {
        let mut bytes = vec![fill; length];
        bytes[0] = prefix;
        bytes
    };
    vec![
        vec![],
        vec![0xf5],
        with(0xf5, 40, 1),
        with(0x95, 40, 1),
        with(0x85, 18, 1),
        with(0x85, 40, 0xff),
        with(0x15, 40, 3),
        with(0x0f, 40, 3),
        with(0, 40, 0),
        with(0, 1078, 0),
        with(2, 400, 2),
        with(0x13, 330, 2),
        vec![0xaa; 1400],
        vec![0xaa; 3000],
    ]
}

// --- Looking at bytes ---------------------------------------------------------------------------

#[test]
fn envelopes_that_would_upset_netcode_are_refused() {
    let verdicts: Vec<bool> = rubbish().iter().map(|b| envelope(b).is_ok()).collect();
    let mut fine = vec![false; verdicts.len()];
    // Well-formed outside, wrong inside: netcode may look at these.
    fine[6] = true;
    fine[9] = true;
    fine[11] = true;
    assert_eq!(verdicts, fine);
}

#[test]
fn payloads_are_inspected() {
    let inspect = |payload: &[u8]| Inbound::default().inspect(payload);
    // Kind, sequence, channel, count (2 bytes), then (number, length, bytes) each.
    assert_eq!(inspect(&[0, 0, COMMANDS, 0, 1, 0, 2, 8, 8]), Ok(Carries::Messages));
    assert_eq!(inspect(&[4, 0, 0, 0, 0]), Ok(Carries::Acknowledgements));
    assert_eq!(inspect(&slice_packet()), Err(Violation::Slice));
    assert_eq!(inspect(&[3, 0, 0, 0]), Err(Violation::Slice));
    let malformed: [&[u8]; 9] = [
        &[],
        &[1, 0, 0, 0, 0],
        &[5],
        &[0],
        &[0, 0x40],
        &[0, 0, COMMANDS, 0, 0],
        &[0, 0, VIEWS, 0, 1, 0, 1, 8],
        &[0, 0, COMMANDS, 0, 1, 0, 2, 8],
        &[0, 0, COMMANDS, 0, 1, 0, 1, 8, 8],
    ];
    for payload in malformed {
        assert_eq!(inspect(payload), Err(Violation::Malformed), "{payload:?}");
    }
    let empty = [0, 0, COMMANDS, 0, 1, 0, 0];
    assert_eq!(inspect(&empty), Err(Violation::Length(0)));
    let mut long = vec![0, 0, COMMANDS, 0, 1, 0, 0x43, 0xe9];
    long.extend([0; 1001]);
    assert_eq!(inspect(&long), Err(Violation::Length(1001)));
}

#[test]
fn messages_may_overtake_each_other_but_not_by_far() {
    let mut inbound = Inbound::default();
    for number in [0, 2, 5, 1, 1, 1023] {
        assert_eq!(inbound.note(number), Ok(()), "{number}");
    }
    assert_eq!(inbound.missing, 3);
    assert_eq!(inbound.note(1027), Err(Violation::Skipped));
    for number in 3..5000 {
        inbound.note(number).unwrap();
    }
    assert_eq!((inbound.missing, inbound.ahead.len()), (5000, 0));
}

#[test]
fn numbers_are_read_as_renet_writes_them() {
    let read = |mut bytes: &[u8]| (take_number(&mut bytes), bytes.len());
    assert_eq!(read(&[37]), (Some(37), 0));
    assert_eq!(read(&[0x7b, 0xbd, 1]), (Some(15_293), 1));
    assert_eq!(read(&[0x9d, 0x7f, 0x3e, 0x7d]), (Some(494_878_333), 0));
    let long = [0xc2, 0x19, 0x7c, 0x5e, 0xff, 0x14, 0xe8, 0x8c];
    assert_eq!(read(&long), (Some(151_288_809_941_952_652), 0));
    assert_eq!(read(&[0xc2, 0x19]), (None, 2));
    assert_eq!(read(&[]), (None, 0));
}

#[test]
fn the_gate_gives_everybody_the_same_share() {
    let start = Instant::now();
    let mut gate = Gate::new(start);
    let loud: SocketAddr = "10.0.0.1:1".parse().unwrap();
    let calm: SocketAddr = "10.0.0.2:1".parse().unwrap();
    let passed = (0..10_000).filter(|_| gate.admit(loud, 50, start)).count();
    assert_eq!(passed, 2 * PACKETS_PER_SECOND as usize);
    assert!(gate.admit(calm, 50, start));
    let later = start + ms(1000);
    let passed = (0..10_000).filter(|_| gate.admit(loud, 50, later)).count();
    assert_eq!(passed, PACKETS_PER_SECOND as usize);
    let fat: SocketAddr = "10.0.0.3:1".parse().unwrap();
    let passed = (0..10_000).filter(|_| gate.admit(fat, 1400, start)).count();
    assert_eq!(passed, 2 * BYTES_PER_SECOND as usize / 1400);
    // Forged addresses in any number don't make it forget, nor grow for ever.
    for port in 0..60_000_u32 {
        let forged = SocketAddr::from((Ipv4Addr::from(0xc0a8_0000 + port), 9));
        gate.admit(forged, 50, later);
    }
    assert!(gate.addresses.len() <= Gate::ADDRESSES);
    assert!(!gate.admit(loud, 50, later));
    let newcomer: SocketAddr = "10.0.0.4:1".parse().unwrap();
    assert!(gate.admit(newcomer, 50, later + ms(5000)), "swept");
}

// --- Over loopback ------------------------------------------------------------------------------

#[test]
fn messages_go_both_ways() {
    let server = Server::start();
    let mut peer = Peer::join(&server);
    peer.converse(b"hello");
    for round in 0..30_u8 {
        peer.say(&[round; MAX_CLIENT_MESSAGE]);
    }
    peer.until(|peer| peer.heard.len() == 30);
    for (round, heard) in peer.heard.drain(..).enumerate() {
        assert_eq!(heard[5..], vec![round as u8; MAX_CLIENT_MESSAGE]);
    }
    let asked = Instant::now();
    peer.say(b"big");
    peer.until(|peer| peer.heard.len() == 1);
    println!("200 KB in {:?}", asked.elapsed());
    assert_eq!(peer.heard[0], vec![7; 200_000]);
    let asked = Instant::now();
    for round in 0..20_u8 {
        peer.converse(&[round]);
    }
    println!("a round trip takes {:?}", asked.elapsed() / 20);
    assert!(asked.elapsed() < ms(2000));
    assert_eq!(server.refused().total(), 0);

    let client_id = peer.client_id;
    peer.transport.disconnect();
    let gone = |server: &Server| server.ask(|world| world.resource::<Diary>().events.clone());
    while server.is_connected(client_id) {
        thread::sleep(ms(5));
    }
    thread::sleep(ms(50));
    assert_eq!(gone(&server), [format!("+{client_id}"), format!("-{client_id}")]);
}

#[test]
fn a_farewell_arrives_before_the_goodbye() {
    let server = Server::start();
    let mut peer = Peer::join(&server);
    let mut other = Peer::join(&server);
    peer.say(b"bye");
    peer.until(|peer| peer.client.is_disconnected());
    assert_eq!(peer.heard, [b"echo:bye"]);
    assert!(!server.is_connected(peer.client_id));
    other.converse(b"still here");
}

#[test]
fn the_server_says_goodbye_when_it_ends() {
    let server = Server::start();
    let mut peer = Peer::join(&server);
    peer.converse(b"hello");
    drop(server);
    let asked = Instant::now();
    peer.until(|peer| peer.client.is_disconnected());
    assert!(asked.elapsed() < ms(1000));
}

#[test]
fn an_enemy_only_hurts_itself() {
    let server = Server::start();
    let mut friend = Peer::join(&server);
    let mut enemy = Enemy::join(&server);

    // From a connected address, but not under its seal, so perhaps forged: ignored.
    let stranger = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
    for bytes in rubbish() {
        enemy.send_raw(&bytes);
        stranger.send_to(&bytes, server.address).unwrap();
        friend.converse(b"after rubbish");
    }
    assert!(server.is_connected(enemy.client_id));
    assert!(server.refused().malformed >= 2 * 9, "{:?}", server.refused());

    // Under its seal: it ends itself.
    let payloads = [
        slice_packet(),
        vec![3, 0, 0, 0, 5, 1, 1, 9],
        vec![0xff; 100],
        vec![],
        // An empty message, far ahead.
        vec![0, 0, COMMANDS, 0, 1, 0xa0, 0, 0, 0, 0],
        vec![0, 0, COMMANDS, 0, 1, 0xa0, 0, 0, 0, 1, 7],
    ];
    for payload in payloads {
        enemy.send_payload(&payload);
        friend.converse(b"after a blow");
        let end = Instant::now() + ms(2000);
        while server.is_connected(enemy.client_id) {
            assert!(Instant::now() < end, "{payload:?} was let through");
            thread::sleep(ms(2));
        }
        enemy.step();
        assert!(enemy.netcode.is_disconnected(), "it was told");
        enemy = Enemy::join(&server);
    }
    assert_eq!(server.refused().against_the_rules, 6);

    // Acknowledging what was never sent, in odd ranges, does nothing.
    for tail in [
        &[0xff; 200][..],
        &[0, 9, 3, 0],
        &[0, 9, 0, 1, 2, 3],
        &[0, 60, 2, 3, 0, 0, 0, 0],
    ] {
        enemy.send_payload(&[&[4], tail].concat());
        friend.converse(b"after odd acknowledgements");
    }

    // A flood is cut off at the gate.
    let before = (server.refused().too_many, server.traffic().packets_in);
    for _ in 0..2_000 {
        enemy.send_raw(&[0x15; 60]);
    }
    friend.converse(b"after a flood");
    // The system's own buffer may have cut some off before.
    assert!(server.refused().too_many > before.0);
    let passed = server.traffic().packets_in - before.1;
    assert!(passed < 500, "{passed}");
    friend.run(ms(300));
    friend.converse(b"and later");
}

#[test]
fn packet_numbers_by_an_enemy_do_not_swell_the_acknowledgements() {
    let server = Server::start();
    let mut friend = Peer::join(&server);
    let mut enemy = Enemy::join(&server);
    // Numbers that fall in leaps: every one is a range of its own, and renet's limit of 64 ranges
    // only holds for rising ones.
    let mut number = 0xffff_ffff_ffff_ffff_u64;
    for _ in 0..200 {
        if !server.is_connected(enemy.client_id) {
            break;
        }
        number -= 1 << 32;
        let mut payload = vec![4];
        payload.extend(number.to_be_bytes());
        payload.extend([0, 0, 0]);
        enemy.send_payload(&payload);
        enemy.step();
    }
    friend.converse(b"still here");
    friend.run(ms(300));
    assert!(!server.is_connected(enemy.client_id));
    assert!(server.is_connected(friend.client_id));
}

#[test]
fn silent_clients_stay_silent() {
    let server = Server::start();
    let mut peers: Vec<Peer> = (0..4).map(|_| Peer::join(&server)).collect();
    for peer in &mut peers {
        peer.converse(b"hello");
    }
    let threads: Vec<_> = peers
        .into_iter()
        .map(|mut peer| {
            thread::spawn(move || {
                peer.run(ms(6500));
                assert!(peer.client.is_connected());
            })
        })
        .collect();
    thread::sleep(ms(1000));
    let before = server.traffic();
    thread::sleep(ms(5000));
    let after = server.traffic();
    let a_second = |packets: u64| packets as f64 / 5.0 / 4.0;
    let inward = a_second(after.packets_in - before.packets_in);
    let outward = a_second(after.packets_out - before.packets_out);
    println!("a silent client: {inward:.1} packets/s to the server, {outward:.1} from it");
    assert!(inward + outward < 10.0, "{inward} + {outward}");
    assert!(inward > 3.0 && outward > 3.0, "it is kept alive");
    for thread in threads {
        thread.join().unwrap();
    }
}

#[test]
fn a_quiet_window_keeps_the_rule() {
    let server = Server::start();
    for frame in [16, 100] {
        let (client, transport) = connect(&reply(server.ticket()), server.address).unwrap();
        let mut app = App::new();
        app.add_plugins((
            TaskPoolPlugin::default(),
            TimePlugin,
            RenetClientPlugin,
            NetcodeClientPlugin,
            ClientFlushPlugin,
        ))
        .insert_resource(client)
        .insert_resource(transport);
        app.finish();
        app.cleanup();
        let run = |app: &mut App, time| {
            let end = Instant::now() + time;
            while Instant::now() < end {
                app.update();
                thread::sleep(ms(frame));
            }
        };
        run(&mut app, ms(1000));
        assert!(app.world().resource::<RenetClient>().is_connected());
        let before = server.traffic();
        run(&mut app, ms(4000));
        let after = server.traffic();
        let packets = after.packets_in + after.packets_out - before.packets_in - before.packets_out;
        let a_second = packets as f64 / 4.0;
        println!("a frame every {frame} ms: {a_second:.1} packets/s, both ways");
        assert!(a_second < 10.0, "{a_second}");
        app.world_mut().resource_mut::<NetcodeClientTransport>().disconnect();
        thread::sleep(ms(100));
    }
}

#[test]
fn an_idle_server_sleeps() {
    let server = Server::start();
    thread::sleep(ms(100));
    let updates = |server: &Server| server.ask(|world| world.resource::<Diary>().updates);
    let before = updates(&server);
    thread::sleep(ms(2000));
    let done = updates(&server) - before;
    assert!((4..=12).contains(&done), "{done} updates in two seconds");
}

#[test]
fn a_used_or_foreign_ticket_opens_nothing() {
    let server = Server::start();
    let other = Server::start();
    // Minted by another server: another key.
    let ticket = other.ticket();
    let (mut client, mut transport) = connect(&reply(ticket), server.address).unwrap();
    for _ in 0..60 {
        client.update(ms(10));
        transport.update(ms(10), &mut client).unwrap();
        thread::sleep(ms(5));
    }
    assert!(client.is_connecting());
    // The same ticket from two addresses: the first wins.
    let ticket = server.ticket();
    let (mut first, mut one) = connect(&reply(ticket.clone()), server.address).unwrap();
    let (mut second, mut two) = connect(&reply(ticket), server.address).unwrap();
    for _ in 0..60 {
        first.update(ms(10));
        one.update(ms(10), &mut first).unwrap();
        thread::sleep(ms(5));
        second.update(ms(10));
        two.update(ms(10), &mut second).unwrap();
    }
    assert!(first.is_connected() && second.is_connecting());
}
