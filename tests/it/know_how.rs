//! Know-how: a new plant in a country that is behind gives less, and later; partners help.

use chokepoint::level::shape::{LevelFile, OrderEntry};
use chokepoint::rules::know_how::level;
use chokepoint::rules::markets::capacity_of;

use crate::support::scenario::{Run, scenario};

/// Twenty quarters in which the American heavy separator is built from the first, by its own government.
fn separator(change: impl FnOnce(&mut LevelFile)) -> Run {
    let scenario = scenario("s01_heavy_licences");
    let mut file = scenario.file();
    file.calendar.turns = vec![3; 20];
    file.history.clear();
    let seat = file.seats.iter_mut().find(|s| s.country == "us").unwrap();
    (seat.opening, seat.income) = (900.0, 250.0);
    let project = OrderEntry::StartProject {
        project: "us_heavy".to_owned(),
    };
    file.history.push(crate::support::scenario::history(1, "us", project));
    change(&mut file);
    scenario.run_file(&file)
}

/// American capacity for heavy oxide after a turn, as a share of the project's name plate.
fn capacity(run: &Run, turn: usize) -> f64 {
    let (us, good) = (run.country("us"), run.good("dytb"));
    let deck = &run.level.projects[run.level.project_named("us_heavy").unwrap().index()];
    capacity_of(&run.states[turn], us, good) / deck.capacity
}

#[test]
fn a_plant_without_know_how_gives_less_and_later() {
    let behind = separator(|_| {});
    let level_with = separator(|file| file.know_how.levels.retain(|l| l.country != "us"));
    // 26 months to first output and ten of ramp: all there after twelve quarters and a half where the know-how is there.
    assert_eq!(capacity(&behind, 0), 0.0);
    assert!((capacity(&level_with, 13) - 1.0).abs() < 1e-9);
    let late = capacity(&behind, 13);
    assert!((0.02..0.2).contains(&late), "at a tenth of the know-how: {late:.3}");
    // In the end it makes the square root of its know-how, as far as it has got up its ramp.
    let (us, good) = (behind.country("us"), behind.good("dytb"));
    let at_last = level(&behind.states[20], us, good);
    assert!(at_last > 0.1 && capacity(&behind, 20) < at_last.sqrt());
}

#[test]
fn the_base_year_does_not_depend_on_know_how() {
    let behind = separator(|_| {});
    let all = separator(|file| file.know_how.levels.clear());
    let (one, other) = (behind.states[0].public(), all.states[0].public());
    assert_eq!(one.market, other.market);
    assert_eq!(one.know_how.len(), 6);
    // Malaysia's plants are counted with the know-how that they have: capacity is as listed.
    let (my, good) = (behind.country("my"), behind.good("dytb"));
    let listed: f64 = 65.0 / 12.0;
    assert!((capacity_of(&behind.states[0], my, good) - listed).abs() < 1e-12);
    assert!(capacity_of(&behind.states[20], my, good) > 1.05 * listed);
}

#[test]
fn partners_teach_and_bans_hold_back() {
    let level_at = |run: &Run| level(&run.states[20], run.country("us"), run.good("dytb"));
    let alone = level_at(&separator(|_| {}));
    // Five years of own research: 0.1 → 1 / (1 + 9 e^(−1.1)).
    assert!((alone - 1.0 / (1.0 + 9.0 * (-1.1_f64).exp())).abs() < 0.01, "{alone}");
    let banned = level_at(&separator(|file| {
        file.know_how.bans.push(chokepoint::level::shape::TechnologyBan {
            by: "cn".to_owned(),
            against: "all".to_owned(),
            good: "dytb".to_owned(),
            cite: "assumed".to_owned(),
            why: "A test.".into(),
        });
    }));
    assert!(banned < 0.8 * alone, "banned {banned}, alone {alone}");
    // American money for the Kazakh plant brings American tungsten chemists.
    let kazakh = |run: &Run| level(&run.states[8], run.country("kz"), run.good("apt"));
    let begun = |file: &mut LevelFile| {
        file.seats.iter_mut().find(|s| s.country == "kz").unwrap().opening = 200.0;
        let project = OrderEntry::StartProject {
            project: "kz_tungsten".to_owned(),
        };
        file.history.push(crate::support::scenario::history(1, "kz", project));
    };
    let shown = kazakh(&separator(|file| {
        begun(file);
        let offers = &crate::support::level("truce_year").file.ready_offers;
        let offer = offers.iter().find(|o| o.draft.parties == ["us", "kz"]).unwrap();
        file.given.push(chokepoint::level::shape::GivenEntry {
            draft: offer.draft.clone(),
            cite: "assumed".to_owned(),
            why: "A test.".into(),
        });
    }));
    let unshown = kazakh(&separator(begun));
    assert!(shown > unshown + 0.05, "with a partner {shown:.3}, alone {unshown:.3}");
}

/// Orders of China on its technology for heavy separation, by turn from 1; `given` when it is banned from the start.
fn with_orders(orders: &[(u16, bool)], given: bool) -> Run {
    separator(|file| {
        for (turn, on) in orders {
            let order = OrderEntry::Technology {
                good: "dytb".to_owned(),
                on: *on,
            };
            file.history.push(crate::support::scenario::history(*turn, "cn", order));
        }
        if given {
            file.know_how.bans.push(chokepoint::level::shape::TechnologyBan {
                by: "cn".to_owned(),
                against: "all".to_owned(),
                good: "dytb".to_owned(),
                cite: "assumed".to_owned(),
                why: "A test.".into(),
            });
        }
    })
}

