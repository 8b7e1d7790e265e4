//! Private investors join projects that pay at the prices they expect (MODEL 2.8, last lines).
//!
//! Doubt has two signs. Where supply from abroad is feared for, or its exporter changes its mind often, investors expect
//! higher prices and build elsewhere; where the host or the funder changes its own measures or breaks its word, they ask for
//! a higher return and build less.

use super::book::Book;
use super::controls;
use super::deals::Reliefs;
use super::event::Why;
use super::markets::output;
use super::projects;
use super::state::{Account, State};
use super::stocks::pay;
use super::threat::feared;
use crate::level::LevelChain;
use crate::level::ids::{CountryId, ProjectId, SeatId, Use, buyer};
use crate::level::mechanism::Investors;
use crate::level::units::{Money, Months};

/// Doubt that each change of an own measure within the turns of the reversal rule adds.
const CHANGE: f64 = 0.15;
/// How far above the hurdle a project must lie before investors begin it on their own.
const ALONE: f64 = 1.25;

/// Step 4: investors put their part into projects that pay.
pub(super) fn join(book: &mut Book, length: Months) {
    let rules = book.state.level().mechanisms.investors;
    if rules.part <= 0.0 {
        return;
    }
    let feared = feared(book.state, &Reliefs::of(book.state));
    for at in 0..book.state.level().projects.len() {
        one(book, ProjectId::at(at), &rules, &feared, length);
    }
}

fn one(book: &mut Book, project: ProjectId, rules: &Investors, feared: &[f64], length: Months) {
    let state = &*book.state;
    let deck = &state.level().projects[project.index()];
    let now = state.public.projects[project.index()];
    let most = Money::from_thousand(rules.part * deck.cost.million() * 1_000.0);
    let room = (most.0 - now.private.0).min(deck.cost.0 - now.paid.0);
    if room <= 0 || !(now.started || rules.begin) {
        return;
    }
    let host = state.level().facilities[deck.facility.index()].country;
    let hurdle = rules.hurdle + rules.distrust * doubt(state, host, now.sponsor);
    let offered = expected_return(state, project, rules, feared);
    if offered < if now.started { hurdle } else { ALONE * hurdle } {
        return;
    }
    let due = projects::even_share(deck, f64::from(length.0)).million() * rules.part;
    let paid = Money::from_thousand(due * 1_000.0).0.min(room);
    pay(
        book,
        Account::World,
        Account::Firms(host),
        Money(paid),
        Why::Project(project),
    );
    projects::join(book, project, Money(paid));
}

/// How little the word of a host, or of whoever funds the project, is worth: 0 to 1, the worse of the two.
fn doubt(state: &State, host: CountryId, sponsor: Option<SeatId>) -> f64 {
    let of_host = state.level().countries[host.index()]
        .seat
        .map_or(0.0, |s| unpredictability(state, s));
    of_host.max(sponsor.map_or(0.0, |s| unpredictability(state, s)))
}

/// A seat's unpredictability: words broken, and own measures changed in the last turns; 0 to 1.
fn unpredictability(state: &State, seat: SeatId) -> f64 {
    let broken = state
        .public
        .seats
        .get(seat.index())
        .map_or(0.0, |s| 1.0 - s.reliability.fraction());
    let changes = state.public.changes.iter().filter(|c| c.seat == seat).count();
    (broken + CHANGE * changes as f64).min(1.0)
}

/// Yearly return on a project's cost at the prices that investors expect, as a fraction.
fn expected_return(state: &State, project: ProjectId, rules: &Investors, feared: &[f64]) -> f64 {
    let level = state.level();
    let deck = &level.projects[project.index()];
    let place = &level.facilities[deck.facility.index()];
    let found = level.chains.iter().find_map(|chain| {
        let process = chain.facilities.iter().position(|f| *f == deck.facility)?;
        Some((chain, process))
    });
    let Some((chain, process)) = found else { return 0.0 };
    let recipe = &chain.market.spec().processes[process];
    let home = buyer(place.country, Use::ALL[recipe.segment.min(Use::COUNT - 1)]);
    let mut margin = -chain.market.conversion_cost(process);
    for (stage, tonnes) in &recipe.outputs {
        let good = chain.goods[*stage];
        let market = best_market(state, chain, *stage, place.country, home);
        let made = output(state, &state.public.market, good);
        let world: f64 = made.iter().sum();
        let fickle: f64 = (0..level.n())
            .filter(|c| *c != place.country.index() && world > 0.0)
            .map(|c| level.countries[c].seat.map_or(0.0, |s| unpredictability(state, s)) * made[c] / world)
            .sum();
        let doubt = feared[good.index() * level.buyers() + market.buyer]
            .max(fickle)
            .min(1.0);
        margin += tonnes * market.price * (1.0 + rules.premium * doubt);
    }
    for (stage, tonnes) in &recipe.inputs {
        // Dearer by what users at home pay more than in the base year.
        let at = chain.goods[*stage].index() * level.buyers() + home;
        let rise = state.public.market.index[at] - state.base().index[at];
        margin -= tonnes * (chain.market.reference_price()[stage * level.n() + place.country.index()] + rise).max(0.0);
    }
    // Tonnes a month × USD/kg = thousand USD a month.
    let yearly = margin * deck.capacity * 12.0 / 1_000.0;
    if deck.cost.0 > 0 {
        yearly / deck.cost.million()
    } else {
        0.0
    }
}

/// Where a plant would sell.
struct Outlet {
    /// What it gets there at its gate, USD/kg.
    price: f64,
    /// To whom.
    buyer: usize,
}

/// The users whose prices have risen most since the base year, net of freight, duty and the country's own tax, and whom its
/// controls don't keep the good from. A plant gets what the country's producers got then, and that rise.
fn best_market(state: &State, chain: &LevelChain, stage: usize, from: CountryId, home: usize) -> Outlet {
    let level = state.level();
    let (n, buyers, good) = (level.n(), level.buyers(), chain.goods[stage]);
    let purchases = &chain.market.base_purchases()[stage * buyers..(stage + 1) * buyers];
    let mut best: Option<Outlet> = None;
    for (at, bought) in purchases.iter().enumerate() {
        let to = CountryId::at(at / Use::COUNT);
        if *bought <= 0.0 || (to != from && controls::effective(state, from, to, good).limits()) {
            continue;
        }
        let (duty, tax) = (level.cell(good, to, from), level.cell(good, from, to));
        let freight = chain.market.spec().freight[(stage * n + from.index()) * n + to.index()];
        let at_gate = |paid: f64, duty: f64, tax: f64| {
            if to == from {
                paid
            } else {
                (paid / (1.0 + duty) - freight) / (1.0 + tax)
            }
        };
        let slot = good.index() * buyers + at;
        let now = at_gate(
            state.public.market.index[slot],
            state.public.tariffs[duty].fraction(),
            state.public.export_taxes[tax].fraction(),
        );
        let rise = now
            - at_gate(
                state.base().index[slot],
                level.tariffs[duty].fraction(),
                level.export_taxes[tax].fraction(),
            );
        if best.as_ref().is_none_or(|b| rise > b.price) {
            best = Some(Outlet { price: rise, buyer: at });
        }
    }
    let rise = best.unwrap_or(Outlet {
        price: 0.0,
        buyer: home,
    });
    Outlet {
        price: (chain.market.reference_price()[stage * n + from.index()] + rise.price).max(0.0),
        ..rise
    }
}
