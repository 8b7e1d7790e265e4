//! Exponentials and natural logarithms of four numbers at a time.
//!
//! A clearing takes thousands of them, and one at a time they are what it waits for. The algorithms are those of FreeBSD's
//! msun (`e_exp.c`, `e_log.c`: Sun Microsystems 1993, 2004, free to use with this notice), which `libm` follows too, but without
//! branches: a block of ordinary numbers gives the same bits as
//! `libm`, but for an exponential now and then in its last digit. Anything else in a block is left to `libm`.

use wide::f64x4;

/// Numbers to a block.
const LANES: usize = 4;
/// Largest size of an exponent that stays clear of the smallest and largest numbers.
const ORDINARY: f64 = 700.0;
/// `ln 2` in two parts; products of the first with small whole numbers are exact.
const LN_2: (f64, f64) = (6.931_471_803_691_238e-1, 1.908_214_929_270_587_7e-10);
/// Added to a number below 2^51, leaves it rounded to a whole one in the last bits.
const ROUNDER: f64 = 6_755_399_441_055_744.0;
/// Coefficients of the exponential's rational approximation, in even powers of the rest.
const EXP: [f64; 5] = [
    1.666_666_666_666_660_2e-1,
    -2.777_777_777_701_559_3e-3,
    6.613_756_321_437_934e-5,
    -1.653_390_220_546_525_2e-6,
    4.138_136_797_057_238_5e-8,
];
/// Coefficients of the logarithm's series, in even powers of `f / (2 + f)`.
const LOG: [f64; 7] = [
    6.666_666_666_666_735e-1,
    3.999_999_999_940_942e-1,
    2.857_142_874_366_239e-1,
    2.222_219_843_214_978_4e-1,
    1.818_357_216_161_805e-1,
    1.531_383_769_920_937_3e-1,
    1.479_819_860_511_658_6e-1,
];
/// Bits of the square root of one half, low digits cut: mantissas are taken from there to twice that.
const ROOT_HALF: u64 = 0x3fe6_a09e_0000_0000;
/// Bits of one.
const ONE: u64 = 0x3ff0_0000_0000_0000;
/// Bits of 2^52: with a small whole number in its last bits, that much more.
const WHOLE: u64 = 0x4330_0000_0000_0000;

/// `e^x` of each.
#[inline]
pub(super) fn exp4(x: [f64; LANES]) -> [f64; LANES] {
    if !x.iter().all(|x| x.abs() < ORDINARY) {
        return x.map(libm::exp);
    }
    let x = f64x4::new(x);
    let turned = x * f64x4::splat(std::f64::consts::LOG2_E) + f64x4::splat(ROUNDER);
    let whole = turned - f64x4::splat(ROUNDER);
    let high = x - whole * f64x4::splat(LN_2.0);
    let low = whole * f64x4::splat(LN_2.1);
    let rest = high - low;
    let square = rest * rest;
    let mut series = f64x4::splat(EXP[4]);
    for &c in EXP[..4].iter().rev() {
        series = f64x4::splat(c) + square * series;
    }
    let c = rest - square * series;
    let value = f64x4::ONE + (rest * c / (f64x4::splat(2.0) - c) - low + high);
    let power = turned
        .to_array()
        .map(|t| f64::from_bits((t.to_bits() << 52).wrapping_add(ONE)));
    (value * f64x4::new(power)).to_array()
}

/// The natural logarithm of each.
#[inline]
pub(super) fn log4(x: [f64; LANES]) -> [f64; LANES] {
    if !x.iter().all(|x| (f64::MIN_POSITIVE..=f64::MAX).contains(x)) {
        return x.map(libm::log);
    }
    let shifted = x.map(|x| x.to_bits() + (ONE - ROOT_HALF));
    let whole = f64x4::new(shifted.map(|b| f64::from_bits(WHOLE | (b >> 52)))) - f64x4::splat(4_503_599_627_371_519.0);
    let mantissa = f64x4::new(shifted.map(|b| f64::from_bits((b & 0x000f_ffff_ffff_ffff) + ROOT_HALF)));
    let f = mantissa - f64x4::ONE;
    let half = f64x4::splat(0.5) * f * f;
    let s = f / (f64x4::splat(2.0) + f);
    let z = s * s;
    let w = z * z;
    let [l1, l2, l3, l4, l5, l6, l7] = LOG.map(f64x4::splat);
    let even = w * (l2 + w * (l4 + w * l6));
    let odd = z * (l1 + w * (l3 + w * (l5 + w * l7)));
    let r = odd + even;
    let (high, low) = (f64x4::splat(LN_2.0), f64x4::splat(LN_2.1));
    (s * (half + r) + whole * low - half + f + whole * high).to_array()
}

