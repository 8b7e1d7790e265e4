//! Properties that hold for any chain.

use super::world::{Dice, Shape, build, random, realistic, recipes, shock};
use super::{check, solve};
use crate::market::{Chain, ChainError, ChainSpec, Clearing, Conditions, ProcessSpec, Solver, Status, Warm};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

#[track_caller]
fn close(a: &[f64], b: &[f64], tolerance: f64) {
    assert_eq!(a.len(), b.len());
    for (k, (x, y)) in a.iter().zip(b).enumerate() {
        assert!(
            (x - y).abs() <= tolerance * x.abs().max(y.abs()) + 1e-9,
            "{k}: {x} against {y}"
        );
    }
}

#[test]
fn base_year_is_reproduced() {
    for seed in 0..100 {
        let chain = if seed == 0 {
            realistic()
        } else {
            random(&mut Dice(seed))
        };
        let out = solve(&chain, &chain.base_conditions());
        assert_eq!(out.status, Status::Solved);
        close(&out.price, &chain.spec().base_price, 1e-9);
        close(&out.flow, &chain.spec().base_flow, 1e-9);
        let demand: Vec<f64> = chain.spec().demands.iter().map(|d| d.base_quantity).collect();
        close(&out.demand, &demand, 1e-9);
        let activity: Vec<f64> = chain.spec().processes.iter().map(|p| p.base_activity).collect();
        close(&out.activity, &activity, 1e-9);
    }
}

#[test]
fn unbalanced_and_misshapen_years_are_named() {
    let good = build_random(3);
    let mut spec = good.clone();
    let k = spec.base_flow.iter().position(|x| *x > 1.0).expect("a flow");
    spec.base_flow[k] *= 1.001;
    assert!(matches!(Chain::calibrate(spec), Err(ChainError::Output { shipped, produced, .. }) if shipped > produced));
    let mut spec = good.clone();
    spec.demands[0].base_quantity *= 1.01;
    let Err(error) = Chain::calibrate(spec) else {
        panic!("accepted")
    };
    assert!(matches!(error, ChainError::Purchases { bought, needed, .. } if bought < needed));
    assert!(error.to_string().contains("good 0, buyer 0"), "{error}");
    let mut spec = good.clone();
    spec.base_tariff.pop();
    assert!(matches!(
        Chain::calibrate(spec),
        Err(ChainError::Shape {
            field: "base_tariff",
            ..
        })
    ));
    let mut spec = good.clone();
    spec.processes[0].capacity = spec.processes[0].base_activity;
    assert!(matches!(
        Chain::calibrate(spec),
        Err(ChainError::Capacity { process: 0, .. })
    ));
    let mut spec = good;
    spec.freight[1] = f64::NAN;
    assert!(matches!(
        Chain::calibrate(spec),
        Err(ChainError::Value {
            field: "freight",
            index: 1,
            ..
        })
    ));
}

fn build_random(seed: u64) -> ChainSpec {
    random(&mut Dice(seed)).spec().clone()
}

/// Shocks up to a factor 1,000 in capacities, demand and weights, closed plants, taxes, stocks, quotas and bans.
#[test]
fn random_shocks_solve() {
    for (reach, least) in [(3.0, 250), (30.0, 250), (1000.0, 245)] {
        let mut solved = 0;
        for seed in 0..250 {
            let mut dice = Dice(seed);
            let chain = random(&mut dice);
            let c = shock(&chain, &mut dice, reach);
            let out = Solver::new(&chain).clear(&chain, &c, None);
            if out.status == Status::Unsolved {
                assert!(
                    out.price
                        .iter()
                        .chain(&out.flow)
                        .chain(&out.index)
                        .all(|x| x.is_finite())
                );
            } else {
                check(&chain, &c, &out);
                solved += 1;
            }
        }
        assert!(solved >= least, "reach {reach}: {solved} of 250");
    }
}

#[test]
fn start_does_not_matter_and_runs_repeat() {
    for seed in 0..60 {
        let mut dice = Dice(seed);
        let chain = random(&mut dice);
        let (before, after) = (shock(&chain, &mut dice, 3.0), shock(&chain, &mut dice, 3.0));
        let mut solver = Solver::new(&chain);
        let first = solver.clear(&chain, &before, None);
        let warm = solver.clear(&chain, &after, Some(&Warm::from(&first)));
        let cold = Solver::new(&chain).clear(&chain, &after, None);
        assert_eq!(
            cold,
            Solver::new(&chain).clear(&chain, &after, None),
            "same start, same bits"
        );
        let again = solver.clear(&chain, &after, Some(&Warm::from(&first)));
        assert_eq!(warm, again, "what a solver did before leaves no trace");
        for (k, (w, c)) in warm.flow.iter().zip(&cold.flow).enumerate() {
            assert!(
                (w - c).abs() <= 1e-9 * (1.0 + c),
                "seed {seed}, flow {k}: {w} against {c}"
            );
        }
        // A producer that sells nothing has no definite price.
        for (k, (w, c)) in warm.price.iter().zip(&cold.price).enumerate() {
            let buyers = chain.spec().buyers();
            let sold: f64 = cold.flow[k * buyers..(k + 1) * buyers].iter().sum();
            assert!(
                sold < 1e-3 || (w / c - 1.0).abs() < 1e-8,
                "seed {seed}, price {k}: {w} against {c}"
            );
        }
    }
}

