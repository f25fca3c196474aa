//! The last minutes of a system that is followed second by second.

use super::rows::Window;
use super::{ContainerSample, LiveSample, Sample};
use crate::domain::units::Millis;

/// How much is kept, in milliseconds.
pub const KEPT: i64 = 5 * 60_000;
/// Step of the rows, in milliseconds: larger than a second, so that a late or missing one makes no gap.
pub const STEP: i64 = 4_000;

/// Oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Seconds {
    rows: Vec<(Sample, ContainerSample)>,
}

/// The rows of charts, each with its step.
pub type SecondRows<'a, T> = Vec<(&'a T, i64)>;

impl Seconds {
    /// Adds a sample that has just arrived; `at` is by the hub's clock. If that clock was set back, later samples are dropped.
    pub fn push(&mut self, second: LiveSample, at: Millis) {
        if self.rows.last().is_some_and(|(last, _)| last.at >= at) {
            self.rows.retain(|(row, _)| row.at < at);
        }
        let containers = ContainerSample {
            at,
            containers: second.containers,
        };
        let sample = Sample {
            at,
            ..second.sample
        };
        self.rows.push((sample, containers));
        let oldest = at.plus(-KEPT - STEP);
        let gone = self.rows.partition_point(|(row, _)| row.at < oldest);
        self.rows.drain(..gone);
    }

    /// The newest sample.
    pub fn newest(&self) -> Option<&Sample> {
        self.rows.last().map(|(row, _)| row)
    }

    /// The rows in a window: of the system, and of its containers.
    pub fn within(
        &self,
        window: Window,
    ) -> (SecondRows<'_, Sample>, SecondRows<'_, ContainerSample>) {
        let rows = self.rows.iter().filter(|(row, _)| window.contains(row.at));
        rows.map(|(row, containers)| ((row, STEP), (containers, STEP)))
            .unzip()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::system::Metrics;

    fn second() -> LiveSample {
        LiveSample {
            metrics: Metrics::default(),
            sample: Sample::default(),
            containers: Vec::new(),
        }
    }

    fn times(seconds: &Seconds) -> Vec<i64> {
        seconds.rows.iter().map(|(row, _)| row.at.0).collect()
    }

    #[test]
    fn some_minutes_are_kept_in_order() {
        let mut seconds = Seconds::default();
        for number in 0..1_000 {
            seconds.push(second(), Millis(number * 1_000));
        }
        let times = times(&seconds);
        assert_eq!(times.len() as i64, (KEPT + STEP) / 1_000 + 1);
        assert!(times.is_sorted());
        assert_eq!(seconds.newest().map(|row| row.at), Some(Millis(999_000)));
        let window = Window {
            from: Millis(990_000),
            until: Millis(995_000),
        };
        let (rows, containers) = seconds.within(window);
        assert_eq!((rows.len(), containers.len()), (6, 6));
    }

    #[test]
    fn a_clock_that_is_set_back_leaves_nothing_of_the_future() {
        let mut seconds = Seconds::default();
        for at in [1_000, 2_000, 9_000, 2_500] {
            seconds.push(second(), Millis(at));
        }
        assert_eq!(times(&seconds), [1_000, 2_000, 2_500]);
    }
}
