//! When to repeat a request whose answer changes slowly. Pure: the time in, whether to ask out.

use crate::domain::units::Millis;

/// Time after which a failed request is retried, in milliseconds.
const FAILED_AGAIN: i64 = 15_000;

/// One repeated request: when it was last made, and whether it failed.
#[derive(Clone, Copy, Debug)]
pub struct RepeatTimer {
    /// Time after which it is repeated, in milliseconds.
    again: i64,
    asked: Option<Millis>,
    has_failed: bool,
}

impl RepeatTimer {
    /// A request made at most once every `again` milliseconds.
    pub const fn every(again: i64) -> Self {
        Self {
            again,
            asked: None,
            has_failed: false,
        }
    }

    /// Whether it is time to ask; then it counts as asked.
    pub fn ask(&mut self, now: Millis) -> bool {
        let wait = if self.has_failed {
            FAILED_AGAIN
        } else {
            self.again
        };
        // A clock that was set back must not lengthen the wait.
        let is_due = self
            .asked
            .is_none_or(|asked| !(0..wait).contains(&now.since(asked)));
        if is_due {
            self.asked = Some(now);
        }
        is_due
    }

    /// The hub has answered, or the request failed.
    pub fn answered(&mut self, has_failed: bool) {
        self.has_failed = has_failed;
    }

    /// Whether the last request failed.
    pub fn has_failed(&self) -> bool {
        self.has_failed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Millis = Millis(1_000_000);

    fn after(seconds: i64) -> Millis {
        START.plus(seconds * 1_000)
    }

    #[test]
    fn it_is_asked_once_and_again_when_it_is_old() {
        let mut alerts = RepeatTimer::every(60_000);
        assert!(alerts.ask(START));
        assert!(!alerts.ask(after(1)), "on its way");
        alerts.answered(false);
        assert!(!alerts.ask(after(59)));
        assert!(alerts.ask(after(60)));
    }

    #[test]
    fn a_failure_is_asked_again_sooner_until_it_passes() {
        let mut alerts = RepeatTimer::every(600_000);
        assert!(alerts.ask(START));
        alerts.answered(true);
        assert!(alerts.has_failed() && !alerts.ask(after(14)));
        assert!(alerts.ask(after(15)));
        assert!(!alerts.ask(after(16)), "on its way");
        alerts.answered(false);
        assert!(!alerts.has_failed() && !alerts.ask(after(100)));
    }

    #[test]
    fn a_clock_that_is_set_back_keeps_nothing_waiting() {
        let mut alerts = RepeatTimer::every(60_000);
        assert!(alerts.ask(START));
        alerts.answered(false);
        assert!(alerts.ask(after(-3_600)));
        assert!(!alerts.ask(after(-3_599)));
    }
}
