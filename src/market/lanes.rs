//! Matrices whose rows are whole blocks of four numbers, and sums of such rows.
//!
//! Rows of a market's systems are a dozen or two long. Compilers turn loops over them into vector instructions, but then spend
//! more on the numbers left over than on the rest: padding leaves none over. Products and sums are rounded one by one (no fused
//! ones), so that every machine gets the same bits.

use wide::f64x4;

/// Numbers to a block.
const LANES: usize = 4;

/// A row-major matrix with rows padded by zeros.
#[derive(Clone, Debug, Default)]
pub(super) struct Matrix {
    stride: usize,
    values: Vec<f64>,
}

impl Matrix {
    /// Makes room for a number of rows and columns; what the numbers are is then open.
    pub(super) fn reshape(&mut self, rows: usize, columns: usize) {
        let stride = columns.next_multiple_of(LANES);
        if (stride, stride * rows) != (self.stride, self.values.len()) {
            self.stride = stride;
            self.values.clear();
            self.values.resize(stride * rows, 0.0);
        }
    }

    /// A matrix of zeros.
    pub(super) fn zeros(rows: usize, columns: usize) -> Matrix {
        let mut matrix = Matrix::default();
        matrix.reshape(rows, columns);
        matrix
    }

    /// Sets every number to zero.
    pub(super) fn clear(&mut self) {
        self.values.fill(0.0);
    }

    /// How many numbers a row has, padding included.
    pub(super) fn stride(&self) -> usize {
        self.stride
    }

    /// A row, padding included.
    #[inline]
    pub(super) fn row(&self, row: usize) -> &[f64] {
        &self.values[row * self.stride..(row + 1) * self.stride]
    }

    /// A row to write to, padding included; the padding has to stay zero.
    #[inline]
    pub(super) fn row_mut(&mut self, row: usize) -> &mut [f64] {
        &mut self.values[row * self.stride..(row + 1) * self.stride]
    }

    /// All rows, padding included.
    pub(super) fn rows_mut(&mut self) -> std::slice::ChunksExactMut<'_, f64> {
        self.values.chunks_exact_mut(self.stride.max(1))
    }

    /// A row, and all that come after it.
    #[inline]
    pub(super) fn row_and_below(&mut self, row: usize) -> (&[f64], std::slice::ChunksExactMut<'_, f64>) {
        let (top, below) = self.values.split_at_mut((row + 1) * self.stride);
        (&top[row * self.stride..], below.chunks_exact_mut(self.stride.max(1)))
    }

    /// Lets two rows change places.
    pub(super) fn swap(&mut self, upper: usize, lower: usize) {
        let (top, below) = self.values.split_at_mut(lower * self.stride);
        top[upper * self.stride..(upper + 1) * self.stride].swap_with_slice(&mut below[..self.stride]);
    }
}

/// Columns from this one on, with those before it in the same block.
#[inline]
pub(super) fn block_of(column: usize) -> usize {
    column / LANES * LANES
}

/// Adds `by` times `of` to `to`, element by element; both are whole blocks.
#[inline]
pub(super) fn add(to: &mut [f64], by: f64, of: &[f64]) {
    debug_assert!(
        to.len() == of.len() && to.len().is_multiple_of(LANES),
        "padded rows of one width"
    );
    let by = f64x4::splat(by);
    for (to, of) in to.as_chunks_mut::<LANES>().0.iter_mut().zip(of.as_chunks::<LANES>().0) {
        *to = (f64x4::new(*to) + by * f64x4::new(*of)).to_array();
    }
}

/// Sets `to` to `keep` times itself plus `by` times `of`; both are whole blocks.
#[inline]
pub(super) fn blend(to: &mut [f64], keep: f64, by: f64, of: &[f64]) {
    debug_assert!(
        to.len() == of.len() && to.len().is_multiple_of(LANES),
        "padded rows of one width"
    );
    let (keep, by) = (f64x4::splat(keep), f64x4::splat(by));
    for (to, of) in to.as_chunks_mut::<LANES>().0.iter_mut().zip(of.as_chunks::<LANES>().0) {
        *to = (keep * f64x4::new(*to) + by * f64x4::new(*of)).to_array();
    }
}

/// Sets `to` to `by` times `of`; both are whole blocks.
#[inline]
pub(super) fn set(to: &mut [f64], by: f64, of: &[f64]) {
    debug_assert!(
        to.len() == of.len() && to.len().is_multiple_of(LANES),
        "padded rows of one width"
    );
    let by = f64x4::splat(by);
    for (to, of) in to.as_chunks_mut::<LANES>().0.iter_mut().zip(of.as_chunks::<LANES>().0) {
        *to = (by * f64x4::new(*of)).to_array();
    }
}

/// Multiplies whole blocks by a number.
#[inline]
pub(super) fn scale(values: &mut [f64], by: f64) {
    debug_assert!(values.len().is_multiple_of(LANES), "a padded row");
    let by = f64x4::splat(by);
    for block in values.as_chunks_mut::<LANES>().0 {
        *block = (by * f64x4::new(*block)).to_array();
    }
}

/// Sum of products of rows of any length (the shorter one rules), in four sums that need not wait for one another.
#[inline]
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let n = a.len().min(b.len());
    let ((a, a_rest), (b, b_rest)) = (a[..n].as_chunks::<LANES>(), b[..n].as_chunks::<LANES>());
    let sums = a
        .iter()
        .zip(b)
        .fold(f64x4::ZERO, |sums, (a, b)| sums + f64x4::new(*a) * f64x4::new(*b));
    let rest: f64 = a_rest.iter().zip(b_rest).map(|(x, y)| x * y).sum();
    let [first, second, third, fourth] = sums.to_array();
    (first + third) + (second + fourth) + rest
}

#[cfg(test)]
mod tests {
    use super::{Matrix, add, blend, dot, scale, set};

    #[test]
    fn rows_are_summed_and_padding_stays_zero() {
        for n in 1..10 {
            let mut matrix = Matrix::zeros(3, n);
            for k in 0..n {
                matrix.row_mut(0)[k] = k as f64 + 1.0;
            }
            let of = matrix.row(0).to_vec();
            let to = matrix.row_mut(2);
            set(to, 3.0, &of);
            add(to, 2.0, &of);
            scale(to, 10.0);
            blend(to, 0.1, -1.0, &of);
            for (k, x) in to.iter().enumerate() {
                let want = if k < n { 4.0 * (k as f64 + 1.0) } else { 0.0 };
                assert!((x - want).abs() < 1e-12, "{to:?}");
            }
            matrix.swap(1, 2);
            assert!(matrix.row(2).iter().all(|x| *x == 0.0) && matrix.row(1)[0] == 4.0);
            let squares: f64 = of.iter().map(|x| x * x).sum();
            assert!((dot(&of[..n], &of) - squares).abs() < 1e-12);
        }
    }
}
