//! Language-free sentences: a key with arguments. The reader's side turns them into text (`crate::text`).

use serde::{Deserialize, Serialize};

use super::licence::FileAnswer;
use super::statement::Tone;
use crate::level::clause::ClauseKind;
use crate::level::ids::{
    AgreementId, CountryId, FacilityId, FileId, GoodId, LevelEventId, OfferId, ProjectId, SeatId, TopicId, Use,
};
use crate::level::measure::Regime;
use crate::level::order::{Order, OrderKey};
use crate::level::units::{Capital, Mass, Money, Months, Price, Rate, Turn};

/// One argument of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Arg {
    /// A country's name.
    Country(CountryId),
    /// A seat's name (its country's).
    Seat(SeatId),
    /// A good's name.
    Good(GoodId),
    /// A project's name.
    Project(ProjectId),
    /// A topic's name.
    Topic(TopicId),
    /// A level event's headline.
    LevelEvent(LevelEventId),
    /// An offer's number.
    Offer(OfferId),
    /// An agreement's number.
    Agreement(AgreementId),
    /// A facility.
    Facility(FacilityId),
    /// An answer to a licence file.
    FileAnswer(FileAnswer),
    /// A licence file's number.
    File(FileId),
    /// Civil or defence users.
    Use(Use),
    /// Thousand USD.
    Money(Money),
    /// Kilograms.
    Mass(Mass),
    /// Cents per kilogram.
    Price(Price),
    /// Basis points, shown as per cent.
    Rate(Rate),
    /// Months.
    Months(Months),
    /// Turn, shown from 1.
    Turn(Turn),
    /// Political capital.
    Capital(Capital),
    /// A plain count.
    Count(i64),
    /// A control regime.
    Regime(Regime),
    /// An order, described in short.
    Order(Order),
    /// What an order is about, described in short.
    OrderKey(OrderKey),
    /// A kind of clause.
    Clause(ClauseKind),
    /// A reason for declining.
    Reason(super::offer::Reason),
    /// Threat or promise.
    Tone(Tone),
}

macro_rules! args {
    ($($from:ty => $variant:ident),* $(,)?) => {$(
        impl From<$from> for Arg {
            fn from(value: $from) -> Self {
                Self::$variant(value)
            }
        }
    )*};
}

args! {
    CountryId => Country, SeatId => Seat, GoodId => Good, ProjectId => Project, FacilityId => Facility, FileId => File, FileAnswer => FileAnswer,
    Use => Use, TopicId => Topic,
    LevelEventId => LevelEvent, OfferId => Offer, AgreementId => Agreement, Money => Money, Mass => Mass,
    Price => Price, Rate => Rate, Months => Months, Turn => Turn, Capital => Capital, i64 => Count,
    Regime => Regime, Order => Order, OrderKey => OrderKey, ClauseKind => Clause,
    super::offer::Reason => Reason, Tone => Tone,
}

/// Declares an enum whose variants are sentences: key `prefix-Variant`, arguments by field name.
macro_rules! sentences {
    (
        $(#[$meta:meta])*
        $name:ident as $prefix:literal {
            $(
                $(#[$doc:meta])*
                $variant:ident $({ $( $(#[$field_doc:meta])* $field:ident : $ty:ty ),* $(,)? })?
            ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $( $(#[$doc])* $variant $({ $( $(#[$field_doc])* $field : $ty ),* })? ),*
        }

        impl $name {
            /// Keys of every sentence, for the test that all of them have a text.
            pub const KEYS: &[&str] = &[ $( concat!($prefix, "-", stringify!($variant)) ),* ];

            /// The key of the sentence.
            #[must_use]
            pub const fn key(&self) -> &'static str {
                match self {
                    $( Self::$variant $({ $( $field: _ ),* })? => concat!($prefix, "-", stringify!($variant)) ),*
                }
            }

            /// Its arguments, by name.
            #[must_use]
            pub fn args(&self) -> Vec<(&'static str, $crate::rules::words::Arg)> {
                match *self {
                    $( Self::$variant $({ $( $field ),* })? => vec![
                        $($( (stringify!($field), $crate::rules::words::Arg::from($field)) ),*)?
                    ] ),*
                }
            }
        }
    };
}
pub(crate) use sentences;
