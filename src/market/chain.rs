//! A calibrated chain: the weights, margins and curves at which its base year is an equilibrium (MODEL.md 2.1 to 2.4).
//!
//! Quantities are tonnes per month, prices USD per kg, money thousand USD per month (1 t × 1 USD/kg = 1 thousand USD).

use super::conditions::Conditions;
use super::curve::{CapacitySupply, ChokeDemand, WIDTH, log_margin, margin_corner};
use super::spec::{ChainError, ChainSpec, ProcessSpec, check_balance, check_shapes, check_values};
use libm::{exp, log};

/// Choke price of a buyer that only feeds processes, as a multiple of its base index.
pub(super) const PROCESS_CHOKE: f64 = 1000.0;

/// Calibrated process.
#[derive(Clone, Debug)]
pub(super) struct Process {
    pub(super) base_margin: f64,
    pub(super) conversion: f64,
    /// Supply at base capacity; for a project of unit size.
    pub(super) curve: CapacitySupply,
}

/// A calibrated chain: weights, base margins and curves that reproduce the base year.
#[derive(Clone, Debug)]
pub struct Chain {
    pub(super) spec: ChainSpec,
    pub(super) weight: Vec<f64>,
    pub(super) reference: Vec<f64>,
    pub(super) output: Vec<f64>,
    pub(super) base_index: Vec<f64>,
    pub(super) base_purchases: Vec<f64>,
    /// Logs of the reference prices, of the base indices and of the prices at which buyers stop.
    pub(super) log_reference: Vec<f64>,
    pub(super) log_index: Vec<f64>,
    pub(super) log_choke: Vec<f64>,
    pub(super) processes: Vec<Process>,
    pub(super) demands: Vec<ChokeDemand>,
    /// Demands by `good * buyers + buyer`: starts and entries.
    pub(super) demand_lists: (Vec<usize>, Vec<usize>),
    /// Process inputs `(process, tonnes)` by `good * buyers + buyer`: starts and entries.
    pub(super) input_lists: (Vec<usize>, Vec<(usize, f64)>),
}

impl Chain {
    /// Finds the weights, conversion costs and scales at which the base year is an equilibrium (MODEL.md 2.2 to 2.4).
    ///
    /// # Errors
    /// When shapes are wrong, numbers out of range, or base flows do not add up to outputs and needs within one millionth.
    pub fn calibrate(spec: ChainSpec) -> Result<Chain, ChainError> {
        check_shapes(&spec)?;
        check_values(&spec)?;
        let output = check_balance(&spec)?;
        let reference = reference_prices(&spec, &output)?;
        let (weight, base_index, base_purchases) = sourcing(&spec, &reference);
        let processes = spec
            .processes
            .iter()
            .map(|p| calibrate_process(&spec, p, &reference, &base_index))
            .collect();
        let buyers = spec.buyers();
        let demands = spec
            .demands
            .iter()
            .map(|d| {
                let price = base_index[d.good * buyers + d.buyer];
                ChokeDemand::new(d.base_quantity, price, d.elasticity, d.choke_multiple)
            })
            .collect();
        let bins = spec.goods.len() * buyers;
        let demand_lists = lists(
            bins,
            spec.demands
                .iter()
                .enumerate()
                .map(|(k, d)| (d.good * buyers + d.buyer, k))
                .collect(),
        );
        let inputs = spec.processes.iter().enumerate().flat_map(|(k, p)| {
            let buyer = p.region * spec.segments + p.segment;
            p.inputs
                .iter()
                .map(move |&(good, tonnes)| (good * buyers + buyer, (k, tonnes)))
        });
        let input_lists = lists(bins, inputs.collect());
        let logs = |values: &[f64]| values.iter().map(|&x| log(x)).collect::<Vec<f64>>();
        let mut chain = Chain {
            log_reference: logs(&reference),
            log_index: logs(&base_index),
            log_choke: Vec::new(),
            weight,
            reference,
            output,
            base_index,
            base_purchases,
            processes,
            demands,
            demand_lists,
            input_lists,
            spec,
        };
        chain.log_choke = (0..bins)
            .map(|bin| log(chain.choke_price(bin).max(chain.base_index[bin])))
            .collect();
        Ok(chain)
    }

    /// The same chain with the costs of a process given, instead of read off a base year in which it did not run.
    ///
    /// `margin` is the margin at which it runs at 92 % of its capacity and `conversion` what a unit of activity costs beyond
    /// its inputs, both USD/kg. A process that runs in the base year, or a margin that is not positive, changes nothing.
    #[must_use]
    pub fn with_costs(mut self, process: usize, margin: f64, conversion: f64) -> Chain {
        let idle = self.spec.processes.get(process).is_some_and(|p| p.base_activity <= 0.0);
        if idle && margin > 0.0 && margin.is_finite() && conversion.is_finite() {
            self.processes[process].base_margin = margin;
            self.processes[process].conversion = conversion;
        }
        self
    }

