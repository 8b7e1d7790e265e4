//! Twenty levels broken on purpose: each is `levels/truce_year.ron` with one or two small edits. What `levels check` says of
//! each is a snapshot, with the broken line's text in place of its number, so that edits elsewhere don't disturb it.

use chokepoint::level::check::{Checked, Severity, check_text};

const LEVEL: &str = include_str!("../../levels/truce_year.ron");

/// Name, and edits: what to find (its first occurrence) and what to put there.
type Broken = (&'static str, &'static [(&'static str, &'static str)]);

const TABLE: [Broken; 20] = [
    (
        "comma_missing",
        &[("start: (2025, 11),", "start: (2025, 11)")],
    ),
    (
        "quote_missing",
        &[("date: \"2025-11-11\",", "date: \"2025-11-11,")],
    ),
    (
        "bracket_missing",
        &[("        later: 50,\n    ),\n", "        later: 50,\n")],
    ),
    (
        "field_misspelt",
        &[
            ("walk_away: 3,", "walkaway: 3,"),
            ("scarce: \"dytb\",", "scarce: \"dydt\","),
        ],
    ),
    ("field_missing", &[("scarce: \"dytb\",", "")]),
    (
        "field_unknown",
        &[(
            "balance: \"row\",",
            "balance: \"row\", difficulty: \"hard\",",
        )],
    ),
    (
        "choice_misspelt",
        &[(
            "regime: Licence(approval: 60)",
            "regime: License(approval: 60)",
        )],
    ),
    ("text_unquoted", &[("balance: \"row\",", "balance: row,")]),
    (
        "number_with_comma",
        &[("output: 273000,", "output: 273,000,")],
    ),
    (
        "country_unknown",
        &[(
            "country: \"mm\", recipe: \"mine\"",
            "country: \"burma\", recipe: \"mine\"",
        )],
    ),
    (
        "good_unknown",
        &[("(\"apt\", Defence)", "(\"atp\", Defence)")],
    ),
    (
        "document_unknown",
        &[(
            "value: 70, unit: \"%\", from: \"000\",",
            "value: 70, unit: \"%\", from: \"00\",",
        )],
    ),
    (
        "figure_contradicted",
        &[(
            "output: 273000, capacity: 300000",
            "output: 250000, capacity: 300000",
        )],
    ),
    (
        "balance_open",
        &[(
            "good: \"apt\", tonnes: 49800",
            "good: \"apt\", tonnes: 94800",
        )],
    ),
    (
        "weights_off",
        &[(
            "weights: (welfare: 35, security: 40, politics: 25)",
            "weights: (welfare: 35, security: 40, politics: 35)",
        )],
    ),
    (
        "scale_tiny",
        &[(
            "scales: (welfare: 2000, security: 20, politics: 12)",
            "scales: (welfare: 0.2, security: 20, politics: 12)",
        )],
    ),
    (
        "decimal_inexact",
        &[("opening: 500,", "opening: 500.00049,")],
    ),
    (
        "turn_beyond",
        &[
            ("(turn: 8, seat: \"us\"", "(turn: 9, seat: \"us\""),
            (
                "trigger: (from: 1, until: 1)",
                "trigger: (from: 2, until: 1)",
            ),
        ],
    ),
    (
        "party_twice",
        &[(
            "draft: (parties: [\"us\", \"my\"]",
            "draft: (parties: [\"us\", \"us\"]",
        )],
    ),
    (
        "facility_unknown",
        &[
            (
                "facility: \"us_new_mine\", recipe: \"mine\"",
                "facility: \"us_new_mine\"",
            ),
            ("id: \"us_heavy\", name", "id: \"us_mine\", name"),
        ],
    ),
];

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
        report += &format!(
            "  at   {}\n  {}\n  fix: {}\n",
            there.trim_end(),
            problem.reason,
            problem.fix
        );
    }
    report
}

#[test]
fn every_mistake_is_named_with_its_place_and_fix() {
    let sound = check_text("truce_year.ron", LEVEL);
    assert_eq!(sound.errors(), 0, "{sound}");
    for (name, edits) in TABLE {
        let mut text = LEVEL.to_owned();
        for (find, replace) in edits {
            assert!(
                text.contains(find),
                "{name}: truce_year.ron has no {find:?} any more; choose another place to break"
            );
            text = text.replacen(find, replace, 1);
        }
        let checked = check_text("truce_year.ron", &text);
        assert!(
            checked.level.is_none() && checked.errors() > 0,
            "{name} passes"
        );
        insta::assert_snapshot!(name, rendered(&text, &checked));
    }
}
