#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::io::{Read, Write};
use std::net::Ipv4Addr;
use std::sync::mpsc;

use bevy::app::{App, AppExit, TaskPoolPlugin};
use bevy::prelude::{ResMut, Update};
use bevy::time::TimePlugin;
use serde_json::json;

use super::*;
use crate::net::join::{JoinError, ask, connect};
use crate::server::door::CONNECTIONS_EACH;
use crate::server::runner::{DeskInbox, bind, open};
use crate::server::transport::Transport;

/// A server whose PIN is 4321, with one seat, and which never answers somebody called Godot.
struct Server {
    address: SocketAddr,
    wake: WakeSender,
    desk: Option<Desk>,
    thread: Option<JoinHandle<AppExit>>,
}

impl Server {
    fn start() -> Self {
        let (tell, told) = mpsc::channel();
        let thread = thread::spawn(move || {
            let sockets = bind((Ipv4Addr::LOCALHOST, 0).into()).unwrap();
            let mut app = App::new();
            app.add_plugins((TaskPoolPlugin::default(), TimePlugin))
                .add_systems(Update, answer);
            let wake = open(&mut app, sockets.udp, 8).unwrap();
            tell.send((wake, sockets.tcp, sockets.address)).unwrap();
            app.run()
        });
        let (wake, tcp, address) = told.recv().unwrap();
        let more = Router::new().route("/more", get(async || "more"));
        let settings = DeskSettings {
            front_page: String::new(),
            more,
        };
        let desk = Desk::open(tcp, wake.clone(), settings).unwrap();
        assert_eq!(desk.address(), address);
        Self {
            address,
            wake,
            desk: Some(desk),
            thread: Some(thread),
        }
    }

    /// One request by hand: status and body.
    fn http(&self, method: &str, path: &str, body: &str) -> (u16, String) {
        let mut stream = std::net::TcpStream::connect(self.address).unwrap();
        let timeout = Some(Duration::from_secs(8));
        stream.set_read_timeout(timeout).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        let _ = stream.write_all(body.as_bytes());
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        let status = answer.split(' ').nth(1).unwrap_or_default();
        let body = answer.split_once("\r\n\r\n").unwrap_or_default().1;
        (status.parse().unwrap_or_default(), body.to_owned())
    }

    fn refused(&self, body: &serde_json::Value) -> (u16, String) {
        let (status, body) = self.http("POST", "/join", &body.to_string());
        let refusal: serde_json::Value = serde_json::from_str(&body).unwrap();
        assert!(!refusal["message"].as_str().unwrap().is_empty());
        (status, refusal["refused"].as_str().unwrap().to_owned())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.desk.take());
        self.wake.stop();
        let ended = self.thread.take().map(JoinHandle::join);
        if !thread::panicking() {
            assert!(matches!(ended, Some(Ok(AppExit::Success))), "{ended:?}");
        }
    }
}

fn answer(mut inbox: ResMut<DeskInbox>, transport: ResMut<Transport>) {
    for question in inbox.0.drain(..) {
        let reply = match question.request {
            DeskCall::Status => DeskReply::Status(json!({"players": transport.connected()})),
            DeskCall::Join(request) if request.name == "Godot" => {
                // Dropping the question would answer it.
                std::mem::forget(question.reply);
                continue;
            }
            DeskCall::Join(request) if request.pin != "4321" => {
                DeskReply::Join(Err(JoinRefusal::new(RefusalKind::WrongPin, "The PIN is wrong.")))
            }
            DeskCall::Join(request) if request.seat.as_deref() == Some("cn") => {
                DeskReply::Join(Err(JoinRefusal::new(RefusalKind::SeatTaken, "Somebody sits there.")))
            }
            DeskCall::Join(request) => DeskReply::Join(Ok(JoinReply {
                ticket: transport.mint_ticket().unwrap().text,
                seat: request.seat.unwrap_or_else(|| "us".to_owned()),
                seat_key: "k".to_owned(),
                table: request.name,
            })),
        };
        let _ = question.reply.send(reply);
    }
}

fn request(pin: &str, name: &str) -> JoinRequest {
    JoinRequest {
        app_version: "0".to_owned(),
        protocol: PROTOCOL,
        pin: pin.to_owned(),
        name: name.to_owned(),
        ..JoinRequest::default()
    }
}

fn kind(answer: Result<JoinReply, JoinError>) -> RefusalKind {
    match answer {
        Err(JoinError::Refused(refusal)) => refusal.refused,
        other => panic!("{other:?}"),
    }
}

