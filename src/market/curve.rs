//! Supply and demand curves: quantity, slope and area of each.
//!
//! Three shapes: [`Linear`] for textbook cases, [`ChokeDemand`] (iso-elastic with a price at which use stops, MODEL.md 2.4) and
//! [`CapacitySupply`] (elastic in the margin, with a soft capacity, MODEL.md 2.3).

use super::exponential::exp4;
use libm::{exp, expm1, log, pow};
use wide::f64x4;

/// A curve of quantity over price (or over margin).
pub trait Curve {
    /// Quantity at price `p`, never negative.
    fn q(&self, p: f64) -> f64;
    /// Slope of the quantity at price `p`.
    fn dq(&self, p: f64) -> f64;
    /// Area under the quantity from price `p0` to price `p1`, negative when `p1 < p0`.
    fn area(&self, p0: f64, p1: f64) -> f64;
}

/// `q = max(intercept + slope · p, 0)`; demand has a negative slope.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Linear {
    /// Quantity at price zero.
    pub intercept: f64,
    /// Change of quantity per unit of price.
    pub slope: f64,
}

impl Curve for Linear {
    fn q(&self, p: f64) -> f64 {
        (self.intercept + self.slope * p).max(0.0)
    }

    fn dq(&self, p: f64) -> f64 {
        if self.intercept + self.slope * p > 0.0 {
            self.slope
        } else {
            0.0
        }
    }

    fn area(&self, p0: f64, p1: f64) -> f64 {
        let primitive = |p: f64| {
            let q = self.q(p);
            if self.slope == 0.0 {
                q * p
            } else {
                0.5 * q * q / self.slope
            }
        };
        primitive(p1) - primitive(p0)
    }
}

/// Half-width of all rounded corners, in logs or shares. Without corners there would be nothing to go by beyond a choke price or
/// below a margin of zero: what demand or output is left there is of the square of this.
pub(crate) const WIDTH: f64 = 1e-7;

/// `max(x, 0)` with a rounded corner of half-width `width`: positive and increasing everywhere. Returns value and slope.
pub(crate) fn soft_plus(x: f64, width: f64) -> (f64, f64) {
    let root = (x * x + 4.0 * width * width).sqrt();
    if root == 0.0 {
        return (0.0, 0.5);
    }
    // The two forms are equal; each is free of cancellation on its side.
    let value = if x >= 0.0 {
        0.5 * (x + root)
    } else {
        2.0 * width * width / (root - x)
    };
    (value, value / root)
}

/// Demand `D = D0 · max((x^-ε − κ) / (1 − κ), 0)` in the relative price `x = P / P0`, with `κ = choke^-ε` (MODEL.md 2.4).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChokeDemand {
    /// Quantity at the base price.
    pub quantity: f64,
    /// Base price.
    pub price: f64,
    /// Price elasticity, positive.
    pub elasticity: f64,
    /// Price at which use stops, as a multiple of the base price, above 1.
    pub choke: f64,
    /// `choke^-ε`.
    pub(crate) kappa: f64,
    /// Log of the choke multiple.
    log_choke: f64,
    /// Primitive at the choke price.
    last: f64,
}

impl ChokeDemand {
    /// A curve through `quantity` at `price`. Elasticity at least 1e-3 and choke multiple at least 1.001 are enforced.
    pub fn new(quantity: f64, price: f64, elasticity: f64, choke: f64) -> Self {
        let elasticity = elasticity.max(1e-3);
        let choke = choke.max(1.001);
        let mut curve = ChokeDemand {
            quantity,
            price,
            elasticity,
            choke,
            kappa: pow(choke, -elasticity),
            log_choke: log(choke),
            last: 0.0,
        };
        curve.last = curve.primitive(choke);
        curve
    }

    /// Area from log relative price `u` to the choke price.
    pub(crate) fn area_beyond(&self, u: f64) -> f64 {
        if u >= self.log_choke {
            return 0.0;
        }
        let (x, rest) = (exp(u), 1.0 - self.elasticity);
        let power = if rest.abs() < 1e-9 {
            u
        } else {
            x * exp(-self.elasticity * u) / rest
        };
        self.quantity * self.price / (1.0 - self.kappa) * (self.last - (power - self.kappa * x))
    }

    /// Primitive of the curve in the relative price, per base quantity × (1 − κ).
    fn primitive(&self, x: f64) -> f64 {
        let rest = 1.0 - self.elasticity;
        let power = if rest.abs() < 1e-9 { log(x) } else { pow(x, rest) / rest };
        power - self.kappa * x
    }

    /// Quantity and its derivative in the log price, at log relative price `u = ln(P / P0)`; `corner` is
    /// the half-width of the rounded corner at the choke price, in logs.
    pub(crate) fn at_log(&self, u: f64, corner: f64) -> (f64, f64) {
        self.at_power(u, exp(-self.elasticity * u), corner)
    }

