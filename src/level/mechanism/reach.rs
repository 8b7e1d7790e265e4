//! Controls that reach goods made abroad (MODEL 2.6): the extraterritorial rule of October 2025.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{assumed, model, share};
use crate::level::LevelChain;
use crate::level::bench::Bench;
use crate::level::compile_market::Markets;
use crate::level::ids::{CountryId, GoodId};
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;

/// Rules by which an exporter's controls hold for goods that others make from its material.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReachEntry {
    /// Rules in force at the start. Each acts towards a destination while the exporter's control on the good acts there.
    pub rules: Vec<ReachRuleEntry>,
    /// Value of the exporter's material in the product from which a rule holds, percent of the product's price (default 0.1).
    pub de_minimis: f64,
    /// Share of makers in third countries that obey the rule, percent (default 35).
    pub enforcement: f64,
    /// Where the numbers come from.
    pub cite: String,
    /// Reason, when assumed.
    pub why: Text,
}

/// A rule in force at the start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReachRuleEntry {
    /// Whose control.
    pub exporter: String,
    /// On which mineral good.
    pub good: String,
    /// Where it comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

impl Default for ReachEntry {
    fn default() -> Self {
        Self {
            rules: Vec::new(),
            de_minimis: 0.1,
            enforcement: 35.0,
            cite: assumed(),
            why: model("2.6"),
        }
    }
}

/// Reach, ready to play.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// Rules in force at the start, in order of exporter and good.
    pub rules: Vec<(CountryId, GoodId)>,
    /// Share of makers abroad that obey.
    pub enforcement: f64,
    /// What a rule on a good can hold: every pair of a good and a product made of it, with the makers it reaches.
    pub products: Vec<Product>,
}

/// A product that contains a good, in the base year.
#[derive(Clone, Debug, PartialEq)]
pub struct Product {
    /// What is contained.
    pub good: GoodId,
    /// Of whom.
    pub exporter: CountryId,
    /// In what.
    pub product: GoodId,
    /// Countries that sell the product abroad with more of the exporter's good in it than the rule allows.
    pub makers: Vec<CountryId>,
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile, markets: &Markets) -> Reach {
    let entry = &file.reach;
    let key = Key::top("reach");
    let de_minimis = share(bench, &key.f("de_minimis"), entry.de_minimis, 0.0, 100.0);
    let mut rules: Vec<(CountryId, GoodId)> = Vec::new();
    for (n, rule) in entry.rules.iter().enumerate() {
        let key = key.f("rules").i(n);
        rules.push((
            bench.country(&key.f("exporter"), &rule.exporter),
            bench.mineral(&key.f("good"), &rule.good),
        ));
    }
    rules.sort();
    rules.dedup();
    Reach {
        rules,
        enforcement: share(bench, &key.f("enforcement"), entry.enforcement, 0.0, 100.0),
        products: markets.chains.iter().flat_map(|c| products(c, de_minimis)).collect(),
    }
}

/// Products of a chain that contain a good of some exporter beyond the threshold.
fn products(chain: &LevelChain, de_minimis: f64) -> Vec<Product> {
    let spec = chain.market.spec();
    let mut found = Vec::new();
    for good in 0..spec.goods.len() {
        let content = content(chain, good);
        for exporter in 0..spec.regions {
            for product in (0..spec.goods.len()).filter(|p| *p != good) {
                let makers: Vec<CountryId> = (0..spec.regions)
                    .filter(|maker| *maker != exporter)
                    .filter(|maker| value_share(chain, (good, exporter), (product, *maker), &content) > de_minimis)
                    .map(CountryId::at)
                    .collect();
                if !makers.is_empty() {
                    found.push(Product {
                        good: chain.goods[good],
                        exporter: CountryId::at(exporter),
                        product: chain.goods[product],
                        makers,
                    });
                }
            }
        }
    }
    found
}

/// Tonnes of a good in a tonne of each product of each region, by recipe; inputs count with the world's average content.
/// `[product * regions + region]`; the good itself counts as one.
fn content(chain: &LevelChain, good: usize) -> Vec<f64> {
    let spec = chain.market.spec();
    let (goods, regions) = (spec.goods.len(), spec.regions);
    let mut world = vec![0.0; goods];
    world[good] = 1.0;
    let mut content = vec![0.0; goods * regions];
    // Goods stand in order of stage, so inputs come before what is made of them.
    for product in 0..goods {
        let mut made = vec![0.0; regions];
        let mut held = vec![0.0; regions];
        for p in &spec.processes {
            let Some((_, per)) = p.outputs.iter().find(|(g, _)| *g == product) else {
                continue;
            };
            let main = p.outputs[0].0 == product;
            let tonnes: f64 = p.inputs.iter().map(|(g, t)| t * world[*g]).sum();
            // Joint products share their inputs by price elsewhere; here the whole is in the main one.
            if main {
                made[p.region] += per * p.base_activity;
                held[p.region] += tonnes * p.base_activity;
            }
        }
        for region in 0..regions {
            if made[region] > 0.0 {
                content[product * regions + region] = held[region] / made[region];
            }
        }
        let (made, held): (f64, f64) = (made.iter().sum(), held.iter().sum());
        if product != good && made > 0.0 {
            world[product] = held / made;
        }
    }
    content
}

/// Value of an exporter's good in a maker's product, as a share of the product's price; 0 for one that sells nothing abroad.
fn value_share(chain: &LevelChain, from: (usize, usize), made: (usize, usize), content: &[f64]) -> f64 {
    let ((good, exporter), (product, maker)) = (from, made);
    let spec = chain.market.spec();
    let (regions, buyers) = (spec.regions, spec.buyers());
    let flow = |g: usize, seller: usize, region: usize| -> f64 {
        let row = (g * regions + seller) * buyers + region * spec.segments;
        spec.base_flow[row..row + spec.segments].iter().sum()
    };
    let abroad: f64 = (0..regions)
        .filter(|r| *r != maker)
        .map(|r| flow(product, maker, r))
        .sum();
    let bought: f64 = (0..regions).map(|seller| flow(good, seller, maker)).sum();
    // Who buys the good only inside other inputs has it from wherever the world has it.
    let share = if bought > 0.0 {
        flow(good, exporter, maker) / bought
    } else {
        let output = chain.market.base_output();
        let all: f64 = (0..regions).map(|r| output[good * regions + r]).sum();
        if all > 0.0 {
            output[good * regions + exporter] / all
        } else {
            0.0
        }
    };
    let price = |g: usize, region: usize| chain.market.reference_price()[g * regions + region];
    if abroad <= 0.0 || price(product, maker) <= 0.0 {
        return 0.0;
    }
    content[product * regions + maker] * share * price(good, exporter) / price(product, maker)
}
