//! Smuggling: where a control keeps goods dear, traffickers build up channels past it (MODEL 2.9).
//!
//! A channel is a capacity on one controlled border. It opens when a kilogram abroad would pay its price at the plant, false
//! papers and the expected fine; while it pays it grows, when it does not it withers. Traffickers decide before the market
//! opens, by what the last one paid; what they carry raises the quotas of that border, and the rent on it is theirs. Nobody
//! knows the channels: others believe in what arrives beyond licences, and in a range that the level gives.

use super::book::Book;
use super::event::{Event, Why};
use super::markets::Passed;
use super::news::News;
use super::refusal::Refusal;
use super::state::{Account, Channel, State};
use super::stocks::pay;
use super::tariffs::mineral;
use crate::level::GoodKind;
use crate::level::ids::{CountryId, GoodId, SeatId, Use, buyer};
use crate::level::mechanism::Channels;
use crate::level::units::{Money, Months, Turn};

/// Arrivals beyond licences that figures show, as part of the flow before the control.
const SEEN: f64 = 1.0e-3;
/// A channel below this part of what it opened with is gone.
const GONE: f64 = 0.25;

/// Order of channels in a state.
const fn key(c: &Channel) -> (CountryId, CountryId, GoodId) {
    (c.exporter, c.destination, c.good)
}

/// What traffickers can move over a border, tonnes a month.
pub(super) fn capacity(state: &State, exporter: CountryId, destination: CountryId, good: GoodId) -> f64 {
    let wanted = (exporter, destination, good);
    let channels = &state.hidden.channels;
    let found = channels.binary_search_by_key(&wanted, key);
    found.map_or(0.0, |at| channels[at].capacity)
}

/// Step 6: channels that pay grow or open, others wither; one for every control that limits.
pub(super) fn settle(book: &mut Book, passed: &[Passed], length: Months) {
    let state = &*book.state;
    let level = state.level();
    let rules = &level.mechanisms.smuggling;
    let grown = libm::pow(1.0 + rules.growth, f64::from(length.0) / 3.0);
    let mut channels: Vec<Channel> = Vec::new();
    for p in passed {
        let old = capacity(state, p.exporter, p.destination, p.good);
        let capacity = moved_on(old, p.normal, pays(state, p), grown, rules.channels(p.good));
        if capacity > 0.0 || p.paid > 0.0 {
            channels.push(Channel {
                exporter: p.exporter,
                destination: p.destination,
                good: p.good,
                capacity,
                moved: p.moved,
                paid: p.paid,
            });
        }
    }
    channels.sort_by_key(key);
    if channels != state.hidden.channels {
        book.post(Event::ChannelsMoved(channels));
    }
}

fn moved_on(old: f64, normal: f64, pays: bool, grown: f64, rules: Channels) -> f64 {
    let opening = rules.start * normal;
    match (pays, old > 0.0) {
        (true, false) => opening,
        (true, true) => (old * grown).min(rules.most * normal),
        (false, _) if old / grown >= GONE * opening => old / grown,
        (false, _) => 0.0,
    }
}

/// Whether a unit carried past a control paid: by the rent that those who passed paid, or, where the border was shut for a
/// use that bought there in the base year, by that use's price.
fn pays(state: &State, p: &Passed) -> bool {
    let cost = state.level().mechanisms.smuggling.cost * price(state, p.good, p.exporter);
    if p.rent.is_some_and(|rent| rent > cost) {
        return true;
    }
    let flow = |market: &[f64], use_: Use| {
        let row = (p.good.index() * state.level().n() + p.exporter.index()) * state.level().buyers();
        market[row + buyer(p.destination, use_)]
    };
    Use::ALL.into_iter().any(|u| {
        let shut = flow(&state.base().flow, u) > 0.0 && flow(&state.public.market.flow, u) <= 0.0;
        shut && margin(state, (p.exporter, p.destination, p.good), u) > cost
    })
}

fn price(state: &State, good: GoodId, country: CountryId) -> f64 {
    state.public.market.price[good.index() * state.level().n() + country.index()]
}

/// What a use would pay for a unit beyond its landed cost, USD/kg at the border.
fn margin(state: &State, route: (CountryId, CountryId, GoodId), use_: Use) -> f64 {
    let (level, public) = (state.level(), &state.public);
    let (exporter, destination, good) = route;
    let GoodKind::Mineral { chain, good: stage } = level.goods[good.index()].kind else {
        return 0.0;
    };
    let n = level.n();
    let spec = level.chains[chain].market.spec();
    let freight = spec.freight[(stage * n + exporter.index()) * n + destination.index()];
    let tariff = public.tariffs[level.cell(good, destination, exporter)].fraction();
    let tax = public.export_taxes[level.cell(good, exporter, destination)].fraction();
    let pays = public.market.index[good.index() * level.buyers() + buyer(destination, use_)];
    pays / (1.0 + tariff) - price(state, good, exporter) * (1.0 + tax) - freight
}

