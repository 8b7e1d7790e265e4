//! Private investors: an unpredictable exporter makes them build elsewhere, an unpredictable host keeps them away.

use chokepoint::level::shape::{LevelFile, OrderEntry, RegimeEntry};

use crate::support::scenario::{Run, history, scenario};

/// Both oxides of 2010 under a quota of a third, and investors who carry all of what pays.
fn boom(change: impl FnOnce(&mut LevelFile)) -> Run {
    let scenario = scenario("s12_permanent_quota");
    let mut file = scenario.file();
    file.calendar.turns = vec![3; 8];
    change(&mut file);
    scenario.run_file(&file)
}

/// What private investors have put into the projects of a country, million USD.
fn private(run: &Run, country: &str, turn: usize) -> f64 {
    let country = run.country(country);
    let projects = run.level.projects.iter().zip(&run.states[turn].public().projects);
    projects
        .filter(|(deck, _)| run.level.facilities[deck.facility.index()].country == country)
        .map(|(_, now)| now.private.million())
        .sum()
}

#[test]
fn nobody_invests_where_it_does_not_pay() {
    // Prices of 2010 before the quota pay for no new mine of its chain.
    let calm = boom(|file| file.history.clear());
    let of_2010 = ["mountain_pass_2012", "lynas_2012", "lynas_2013", "heavy_abroad"];
    for (deck, now) in calm.level.projects.iter().zip(&calm.states[8].public().projects) {
        if of_2010.contains(&deck.id.as_str()) {
            assert_eq!(now.private.million(), 0.0, "{}", deck.id);
        }
    }
    let dear = boom(|_| {});
    assert!(private(&dear, "au", 8) > 500.0 && private(&dear, "us", 8) > 500.0);
    let none = boom(|file| file.investors.part = 0.0);
    assert_eq!(private(&none, "au", 8), 0.0);
}

#[test]
fn fear_of_the_exporter_builds_elsewhere() {
    let feared = boom(|_| {});
    let trusted = boom(|file| file.investors.premium = 0.0);
    let (with, without) = (private(&feared, "au", 8), private(&trusted, "au", 8));
    assert!(with > without, "with fear {with} million, without {without}");
    assert_eq!(
        feared.states[8].money_in_the_world(),
        feared.states[0].money_in_the_world()
    );
}

#[test]
fn a_host_that_changes_its_mind_is_left_alone() {
    let steady = boom(|_| {});
    let fickle = boom(|file| {
        // Canberra licenses its ore to Malaysia, and doesn't, and does.
        for turn in 1..=6 {
            let regime = if turn % 2 == 0 {
                RegimeEntry::General
            } else {
                RegimeEntry::Licence { approval: 100.0 }
            };
            let order = OrderEntry::Control {
                destination: "my".to_owned(),
                good: "concentrate".to_owned(),
                regime,
            };
            file.history.push(history(turn, "au", order));
        }
        file.investors.distrust = 60.0;
    });
    assert!(
        private(&fickle, "au", 7) < private(&steady, "au", 7),
        "{} against {}",
        private(&fickle, "au", 7),
        private(&steady, "au", 7)
    );
}
