//! The book of a resolution or a command: events are applied as they are written, in one place.

use super::apply::apply;
use super::event::Event;
use super::state::State;

/// Events of an ordinary resolution.
const EVENTS: usize = 256;

/// A state being moved on, and the events that moved it.
pub(super) struct Book<'a> {
    /// The state as it stands.
    pub(super) state: &'a mut State,
    /// What has happened so far.
    pub(super) events: Vec<Event>,
}

impl<'a> Book<'a> {
    /// Opens a book on a state.
    pub(super) fn new(state: &'a mut State) -> Self {
        Self {
            state,
            events: Vec::with_capacity(EVENTS),
        }
    }

    /// Writes an event: applies it and keeps it.
    pub(super) fn post(&mut self, event: Event) {
        apply(self.state, &event);
        self.events.push(event);
    }
}
