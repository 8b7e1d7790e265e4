//! Dense linear systems: LU with partial pivoting, for the few dozen unknowns of a market.

use super::lanes::{self, Matrix};

/// What elimination did to the rows: together with the upper triangle it solves for further right-hand sides.
#[derive(Clone, Debug, Default)]
pub(super) struct Lower {
    /// Factor on each row before anything else.
    scale: Vec<f64>,
    /// Row that changed places with the k-th in its step.
    swap: Vec<usize>,
    /// How much of each earlier row was taken off each row.
    factors: Matrix,
}

/// Solves `matrix · x = rhs` once, for a row-major `n × n` matrix; `rhs` becomes `x`.
///
/// Returns `false` when the matrix is singular or anything is not finite; `rhs` is then meaningless.
pub(super) fn solve(matrix: &[f64], rhs: &mut [f64]) -> bool {
    let n = rhs.len();
    if matrix.len() != n * n {
        return false;
    }
    let (mut padded, mut lower) = (Matrix::zeros(n, n), Lower::default());
    for (i, row) in matrix.chunks_exact(n.max(1)).enumerate() {
        padded.row_mut(i)[..n].copy_from_slice(row);
    }
    factor(&mut padded, n, &mut lower) && substitute(&padded, &lower, rhs, 1)
}

/// Turns an `n × n` matrix into its upper triangle, left of which anything may stand. Rows are first scaled to a largest entry
/// of one, so that pivots compare like with like. `false` when the matrix is singular or anything is not finite.
pub(super) fn factor(matrix: &mut Matrix, n: usize, lower: &mut Lower) -> bool {
    lower.scale.clear();
    lower.swap.clear();
    lower.factors.reshape(n, n);
    for i in 0..n {
        let row = matrix.row_mut(i);
        let largest = row.iter().fold(0.0_f64, |a, x| a.max(x.abs()));
        if !(largest.is_finite() && largest > 0.0) {
            return false;
        }
        let scale = 1.0 / largest;
        lanes::scale(row, scale);
        lower.scale.push(scale);
    }
    for k in 0..n {
        let Some(best) = pivot(matrix, n, k) else {
            return false;
        };
        if best != k {
            matrix.swap(k, best);
            lower.factors.swap(k, best);
        }
        lower.swap.push(best);
        let from = lanes::block_of(k + 1);
        let (head, below) = matrix.row_and_below(k);
        let inverse = 1.0 / head[k];
        for (row, i) in below.zip(k + 1..n) {
            let factor = row[k] * inverse;
            lower.factors.row_mut(i)[k] = factor;
            if factor != 0.0 && from < row.len() {
                lanes::add(&mut row[from..], -factor, &head[from..]);
            }
        }
    }
    true
}

/// Solves for `many` right-hand sides (row-major `n × many`) with a matrix that [`factor`] has gone over. `false` when the sizes
/// don't fit or anything is not finite; `rhs` is then meaningless.
pub(super) fn substitute(upper: &Matrix, lower: &Lower, rhs: &mut [f64], many: usize) -> bool {
    let n = lower.swap.len();
    if rhs.len() != n * many {
        return false;
    }
    for (values, scale) in rhs.chunks_exact_mut(many.max(1)).zip(&lower.scale) {
        values.iter_mut().for_each(|x| *x *= scale);
    }
    for (k, &best) in lower.swap.iter().enumerate() {
        if best != k {
            let (top, below) = rhs.split_at_mut(best * many);
            top[k * many..(k + 1) * many].swap_with_slice(&mut below[..many]);
        }
    }
    for k in 1..n {
        let (known, open) = rhs.split_at_mut(k * many);
        less(&mut open[..many], &lower.factors.row(k)[..k], known);
    }
    for k in (0..n).rev() {
        let row = &upper.row(k)[..n];
        let (open, known) = rhs.split_at_mut((k + 1) * many);
        let values = &mut open[k * many..];
        less(values, &row[k + 1..], known);
        let inverse = 1.0 / row[k];
        values.iter_mut().for_each(|x| *x *= inverse);
    }
    rhs.iter().all(|x| x.is_finite())
}

