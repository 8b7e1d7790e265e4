//! Figures that numbers of the model must agree with.

use super::bench::{Bench, Kind};
use super::compile_market::YEAR;
use super::compiled::{Level, LevelChain};
use super::ids::{CountryId, GoodId, Use, buyer};
use super::key::Key;
use super::shape::{ClauseEntry, ControlEntry, FacilityEntry, LevelFile, ProjectEntry, Tied};

/// What a number of the model is, in the unit ties compare in.
enum Number {
    Percent(f64),
    /// Million USD.
    Money(f64),
    /// Tonnes a year.
    Flow(f64),
    /// Tonnes.
    Mass(f64),
    /// Months.
    Time(f64),
    /// USD/kg.
    Price(f64),
}

/// Compares every tie; `level` is there when the rest of the file is sound.
pub(super) fn ties(bench: &mut Bench, file: &LevelFile, level: Option<&Level>) {
    for (n, tie) in file.ties.iter().enumerate() {
        let key = Key::top("ties").i(n);
        let known = bench.find(Kind::Figure, &key.f("figure"), &tie.figure).is_some();
        let before = bench.errors();
        let number = number(bench, file, level, &key.f("is"), &tie.is);
        let (Some(number), Some(figure)) = (number, file.figures.get(&tie.figure)) else {
            continue;
        };
        if !known || bench.errors() > before {
            continue;
        }
        let Some(value) = in_unit(&number, &figure.unit) else {
            let reason = format!(
                "the figure is in \"{}\", which this number of the model can't be",
                figure.unit
            );
            bench.error(
                "tie-unit",
                &key.f("is"),
                reason,
                "tie another number, or correct the figure's unit",
            );
            continue;
        };
        let percent = figure.unit == "%";
        let within = tie
            .within
            .unwrap_or(if percent { 0.5 } else { 0.001 * figure.value.abs() });
        let off = (value - figure.value).abs();
        if off.is_nan() || off > within + 1e-9 * figure.value.abs() {
            let unit = &figure.unit;
            let reason = format!(
                "the figure says {} {unit}, the model holds {} {unit}",
                figure.value,
                rounded(value)
            );
            let fix = "correct the model's number, or untie it and say why they differ";
            bench.error("tie", &key, reason, fix);
        }
    }
}

fn rounded(value: f64) -> f64 {
    libm::round(value * 1_000.0) / 1_000.0
}

/// The number in a figure's unit, if it has that dimension.
fn in_unit(number: &Number, unit: &str) -> Option<f64> {
    Some(match (number, unit) {
        (Number::Percent(x), "%")
        | (Number::Money(x), "million USD")
        | (Number::Flow(x), "t/year")
        | (Number::Mass(x), "t")
        | (Number::Time(x), "months")
        | (Number::Price(x), "USD/kg") => *x,
        (Number::Money(x), "USD") => x * 1e6,
        (Number::Money(x), "thousand USD") | (Number::Mass(x), "kg") | (Number::Price(x), "USD/t") => x * 1e3,
        (Number::Money(x), "billion USD") => x / 1e3,
        (Number::Flow(x), "t/month") | (Number::Time(x), "years") => x / YEAR,
        _ => return None,
    })
}

fn number(bench: &mut Bench, file: &LevelFile, level: Option<&Level>, key: &Key, tied: &Tied) -> Option<Number> {
    match tied {
        Tied::Share { country, good } => {
            bench.country(&key.f("country"), country);
            bench.mineral(&key.f("good"), good);
            let world = output(file, good, None);
            Some(Number::Percent(100.0 * output(file, good, Some(country)) / world))
        }
        Tied::World(good) => {
            bench.mineral(&key.i(0), good);
            Some(Number::Flow(output(file, good, None)))
        }
        Tied::Output(id) => facility(bench, file, key, id).map(|f| Number::Flow(f.output)),
        Tied::Capacity(id) => facility(bench, file, key, id).map(|f| Number::Flow(f.capacity)),
        Tied::ProjectCost(id) | Tied::ProjectCapacity(id) | Tied::ProjectTime(id) => {
            let position = bench.find(Kind::Project, &key.i(0), id)?;
            Some(of_project(&file.projects[position], tied))
        }
        Tied::Announced(id) => {
            bench.project(&key.i(0), id);
            announced(bench, file, key, id)
        }
        Tied::Price(good) => {
            bench.mineral(&key.i(0), good);
            let good = file.chains.iter().flat_map(|c| &c.goods).find(|g| g.id == *good)?;
            Some(Number::Price(good.price))
        }
        Tied::Suspension {
            exporter,
            destination,
            good,
        } => suspension(bench, file, key, exporter, destination, good),
        Tied::Stock { country, good } => Some(Number::Mass(stock(bench, file, key, country, good)?)),
        Tied::Trade { from, to } => trade(bench, file, key, from, to),
        Tied::SourceShare { .. } | Tied::Tariff { .. } | Tied::Cover { .. } => in_level(bench, file, level, key, tied),
    }
}

fn of_project(project: &ProjectEntry, tied: &Tied) -> Number {
    match tied {
        Tied::ProjectCost(_) => Number::Money(project.cost),
        Tied::ProjectCapacity(_) => Number::Flow(project.adds),
        _ => Number::Time(project.steps.iter().map(|s| f64::from(s.1)).sum()),
    }
}

