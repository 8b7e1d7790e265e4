//! From one turn's inputs to another's, cause by cause.
//!
//! The inputs are taken apart without `..`: a new field of the state does not compile here until it has a cause, or is
//! named as one that no market reads.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cause::Cause;
use super::inputs::Acting;
use crate::level::Level;
use crate::level::clause::Clause;
use crate::level::ids::{AgreementId, CountryId, FacilityId, GoodId, LevelEventId, SeatId};
use crate::rules::apply::control_key;
use crate::rules::licence::Licence;
use crate::rules::offer::Agreement;
use crate::rules::state::{
    ActiveEffect, Channel, ControlInForce, FacilityState, FloorInForce, Hidden, Party, Public, ReachRule, State,
};
use crate::rules::stocks::Move;
use crate::rules::transshipment;

/// Inputs on their way from one turn to another.
#[derive(Debug)]
pub(super) struct Course<'a> {
    /// Where they are.
    pub(super) at: Acting,
    to: &'a Acting,
    /// Which cause stands for the capacity of each facility.
    makers: Vec<Cause>,
}

impl<'a> Course<'a> {
    /// A course that has not begun.
    pub(super) fn new(from: &Acting, to: &'a Acting) -> Self {
        let level = to.state.level();
        Self {
            at: from.clone(),
            to,
            makers: (0..level.facilities.len())
                .map(|f| maker(&to.state, FacilityId::at(f)))
                .collect(),
        }
    }

    /// The causes in which the two ends differ, in the published order.
    pub(super) fn causes(&self) -> BTreeSet<Cause> {
        let Acting { state, moves, hoarding } = &self.at;
        // Whose purse, seal or word it is: markets read none of it. What others may not know is not there.
        let State {
            shared: _,
            public,
            own: _,
            party,
            hidden,
        } = state;
        let Hidden {
            seed: _,
            books: _,
            channels,
        } = hidden;
        let Party {
            offers: _,
            agreements,
            licences,
        } = party;
        let Public {
            turn,
            stage: _,
            tariffs,
            export_taxes,
            controls,
            floors,
            unrest,
            first_unrest: _,
            // Words that wear trust and calm.
            claims: _,
            tenders: _,
            // They act through the money that projects get.
            lists: _,
            reach,
            // Acts through know-how.
            technology: _,
            facilities,
            // Projects act through the facilities they widen.
            projects: _,
            // Where the solver starts; private holders read last turn's prices in it, words and reliability, each end its own.
            // How far a reach has been got round is read in it too: it goes with the reach.
            market: _,
            demand_scale,
            // A record of the drift.
            lost: _,
            // What is done with them is in `hoarding`.
            private_stocks: _,
            know_how,
            rerouting,
            effects,
            fired: _,
            ledger: _,
            seats: _,
            changes: _,
            next_agreement: _,
            next_offer: _,
        } = public;
        let (level, to) = (self.to.state.level(), &self.to.state.public);
        let mut causes = BTreeSet::new();
        causes.extend(cells(level, tariffs, &to.tariffs).map(|(good, importer)| Cause::Tariff { importer, good }));
        causes.extend(
            cells(level, export_taxes, &to.export_taxes).map(|(good, exporter)| Cause::ExportTax { exporter, good }),
        );
        let written = |c: &ControlInForce| Cause::Control {
            exporter: c.control.exporter,
            good: c.control.good,
        };
        causes.extend(apart(controls, &to.controls).map(written));
        causes.extend(
            apart(channels, &self.to.state.hidden.channels).map(|c: &Channel| Cause::Smuggling {
                exporter: c.exporter,
                good: c.good,
            }),
        );
        let hosts = &level.mechanisms.transshipment.hosts;
        for (host, (old, new)) in hosts.iter().zip(rerouting.iter().zip(&to.rerouting)) {
            if old != new {
                causes.insert(Cause::Rerouting {
                    through: host.country,
                    good: host.good,
                });
            }
        }
        // A rule in force at both ends may have been got round further.
        causes.extend(reach.iter().chain(&to.reach).map(|r: &ReachRule| Cause::Reach {
            exporter: r.exporter,
            good: r.good,
        }));
        causes.extend(
            apart(licences, &self.to.state.party.licences).map(|l: &Licence| Cause::Licences {
                exporter: l.exporter,
                good: l.good,
            }),
        );
        causes.extend(apart(agreements, &self.to.state.party.agreements).map(|a: &Agreement| Cause::Agreement(a.id)));
        for (at, (old, new)) in facilities.iter().zip(&to.facilities).enumerate() {
            if capacity(old, new) != *old {
                causes.insert(self.makers[at]);
            }
            if old.closed != new.closed {
                causes.insert(Cause::Closure(FacilityId::at(at)));
            }
        }
        causes.extend(apart(moves, &self.to.moves).map(|m| Cause::Stock {
            seat: m.seat,
            good: m.good,
        }));
        causes.extend(apart(floors, &to.floors).map(|f: &FloorInForce| Cause::Floor {
            country: f.country,
            good: f.good,
        }));
        let holders = &level.mechanisms.private_stocks.holders;
        for (holder, (old, new)) in holders.iter().zip(hoarding.iter().zip(&self.to.hoarding)) {
            if old != new {
                causes.insert(Cause::PrivateStocks(holder.good));
            }
        }
        let behind = &level.mechanisms.know_how.behind;
        for (place, (old, new)) in behind.iter().zip(know_how.iter().zip(&to.know_how)) {
            if old != new {
                causes.insert(Cause::KnowHow {
                    country: place.country,
                    good: place.good,
                });
            }
        }
        let conflicts = &level.mechanisms.protection.conflicts;
        for (conflict, (old, new)) in conflicts.iter().zip(unrest.iter().zip(&to.unrest)) {
            if old != new {
                causes.insert(Cause::Unrest(conflict.country));
            }
        }
        if *turn != to.turn {
            causes.insert(Cause::Growth);
        }
        for (demand, (old, new)) in level.demands.iter().zip(demand_scale.iter().zip(&to.demand_scale)) {
            if old != new {
                causes.insert(Cause::Drift(demand.good));
            }
        }
        causes.extend(apart(effects, &to.effects).map(|e: &ActiveEffect| Cause::Event(LevelEventId(e.event))));
        causes
    }

