//! The state as this player may imagine it, kept between frames: what forms are checked against before anything is sent.

use crate::client::scene::Scene;
use crate::level::ids::SeatId;
use crate::level::units::Turn;
use crate::rules::check;
use crate::rules::command::Command;
use crate::rules::estimate::{Belief, estimate};
use crate::rules::refusal::Refusal;
use crate::rules::state::State;

/// An estimate from the view, made anew when the view moves.
#[derive(Debug, Default)]
pub struct Sketch {
    key: Option<(u32, usize, Turn)>,
    state: Option<State>,
}

impl Sketch {
    /// The state imagined from what the scene shows.
    pub fn of(&mut self, scene: &Scene) -> &State {
        let key = Some((scene.live.revision, scene.history.len(), scene.live.turn));
        if self.key != key {
            self.key = key;
            self.state = None;
        }
        self.state
            .get_or_insert_with(|| estimate(scene.view, scene.known, Belief::Mid))
    }

    /// Whether the viewing seat may give a command now, as far as it can know.
    ///
    /// # Errors
    /// The refusal the server would answer with.
    pub fn allows(&mut self, scene: &Scene, command: &Command) -> Result<(), Refusal> {
        let seat = scene.view.seat().ok_or(Refusal::NotForSeats)?;
        if scene.live.paused {
            return Err(Refusal::Paused);
        }
        if scene.live.last_call && matches!(command, Command::Propose(_) | Command::Counter { .. }) {
            return Err(Refusal::LastCall);
        }
        check(self.of(scene), seat, command)
    }

    /// The same as a sentence; `None` when it is allowed.
    pub fn why_not(&mut self, scene: &Scene, command: &Command) -> Option<String> {
        self.allows(scene, command)
            .err()
            .map(|refusal| scene.speaker.refusal_of(&refusal, command))
    }
}

/// The viewing seat, or the first one for viewers without a seat (they see everything greyed).
#[must_use]
pub fn me(scene: &Scene) -> SeatId {
    scene.view.seat().unwrap_or(SeatId(0))
}
