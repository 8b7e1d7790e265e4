//! `chokepoint bot`: join a server as a headless player.

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;

use super::{Failure, Outcome};
use crate::ai::PolicyName;
use crate::net::join::resolve;
use crate::server::bot::{BotOptions, play};

/// Join a server as a headless player
#[derive(Args, Debug)]
#[command(after_help = "Example:\n  chokepoint bot 192.168.1.20:5577 --pin 123456 --seat kz --policy dove")]
pub(super) struct BotArguments {
    /// HOST[:PORT]
    address: String,
    /// The server's PIN
    #[arg(long, default_value = "")]
    pin: String,
    /// The seat wanted; any free one otherwise
    #[arg(long)]
    seat: Option<String>,
    /// How to play
    #[arg(long, default_value = "greedy")]
    policy: String,
    /// The name others see
    #[arg(long)]
    name: Option<String>,
    /// Give up after so many seconds
    #[arg(long)]
    patience: Option<u64>,
    /// Print one JSON document at the end
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &BotArguments) -> Outcome {
    let policy: PolicyName = arguments.policy.parse().map_err(Failure::new)?;
    let options = BotOptions {
        address: resolve(&arguments.address)?,
        pin: arguments.pin.clone(),
        seat: arguments.seat.clone(),
        policy: Some(policy),
        name: arguments.name.clone().unwrap_or_else(|| format!("{policy} bot")),
        patience: arguments.patience.map(Duration::from_secs),
    };
    let report = play(&options)?;
    if arguments.json {
        let total = report.total;
        println!(
            "{}",
            serde_json::json!({ "seat": report.seat, "sent": report.sent, "refused": report.refused, "total": total })
        );
    } else {
        let total = report
            .total
            .map_or_else(String::new, |t| format!(", {t:+.1} points against no deal"));
        println!(
            "{} played {}: {} commands, {} refused{total}",
            options.name, report.seat, report.sent, report.refused
        );
    }
    Ok(ExitCode::SUCCESS)
}
