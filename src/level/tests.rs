//! Tests of the level reader on the smallest complete level.

use super::check::{Checked, Severity, check_text};
use super::ids::{CountryId, GoodId, LevelEventId, SeatId, Use};
use super::measure::Regime;
use super::public::{PublicLevel, redact};
use super::units::{Mass, Money, Month, Rate, Turn};
use super::{Level, catalogue};

const SMALL: &str = include_str!("../../tests/broken_levels/small.ron");

fn small() -> Level {
    let checked = check_text("small.ron", SMALL);
    assert!(checked.problems.is_empty(), "{checked}");
    checked.level.expect("no errors")
}

/// The small level with one edit.
fn edited(find: &str, replace: &str) -> Checked {
    assert!(SMALL.contains(find), "small.ron has no {find:?}");
    check_text("small.ron", &SMALL.replacen(find, replace, 1))
}

fn codes(checked: &Checked) -> Vec<&'static str> {
    checked.problems.iter().map(|p| p.code).collect()
}

#[test]
fn units_become_whole() {
    let level = small();
    assert_eq!(level.seats[0].income, Money(120_500));
    assert_eq!(level.stocks[0].mass, Mass(250_500));
    assert_eq!(level.projects[1].cost, Money(345_250));
    assert_eq!(level.controls[0].regime, Regime::CivilOnly { approval: Rate(6_250) });
    assert_eq!(level.controls[1].suspended_until, Some(Month::new(2026, 11)));
    assert_eq!(level.history[0].turn, Turn(0));
    assert_eq!(level.run_out.len(), 4);
    assert!((libm::pow(level.growth[0], 12.0) - 1.05).abs() < 1e-12);
}

#[test]
fn the_more_precise_tariff_wins() {
    let level = small();
    let (us, cn, au) = (CountryId(0), CountryId(1), CountryId(2));
    let goods = level.goods_market.good;
    assert_eq!(level.tariffs[level.cell(goods, us, cn)], Rate(4_700));
    assert_eq!(level.tariffs[level.cell(goods, us, au)], Rate(1_000));
    assert_eq!(level.tariffs[level.cell(GoodId(2), us, cn)], Rate(2_500));
    assert_eq!(level.tariffs[level.cell(goods, cn, us)], Rate(0));
    let spec = level.chains[0].market.spec();
    assert!((spec.base_tariff[(2 * 4 + cn.index()) * 4 + us.index()] - 0.25).abs() < 1e-12);
    assert!((level.goods_market.gsim.tariff0[cn.index() * 4 + us.index()] - 1.47).abs() < 1e-12);
}

#[test]
fn trade_matches_outputs_and_needs_and_keeps_known_flows() {
    let level = small();
    let spec = level.chains[0].market.spec();
    let flow = |good: usize, seller: usize, buyer: usize| spec.base_flow[(good * 4 + seller) * 8 + buyer];
    let bought: f64 = (0..4).map(|s| flow(2, s, 0) + flow(2, s, 1)).sum();
    assert!((bought * 12.0 - 6_500.0).abs() < 1e-4, "{bought}");
    assert!(((flow(2, 1, 0) + flow(2, 1, 1)) * 12.0 - 5_200.0).abs() < 1e-9);
    let other = level
        .demands
        .iter()
        .find(|d| d.country == CountryId(3) && d.good == GoodId(2) && d.use_ == Use::Civil);
    assert!((other.expect("row takes the rest").quantity * 12.0 - 23_500.0).abs() < 1e-6);
}

#[test]
fn new_facilities_wait_for_their_project() {
    let level = small();
    let separator = &level.facilities[level.projects[0].facility.index()];
    assert_eq!(
        (separator.id.as_str(), separator.capacity, separator.activity),
        ("us-sep", 0.0, 0.0)
    );
    assert_eq!(separator.good, GoodId(1));
}

#[test]
fn all_mistakes_are_reported_at_once() {
    let text = SMALL
        .replacen("good: \"oxide\", tonnes: 12000", "good: \"oxid\", tonnes: 12000", 1)
        .replacen("approval: 55", "aproval: 55", 1)
        .replacen("value: 70", "value: 75", 1)
        .replacen("title: \"Small level\",", "title: \"\", colour: 3,", 1);
    let found = codes(&check_text("small.ron", &text));
    assert_eq!(
        found,
        ["empty-text", "unknown-field", "tie", "unknown-field", "unknown-good"]
    );
}

#[test]
fn positions_point_at_the_value() {
    let checked = edited(
        "(country: \"us\", use: Civil, good: \"magnet\", t",
        "(country: \"usa\", use: Civil, good: \"magnet\", t",
    );
    let problem = &checked.problems[0];
    let line = SMALL.lines().nth(problem.line - 1).expect("line");
    assert_eq!(line.find("country").map(|c| c + 1), Some(problem.column));
    assert_eq!(problem.key, "chains[\"ree\"].demands[#1].country");
    assert_eq!(problem.fix, "did you mean \"us\"?");
}

#[test]
fn a_key_that_is_used_twice_is_found() {
    assert!(codes(&edited("\"project.kz.cost\": (", "\"share.mining.cn\": (")).contains(&"duplicate"));
}

#[test]
fn inexact_decimals_are_refused() {
    assert_eq!(codes(&edited("opening: 1500,", "opening: 1500.0005,")), ["inexact"]);
    assert_eq!(codes(&edited("approval: 55", "approval: 55.125")), ["inexact"]);
    assert_eq!(codes(&edited("opening: 1500,", "opening: 0.1,")), [""; 0]);
}

