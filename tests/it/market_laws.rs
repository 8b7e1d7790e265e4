//! Laws that every solved scenario must obey, on random ones; and a second solver's opinion.

use chokepoint::market::scenario::{
    Answer, DemandCurve, Form, QuotaEntry, Scenario, ScenarioError, SpatialAnswer, SupplyCurve,
};
use proptest::prelude::*;

use crate::support::cases;
use crate::variational;

/// A spatial scenario in parts that are easy to change.
#[derive(Clone, Debug)]
struct Parts {
    demand: Vec<DemandCurve>,
    supply: Vec<SupplyCurve>,
    freight: Vec<Vec<f64>>,
    specific: Vec<Vec<f64>>,
    rate: Vec<Vec<f64>>,
    quotas: Vec<(usize, usize, f64)>,
}

impl Parts {
    fn regions(&self) -> usize {
        self.demand.len()
    }

    fn scenario(&self, theta: Option<f64>) -> Scenario {
        let name = |i: usize| format!("R{i}");
        let quota = |&(from, to, max): &(usize, usize, f64)| QuotaEntry {
            from: name(from),
            to: name(to),
            max,
        };
        Scenario::Spatial {
            regions: (0..self.regions()).map(name).collect(),
            demand: self.demand.clone(),
            supply: self.supply.clone(),
            freight: self.freight.clone(),
            specific_tariff: self.specific.clone(),
            ad_valorem_tariff: self.rate.clone(),
            quotas: self.quotas.iter().map(quota).collect(),
            theta,
            weights: Vec::new(),
        }
    }

    fn solve(&self, theta: Option<f64>) -> Result<SpatialAnswer, ScenarioError> {
        match self.scenario(theta).solve()? {
            Answer::Spatial(answer) => Ok(answer),
            Answer::Gsim(_) => unreachable!(),
        }
    }

    /// Landed cost without a rent.
    fn cost(&self, i: usize, j: usize, price: f64) -> f64 {
        (price + self.freight[i][j]) * (1.0 + self.rate[i][j]) + self.specific[i][j]
    }

    fn limit(&self, i: usize, j: usize) -> f64 {
        let own = self.quotas.iter().filter(|q| (q.0, q.1) == (i, j));
        own.map(|q| q.2).fold(f64::INFINITY, f64::min)
    }
}

fn demand_line() -> impl Strategy<Value = DemandCurve> {
    (1.0..100.0, 0.5..20.0).prop_map(|(intercept, fall): (f64, f64)| DemandCurve::Linear {
        intercept,
        slope: -fall,
    })
}

fn supply_line() -> impl Strategy<Value = SupplyCurve> {
    (-60.0..0.0, 0.5..20.0).prop_map(|(intercept, slope)| SupplyCurve::Linear { intercept, slope })
}

fn any_demand() -> impl Strategy<Value = DemandCurve> {
    prop_oneof![
        4 => demand_line(),
        1 => Just(DemandCurve::Linear { intercept: 0.0, slope: 0.0 }),
        1 => (1.0..50.0).prop_map(|intercept| DemandCurve::Linear { intercept, slope: 0.0 }),
        2 => (1.0..100.0, 1.0..20.0, 0.05..3.0)
            .prop_map(|(quantity, price, elasticity)| DemandCurve::IsoElastic { quantity, price, elasticity }),
        2 => (1.0..100.0, 1.0..20.0, 0.05..3.0, 1.5..100.0).prop_map(|(quantity, price, elasticity, times)| {
            DemandCurve::Choke { quantity, price, elasticity, choke: price * times }
        }),
    ]
}

fn any_supply() -> impl Strategy<Value = SupplyCurve> {
    prop_oneof![
        4 => supply_line(),
        1 => Just(SupplyCurve::Linear { intercept: 0.0, slope: 0.0 }),
        1 => (0.0..30.0, 0.0..10.0).prop_map(|(intercept, slope)| SupplyCurve::Linear { intercept, slope }),
        2 => (1.0..100.0, 1.0..20.0, 0.05..3.0)
            .prop_map(|(quantity, price, elasticity)| SupplyCurve::IsoElastic { quantity, price, elasticity }),
        2 => (1.0..100.0, 1.0..20.0, 0.05..3.0, 0.3..0.99).prop_map(|(capacity, price, elasticity, load)| {
            SupplyCurve::Capacity { quantity: capacity * load, price, elasticity, capacity }
        }),
    ]
}

