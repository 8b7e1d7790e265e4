//! Stylised facts of 2010 to 2025 (MODEL 5.2), each on a scenario file made from a shipped level's base year.

use crate::support::scenario::scenario;

/// Plays a scenario and holds every measured figure against its band.
fn holds(name: &str) {
    let scenario = scenario(name);
    let run = scenario.run();
    let mut wrong = String::new();
    for measure in &scenario.measures {
        let (figure, series) = run.measure(measure);
        let (low, high) = measure.band;
        let text = format!(
            "{} {}: {figure:.3}, band {low} to {high}; by turn {series:.3?}\n",
            scenario.fact, measure.name
        );
        println!("{text}");
        if !(low..=high).contains(&figure) {
            wrong.push_str(&text);
        }
    }
    assert!(wrong.is_empty(), "{}\n{wrong}", scenario.says);
}

#[test]
fn s01_terbium_triples_abroad() {
    holds("s01_heavy_licences");
}

#[test]
fn s11_banned_antimony_comes_through_third_countries() {
    holds("s11_antimony");
}
