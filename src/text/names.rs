//! Names of a level's things, and dates and numbers of the game.

use super::{Language, Speaker, format};
use crate::level::ids::{
    AgreementId, ChainId, CountryId, FacilityId, GoodId, LevelEventId, OfferId, ProjectId, SeatId, TopicId,
};
use crate::level::units::{Mass, Money, Month, Months, Price, Rate, Turn};
use crate::level::{Level, LevelEvent, Text};

impl Speaker {
    /// A country's name as a label.
    #[must_use]
    pub fn country(&self, country: CountryId) -> String {
        self.name(|level| level.countries.get(country.index()).map(|c| &c.name))
    }

    /// A seat's name as a label: its country's.
    #[must_use]
    pub fn seat(&self, seat: SeatId) -> String {
        self.country_of(seat)
            .map_or_else(|| self.say("unknown-name", &[]), |c| self.country(c))
    }

    /// A good's name as a label.
    #[must_use]
    pub fn good(&self, good: GoodId) -> String {
        self.capitalised(self.name(|level| level.goods.get(good.index()).map(|g| &g.name)))
    }

    /// A project's name.
    #[must_use]
    pub fn project(&self, project: ProjectId) -> String {
        self.name(|level| level.projects.get(project.index()).map(|p| &p.name))
    }

    /// A topic's name.
    #[must_use]
    pub fn topic(&self, topic: TopicId) -> String {
        self.name(|level| level.topic(topic).map(|t| &t.name))
    }

    /// A facility's name.
    #[must_use]
    pub fn facility(&self, facility: FacilityId) -> String {
        self.name(|level| level.facilities.get(facility.index()).map(|f| &f.name))
    }

    /// A domestic group of a seat, by its place in the seat's list.
    #[must_use]
    pub fn group(&self, seat: SeatId, at: u8) -> String {
        let group = |level: &'_ Level| -> Option<Text> {
            let seat = level.seats.get(seat.index())?;
            Some(seat.groups.get(usize::from(at))?.name.clone())
        };
        let name = self.level.as_deref().and_then(group);
        name.map_or_else(|| self.say("unknown-name", &[]), |name| self.text(&name).to_owned())
    }

    /// A chain's name.
    #[must_use]
    pub fn chain_name(&self, chain: ChainId) -> String {
        self.name(|level| level.chains.get(chain.index()).map(|c| &c.name))
    }

    /// A level event's headline.
    #[must_use]
    pub fn headline(&self, event: LevelEventId) -> String {
        self.event(event)
            .map_or_else(|| self.say("unknown-event", &[]), |e| self.text(&e.headline).to_owned())
    }

    /// The further sentences of a level event, perhaps none.
    #[must_use]
    pub fn event_body(&self, event: LevelEventId) -> String {
        self.event(event)
            .map_or_else(String::new, |e| self.text(&e.body).to_owned())
    }

    /// Seats' names in a row: “the United States, China and Australia”.
    #[must_use]
    pub fn seats(&self, seats: &[SeatId]) -> String {
        let names: Vec<String> = seats.iter().map(|s| self.seat_inside(*s)).collect();
        self.list(&names)
    }

    /// An offer by its number, counted from 1.
    #[must_use]
    pub fn offer(&self, offer: OfferId) -> String {
        self.say("quantity-offer", &[("number", offer.into())])
    }

    /// An agreement by its number, counted from 1.
    #[must_use]
    pub fn agreement(&self, agreement: AgreementId) -> String {
        self.say("quantity-agreement", &[("number", agreement.into())])
    }

    /// Money: `$1.1 bn`.
    #[must_use]
    pub fn money(&self, money: Money) -> String {
        format::money(self.language, money)
    }

    /// Mass: `12,000 t`.
    #[must_use]
    pub fn mass(&self, mass: Mass) -> String {
        format::mass(self.language, mass)
    }

    /// A price: `$3,000/kg`.
    #[must_use]
    pub fn price(&self, price: Price) -> String {
        format::price(self.language, price)
    }

    /// A rate: `47 %`.
    #[must_use]
    pub fn rate(&self, rate: Rate) -> String {
        format::rate(self.language, rate)
    }

    /// A span: `18 months`.
    #[must_use]
    pub fn months(&self, months: Months) -> String {
        self.say("quantity-months", &[("count", i64::from(months.0).into())])
    }

    /// A number of turns: `4 turns`.
    #[must_use]
    pub fn turns(&self, turns: u16) -> String {
        self.say("quantity-turns", &[("count", i64::from(turns).into())])
    }

    /// A date: `Nov 2025`.
    #[must_use]
    pub fn month(&self, month: Month) -> String {
        let name = self.say(&format!("quantity-month-{}", month.month()), &[]);
        let year = month.year().to_string();
        self.say("quantity-date", &[("month", (&name).into()), ("year", (&year).into())])
    }

    /// A turn, counted from 1, or a step of the run-out.
    #[must_use]
    pub fn turn(&self, turn: Turn) -> String {
        let step = self
            .level
            .as_ref()
            .and_then(|level| turn.0.checked_sub(level.played_turns()));
        match step {
            Some(step) => self.say("quantity-run-out", &[("step", (i64::from(step) + 1).into())]),
            None => self.say("quantity-turn", &[("turn", (i64::from(turn.0) + 1).into())]),
        }
    }

    /// A country's name as it stands inside a sentence: “the United States”.
    pub(super) fn inside(&self, country: CountryId) -> String {
        let name = self.country(country);
        self.articles.get(&name).cloned().unwrap_or(name)
    }

    /// A seat's, the same.
    pub(super) fn seat_inside(&self, seat: SeatId) -> String {
        self.country_of(seat)
            .map_or_else(|| self.say("unknown-name", &[]), |c| self.inside(c))
    }

    /// A good's name inside a sentence: in English without the label's capital, unless it is a symbol or a proper name.
    pub(super) fn good_inside(&self, good: GoodId) -> String {
        let name = self.name(|level| level.goods.get(good.index()).map(|g| &g.name));
        if self.language != Language::English {
            return name;
        }
        let first: String = name.chars().take_while(|c| c.is_alphabetic()).collect();
        let mut letters = first.chars();
        let plain = first.chars().count() > 2
            && letters.next().is_some_and(char::is_uppercase)
            && letters.all(char::is_lowercase)
            && !self.says_proper(&first);
        if plain {
            name.chars()
                .take(1)
                .flat_map(char::to_lowercase)
                .chain(name.chars().skip(1))
                .collect()
        } else {
            name
        }
    }

    fn says_proper(&self, word: &str) -> bool {
        self.say("words-with-capital", &[]).split(' ').any(|w| w == word)
    }

    fn name(&self, find: impl Fn(&Level) -> Option<&Text>) -> String {
        let text = self.level.as_deref().and_then(find);
        text.map_or_else(|| self.say("unknown-name", &[]), |text| self.text(text).to_owned())
    }

    fn country_of(&self, seat: SeatId) -> Option<CountryId> {
        self.level.as_ref()?.country_of(seat)
    }

    fn event(&self, event: LevelEventId) -> Option<&LevelEvent> {
        self.level.as_ref()?.event(event)
    }
}
