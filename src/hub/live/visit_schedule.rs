//! When to keep what is known of the hubs for the next visit, and when to refresh the displayed age of the last one.

use std::collections::HashMap;

use crate::domain::ids::HubId;
use crate::domain::units::Millis;

/// Minimum time between writes while the page is visible, in milliseconds.
const APART_MS: i64 = 180_000;
/// Interval at which an age in minutes is refreshed, in milliseconds.
const AGE_MS: i64 = 60_000;
/// Interval at which an age in seconds is refreshed, in milliseconds, however many hubs report meanwhile.
const YOUNG_AGE_MS: i64 = 5_000;

/// What was last done when, by the browser's clock. Setting that clock back makes everything due.
#[derive(Debug)]
pub struct VisitSchedule {
    /// When the last attempt to keep each hub was made.
    tried: HashMap<HubId, Millis>,
    /// When the age was last refreshed.
    age_refreshed: Millis,
}

impl VisitSchedule {
    /// Counts the age as fresh at `now`.
    pub fn new(now: Millis) -> Self {
        Self {
            tried: HashMap::new(),
            age_refreshed: now,
        }
    }

    /// Whether it is time to keep a hub.
    pub fn is_due(&self, hub: &HubId, now: Millis) -> bool {
        let tried = self.tried.get(hub);
        tried.is_none_or(|at| is_over(*at, APART_MS, now))
    }

    /// Notes an attempt, whether or not it succeeds: one that finds no room, or is not allowed, is not repeated at every report.
    pub fn note_try(&mut self, hub: &HubId, now: Millis) {
        self.tried.insert(hub.clone(), now);
    }

    /// Forgets a hub that was left.
    pub fn forget(&mut self, hub: &HubId) {
        self.tried.remove(hub);
    }

    /// Forgets all hubs.
    pub fn forget_all(&mut self) {
        self.tried.clear();
    }

    /// Whether the age of the last visit is to be refreshed; if so, counts it as refreshed. `None` if no visit is shown.
    pub fn is_age_due(&mut self, visit: Option<Millis>, now: Millis) -> bool {
        let is_due = visit.is_some_and(|visit| {
            // One step longer than the age is shown in seconds: otherwise the last of those would stay for another minute.
            let is_young = !is_over(visit, 2 * AGE_MS + YOUNG_AGE_MS, now);
            let wait = if is_young { YOUNG_AGE_MS } else { AGE_MS };
            is_over(self.age_refreshed, wait, now)
        });
        if is_due {
            self.age_refreshed = now;
        }
        is_due
    }
}

fn is_over(since: Millis, wait: i64, now: Millis) -> bool {
    !(0..wait).contains(&now.since(since))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::format;

    const START: Millis = Millis(1_795_000_000_000);

    #[test]
    fn what_could_not_be_kept_is_not_tried_with_every_sign_of_time() {
        let [a, b] = ["a", "b"].map(HubId::new);
        let mut schedule = VisitSchedule::new(START);
        assert!(schedule.is_due(&a, START));
        schedule.note_try(&a, START);
        let soon = START.plus(APART_MS - 1);
        assert!(!schedule.is_due(&a, soon) && schedule.is_due(&b, soon));
        assert!(schedule.is_due(&a, START.plus(APART_MS)));
        assert!(
            schedule.is_due(&a, START.plus(-1)),
            "the clock was set back"
        );
        schedule.forget(&a);
        assert!(schedule.is_due(&a, soon), "of a new session");
    }

    /// When the age of a visit is refreshed within this many seconds, with a report every half second.
    fn refresh_times(visit: Option<Millis>, seconds: i64) -> Vec<Millis> {
        let mut schedule = VisitSchedule::new(START);
        let signs = (0..seconds * 2).map(|half| START.plus(half * 500));
        signs
            .filter(|now| schedule.is_age_due(visit, *now))
            .collect()
    }

    fn refreshes(visit: Option<Millis>, seconds: i64) -> usize {
        refresh_times(visit, seconds).len()
    }

    #[test]
    fn the_words_that_are_told_are_never_much_older_than_they_say() {
        for age_of_page in [0, 1_300, 58_000, 118_000, 3 * 3_600_000] {
            let visit = START.plus(-age_of_page);
            let mut words = format::age(visit, START);
            let mut wrong_since = None;
            let refreshes = refresh_times(Some(visit), 900);
            for now in (0..900).map(|second| START.plus(second * 1_000)) {
                if let Some(at) = refreshes.iter().rfind(|at| **at <= now) {
                    words = format::age(visit, *at);
                }
                if words == format::age(visit, now) {
                    wrong_since = None;
                    continue;
                }
                let since: Millis = *wrong_since.get_or_insert(now);
                let late = now.since(since);
                let most = if age_of_page < 120_000 {
                    YOUNG_AGE_MS
                } else {
                    AGE_MS
                };
                assert!(late <= most, "{words}, {late} ms late");
            }
        }
    }

    #[test]
    fn an_age_is_told_as_often_as_its_words_change_however_many_hubs_there_are() {
        assert_eq!(refreshes(None, 600), 0);
        // Every five seconds at first, every minute once it is two minutes old.
        assert_eq!(refreshes(Some(START), 60), 11);
        assert_eq!(refreshes(Some(START), 600), 24 + 7);
        assert_eq!(refreshes(Some(START.plus(-3 * 3_600_000)), 600), 9);
    }
}