/// A table whose entries are zero half of the time; the diagonal more often.
fn table(n: usize, most: f64) -> impl Strategy<Value = Vec<Vec<f64>>> {
    let entry = prop_oneof![Just(0.0), 0.0..most, (0u32..6).prop_map(f64::from)];
    let own = prop_oneof![9 => Just(0.0), 1 => 0.0..most];
    (prop::collection::vec(entry, n * n), prop::collection::vec(own, n)).prop_map(move |(all, own)| {
        let cell = |i: usize, j: usize| if i == j { own[i] } else { all[i * n + j].min(most) };
        (0..n).map(|i| (0..n).map(|j| cell(i, j)).collect()).collect()
    })
}

fn parts<D, S>(
    regions: std::ops::RangeInclusive<usize>,
    demand: fn() -> D,
    supply: fn() -> S,
) -> impl Strategy<Value = Parts>
where
    D: Strategy<Value = DemandCurve> + 'static,
    S: Strategy<Value = SupplyCurve> + 'static,
{
    regions.prop_flat_map(move |n| {
        let limit = prop_oneof![1 => Just(0.0), 4 => 0.1..40.0];
        (
            prop::collection::vec(demand(), n),
            prop::collection::vec(supply(), n),
            table(n, 5.0),
            table(n, 3.0),
            table(n, 0.8),
            prop::collection::vec((0..n, 0..n, limit), 0..=n),
        )
            .prop_map(|(demand, supply, freight, specific, rate, quotas)| Parts {
                demand,
                supply,
                freight,
                specific,
                rate,
                quotas,
            })
    })
}

/// Every condition of an exact equilibrium, from the answer and the scenario alone.
fn obeys(parts: &Parts, a: &SpatialAnswer) -> Result<(), TestCaseError> {
    let n = parts.regions();
    let quantity = a.supply.iter().chain(&a.demand).fold(1e-3_f64, |x, y| x.max(*y));
    let price = a
        .supply_price
        .iter()
        .chain(&a.demand_price)
        .fold(1e-3_f64, |x, y| x.max(*y));
    let (small, tight) = (1e-7 * quantity, 1e-7 * price);
    for i in 0..n {
        prop_assert!(a.supply_price[i] >= 0.0 && a.demand_price[i] >= 0.0);
        let sold: f64 = a.flows[i].iter().sum();
        let bought: f64 = a.flows.iter().map(|row| row[i]).sum();
        prop_assert!(
            (sold - a.supply[i]).abs() < small,
            "region {i} sells {sold} of {}",
            a.supply[i]
        );
        prop_assert!(
            (bought - a.demand[i]).abs() < small,
            "region {i} buys {bought} of {}",
            a.demand[i]
        );
        prop_assert!((a.net_exports[i] - (a.supply[i] - a.demand[i])).abs() < 2.0 * small);
        for j in 0..n {
            let (flow, limit) = (a.flows[i][j], parts.limit(i, j));
            let gap = parts.cost(i, j, a.supply_price[i]) - a.demand_price[j];
            prop_assert!(flow >= 0.0 && flow <= limit + small, "{i} to {j}: {flow} of {limit}");
            prop_assert!(gap > -tight || flow > limit - small, "{i} to {j} would pay: {gap}");
            prop_assert!(gap < tight || flow < small, "{i} to {j} at a loss: {gap} on {flow}");
        }
    }
    let total: f64 = a.net_exports.iter().sum();
    prop_assert!(total.abs() < small);
    for (quota, entry) in parts.quotas.iter().zip(&a.quota_rents) {
        prop_assert_eq!(entry.max, quota.2);
        prop_assert!(entry.unit_rent >= 0.0);
        prop_assert!(
            entry.unit_rent <= tight || entry.flow >= entry.max - small,
            "rent on an open quota"
        );
        prop_assert!((entry.total - entry.unit_rent * entry.flow).abs() < small * price);
    }
    prop_assert!(a.residual < 1e-8);
    Ok(())
}

