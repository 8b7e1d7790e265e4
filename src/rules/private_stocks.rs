//! Private stocks and panic buying: users hold a month or two, more when they fear for their supply, less when the good
//! is dear (MODEL 2.7). What they buy for stock or take from it is part of their demand in the same clearing.
//!
//! Target in months: `cover × (1 + panic × fear) × (price ÷ base price)^-½`. The square root is the old rule of stocks held
//! against their carrying cost, which grows with the price; it also lets users live from stock when nothing arrives. Nobody
//! can lay by what does not arrive: the most that is built up is a share of what controls in force let through.

use super::book::Book;
use super::deals::Reliefs;
use super::event::Event;
use super::news::News;
use super::state::State;
use super::threat::{feared, kept_away};
use crate::level::ids::Use;
use crate::level::mechanism::Holder;
use crate::level::units::{Months, Rate};

/// Cheapest and dearest price, relative to the base year, that users still adjust to.
const PRICES: (f64, f64) = (0.5, 1_000.0);

/// What every holder wants to build up (positive) or release this turn, tonnes a month, by holder.
pub(super) fn plan(state: &State, length: Months) -> Vec<f64> {
    let level = state.level();
    let rules = &level.mechanisms.private_stocks;
    if rules.holders.is_empty() {
        return Vec::new();
    }
    let reliefs = Reliefs::of(state);
    let (feared, kept_away) = (feared(state, &reliefs), kept_away(state, &reliefs));
    let months = f64::from(length.0.max(1));
    let closed = (1.0 - libm::pow(1.0 - rules.speed, months)) / months;
    let buyers = level.buyers();
    let growth = Use::ALL.map(|u| super::markets::growth_factor(state, u));
    let holders = rules.holders.iter().zip(&state.public.private_stocks);
    holders
        .map(|(holder, stock)| {
            let slot = holder.good.index() * buyers + holder.buyer();
            let need = need_at(state, holder, growth[holder.use_.index()]);
            let dear = relative_price(state, slot).clamp(PRICES.0, PRICES.1);
            let target = rules.cover * (1.0 + rules.panic * feared[slot]) / libm::sqrt(dear);
            let wanted = closed * (target * need - stock);
            wanted.clamp(
                -(rules.release * need).min(stock / months),
                rules.build * (1.0 - kept_away[slot]) * need,
            )
        })
        .collect()
}

/// Tonnes a month that a holder normally uses by now: growth and lasting changes of demand, not events or this turn's price.
pub(in crate::rules) fn monthly_need(state: &State, holder: &Holder) -> f64 {
    need_at(state, holder, super::markets::growth_factor(state, holder.use_))
}

fn need_at(state: &State, holder: &Holder, growth: f64) -> f64 {
    let scale = holder
        .demand
        .map_or(1.0, |d| state.public.demand_scale.get(d).copied().unwrap_or(1.0));
    let drifted = holder.final_use * scale + (holder.monthly - holder.final_use).max(0.0);
    drifted * growth
}

fn relative_price(state: &State, slot: usize) -> f64 {
    let (now, base) = (state.public.market.index[slot], state.base().index[slot]);
    if now > 0.0 && base > 0.0 { now / base } else { 1.0 }
}

/// What the market took and gave moves the stocks.
pub(super) fn settle(book: &mut Book, length: Months) {
    let months = f64::from(length.0);
    let market = std::sync::Arc::clone(&book.state.public.market);
    if market.hoarded.iter().all(|h| *h == 0.0) {
        return;
    }
    let stocks = book.state.public.private_stocks.iter().zip(&market.hoarded);
    let moved = stocks
        .map(|(stock, hoarded)| (stock + hoarded * months).max(0.0))
        .collect();
    book.post(Event::PrivateStocksMoved(moved));
}

/// Share of a month's use from which hoarding, or living from stock, is news.
const NEWS: f64 = 0.08;

/// What is told of private stocks: the country whose civil users hoard most and the one whose users live from stock most.
pub(super) fn news(state: &State) -> impl Iterator<Item = News> + use<> {
    let holders = &state.level().mechanisms.private_stocks.holders;
    let mut most: [(f64, Option<News>); 2] = [(NEWS, None), (NEWS, None)];
    for (holder, hoarded) in holders.iter().zip(&state.public.market.hoarded) {
        let share = hoarded / monthly_need(state, holder);
        if holder.use_ != Use::Civil || !share.is_finite() {
            continue;
        }
        let (country, good) = (holder.country, holder.good);
        let of_use = |x: f64| {
            #[allow(clippy::cast_possible_truncation, reason = "a share of a month's use, at most one")]
            Rate((x * 10_000.0).clamp(0.0, 1.0e5) as i32)
        };
        if share > most[0].0 {
            let share_told = of_use(share);
            most[0] = (
                share,
                Some(News::Hoarding {
                    country,
                    good,
                    share: share_told,
                }),
            );
        } else if -share > most[1].0 {
            let share_told = of_use(-share);
            most[1] = (
                -share,
                Some(News::LivingFromStock {
                    country,
                    good,
                    share: share_told,
                }),
            );
        }
    }
    most.into_iter().filter_map(|(_, news)| news)
}

/// Splits what a buyer's stocks took from the market (`net`, tonnes a month, negative: gave to it) between the seat's
/// strategic order and the private one. Where one buys and the other releases they trade with each other first.
pub(super) fn split(strategic: f64, private: f64, net: f64) -> (f64, f64) {
    let within = |moved: f64| moved.clamp(strategic.min(0.0), strategic.max(0.0));
    let own = if strategic == 0.0 {
        0.0
    } else if private == 0.0 || (strategic > 0.0) == (private > 0.0) {
        within(net * strategic / (strategic + private))
    } else if libm::fabs(strategic) <= libm::fabs(private) {
        strategic
    } else {
        within(net - private)
    };
    (own, net - own)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn a_purchase_met_in_part_is_shared_by_order() {
        assert_eq!(split(30.0, 10.0, 20.0), (15.0, 5.0));
        assert_eq!(split(0.0, 10.0, 7.0), (0.0, 7.0));
        assert_eq!(split(30.0, 0.0, 12.0), (12.0, 0.0));
    }

    #[test]
    fn releases_share_what_found_no_use() {
        assert_eq!(split(-30.0, -10.0, -20.0), (-15.0, -5.0));
        assert_eq!(split(-30.0, 0.0, -20.0), (-20.0, 0.0));
    }

    #[test]
    fn one_who_buys_is_served_by_one_who_releases() {
        // The seat releases 30, users want 10 of it, the market takes 15 of the other 20.
        assert_eq!(split(-30.0, 10.0, -15.0), (-25.0, 10.0));
        // The seat buys 30, users release 10, the market gives 12 of the other 20.
        assert_eq!(split(30.0, -10.0, 12.0), (22.0, -10.0));
        // The seat's small purchase is met by the users' release.
        assert_eq!(split(5.0, -20.0, -15.0), (5.0, -20.0));
    }

    #[test]
    fn a_delivery_nobody_used_stays_with_its_buyer() {
        assert_eq!(split(0.0, 0.0, 6.0), (0.0, 6.0));
        assert_eq!(split(0.0, -4.0, 6.0), (0.0, 6.0));
    }
}