#[test]
fn joining_works_from_question_to_connection() {
    let server = Server::start();
    let reply = ask(server.address, &request("4321", "  Ada ")).unwrap();
    assert_eq!((reply.table.as_str(), reply.seat.as_str()), ("Ada", "us"));
    let (mut client, mut transport) = connect(&reply, server.address).unwrap();
    let step = Duration::from_millis(10);
    for _ in 0..200 {
        client.update(step);
        transport.update(step, &mut client).unwrap();
        if client.is_connected() {
            break;
        }
        thread::sleep(step);
    }
    assert!(client.is_connected());
    let (status, body) = server.http("GET", "/status", "");
    assert_eq!((status, body.as_str()), (200, r#"{"players":1}"#));
}

#[test]
fn refusals_are_typed() {
    let server = Server::start();
    let at = server.address;
    assert_eq!(kind(ask(at, &request("1", "Ada"))), RefusalKind::WrongPin);
    let taken = JoinRequest {
        seat: Some("cn".to_owned()),
        ..request("4321", "Ada")
    };
    assert_eq!(kind(ask(at, &taken)), RefusalKind::SeatTaken);
    assert_eq!(kind(ask(at, &request("4321", " "))), RefusalKind::BadName);
    let old = JoinRequest {
        protocol: PROTOCOL + 1,
        ..request("4321", "Ada")
    };
    assert_eq!(kind(ask(at, &old)), RefusalKind::WrongVersion);
    let long = JoinRequest {
        seat_key: Some("x".repeat(65)),
        ..request("4321", "Ada")
    };
    assert_eq!(kind(ask(at, &long)), RefusalKind::BadRequest);
    let refused = |body| server.refused(&body);
    assert_eq!(refused(json!({"name": "Ada"})), (400, "BadRequest".to_owned()));
    assert_eq!(
        refused(json!({"protocol": 999_999, "nom": 1})),
        (426, "WrongVersion".to_owned())
    );
    assert_eq!(refused(json!({"protocol": PROTOCOL})), (400, "BadRequest".to_owned()));
    assert_eq!(refused(json!([1])), (400, "BadRequest".to_owned()));
}

#[test]
fn the_fifth_wrong_pin_is_the_last() {
    let server = Server::start();
    // All at once, so that they can't slip through together.
    let guess = |pin: &str| kind(ask(server.address, &request(pin, "Eve")));
    let kinds: Vec<RefusalKind> = thread::scope(|scope| {
        let guesses: Vec<_> = (0..12).map(|_| scope.spawn(|| guess("0000"))).collect();
        guesses.into_iter().map(|g| g.join().unwrap()).collect()
    });
    let count = |kind| kinds.iter().filter(|k| **k == kind).count();
    assert_eq!(count(RefusalKind::WrongPin), 5, "{kinds:?}");
    assert_eq!(count(RefusalKind::SlowDown), 7, "{kinds:?}");
    assert_eq!(guess("4321"), RefusalKind::SlowDown, "the right one too");
    assert_eq!(server.refused(&json!(request("4321", "Eve"))).0, 429);
}

#[test]
fn right_pins_are_not_counted() {
    let server = Server::start();
    for _ in 0..12 {
        ask(server.address, &request("4321", "Ada")).unwrap();
    }
}

#[test]
fn unknown_fields_are_ignored() {
    let server = Server::start();
    let mut body = json!(request("4321", "Ada"));
    body["hat"] = json!({"feathers": [1, 2, 3]});
    let (status, body) = server.http("POST", "/join", &body.to_string());
    assert_eq!(status, 200, "{body}");
    assert!(serde_json::from_str::<JoinReply>(&body).is_ok());
}

#[test]
fn a_large_body_is_refused() {
    let server = Server::start();
    let mut body = json!(request("4321", "Ada"));
    body["hat"] = json!("x".repeat(MAX_BODY));
    assert_eq!(server.refused(&body), (413, "TooLarge".to_owned()));
    body["hat"] = json!("x".repeat(3_000_000));
    let (status, _) = server.http("POST", "/join", &body.to_string());
    assert!(status == 413 || status == 0, "{status}");
    assert_eq!(server.http("POST", "/join", "rubbish").0, 400);
    assert_eq!(server.http("GET", "/join", "").0, 405);
}

#[test]
fn other_pages() {
    let server = Server::start();
    let (status, page) = server.http("GET", "/", "");
    assert_eq!(status, 200);
    assert!(page.contains("Chokepoint"));
    assert_eq!(server.http("GET", "/more", ""), (200, "more".to_owned()));
    assert_eq!(server.http("GET", "/nothing", "").0, 404);
}

#[test]
fn an_answer_that_never_comes_is_not_waited_for() {
    let server = Server::start();
    let started = Instant::now();
    let refused = server.refused(&json!(request("4321", "Godot")));
    assert_eq!(refused, (503, "NotReady".to_owned()));
    assert!(started.elapsed() < PATIENCE + Duration::from_secs(2));
}

#[test]
fn one_address_cannot_fill_the_desk() {
    let server = Server::start();
    let held: Vec<_> = (0..CONNECTIONS_EACH)
        .map(|_| std::net::TcpStream::connect(server.address).unwrap())
        .collect();
    thread::sleep(Duration::from_millis(200));
    assert_eq!(server.http("GET", "/", "").0, 0, "turned away");
    drop(held);
    thread::sleep(Duration::from_millis(200));
    assert_eq!(server.http("GET", "/", "").0, 200);
}
