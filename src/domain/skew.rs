//! Difference between the hub's clock and ours. Browsers hide the hub's `Date` header, so it is estimated from the reports of systems.

use std::collections::VecDeque;

use super::ids::SystemId;
use super::system::{System, SystemStatus};
use super::units::Millis;

/// Number of reports remembered: enough to include one without delay, few enough to follow clocks that drift.
const REMEMBERED: usize = 32;
/// A report later than the others by more than this was delayed, or a clock was set.
const HELD_UP_MS: i64 = 30_000;
/// Two reports written less than this apart say nothing about each other: delayed reports arrive together.
const APART_MS: i64 = 500;
/// What is new in a list was written since the previous list; if that is older than this, the time of writing is too uncertain.
const LISTS_APART_MS: i64 = 90_000;
/// A hub hears from each system once a minute. Two reports closer together than this come from a working hub; if the newest one is older
/// than this by our clock, a clock is wrong.
const AT_WORK_MS: i64 = 60_000;
/// How long a list alone is trusted to show that our clock is ahead: every working hub sends a report within that time.
const LISTED_TRUST_MS: i64 = 90_000;

/// Estimates the difference from reports, each of which arrives some time after the hub has written it: the one with the smallest delay
/// counts. If our clock is set back, that shows at once; if it is set forward, with the second report. Until the first report the clocks
/// are assumed to agree, unless a list shows that they do not: it contains a time after our now, or the newest reports of several systems,
/// close together and all old.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HubClockSkew {
    /// Our clock at arrival minus the hub's at writing, in milliseconds.
    differences: VecDeque<i64>,
    /// A report much later than the others; the next one confirms or refutes that a clock was set.
    doubt: Option<ReportedTime>,
    /// Estimate from a list alone, before any report.
    listed: Option<Listed>,
    last_list: Option<Millis>,
}

/// When a report arrived by our clock, and when the hub wrote it by the hub's.
#[derive(Clone, Copy, Debug, PartialEq)]
struct ReportedTime {
    arrived: Millis,
    written: Millis,
}

/// What a list alone shows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Listed {
    arrived: Millis,
    /// Its newest report, by the hub's clock.
    newest: Millis,
}

impl Listed {
    /// Our clock minus the hub's, as long as the list is trusted; else 0.
    fn difference(self, now: Millis) -> i64 {
        let difference = self.arrived.since(self.newest);
        let is_believed = difference <= 0 || now.since(self.arrived) <= LISTED_TRUST_MS;
        if is_believed { difference } else { 0 }
    }
}

impl ReportedTime {
    const fn difference(self) -> i64 {
        self.arrived.since(self.written)
    }

    /// Whether the two were written at nearly the same time, as those of many systems are.
    fn is_near(self, other: Self) -> bool {
        (1 - APART_MS..APART_MS).contains(&self.written.since(other.written))
    }

    /// Whether the two arrived as far apart as they were written, and not together after a delay.
    fn follows(self, earlier: Self) -> bool {
        let written = self.written.since(earlier.written);
        written >= APART_MS && self.arrived.since(earlier.arrived) >= written / 2
    }
}

impl HubClockSkew {
    /// Learns from a report: `arrived` is by our clock, `written` by the hub's.
    pub fn learn(&mut self, arrived: Millis, written: Millis) {
        let report = ReportedTime { arrived, written };
        let is_late = self
            .least()
            .is_some_and(|least| report.difference().saturating_sub(least) > HELD_UP_MS);
        if !is_late {
            self.doubt = None;
        } else if let Some(earlier) = self.doubt.filter(|earlier| report.follows(*earlier)) {
            self.doubt = None;
            self.differences.clear();
            self.differences.push_back(earlier.difference());
        } else {
            // A report written at nearly the same time leaves the doubt to the next one: many systems report several times in each such
            // span.
            if !self.doubt.is_some_and(|earlier| report.is_near(earlier)) {
                self.doubt = Some(report);
            }
            return;
        }
        if self.differences.len() == REMEMBERED {
            self.differences.pop_front();
        }
        self.differences.push_back(report.difference());
    }

    /// Learns from a whole list that arrived at this time by our clock; `known` gives the last known report of a system. A record of a list
    /// may be of any age, so it counts only where it cannot mislead: if it is new since another recent list, was written after our now, or
    /// is one of several of its age.
    pub fn learn_from_list(
        &mut self,
        arrived: Millis,
        systems: &[System],
        known: &dyn Fn(&SystemId) -> Option<Millis>,
    ) {
        let is_near = self
            .last_list
            .replace(arrived)
            .is_some_and(|last| (0..=LISTS_APART_MS).contains(&arrived.since(last)));
        let (mut newest, mut second, mut newest_news) = (None, None, None);
        for system in systems {
            if system.status == SystemStatus::Up {
                second = second.max(newest.min(system.updated));
                newest = newest.max(system.updated);
                if known(&system.id) != system.updated {
                    newest_news = newest_news.max(system.updated);
                }
            }
        }
        if let Some(news) = newest_news.filter(|_| is_near) {
            self.learn(arrived, news);
        } else if let Some(newest) = newest {
            self.learn_from_newest(arrived, newest, second);
        }
    }

