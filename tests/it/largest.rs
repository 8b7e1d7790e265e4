//! The largest level that the rules are meant for: 12 seats, 15 countries, 10 chains of three stages, and as many facilities
//! and uses as a level may list. Generated, so that it stays the largest whatever levels are shipped; shared with the
//! benchmarks.

use std::fmt::Write;
use std::sync::Arc;

use chokepoint::level::{Level, check};

const COUNTRIES: [&str; 15] = [
    "us", "cn", "au", "ca", "br", "kz", "vn", "my", "jp", "eu", "kr", "in", "id", "cd", "row",
];
const SEATS: usize = 12;
const CHAINS: usize = 10;

/// A number between 0 and 1 that belongs to a name.
fn draw(name: &str) -> f64 {
    let mut x = name.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |a, b| {
        (a ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01B3)
    });
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((x ^ (x >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

/// The level, checked and compiled.
pub(crate) fn level() -> Arc<Level> {
    let checked = check::check_text("largest.ron", &text());
    assert_eq!(checked.errors(), 0, "{checked}");
    Arc::new(checked.level.expect("a level without errors"))
}

/// The level file.
pub(crate) fn text() -> String {
    let mut out = String::from(
        r#"(
    id: "largest", title: "The largest level", pitch: "Twelve seats, fifteen countries, ten chains.",
    calendar: (start: (2025, 11), turns: [2, 2, 2, 2, 2, 2, 3, 3], run_out: (step: 3, months: 60), later: 50),
    documents: {"000": (title: "None", outlet: "None", date: "2025", address: "none")},
    figures: {},
    balance: "row",
    growth: (civil: 5, defence: 3, cite: "assumed", why: "Generated."),
    rent_share: (share: 20, cite: "assumed", why: "Generated."),
    topics: [(id: "minerals", name: "Minerals")],
"#,
    );
    countries(&mut out);
    seats(&mut out);
    out.push_str("    chains: [\n");
    for chain in 0..CHAINS {
        write_chain(&mut out, chain);
    }
    out.push_str("    ],\n");
    projects(&mut out);
    borders(&mut out);
    out.push_str(
        r#"    goods_market: (id: "goods", name: "General goods", trade: [], home_default: 3000, trade_default: 60,
        demand_elasticity: 1, supply_elasticity: 8, substitution: 4, cite: "assumed", why: "Generated."),
)
"#,
    );
    out
}

fn countries(out: &mut String) {
    out.push_str("    countries: [");
    for (k, country) in COUNTRIES.iter().enumerate() {
        let _ = write!(out, "(id: \"{country}\", name: \"{country}\", place: ({k}, {k})), ");
    }
    out.push_str("],\n");
}

fn seats(out: &mut String) {
    out.push_str("    seats: [\n");
    for (k, country) in COUNTRIES.iter().enumerate().take(SEATS) {
        let chain = k % CHAINS;
        let _ = writeln!(
            out,
            r#"        (country: "{country}", role: "Government", walk_away: 5,
            brief: (situation: "Buy and sell.", red_line: "None.", walk: "Wait."),
            goals: [(text: "Magnets", stars: 3, met: FillAtLeast(country: "{country}", use: Civil, good: "magnet{chain}", share: 90))],
            weights: (welfare: 40, security: 40, politics: 20), scales: (welfare: 800, security: 12, politics: 8),
            opening: 1500, income: 120, believed_treasury: (1000, 1500, 2000), approval: 55,
            security: (fill: 40, cover: 20, diversity: 20, scarce_stage: 10, calm: 10,
                critical: [("magnet{chain}", Civil)], scarce: "oxide{chain}", target_months: 6),
            groups: [(name: "Makers", weight: 60, concern: Users("magnet{chain}")), (name: "Voters", weight: 40, concern: Consumers)],
            cite: "assumed", why: "Generated."),"#
        );
    }
    out.push_str("    ],\n");
}

/// Outputs, t/year, of the countries that make something at a stage: China most, the rest of the world, and those others
/// that draw the largest numbers.
fn makers(chain: usize, stage: &str, most: usize, world: f64) -> Vec<(&'static str, f64)> {
    let weight = |country: &str| match country {
        "cn" => 6.0,
        "row" => 2.0,
        _ => draw(&format!("{stage}{chain}{country}")),
    };
    let mut chosen = COUNTRIES;
    chosen.sort_by(|a, b| weight(b).total_cmp(&weight(a)));
    let chosen = &chosen[..most];
    let total: f64 = chosen.iter().map(|c| weight(c)).sum();
    chosen
        .iter()
        .map(|c| (*c, (world * weight(c) / total).round()))
        .collect()
}

