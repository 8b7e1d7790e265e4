//! Clubs: four meters that tell what is announced from what is paid, what could be made and what is bought (GAMEPLAY 4,
//! clubs). All four are read off what everybody may know; nobody moves one directly.

use super::markets::{capacity_of, makes};
use super::offer::AgreementStanding;
use super::state::State;
use crate::level::clause::Clause;
use crate::level::ids::{ClubId, CountryId, GoodId};
use crate::level::mechanism::Club;

/// How far a club has got.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Meters {
    /// Money in the headlines of public agreements between members, million USD.
    pub announced: f64,
    /// Money paid into members' projects for the club's goods, million USD.
    pub paid: f64,
    /// What members could make of what they bought in the base year, 0 to 1: mean over the goods.
    pub capable: f64,
    /// What members buy from members of all they buy, 0 to 1: mean over the goods.
    pub buying: f64,
}

/// The meters of a club.
#[must_use]
pub fn meters(state: &State, club: ClubId) -> Meters {
    let Some(club) = state.level().mechanisms.clubs.get(club.index()) else {
        return Meters::default();
    };
    let mean = |of: &dyn Fn(GoodId) -> f64| {
        let sum: f64 = club.goods.iter().map(|g| of(*g)).sum();
        sum / club.goods.len().max(1) as f64
    };
    Meters {
        announced: announced(state, club),
        paid: paid(state, club),
        capable: mean(&|good| {
            let made: f64 = club.members.iter().map(|c| capacity_of(state, *c, good)).sum();
            let (needed, _) = bought(state, club, &state.base().flow, good);
            if needed > 0.0 { (made / needed).min(1.0) } else { 1.0 }
        }),
        buying: mean(&|good| {
            let (all, own) = bought(state, club, &state.public.market.flow, good);
            if all > 0.0 { own / all } else { 0.0 }
        }),
    }
}

fn announced(state: &State, club: &Club) -> f64 {
    let level = state.level();
    let member = |seat| level.country_of(seat).is_some_and(|c| club.members.contains(&c));
    let stands = |s: &AgreementStanding| !matches!(s, AgreementStanding::Broken(_));
    let agreements = state
        .party
        .agreements
        .iter()
        .filter(|a| a.is_public() && stands(&a.standing));
    let clauses = agreements.flat_map(|a| &a.draft.clauses);
    let sums = clauses.filter(|c| c.sides().is_some_and(|(a, b)| member(a) && member(b)));
    sums.map(|c| match c {
        Clause::Investment { announced, .. } => announced.million(),
        Clause::LoanAid { amount, .. } => amount.million(),
        Clause::Equity { price, .. } => price.million(),
        _ => 0.0,
    })
    .fold(0.0, |sum, million| sum + million)
}

fn paid(state: &State, club: &Club) -> f64 {
    let level = state.level();
    let projects = level.projects.iter().zip(&state.public.projects);
    let of_club = projects.filter(|(deck, _)| {
        let place = &level.facilities[deck.facility.index()];
        club.members.contains(&place.country) && club.goods.iter().any(|g| makes(level, deck.facility, *g))
    });
    of_club.fold(0.0, |sum, (_, now)| sum + now.paid.million())
}

/// Tonnes a month that members buy of a good: in all, and from members.
fn bought(state: &State, club: &Club, flow: &[f64], good: GoodId) -> (f64, f64) {
    let level = state.level();
    let (mut all, mut own) = (0.0, 0.0);
    for seller in 0..level.n() {
        let row = (good.index() * level.n() + seller) * level.buyers();
        let to = |c: &CountryId| -> f64 {
            let uses = crate::level::ids::Use::ALL.into_iter();
            uses.map(|u| flow[row + crate::level::ids::buyer(*c, u)]).sum()
        };
        let tonnes: f64 = club.members.iter().map(to).sum();
        all += tonnes;
        if club.members.contains(&CountryId::at(seller)) {
            own += tonnes;
        }
    }
    (all, own)
}
