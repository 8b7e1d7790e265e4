use super::{Spatial, SpatialQuota, SpatialResult};
use crate::market::curve::Linear;

fn line(intercept: f64, slope: f64) -> Linear {
    Linear { intercept, slope }
}

/// V3: home (0) and foreign (1).
fn two(theta: f64) -> Spatial {
    Spatial::free(
        vec![line(100.0, -20.0), line(80.0, -20.0)],
        vec![line(20.0, 20.0), line(40.0, 20.0)],
        theta,
    )
}

/// The home region's specific tariff.
fn taxed(theta: f64, tariff: f64) -> Spatial {
    let mut model = two(theta);
    model.specific[2] = tariff;
    model
}

/// V6: Miranda and Fackler's three regions.
fn three(theta: f64) -> Spatial {
    let mut model = Spatial::free(
        vec![line(21.0, -0.5), line(18.0, -1.0 / 3.0), line(51.0, -1.0)],
        vec![line(-9.0, 1.0), line(-1.5, 0.5), line(-18.0, 1.0)],
        theta,
    );
    model.freight = vec![0.0, 3.0, 9.0, 3.0, 0.0, 3.0, 6.0, 3.0, 0.0];
    model
}

#[track_caller]
fn close(got: &[f64], want: &[f64], tolerance: f64) {
    for (g, w) in got.iter().zip(want) {
        assert!((g - w).abs() <= tolerance, "{got:?} against {want:?}");
    }
}

fn change(now: &[f64], before: &[f64]) -> Vec<f64> {
    now.iter().zip(before).map(|(a, b)| a - b).collect()
}

#[test]
fn v3_specific_tariff() {
    let model = two(1600.0);
    close(&[model.autarky_price(0), model.autarky_price(1)], &[2.0, 1.0], 1e-12);
    let (free, duty) = (model.solve(None), taxed(1600.0, 0.5).solve(None));
    assert!(free.solved && duty.solved);
    close(&free.price, &[1.5, 1.5], 0.003);
    close(&duty.price, &[1.75, 1.25], 0.003);
    let (free, duty) = (two(400.0).limit(), taxed(400.0, 0.5).limit());
    close(&free.price, &[1.5, 1.5], 1e-3);
    close(&free.net_export, &[-20.0, 20.0], 1e-3);
    close(&duty.price, &[1.75, 1.25], 1e-3);
    close(&duty.net_export, &[-10.0, 10.0], 5e-3);
    // Money: areas are tens of units, so the same relative accuracy is looser here.
    close(
        &change(&duty.consumer_surplus, &free.consumer_surplus)[..1],
        &[-16.875],
        0.01,
    );
    close(
        &change(&duty.producer_surplus, &free.producer_surplus)[..1],
        &[13.125],
        0.01,
    );
    close(&duty.revenue, &[5.0, 0.0], 0.01);
    close(&change(&duty.welfare, &free.welfare), &[1.25, -3.75], 0.01);
}

/// V4: the best specific tariff is one third, and the general formula holds with unequal slopes.
#[test]
fn v4_optimum_tariff() {
    let base = two(400.0).limit().welfare;
    let gain = |t: f64| taxed(400.0, t).limit().welfare[0] - base[0];
    let best = peak(gain, 0.1, 0.6);
    assert!((best - 1.0 / 3.0).abs() < 2e-3, "{best}");
    let there = taxed(400.0, 1.0 / 3.0).limit();
    assert!((there.price[1] - 4.0 / 3.0).abs() < 1e-3);
    close(&change(&there.welfare, &base), &[5.0 / 3.0, -25.0 / 9.0], 0.01);

    // Import demand slope 40 and export supply slope 10: t* = G bm / (2 bm + bx).
    let steep = |t: f64| {
        let mut m = Spatial::free(
            vec![line(100.0, -20.0), line(25.0, -5.0)],
            vec![line(20.0, 20.0), line(15.0, 5.0)],
            400.0,
        );
        m.specific[2] = t;
        m.limit().welfare
    };
    let (gap, bm, bx) = (1.0, 40.0, 10.0);
    let free = steep(0.0);
    let best = peak(|t| steep(t)[0] - free[0], 0.2, 0.7);
    assert!((best - gap * bm / (2.0 * bm + bx)).abs() < 3e-3, "{best}");
    let (alpha, k) = (bm / (bm + bx), bm * bx / (bm + bx));
    let win = k * gap * gap * alpha * alpha / (2.0 * (1.0 + alpha));
    let loss = k * gap * gap * alpha * alpha * (2.0 + alpha) / (2.0 * (1.0 + alpha) * (1.0 + alpha));
    close(&change(&steep(best), &free), &[win, -loss], 0.01);
}