    fn learn_from_newest(&mut self, arrived: Millis, newest: Millis, second: Option<Millis>) {
        if self.listed.is_some_and(|listed| listed.newest == newest) {
            // Nothing new was heard: the trust is not extended.
            return;
        }
        let age = arrived.since(newest);
        let is_at_work = second.is_some_and(|second| newest.since(second) <= AT_WORK_MS);
        let is_evidence = age <= 0 || age > AT_WORK_MS && is_at_work;
        self.listed = is_evidence.then_some(Listed { arrived, newest });
    }

    /// The time by the hub's clock.
    pub fn hub_now(&self, now: Millis) -> Millis {
        let listed = self.listed.map_or(0, |listed| listed.difference(now));
        let ahead = self.least().unwrap_or(listed);
        Millis(now.0.saturating_sub(ahead))
    }

    fn least(&self) -> Option<i64> {
        self.differences.iter().min().copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::health::STALE_AFTER_MS;
    use crate::domain::system::Metrics;

    const MINUTE: i64 = 60_000;
    const START: Millis = Millis(1_795_000_000_000);

    fn system(id: &str, updated: Millis) -> System {
        System {
            id: SystemId::new(id),
            name: id.to_owned(),
            host: String::new(),
            status: SystemStatus::Up,
            metrics: Metrics::default(),
            updated: Some(updated),
        }
    }

    /// Sends a report once a minute; the hub's clock differs from ours by `ahead`. Returns the time after the last one.
    fn reports(skew: &mut HubClockSkew, from: Millis, count: i64, ahead: i64) -> Millis {
        for number in 0..count {
            let now = from.plus(number * MINUTE);
            skew.learn(now.plus(40), now.plus(ahead));
        }
        from.plus(count * MINUTE)
    }

    fn is_current(skew: &HubClockSkew, now: Millis, written: Millis) -> bool {
        let age = skew.hub_now(now).since(written);
        (-MINUTE..=STALE_AFTER_MS).contains(&age)
    }

    #[test]
    fn clocks_are_taken_to_agree_at_first() {
        assert_eq!(HubClockSkew::default().hub_now(Millis(5)), Millis(5));
    }

    #[test]
    fn the_fastest_report_counts() {
        let mut skew = HubClockSkew::default();
        skew.learn(Millis(601_000), Millis(0));
        skew.learn(Millis(700_500), Millis(100_000));
        assert_eq!(skew.hub_now(Millis(800_500)), Millis(200_000));
    }

    #[test]
    fn a_clock_that_is_set_is_followed_within_two_reports_in_both_directions() {
        for (before, after) in [
            (11 * MINUTE, 0),
            (0, 11 * MINUTE),
            (-5 * MINUTE, 90 * MINUTE),
            (90 * MINUTE, -5 * MINUTE),
        ] {
            let mut skew = HubClockSkew::default();
            let now = reports(&mut skew, START, 40, before);
            assert!(is_current(&skew, now, now.plus(before)));
            let now = reports(&mut skew, now, 2, after);
            let last = now.plus(after - MINUTE);
            assert!(is_current(&skew, now, last), "from {before} to {after}");
            // And what is old is still stale.
            assert!(!is_current(&skew, now, last.plus(-4 * MINUTE)));
        }
    }

    #[test]
    fn a_clock_that_is_set_is_followed_however_many_systems_report() {
        // The number of systems that report each minute, and their distance: evenly spread or all at once.
        for (systems, apart) in [(24, 2_500), (1_000, 60), (10_000, 6), (1_000, 1), (50, 0)] {
            for (before, after) in [(0, -11 * MINUTE), (0, 11 * MINUTE)] {
                let mut skew = HubClockSkew::default();
                let mut now = START;
                for ahead in [before, after, after] {
                    for number in 0..systems {
                        let sent = now.plus(number * apart);
                        skew.learn(sent.plus(40), sent.plus(ahead));
                    }
                    now = now.plus(MINUTE);
                }
                let last = now.plus(after - MINUTE);
                assert!(
                    is_current(&skew, now, last),
                    "{systems} systems {apart} ms apart, from {before} to {after}"
                );
            }
        }
    }

    #[test]
    fn what_many_systems_reported_meanwhile_does_not_move_the_clock() {
        let mut skew = HubClockSkew::default();
        let now = reports(&mut skew, START, 5, 0);
        let known = skew.hub_now(now);
        // Ten minutes of the reports of a thousand systems come within five seconds.
        let held_until = now.plus(10 * MINUTE);
        for number in 0..10_000 {
            skew.learn(held_until.plus(number / 2), now.plus(number * 60));
        }
        let moved = skew.hub_now(now).since(known);
        assert!(moved.abs() < HELD_UP_MS, "{moved}");
    }

    #[test]
    fn reports_that_were_held_up_together_do_not_move_the_clock() {
        let mut skew = HubClockSkew::default();
        let now = reports(&mut skew, START, 5, 0);
        let known = skew.hub_now(now);
        // Ten minutes of reports arrive at once.
        for number in 0..10 {
            skew.learn(now.plus(10 * MINUTE + number), now.plus(number * MINUTE));
        }
        assert_eq!(skew.hub_now(now), known);
        // A single delayed one changes nothing either.
        let now = reports(&mut skew, now.plus(11 * MINUTE), 1, 0);
        skew.learn(now.plus(2 * MINUTE), now);
        reports(&mut skew, now.plus(2 * MINUTE), 1, 0);
        assert_eq!(
            skew.hub_now(now),
            known.plus(now.since(START.plus(5 * MINUTE)))
        );
    }

    #[test]
    fn a_list_from_our_future_shows_a_hub_that_is_ahead_and_an_old_one_shows_nothing() {
        let list = |updated| {
            let mut skew = HubClockSkew::default();
            skew.learn_from_list(START, &[system("a", updated)], &|_| None);
            skew.hub_now(START)
        };
        assert_eq!(list(START.plus(11 * MINUTE)), START.plus(11 * MINUTE));
        assert_eq!(
            list(START.plus(-11 * MINUTE)),
            START,
            "dead for eleven minutes, for all we know"
        );
        let mut skew = HubClockSkew::default();
        skew.learn_from_list(START, &[system("a", START.plus(11 * MINUTE))], &|_| None);
        skew.learn(START.plus(10), START);
        assert_eq!(
            skew.hub_now(START),
            START.plus(-10),
            "a report knows better"
        );
    }

    #[test]
    fn a_list_of_a_hub_at_work_shows_that_our_clock_is_ahead() {
        // Ten minutes ahead: every report of the list is ten minutes old and more.
        let hub = |now: Millis| now.plus(-10 * MINUTE);
        let reported = |seconds: i64| hub(START).plus(-1000 * seconds);
        let list = [
            system("a", reported(50)),
            system("b", reported(5)),
            system("c", reported(31)),
        ];
        let mut skew = HubClockSkew::default();
        skew.learn_from_list(START, &list, &|_| None);
        assert!(is_current(&skew, START, reported(50)));
        // What is older than the others is still stale.
        assert!(!is_current(&skew, START, reported(200)));
        // The same list once more, as after going live.
        let known = |id: &SystemId| list.iter().find(|one| one.id == *id)?.updated;
        skew.learn_from_list(START.plus(400), &list, &known);
        assert!(is_current(&skew, START.plus(60_000), reported(50)));
        // A working hub reports soon; the list of one that does not is not trusted.
        let later = START.plus(100_000);
        skew.learn_from_list(later, &list, &known);
        assert_eq!(skew.hub_now(later), later);
        skew.learn(later, hub(later));
        assert_eq!(skew.hub_now(later), hub(later));
    }

    #[test]
    fn systems_that_fell_silent_one_after_another_show_nothing() {
        let mut skew = HubClockSkew::default();
        let list = [
            system("a", START.plus(-10 * MINUTE)),
            system("b", START.plus(-45 * MINUTE)),
        ];
        skew.learn_from_list(START, &list, &|_| None);
        assert_eq!(skew.hub_now(START), START);
    }

    #[test]
    fn what_is_new_in_a_list_counts_like_a_report() {
        let mut skew = HubClockSkew::default();
        // The hub is eleven minutes behind, and only lists come.
        let hub = |now: Millis| now.plus(-11 * MINUTE);
        let mut known = START.plus(-12 * MINUTE);
        for number in 0..3 {
            let now = START.plus(number * MINUTE);
            let updated = hub(now).plus(-20_000);
            skew.learn_from_list(now, &[system("a", updated)], &|_| Some(known));
            known = updated;
            assert_eq!(is_current(&skew, now, updated), number > 0);
        }
        // The same list once more, and one after an hour, are no news of the clock.
        let settled = skew.hub_now(START);
        skew.learn_from_list(START.plus(3 * MINUTE), &[system("a", known)], &|_| {
            Some(known)
        });
        skew.learn_from_list(START.plus(99 * MINUTE), &[system("a", START)], &|_| {
            Some(known)
        });
        assert_eq!(skew.hub_now(START), settled);
    }

    #[test]
    fn extreme_times_do_not_overflow() {
        let mut skew = HubClockSkew::default();
        for (arrived, written) in [
            (i64::MIN, i64::MAX),
            (i64::MAX, i64::MIN),
            (i64::MAX, i64::MAX),
            (0, i64::MIN),
        ] {
            skew.learn(Millis(arrived), Millis(written));
            skew.learn_from_list(Millis(arrived), &[system("a", Millis(written))], &|_| None);
            _ = skew.hub_now(Millis(i64::MAX));
            _ = skew.hub_now(Millis(i64::MIN));
        }
    }
}
