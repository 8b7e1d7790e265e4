//! Know-how: countries that are behind in making a good catch up by research, practice and partners (MODEL 2.8).
//!
//! The level follows a logistic curve: `dH = r · H · (1 − H)` a quarter, with r the sum of the rates that act. A plant makes
//! its capacity times √H (yield and utilisation), and its ramp takes its time divided by H. What existed at the start was
//! counted with the level of the start, so the base year stays exact.

use super::book::Book;
use super::deals;
use super::event::Event;
use super::markets::output;
use super::news::News;
use super::state::State;
use super::technology::withheld;
use crate::level::clause::Clause;
use crate::level::ids::{CountryId, FacilityId, GoodId};
use crate::level::mechanism::Behind;
use crate::level::units::{Months, Rate};

/// A country's know-how in making a good, 0 to 1; 1 for those that are not behind.
#[must_use]
pub fn level(state: &State, country: CountryId, good: GoodId) -> f64 {
    let position = state.level().mechanisms.know_how.position(country, good);
    position
        .and_then(|p| state.public.know_how.get(p).copied())
        .unwrap_or(1.0)
}

/// What a facility achieves of the capacity it began with, and of capacity added since: √(H ÷ H at the start) and √H.
pub(super) fn achieved(state: &State, facility: FacilityId) -> (f64, f64) {
    let level = state.level();
    let place = &level.facilities[facility.index()];
    let Some(position) = level.mechanisms.know_how.position(place.country, place.good) else {
        return (1.0, 1.0);
    };
    let first = level.mechanisms.know_how.behind[position].level;
    let now = state.public.know_how.get(position).copied().unwrap_or(first);
    (libm::sqrt(now / first), libm::sqrt(now))
}

/// Know-how that a project's plant ramps up with.
pub(super) fn of_facility(state: &State, facility: FacilityId) -> f64 {
    let place = &state.level().facilities[facility.index()];
    level(state, place.country, place.good)
}

/// The level after some months at a rate a quarter.
fn learned(level: f64, rate: f64, months: f64) -> f64 {
    1.0 / (1.0 + (1.0 / level - 1.0) * libm::exp(-rate * months / 3.0))
}

/// Step 6: everybody behind learns.
pub(super) fn learn(book: &mut Book, length: Months) {
    let level = book.state.shared_level();
    if level.mechanisms.know_how.behind.is_empty() {
        return;
    }
    let state = &*book.state;
    let pairs = level.mechanisms.know_how.behind.iter().zip(&state.public.know_how);
    let levels = pairs
        .map(|(behind, now)| learned(*now, rate(state, behind, *now), f64::from(length.0)))
        .collect();
    book.post(Event::KnowHowMoved(levels));
}

/// The rate at which a country behind catches up, a quarter.
fn rate(state: &State, behind: &Behind, now: f64) -> f64 {
    let rules = &state.level().mechanisms.know_how;
    let output = output(state, &state.public.market, behind.good);
    let world: f64 = output.iter().sum();
    let share = if world > 0.0 {
        output[behind.country.index()] / world
    } else {
        0.0
    };
    let ahead = |country: &CountryId| level(state, *country, behind.good) > now;
    let mut rate = rules.research + rules.practice * share;
    let makes = |country: CountryId| output[country.index()] > 0.0;
    let taught: Vec<CountryId> = teachers(state, behind.country, behind.good)
        .filter(|t| level(state, *t, behind.good) > now)
        .collect();
    if !taught.is_empty() || has_teacher(state, behind, now, makes) {
        rate += rules.transfer;
    }
    let mut others = (0..state.level().n()).map(CountryId::at);
    let banned = |c: &CountryId| withheld(state, *c, behind.country, behind.good) && ahead(c) && !taught.contains(c);
    if others.any(|c| banned(&c)) {
        rate -= rules.ban;
    }
    rate.max(0.0)
}

/// Whether a country has something to teach another about making a good: that one is behind, and this one is further.
#[must_use]
pub fn can_teach(state: &State, teacher: CountryId, pupil: CountryId, good: GoodId) -> bool {
    state.level().mechanisms.know_how.position(pupil, good).is_some()
        && level(state, teacher, good) > level(state, pupil, good)
        && output(state, &state.public.market, good)[teacher.index()] > 0.0
}

/// Countries that teach another how a good is made, under agreements in force.
fn teachers(state: &State, pupil: CountryId, good: GoodId) -> impl Iterator<Item = CountryId> + '_ {
    deals::promises(state).filter_map(move |(_, clause, _)| match clause {
        Clause::TechnologyTransfer {
            giver,
            receiver,
            good: g,
        } if *g == good && state.level().country_of(*receiver) == Some(pupil) => state.level().country_of(*giver),
        _ => None,
    })
}

/// Whether a partner who makes the good, is ahead, and keeps no technology back, has paid for a plant of it there under an
/// agreement in force.
fn has_teacher(state: &State, behind: &Behind, now: f64, makes: impl Fn(CountryId) -> bool) -> bool {
    let level_file = state.level();
    deals::promises(state).any(|(_, clause, standing)| {
        let Clause::Investment { investor, project, .. } = clause else {
            return false;
        };
        let place = level_file
            .projects
            .get(project.index())
            .and_then(|p| level_file.facilities.get(p.facility.index()));
        let there = place.is_some_and(|f| (f.country, f.good) == (behind.country, behind.good));
        let Some(teacher) = level_file.country_of(*investor) else {
            return false;
        };
        there
            && standing.paid.0 > 0
            && teacher != behind.country
            && makes(teacher)
            && !withheld(state, teacher, behind.country, behind.good)
            && level(state, teacher, behind.good) > now
    })
}

/// Levels whose passing is news.
const NEWS: [f64; 3] = [0.25, 0.5, 0.75];

/// Countries that passed a quarter, a half or three quarters of the leader's know-how.
pub(super) fn news(before: &State, after: &State) -> Vec<News> {
    let behind = &before.level().mechanisms.know_how.behind;
    let levels = before.public.know_how.iter().zip(&after.public.know_how);
    let mut news = Vec::new();
    for (place, (old, new)) in behind.iter().zip(levels) {
        for step in NEWS {
            if *old < step && *new >= step {
                #[allow(clippy::cast_possible_truncation, reason = "one of the steps above")]
                let share = Rate((step * 10_000.0) as i32);
                news.push(News::CaughtUp {
                    country: place.country,
                    good: place.good,
                    share,
                });
            }
        }
    }
    news
}

#[cfg(test)]
mod tests {
    use super::learned;

    #[test]
    fn twenty_years_of_own_research_lead_from_a_tenth_to_nine_tenths() {
        let mut level = 0.1;
        let mut quarters = 0;
        while level < 0.9 {
            level = learned(level, 0.055, 3.0);
            quarters += 1;
        }
        assert_eq!(quarters, 80);
    }

    #[test]
    fn turns_of_any_length_give_the_same_curve() {
        let quarters = (0..8).fold(0.2, |level, _| learned(level, 0.055, 3.0));
        let months = (0..24).fold(0.2, |level, _| learned(level, 0.055, 1.0));
        assert!((quarters - months).abs() < 1e-12);
        assert_eq!(learned(0.4, 0.0, 36.0), 0.4);
    }
}
