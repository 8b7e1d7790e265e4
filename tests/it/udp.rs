//! Real loopback: a whole game by bots over UDP, a person who leaves and comes back, wrong PINs.

use std::net::SocketAddr;
use std::time::Duration;

use chokepoint::ai::PolicyName;
use chokepoint::net::channels::PROTOCOL;
use chokepoint::net::join::{JoinError, JoinRequest, RefusalKind, ask};
use chokepoint::server::bot::{BotOptions, play};
use chokepoint::server::{LocalGame, LocalServer, ServeOptions, serve_on_thread, spawn_local};

use crate::support::{level, seat};

fn host(policies: &[(&str, PolicyName)]) -> LocalServer {
    let level = level("truce_year");
    let policies = policies
        .iter()
        .map(|(name, policy)| (seat(&level, name), *policy))
        .collect();
    serve_on_thread(ServeOptions {
        level,
        tables: 1,
        bind: SocketAddr::from(([127, 0, 0, 1], 0)),
        pin: Some("123456".to_owned()),
        policies,
        fill_ai: false,
        turn_seconds: None,
        once: false,
        seed: 7,
    })
    .unwrap()
}

#[test]
fn a_local_game_fills_the_other_seats_by_itself() {
    let server = spawn_local(LocalGame {
        level: level("truce_year"),
        seed: 9,
        policies: Vec::new(),
        lan: false,
    })
    .unwrap();
    let report = play(&bot(server.address, &server.pin, "kz", PolicyName::Passive)).unwrap();
    assert!(report.total.is_some());
}

fn bot(address: SocketAddr, pin: &str, seat: &str, policy: PolicyName) -> BotOptions {
    BotOptions {
        address,
        pin: pin.to_owned(),
        seat: Some(seat.to_owned()),
        policy: Some(policy),
        name: format!("{policy} of {seat}"),
        patience: Some(Duration::from_secs(240)),
    }
}

#[test]
fn a_bot_plays_a_whole_game_against_the_servers_policies() {
    let rest = ["cn", "au", "my", "kz", "uz"].map(|s| (s, PolicyName::Dove));
    let server = host(&rest);
    let report = play(&bot(server.address, &server.pin, "us", PolicyName::Dove)).unwrap();
    assert_eq!(report.seat, "us");
    assert!(report.total.is_some());
    assert!(report.sent > 8, "at least ready in every turn");
}

#[test]
fn bots_in_every_seat_finish_the_game() {
    let server = host(&[]);
    let (address, pin) = (server.address, server.pin.clone());
    let bots: Vec<_> = ["us", "cn", "au", "my", "kz", "uz"]
        .into_iter()
        .map(|seat| {
            let options = bot(address, &pin, seat, PolicyName::Hawk);
            std::thread::spawn(move || play(&options))
        })
        .collect();
    for bot in bots {
        let report = bot.join().unwrap().unwrap();
        assert!(report.total.is_some(), "{report:?}");
    }
}

fn request(pin: &str, seat: &str, key: Option<String>) -> JoinRequest {
    JoinRequest {
        app_version: "test".to_owned(),
        protocol: PROTOCOL,
        pin: pin.to_owned(),
        name: "Ada".to_owned(),
        table: None,
        seat: Some(seat.to_owned()),
        seat_key: key,
    }
}

fn refused(answer: Result<chokepoint::net::join::JoinReply, JoinError>) -> RefusalKind {
    match answer {
        Err(JoinError::Refused(refusal)) => refusal.refused,
        other => panic!("expected a refusal, got {other:?}"),
    }
}

#[test]
fn the_desk_gives_a_seat_once_and_again_only_with_its_key() {
    let server = host(&[]);
    let mine = ask(server.address, &request(&server.pin, "kz", None)).unwrap();
    assert_eq!(
        refused(ask(server.address, &request(&server.pin, "kz", None))),
        RefusalKind::SeatTaken
    );
    assert_eq!(
        refused(ask(
            server.address,
            &request(&server.pin, "kz", Some("wrong".to_owned()))
        )),
        RefusalKind::WrongSeatKey
    );
    let again = ask(server.address, &request(&server.pin, "kz", Some(mine.seat_key.clone()))).unwrap();
    assert_eq!(again.seat_key, mine.seat_key);
    assert_eq!(
        refused(ask(server.address, &request(&server.pin, "atlantis", None))),
        RefusalKind::NoSuchSeat
    );
    assert_eq!(
        refused(ask(server.address, &request("no", "us", None))),
        RefusalKind::WrongPin
    );
}
