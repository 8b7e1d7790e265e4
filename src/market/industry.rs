//! One industry's world market laid out for many solves: non-linear GSIM (MODEL.md 3) with its tables kept from one change of
//! a tariff to the next.
//!
//! What a tariff contributes to a price index and to a flow is a power that changes only with that tariff; what a price
//! contributes is one power per exporter. So a solve needs a few powers per region, not per flow, and one changed line
//! touches two table entries. Results depend on tariffs, shifts and start alone, never on what was solved before.

use super::exponential::{exp_all, log_all};
use super::gsim::Gsim;
use super::newton::{self, Outcome, Problem, Rule, Scratch};
use super::{
    lanes::{self, Matrix},
    lu,
};
use libm::{exp, log};

/// Cobb-Douglas is the limit of the index as the elasticity of substitution goes to one; this near it is taken to be there.
const UNIT: f64 = 1e-9;
const RULE: Rule = Rule {
    steps: 60,
    target: newton::TARGET,
    memory: 4,
};

/// An industry: tables, tariffs in force, and buffers. Matrices of its own are row-major by importer.
#[derive(Clone, Debug)]
pub struct Industry {
    n: usize,
    base: Base,
    tariff: Vec<f64>,
    table: Table,
    point: Point,
    scratch: Scratch,
}

/// What never changes.
#[derive(Clone, Debug)]
struct Base {
    /// Value at world prices and share of spending, `[importer * n + exporter]`.
    trade: Vec<f64>,
    share: Vec<f64>,
    /// Base power of the tariff, `[exporter * n + importer]`.
    tariff: Vec<f64>,
    /// Sales per exporter.
    output: Vec<f64>,
    demand_elasticity: Vec<f64>,
    supply_elasticity: Vec<f64>,
    substitution: Vec<f64>,
    /// One minus substitution; the distinct values, and which one each importer has.
    power: Vec<f64>,
    class: Vec<usize>,
}

/// What changes with tariffs and shifts.
#[derive(Clone, Debug)]
struct Table {
    /// Share of spending times the relative tariff to the power of one minus substitution, `[importer * n + exporter]`.
    index: Vec<f64>,
    /// Trade times the relative tariff to the power of minus substitution.
    flow: Vec<f64>,
    /// Factor on each importer's composite demand.
    shift: Vec<f64>,
    /// What each importer's relative tariffs are divided by, so that none of its powers is out of a number's range; and its log.
    reference: Vec<(f64, f64)>,
}

/// What follows from prices.
#[derive(Clone, Debug, Default)]
struct Point {
    /// World price to the power of each class, `[class * n + exporter]`, over e^top.
    powered: Vec<f64>,
    top: Vec<f64>,
    /// One over the world price.
    inverse: Vec<f64>,
    /// Log of each importer's price index; sum of its index terms; what its flows are multiplied by.
    index: Vec<f64>,
    total: Vec<f64>,
    factor: Vec<f64>,
    /// Demand for each exporter's product.
    demand: Vec<f64>,
    /// One over world price and demand.
    per_demand: Vec<f64>,
    /// How an importer's index weighs the origins.
    spread: Vec<f64>,
    matrix: Matrix,
    lower: lu::Lower,
}

impl Industry {
    /// The industry in its base year.
    #[must_use]
    pub fn new(gsim: &Gsim) -> Industry {
        let n = gsim.n;
        let cell = |importer: usize, exporter: usize| exporter * n + importer;
        let trade: Vec<f64> = (0..n * n).map(|k| gsim.trade[cell(k / n, k % n)]).collect();
        let paid: Vec<f64> = (0..n * n)
            .map(|k| gsim.trade[cell(k / n, k % n)] * gsim.tariff0[cell(k / n, k % n)])
            .collect();
        let mut share = paid;
        for row in share.chunks_exact_mut(n.max(1)) {
            let spending: f64 = row.iter().sum();
            row.iter_mut()
                .for_each(|x| *x = if spending > 0.0 { *x / spending } else { 0.0 });
        }
        let output = gsim.trade.chunks_exact(n.max(1)).map(|row| row.iter().sum()).collect();
        let (mut power, mut class): (Vec<f64>, Vec<usize>) = (Vec::new(), Vec::new());
        for s in &gsim.substitution {
            let p = if (s - 1.0).abs() < UNIT { -UNIT } else { 1.0 - s };
            let at = power.iter().position(|q| *q == p).unwrap_or(power.len());
            if at == power.len() {
                power.push(p);
            }
            class.push(at);
        }
        let table = Table {
            index: share.clone(),
            flow: trade.clone(),
            shift: vec![1.0; n],
            reference: vec![(1.0, 0.0); n],
        };
        let point = Point {
            powered: vec![0.0; power.len() * n],
            top: vec![0.0; power.len()],
            inverse: vec![0.0; n],
            index: vec![0.0; n],
            total: vec![0.0; n],
            factor: vec![0.0; n],
            demand: vec![0.0; n],
            per_demand: vec![0.0; n],
            spread: vec![0.0; Matrix::zeros(1, n).stride()],
            matrix: Matrix::zeros(n, n),
            lower: lu::Lower::default(),
        };
        Industry {
            n,
            base: Base {
                trade,
                share,
                tariff: gsim.tariff0.clone(),
                output,
                demand_elasticity: gsim.demand_elasticity.clone(),
                supply_elasticity: gsim.supply_elasticity.clone(),
                substitution: gsim.substitution.clone(),
                power,
                class,
            },
            tariff: gsim.tariff0.clone(),
            table,
            point,
            scratch: Scratch::default(),
        }
    }

