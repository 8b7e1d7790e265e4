//! From the neighbourhood of an exact equilibrium to the equilibrium: groups of regions tied by routes in use.
//!
//! A route in use fixes the buyer's price from the producer's. Routes in use thus tie producers and buyers into groups with
//! one free price level each; what the group makes, less what it uses and ships over full quotas, must be zero, and rises with
//! the level: one root ([`super::level`]). Flows follow from the balances along the tree of routes. A route that contradicts the
//! result (unused but cheaper than the buyer's price, a flow below zero or above its quota, a full quota at a loss) changes
//! sides, one at a time.

use super::super::Spatial;
use super::super::accounts::Found;
use super::Route;
use super::interior::Inside;
use super::level::{self, Tied};

/// Rounds of changing sides.
const ROUNDS: usize = 80;
/// Relative violation below which nothing is changed any more.
const FINE: f64 = 1e-12;
/// Share of the largest quantity below which a region's imbalance is measured against that share.
const SMALL: f64 = 1e-6;

/// What is settled, and how well.
pub(super) struct Settled {
    pub(super) found: Found,
    /// Largest violation of a condition, relative to prices and quantities.
    pub(super) residual: f64,
}

/// How a route is used.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Use {
    Idle,
    Used,
    Full,
}

/// A route that contradicts the prices and flows found, and what it should be.
#[derive(Clone, Copy)]
struct Contradiction {
    size: f64,
    route: usize,
    becomes: Use,
}

struct Settling<'a> {
    market: &'a Spatial,
    routes: &'a [Route],
    uses: Vec<Use>,
    /// Preference for the tree.
    weight: Vec<f64>,
    /// Producers' prices, then buyers'.
    price: Vec<f64>,
    flow: Vec<f64>,
}

pub(super) fn settle(market: &Spatial, routes: &[Route], inside: &Inside) -> Settled {
    let uses: Vec<Use> = inside
        .y
        .iter()
        .zip(&inside.full)
        .map(|(&y, &full)| match y {
            y if y <= 0.0 => Use::Idle,
            y if y >= full => Use::Full,
            _ => Use::Used,
        })
        .collect();
    let room = |x: f64, limit: f64| x.min(limit - x);
    let mut state = Settling {
        market,
        routes,
        uses,
        weight: inside.flow.iter().zip(routes).map(|(&x, r)| room(x, r.limit)).collect(),
        price: Vec::new(),
        flow: Vec::new(),
    };
    let mut best = state.attempt(inside);
    for _ in 0..ROUNDS {
        let Some(wrong) = state.worst() else { break };
        state.uses[wrong.route] = wrong.becomes;
        if wrong.becomes == Use::Used {
            // It must tie: in a ring of routes another one gives way.
            state.weight[wrong.route] = f64::INFINITY;
        }
        let next = state.attempt(inside);
        if next.residual < best.residual {
            best = next;
        }
    }
    best
}

