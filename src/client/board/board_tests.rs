//! The map follows the view, and leaves alone what is already right.

#![allow(
    clippy::unwrap_used,
    clippy::field_reassign_with_default,
    reason = "a test may fail loudly; the model has private fields"
)]

use std::sync::Arc;

use bevy::prelude::*;

use super::countries::{Atlas, Role, role};
use super::facilities::FacilityMark;
use super::flows::FlowMark;
use super::ribbon::{Ribbon, Ribbons};
use super::*;
use crate::client::model::Model;
use crate::level::catalogue;
use crate::level::check::check_text;
use crate::rules::Viewer;
use crate::rules::estimate::KnownLevel;
use crate::table::Table;

#[derive(Resource, Default)]
struct Touched {
    flows: usize,
    facilities: usize,
}

fn count(
    mut touched: ResMut<Touched>,
    flows: Query<(), Changed<FlowMark>>,
    facilities: Query<(), Changed<FacilityMark>>,
) {
    *touched = Touched {
        flows: flows.iter().count(),
        facilities: facilities.iter().count(),
    };
}

/// A map without a window, and the model of a level's first seat.
fn board() -> App {
    let (name, text) = catalogue::find("truce_year", None).unwrap();
    let level = Arc::new(check_text(&name, &text).level.unwrap());
    let table = Table::new(Arc::clone(&level), 1);
    let mut model = Model::default();
    model.known = Some(Arc::new(KnownLevel::new(level)));
    model.view = Some(Arc::new(table.view(Viewer::Seat(crate::level::ids::SeatId(0)))));
    let mut app = App::new();
    app.add_plugins((MinimalPlugins, AssetPlugin::default()));
    app.init_asset::<Mesh>().init_asset::<Ribbon>();
    let plain = Handle::<Ribbon>::default();
    app.insert_resource(Ribbons {
        solid: plain.clone(),
        flow: plain.clone(),
        licensed: plain.clone(),
        banned: plain,
    });
    app.insert_resource(Atlas {
        world: outline::world().unwrap(),
    });
    app.insert_resource(MapFocus {
        shows_trade: true,
        ..MapFocus::default()
    });
    app.insert_resource(model);
    app.init_resource::<Touched>();
    app.add_plugins((flows::plugin, facilities::plugin));
    app.add_systems(Last, count);
    app.update();
    app
}

#[test]
fn an_equal_view_touches_nothing() {
    let mut app = board();
    let first = app.world().resource::<Touched>();
    assert!(
        first.flows > 5 && first.facilities > 5,
        "{} {}",
        first.flows,
        first.facilities
    );
    // The same again, as a message that brings nothing new does.
    let same = app
        .world()
        .resource::<Model>()
        .view
        .as_ref()
        .map(|v| Arc::new((**v).clone()));
    app.world_mut().resource_mut::<Model>().view = same;
    app.update();
    let again = app.world().resource::<Touched>();
    assert_eq!((again.flows, again.facilities), (0, 0));
}

#[test]
fn a_selected_country_shows_its_own_trade_and_the_title_shows_none() {
    let mut app = board();
    let one = CountryId(0);
    app.world_mut().resource_mut::<MapFocus>().selection.country = Some(one);
    app.update();
    let world = app.world_mut();
    let flows: Vec<FlowMark> = world.query::<&FlowMark>().iter(world).cloned().collect();
    assert!(!flows.is_empty() && flows.iter().all(|f| f.flow.from == one || f.flow.to == one));
    world.resource_mut::<MapFocus>().shows_trade = false;
    app.update();
    let world = app.world_mut();
    assert_eq!(world.query::<&FlowMark>().iter(world).count(), 0);
    assert_eq!(world.query::<&FacilityMark>().iter(world).count(), 0);
}

#[test]
fn a_ban_marks_the_flow_and_the_rest_goes_on() {
    use crate::level::measure::{Control, Regime};
    let app = board();
    let model = app.world().resource::<Model>();
    let (known, view) = (model.known.as_ref().unwrap(), model.view.as_ref().unwrap());
    let before = trade::flows(known, view, None, None, None);
    let flow = before.iter().find(|f| f.barrier == trade::Barrier::Free).unwrap();
    let mut banned = (**view).clone();
    let control = Control {
        exporter: flow.from,
        destination: flow.to,
        good: flow.good,
        regime: Regime::Ban,
        suspended_until: None,
    };
    banned
        .public
        .controls
        .retain(|c| (c.control.exporter, c.control.destination, c.control.good) != (flow.from, flow.to, flow.good));
    banned.public.controls.push(crate::rules::state::ControlInForce {
        control,
        trailing: [0.0; 2],
        since: view.public.turn,
        bites_since: None,
    });
    let after = trade::flows(known, &banned, None, Some(flow.good), None);
    let now = after.iter().find(|f| (f.from, f.to) == (flow.from, flow.to)).unwrap();
    assert_eq!((now.barrier, now.worst), (trade::Barrier::Ban, trade::Barrier::Ban));
}

#[test]
fn every_country_has_a_role() {
    let app = board();
    let model = app.world().resource::<Model>();
    let level = model.known.as_ref().unwrap().level();
    let me = model.view.as_ref().unwrap().seat();
    assert_eq!(role(level, level.country_of(me.unwrap()), me), Role::Own);
    assert_eq!(role(level, None, me), Role::Outside);
    assert!(
        (0..level.n())
            .map(CountryId::at)
            .any(|c| role(level, Some(c), me) == Role::Modelled)
    );
}
