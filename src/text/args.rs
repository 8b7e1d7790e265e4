//! Arguments of sentences: what a text can print, and what it can choose by.
//!
//! An argument `x` arrives under its name as text, or as a number where the text may count by it. Some bring more:
//! * regimes and tones: `x_kind`, the variant's name;
//! * rates: `x_sign` (`up`, `down`, `zero`), `x_size` (rounded, without sign), `x_times` (10,000 = 1), `x_points`
//!   (hundredths);
//! * masses: `x_sign` and `x_size`; turns: `x_month`, the first month of the turn.

use fluent_bundle::{FluentArgs, FluentValue};

use super::{Speaker, format, keys};
use crate::level::clause::ClauseKind;
use crate::level::ids::{
    AgreementId, CountryId, FacilityId, FileId, GoodId, LevelEventId, OfferId, ProjectId, SeatId, TopicId, Use,
};
use crate::level::measure::Regime;
use crate::level::order::{Order, OrderKey};
use crate::level::units::{Capital, Mass, Money, Month, Months, Price, Rate, Turn};
use crate::rules::Tone;
use crate::rules::licence::FileAnswer;
use crate::rules::offer::Reason;
use crate::rules::words::Arg;

/// An argument of a text of the user interface.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// An argument of the rules' sentences.
    Arg(Arg),
    /// Printed as it is (names, addresses).
    Text(&'a str),
    /// A month of the calendar.
    Month(Month),
    /// A number, shown with at most one decimal.
    Number(f64),
}

impl From<Arg> for Value<'_> {
    fn from(arg: Arg) -> Self {
        Self::Arg(arg)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<Month> for Value<'_> {
    fn from(month: Month) -> Self {
        Self::Month(month)
    }
}

impl From<f64> for Value<'_> {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

macro_rules! arguments {
    ($($ty:ty),* $(,)?) => {$(
        impl From<$ty> for Value<'_> {
            fn from(value: $ty) -> Self {
                Self::Arg(Arg::from(value))
            }
        }
    )*};
}

arguments! {
    CountryId, SeatId, GoodId, ProjectId, FacilityId, FileId, FileAnswer, Use, TopicId, LevelEventId, OfferId, AgreementId, Money, Mass, Price, Rate, Months,
    Turn, Capital, i64, Regime, Order, OrderKey, ClauseKind, Reason, Tone,
}

impl Speaker {
    /// Fills arguments in.
    pub(super) fn fill(&self, filled: &mut FluentArgs<'_>, args: &[(&str, Value<'_>)]) {
        let exact = self.sums_look_alike(args);
        for (name, value) in args {
            match *value {
                Value::Arg(Arg::Money(money)) if exact => {
                    put(filled, name, format::money_exact(self.language, money));
                }
                Value::Arg(arg) => self.fill_one(filled, name, arg),
                Value::Text(text) => put(filled, name, text.to_owned()),
                Value::Month(month) => put(filled, name, self.month(month)),
                Value::Number(number) => put_number(filled, name, number),
            }
        }
    }

    /// Whether two different sums of money would read the same: “you have $12 m and this costs $12 m”.
    fn sums_look_alike(&self, args: &[(&str, Value<'_>)]) -> bool {
        let sums: Vec<Money> = args
            .iter()
            .filter_map(|(_, value)| match value {
                Value::Arg(Arg::Money(money)) => Some(*money),
                _ => None,
            })
            .collect();
        let text = |money: &Money| format::money(self.language, *money);
        sums.windows(2)
            .any(|w| matches!(w, [a, b] if a != b && text(a) == text(b)))
    }

    fn fill_one(&self, filled: &mut FluentArgs<'_>, name: &str, arg: Arg) {
        match arg {
            Arg::Country(id) => put(filled, name, self.inside(id)),
            Arg::Seat(id) => put(filled, name, self.seat_inside(id)),
            Arg::Good(id) => put(filled, name, self.good_inside(id)),
            Arg::Project(id) => put(filled, name, self.project(id)),
            Arg::Facility(id) => put(filled, name, self.facility(id)),
            Arg::FileAnswer(answer) => {
                put(filled, name, self.file_answer(answer));
                put(
                    filled,
                    &format!("{name}_kind"),
                    keys::kind(keys::file_answer(&answer)).to_owned(),
                );
            }
            Arg::File(id) => put_number(filled, name, f64::from(id.0) + 1.0),
            Arg::Use(use_) => {
                put(filled, name, self.use_(use_));
                put(
                    filled,
                    &format!("{name}_kind"),
                    keys::kind(keys::use_(&use_)).to_owned(),
                );
            }
            Arg::Topic(id) => put(filled, name, self.topic(id)),
            Arg::LevelEvent(id) => put(filled, name, self.headline(id)),
            Arg::Offer(id) => put_number(filled, name, f64::from(id.0) + 1.0),
            Arg::Agreement(id) => put_number(filled, name, f64::from(id.0) + 1.0),
            Arg::Money(money) => put(filled, name, format::money(self.language, money)),
            Arg::Price(price) => put(filled, name, format::price(self.language, price)),
            Arg::Months(months) => put(filled, name, self.months(months)),
            Arg::Capital(capital) => put_number(filled, name, f64::from(capital.0)),
            #[allow(clippy::cast_precision_loss, reason = "counts are small")]
            Arg::Count(count) => put_number(filled, name, count as f64),
            Arg::Order(order) => put(filled, name, self.order(&order)),
            Arg::OrderKey(key) => put(filled, name, self.order_key(&key)),
            Arg::Clause(kind) => put(filled, name, self.clause_kind(kind)),
            Arg::Reason(reason) => put(filled, name, self.reason(reason)),
            Arg::Mass(mass) => {
                put(filled, name, format::mass(self.language, mass));
                put(filled, &format!("{name}_sign"), sign(mass.0).to_owned());
                let size = Mass(mass.0.saturating_abs());
                put(filled, &format!("{name}_size"), format::mass(self.language, size));
            }
            Arg::Rate(rate) => {
                put(filled, name, format::rate(self.language, rate));
                put(filled, &format!("{name}_sign"), sign(i64::from(rate.0)).to_owned());
                put(filled, &format!("{name}_size"), format::change(self.language, rate));
                put(filled, &format!("{name}_times"), format::times(rate));
                put(filled, &format!("{name}_points"), format::hundredths(rate));
            }
            Arg::Turn(turn) => {
                put_number(filled, name, f64::from(turn.0) + 1.0);
                let month = self.level.as_ref().map(|level| self.month(level.month_of(turn)));
                put(
                    filled,
                    &format!("{name}_month"),
                    month.unwrap_or_else(|| self.turn(turn)),
                );
            }
            Arg::Regime(regime) => {
                put(filled, name, self.regime(regime));
                put(
                    filled,
                    &format!("{name}_kind"),
                    keys::kind(keys::regime(&regime)).to_owned(),
                );
            }
            Arg::Tone(tone) => {
                put(filled, name, self.tone(tone));
                put(
                    filled,
                    &format!("{name}_kind"),
                    keys::kind(keys::tone(&tone)).to_owned(),
                );
            }
        }
    }
}

const fn sign(number: i64) -> &'static str {
    match number {
        0 => "zero",
        ..0 => "down",
        _ => "up",
    }
}

fn put(filled: &mut FluentArgs<'_>, name: &str, text: String) {
    filled.set(name.to_owned(), FluentValue::from(text));
}

fn put_number(filled: &mut FluentArgs<'_>, name: &str, number: f64) {
    filled.set(name.to_owned(), FluentValue::from(number));
}
