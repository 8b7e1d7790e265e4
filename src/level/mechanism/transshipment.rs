//! Controlled goods that reach a customer through a third country (MODEL 2.9).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{assumed, model, share};
use crate::level::bench::Bench;
use crate::level::compile_market::Markets;
use crate::level::ids::{CountryId, GoodId, Use, buyer};
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;

/// Re-export through third countries: traders there buy what may still be shipped to them and sell it on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TransshipmentEntry {
    /// Countries through which a good can go. None by default.
    pub hosts: Vec<HostEntry>,
    /// What can be sold on at once, percent of the flow that a control limits (default 25).
    pub start: f64,
    /// Growth while it pays, percent a quarter (default 40); it shrinks as fast when it does not pay.
    pub growth: f64,
    /// Most that can be sold on, percent of that flow (default 70).
    pub most: f64,
    /// What a new origin on paper costs, percent of the good's price (default 20).
    pub cost: f64,
    /// Expected fine and loss, percent of the good's price (default 10).
    pub fine: f64,
    /// Where the rates come from.
    pub cite: String,
    /// Reason, when assumed.
    pub why: Text,
}

/// A country through which a good can go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostEntry {
    /// The third country.
    pub country: String,
    /// The mineral good.
    pub good: String,
    /// Its part of what can be sold on, percent; the parts of a good's hosts add up to 100 at most.
    pub part: f64,
    /// How far its customs help the exporter from the start, percent.
    #[serde(default)]
    pub co_operation: f64,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

impl Default for TransshipmentEntry {
    fn default() -> Self {
        Self {
            hosts: Vec::new(),
            start: 25.0,
            growth: 40.0,
            most: 70.0,
            cost: 20.0,
            fine: 10.0,
            cite: assumed(),
            why: model("2.9"),
        }
    }
}

/// Re-export, ready to play; shares as fractions.
#[derive(Clone, Debug, PartialEq)]
pub struct Transshipment {
    /// Hosts, in file order.
    pub hosts: Vec<Host>,
    /// Reach at the beginning.
    pub start: f64,
    /// Growth a quarter.
    pub growth: f64,
    /// Largest reach.
    pub most: f64,
    /// Cost of a unit beyond its price, expected fine included, of the good's base price.
    pub cost: f64,
}

/// A country through which a good can go.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Host {
    /// The third country.
    pub country: CountryId,
    /// The good.
    pub good: GoodId,
    /// Its part of what can be sold on, less what its customs hold back.
    pub part: f64,
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile, markets: &Markets, hosts: Vec<Host>) -> Transshipment {
    let entry = &file.transshipment;
    let key = Key::top("transshipment");
    for (n, host) in hosts.iter().enumerate() {
        let parts = entry.hosts.iter().zip(&hosts).filter(|(_, h)| h.good == host.good);
        let sum: f64 = parts.map(|(e, _)| e.part).sum();
        if sum > 100.0 + 1e-9 && hosts[..n].iter().all(|h| h.good != host.good) {
            let reason = format!(
                "the parts of the hosts of \"{}\" add up to {sum} %",
                entry.hosts[n].good
            );
            let fix = "let them add up to 100 at most";
            bench.error("sum", &key.f("hosts").i(n).f("part"), reason, fix);
        }
    }
    for (n, host) in hosts.iter().enumerate() {
        if !buys(markets, host) {
            let (country, good) = (&entry.hosts[n].country, &entry.hosts[n].good);
            bench.error(
                "host",
                &key.f("hosts").i(n).f("country"),
                format!(
                    "civil users and plants of \"{country}\" buy no \"{good}\" abroad: its traders have no supplier"
                ),
                "name a country that imports the good, or give it users and a flow",
            );
        }
    }
    Transshipment {
        hosts,
        start: share(bench, &key.f("start"), entry.start, 0.0, 100.0),
        growth: share(bench, &key.f("growth"), entry.growth, 0.0, 300.0),
        most: share(bench, &key.f("most"), entry.most, 0.0, 100.0),
        cost: unit_cost(file),
    }
}

/// Whether civil buyers of a host get any of its good from abroad in the base year.
fn buys(markets: &Markets, host: &Host) -> bool {
    markets.chains.iter().any(|chain| {
        let spec = chain.market.spec();
        let stage = chain.goods.iter().position(|g| *g == host.good);
        stage.is_some_and(|stage| {
            let flow = |seller: usize| {
                spec.base_flow[(stage * spec.regions + seller) * spec.buyers() + buyer(host.country, Use::Civil)]
            };
            (0..spec.regions).any(|seller| seller != host.country.index() && flow(seller) > 0.0)
        })
    })
}

/// Cost of a unit beyond its price, as a share of the good's base price.
pub(in crate::level) fn unit_cost(file: &LevelFile) -> f64 {
    let entry = &file.transshipment;
    let sum = (entry.cost + entry.fine) / 100.0;
    if sum.is_finite() { sum.clamp(0.0, 20.0) } else { 0.0 }
}

/// The hosts of a file.
pub(in crate::level) fn hosts(bench: &mut Bench, file: &LevelFile) -> Vec<Host> {
    let mut hosts: Vec<Host> = Vec::new();
    for (n, entry) in file.transshipment.hosts.iter().enumerate() {
        let key = Key::top("transshipment").f("hosts").i(n);
        let country = bench.country(&key.f("country"), &entry.country);
        let good = bench.mineral(&key.f("good"), &entry.good);
        if hosts.iter().any(|h| (h.country, h.good) == (country, good)) {
            let reason = format!("\"{}\" is a host of \"{}\" twice", entry.country, entry.good);
            bench.error("duplicate", &key, reason, "keep one of them");
        }
        let part = share(bench, &key.f("part"), entry.part, 0.0, 100.0);
        let held = share(bench, &key.f("co_operation"), entry.co_operation, 0.0, 100.0);
        hosts.push(Host {
            country,
            good,
            part: part * (1.0 - held),
        });
    }
    hosts
}
