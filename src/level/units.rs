//! Whole-number units of commands, clauses, orders, journal and wire: floating point begins inside the market.

use serde::{Deserialize, Serialize};

macro_rules! quantities {
    ($($(#[$doc:meta])* $name:ident($inner:ty)),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);
    )*};
}

quantities! {
    /// Money in thousand USD.
    Money(i64),
    /// Mass in kilograms.
    Mass(i64),
    /// Price in US cents per kilogram.
    Price(i64),
    /// A rate or share in basis points (1 % = 100).
    Rate(i32),
    /// A span of months.
    Months(u16),
    /// A turn, counted from 0; the run-out's steps follow the last played turn.
    Turn(u16),
    /// Political capital, in points.
    Capital(i32),
}

impl Rate {
    /// One whole: 100 %.
    pub const ONE: Self = Self(10_000);

    /// As a fraction (1.0 = 100 %).
    #[must_use]
    pub fn fraction(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

impl Mass {
    /// In tonnes.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "masses stay far below 2^53 kg")]
    pub fn tonnes(self) -> f64 {
        self.0 as f64 / 1_000.0
    }

    /// From tonnes, to the nearest kilogram; non-finite or huge values become 0.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "bounded just above")]
    pub fn from_tonnes(t: f64) -> Self {
        let kg = libm::round(t * 1_000.0);
        if kg.is_finite() && kg.abs() < 9.0e15 {
            Self(kg as i64)
        } else {
            Self(0)
        }
    }
}

impl Price {
    /// In USD per kilogram.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "prices stay far below 2^53 cents")]
    pub fn usd(self) -> f64 {
        self.0 as f64 / 100.0
    }
}

impl Money {
    /// From a market amount in thousand USD, to the nearest thousand; non-finite or huge values become 0.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, reason = "bounded just above")]
    pub fn from_thousand(k: f64) -> Self {
        let k = libm::round(k);
        if k.is_finite() && k.abs() < 9.0e15 {
            Self(k as i64)
        } else {
            Self(0)
        }
    }

    /// In million USD.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "sums stay far below 2^53 thousand USD")]
    pub fn million(self) -> f64 {
        self.0 as f64 / 1_000.0
    }
}

/// A month of the calendar: months since January of year 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Month(pub u32);

impl Month {
    /// From a year and a month 1–12.
    #[must_use]
    pub const fn new(year: u32, month: u32) -> Self {
        Self(year * 12 + month - 1)
    }

    /// The year.
    #[must_use]
    pub const fn year(self) -> u32 {
        self.0 / 12
    }

    /// The month of the year, 1–12.
    #[must_use]
    pub const fn month(self) -> u32 {
        self.0 % 12 + 1
    }

    /// This month plus a span.
    #[must_use]
    pub const fn plus(self, months: Months) -> Self {
        Self(self.0 + months.0 as u32)
    }
}
