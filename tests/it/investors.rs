//! Private investors: an unpredictable exporter makes them build elsewhere, an unpredictable host keeps them away.

use chokepoint::level::shape::{LevelFile, OrderEntry, RegimeEntry};

use crate::support::scenario::{Run, history, scenario};

/// Light oxide under a quota of a fifth for four quarters, and investors who carry all of what pays.
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
    let calm = boom(|file| file.history.clear());
    assert_eq!(
        private(&calm, "us", 8) + private(&calm, "my", 8) + private(&calm, "kz", 8),
        0.0
    );
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
        // Canberra licenses its own ore to one buyer after the other, and back.
        for turn in 1..=6 {
            for (n, to) in ["my", "eu"].into_iter().enumerate() {
                let regime = if (turn + n as u16) % 2 == 0 {
                    RegimeEntry::General
                } else {
                    RegimeEntry::Licence { approval: 100.0 }
                };
                let order = OrderEntry::Control {
                    destination: to.to_owned(),
                    good: "concentrate".to_owned(),
                    regime,
                };
                file.history.push(history(turn, "au", order));
            }
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
