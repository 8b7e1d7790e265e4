//! Whether enough can reach every region that wants something at any price.
//!
//! At ever higher prices freight and tariffs lose their meaning: what is left are the least anybody wants, the most anybody
//! supplies, and quotas. That is a question of largest flows, answered by the oldest method: send more along the shortest path
//! that has room until there is none (Ford and Fulkerson; Edmonds and Karp).

use super::super::Spatial;
use super::super::curves::{Demand, Supply};
use super::{NoEquilibrium, Route};

/// Relative shortfall that is rounding.
const ROUNDING: f64 = 1e-12;

/// Says so if a region wants more than reaches it at any price.
pub(super) fn check(market: &Spatial, routes: &[Route]) -> Result<(), NoEquilibrium> {
    let n = market.regions();
    let wanted: Vec<f64> = market.demand.iter().map(Demand::least).collect();
    let mut spare: Vec<f64> = market.supply.iter().map(Supply::most).collect();
    let mut open = wanted.clone();
    let mut flow = vec![0.0; routes.len()];
    while let Some(path) = shortest(n, routes, &flow, &spare, &open) {
        let amount = path.iter().fold(f64::INFINITY, |least, step| match *step {
            Step::From(i) => least.min(spare[i]),
            Step::Along(k) => least.min(routes[k].limit - flow[k]),
            Step::Back(k) => least.min(flow[k]),
            Step::To(j) => least.min(open[j]),
        });
        for step in path {
            match step {
                Step::From(i) => spare[i] -= amount,
                Step::Along(k) => flow[k] += amount,
                Step::Back(k) => flow[k] -= amount,
                Step::To(j) => open[j] -= amount,
            }
        }
    }
    for region in 0..n {
        // No trade at all also leaves those wanting who want little, but always something.
        let alone = market.demand[region].stop() == f64::INFINITY && !routes.iter().any(|r| r.to == region);
        if alone || open[region] > ROUNDING * wanted[region] {
            return Err(NoEquilibrium::Shortage {
                region,
                demand: wanted[region],
                bought: wanted[region] - open[region],
            });
        }
    }
    Ok(())
}

/// A step of a path from a producer with something to spare to a buyer who wants more.
#[derive(Clone, Copy)]
enum Step {
    From(usize),
    Along(usize),
    Back(usize),
    To(usize),
}

fn shortest(n: usize, routes: &[Route], flow: &[f64], spare: &[f64], open: &[f64]) -> Option<Vec<Step>> {
    // Producers first, then buyers; how each was reached.
    let mut came: Vec<Option<(Step, usize)>> = vec![None; 2 * n];
    let mut queue: Vec<usize> = (0..n).filter(|&i| spare[i] > 0.0).collect();
    for &i in &queue {
        came[i] = Some((Step::From(i), i));
    }
    let mut at = 0;
    while let Some(&node) = queue.get(at) {
        at += 1;
        if node >= n && open[node - n] > 0.0 {
            let mut path = vec![Step::To(node - n)];
            let mut here = node;
            while let Some((step, before)) = came[here] {
                path.push(step);
                if before == here {
                    return Some(path);
                }
                here = before;
            }
        }
        for (k, route) in routes.iter().enumerate() {
            let (i, j) = (route.from, n + route.to);
            let (next, step, room) = if node == i {
                (j, Step::Along(k), flow[k] < route.limit)
            } else if node == j {
                (i, Step::Back(k), flow[k] > 0.0)
            } else {
                continue;
            };
            if room && came[next].is_none() {
                came[next] = Some((step, node));
                queue.push(next);
            }
        }
    }
    None
}
