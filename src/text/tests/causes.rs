//! One of every cause and term.

use std::collections::BTreeSet;

use super::samples::{AMERICA, CHINA, CN, DEAL, MAGNETS, SEPARATOR, US};
use super::sentences::whole;
use super::speakers;
use crate::level::ids::{FacilityId, LevelEventId};
use crate::rules::causes::{Cause, Group, Term};
use crate::rules::event::{Stir, Why};

const EVENT: LevelEventId = LevelEventId(0);

fn causes() -> Vec<Cause> {
    let facility = FacilityId(0);
    vec![
        Cause::Tariff {
            importer: US,
            good: MAGNETS,
        },
        Cause::ExportTax {
            exporter: CN,
            good: MAGNETS,
        },
        Cause::Control {
            exporter: CN,
            good: MAGNETS,
        },
        Cause::Licences {
            exporter: CN,
            good: MAGNETS,
        },
        Cause::Smuggling {
            exporter: CN,
            good: MAGNETS,
        },
        Cause::Rerouting {
            through: CN,
            good: MAGNETS,
        },
        Cause::Reach {
            exporter: CN,
            good: MAGNETS,
        },
        Cause::Floor {
            country: US,
            good: MAGNETS,
        },
        Cause::Agreement(DEAL),
        Cause::Capacity { facility, by: None },
        Cause::Capacity {
            facility,
            by: Some(AMERICA),
        },
        Cause::Stock {
            seat: AMERICA,
            good: MAGNETS,
        },
        Cause::KnowHow {
            country: US,
            good: MAGNETS,
        },
        Cause::Unrest(US),
        Cause::PrivateStocks(MAGNETS),
        Cause::Growth,
        Cause::Drift(MAGNETS),
        Cause::Event(EVENT),
        Cause::Closure(facility),
    ]
}

fn whys() -> Vec<Why> {
    vec![
        Why::Income,
        Why::Unspent,
        Why::Tariff(MAGNETS),
        Why::ExportTax(MAGNETS),
        Why::Rent(MAGNETS),
        Why::TradersRent(MAGNETS),
        Why::StockPurchase(MAGNETS),
        Why::StockSale(MAGNETS),
        Why::Project(SEPARATOR),
        Why::Instalment(DEAL),
        Why::LoanAid(DEAL),
        Why::Repayment(DEAL),
        Why::Contraband(MAGNETS),
        Why::Campaign(MAGNETS),
        Why::Floor(MAGNETS),
        Why::Drawn(SEPARATOR),
        Why::Stake(DEAL),
        Why::Guarantee(DEAL),
        Why::Offtake(DEAL),
    ]
}

fn terms() -> Vec<Term> {
    let mut terms = vec![
        Term::Producers(MAGNETS),
        Term::Traders(MAGNETS),
        Term::Premium(DEAL),
        Term::Users(MAGNETS),
        Term::Damage(MAGNETS),
        Term::Goods,
        Term::Environment,
        Term::LeftOver,
        Term::Fill,
        Term::Cover,
        Term::Diversity,
        Term::ScarceStage,
        Term::Calm,
        Term::Opening,
        Term::Group(0),
        Term::Headlines,
        Term::Stir(Stir::Mood),
        Term::Stir(Stir::EmptyHeadline),
        Term::Stir(Stir::EmptyWord),
        Term::Stir(Stir::List),
        Term::Stir(Stir::Claim),
        Term::Stir(Stir::Event(EVENT)),
        Term::Limits,
    ];
    for why in whys() {
        terms.extend([Term::Received(why), Term::Paid(why)]);
    }
    terms
}

#[test]
fn causes_and_terms_fill_without_gaps_and_differ() {
    for speaker in speakers() {
        let mut of_prices: Vec<String> = Group::ALL.iter().map(|g| speaker.cause_group(*g)).collect();
        of_prices.extend(causes().into_iter().map(|c| speaker.cause(c)));
        of_prices.push(speaker.cause_other());
        let of_lines: Vec<String> = terms().into_iter().map(|t| speaker.term(CHINA, t)).collect();
        for all in [of_prices, of_lines] {
            all.iter().for_each(|text| whole(text));
            assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "{all:?}");
        }
    }
}

#[test]
fn a_cause_names_who_and_what() {
    let cause = Cause::Control {
        exporter: CN,
        good: MAGNETS,
    };
    let [english, chinese] = speakers().map(|s| s.cause(cause));
    assert!(english.contains("China") && english.contains("magnets"), "{english}");
    assert!(chinese.starts_with("中国"), "{chinese}");
}
