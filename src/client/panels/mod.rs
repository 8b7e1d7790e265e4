//! The panels of the game screen and the screens around it: plain functions over a [`Scene`] that push [`Intent`]s.
//!
//! No Bevy here, so they are tested without it. Each file is one panel; [`widgets`] holds what several share. A panel keeps
//! its half-filled forms in a state of its own; everything else it reads from the scene, every frame.

pub mod agreements;
pub mod chart;
mod clause_fields;
pub mod clause_form;
pub mod clauses;
mod clubs;
pub mod deals;
pub mod desk;
pub mod files;
pub mod forms;
pub mod guide;
pub mod markets;
pub mod marks;
pub mod measures;
pub mod messages;
pub mod news;
pub mod offers;
mod order_change;
pub mod order_form;
pub mod policy;
pub mod preview;
pub mod projects;
pub mod refused;
pub mod saying;
pub mod screens;
pub mod situation;
pub mod sketch;
pub mod templates;
pub mod top_bar;
pub mod widgets;

use bevy_egui::egui;

use super::scene::{Intent, PanelName, Scene};

/// The states of all panels, kept as long as the game screen.
#[derive(Debug, Default)]
pub struct Panels {
    /// Of the bar at the top.
    pub top_bar: top_bar::TopBarState,
    /// Of the situation panel.
    pub situation: situation::SituationState,
    /// Of the markets panel.
    pub markets: markets::MarketsState,
    /// Of the policy panel.
    pub policy: policy::PolicyState,
    /// Of the projects panel.
    pub projects: projects::ProjectsState,
    /// Of the deals panel.
    pub deals: deals::DealsState,
    /// Of the messages panel.
    pub messages: messages::MessagesState,
    /// Of the news panel.
    pub news: news::NewsState,
    /// Of the guide.
    pub guide: guide::GuideState,
}

impl Panels {
    /// Draws one panel.
    pub fn show(&mut self, name: PanelName, ui: &mut egui::Ui, scene: &Scene, out: &mut Vec<Intent>) {
        match name {
            PanelName::Situation => situation::show(ui, scene, &mut self.situation, out),
            PanelName::Markets => markets::show(ui, scene, &mut self.markets, out),
            PanelName::Policy => policy::show(ui, scene, &mut self.policy, out),
            PanelName::Projects => projects::show(ui, scene, &mut self.projects, out),
            PanelName::Deals => deals::show(ui, scene, &mut self.deals, out),
            PanelName::Messages => messages::show(ui, scene, &mut self.messages, out),
            PanelName::News => news::show(ui, scene, &mut self.news, out),
        }
    }

    /// Draws the bar at the top; `open` is the panel to be marked as open.
    pub fn show_top_bar(&mut self, ui: &mut egui::Ui, scene: &Scene, open: Option<PanelName>, out: &mut Vec<Intent>) {
        self.top_bar.open = open;
        self.top_bar.unread = self.messages.unread(scene);
        top_bar::show(ui, scene, &mut self.top_bar, out);
    }

    /// Follows an intent that moves within the panels; says which panel has to be open then. Others (commands, selections,
    /// previews) are the shell's.
    pub fn follow(&mut self, intent: &Intent, scene: &Scene) -> Option<PanelName> {
        match intent {
            Intent::Open(name) => Some(*name),
            Intent::DraftWith(seat) => {
                self.deals.begin_with(scene, *seat);
                Some(PanelName::Deals)
            }
            Intent::LoadDraft(draft) => {
                self.deals.load(draft.clone());
                Some(PanelName::Deals)
            }
            Intent::LoadCounter(offer, draft) => {
                self.deals.answer(scene, *offer, draft.clone());
                Some(PanelName::Deals)
            }
            Intent::TurnGuide => {
                self.guide.turn();
                None
            }
            Intent::LoadOrder(order) => {
                self.policy.fill(order);
                Some(PanelName::Policy)
            }
            Intent::ShowOffer(offer) => {
                self.deals.show_offer(*offer);
                Some(PanelName::Deals)
            }
            Intent::ShowProject(project) => {
                self.projects.show_project(*project);
                Some(PanelName::Projects)
            }
            Intent::Command(_)
            | Intent::Select(_)
            | Intent::Preview(_)
            | Intent::GoBack(_)
            | Intent::Continue
            | Intent::Leave => None,
        }
    }
}

/// How wide a panel wants to be, in points, at 1280 × 720.
#[must_use]
pub const fn width(name: PanelName) -> f32 {
    match name {
        PanelName::Situation | PanelName::Messages | PanelName::News => 440.0,
        PanelName::Policy | PanelName::Projects => 480.0,
        PanelName::Markets | PanelName::Deals => 520.0,
    }
}