/// Channels as somebody who knows none of them believes them to be: what arrives beyond licences in public figures, grown by
/// what traffickers will have made of it; or, where nothing arrived yet and a way past would pay, what the level says a
/// channel opens with. `end` takes the low, mid or high end of that, and of the doubt about figures.
pub(super) fn believed(state: &State, end: impl Fn((f64, f64, f64)) -> f64) -> Vec<Channel> {
    let level = state.level();
    let rules = &level.mechanisms.smuggling;
    let last = Turn(state.turn().0.saturating_sub(1));
    let months = level.length_of(last).map_or(0.0, |m| f64::from(m.0));
    let grown = libm::pow(1.0 + rules.growth, months / 3.0);
    let believe = |seen: Passed| -> Option<Channel> {
        let normal = seen.normal;
        let usual = rules.channels(seen.good);
        let (share, mid) = (end(usual.believed), usual.believed.1);
        let doubt = if mid > 0.0 { share / mid } else { 1.0 };
        let capacity = if seen.moved > SEEN * normal {
            doubt * seen.moved * grown
        } else if pays(state, &seen) {
            share * normal
        } else {
            0.0
        };
        (capacity > 0.0).then_some(Channel {
            exporter: seen.exporter,
            destination: seen.destination,
            good: seen.good,
            capacity: capacity.min(usual.most * normal),
            moved: 0.0,
            paid: 0.0,
        })
    };
    let mut channels: Vec<Channel> = super::markets::seen_past_licences(state)
        .into_iter()
        .filter_map(believe)
        .collect();
    channels.sort_by_key(key);
    channels
}

/// Step 7: what users paid past licences goes to traffickers.
pub(super) fn collect(book: &mut Book, length: Months) {
    for channel in book.state.hidden.channels.clone() {
        pay(
            book,
            Account::Users(channel.destination),
            Account::Traffickers,
            Money::from_thousand(channel.paid * f64::from(length.0)),
            Why::Contraband(channel.good),
        );
    }
}

/// Whether a seat may run a campaign of its customs.
pub(super) fn check_campaign(state: &State, seat: SeatId, good: GoodId) -> Result<(), Refusal> {
    mineral(state, good)?;
    let left = state.own(seat).ok_or(Refusal::NoSuchSeat)?.treasury;
    let cost = state.level().mechanisms.smuggling.campaign_cost;
    if cost > left {
        return Err(Refusal::NotEnoughMoney { cost, left });
    }
    let me = state.level().country_of(seat).ok_or(Refusal::NoSuchSeat)?;
    let host = super::transshipment::host(state, me, good).is_some();
    let controls = state
        .public
        .controls
        .iter()
        .any(|c| c.control.exporter == me && c.control.good == good);
    if host || controls {
        Ok(())
    } else {
        Err(Refusal::NothingChanges)
    }
}

/// A campaign of customs: breaks up part of the channels out of the country, and of what goes through it or, of its own
/// goods, through others.
pub(super) fn campaign(book: &mut Book, me: CountryId, good: GoodId) {
    let cost = book.state.level().mechanisms.smuggling.campaign_cost;
    pay(book, Account::Treasury(me), Account::World, cost, Why::Campaign(good));
    break_up(book, me, good);
}

/// Customs break up part of the channels out of a country, and of what goes through it or, of its own goods, through others.
pub(super) fn break_up(book: &mut Book, me: CountryId, good: GoodId) {
    let part = book.state.level().mechanisms.smuggling.campaign;
    let mut channels = book.state.hidden.channels.clone();
    for channel in channels.iter_mut().filter(|c| c.exporter == me && c.good == good) {
        channel.capacity *= 1.0 - part;
    }
    if channels != book.state.hidden.channels {
        book.post(Event::ChannelsMoved(channels));
    }
    super::transshipment::hold_back(book, me, good, part);
}

/// What a campaign of a seat's customs finds: the channels out of its country, without their size.
pub(super) fn found(before: &State, seat: SeatId, good: GoodId) -> Vec<News> {
    let me = before.level().country_of(seat);
    let mine = before
        .hidden
        .channels
        .iter()
        .filter(|c| Some(c.exporter) == me && c.good == good && c.capacity > 0.0);
    mine.map(|c| News::ChannelFound {
        exporter: c.exporter,
        destination: c.destination,
        good: c.good,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::moved_on;
    use crate::level::mechanism::Channels;

    const RULES: Channels = Channels {
        start: 0.04,
        believed: (0.02, 0.04, 0.08),
        most: 0.32,
    };

    #[test]
    fn a_channel_opens_small_grows_a_quarter_a_quarter_and_stops() {
        let mut capacity = 0.0;
        let mut path = Vec::new();
        for _ in 0..14 {
            capacity = moved_on(capacity, 100.0, true, 1.25, RULES);
            path.push(capacity);
        }
        assert_eq!(path[..3], [4.0, 5.0, 6.25]);
        assert_eq!(path[13], 32.0);
    }

    #[test]
    fn a_channel_that_does_not_pay_withers_and_is_gone() {
        let mut capacity = 10.0;
        let mut quarters = 0;
        while capacity > 0.0 {
            let next = moved_on(capacity, 100.0, false, 1.25, RULES);
            assert!(next < capacity);
            capacity = next;
            quarters += 1;
        }
        assert_eq!(quarters, 11);
        assert_eq!(moved_on(0.0, 100.0, false, 1.25, RULES), 0.0);
    }
}
