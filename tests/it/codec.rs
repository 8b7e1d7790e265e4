//! The codec: arbitrary bytes never panic, round trips are exact, the protocol number is bumped when messages change.

use chokepoint::level::clause::{Clause, Draft, Instalment, Milestone};
use chokepoint::level::ids::{GoodId, OfferId, ProjectId, SeatId};
use chokepoint::level::measure::Regime;
use chokepoint::level::order::Order;
use chokepoint::level::units::{Mass, Money, Months, Rate, Turn};
use chokepoint::net::codec::{CLIENT_LIMIT, decode_to_client, decode_to_server, encode_to_client, encode_to_server};
use chokepoint::net::message::{ToClient, ToServer};
use chokepoint::rules::command::Command;
use chokepoint::rules::offer::Reason;
use chokepoint::rules::refusal::Refusal;
use proptest::prelude::*;

use crate::support::cases;

fn samples() -> Vec<ToServer> {
    let wrap = |command| ToServer::Command {
        number: 300,
        turn: Turn(3),
        command,
    };
    vec![
        wrap(Command::Seal(Order::Tariff {
            partner: chokepoint::level::ids::CountryId(1),
            good: GoodId(2),
            rate: Rate(4_700),
        })),
        wrap(Command::Seal(Order::Control {
            destination: None,
            good: GoodId(2),
            regime: Regime::Licence { approval: Rate(6_000) },
        })),
        wrap(Command::Seal(Order::Stock {
            good: GoodId(3),
            mass: Mass(-417),
        })),
        wrap(Command::Propose(largest())),
        wrap(Command::Decline {
            offer: OfferId(9),
            reason: Reason::NoTrust,
        }),
        wrap(Command::Say {
            to: vec![SeatId(1)],
            text: "稀土 and ore".to_owned(),
        }),
        ToServer::Back { number: 9, keep: 4 },
    ]
}

/// A draft of the largest shape in common use: sixteen clauses, six parties.
fn largest() -> Draft {
    let instalments = |n: usize| {
        (0..n)
            .map(|k| Instalment {
                after: Months(k as u16 * 2),
                amount: Money(137_500),
                milestone: Milestone::Running,
            })
            .collect()
    };
    let clauses = (0..16)
        .map(|k| Clause::Investment {
            investor: SeatId(0),
            host: SeatId(4),
            project: ProjectId(k),
            announced: Money(1_100_000),
            instalments: instalments(4),
        })
        .collect();
    Draft {
        parties: (0..6).map(SeatId).collect(),
        clauses,
        term: 20,
        secret: true,
    }
}

proptest! {
    #![proptest_config(cases(256, 20_000))]
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..1_200)) {
        let _ = decode_to_server(&bytes);
        let _ = decode_to_client(&bytes);
    }

    #[test]
    fn damaged_messages_never_panic(which in 0_usize..6, at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut bytes = encode_to_server(&samples()[which]).unwrap();
        let at = at.index(bytes.len());
        bytes[at] = to;
        let _ = decode_to_server(&bytes);
    }
}

#[test]
fn round_trips_are_exact() {
    for message in samples() {
        let bytes = encode_to_server(&message).unwrap();
        assert_eq!(decode_to_server(&bytes).unwrap(), message);
        let mut longer = bytes.clone();
        longer.push(0);
        assert!(decode_to_server(&longer).is_err(), "bytes left over must be refused");
    }
    let refused = ToClient::Refused {
        number: 7,
        refusal: Refusal::NotEnoughMoney {
            cost: Money(40_000),
            left: Money(12_000),
        },
    };
    assert_eq!(decode_to_client(&encode_to_client(&refused).unwrap()).unwrap(), refused);
}

#[test]
fn the_largest_draft_fits_a_packet() {
    let bytes = encode_to_server(&ToServer::Command {
        number: u32::MAX,
        turn: Turn(20),
        command: Command::Propose(largest()),
    })
    .unwrap();
    assert!(bytes.len() <= 900, "{} bytes", bytes.len());
}

#[test]
fn what_is_too_long_is_refused() {
    let say = Command::Say {
        to: Vec::new(),
        text: "x".repeat(CLIENT_LIMIT),
    };
    assert!(
        encode_to_server(&ToServer::Command {
            number: 1,
            turn: Turn(0),
            command: say
        })
        .is_err()
    );
    assert!(decode_to_server(&vec![0; CLIENT_LIMIT + 1]).is_err());
}

/// If this fails you changed a message: bump `net::channels::PROTOCOL` and put the new hash here.
#[test]
fn messages_are_those_of_this_protocol() {
    let mut hash = blake3::Hasher::new();
    for message in samples() {
        hash.update(&encode_to_server(&message).unwrap());
    }
    let refused = ToClient::Refused {
        number: 7,
        refusal: Refusal::NotEnoughMoney {
            cost: Money(40_000),
            left: Money(12_000),
        },
    };
    hash.update(&encode_to_client(&refused).unwrap());
    hash.update(&encode_to_client(&ToClient::Rewound).unwrap());
    insta::assert_snapshot!(hash.finalize().to_hex().to_string());
}
