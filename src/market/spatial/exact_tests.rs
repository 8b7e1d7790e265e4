use super::curves::{Demand, IsoElastic, Supply};
use super::{NoEquilibrium, Spatial, SpatialQuota, SpatialResult};
use crate::market::curve::Linear;

fn line(intercept: f64, slope: f64) -> Linear {
    Linear { intercept, slope }
}

fn market(demand: &[Linear], supply: &[Linear]) -> Spatial {
    Spatial::free(demand.to_vec(), supply.to_vec(), 8.0)
}

#[track_caller]
fn close(got: &[f64], want: &[f64]) {
    assert_eq!(got.len(), want.len());
    for (g, w) in got.iter().zip(want) {
        assert!((g - w).abs() <= 1e-9 * (1.0 + w.abs()), "{got:?} against {want:?}");
    }
}

#[track_caller]
fn solved(market: &Spatial) -> SpatialResult {
    let result = market.exact().expect("an equilibrium");
    assert!(result.solved && result.residual < 1e-10, "{result:?}");
    result
}

#[test]
fn one_region_is_autarky() {
    let alone = solved(&market(&[line(21.0, -0.5)], &[line(-9.0, 1.0)]));
    close(&alone.price, &[20.0]);
    close(&alone.flow, &[11.0]);
    assert_eq!(alone.net_export, [0.0]);
}

/// A producer that sells nothing asks the price at which it would begin; a buyer that buys nothing sees the cheapest offer.
#[test]
fn prices_where_nothing_is_traded() {
    let mut idle = market(&[line(3.0, -1.0), line(10.0, -1.0)], &[line(-5.0, 1.0), line(0.0, 1.0)]);
    idle.freight = vec![0.0, 4.0, 4.0, 0.0];
    let result = solved(&idle);
    // Region 0: nobody would pay more than 3, nobody would produce below 5, and freight from the other makes 9.
    close(&result.price, &[5.0, 5.0]);
    close(&result.index, &[5.0, 5.0]);
    close(&result.supply, &[0.0, 5.0]);
    close(&result.demand, &[0.0, 5.0]);
    // A region without any curve sees the other's price plus freight, and so would its producers if there were any.
    idle.demand[0] = line(0.0, 0.0).into();
    idle.supply[0] = line(0.0, 0.0).into();
    let result = solved(&idle);
    close(&result.price, &[9.0, 5.0]);
    close(&result.index, &[9.0, 5.0]);
}

/// The transport problem: fixed supply, fixed demand. Prices are relative; the lowest that clear the market are given.
#[test]
fn fixed_quantities_get_the_lowest_prices() {
    let mut transport = market(
        &[line(0.0, 0.0), line(0.0, 0.0), line(7.0, 0.0), line(8.0, 0.0)],
        &[line(10.0, 0.0), line(5.0, 0.0), line(0.0, 0.0), line(0.0, 0.0)],
    );
    transport.freight = vec![9.0; 16];
    for (from, to, freight) in [(0, 2, 1.0), (0, 3, 3.0), (1, 2, 2.0), (1, 3, 1.0)] {
        transport.freight[from * 4 + to] = freight;
    }
    let result = solved(&transport);
    close(
        &[result.flow[2], result.flow[3], result.flow[6], result.flow[7]],
        &[7.0, 3.0, 0.0, 5.0],
    );
    // 0 serves both; 1 undercuts it by 2 in region 3.
    close(&result.price[..2], &[0.0, 2.0]);
    close(&result.index[2..], &[1.0, 3.0]);
    assert_eq!(result.consumer_surplus[2], f64::INFINITY);
}

#[test]
fn regions_serve_themselves_first_where_it_costs_the_same() {
    let same = market(
        &[line(10.0, -1.0); 5],
        &[
            line(0.0, 1.0),
            line(0.0, 2.0),
            line(0.0, 1.0),
            line(0.0, 0.5),
            line(0.0, 1.0),
        ],
    );
    let result = solved(&same);
    for i in 0..5 {
        let sold: f64 = (0..5).filter(|&j| j != i).map(|j| result.flow[i * 5 + j]).sum();
        let bought: f64 = (0..5).filter(|&j| j != i).map(|j| result.flow[j * 5 + i]).sum();
        assert!(sold.min(bought) < 1e-12, "{:?}", result.flow);
    }
}

/// Both tariffs at once, a quota on top: `(p + freight + rent) (1 + rate) + specific`.
#[test]
fn tariffs_and_rents_add_up() {
    let mut both = market(
        &[line(100.0, -20.0), line(80.0, -20.0)],
        &[line(20.0, 20.0), line(40.0, 20.0)],
    );
    both.freight[2] = 0.1;
    both.tariff[2] = 0.2;
    both.specific[2] = 0.05;
    both.quotas.push(SpatialQuota {
        from: 1,
        to: 0,
        limit: 5.0,
    });
    let result = solved(&both);
    close(&result.price, &[1.875, 1.125]);
    let rent = (1.875 - 0.05) / 1.2 - 0.1 - 1.125;
    close(&result.rent, &[rent]);
    close(&result.rents, &[0.0, 5.0 * rent]);
    close(&result.revenue, &[5.0 * ((1.125 + 0.1 + rent) * 0.2 + 0.05), 0.0]);
}

