//! Stocks that private users hold, and how far they hoard (MODEL 2.7).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{assumed, between, model, share};
use crate::level::bench::Bench;
use crate::level::compile_market::Markets;
use crate::level::ids::{CountryId, GoodId, Use, buyer};
use crate::level::key::Key;
use crate::level::shape::LevelFile;
use crate::level::text::Text;

/// Private stocks: every buyer of a mineral good (final users and facilities, by country and use) holds some.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PrivateStocksEntry {
    /// Months of normal use held in calm times (default 1.5); 0 for no private stocks at all.
    pub cover: f64,
    /// Share of the gap between target and stock that closes in a month, percent (default 10).
    pub speed: f64,
    /// How much the target grows when all supply is threatened, percent of the calm target (default 200).
    pub panic: f64,
    /// Most that is built up in a month, percent of a month's normal use (default 25).
    pub build: f64,
    /// Most that is released in a month, percent of a month's normal use (default 50).
    pub release: f64,
    /// Months before a suspension or relief ends when buyers begin to fear its end (default 4).
    pub horizon: f64,
    /// Months after which a control that bites frightens half as much as on its first day (default 6).
    pub fade: f64,
    /// Where the numbers come from.
    pub cite: String,
    /// Reason, when assumed.
    pub why: Text,
}

impl Default for PrivateStocksEntry {
    fn default() -> Self {
        Self {
            cover: 1.5,
            speed: 10.0,
            panic: 200.0,
            build: 25.0,
            release: 50.0,
            horizon: 4.0,
            fade: 6.0,
            cite: assumed(),
            why: model("2.7"),
        }
    }
}

/// Private stocks, ready to play; rates as fractions.
#[derive(Clone, Debug, PartialEq)]
pub struct PrivateStocks {
    /// Months of normal use held in calm times.
    pub cover: f64,
    /// Share of the gap that closes in a month.
    pub speed: f64,
    /// Growth of the target under full threat.
    pub panic: f64,
    /// Most built up in a month, of a month's normal use.
    pub build: f64,
    /// Most released in a month, of a month's normal use.
    pub release: f64,
    /// Months before an end when buyers begin to fear it.
    pub horizon: f64,
    /// Half-life of the fright, months.
    pub fade: f64,
    /// Who holds stocks: every buyer that buys in the base year, by good and buyer.
    pub holders: Vec<Holder>,
}

/// A buyer that holds a private stock of a good.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holder {
    /// What.
    pub good: GoodId,
    /// Where.
    pub country: CountryId,
    /// Whose.
    pub use_: Use,
    /// Purchases in the base year, tonnes a month.
    pub monthly: f64,
    /// The level demand behind them, if users buy (facilities may buy too).
    pub demand: Option<usize>,
    /// What users take of the purchases, tonnes a month.
    pub final_use: f64,
}

impl Holder {
    /// The buyer's position among a level's buyers.
    #[must_use]
    pub const fn buyer(&self) -> usize {
        buyer(self.country, self.use_)
    }
}

pub(super) fn compile(bench: &mut Bench, file: &LevelFile, markets: &Markets) -> PrivateStocks {
    let entry = &file.private_stocks;
    let key = Key::top("private_stocks");
    let mut stocks = PrivateStocks {
        cover: between(bench, &key.f("cover"), entry.cover, 0.0, 24.0),
        speed: share(bench, &key.f("speed"), entry.speed, 0.0, 95.0),
        panic: share(bench, &key.f("panic"), entry.panic, 0.0, 1_000.0),
        build: share(bench, &key.f("build"), entry.build, 0.0, 100.0),
        release: share(bench, &key.f("release"), entry.release, 0.0, 100.0),
        horizon: between(bench, &key.f("horizon"), entry.horizon, 0.0, 24.0),
        fade: between(bench, &key.f("fade"), entry.fade, 1.0, 120.0),
        holders: Vec::new(),
    };
    if stocks.cover > 0.0 {
        stocks.holders = holders(markets);
    }
    stocks
}

fn holders(markets: &Markets) -> Vec<Holder> {
    let mut holders = Vec::new();
    for chain in &markets.chains {
        let buyers = chain.market.spec().buyers();
        for (slot, monthly) in chain.market.base_purchases().iter().enumerate() {
            if *monthly <= 0.0 {
                continue;
            }
            let (good, at) = (chain.goods[slot / buyers], slot % buyers);
            let (country, use_) = (CountryId::at(at / Use::COUNT), Use::ALL[at % Use::COUNT]);
            let own = chain.first_demand..chain.first_demand + chain.demands;
            let demand = own.into_iter().find(|d| {
                let d = &markets.demands[*d];
                (d.good, d.country, d.use_) == (good, country, use_)
            });
            holders.push(Holder {
                good,
                country,
                use_,
                monthly: *monthly,
                demand,
                final_use: demand.map_or(0.0, |d| markets.demands[d].quantity),
            });
        }
    }
    holders
}
