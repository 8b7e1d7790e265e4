//! Figures that can't all be right: shares of one whole beyond a hundred, and numbers that cite a figure and say another.

use std::collections::BTreeMap;

use super::bench::Bench;
use super::compile_market::YEAR;
use super::key::Key;
use super::shape::{Figure, LevelFile, OrderEntry, Status};
use super::text::Text;

/// How far shares of one whole may exceed 100 %: each is rounded in its document.
const ROUNDING: f64 = 2.0;

/// Figures in percent whose keys differ in the country alone, like `share.mining.cn` and `share.mining.us`, are shares of
/// one whole.
pub(super) fn shares(bench: &mut Bench, file: &LevelFile) {
    let mut wholes: BTreeMap<&str, Vec<(&str, f64)>> = BTreeMap::new();
    for (key, figure) in file.figures.iter().filter(|(_, f)| f.unit == "%") {
        let Some((whole, part)) = key.rsplit_once('.') else {
            continue;
        };
        if whole.starts_with("share.") && file.countries.iter().any(|c| c.id == part) {
            wholes.entry(whole).or_default().push((key, figure.value));
        }
    }
    for (whole, parts) in wholes {
        let sum: f64 = parts.iter().map(|(_, share)| share).sum();
        let Some((last, _)) = parts.last().filter(|_| parts.len() > 1 && sum > 100.0 + ROUNDING) else {
            continue;
        };
        let names: Vec<_> = parts.iter().map(|(key, share)| format!("{key} {share} %")).collect();
        let reason = format!("the shares of \"{whole}\" add up to {sum} %: {}", names.join(", "));
        let fix = "correct one, or, if they are shares of different things, give them different names";
        bench.error("shares", &Key::top("figures").k(last), reason, fix);
    }
}

/// A number of an entry, with the units it may be quoted in.
struct Quoted {
    value: f64,
    /// Unit of `value` and how many of it one of the figure's unit makes.
    units: &'static [(&'static str, f64)],
}

const PERCENT: &[(&str, f64)] = &[("%", 1.0)];
const MONEY: &[(&str, f64)] = &[
    ("million USD", 1.0),
    ("USD", 1e-6),
    ("thousand USD", 1e-3),
    ("billion USD", 1e3),
];
const YEARLY: &[(&str, f64)] = &[("t/year", 1.0), ("t/month", YEAR)];
const MASS: &[(&str, f64)] = &[("t", 1.0), ("kg", 1e-3)];
const PRICE: &[(&str, f64)] = &[("USD/kg", 1.0), ("USD/t", 1e-3)];
const MONTHS: &[(&str, f64)] = &[("months", 1.0), ("years", YEAR)];

/// Measures, projects and prices that cite a figure outright must hold it, or one of its rivals, in one of their numbers of
/// that unit, unless they say why not.
pub(super) fn quotations(bench: &mut Bench, file: &LevelFile) {
    for (key, cite, why, numbers) in quoting(file) {
        if why.en.trim().is_empty() {
            quotes(bench, file, &key, cite, &numbers);
        }
    }
}

fn quoting(file: &LevelFile) -> Vec<(Key, &str, &Text, Vec<Quoted>)> {
    let number = |value: f64, units| Quoted { value, units };
    let mut all = Vec::new();
    macro_rules! each {
        ($key:expr, $entries:expr, $entry:ident => $numbers:expr) => {
            for (n, $entry) in $entries.iter().enumerate() {
                all.push(($key.i(n), $entry.cite.as_str(), &$entry.why, $numbers));
            }
        };
    }
    each!(Key::top("tariffs"), file.tariffs, e => vec![number(e.rate, PERCENT)]);
    each!(Key::top("export_taxes"), file.export_taxes, e => vec![number(e.rate, PERCENT)]);
    each!(Key::top("stocks"), file.stocks, e => vec![number(e.tonnes, MASS)]);
    each!(Key::top("floors"), file.floors, e => vec![number(e.price, PRICE)]);
    each!(Key::top("history"), file.history, e => rate_of(&e.order));
    each!(Key::top("statements"), file.statements, e => rate_of(&e.order));
    each!(Key::top("projects"), file.projects, e => {
        let months = e.steps.iter().map(|(_, months)| f64::from(*months)).sum();
        vec![number(e.cost, MONEY), number(e.adds, YEARLY), number(months, MONTHS)]
    });
    for (c, chain) in file.chains.iter().enumerate() {
        each!(Key::top("chains").i(c).f("goods"), chain.goods, e => vec![number(e.price, PRICE)]);
    }
    all
}

/// The rate of an order that has one.
fn rate_of(order: &OrderEntry) -> Vec<Quoted> {
    match order {
        OrderEntry::Tariff { rate, .. } | OrderEntry::ExportTax { rate, .. } => vec![Quoted {
            value: *rate,
            units: PERCENT,
        }],
        _ => Vec::new(),
    }
}

fn quotes(bench: &mut Bench, file: &LevelFile, key: &Key, cite: &str, numbers: &[Quoted]) {
    let Some(figure) = file.figures.get(cite) else { return };
    // A tie compares what the entry alone does not show, and allows for the distance.
    if file.ties.iter().any(|t| t.figure == cite) {
        return;
    }
    let said = claims(figure);
    let mut comparable = numbers.iter().filter_map(|number| {
        let scale = number.units.iter().find(|(unit, _)| *unit == figure.unit)?.1;
        Some((number.value / scale, number.value))
    });
    let Some(first) = comparable.next() else { return };
    let agrees = |value: f64| {
        said.iter()
            .any(|claim| (value - claim).abs() <= 1e-3 * claim.abs().max(1e-9))
    };
    if agrees(first.0) || comparable.any(|(value, _)| agrees(value)) {
        return;
    }
    let unit = &figure.unit;
    let reason = format!(
        "it cites \"{cite}\", which says {} {unit}, and holds {} {unit}",
        figure.value, first.0
    );
    let fix = "write the figure's number, list yours among its rivals, or say in `why` what makes them differ";
    bench.error("cite-contradicted", &key.f("cite"), reason, fix);
}

/// Every number that somebody claims for a figure.
fn claims(figure: &Figure) -> Vec<f64> {
    let mut all = vec![figure.value];
    if let Status::Contested(rivals) = &figure.status {
        all.extend(rivals.iter().map(|r| r.value));
    }
    all
}