/// Takes known unknowns, by their factors, off one row's right-hand sides.
fn less(values: &mut [f64], factors: &[f64], known: &[f64]) {
    if let [value] = values {
        *value -= lanes::dot(factors, known);
        return;
    }
    for (a, x) in factors.iter().zip(known.chunks_exact(values.len().max(1))) {
        for (value, x) in values.iter_mut().zip(x) {
            *value -= a * x;
        }
    }
}

/// Where the largest entry of column `k` at or below the diagonal stands.
fn pivot(matrix: &Matrix, n: usize, k: usize) -> Option<usize> {
    let (mut best, mut size) = (k, matrix.row(k)[k].abs());
    for i in k + 1..n {
        let x = matrix.row(i)[k].abs();
        if x > size {
            (best, size) = (i, x);
        }
    }
    (size.is_finite() && size > 1e-200).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::{Lower, factor, solve, substitute};
    use crate::market::lanes::Matrix;

    fn padded(matrix: &[f64], n: usize) -> Matrix {
        let mut padded = Matrix::zeros(n, n);
        for (i, row) in matrix.chunks_exact(n).enumerate() {
            padded.row_mut(i)[..n].copy_from_slice(row);
        }
        padded
    }

    #[test]
    fn solves_with_pivoting() {
        let a = [0.0, 2.0, 1.0, 1.0, 1.0, 1.0, 2.0, 0.0, 3.0];
        let mut b = [7.0, 6.0, 11.0];
        assert!(solve(&a, &mut b));
        for (x, want) in b.iter().zip([1.0, 2.0, 3.0]) {
            assert!((x - want).abs() < 1e-14, "{b:?}");
        }
    }

    #[test]
    fn solves_for_two_at_once() {
        let mut a = padded(&[0.0, 2.0, 1.0, 1.0, 1.0, 1.0, 2.0, 0.0, 3.0], 3);
        let mut b = [7.0, 3.0, 6.0, 3.0, 11.0, 5.0];
        let mut lower = Lower::default();
        assert!(factor(&mut a, 3, &mut lower) && substitute(&a, &lower, &mut b, 2));
        for (x, want) in b.iter().zip([1.0, 1.0, 2.0, 1.0, 3.0, 1.0]) {
            assert!((x - want).abs() < 1e-14, "{b:?}");
        }
    }

    #[test]
    fn factors_serve_again() {
        // From less than a block of four to two blocks and a bit, an even and an odd number; rows change places.
        for n in 1..=11_u32 {
            let size = n as usize;
            let matrix: Vec<f64> = (0..n * n)
                .map(|k| f64::from((k * k * k + 5 * k) % 101) - 50.5)
                .collect();
            let (mut upper, mut lower) = (padded(&matrix, size), Lower::default());
            assert!(factor(&mut upper, size, &mut lower), "{n}");
            for shift in [0.0, 2.5] {
                let x: Vec<f64> = (0..n).map(|k| f64::from(k) - shift).collect();
                let mut b: Vec<f64> = matrix
                    .chunks_exact(size)
                    .map(|row| row.iter().zip(&x).map(|(a, x)| a * x).sum())
                    .collect();
                assert!(substitute(&upper, &lower, &mut b, 1));
                assert!(b.iter().zip(&x).all(|(b, x)| (b - x).abs() < 1e-9), "{n}: {b:?}");
            }
            assert!(!substitute(&upper, &lower, &mut vec![1.0; size + 1], 1));
        }
    }

    #[test]
    fn refuses_singular_and_non_finite() {
        assert!(!solve(&[1.0, 2.0, 2.0, 4.0], &mut [1.0, 2.0]));
        assert!(!solve(&[f64::NAN, 0.0, 0.0, 1.0], &mut [1.0, 1.0]));
        assert!(solve(&[], &mut []));
    }
}