/// Golden section search for the largest value.
fn peak(f: impl Fn(f64) -> f64, mut a: f64, mut b: f64) -> f64 {
    let ratio = 0.5 * (5.0_f64.sqrt() - 1.0);
    while b - a > 1e-4 {
        let (c, d) = (b - ratio * (b - a), a + ratio * (b - a));
        if f(c) > f(d) { b = d } else { a = c }
    }
    0.5 * (a + b)
}

/// V5: an export quota is the tariff in the mirror; a ban costs both sides 5.
#[test]
fn v5_licence_is_a_mirrored_tariff() {
    let licensed = |theta: f64, limit: f64| {
        let mut model = two(theta);
        model.quotas.push(SpatialQuota { from: 1, to: 0, limit });
        model
    };
    let fine = licensed(1600.0, 10.0).solve(None);
    assert!(fine.solved);
    close(&fine.price, &[1.75, 1.25], 0.003);
    let (free, quota) = (two(400.0).limit(), licensed(400.0, 10.0).limit());
    close(&quota.price, &[1.75, 1.25], 1e-3);
    close(&quota.rent, &[0.5], 2e-3);
    close(&quota.rents, &[0.0, 5.0], 0.02);
    close(&change(&quota.welfare, &free.welfare), &[-3.75, 1.25], 0.015);
    let best = licensed(400.0, 40.0 / 3.0).limit();
    close(&best.rent, &[1.0 / 3.0], 2e-3);
    // A quota above the gross flow (equal prices, equal weights: half of home use) changes nothing and earns nothing.
    let loose = licensed(400.0, 60.0).limit();
    assert_eq!(loose.rent, [0.0]);
    close(&loose.price, &free.price, 1e-9);
    let mut banned = two(400.0);
    banned.weight[2] = 0.0;
    close(&change(&banned.limit().welfare, &free.welfare), &[-5.0, -5.0], 0.02);
}

#[test]
fn v6_three_regions() {
    for (theta, want) in [
        (100.0, [23.8563, 27.0328, 29.9461]),
        (400.0, [23.9629, 27.0090, 29.9873]),
        (1600.0, [23.9906, 27.0023, 29.9969]),
    ] {
        let result = three(theta).solve(None);
        assert!(result.solved, "{result:?}");
        close(&result.price, &want, 5.1e-5);
    }
    let exact = [24.0, 27.0, 30.0];
    close(&three(1600.0).solve(None).price, &exact, 0.015);
    let limit = three(400.0).limit();
    close(&limit.price, &exact, 1e-3);
    close(&limit.net_export, &[6.0, 3.0, -9.0], 5e-3);
    let autarky: Vec<f64> = (0..3).map(|i| three(1.0).autarky_price(i)).collect();
    close(&autarky, &[20.0, 23.4, 34.5], 1e-9);
}

/// V10: two mirror markets; each side's optimum tariff is dominant, yet both lose.
#[test]
fn v10_tariff_war_matrix() {
    let tax = 1.0 / 3.0;
    let base = two(400.0).limit().welfare;
    let shift = |result: SpatialResult| change(&result.welfare, &base);
    let mine = shift(taxed(400.0, tax).limit());
    // In the other market roles are exchanged.
    let (win, lose) = (mine[0], mine[1]);
    close(&[win, lose, win + lose], &[5.0 / 3.0, -25.0 / 9.0, -10.0 / 9.0], 0.02);
    assert!(win > 0.0 && win + lose > lose && win + lose < 0.0);
}
