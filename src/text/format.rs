//! Quantities as people write them: `$1.1 bn`, `417 kg`, `$3,000/kg`, `−3.5 %`; in Chinese `11亿美元`, `417千克`.
//!
//! Everything is done on whole units, so what is printed is rounded half away from zero and never off by a float.
//! Amounts of money and mass keep three significant digits; [`money_exact`] keeps all. A no-break space holds a number and
//! its unit together.

use super::Language;
use crate::level::units::{Mass, Money, Price, Rate};

/// The minus sign in front of negative quantities.
pub const MINUS: char = '\u{2212}';

/// A step of a ladder of units: how many base units it holds, and its suffix.
type Step = (u64, &'static str);

/// A whole number with its thousands apart: `12,000`, `−1,234`.
#[must_use]
pub fn grouped(number: i64) -> String {
    signed(number < 0, group(&number.unsigned_abs().to_string()))
}

/// A number with at most `places` decimals, trailing zeros cut: `1.5`, `−0.25`, `12,000`. Not a number: `–`.
#[must_use]
pub fn decimal(number: f64, places: usize) -> String {
    if !number.is_finite() {
        return "–".to_owned();
    }
    let written = format!("{:.places$}", number.abs());
    let (whole, rest) = written.split_once('.').unwrap_or((&written, ""));
    let text = joined(whole, rest);
    signed(number < 0.0 && text != "0", text)
}

/// Money, three significant digits: `$1.1 bn`, `$400 m`, `$250 k`; `11亿美元`, `25万美元`.
#[must_use]
pub fn money(language: Language, Money(thousand): Money) -> String {
    money_with(language, thousand, false)
}

/// Money to the last thousand: `$12.034 m`; for comparing two sums that look the same otherwise.
#[must_use]
pub fn money_exact(language: Language, Money(thousand): Money) -> String {
    money_with(language, thousand, true)
}

fn money_with(language: Language, thousand: i64, exact: bool) -> String {
    let size = thousand.unsigned_abs();
    let text = match language {
        Language::English if size == 0 => "$0".to_owned(),
        Language::English => {
            format!(
                "${}",
                climb(
                    size,
                    &[(1, "\u{a0}k"), (1_000, "\u{a0}m"), (1_000_000, "\u{a0}bn")],
                    exact
                )
            )
        }
        Language::Chinese if size < 10 => {
            format!("{}美元", group(&size.saturating_mul(1_000).to_string()))
        }
        Language::Chinese => format!("{}美元", climb(size, &[(10, "万"), (100_000, "亿")], exact)),
    };
    signed(thousand < 0, text)
}

/// Mass, three significant digits below 1,000 t: `12,000 t`, `1.25 t`, `417 kg`; `12,000吨`, `417千克`.
#[must_use]
pub fn mass(language: Language, Mass(kilograms): Mass) -> String {
    let size = kilograms.unsigned_abs();
    let text = match language {
        Language::English => climb(size, &[(1, "\u{a0}kg"), (1_000, "\u{a0}t")], false),
        Language::Chinese => climb(size, &[(1, "千克"), (1_000, "吨")], false),
    };
    signed(kilograms < 0, text)
}

/// A price: `$3,000/kg`, `$12.50/kg`; `3,000美元/千克`. Cents are shown below $100.
#[must_use]
pub fn price(language: Language, Price(cents): Price) -> String {
    let size = cents.unsigned_abs();
    let number = if size < 10_000 && !size.is_multiple_of(100) {
        format!("{}.{:02}", size / 100, size % 100)
    } else {
        group(&(size.saturating_add(50) / 100).to_string())
    };
    let text = match language {
        Language::English => format!("${number}/kg"),
        Language::Chinese => format!("{number}美元/千克"),
    };
    signed(cents < 0, text)
}

/// A rate or share: `47 %`, `−3.5 %`; `47%`.
#[must_use]
pub fn rate(language: Language, Rate(points): Rate) -> String {
    let text = fixed(u64::from(points.unsigned_abs()), 100, 2, true);
    signed(points < 0, text) + percent(language)
}

/// The size of a change: whole per cents from 10 %, tenths below; without sign.
#[must_use]
pub fn change(language: Language, Rate(points): Rate) -> String {
    let size = u64::from(points.unsigned_abs());
    fixed(size, 100, usize::from(size < 1_000), true) + percent(language)
}

/// A multiple, 10,000 = 1: `2.5`, `60`.
#[must_use]
pub fn times(Rate(points): Rate) -> String {
    let size = u64::from(points.unsigned_abs());
    signed(points < 0, fixed(size, 10_000, places(size, 10_000), true))
}

/// Hundredths as a number: 6,250 is `62.5` (approval points, months of cover).
#[must_use]
pub fn hundredths(Rate(points): Rate) -> String {
    signed(points < 0, fixed(u64::from(points.unsigned_abs()), 100, 1, true))
}

const fn percent(language: Language) -> &'static str {
    match language {
        Language::English => "\u{a0}%",
        Language::Chinese => "%",
    }
}

/// In the largest unit that the number fills once rounded.
fn climb(size: u64, ladder: &[Step], exact: bool) -> String {
    let mut best = ladder.first().copied().unwrap_or((1, ""));
    let mut below = best.0;
    for &(unit, suffix) in ladder {
        // Rounded to whole units of the step below it would already read as one of these.
        if size.saturating_add(if exact { 0 } else { below / 2 }) >= unit {
            best = (unit, suffix);
        }
        below = unit;
    }
    let (unit, suffix) = best;
    let places = if exact { 6 } else { places(size, unit) };
    fixed(size, unit, places, true) + suffix
}

