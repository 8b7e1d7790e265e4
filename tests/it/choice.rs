//! Rival figures: the host plays a level with another number; the model follows it, the journal says so.

use std::sync::Arc;

use chokepoint::level::check;
use chokepoint::level::choice::{ChoiceError, Choosable, Chosen, choosable, choose};
use chokepoint::level::{Level, catalogue};
use chokepoint::rules::markets::share;
use chokepoint::table::Table;
use chokepoint::table::journal::Actor;
use chokepoint::table::replay::{ReplayError, replay};

use crate::support::level;

fn pick(text: &str) -> Chosen {
    text.parse().unwrap()
}

fn chosen(name: &str, picks: &[&str]) -> Result<Level, ChoiceError> {
    let picks: Vec<Chosen> = picks.iter().map(|p| pick(p)).collect();
    choose(&level(name), &picks)
}

#[test]
fn every_level_lets_the_host_choose_and_stands_with_each_choice() {
    let mut found = 0;
    for (name, _) in catalogue::shipped() {
        let level = level(name);
        let all = choosable(&level);
        assert!(!all.is_empty(), "{name}");
        for Choosable { figure, rivals } in all {
            for (from, value) in rivals {
                let text = format!("{figure}={from}");
                let played = chosen(name, &[&text]).unwrap_or_else(|e| panic!("{name} {text}: {e}"));
                // The ties of the figure were checked with the new number.
                assert!(
                    (played.file.figures[&figure].value - value).abs() < 1e-9,
                    "{name} {text}"
                );
                assert_ne!(played.hash, level.hash, "{name} {text}");
                found += 1;
            }
        }
    }
    assert!(found >= 30, "{found} choices in all levels");
}

#[test]
fn the_host_of_the_long_game_chooses_mining_processing_and_the_mine() {
    let picks = ["share.mining.cn=004", "share.processing.cn=001", "lead.us_mine=004"];
    let level = Arc::new(chosen("long_game", &picks).unwrap());
    let table = Table::new(Arc::clone(&level), 1);
    let of = |good: &str| {
        let good = level.good_named(good).unwrap();
        share(table.state(), level.country_named("cn").unwrap(), good)
    };
    assert!((of("concentrate") - 0.60).abs() < 1e-4, "{}", of("concentrate"));
    assert!((of("ndpr") - 0.92).abs() < 1e-4, "{}", of("ndpr"));
    let mine = level.projects.iter().find(|p| p.id == "us_mine").unwrap();
    assert_eq!(mine.steps.iter().map(|(_, m)| m.0).sum::<u16>(), 192);
    // What the document says is shown as a rival now.
    let figure = &level.file.figures["share.mining.cn"];
    let chokepoint::level::shape::Status::Contested(rivals) = &figure.status else {
        panic!("no longer contested")
    };
    assert!(rivals.iter().any(|r| (r.value - 70.0).abs() < 1e-9));
}

#[test]
fn a_wrong_choice_is_told_what_could_be_chosen() {
    let said = |picks: &[&str]| chosen("truce_year", picks).err().map(|e| e.to_string()).unwrap();
    let unknown = said(&["share.minning.cn=004"]);
    assert!(unknown.contains("did you mean \"share.mining.cn\"?"), "{unknown}");
    let source = said(&["share.mining.cn=003"]);
    assert!(source.contains("choose one of 004, usgs_mcs"), "{source}");
    let twice = said(&["share.mining.cn=004", "share.mining.cn=usgs_mcs"]);
    assert!(twice.contains("chosen twice"), "{twice}");
    // Contested, but nothing in the model follows it.
    assert!(chosen("truce_year", &["list.named=000"]).is_err());
    assert!("share.mining.cn".parse::<Chosen>().is_err());
}

#[test]
fn a_game_with_a_chosen_figure_replays_from_the_level_as_written() {
    let written = level("truce_year");
    let played = Arc::new(chosen("truce_year", &["share.mining.cn=004"]).unwrap());
    let mut table = Table::new(Arc::clone(&played), 5);
    table.end_turn(Actor::Clock).unwrap();
    table.end_turn(Actor::Clock).unwrap();
    let header = table.header().clone();
    assert_eq!(header.figures, [pick("share.mining.cn=004")]);
    let again = replay(Arc::clone(&written), &header, table.journal()).unwrap();
    assert_eq!(again.fingerprint(), table.fingerprint());
    replay(played, &header, table.journal()).unwrap();
    // The choice is part of the game: without it nothing fits.
    let forgotten = chokepoint::table::journal::Header {
        figures: Vec::new(),
        ..header
    };
    let other = replay(written, &forgotten, table.journal());
    assert!(
        matches!(other, Err(ReplayError::OtherLevel { .. })),
        "{:?}",
        other.err()
    );
}

#[test]
fn a_level_file_does_not_choose_for_its_host() {
    let (name, text) = catalogue::find("truce_year", None).unwrap();
    let with = text.replacen(
        "    floors: [",
        "    chosen: [(figure: \"share.mining.cn\", from: \"004\")],\n    floors: [",
        1,
    );
    let checked = check::check_text(&name, &with);
    assert!(checked.problems.iter().any(|p| p.code == "chosen"), "{checked}");
}
