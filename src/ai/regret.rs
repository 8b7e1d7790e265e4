//! Regret matching (Hart and Mas-Colell 2000): play each action in proportion to how much one regrets not having played it.
//!
//! Against anybody, average regret falls to nothing; when all play so, average play goes to a correlated equilibrium, and in a
//! game with dominant actions to those.

use crate::rules::chance::Stream;

/// One player's regrets over its actions.
#[derive(Clone, Debug, PartialEq)]
pub struct Regrets {
    /// What always playing an action would have earned more than what was played, summed over the rounds.
    regret: Vec<f64>,
    /// How often each action was played.
    played: Vec<u64>,
}

impl Regrets {
    /// No regrets yet about `actions` actions.
    #[must_use]
    pub fn new(actions: usize) -> Self {
        Self {
            regret: vec![0.0; actions],
            played: vec![0; actions],
        }
    }

    /// The chance of each action in the next round: in proportion to regret where it is positive, else all alike.
    #[must_use]
    pub fn strategy(&self) -> Vec<f64> {
        let total: f64 = self.regret.iter().map(|r| r.max(0.0)).sum();
        if total > 0.0 {
            self.regret.iter().map(|r| r.max(0.0) / total).collect()
        } else {
            vec![1.0 / self.regret.len() as f64; self.regret.len()]
        }
    }

    /// Draws an action.
    pub fn draw(&self, stream: &mut Stream) -> usize {
        /// Parts of one that a draw tells apart.
        const GRAIN: u64 = 1 << 53;
        let mut left = stream.below(GRAIN) as f64 / GRAIN as f64;
        for (action, chance) in self.strategy().into_iter().enumerate() {
            left -= chance;
            if left < 0.0 {
                return action;
            }
        }
        self.regret.len().saturating_sub(1)
    }

    /// Learns what each action would have earned in a round in which `action` was played.
    pub fn learn(&mut self, action: usize, payoffs: &[f64]) {
        let earned = payoffs[action];
        for (regret, payoff) in self.regret.iter_mut().zip(payoffs) {
            *regret += payoff - earned;
        }
        self.played[action] += 1;
    }

    /// How often each action was played, as shares.
    #[must_use]
    pub fn average(&self) -> Vec<f64> {
        let rounds: u64 = self.played.iter().sum();
        self.played.iter().map(|p| *p as f64 / rounds.max(1) as f64).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Regrets;
    use crate::level::units::Turn;
    use crate::rules::chance::Stream;

    /// Matching pennies has one equilibrium, halves; average play must come to it.
    #[test]
    fn averages_mix_where_the_game_does() {
        let mut stream = Stream::new(7, Turn(0), "matching pennies");
        let (mut a, mut b) = (Regrets::new(2), Regrets::new(2));
        for _ in 0..20_000 {
            let (x, y) = (a.draw(&mut stream), b.draw(&mut stream));
            let same = |u: usize, v: usize| if u == v { 1.0 } else { -1.0 };
            a.learn(x, &[same(0, y), same(1, y)]);
            b.learn(y, &[-same(x, 0), -same(x, 1)]);
        }
        for player in [a, b] {
            assert!((player.average()[0] - 0.5).abs() < 0.03, "{:?}", player.average());
        }
    }

    #[test]
    fn fresh_regrets_play_all_actions_alike() {
        assert_eq!(Regrets::new(4).strategy(), [0.25; 4]);
        assert_eq!(Regrets::new(2).average(), [0.0; 2]);
    }
}
