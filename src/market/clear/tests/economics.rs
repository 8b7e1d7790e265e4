//! What an economist expects of the chain.

use super::solve;
use super::world::{Dice, Shape, build, random, realistic, recipes};
use crate::market::{Chain, Clearing, Conditions, FixedFlow, ProcessSpec, Quota, Solver, Status, Warm};

/// Flows of `good` from region 0 to every foreign buyer.
fn abroad(chain: &Chain, good: usize) -> Vec<(usize, usize, usize)> {
    let spec = chain.spec();
    (spec.segments..spec.buyers()).map(|b| (good, 0, b)).collect()
}

fn flow_of(chain: &Chain, out: &Clearing, flows: &[(usize, usize, usize)]) -> f64 {
    let (regions, buyers) = (chain.spec().regions, chain.spec().buyers());
    flows
        .iter()
        .map(|&(g, i, b)| out.flow[(g * regions + i) * buyers + b])
        .sum()
}

fn limited(chain: &Chain, good: usize, share: f64) -> Conditions {
    let mut c = chain.base_conditions();
    let flows = abroad(chain, good);
    let base = flow_of(chain, &solve(chain, &c), &flows);
    c.quotas.push(Quota {
        flows,
        limit: share * base,
    });
    c
}

/// Mean index of foreign buyers of a good, relative to base, weighted with base purchases.
fn foreign_multiple(chain: &Chain, out: &Clearing, good: usize) -> f64 {
    let (segments, buyers) = (chain.spec().segments, chain.spec().buyers());
    let (mut sum, mut weight) = (0.0, 0.0);
    for bin in good * buyers + segments..(good + 1) * buyers {
        let base = chain.base_purchases()[bin];
        sum += base * out.index[bin] / chain.base_index()[bin];
        weight += base;
    }
    sum / weight
}

#[test]
fn a_full_stop_makes_two_prices() {
    let chain = realistic();
    let mut c = chain.base_conditions();
    c.quotas.push(Quota {
        flows: [abroad(&chain, 2), abroad(&chain, 3)].concat(),
        limit: 0.0,
    });
    let out = solve(&chain, &c);
    assert_eq!(out.status, Status::Solved);
    for good in [2, 3] {
        let multiple = foreign_multiple(&chain, &out, good);
        assert!(
            (3.0..1000.0).contains(&multiple),
            "good {good} at {multiple} times base"
        );
        let home = good * chain.spec().regions;
        assert!(
            out.price[home] <= chain.spec().base_price[home],
            "home price {}",
            out.price[home]
        );
    }
    assert_eq!(flow_of(&chain, &out, &abroad(&chain, 3)), 0.0);
    assert_eq!(out.rent, [0.0]);
}

/// A quota has a rent only when full; raising it never raises foreign prices, nor lowers the exporter's.
#[test]
fn quotas_are_monotone() {
    let chain = realistic();
    let mut last: Option<Clearing> = None;
    for share in [0.0, 0.001, 0.05, 0.2, 0.4, 0.6, 0.8, 0.99, 1.05, 2.0] {
        let c = limited(&chain, 3, share);
        let out = solve(&chain, &c);
        assert_eq!(
            out.rent[0] > 0.0,
            share > 0.0 && share < 1.0,
            "share {share}: rent {}",
            out.rent[0]
        );
        if let Some(before) = last {
            let home = 3 * chain.spec().regions;
            assert!(
                out.price[home] >= before.price[home] * (1.0 - 1e-8),
                "home price falls at {share}"
            );
            let start = 3 * chain.spec().buyers() + chain.spec().segments;
            for (now, then) in out.index[start..].iter().zip(&before.index[start..]) {
                assert!(
                    *now <= then * (1.0 + 1e-8),
                    "foreign index rises at {share}: {then} to {now}"
                );
            }
        }
        last = Some(out);
    }
}

#[test]
fn a_small_quota_tends_to_a_ban() {
    let chain = realistic();
    let ban = solve(&chain, &limited(&chain, 3, 0.0));
    let crumb = solve(&chain, &limited(&chain, 3, 1e-7));
    for (a, b) in ban.index.iter().zip(&crumb.index) {
        assert!((a - b).abs() <= 1e-3 * a, "{a} {b}");
    }
}

