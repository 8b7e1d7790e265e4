//! A multi-stage chain: its structure, base year and calibration (MODEL.md 2.1 to 2.4).
//!
//! Quantities are tonnes per month, prices USD per kg, money thousand USD per month (1 t × 1 USD/kg = 1 thousand USD).

use super::conditions::Conditions;
use super::curve::{CapacitySupply, ChokeDemand, MARGIN_CORNER, log_margin};
use libm::{exp, log};
use std::fmt;

/// One good.
#[derive(Clone, Debug, PartialEq)]
pub struct GoodSpec {
    /// Sourcing exponent: how readily buyers move between origins.
    pub theta: f64,
}

/// One process (mine, plant, re-exporter) in a region.
#[derive(Clone, Debug, PartialEq)]
pub struct ProcessSpec {
    /// Region where it stands and sells.
    pub region: usize,
    /// Inputs: good and tonnes per unit of activity.
    pub inputs: Vec<(usize, f64)>,
    /// Outputs in fixed proportions: good and tonnes per unit of activity.
    pub outputs: Vec<(usize, f64)>,
    /// Base activity, t/month; 0 for a project that does not yet exist.
    pub base_activity: f64,
    /// Base capacity, above the base activity; 0 for a project.
    pub capacity: f64,
    /// Elasticity of activity in the margin.
    pub elasticity: f64,
    /// Base margin as a share of base revenue; the conversion cost follows.
    pub margin_share: f64,
    /// Buyer segment of its region that buys its inputs.
    pub segment: usize,
}

/// Final demand of one buyer for one good.
#[derive(Clone, Debug, PartialEq)]
pub struct DemandSpec {
    /// Buyer, `region * segments + segment`.
    pub buyer: usize,
    /// Good.
    pub good: usize,
    /// Base use, t/month.
    pub base_quantity: f64,
    /// Price elasticity, a positive number.
    pub elasticity: f64,
    /// Price at which use stops, as a multiple of the base index.
    pub choke_multiple: f64,
}

/// Structure and base year of one chain.
#[derive(Clone, Debug, PartialEq)]
pub struct ChainSpec {
    /// Number of regions.
    pub regions: usize,
    /// Buyer segments per region; buyer = `region * segments + segment`.
    pub segments: usize,
    /// Goods, upstream first.
    pub goods: Vec<GoodSpec>,
    /// Processes.
    pub processes: Vec<ProcessSpec>,
    /// Final demands.
    pub demands: Vec<DemandSpec>,
    /// Producer price, USD/kg, `[good * regions + region]`; 0 where nothing is produced.
    pub base_price: Vec<f64>,
    /// Base flow, t/month, `[(good * regions + seller) * buyers + buyer]`.
    pub base_flow: Vec<f64>,
    /// Freight and insurance, USD/kg, `[(good * regions + from) * regions + to]`.
    pub freight: Vec<f64>,
    /// Importer's base tariff, fraction, same shape as freight.
    pub base_tariff: Vec<f64>,
    /// Exporter's base tax, fraction, same shape as freight.
    pub base_export_tax: Vec<f64>,
}

impl ChainSpec {
    /// Number of buyers.
    pub fn buyers(&self) -> usize {
        self.regions * self.segments
    }
}

/// Why a chain cannot be calibrated.
#[derive(Clone, Debug, PartialEq)]
pub enum ChainError {
    /// A vector of the specification has the wrong length.
    Shape {
        /// Name of the field.
        field: &'static str,
        /// Length it should have.
        wanted: usize,
        /// Length it has.
        found: usize,
    },
    /// A region, segment, buyer or good out of range, in the process or demand with this index.
    Index {
        /// "process" or "demand".
        kind: &'static str,
        /// Its position.
        index: usize,
    },
    /// A number that is negative, not finite or otherwise out of range.
    Value {
        /// Name of the field.
        field: &'static str,
        /// Position in it.
        index: usize,
        /// The number.
        value: f64,
    },
    /// Shipments out of a producer differ from its output.
    Output {
        /// Good.
        good: usize,
        /// Region.
        region: usize,
        /// Sum of base flows, t/month.
        shipped: f64,
        /// Sum of base outputs, t/month.
        produced: f64,
    },
    /// A buyer's purchases differ from its needs.
    Purchases {
        /// Good.
        good: usize,
        /// Buyer.
        buyer: usize,
        /// Sum of base flows, t/month.
        bought: f64,
        /// Demand and process inputs, t/month.
        needed: f64,
    },
    /// Something is produced, or could be, but no price is known.
    Price {
        /// Good.
        good: usize,
        /// Region.
        region: usize,
    },
    /// A process runs in the base year but has no capacity to spare.
    Capacity {
        /// Its position.
        process: usize,
        /// Base activity, t/month.
        activity: f64,
        /// Capacity, t/month.
        capacity: f64,
    },
}