/// Numbers that only the compiled level has.
fn in_level(bench: &mut Bench, file: &LevelFile, level: Option<&Level>, key: &Key, tied: &Tied) -> Option<Number> {
    match tied {
        Tied::SourceShare { country, from, good } => {
            let country = bench.country(&key.f("country"), country);
            let from = bench.country(&key.f("from"), from);
            let good = bench.mineral(&key.f("good"), good);
            source_share(level?, country, from, good)
        }
        Tied::Tariff {
            importer,
            exporter,
            good,
        } => {
            let importer = bench.country(&key.f("importer"), importer);
            let exporter = bench.country(&key.f("exporter"), exporter);
            let good = bench.good(&key.f("good"), good);
            let level = level?;
            let rate = level.tariffs.get(level.cell(good, importer, exporter))?;
            Some(Number::Percent(100.0 * rate.fraction()))
        }
        Tied::Cover { country, use_, good } => {
            let held = stock(bench, file, key, country, good)?;
            let level = level?;
            let whose = (level.country_named(country)?, *use_, level.good_named(good)?);
            let demands = level.demands.iter().filter(|d| (d.country, d.use_, d.good) == whose);
            Some(Number::Time(held / demands.map(|d| d.quantity).sum::<f64>()))
        }
        _ => None,
    }
}

/// Share of a country's base purchases that comes from an origin.
fn source_share(level: &Level, country: CountryId, from: CountryId, good: GoodId) -> Option<Number> {
    let at = |c: &LevelChain| c.goods.iter().position(|g| *g == good);
    let (chain, position) = level.chains.iter().find_map(|c| Some((c, at(c)?)))?;
    let spec = chain.market.spec();
    let flow = |seller: usize| -> f64 {
        let row = (position * spec.regions + seller) * spec.buyers();
        Use::ALL.iter().map(|u| spec.base_flow[row + buyer(country, *u)]).sum()
    };
    let all: f64 = (0..spec.regions).map(flow).sum();
    Some(Number::Percent(100.0 * flow(from.index()) / all))
}

/// Base output of a good, t/year, in a country or the world.
fn output(file: &LevelFile, good: &str, country: Option<&str>) -> f64 {
    let mut sum = 0.0;
    for chain in &file.chains {
        for facility in chain
            .facilities
            .iter()
            .filter(|f| country.is_none_or(|c| f.country == c))
        {
            let recipe = chain.recipes.iter().filter(|r| r.id == facility.recipe);
            let yields = recipe.flat_map(|r| &r.outputs).filter(|(g, _)| g == good);
            sum += yields.map(|(_, tonnes)| tonnes * facility.output).sum::<f64>();
        }
    }
    sum
}

fn facility<'a>(bench: &mut Bench, file: &'a LevelFile, key: &Key, id: &str) -> Option<&'a FacilityEntry> {
    bench.find(Kind::Facility, &key.i(0), id)?;
    file.chains.iter().flat_map(|c| &c.facilities).find(|f| f.id == id)
}

fn announced(bench: &mut Bench, file: &LevelFile, key: &Key, wanted: &str) -> Option<Number> {
    let drafts = file
        .given
        .iter()
        .map(|g| &g.draft)
        .chain(file.ready_offers.iter().map(|o| &o.draft));
    let sums = drafts.flat_map(|d| &d.clauses).filter_map(|c| match c {
        ClauseEntry::Investment { project, announced, .. } if project == wanted => Some(*announced),
        _ => None,
    });
    let largest = sums.reduce(f64::max);
    if largest.is_none() {
        let reason = format!("no given agreement or ready offer invests in \"{wanted}\"");
        bench.error("tie", &key.i(0), reason, "add an Investment clause, or tie ProjectCost");
    }
    largest.map(Number::Money)
}

fn suspension(bench: &mut Bench, file: &LevelFile, key: &Key, from: &str, to: &str, good: &str) -> Option<Number> {
    bench.country(&key.f("exporter"), from);
    bench.country(&key.f("destination"), to);
    bench.mineral(&key.f("good"), good);
    let chain = file
        .chains
        .iter()
        .find(|c| c.goods.iter().any(|g| g.id == good))
        .map(|c| c.id.as_str());
    let about = |c: &&ControlEntry| c.exporter == from && (c.good == good || Some(c.good.as_str()) == chain);
    let found = file
        .controls
        .iter()
        .filter(about)
        .filter(|c| c.destination == to || (c.destination == "all" && !c.except.iter().any(|e| e == to)))
        .filter(|c| c.suspended_until.is_some())
        .max_by_key(|c| c.destination == to)
        .and_then(|c| c.suspended_until);
    let Some((year, month)) = found else {
        let reason = format!("no control of \"{good}\" from \"{from}\" to \"{to}\" is suspended");
        bench.error(
            "tie",
            key,
            reason,
            "add `suspended_until` to the control, or delete the tie",
        );
        return None;
    };
    let months = |(year, month): (u32, u32)| f64::from(year) * YEAR + f64::from(month);
    Some(Number::Time(months((year, month)) - months(file.calendar.start)))
}

fn stock(bench: &mut Bench, file: &LevelFile, key: &Key, country: &str, good: &str) -> Option<f64> {
    bench.find(Kind::Country, &key.f("country"), country)?;
    bench.find(Kind::Mineral, &key.f("good"), good)?;
    let found = file.stocks.iter().find(|s| s.country == country && s.good == good);
    if found.is_none() {
        let reason = format!("\"{country}\" has no stock of \"{good}\"");
        bench.error("tie", key, reason, "add it under `stocks`, or delete the tie");
    }
    found.map(|s| s.tonnes)
}

fn trade(bench: &mut Bench, file: &LevelFile, key: &Key, from: &str, to: &str) -> Option<Number> {
    bench.country(&key.f("from"), from);
    bench.country(&key.f("to"), to);
    let market = &file.goods_market;
    let named = market
        .trade
        .iter()
        .find(|t| t.from == from && t.to == to)
        .map(|t| t.billion);
    let default = if from == to {
        market.home_default
    } else {
        market.trade_default
    };
    Some(Number::Money(1_000.0 * named.unwrap_or(default)))
}
