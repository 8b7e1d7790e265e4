//! Chains for the tests: random ones with a balanced base year, and a realistic one.

#[path = "../../../../tests/it/support/dice.rs"]
mod dice;

use crate::market::{Chain, ChainSpec, Conditions, DemandSpec, Floor, GoodSpec, ProcessSpec, Quota};

pub(super) use dice::Dice;

/// What a chain is drawn from.
pub(super) struct Shape {
    pub(super) regions: usize,
    pub(super) segments: usize,
    /// `[good][region]`: share of the world's processes that make this good; 0 = none.
    pub(super) activity: Vec<Vec<f64>>,
    /// Per process kind: inputs and outputs.
    pub(super) recipes: Vec<(Vec<(usize, f64)>, Vec<(usize, f64)>)>,
    /// World price per good.
    pub(super) price: Vec<f64>,
    pub(super) theta: Vec<f64>,
    /// Elasticity and choke multiple of final demand per good.
    pub(super) demand: Vec<(f64, f64)>,
}

/// Concentrate → light and heavy oxide (one separator) → magnet.
pub(super) fn recipes() -> Vec<(Vec<(usize, f64)>, Vec<(usize, f64)>)> {
    vec![
        (vec![], vec![(0, 1.0)]),
        (vec![(0, 1.5)], vec![(1, 1.0), (2, 0.06)]),
        (vec![(1, 0.9), (2, 0.04)], vec![(3, 1.0)]),
    ]
}

/// Builds a balanced base year for a shape: outputs first, then flows that add up.
pub(super) fn build(shape: &Shape, dice: &mut Dice) -> ChainSpec {
    let (regions, segments, goods) = (shape.regions, shape.segments, shape.price.len());
    let buyers = regions * segments;
    let mut processes = Vec::new();
    let mut output = vec![0.0; goods * regions];
    let mut need = vec![0.0; goods * buyers];
    let mut scale = 1000.0;
    for (kind, (inputs, outputs)) in shape.recipes.iter().enumerate() {
        let world: f64 = shape.activity[kind].iter().sum();
        for &(good, tonnes) in inputs {
            let made: f64 = output[good * regions..(good + 1) * regions].iter().sum();
            scale = f64::min(scale, 0.8 * made / tonnes / world);
        }
        for region in 0..regions {
            let activity = scale * shape.activity[kind][region];
            if activity <= 0.0 {
                continue;
            }
            let segment = dice.below(segments);
            for &(good, tonnes) in inputs {
                need[good * buyers + region * segments + segment] += tonnes * activity;
            }
            for &(good, tonnes) in outputs {
                output[good * regions + region] += tonnes * activity;
            }
            processes.push(ProcessSpec {
                region,
                inputs: inputs.clone(),
                outputs: outputs.clone(),
                base_activity: activity,
                capacity: activity * dice.range(1.05, 1.6),
                elasticity: dice.range(0.1, 1.0),
                margin_share: dice.range(0.1, 0.6),
                segment,
            });
        }
    }
    let (mut demands, mut flows) = (Vec::new(), vec![0.0; goods * regions * buyers]);
    for good in 0..goods {
        let made: f64 = output[good * regions..(good + 1) * regions].iter().sum();
        let used: f64 = need[good * buyers..(good + 1) * buyers].iter().sum();
        let tastes: Vec<f64> = (0..buyers)
            .map(|_| if dice.chance(0.2) { 0.0 } else { dice.range(0.1, 1.0) })
            .collect();
        let total: f64 = tastes.iter().sum::<f64>() + 0.1;
        for buyer in 0..buyers {
            let taste = if buyer == 0 { tastes[0] + 0.1 } else { tastes[buyer] };
            let quantity = (made - used) * taste / total;
            if quantity > 0.0 {
                need[good * buyers + buyer] += quantity;
                let (elasticity, choke) = shape.demand[good];
                demands.push(DemandSpec {
                    buyer,
                    good,
                    base_quantity: quantity,
                    elasticity,
                    choke_multiple: choke,
                });
            }
        }
        for i in 0..regions {
            for b in 0..buyers {
                flows[(good * regions + i) * buyers + b] =
                    output[good * regions + i] * need[good * buyers + b] / made.max(1e-9);
            }
        }
        swap(
            &mut flows[good * regions * buyers..(good + 1) * regions * buyers],
            regions,
            buyers,
            dice,
        );
    }
    let pairs = goods * regions;
    let base_price = (0..pairs)
        .map(|k| {
            if output[k] > 0.0 {
                shape.price[k / regions] * dice.range(0.8, 1.25)
            } else {
                0.0
            }
        })
        .collect();
    let square = pairs * regions;
    let home = |k: usize| (k / regions) % regions == k % regions;
    ChainSpec {
        regions,
        segments,
        goods: shape.theta.iter().map(|&theta| GoodSpec { theta }).collect(),
        processes,
        demands,
        base_price,
        base_flow: flows,
        freight: (0..square)
            .map(|k| {
                if home(k) {
                    0.0
                } else {
                    shape.price[k / regions / regions] * dice.range(0.0, 0.1)
                }
            })
            .collect(),
        base_tariff: (0..square)
            .map(|k| if home(k) { 0.0 } else { dice.range(0.0, 0.1) })
            .collect(),
        base_export_tax: (0..square)
            .map(|k| if dice.chance(0.1) && !home(k) { 0.1 } else { 0.0 })
            .collect(),
    }
}

