mod economics;
mod floors;
mod invariants;
mod step;
mod world;

use crate::market::{Chain, Clearing, Conditions, Floor, Solver, Status};

/// A cold solve that must succeed, with the checks that hold for every clearing.
fn solve(chain: &Chain, c: &Conditions) -> Clearing {
    let out = Solver::new(chain).clear(chain, c, None);
    assert_ne!(
        out.status,
        Status::Unsolved,
        "residual {} after {}",
        out.residual,
        out.iterations
    );
    check(chain, c, &out);
    out
}

/// What holds for every solved clearing: finite numbers, nothing negative, balances, quotas, rents.
#[track_caller]
fn check(chain: &Chain, c: &Conditions, out: &Clearing) {
    let spec = chain.spec();
    let (regions, buyers) = (spec.regions, spec.buyers());
    let lists = [
        &out.price,
        &out.index,
        &out.flow,
        &out.activity,
        &out.demand,
        &out.rent,
        &out.purchases,
        &out.producer_surplus,
        &out.user_surplus,
        &out.dumped,
        &out.unused,
        &out.stocked,
        &out.floored,
    ];
    for list in lists {
        assert!(list.iter().all(|x| x.is_finite() && *x >= 0.0), "{list:?}");
    }
    assert!(out.residual < 1e-9);
    let mut made = vec![0.0; spec.goods.len() * regions];
    let mut needed = vec![0.0; spec.goods.len() * buyers];
    for (p, &activity) in spec.processes.iter().zip(&out.activity) {
        for &(good, tonnes) in &p.outputs {
            made[good * regions + p.region] += tonnes * activity;
        }
        for &(good, tonnes) in &p.inputs {
            needed[good * buyers + p.region * spec.segments + p.segment] += tonnes * activity;
        }
    }
    for (d, &used) in spec.demands.iter().zip(&out.demand) {
        needed[d.good * buyers + d.buyer] += used;
    }
    for (node, &output) in made.iter().enumerate() {
        let shipped: f64 = out.flow[node * buyers..(node + 1) * buyers].iter().sum();
        let gap = (shipped + out.dumped[node] - output).abs();
        assert!(
            gap <= 2e-9 * output.max(1.0),
            "node {node}: ships {shipped}, makes {output}"
        );
    }
    for (bin, &need) in needed.iter().enumerate() {
        let offered = -c.extra_demand[bin].min(0.0);
        let have = out.purchases[bin] + offered - out.unused[bin];
        let want = need + out.stocked[bin];
        if out.purchases[bin] > 1e-4 {
            // The corner of net purchases is a few billionths of the buyer's size wide.
            let size = chain.base_purchases()[bin] + offered;
            assert!(
                (have - want).abs() <= 1e-6 * (have + want) + 2e-8 * size,
                "bin {bin}: has {have}, wants {want}"
            );
        }
    }
    for (floor, &bought) in c.floors.iter().zip(&out.floored) {
        let price = out.price[floor.good * regions + floor.region];
        if price > 0.0 {
            assert!(
                price >= floor.price * (1.0 - 1e-8),
                "{price} under the floor {}",
                floor.price
            );
        }
        // Bought where the price is the floor, and next to nothing elsewhere.
        let made = made[floor.good * regions + floor.region];
        assert!(
            bought * (price / floor.price - 1.0) <= 1e-9 * made.max(1.0),
            "{bought} bought at {price}, floor {}",
            floor.price
        );
    }
    // What the state buys at a floor is no licensed trade.
    let gate = |flow: &(usize, usize, usize)| -> f64 {
        let same = |f: &&Floor| (f.good, f.region, f.buyer) == *flow;
        let bought = c.floors.iter().zip(&out.floored);
        bought.filter(|(f, _)| same(f)).map(|(_, x)| x).sum()
    };
    for (quota, &rent) in c.quotas.iter().zip(&out.rent) {
        let flow: f64 = quota
            .flows
            .iter()
            .map(|&(g, i, b)| out.flow[(g * regions + i) * buyers + b] - gate(&(g, i, b)))
            .sum();
        assert!(
            flow <= quota.limit * (1.0 + 1e-7) + 1e-9,
            "{flow} through {}",
            quota.limit
        );
        if rent > 1e-6 {
            assert!(
                flow >= quota.limit * (1.0 - 1e-6),
                "rent {rent} on a quota used to {flow} of {}",
                quota.limit
            );
        }
    }
}
