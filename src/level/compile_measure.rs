//! Compiling tariffs, export taxes, controls and stocks.

use std::collections::BTreeMap;

use super::bench::{Bench, Kind};
use super::compile::month;
use super::compiled::Stock;
use super::ids::{CountryId, GoodId};
use super::key::Key;
use super::measure::{Control, Regime};
use super::shape::{ControlEntry, LevelFile, RegimeEntry};
use super::units::{Month, Rate};

/// Measures in force at the start, shaped as in the level.
pub(super) struct Measures {
    pub(super) tariffs: Vec<Rate>,
    pub(super) export_taxes: Vec<Rate>,
    pub(super) controls: Vec<Control>,
}

/// Compiles all measures.
pub(super) fn measures(bench: &mut Bench, file: &LevelFile, start: Month) -> Measures {
    Measures {
        tariffs: tariffs(bench, file),
        export_taxes: export_taxes(bench, file),
        controls: controls(bench, file, start),
    }
}

/// A table of rates that remembers how precisely each cell was named, and by which entry.
struct Table {
    n: usize,
    cells: Vec<Option<(u8, usize, Rate)>>,
}

impl Table {
    fn new(bench: &Bench) -> Self {
        let n = bench.names(Kind::Country).len();
        Self {
            n,
            cells: vec![None; bench.names(Kind::Good).len() * n * n],
        }
    }

    /// Enters a rate; two entries of the same precision must not meet with different rates.
    fn enter(&mut self, bench: &mut Bench, key: &Key, entry: usize, spread: &Spread, rate: Rate) {
        let mut clash = None;
        for &good in &spread.goods {
            for &a in &spread.first {
                for &b in spread.second.iter().filter(|b| **b != a) {
                    let cell = &mut self.cells[(good.index() * self.n + a.index()) * self.n + b.index()];
                    match *cell {
                        Some((precision, _, _)) if precision > spread.precision => {}
                        Some((precision, other, was)) if precision == spread.precision && was != rate => {
                            clash = Some((other, a, b, good));
                        }
                        _ => *cell = Some((spread.precision, entry, rate)),
                    }
                }
            }
        }
        if let Some((other, a, b, good)) = clash {
            let name = |kind: Kind, at: usize| bench.names(kind).get(at).cloned().unwrap_or_default();
            let (a, b) = (name(Kind::Country, a.index()), name(Kind::Country, b.index()));
            let good = name(Kind::Good, good.index());
            let reason = format!(
                "this entry and entry #{} give different rates for {a}, {b}, \"{good}\"",
                other + 1
            );
            let fix = format!("keep one, or add an entry that names \"{a}\", \"{b}\" and \"{good}\"");
            bench.error("duplicate", key, reason, fix);
        }
    }

    fn rates(self) -> Vec<Rate> {
        self.cells.into_iter().map(|c| c.map_or(Rate(0), |c| c.2)).collect()
    }
}

/// Which cells an entry names.
struct Spread {
    first: Vec<CountryId>,
    second: Vec<CountryId>,
    goods: Vec<GoodId>,
    precision: u8,
}

/// One country, or everybody for `"all"`.
fn partners(bench: &mut Bench, key: &Key, name: &str) -> Vec<CountryId> {
    if name == "all" {
        return (0..bench.names(Kind::Country).len()).map(CountryId::at).collect();
    }
    bench
        .find(Kind::Country, key, name)
        .map(CountryId::at)
        .into_iter()
        .collect()
}

/// One good, the goods of a chain, or (`class`) the class of general goods.
fn goods_named(bench: &mut Bench, file: &LevelFile, key: &Key, name: &str, class: bool) -> Vec<GoodId> {
    let kind = if class { Kind::Good } else { Kind::Mineral };
    if !bench.knows(kind, name)
        && let Some(chain) = file.chains.iter().find(|c| c.id == name)
    {
        return chain
            .goods
            .iter()
            .filter_map(|g| bench.find(kind, key, &g.id))
            .map(GoodId::at)
            .collect();
    }
    bench.find(kind, key, name).map(GoodId::at).into_iter().collect()
}

fn tariffs(bench: &mut Bench, file: &LevelFile) -> Vec<Rate> {
    let mut table = Table::new(bench);
    for (n, entry) in file.tariffs.iter().enumerate() {
        let key = Key::top("tariffs").i(n);
        let spread = Spread {
            first: partners(bench, &key.f("importer"), &entry.importer),
            second: partners(bench, &key.f("exporter"), &entry.exporter),
            goods: goods_named(bench, file, &key.f("good"), &entry.good, true),
            precision: precision(bench, &entry.importer, &entry.exporter, &entry.good),
        };
        own_goods(bench, &key, &entry.importer, &entry.exporter);
        let rate = bench.percent(&key.f("rate"), entry.rate, 0.0, 1_000.0);
        table.enter(bench, &key, n, &spread, rate);
    }
    table.rates()
}

fn export_taxes(bench: &mut Bench, file: &LevelFile) -> Vec<Rate> {
    let mut table = Table::new(bench);
    for (n, entry) in file.export_taxes.iter().enumerate() {
        let key = Key::top("export_taxes").i(n);
        let exporter = bench.country(&key.f("exporter"), &entry.exporter);
        let spread = Spread {
            first: vec![exporter],
            second: partners(bench, &key.f("destination"), &entry.destination),
            goods: goods_named(bench, file, &key.f("good"), &entry.good, false),
            precision: precision(bench, &entry.exporter, &entry.destination, &entry.good),
        };
        own_goods(bench, &key, &entry.exporter, &entry.destination);
        let rate = bench.percent(&key.f("rate"), entry.rate, 0.0, 1_000.0);
        table.enter(bench, &key, n, &spread, rate);
    }
    table.rates()
}

