//! Dense linear systems: LU with partial pivoting, in place, for the few dozen unknowns of a market.

/// Solves `matrix · x = rhs` in place: `matrix` (row-major `n × n`) is destroyed, `rhs` becomes `x`.
///
/// Returns `false` when the matrix is singular or anything is not finite; `rhs` is then meaningless.
/// Rows are first scaled to a largest entry of one, so that pivots compare like with like.
pub fn solve(matrix: &mut [f64], rhs: &mut [f64]) -> bool {
    let n = rhs.len();
    if matrix.len() != n * n {
        return false;
    }
    for (row, value) in matrix.chunks_exact_mut(n.max(1)).zip(rhs.iter_mut()) {
        let largest = row.iter().fold(0.0_f64, |a, x| a.max(x.abs()));
        if !(largest.is_finite() && largest > 0.0 && value.is_finite()) {
            return false;
        }
        let scale = 1.0 / largest;
        row.iter_mut().for_each(|x| *x *= scale);
        *value *= scale;
    }
    for k in 0..n {
        if !pivot(matrix, rhs, n, k) {
            return false;
        }
        let (top, below) = matrix.split_at_mut((k + 1) * n);
        let head = &top[k * n..];
        let inverse = 1.0 / head[k];
        let (solved, open) = rhs.split_at_mut(k + 1);
        for (row, value) in below.chunks_exact_mut(n).zip(open) {
            let factor = row[k] * inverse;
            if factor != 0.0 {
                for (x, h) in row[k + 1..].iter_mut().zip(&head[k + 1..]) {
                    *x -= factor * h;
                }
                *value -= factor * solved[k];
            }
        }
    }
    for k in (0..n).rev() {
        let row = &matrix[k * n..(k + 1) * n];
        let known: f64 = row[k + 1..].iter().zip(&rhs[k + 1..]).map(|(a, x)| a * x).sum();
        rhs[k] = (rhs[k] - known) / row[k];
    }
    rhs.iter().all(|x| x.is_finite())
}

/// Brings the largest entry of column `k` at or below the diagonal onto it.
fn pivot(matrix: &mut [f64], rhs: &mut [f64], n: usize, k: usize) -> bool {
    let mut best = k;
    for i in k + 1..n {
        if matrix[i * n + k].abs() > matrix[best * n + k].abs() {
            best = i;
        }
    }
    let size = matrix[best * n + k].abs();
    if !(size.is_finite() && size > 1e-200) {
        return false;
    }
    if best != k {
        let (top, below) = matrix.split_at_mut(best * n);
        top[k * n..(k + 1) * n].swap_with_slice(&mut below[..n]);
        rhs.swap(k, best);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::solve;

    #[test]
    fn solves_with_pivoting() {
        let mut a = [0.0, 2.0, 1.0, 1.0, 1.0, 1.0, 2.0, 0.0, 3.0];
        let mut b = [7.0, 6.0, 11.0];
        assert!(solve(&mut a, &mut b));
        for (x, want) in b.iter().zip([1.0, 2.0, 3.0]) {
            assert!((x - want).abs() < 1e-14, "{b:?}");
        }
    }

    #[test]
    fn refuses_singular_and_non_finite() {
        assert!(!solve(&mut [1.0, 2.0, 2.0, 4.0], &mut [1.0, 2.0]));
        assert!(!solve(&mut [f64::NAN, 0.0, 0.0, 1.0], &mut [1.0, 1.0]));
        assert!(solve(&mut [], &mut []));
    }
}
