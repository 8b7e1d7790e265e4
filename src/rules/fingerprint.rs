//! A fingerprint of states: blake3 of a canonical encoding. Written to the journal each turn, compared by replays.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::state::State;

/// A 128-bit fingerprint, shown as 32 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub [u8; 16]);

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Serialize for Fingerprint {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let bytes = data_encoding::HEXLOWER
            .decode(text.as_bytes())
            .map_err(serde::de::Error::custom)?;
        bytes
            .try_into()
            .map(Self)
            .map_err(|_| serde::de::Error::custom("a fingerprint has 32 hexadecimal digits"))
    }
}

/// The fingerprint of some states, in order.
///
/// Minus zero never arises where it could differ: the encoding is taken bit for bit from values that the same operations
/// produced in the same order.
#[must_use]
pub fn of(states: &[&State]) -> Fingerprint {
    let mut hash = blake3::Hasher::new();
    for state in states {
        let State {
            shared,
            public,
            own,
            party,
            hidden,
        } = state;
        hash.update(&shared.level.hash);
        // Postcard cannot fail on these types: no maps without length, no trait objects.
        let bytes = postcard::to_stdvec(&(public, own, party, hidden)).unwrap_or_default();
        hash.update(&bytes);
    }
    fold(&hash)
}

/// The fingerprint of several fingerprints, in order.
#[must_use]
pub fn join(all: impl IntoIterator<Item = Fingerprint>) -> Fingerprint {
    let mut hash = blake3::Hasher::new();
    for one in all {
        hash.update(&one.0);
    }
    fold(&hash)
}

fn fold(hash: &blake3::Hasher) -> Fingerprint {
    let mut half = [0; 16];
    half.copy_from_slice(&hash.finalize().as_bytes()[..16]);
    Fingerprint(half)
}
