//! The market that all programs beside us solve too: 12 countries, 9 goods, every number from one hash. `market.py` holds the
//! same in Python; both print the same price sum.

use chokepoint::market::{Gsim, Industry};

/// Countries.
pub(crate) const C: usize = 12;
/// Goods.
pub(crate) const G: usize = 9;

fn hash01(k: u64) -> f64 {
    let mut z = (k + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
}

fn cell(i: usize, j: usize, g: usize) -> u64 {
    ((i * C + j) * G + g) as u64
}

/// The goods, one industry each, without tariffs.
pub(crate) fn industries() -> Vec<Industry> {
    (0..G)
        .map(|g| {
            let trade = |i: usize, j: usize| {
                let u = hash01(cell(i, j, g));
                (1.0 + 9.0 * u * u) * if i == j { 5.0 } else { 1.0 }
            };
            Industry::new(&Gsim {
                n: C,
                trade: (0..C * C).map(|k| trade(k / C, k % C)).collect(),
                tariff0: vec![1.0; C * C],
                demand_elasticity: vec![-1.25; C],
                supply_elasticity: vec![1.5; C],
                substitution: vec![3.0 + 0.5 * g as f64; C],
            })
        })
        .collect()
}

/// Powers of the tariffs of a draw, by good, row-major by exporter.
pub(crate) fn tariffs(seed: u64) -> Vec<Vec<f64>> {
    let rate = |i: usize, j: usize, g: usize| {
        let u = hash01(1_000_000 + seed * 10_000 + cell(i, j, g));
        if i != j && u > 0.5 { 0.6 * (u - 0.5) } else { 0.0 }
    };
    (0..G)
        .map(|g| (0..C * C).map(|k| 1.0 + rate(k / C, k % C, g)).collect())
        .collect()
}

/// The line that the `k`-th change moves: exporter, importer, good, and its new power.
pub(crate) fn change(k: usize) -> (usize, usize, usize, f64) {
    (k % C, (k + 5) % C, k % G, 1.0 + 0.01 * (k % 32) as f64)
}