    /// Sets one tariff as a power (1.21 = 21 %); `false` when it is in force already.
    pub fn set_tariff(&mut self, exporter: usize, importer: usize, power: f64) -> bool {
        let line = exporter * self.n + importer;
        if self.tariff[line] == power {
            return false;
        }
        self.tariff[line] = power;
        let (k, s) = (importer * self.n + exporter, self.base.substitution[importer]);
        let relative = power / self.base.tariff[line] / self.table.reference[importer].0;
        // Most lines of most changes are as they were calibrated.
        let without = if relative == 1.0 { 1.0 } else { exp(-s * log(relative)) };
        self.table.flow[k] = self.base.trade[k] * without;
        let p = self.base.power[self.base.class[importer]];
        self.table.index[k] = self.base.share[k]
            * if p == -UNIT {
                exp(p * log(relative))
            } else {
                without * relative
            };
        true
    }

    /// Sets all tariffs, as powers, row-major by exporter.
    pub fn set_tariffs(&mut self, powers: &[f64]) {
        for importer in 0..self.n {
            self.refer(importer, powers);
        }
        for (line, power) in powers.iter().enumerate().take(self.n * self.n) {
            self.set_tariff(line / self.n, line % self.n, *power);
        }
    }

    /// Measures an importer's tariffs against the lowest of them.
    fn refer(&mut self, importer: usize, powers: &[f64]) {
        let n = self.n;
        let lines = (0..n).filter(|r| self.base.share[importer * n + r] > 0.0);
        let relative = lines
            .map(|r| r * n + importer)
            .map(|line| powers[line] / self.base.tariff[line]);
        let lowest = relative.fold(f64::INFINITY, f64::min);
        if lowest.is_finite() && lowest != self.table.reference[importer].0 {
            self.table.reference[importer] = (lowest, log(lowest));
            for exporter in 0..n {
                // Whatever is set next counts as a change.
                self.tariff[exporter * n + importer] = f64::NAN;
            }
        }
    }

    /// Sets the factor on each importer's composite demand (1 = base).
    pub fn set_shift(&mut self, shift: &[f64]) {
        self.table.shift.copy_from_slice(shift);
    }

    /// Finds the log world prices at which all sales equal supply, starting at `log_price`, which ends at them.
    pub fn solve(&mut self, log_price: &mut Vec<f64>) -> Outcome {
        let mut market = Market {
            base: &self.base,
            table: &self.table,
            at: &mut self.point,
        };
        newton::solve(&mut market, log_price, &mut self.scratch, RULE)
    }

    /// Log price index of each importer at the prices last solved for.
    #[must_use]
    pub fn log_index(&self) -> &[f64] {
        &self.point.index
    }

    /// Quantity of a flow at base prices, at the prices last solved for.
    #[must_use]
    pub fn quantity(&self, exporter: usize, importer: usize) -> f64 {
        let (at, class) = (&self.point, self.base.class[importer]);
        let k = importer * self.n + exporter;
        self.table.flow[k] * at.factor[importer] * at.powered[class * self.n + exporter] * at.inverse[exporter]
    }
}

struct Market<'a> {
    base: &'a Base,
    table: &'a Table,
    at: &'a mut Point,
}