    /// As [`ChokeDemand::at_log`], for who has `power = e^(−elasticity · u)` already.
    #[inline]
    pub(crate) fn at_power(&self, u: f64, power: f64, corner: f64) -> (f64, f64) {
        let scale = self.quantity / (1.0 - self.kappa);
        let room = self.log_choke - u;
        if room > 1e15 * corner * corner {
            return (scale * (power - self.kappa), -scale * self.elasticity * power);
        }
        let (room, bend) = soft_plus(room, corner);
        let rest = exp(-self.elasticity * room);
        let gap = if rest < 0.5 {
            1.0 - rest
        } else {
            -expm1(-self.elasticity * room)
        };
        (
            scale * power * gap,
            -scale * self.elasticity * power * (gap + rest * bend),
        )
    }
}

impl Curve for ChokeDemand {
    fn q(&self, p: f64) -> f64 {
        self.at_log(log(p / self.price), WIDTH).0
    }

    fn dq(&self, p: f64) -> f64 {
        self.at_log(log(p / self.price), WIDTH).1 / p
    }

    fn area(&self, p0: f64, p1: f64) -> f64 {
        let primitive = |p: f64| {
            let x = p / self.price;
            if x >= self.choke { self.last } else { self.primitive(x) }
        };
        self.quantity * self.price / (1.0 - self.kappa) * (primitive(p1) - primitive(p0))
    }
}

/// Relative margin below which supply falls in proportion to the margin.
///
/// A pure power of the margin with a small exponent would still yield 6 % of base output at a millionth of the base margin:
/// nothing would ever shut down.
pub(crate) const SHUTDOWN: f64 = 0.01;
const LOG_SHUTDOWN: f64 = -4.605_170_185_988_091;
/// Share of capacity that the margin would call forth where the area is cut in two: both pieces are then smooth enough for
/// eight points each (to 3e-4 for elasticities up to 3).
const BEND: f64 = 0.6;
/// Half-width of the rounded corner at margin zero, as a share of the base margin.
pub(crate) const MARGIN_CORNER: f64 = 1e-8;

/// Log-linear bookkeeping of the margin: `margin = e^r − δ² e^-r`, so that `e^r` is the margin where it is positive and a
/// tiny positive number where it is negative. Inverse of that: the log margin.
pub(crate) fn log_margin(relative: f64, square: f64) -> f64 {
    let root = (relative * relative + 4.0 * square).sqrt();
    log(if relative >= 0.0 {
        0.5 * (relative + root)
    } else {
        2.0 * square / (root - relative)
    })
}

/// Square of the half-width of a margin's rounded corner at zero, for what is `sold` per unit (both relative to the base margin).
pub(crate) fn margin_corner(sold: f64, width: f64) -> f64 {
    width * width * sold * sold + MARGIN_CORNER * MARGIN_CORNER
}

/// Supply of one activity as a function of its margin relative to the base margin, `ρ` (MODEL.md 2.3):
/// `y_iso = scale · ρ (ρ + μ)^(ε' − 1) · const`, `y = (y_iso^-8 + capacity^-8)^(-1/8)`.
///
/// The elasticity of `y_iso` is the given one at the base margin, tends to it above and to one at zero, where supply ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CapacitySupply {
    /// Activity that the base margin would call forth without a capacity limit.
    pub scale: f64,
    /// Capacity.
    pub capacity: f64,
    /// Inner exponent minus one.
    power: f64,
    /// Makes `y_iso(1) = scale`.
    level: f64,
}

impl CapacitySupply {
    /// A curve with the given `scale` and `capacity`, and `elasticity` (≥ 0) at the base margin.
    pub fn new(scale: f64, capacity: f64, elasticity: f64) -> Self {
        let inner = (1.0 - (1.0 - elasticity.max(0.0)) * (1.0 + SHUTDOWN)).max(0.0);
        let power = inner - 1.0;
        CapacitySupply {
            scale,
            capacity,
            power,
            level: pow(1.0 + SHUTDOWN, -power),
        }
    }

    /// The same shape at another size.
    pub fn sized(&self, scale: f64, capacity: f64) -> Self {
        CapacitySupply {
            scale,
            capacity,
            ..*self
        }
    }

    /// The scale at which the base margin calls forth `activity` (below `capacity`).
    pub fn scale_for(activity: f64, capacity: f64) -> f64 {
        let use_rate = eighth(activity / capacity);
        activity / eighth_root(1.0 - use_rate)
    }

    /// Activity at relative margin `rho`.
    fn at(&self, rho: f64) -> f64 {
        self.limited(self.scale * self.level * rho * exp(self.power * log(rho + SHUTDOWN)))
    }