fn write_chain(out: &mut String, k: usize) {
    let size = 20_000.0 + 180_000.0 * draw(&format!("size{k}"));
    let price = 2.0 + 20.0 * draw(&format!("price{k}"));
    let assumed = r#"cite: "assumed", why: "Generated.""#;
    let _ = writeln!(out, "        (id: \"chain{k}\", name: \"Chain {k}\", goods: [");
    for (good, stage, theta, price, choke) in [
        ("ore", "Mine", 12, price, 15),
        ("oxide", "Separate", 8, 8.0 * price, 60),
        ("magnet", "Magnet", 4, 14.0 * price, 120),
    ] {
        let _ = writeln!(
            out,
            "            (id: \"{good}{k}\", name: \"{good} {k}\", stage: {stage}, theta: {theta}, price: {price:.2}, \
             freight: {:.2}, others: (elasticity: 0.25, choke: {choke}), {assumed}),",
            0.02 * price
        );
    }
    let _ = writeln!(
        out,
        r#"        ], recipes: [
            (id: "mining{k}", outputs: [("ore{k}", 1)], elasticity: 0.3, margin_share: 35, {assumed}),
            (id: "separation{k}", inputs: [("ore{k}", 2)], outputs: [("oxide{k}", 1)], elasticity: 0.8, margin_share: 25, {assumed}),
            (id: "making{k}", inputs: [("oxide{k}", 0.5)], outputs: [("magnet{k}", 1)], elasticity: 0.8, margin_share: 25, {assumed}),
        ], facilities: ["#
    );
    let stages = [
        ("mine", "mining", 6, 1.0),
        ("plant", "separation", 5, 0.4),
        ("works", "making", 5, 0.6),
    ];
    for (stage, recipe, most, share) in stages {
        for (country, output) in makers(k, stage, most, share * size) {
            let spare = 1.05 + 0.4 * draw(&format!("spare{stage}{k}{country}"));
            let _ = writeln!(
                out,
                "            (id: \"{stage}{k}-{country}\", name: \"{stage} {k} {country}\", country: \"{country}\", \
                 recipe: \"{recipe}{k}\", output: {output}, capacity: {}, {assumed}),",
                (output * spare).ceil() + 1.0
            );
        }
    }
    out.push_str("        ], demands: [\n");
    // Civil use of twelve countries, military use of five: as many entries as a level may have.
    let civil = COUNTRIES[..SEATS].iter().map(|c| (*c, "Civil", 0.9 / 12.0, 0.3, 60));
    let defence = ["us", "cn", "jp", "eu", "in"]
        .iter()
        .map(|c| (*c, "Defence", 0.1 / 5.0, 0.2, 1000));
    for (country, use_, part, elasticity, choke) in civil.chain(defence) {
        let tonnes = 0.5 * part * size * (0.4 + draw(&format!("use{k}{country}")));
        let _ = writeln!(
            out,
            "            (country: \"{country}\", use: {use_}, good: \"magnet{k}\", tonnes: {tonnes:.0}, \
             elasticity: {elasticity}, choke: {choke}, {assumed}),"
        );
    }
    out.push_str("        ]),\n");
}

fn projects(out: &mut String) {
    out.push_str("    projects: [\n");
    for k in 0..CHAINS {
        for country in ["us", "au", "jp"] {
            let _ = writeln!(
                out,
                "        (id: \"new{k}-{country}\", name: \"New {k} {country}\", country: \"{country}\", facility: \"new{k}-{country}\", \
                 recipe: \"separation{k}\", adds: 3000, cost: 600, steps: [(Permit, 12), (Build, 18), (Ramp, 6)], \
                 cite: \"assumed\", why: \"Generated.\"),"
            );
        }
    }
    out.push_str("    ],\n");
}

/// Tariffs of the largest importers, licences of the largest exporter towards everybody, stocks.
fn borders(out: &mut String) {
    let assumed = r#"cite: "assumed", why: "Generated.""#;
    out.push_str("    tariffs: [\n");
    for importer in ["us", "eu", "in", "br"] {
        let _ = writeln!(
            out,
            "        (importer: \"{importer}\", exporter: \"all\", good: \"goods\", rate: 5, {assumed}),"
        );
        for k in 0..CHAINS {
            let _ = writeln!(
                out,
                "        (importer: \"{importer}\", exporter: \"cn\", good: \"chain{k}\", rate: 25, {assumed}),"
            );
        }
    }
    out.push_str("    ],\n    controls: [\n");
    for k in 0..CHAINS {
        for good in ["oxide", "magnet"] {
            let _ = writeln!(
                out,
                "        (exporter: \"cn\", destination: \"all\", good: \"{good}{k}\", regime: Licence(approval: 70), {assumed}),"
            );
        }
    }
    out.push_str("    ],\n    stocks: [\n");
    for k in 0..CHAINS {
        let _ = writeln!(
            out,
            "        (country: \"us\", good: \"magnet{k}\", tonnes: 200, believed: (100, 200, 400), {assumed}),"
        );
    }
    out.push_str("    ],\n");
}
