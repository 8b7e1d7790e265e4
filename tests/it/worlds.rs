//! Random chains with a balanced base year and random conditions for them, as wild as the model promises to bear.
//!
//! Shared with the benchmarks, so nothing here but the market's own words.

#[path = "support/dice.rs"]
mod dice;

use chokepoint::market::{Chain, ChainSpec, Conditions, DemandSpec, FixedFlow, Floor, GoodSpec, ProcessSpec, Quota};

pub(crate) use dice::Dice;

/// Inputs and outputs of a unit of activity: good and tonnes.
type Recipe = (Vec<(usize, f64)>, Vec<(usize, f64)>);

/// Recipes of 1 to 5 stages and a price for each good. A stage has a main product, perhaps a co-product, the stage before's
/// main product as input, and perhaps something else made before.
fn recipes(dice: &mut Dice) -> (Vec<Recipe>, Vec<f64>) {
    let (mut list, mut price): (Vec<Recipe>, Vec<f64>) = (Vec::new(), Vec::new());
    let mut main = None;
    for _ in 0..1 + dice.below(5) {
        let mut inputs = Vec::new();
        if let Some(before) = main {
            inputs.push((before, dice.scale(0.5, 3.0)));
            let other = dice.below(price.len());
            if other != before && dice.chance(0.5) {
                inputs.push((other, dice.scale(0.02, 1.0)));
            }
        }
        let cost: f64 = inputs.iter().map(|&(g, t)| t * price[g]).sum();
        main = Some(price.len());
        let mut outputs = vec![(price.len(), 1.0)];
        price.push(if cost > 0.0 {
            cost * dice.scale(1.05, 6.0)
        } else {
            dice.scale(0.5, 50.0)
        });
        if dice.chance(0.4) {
            outputs.push((price.len(), dice.scale(0.01, 2.0)));
            price.push(price[price.len() - 1] * dice.scale(0.1, 30.0));
        }
        list.push((inputs, outputs));
    }
    (list, price)
}

/// A random chain: 1 to 8 regions, 1 to 3 buyers in each, 1 to 5 stages, elasticities 0.05 to 3.
pub(crate) fn chain(dice: &mut Dice) -> Chain {
    let (regions, segments) = (1 + dice.below(8), 1 + dice.below(3));
    let buyers = regions * segments;
    let (recipes, price) = recipes(dice);
    let goods = price.len();
    let (mut output, mut need) = (vec![0.0; goods * regions], vec![0.0; goods * buyers]);
    let mut processes = Vec::new();
    for (inputs, outputs) in &recipes {
        let mut sizes: Vec<f64> = (0..regions)
            .map(|_| if dice.chance(0.4) { 0.0 } else { dice.scale(0.01, 1.0) })
            .collect();
        let first = dice.below(regions);
        sizes[first] = dice.range(0.5, 3.0);
        let world: f64 = sizes.iter().sum();
        let mut scale = dice.scale(100.0, 10_000.0) / world;
        for &(good, tonnes) in inputs {
            let made: f64 = output[good * regions..(good + 1) * regions].iter().sum();
            let used: f64 = need[good * buyers..(good + 1) * buyers].iter().sum();
            scale = f64::min(scale, dice.range(0.2, 0.95) * (made - used) / tonnes / world);
        }
        for (region, size) in sizes.iter().enumerate() {
            let (activity, segment) = (scale * size, dice.below(segments));
            let project = activity <= 0.0;
            if project && dice.chance(0.6) {
                continue;
            }
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
                capacity: activity * dice.scale(1.01, 3.0),
                elasticity: dice.scale(0.05, 3.0),
                margin_share: dice.scale(0.02, 0.8),
                segment,
            });
        }
    }
    let (mut demands, mut flows) = (Vec::new(), vec![0.0; goods * regions * buyers]);
    for good in 0..goods {
        let made: f64 = output[good * regions..(good + 1) * regions].iter().sum();
        let used: f64 = need[good * buyers..(good + 1) * buyers].iter().sum();
        let mut tastes: Vec<f64> = (0..buyers)
            .map(|_| if dice.chance(0.3) { 0.0 } else { dice.scale(0.01, 1.0) })
            .collect();
        tastes[dice.below(buyers)] += 0.3;
        let total: f64 = tastes.iter().sum();
        let (elasticity, choke_multiple) = (dice.scale(0.05, 3.0), dice.scale(1.5, 1000.0));
        for (buyer, taste) in tastes.iter().enumerate() {
            let base_quantity = (made - used) * taste / total;
            if base_quantity > 0.0 {
                need[good * buyers + buyer] += base_quantity;
                let elasticity = if dice.chance(0.5) {
                    elasticity
                } else {
                    dice.scale(0.05, 3.0)
                };
                demands.push(DemandSpec {
                    buyer,
                    good,
                    base_quantity,
                    elasticity,
                    choke_multiple,
                });
            }
        }
        let table = &mut flows[good * regions * buyers..(good + 1) * regions * buyers];
        for i in 0..regions {
            for b in 0..buyers {
                table[i * buyers + b] = output[good * regions + i] * need[good * buyers + b] / made;
            }
        }
        swap(table, regions, buyers, dice);
    }
    let pairs = goods * regions;
    let home = |k: usize| (k / regions) % regions == k % regions;
    let spec = ChainSpec {
        regions,
        segments,
        goods: (0..goods)
            .map(|_| GoodSpec {
                theta: [4.0, 8.0, 12.0, dice.range(1.5, 32.0)][dice.below(4)],
            })
            .collect(),
        processes,
        demands,
        base_price: (0..pairs)
            .map(|k| {
                if output[k] > 0.0 {
                    price[k / regions] * dice.range(0.7, 1.4)
                } else {
                    0.0
                }
            })
            .collect(),
        base_flow: flows,
        freight: (0..pairs * regions)
            .map(|k| {
                if home(k) {
                    0.0
                } else {
                    price[k / regions / regions] * dice.range(0.0, 0.2)
                }
            })
            .collect(),
        base_tariff: (0..pairs * regions)
            .map(|k| if home(k) { 0.0 } else { dice.range(0.0, 0.3) })
            .collect(),
        base_export_tax: (0..pairs * regions)
            .map(|k| {
                if dice.chance(0.1) && !home(k) {
                    dice.range(0.0, 0.3)
                } else {
                    0.0
                }
            })
            .collect(),
    };
    Chain::calibrate(spec).expect("a balanced base year")
}

