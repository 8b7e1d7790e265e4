//! What is in force now, and what an order makes of it, in words.

use super::forms::countries;
use super::situation::my_country;
use super::sketch::me;
use crate::client::scene::Scene;
use crate::level::order::Order;
use crate::level::units::{Mass, Price, Turn};
use crate::rules::claims::stands;
use crate::rules::lists::list;
use crate::rules::state::State;
use crate::rules::{effective, floor, reaches, technology, written};

/// What is in force now, and what the order makes of it.
pub(super) fn change(scene: &Scene, state: &State, order: &Order) -> (String, String) {
    let (speaker, level, mine) = (scene.speaker, scene.known.level(), my_country(scene));
    match *order {
        Order::Tariff { partner, good, rate } => {
            let now = state
                .public()
                .tariffs
                .get(level.cell(good, mine, partner))
                .copied()
                .unwrap_or_default();
            (speaker.rate(now), speaker.rate(rate))
        }
        Order::ExportTax {
            destination,
            good,
            rate,
        } => {
            let now = state
                .public()
                .export_taxes
                .get(level.cell(good, mine, destination))
                .copied()
                .unwrap_or_default();
            (speaker.rate(now), speaker.rate(rate))
        }
        Order::Control {
            destination,
            good,
            regime,
        } => (control_now(scene, state, destination, good), speaker.regime(regime)),
        Order::Suspend {
            destination,
            good,
            turns,
        } => {
            let until = level.month_of(Turn(scene.live.turn.0.saturating_add(u16::from(turns))));
            let then = if turns == 0 {
                speaker.ui("panel-in-force")
            } else {
                speaker.ui_with("ui-measure-suspended", &[("until", until.into())])
            };
            (control_now(scene, state, destination, good), then)
        }
        Order::Stock { good, mass } => {
            let now = state.stock(me(scene), good);
            (speaker.mass(now), speaker.mass(Mass(now.0.saturating_add(mass.0))))
        }
        Order::StartProject { project } => {
            let begun = state.public().projects.get(project.index()).is_some_and(|p| p.started);
            (
                speaker.ui(if begun { "panel-begun" } else { "ui-project-not-started" }),
                speaker.ui("panel-begun"),
            )
        }
        Order::Floor { good, price } => {
            let words = |price: Option<Price>| match price {
                Some(price) if price.0 > 0 => speaker.price(price),
                _ => speaker.ui("panel-floor-none"),
            };
            (words(floor(state, mine, good)), words(Some(price)))
        }
        Order::Tender { project } | Order::Bid { project, .. } | Order::Award { project, .. } => {
            let open = scene.view.public.tenders.iter().any(|t| t.project == project);
            let now = speaker.ui(if open { "panel-tender-open" } else { "panel-tender-none" });
            let then = match *order {
                Order::Bid { amount, .. } => speaker.money(amount),
                Order::Award { to, .. } => speaker.seat(to),
                _ => speaker.ui("panel-tender-open"),
            };
            (now, then)
        }
        Order::Claim { over, on } => {
            let words = |on| speaker.ui(if on { "panel-claim-on" } else { "panel-claim-off" });
            (words(stands(state, me(scene), over)), words(on))
        }
        Order::List { names, .. } => {
            let count = list(state, mine).map_or(0, |l| i64::from(l.names));
            let words = |n: i64| speaker.ui_with("panel-list-names", &[("names", n.into())]);
            (words(count), words(count + i64::from(names)))
        }
        Order::Technology { good, on } => {
            let words = |on| {
                speaker.ui(if on {
                    "panel-technology-on"
                } else {
                    "panel-technology-off"
                })
            };
            (words(technology::banned(state, mine, good)), words(on))
        }
        Order::Reach { good, on } => {
            let words = |on| speaker.ui(if on { "panel-reach-on" } else { "panel-reach-off" });
            (words(reaches(state, mine, good)), words(on))
        }
        Order::Campaign { .. } => (speaker.ui("panel-campaign-before"), speaker.ui("panel-campaign-after")),
        Order::Breach { .. } => (String::new(), String::new()),
    }
}

/// The control on a good towards one country or all of them, in words.
fn control_now(
    scene: &Scene,
    state: &State,
    to: Option<crate::level::ids::CountryId>,
    good: crate::level::ids::GoodId,
) -> String {
    let (speaker, mine) = (scene.speaker, my_country(scene));
    let words = |country| match written(state, mine, country, good) {
        Some(c) if c.control.suspended_until.is_some() => {
            let until = c.control.suspended_until.unwrap_or(scene.known.level().start);
            format!(
                "{} ({})",
                speaker.regime(c.control.regime),
                speaker.ui_with("ui-measure-suspended", &[("until", until.into())])
            )
        }
        _ => speaker.regime(effective(state, mine, country, good)),
    };
    match to {
        Some(country) => words(country),
        None => {
            let mut all: Vec<String> = countries(scene, |c| c != mine)
                .into_iter()
                .map(|(c, _)| words(c))
                .collect();
            all.dedup();
            match all.as_slice() {
                [one] => one.clone(),
                _ => speaker.ui("panel-differs"),
            }
        }
    }
}