/// Decimals for three significant digits.
const fn places(size: u64, unit: u64) -> usize {
    match size / unit {
        0..10 => 2,
        10..100 => 1,
        _ => 0,
    }
}

/// `size / unit` with at most some decimals, rounded half up, trailing zeros cut.
fn fixed(size: u64, unit: u64, places: usize, grouping: bool) -> String {
    let scale = (0..places).fold(1_u128, |s, _| s * 10);
    let unit = u128::from(unit.max(1));
    let scaled = (u128::from(size) * scale * 2 + unit) / (unit * 2);
    let whole = (scaled / scale).to_string();
    let rest = if places == 0 {
        String::new()
    } else {
        format!("{:0places$}", scaled % scale)
    };
    if grouping { joined(&whole, &rest) } else { whole }
}

fn joined(whole: &str, rest: &str) -> String {
    match rest.trim_end_matches('0') {
        "" => group(whole),
        rest => format!("{}.{rest}", group(whole)),
    }
}

fn group(digits: &str) -> String {
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn signed(negative: bool, text: String) -> String {
    if negative { format!("{MINUS}{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{Chinese, English};

    #[test]
    fn money_reads_like_in_a_newspaper() {
        for (thousand, en, zh) in [
            (0, "$0", "0美元"),
            (5, "$5\u{a0}k", "5,000美元"),
            (250, "$250\u{a0}k", "25万美元"),
            (999, "$999\u{a0}k", "99.9万美元"),
            (1_000, "$1\u{a0}m", "100万美元"),
            (12_034, "$12\u{a0}m", "1,203万美元"),
            (12_500, "$12.5\u{a0}m", "1,250万美元"),
            (400_000, "$400\u{a0}m", "4亿美元"),
            (999_400, "$999\u{a0}m", "9.99亿美元"),
            (999_500, "$1\u{a0}bn", "10亿美元"),
            (1_100_000, "$1.1\u{a0}bn", "11亿美元"),
            (8_500_000, "$8.5\u{a0}bn", "85亿美元"),
            (1_234_000_000, "$1,234\u{a0}bn", "12,340亿美元"),
            (-40_000, "−$40\u{a0}m", "−4,000万美元"),
        ] {
            assert_eq!(money(English, Money(thousand)), en);
            assert_eq!(money(Chinese, Money(thousand)), zh);
        }
        assert_eq!(money_exact(English, Money(12_034)), "$12.034\u{a0}m");
        assert_eq!(money_exact(English, Money(999_999)), "$999.999\u{a0}m");
        assert_eq!(money_exact(Chinese, Money(12_034)), "1,203.4万美元");
        assert_eq!(money(English, Money(i64::MIN)), "−$9,223,372,036,855\u{a0}bn");
    }

    #[test]
    fn masses_prices_and_rates() {
        for (kg, en, zh) in [
            (0, "0\u{a0}kg", "0千克"),
            (417, "417\u{a0}kg", "417千克"),
            (1_250, "1.25\u{a0}t", "1.25吨"),
            (12_345, "12.3\u{a0}t", "12.3吨"),
            (12_000_000, "12,000\u{a0}t", "12,000吨"),
            (-25_000, "−25\u{a0}t", "−25吨"),
        ] {
            assert_eq!(mass(English, Mass(kg)), en);
            assert_eq!(mass(Chinese, Mass(kg)), zh);
        }
        for (cents, en) in [
            (0, "$0/kg"),
            (35, "$0.35/kg"),
            (1_250, "$12.50/kg"),
            (6_000, "$60/kg"),
            (9_999, "$99.99/kg"),
            (30_000_050, "$300,001/kg"),
            (300_000, "$3,000/kg"),
        ] {
            assert_eq!(price(English, Price(cents)), en);
        }
        assert_eq!(price(Chinese, Price(300_000)), "3,000美元/千克");
        for (points, en, zh) in [
            (4_700, "47\u{a0}%", "47%"),
            (-350, "−3.5\u{a0}%", "−3.5%"),
            (1_225, "12.25\u{a0}%", "12.25%"),
            (50_000, "500\u{a0}%", "500%"),
            (0, "0\u{a0}%", "0%"),
            (1, "0.01\u{a0}%", "0.01%"),
        ] {
            assert_eq!(rate(English, Rate(points)), en);
            assert_eq!(rate(Chinese, Rate(points)), zh);
        }
        assert_eq!(change(English, Rate(-3_449)), "34\u{a0}%");
        assert_eq!(change(English, Rate(999)), "10\u{a0}%");
        assert_eq!(change(English, Rate(123)), "1.2\u{a0}%");
        assert_eq!(
            (times(Rate(25_000)), times(Rate(600_000))),
            ("2.5".to_owned(), "60".to_owned())
        );
        assert_eq!(hundredths(Rate(6_250)), "62.5");
    }

    #[test]
    fn plain_numbers() {
        assert_eq!(grouped(-1_234_567), "−1,234,567");
        assert_eq!(grouped(999), "999");
        assert_eq!(decimal(1234.50, 2), "1,234.5");
        assert_eq!(decimal(-0.001, 1), "0");
        assert_eq!(decimal(f64::NAN, 1), "–");
        assert_eq!(decimal(-7.25, 1), "−7.2");
    }
}
