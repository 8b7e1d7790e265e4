//! Supply and demand of a region in a spatial market: the shapes of [`super::super::curve`] plus plain iso-elastic ones, with
//! what an exact equilibrium needs to know of each: where it begins, where it stops, and the area beside it.

use libm::{exp, log, pow};

use super::super::curve::{CapacitySupply, ChokeDemand, Curve, GAUSS8, Linear, soft_plus};

/// `q = quantity · (p / price)^±elasticity`: through one point with one elasticity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IsoElastic {
    /// Quantity at `price`.
    pub quantity: f64,
    /// A price, above zero.
    pub price: f64,
    /// Price elasticity without its sign, zero or more.
    pub elasticity: f64,
}

/// Iso-elastic supply that approaches a capacity: `(iso^-8 + capacity^-8)^(-1/8)` (MODEL 2.3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CapacityLimited {
    /// What would be supplied without the limit.
    pub free: IsoElastic,
    /// Largest quantity.
    pub capacity: f64,
}

impl CapacityLimited {
    /// A curve through `quantity` (below `capacity`) at `price`; `elasticity` is the one far below capacity.
    pub fn new(quantity: f64, price: f64, elasticity: f64, capacity: f64) -> Self {
        let scale = if quantity > 0.0 {
            CapacitySupply::scale_for(quantity, capacity)
        } else {
            0.0
        };
        let free = IsoElastic {
            quantity: scale,
            price,
            elasticity,
        };
        CapacityLimited { free, capacity }
    }

    /// Quantity at price `p` and the share of the free elasticity that is left there.
    fn at(&self, p: f64) -> (f64, f64) {
        let iso = self.free.rising(p);
        let load = iso / self.capacity;
        if load <= 1.0 {
            let full = 1.0 + pow(load, 8.0);
            (iso * pow(full, -0.125), 1.0 / full)
        } else {
            let spare = pow(load, -8.0);
            (self.capacity * pow(1.0 + spare, -0.125), spare / (1.0 + spare))
        }
    }

    /// Area under the curve from price zero to `p`: a power law far below capacity, a rectangle far above, between them
    /// Gauss-Legendre in the log price.
    fn area(&self, p: f64) -> f64 {
        let IsoElastic {
            quantity,
            price,
            elasticity,
        } = self.free;
        if p <= 0.0 || quantity <= 0.0 {
            return 0.0;
        }
        if elasticity == 0.0 {
            return p * self.at(p).0;
        }
        // Log price at which the free quantity is `load` times the capacity.
        let reach = |load: f64| log(price) + log(load * self.capacity / quantity) / elasticity;
        // What lies forty e-folds below the price is beyond the last digit.
        let low = reach(0.01).max(log(p) - 40.0).min(log(p));
        let high = reach(100.0).clamp(low, log(p));
        let mut area = exp(low) * self.at(exp(low)).0 / (1.0 + elasticity);
        let pieces = ((high - low) / (0.25 / elasticity.max(1.0))).ceil();
        for k in 0..pieces as u32 {
            let width = (high - low) / pieces;
            let middle = low + width * (f64::from(k) + 0.5);
            for (node, weight) in GAUSS8 {
                for x in [middle - 0.5 * width * node, middle + 0.5 * width * node] {
                    area += 0.5 * width * weight * exp(x) * self.at(exp(x)).0;
                }
            }
        }
        area + self.capacity * (p - exp(high)).max(0.0)
    }
}

impl IsoElastic {
    fn rising(&self, p: f64) -> f64 {
        if self.quantity == 0.0 {
            return 0.0;
        }
        self.quantity * pow(p.max(0.0) / self.price, self.elasticity)
    }

    fn falling(&self, p: f64) -> f64 {
        if self.quantity == 0.0 {
            return 0.0;
        }
        self.quantity * pow(p.max(0.0) / self.price, -self.elasticity)
    }
}

/// Demand of a region; quantities never rise with the price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Demand {
    /// A line that stops at zero quantity; slope zero or below.
    Linear(Linear),
    /// Constant elasticity, never zero.
    IsoElastic(IsoElastic),
    /// Iso-elastic with a price at which use stops.
    Choke(ChokeDemand),
}

