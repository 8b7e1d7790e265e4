//! Compiling the market of general goods.

use std::sync::Arc;

use super::bench::Bench;
use super::compiled::GoodsMarket;
use super::ids::GoodId;
use super::key::Key;
use super::shape::LevelFile;
use super::units::Rate;
use crate::market::gsim::Gsim;

/// The market of general goods; `None` when its data are wrong. `tariffs` as in the level.
pub(super) fn goods_market(bench: &mut Bench, file: &LevelFile, tariffs: &[Rate]) -> Option<GoodsMarket> {
    let key = Key::top("goods_market");
    let entry = &file.goods_market;
    let before = bench.errors();
    let n = file.countries.len();
    let trade = trade(bench, file);
    let demand = bench.positive(&key.f("demand_elasticity"), entry.demand_elasticity, 10.0);
    let supply = bench.positive(&key.f("supply_elasticity"), entry.supply_elasticity, 1_000.0);
    let substitution = bench.positive(&key.f("substitution"), entry.substitution, 50.0);
    if substitution <= demand {
        let reason = format!("substitution {substitution} is not above the demand elasticity {demand}");
        bench.error(
            "elasticity",
            &key.f("substitution"),
            reason,
            "origins replace each other more readily: 2.5 to 5",
        );
    }
    let good = GoodId::at(file.chains.iter().map(|c| c.goods.len()).sum());
    let mut tariff0 = vec![1.0; n * n];
    for exporter in 0..n {
        for importer in 0..n {
            if let Some(rate) = tariffs.get((good.index() * n + importer) * n + exporter) {
                tariff0[exporter * n + importer] += rate.fraction();
            }
        }
    }
    (bench.errors() == before).then(|| {
        let gsim = Gsim {
            n,
            trade: trade.clone(),
            tariff0,
            demand_elasticity: vec![-demand; n],
            supply_elasticity: vec![supply; n],
            substitution: vec![substitution; n],
        };
        GoodsMarket {
            good,
            gsim: Arc::new(gsim),
            trade,
        }
    })
}

/// Million USD a month, row exporter.
fn trade(bench: &mut Bench, file: &LevelFile) -> Vec<f64> {
    let key = Key::top("goods_market");
    let entry = &file.goods_market;
    let n = file.countries.len();
    let home = bench.not_negative(&key.f("home_default"), entry.home_default);
    let abroad = bench.not_negative(&key.f("trade_default"), entry.trade_default);
    let mut billion: Vec<f64> = (0..n * n).map(|c| if c / n == c % n { home } else { abroad }).collect();
    let mut named = vec![false; n * n];
    for (i, flow) in entry.trade.iter().enumerate() {
        let key = key.f("trade").i(i);
        let (from, to) = (
            bench.country(&key.f("from"), &flow.from),
            bench.country(&key.f("to"), &flow.to),
        );
        let cell = from.index() * n + to.index();
        if named[cell] {
            let reason = format!("trade from \"{}\" to \"{}\" is given twice", flow.from, flow.to);
            bench.error("duplicate", &key, reason, "keep one of the entries");
        }
        named[cell] = true;
        billion[cell] = bench.not_negative(&key.f("billion"), flow.billion);
    }
    for (c, country) in file.countries.iter().enumerate() {
        let sales: f64 = billion[c * n..(c + 1) * n].iter().sum();
        let purchases: f64 = billion.iter().skip(c).step_by(n).sum();
        if sales <= 0.0 || purchases <= 0.0 {
            let reason = format!("\"{}\" sells or buys no general goods at all", country.id);
            bench.error(
                "no-trade",
                &key.f("trade"),
                reason,
                "add entries, or set home_default and trade_default",
            );
        }
    }
    billion.iter().map(|b| b * 1_000.0 / 12.0).collect()
}
