//! Closing a chain's world balance, filling in its trade, and calibrating its market.

use std::collections::{BTreeMap, BTreeSet};

use super::balance::{self, Filled, Gap, Known};
use super::bench::Bench;
use super::compile_chain::Part;
use super::compile_market::YEAR;
use super::ids::{Use, buyer};
use super::key::Key;
use crate::market::{Chain, ChainError, ChainSpec, DemandSpec};

/// What leaves a rounding error: relative to world output.
const DUST: f64 = 1e-9;

impl Part<'_> {
    /// Completes the specification and calibrates the market; `None` after noting why not.
    pub(super) fn calibrate(&self, bench: &mut Bench, spec: &mut ChainSpec) -> Option<Chain> {
        let before = bench.errors();
        for good in 0..spec.goods.len() {
            self.close(bench, spec, good);
        }
        spec.demands.retain(|d| d.base_quantity > 0.0);
        if bench.errors() > before {
            return None;
        }
        for good in 0..spec.goods.len() {
            self.trade(bench, spec, good);
        }
        if bench.errors() > before {
            return None;
        }
        match Chain::calibrate(spec.clone()) {
            Ok(chain) => {
                self.conversion_costs(bench, &chain);
                Some(chain)
            }
            Err(error) => {
                self.refused(bench, &error);
                None
            }
        }
    }

    /// Gives what the listed users leave over to the balance country's civil users.
    fn close(&self, bench: &mut Bench, spec: &mut ChainSpec, good: usize) {
        let entry = &self.entry.goods[good];
        let key = self.key.f("goods").i(good);
        let (outs, needs) = (outputs(spec, good), needs(spec, good));
        let (made, needed) = (outs.iter().sum::<f64>(), needs.iter().sum::<f64>());
        let rest = made - needed;
        let (made_year, needed_year) = (made * YEAR, needed * YEAR);
        if made <= 0.0 {
            let reason = format!("nobody makes \"{}\"", entry.id);
            bench.error(
                "balance",
                &key,
                reason,
                "add a facility whose recipe has it among its outputs",
            );
        } else if rest < -DUST * made {
            let reason = format!(
                "the world makes {made_year:.1} t/year of \"{}\", but its users and facilities need {needed_year:.1}",
                entry.id
            );
            let fix = format!("raise outputs or lower needs by {:.1} t/year", needed_year - made_year);
            bench.error("balance", &key, reason, fix);
        } else if rest > DUST * made {
            let country = bench.country(&Key::top("balance"), &self.file.balance);
            spec.demands.push(DemandSpec {
                buyer: buyer(country, Use::Civil),
                good,
                base_quantity: rest,
                elasticity: entry.others.elasticity,
                choke_multiple: entry.others.choke,
            });
            if rest > 0.5 * made && needed > 0.0 {
                let reason = format!("other users take {:.0} % of \"{}\"", 100.0 * rest / made, entry.id);
                bench.warn("balance", &key, reason, "list the large users as demands");
            }
        }
    }

    /// Fills in the good's trade.
    fn trade(&self, bench: &mut Bench, spec: &mut ChainSpec, good: usize) {
        let (outs, mut needs) = (outputs(spec, good), needs(spec, good));
        // Sums differ by rounding only; the fit wants them equal.
        let scale = outs.iter().sum::<f64>() / needs.iter().sum::<f64>();
        needs.iter_mut().for_each(|n| *n *= scale);
        let before = bench.errors();
        let (known, entries) = self.known(bench, good, &outs, &needs);
        if bench.errors() > before {
            return;
        }
        match balance::fill(&outs, &needs, &known) {
            Ok(filled) => {
                let buyers = needs.len();
                self.moved(bench, &filled, &known, &entries, buyers);
                let start = good * spec.regions * buyers;
                spec.base_flow[start..start + filled.flow.len()].copy_from_slice(&filled.flow);
            }
            Err(gap) => self.unmatched(bench, good, gap),
        }
    }

    /// Warns of entries that had to move.
    fn moved(&self, bench: &mut Bench, filled: &Filled, known: &[Known], entries: &[usize], buyers: usize) {
        let mut sums: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
        for (&(seller, buyer, tonnes), entry) in known.iter().zip(entries) {
            let sum = sums.entry(*entry).or_default();
            sum.0 += tonnes * YEAR;
            sum.1 += filled.flow[seller * buyers + buyer] * YEAR;
        }
        let moved: BTreeSet<usize> = filled.moved.iter().map(|position| entries[*position]).collect();
        for entry in moved {
            let (wish, got) = sums.get(&entry).copied().unwrap_or_default();
            let reason = format!("this flow of {wish:.1} t/year had to become {got:.1} to match outputs and needs");
            let fix = "correct the flow, or the outputs and needs of the two countries";
            bench.warn("flow-moved", &self.key.f("flows").i(entry), reason, fix);
        }
    }

    /// Known flows of a good, split by use, and the entry each comes from.
    fn known(&self, bench: &mut Bench, good: usize, outs: &[f64], needs: &[f64]) -> (Vec<Known>, Vec<usize>) {
        let (mut known, mut entries): (Vec<Known>, Vec<usize>) = (Vec::new(), Vec::new());
        for (n, flow) in self.entry.flows.iter().enumerate() {
            let key = self.key.f("flows").i(n);
            if flow.good != self.entry.goods[good].id {
                continue;
            }
            let seller = bench.country(&key.f("from"), &flow.from);
            let to = bench.country(&key.f("to"), &flow.to);
            let tonnes = bench.not_negative(&key.f("tonnes"), flow.tonnes) / YEAR;
            let buyers = flow
                .use_
                .map_or(vec![buyer(to, Use::Civil), buyer(to, Use::Defence)], |u| {
                    vec![buyer(to, u)]
                });
            let wanted: f64 = buyers.iter().map(|b| needs[*b]).sum();
            if tonnes > 0.0 && outs[seller.index()] <= 0.0 {
                let reason = format!("\"{}\" makes no \"{}\" it could sell", flow.from, flow.good);
                bench.error(
                    "flow",
                    &key.f("from"),
                    reason,
                    "name the maker, or add a facility there",
                );
            } else if tonnes > 0.0 && wanted <= 0.0 {
                let reason = format!("nobody in \"{}\" needs \"{}\"", flow.to, flow.good);
                bench.error(
                    "flow",
                    &key.f("to"),
                    reason,
                    "add a demand or a facility that uses it there",
                );
            }
            for b in buyers {
                if known.iter().any(|(s, k, _)| (*s, *k) == (seller.index(), b)) {
                    let reason = format!("the flow from \"{}\" to \"{}\" is given twice", flow.from, flow.to);
                    bench.error("duplicate", &key, reason, "keep one of them");
                    break;
                }
                let share = if wanted > 0.0 { needs[b] / wanted } else { 0.0 };
                known.push((seller.index(), b, tonnes * share));
                entries.push(n);
            }
        }
        (known, entries)
    }

    fn unmatched(&self, bench: &mut Bench, good: usize, gap: Gap) {
        let id = &self.entry.goods[good].id;
        let name = |region: usize| self.file.countries.get(region).map_or("?", |c| c.id.as_str());
        let reason = match gap {
            Gap::Seller(region, tonnes) => {
                format!(
                    "\"{}\" can't sell {:.1} t/year of \"{id}\" along the known flows",
                    name(region),
                    tonnes * YEAR
                )
            }
            Gap::Buyer(buyer, tonnes) => format!(
                "{:?} users in \"{}\" miss {:.1} t/year of \"{id}\" along the known flows",
                Use::ALL[buyer % Use::COUNT],
                name(buyer / Use::COUNT),
                tonnes * YEAR
            ),
        };
        bench.error(
            "flow",
            &self.key.f("flows"),
            reason,
            "open another route: delete a flow of 0, or correct the flows",
        );
    }

    fn conversion_costs(&self, bench: &mut Bench, chain: &Chain) {
        for (n, plant) in self.plants.iter().enumerate() {
            if chain.conversion_cost(n) < 0.0 {
                let reason = format!(
                    "\"{}\" loses money: inputs and margin cost more than its outputs bring",
                    plant.id
                );
                let fix = "check prices, inputs per tonne and margin_share of its recipe";
                bench.warn("loses-money", &plant.key, reason, fix);
            }
        }
    }

    fn refused(&self, bench: &mut Bench, error: &ChainError) {
        let (key, reason) = match error {
            ChainError::Capacity {
                process,
                activity,
                capacity,
            } => {
                let key = self
                    .plants
                    .get(*process)
                    .map_or_else(|| self.key.clone(), |p| p.key.f("capacity"));
                let (activity, capacity) = (activity * YEAR, capacity * YEAR);
                (
                    key,
                    format!("output {activity:.1} t/year is not below capacity {capacity:.1}"),
                )
            }
            ChainError::Price { good, .. } => (self.key.f("goods").i(*good).f("price"), "no base price".to_owned()),
            other => (self.key.clone(), format!("the market can't be calibrated: {other}")),
        };
        bench.error("calibration", &key, reason, "correct the numbers of this chain");
    }
}

/// Base output of a good by country, t/month.
fn outputs(spec: &ChainSpec, good: usize) -> Vec<f64> {
    let mut outs = vec![0.0; spec.regions];
    for process in &spec.processes {
        let per_activity: f64 = process.outputs.iter().filter(|(g, _)| *g == good).map(|(_, t)| t).sum();
        outs[process.region] += process.base_activity * per_activity;
    }
    outs
}

/// Base need of a good by buyer, t/month.
fn needs(spec: &ChainSpec, good: usize) -> Vec<f64> {
    let mut needs = vec![0.0; spec.regions * spec.segments];
    for demand in spec.demands.iter().filter(|d| d.good == good) {
        needs[demand.buyer] += demand.base_quantity;
    }
    for process in &spec.processes {
        let per_activity: f64 = process.inputs.iter().filter(|(g, _)| *g == good).map(|(_, t)| t).sum();
        needs[process.region * spec.segments + process.segment] += process.base_activity * per_activity;
    }
    needs
}