fn precision(bench: &Bench, a: &str, b: &str, good: &str) -> u8 {
    2 * (u8::from(a != "all") + u8::from(b != "all")) + u8::from(bench.knows(Kind::Good, good))
}

fn own_goods(bench: &mut Bench, key: &Key, a: &str, b: &str) {
    if a == b && a != "all" {
        let reason = format!("\"{a}\" can't have a trade measure against itself");
        bench.error("own-goods", key, reason, "name another country, or delete the entry");
    }
}

/// Controls found so far by exporter, destination and good: whether the destination was named, and by which entry.
type Found = BTreeMap<(usize, usize, usize), (bool, usize, Control)>;

fn controls(bench: &mut Bench, file: &LevelFile, start: Month) -> Vec<Control> {
    let mut found = Found::new();
    for (n, entry) in file.controls.iter().enumerate() {
        let key = Key::top("controls").i(n);
        let exporter = bench.country(&key.f("exporter"), &entry.exporter);
        own_goods(bench, &key, &entry.exporter, &entry.destination);
        let mut left_out = vec![exporter];
        for (e, name) in entry.except.iter().enumerate() {
            left_out.push(bench.country(&key.f("except").i(e), name));
        }
        let named = entry.destination != "all";
        if named && !entry.except.is_empty() {
            let reason = "`except` only goes with destination \"all\"";
            let fix = "delete `except`, or write destination: \"all\"";
            bench.error("except", &key.f("except"), reason, fix);
        }
        let regime = regime(bench, &key.f("regime"), entry.regime);
        let suspended_until = suspended_until(bench, &key.f("suspended_until"), entry, start);
        let goods = goods_named(bench, file, &key.f("good"), &entry.good, false);
        let mut destinations = partners(bench, &key.f("destination"), &entry.destination);
        destinations.retain(|d| !left_out.contains(d));
        for destination in destinations {
            for &good in &goods {
                let control = Control {
                    exporter,
                    destination,
                    good,
                    regime,
                    suspended_until,
                };
                enter(bench, &mut found, &key, (named, n, control));
            }
        }
    }
    found.into_values().map(|(.., control)| control).collect()
}

fn enter(bench: &mut Bench, found: &mut Found, key: &Key, new: (bool, usize, Control)) {
    let (named, _, control) = new;
    let cell = (
        control.exporter.index(),
        control.destination.index(),
        control.good.index(),
    );
    match found.get(&cell) {
        Some((true, ..)) if !named => {}
        Some((was_named, other, was)) if *was_named == named && *was != control => {
            let reason = format!(
                "this entry and entry #{} control the same good to the same place",
                other + 1
            );
            let fix = "keep one of them, or name the destination";
            // One finding per pair of entries is enough.
            if !bench.findings.iter().any(|f| f.key == *key && f.reason == reason) {
                bench.error("duplicate", key, reason, fix);
            }
        }
        _ => {
            found.insert(cell, new);
        }
    }
}

fn suspended_until(bench: &mut Bench, key: &Key, entry: &ControlEntry, start: Month) -> Option<Month> {
    let until = month(bench, key, entry.suspended_until?);
    if until <= start {
        let reason = "the suspension is over before the level begins";
        bench.warn(
            "calendar",
            key,
            reason,
            "delete `suspended_until`, or write a later month",
        );
    }
    Some(until)
}

/// A regime with its approval rate.
pub(super) fn regime(bench: &mut Bench, key: &Key, entry: RegimeEntry) -> Regime {
    match entry {
        RegimeEntry::Free => Regime::Free,
        RegimeEntry::General => Regime::General,
        RegimeEntry::Licence { approval } => Regime::Licence {
            approval: bench.percent(&key.f("approval"), approval, 0.0, 100.0),
        },
        RegimeEntry::CivilOnly { approval } => Regime::CivilOnly {
            approval: bench.percent(&key.f("approval"), approval, 0.0, 100.0),
        },
        RegimeEntry::Ban => Regime::Ban,
    }
}

/// Strategic stocks.
pub(super) fn stocks(bench: &mut Bench, file: &LevelFile) -> Vec<Stock> {
    let mut stocks: Vec<Stock> = Vec::new();
    for (n, entry) in file.stocks.iter().enumerate() {
        let key = Key::top("stocks").i(n);
        let (low, mid, high) = entry.believed;
        let believed = key.f("believed");
        if file.countries.iter().any(|c| c.id == entry.country) {
            // Nobody could buy for it or release from it.
            bench.seat(&key.f("country"), &entry.country);
        }
        let stock = Stock {
            country: bench.country(&key.f("country"), &entry.country),
            good: bench.mineral(&key.f("good"), &entry.good),
            mass: bench.mass(&key.f("tonnes"), entry.tonnes),
            believed: (
                bench.mass(&believed.i(0), low),
                bench.mass(&believed.i(1), mid),
                bench.mass(&believed.i(2), high),
            ),
        };
        ordered(bench, &believed, low, mid, high);
        if stocks
            .iter()
            .any(|s| (s.country, s.good) == (stock.country, stock.good))
        {
            let reason = format!("\"{}\" has two stocks of \"{}\"", entry.country, entry.good);
            bench.error("duplicate", &key, reason, "add them up into one entry");
        }
        stocks.push(stock);
    }
    stocks
}

/// Notes when low, mid and high are out of order.
pub(super) fn ordered(bench: &mut Bench, key: &Key, low: f64, mid: f64, high: f64) {
    if low > mid || mid > high {
        let reason = format!("low {low}, mid {mid}, high {high} are not in order");
        bench.error("order", key, reason, "write (low, mid, high), smallest first");
    }
}
