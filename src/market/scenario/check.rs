//! From what a file says to a market that can be solved: every number in its range, every list and table in shape.

use super::error::ScenarioError;
use super::file::{DemandCurve, QuotaEntry, SupplyCurve};
use crate::market::curve::{ChokeDemand, Linear};
use crate::market::spatial::SpatialQuota;
use crate::market::spatial::curves::{CapacityLimited, Demand, IsoElastic, Supply};

/// Most regions that are solved.
const MOST_REGIONS: usize = 100;
/// Largest size of a number: beyond it products of prices and quantities lose their meaning.
const LARGEST: f64 = 1e15;

type Checked<T> = Result<T, ScenarioError>;

/// What a number must be.
#[derive(Clone, Copy)]
pub(super) struct Range {
    holds: fn(f64) -> bool,
    rule: &'static str,
}

pub(super) const FLOW: Range = Range {
    holds: |x| x >= 0.0,
    rule: "a flow can't be negative",
};
pub(super) const NOT_NEGATIVE: Range = Range {
    holds: |x| x >= 0.0,
    rule: "it must be zero or more",
};
pub(super) const POSITIVE: Range = Range {
    holds: |x| x > 0.0,
    rule: "it must be above zero",
};
pub(super) const POWER: Range = Range {
    holds: |x| x > 0.0,
    rule: "the power of a tariff is 1 + rate and must be above zero (1.21 is 21 %)",
};
pub(super) const RATE: Range = Range {
    holds: |x| x > -1.0,
    rule: "a tariff must be above -1 (0.21 is 21 %, negative is a subsidy)",
};
pub(super) const ANY: Range = Range {
    holds: |_| true,
    rule: "",
};
const FALLING: Range = Range {
    holds: |x| x <= 0.0,
    rule: "demand can't slope upwards, it must be zero or negative",
};
const RISING: Range = Range {
    holds: |x| x >= 0.0,
    rule: "supply can't slope downwards, it must be zero or positive",
};
const ABOVE_NOTHING: Range = Range {
    holds: |x| x >= 0.001,
    rule: "it must be 0.001 or more (for less, take IsoElastic)",
};
pub(super) const DEMAND_ELASTICITY: Range = Range {
    holds: |x| x <= 0.0,
    rule: "demand can't slope upwards, its elasticity must be zero or negative",
};

fn value(field: &str, place: String, value: f64, range: Range) -> Checked<f64> {
    let wrong = |rule| {
        Err(ScenarioError::Value {
            field: field.to_owned(),
            place,
            value,
            rule,
        })
    };
    if !value.is_finite() {
        return wrong("it must be an ordinary number");
    }
    if value.abs() > LARGEST {
        return wrong("it is too large: use other units");
    }
    if !(range.holds)(value) {
        return wrong(range.rule);
    }
    Ok(value)
}

/// A number that belongs to no region.
pub(super) fn single(field: &'static str, x: f64, range: Range) -> Checked<f64> {
    value(field, String::new(), x, range)
}

/// The names: some, few enough, none empty, none twice.
pub(super) fn names(regions: &[String]) -> Checked<()> {
    if regions.is_empty() {
        return Err(ScenarioError::NoRegions);
    }
    if regions.len() > MOST_REGIONS {
        return Err(ScenarioError::TooManyRegions {
            found: regions.len(),
            most: MOST_REGIONS,
        });
    }
    for (at, name) in regions.iter().enumerate() {
        if name.trim().is_empty() {
            return Err(ScenarioError::UnnamedRegion { at: at + 1 });
        }
        if regions[..at].contains(name) {
            return Err(ScenarioError::DuplicateRegion { name: name.clone() });
        }
    }
    Ok(())
}

fn length(field: &'static str, what: &'static str, found: usize, regions: &[String]) -> Checked<()> {
    if found == regions.len() {
        return Ok(());
    }
    Err(ScenarioError::Length {
        field,
        what,
        found,
        expected: regions.len(),
    })
}

/// One number per region.
pub(super) fn list(field: &'static str, numbers: &[f64], range: Range, regions: &[String]) -> Checked<Vec<f64>> {
    length(field, "entry", numbers.len(), regions)?;
    let all = numbers.iter().zip(regions);
    all.map(|(x, region)| value(field, format!(" of `{region}`"), *x, range))
        .collect()
}

/// A number per pair of regions, row by row.
pub(super) fn table(field: &'static str, rows: &[Vec<f64>], range: Range, regions: &[String]) -> Checked<Vec<f64>> {
    length(field, "row", rows.len(), regions)?;
    let mut all = Vec::with_capacity(regions.len() * regions.len());
    for (row, from) in rows.iter().zip(regions) {
        if row.len() != regions.len() {
            return Err(ScenarioError::RowLength {
                field,
                row: from.clone(),
                found: row.len(),
                expected: regions.len(),
            });
        }
        for (x, to) in row.iter().zip(regions) {
            all.push(value(field, format!(" from `{from}` to `{to}`"), *x, range)?);
        }
    }
    Ok(all)
}