/// Replaces each number by `e` to its power.
#[inline]
pub(super) fn exp_all(values: &mut [f64]) {
    each(values, 0.0, exp4);
}

/// Replaces each number by its natural logarithm.
#[inline]
pub(super) fn log_all(values: &mut [f64]) {
    each(values, 1.0, log4);
}

/// Blocks of four, and what is left over filled up with a number that does no harm.
#[inline]
fn each(values: &mut [f64], filling: f64, of: impl Fn([f64; LANES]) -> [f64; LANES]) {
    let (blocks, rest) = values.as_chunks_mut::<LANES>();
    for block in blocks {
        *block = of(*block);
    }
    if !rest.is_empty() {
        let mut block = [filling; LANES];
        block[..rest.len()].copy_from_slice(rest);
        rest.copy_from_slice(&of(block)[..rest.len()]);
    }
}

#[cfg(test)]
mod tests {
    use super::{exp_all, exp4, log_all, log4};

    /// How many numbers lie between two.
    fn apart(a: f64, b: f64) -> u64 {
        a.to_bits().abs_diff(b.to_bits())
    }

    /// Numbers of every size, evenly in their logs and with changing last digits.
    fn numbers() -> impl Iterator<Item = f64> {
        (0..400_000_u32).map(|k| libm::exp2(f64::from(k) / 200.0 - 1_000.0) * (1.0 + f64::from(k % 977) / 1_013.0))
    }

    #[test]
    fn logs_are_those_of_the_library_to_the_last_bit() {
        for x in numbers() {
            let [log, ..] = log4([x, 1.0, 2.0, 3.0]);
            assert_eq!(log.to_bits(), libm::log(x).to_bits(), "{x:e}");
        }
    }

    #[test]
    fn exponentials_are_those_of_the_library_to_a_digit_in_the_last_place() {
        let mut unlike = 0_u32;
        for k in 0..1_400_000_u32 {
            let x = f64::from(k) / 1_000.0 - 699.999 + f64::from(k % 101) * 1e-9;
            let [.., power] = exp4([0.0, 1.0, -1.0, x]);
            let want = libm::exp(x);
            assert!(apart(power, want) <= 1, "{x}: {power:e} {want:e}");
            unlike += u32::from(power != want);
        }
        assert!(unlike < 1_000, "{unlike}");
    }

    #[test]
    fn what_is_not_ordinary_is_left_to_the_library() {
        for x in [
            f64::NAN,
            f64::INFINITY,
            f64::NEG_INFINITY,
            0.0,
            -1.0,
            1e-310,
            710.0,
            -760.0,
        ] {
            for (block, want) in [
                (exp4([1.0, x, 2.0, 3.0]), libm::exp(x)),
                (log4([1.0, x, 2.0, 3.0]), libm::log(x)),
            ] {
                assert!(block[1] == want || block[1].is_nan() && want.is_nan(), "{x}");
            }
        }
    }

    #[test]
    fn lists_of_any_length() {
        for n in 0..10 {
            let from: Vec<f64> = (0..n).map(|k| 0.3 * f64::from(k) + 0.1).collect();
            let (mut powers, mut logs) = (from.clone(), from.clone());
            exp_all(&mut powers);
            log_all(&mut logs);
            for ((x, power), log) in from.iter().zip(&powers).zip(&logs) {
                assert!(apart(*power, libm::exp(*x)) <= 1 && *log == libm::log(*x), "{n} {x}");
            }
        }
    }
}
