//! Dense linear systems: LU with partial pivoting, in place, for the few dozen unknowns of a market.

/// Solves `matrix · x = rhs` in place: `matrix` (row-major `n × n`) is destroyed, `rhs` becomes `x`.
///
/// Returns `false` when the matrix is singular or anything is not finite; `rhs` is then meaningless.
/// Rows are first scaled to a largest entry of one, so that pivots compare like with like.
pub fn solve(matrix: &mut [f64], rhs: &mut [f64]) -> bool {
    solve_many(matrix, rhs, 1)
}

/// As [`solve`], for `many` right-hand sides: `rhs` is row-major `n × many`.
pub fn solve_many(matrix: &mut [f64], rhs: &mut [f64], many: usize) -> bool {
    let n = rhs.len() / many.max(1);
    if matrix.len() != n * n || rhs.len() != n * many {
        return false;
    }
    if n == 0 {
        return true;
    }
    for (row, values) in matrix.chunks_exact_mut(n).zip(rhs.chunks_exact_mut(many)) {
        let largest = row.iter().fold(0.0_f64, |a, x| a.max(x.abs()));
        if !(largest.is_finite() && largest > 0.0 && values.iter().all(|x| x.is_finite())) {
            return false;
        }
        let scale = 1.0 / largest;
        row.iter_mut().for_each(|x| *x *= scale);
        values.iter_mut().for_each(|x| *x *= scale);
    }
    for k in 0..n {
        if !pivot(matrix, rhs, n, many, k) {
            return false;
        }
        let (top, below) = matrix.split_at_mut((k + 1) * n);
        let head = &top[k * n + k..];
        let inverse = 1.0 / head[0];
        let (solved, open) = rhs.split_at_mut((k + 1) * many);
        let solved = &solved[k * many..];
        // Four rows at a time: the loops are short, and the pivot's row is read once for all four.
        let (mut rows, mut values) = (below.chunks_exact_mut(4 * n), open.chunks_exact_mut(4 * many));
        for (block, block_values) in (&mut rows).zip(&mut values) {
            let factors = [0, 1, 2, 3].map(|row| block[row * n + k] * inverse);
            if factors == [0.0; 4] {
                continue;
            }
            subtract(block, n, k + 1, &head[1..], factors);
            subtract(block_values, many, 0, solved, factors);
        }
        let (rows, values) = (rows.into_remainder(), values.into_remainder());
        for (row, values) in rows.chunks_exact_mut(n).zip(values.chunks_exact_mut(many)) {
            let row = &mut row[k..];
            let factor = row[0] * inverse;
            if factor != 0.0 {
                for (x, h) in row[1..].iter_mut().zip(&head[1..]) {
                    *x -= factor * h;
                }
                for (x, h) in values.iter_mut().zip(solved) {
                    *x -= factor * h;
                }
            }
        }
    }
    for k in (0..n).rev() {
        let row = &matrix[k * n..(k + 1) * n];
        let (open, known) = rhs.split_at_mut((k + 1) * many);
        let values = &mut open[k * many..];
        for (a, x) in row[k + 1..].iter().zip(known.chunks_exact(many)) {
            for (value, x) in values.iter_mut().zip(x) {
                *value -= a * x;
            }
        }
        let inverse = 1.0 / row[k];
        values.iter_mut().for_each(|x| *x *= inverse);
    }
    rhs.iter().all(|x| x.is_finite())
}

/// Subtracts multiples of `head` from four rows of `n`, from column `from` on.
fn subtract(block: &mut [f64], n: usize, from: usize, head: &[f64], factors: [f64; 4]) {
    let (first, second) = block.split_at_mut(2 * n);
    let ((a, b), (c, d)) = (first.split_at_mut(n), second.split_at_mut(n));
    let (a, b, c, d) = (&mut a[from..], &mut b[from..], &mut c[from..], &mut d[from..]);
    let [by_a, by_b, by_c, by_d] = factors;
    for ((((a, b), c), d), h) in a.iter_mut().zip(b).zip(c).zip(d).zip(head) {
        *a -= by_a * h;
        *b -= by_b * h;
        *c -= by_c * h;
        *d -= by_d * h;
    }
}

/// Brings the largest entry of column `k` at or below the diagonal onto it.
fn pivot(matrix: &mut [f64], rhs: &mut [f64], n: usize, many: usize, k: usize) -> bool {
    let (mut best, mut size) = (k, matrix[k * n + k].abs());
    for (i, row) in matrix.chunks_exact(n).enumerate().skip(k + 1) {
        if row[k].abs() > size {
            (best, size) = (i, row[k].abs());
        }
    }
    if !(size.is_finite() && size > 1e-200) {
        return false;
    }
    if best != k {
        let (top, below) = matrix.split_at_mut(best * n);
        top[k * n + k..(k + 1) * n].swap_with_slice(&mut below[k..n]);
        let (top, below) = rhs.split_at_mut(best * many);
        top[k * many..(k + 1) * many].swap_with_slice(&mut below[..many]);
    }
    true
}

#[cfg(test)]
mod tests {
    use super::{solve, solve_many};

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
    fn solves_for_two_at_once() {
        let mut a = [0.0, 2.0, 1.0, 1.0, 1.0, 1.0, 2.0, 0.0, 3.0];
        let mut b = [7.0, 3.0, 6.0, 3.0, 11.0, 5.0];
        assert!(solve_many(&mut a, &mut b, 2));
        for (x, want) in b.iter().zip([1.0, 1.0, 2.0, 1.0, 3.0, 1.0]) {
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
