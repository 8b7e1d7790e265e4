//! What bargaining theory says two sides agree on: small formulas, and the choice among given packages by Nash's product.
//!
//! Nobody here plays: these are the yardsticks for those who do. Utilities and money are in one unit of the caller's choice;
//! an outside option is what a side has when there is no agreement.

/// Nash's solution (1950) when one unit of money is worth the same to both: each gets its outside option and half of what is
/// left. `None` if nothing is.
#[must_use]
pub fn nash_split(total: f64, outside: [f64; 2]) -> Option<[f64; 2]> {
    let left = total - outside[0] - outside[1];
    (left >= 0.0).then(|| outside.map(|d| d + 0.5 * left))
}

/// The share of the side that makes the first offer in Rubinstein's game of alternating offers (1982); `patience` is what a
/// side thinks of a unit one round later, from 0 to below 1, the first mover's first.
#[must_use]
pub fn first_mover_share(patience: [f64; 2]) -> f64 {
    (1.0 - patience[1]) / (1.0 - patience[0] * patience[1])
}

/// Alternating offers without haste, where either side may leave for its outside option (Binmore, Rubinstein and Wolinsky
/// 1986): halves, unless a side could leave for more than its half; then it is paid exactly that. An outside option is a threat
/// only when it is better than what one gets anyhow. `None` if both cannot be satisfied.
#[must_use]
pub fn deal_me_out(total: f64, outside: [f64; 2]) -> Option<[f64; 2]> {
    let half = 0.5 * total;
    if outside[0] + outside[1] > total {
        None
    } else if outside[0] > half {
        Some([outside[0], total - outside[0]])
    } else if outside[1] > half {
        Some([total - outside[1], outside[1]])
    } else {
        Some([half, half])
    }
}

/// The package with the largest weighted Nash product `(mine − outside)^weight · (yours − outside)^(1 − weight)` among those that
/// are better than no agreement for both; `weight` between 0 and 1 is one's own bargaining power. The first of equal ones.
#[must_use]
pub fn nash_choice(packages: &[[f64; 2]], outside: [f64; 2], weight: f64) -> Option<usize> {
    let mut best: Option<(usize, f64)> = None;
    for (at, package) in packages.iter().enumerate() {
        let (mine, yours) = (package[0] - outside[0], package[1] - outside[1]);
        if mine > 0.0 && yours > 0.0 {
            // The log of the product cannot overflow.
            let product = weight * libm::log(mine) + (1.0 - weight) * libm::log(yours);
            if best.is_none_or(|(_, p)| product > p) {
                best = Some((at, product));
            }
        }
    }
    best.map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_share_is_no_deal() {
        assert_eq!(nash_split(10.0, [6.0, 5.0]), None);
        assert_eq!(deal_me_out(10.0, [6.0, 5.0]), None);
        assert_eq!(nash_choice(&[[1.0, 9.0], [9.0, 1.0]], [5.0, 5.0], 0.5), None);
    }

    #[test]
    fn power_moves_the_choice() {
        let line: Vec<[f64; 2]> = (0..=100).map(|x| [f64::from(x), f64::from(100 - x)]).collect();
        assert_eq!(nash_choice(&line, [20.0, 10.0], 0.5), Some(55));
        assert_eq!(nash_choice(&line, [20.0, 10.0], 0.8), Some(76));
        assert_eq!(nash_choice(&line, [0.0, 0.0], 0.5), Some(50));
    }
}
