//! Activity of a machine, as its front shows it: how busy its disks are and how fast its fans turn. Hubs report this only in rows, and for
//! systems that are followed second by second.

use std::collections::{HashMap, HashSet};

use super::flow::{Flow, FlowSource};
use super::ids::SystemRef;
use super::series::Sample;
use super::units::{BytesPerSecond, Millis};
use super::view::Traffic;

/// Age from which a row says nothing about the present, in milliseconds.
const LASTS: i64 = 10 * 60_000;

/// What the newest row of a system says about its activity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Activity {
    /// By the hub's clock.
    at: Millis,
    disks: Option<Traffic>,
    fans: Option<f32>,
    flow: Option<Flow>,
    source: FlowSource,
}

impl Activity {
    /// From a row.
    pub fn of(sample: &Sample) -> Self {
        Self::from_sample(FlowSource::Row, sample)
    }

    /// From one second of a system that is followed.
    pub fn of_second(sample: &Sample) -> Self {
        Self::from_sample(FlowSource::Second, sample)
    }

    fn from_sample(source: FlowSource, sample: &Sample) -> Self {
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
            source,
        }
    }

    /// Whether it is more recent than another one.
    pub fn is_newer_than(&self, other: &Self) -> bool {
        self.at > other.at
    }

    /// The more recent of what two sources know.
    pub fn newer(one: Option<Self>, other: Option<Self>) -> Option<Self> {
        match (one, other) {
            (Some(one), Some(other)) if other.is_newer_than(&one) => Some(other),
            (one, other) => one.or(other),
        }
    }

    /// Bytes read from and written to all disks together; `None` where the last row is too old. `hub_now` is by the hub's clock.
    pub fn disks(&self, hub_now: Millis) -> Option<Traffic> {
        self.disks.filter(|_| self.is_of(hub_now))
    }

    /// Speed of the fastest fan, in revolutions per minute.
    pub fn fans(&self, hub_now: Millis) -> Option<f32> {
        self.fans.filter(|_| self.is_of(hub_now))
    }

    /// Network traffic in each direction, where the sum matches the currently reported rate.
    pub fn flow(&self, reported: BytesPerSecond, hub_now: Millis) -> Option<Flow> {
        let lasts = self.source.lasts();
        let of_now = self.flow.filter(|_| self.lasts(lasts, hub_now));
        of_now.filter(|flow| flow.adds_up_to(reported))
    }

    /// The newest flow that is still valid, of what several sources know.
    pub fn newest_flow(
        known: [Option<Self>; 2],
        reported: BytesPerSecond,
        hub_now: Millis,
    ) -> Option<Flow> {
        let told = known.into_iter().flatten();
        let told = told.filter_map(|one| Some((one.at, one.flow(reported, hub_now)?)));
        told.max_by_key(|(at, _)| *at).map(|(_, flow)| flow)
    }

    fn is_of(&self, hub_now: Millis) -> bool {
        self.lasts(LASTS, hub_now)
    }

    fn lasts(&self, time: i64, hub_now: Millis) -> bool {
        hub_now.since(self.at) <= time
    }
}

/// Maximum number of systems kept: more than can be in view at once.
const MOST_KEPT: usize = 2_000;

/// Activity of the systems that have been asked for, by the newest row of each.
#[derive(Debug, Default)]
pub struct KnownActivities {
    of_systems: HashMap<SystemRef, Activity>,
    /// Systems that were dropped and not yet returned by [`Self::take_dropped`].
    dropped: HashSet<SystemRef>,
}

impl KnownActivities {
    pub fn get(&self, of: &SystemRef) -> Option<Activity> {
        self.of_systems.get(of).copied()
    }

    /// Takes in a row of a system. When full, drops the system with the oldest row.
    pub fn take_in(&mut self, of: SystemRef, activity: Activity) {
        let before = self.of_systems.get(&of);
        if before.is_some_and(|before| !activity.is_newer_than(before)) {
            return;
        }
        if before.is_none() && self.of_systems.len() >= MOST_KEPT {
            let oldest = self.of_systems.iter().min_by_key(|(_, known)| known.at);
            if let Some(oldest) = oldest.map(|(of, _)| of.clone()) {
                self.of_systems.remove(&oldest);
                self.dropped.insert(oldest);
            }
        }
        self.dropped.remove(&of);
        self.of_systems.insert(of, activity);
    }

