//! `chokepoint serve`: host tables on the LAN.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use super::{Failure, Outcome, level_with, seat_policy};
use crate::ai::PolicyName;
use crate::net::join::DEFAULT_PORT;
use crate::server::{Listening, ServeOptions, serve};

/// Host tables on the LAN
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  chokepoint serve truce_year --tables 2 --fill-ai --turn-seconds 360")]
pub(super) struct ServeArguments {
    /// Name of a shipped level, or a path
    #[arg(default_value = "truce_year")]
    level: String,
    /// Play a rival figure instead of the document's: KEY=SOURCE, as `levels show` lists them
    #[arg(long, value_name = "KEY=SOURCE")]
    figure: Vec<String>,
    /// How many tables
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=50))]
    tables: u16,
    /// Port, UDP and TCP; 0 for any free one
    #[arg(long, default_value_t = DEFAULT_PORT)]
    port: u16,
    /// Address to listen on
    #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::UNSPECIFIED))]
    bind: IpAddr,
    /// Ask nobody for a PIN
    #[arg(long)]
    open: bool,
    /// The PIN; drawn if not given
    #[arg(long, conflicts_with = "open")]
    pin: Option<String>,
    /// Let a policy play a seat: SEAT or SEAT=POLICY
    #[arg(long, value_name = "SEAT[=POLICY]")]
    ai: Vec<String>,
    /// Give seats without a person to policies as soon as somebody sits
    #[arg(long)]
    fill_ai: bool,
    /// Seconds a turn lasts; without it a turn waits for everybody
    #[arg(long, value_parser = clap::value_parser!(u32).range(10..=86_400))]
    turn_seconds: Option<u32>,
    /// Seed of the first table
    #[arg(long)]
    seed: Option<u64>,
    /// End when all tables are over
    #[arg(long)]
    once: bool,
    /// Print one JSON line when it listens
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &ServeArguments, levels: Option<&Path>) -> Outcome {
    let level = level_with(&arguments.level, levels, &arguments.figure)?;
    let mut policies = Vec::new();
    for text in &arguments.ai {
        match seat_policy(&level, text, PolicyName::Greedy)? {
            (Some(seat), policy) => policies.push((seat, policy)),
            (None, policy) => {
                policies.extend((0..level.seats.len()).map(|at| (crate::level::ids::SeatId::at(at), policy)));
            }
        }
    }
    let pin = match (&arguments.pin, arguments.open) {
        (_, true) => None,
        (Some(pin), _) => Some(pin.clone()),
        (None, false) => Some(crate::server::draw_pin()),
    };
    let seed = match arguments.seed {
        Some(seed) => seed,
        None => crate::server::draw_seed().ok_or_else(|| Failure::new("no source of randomness: give a --seed"))?,
    };
    let options = ServeOptions {
        level,
        tables: usize::from(arguments.tables),
        bind: SocketAddr::new(arguments.bind, arguments.port),
        pin,
        policies,
        fill_ai: arguments.fill_ai,
        turn_seconds: arguments.turn_seconds,
        once: arguments.once,
        seed,
    };
    let json = arguments.json;
    serve(options, |listening| tell(listening, json))?;
    Ok(ExitCode::SUCCESS)
}

fn tell(listening: &Listening, json: bool) {
    if json {
        println!("{}", serde_json::to_string(listening).unwrap_or_default());
        return;
    }
    println!("Listening on {} (UDP and TCP).", listening.address);
    match &listening.pin {
        Some(pin) => println!(
            "PIN {pin}. On another computer: chokepoint join ADDRESS:{} --pin {pin}",
            listening.port
        ),
        None => println!(
            "No PIN is asked for. On another computer: chokepoint join ADDRESS:{}",
            listening.port
        ),
    }
    println!("Ctrl-C ends the server.");
}
