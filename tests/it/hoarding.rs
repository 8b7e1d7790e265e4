//! Private stocks: panic doubles a first spike, is paid back later, and loses no tonne.

use chokepoint::level::ids::Use;
use chokepoint::level::mechanism::Holder;
use chokepoint::level::shape::LevelFile;

use crate::support::scenario::{Run, scenario};

/// The licences of S1 in quarters, with private stocks changed.
fn quarters(change: impl FnOnce(&mut LevelFile)) -> Run {
    let mut file = scenario("s01_heavy_licences").file();
    file.calendar.turns = vec![3; 6];
    change(&mut file);
    scenario("s01_heavy_licences").run_file(&file)
}

fn japan(run: &Run, turn: usize) -> f64 {
    run.price("jp", "dytb", turn)
}

#[test]
fn panic_doubles_the_first_spike_and_fades() {
    let calm = quarters(|file| file.private_stocks.panic = 0.0);
    let fear = quarters(|_| {});
    let (without, with) = (japan(&calm, 1) - 1.0, japan(&fear, 1) - 1.0);
    assert!(
        with > 2.0 * without,
        "panic lifts the rise of the first quarter from {without:.2} to {with:.2} only"
    );
    // What was hoarded is there later: from the second year on prices with and without panic lie close.
    let (without, with) = (japan(&calm, 6), japan(&fear, 6));
    assert!(
        with < 1.1 * without,
        "six quarters on: ×{with:.2} against ×{without:.2}"
    );
}

#[test]
fn stocks_soften_what_they_do_not_fear() {
    // The same licences where nobody holds a stock: dearer in the end than where users live from stock and do not panic.
    let none = quarters(|file| file.private_stocks.cover = 0.0);
    let calm = quarters(|file| file.private_stocks.panic = 0.0);
    assert!(none.states[0].public().private_stocks.is_empty());
    for turn in 2..4 {
        assert!(japan(&calm, turn) < japan(&none, turn), "quarter {turn}");
    }
}

#[test]
fn hoarded_tonnes_are_bought_tonnes() {
    let run = quarters(|_| {});
    let level = &run.level;
    let (n, buyers) = (level.n(), level.buyers());
    let holders = &level.mechanisms.private_stocks.holders;
    let mut moved = 0.0;
    for turn in 1..run.states.len() {
        let (before, after) = (run.states[turn - 1].public(), run.states[turn].public());
        let market = &after.market;
        for (at, holder) in holders.iter().enumerate() {
            let change = after.private_stocks[at] - before.private_stocks[at];
            assert!(after.private_stocks[at] >= 0.0);
            assert!(
                (change - 3.0 * market.hoarded[at]).abs() < 1e-6 * holder.monthly,
                "stock and flow differ"
            );
            assert!(
                market.hoarded[at] <= 0.2501 * holder.monthly,
                "built faster than the limit"
            );
            moved += market.hoarded[at].abs();
        }
        // Bought = used by users and facilities + put into stocks, for every good and buyer.
        let uses = crate::laws::uses(&run.states[turn]);
        for good in 0..level.goods.len() {
            for buyer in 0..buyers {
                let bought: f64 = (0..n).map(|s| market.flow[(good * n + s) * buyers + buyer]).sum();
                let gap = (bought - uses[good * buyers + buyer]).abs();
                assert!(
                    gap <= 1e-6 * bought.max(0.01),
                    "turn {turn}, good {good}, buyer {buyer}: {gap} t"
                );
            }
        }
    }
    assert!(moved > 10.0, "nobody hoarded");
}

#[test]
fn calm_users_leave_the_base_year_alone() {
    let mut file = scenario("s01_heavy_licences").file();
    file.history.clear();
    file.know_how.levels.clear();
    let run = scenario("s01_heavy_licences").run_file(&file);
    for country in ["eu", "jp", "us", "cn"] {
        for turn in 1..run.states.len() {
            let multiple = run.price(country, "dytb", turn);
            assert!((multiple - 1.0).abs() < 1e-6, "{country}, turn {turn}: ×{multiple}");
        }
    }
}

#[test]
fn nobody_lays_by_what_does_not_arrive() {
    // Nothing is licensed for defence users of samarium: they live from stock instead, while civil users hoard.
    let run = scenario("s03_samarium").run();
    let level = &run.level;
    let holders = &level.mechanisms.private_stocks.holders;
    let hoarded = |turn: usize, use_: Use| -> f64 {
        let (country, good) = (run.country("us"), run.good("sm"));
        let at = holders
            .iter()
            .position(|h| (h.country, h.use_, h.good) == (country, use_, good));
        let at = at.unwrap();
        run.states[turn].public().market.hoarded[at] / holders[at].monthly
    };
    assert!(hoarded(1, Use::Civil) > 0.1, "{}", hoarded(1, Use::Civil));
    // A hundredth of what they bought came from elsewhere; a quarter of that a month is the most they build up.
    assert!(hoarded(1, Use::Defence) < 0.25 * 0.011, "{}", hoarded(1, Use::Defence));
    for turn in 2..5 {
        assert!(hoarded(turn, Use::Defence) < 0.0, "quarter {turn}");
    }
}

#[test]
fn a_control_that_has_bitten_is_still_feared_as_a_general_licence() {
    // After three months of scarce magnets all are licensed; users fill their stores against the next time.
    let run = scenario("s07_magnet_exports").run();
    let holders = &run.level.mechanisms.private_stocks.holders;
    let of_europe = |h: &&Holder| (h.country, h.use_, h.good) == (run.country("eu"), Use::Civil, run.good("magnet"));
    let at = holders.iter().position(|h| of_europe(&h)).unwrap();
    for turn in 5..=6 {
        let hoarded = run.states[turn].public().market.hoarded[at];
        assert!(hoarded > 0.02 * holders[at].monthly, "month {turn}: {hoarded} t");
    }
}