/// A buyer cut off from every source pays its choke price, and lives from stock when it has some.
#[test]
fn cut_off_buyers_and_their_stock() {
    let chain = realistic();
    let (regions, buyers) = (chain.spec().regions, chain.spec().buyers());
    let d = chain
        .spec()
        .demands
        .iter()
        .position(|d| d.good == 3 && d.buyer >= 3 && d.base_quantity > 0.1);
    let Some(d) = d else {
        panic!("a foreign demand for the last good")
    };
    let demand = chain.spec().demands[d].clone();
    let bin = 3 * buyers + demand.buyer;
    let mut c = chain.base_conditions();
    for i in 0..regions {
        c.weight[(3 * regions + i) * buyers + demand.buyer] = 0.0;
    }
    let none = solve(&chain, &c);
    let choke = chain.base_index()[bin] * demand.choke_multiple;
    assert!((none.index[bin] / choke - 1.0).abs() < 1e-9 && none.demand[d] < 1e-6);
    let mut last = choke;
    for share in [0.01, 0.3, 0.9] {
        c.extra_demand[bin] = -share * demand.base_quantity;
        let out = solve(&chain, &c);
        assert!(
            (out.demand[d] / (share * demand.base_quantity) - 1.0).abs() < 1e-6,
            "{} {share}",
            out.demand[d]
        );
        assert!(out.index[bin] < last && out.unused[bin] < 1e-6);
        last = out.index[bin];
    }
    // More stock than it uses at the base price stays in store.
    c.extra_demand[bin] = -3.0 * demand.base_quantity;
    let out = solve(&chain, &c);
    assert!((out.demand[d] / demand.base_quantity - 1.0).abs() < 1e-3);
    assert!(
        (out.unused[bin] / demand.base_quantity - 2.0).abs() < 1e-3,
        "{}",
        out.unused[bin]
    );
}

/// A stock of inputs keeps a plant running whose suppliers are closed.
#[test]
fn stock_feeds_a_process() {
    let chain = realistic();
    let spec = chain.spec();
    let k = spec.processes.iter().position(|p| p.region == 1 && p.outputs[0].0 == 3);
    let Some(k) = k else { panic!("a plant abroad") };
    let buyer = spec.segments + spec.processes[k].segment;
    let mut c = chain.base_conditions();
    for i in 0..spec.regions {
        c.weight[(2 * spec.regions + i) * spec.buyers() + buyer] = 0.0;
    }
    assert_eq!(solve(&chain, &c).activity[k], 0.0);
    let need = 0.04 * spec.processes[k].base_activity + chain_use(&chain, 2, buyer);
    c.extra_demand[2 * spec.buyers() + buyer] = -need;
    let fed = solve(&chain, &c);
    assert!(
        fed.activity[k] > 0.8 * spec.processes[k].base_activity,
        "{}",
        fed.activity[k]
    );
}

fn chain_use(chain: &Chain, good: usize, buyer: usize) -> f64 {
    let mine = chain
        .spec()
        .demands
        .iter()
        .filter(|d| d.good == good && d.buyer == buyer);
    mine.map(|d| d.base_quantity).sum()
}

/// Buying for stock raises the price, releasing lowers it, and the accounts show both.
#[test]
fn stock_moves_prices() {
    let chain = realistic();
    let range = 2 * chain.spec().buyers()..3 * chain.spec().buyers();
    let largest = range.max_by(|&a, &b| chain.base_purchases()[a].total_cmp(&chain.base_purchases()[b]));
    let Some(bin) = largest else { panic!("a buyer") };
    let base = chain.base_purchases()[bin];
    let mut c = chain.base_conditions();
    c.extra_demand[bin] = 0.3 * base;
    let more = solve(&chain, &c);
    assert!((more.stocked[bin] / (0.3 * base) - 1.0).abs() < 1e-4);
    c.extra_demand[bin] = -0.3 * base;
    let less = solve(&chain, &c);
    assert!(less.index[bin] < chain.base_index()[bin] && more.index[bin] > chain.base_index()[bin]);
    assert!(less.purchases[bin] < base && more.purchases[bin] > base);
}

/// A contract is shipped outside the quota and counts as purchase; too large a one is cut to output.
#[test]
fn contracts_ship_first() {
    let chain = realistic();
    let (regions, buyers) = (chain.spec().regions, chain.spec().buyers());
    let mut c = limited(&chain, 3, 0.0);
    let flow = 3 * regions * buyers + 5;
    let quantity = 0.5 * chain.spec().base_flow[flow];
    c.fixed.push(FixedFlow {
        good: 3,
        seller: 0,
        buyer: 5,
        quantity,
    });
    let out = Solver::new(&chain).clear(&chain, &c, None);
    assert_eq!(out.status, Status::Solved);
    assert!((out.flow[flow] / quantity - 1.0).abs() < 1e-12);
    let ban = solve(&chain, &limited(&chain, 3, 0.0));
    assert!(out.index[3 * buyers + 5] <= ban.index[3 * buyers + 5] * (1.0 + 1e-9));
    c.fixed[0].quantity = 1e9;
    let out = Solver::new(&chain).clear(&chain, &c, None);
    assert_eq!(out.status, Status::Solved);
    assert!(out.flow[flow] < chain.base_output()[3 * regions] * 2.0);
}