    /// The base year's conditions: nothing but base taxes, weights and capacities.
    pub fn base_conditions(&self) -> Conditions {
        Conditions {
            tariff: self.spec.base_tariff.clone(),
            export_tax: self.spec.base_export_tax.clone(),
            weight: self.weight.clone(),
            capacity: self.spec.processes.iter().map(|p| p.capacity).collect(),
            demand_scale: vec![1.0; self.spec.demands.len()],
            extra_demand: vec![0.0; self.base_index.len()],
            quotas: Vec::new(),
            fixed: Vec::new(),
            floors: Vec::new(),
        }
    }

    /// The specification.
    pub fn spec(&self) -> &ChainSpec {
        &self.spec
    }

    /// Sourcing weights of the base year, `[(good * regions + seller) * buyers + buyer]`; each buyer's sum to 1 per good.
    pub fn base_weight(&self) -> &[f64] {
        &self.weight
    }

    /// Base producer price, or the good's output-weighted world average where nothing is produced, USD/kg,
    /// `[good * regions + region]`.
    pub fn reference_price(&self) -> &[f64] {
        &self.reference
    }

    /// Base price index, or the good's world average where nothing is bought, USD/kg, `[good * buyers + buyer]`.
    pub fn base_index(&self) -> &[f64] {
        &self.base_index
    }

    /// Base output, t/month, `[good * regions + region]`.
    pub fn base_output(&self) -> &[f64] {
        &self.output
    }

    /// Base purchases, t/month, `[good * buyers + buyer]`.
    pub fn base_purchases(&self) -> &[f64] {
        &self.base_purchases
    }

    /// Margin per unit of activity in the base year (for a project, at reference prices), USD/kg.
    pub fn base_margin(&self, process: usize) -> f64 {
        self.processes.get(process).map_or(0.0, |p| p.base_margin)
    }

    /// Conversion cost per unit of activity, USD/kg; negative when base inputs cost more than base revenue leaves.
    pub fn conversion_cost(&self, process: usize) -> f64 {
        self.processes.get(process).map_or(0.0, |p| p.conversion)
    }

    /// Supply curve of a process at a capacity.
    ///
    /// Capacity below the base one cuts the curve; capacity above it means more of the same plant, so the whole curve grows in
    /// proportion. A project (no base activity) has its capacity as scale: at the reference margin it runs at 92 %.
    pub(super) fn supply(&self, process: usize, capacity: f64) -> CapacitySupply {
        let curve = &self.processes[process].curve;
        let base = self.spec.processes[process].capacity;
        let project = self.spec.processes[process].base_activity <= 0.0;
        curve.sized(
            if project {
                capacity
            } else {
                curve.scale * (capacity / base).max(1.0)
            },
            capacity,
        )
    }

    /// Price at which the buyer in `bin` (`good * buyers + buyer`) stops buying: the dearest of its demands; 1,000 times the
    /// base index when it only feeds processes; 0 when it wants nothing.
    pub fn choke_price(&self, bin: usize) -> f64 {
        let (starts, entries) = &self.demand_lists;
        let (Some(&from), Some(&to)) = (starts.get(bin), starts.get(bin + 1)) else {
            return 0.0;
        };
        let choke = entries[from..to]
            .iter()
            .map(|&d| self.demands[d].price * self.demands[d].choke)
            .fold(0.0, f64::max);
        let feeds = self.input_lists.0[bin] < self.input_lists.0[bin + 1];
        if feeds {
            choke.max(self.base_index[bin] * PROCESS_CHOKE)
        } else {
            choke
        }
    }
}

/// Compressed lists: entries sorted by key (stable), and where each key's begin.
fn lists<T: Clone>(keys: usize, pairs: Vec<(usize, T)>) -> (Vec<usize>, Vec<T>) {
    let mut starts = vec![0; keys + 1];
    for (key, _) in &pairs {
        starts[key + 1] += 1;
    }
    for k in 0..keys {
        starts[k + 1] += starts[k];
    }
    let mut sorted = pairs;
    sorted.sort_by_key(|&(key, _)| key);
    (starts, sorted.into_iter().map(|(_, value)| value).collect())
}

