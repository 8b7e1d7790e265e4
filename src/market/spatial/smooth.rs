//! The smooth form: buyers split their orders between origins by the power `theta` of the landed cost (MODEL 2.2).

use libm::{exp, log, pow};

use super::accounts::{self, Found, SpatialResult};
use super::{NoEquilibrium, Spatial, exact};
use crate::market::complementarity::complement;
use crate::market::lu;
use crate::market::newton::{self, Outcome, Problem, Rule, Scratch};

const RULE: Rule = Rule {
    steps: 200,
    target: newton::TARGET,
    memory: 4,
};
/// An exponent at which orders are spread so evenly that the search cannot fail for sharpness.
const GENTLE: f64 = 4.0;
/// Relative price and quantity that are as good as none.
const NOTHING: f64 = 1e-12;
/// Rounds the corner of the complementarity between rent and slack.
const CORNER: f64 = 1e-12;

impl Spatial {
    /// Solves from autarky prices, or from `warm` producer prices.
    pub fn solve(&self, warm: Option<&[f64]>) -> SpatialResult {
        let n = self.regions();
        let start: Vec<f64> = (0..n)
            .map(|i| {
                warm.and_then(|w| w.get(i))
                    .copied()
                    .unwrap_or_else(|| self.autarky_price(i))
            })
            .collect();
        let mut system = System::new(self);
        let mut z = system.start(&start);
        let outcome = newton::solve(&mut system, &mut z, &mut Scratch::default(), RULE);
        system.evaluate(&z);
        system.result(outcome)
    }

    /// Solves by whichever of three ways gets there first: from autarky prices, from those of the exact equilibrium, or with
    /// an exponent that grows step by step.
    ///
    /// # Errors
    /// When the exact market has no equilibrium for a reason that holds here too, or none was found.
    pub fn smooth(&self) -> Result<SpatialResult, NoEquilibrium> {
        exact::possible(self)?;
        let first = self.solve(None);
        if first.solved {
            return Ok(first);
        }
        let exact = self.exact();
        let mut iterations = first.iterations;
        if let Ok(exact) = &exact {
            let second = self.solve(Some(&exact.price));
            iterations += second.iterations;
            if second.solved {
                return Ok(SpatialResult { iterations, ..second });
            }
        }
        let mut step = Spatial {
            theta: self.theta.min(GENTLE),
            ..self.clone()
        };
        let system = System::new(&step);
        let autarky: Vec<f64> = (0..self.regions()).map(|i| self.autarky_price(i)).collect();
        let mut z = system.start(&autarky);
        loop {
            let mut system = System::new(&step);
            let outcome = newton::solve(&mut system, &mut z, &mut Scratch::default(), RULE);
            iterations += outcome.iterations;
            if step.theta >= self.theta {
                system.evaluate(&z);
                let unsold = system.unsold();
                let last = system.result(outcome);
                if last.solved {
                    return Ok(SpatialResult { iterations, ..last });
                }
                let residual = last.residual;
                return Err(exact.err().or(unsold).unwrap_or(NoEquilibrium::NotFound { residual }));
            }
            step.theta = (step.theta * 1.5).min(self.theta);
        }
    }
}

/// Unknowns: log producer prices, then rents over their scale.
struct System<'a> {
    market: &'a Spatial,
    scale: f64,
    /// Quotas that can bind: the tightest of each open route, above zero.
    quotas: Vec<usize>,
    /// Whether anything may go along a route.
    open: Vec<bool>,
    size: Vec<f64>,
    price: Vec<f64>,
    rent: Vec<f64>,
    levy: Vec<f64>,
    cost: Vec<f64>,
    share: Vec<f64>,
    index: Vec<f64>,
    demand: Vec<f64>,
    slope: Vec<f64>,
    flow: Vec<f64>,
    matrix: Vec<f64>,
}

impl<'a> System<'a> {
    fn new(market: &'a Spatial) -> Self {
        let n = market.regions();
        let open: Vec<bool> = (0..n * n)
            .map(|k| market.is_open(k) && market.supply[k / n].start() < f64::INFINITY)
            .collect();
        let quotas: Vec<usize> = (0..market.quotas.len())
            .filter(|&q| {
                let k = market.quotas[q].from * n + market.quotas[q].to;
                open[k] && market.quota_on(k) == Some(q)
            })
            .collect();
        let unknowns = n + quotas.len();
        let usual: Vec<f64> = (0..n).map(|i| market.autarky_price(i)).collect();
        let highest = usual.iter().copied().fold(0.0, f64::max);
        let scale = if highest > 0.0 && highest.is_finite() {
            highest
        } else {
            1.0
        };
        let size = (0..n)
            .map(|i| {
                let p = if usual[i] > 0.0 { usual[i] } else { scale };
                let (d, s) = (&market.demand[i], &market.supply[i]);
                let most = d.size().1.max(s.size().1);
                most.max(d.quantity(p)).max(s.quantity(p)).max(f64::MIN_POSITIVE)
            })
            .collect();
        System {
            market,
            scale,
            open,
            size,
            price: vec![0.0; n],
            rent: vec![0.0; market.quotas.len()],
            levy: vec![0.0; n * n],
            cost: vec![0.0; n * n],
            share: vec![0.0; n * n],
            index: vec![0.0; n],
            demand: vec![0.0; n],
            slope: vec![0.0; n],
            flow: vec![0.0; n * n],
            matrix: vec![0.0; unknowns * unknowns],
            quotas,
        }
    }