/// A table that may be left out.
pub(super) fn table_or(
    field: &'static str,
    rows: &[Vec<f64>],
    range: Range,
    regions: &[String],
    otherwise: f64,
) -> Checked<Vec<f64>> {
    if rows.is_empty() {
        return Ok(vec![otherwise; regions.len() * regions.len()]);
    }
    table(field, rows, range, regions)
}

/// Quotas by the numbers of their regions.
pub(super) fn quotas(entries: &[QuotaEntry], regions: &[String]) -> Checked<Vec<SpatialQuota>> {
    let find = |at: usize, side: &'static str, name: &String| {
        let found = regions.iter().position(|r| r == name);
        found.ok_or_else(|| ScenarioError::UnknownRegion {
            at: at + 1,
            side,
            name: name.clone(),
        })
    };
    let mut all = Vec::with_capacity(entries.len());
    for (at, entry) in entries.iter().enumerate() {
        let place = format!(", entry {} (`{}` to `{}`)", at + 1, entry.from, entry.to);
        all.push(SpatialQuota {
            from: find(at, "from", &entry.from)?,
            to: find(at, "to", &entry.to)?,
            limit: value("quotas", place + ": `max`", entry.max, NOT_NEGATIVE)?,
        });
    }
    Ok(all)
}

/// One curve of a region.
struct Curve<'a> {
    /// `demand` or `supply`.
    side: &'static str,
    region: &'a str,
}

impl Curve<'_> {
    fn number(&self, name: &str, x: f64, range: Range) -> Checked<f64> {
        value(self.side, format!(" of `{}`: `{name}`", self.region), x, range)
    }

    fn line(&self, intercept: f64, slope: f64, range: Range) -> Checked<Linear> {
        Ok(Linear {
            intercept: self.number("intercept", intercept, ANY)?,
            slope: self.number("slope", slope, range)?,
        })
    }

    fn iso(&self, quantity: f64, price: f64, elasticity: f64, least: Range) -> Checked<IsoElastic> {
        Ok(IsoElastic {
            quantity: self.number("quantity", quantity, NOT_NEGATIVE)?,
            price: self.number("price", price, POSITIVE)?,
            elasticity: self.number("elasticity", elasticity, least)?,
        })
    }

    fn wrong(&self, name: &str, value: f64, rule: &'static str) -> ScenarioError {
        ScenarioError::Value {
            field: self.side.to_owned(),
            place: format!(" of `{}`: `{name}`", self.region),
            value,
            rule,
        }
    }

    fn demand(&self, curve: DemandCurve) -> Checked<Demand> {
        Ok(match curve {
            DemandCurve::Linear { intercept, slope } => Demand::Linear(self.line(intercept, slope, FALLING)?),
            DemandCurve::IsoElastic {
                quantity,
                price,
                elasticity,
            } => Demand::IsoElastic(self.iso(quantity, price, elasticity, NOT_NEGATIVE)?),
            DemandCurve::Choke {
                quantity,
                price,
                elasticity,
                choke,
            } => {
                let iso = self.iso(quantity, price, elasticity, ABOVE_NOTHING)?;
                let choke = self.number("choke", choke, POSITIVE)?;
                if choke < 1.001 * price {
                    return Err(self.wrong("choke", choke, "it must be at least 1.001 times `price`"));
                }
                Demand::Choke(ChokeDemand::new(
                    iso.quantity,
                    iso.price,
                    iso.elasticity,
                    choke / iso.price,
                ))
            }
        })
    }

    fn supply(&self, curve: SupplyCurve) -> Checked<Supply> {
        Ok(match curve {
            SupplyCurve::Linear { intercept, slope } => Supply::Linear(self.line(intercept, slope, RISING)?),
            SupplyCurve::IsoElastic {
                quantity,
                price,
                elasticity,
            } => Supply::IsoElastic(self.iso(quantity, price, elasticity, NOT_NEGATIVE)?),
            SupplyCurve::Capacity {
                quantity,
                price,
                elasticity,
                capacity,
            } => {
                let iso = self.iso(quantity, price, elasticity, NOT_NEGATIVE)?;
                let capacity = self.number("capacity", capacity, POSITIVE)?;
                if quantity >= 0.999_999 * capacity {
                    return Err(self.wrong(
                        "quantity",
                        quantity,
                        "it must be below `capacity`, by a millionth at least",
                    ));
                }
                Supply::Capacity(CapacityLimited::new(iso.quantity, iso.price, iso.elasticity, capacity))
            }
        })
    }
}

/// The demand curves.
pub(super) fn demand(curves: &[DemandCurve], regions: &[String]) -> Checked<Vec<Demand>> {
    length("demand", "entry", curves.len(), regions)?;
    let side = "demand";
    let all = curves.iter().zip(regions);
    all.map(|(curve, region)| Curve { side, region }.demand(*curve))
        .collect()
}

/// The supply curves.
pub(super) fn supply(curves: &[SupplyCurve], regions: &[String]) -> Checked<Vec<Supply>> {
    length("supply", "entry", curves.len(), regions)?;
    let side = "supply";
    let all = curves.iter().zip(regions);
    all.map(|(curve, region)| Curve { side, region }.supply(*curve))
        .collect()
}
