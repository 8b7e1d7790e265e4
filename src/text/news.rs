//! Refusals and news.

use super::{Speaker, Value};
use crate::level::order::Order;
use crate::level::units::{Mass, Money, Price, Rate};
use crate::rules::command::Command;
use crate::rules::news::News;
use crate::rules::refusal::Refusal;
use crate::rules::words::Arg;
use crate::rules::{Said, Statement};

impl Speaker {
    /// Why something was refused, and what to do.
    #[must_use]
    pub fn refusal(&self, refusal: &Refusal) -> String {
        self.refusal_checked(refusal, &mut Vec::new())
    }

    /// The same for a command that is known: limits come in its units.
    #[must_use]
    pub fn refusal_of(&self, refusal: &Refusal, command: &Command) -> String {
        let order = match command {
            Command::Seal(order) => order,
            Command::State(statement) => &statement.order,
            _ => return self.refusal(refusal),
        };
        let Refusal::OutOfRange { low, high } = *refusal else {
            return self.refusal(refusal);
        };
        let [Some(low), Some(high)] = [low, high].map(|limit| self.limit(order, limit)) else {
            return self.refusal(refusal);
        };
        self.sentence(
            "refusal-OutOfRange-known",
            &[("low", (&low).into()), ("high", (&high).into())],
        )
    }

    /// A limit of an order's number, in the number's unit.
    fn limit(&self, order: &Order, limit: i64) -> Option<String> {
        match order {
            Order::Tariff { .. } | Order::ExportTax { .. } | Order::Control { .. } => {
                Some(self.rate(Rate(i32::try_from(limit).ok()?)))
            }
            Order::Suspend { .. } => Some(self.turns(u16::try_from(limit).ok()?)),
            Order::Stock { .. } => Some(self.mass(Mass(limit))),
            Order::StartProject { .. }
            | Order::Breach { .. }
            | Order::Campaign { .. }
            | Order::Reach { .. }
            | Order::Technology { .. } => None,
            Order::List { .. } => Some(limit.to_string()),
            Order::Claim { .. } | Order::Tender { .. } | Order::Award { .. } => None,
            Order::Bid { .. } => Some(self.money(Money(limit))),
            Order::Floor { .. } => Some(self.price(Price(limit))),
        }
    }

    pub(super) fn refusal_checked(&self, refusal: &Refusal, errors: &mut Vec<String>) -> String {
        self.capitalised(self.said(refusal.key(), &values(refusal.args()), errors))
    }

    /// A piece of news.
    #[must_use]
    pub fn news(&self, news: &News) -> String {
        self.news_checked(news, &mut Vec::new())
    }

    pub(super) fn news_checked(&self, news: &News, errors: &mut Vec<String>) -> String {
        let mut args = values(news.args());
        if let News::TariffSet { rate, before, .. } = news {
            args.push(("direction", Value::Text(if rate > before { "up" } else { "down" })));
        }
        self.capitalised(self.said(news.key(), &args, errors))
    }

    /// A threat or promise in the ledger.
    #[must_use]
    pub fn statement(&self, said: &Said) -> String {
        let Said {
            seat,
            turn: _,
            statement,
            standing: _,
        } = *said;
        let Statement {
            tone,
            target,
            order,
            due,
        } = statement;
        self.news(&News::Stated {
            by: seat,
            target,
            tone,
            order,
            due,
        })
    }
}

fn values(args: Vec<(&'static str, Arg)>) -> Vec<(&'static str, Value<'static>)> {
    args.into_iter().map(|(name, arg)| (name, Value::Arg(arg))).collect()
}
