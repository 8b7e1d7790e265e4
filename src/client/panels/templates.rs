//! Texts to start from: six kinds of bargain, filled in with what the level has between two seats.

use super::clause_form::{instalment, millions};
use super::forms::{project_seat, projects};
use crate::client::scene::Scene;
use crate::level::GoodKind;
use crate::level::clause::{Clause, Finance, Milestone, OfftakePrice, Relief, ReliefUse};
use crate::level::ids::{CountryId, GoodId, ProjectId, SeatId, TopicId};
use crate::level::units::{Mass, Price, Rate};

/// The templates, with the keys of their names.
pub const TEMPLATES: [(Template, &str); 6] = [
    (Template::ReliefForRelief, "ui-template-relief-for-relief"),
    (Template::MoneyForTonnes, "ui-template-money-for-tonnes"),
    (Template::ProcessingAtHome, "ui-template-processing-at-home"),
    (Template::SecurityForMinerals, "ui-template-security-for-minerals"),
    (Template::StockSwap, "ui-template-stock-swap"),
    (Template::Memorandum, "ui-template-memorandum"),
];

/// A kind of bargain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// A lower tariff for a relaxed control.
    ReliefForRelief,
    /// Money for an offtake.
    MoneyForTonnes,
    /// Money for a plant in the partner's country, and its output.
    ProcessingAtHome,
    /// A security guarantee for an offtake.
    SecurityForMinerals,
    /// Fixed tonnes at a fixed price.
    StockSwap,
    /// A declaration.
    Memorandum,
}

/// The clauses of a template between two seats.
#[must_use]
pub fn clauses(scene: &Scene, template: Template, me: SeatId, partner: SeatId) -> Vec<Clause> {
    match template {
        Template::ReliefForRelief => relief(scene, me, partner),
        Template::MoneyForTonnes => {
            let mut text = offtake(scene, me, partner, false);
            text.push(Clause::LoanAid {
                lender: me,
                borrower: partner,
                amount: millions(25.0),
                finance: Finance::Aid,
            });
            text
        }
        Template::ProcessingAtHome => processing(scene, me, partner),
        Template::SecurityForMinerals => security(scene, me, partner),
        Template::StockSwap => offtake(scene, me, partner, true),
        Template::Memorandum => vec![Clause::Memorandum { topic: TopicId(0) }],
    }
}

fn country(scene: &Scene, seat: SeatId) -> CountryId {
    scene.known.level().country_of(seat).unwrap_or(CountryId(0))
}

/// Each side lifts what it holds against the other: a control where there is one, else a tenth off the tariff.
fn relief(scene: &Scene, me: SeatId, partner: SeatId) -> Vec<Clause> {
    let mut text = Vec::new();
    for (giver, receiver) in [(partner, me), (me, partner)] {
        let control = scene
            .view
            .public
            .controls
            .iter()
            .map(|c| c.control)
            .find(|c| c.exporter == country(scene, giver) && c.destination == country(scene, receiver));
        match control {
            Some(control) => text.push(Clause::ControlRelief {
                giver,
                receiver,
                good: control.good,
                relief: Relief::General,
                use_: ReliefUse::Any,
            }),
            None => text.extend(lower_tariff(scene, giver, receiver)),
        }
    }
    text
}

fn lower_tariff(scene: &Scene, giver: SeatId, receiver: SeatId) -> Option<Clause> {
    let level = scene.known.level();
    let good = level.goods_market.good;
    let cell = level.cell(good, country(scene, giver), country(scene, receiver));
    let now = scene.view.public.tariffs.get(cell).copied().filter(|r| r.0 > 0)?;
    Some(Clause::TariffCeiling {
        giver,
        receiver,
        good,
        max: Rate((now.0 - 1_000).max(0)),
    })
}