/// Supply of a region; quantities never fall with the price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Supply {
    /// A line that stops at zero quantity; slope zero or above.
    Linear(Linear),
    /// Constant elasticity.
    IsoElastic(IsoElastic),
    /// Iso-elastic up to a soft capacity.
    Capacity(CapacityLimited),
}

impl From<Linear> for Demand {
    fn from(line: Linear) -> Self {
        Demand::Linear(line)
    }
}

impl From<Linear> for Supply {
    fn from(line: Linear) -> Self {
        Supply::Linear(line)
    }
}

/// Quantity and slope of a line whose corner at zero quantity is rounded: the distance to the line in quantity times the
/// distance in price is `corner`.
fn rounded(line: &Linear, p: f64, corner: f64) -> (f64, f64) {
    let raw = line.intercept + line.slope * p;
    if line.slope == 0.0 {
        return (raw.max(0.0), 0.0);
    }
    let width = (corner * line.slope.abs()).sqrt();
    let (q, share) = soft_plus(raw, width);
    (q, share * line.slope)
}

impl Demand {
    /// Quantity at price `p`.
    pub fn quantity(&self, p: f64) -> f64 {
        self.rounded(p, 0.0).0
    }

    /// Quantity and slope at price `p`, with the corner at zero quantity rounded by `corner` (price × quantity).
    pub fn rounded(&self, p: f64, corner: f64) -> (f64, f64) {
        match self {
            Demand::Linear(line) => rounded(line, p, corner),
            Demand::IsoElastic(iso) => {
                let q = iso.falling(p);
                (q, if q > 0.0 { -iso.elasticity * q / p } else { 0.0 })
            }
            Demand::Choke(choke) => {
                if choke.quantity <= 0.0 {
                    return (0.0, 0.0);
                }
                let scale = choke.quantity / (1.0 - choke.kappa);
                let power = |p: f64| scale * pow(p.max(0.0) / choke.price, -choke.elasticity);
                let stop = choke.price * choke.choke;
                let end = choke.elasticity * power(stop) / stop;
                // As of a line with the slope that the curve has where it stops.
                let here = power(p);
                let (q, share) = soft_plus(here - scale * choke.kappa, (corner * end).sqrt());
                (q, -share * choke.elasticity * here / p)
            }
        }
    }

    /// The lowest price at which nothing is wanted: zero if nothing ever is, infinite if something always is.
    pub fn stop(&self) -> f64 {
        match self {
            Demand::Linear(line) if line.intercept <= 0.0 => 0.0,
            Demand::Linear(line) if line.slope == 0.0 => f64::INFINITY,
            Demand::Linear(line) => -line.intercept / line.slope,
            Demand::IsoElastic(iso) if iso.quantity <= 0.0 => 0.0,
            Demand::IsoElastic(_) => f64::INFINITY,
            Demand::Choke(choke) if choke.quantity <= 0.0 => 0.0,
            Demand::Choke(choke) => choke.price * choke.choke,
        }
    }

    /// What is wanted at any price, however high.
    pub(super) fn least(&self) -> f64 {
        match self {
            Demand::Linear(line) if line.slope == 0.0 => line.intercept.max(0.0),
            Demand::IsoElastic(iso) if iso.elasticity == 0.0 => iso.quantity,
            _ => 0.0,
        }
    }

    /// Consumer surplus at price `p`: the area between the curve and the price, infinite where some buyers would pay
    /// anything.
    pub fn surplus(&self, p: f64) -> f64 {
        let q = self.quantity(p);
        if q <= 0.0 {
            return 0.0;
        }
        match self {
            Demand::Linear(line) if line.slope == 0.0 => f64::INFINITY,
            Demand::Linear(line) => 0.5 * q * q / -line.slope,
            Demand::IsoElastic(iso) if iso.elasticity <= 1.0 => f64::INFINITY,
            Demand::IsoElastic(iso) => q * p / (iso.elasticity - 1.0),
            Demand::Choke(choke) => choke.area(p, choke.price * choke.choke),
        }
    }

    /// A price and a quantity of the order that the curve speaks of; zero where it names none.
    pub(super) fn size(&self) -> (f64, f64) {
        match self {
            Demand::Linear(line) => (
                if self.stop().is_finite() { self.stop() } else { 0.0 },
                line.intercept.max(0.0),
            ),
            Demand::IsoElastic(iso) => (iso.price, iso.quantity),
            Demand::Choke(choke) => (choke.price, choke.quantity),
        }
    }