/// Money in another currency, or tonnes in another unit, changes nothing else.
#[test]
fn units_do_not_matter() {
    for seed in 0..20 {
        let mut dice = Dice(seed);
        let chain = random(&mut dice);
        let c = shock(&chain, &mut dice, 3.0);
        let out = solve(&chain, &c);
        let mut spec = chain.spec().clone();
        spec.base_price
            .iter_mut()
            .chain(&mut spec.freight)
            .for_each(|x| *x *= 7.3);
        let dear = Chain::calibrate(spec).expect("balanced");
        let mut dearer = c.clone();
        dearer.floors.iter_mut().for_each(|f| f.price *= 7.3);
        let other = solve(&dear, &dearer);
        close(&scaled(&other.price, 1.0 / 7.3), &out.price, 1e-7);
        close(&other.flow, &out.flow, 1e-7);
        let mut spec = chain.spec().clone();
        spec.base_flow.iter_mut().for_each(|x| *x *= 0.02);
        for p in &mut spec.processes {
            p.base_activity *= 0.02;
            p.capacity *= 0.02;
        }
        spec.demands.iter_mut().for_each(|d| d.base_quantity *= 0.02);
        let mut small = c.clone();
        small
            .capacity
            .iter_mut()
            .chain(&mut small.extra_demand)
            .for_each(|x| *x *= 0.02);
        small.quotas.iter_mut().for_each(|q| q.limit *= 0.02);
        let other = solve(&Chain::calibrate(spec).expect("balanced"), &small);
        close(&scaled(&other.flow, 50.0), &out.flow, 1e-6);
    }
}

fn scaled(values: &[f64], factor: f64) -> Vec<f64> {
    values.iter().map(|x| x * factor).collect()
}

#[test]
fn order_of_regions_does_not_matter() {
    for seed in 0..30 {
        let mut dice = Dice(seed);
        let chain = random(&mut dice);
        let c = shock(&chain, &mut dice, 3.0);
        let out = solve(&chain, &c);
        let spec = chain.spec();
        let turn = |region: usize| (region + 1) % spec.regions;
        let (turned, conditions) = turned(spec, &c, &turn);
        let other = solve(&Chain::calibrate(turned).expect("balanced"), &conditions);
        for good in 0..spec.goods.len() {
            for i in 0..spec.regions {
                for b in 0..spec.buyers() {
                    let to = turn(b / spec.segments) * spec.segments + b % spec.segments;
                    let a = out.flow[(good * spec.regions + i) * spec.buyers() + b];
                    let x = other.flow[(good * spec.regions + turn(i)) * spec.buyers() + to];
                    assert!((a - x).abs() <= 1e-9 * (1.0 + a), "seed {seed}: {a} against {x}");
                }
            }
        }
    }
}

/// The same chain and conditions with regions renamed.
fn turned(spec: &ChainSpec, c: &Conditions, turn: &dyn Fn(usize) -> usize) -> (ChainSpec, Conditions) {
    let (n, s, buyers, goods) = (spec.regions, spec.segments, spec.buyers(), spec.goods.len());
    let buyer = |b: usize| turn(b / s) * s + b % s;
    let mut out = spec.clone();
    let mut with = c.clone();
    for g in 0..goods {
        for i in 0..n {
            out.base_price[g * n + turn(i)] = spec.base_price[g * n + i];
            for j in 0..n {
                let (from, to) = ((g * n + i) * n + j, (g * n + turn(i)) * n + turn(j));
                out.freight[to] = spec.freight[from];
                out.base_tariff[to] = spec.base_tariff[from];
                out.base_export_tax[to] = spec.base_export_tax[from];
                with.tariff[to] = c.tariff[from];
                with.export_tax[to] = c.export_tax[from];
            }
            for b in 0..buyers {
                let (from, to) = ((g * n + i) * buyers + b, (g * n + turn(i)) * buyers + buyer(b));
                out.base_flow[to] = spec.base_flow[from];
                with.weight[to] = c.weight[from];
            }
        }
        for b in 0..buyers {
            with.extra_demand[g * buyers + buyer(b)] = c.extra_demand[g * buyers + b];
        }
    }
    out.processes.iter_mut().for_each(|p| p.region = turn(p.region));
    out.demands.iter_mut().for_each(|d| d.buyer = buyer(d.buyer));
    for quota in &mut with.quotas {
        quota.flows.iter_mut().for_each(|f| *f = (f.0, turn(f.1), buyer(f.2)));
    }
    for floor in &mut with.floors {
        floor.region = turn(floor.region);
        floor.buyer = buyer(floor.buyer);
    }
    (out, with)
}