    /// Drops the systems that `is_meant` selects.
    pub fn forget(&mut self, is_meant: impl Fn(&SystemRef) -> bool) {
        let gone = self.of_systems.extract_if(|of, _| is_meant(of));
        self.dropped.extend(gone.map(|(of, _)| of));
    }

    /// The systems dropped since the last call: their rows have to be requested again.
    pub fn take_dropped(&mut self) -> Vec<SystemRef> {
        self.dropped.drain().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{HubId, SystemId};
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

    fn row_at(at: Millis) -> Activity {
        Activity::of(&Sample {
            at,
            ..Sample::default()
        })
    }

    fn of(hub: &str, number: usize) -> SystemRef {
        SystemRef::new(HubId::new(hub), SystemId::new(number.to_string()))
    }

    #[test]
    fn of_too_many_the_oldest_gives_way_and_who_asks_hears_of_it() {
        let mut known = KnownActivities::default();
        let age = |number: usize| NOW.plus(number as i64 * 1_000);
        for number in 0..=MOST_KEPT {
            known.take_in(of("a", number), row_at(age(number)));
        }
        assert!(known.get(&of("a", 0)).is_none());
        assert!((1..=MOST_KEPT).all(|number| known.get(&of("a", number)).is_some()));
        assert_eq!(known.take_dropped(), [of("a", 0)]);
        assert!(known.take_dropped().is_empty());
        // A late row changes nothing.
        known.take_in(of("a", 5), row_at(NOW));
        assert_eq!(known.get(&of("a", 5)), Some(row_at(age(5))));
    }

    #[test]
    fn what_is_known_of_a_hub_goes_with_it() {
        let mut known = KnownActivities::default();
        for hub in ["a", "b"] {
            known.take_in(of(hub, 1), row_at(NOW));
        }
        known.forget(|of| of.hub == HubId::new("a"));
        assert!(known.get(&of("a", 1)).is_none() && known.get(&of("b", 1)).is_some());
        // A system that has returned by then need not be requested again.
        known.take_in(of("a", 1), row_at(NOW));
        assert!(known.take_dropped().is_empty());
        known.forget(|_| true);
        assert_eq!(known.take_dropped().len(), 2);
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
        // Rows of a minute are requested every five minutes: one stays valid until the next is due.
        assert!(told(40_960.0, NOW) && told(40_960.0, NOW.plus(6 * 60_000)));
        // By then an upload may have become a download of the same speed.
        assert!(!told(40_960.0, NOW.plus(6 * 60_000 + 1)));
        assert!(told(40_960.0, NOW.plus(-LASTS)), "a clock set back");
        assert!(!told(409_600.0, NOW));
        // Where the seconds end, the last one stays valid for less time than a row.
        let second = Activity::of_second(&sample);
        let told = |at| second.flow(BytesPerSecond(40_960.0), at).is_some();
        assert!(told(NOW.plus(60_000)) && !told(NOW.plus(60_001)));
    }

    #[test]
    fn where_the_last_second_is_old_the_row_before_it_tells_the_flow() {
        let sample = |at, sent| Sample {
            at,
            sent: rate(sent),
            received: rate(40_960.0 - sent),
            ..Sample::default()
        };
        let row = Activity::of(&sample(NOW, 10_240.0));
        let second = Activity::of_second(&sample(NOW.plus(30_000), 20_480.0));
        let sent = |row, second, after| {
            let flow =
                Activity::newest_flow([row, second], BytesPerSecond(40_960.0), NOW.plus(after));
            flow.map(|flow| flow.sent.0)
        };
        let both = |after| sent(Some(row), Some(second), after);
        assert_eq!(both(31_000), Some(20_480.0));
        assert_eq!(both(120_000), Some(10_240.0));
        assert_eq!(both(360_001), None);
        assert_eq!(sent(None, Some(second), 31_000), Some(20_480.0));
        assert_eq!(sent(Some(row), None, 31_000), Some(10_240.0));
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
