use super::{Gsim, GsimResult};

fn example() -> (Gsim, Vec<f64>) {
    let gsim = Gsim {
        n: 4,
        trade: vec![
            0.0, 50.0, 200.0, 300.0, 500.0, 0.0, 150.0, 200.0, 300.0, 100.0, 200.0, 200.0, 50.0, 100.0, 110.0, 20.0,
        ],
        tariff0: vec![
            1.00, 1.21, 1.41, 1.22, 1.37, 1.00, 1.31, 1.23, 1.32, 1.36, 1.00, 1.18, 1.57, 1.41, 1.25, 1.15,
        ],
        demand_elasticity: vec![-1.25; 4],
        supply_elasticity: vec![1.5; 4],
        substitution: vec![5.0; 4],
    };
    let mut tariff1 = gsim.tariff0.clone();
    tariff1[2] = 1.0;
    tariff1[8] = 1.0;
    (gsim, tariff1)
}

#[track_caller]
fn close(got: &[f64], want: &[f64], tolerance: f64) {
    assert_eq!(got.len(), want.len());
    for (g, w) in got.iter().zip(want) {
        assert!((g - w).abs() <= tolerance, "{got:?} against {want:?}");
    }
}

fn rise(values: &[f64]) -> Vec<f64> {
    values.iter().map(|x| x - 1.0).collect()
}

fn check(result: &GsimResult, surplus: [[f64; 4]; 3], tolerance: f64) {
    close(&result.producer_surplus, &surplus[0], tolerance);
    close(&result.consumer_surplus, &surplus[1], tolerance);
    close(&result.tariff_revenue, &surplus[2], tolerance);
}

/// V1: world prices as published (4 decimals), the rest our own golden values (6 decimals).
#[test]
fn v1_linear_four_by_four() {
    let (gsim, tariff1) = example();
    let result = gsim.linear(&tariff1);
    assert!(result.solved);
    close(&rise(&result.price), &[0.0792, -0.0316, 0.0480, -0.0184], 5e-5);
    close(
        &rise(&result.price),
        &[0.079181, -0.031621, 0.048049, -0.018372],
        5.1e-7,
    );
    close(
        &rise(&result.composite_price),
        &[-0.090287, 0.025881, -0.080017, 0.036876],
        5.1e-7,
    );
    check(
        &result,
        [
            [46.135966, -26.240375, 39.824678, -5.073200],
            [110.595197, -8.876052, 68.558854, -32.858942],
            [-138.517242, 0.621921, -93.839186, -2.869914],
        ],
        5.1e-7,
    );
    close(
        &result.net_welfare,
        &[18.213920, -34.494506, 14.544346, -40.802056],
        5.1e-7,
    );
    let flows = [
        0.0, 37.8332, 385.8657, 240.3479, 404.0304, 0.0, 128.9708, 251.0791, 518.2238, 89.7975, 102.6103, 188.2375,
        37.7044, 116.7069, 88.7194, 24.1508,
    ];
    close(&result.value, &flows, 5.1e-5);
}

/// V2: our golden values of the non-linear form under the same shock.
#[test]
fn v2_non_linear_four_by_four() {
    let (gsim, tariff1) = example();
    let result = gsim.nonlinear(&tariff1, None, None);
    assert!(result.solved && result.residual < 1e-9);
    close(
        &rise(&result.price),
        &[0.126460, -0.032290, 0.079329, -0.017326],
        5.1e-7,
    );
    check(
        &result,
        [
            [76.286626, -26.785735, 67.288775, -4.788531],
            [121.067513, -13.027250, 81.563894, -45.316339],
            [-145.408658, 1.574902, -99.016704, -1.080421],
        ],
        5.1e-7,
    );
}

/// V2, second half: both forms agree to first order in the shock.
#[test]
fn v2_first_order_consistency() {
    let (gsim, tariff1) = example();
    for (scale, want) in [(1.0, 0.597), (0.1, 0.0457), (0.01, 0.00446)] {
        let shock: Vec<f64> = tariff1
            .iter()
            .zip(&gsim.tariff0)
            .map(|(t1, t0)| t0 + scale * (t1 - t0))
            .collect();
        let (linear, full) = (gsim.linear(&shock), gsim.nonlinear(&shock, None, None));
        // Largest gap over the largest change: the printed 0.597 is the first region's; the third's own ratio is 0.651.
        let largest = |values: Vec<f64>| values.into_iter().map(f64::abs).fold(0.0, f64::max);
        let gap = largest((0..4).map(|r| full.price[r] - linear.price[r]).collect()) / largest(rise(&linear.price));
        // The note prints three digits.
        assert!((gap - want).abs() <= 0.02 * want, "scale {scale}: {gap} against {want}");
    }
}

#[test]
fn base_year_is_reproduced_and_warm_start_agrees() {
    let (gsim, tariff1) = example();
    let base = gsim.nonlinear(&gsim.tariff0, None, None);
    close(&base.quantity, &gsim.trade, 1e-9);
    assert_eq!(base.iterations, 0);
    let cold = gsim.nonlinear(&tariff1, None, None);
    let warm = gsim.nonlinear(&tariff1, None, Some(&[3.0, 0.2, 1.1, 0.7]));
    close(&cold.price, &warm.price, 1e-10);
}

#[test]
fn money_balances_and_huge_tariffs_stay_finite() {
    let (gsim, _) = example();
    for power in [0.2, 2.45, 100.0] {
        let tariff1: Vec<f64> = (0..16)
            .map(|k| if k / 4 == k % 4 { gsim.tariff0[k] } else { power })
            .collect();
        let result = gsim.nonlinear(&tariff1, Some(&[1.0, 0.5, 2.0, 1.0]), None);
        assert!(result.solved, "{power}: {result:?}");
        for r in 0..4 {
            let sold: f64 = result.quantity[4 * r..4 * r + 4].iter().sum();
            let base: f64 = gsim.trade[4 * r..4 * r + 4].iter().sum();
            let made = base * libm::pow(result.price[r], 1.5);
            assert!((sold / made - 1.0).abs() < 1e-9);
        }
        assert!(result.net_welfare.iter().all(|x| x.is_finite()));
    }
}

#[test]
fn prohibitive_tariffs_on_everything_stay_numbers() {
    let (mut gsim, mut tariff1) = example();
    gsim.substitution = vec![60.0; 4];
    for exporter in 0..4 {
        tariff1[exporter * 4] = gsim.tariff0[exporter * 4] * 1e8;
    }
    let result = gsim.nonlinear(&tariff1, None, None);
    assert!(result.solved && result.iterations < 60, "{result:?}");
    // The importer pays them on whatever it still buys, and buys next to nothing.
    let paid = result.composite_price[0] / 1e8;
    assert!((0.5..2.0).contains(&paid), "{paid}");
    let bought: f64 = (0..4).map(|r| result.quantity[r * 4]).sum();
    assert!(bought > 0.0 && bought < 1e-6, "{bought}");
}
