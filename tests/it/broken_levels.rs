//! Sixty levels broken on purpose: each is `levels/truce_year.ron` with one or two small edits. What
//! `levels check` says of each is a snapshot, with the broken line's text in place of its number, so that
//! edits elsewhere don't disturb it.

use std::sync::Arc;

use chokepoint::lab::rehearse;
use chokepoint::level::check::{Checked, Severity, check_text};

const LEVEL: &str = include_str!("../../levels/truce_year.ron");

/// The first occurrence of `find`, and what follows up to `until` (nothing if empty), gives way to `put`.
struct Edit {
    find: &'static str,
    until: &'static str,
    put: &'static str,
}

const fn edit(find: &'static str, until: &'static str, put: &'static str) -> Edit {
    Edit { find, until, put }
}

const TABLE: [(&str, &[Edit]); 20] = [
    ("comma_missing", &[edit("start: (2025, 11),", "", "start: (2025, 11)")]),
    (
        "quote_missing",
        &[edit("date: \"2025-11-11\",", "", "date: \"2025-11-11,")],
    ),
    (
        "bracket_missing",
        &[edit("        later: 50,\n    ),\n", "", "        later: 50,\n")],
    ),
    (
        "field_misspelt",
        &[
            edit("walk_away: ", ",", "walkaway: 3"),
            edit("scarce: \"", "\"", "scarce: \"dydt\""),
        ],
    ),
    ("field_missing", &[edit("scarce: ", "\n", "\n")]),
    (
        "field_unknown",
        &[edit("balance: \"row\",", "", "balance: \"row\", difficulty: \"hard\",")],
    ),
    ("choice_misspelt", &[edit("regime: Licence(", "", "regime: License(")]),
    ("text_unquoted", &[edit("balance: \"row\",", "", "balance: row,")]),
    ("number_with_comma", &[edit("output: 273000,", "", "output: 273,000,")]),
    (
        "country_unknown",
        &[edit("country: \"mm\", recipe", "", "country: \"burma\", recipe")],
    ),
    ("good_unknown", &[edit("(\"apt\", Defence)", "", "(\"atp\", Defence)")]),
    (
        "document_unknown",
        &[edit("unit: \"%\", from: \"000\",", "", "unit: \"%\", from: \"00\",")],
    ),
    ("figure_contradicted", &[edit("cost: 1100,", "", "cost: 1300,")]),
    (
        "balance_open",
        &[edit("good: \"apt\", tonnes: ", ",", "good: \"apt\", tonnes: 948000,")],
    ),
    (
        "weights_off",
        &[edit(
            "weights: (",
            ")",
            "weights: (welfare: 35, security: 40, politics: 35)",
        )],
    ),
    (
        "scale_tiny",
        &[edit(
            "scales: (",
            ")",
            "scales: (welfare: 0.2, security: 20, politics: 12)",
        )],
    ),
    ("decimal_inexact", &[edit("opening: ", ",", "opening: 500.00049,")]),
    (
        "turn_beyond",
        &[
            edit("history: [\n        (turn: 1,", "", "history: [\n        (turn: 9,"),
            edit("trigger: (from: 1, until: 1)", "", "trigger: (from: 2, until: 1)"),
        ],
    ),
    (
        "party_twice",
        &[edit(
            "draft: (parties: [\"us\", \"my\"]",
            "",
            "draft: (parties: [\"us\", \"us\"]",
        )],
    ),
    (
        "facility_unknown",
        &[
            edit(
                "facility: \"us_new_mine\", recipe: \"mine\"",
                "",
                "facility: \"us_new_mine\"",
            ),
            edit("id: \"order_flood\"", "", "id: \"list_and_summit\""),
        ],
    ),
];

