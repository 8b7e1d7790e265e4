//! Relief from controls that agreements grant.

use super::{binding, in_force};
use crate::level::clause::{Clause, Relief, ReliefUse};
use crate::level::ids::{CountryId, GoodId, Use};
use crate::level::units::Turn;
use crate::rules::offer::Agreement;
use crate::rules::state::State;

/// What agreements in force grant on a controlled route.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(in crate::rules) struct Granted {
    /// The control is lifted, by use.
    pub(in crate::rules) general: [bool; 2],
    /// Tonnes a month of its own quota for any use.
    pub(in crate::rules) any: f64,
    /// Tonnes a month of its own quota for civil users.
    pub(in crate::rules) civil: f64,
}

/// A clause on relief, by route.
#[derive(Clone, Copy, Debug)]
struct Clear {
    exporter: CountryId,
    destination: CountryId,
    good: GoodId,
    relief: Relief,
    use_: ReliefUse,
    until: Turn,
}

/// All relief of a turn, for who asks about many routes.
#[derive(Clone, Debug, Default)]
pub(in crate::rules) struct Reliefs {
    /// Of agreements whose clauses act.
    acting: Vec<Clear>,
    /// Of agreements that bind in the coming resolution.
    binding: Vec<Clear>,
}

impl Reliefs {
    /// Those of a state.
    pub(in crate::rules) fn of(state: &State) -> Self {
        Self {
            acting: in_force(state).flat_map(|a| clears(state, a)).collect(),
            binding: binding(state).flat_map(|a| clears(state, a)).collect(),
        }
    }

    /// Relief on a route.
    pub(in crate::rules) fn granted(&self, exporter: CountryId, destination: CountryId, good: GoodId) -> Granted {
        let mut granted = Granted::default();
        for clear in on(&self.acting, exporter, destination, good) {
            match (clear.relief, clear.use_) {
                (Relief::General, ReliefUse::Any) => granted.general = [true, true],
                (Relief::General, ReliefUse::Civil) => granted.general[Use::Civil.index()] = true,
                (Relief::Tonnes { per_month }, ReliefUse::Any) => granted.any += per_month.tonnes(),
                (Relief::Tonnes { per_month }, ReliefUse::Civil) => granted.civil += per_month.tonnes(),
            }
        }
        granted
    }

    /// Until which turn agreements lift a control for a use; `None` where none does.
    pub(in crate::rules) fn until(
        &self,
        exporter: CountryId,
        destination: CountryId,
        good: GoodId,
        use_: Use,
    ) -> Option<Turn> {
        on(&self.binding, exporter, destination, good)
            .filter(|c| c.relief == Relief::General && (c.use_ == ReliefUse::Any || use_ == Use::Civil))
            .map(|c| c.until)
            .max()
    }
}

/// Relief on one route.
pub(in crate::rules) fn granted(state: &State, exporter: CountryId, destination: CountryId, good: GoodId) -> Granted {
    Reliefs::of(state).granted(exporter, destination, good)
}

fn clears<'a>(state: &'a State, agreement: &'a Agreement) -> impl Iterator<Item = Clear> + 'a {
    agreement.draft.clauses.iter().filter_map(|clause| match clause {
        Clause::ControlRelief {
            giver,
            receiver,
            good,
            relief,
            use_,
        } => Some(Clear {
            exporter: state.level().country_of(*giver)?,
            destination: state.level().country_of(*receiver)?,
            good: *good,
            relief: *relief,
            use_: *use_,
            until: agreement.until,
        }),
        _ => None,
    })
}

fn on(all: &[Clear], exporter: CountryId, destination: CountryId, good: GoodId) -> impl Iterator<Item = &Clear> {
    let route = (exporter, destination, good);
    all.iter().filter(move |c| (c.exporter, c.destination, c.good) == route)
}