/// One separator, two outputs: a co-product nobody wants becomes nearly free and the other must carry the cost.
#[test]
fn joint_products() {
    let chain = realistic();
    let mut c = chain.base_conditions();
    for (scale, d) in c.demand_scale.iter_mut().zip(&chain.spec().demands) {
        if d.good == 1 {
            *scale = 0.0;
        }
    }
    // Magnets need light oxide too; without their makers it has no use at all.
    for (k, p) in c.capacity.iter_mut().zip(&chain.spec().processes) {
        if p.outputs[0].0 == 3 {
            *k = 0.0;
        }
    }
    let out = solve(&chain, &c);
    let (light, heavy) = (chain.spec().regions, 2 * chain.spec().regions);
    assert!(
        out.price[light] < 1e-3 * chain.spec().base_price[light],
        "{}",
        out.price[light]
    );
    assert!(
        out.price[heavy] > 1.2 * chain.spec().base_price[heavy],
        "{}",
        out.price[heavy]
    );
    assert!(out.dumped[light] > 1.0);
}

/// Capacity added to a plant adds output; a project starts when its capacity does.
#[test]
fn capacity_and_projects() {
    let shape = Shape {
        regions: 3,
        segments: 1,
        activity: vec![vec![1.0, 0.5, 0.0]],
        recipes: recipes()[..1].to_vec(),
        price: vec![5.0],
        theta: vec![8.0],
        demand: vec![(0.3, 60.0)],
    };
    let mut spec = build(&shape, &mut Dice(5));
    spec.processes.push(ProcessSpec {
        region: 2,
        inputs: vec![],
        outputs: vec![(0, 1.0)],
        base_activity: 0.0,
        capacity: 0.0,
        elasticity: 0.5,
        margin_share: 0.3,
        segment: 0,
    });
    let chain = Chain::calibrate(spec).expect("balanced");
    let base = chain.base_conditions();
    let mut c = base.clone();
    c.capacity[1] *= 1.5;
    let wider = solve(&chain, &c);
    assert!(
        wider.activity[1] > 1.15 * chain.spec().processes[1].base_activity,
        "{}",
        wider.activity[1]
    );
    let mut c = base.clone();
    c.capacity[2] = 100.0;
    assert_eq!(solve(&chain, &base).price[2], 0.0);
    for buyer in 0..3 {
        c.weight[2 * 3 + buyer] = 0.1;
    }
    let open = solve(&chain, &c);
    assert!(
        open.activity[2] > 40.0 && open.activity[2] < 100.0,
        "{}",
        open.activity[2]
    );
    assert!(open.price[2] > 0.0 && open.price[0] < chain.spec().base_price[0]);
}

/// Surpluses are areas: a small rise of a price changes them by quantity times rise.
#[test]
fn surpluses_are_areas() {
    let chain = random(&mut Dice(11));
    let mut c = chain.base_conditions();
    let base = solve(&chain, &c);
    c.demand_scale.iter_mut().for_each(|x| *x = 1.0 + 1e-4);
    let more = Solver::new(&chain).clear(&chain, &c, Some(&Warm::from(&base)));
    let buyers = chain.spec().buyers();
    for (d, spec) in chain.spec().demands.iter().enumerate() {
        let bin = spec.good * buyers + spec.buyer;
        let loss = base.user_surplus[d] - more.user_surplus[d] / (1.0 + 1e-4);
        let area = base.demand[d] * (more.index[bin] - base.index[bin]);
        assert!((loss - area).abs() < 1e-3 * area.abs() + 1e-9, "{loss} {area}");
    }
    for (k, p) in chain.spec().processes.iter().enumerate() {
        let buyer = p.region * chain.spec().segments + p.segment;
        let node = |g: usize| g * chain.spec().regions + p.region;
        let sold: f64 = p
            .outputs
            .iter()
            .map(|&(g, t)| t * (more.price[node(g)] - base.price[node(g)]))
            .sum();
        let paid: f64 = p
            .inputs
            .iter()
            .map(|&(g, t)| t * (more.index[g * buyers + buyer] - base.index[g * buyers + buyer]))
            .sum();
        let (gain, area) = (
            more.producer_surplus[k] - base.producer_surplus[k],
            base.activity[k] * (sold - paid),
        );
        assert!(
            (gain - area).abs() < 0.02 * area.abs() + 1e-6,
            "process {k}: {gain} {area}"
        );
    }
}