/// Forty more, in one snapshot.
const MORE: [(&str, &[Edit]); 40] = [
    (
        "id_with_capitals",
        &[edit("id: \"my_light_line\"", "", "id: \"My light line\"")],
    ),
    ("id_reserved", &[edit("id: \"waste_store\"", "", "id: \"all\"")]),
    ("project_twice", &[edit("id: \"au_nolans\"", "", "id: \"au_eneabba\"")]),
    (
        "country_unknown_in_place",
        &[edit("place: (10, 50)", "", "place: (50, 110)")],
    ),
    ("no_balance", &[edit("balance: \"row\"", "", "balance: \"rest\"")]),
    ("calendar_empty", &[edit("turns: [", "]", "turns: []")]),
    ("turn_of_four_months", &[edit("turns: [2,", "", "turns: [4,")]),
    ("month_thirteen", &[edit("start: (2025, 11)", "", "start: (2025, 13)")]),
    ("later_above_hundred", &[edit("later: 50", "", "later: 500")]),
    (
        "unit_unknown",
        &[edit(
            "unit: \"%\", from: \"000\",",
            "",
            "unit: \"percent\", from: \"000\",",
        )],
    ),
    (
        "date_upside_down",
        &[edit("date: \"2025-11-11\"", "", "date: \"11.11.2025\"")],
    ),
    (
        "rival_from_nowhere",
        &[edit(
            "status: Contested([",
            "])",
            "status: Contested([(value: 60, from: \"005\")])",
        )],
    ),
    (
        "contested_by_nobody",
        &[edit("status: Contested([", "])", "status: Contested([])")],
    ),
    (
        "assumed_without_reason",
        &[edit("why: \"Average ordinary duty.\"", "", "why: \"\"")],
    ),
    (
        "cite_unknown",
        &[edit("cite: \"tariff.cn.us\"", "", "cite: \"tariff.cn_us\"")],
    ),
    (
        "tariff_on_itself",
        &[edit(
            "(importer: \"cn\", exporter: \"us\", good: \"goods\", rate",
            "",
            "(importer: \"cn\", exporter: \"cn\", good: \"goods\", rate",
        )],
    ),
    (
        "tariff_negative",
        &[edit("good: \"goods\", rate: 32,", "", "good: \"goods\", rate: -32,")],
    ),
    (
        "tariff_in_thousandths",
        &[edit("good: \"goods\", rate: 32,", "", "good: \"goods\", rate: 32.125,")],
    ),
    (
        "approval_above_hundred",
        &[edit("Licence(approval: 60)", "", "Licence(approval: 600)")],
    ),
    (
        "control_on_general_goods",
        &[edit(
            "destination: \"all\", good: \"ndpr\"",
            "",
            "destination: \"all\", good: \"goods\"",
        )],
    ),
    (
        "belief_out_of_order",
        &[edit("believed: (20, 60, 120)", "", "believed: (60, 20, 120)")],
    ),
    (
        "stock_without_seat",
        &[edit(
            "(country: \"au\", good: \"dytb\"",
            "",
            "(country: \"mm\", good: \"dytb\"",
        )],
    ),
    ("critical_line_empty", &[edit("critical: [", "]", "critical: []")]),
    (
        "security_weights_off",
        &[edit("fill: 35, cover: 20", "", "fill: 35, cover: 30")],
    ),
    (
        "groups_weights_off",
        &[edit(
            "weight: 40, concern: Users(\"magnet\")",
            "",
            "weight: 45, concern: Users(\"magnet\")",
        )],
    ),
    ("stars_four", &[edit("stars: 3", "", "stars: 4")]),
    (
        "goal_about_no_project",
        &[edit(
            "Running(project: \"us_tenx\")",
            "",
            "Running(project: \"us_tenex\")",
        )],
    ),
    ("condition_empty", &[edit("Any([Running(", "])", "Any([])")]),
    (
        "signed_with_itself",
        &[edit(
            "Signed(seat: \"us\", kind",
            "",
            "Signed(seat: \"us\", with: \"us\", kind",
        )],
    ),
    (
        "clause_unknown",
        &[edit("TariffCeiling(giver: \"us\"", "", "TarifCeiling(giver: \"us\"")],
    ),
    (
        "clause_by_a_stranger",
        &[edit(
            "TariffCeiling(giver: \"us\", receiver: \"cn\"",
            "",
            "TariffCeiling(giver: \"us\", receiver: \"au\"",
        )],
    ),
    (
        "project_of_another_host",
        &[edit(
            "host: \"kz\", project: \"kz_tungsten\"",
            "",
            "host: \"kz\", project: \"au_nolans\"",
        )],
    ),
    (
        "instalments_backwards",
        &[edit("(after: 14, amount: 80", "", "(after: 1, amount: 80")],
    ),
    (
        "term_zero",
        &[edit(
            "parties: [\"us\", \"my\"], term: 4",
            "",
            "parties: [\"us\", \"my\"], term: 0",
        )],
    ),
    (
        "author_not_a_party",
        &[edit("author: \"us\", turn: 1", "", "author: \"au\", turn: 1")],
    ),
    (
        "topic_unknown",
        &[edit("Memorandum(topic: \"busan\")", "", "Memorandum(topic: \"pusan\")")],
    ),
    (
        "event_never",
        &[edit(
            "trigger: (from: 1, until: 1)",
            "",
            "trigger: (from: 1, until: 1, chance: 0)",
        )],
    ),
    (
        "know_how_above_one",
        &[edit("good: \"dytb\", level: 10", "", "good: \"dytb\", level: 110")],
    ),
    (
        "headline_too_long",
        &[edit(
            "walk: (en: \"Stocks and tariffs:",
            "",
            "walk: (en: \"Stocks and tariffs, tariffs and stocks, and stocks and tariffs once more, as often as it takes to fill a line that nobody will ever read to its end on a screen of this size:",
        )],
    ),
    (
        "text_empty",
        &[edit(
            "dilemma: (\n        en: \"",
            "\"",
            "dilemma: (\n        en: \" \"",
        )],
    ),
];

