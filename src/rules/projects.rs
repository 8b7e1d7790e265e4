//! Projects: facilities being built. What is paid limits how far they get; announcements are not capacity.

use super::book::Book;
use super::event::{Event, Why};
use super::investors;
use super::know_how;
use super::lists;
use super::refusal::Refusal;
use super::state::{Account, FacilityState, ProjectState, State};
use super::stocks::pay;
use crate::level::clause::Milestone;
use crate::level::ids::{ProjectId, SeatId};
use crate::level::units::{Money, Months};
use crate::level::{Project, ProjectStep};

/// Months over which buyers qualify new capacity (eight quarters, MODEL 2.2).
const QUALIFICATION: f64 = 24.0;
/// Where qualification begins.
const FIRST_QUALIFIED: f64 = 0.1;

/// Whether a seat may start a project on its own.
pub(super) fn check(state: &State, seat: SeatId, project: ProjectId) -> Result<(), Refusal> {
    let level = state.level();
    let (Some(deck), Some(now)) = (
        level.projects.get(project.index()),
        state.public.projects.get(project.index()),
    ) else {
        return Err(Refusal::Unknown);
    };
    let country = level.facilities.get(deck.facility.index()).map(|f| f.country);
    if country != level.country_of(seat) {
        return Err(Refusal::NotYourProject { project });
    }
    // A project begun with somebody else's money may be joined by its own country's.
    if now.started && (now.sponsor.is_some() || now.paid >= deck.cost) {
        return Err(Refusal::AlreadyStarted { project });
    }
    if let Some(good) = lists::product(state, project) {
        lists::check_support(state, seat, good)?;
    }
    let left = state.own(seat).ok_or(Refusal::NoSuchSeat)?.treasury;
    let cost = first_payment(state, deck);
    if cost > left {
        return Err(Refusal::NotEnoughMoney { cost, left });
    }
    Ok(())
}

/// What the first turn of an own project costs: its even share of the building time.
#[must_use]
pub fn first_payment(state: &State, deck: &Project) -> Money {
    let length = state.level().length_of(state.turn()).unwrap_or(Months(1));
    even_share(deck, f64::from(length.0))
}

/// Even share of a project's cost for some months.
pub(super) fn even_share(deck: &Project, months: f64) -> Money {
    let building = until(deck, ProjectStep::Ramp);
    if building <= 0.0 {
        return deck.cost;
    }
    Money::from_thousand((deck.cost.million() * 1_000.0 * months / building).min(deck.cost.million() * 1_000.0))
}

/// Months of progress before a step begins.
fn until(deck: &Project, step: ProjectStep) -> f64 {
    deck.steps
        .iter()
        .filter(|(s, _)| *s < step)
        .map(|(_, m)| f64::from(m.0))
        .sum()
}

/// Months of all steps.
fn total(deck: &Project) -> f64 {
    deck.steps.iter().map(|(_, m)| f64::from(m.0)).sum()
}

/// Whether a project has reached a milestone.
#[must_use]
pub fn reached(state: &State, project: ProjectId, milestone: Milestone) -> bool {
    let (Some(deck), Some(now)) = (
        state.level().projects.get(project.index()),
        state.public.projects.get(project.index()),
    ) else {
        return false;
    };
    now.started
        && match milestone {
            Milestone::None => true,
            Milestone::Permitted => now.months >= until(deck, ProjectStep::Build),
            Milestone::Building => now.months > until(deck, ProjectStep::Build),
            Milestone::Running => now.running > 0.0,
        }
}

/// The step a project is in; `None` before its start and after its end.
#[must_use]
pub fn step_of(state: &State, project: ProjectId) -> Option<ProjectStep> {
    let deck = state.level().projects.get(project.index())?;
    let now = state.public.projects.get(project.index())?;
    if !now.started {
        return None;
    }
    let mut passed = 0.0;
    deck.steps.iter().find_map(|(step, months)| {
        passed += f64::from(months.0);
        (now.months < passed).then_some(*step)
    })
}

/// Months until first output if everything is paid on time; `None` once it runs.
#[must_use]
pub fn months_to_output(state: &State, project: ProjectId) -> Option<f64> {
    let deck = state.level().projects.get(project.index())?;
    let now = state.public.projects.get(project.index())?;
    (now.running <= 0.0).then(|| until(deck, ProjectStep::Ramp) - now.months + now.delay)
}

/// Begins a project, or gives one that has begun without a sponsor its sponsor.
pub(super) fn start(book: &mut Book, project: ProjectId, sponsor: Option<SeatId>) {
    let Some(now) = book.state.public.projects.get(project.index()).copied() else {
        return;
    };
    if !now.started || (sponsor.is_some() && now.sponsor.is_none()) {
        let sponsor = sponsor.or(now.sponsor);
        book.post(Event::ProjectMoved {
            project,
            state: ProjectState {
                started: true,
                sponsor,
                ..now
            },
        });
    }
}

