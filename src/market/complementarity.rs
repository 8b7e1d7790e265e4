//! "At least one of two non-negative numbers is zero" as an equation.

/// Smoothed Fischer-Burmeister function `a + b − √(a² + b² + 2 corner²)` and its slopes in `a` and `b`: zero iff both are
/// non-negative and one is zero (MODEL.md 4).
pub(crate) fn complement(a: f64, b: f64, corner: f64) -> (f64, f64, f64) {
    let root = (a * a + b * b + 2.0 * corner * corner).sqrt();
    // For two positive numbers the sum and the root nearly cancel when one is tiny.
    let value = if a > 0.0 && b > 0.0 {
        2.0 * (a * b - corner * corner) / (a + b + root)
    } else {
        a + b - root
    };
    (value, 1.0 - a / root, 1.0 - b / root)
}
