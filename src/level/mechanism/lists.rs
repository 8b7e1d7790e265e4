//! Critical-minerals lists: what a seat's public money may support, and what its support draws from private purses.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{assumed, model, share};
use crate::level::bench::{Bench, Kind};
use crate::level::ids::{CountryId, GoodId};
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;

/// Lists of critical minerals.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ListsEntry {
    /// Seats that keep a list (default none: public money may go anywhere, and draws nothing).
    pub seats: Vec<ListEntry>,
    /// Private money that public money for a listed good draws, percent of it, while the list is as long as at the start
    /// (default 50).
    pub draw: f64,
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    pub why: Text,
}

/// A seat's list at the start.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ListEntry {
    /// Whose; a country with a seat.
    pub country: String,
    /// Names on it, those of minerals outside the game included.
    pub names: u16,
    /// Mineral goods of the game that count as listed; the name of a chain stands for all its goods.
    pub goods: Vec<String>,
    /// Where the number comes from.
    pub cite: String,
    /// Reason, when assumed.
    #[serde(default)]
    pub why: Text,
}

impl Default for ListsEntry {
    fn default() -> Self {
        Self {
            seats: Vec::new(),
            draw: 50.0,
            cite: assumed(),
            why: model("lists"),
        }
    }
}

/// Lists, ready to play.
#[derive(Clone, Debug, PartialEq)]
pub struct Lists {
    /// Lists at the start, by country.
    pub seats: Vec<GivenList>,
    /// Private money that a unit of public money draws while a list is as long as at the start.
    pub draw: f64,
}

/// A list at the start.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenList {
    /// Whose.
    pub country: CountryId,
    /// Names on it.
    pub names: u16,
    /// Goods of the game on it, in order.
    pub goods: Vec<GoodId>,
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile) -> Lists {
    let key = Key::top("lists");
    let mut seats: Vec<GivenList> = Vec::new();
    for (n, entry) in file.lists.seats.iter().enumerate() {
        let key = key.f("seats").i(n);
        bench.seat(&key.f("country"), &entry.country);
        let country = bench.country(&key.f("country"), &entry.country);
        if seats.iter().any(|l| l.country == country) {
            let reason = format!("\"{}\" has two lists", entry.country);
            bench.error("repeated", &key.f("country"), reason, "keep one of them");
        }
        if entry.names == 0 {
            let fix = "write how many names stand on it, those outside the game included";
            bench.error("out-of-range", &key.f("names"), "a list without a name", fix);
        }
        seats.push(GivenList {
            country,
            names: entry.names.max(1),
            goods: goods(bench, file, &key.f("goods"), &entry.goods),
        });
    }
    seats.sort_by_key(|l| l.country);
    Lists {
        seats,
        draw: share(bench, &key.f("draw"), file.lists.draw, 0.0, 1_000.0),
    }
}

/// Goods by their own names, or all of a chain by its name.
fn goods(bench: &mut Bench, file: &LevelFile, key: &Key, names: &[String]) -> Vec<GoodId> {
    let mut goods = Vec::new();
    for (n, name) in names.iter().enumerate() {
        let chain = file.chains.iter().find(|c| c.id == *name);
        match chain {
            Some(chain) if !bench.knows(Kind::Good, name) => {
                let all = chain.goods.iter().map(|g| bench.mineral(&key.i(n), &g.id));
                goods.extend(all.collect::<Vec<_>>());
            }
            _ => goods.push(bench.mineral(&key.i(n), name)),
        }
    }
    goods.sort_unstable();
    goods.dedup();
    goods
}
