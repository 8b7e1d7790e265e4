//! Compiling one chain: its market's specification, apart from trade.

use super::bench::{Bench, Kind};
use super::compile_market::{Plant, YEAR};
use super::compile_measure::Measures;
use super::ids::{Use, buyer};
use super::key::Key;
use super::nearest::suggest;
use super::shape::{ChainEntry, LevelFile};
use super::units::Rate;
use crate::market::{ChainSpec, DemandSpec, GoodSpec, ProcessSpec};

/// One chain on the bench.
pub(super) struct Part<'a> {
    pub(super) file: &'a LevelFile,
    pub(super) entry: &'a ChainEntry,
    pub(super) plants: &'a [Plant<'a>],
    pub(super) key: Key,
    pub(super) first_good: usize,
}

impl Part<'_> {
    pub(super) fn regions(&self) -> usize {
        self.file.countries.len()
    }

    /// The position of a good within the chain.
    pub(super) fn good(&self, bench: &mut Bench, key: &Key, name: &str) -> usize {
        if let Some(position) = self.entry.goods.iter().position(|g| g.id == name) {
            return position;
        }
        if bench.knows(Kind::Mineral, name) {
            let reason = format!("\"{name}\" is a good of another chain");
            bench.error("unknown-good", key, reason, "a chain uses only its own goods");
        } else {
            bench.mineral(key, name);
        }
        0
    }

    /// The market's specification, base flows still empty.
    pub(super) fn spec(&self, bench: &mut Bench, measures: &Measures) -> ChainSpec {
        let n = self.regions();
        let goods = self.entry.goods.len();
        if goods == 0 {
            bench.error(
                "empty",
                &self.key.f("goods"),
                "the chain has no goods",
                "list at least one",
            );
        }
        self.flow_names(bench);
        let recipes: Vec<_> = (0..self.entry.recipes.len()).map(|r| self.recipe(bench, r)).collect();
        let table = |rates: &[Rate], swap: bool| -> Vec<f64> {
            (0..goods * n * n)
                .map(|cell| {
                    let (good, from, to) = (cell / (n * n), cell / n % n, cell % n);
                    let (a, b) = if swap { (to, from) } else { (from, to) };
                    rates
                        .get(((self.first_good + good) * n + a) * n + b)
                        .map_or(0.0, |r| r.fraction())
                })
                .collect()
        };
        ChainSpec {
            regions: n,
            segments: Use::COUNT,
            goods: self.goods(bench),
            processes: self.processes(bench, &recipes),
            demands: self.listed_demands(bench),
            base_price: self.prices(bench),
            base_flow: vec![0.0; goods * n * n * Use::COUNT],
            freight: self.freight(bench),
            base_tariff: table(&measures.tariffs, true),
            base_export_tax: table(&measures.export_taxes, false),
        }
    }

    /// Notes flows with unknown names; the flows themselves wait for the balance.
    fn flow_names(&self, bench: &mut Bench) {
        for (n, flow) in self.entry.flows.iter().enumerate() {
            let key = self.key.f("flows").i(n);
            self.good(bench, &key.f("good"), &flow.good);
            bench.country(&key.f("from"), &flow.from);
            bench.country(&key.f("to"), &flow.to);
            bench.not_negative(&key.f("tonnes"), flow.tonnes);
        }
    }

    fn goods(&self, bench: &mut Bench) -> Vec<GoodSpec> {
        let mut goods = Vec::new();
        for (g, good) in self.entry.goods.iter().enumerate() {
            let key = self.key.f("goods").i(g);
            bench.positive(&key.f("others").f("elasticity"), good.others.elasticity, 10.0);
            choke(bench, &key.f("others").f("choke"), good.others.choke);
            goods.push(GoodSpec {
                theta: bench.positive(&key.f("theta"), good.theta, 100.0),
            });
        }
        goods
    }

    fn prices(&self, bench: &mut Bench) -> Vec<f64> {
        let n = self.regions();
        let mut prices = Vec::with_capacity(n * self.entry.goods.len());
        for (g, good) in self.entry.goods.iter().enumerate() {
            let key = self.key.f("goods").i(g);
            let world = bench.positive(&key.f("price"), good.price, 1e7);
            prices.extend(std::iter::repeat_n(world, n));
            for (country, price) in &good.prices {
                let key = key.f("prices").k(country);
                let region = bench.country(&key, country).index();
                prices[g * n + region] = bench.positive(&key, *price, 1e7);
            }
        }
        prices
    }

    fn freight(&self, bench: &mut Bench) -> Vec<f64> {
        let n = self.regions();
        let mut freight = Vec::with_capacity(n * n * self.entry.goods.len());
        for (g, good) in self.entry.goods.iter().enumerate() {
            let default = bench.not_negative(&self.key.f("goods").i(g).f("freight"), good.freight);
            freight.extend((0..n * n).map(|cell| if cell / n == cell % n { 0.0 } else { default }));
        }
        for (f, entry) in self.entry.freight.iter().enumerate() {
            let key = self.key.f("freight").i(f);
            let good = self.good(bench, &key.f("good"), &entry.good);
            let from = bench.country(&key.f("from"), &entry.from).index();
            let to = bench.country(&key.f("to"), &entry.to).index();
            if let Some(cell) = freight.get_mut((good * n + from) * n + to) {
                *cell = bench.not_negative(&key.f("usd_per_kg"), entry.usd_per_kg);
            }
        }
        freight
    }

    /// Inputs and outputs of a recipe by good of the chain.
    fn recipe(&self, bench: &mut Bench, position: usize) -> ProcessSpec {
        let entry = &self.entry.recipes[position];
        let key = self.key.f("recipes").i(position);
        let mut sides = [Vec::new(), Vec::new()];
        for (side, (name, list)) in [("inputs", &entry.inputs), ("outputs", &entry.outputs)]
            .into_iter()
            .enumerate()
        {
            for (n, (good, tonnes)) in list.iter().enumerate() {
                let key = key.f(name).i(n);
                let good_at = self.good(bench, &key.i(0), good);
                if sides.iter().flatten().any(|(g, _)| *g == good_at) && bench.knows(Kind::Mineral, good) {
                    let reason = format!("the recipe names \"{good}\" twice");
                    bench.error("duplicate", &key, reason, "a recipe uses each good once");
                }
                sides[side].push((good_at, bench.positive(&key.i(1), *tonnes, 1e6)));
            }
        }
        let [inputs, outputs] = sides;
        let first = entry.outputs.first().map_or(0.0, |o| o.1);
        if (first - 1.0).abs() > 1e-9 {
            let reason = "the first output is not 1 tonne per tonne of itself";
            bench.error(
                "recipe",
                &key.f("outputs"),
                reason,
                "state everything per tonne of the first output",
            );
        }
        ProcessSpec {
            region: 0,
            inputs,
            outputs,
            base_activity: 0.0,
            capacity: 0.0,
            elasticity: bench.positive(&key.f("elasticity"), entry.elasticity, 20.0),
            margin_share: bench.positive(&key.f("margin_share"), entry.margin_share, 100.0) / 100.0,
            segment: 0,
        }
    }

    fn processes(&self, bench: &mut Bench, recipes: &[ProcessSpec]) -> Vec<ProcessSpec> {
        for (n, f) in self.entry.facilities.iter().enumerate() {
            let key = self.key.f("facilities").i(n).f("recipe");
            if !self.entry.recipes.iter().any(|r| r.id == f.recipe) {
                let fix = suggest(&f.recipe, self.entry.recipes.iter().map(|r| r.id.as_str()));
                bench.error(
                    "unknown-recipe",
                    &key,
                    format!("this chain has no recipe \"{}\"", f.recipe),
                    fix,
                );
            }
        }
        let mut processes = Vec::new();
        for plant in self.plants {
            let position = self
                .entry
                .recipes
                .iter()
                .position(|r| std::ptr::eq(r, plant.recipe))
                .unwrap_or(0);
            let Some(recipe) = recipes.get(position) else {
                continue;
            };
            let output = bench.not_negative(&plant.key.f("output"), plant.output);
            let capacity = bench.not_negative(&plant.key.f("capacity"), plant.capacity);
            bench.not_negative(&plant.key.f("environment"), plant.environment);
            if capacity <= output && capacity + output > 0.0 {
                let reason = format!("capacity {capacity} t/year is not above output {output} t/year");
                let fix = "a plant that runs needs some spare capacity: give 5 to 10 % more than its output";
                bench.error("capacity", &plant.key.f("capacity"), reason, fix);
            }
            processes.push(ProcessSpec {
                region: bench.country(&plant.key.f("country"), plant.country).index(),
                base_activity: output / YEAR,
                capacity: capacity / YEAR,
                segment: plant.use_.index(),
                ..recipe.clone()
            });
        }
        processes
    }

    fn listed_demands(&self, bench: &mut Bench) -> Vec<DemandSpec> {
        let mut demands: Vec<DemandSpec> = Vec::new();
        for (n, entry) in self.entry.demands.iter().enumerate() {
            let key = self.key.f("demands").i(n);
            let country = bench.country(&key.f("country"), &entry.country);
            let good = self.good(bench, &key.f("good"), &entry.good);
            let buyer = buyer(country, entry.use_);
            if demands.iter().any(|d| (d.buyer, d.good) == (buyer, good)) {
                let reason = format!(
                    "{:?} users of \"{}\" in \"{}\" occur twice",
                    entry.use_, entry.good, entry.country
                );
                bench.error("duplicate", &key, reason, "add them up into one entry");
            }
            if entry.country == self.file.balance && entry.use_ == Use::Civil {
                let reason = format!(
                    "civil users of \"{}\" take the remainder of the world balance",
                    entry.country
                );
                bench.error("balance", &key, reason, "delete this entry: its quantity is worked out");
            }
            demands.push(DemandSpec {
                buyer,
                good,
                base_quantity: bench.positive(&key.f("tonnes"), entry.tonnes, 1e10) / YEAR,
                elasticity: bench.positive(&key.f("elasticity"), entry.elasticity, 10.0),
                choke_multiple: choke(bench, &key.f("choke"), entry.choke),
            });
        }
        demands
    }
}

/// A choke multiple above 1; 2 after noting that it isn't.
fn choke(bench: &mut Bench, key: &Key, multiple: f64) -> f64 {
    if multiple.is_finite() && multiple > 1.0 && multiple <= 1e6 {
        return multiple;
    }
    let reason = format!("a choke multiple of {multiple}: users would stop below the base price");
    bench.error(
        "out-of-range",
        key,
        reason,
        "write a multiple of the base price: defence 1000, EV 60, electronics 120, other 15",
    );
    2.0
}
