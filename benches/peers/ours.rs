//! Our side of `market.py`: reads one task a line, does it so many times, answers with the time in one line of JSON.
//!
//! `line 1000`: from the equilibrium at draw 0, one tariff line changed, a thousand times another one.
//! `cold 100`: from base prices, all tariffs redrawn, a hundred times.
#![allow(clippy::disallowed_types, reason = "it is asked how long it takes")]

mod world;

use std::hint::black_box;
use std::io::{BufRead, Write};
use std::time::Instant;

use chokepoint::market::Industry;
use world::{C, G, change, industries, tariffs};

fn main() {
    // `cargo bench` hands over its own flags; `cargo test --benches` must find nothing to do.
    if !std::env::args().any(|a| a == "serve") {
        return;
    }
    let mut side = Side::new();
    let (input, mut output) = (std::io::stdin().lock(), std::io::stdout().lock());
    for line in input.lines().map_while(Result::ok) {
        let mut words = line.split_whitespace();
        let task = words.next().unwrap_or_default().to_owned();
        let times: usize = words.next().and_then(|w| w.parse().ok()).unwrap_or(1);
        let start = Instant::now();
        match task.as_str() {
            "line" => side.lines(times),
            "cold" => side.cold(times),
            _ => break,
        }
        let seconds = start.elapsed().as_secs_f64() / times as f64;
        let _ = writeln!(
            output,
            "{{\"seconds\": {seconds:e}, \"price_sum\": {:.9}, \"residual\": {:e}}}",
            side.price_sum(),
            side.worst
        );
        let _ = output.flush();
    }
}

/// The industries, the draws, and where solves start.
struct Side {
    goods: Vec<Industry>,
    draws: Vec<Vec<Vec<f64>>>,
    /// Log prices at draw 0, and those last found.
    settled: Vec<Vec<f64>>,
    prices: Vec<Vec<f64>>,
    worst: f64,
}

impl Side {
    fn new() -> Self {
        let mut side = Side {
            goods: industries(),
            draws: (0..8).map(tariffs).collect(),
            settled: Vec::new(),
            prices: vec![vec![0.0; C]; G],
            worst: 0.0,
        };
        side.draw(0);
        side.settled = side.prices.clone();
        side
    }

    /// From base prices with the tariffs of a draw.
    fn draw(&mut self, k: usize) {
        for ((good, prices), powers) in self.goods.iter_mut().zip(&mut self.prices).zip(&self.draws[k]) {
            good.set_tariffs(powers);
            prices.fill(0.0);
            self.worst = self.worst.max(good.solve(prices).residual);
        }
    }

    fn cold(&mut self, times: usize) {
        self.worst = 0.0;
        for k in 0..times {
            // Draw 0 last, so that the price sum can be compared.
            self.draw((times - 1 - k) % self.draws.len());
            black_box(&self.prices);
        }
    }

    fn lines(&mut self, times: usize) {
        self.draw(0);
        self.worst = 0.0;
        for k in 0..times {
            let (exporter, importer, g, power) = change(k);
            let (good, prices) = (&mut self.goods[g], &mut self.prices[g]);
            good.set_tariff(exporter, importer, power);
            prices.copy_from_slice(&self.settled[g]);
            self.worst = self.worst.max(good.solve(prices).residual);
            black_box(&prices);
            if k + 1 < times {
                good.set_tariff(exporter, importer, self.draws[0][g][exporter * C + importer]);
                prices.copy_from_slice(&self.settled[g]);
            }
        }
    }

    fn price_sum(&self) -> f64 {
        self.prices.iter().flatten().map(|z| libm::exp(*z)).sum()
    }
}
