//! Prices that governments guarantee to their producers (MODEL 2.6).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::level::bench::Bench;
use crate::level::ids::{CountryId, GoodId};
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;
use crate::level::units::Price;

/// A floor in force at the start: the government of a seat buys for its stock what its producers cannot sell above the price.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FloorEntry {
    /// Whose producers, and whose budget; a country with a seat.
    pub country: String,
    /// Which mineral good.
    pub good: String,
    /// USD/kg.
    pub price: f64,
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

/// A floor at the start, ready to play.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenFloor {
    /// Whose.
    pub country: CountryId,
    /// On what.
    pub good: GoodId,
    /// The price.
    pub price: Price,
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile) -> Vec<GivenFloor> {
    let mut floors: Vec<GivenFloor> = Vec::new();
    for (n, entry) in file.floors.iter().enumerate() {
        let key = Key::top("floors").i(n);
        bench.seat(&key.f("country"), &entry.country);
        let floor = GivenFloor {
            country: bench.country(&key.f("country"), &entry.country),
            good: bench.mineral(&key.f("good"), &entry.good),
            price: bench.price(&key.f("price"), entry.price),
        };
        if floors
            .iter()
            .any(|f| (f.country, f.good) == (floor.country, floor.good))
        {
            let reason = format!("\"{}\" has two floors under \"{}\"", entry.country, entry.good);
            bench.error("duplicate", &key, reason, "keep one of them");
        }
        floors.push(floor);
    }
    floors.sort_by_key(|f| (f.country, f.good));
    floors
}