/// Puts money into a project.
pub(super) fn fund(book: &mut Book, project: ProjectId, paid: Money) {
    let Some(mut now) = book.state.public.projects.get(project.index()).copied() else {
        return;
    };
    if paid.0 > 0 {
        now.paid.0 = now.paid.0.saturating_add(paid.0);
        book.post(Event::ProjectMoved { project, state: now });
    }
}

/// Private money comes into a project; one that nobody has begun begins with it.
pub(super) fn join(book: &mut Book, project: ProjectId, paid: Money) {
    let Some(mut now) = book.state.public.projects.get(project.index()).copied() else {
        return;
    };
    if paid.0 > 0 {
        now.started = true;
        now.paid.0 = now.paid.0.saturating_add(paid.0);
        now.private.0 = now.private.0.saturating_add(paid.0);
        book.post(Event::ProjectMoved { project, state: now });
    }
}

/// Delays a project that has begun and does not run yet.
pub(super) fn delay(book: &mut Book, project: ProjectId, months: Months) {
    let Some(mut now) = book.state.public.projects.get(project.index()).copied() else {
        return;
    };
    if now.started && now.running <= 0.0 {
        now.delay += f64::from(months.0);
        book.post(Event::ProjectMoved { project, state: now });
    }
}

/// Step 4: sponsors pay, projects get as far as time and money allow, new capacity climbs and wins buyers.
pub(super) fn advance(book: &mut Book, length: Months) {
    investors::join(book, length);
    for at in 0..book.state.level().projects.len() {
        let project = ProjectId::at(at);
        if book.state.public.projects[at].started {
            pay_sponsor(book, project, length);
            progress(book, project, length);
        }
    }
    qualify(book, length);
}

fn pay_sponsor(book: &mut Book, project: ProjectId, length: Months) {
    let level = book.state.shared_level();
    let now = book.state.public.projects[project.index()];
    let deck = &level.projects[project.index()];
    let (Some(seat), true) = (now.sponsor, now.paid < deck.cost) else {
        return;
    };
    let Some(country) = level.country_of(seat) else { return };
    let wanted = even_share(deck, f64::from(length.0)).0.min(deck.cost.0 - now.paid.0);
    let paid = Money(wanted.min(book.state.own(seat).map_or(0, |o| o.treasury.0)).max(0));
    pay(
        book,
        Account::Treasury(country),
        Account::Firms(country),
        paid,
        Why::Project(project),
    );
    fund(book, project, paid);
    lists::draw(book, Account::Treasury(country), project, paid);
}

fn progress(book: &mut Book, project: ProjectId, length: Months) {
    let level = book.state.shared_level();
    let deck = &level.projects[project.index()];
    let old = book.state.public.projects[project.index()];
    let mut now = old;
    let mut time = f64::from(length.0);
    let waited = now.delay.min(time);
    now.delay -= waited;
    time -= waited;
    let building = until(deck, ProjectStep::Ramp);
    // Paper is cheap: the first tenth of the way needs no money, the rest keeps pace with what is paid.
    let paid = if deck.cost.0 > 0 {
        now.paid.million() / deck.cost.million()
    } else {
        1.0
    };
    let limit = if paid >= 0.999 {
        f64::INFINITY
    } else {
        building * (0.1 + 0.9 * paid)
    };
    // Getting a plant to work goes the slower the less its people know of it.
    let built = time.min((building - now.months).max(0.0));
    let ramped = (time - built) * know_how::of_facility(book.state, deck.facility);
    now.months = (now.months + built + ramped)
        .min(limit.max(now.months))
        .min(total(deck));
    let ramp = total(deck) - building;
    let running = if now.months <= building && ramp > 0.0 || now.months < building {
        0.0
    } else if ramp <= 0.0 {
        1.0
    } else {
        ((now.months - building) / ramp).clamp(0.0, 1.0)
    };
    let added = (running - old.running).max(0.0) * deck.capacity;
    now.running = running.max(old.running);
    if now != old {
        book.post(Event::ProjectMoved { project, state: now });
    }
    if added > 0.0 {
        let Some(facility) = book.state.facility(deck.facility).copied() else {
            return;
        };
        let entrant = facility.entrant + added;
        // Fresh tonnes dilute what buyers have already qualified.
        let qualified = (facility.qualified * facility.entrant + FIRST_QUALIFIED * added) / entrant;
        let state = FacilityState {
            capacity: facility.capacity + added,
            entrant,
            qualified,
            ..facility
        };
        book.post(Event::FacilityMoved {
            facility: deck.facility,
            state,
        });
    }
}

fn qualify(book: &mut Book, length: Months) {
    for at in 0..book.state.public.facilities.len() {
        let facility = book.state.public.facilities[at];
        if facility.entrant > 0.0 && facility.qualified < 1.0 {
            let step = (1.0 - FIRST_QUALIFIED) * f64::from(length.0) / QUALIFICATION;
            let state = FacilityState {
                qualified: (facility.qualified + step).min(1.0),
                ..facility
            };
            book.post(Event::FacilityMoved {
                facility: crate::level::ids::FacilityId::at(at),
                state,
            });
        }
    }
}