/// The tighter of two quotas on one flow binds and has the rent; with equal ones the first.
#[test]
fn two_quotas_on_one_flow() {
    let mut twice = market(
        &[line(100.0, -20.0), line(80.0, -20.0)],
        &[line(20.0, 20.0), line(40.0, 20.0)],
    );
    let quota = |limit| SpatialQuota { from: 1, to: 0, limit };
    twice.quotas = vec![quota(15.0), quota(10.0), quota(10.0)];
    let result = solved(&twice);
    close(&result.rent, &[0.0, 0.5, 0.0]);
    close(&result.flow, &[55.0, 0.0, 10.0, 55.0]);
}

#[test]
fn quotas_cut_regions_off() {
    let mut ring = market(
        &[line(20.0, -1.0); 3],
        &[line(-1.0, 1.0), line(-5.0, 1.0), line(-9.0, 1.0)],
    );
    for k in [1, 2, 3, 5, 6, 7] {
        ring.quotas.push(SpatialQuota {
            from: k / 3,
            to: k % 3,
            limit: 0.0,
        });
    }
    let result = solved(&ring);
    close(&result.price, &[10.5, 12.5, 14.5]);
    // A ban's rent is what a first licence would be worth.
    close(&result.rent, &[2.0, 4.0, 0.0, 2.0, 0.0, 0.0]);
    assert!(result.rents.iter().all(|r| *r == 0.0));
}

#[test]
fn subsidies_are_negative_tariffs() {
    let mut paid = market(
        &[line(100.0, -20.0), line(80.0, -20.0)],
        &[line(20.0, 20.0), line(40.0, 20.0)],
    );
    paid.specific[2] = -0.5;
    let result = solved(&paid);
    // Whoever buys abroad is paid for it: all of home's use is imported, home's producers sell to nobody but foreigners.
    assert!(result.index[0] < result.price[1]);
    close(&[result.index[0] + 0.5], &[result.price[1]]);
    assert!(result.revenue[0] < 0.0);
}

#[test]
fn what_cannot_clear_is_named() {
    let glut = market(&[line(10.0, -1.0)], &[line(50.0, 1.0)]).exact();
    assert!(
        matches!(glut, Err(NoEquilibrium::Glut { region: 0, supply, sold }) if supply == 50.0 && (sold - 10.0).abs() < 1e-6),
        "{glut:?}"
    );
    // Two regions want 6 and 5 at any price; one supplier of 8 reaches both, one of 2 only the first.
    let mut short = market(&[line(6.0, 0.0), line(5.0, 0.0)], &[line(8.0, 0.0), line(2.0, 0.0)]);
    short.weight[3] = 0.0;
    let error = short.exact().expect_err("no equilibrium");
    assert!(matches!(error, NoEquilibrium::Shortage { .. }), "{error:?}");
    short.supply[0] = line(9.0, 0.0).into();
    assert_eq!(solved(&short).flow.iter().sum::<f64>(), 11.0);
    // A quota too narrow for what must leave.
    let mut shut = market(
        &[line(10.0, -1.0), line(10.0, -1.0)],
        &[line(0.0, 1.0), line(30.0, 1.0)],
    );
    shut.quotas.push(SpatialQuota {
        from: 1,
        to: 0,
        limit: 2.0,
    });
    assert!(matches!(shut.exact(), Err(NoEquilibrium::Glut { region: 1, .. })));
    // No route at all to a buyer who always wants something.
    let mut cut = market(&[line(10.0, -1.0)], &[line(0.0, 1.0)]);
    cut.demand[0] = Demand::IsoElastic(IsoElastic {
        quantity: 1.0,
        price: 1.0,
        elasticity: 0.5,
    });
    cut.weight[0] = 0.0;
    assert!(matches!(cut.exact(), Err(NoEquilibrium::Shortage { region: 0, .. })));
}

/// Nearly vertical supply at a price of nearly nothing: the price goes to where the quantity is right, however small.
#[test]
fn tiny_prices_keep_their_digits() {
    let iso = |quantity, elasticity| IsoElastic {
        quantity,
        price: 10.0,
        elasticity,
    };
    let mut steep = market(&[line(10.0, -1.0), line(0.0, 0.0)], &[line(0.0, 0.0), line(0.0, 0.0)]);
    steep.supply[1] = Supply::IsoElastic(iso(50.0, 0.05));
    steep.freight[2] = 2.0;
    let result = solved(&steep);
    close(&result.supply, &[0.0, 8.0]);
    assert!(result.price[1] > 0.0 && result.price[1] < 1e-14, "{:?}", result.price);
    close(&result.index[..1], &[2.0]);
}

/// Sixty regions on a line, each buying from both sides.
#[test]
fn many_regions() {
    let n = 60;
    let vary = |i: usize, by: usize, of: usize| (i * by % of) as f64;
    let demand: Vec<_> = (0..n)
        .map(|i| line(100.0 + vary(i, 7, 13), -2.0 - vary(i, 1, 3)))
        .collect();
    let supply: Vec<_> = (0..n)
        .map(|i| line(-10.0 - vary(i, 5, 11), 1.0 + vary(i, 1, 4)))
        .collect();
    let mut large = market(&demand, &supply);
    for k in 0..n * n {
        large.freight[k] = 0.3 * ((k / n) as f64 - (k % n) as f64).abs();
    }
    let result = solved(&large);
    for (k, x) in result.flow.iter().enumerate() {
        let loss = large.landed(k, result.price[k / n], 0.0) - result.index[k % n];
        assert!(loss > -1e-9 && (loss < 1e-9 || *x == 0.0));
    }
}