/// Six that only show when numbers are compared or the level is played.
const COMPARED: [(&str, &[Edit]); 6] = [
    (
        "shares",
        &[edit(
            "\"share.mining.cn\": (",
            "",
            "\"share.mining.us\": (value: 45, unit: \"%\", text: \"America's part.\", from: \"000\", claimed_by: \"nobody\", status: Agreed),\n        \"share.mining.cn\": (",
        )],
    ),
    (
        "cite-contradicted",
        &[edit(
            "price: 110, cite: \"floor.us\", why: \"",
            "\"",
            "price: 90, cite: \"floor.us\"",
        )],
    ),
    (
        "no-turning-point",
        &[
            edit("trigger: (from: 4, until: 4),", "", "trigger: (from: 3, until: 3),"),
            edit(
                "id: \"japan_expands\"",
                "trigger: (from: 5, until: 5)",
                "id: \"japan_expands\", headline: \"Japan adds a furnace\", trigger: (from: 5, until: 6)",
            ),
        ],
    ),
    (
        "nothing-to-answer",
        &[edit("cable: [\"au\", \"my\", \"cn\"],", "", "cable: [\"au\", \"my\"],")],
    ),
    (
        "nothing-to-answer",
        &[edit("cable: [\"kz\", \"uz\"],", "", "cable: [\"kz\"],")],
    ),
    (
        "tie",
        &[edit(
            "country: \"us\", recipe: \"mine\", output: 45000",
            "",
            "country: \"us\", recipe: \"mine\", output: 44000",
        )],
    ),
];

/// What can be wrong with a guide, in the level that has one.
const GUIDES: [(&str, &[Edit]); 6] = [
    // Nobody offers anything in the first month that could be countered.
    (
        "counter_without_offer",
        &[edit(
            "from: \"au\",\n                    with",
            "",
            "from: \"uz\",\n                    with",
        )],
    ),
    // History has sealed this one before the newcomer looks.
    (
        "order_sealed_before",
        &[edit(
            "done: Sealed(Stock(good: \"magnet\", tonnes: 5))",
            "",
            "done: Sealed(Stock(good: \"oxide\", tonnes: 5))",
        )],
    ),
    ("turn_already_open", &[edit("done: Turn(2)", "", "done: Turn(1)")]),
    (
        "step_twice_and_untranslated",
        &[
            edit("id: \"paid\",", "", "id: \"news\","),
            edit(
                "title: (en: \"End the month\", zh: \"结束本月\"),",
                "",
                "title: \"End the month\",",
            ),
        ],
    ),
    (
        "step_too_long",
        &[edit(
            "en: \"Press Ready. When",
            "",
            "en: \"Press the button that says Ready, which stands at the right end of the bar at the top of the window, above the row of the seats that play with you, and when you have pressed it wait for the others. When",
        )],
    ),
    (
        "panel_open_already",
        &[edit("done: Opened(Markets)", "", "done: Opened(Situation)")],
    ),
];

fn broken(name: &str, edits: &[Edit]) -> String {
    broken_from(LEVEL, name, edits)
}