/// Nonsense in the conditions is read as something sensible.
#[test]
fn nonsense_is_survived() {
    let chain = realistic();
    let mut c = chain.base_conditions();
    c.tariff[3] = f64::NAN;
    c.export_tax[5] = f64::NEG_INFINITY;
    c.weight.truncate(5);
    c.weight[0] = -1.0;
    c.capacity[0] = f64::INFINITY;
    c.demand_scale.clear();
    c.extra_demand[7] = f64::NAN;
    let quota = |limit: f64| crate::market::Quota {
        flows: vec![(9, 9, 99), (0, 0, 1), (0, 0, 1)],
        limit,
    };
    c.quotas = vec![quota(f64::NAN), quota(-3.0), quota(f64::INFINITY)];
    c.fixed.push(crate::market::FixedFlow {
        good: 77,
        seller: 0,
        buyer: 0,
        quantity: 5.0,
    });
    c.fixed.push(crate::market::FixedFlow {
        good: 0,
        seller: 0,
        buyer: 0,
        quantity: f64::NAN,
    });
    let floor = |good: usize, price: f64| crate::market::Floor {
        good,
        region: 0,
        price,
        buyer: 0,
    };
    c.floors = vec![floor(77, 5.0), floor(0, f64::NAN), floor(1, -2.0), floor(2, 1e300)];
    let warm = Warm {
        price: vec![f64::NAN, -4.0, 1e300],
        rent: vec![f64::INFINITY],
        floored: vec![f64::NEG_INFINITY, 1e300],
    };
    let out = Solver::new(&chain).clear(&chain, &c, Some(&warm));
    assert!(
        out.price
            .iter()
            .chain(&out.flow)
            .chain(&out.index)
            .all(|x| x.is_finite() && *x >= 0.0)
    );
    let mut none = chain.base_conditions();
    none.capacity.fill(0.0);
    let out = solve(&chain, &none);
    assert!(out.flow.iter().all(|x| *x == 0.0) && out.index.iter().all(|x| x.is_finite()));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, rng_seed: RngSeed::Fixed(2026), ..ProptestConfig::default() })]

    /// A new origin, however dear, never raises any buyer's index. One stage and no quotas: inputs of one process are
    /// complements, and so are a licence and the good it is for; then what is cheaper here may be dearer there.
    #[test]
    fn a_new_origin_never_raises_an_index(
        seed in 0_u64..1_000_000, weight in 1e-4..0.5_f64, dear in 0.2..5.0_f64, capacity in 1.0..500.0_f64,
    ) {
        let mut dice = Dice(seed);
        let regions = 3 + dice.below(3);
        let mut shares: Vec<f64> = (0..regions).map(|_| dice.scale(0.05, 1.0)).collect();
        shares[regions - 1] = 0.0;
        let shape = Shape {
            regions,
            segments: 2,
            activity: vec![shares],
            recipes: recipes()[..1].to_vec(),
            price: vec![5.0],
            theta: vec![4.0 + dice.range(0.0, 10.0)],
            demand: vec![(dice.range(0.1, 1.0), 30.0)],
        };
        let mut spec = build(&shape, &mut dice);
        spec.base_price[regions - 1] = 5.0 * dear;
        spec.processes.push(ProcessSpec {
            region: regions - 1, inputs: vec![], outputs: vec![(0, 1.0)], base_activity: 0.0, capacity: 0.0,
            elasticity: 0.5, margin_share: 0.3, segment: 0,
        });
        let chain = Chain::calibrate(spec).expect("balanced");
        let mut before = chain.base_conditions();
        before.tariff = shock(&chain, &mut dice, 3.0).tariff;
        let mut after = before.clone();
        if let Some(last) = after.capacity.last_mut() {
            *last = capacity;
        }
        let buyers = chain.spec().buyers();
        for b in 0..buyers {
            after.weight[(regions - 1) * buyers + b] = if dice.chance(0.7) { weight } else { 0.0 };
        }
        let (without, with): (Clearing, Clearing) = (solve(&chain, &before), solve(&chain, &after));
        for (a, b) in without.index.iter().zip(&with.index) {
            prop_assert!(*b <= a * (1.0 + 1e-8), "index rises from {a} to {b}");
        }
    }
}