/// The mineral good of which the seller makes the largest share of the world, by the last figures.
fn speciality(scene: &Scene, seller: SeatId) -> Option<(GoodId, f64)> {
    let level = scene.known.level();
    let (n, at) = (level.n(), country(scene, seller).index());
    let output = &scene.history.last()?.output;
    let minerals = level
        .goods
        .iter()
        .enumerate()
        .filter(|(_, g)| matches!(g.kind, GoodKind::Mineral { .. }));
    minerals
        .map(|(g, _)| {
            let row = output.get(g * n..(g + 1) * n).unwrap_or(&[]);
            let (own, world) = (row.get(at).copied().unwrap_or(0.0), row.iter().sum::<f64>());
            (GoodId::at(g), own, if world > 0.0 { own / world } else { 0.0 })
        })
        .filter(|(_, own, _)| *own > 0.0)
        .max_by(|a, b| a.2.total_cmp(&b.2))
        .map(|(good, own, _)| (good, own))
}

#[allow(clippy::cast_possible_truncation, reason = "prices per kg")]
fn offtake(scene: &Scene, me: SeatId, partner: SeatId, fixed: bool) -> Vec<Clause> {
    // The one that makes more of something sells it.
    let (seller, buyer, (good, own)) = match (speciality(scene, partner), speciality(scene, me)) {
        (Some(theirs), _) => (partner, me, theirs),
        (None, Some(mine)) => (me, partner, mine),
        (None, None) => return Vec::new(),
    };
    let usd = scene.known.level().goods.get(good.index()).map_or(1.0, |g| g.price);
    let price = Price((usd * 100.0).round() as i64);
    let price = if fixed {
        OfftakePrice::Fixed(price)
    } else {
        OfftakePrice::Market { floor: price }
    };
    let per_month = Mass::from_tonnes((own / 10.0).max(0.1));
    vec![Clause::Offtake {
        seller,
        buyer,
        good,
        per_month,
        price,
    }]
}

/// Whoever lives in unrest is guarded, and ships in return; nothing where neither does.
fn security(scene: &Scene, me: SeatId, partner: SeatId) -> Vec<Clause> {
    let conflicts = &scene.known.level().mechanisms.protection.conflicts;
    let troubled = |seat: SeatId| conflicts.iter().any(|c| c.country == country(scene, seat));
    let (giver, receiver) = match (troubled(partner), troubled(me)) {
        (true, _) => (me, partner),
        (false, true) => (partner, me),
        (false, false) => return Vec::new(),
    };
    let mut text = vec![Clause::SecurityGuarantee { giver, receiver }];
    text.extend(offtake(scene, giver, receiver, false));
    text
}

fn processing(scene: &Scene, me: SeatId, partner: SeatId) -> Vec<Clause> {
    let stands = |seat: SeatId| {
        let idle = |p: ProjectId| {
            project_seat(scene, p) == Some(seat)
                && !scene
                    .view
                    .public
                    .projects
                    .get(p.index())
                    .is_some_and(|now| now.running > 0.0)
        };
        projects(scene, idle).first().map(|(p, _)| *p)
    };
    let (investor, host, project) = match (stands(partner), stands(me)) {
        (Some(project), _) => (me, partner, project),
        (None, Some(project)) => (partner, me, project),
        (None, None) => return Vec::new(),
    };
    let mut text = vec![invest(scene, investor, host, project)];
    text.extend(offtake(scene, investor, host, false));
    text
}

/// An investment in a project: its cost, in four parts over the first half year.
#[must_use]
pub fn invest(scene: &Scene, investor: SeatId, host: SeatId, project: ProjectId) -> Clause {
    let announced = scene
        .known
        .level()
        .projects
        .get(project.index())
        .map_or(millions(100.0), |p| p.cost);
    let part = (announced.million() / 4.0 * 1_000.0).floor() / 1_000.0;
    let instalments = [0, 2, 4, 6]
        .map(|after| instalment(after, part, Milestone::None))
        .to_vec();
    Clause::Investment {
        investor,
        host,
        project,
        announced,
        instalments,
    }
}