    /// Unknowns for producer prices, without rents.
    fn start(&self, price: &[f64]) -> Vec<f64> {
        let good = |p: f64| if p > 0.0 && p.is_finite() { p } else { self.scale };
        let mut z: Vec<f64> = price.iter().map(|&p| log(good(p))).collect();
        z.resize(price.len() + self.quotas.len(), 0.0);
        z
    }

    /// Whether a producer has anybody to sell to.
    fn is_live(&self, i: usize) -> bool {
        let n = self.price.len();
        (i * n..(i + 1) * n).any(|k| self.open[k] && self.market.trades(k))
    }

    /// What a producer makes, and its slope in the price.
    fn made(&self, i: usize) -> (f64, f64) {
        let p = self.price[i];
        let (q, slope) = self.market.supply[i].rounded(p, 0.0);
        let share = p / (NOTHING * self.scale);
        // Who finds no buyer at all ends at a price of zero, not at an endless fall with a tiny elasticity.
        if share < 1.0 && self.market.supply[i].is_curved() {
            (q * share, (slope + q / p) * share)
        } else {
            (q, slope)
        }
    }

    fn evaluate(&mut self, z: &[f64]) {
        let n = self.price.len();
        for (p, x) in self.price.iter_mut().zip(z) {
            *p = exp(*x);
        }
        self.levy.fill(0.0);
        for (x, &q) in z[n..].iter().zip(&self.quotas) {
            let quota = &self.market.quotas[q];
            self.rent[q] = x * self.scale;
            self.levy[quota.from * n + quota.to] = self.rent[q];
        }
        self.share_out();
    }

    /// Costs, shares, indices and flows at the present prices and rents.
    fn share_out(&mut self) {
        let n = self.price.len();
        let m = self.market;
        for k in 0..n * n {
            self.cost[k] = m.landed(k, self.price[k / n], self.levy[k]);
        }
        for j in 0..n {
            let column = || (0..n).map(|i| i * n + j).filter(|&k| self.open[k]);
            let least = column().map(|k| self.cost[k]).fold(f64::INFINITY, f64::min);
            let total: f64 = column().map(|k| m.weight[k] * pow(least / self.cost[k], m.theta)).sum();
            for k in (0..n).map(|i| i * n + j) {
                self.share[k] = if self.open[k] {
                    m.weight[k] * pow(least / self.cost[k], m.theta) / total
                } else {
                    0.0
                };
            }
            if total > 0.0 {
                self.index[j] = least * exp(-log(total) / m.theta);
                let (q, slope) = m.demand[j].rounded(self.index[j], 0.0);
                (self.demand[j], self.slope[j]) = (q, slope * self.index[j]);
            } else {
                // Nobody sells here: the price at which nobody would buy.
                self.index[j] = m.demand[j].stop();
                (self.demand[j], self.slope[j]) = (0.0, 0.0);
            }
            for k in (0..n).map(|i| i * n + j) {
                self.flow[k] = self.share[k] * self.demand[j];
            }
        }
    }

    fn shipped(&self, i: usize) -> f64 {
        let n = self.price.len();
        self.flow[i * n..(i + 1) * n].iter().sum()
    }

    /// Supply that is there for nothing and still not bought.
    fn unsold(&self) -> Option<NoEquilibrium> {
        let left = |&i: &usize| self.market.supply[i].quantity(0.0) > (1.0 + 1e-6) * self.shipped(i);
        let free = |&i: &usize| self.price[i] < NOTHING * self.scale;
        (0..self.price.len())
            .filter(free)
            .find(left)
            .map(|region| NoEquilibrium::Glut {
                region,
                supply: self.market.supply[region].quantity(0.0),
                sold: self.shipped(region),
            })
    }

    /// Flow under the `q`-th binding quota.
    fn through(&self, q: usize) -> f64 {
        let quota = &self.market.quotas[q];
        self.flow[quota.from * self.price.len() + quota.to]
    }