impl Settling<'_> {
    /// Prices and flows for the present uses.
    fn attempt(&mut self, inside: &Inside) -> Settled {
        let n = self.market.regions();
        self.price = inside.price.clone();
        for at in 0..2 * n {
            if !self.is_live(at) {
                // Sells nothing for nothing, or buys nothing at any price.
                self.price[at] = if at < n { 0.0 } else { f64::INFINITY };
            }
        }
        self.flow = self
            .routes
            .iter()
            .zip(&self.uses)
            .zip(&inside.flow)
            .map(|((route, use_), &x)| match use_ {
                Use::Idle => 0.0,
                Use::Used => x,
                Use::Full => route.limit,
            })
            .collect();
        let groups = self.groups();
        let mut loose = Vec::new();
        for group in &groups {
            let outside: Vec<f64> = group.iter().map(|t| self.over_full_quotas(t.node)).collect();
            let found = level::find(self.market, group, &outside, self.price[group[0].node]);
            for tied in group {
                self.price[tied.node] = tied.base + tied.rise * found.level;
            }
            if found.loose {
                loose.push(group);
            }
        }
        self.lower(&loose);
        for group in &groups {
            self.balance(group);
        }
        self.finish()
    }

    /// Whether a route touches a node.
    fn is_live(&self, node: usize) -> bool {
        let n = self.market.regions();
        self.routes.iter().any(|r| r.from == node || n + r.to == node)
    }

    /// Flow over full quotas at a node.
    fn over_full_quotas(&self, node: usize) -> f64 {
        let n = self.market.regions();
        self.routes
            .iter()
            .zip(&self.uses)
            .filter(|(r, u)| **u == Use::Full && (r.from == node || n + r.to == node))
            .map(|(r, _)| r.limit)
            .sum()
    }

    /// Trees of used routes that reach furthest with the heaviest flows, each from its node with the lowest price.
    fn groups(&self) -> Vec<Vec<Tied>> {
        let n = self.market.regions();
        let mut order: Vec<usize> = (0..self.routes.len()).filter(|&k| self.uses[k] == Use::Used).collect();
        order.sort_by(|a, b| self.weight[*b].total_cmp(&self.weight[*a]).then(a.cmp(b)));
        let mut name: Vec<usize> = (0..2 * n).collect();
        let mut next: Vec<Vec<(usize, usize)>> = vec![Vec::new(); 2 * n];
        for k in order {
            let (a, b) = (self.routes[k].from, n + self.routes[k].to);
            let (old, new) = (name[a], name[b]);
            if old != new {
                name.iter_mut().filter(|x| **x == old).for_each(|x| *x = new);
                next[a].push((k, b));
                next[b].push((k, a));
            }
        }
        // The lowest price is the level: the others are it plus costs, and lose no digit of it.
        let mut roots: Vec<usize> = (0..2 * n).filter(|&at| self.is_live(at)).collect();
        roots.sort_by(|a, b| self.price[*a].total_cmp(&self.price[*b]).then(a.cmp(b)));
        let mut seen = vec![false; 2 * n];
        let mut groups = Vec::new();
        for root in roots {
            if seen[root] {
                continue;
            }
            seen[root] = true;
            let mut group = vec![Tied::root(root)];
            let mut at = 0;
            while let Some(&tied) = group.get(at) {
                for &(k, node) in &next[tied.node] {
                    if !seen[node] {
                        seen[node] = true;
                        group.push(tied.over(k, &self.routes[k], node, n));
                    }
                }
                at += 1;
            }
            groups.push(group);
        }
        groups
    }

    /// Where neither supply nor demand of a group responds, any level between two may clear the market: the lowest is taken.
    fn lower(&mut self, loose: &[&Vec<Tied>]) {
        let n = self.market.regions();
        for group in loose {
            self.shift(group, level::lowest(self.market, group, &self.price));
        }
        // Lowest at which no route out of the group undercuts a price elsewhere; raising one group may raise another.
        for _ in 0..loose.len() * loose.len() {
            let mut moved = false;
            for group in loose {
                let rise = |node: usize| group.iter().find(|t| t.node == node).map_or(0.0, |t| t.rise);
                let now = self.price[group[0].node];
                let mut least = now;
                for (route, use_) in self.routes.iter().zip(&self.uses) {
                    let loss = route.cost(self.price[route.from]) - self.price[n + route.to];
                    let speed = route.factor * rise(route.from) - rise(n + route.to);
                    if *use_ == Use::Idle && loss < 0.0 && speed > 0.0 {
                        least = least.max(now - loss / speed);
                    }
                }
                if least > now {
                    moved = true;
                    self.shift(group, least);
                }
            }
            if !moved {
                break;
            }
        }
    }

    fn shift(&mut self, group: &[Tied], level: f64) {
        for tied in group {
            self.price[tied.node] = tied.base + tied.rise * level;
        }
    }

    /// What a node makes or uses at its price.
    fn quantity(&self, node: usize) -> f64 {
        let n = self.market.regions();
        if node < n {
            self.market.supply[node].quantity(self.price[node])
        } else {
            self.market.demand[node - n].quantity(self.price[node])
        }
    }

    /// Flow through a node.
    fn through(&self, node: usize) -> f64 {
        let n = self.market.regions();
        self.routes
            .iter()
            .zip(&self.flow)
            .filter(|(r, _)| r.from == node || n + r.to == node)
            .map(|(_, x)| x)
            .sum()
    }

    /// Corrects the flows of a tree, leaves first, so that every node but the root balances.
    fn balance(&mut self, group: &[Tied]) {
        for tied in group.iter().rev() {
            if let Some(k) = tied.by {
                self.flow[k] += self.quantity(tied.node) - self.through(tied.node);
            }
        }
    }

    /// Usual price around a route.
    fn price_scale(&self, route: &Route) -> f64 {
        let n = self.market.regions();
        let cost = route.cost(self.price[route.from]);
        cost.abs().max(self.price[n + route.to].abs()).max(f64::MIN_POSITIVE)
    }

    /// The worst contradiction above rounding.
    fn worst(&self) -> Option<Contradiction> {
        let n = self.market.regions();
        let small = SMALL * usual_quantity(self.market);
        let mut worst: Option<Contradiction> = None;
        for (k, route) in self.routes.iter().enumerate() {
            let (i, j) = (route.from, n + route.to);
            let loss = (route.cost(self.price[i]) - self.price[j]) / self.price_scale(route);
            let size = self.quantity(i).min(self.quantity(j)).max(small);
            let x = self.flow[k];
            let (size, becomes) = match self.uses[k] {
                Use::Idle => (-loss, Use::Used),
                Use::Full => (loss, Use::Used),
                Use::Used if x < 0.0 => (-x / size, Use::Idle),
                Use::Used if x > route.limit => ((x - route.limit) / size, Use::Full),
                Use::Used if loss > 0.0 => (loss, Use::Idle),
                Use::Used => (-loss, Use::Used),
            };
            if size > FINE && worst.is_none_or(|w| size > w.size) {
                worst = Some(Contradiction {
                    size,
                    route: k,
                    becomes,
                });
            }
        }
        worst
    }

    /// Puts prices on what does not trade, gives quotas their rents, and measures what is still wrong.
    fn finish(&self) -> Settled {
        let market = self.market;
        let n = market.regions();
        let mut flow = vec![0.0; n * n];
        for (route, &x) in self.routes.iter().zip(&self.flow) {
            flow[route.key] = x;
        }
        let through: Vec<f64> = (0..2 * n).map(|at| self.through(at)).collect();
        let (price, index) = quiet_prices(market, &self.price, &through);
        let mut residual = violation(market, &price, &index, &flow);
        for x in &mut flow {
            // Rounding, already counted.
            *x = x.max(0.0);
        }
        own_first(market, &price, &index, &mut flow);
        let rent = (0..market.quotas.len())
            .map(|q| {
                let quota = &market.quotas[q];
                let k = quota.from * n + quota.to;
                if market.quota_on(k) != Some(q) || market.weight[k] <= 0.0 {
                    return 0.0;
                }
                let rent = (market.netback(k, index[quota.to]) - price[quota.from]).max(0.0);
                // Rounding is no rent.
                let scale = index[quota.to].abs().max(price[quota.from].abs());
                let slack = (quota.limit - flow[k]) / quota.limit.max(f64::MIN_POSITIVE);
                if quota.limit > 0.0 && slack > 1e-9 || rent <= 1e-13 * scale {
                    residual = residual.max(if slack > 1e-9 {
                        rent / scale.max(f64::MIN_POSITIVE)
                    } else {
                        0.0
                    });
                    0.0
                } else {
                    rent
                }
            })
            .collect();
        Settled {
            found: Found {
                price,
                index,
                flow,
                rent,
            },
            residual,
        }
    }
}

