//! A second opinion on equilibria: the extragradient method for variational inequalities (Korpelevich 1976). It asks nothing of
//! a problem but that its costs do not fall when flows rise, and shares no code with the program.

/// Finds `x` with `0 ≤ x ≤ limit` such that no feasible direction lowers `cost(x)`: where `x` is between its limits the cost is
/// zero, at zero it is zero or more, at the limit zero or less. Returns the point and its largest violation.
pub(crate) fn solve(limit: &[f64], cost: impl Fn(&[f64]) -> Vec<f64>, steps: u32) -> (Vec<f64>, f64) {
    let box_in = |x: f64, k: usize| x.clamp(0.0, limit[k]);
    let mut x: Vec<f64> = limit.iter().map(|l| l.min(1.0)).collect();
    let mut pace = 0.1;
    for _ in 0..steps {
        let here = cost(&x);
        loop {
            let probe: Vec<f64> = (0..x.len()).map(|k| box_in(x[k] - pace * here[k], k)).collect();
            let there = cost(&probe);
            let moved: f64 = x.iter().zip(&probe).map(|(a, b)| (a - b).powi(2)).sum();
            let turned: f64 = here.iter().zip(&there).map(|(a, b)| (a - b).powi(2)).sum();
            if pace * pace * turned <= 0.81 * moved || moved < 1e-28 {
                x = (0..x.len()).map(|k| box_in(x[k] - pace * there[k], k)).collect();
                pace *= 1.05;
                break;
            }
            pace *= 0.7;
        }
    }
    let end = cost(&x);
    let natural = |k: usize| (x[k] - box_in(x[k] - end[k], k)).abs();
    let violation = (0..x.len()).map(natural).fold(0.0, f64::max);
    (x, violation)
}
