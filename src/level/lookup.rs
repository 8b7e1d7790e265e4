//! Looking things up in a level: countries, goods, months by turn, cells of tables.

use super::compiled::{Level, LevelEvent, Topic};
use super::ids::{AgreementId, CountryId, GoodId, LevelEventId, ProjectId, SeatId, TopicId, Use};
use super::units::{Month, Months, Turn};

impl Level {
    /// How many countries.
    #[must_use]
    pub fn n(&self) -> usize {
        self.countries.len()
    }

    /// The country of a seat.
    #[must_use]
    pub fn country_of(&self, seat: SeatId) -> Option<CountryId> {
        self.seats.get(seat.index()).map(|s| s.country)
    }

    /// Index into tables shaped `[(good * countries + a) * countries + b]`.
    #[must_use]
    pub fn cell(&self, good: GoodId, a: CountryId, b: CountryId) -> usize {
        (good.index() * self.n() + a.index()) * self.n() + b.index()
    }

    /// Number of buyers: countries × uses.
    #[must_use]
    pub fn buyers(&self) -> usize {
        self.n() * Use::COUNT
    }

    /// First month of a turn; turns beyond the calendar continue through the run-out.
    #[must_use]
    pub fn month_of(&self, turn: Turn) -> Month {
        let mut month = self.start;
        for length in self.turns.iter().chain(&self.run_out).take(usize::from(turn.0)) {
            month = month.plus(*length);
        }
        month
    }

    /// Length of a turn, played or run-out.
    #[must_use]
    pub fn length_of(&self, turn: Turn) -> Option<Months> {
        self.turns.iter().chain(&self.run_out).nth(usize::from(turn.0)).copied()
    }

    /// How many turns are played.
    #[must_use]
    pub fn played_turns(&self) -> u16 {
        u16::try_from(self.turns.len()).unwrap_or(u16::MAX)
    }

    /// Finds a seat by the name of its country.
    #[must_use]
    pub fn seat_named(&self, id: &str) -> Option<SeatId> {
        let country = self.countries.iter().position(|c| c.id == id)?;
        self.countries[country].seat
    }

    /// Finds a country by name.
    #[must_use]
    pub fn country_named(&self, id: &str) -> Option<CountryId> {
        self.countries.iter().position(|c| c.id == id).map(CountryId::at)
    }

    /// Finds a good by name.
    #[must_use]
    pub fn good_named(&self, id: &str) -> Option<GoodId> {
        self.goods.iter().position(|g| g.id == id).map(GoodId::at)
    }

    /// Finds a project by name.
    #[must_use]
    pub fn project_named(&self, id: &str) -> Option<ProjectId> {
        self.projects.iter().position(|p| p.id == id).map(ProjectId::at)
    }

    /// The event with an id.
    #[must_use]
    pub fn event(&self, id: LevelEventId) -> Option<&LevelEvent> {
        self.events.get(id.index())
    }

    /// The topic with an id.
    #[must_use]
    pub fn topic(&self, id: TopicId) -> Option<&Topic> {
        self.topics.get(id.index())
    }

    /// The number given agreements get: they are numbered first, in file order.
    #[must_use]
    pub fn given_id(position: usize) -> AgreementId {
        AgreementId(u32::try_from(position).unwrap_or(u32::MAX))
    }
}