/// Base price where there is one, else the good's output-weighted world average.
fn reference_prices(spec: &ChainSpec, output: &[f64]) -> Result<Vec<f64>, ChainError> {
    let mut reference = spec.base_price.clone();
    for good in 0..spec.goods.len() {
        let nodes = good * spec.regions..(good + 1) * spec.regions;
        let (mut value, mut weight, mut plain, mut count) = (0.0, 0.0, 0.0, 0.0);
        for node in nodes.clone() {
            let price = spec.base_price[node];
            if price > 0.0 {
                value += price * output[node];
                weight += output[node];
                plain += price;
                count += 1.0;
            } else if output[node] > 0.0 {
                return Err(ChainError::Price {
                    good,
                    region: node - nodes.start,
                });
            }
        }
        if count == 0.0 {
            return Err(ChainError::Price { good, region: 0 });
        }
        let world = if weight > 0.0 { value / weight } else { plain / count };
        for price in &mut reference[nodes] {
            if *price <= 0.0 {
                *price = world;
            }
        }
    }
    Ok(reference)
}

/// Weights `s0 c0^theta / Σ`, the buyers' base indices and purchases (MODEL.md 2.2).
fn sourcing(spec: &ChainSpec, reference: &[f64]) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let (regions, buyers) = (spec.regions, spec.buyers());
    let mut weight = vec![0.0; spec.base_flow.len()];
    let mut index = vec![0.0; spec.goods.len() * buyers];
    let mut purchases = vec![0.0; spec.goods.len() * buyers];
    for bin in 0..index.len() {
        let (good, buyer) = (bin / buyers, bin % buyers);
        let theta = spec.goods[good].theta;
        let cell = |seller: usize| (good * regions + seller) * buyers + buyer;
        let log_cost = |seller: usize| {
            let node = good * regions + seller;
            let route = node * regions + buyer / spec.segments;
            let border = reference[node] * (1.0 + spec.base_export_tax[route]) + spec.freight[route];
            log(border * (1.0 + spec.base_tariff[route]))
        };
        let bought: f64 = (0..regions).map(|i| spec.base_flow[cell(i)]).sum();
        purchases[bin] = bought;
        if bought <= 0.0 {
            index[bin] = world_price(spec, reference, good);
            continue;
        }
        let sellers = || (0..regions).filter(|&i| spec.base_flow[cell(i)] > 0.0);
        let top = sellers().map(log_cost).fold(f64::NEG_INFINITY, f64::max);
        let mut total = 0.0;
        for seller in sellers() {
            let share = spec.base_flow[cell(seller)] / bought * exp(theta * (log_cost(seller) - top));
            weight[cell(seller)] = share;
            total += share;
        }
        for seller in 0..regions {
            weight[cell(seller)] /= total;
        }
        index[bin] = exp(top + log(total) / theta);
    }
    (weight, index, purchases)
}

/// Mean of a good's reference prices, for buyers that bought nothing.
fn world_price(spec: &ChainSpec, reference: &[f64], good: usize) -> f64 {
    let nodes = good * spec.regions..(good + 1) * spec.regions;
    let empty = nodes.clone().find(|&node| spec.base_price[node] <= 0.0);
    match empty {
        Some(node) => reference[node],
        None => {
            let flows = |node: usize| -> f64 {
                let buyers = spec.buyers();
                spec.base_flow[node * buyers..(node + 1) * buyers].iter().sum()
            };
            let total: f64 = nodes.clone().map(flows).sum();
            let value: f64 = nodes.clone().map(|node| flows(node) * reference[node]).sum();
            if total > 0.0 {
                value / total
            } else {
                reference[nodes.start]
            }
        }
    }
}

fn calibrate_process(spec: &ChainSpec, p: &ProcessSpec, reference: &[f64], index: &[f64]) -> Process {
    let buyer = p.region * spec.segments + p.segment;
    let revenue: f64 = p
        .outputs
        .iter()
        .map(|&(good, t)| t * reference[good * spec.regions + p.region])
        .sum();
    let inputs: f64 = p
        .inputs
        .iter()
        .map(|&(good, t)| t * index[good * spec.buyers() + buyer])
        .sum();
    let base_margin = p.margin_share * revenue;
    // The rounded corner at margin zero shifts the curve by next to nothing; the scale takes that up, so the base is exact.
    let unit = CapacitySupply::new(1.0, f64::MAX, p.elasticity);
    let conversion = revenue - inputs - base_margin;
    let sold = (revenue + (-conversion).max(0.0)) / base_margin;
    let shift = unit.reply(exp(log_margin(1.0, margin_corner(sold, WIDTH)))).0;
    let scale = if p.base_activity > 0.0 {
        CapacitySupply::scale_for(p.base_activity, p.capacity) / shift
    } else {
        1.0
    };
    Process {
        base_margin,
        conversion,
        curve: unit.sized(scale, p.capacity),
    }
}
