//! The equations behind [`super::spatial`] and Newton's step on them.

use super::complementarity::complement;
use super::curve::Curve;
use super::lu;
use super::newton::{self, Problem, Rule};
use super::spatial::Spatial;
use libm::{exp, log, pow};

pub(super) const RULE: Rule = Rule {
    steps: 200,
    target: newton::TARGET,
    memory: 4,
};
/// Rounds the corner of the complementarity between rent and slack.
const CORNER: f64 = 1e-12;

/// Unknowns: log producer prices, then rents over their scale.
pub(super) struct System<'a> {
    model: &'a Spatial,
    scale: f64,
    pub(super) price: Vec<f64>,
    pub(super) rent: Vec<f64>,
    pub(super) levy: Vec<f64>,
    cost: Vec<f64>,
    share: Vec<f64>,
    pub(super) index: Vec<f64>,
    demand: Vec<f64>,
    slope: Vec<f64>,
    pub(super) flow: Vec<f64>,
    matrix: Vec<f64>,
}

impl<'a> System<'a> {
    pub(super) fn new(model: &'a Spatial) -> Self {
        let n = model.demand.len();
        let unknowns = n + model.quotas.len();
        let highest = (0..n).map(|i| model.autarky_price(i).abs()).fold(0.0, f64::max);
        System {
            model,
            scale: if highest > 0.0 { highest } else { 1.0 },
            price: vec![0.0; n],
            rent: vec![0.0; model.quotas.len()],
            levy: vec![0.0; n * n],
            cost: vec![0.0; n * n],
            share: vec![0.0; n * n],
            index: vec![0.0; n],
            demand: vec![0.0; n],
            slope: vec![0.0; n],
            flow: vec![0.0; n * n],
            matrix: vec![0.0; unknowns * unknowns],
        }
    }

    pub(super) fn evaluate(&mut self, z: &[f64]) {
        let n = self.price.len();
        let m = self.model;
        for (p, x) in self.price.iter_mut().zip(z) {
            *p = exp(*x);
        }
        self.levy.fill(0.0);
        for (q, quota) in m.quotas.iter().enumerate() {
            self.rent[q] = z[n + q] * self.scale;
            for &(i, j) in &quota.flows {
                self.levy[i * n + j] += self.rent[q];
            }
        }
        for k in 0..n * n {
            let border = self.price[k / n] * (1.0 + m.export_tax[k]) + m.freight[k] + self.levy[k];
            self.cost[k] = border * (1.0 + m.tariff[k]) + m.specific[k];
        }
        for j in 0..n {
            let column = || (0..n).map(|i| i * n + j).filter(|&k| m.weight[k] > 0.0);
            let least = column().map(|k| self.cost[k]).fold(f64::INFINITY, f64::min);
            let total: f64 = column().map(|k| m.weight[k] * pow(least / self.cost[k], m.theta)).sum();
            for i in 0..n {
                let k = i * n + j;
                let w = m.weight[k];
                self.share[k] = if w > 0.0 {
                    w * pow(least / self.cost[k], m.theta) / total
                } else {
                    0.0
                };
            }
            self.index[j] = if total > 0.0 {
                least * exp(-log(total) / m.theta)
            } else {
                self.price[j]
            };
            self.demand[j] = if total > 0.0 { m.demand[j].q(self.index[j]) } else { 0.0 };
            self.slope[j] = m.demand[j].dq(self.index[j]) * self.index[j];
            for i in 0..n {
                self.flow[i * n + j] = self.share[i * n + j] * self.demand[j];
            }
        }
    }

    /// Scale of a region's quantities.
    fn size(&self, i: usize) -> f64 {
        let (d, s) = (&self.model.demand[i], &self.model.supply[i]);
        d.intercept.abs().max(s.intercept.abs()).max(1e-12)
    }

    fn through(&self, q: usize) -> f64 {
        let n = self.price.len();
        self.model.quotas[q]
            .flows
            .iter()
            .map(|&(i, j)| self.flow[i * n + j])
            .sum()
    }

    /// Adds to `row` the derivatives of flow `k`, times `factor`.
    fn flow_row(&self, k: usize, factor: f64, row: &mut [f64]) {
        let (n, m) = (self.price.len(), self.model);
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
                row[i] += weight * duty * self.price[i] * (1.0 + m.export_tax[other]);
                for (q, quota) in m.quotas.iter().enumerate() {
                    let times = quota.flows.iter().filter(|&&f| f == (i, j)).count();
                    row[n + q] += weight * duty * self.scale * times as f64;
                }
            }
        }
    }
}

impl Problem for System<'_> {
    fn residual(&mut self, z: &[f64], f: &mut [f64]) -> f64 {
        self.evaluate(z);
        let n = self.price.len();
        for (i, x) in f.iter_mut().enumerate().take(n) {
            let shipped: f64 = self.flow[i * n..(i + 1) * n].iter().sum();
            *x = (shipped - self.model.supply[i].q(self.price[i])) / self.size(i);
        }
        for q in 0..self.rent.len() {
            let slack = 1.0 - self.through(q) / self.model.quotas[q].limit;
            f[n + q] = complement(z[n + q], slack, CORNER).0;
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
            for j in 0..n {
                self.flow_row(i * n + j, 1.0 / self.size(i), row);
            }
            row[i] -= self.model.supply[i].dq(self.price[i]) * self.price[i] / self.size(i);
        }
        for (q, quota) in self.model.quotas.iter().enumerate() {
            let row = &mut matrix[(n + q) * unknowns..(n + q + 1) * unknowns];
            let (_, by_rent, by_slack) = complement(z[n + q], 1.0 - self.through(q) / quota.limit, CORNER);
            for &(i, j) in &quota.flows {
                self.flow_row(i * n + j, -by_slack / quota.limit, row);
            }
            row[n + q] += by_rent;
        }
        for (d, x) in dz.iter_mut().zip(f.iter()) {
            *d = -x;
        }
        let solved = lu::solve(&mut matrix, dz);
        self.matrix = matrix;
        solved
    }

    fn cap(&self, _z: &[f64], dz: &mut [f64]) -> f64 {
        let largest = dz.iter().fold(1.0_f64, |a, x| a.max(x.abs()));
        dz.iter_mut().for_each(|x| *x /= largest);
        1.0 / largest
    }

    fn project(&self, z: &mut [f64]) {
        let n = self.price.len();
        z[..n].iter_mut().for_each(|x| *x = x.clamp(-30.0, 30.0));
        z[n..].iter_mut().for_each(|x| *x = x.clamp(0.0, 1e6));
    }
}
