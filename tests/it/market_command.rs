//! `chokepoint market` as a program: what it prints, what it refuses, with which exit code.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

fn market(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_chokepoint"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("market")
        .args(arguments)
        .output()
        .unwrap()
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

fn document(name: &str) -> Value {
    let output = market(&[&format!("examples/market/{name}.ron"), "--json"]);
    assert!(output.status.success(), "{output:?}");
    assert!(output.stderr.is_empty());
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn json_has_the_promised_keys() {
    let mut expected = [
        "price_change",
        "composite_price_change",
        "producer_surplus",
        "consumer_surplus",
        "tariff_revenue",
        "net_welfare",
        "flows",
    ];
    expected.sort_unstable();
    let gsim = document("gsim_linear");
    let mut found = keys(&gsim);
    found.sort_unstable();
    assert_eq!(found, expected);
    assert_eq!(gsim["flows"].as_array().unwrap().len(), 4);
    assert!((gsim["price_change"][0].as_f64().unwrap() - 0.0792).abs() < 5e-5);

    let mut expected = [
        "supply_price",
        "demand_price",
        "demand",
        "supply",
        "net_exports",
        "flows",
        "quota_rents",
        "consumer_surplus",
        "producer_surplus",
        "revenue",
        "iterations",
        "residual",
    ];
    expected.sort_unstable();
    let spatial = document("rare_earth_quota");
    let mut found = keys(&spatial);
    found.sort_unstable();
    assert_eq!(found, expected);
    // A steep iso-elastic demand has buyers who would pay anything.
    assert_eq!(spatial["consumer_surplus"], serde_json::json!([null, null]));
    let quota = &spatial["quota_rents"][0];
    let mut found = keys(quota);
    found.sort_unstable();
    assert_eq!(found, ["flow", "from", "max", "to", "total", "unit_rent"]);
    assert_eq!(quota["from"], "China");
}

#[test]
fn people_get_a_table() {
    let output = market(&["examples/market/two_countries_licence.ron"]);
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).unwrap();
    let (head, tables) = text.split_once('\n').unwrap();
    assert!(head.starts_with("Equilibrium of a homogeneous good, exact; "), "{head}");
    assert_eq!(tables, TABLES);
}

const TABLES: &str = "
         supply price  demand price    supply    demand  net exports  consumer surplus  producer surplus  tariff revenue
Home         1.750000      1.750000   55.0000   65.0000     -10.0000          105.6250           65.6250        0.000000
Foreign      1.250000      1.250000   65.0000   55.0000      10.0000           75.6250           65.6250        0.000000
all                                  120.0000  120.0000                       181.2500          131.2500        0.000000

Flows, from row to column

            Home  Foreign
Home     55.0000   0.0000
Foreign  10.0000  55.0000
all      65.0000  55.0000

Quotas; rents belong to the exporters and are in no column above

                   quota     flow  rent per unit      rent
Foreign to Home  10.0000  10.0000       0.500000  5.000000
";

fn broken(name: &str, text: &str) -> PathBuf {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.ron"));
    std::fs::write(&file, text).unwrap();
    file
}

/// Two regions with lines, and whatever comes after.
fn two(rest: &str) -> String {
    format!(
        "Spatial(
    regions: [\"A\", \"B\"],
    demand: [Linear(intercept: 10, slope: -1), Linear(intercept: 10, slope: -1)],
    supply: [Linear(intercept: 0, slope: 1), Linear(intercept: 0, slope: 1)],
    theta: None,
    {rest}
)"
    )
}

fn one(demand: &str, supply: &str) -> String {
    format!("Spatial(regions: [\"A\"], demand: [{demand}], supply: [{supply}], theta: None)")
}

fn gsim(trade: &str, power: &str, elasticity: &str) -> String {
    format!(
        "Gsim(regions: [\"A\"], form: Linear, trade: [[{trade}]], tariffs0: [[{power}]], tariffs1: [[1]], \
         demand_elasticity: [{elasticity}], supply_elasticity: [1], substitution: [5])"
    )
}

#[test]
fn mistakes_get_a_sentence_that_names_the_field() {
    let rising = "Linear(intercept: 0, slope: 1)";
    let falling = "Linear(intercept: 10, slope: -1)";
    let cases: &[(&str, String, &str)] = &[
        (
            "unknown_key",
            two("frieght: [[0, 0], [0, 0]],"),
            "line 6, column 12: there is no key `frieght` in `Spatial`",
        ),
        (
            "missing_key",
            "Spatial(regions: [\"A\"], demand: [], theta: None)".to_owned(),
            "the key `supply` is missing in `Spatial`",
        ),
        (
            "unknown_kind",
            "Spatal(regions: [])".to_owned(),
            "line 1, column 7: `Spatal` is none of the choices here: Gsim, Spatial",
        ),
        (
            "text_for_number",
            one("Linear(intercept: \"10\", slope: -1)", rising),
            "a number is wanted here",
        ),
        (
            "no_comma",
            "Spatial(\n  regions: [\"A\"]\n  demand: [])".to_owned(),
            "line 3, column 3: Expected comma",
        ),
        ("empty", String::new(), "line 1, column 1: the file ends in the middle"),
        (
            "twice",
            two("theta: Some(3),"),
            "the key `theta` is there twice in `Spatial`",
        ),
        (
            "rows",
            two("freight: [[0, 0]],"),
            "`freight` needs one row per region: 1 given, regions 2",
        ),
        (
            "row",
            two("freight: [[0, 0], [0]],"),
            "`freight`: the row of `B` needs one number per region: 1 given, regions 2",
        ),
        (
            "negative_freight",
            two("freight: [[0, 0], [-1, 0]],"),
            "`freight` from `B` to `A` is -1: it must be zero or more",
        ),
        (
            "nan",
            two("specific_tariff: [[0, 0], [NaN, 0]],"),
            "`specific_tariff` from `B` to `A` is NaN: it must be an ordinary number",
        ),
        (
            "infinite",
            two("weights: [[1, inf], [1, 1]],"),
            "`weights` from `A` to `B` is inf: it must be an ordinary number",
        ),
        (
            "huge",
            two("freight: [[0, 1e20], [0, 0]],"),
            "it is too large: use other units",
        ),
        (
            "rate",
            two("ad_valorem_tariff: [[0, -1], [0, 0]],"),
            "`ad_valorem_tariff` from `A` to `B` is -1: a tariff must be above -1",
        ),
        (
            "unknown_region",
            two("quotas: [(from: \"A\", to: \"C\", max: 1)],"),
            "`quotas`, entry 1: `to` is `C`, which is not in `regions`",
        ),
        (
            "negative_quota",
            two("quotas: [(from: \"A\", to: \"B\", max: -1)],"),
            "`quotas`, entry 1 (`A` to `B`): `max` is -1",
        ),
        (
            "duplicate",
            "Spatial(regions: [\"A\", \"A\"], demand: [], supply: [])".to_owned(),
            "`regions` has `A` twice",
        ),
        (
            "no_regions",
            "Spatial(regions: [], demand: [], supply: [])".to_owned(),
            "`regions` is empty",
        ),
        (
            "upward_demand",
            one("Linear(intercept: 10, slope: 1)", rising),
            "`demand` of `A`: `slope` is 1: demand can't slope upwards",
        ),
        (
            "downward_supply",
            one(falling, "Linear(intercept: 10, slope: -1)"),
            "`supply` of `A`: `slope` is -1: supply can't slope downwards",
        ),
        (
            "capacity",
            one(falling, "Capacity(quantity: 9, price: 1, elasticity: 1, capacity: 9)"),
            "`supply` of `A`: `quantity` is 9: it must be below `capacity`",
        ),
        (
            "choke",
            one("Choke(quantity: 9, price: 2, elasticity: 1, choke: 2)", rising),
            "`demand` of `A`: `choke` is 2: it must be at least 1.001 times `price`",
        ),
        (
            "glut",
            one(falling, "Linear(intercept: 50, slope: 1)"),
            "there is no equilibrium: `supply` of `A` is 50 even at a price of zero, and only 10 of it can be sold",
        ),
        (
            "shortage",
            one("Linear(intercept: 10, slope: 0)", "Linear(intercept: 5, slope: 0)"),
            "there is no equilibrium: `demand` of `A` is at least 10 at any price, and only 5 can reach it",
        ),
        (
            "unreached",
            one(
                "IsoElastic(quantity: 1, price: 1, elasticity: 1)",
                "Linear(intercept: 0, slope: 0)",
            ),
            "`demand` of `A` never ends, and nothing can reach it",
        ),
        (
            "negative_flow",
            gsim("-1", "1", "-1"),
            "`trade` from `A` to `A` is -1: a flow can't be negative",
        ),
        (
            "power",
            gsim("1", "0", "-1"),
            "`tariffs0` from `A` to `A` is 0: the power of a tariff is 1 + rate",
        ),
        (
            "elasticity",
            gsim("1", "1", "1.25"),
            "`demand_elasticity` of `A` is 1.25: demand can't slope upwards",
        ),
    ];
    for (name, text, sentence) in cases {
        let file = broken(name, text);
        let output = market(&[file.to_str().unwrap(), "--json"]);
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{name}: {error}");
        assert!(output.stdout.is_empty(), "{name} prints beside its error");
        assert!(error.contains(sentence), "{name}: {error}");
        assert!(error.contains(name), "{name} does not name the file: {error}");
        assert_eq!(error.lines().count(), 1, "{name}: {error}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let output = market(&["no/such/market.ron"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("no/such/market.ron"));
}

#[test]
fn help_has_an_example() {
    let output = market(&["--help"]);
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("chokepoint market examples/market/")
    );
}
