//! Linear systems whose matrix has a positive diagonal, no positive entry elsewhere, and columns that add up to zero or more
//! (M-matrices), solved without a single subtraction between matrix entries.
//!
//! Markets that are tied together by arbitrage give such matrices with entries of very different size: a price gap moves
//! flows by a million times what it moves supply and demand. Ordinary elimination loses the small column sums in the large
//! entries; keeping them as numbers of their own does not (Grassmann, Taksar and Heyman 1985; O'Cinneide 1993).

/// Solves `A x = rhs` in place, where `A[i][j] = −off[i][j]` off the diagonal and `A[j][j] = excess[j] + Σ off[i][j]`.
///
/// `off` is row-major with any diagonal, all its other entries and `excess` zero or more; both are overwritten. `false` when
/// the matrix is singular or something is not finite; `rhs` is then meaningless.
pub(crate) fn solve(off: &mut [f64], excess: &mut [f64], rhs: &mut [f64]) -> bool {
    let n = rhs.len();
    if off.len() != n * n || excess.len() != n {
        return false;
    }
    for k in 0..n {
        let (top, below) = off.split_at_mut((k + 1) * n);
        let head = &mut top[k * n..];
        let pivot = excess[k] + below.chunks_exact(n).map(|row| row[k]).sum::<f64>();
        if !(pivot.is_finite() && pivot > 0.0) {
            return false;
        }
        head[k] = pivot;
        for (i, row) in below.chunks_exact_mut(n).enumerate() {
            let factor = row[k] / pivot;
            if factor > 0.0 {
                for (x, h) in row[k + 1..].iter_mut().zip(&head[k + 1..]) {
                    *x += factor * h;
                }
                rhs[k + 1 + i] += factor * rhs[k];
            }
        }
        let factor = excess[k] / pivot;
        for (e, h) in excess[k + 1..].iter_mut().zip(&head[k + 1..]) {
            *e += factor * h;
        }
    }
    for k in (0..n).rev() {
        let row = &off[k * n..(k + 1) * n];
        let known: f64 = row[k + 1..].iter().zip(&rhs[k + 1..]).map(|(a, x)| a * x).sum();
        rhs[k] = (rhs[k] + known) / row[k];
    }
    rhs.iter().all(|x| x.is_finite())
}

#[cfg(test)]
mod tests {
    use super::solve;
    use crate::market::lu;

    #[test]
    fn agrees_with_elimination_on_an_ordinary_matrix() {
        let off = [0.0, 0.3, 1.2, 0.5, 0.0, 0.1, 0.0, 0.7, 0.0];
        let excess = [0.2, 0.1, 0.4];
        let mut dense = off.map(|x: f64| -x);
        for j in 0..3 {
            dense[4 * j] = excess[j] + (0..3).filter(|&i| i != j).map(|i| off[3 * i + j]).sum::<f64>();
        }
        let (mut got, mut want) = ([1.0, -2.0, 0.5], [1.0, -2.0, 0.5]);
        assert!(solve(&mut off.clone(), &mut excess.clone(), &mut got));
        assert!(lu::solve(&dense, &mut want));
        for (g, w) in got.iter().zip(&want) {
            assert!((g - w).abs() < 1e-12, "{got:?} {want:?}");
        }
    }

    /// Two markets tied 10^18 times more tightly than they respond: their common price moves by the sum of what is missing
    /// over the sum of the responses, to the last digit.
    #[test]
    fn small_column_sums_survive_large_entries() {
        let tie = 1e18;
        let mut rhs = [3.0, -1.0];
        assert!(solve(&mut [0.0, tie, tie, 0.0], &mut [0.25, 0.75], &mut rhs));
        assert!((rhs[0] - 2.0).abs() < 1e-14 && (rhs[1] - 2.0).abs() < 1e-14, "{rhs:?}");
    }

    #[test]
    fn refuses_singular_and_non_finite() {
        assert!(!solve(&mut [0.0, 1.0, 1.0, 0.0], &mut [0.0, 0.0], &mut [1.0, 1.0]));
        assert!(!solve(&mut [0.0, f64::NAN, 1.0, 0.0], &mut [1.0, 1.0], &mut [1.0, 1.0]));
        assert!(solve(&mut [], &mut [], &mut []));
    }
}