    /// Switches one cause to how it stands at the other end.
    pub(super) fn switch(&mut self, cause: Cause) {
        match cause {
            Cause::Tariff { importer, good } => {
                let cells = row(self.to.state.level(), good, importer);
                self.at.state.public.tariffs[cells.clone()].copy_from_slice(&self.to.state.public.tariffs[cells]);
            }
            Cause::ExportTax { exporter, good } => {
                let cells = row(self.to.state.level(), good, exporter);
                let taxes = &mut self.at.state.public.export_taxes;
                taxes[cells.clone()].copy_from_slice(&self.to.state.public.export_taxes[cells]);
            }
            Cause::Control { exporter, good } => {
                let same = |c: &ControlInForce| c.control.exporter == exporter && c.control.good == good;
                let controls = &mut self.at.state.public.controls;
                replace(controls, &self.to.state.public.controls, same);
                controls.sort_by_key(control_key);
            }
            Cause::Smuggling { exporter, good } => {
                let same = |c: &Channel| c.exporter == exporter && c.good == good;
                let channels = &mut self.at.state.hidden.channels;
                replace(channels, &self.to.state.hidden.channels, same);
                channels.sort_by_key(|c| (c.exporter, c.destination, c.good));
            }
            Cause::Rerouting { through, good } => {
                if let Some(at) = transshipment::host(&self.to.state, through, good) {
                    self.at.state.public.rerouting[at] = self.to.state.public.rerouting[at];
                }
            }
            Cause::Reach { exporter, good } => {
                let same = |r: &ReachRule| r.exporter == exporter && r.good == good;
                let reach = &mut self.at.state.public.reach;
                replace(reach, &self.to.state.public.reach, same);
                reach.sort();
                self.at.state.public.market = Arc::clone(&self.to.state.public.market);
            }
            Cause::Licences { exporter, good } => {
                let same = |l: &Licence| l.exporter == exporter && l.good == good;
                let licences = &mut self.at.state.party.licences;
                replace(licences, &self.to.state.party.licences, same);
                licences.sort_by_key(|l| (l.exporter, l.destination, l.good, l.from, l.until));
            }
            Cause::Agreement(id) => {
                let agreements = &mut self.at.state.party.agreements;
                replace(agreements, &self.to.state.party.agreements, |a| a.id == id);
                agreements.sort_by_key(|a| a.id);
                self.widen(cause);
            }
            Cause::Capacity { .. } => self.widen(cause),
            Cause::Stock { seat, good } => {
                let same = |m: &Move| m.seat == seat && m.good == good;
                replace(&mut self.at.moves, &self.to.moves, same);
            }
            Cause::Floor { country, good } => {
                let same = |f: &FloorInForce| f.country == country && f.good == good;
                let floors = &mut self.at.state.public.floors;
                replace(floors, &self.to.state.public.floors, same);
                floors.sort_by_key(|f| (f.country, f.good));
            }
            Cause::PrivateStocks(good) => {
                let holders = &self.to.state.level().mechanisms.private_stocks.holders;
                let all = self.at.hoarding.iter_mut().zip(&self.to.hoarding).zip(holders);
                all.filter(|(_, holder)| holder.good == good)
                    .for_each(|((now, new), _)| *now = *new);
            }
            Cause::KnowHow { country, good } => {
                if let Some(at) = self.to.state.level().mechanisms.know_how.position(country, good) {
                    self.at.state.public.know_how[at] = self.to.state.public.know_how[at];
                }
            }
            Cause::Unrest(country) => {
                let conflicts = &self.to.state.level().mechanisms.protection.conflicts;
                for (at, _) in conflicts.iter().enumerate().filter(|(_, c)| c.country == country) {
                    self.at.state.public.unrest[at] = self.to.state.public.unrest[at];
                }
            }
            Cause::Growth => self.at.state.public.turn = self.to.state.public.turn,
            Cause::Drift(good) => {
                for (at, demand) in self.to.state.level().demands.iter().enumerate() {
                    if demand.good == good {
                        self.at.state.public.demand_scale[at] = self.to.state.public.demand_scale[at];
                    }
                }
            }
            Cause::Event(event) => {
                let same = |e: &ActiveEffect| e.event == event.0;
                let effects = &mut self.at.state.public.effects;
                replace(effects, &self.to.state.public.effects, same);
                effects.sort_by_key(|e| (e.event, e.effect));
            }
            Cause::Closure(facility) => {
                let closed = self.to.state.public.facilities[facility.index()].closed;
                self.at.state.public.facilities[facility.index()].closed = closed;
            }
        }
    }