    /// Activity and its elasticity in the relative margin `rho`.
    pub(crate) fn reply(&self, rho: f64) -> (f64, f64) {
        self.reply_to(rho, exp(self.bend_of(log(rho + SHUTDOWN))))
    }

    /// Log of the factor by which the curve differs from a straight line, from the log of margin plus [`SHUTDOWN`].
    #[inline]
    pub(crate) fn bend_of(&self, log_margin: f64) -> f64 {
        self.power * log_margin
    }

    /// As [`CapacitySupply::reply`], for who has the factor already.
    #[inline]
    pub(crate) fn reply_to(&self, rho: f64, bend: f64) -> (f64, f64) {
        let iso = self.scale * self.level * rho * bend;
        let full = 1.0 + eighth(iso / self.capacity);
        (
            iso / eighth_root(full),
            (1.0 + self.power * rho / (rho + SHUTDOWN)) / full,
        )
    }

    /// As [`CapacitySupply::reply_to`], for four curves at a time.
    #[inline]
    pub(crate) fn replies_to(curves: [&CapacitySupply; 4], rho: [f64; 4], bend: [f64; 4]) -> ([f64; 4], [f64; 4]) {
        let (rho, bend) = (f64x4::new(rho), f64x4::new(bend));
        let iso = f64x4::new(curves.map(|c| c.scale * c.level)) * rho * bend;
        let full = f64x4::ONE + eighth_all(iso / f64x4::new(curves.map(|c| c.capacity)));
        let power = f64x4::new(curves.map(|c| c.power));
        (
            (iso / eighth_root_all(full)).to_array(),
            ((f64x4::ONE + power * rho / (rho + f64x4::splat(SHUTDOWN))) / full).to_array(),
        )
    }

    /// Area under the curve from zero to relative margin `rho`, in activity × base margin.
    ///
    /// Gauss-Legendre in the log of the margin over `SHUTDOWN`, in two pieces that meet where capacity begins to bind.
    pub fn surplus(&self, rho: f64) -> f64 {
        if rho.is_nan() || rho <= 0.0 || self.scale <= 0.0 || self.capacity <= 0.0 {
            return 0.0;
        }
        let elasticity = self.power + 1.0;
        let reach = BEND * self.capacity / (self.scale * self.level);
        let bend = if elasticity > 0.02 {
            exp(log(reach) / elasticity)
        } else {
            rho
        };
        let end = log(rho + SHUTDOWN);
        if bend < rho {
            // Beyond the bend output approaches capacity: only what it lacks is left to the rule.
            let bend = bend.max(SHUTDOWN.min(rho));
            let middle = log(bend + SHUTDOWN);
            self.piece(LOG_SHUTDOWN, middle, 0.0)
                + self.capacity * (rho - bend)
                + self.piece(middle, end, self.capacity)
        } else {
            self.piece(LOG_SHUTDOWN, end, 0.0)
        }
    }

    /// The area over a level between two logs of margin plus [`SHUTDOWN`]. Points lie in pairs around the middle, so their powers are each
    /// other's inverse.
    fn piece(&self, from: f64, to: f64, level: f64) -> f64 {
        let (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
        let (margin, power) = (exp(middle), self.scale * self.level * exp(self.power * middle));
        let stretches = exp4(GAUSS8.map(|(node, _)| half * node));
        let bends = exp4(GAUSS8.map(|(node, _)| self.power * half * node));
        let (stretch, bend) = (f64x4::new(stretches), f64x4::new(bends));
        let (margin, power) = (f64x4::splat(margin), f64x4::splat(power));
        let (shutdown, level) = (f64x4::splat(SHUTDOWN), f64x4::splat(level));
        let (up, down) = (margin * stretch, margin / stretch);
        let above = up * (self.limited_all((up - shutdown) * power * bend) - level);
        let below = down * (self.limited_all((down - shutdown) * power / bend) - level);
        let pairs = above.to_array().into_iter().zip(below.to_array());
        let sum = GAUSS8
            .into_iter()
            .zip(pairs)
            .fold(0.0, |sum, ((_, weight), (above, below))| {
                sum + weight * above + weight * below
            });
        sum * half
    }

    /// What capacity leaves of an output.
    fn limited(&self, iso: f64) -> f64 {
        iso / eighth_root(1.0 + eighth(iso / self.capacity))
    }

    /// As [`CapacitySupply::limited`], of each.
    fn limited_all(&self, iso: f64x4) -> f64x4 {
        iso / eighth_root_all(f64x4::ONE + eighth_all(iso / f64x4::splat(self.capacity)))
    }
}

impl Curve for CapacitySupply {
    fn q(&self, p: f64) -> f64 {
        self.at(p.max(0.0))
    }

    fn dq(&self, p: f64) -> f64 {
        if p <= 0.0 {
            return 0.0;
        }
        let (y, elasticity) = self.reply(p);
        y * elasticity / p
    }

