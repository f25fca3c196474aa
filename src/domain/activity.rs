//! What moves in a machine, as its front shows it: how busy its disks are and how fast its fans turn. Hubs tell that in rows only,
//! and of systems that are followed second by second.

use super::flow::Flow;
use super::series::Sample;
use super::units::{BytesPerSecond, Millis};
use super::view::Traffic;

/// A row says nothing of now any more after so long, in milliseconds.
const LASTS: i64 = 10 * 60_000;

/// What the newest row of a system says of what moves in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Activity {
    /// By the hub's clock.
    at: Millis,
    disks: Option<Traffic>,
    fans: Option<f32>,
    flow: Option<Flow>,
}

impl Activity {
    pub fn of(sample: &Sample) -> Self {
        let root = [sample.disk_read, sample.disk_write];
        let others = sample.extra_disks.iter();
        let others = others.flat_map(|disk| [disk.read, disk.write]);
        let rates = root.into_iter().chain(others).flatten();
        let disks = rates.map(|rate| rate.0).reduce(|sum, rate| sum + rate);
        let fans = sample.fans.iter().map(|(_, speed)| *speed);
        Self {
            at: sample.at,
            disks: disks.map(|rate| Traffic::of(BytesPerSecond(rate))),
            fans: fans.reduce(f32::max),
            flow: Flow::of(sample),
        }
    }

    /// Whether it says more of now than another one.
    pub fn is_newer_than(&self, other: &Self) -> bool {
        self.at > other.at
    }

    /// The one that says more of now, of what two sources know.
    pub fn newer(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) if other.is_newer_than(&one) => Some(other),
            (one, other) => one.or(other),
        }
    }

    /// What is read from and written to all disks together; `None` where that is not known of now, by the hub's clock.
    pub fn disks(&self, hub_now: Millis) -> Option<Traffic> {
        self.disks.filter(|_| self.is_of(hub_now))
    }

    /// Of the fastest fan, in rounds a minute.
    pub fn fans(&self, hub_now: Millis) -> Option<f32> {
        self.fans.filter(|_| self.is_of(hub_now))
    }

    /// What passes through the network in each direction, where both together are what is reported now.
    pub fn flow(&self, reported: BytesPerSecond, hub_now: Millis) -> Option<Flow> {
        let of_now = self.flow.filter(|_| self.is_of(hub_now));
        of_now.filter(|flow| flow.adds_up_to(reported))
    }

    fn is_of(&self, hub_now: Millis) -> bool {
        hub_now.since(self.at) <= LASTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::series::DiskSample;

    const NOW: Millis = Millis(1_800_000_000_000);

    fn rate(bytes: f64) -> Option<BytesPerSecond> {
        Some(BytesPerSecond(bytes))
    }

    #[test]
    fn all_disks_count_and_the_fastest_fan() {
        let sample = Sample {
            at: NOW,
            disk_read: rate(1_024.0),
            extra_disks: vec![DiskSample {
                write: rate(3.0 * 1024.0),
                ..DiskSample::default()
            }],
            fans: vec![("cpu".to_owned(), 900.0), ("case".to_owned(), 1_400.0)],
            ..Sample::default()
        };
        let activity = Activity::of(&sample);
        assert_eq!(
            activity.disks(NOW),
            Some(Traffic::of(BytesPerSecond(4096.0)))
        );
        assert_eq!(activity.fans(NOW), Some(1_400.0));
    }

    #[test]
    fn of_a_row_and_a_second_the_newer_counts() {
        let at = |at| {
            Activity::of(&Sample {
                at,
                ..Sample::default()
            })
        };
        let (row, second) = (at(NOW), at(NOW.plus(1_000)));
        for both in [(Some(row), Some(second)), (Some(second), Some(row))] {
            assert_eq!(Activity::newer(both.0, both.1), Some(second));
        }
        assert_eq!(Activity::newer(None, Some(row)), Some(row));
        assert_eq!(Activity::newer(None, None), None);
    }

    #[test]
    fn a_flow_is_told_while_it_is_recent_and_what_is_reported() {
        let sample = Sample {
            at: NOW,
            sent: rate(10_240.0),
            received: rate(30_720.0),
            ..Sample::default()
        };
        let activity = Activity::of(&sample);
        let told = |reported, at| activity.flow(BytesPerSecond(reported), at).is_some();
        assert!(told(40_960.0, NOW) && told(40_960.0, NOW.plus(LASTS)));
        assert!(!told(40_960.0, NOW.plus(LASTS + 1)));
        assert!(!told(409_600.0, NOW));
    }

    #[test]
    fn what_was_not_reported_or_is_long_ago_is_not_known() {
        let sample = Sample {
            at: NOW,
            ..Sample::default()
        };
        let silent = Activity::of(&sample);
        assert_eq!((silent.disks(NOW), silent.fans(NOW)), (None, None));
        let sample = Sample {
            disk_write: rate(0.0),
            ..sample
        };
        let idle = Activity::of(&sample);
        assert_eq!(idle.disks(NOW).map(Traffic::step), Some(0));
        assert_eq!(idle.disks(NOW.plus(LASTS)).map(Traffic::step), Some(0));
        assert_eq!(idle.disks(NOW.plus(LASTS + 1)), None);
        // A hub's clock that was set back makes nothing old.
        assert!(idle.disks(NOW.plus(-LASTS)).is_some());
    }
}