/// Moves quantities around squares of the flow table: sums stay, patterns vary, some flows become zero.
fn swap(flows: &mut [f64], regions: usize, buyers: usize, dice: &mut Dice) {
    for _ in 0..4 * regions * buyers {
        let (i, k) = (dice.below(regions), dice.below(regions));
        let (a, b) = (dice.below(buyers), dice.below(buyers));
        if i != k && a != b {
            let most = flows[i * buyers + a].min(flows[k * buyers + b]);
            let moved = if dice.chance(0.3) {
                most
            } else {
                most * dice.range(0.0, 1.0)
            };
            flows[i * buyers + a] -= moved;
            flows[k * buyers + b] -= moved;
            flows[i * buyers + b] += moved;
            flows[k * buyers + a] += moved;
        }
    }
    flows.iter_mut().for_each(|x| {
        if *x < 1e-9 {
            *x = 0.0;
        }
    });
}

/// A random chain of up to six regions and four goods.
pub(super) fn random(dice: &mut Dice) -> Chain {
    let regions = 2 + dice.below(5);
    let activity = (0..3)
        .map(|_| {
            let mut shares: Vec<f64> = (0..regions)
                .map(|_| if dice.chance(0.35) { 0.0 } else { dice.scale(0.02, 1.0) })
                .collect();
            shares[0] = dice.range(0.5, 3.0);
            shares
        })
        .collect();
    let shape = Shape {
        regions,
        segments: 1 + dice.below(3),
        activity,
        recipes: recipes(),
        price: vec![5.0, 60.0, 300.0, 150.0],
        theta: (0..4)
            .map(|_| [4.0, 8.0, 12.0, dice.range(2.0, 32.0)][dice.below(4)])
            .collect(),
        demand: (0..4)
            .map(|_| (dice.range(0.1, 1.2), dice.scale(5.0, 1000.0)))
            .collect(),
    };
    Chain::calibrate(build(&shape, dice)).expect("balanced")
}

/// Eight regions; region 0 dominates every stage. Three segments (defence, motors, other).
pub(super) fn realistic() -> Chain {
    let shape = Shape {
        regions: 8,
        segments: 3,
        activity: vec![
            vec![0.69, 0.12, 0.05, 0.0, 0.0, 0.06, 0.05, 0.03],
            vec![0.90, 0.01, 0.04, 0.02, 0.0, 0.0, 0.03, 0.0],
            vec![0.92, 0.003, 0.0, 0.05, 0.02, 0.0, 0.007, 0.0],
        ],
        recipes: recipes(),
        price: vec![5.0, 60.0, 300.0, 70.0],
        theta: vec![12.0, 8.0, 8.0, 4.0],
        demand: vec![(0.4, 15.0), (0.43, 60.0), (0.25, 60.0), (0.25, 60.0)],
    };
    Chain::calibrate(build(&shape, &mut Dice(7))).expect("balanced")
}

/// Random shocks: taxes, capacities, demands, stocks, weights, quotas and bans; `reach` is the largest factor.
pub(super) fn shock(chain: &Chain, dice: &mut Dice, reach: f64) -> Conditions {
    let mut c = chain.base_conditions();
    let spec = chain.spec();
    let (regions, buyers, goods) = (spec.regions, spec.buyers(), spec.goods.len());
    for t in c.tariff.iter_mut().chain(&mut c.export_tax) {
        if dice.chance(0.2) {
            *t = dice.range(0.0, 1.45);
        }
    }
    for k in c.capacity.iter_mut().chain(&mut c.demand_scale) {
        if dice.chance(0.3) {
            *k *= if dice.chance(0.2) {
                0.0
            } else {
                dice.scale(1.0 / reach, reach)
            };
        }
    }
    for w in &mut c.weight {
        if dice.chance(0.2) {
            *w = if dice.chance(0.5) {
                0.0
            } else {
                *w * dice.scale(1.0 / reach, reach) + dice.range(0.0, 0.05)
            };
        }
    }
    for (x, q) in c.extra_demand.iter_mut().zip(chain.base_purchases()) {
        if dice.chance(0.2) {
            *x = q * dice.range(-1.5, 1.0);
        }
    }
    for _ in 0..dice.below(6) {
        let (good, seller) = (dice.below(goods), dice.below(regions));
        let mut flows = Vec::new();
        let mut base = 0.0;
        for buyer in 0..buyers {
            if buyer / spec.segments != seller && dice.chance(0.7) {
                flows.push((good, seller, buyer));
                base += spec.base_flow[(good * regions + seller) * buyers + buyer];
            }
        }
        let limit = if dice.chance(0.3) {
            0.0
        } else {
            base * dice.scale(1.0 / reach, 1.2)
        };
        c.quotas.push(Quota { flows, limit });
    }
    for _ in 0..dice.below(3) {
        let (good, region, buyer) = (dice.below(goods), dice.below(regions), dice.below(buyers));
        let reference = chain.reference_price()[good * regions + region];
        let price = reference * dice.scale(0.1, reach);
        c.floors.push(Floor {
            good,
            region,
            price,
            buyer,
        });
    }
    c
}
