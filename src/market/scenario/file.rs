//! What a scenario file says, word for word.

use ron::extensions::Extensions;
use serde::{Deserialize, Serialize};

use super::error::ScenarioError;

/// A market to solve. Tables have a row per exporter and a column per importer, in the order of `regions`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Scenario {
    /// One industry whose products differ by origin, before and after a change in tariffs.
    Gsim {
        /// Names.
        regions: Vec<String>,
        /// Which form of the model.
        form: Form,
        /// Value of each flow at world prices, own sales on the diagonal; money per period.
        trade: Vec<Vec<f64>>,
        /// Power of each tariff before: 1.21 is 21 %.
        tariffs0: Vec<Vec<f64>>,
        /// Power of each tariff after.
        tariffs1: Vec<Vec<f64>>,
        /// Elasticity of composite demand per importer, zero or negative.
        demand_elasticity: Vec<f64>,
        /// Elasticity of supply per exporter, zero or positive.
        supply_elasticity: Vec<f64>,
        /// Elasticity of substitution between origins per importer, zero or positive.
        substitution: Vec<f64>,
    },
    /// One good between regions that each have a supply and a demand curve.
    Spatial {
        /// Names.
        regions: Vec<String>,
        /// Demand per region.
        demand: Vec<DemandCurve>,
        /// Supply per region.
        supply: Vec<SupplyCurve>,
        /// Freight per unit; zero without it.
        #[serde(default)]
        freight: Vec<Vec<f64>>,
        /// Importer's tariff per unit; zero without it, negative = subsidy.
        #[serde(default)]
        specific_tariff: Vec<Vec<f64>>,
        /// Importer's tariff as a fraction of price, freight and rent; zero without it, above −1.
        #[serde(default)]
        ad_valorem_tariff: Vec<Vec<f64>>,
        /// Limits on single flows.
        #[serde(default)]
        quotas: Vec<QuotaEntry>,
        /// Sourcing exponent; `None` = the exact equilibrium of a homogeneous good.
        #[serde(default)]
        theta: Option<f64>,
        /// Sourcing weights; equal without them. Zero closes a route, in the exact form too.
        #[serde(default)]
        weights: Vec<Vec<f64>>,
    },
}

/// Forms of GSIM.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Log-linear, as first published; for small changes.
    Linear,
    /// CES, exact for changes of any size.
    NonLinear,
}

/// Demand of a region over its price; quantities stop at zero.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum DemandCurve {
    /// `intercept + slope · price`.
    Linear {
        /// Quantity at price zero.
        intercept: f64,
        /// Change of quantity per unit of price, zero or negative.
        slope: f64,
    },
    /// `quantity · (price / base)^-elasticity`.
    IsoElastic {
        /// Quantity at the base price.
        quantity: f64,
        /// Base price.
        price: f64,
        /// Price elasticity without its sign.
        elasticity: f64,
    },
    /// Iso-elastic, moved down so that it is zero from a choke price on (MODEL 2.4).
    Choke {
        /// Quantity at the base price.
        quantity: f64,
        /// Base price.
        price: f64,
        /// Price elasticity without its sign.
        elasticity: f64,
        /// Price at which use stops, above the base price.
        choke: f64,
    },
}

/// Supply of a region over its price; quantities stop at zero.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum SupplyCurve {
    /// `intercept + slope · price`.
    Linear {
        /// Quantity at price zero.
        intercept: f64,
        /// Change of quantity per unit of price, zero or positive.
        slope: f64,
    },
    /// `quantity · (price / base)^elasticity`.
    IsoElastic {
        /// Quantity at the base price.
        quantity: f64,
        /// Base price.
        price: f64,
        /// Price elasticity.
        elasticity: f64,
    },
    /// Iso-elastic up to a soft capacity (MODEL 2.3).
    Capacity {
        /// Quantity at the base price, below capacity.
        quantity: f64,
        /// Base price.
        price: f64,
        /// Price elasticity far below capacity.
        elasticity: f64,
        /// Largest quantity.
        capacity: f64,
    },
}

/// A limit on the flow from one region to another; its rent goes to the exporters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuotaEntry {
    /// Exporting region.
    pub from: String,
    /// Importing region.
    pub to: String,
    /// Largest flow; zero is a ban.
    pub max: f64,
}

impl Scenario {
    /// Reads a scenario file.
    ///
    /// # Errors
    /// When it is not RON, or lacks a key, or has one that does not exist: with line and column.
    pub fn read(text: &str) -> Result<Self, ScenarioError> {
        let options = ron::Options::default().with_default_extension(Extensions::IMPLICIT_SOME);
        options.from_str(text).map_err(|error| ScenarioError::Syntax {
            line: error.span.end.line,
            column: error.span.end.col,
            reason: in_words(&error.code),
        })
    }

    /// The names of its regions, in order.
    #[must_use]
    pub fn regions(&self) -> &[String] {
        match self {
            Scenario::Gsim { regions, .. } | Scenario::Spatial { regions, .. } => regions,
        }
    }
}

/// What the reader refuses; the commonest slips in plainer words than its own.
fn in_words(error: &ron::Error) -> String {
    let within = |outer: &Option<String>| outer.as_ref().map_or_else(String::new, |o| format!(" in `{o}`"));
    match error {
        ron::Error::MissingStructField { field, outer } => format!("the key `{field}` is missing{}", within(outer)),
        ron::Error::NoSuchStructField { expected, found, outer } => {
            format!(
                "there is no key `{found}`{}: it has {}",
                within(outer),
                expected.join(", ")
            )
        }
        ron::Error::DuplicateStructField { field, outer } => {
            format!("the key `{field}` is there twice{}", within(outer))
        }
        ron::Error::NoSuchEnumVariant { expected, found, .. } => {
            format!("`{found}` is none of the choices here: {}", expected.join(", "))
        }
        ron::Error::ExpectedFloat => "a number is wanted here, without quotes or a unit".to_owned(),
        ron::Error::Eof => "the file ends in the middle of something: a bracket or quote is not closed".to_owned(),
        other => other.to_string(),
    }
}
