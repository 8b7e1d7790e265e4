//! What a multi-stage chain is made of, in the words of its base year, and the checks that the year adds up.
//!
//! Quantities are tonnes per month, prices USD per kg, money thousand USD per month (1 t × 1 USD/kg = 1 thousand USD).

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
            ChainError::Index { kind, index } => {
                write!(f, "{kind} {index}: region, segment or good out of range")
            }
            ChainError::Value { field, index, value } => write!(f, "{field}[{index}] = {value} is out of range"),
            ChainError::Output {
                good,
                region,
                shipped,
                produced,
            } => {
                write!(
                    f,
                    "good {good}, region {region}: ships {shipped} t but produces {produced} t"
                )
            }
            ChainError::Purchases {
                good,
                buyer,
                bought,
                needed,
            } => {
                write!(f, "good {good}, buyer {buyer}: buys {bought} t but needs {needed} t")
            }
            ChainError::Price { good, region } => {
                write!(f, "good {good}, region {region}: no base price")
            }
            ChainError::Capacity {
                process,
                activity,
                capacity,
            } => {
                write!(
                    f,
                    "process {process}: activity {activity} t is not below capacity {capacity} t"
                )
            }
        }
    }
}

impl std::error::Error for ChainError {}

/// Relative gap tolerated between base flows and the quantities they must add up to.
const BALANCE: f64 = 1e-6;
pub(super) fn check_shapes(spec: &ChainSpec) -> Result<(), ChainError> {
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

/// Refuses the first value that is not finite, below `low` or absurdly large.
fn check_range(field: &'static str, low: f64, values: impl Iterator<Item = f64>) -> Result<(), ChainError> {
    for (index, value) in values.enumerate() {
        if !(value.is_finite() && value >= low && value < 1e15) {
            return Err(ChainError::Value { field, index, value });
        }
    }
    Ok(())
}

pub(super) fn check_values(spec: &ChainSpec) -> Result<(), ChainError> {
    check_range("theta", 0.5, spec.goods.iter().map(|g| g.theta))?;
    check_range("base_price", 0.0, spec.base_price.iter().copied())?;
    check_range("base_flow", 0.0, spec.base_flow.iter().copied())?;
    check_range("freight", 0.0, spec.freight.iter().copied())?;
    check_range("base_tariff", -0.99, spec.base_tariff.iter().copied())?;
    check_range("base_export_tax", -0.99, spec.base_export_tax.iter().copied())?;
    let demands = || spec.demands.iter();
    check_range("base_quantity", 0.0, demands().map(|d| d.base_quantity))?;
    check_range("elasticity of demand", 1e-3, demands().map(|d| d.elasticity))?;
    check_range("choke_multiple", 1.001, demands().map(|d| d.choke_multiple))?;
    check_processes(spec)
}

fn check_processes(spec: &ChainSpec) -> Result<(), ChainError> {
    let all = || spec.processes.iter();
    check_range("base_activity", 0.0, all().map(|p| p.base_activity))?;
    check_range("capacity", 0.0, all().map(|p| p.capacity))?;
    check_range("elasticity of process", 0.0, all().map(|p| p.elasticity))?;
    check_range("margin_share", 1e-4, all().map(|p| p.margin_share))?;
    let tonnes = |list: fn(&ProcessSpec) -> &[(usize, f64)]| all().flat_map(list).map(|x| x.1);
    check_range("inputs", 0.0, tonnes(|p| &p.inputs))?;
    check_range("outputs", 1e-12, tonnes(|p| &p.outputs))?;
    for (process, p) in spec.processes.iter().enumerate() {
        if p.base_activity > 0.0 && p.base_activity > p.capacity * (1.0 - 1e-6) {
            return Err(ChainError::Capacity {
                process,
                activity: p.base_activity,
                capacity: p.capacity,
            });
        }
    }
    Ok(())
}

/// Checks that base flows add up; returns base output per `good * regions + region`.
pub(super) fn check_balance(spec: &ChainSpec) -> Result<Vec<f64>, ChainError> {
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
            return Err(ChainError::Output {
                good,
                region,
                shipped,
                produced,
            });
        }
    }
    for (bin, &needed) in needed.iter().enumerate() {
        let (good, buyer) = (bin / buyers, bin % buyers);
        let bought: f64 = (0..regions)
            .map(|i| spec.base_flow[(good * regions + i) * buyers + buyer])
            .sum();
        if off(bought, needed) {
            return Err(ChainError::Purchases {
                good,
                buyer,
                bought,
                needed,
            });
        }
    }
    Ok(produced)
}
