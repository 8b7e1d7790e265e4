//! Causes of prices and lines, as labels.

use super::{Speaker, Value, keys};
use crate::level::ids::SeatId;
use crate::rules::causes::{Cause, Group, Term};
use crate::rules::event::{Stir, Why};

impl Speaker {
    /// A group of causes.
    #[must_use]
    pub fn cause_group(&self, group: Group) -> String {
        self.say(keys::cause_group(&group), &[])
    }

    /// A cause of a price: “export controls of China on magnets”.
    #[must_use]
    pub fn cause(&self, cause: Cause) -> String {
        let key = keys::cause(&cause);
        match cause {
            Cause::Tariff { importer, good } => self.say(key, &[("importer", importer.into()), ("good", good.into())]),
            Cause::ExportTax { exporter, good }
            | Cause::Control { exporter, good }
            | Cause::Smuggling { exporter, good }
            | Cause::Reach { exporter, good }
            | Cause::Licences { exporter, good } => {
                self.say(key, &[("exporter", exporter.into()), ("good", good.into())])
            }
            Cause::Rerouting { through, good } => self.say(key, &[("through", through.into()), ("good", good.into())]),
            Cause::Agreement(agreement) => self.say(key, &[("agreement", agreement.into())]),
            Cause::Capacity { facility, by } => {
                let facility = self.facility(facility);
                let mut args = vec![("facility", Value::from(&facility))];
                args.extend(by.map(|by| ("by", Value::from(by))));
                self.say(key, &args)
            }
            Cause::Stock { seat, good } => self.say(key, &[("seat", seat.into()), ("good", good.into())]),
            Cause::KnowHow { country, good } | Cause::Floor { country, good } => {
                self.say(key, &[("country", country.into()), ("good", good.into())])
            }
            Cause::Unrest(country) => self.say(key, &[("country", country.into())]),
            Cause::Growth => self.say(key, &[]),
            Cause::Drift(good) | Cause::PrivateStocks(good) => self.say(key, &[("good", good.into())]),
            Cause::Event(event) => self.say(key, &[("event", event.into())]),
            Cause::Closure(facility) => self.say(key, &[("facility", (&self.facility(facility)).into())]),
        }
    }

    /// What stands for the causes that the viewer may not know.
    #[must_use]
    pub fn cause_other(&self) -> String {
        self.say("cause-other", &[])
    }

    /// A term of a seat's line: “paid: project X”.
    #[must_use]
    pub fn term(&self, seat: SeatId, term: Term) -> String {
        let key = keys::term(&term);
        match term {
            Term::Producers(good) | Term::Traders(good) | Term::Users(good) | Term::Damage(good) => {
                self.say(key, &[("good", good.into())])
            }
            Term::Premium(agreement) => self.say(key, &[("agreement", agreement.into())]),
            Term::Received(why) | Term::Paid(why) => self.say(key, &[("why", (&self.why(why)).into())]),
            Term::Group(at) => self.say(key, &[("group", (&self.group(seat, at)).into())]),
            Term::Stir(stir) => self.say(key, &[("stir", (&self.stir(stir)).into())]),
            Term::Goods
            | Term::Environment
            | Term::LeftOver
            | Term::Fill
            | Term::Cover
            | Term::Diversity
            | Term::ScarceStage
            | Term::Calm
            | Term::Opening
            | Term::Headlines
            | Term::Limits => self.say(key, &[]),
        }
    }

    fn stir(&self, stir: Stir) -> String {
        let key = keys::stir(&stir);
        match stir {
            Stir::Event(event) => self.say(key, &[("event", event.into())]),
            Stir::Mood | Stir::EmptyHeadline | Stir::EmptyWord | Stir::List | Stir::Claim => self.say(key, &[]),
        }
    }

    /// Why money moved.
    #[must_use]
    pub fn why(&self, why: Why) -> String {
        let key = keys::why(&why);
        match why {
            Why::Income | Why::Unspent => self.say(key, &[]),
            Why::Tariff(good)
            | Why::ExportTax(good)
            | Why::Rent(good)
            | Why::TradersRent(good)
            | Why::Contraband(good)
            | Why::Campaign(good)
            | Why::Floor(good)
            | Why::StockPurchase(good)
            | Why::StockSale(good) => self.say(key, &[("good", good.into())]),
            Why::Project(project) | Why::Drawn(project) => self.say(key, &[("project", project.into())]),
            Why::Instalment(agreement)
            | Why::LoanAid(agreement)
            | Why::Repayment(agreement)
            | Why::Stake(agreement)
            | Why::Guarantee(agreement)
            | Why::Offtake(agreement) => self.say(key, &[("agreement", agreement.into())]),
        }
    }
}