/// Producers' and buyers' prices, with those of regions that trade nothing as the smooth form has them in its limit: a
/// producer that sells nothing asks the price at which it would begin; a buyer that buys nothing sees the cheapest offer; a
/// region that never produces shows what the best buyer would leave to it.
fn quiet_prices(market: &Spatial, found: &[f64], through: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let n = market.regions();
    let mut price: Vec<f64> = (0..n)
        .map(|i| {
            let (supply, p) = (&market.supply[i], found[i].max(0.0));
            if supply.quantity(p) > 0.0 && through[i] > 0.0 {
                p
            } else {
                supply.start()
            }
        })
        .collect();
    let index: Vec<f64> = (0..n)
        .map(|j| {
            let (demand, p) = (&market.demand[j], found[n + j]);
            if demand.quantity(p) > 0.0 && through[n + j] > 0.0 {
                return p;
            }
            let offers = (0..n)
                .map(|i| i * n + j)
                .filter(|&k| market.is_open(k) && price[k / n].is_finite());
            let cheapest = offers
                .map(|k| market.landed(k, price[k / n], 0.0))
                .fold(f64::INFINITY, f64::min);
            if cheapest.is_finite() { cheapest } else { demand.stop() }
        })
        .collect();
    for (i, p) in price.iter_mut().enumerate() {
        if *p == f64::INFINITY {
            *p = market.best_bid(i, &index);
        }
    }
    (price, index)
}

