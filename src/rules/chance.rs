//! Chance, named: every draw has its own stream (seed, turn, purpose), so order of use never matters.

use rand::RngCore;
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

use crate::level::units::{Rate, Turn};

/// A random stream for one purpose in one turn of one game.
#[derive(Clone, Debug)]
pub struct Stream(ChaCha8Rng);

impl Stream {
    /// The stream named by (seed, turn, purpose).
    #[must_use]
    pub fn new(seed: u64, turn: Turn, purpose: &str) -> Self {
        let mut hash = blake3::Hasher::new();
        hash.update(&seed.to_le_bytes());
        hash.update(&turn.0.to_le_bytes());
        hash.update(purpose.as_bytes());
        Self(ChaCha8Rng::from_seed(*hash.finalize().as_bytes()))
    }

    /// An unbiased draw below `bound` (0 for a bound of 0), by rejection.
    pub fn below(&mut self, bound: u64) -> u64 {
        if bound == 0 {
            return 0;
        }
        let zone = u64::MAX - u64::MAX % bound;
        loop {
            let draw = self.0.next_u64();
            if draw < zone {
                return draw % bound;
            }
        }
    }

    /// Whether something with this chance happens.
    pub fn happens(&mut self, chance: Rate) -> bool {
        self.below(10_000) < u64::try_from(chance.0.max(0)).unwrap_or(0)
    }

    /// One of a list, or `None` of an empty one.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let at = self.below(list.len() as u64);
        list.get(usize::try_from(at).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn streams_are_named_and_stay_the_same() {
        let draw = |turn, purpose| Stream::new(7, Turn(turn), purpose).below(1_000_000);
        assert_eq!(draw(3, "leak"), draw(3, "leak"));
        assert_ne!(draw(3, "leak"), draw(4, "leak"));
        assert_ne!(draw(3, "leak"), draw(3, "tie"));
    }

    #[test]
    fn draws_stay_below_their_bound() {
        let mut stream = Stream::new(1, Turn(0), "bound");
        for bound in [1, 2, 3, 10, u64::MAX] {
            for _ in 0..100 {
                assert!(stream.below(bound) < bound);
            }
        }
        assert_eq!(stream.below(0), 0);
    }
}