#[test]
fn a_ban_on_technology_can_be_ordered_and_lifted() {
    let level_at = |run: &Run, turn: usize| level(&run.states[turn], run.country("us"), run.good("dytb"));
    let free = with_orders(&[], false);
    let (given, ordered) = (with_orders(&[], true), with_orders(&[(1, true)], false));
    assert_eq!(
        level_at(&ordered, 20),
        level_at(&given, 20),
        "an order is as good as a ban of old"
    );
    assert!(level_at(&ordered, 20) < 0.8 * level_at(&free, 20));
    let lifted = with_orders(&[(9, false)], true);
    assert_eq!(level_at(&lifted, 8), level_at(&given, 8));
    let (low, mid, high) = (level_at(&given, 20), level_at(&lifted, 20), level_at(&free, 20));
    println!("know-how after five years: banned {low:.3}, lifted after two {mid:.3}, free {high:.3}");
    assert!(low < mid && mid < high, "{low} {mid} {high}");
    assert_eq!(lifted.states[20].public().technology.len(), 0);
    assert_eq!(ordered.states[20].public().technology.len(), 1);
}

#[test]
fn a_ban_keeps_the_engineers_of_a_partner_who_pays_at_home() {
    let kazakh = |ban: bool| {
        let run = separator(|file| {
            file.seats.iter_mut().find(|s| s.country == "kz").unwrap().opening = 200.0;
            let project = OrderEntry::StartProject {
                project: "kz_tungsten".to_owned(),
            };
            file.history.push(crate::support::scenario::history(1, "kz", project));
            let offers = &crate::support::level("truce_year").file.ready_offers;
            let offer = offers.iter().find(|o| o.draft.parties == ["us", "kz"]).unwrap();
            file.given.push(chokepoint::level::shape::GivenEntry {
                draft: offer.draft.clone(),
                cite: "assumed".to_owned(),
                why: "A test.".into(),
            });
            if ban {
                let order = OrderEntry::Technology {
                    good: "apt".to_owned(),
                    on: true,
                };
                file.history.push(crate::support::scenario::history(1, "us", order));
            }
        });
        level(&run.states[8], run.country("kz"), run.good("apt"))
    };
    let (open, shut) = (kazakh(false), kazakh(true));
    assert!(shut < open - 0.05, "with engineers {open:.3}, without {shut:.3}");
}

#[test]
fn who_has_nothing_to_keep_back_may_not_ban() {
    use chokepoint::level::order::Order;
    use chokepoint::rules::check;
    use chokepoint::rules::command::Command;
    use chokepoint::rules::refusal::Refusal;

    let level = crate::support::level("licence_desk");
    let table = chokepoint::table::Table::new(std::sync::Arc::clone(&level), 1);
    let asks = |seat: &str, good: &str, on: bool| {
        let good = level.good_named(good).unwrap();
        let order = Order::Technology { good, on };
        check(table.state(), crate::support::seat(&level, seat), &Command::Seal(order))
    };
    let good = |id: &str| level.good_named(id).unwrap();
    // Banned since 2023, and free to be lifted.
    assert_eq!(asks("cn", "dytb", true), Err(Refusal::NothingChanges));
    assert_eq!(asks("cn", "dytb", false), Ok(()));
    assert_eq!(asks("cn", "smo", false), Err(Refusal::NothingChanges));
    // Nobody in the level is behind in mining; the United States are behind everybody in heavy oxide.
    let nothing = |id| Err(Refusal::NothingToWithhold { good: good(id) });
    assert_eq!(asks("cn", "concentrate", true), nothing("concentrate"));
    assert_eq!(asks("us", "dytb", true), nothing("dytb"));
    assert_eq!(asks("cn", "smo", true), Ok(()));
    assert_eq!(
        asks("cn", "goods", true),
        Err(Refusal::WrongGood { good: good("goods") })
    );
    let cost = |on| Order::Technology { good: good("smo"), on }.cost().0;
    assert_eq!((cost(true), cost(false)), (2, 1));
}

#[test]
fn a_ban_of_the_last_turn_does_not_outlive_the_game() {
    use chokepoint::level::order::Order;
    use chokepoint::rules::command::Command;
    use chokepoint::table::journal::Actor;

    let level = crate::support::level("licence_desk");
    let kept = |turn: usize| {
        let mut table = chokepoint::table::Table::new(std::sync::Arc::clone(&level), 1);
        let china = crate::support::seat(&level, "cn");
        let good = level.good_named("smo").unwrap();
        for at in 0..level.turns.len() {
            if at == turn {
                // Its orders of history may have cost what a ban does.
                let sealed = table.state().own(china).unwrap().orders.clone();
                let ban = Order::Technology { good, on: true };
                let unseal = sealed.iter().map(|o| Command::Unseal(o.key()));
                for (number, command) in (1..).zip(unseal.chain([Command::Seal(ban)])) {
                    let open = table.state().turn();
                    table.submit(china, "test", number, open, command).unwrap();
                }
            }
            table.end_turn(Actor::Clock).unwrap();
        }
        table.state().public().technology.iter().any(|r| r.good == good)
    };
    assert!(kept(level.turns.len() - 2));
    assert!(!kept(level.turns.len() - 1));
}