/// Where several tables of flows belong to the same prices, prefers one in which regions serve themselves first: what one sends
/// away while it gets as much from elsewhere goes straight from there, if that costs the same.
fn own_first(market: &Spatial, price: &[f64], index: &[f64], flow: &mut [f64]) {
    let n = market.regions();
    let free: Vec<bool> = (0..n * n)
        .map(|k| {
            let (cost, buyer) = (market.landed(k, price[k / n], 0.0), index[k % n]);
            market.is_open(k)
                && market.quota_on(k).is_none()
                && (cost - buyer).abs() <= FINE * cost.abs().max(buyer.abs())
        })
        .collect();
    for _ in 0..n {
        let mut moved = false;
        for i in (0..n).filter(|&i| free[i * n + i]) {
            for j in (0..n).filter(|&j| j != i) {
                for k in (0..n).filter(|&k| k != i) {
                    let [out, into, direct] = [i * n + j, k * n + i, k * n + j];
                    let amount = flow[out].min(flow[into]);
                    if amount > 0.0 && free[out] && free[into] && free[direct] {
                        flow[out] -= amount;
                        flow[into] -= amount;
                        flow[direct] += amount;
                        flow[i * n + i] += amount;
                        moved = true;
                    }
                }
            }
        }
        if !moved {
            break;
        }
    }
}

/// The largest quantity that the curves speak of.
fn usual_quantity(market: &Spatial) -> f64 {
    let sizes = market
        .supply
        .iter()
        .map(|s| s.size().1)
        .chain(market.demand.iter().map(|d| d.size().1));
    sizes.fold(f64::MIN_POSITIVE, f64::max)
}

/// Largest violation of arbitrage, balance, quota and sign, relative to prices and quantities.
fn violation(market: &Spatial, price: &[f64], index: &[f64], flow: &[f64]) -> f64 {
    let n = market.regions();
    let supply: Vec<f64> = market.supply.iter().zip(price).map(|(s, &p)| s.quantity(p)).collect();
    let demand: Vec<f64> = market.demand.iter().zip(index).map(|(d, &p)| d.quantity(p)).collect();
    let largest = usual_quantity(market);
    let mut worst = 0.0_f64;
    let mut note = |x: f64| worst = if x.is_finite() { worst.max(x) } else { f64::INFINITY };
    for i in 0..n {
        let sold: f64 = flow[i * n..(i + 1) * n].iter().sum();
        let bought: f64 = (0..n).map(|k| flow[k * n + i]).sum();
        note((supply[i] - sold).abs() / supply[i].max(SMALL * largest));
        note((demand[i] - bought).abs() / demand[i].max(SMALL * largest));
    }
    for (k, &x) in flow.iter().enumerate() {
        let (i, j) = (k / n, k % n);
        let limit = market.quota_on(k).map_or(f64::INFINITY, |q| market.quotas[q].limit);
        let scale = supply[i].min(demand[j]).max(SMALL * largest);
        note(-x / scale);
        note((x - limit).max(0.0) / scale);
        if !market.is_open(k) {
            continue;
        }
        let cost = market.landed(k, price[i], 0.0);
        let loss = (cost - index[j]) / cost.abs().max(index[j].abs()).max(f64::MIN_POSITIVE);
        if x < limit {
            note(-loss);
        }
        if x > 0.0 {
            note(loss);
        }
    }
    worst
}