/// Moves quantities around squares of a flow table: sums stay, patterns vary, some flows become zero.
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
    // What is next to nothing for both sides is nothing.
    let row = |i: usize| -> f64 { flows[i * buyers..(i + 1) * buyers].iter().sum() };
    let rows: Vec<f64> = (0..regions).map(row).collect();
    let columns: Vec<f64> = (0..buyers)
        .map(|b| flows.iter().skip(b).step_by(buyers).sum())
        .collect();
    for (k, x) in flows.iter_mut().enumerate() {
        if *x < 1e-9 * rows[k / buyers].min(columns[k % buyers]) {
            *x = 0.0;
        }
    }
}

/// Random conditions: taxes, capacities, demand, weights, stocks, quotas, bans, contracts, floors. `reach` is the largest
/// factor of a shock, up and down.
pub(crate) fn conditions(chain: &Chain, dice: &mut Dice, reach: f64) -> Conditions {
    let mut c = chain.base_conditions();
    let spec = chain.spec();
    let (regions, buyers, goods) = (spec.regions, spec.buyers(), spec.goods.len());
    for t in c.tariff.iter_mut().chain(&mut c.export_tax) {
        if dice.chance(0.2) {
            *t = if dice.chance(0.1) {
                dice.scale(0.01, reach)
            } else {
                dice.range(-0.2, 1.45)
            };
        }
    }
    for (k, p) in c.capacity.iter_mut().zip(&spec.processes) {
        if p.base_activity <= 0.0 && dice.chance(0.5) {
            // A project opens at about the size of a process of its kind.
            let alike = |q: &&ProcessSpec| q.outputs[0].0 == p.outputs[0].0;
            let largest = spec
                .processes
                .iter()
                .filter(alike)
                .fold(0.0, |a: f64, q| a.max(q.capacity));
            *k = largest * dice.scale(1e-3, 2.0);
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
    for _ in 0..dice.below(8) {
        let (good, seller, wide) = (dice.below(goods), dice.below(regions), dice.chance(0.2));
        let (mut flows, mut base) = (Vec::new(), 0.0);
        for buyer in 0..buyers {
            for also in 0..goods {
                let held = also == good || wide && also > good && dice.chance(0.3);
                if held && buyer / spec.segments != seller && dice.chance(0.7) {
                    flows.push((also, seller, buyer));
                    base += spec.base_flow[(also * regions + seller) * buyers + buyer];
                }
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
        let (good, seller, buyer) = (dice.below(goods), dice.below(regions), dice.below(buyers));
        let quantity = chain.base_output()[good * regions + seller] * dice.range(0.0, 0.5);
        c.fixed.push(FixedFlow {
            good,
            seller,
            buyer,
            quantity,
        });
        let (good, region, buyer) = (dice.below(goods), dice.below(regions), dice.below(buyers));
        let price = chain.reference_price()[good * regions + region] * dice.scale(0.1, reach);
        c.floors.push(Floor {
            good,
            region,
            price,
            buyer,
        });
    }
    c
}