    /// Whether prices are best followed by their logs: the curve is unbounded at price zero.
    pub(super) fn is_curved(&self) -> bool {
        !matches!(self, Demand::Linear(_))
    }
}

impl Supply {
    /// Quantity at price `p`.
    pub fn quantity(&self, p: f64) -> f64 {
        self.rounded(p, 0.0).0
    }

    /// Quantity and slope at price `p`, with the corner at zero quantity rounded by `corner` (price × quantity).
    pub fn rounded(&self, p: f64, corner: f64) -> (f64, f64) {
        match self {
            Supply::Linear(line) => rounded(line, p, corner),
            Supply::IsoElastic(iso) => {
                let q = iso.rising(p);
                (
                    q,
                    if q > 0.0 && p > 0.0 {
                        iso.elasticity * q / p
                    } else {
                        0.0
                    },
                )
            }
            Supply::Capacity(limited) => {
                let (q, left) = limited.at(p);
                (
                    q,
                    if q > 0.0 && p > 0.0 {
                        limited.free.elasticity * left * q / p
                    } else {
                        0.0
                    },
                )
            }
        }
    }

    /// The price up to which nothing is supplied; infinite if nothing ever is, zero if something is at every price.
    pub fn start(&self) -> f64 {
        match self {
            Supply::Linear(line) if line.intercept > 0.0 => 0.0,
            Supply::Linear(line) if line.slope == 0.0 => f64::INFINITY,
            // Minus zero is no price.
            Supply::Linear(line) => (-line.intercept / line.slope).max(0.0),
            Supply::IsoElastic(iso) if iso.quantity <= 0.0 => f64::INFINITY,
            Supply::Capacity(limited) if limited.free.quantity <= 0.0 => f64::INFINITY,
            Supply::IsoElastic(_) | Supply::Capacity(_) => 0.0,
        }
    }

    /// What no price, however high, calls forth more of.
    pub(super) fn most(&self) -> f64 {
        match self {
            Supply::Linear(line) if line.slope == 0.0 => line.intercept.max(0.0),
            Supply::IsoElastic(iso) if iso.elasticity == 0.0 || iso.quantity <= 0.0 => iso.quantity,
            Supply::Capacity(limited) if limited.free.elasticity == 0.0 => self.quantity(limited.free.price),
            Supply::Capacity(limited) if limited.free.quantity > 0.0 => limited.capacity,
            Supply::Capacity(_) => 0.0,
            Supply::Linear(_) | Supply::IsoElastic(_) => f64::INFINITY,
        }
    }

    /// Producer surplus at price `p`: the area under the curve from price zero to `p`.
    pub fn surplus(&self, p: f64) -> f64 {
        let start = self.start();
        if p <= start {
            return 0.0;
        }
        match self {
            Supply::Linear(_) => 0.5 * (self.quantity(start) + self.quantity(p)) * (p - start),
            Supply::IsoElastic(iso) => p * iso.rising(p) / (1.0 + iso.elasticity),
            Supply::Capacity(limited) => limited.area(p),
        }
    }

    /// A price and a quantity of the order that the curve speaks of; zero where it names none.
    pub(super) fn size(&self) -> (f64, f64) {
        match self {
            Supply::Linear(line) => (
                if self.start().is_finite() { self.start() } else { 0.0 },
                line.intercept.abs(),
            ),
            Supply::IsoElastic(iso) => (iso.price, iso.quantity),
            Supply::Capacity(limited) => (limited.free.price, limited.free.quantity.min(limited.capacity)),
        }
    }

