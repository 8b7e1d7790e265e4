//! The price level of a group of regions that routes in use tie together.

use super::super::Spatial;
use super::Route;

/// A group's node (producers first, then buyers): its price is `base + rise · level`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tied {
    pub(super) node: usize,
    pub(super) base: f64,
    pub(super) rise: f64,
    /// Route to the node before it in the tree.
    pub(super) by: Option<usize>,
}

impl Tied {
    /// The node whose price is the level.
    pub(super) fn root(node: usize) -> Self {
        Tied {
            node,
            base: 0.0,
            rise: 1.0,
            by: None,
        }
    }

    /// The node at the other end of a route.
    pub(super) fn over(self, k: usize, route: &Route, node: usize, n: usize) -> Self {
        let (base, rise) = if node >= n {
            (self.base * route.factor + route.fixed, self.rise * route.factor)
        } else {
            ((self.base - route.fixed) / route.factor, self.rise / route.factor)
        };
        Tied {
            node,
            base,
            rise,
            by: Some(k),
        }
    }
}

/// A level found.
pub(super) struct Level {
    pub(super) level: f64,
    /// Whether levels nearby would do as well.
    pub(super) loose: bool,
}

/// What a group makes less what it uses, and what leaves (enters) it over full quotas.
struct Balance {
    value: f64,
    slope: f64,
    /// Sum of the quantities in it.
    size: f64,
}

fn balance(market: &Spatial, group: &[Tied], outside: &[f64], level: f64) -> Balance {
    let n = market.regions();
    let mut sum = Balance {
        value: 0.0,
        slope: 0.0,
        size: 0.0,
    };
    for (tied, full) in group.iter().zip(outside) {
        let p = (tied.base + tied.rise * level).max(0.0);
        let (q, slope, sign) = if tied.node < n {
            let (q, slope) = market.supply[tied.node].rounded(p, 0.0);
            (q, slope, 1.0)
        } else {
            let (q, slope) = market.demand[tied.node - n].rounded(p, 0.0);
            (q, slope, -1.0)
        };
        sum.value += sign * (q - full);
        sum.slope += sign * slope * tied.rise;
        sum.size += q + full;
    }
    sum
}

/// Lowest level at which no price of a group is below zero and nobody who buys nothing would begin to.
pub(super) fn lowest(market: &Spatial, group: &[Tied], price: &[f64]) -> f64 {
    let n = market.regions();
    group.iter().fold(f64::NEG_INFINITY, |level, tied| {
        let floor = match tied.node.checked_sub(n) {
            Some(j) if market.demand[j].quantity(price[tied.node]) <= 0.0 => market.demand[j].stop(),
            _ => 0.0,
        };
        level.max((floor - tied.base) / tied.rise)
    })
}

/// The level at which a group balances, near `start`; the end of the range of prices if it does nowhere.
pub(super) fn find(market: &Spatial, group: &[Tied], outside: &[f64], start: f64) -> Level {
    let at = |level: f64| balance(market, group, outside, level);
    let bottom = group.iter().fold(f64::NEG_INFINITY, |b, t| b.max(-t.base / t.rise));
    let mut x = start.max(bottom);
    let first = at(x);
    let rounding = 1e-12 * first.size;
    if first.slope == 0.0 && first.value.abs() <= rounding {
        return Level { level: x, loose: true };
    }
    let (mut low, mut high) = (x, x);
    let mut width = 1e-9 * x.abs().max(f64::MIN_POSITIVE);
    if first.value > 0.0 {
        while at(low).value > 0.0 && low > bottom {
            high = low;
            low = (low - width).max(bottom);
            width *= 4.0;
        }
    } else {
        while at(high).value < 0.0 && high < f64::MAX / 16.0 {
            low = high;
            high += width;
            width *= 4.0;
        }
    }
    for end in [low, high] {
        if at(end).value == 0.0 {
            return Level {
                level: end,
                loose: false,
            };
        }
    }
    // Newton inside the bracket, halving when it leaves it or stalls.
    let mut best = (f64::INFINITY, x);
    for round in 0..400 {
        let here = at(x);
        if here.value.abs() < best.0 {
            best = (here.value.abs(), x);
        }
        if here.value == 0.0 {
            break;
        }
        if here.value < 0.0 {
            low = low.max(x);
        } else {
            high = high.min(x);
        }
        let newton = x - here.value / here.slope;
        let next = if round % 3 < 2 && newton > low && newton < high {
            newton
        } else {
            low + 0.5 * (high - low)
        };
        if next <= low || next >= high {
            break;
        }
        x = next;
    }
    Level {
        level: best.1,
        loose: false,
    }
}