fn broken_from(level: &str, name: &str, edits: &[Edit]) -> String {
    let mut text = level.to_owned();
    for Edit { find, until, put } in edits {
        let place = text.find(find).and_then(|start| {
            let end = start + find.len();
            Some((
                start,
                end + if until.is_empty() {
                    0
                } else {
                    text[end..].find(until)? + until.len()
                },
            ))
        });
        let Some((start, end)) = place else {
            panic!("{name}: the level has no {find:?} any more; choose another place to break");
        };
        // A comma that ends the value stays.
        let comma = if *until == "," && !put.ends_with(',') { "," } else { "" };
        text = format!("{}{put}{comma}{}", &text[..start], &text[end..]);
    }
    text
}

/// The problems, each with the text that stands at its place.
fn rendered(text: &str, checked: &Checked) -> String {
    let mut report = String::new();
    for problem in &checked.problems {
        let line = text.lines().nth(problem.line - 1).unwrap_or("");
        let there: String = line.chars().skip(problem.column - 1).take(48).collect();
        let severity = if problem.severity == Severity::Error {
            "error"
        } else {
            "warning"
        };
        report += &format!("{severity}[{}] {}\n", problem.code, problem.key);
        report += &format!("  at   {}\n", there.trim_end());
        report += &format!("  {}\n  fix: {}\n", problem.reason, problem.fix);
    }
    report
}

#[test]
fn every_mistake_is_named_with_its_place_and_fix() {
    let sound = check_text("truce_year.ron", LEVEL);
    assert_eq!(sound.errors(), 0, "{sound}");
    for (name, edits) in TABLE {
        let text = broken(name, edits);
        let checked = check_text("truce_year.ron", &text);
        assert!(checked.level.is_none() && checked.errors() > 0, "{name} passes");
        insta::assert_snapshot!(name, rendered(&text, &checked));
    }
}

#[test]
fn forty_more_mistakes_are_named_with_their_places_and_fixes() {
    let mut report = String::new();
    for (name, edits) in MORE {
        let text = broken(name, edits);
        let checked = check_text("truce_year.ron", &text);
        assert!(checked.level.is_none() && checked.errors() > 0, "{name} passes");
        for problem in &checked.problems {
            let placed = problem.line > 0 && problem.column > 0;
            let useful = !problem.reason.trim().is_empty() && !problem.fix.trim().is_empty();
            assert!(placed && useful, "{name}: {problem}");
        }
        report += &format!("== {name}\n{}\n", rendered(&text, &checked));
    }
    insta::assert_snapshot!("forty_more", report);
}

#[test]
fn what_contradicts_itself_or_leaves_a_seat_idle_is_named_too() {
    let mut report = String::new();
    for (code, edits) in COMPARED {
        let text = broken(code, edits);
        let mut checked = check_text("truce_year.ron", &text);
        if let Some(level) = checked.level.take().map(Arc::new) {
            checked.add(&text, rehearse(&level));
        }
        let found = checked.problems.iter().find(|p| p.code == code);
        let Some(problem) = found else {
            panic!("{code} is not found: {checked}");
        };
        assert!(problem.line > 1 && !problem.fix.is_empty(), "{problem}");
        report += &format!("== {code}\n{}\n", rendered(&text, &checked));
    }
    insta::assert_snapshot!("compared", report);
}

#[test]
fn no_seat_of_a_shipped_level_is_ever_idle() {
    for name in [
        "tutorial",
        "licence_desk",
        "clubs",
        "every_file",
        "truce_year",
        "long_game",
    ] {
        let level = crate::support::level(name);
        let found = rehearse(&level);
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

#[test]
fn mistakes_of_a_guide_are_named_with_their_places_and_fixes() {
    const TUTORIAL: &str = include_str!("../../levels/tutorial.ron");
    let mut report = String::new();
    for (name, edits) in GUIDES {
        let text = broken_from(TUTORIAL, name, edits);
        let checked = check_text("tutorial.ron", &text);
        assert!(checked.level.is_none() && checked.errors() > 0, "{name} passes");
        for problem in &checked.problems {
            assert!(problem.key.starts_with("guide"), "{name}: {problem}");
        }
        report += &format!("== {name}\n{}\n", rendered(&text, &checked));
    }
    insta::assert_snapshot!("guides", report);
}