    fn area(&self, p0: f64, p1: f64) -> f64 {
        self.surplus(p1) - self.surplus(p0)
    }
}

fn eighth(x: f64) -> f64 {
    let square = x * x;
    let fourth = square * square;
    fourth * fourth
}

fn eighth_root(x: f64) -> f64 {
    x.sqrt().sqrt().sqrt()
}

fn eighth_all(x: f64x4) -> f64x4 {
    let square = x * x;
    let fourth = square * square;
    fourth * fourth
}

fn eighth_root_all(x: f64x4) -> f64x4 {
    x.sqrt().sqrt().sqrt()
}

/// Eight-point Gauss-Legendre rule on (−1, 1): positive nodes and weights (Abramowitz and Stegun, table 25.4).
pub(crate) const GAUSS8: [(f64, f64); 4] = [
    (0.183_434_642_495_649_8, 0.362_683_783_378_362),
    (0.525_532_409_916_329, 0.313_706_645_877_887_3),
    (0.796_666_477_413_626_7, 0.222_381_034_453_374_5),
    (0.960_289_856_497_536_3, 0.101_228_536_290_376_3),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// Simpson's rule, fine enough to be the truth here.
    fn integral(f: impl Fn(f64) -> f64, a: f64, b: f64) -> f64 {
        let n = 200_000;
        let h = (b - a) / f64::from(n);
        let mut sum = f(a) + f(b);
        for k in 1..n {
            sum += f(a + h * f64::from(k)) * if k % 2 == 1 { 4.0 } else { 2.0 };
        }
        sum * h / 3.0
    }

    #[test]
    fn linear_areas() {
        let demand = Linear {
            intercept: 100.0,
            slope: -20.0,
        };
        assert!((demand.area(1.5, 5.0) - 0.5 * 70.0 * 3.5).abs() < 1e-12);
        assert!((demand.area(1.5, 9.0) - demand.area(1.5, 5.0)).abs() < 1e-12);
        assert_eq!(
            Linear {
                intercept: 3.0,
                slope: 0.0
            }
            .area(1.0, 3.0),
            6.0
        );
    }

    #[test]
    fn choke_demand_matches_its_formula_and_area() {
        for elasticity in [0.1, 0.25, 1.0, 1.7] {
            let curve = ChokeDemand::new(40.0, 3.0, elasticity, 60.0);
            assert!((curve.q(3.0) - 40.0).abs() < 1e-12);
            assert!(curve.q(180.0) < 40.0 * WIDTH && curve.q(1e9) < 1e-12);
            let (got, want) = (curve.area(2.0, 500.0), integral(|p| curve.q(p), 2.0, 500.0));
            assert!((got / want - 1.0).abs() < 1e-5, "{got} {want}");
            let slope = (curve.q(7.001) - curve.q(6.999)) / 0.002;
            assert!((curve.dq(7.0) / slope - 1.0).abs() < 1e-6);
        }
    }

    #[test]
    fn capacity_supply_is_calibrated_and_bounded() {
        let scale = CapacitySupply::scale_for(90.0, 100.0);
        let curve = CapacitySupply::new(scale, 100.0, 0.3);
        assert!((curve.q(1.0) - 90.0).abs() < 1e-12);
        assert!(curve.q(1e9) <= 100.0 && curve.q(0.0) == 0.0);
        let free = CapacitySupply::new(1.0, 1e9, 0.3);
        assert!((free.dq(1.0) - 0.3).abs() < 1e-12, "{}", free.dq(1.0));
        let slope = (curve.q(0.500_01) - curve.q(0.499_99)) / 0.000_02;
        assert!((curve.dq(0.5) / slope - 1.0).abs() < 1e-6);
    }

    #[test]
    fn surplus_is_the_area() {
        for elasticity in [0.05, 0.2, 0.8, 2.0] {
            for use_rate in [0.5, 0.9, 0.99] {
                let curve = CapacitySupply::new(CapacitySupply::scale_for(use_rate, 1.0), 1.0, elasticity);
                for rho in [1e-3_f64, 0.3, 1.0, 3.0, 200.0] {
                    let want = integral(|x| curve.q(x * x) * 2.0 * x, 0.0, rho.sqrt());
                    let got = curve.surplus(rho);
                    assert!(
                        (got / want - 1.0).abs() < 2e-4,
                        "{elasticity} {use_rate} {rho}: {got} {want}"
                    );
                }
            }
        }
    }

    #[test]
    fn margin_bookkeeping_inverts() {
        for relative in [-50.0, -1.0, -1e-7, 0.0, 1e-7, 0.3, 1.0, 300.0] {
            let square = margin_corner(20.0, WIDTH);
            let up = exp(log_margin(relative, square));
            assert!(
                (up - square / up - relative).abs() < 1e-12 * (1.0 + relative.abs()),
                "{relative}"
            );
        }
    }
}