    /// Gives the facilities that a cause has built their capacity.
    fn widen(&mut self, cause: Cause) {
        let new = &self.to.state.public.facilities;
        let all = self.at.state.public.facilities.iter_mut().zip(new).zip(&self.makers);
        for ((now, new), maker) in all {
            if *maker == cause {
                *now = capacity(now, new);
            }
        }
    }
}

/// A facility with another's capacity: all of it but whether it is closed.
const fn capacity(now: &FacilityState, new: &FacilityState) -> FacilityState {
    FacilityState {
        closed: now.closed,
        ..*new
    }
}

/// What stands for a facility's capacity: the agreement that pays for it alone, or the seat that ordered it.
fn maker(state: &State, facility: FacilityId) -> Cause {
    let begun = || {
        let all = state.level().projects.iter().zip(&state.public.projects).enumerate();
        all.filter(|(_, (deck, now))| deck.facility == facility && now.started)
    };
    let by: Option<SeatId> = begun().find_map(|(_, (_, now))| now.sponsor);
    let paid_under = |project: usize| -> Option<AgreementId> {
        let pays = |c: &Clause| matches!(c, Clause::Investment { project: p, .. } if p.index() == project);
        let mut agreements = state.party.agreements.iter();
        agreements.find(|a| a.draft.clauses.iter().any(pays)).map(|a| a.id)
    };
    match by {
        None => begun()
            .find_map(|(project, _)| paid_under(project))
            .map_or(Cause::Capacity { facility, by }, Cause::Agreement),
        Some(_) => Cause::Capacity { facility, by },
    }
}

/// The cells `[(good * countries + country) * countries ..]` of one country and good.
fn row(level: &Level, good: GoodId, country: CountryId) -> std::ops::Range<usize> {
    let first = level.cell(good, country, CountryId(0));
    first..first + level.n()
}

/// Goods and countries in whose rows two tables differ.
fn cells<'a, T: PartialEq>(level: &'a Level, a: &'a [T], b: &'a [T]) -> impl Iterator<Item = (GoodId, CountryId)> + 'a {
    let n = level.n();
    (0..level.goods.len() * n)
        .filter(move |r| a[r * n..(r + 1) * n] != b[r * n..(r + 1) * n])
        .map(move |r| (GoodId::at(r / n), CountryId::at(r % n)))
}

/// Items of either list that the other lacks.
fn apart<'a, T: PartialEq>(a: &'a [T], b: &'a [T]) -> impl Iterator<Item = &'a T> {
    let only = |x: &'a [T], y: &'a [T]| x.iter().filter(move |item| !y.contains(item));
    only(a, b).chain(only(b, a))
}

/// Exchanges the items that are `same` for those of another list.
fn replace<T: Clone>(list: &mut Vec<T>, new: &[T], same: impl Fn(&T) -> bool) {
    list.retain(|item| !same(item));
    list.extend(new.iter().filter(|item| same(item)).cloned());
}
