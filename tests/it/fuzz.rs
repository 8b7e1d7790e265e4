//! Random chains under random conditions, as wild as the model promises to bear: all are solved, what is solved holds.

use chokepoint::market::{Chain, Clearing, Conditions, Solver, Status, Warm};
use rayon::prelude::*;

use crate::support::size;
use crate::worlds::{Dice, chain, conditions};

/// Largest factor of a shock, up and down.
const REACHES: [f64; 3] = [3.0, 30.0, 1000.0];

/// How one scenario ended: its number, and what is wrong, if anything.
struct End {
    number: u64,
    status: Status,
    steps: u32,
    wrong: Option<String>,
}

/// Clears the scenario with this number: every second one warm, from the clearing of milder conditions.
fn scenario(number: u64) -> End {
    let mut dice = Dice(number.wrapping_mul(0x0012_3456_789A_BCDF));
    let chain = chain(&mut dice);
    let now = conditions(&chain, &mut dice, REACHES[number as usize % REACHES.len()]);
    let mut solver = Solver::new(&chain);
    let warm = (number % 2 == 1).then(|| {
        let before = conditions(&chain, &mut dice, 3.0);
        Warm::from(&solver.clear(&chain, &before, None))
    });
    let out = solver.clear(&chain, &now, warm.as_ref());
    let solved = out.status != Status::Unsolved;
    let wrong = numbers(&out).or_else(|| solved.then(|| holds(&chain, &now, &out)).flatten());
    let wrong = wrong.map(|w| format!("{w}, {:?} with residual {:e}", out.status, out.residual));
    End {
        number,
        status: out.status,
        steps: out.iterations,
        wrong,
    }
}

/// No number is negative, infinite or none, whatever happened.
fn numbers(out: &Clearing) -> Option<String> {
    let lists = [
        ("price", &out.price),
        ("index", &out.index),
        ("flow", &out.flow),
        ("activity", &out.activity),
        ("demand", &out.demand),
        ("rent", &out.rent),
        ("purchases", &out.purchases),
        ("producer_surplus", &out.producer_surplus),
        ("user_surplus", &out.user_surplus),
        ("dumped", &out.dumped),
        ("unused", &out.unused),
        ("stocked", &out.stocked),
        ("floored", &out.floored),
    ];
    for (name, list) in lists {
        if let Some(k) = list.iter().position(|x| !x.is_finite() || *x < 0.0) {
            return Some(format!("{name}[{k}] = {}", list[k]));
        }
    }
    None
}

/// Tonnes are conserved and complementary pairs are complementary.
fn holds(chain: &Chain, c: &Conditions, out: &Clearing) -> Option<String> {
    if out.residual.is_nan() || out.residual >= 1e-9 {
        return Some(format!("residual {}", out.residual));
    }
    producers(chain, c, out)
        .or_else(|| buyers(chain, c, out))
        .or_else(|| licences(chain, c, out))
        .or_else(|| floors(chain, c, out))
}

/// What each producer makes, and what it could make.
fn output(chain: &Chain, c: &Conditions, out: &Clearing) -> (Vec<f64>, Vec<f64>) {
    let spec = chain.spec();
    let pairs = spec.goods.len() * spec.regions;
    let (mut made, mut most) = (vec![0.0; pairs], vec![0.0; pairs]);
    for ((p, activity), capacity) in spec.processes.iter().zip(&out.activity).zip(&c.capacity) {
        for &(good, tonnes) in &p.outputs {
            made[good * spec.regions + p.region] += tonnes * activity;
            most[good * spec.regions + p.region] += tonnes * capacity;
        }
    }
    (made, most)
}

/// Shipments and what is thrown away make up output, to two billionths (or next to nothing of what could be made).
fn producers(chain: &Chain, c: &Conditions, out: &Clearing) -> Option<String> {
    let buyers = chain.spec().buyers();
    let (made, most) = output(chain, c, out);
    for (node, (made, most)) in made.into_iter().zip(most).enumerate() {
        let shipped: f64 = out.flow[node * buyers..(node + 1) * buyers].iter().sum();
        let gap = (shipped + out.dumped[node] - made).abs();
        if gap > 2e-9 * made + 3e-14 * most {
            return Some(format!(
                "producer {node}: ships {shipped}, makes {made}, could make {most}"
            ));
        }
    }
    None
}

