//! Secrets: changing any field a viewer may not see leaves the view equal, bit for bit; an estimate is made of the view
//! alone. Fields are changed through the state's own JSON, so that no accessor has to be opened for the test.

use std::sync::Arc;

use chokepoint::ai::PolicyName;
use chokepoint::level::Level;
use chokepoint::level::ids::SeatId;
use chokepoint::rules::estimate::{Belief, KnownLevel, estimate};
use chokepoint::rules::state::State;
use chokepoint::rules::{Viewer, view};
use proptest::prelude::*;
use serde_json::Value;

use crate::support::{cases, level, played};

/// A state part way through a game with deals, secret ones too.
fn states() -> Vec<State> {
    let level = level("truce_year");
    let mut states: Vec<State> = [PolicyName::Dove, PolicyName::Random]
        .into_iter()
        .map(|policy| played(&level, 5, Some(policy)).table.state().clone())
        .collect();
    states.push(crate::licence_files::a_desk_at_work());
    states
}

/// Every place in a JSON value, as a path.
pub(crate) fn places(value: &Value, path: &mut Vec<String>, out: &mut Vec<Vec<String>>) {
    match value {
        Value::Object(map) => map.iter().for_each(|(key, inner)| {
            path.push(key.clone());
            places(inner, path, out);
            path.pop();
        }),
        Value::Array(list) => list.iter().enumerate().for_each(|(at, inner)| {
            path.push(at.to_string());
            places(inner, path, out);
            path.pop();
        }),
        Value::Number(_) | Value::Bool(_) => out.push(path.clone()),
        _ => {}
    }
}

pub(crate) fn at<'a>(value: &'a mut Value, path: &[String]) -> &'a mut Value {
    path.iter().fold(value, |inner, step| match inner {
        Value::Array(list) => &mut list[step.parse::<usize>().unwrap()],
        other => &mut other[step.as_str()],
    })
}

/// Changes a leaf to something else of its kind.
pub(crate) fn jolt(value: &mut Value, by: u8) {
    let by = i64::from(by % 7) + 1;
    *value = match &*value {
        Value::Bool(b) => Value::Bool(!b),
        Value::Number(n) if n.is_f64() => Value::from(n.as_f64().unwrap() + by as f64),
        Value::Number(n) if n.is_u64() => Value::from(
            n.as_u64()
                .unwrap()
                .saturating_sub(by as u64)
                .max(u64::from(n.as_u64() == Some(0))),
        ),
        Value::Number(n) => Value::from(n.as_i64().unwrap() + by),
        other => other.clone(),
    };
}

/// Whether a viewer may not see a place of the state's JSON.
pub(crate) fn secret_to(level: &Level, json: &Value, path: &[String], me: SeatId) -> bool {
    match path[0].as_str() {
        "hidden" => true,
        "own" => path[1].parse::<usize>().unwrap() != me.index(),
        "party" if path[1] == "licences" => {
            let licence = &json["party"]["licences"][path[2].parse::<usize>().unwrap()];
            let mine = level.country_of(me).map(|c| u64::from(c.0));
            let decides = ["exporter", "destination"].contains(&path[3].as_str());
            !decides
                && ["exporter", "destination"]
                    .iter()
                    .all(|side| licence[side].as_u64() != mine)
        }
        "party" => {
            let item = &json["party"][path[1].as_str()][path[2].parse::<usize>().unwrap()];
            let party = item["draft"]["parties"]
                .as_array()
                .unwrap()
                .iter()
                .any(|p| p.as_u64() == Some(u64::from(me.0)));
            let open = path[1] == "agreements" && (item["draft"]["secret"] == false || item["leaked"] == true);
            // Whether it is secret and who its parties are decide the class itself.
            let decides = path
                .iter()
                .any(|p| ["secret", "leaked", "parties"].contains(&p.as_str()));
            !party && !open && !decides
        }
        _ => false,
    }
}

proptest! {
    #![proptest_config(cases(60, 3_000))]
    #[test]
    fn what_a_viewer_may_not_see_does_not_show(which in 0_usize..3, pick in any::<prop::sample::Index>(), by in any::<u8>(), me in 0_u8..6) {
        static STATES: std::sync::OnceLock<Vec<State>> = std::sync::OnceLock::new();
        let state = &STATES.get_or_init(states)[which];
        let me = SeatId(me);
        let json = state.to_json().unwrap();
        let mut all = Vec::new();
        places(&json, &mut Vec::new(), &mut all);
        all.retain(|path| secret_to(state.level(), &json, path, me));
        prop_assume!(!all.is_empty());
        let path = &all[pick.index(all.len())];
        let mut changed = json.clone();
        jolt(at(&mut changed, path), by);
        let Ok(other) = State::from_json(state.shared(), changed) else { return Ok(()) };
        prop_assume!(other != *state);
        prop_assert_eq!(view(&other, Viewer::Seat(me)), view(state, Viewer::Seat(me)), "{:?} shows", path);
        prop_assert_eq!(view(&other, Viewer::Observer), view(state, Viewer::Observer), "{:?} shows to observers", path);
    }
}

#[test]
fn every_class_of_secret_is_tried() {
    let state = &states()[0];
    let json = state.to_json().unwrap();
    let mut all = Vec::new();
    places(&json, &mut Vec::new(), &mut all);
    assert!(
        all.iter().any(|p| p[..2] == ["hidden", "channels"]),
        "no channel past a control in this game"
    );
    let desk = &states()[2];
    let json = desk.to_json().unwrap();
    let mut places_of_desk = Vec::new();
    places(&json, &mut Vec::new(), &mut places_of_desk);
    let secret = |to: &str, path: &[&str]| {
        let me = desk.level().seat_named(to).unwrap();
        let starts = |p: &&Vec<String>| path.iter().all(|step| p.iter().any(|at| at == step));
        let found: Vec<_> = places_of_desk.iter().filter(starts).collect();
        assert!(!found.is_empty(), "nothing at {path:?}");
        found.iter().filter(|p| secret_to(desk.level(), &json, p, me)).count()
    };
    assert!(secret("us", &["own", "files"]) > 0 && secret("cn", &["own", "files"]) == 0);
    assert!(secret("au", &["party", "licences"]) > 0 && secret("cn", &["party", "licences"]) == 0);
    for class in ["hidden", "own"] {
        assert!(
            all.iter()
                .any(|p| p[0] == class && secret_to(state.level(), &json, p, SeatId(0))),
            "nothing secret in {class}"
        );
    }
}

#[test]
fn an_estimate_is_made_of_the_view_alone() {
    let level = level("truce_year");
    let public = chokepoint::level::public::PublicLevel::of(&level, Some("us")).unwrap();
    let known = KnownLevel::new(Arc::clone(&public.level));
    let state = played(&level, 5, Some(PolicyName::Dove)).table.state().clone();
    let mut json = state.to_json().unwrap();
    json["hidden"]["seed"] = Value::from(999_u64);
    json["own"][1]["treasury"] = Value::from(1_i64);
    let other = State::from_json(state.shared(), json).unwrap();
    let (one, two) = (
        view(&state, Viewer::Seat(SeatId(0))),
        view(&other, Viewer::Seat(SeatId(0))),
    );
    for belief in [Belief::Low, Belief::Mid, Belief::High] {
        assert_eq!(estimate(&one, &known, belief), estimate(&two, &known, belief));
    }
    // The estimate of a view shows the same view again.
    let again = view(&estimate(&one, &known, Belief::Mid), Viewer::Seat(SeatId(0)));
    assert_eq!(again.public, one.public);
    assert_eq!(again.own, one.own);
}