impl Market<'_> {
    /// Powers of world prices, indices and demand at log world prices `z`.
    fn evaluate(&mut self, z: &[f64]) {
        let (base, table, at, n) = (self.base, self.table, &mut *self.at, z.len());
        for (inverse, x) in at.inverse.iter_mut().zip(z) {
            *inverse = -x;
        }
        exp_all(&mut at.inverse);
        for ((power, top), row) in base.power.iter().zip(&mut at.top).zip(at.powered.chunks_exact_mut(n)) {
            *top = z.iter().fold(f64::NEG_INFINITY, |a, x| a.max(power * x));
            for (y, x) in row.iter_mut().zip(z) {
                *y = power * x - *top;
            }
        }
        exp_all(&mut at.powered);
        for v in 0..n {
            let class = base.class[v];
            let powered = &at.powered[class * n..(class + 1) * n];
            at.total[v] = lanes::dot(&table.index[v * n..(v + 1) * n], powered);
            at.index[v] = if at.total[v] > 0.0 { at.total[v] } else { 1.0 };
        }
        log_all(&mut at.index);
        for v in 0..n {
            let (class, reference) = (base.class[v], table.reference[v].1);
            let index = (at.index[v] + at.top[class]) / base.power[class] + reference;
            let response = base.demand_elasticity[v] + base.substitution[v];
            at.index[v] = index;
            at.factor[v] = response * index - base.substitution[v] * reference + at.top[class];
        }
        exp_all(&mut at.factor);
        at.demand.fill(0.0);
        for v in 0..n {
            if at.total[v] <= 0.0 {
                (at.index[v], at.factor[v]) = (0.0, 0.0);
                continue;
            }
            let class = base.class[v];
            let powered = &at.powered[class * n..(class + 1) * n];
            at.factor[v] *= table.shift[v];
            let factor = at.factor[v];
            for ((d, x), p) in at.demand.iter_mut().zip(&table.flow[v * n..(v + 1) * n]).zip(powered) {
                *d += factor * x * p;
            }
        }
        for (d, inverse) in at.demand.iter_mut().zip(&at.inverse) {
            *d *= inverse;
        }
    }
}

impl Problem for Market<'_> {
    fn residual(&mut self, z: &[f64], f: &mut [f64]) -> f64 {
        self.evaluate(z);
        let (base, at) = (self.base, &*self.at);
        let sells = |r: usize| base.output[r] > 0.0 && at.demand[r] > 0.0;
        for (r, x) in f.iter_mut().enumerate() {
            *x = if sells(r) { at.demand[r] / base.output[r] } else { 1.0 };
        }
        log_all(f);
        let mut largest = 0.0_f64;
        for (r, x) in f.iter_mut().enumerate() {
            *x = if sells(r) {
                *x - base.supply_elasticity[r] * z[r]
            } else {
                z[r]
            };
            largest = if x.is_finite() { largest.max(x.abs()) } else { f64::NAN };
        }
        largest
    }

    fn step(&mut self, z: &[f64], f: &mut [f64], dz: &mut [f64]) -> bool {
        let (base, table, at, n) = (self.base, self.table, &mut *self.at, z.len());
        at.matrix.clear();
        for ((per, inverse), demand) in at.per_demand.iter_mut().zip(&at.inverse).zip(&at.demand) {
            *per = if *demand > 0.0 { inverse / demand } else { 0.0 };
        }
        for v in 0..n {
            if at.total[v] <= 0.0 {
                continue;
            }
            let class = base.class[v];
            let powered = &at.powered[class * n..(class + 1) * n];
            let terms = &table.index[v * n..(v + 1) * n];
            let both = (base.demand_elasticity[v] + base.substitution[v]) / at.total[v];
            for ((y, a), p) in at.spread.iter_mut().zip(terms).zip(powered) {
                *y = both * (a * p);
            }
            let flows = &table.flow[v * n..(v + 1) * n];
            let rows = at.matrix.rows_mut().zip(at.per_demand.iter());
            for (((r, (row, per)), x), p) in rows.enumerate().zip(flows).zip(powered) {
                let weight = x * p * per * at.factor[v];
                lanes::add(row, weight, &at.spread);
                row[r] -= weight * base.substitution[v];
            }
        }
        for r in 0..n {
            let row = at.matrix.row_mut(r);
            if base.output[r] <= 0.0 || at.demand[r] <= 0.0 {
                row.fill(0.0);
                row[r] = 1.0;
            } else {
                row[r] -= base.supply_elasticity[r];
            }
        }
        for (d, x) in dz.iter_mut().zip(f.iter()) {
            *d = -x;
        }
        lu::factor(&mut at.matrix, n, &mut at.lower) && lu::substitute(&at.matrix, &at.lower, dz, 1)
    }

    fn repeat(&mut self, _z: &[f64], f: &[f64], dz: &mut [f64]) -> bool {
        for (d, x) in dz.iter_mut().zip(f) {
            *d = -x;
        }
        lu::substitute(&self.at.matrix, &self.at.lower, dz, 1)
    }

    fn cap(&self, _z: &[f64], dz: &mut [f64]) -> f64 {
        let largest = dz.iter().fold(1.0_f64, |a, x| a.max(x.abs()));
        dz.iter_mut().for_each(|x| *x /= largest);
        1.0 / largest
    }

    fn project(&self, z: &mut [f64]) {
        z.iter_mut().for_each(|x| *x = x.clamp(-14.0, 14.0));
    }
}
