//! Twenty levels broken on purpose: each is `levels/truce_year.ron` with one or two small edits. What
//! `levels check` says of each is a snapshot, with the broken line's text in place of its number, so that
//! edits elsewhere don't disturb it.

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

fn broken(name: &str, edits: &[Edit]) -> String {
    let mut text = LEVEL.to_owned();
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
            panic!("{name}: truce_year.ron has no {find:?} any more; choose another place to break");
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