#[test]
fn long_briefs_are_refused() {
    let words = "word ".repeat(121);
    assert_eq!(codes(&edited("You depend on magnets.", words.trim())), ["too-long"]);
}

#[test]
fn flows_that_cannot_stand_move_with_a_warning() {
    let checked = edited("tonnes: 5200", "tonnes: 9200");
    assert_eq!(codes(&checked), ["flow-moved"]);
    assert!(checked.level.is_some() && checked.problems[0].severity == Severity::Warning);
}

#[test]
fn damaged_texts_never_panic() {
    let marks: Vec<usize> = SMALL.char_indices().map(|(n, _)| n).step_by(97).collect();
    for (n, &at) in marks.iter().enumerate() {
        let (before, after) = SMALL.split_at(at);
        let _ = check_text("small.ron", before);
        let with = [
            "(", ")", "[", "]", "{", "}", ",", ":", "\"", "-", "9", "/*", "r#\"", "Some(",
        ][n % 14];
        let _ = check_text("small.ron", &format!("{before}{with}{after}"));
        let _ = check_text(
            "small.ron",
            &format!("{before}{}", after.chars().skip(1).collect::<String>()),
        );
    }
    for nonsense in [
        "",
        "(",
        ")",
        "()",
        "\u{feff}",
        "[[[[",
        "r####",
        "/* /*",
        "\"\\",
        "Some(Some(",
        "💥(💥:💥)",
    ] {
        assert!(check_text("x.ron", nonsense).errors() > 0);
    }
    assert!(check_text("x.ron", &"(".repeat(100_000)).errors() > 0);
    assert!(check_text("x.ron", &"[a:".repeat(100_000)).errors() > 0);
}

#[test]
fn extreme_numbers_never_panic() {
    for number in [
        "1e308",
        "-1e308",
        "NaN",
        "inf",
        "-0.0",
        "1e-300",
        "99999999999999999999",
    ] {
        for field in [
            "tonnes: 5200",
            "output: 40000",
            "capacity: 45000",
            "price: 60",
            "theta: 8",
            "billion: 440",
            "adds: 5000",
            "cost: 1100",
            "welfare: 800",
            "opening: 1500",
            "multiple: 2.5",
            "share: 20",
            "civil: 5",
            "substitution: 4",
            "per_month: 45.5",
            "value: 70",
            "walk_away: 5",
            "elasticity: 0.15",
            "place: (0",
        ] {
            let (name, _) = field.split_once(' ').expect("name and value");
            let replaced = if name == "place:" {
                format!("place: ({number}")
            } else {
                format!("{name} {number}")
            };
            edited(field, &replaced);
        }
    }
}

#[test]
fn secrets_stay_at_home() {
    let level = small();
    let us = PublicLevel::of(&level, Some("us")).expect("compiles");
    let json = us.to_json().expect("finite");
    assert!(!json.contains("You lead at every stage"), "the other brief");
    assert!(!json.contains("Prices fall"), "an unannounced event");
    assert_eq!(us.level.events.len(), level.events.len(), "numbers of events stay");
    let later = PublicLevel::after(&level, Some("us"), &[LevelEventId(1)]).expect("compiles");
    assert_eq!(later.level.events[1].headline, level.events[1].headline);
    assert!(json.contains("You depend on magnets") && json.contains("Orders flood in"));
    assert_eq!(us.level.seats[1].opening, Money(2_500_000));
    assert_eq!(us.level.seats[0].opening, Money(1_500_000));
    assert!(us.level.history.is_empty());
    let cn = PublicLevel::of(&level, Some("cn")).expect("compiles");
    assert_eq!(cn.level.stocks[0].mass, Mass(200_000));
    assert_eq!((cn.level.ready_offers.len(), cn.level.history.len()), (1, 1));
    let observer = PublicLevel::of(&level, None).expect("compiles");
    assert!(observer.level.ready_offers.is_empty());
    assert_eq!(observer.level.hash, level.hash);
}

#[test]
fn a_public_level_travels_as_json() {
    let level = small();
    let sent = PublicLevel::of(&level, Some("cn")).expect("compiles");
    let received = PublicLevel::from_json(&sent.to_json().expect("finite")).expect("its own JSON");
    assert_eq!(received.level.file, sent.level.file);
    assert_eq!(
        (received.level.hash, received.viewer.as_deref()),
        (level.hash, Some("cn"))
    );
    assert!(PublicLevel::from_json("{}").is_err());
}

#[test]
fn redacting_twice_changes_nothing() {
    let level = small();
    let once = redact(&level.file, Some("us"));
    assert_eq!(redact(&once, Some("us")), once);
}

#[test]
fn shipped_levels_are_sound() {
    for (name, text) in catalogue::shipped() {
        let checked = check_text(&format!("{name}.ron"), text);
        assert_eq!(checked.errors(), 0, "{checked}");
        let level = checked.level.expect("no errors");
        for seat in (0..level.seats.len()).map(SeatId::at) {
            let country = level.country_of(seat).map(|c| level.countries[c.index()].id.clone());
            PublicLevel::of(&level, country.as_deref()).expect("stands without its secrets");
        }
    }
}

#[test]
fn levels_are_found_by_name_and_path() {
    let (name, text) = catalogue::find("truce_year", None).expect("shipped");
    assert_eq!(name, "truce_year.ron");
    assert!(!text.is_empty());
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/broken_levels/small.ron");
    if std::path::Path::new(path).exists() {
        assert_eq!(catalogue::find(path, None).expect("a path").0, "small.ron");
    }
    let error = catalogue::find("truce", None).expect_err("unknown").to_string();
    assert!(error.contains("truce_year"), "{error}");
}
