//! What holds in a level beside its markets: controls, desks, lists, floors, clubs, rules that reach abroad, conflicts, demands.

use std::fmt::{self, Write as _};

use crate::level::Level;
use crate::level::shape::{LevelFile, RegimeEntry};

/// The sections that a level has, each under its heading.
pub(super) fn measures(out: &mut String, level: &Level) -> fmt::Result {
    let file = &level.file;
    section(out, "Controls at the start", controls(file))?;
    section(out, "Licence desks", desks(file))?;
    section(out, "Critical-minerals lists", lists(file))?;
    section(out, "Price floors", floors(file))?;
    section(out, "Clubs", clubs(file))?;
    section(out, "Controls that reach goods made abroad", reach(file))?;
    section(out, "Know-how that is behind, of 100", know_how(file))?;
    section(out, "Ways round a control, through whom", hosts(file))?;
    section(out, "Conflicts", conflicts(file))?;
    section(
        out,
        "Demands that can be made on another's status (no status ever moves)",
        demands(file),
    )
}

fn section(out: &mut String, heading: &str, lines: Vec<String>) -> fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{heading}")?;
    lines.iter().try_for_each(|line| writeln!(out, "  {line}"))
}

fn controls(file: &LevelFile) -> Vec<String> {
    let line = |c: &crate::level::shape::ControlEntry| {
        let regime = match c.regime {
            RegimeEntry::Free => "no licence needed".to_owned(),
            RegimeEntry::General => "general licence".to_owned(),
            RegimeEntry::Licence { approval } => format!("licences, {approval} % approved"),
            RegimeEntry::CivilOnly { approval } => format!("licences for civil use alone, {approval} % approved"),
            RegimeEntry::Ban => "nothing leaves".to_owned(),
        };
        let except = if c.except.is_empty() {
            String::new()
        } else {
            format!(" but {}", c.except.join(", "))
        };
        let suspended = c.suspended_until.map_or_else(String::new, |(year, month)| {
            format!("; suspended until {year}-{month:02}")
        });
        format!(
            "{}: {} to {}{except}: {regime}{suspended}",
            c.exporter, c.good, c.destination
        )
    };
    file.controls.iter().map(line).collect()
}

fn desks(file: &LevelFile) -> Vec<String> {
    let mut lines = Vec::new();
    for desk in &file.licences {
        lines.push(format!(
            "{}: {} files a turn; shipments begin after {} months and run for {}; who has waited {} turns gives up",
            desk.seat, desk.files, desk.delay, desk.months, desk.patience
        ));
        lines.push(format!(
            "   of a licence for civil use alone {} % leak with a proof of use, {} % without",
            desk.proven, desk.unproven
        ));
        lines.extend(desk.applicants.iter().map(|a| {
            format!(
                "   {}, {:?}: {} t of {} a month; {} % of its files have a proof",
                a.country, a.use_, a.tonnes, a.good, a.proof
            )
        }));
    }
    lines
}

fn lists(file: &LevelFile) -> Vec<String> {
    let line = |l: &crate::level::shape::ListEntry| {
        format!("{}: {} names, of this level {}", l.country, l.names, l.goods.join(", "))
    };
    let mut lines: Vec<String> = file.lists.seats.iter().map(line).collect();
    if !lines.is_empty() {
        lines.push(format!(
            "Public money in a listed mineral draws {} % as much private money, less the longer the list",
            file.lists.draw
        ));
    }
    lines
}

fn floors(file: &LevelFile) -> Vec<String> {
    let floors = file.floors.iter();
    floors
        .map(|f| format!("{} in {}: {} USD/kg", f.good, f.country, f.price))
        .collect()
}

fn clubs(file: &LevelFile) -> Vec<String> {
    let clubs = file.clubs.iter();
    clubs
        .map(|c| format!("{}: {}; about {}", c.name.en, c.members.join(", "), c.goods.join(", ")))
        .collect()
}

fn reach(file: &LevelFile) -> Vec<String> {
    let mut lines: Vec<String> = file
        .reach
        .rules
        .iter()
        .map(|r| format!("{}'s on {}", r.exporter, r.good))
        .collect();
    if !lines.is_empty() {
        lines.push(format!(
            "from {} % of a good's value on; {} % of makers abroad obey",
            file.reach.de_minimis, file.reach.enforcement
        ));
    }
    lines
}

fn know_how(file: &LevelFile) -> Vec<String> {
    let behind = file.know_how.levels.iter();
    let mut lines: Vec<String> = behind
        .map(|k| format!("{} in {}: {}", k.country, k.good, k.level))
        .collect();
    let bans = file.know_how.bans.iter();
    lines.extend(bans.map(|b| format!("{} keeps {} back from {}", b.by, b.good, b.against)));
    lines
}

fn hosts(file: &LevelFile) -> Vec<String> {
    let hosts = file.transshipment.hosts.iter();
    hosts.map(|h| format!("{}: {}", h.country, h.good)).collect()
}

fn conflicts(file: &LevelFile) -> Vec<String> {
    let line = |c: &crate::level::shape::ConflictEntry| {
        let losses: Vec<String> = c
            .losses
            .iter()
            .map(|l| format!("up to {} % of {}", l.most, l.facility))
            .collect();
        let takes = if losses.is_empty() {
            String::new()
        } else {
            format!(", takes {}", losses.join(", "))
        };
        let brokers = if c.brokers.is_empty() {
            String::new()
        } else {
            format!("; peace through {}", c.brokers.join(" or "))
        };
        format!("{}: strength {} of 100{takes}{brokers}", c.country, c.strength)
    };
    file.protection.conflicts.iter().map(line).collect()
}

fn demands(file: &LevelFile) -> Vec<String> {
    let line = |c: &crate::level::shape::ClaimEntry| {
        format!(
            "{} on {}: {:+} points of approval at home, {} of reliability lost each turn it stands",
            c.by, c.over, c.home, c.trust
        )
    };
    file.claims.iter().map(line).collect()
}