    /// Whether prices are best followed by their logs.
    pub(super) fn is_curved(&self) -> bool {
        !matches!(self, Supply::Linear(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Simpson's rule over the log price, fine enough to be the truth here.
    fn area(q: impl Fn(f64) -> f64, from: f64, to: f64) -> f64 {
        let steps = 400_000;
        let (a, b) = (log(from), log(to));
        let h = (b - a) / f64::from(steps);
        let f = |k: i32| {
            let p = exp(a + h * f64::from(k));
            p * q(p)
        };
        let inner: f64 = (1..steps).map(|k| f(k) * if k % 2 == 1 { 4.0 } else { 2.0 }).sum();
        (f(0) + inner + f(steps)) * h / 3.0
    }

    #[test]
    fn capacity_is_approached_and_the_base_is_exact() {
        for (load, elasticity) in [(0.3, 0.2), (0.9, 1.0), (0.99, 4.0)] {
            let curve = Supply::Capacity(CapacityLimited::new(100.0 * load, 5.0, elasticity, 100.0));
            assert!((curve.quantity(5.0) - 100.0 * load).abs() < 1e-10);
            assert!(curve.quantity(1e12) <= 100.0 && curve.quantity(1e12) > 99.0 && curve.quantity(0.0) == 0.0);
            for p in [0.3, 5.0, 40.0] {
                let slope = (curve.quantity(p * 1.000_001) - curve.quantity(p * 0.999_999)) / (2e-6 * p);
                assert!((curve.rounded(p, 0.0).1 - slope).abs() < 1e-7 * curve.quantity(p) / p);
                let want = area(|p| curve.quantity(p), 1e-12, p);
                let rest = 1e-12 * curve.quantity(1e-12) / (1.0 + elasticity);
                let got = curve.surplus(p);
                assert!(
                    (got / (want + rest) - 1.0).abs() < 1e-8,
                    "{load} {elasticity} {p}: {got} {want}"
                );
            }
        }
    }

    #[test]
    fn surpluses_are_areas() {
        let steep = IsoElastic {
            quantity: 40.0,
            price: 3.0,
            elasticity: 2.5,
        };
        let demand = Demand::IsoElastic(steep);
        // What lies beyond a price a million times as high is the same formula's business.
        let cut = demand.surplus(2.0) - demand.surplus(2e6);
        assert!((cut / area(|p| demand.quantity(p), 2.0, 2e6) - 1.0).abs() < 1e-8);
        let supply = Supply::IsoElastic(steep);
        assert!((supply.surplus(2.0) / area(|p| supply.quantity(p), 1e-9, 2.0) - 1.0).abs() < 1e-8);
        let choke = Demand::Choke(ChokeDemand::new(40.0, 3.0, 0.25, 60.0));
        assert!((choke.surplus(2.0) / area(|p| choke.quantity(p), 2.0, 180.0) - 1.0).abs() < 1e-6);
        let line = Linear {
            intercept: 20.0,
            slope: 20.0,
        };
        // From a price of zero, where 20 are made for nothing.
        assert!((Supply::Linear(line).surplus(1.5) - 0.5 * (20.0 + 50.0) * 1.5).abs() < 1e-12);
        assert!(
            (Demand::Linear(Linear {
                intercept: 100.0,
                slope: -20.0
            })
            .surplus(1.5)
                - 122.5)
                .abs()
                < 1e-12
        );
    }

    #[test]
    fn infinite_areas_are_infinite() {
        let fixed = Linear {
            intercept: 4.0,
            slope: 0.0,
        };
        assert_eq!(Demand::Linear(fixed).surplus(9.0), f64::INFINITY);
        assert_eq!(Supply::Linear(fixed).surplus(9.0), 36.0);
        let flat = IsoElastic {
            quantity: 4.0,
            price: 1.0,
            elasticity: 1.0,
        };
        assert_eq!(Demand::IsoElastic(flat).surplus(9.0), f64::INFINITY);
        let none = IsoElastic { quantity: 0.0, ..flat };
        assert_eq!(Demand::IsoElastic(none).surplus(9.0), 0.0);
    }

    /// Rounded corners: positive everywhere, and the product of the two distances is what was asked for.
    #[test]
    fn corners_are_rounded_and_vanish() {
        let line = Supply::Linear(Linear {
            intercept: -5.0,
            slope: 2.0,
        });
        let (q, slope) = line.rounded(2.0, 1e-4);
        // Quantity times what the price lacks to call forth this quantity: (q - (-5 + 4)) / 2.
        assert!((q * (q + 1.0) / 2.0 - 1e-4).abs() < 1e-12 && slope > 0.0);
        assert_eq!(line.quantity(2.0), 0.0);
        assert!((line.start() - 2.5).abs() < 1e-15);
        let choke = Demand::Choke(ChokeDemand::new(40.0, 3.0, 0.25, 60.0));
        assert_eq!((choke.stop(), choke.quantity(200.0)), (180.0, 0.0));
        assert!(choke.rounded(200.0, 1e-4).0 > 0.0);
    }
}
