//! Dense ids: a level's countries, seats, goods … are numbered in file order, and every list in the rules is
//! indexed by these numbers. They never leave a game; files and command lines use the names.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u8);
        impl $name {
            /// The position in the level's list.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
            /// The id of a position; positions beyond 255 do not occur (the level's limits are far lower).
            #[must_use]
            #[allow(clippy::cast_possible_truncation, reason = "levels are limited to 200 of anything")]
            pub const fn at(index: usize) -> Self {
                Self(index as u8)
            }
        }
    )*};
}

ids! {
    /// A country of the level, played or modelled.
    CountryId,
    /// A seat: a role that a person or a policy plays.
    SeatId,
    /// A tradable good: a mineral good of some chain, or a class of general goods.
    GoodId,
    /// A facility (mine, separator, magnet plant): one process of a chain in one country.
    FacilityId,
    /// A project in the level's deck.
    ProjectId,
    /// A scheduled or chance event of the level.
    LevelEventId,
    /// A topic that a memorandum or a statement can name.
    TopicId,
    /// A chain of goods.
    ChainId,
    /// A club of countries.
    ClubId,
}

/// An offer's number at its table; never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct OfferId(pub u32);

/// An agreement's number at its table; numbered in order of signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct AgreementId(pub u32);

/// A licence file's number at its desk; never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// What a purchase is for. Buyers are (country, use).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Use {
    /// Civil users.
    Civil,
    /// Defence users.
    Defence,
}

impl Use {
    /// Both uses, in index order.
    pub const ALL: [Self; 2] = [Self::Civil, Self::Defence];
    /// How many there are.
    pub const COUNT: usize = 2;

    /// Position within a country's buyers.
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A buyer: the users of one kind in one country.
#[must_use]
pub const fn buyer(country: CountryId, use_: Use) -> usize {
    country.index() * Use::COUNT + use_.index()
}
