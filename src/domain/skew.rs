//! How far the hub's clock is from ours. Browsers hide the hub's `Date` header, so it is learned from live events.

use std::collections::VecDeque;

use super::units::Millis;

/// So many events are remembered: enough for one that came at once, few enough to follow a clock that was set.
const REMEMBERED: usize = 32;

/// Learns from realtime events, each of which arrives a moment after the hub wrote its record. Records of a list are no
/// evidence: they may be of any age. Until the first event the two clocks are taken to agree.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HubClockSkew {
    /// Our clock at arrival minus the record's `updated`.
    differences: VecDeque<i64>,
}

impl HubClockSkew {
    /// Takes note of an event: when it arrived by our clock, and when the hub wrote it by the hub's.
    pub fn learn(&mut self, arrival: Millis, updated: Millis) {
        if self.differences.len() == REMEMBERED {
            self.differences.pop_front();
        }
        self.differences.push_back(arrival.since(updated));
    }

    /// The time by the hub's clock. The event that took the least time on its way counts.
    pub fn hub_now(&self, now: Millis) -> Millis {
        let ahead = self.differences.iter().min().copied().unwrap_or(0);
        Millis(now.0.saturating_sub(ahead))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_taken_to_agree_at_first() {
        assert_eq!(HubClockSkew::default().hub_now(Millis(5)), Millis(5));
    }

    #[test]
    fn the_fastest_event_counts_and_old_ones_are_forgotten() {
        let mut skew = HubClockSkew::default();
        skew.learn(Millis(601_000), Millis(0));
        skew.learn(Millis(700_500), Millis(100_000));
        assert_eq!(skew.hub_now(Millis(800_500)), Millis(200_000));
        for _ in 0..REMEMBERED {
            skew.learn(Millis(1_000), Millis(1_000));
        }
        assert_eq!(skew.hub_now(Millis(2_000)), Millis(2_000));
    }

    #[test]
    fn extreme_times_do_not_overflow() {
        let mut skew = HubClockSkew::default();
        skew.learn(Millis(i64::MIN), Millis(i64::MAX));
        assert_eq!(skew.hub_now(Millis(i64::MAX)), Millis(i64::MAX));
    }
}
