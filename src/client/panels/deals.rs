//! The deals panel: open offers, the draft desk, agreements.

use bevy_egui::egui;

use super::agreements::agreements;
use super::desk::{Desk, desk};
use super::offers::{Asked, offers};
use super::refused::refused;
use super::sketch::Sketch;
use super::widgets::{body, choose};
use crate::client::scene::{Intent, Scene};
use crate::level::clause::{Clause, Draft};
use crate::level::ids::{OfferId, SeatId};
use crate::rules::command::Command;

/// Pages of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// Open offers.
    #[default]
    Offers,
    /// The draft desk.
    Desk,
    /// Agreements and the ledger.
    Agreements,
}

/// What the panel keeps.
#[derive(Debug, Default)]
pub struct DealsState {
    sketch: Sketch,
    page: Page,
    desk: Desk,
    focus: Option<OfferId>,
}

impl DealsState {
    /// Opens the desk with a draft for this partner.
    pub fn begin_with(&mut self, scene: &Scene, partner: SeatId) {
        if scene.view.seat() != Some(partner) {
            self.page = Page::Desk;
            self.desk.begin_with(partner);
        }
    }

    /// Opens the desk with a text.
    pub fn load(&mut self, draft: Draft) {
        self.page = Page::Desk;
        self.desk.load(draft, None);
    }

    /// Opens the desk with an answer to an offer.
    pub fn answer(&mut self, scene: &Scene, offer: OfferId, draft: Draft) {
        if let Some(open) = scene.view.offers.iter().find(|o| o.id == offer) {
            self.page = Page::Desk;
            self.desk.load(draft, Some((offer, open.revision)));
            self.desk.show_send();
        }
    }

    /// Opens the desk with a clause for a partner in the form.
    pub fn begin_clause(&mut self, scene: &Scene, partner: SeatId, clause: &Clause) {
        self.page = Page::Desk;
        self.desk.begin_clause(scene, partner, clause);
    }

    /// Shows an offer.
    pub fn show_offer(&mut self, offer: OfferId) {
        self.page = Page::Offers;
        self.focus = Some(offer);
    }

    /// Opens a page.
    pub fn turn_to(&mut self, page: Page) {
        self.page = page;
    }
}

/// Draws it.
pub fn show(ui: &mut egui::Ui, scene: &Scene, state: &mut DealsState, out: &mut Vec<Intent>) {
    let speaker = scene.speaker;
    let count = |key: &str, n: usize| {
        if n > 0 {
            format!("{} ({n})", speaker.ui(key))
        } else {
            speaker.ui(key)
        }
    };
    let in_force = scene.view.agreements.iter().filter(|a| a.in_force()).count();
    let mut pages = vec![(Page::Offers, count("ui-offers", scene.view.offers.len()))];
    if scene.view.seat().is_some() {
        pages.push((Page::Desk, speaker.ui("panel-desk")));
    }
    pages.push((Page::Agreements, count("ui-agreements", in_force)));
    choose(ui, &mut state.page, &pages);
    let page = state.page;
    body(
        ui,
        match page {
            Page::Offers => "offers",
            Page::Desk => "desk",
            Page::Agreements => "agreements",
        },
        |ui| {
            refused(ui, scene, |c| {
                matches!(
                    c,
                    Command::Propose(_)
                        | Command::Counter { .. }
                        | Command::Accept { .. }
                        | Command::Decline { .. }
                        | Command::Withdraw { .. }
                )
            });
            match page {
                Page::Offers => {
                    if let Some(Asked::Counter(id)) = offers(ui, scene, &mut state.sketch, &mut state.focus, out)
                        && let Some(offer) = scene.view.offers.iter().find(|o| o.id == id)
                    {
                        state.desk.load(offer.draft.clone(), Some((id, offer.revision)));
                        state.page = Page::Desk;
                    }
                }
                Page::Desk => desk(ui, scene, &mut state.sketch, &mut state.desk, out),
                Page::Agreements => agreements(ui, scene, &mut state.sketch, out),
            }
        },
    );
}
