//! The solution of a scenario, in the words of the JSON document.

use serde::Serialize;

/// A solved scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Answer {
    /// Of a `Gsim` scenario.
    Gsim(GsimAnswer),
    /// Of a `Spatial` scenario.
    Spatial(SpatialAnswer),
}

/// What a change in tariffs does; one number per region in file order. Money per period in the unit of `trade`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GsimAnswer {
    /// Relative change of the world price of each exporter's product.
    pub price_change: Vec<f64>,
    /// Relative change of each importer's price index.
    pub composite_price_change: Vec<f64>,
    /// Change in producer surplus.
    pub producer_surplus: Vec<f64>,
    /// Change in consumer surplus.
    pub consumer_surplus: Vec<f64>,
    /// Change in tariff revenue.
    pub tariff_revenue: Vec<f64>,
    /// Sum of the three.
    pub net_welfare: Vec<f64>,
    /// Value of each flow at new world prices; row = exporter.
    pub flows: Vec<Vec<f64>>,
}

/// An equilibrium; one number per region in file order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SpatialAnswer {
    /// Price producers get.
    pub supply_price: Vec<f64>,
    /// Price buyers pay (their price index, with a finite `theta`).
    pub demand_price: Vec<f64>,
    /// Quantity bought.
    pub demand: Vec<f64>,
    /// Quantity made.
    pub supply: Vec<f64>,
    /// Sold abroad less bought abroad.
    pub net_exports: Vec<f64>,
    /// Quantity of each flow; row = exporter.
    pub flows: Vec<Vec<f64>>,
    /// One entry per quota, in file order.
    pub quota_rents: Vec<QuotaRent>,
    /// Area between demand and price; `None` (JSON `null`) where it is infinite.
    pub consumer_surplus: Vec<Option<f64>>,
    /// Area between price and supply, down to a price of zero; `None` where it is infinite.
    pub producer_surplus: Vec<Option<f64>>,
    /// Tariff money of each importer.
    pub revenue: Vec<f64>,
    /// Newton steps.
    pub iterations: u32,
    /// Largest violation of a condition, relative to prices and quantities.
    pub residual: f64,
}

/// What a quota does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QuotaRent {
    /// Exporting region.
    pub from: String,
    /// Importing region.
    pub to: String,
    /// Largest flow.
    pub max: f64,
    /// Flow.
    pub flow: f64,
    /// Rent per unit: what a licence for one unit is worth. With `max: 0`, what the first would be.
    pub unit_rent: f64,
    /// Rent of all units; belongs to the exporters of `from` and is in no other figure.
    pub total: f64,
}