    /// Adds to `row` the derivatives of flow `k`, times `factor`.
    fn flow_row(&self, k: usize, factor: f64, row: &mut [f64]) {
        let (n, m) = (self.price.len(), self.market);
        let j = k % n;
        let spread = factor * self.share[k] * (self.slope[j] + m.theta * self.demand[j]);
        for i in 0..n {
            let other = i * n + j;
            let own = if other == k {
                factor * m.theta * self.flow[k]
            } else {
                0.0
            };
            let weight = spread * self.share[other] - own;
            if weight != 0.0 {
                let duty = (1.0 + m.tariff[other]) / self.cost[other];
                row[i] += weight * duty * self.price[i];
                for (x, &q) in row[n..].iter_mut().zip(&self.quotas) {
                    if (m.quotas[q].from, m.quotas[q].to) == (i, j) {
                        *x += weight * duty * self.scale;
                    }
                }
            }
        }
    }

    fn result(mut self, outcome: Outcome) -> SpatialResult {
        let n = self.price.len();
        let m = self.market;
        // Who sells nothing asks the price at which it would begin.
        for i in 0..n {
            let idle = m.supply[i].quantity(self.price[i]) <= 0.0 || self.price[i] < NOTHING * self.scale;
            if !self.is_live(i) || idle && self.shipped(i) <= NOTHING * self.size[i] {
                self.price[i] = m.supply[i].start();
            }
        }
        self.share_out();
        for i in 0..n {
            if self.price[i] == f64::INFINITY {
                self.price[i] = m.best_bid(i, &self.index);
            }
        }
        let mut rent = self.rent;
        for (q, quota) in m.quotas.iter().enumerate() {
            let k = quota.from * n + quota.to;
            if quota.limit <= 0.0 && m.weight[k] > 0.0 && m.quota_on(k) == Some(q) {
                rent[q] = (m.netback(k, self.index[quota.to]) - self.price[quota.from]).max(0.0);
            }
            if rent[q] < 1e-9 * self.scale {
                rent[q] = 0.0;
            }
        }
        let found = Found {
            price: self.price,
            index: self.index,
            flow: self.flow,
            rent,
        };
        accounts::settle(m, found, outcome.residual, outcome.iterations, outcome.solved)
    }
}

impl Problem for System<'_> {
    fn residual(&mut self, z: &[f64], f: &mut [f64]) -> f64 {
        self.evaluate(z);
        let n = self.price.len();
        for (i, x) in f.iter_mut().take(n).enumerate() {
            *x = if self.is_live(i) {
                (self.shipped(i) - self.made(i).0) / self.size[i]
            } else {
                0.0
            };
        }
        for (at, &q) in self.quotas.iter().enumerate() {
            let slack = 1.0 - self.through(q) / self.market.quotas[q].limit;
            f[n + at] = complement(z[n + at], slack, CORNER).0;
        }
        f.iter().fold(0.0, |a, x| {
            if x.is_finite() && a >= 0.0 {
                x.abs().max(a)
            } else {
                f64::NAN
            }
        })
    }

    fn step(&mut self, z: &[f64], f: &mut [f64], dz: &mut [f64]) -> bool {
        self.residual(z, f);
        let n = self.price.len();
        let unknowns = z.len();
        let mut matrix = std::mem::take(&mut self.matrix);
        matrix.fill(0.0);
        for i in 0..n {
            let row = &mut matrix[i * unknowns..(i + 1) * unknowns];
            if !self.is_live(i) {
                row[i] = 1.0;
                continue;
            }
            for j in 0..n {
                self.flow_row(i * n + j, 1.0 / self.size[i], row);
            }
            row[i] -= self.made(i).1 * self.price[i] / self.size[i];
            // Neither makes nor sells anything at any price nearby: stays where it is.
            if f[i] == 0.0 && row.iter().all(|x| *x == 0.0) {
                row[i] = 1.0;
            }
        }
        for (at, &q) in self.quotas.iter().enumerate() {
            let quota = &self.market.quotas[q];
            let row = &mut matrix[(n + at) * unknowns..(n + at + 1) * unknowns];
            let (_, by_rent, by_slack) = complement(z[n + at], 1.0 - self.through(q) / quota.limit, CORNER);
            self.flow_row(quota.from * n + quota.to, -by_slack / quota.limit, row);
            row[n + at] += by_rent;
        }
        for (d, x) in dz.iter_mut().zip(f.iter()) {
            *d = -x;
        }
        let solved = lu::solve(&matrix, dz);
        self.matrix = matrix;
        solved
    }

    fn cap(&self, z: &[f64], dz: &mut [f64]) -> f64 {
        let n = self.price.len();
        // Rents move by their own size, prices by their log.
        let size = |at: usize| if at < n { 1.0 } else { 1.0 + z[at] };
        let largest = dz
            .iter()
            .enumerate()
            .fold(1.0_f64, |a, (at, x)| a.max(x.abs() / size(at)));
        dz.iter_mut().for_each(|x| *x /= largest);
        1.0 / largest
    }

    fn project(&self, z: &mut [f64]) {
        let n = self.price.len();
        let middle = log(self.scale);
        z[..n]
            .iter_mut()
            .for_each(|x| *x = x.clamp(middle - 80.0, middle + 40.0));
        z[n..].iter_mut().for_each(|x| *x = x.clamp(0.0, 1e12));
    }
}
