//! Orders in short, and the agenda.

use super::{Speaker, Value, keys};
use crate::level::ids::CountryId;
use crate::level::order::{Order, OrderKey};
use crate::level::units::Mass;
use crate::rules::AgendaItem;
use crate::rules::licence::LicenceFile;

impl Speaker {
    /// An order in short: “Tariff on goods from China: 47 %”.
    #[must_use]
    pub fn order(&self, order: &Order) -> String {
        let key = keys::order(order);
        match *order {
            Order::Tariff { partner, good, rate } => self.say(
                key,
                &[
                    ("partner", partner.into()),
                    ("good", good.into()),
                    ("rate", rate.into()),
                ],
            ),
            Order::ExportTax {
                destination,
                good,
                rate,
            } => self.say(
                key,
                &[
                    ("destination", destination.into()),
                    ("good", good.into()),
                    ("rate", rate.into()),
                ],
            ),
            Order::Control {
                destination,
                good,
                regime,
            } => {
                let to = self.destination(destination);
                self.say(
                    key,
                    &[
                        ("destination", (&to).into()),
                        ("good", good.into()),
                        ("regime", regime.into()),
                    ],
                )
            }
            Order::Suspend {
                destination,
                good,
                turns,
            } => {
                let to = self.destination(destination);
                let turns = i64::from(turns);
                self.say(
                    key,
                    &[
                        ("destination", (&to).into()),
                        ("good", good.into()),
                        ("turns", turns.into()),
                    ],
                )
            }
            Order::Stock { good, mass } => self.say(
                key,
                &[("good", good.into()), ("mass", Mass(mass.0.saturating_abs()).into())],
            ),
            Order::StartProject { project } => self.say(key, &[("project", project.into())]),
            Order::Breach { agreement } => self.say(key, &[("agreement", agreement.into())]),
            Order::Floor { good, price } => self.say(key, &[("good", good.into()), ("price", price.into())]),
            Order::Tender { project } => self.say(key, &[("project", project.into())]),
            Order::Bid { project, amount } => self.say(key, &[("project", project.into()), ("amount", amount.into())]),
            Order::Award { project, to } => self.say(key, &[("project", project.into()), ("to", to.into())]),
            Order::Claim { over, .. } => self.say(key, &[("country", over.into())]),
            Order::List { good, names } => match good {
                Some(good) => self.say(key, &[("good", good.into())]),
                None => self.say(key, &[("names", i64::from(names).abs().into())]),
            },
            Order::Campaign { good } | Order::Reach { good, .. } | Order::Technology { good, .. } => {
                self.say(key, &[("good", good.into())])
            }
        }
    }

    /// What an order is about, in short: “Tariff on goods from China”.
    #[must_use]
    pub fn order_key(&self, about: &OrderKey) -> String {
        let key = keys::order_key(about);
        match *about {
            OrderKey::Tariff(partner, good) => self.say(key, &[("partner", partner.into()), ("good", good.into())]),
            OrderKey::ExportTax(destination, good) => {
                self.say(key, &[("destination", destination.into()), ("good", good.into())])
            }
            OrderKey::Control(destination, good) | OrderKey::Suspend(destination, good) => {
                let to = self.destination(destination);
                self.say(key, &[("destination", (&to).into()), ("good", good.into())])
            }
            OrderKey::Stock(good)
            | OrderKey::Campaign(good)
            | OrderKey::Reach(good)
            | OrderKey::Technology(good)
            | OrderKey::Floor(good) => self.say(key, &[("good", good.into())]),
            OrderKey::Claim(over) => self.say(key, &[("country", over.into())]),
            OrderKey::List(good) => match good {
                Some(good) => self.say(key, &[("good", good.into())]),
                None => self.say(key, &[]),
            },
            OrderKey::StartProject(project)
            | OrderKey::Tender(project)
            | OrderKey::Bid(project)
            | OrderKey::Award(project) => self.say(key, &[("project", project.into())]),
            OrderKey::Breach(agreement) => self.say(key, &[("agreement", agreement.into())]),
        }
    }

    /// What awaits a seat's answer.
    #[must_use]
    pub fn agenda(&self, item: &AgendaItem) -> String {
        let one = |name: &'static str, value: Value<'_>| self.sentence(keys::agenda(item), &[(name, value)]);
        match *item {
            AgendaItem::Answer { offer, from } => {
                self.sentence(keys::agenda(item), &[("offer", offer.into()), ("from", from.into())])
            }
            AgendaItem::History(order) => one("order", order.into()),
            AgendaItem::Cable(event) => one("event", event.into()),
            AgendaItem::SuspensionEnds { exporter, good, until } => self.sentence(
                keys::agenda(item),
                &[
                    ("exporter", exporter.into()),
                    ("good", good.into()),
                    ("until", until.into()),
                ],
            ),
            AgendaItem::AgreementEnds(agreement) | AgendaItem::Late(agreement) => one("agreement", agreement.into()),
            AgendaItem::StatementDue { entry: _, due } => one("due", due.into()),
            AgendaItem::File(LicenceFile {
                id,
                destination,
                good,
                use_,
                per_month,
                ..
            }) => self.sentence(
                keys::agenda(item),
                &[
                    ("file", id.into()),
                    ("destination", destination.into()),
                    ("good", good.into()),
                    ("users", use_.into()),
                    ("per_month", per_month.into()),
                ],
            ),
            AgendaItem::Project(project) | AgendaItem::Tender(project) | AgendaItem::Bids(project) => {
                one("project", project.into())
            }
        }
    }

    fn destination(&self, destination: Option<CountryId>) -> String {
        destination.map_or_else(|| self.say("everybody", &[]), |country| self.inside(country))
    }
}