impl fmt::Display for ChainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChainError::Shape { field, wanted, found } => write!(f, "{field}: {found} numbers, {wanted} wanted"),
            ChainError::Index { kind, index } => write!(f, "{kind} {index}: region, segment or good out of range"),
            ChainError::Value { field, index, value } => write!(f, "{field}[{index}] = {value} is out of range"),
            ChainError::Output { good, region, shipped, produced } => {
                write!(f, "good {good}, region {region}: ships {shipped} t but produces {produced} t")
            }
            ChainError::Purchases { good, buyer, bought, needed } => {
                write!(f, "good {good}, buyer {buyer}: buys {bought} t but needs {needed} t")
            }
            ChainError::Price { good, region } => write!(f, "good {good}, region {region}: no base price"),
            ChainError::Capacity { process, activity, capacity } => {
                write!(f, "process {process}: activity {activity} t is not below capacity {capacity} t")
            }
        }
    }
}

impl std::error::Error for ChainError {}

/// Relative gap tolerated between base flows and the quantities they must add up to.
const BALANCE: f64 = 1e-6;
/// Choke price of a buyer that only feeds processes, as a multiple of its base index.
pub(super) const PROCESS_CHOKE: f64 = 1000.0;

/// Calibrated process.
#[derive(Clone, Debug)]
pub(super) struct Process {
    pub(super) base_margin: f64,
    pub(super) conversion: f64,
    pub(super) scale: f64,
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
        let processes = spec.processes.iter().map(|p| calibrate_process(&spec, p, &reference, &base_index)).collect();
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
        let demand_lists =
            lists(bins, spec.demands.iter().enumerate().map(|(k, d)| (d.good * buyers + d.buyer, k)).collect());
        let inputs = spec.processes.iter().enumerate().flat_map(|(k, p)| {
            let buyer = p.region * spec.segments + p.segment;
            p.inputs.iter().map(move |&(good, tonnes)| (good * buyers + buyer, (k, tonnes)))
        });
        let input_lists = lists(bins, inputs.collect());
        Ok(Chain {
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
        })
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
        let spec = &self.spec.processes[process];
        let scale = if spec.base_activity > 0.0 {
            self.processes[process].scale * (capacity / spec.capacity).max(1.0)
        } else {
            capacity
        };
        CapacitySupply::new(scale, capacity, spec.elasticity)
    }

    /// Price at which the buyer in `bin` (`good * buyers + buyer`) stops buying: the dearest of its demands; 1,000 times the
    /// base index when it only feeds processes; 0 when it wants nothing.
    pub fn choke_price(&self, bin: usize) -> f64 {
        let (starts, entries) = &self.demand_lists;
        let (Some(&from), Some(&to)) = (starts.get(bin), starts.get(bin + 1)) else { return 0.0 };
        let choke = entries[from..to].iter().map(|&d| self.demands[d].price * self.demands[d].choke).fold(0.0, f64::max);
        let feeds = self.input_lists.0[bin] < self.input_lists.0[bin + 1];
        if feeds { choke.max(self.base_index[bin] * PROCESS_CHOKE) } else { choke }
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

fn check_shapes(spec: &ChainSpec) -> Result<(), ChainError> {
    let goods = spec.goods.len();
    let (pairs, buyers) = (goods * spec.regions, spec.buyers());
    let shapes = [
        ("base_price", pairs, spec.base_price.len()),
        ("base_flow", pairs * buyers, spec.base_flow.len()),
        ("freight", pairs * spec.regions, spec.freight.len()),
        ("base_tariff", pairs * spec.regions, spec.base_tariff.len()),
        ("base_export_tax", pairs * spec.regions, spec.base_export_tax.len()),
    ];
    for (field, wanted, found) in shapes {
        if wanted != found {
            return Err(ChainError::Shape { field, wanted, found });
        }
    }
    for (index, p) in spec.processes.iter().enumerate() {
        let known = p.inputs.iter().chain(&p.outputs).all(|&(good, _)| good < goods);
        if !known || p.outputs.is_empty() || p.region >= spec.regions || p.segment >= spec.segments {
            return Err(ChainError::Index { kind: "process", index });
        }
    }
    for (index, d) in spec.demands.iter().enumerate() {
        if d.good >= goods || d.buyer >= buyers {
            return Err(ChainError::Index { kind: "demand", index });
        }
    }
    Ok(())
}

fn check_values(spec: &ChainSpec) -> Result<(), ChainError> {
    let check = |field: &'static str, low: f64, values: &mut dyn Iterator<Item = f64>| {
        for (index, value) in values.enumerate() {
            if !(value.is_finite() && value >= low && value < 1e15) {
                return Err(ChainError::Value { field, index, value });
            }
        }
        Ok(())
    };
    check("theta", 0.5, &mut spec.goods.iter().map(|g| g.theta))?;
    check("base_price", 0.0, &mut spec.base_price.iter().copied())?;
    check("base_flow", 0.0, &mut spec.base_flow.iter().copied())?;
    check("freight", 0.0, &mut spec.freight.iter().copied())?;
    check("base_tariff", -0.99, &mut spec.base_tariff.iter().copied())?;
    check("base_export_tax", -0.99, &mut spec.base_export_tax.iter().copied())?;
    check("base_activity", 0.0, &mut spec.processes.iter().map(|p| p.base_activity))?;
    check("capacity", 0.0, &mut spec.processes.iter().map(|p| p.capacity))?;
    check("elasticity of process", 0.0, &mut spec.processes.iter().map(|p| p.elasticity))?;
    check("margin_share", 1e-4, &mut spec.processes.iter().map(|p| p.margin_share))?;
    check("inputs", 0.0, &mut spec.processes.iter().flat_map(|p| p.inputs.iter().map(|x| x.1)))?;
    check("outputs", 1e-12, &mut spec.processes.iter().flat_map(|p| p.outputs.iter().map(|x| x.1)))?;
    check("base_quantity", 0.0, &mut spec.demands.iter().map(|d| d.base_quantity))?;
    check("elasticity of demand", 1e-3, &mut spec.demands.iter().map(|d| d.elasticity))?;
    check("choke_multiple", 1.001, &mut spec.demands.iter().map(|d| d.choke_multiple))?;
    for (process, p) in spec.processes.iter().enumerate() {
        if p.base_activity > 0.0 && p.base_activity > p.capacity * (1.0 - 1e-6) {
            return Err(ChainError::Capacity { process, activity: p.base_activity, capacity: p.capacity });
        }
    }
    Ok(())
}

