//! `chokepoint market`: solve a market that somebody else has written down.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

use super::{Failure, Outcome};
use crate::market::scenario::{Answer, GsimAnswer, Scenario, SpatialAnswer};

/// Solve a market from a scenario file
#[derive(Args, Debug)]
#[command(
    long_about = "Solve a market from a scenario file: GSIM (one industry whose products differ by origin, before and after a \
                  change in tariffs) or a spatial price equilibrium (one good between regions with freight, tariffs and \
                  quotas). Every field is described in docs/MODEL.md, chapter \"Scenario files\"; examples/market has files.",
    after_help = "Examples:\n  chokepoint market examples/market/gsim_linear.ron\n  chokepoint market examples/market/three_regions.ron --json"
)]
pub(super) struct MarketArguments {
    /// The scenario, a RON file
    scenario: PathBuf,
    /// Print one JSON document
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &MarketArguments) -> Outcome {
    let file = &arguments.scenario;
    let text = std::fs::read_to_string(file).map_err(|error| in_file(file, error))?;
    let scenario = Scenario::read(&text).map_err(|error| in_file(file, error))?;
    let answer = scenario.solve().map_err(|error| in_file(file, error))?;
    if arguments.json {
        println!("{}", serde_json::to_string_pretty(&answer)?);
    } else {
        print!("{}", sheet(&scenario, &answer));
    }
    Ok(ExitCode::SUCCESS)
}

fn in_file(file: &Path, error: impl std::fmt::Display) -> Failure {
    Failure::new(format!("{}: {error}", file.display()))
}

/// The answer as tables for people.
fn sheet(scenario: &Scenario, answer: &Answer) -> String {
    match answer {
        Answer::Gsim(answer) => gsim(scenario, answer),
        Answer::Spatial(answer) => spatial(scenario, answer),
    }
}

fn gsim(scenario: &Scenario, a: &GsimAnswer) -> String {
    let regions = scenario.regions();
    let total = |numbers: &[f64]| Some(numbers.iter().sum::<f64>());
    let mut table = Table::new(regions);
    table.column("price change", numbers(&a.price_change), None);
    table.column("composite price change", numbers(&a.composite_price_change), None);
    for (name, column) in [
        ("producer surplus", &a.producer_surplus),
        ("consumer surplus", &a.consumer_surplus),
        ("tariff revenue", &a.tariff_revenue),
        ("net welfare", &a.net_welfare),
    ] {
        table.column(name, numbers(column), total(column));
    }
    format!(
        "Changes against the base; prices as fractions, money in the unit of the trade table\n\n{}\nTrade at new world prices, from row to column\n\n{}",
        table.text(),
        flows(regions, &a.flows)
    )
}

fn spatial(scenario: &Scenario, a: &SpatialAnswer) -> String {
    let regions = scenario.regions();
    let form = match scenario {
        Scenario::Spatial { theta: Some(theta), .. } => format!("orders split with exponent {theta}"),
        _ => "a homogeneous good, exact".to_owned(),
    };
    let total = |numbers: &[f64]| Some(numbers.iter().sum::<f64>());
    let areas = |all: &[Option<f64>]| all.iter().map(|x| x.unwrap_or(f64::INFINITY)).collect::<Vec<_>>();
    let (consumers, producers) = (areas(&a.consumer_surplus), areas(&a.producer_surplus));
    let mut table = Table::new(regions);
    table.column("supply price", numbers(&a.supply_price), None);
    table.column("demand price", numbers(&a.demand_price), None);
    table.column("supply", numbers(&a.supply), total(&a.supply));
    table.column("demand", numbers(&a.demand), total(&a.demand));
    table.column("net exports", numbers(&a.net_exports), None);
    table.column("consumer surplus", numbers(&consumers), total(&consumers));
    table.column("producer surplus", numbers(&producers), total(&producers));
    table.column("tariff revenue", numbers(&a.revenue), total(&a.revenue));
    let mut text = format!(
        "Equilibrium of {form}; {} Newton steps, largest violation {:.1e}\n\n{}\nFlows, from row to column\n\n{}",
        a.iterations,
        a.residual,
        table.text(),
        flows(regions, &a.flows)
    );
    if !a.quota_rents.is_empty() {
        let names: Vec<String> = a
            .quota_rents
            .iter()
            .map(|q| format!("{} to {}", q.from, q.to))
            .collect();
        let mut table = Table::new(&names);
        for (name, of) in [
            ("quota", (|q| q.max) as fn(&crate::market::scenario::QuotaRent) -> f64),
            ("flow", |q| q.flow),
            ("rent per unit", |q| q.unit_rent),
            ("rent", |q| q.total),
        ] {
            table.column(name, a.quota_rents.iter().map(of).collect(), None);
        }
        text.push_str("\nQuotas; rents belong to the exporters and are in no column above\n\n");
        text.push_str(&table.text());
    }
    text
}

fn numbers(all: &[f64]) -> Vec<f64> {
    all.to_vec()
}

fn flows(regions: &[String], rows: &[Vec<f64>]) -> String {
    let mut table = Table::new(regions);
    for (to, name) in regions.iter().enumerate() {
        let column: Vec<f64> = rows.iter().map(|row| row[to]).collect();
        let total = column.iter().sum();
        table.column(name, column, Some(total));
    }
    table.text()
}

/// Columns of numbers beside a column of names.
struct Table {
    rows: Vec<String>,
    columns: Vec<Vec<String>>,
}

impl Table {
    fn new(names: &[String]) -> Self {
        let mut rows = vec![String::new()];
        rows.extend_from_slice(names);
        Self {
            rows,
            columns: Vec::new(),
        }
    }

    /// A column, all of it with as many decimals as its largest number leaves room for; `total` goes below it.
    fn column(&mut self, name: &str, numbers: Vec<f64>, total: Option<f64>) {
        let finite = numbers.iter().chain(&total).filter(|x| x.is_finite());
        let largest = finite.fold(0.0_f64, |a, x| a.max(x.abs()));
        let cell = |x: f64| {
            if x == f64::INFINITY {
                "infinite".to_owned()
            } else if largest >= 1e9 || (largest > 0.0 && largest < 1e-4) {
                format!("{x:.6e}")
            } else {
                let decimals = if largest < 10.0 {
                    6
                } else if largest < 1e4 {
                    4
                } else {
                    1
                };
                let text = format!("{x:.decimals$}");
                // Rounding leaves no minus before a zero.
                if text.trim_start_matches('-').parse() == Ok(0.0) {
                    text.trim_start_matches('-').to_owned()
                } else {
                    text
                }
            }
        };
        let mut column = vec![name.to_owned()];
        column.extend(numbers.iter().map(|x| cell(*x)));
        column.push(total.map_or_else(String::new, cell));
        self.columns.push(column);
    }

    fn text(&self) -> String {
        let count = |text: &String| text.chars().count();
        let has_total = self.columns.iter().any(|c| c.last().is_some_and(|t| !t.is_empty()));
        let mut rows = self.rows.clone();
        if has_total {
            rows.push("all".to_owned());
        }
        let name_width = rows.iter().map(count).max().unwrap_or(0);
        let mut text = String::new();
        for (at, name) in rows.iter().enumerate() {
            text.push_str(&format!("{name:name_width$}"));
            for column in &self.columns {
                let width = column.iter().map(count).max().unwrap_or(0);
                text.push_str(&format!("  {:>width$}", column[at]));
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        text
    }
}