proptest! {
    #![proptest_config(cases(400, 20_000))]

    /// Arbitrage, balances, quotas: whatever the curves, tariffs of both kinds together, up to twelve regions. Where there is no
    /// equilibrium the sentence says so; the search itself does not fail.
    #[test]
    fn exact_equilibria_are_equilibria(parts in parts(1..=12, any_demand, any_supply)) {
        match parts.solve(None) {
            Ok(answer) => obeys(&parts, &answer)?,
            Err(ScenarioError::NoEquilibrium { .. }) => {}
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    /// Another method, another implementation, flows as unknowns: same prices and net exports.
    #[test]
    fn a_second_solver_agrees(parts in parts(1..=4, demand_line, supply_line)) {
        let n = parts.regions();
        let line = |side: usize, i: usize| match (side, parts.demand[i], parts.supply[i]) {
            (0, _, SupplyCurve::Linear { intercept, slope }) => (intercept, slope),
            (_, DemandCurve::Linear { intercept, slope }, _) => (intercept, slope),
            _ => unreachable!(),
        };
        let price = |side: usize, i: usize, q: f64| { let (intercept, slope) = line(side, i); (q - intercept) / slope };
        let sums = |x: &[f64]| -> (Vec<f64>, Vec<f64>) {
            ((0..n).map(|i| (0..n).map(|j| x[i * n + j]).sum()).collect(), (0..n).map(|j| (0..n).map(|i| x[i * n + j]).sum()).collect())
        };
        let cost = |x: &[f64]| -> Vec<f64> {
            let (made, used) = sums(x);
            (0..n * n).map(|k| parts.cost(k / n, k % n, price(0, k / n, made[k / n])) - price(1, k % n, used[k % n])).collect()
        };
        let limits: Vec<f64> = (0..n * n).map(|k| parts.limit(k / n, k % n).min(1e4)).collect();
        let (x, violation) = variational::solve(&limits, cost, 20_000);
        let (made, used) = sums(&x);
        let answer = parts.solve(None).unwrap();
        prop_assume!(violation < 1e-7);
        for i in 0..n {
            prop_assert!((answer.supply[i] - made[i]).abs() < 1e-4, "supply of {i}: {} or {}", answer.supply[i], made[i]);
            prop_assert!((answer.demand[i] - used[i]).abs() < 1e-4, "demand of {i}: {} or {}", answer.demand[i], used[i]);
            if made[i] > 1e-3 {
                prop_assert!((answer.supply_price[i] - price(0, i, made[i])).abs() < 1e-4);
            }
        }
    }

    /// Orders that are split ever more sharply come to the exact prices, from files solved by other equations.
    #[test]
    fn split_orders_approach_the_exact_prices(parts in parts(1..=4, demand_line, supply_line)) {
        let exact = parts.solve(None).unwrap();
        let (coarse, fine) = (parts.solve(Some(8_000.0)), parts.solve(Some(32_000.0)));
        let (Ok(coarse), Ok(fine)) = (coarse, fine) else { return Err(TestCaseError::reject("not solved")) };
        for i in (0..parts.regions()).filter(|&i| exact.supply[i] > 0.1) {
            let off = |answer: &SpatialAnswer| answer.supply_price[i] / exact.supply_price[i] - 1.0;
            let (coarse, fine) = (off(&coarse), off(&fine));
            prop_assert!(fine.abs() < 0.5 * coarse.abs() + 1e-3, "region {i}: {coarse} {fine}");
            // What is left falls as 1 / theta: where a steep curve makes it large, its limit is still the exact price.
            let limit = (4.0 * fine - coarse) / 3.0;
            prop_assert!(fine.abs() < 5e-3 || limit.abs() < 1e-3, "region {i}: {coarse} {fine}, in the limit {limit}");
        }
    }

    /// A wider quota never raises the importer's price nor lowers the exporter's.
    #[test]
    fn quotas_are_monotone(mut parts in parts(2..=5, any_demand, any_supply), limit in 0.0..20.0, more in 0.0..20.0) {
        parts.quotas = vec![(0, 1, limit)];
        let tight = parts.solve(None);
        parts.quotas[0].2 += more;
        if let (Ok(tight), Ok(wide)) = (tight, parts.solve(None)) {
            let near = |a: f64, b: f64| (a - b).abs() <= 1e-7 * a.max(b);
            // Where nothing is traded a price is a convention.
            if tight.demand[1] > 0.0 {
                let (before, after) = (tight.demand_price[1], wide.demand_price[1]);
                prop_assert!(after <= before || near(after, before), "importer {before} {after}");
            }
            if wide.supply[0] > 0.0 && tight.supply[0] > 0.0 {
                let (before, after) = (tight.supply_price[0], wide.supply_price[0]);
                prop_assert!(after >= before || near(after, before), "exporter {before} {after}");
            }
        }
    }

    /// Order of regions, currency and tonnes are names.
    #[test]
    fn names_do_not_matter(parts in parts(1..=6, demand_line, supply_line), money in 0.01..100.0, tonnes in 0.01..100.0, theta in prop::option::of(2.0..60.0)) {
        let n = parts.regions();
        let Ok(answer) = parts.solve(theta) else { return Err(TestCaseError::reject("no equilibrium")) };
        let flip = |table: &[Vec<f64>]| table.iter().rev().map(|row| row.iter().rev().copied().collect()).collect::<Vec<Vec<f64>>>();
        let turned = Parts {
            demand: parts.demand.iter().rev().copied().collect(),
            supply: parts.supply.iter().rev().copied().collect(),
            freight: flip(&parts.freight),
            specific: flip(&parts.specific),
            rate: flip(&parts.rate),
            quotas: parts.quotas.iter().map(|q| (n - 1 - q.0, n - 1 - q.1, q.2)).collect(),
        };
        let turned = turned.solve(theta).unwrap();
        let times = |table: &[Vec<f64>], by: f64| table.iter().map(|row| row.iter().map(|x| x * by).collect()).collect::<Vec<Vec<f64>>>();
        let scaled = Parts {
            demand: parts.demand.iter().map(|d| match *d {
                DemandCurve::Linear { intercept, slope } => DemandCurve::Linear { intercept: intercept * tonnes, slope: slope * tonnes / money },
                other => other,
            }).collect(),
            supply: parts.supply.iter().map(|s| match *s {
                SupplyCurve::Linear { intercept, slope } => SupplyCurve::Linear { intercept: intercept * tonnes, slope: slope * tonnes / money },
                other => other,
            }).collect(),
            freight: times(&parts.freight, money),
            specific: times(&parts.specific, money),
            rate: parts.rate.clone(),
            quotas: parts.quotas.iter().map(|q| (q.0, q.1, q.2 * tonnes)).collect(),
        };
        let scaled = scaled.solve(theta).unwrap();
        let near = |a: f64, b: f64, size: f64| (a - b).abs() < 1e-6 * size.max(1e-3);
        let largest = |x: &[f64]| x.iter().fold(0.0_f64, |a, b| a.max(*b));
        let (price, quantity) = (largest(&answer.demand_price), largest(&answer.supply));
        for i in 0..n {
            let j = n - 1 - i;
            prop_assert!(near(answer.demand_price[i], turned.demand_price[j], price));
            prop_assert!(near(answer.supply[i], turned.supply[j], quantity));
            prop_assert!(near(answer.demand_price[i] * money, scaled.demand_price[i], price * money));
            prop_assert!(near(answer.supply[i] * tonnes, scaled.supply[i], quantity * tonnes));
            let (before, after) = (answer.producer_surplus[i].unwrap(), scaled.producer_surplus[i].unwrap());
            prop_assert!(near(before * money * tonnes, after, price * quantity * money * tonnes));
        }
    }

    /// GSIM: order and currency are names; world sales equal world purchases; what nobody changes changes nothing.
    #[test]
    fn gsim_laws(
        n in 2usize..6,
        seeds in prop::collection::vec((0.0..100.0, 1.0..2.0, 0.7..2.0), 36),
        elastic in prop::collection::vec((-3.0..-0.2, 0.3..8.0, 1.5..6.0), 6),
        money in 0.01..100.0,
        linear in any::<bool>(),
    ) {
        let seeds: &[(f64, f64, f64)] = &seeds;
        let elastic: &[(f64, f64, f64)] = &elastic;
        let build = |money: f64, turn: bool, change: bool| {
            let at = |i: usize| if turn { n - 1 - i } else { i };
            let table = |f: &dyn Fn(usize) -> f64| (0..n).map(|i| (0..n).map(|j| f(at(i) * 6 + at(j))).collect()).collect();
            let list = |f: &dyn Fn(usize) -> f64| (0..n).map(|i| f(at(i))).collect();
            Scenario::Gsim {
                regions: (0..n).map(|i| format!("R{}", at(i))).collect(),
                form: if linear { Form::Linear } else { Form::NonLinear },
                trade: table(&|k| seeds[k].0 * money),
                tariffs0: table(&|k| seeds[k].1),
                tariffs1: table(&|k| if change { seeds[k].1 * seeds[k].2 } else { seeds[k].1 }),
                demand_elasticity: list(&|i| elastic[i].0),
                supply_elasticity: list(&|i| elastic[i].1),
                substitution: list(&|i| elastic[i].2),
            }
        };
        let solve = |scenario: Scenario| match scenario.solve() {
            Ok(Answer::Gsim(answer)) => answer,
            other => panic!("{other:?}"),
        };
        let base = solve(build(1.0, false, true));
        let turned = solve(build(1.0, true, true));
        let scaled = solve(build(money, false, true));
        let nothing = solve(build(1.0, false, false));
        for i in 0..n {
            let j = n - 1 - i;
            prop_assert!((base.price_change[i] - turned.price_change[j]).abs() < 1e-8);
            prop_assert!((base.price_change[i] - scaled.price_change[i]).abs() < 1e-8);
            prop_assert!((base.net_welfare[i] * money - scaled.net_welfare[i]).abs() < 1e-5 * money.max(1.0));
            prop_assert!(nothing.price_change[i].abs() < 1e-9 && nothing.net_welfare[i].abs() < 1e-6);
            let parts = base.producer_surplus[i] + base.consumer_surplus[i] + base.tariff_revenue[i];
            prop_assert!((parts - base.net_welfare[i]).abs() < 1e-6);
            if !linear {
                // Sales at new prices are what the supply curve offers at them.
                let before: f64 = (0..n).map(|v| seeds[i * 6 + v].0).sum();
                let price = 1.0 + base.price_change[i];
                let offered = before * price.powf(1.0 + elastic[i].1);
                let sold: f64 = base.flows[i].iter().sum();
                prop_assert!((sold - offered).abs() < 1e-6 * offered.max(1.0));
            }
        }
    }
}

/// Any number somebody could write, and some that nobody should.
fn anything() -> impl Strategy<Value = f64> {
    prop_oneof![
        4 => -100.0..100.0,
        2 => (-300.0..300.0_f64).prop_map(|e| 10.0_f64.powf(e)),
        1 => (-20.0..15.0_f64).prop_map(|e| -(10.0_f64.powf(e))),
        2 => Just(0.0),
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(f64::NEG_INFINITY), Just(f64::MAX), Just(f64::MIN_POSITIVE), Just(-0.0)],
    ]
}

fn shown(answer: &Answer) -> String {
    serde_json::to_string(answer).unwrap()
}

/// Sound or not: an answer of plain numbers or a sentence, never a panic.
fn survives(scenario: &Scenario) -> Result<(), TestCaseError> {
    match scenario.solve() {
        Ok(answer) => {
            let text = shown(&answer);
            prop_assert!(!text.contains("NaN") && !text.contains("inf"));
            // JSON writes what is not a number as null: only surpluses of buyers may be.
            let nulls = text.matches("null").count();
            let allowed = match &answer {
                Answer::Spatial(a) => a
                    .consumer_surplus
                    .iter()
                    .chain(&a.producer_surplus)
                    .filter(|x| x.is_none())
                    .count(),
                Answer::Gsim(_) => 0,
            };
            prop_assert_eq!(nulls, allowed, "{}", text);
        }
        Err(error) => prop_assert!(error.to_string().len() > 20, "{error}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(2_000, 200_000))]

    #[test]
    fn absurd_spatial_scenarios_are_survived(
        n in 0usize..4,
        curves in prop::collection::vec((0u8..3, anything(), anything(), anything(), anything()), 8),
        tables in prop::collection::vec(anything(), 16),
        sizes in prop::collection::vec(0usize..4, 6),
        theta in prop::option::of(anything()),
        sane in any::<bool>(),
    ) {
        let wide = |i: usize| if sane { n } else { sizes[i] };
        let table = |at: usize| -> Vec<Vec<f64>> {
            if at % 2 == 1 && sane { return Vec::new(); }
            (0..wide(at)).map(|i| (0..wide(at)).map(|j| { let x = tables[(at * 5 + i * 3 + j) % 16]; if sane { x.abs() } else { x } }).collect()).collect()
        };
        let sign = |x: f64, positive: bool| if !sane { x } else if positive { x.abs() } else { -x.abs() };
        let demand = (0..wide(0)).map(|i| { let (kind, a, b, c, d) = curves[i]; match kind {
            0 => DemandCurve::Linear { intercept: a, slope: sign(b, false) },
            1 => DemandCurve::IsoElastic { quantity: sign(a, true), price: sign(b, true), elasticity: sign(c, true) },
            _ => DemandCurve::Choke { quantity: sign(a, true), price: sign(b, true), elasticity: sign(c, true), choke: sign(d, true) },
        }}).collect();
        let supply = (0..wide(1)).map(|i| { let (kind, a, b, c, d) = curves[4 + i]; match kind {
            0 => SupplyCurve::Linear { intercept: a, slope: sign(b, true) },
            1 => SupplyCurve::IsoElastic { quantity: sign(a, true), price: sign(b, true), elasticity: sign(c, true) },
            _ => SupplyCurve::Capacity { quantity: sign(a, true), price: sign(b, true), elasticity: sign(c, true), capacity: sign(d, true) },
        }}).collect();
        let scenario = Scenario::Spatial {
            regions: (0..n).map(|i| format!("R{i}")).collect(),
            demand,
            supply,
            freight: table(2),
            specific_tariff: table(3),
            ad_valorem_tariff: table(4),
            quotas: (0..sizes[5]).map(|q| QuotaEntry { from: format!("R{q}"), to: "R0".to_owned(), max: sign(tables[q], true) }).collect(),
            theta,
            weights: table(5),
        };
        survives(&scenario)?;
    }

    #[test]
    fn absurd_gsim_scenarios_are_survived(
        n in 0usize..4,
        numbers in prop::collection::vec(anything(), 32),
        linear in any::<bool>(),
        sane in any::<bool>(),
    ) {
        let table = |at: usize| -> Vec<Vec<f64>> {
            (0..n).map(|i| (0..n).map(|j| { let x = numbers[(at + i * 5 + j) % 32]; if sane { x.abs() } else { x } }).collect()).collect()
        };
        let list = |at: usize, sign: f64| -> Vec<f64> { (0..n).map(|i| if sane { numbers[(at + i) % 32].abs() * sign } else { numbers[(at + i) % 32] }).collect() };
        survives(&Scenario::Gsim {
            regions: (0..n).map(|i| format!("R{i}")).collect(),
            form: if linear { Form::Linear } else { Form::NonLinear },
            trade: table(0),
            tariffs0: table(7),
            tariffs1: table(13),
            demand_elasticity: list(1, -1.0),
            supply_elasticity: list(11, 1.0),
            substitution: list(21, 1.0),
        })?;
    }

    /// Text of any kind is refused with a place, or read.
    #[test]
    fn absurd_texts_are_survived(text in "(Spatial|Gsim|)\\(?(regions: ?\\[(\"A\",?)*\\],?)?[\\[\\](){},:a-z0-9\".\\- ]{0,60}") {
        if let Err(error) = Scenario::read(&text) {
            prop_assert!(matches!(error, ScenarioError::Syntax { line: 1.., column: 1.., .. }), "{error}");
        }
    }
}

/// A price near the largest number there is: the search for a bracket once halved infinity for ever.
#[test]
fn prices_without_measure_are_answered() {
    let line = |intercept, slope| SupplyCurve::Linear { intercept, slope };
    for slope in [1e-280, 1e-285, 1e-290, 1e-300, f64::MIN_POSITIVE] {
        for theta in [None, Some(8.0)] {
            let scenario = Scenario::Spatial {
                regions: vec!["A".to_owned(), "B".to_owned()],
                demand: vec![
                    DemandCurve::IsoElastic {
                        quantity: 5.0,
                        price: 1.0,
                        elasticity: 0.5
                    };
                    2
                ],
                supply: vec![line(-1e14, slope), line(1.0, 1.0)],
                freight: Vec::new(),
                specific_tariff: Vec::new(),
                ad_valorem_tariff: Vec::new(),
                quotas: Vec::new(),
                theta,
                weights: Vec::new(),
            };
            survives(&scenario).unwrap();
        }
    }
}