/// Checks that base flows add up; returns base output per `good * regions + region`.
fn check_balance(spec: &ChainSpec) -> Result<Vec<f64>, ChainError> {
    let (regions, buyers) = (spec.regions, spec.buyers());
    let mut produced = vec![0.0; spec.goods.len() * regions];
    let mut needed = vec![0.0; spec.goods.len() * buyers];
    for p in &spec.processes {
        for &(good, tonnes) in &p.outputs {
            produced[good * regions + p.region] += tonnes * p.base_activity;
        }
        for &(good, tonnes) in &p.inputs {
            needed[good * buyers + p.region * spec.segments + p.segment] += tonnes * p.base_activity;
        }
    }
    for d in &spec.demands {
        needed[d.good * buyers + d.buyer] += d.base_quantity;
    }
    let off = |a: f64, b: f64| (a - b).abs() > BALANCE * a.max(b);
    for (node, &produced) in produced.iter().enumerate() {
        let shipped: f64 = spec.base_flow[node * buyers..(node + 1) * buyers].iter().sum();
        let (good, region) = (node / regions, node % regions);
        if off(shipped, produced) {
            return Err(ChainError::Output { good, region, shipped, produced });
        }
    }
    for (bin, &needed) in needed.iter().enumerate() {
        let (good, buyer) = (bin / buyers, bin % buyers);
        let bought: f64 = (0..regions).map(|i| spec.base_flow[(good * regions + i) * buyers + buyer]).sum();
        if off(bought, needed) {
            return Err(ChainError::Purchases { good, buyer, bought, needed });
        }
    }
    Ok(produced)
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
                return Err(ChainError::Price { good, region: node - nodes.start });
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
            if total > 0.0 { value / total } else { reference[nodes.start] }
        }
    }
}

fn calibrate_process(spec: &ChainSpec, p: &ProcessSpec, reference: &[f64], index: &[f64]) -> Process {
    let buyer = p.region * spec.segments + p.segment;
    let revenue: f64 = p.outputs.iter().map(|&(good, t)| t * reference[good * spec.regions + p.region]).sum();
    let inputs: f64 = p.inputs.iter().map(|&(good, t)| t * index[good * spec.buyers() + buyer]).sum();
    let base_margin = p.margin_share * revenue;
    // The rounded corner at margin zero shifts the curve by a trillionth; the scale takes that up, so the base is exact.
    let shift = CapacitySupply::new(1.0, f64::MAX, p.elasticity).at_log(log_margin(1.0, MARGIN_CORNER)).0;
    let scale =
        if p.base_activity > 0.0 { CapacitySupply::scale_for(p.base_activity, p.capacity) / shift } else { 0.0 };
    Process { base_margin, conversion: revenue - inputs - base_margin, scale }
}