/// What a buyer gets is what it uses or stores, to three hundred-millionths of what it could use or is promised: so round is the corner
/// between living from stock and buying.
fn buyers(chain: &Chain, c: &Conditions, out: &Clearing) -> Option<String> {
    let spec = chain.spec();
    let buyers = spec.buyers();
    let mut needed = out.stocked.clone();
    // What each could use or is promised: quantities are compared in proportion to it.
    let mut could: Vec<f64> = c.extra_demand.iter().map(|x| x.abs()).collect();
    for contract in &c.fixed {
        could[contract.good * buyers + contract.buyer] += contract.quantity;
    }
    for ((p, activity), capacity) in spec.processes.iter().zip(&out.activity).zip(&c.capacity) {
        for &(good, tonnes) in &p.inputs {
            let bin = good * buyers + p.region * spec.segments + p.segment;
            needed[bin] += tonnes * activity;
            could[bin] += tonnes * capacity;
        }
    }
    for ((d, used), scale) in spec.demands.iter().zip(&out.demand).zip(&c.demand_scale) {
        needed[d.good * buyers + d.buyer] += used;
        could[d.good * buyers + d.buyer] += scale * d.base_quantity;
    }
    for (bin, &want) in needed.iter().enumerate() {
        let offered = (-c.extra_demand[bin]).max(0.0);
        let have = out.purchases[bin] + offered - out.unused[bin];
        let size = could[bin] + out.purchases[bin];
        if (have - want).abs() > 3e-8 * size {
            return Some(format!("buyer {bin}: has {have}, wants {want}, of {size}"));
        }
    }
    None
}

/// No quota is exceeded, and only full ones have a rent.
fn licences(chain: &Chain, c: &Conditions, out: &Clearing) -> Option<String> {
    let (regions, buyers) = (chain.spec().regions, chain.spec().buyers());
    for (k, (quota, &rent)) in c.quotas.iter().zip(&out.rent).enumerate() {
        let mut flow = 0.0;
        for &(good, seller, buyer) in &quota.flows {
            flow += out.flow[(good * regions + seller) * buyers + buyer];
            // Contracts and what a state buys at a floor are no licensed trade.
            let state = c.floors.iter().zip(&out.floored);
            let state = state.filter(|(f, _)| (f.good, f.region, f.buyer) == (good, seller, buyer));
            flow -= state.map(|(_, x)| x).sum::<f64>();
        }
        let contracts: f64 = c
            .fixed
            .iter()
            .filter(|f| quota.flows.contains(&(f.good, f.seller, f.buyer)))
            .map(|f| f.quantity)
            .sum();
        if flow - contracts > quota.limit * (1.0 + 1e-7) + 1e-9 {
            return Some(format!(
                "quota {k}: {flow} of {}, {contracts} under contract",
                quota.limit
            ));
        }
        let price = quota
            .flows
            .first()
            .map_or(1.0, |f| chain.reference_price()[f.0 * regions + f.1]);
        if rent > 1e-5 * price && contracts == 0.0 && flow < quota.limit * (1.0 - 1e-6) {
            return Some(format!("quota {k}: rent {rent} at {flow} of {}", quota.limit));
        }
    }
    None
}

/// No price is below its floor, and where the state buys the price is the floor: the share of full output bought times the
/// relative height of the price over the floor is next to nothing.
fn floors(chain: &Chain, c: &Conditions, out: &Clearing) -> Option<String> {
    let regions = chain.spec().regions;
    let (_, most) = output(chain, c, out);
    for (k, (floor, &bought)) in c.floors.iter().zip(&out.floored).enumerate() {
        let node = floor.good * regions + floor.region;
        let (price, reference) = (out.price[node], chain.reference_price()[node]);
        if price <= 0.0 || floor.price > 4e5 * reference {
            continue;
        }
        if price < floor.price * (1.0 - 1e-8) {
            return Some(format!("floor {k}: {price} under {}", floor.price));
        }
        if bought * (price / floor.price - 1.0) > 1e-11 * most[node] {
            return Some(format!("floor {k}: {bought} bought at {price}, floor {}", floor.price));
        }
    }
    None
}

/// At most one in a thousand is left with a warning; what counts as solved holds; nothing panics.
#[test]
fn wild_scenarios_are_solved() {
    let scenarios = u64::from(size(3_000, 100_000));
    let ends: Vec<End> = (0..scenarios).into_par_iter().map(scenario).collect();
    let with = |status: Status| ends.iter().filter(move |e| e.status == status);
    let unsolved: Vec<u64> = with(Status::Unsolved).map(|e| e.number).collect();
    let longest = |status: Status| with(status).map(|e| e.steps).max().unwrap_or(0);
    let summary = format!(
        "{scenarios} scenarios: {} by Newton's method (at most {} steps), {} along the path (at most {}), {} unsolved, as {:?}",
        with(Status::Solved).count(),
        longest(Status::Solved),
        with(Status::Followed).count(),
        longest(Status::Followed),
        unsolved.len(),
        &unsolved[..unsolved.len().min(9)]
    );
    println!("{summary}");
    let wrong: Vec<String> = ends
        .iter()
        .filter_map(|e| e.wrong.as_ref().map(|w| format!("{}: {w}", e.number)))
        .collect();
    assert!(
        wrong.is_empty(),
        "{} wrong, as {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(9)]
    );
    assert!(unsolved.len() as u64 <= scenarios / 1_000, "{summary}");
}
