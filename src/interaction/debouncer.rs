//! A debouncer: detects when something has not happened for a while. Needs only one timer at a time, however often it happens.

/// All times are in milliseconds from any fixed time.
#[derive(Clone, Copy, Debug)]
pub struct Debouncer {
    wait: f64,
    last: f64,
    is_timed: bool,
}

/// The meaning of a timer that has run out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Elapsed {
    /// It has been quiet for long enough.
    Quiet,
    /// It has happened meanwhile: start another timer of this length.
    NotYet(f64),
}

impl Debouncer {
    /// `wait` is how long it has to be quiet.
    pub const fn new(wait: f64) -> Self {
        Self {
            wait,
            last: 0.0,
            is_timed: false,
        }
    }

    /// Notes that it happens. Returns the length of the timer to start, unless one is running.
    pub fn happen(&mut self, now: f64) -> Option<f64> {
        self.last = now;
        let starts = !std::mem::replace(&mut self.is_timed, true);
        starts.then_some(self.wait)
    }

    /// Handles the timer.
    pub fn on_timer(&mut self, now: f64) -> Elapsed {
        let left = self.last + self.wait - now;
        // Browsers round times, and timers may come a little early.
        self.is_timed = left > 1.0;
        if self.is_timed {
            Elapsed::NotYet(left)
        } else {
            Elapsed::Quiet
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_gesture_needs_few_timers() {
        let mut debouncer = Debouncer::new(160.0);
        let (mut timers, mut due) = (0, f64::INFINITY);
        for frame in 0..120 {
            let now = f64::from(frame) * 16.0;
            if now >= due {
                let Elapsed::NotYet(left) = debouncer.on_timer(now) else {
                    panic!("the gesture goes on");
                };
                (timers, due) = (timers + 1, now + left);
            }
            if let Some(wait) = debouncer.happen(now) {
                (timers, due) = (timers + 1, now + wait);
            }
        }
        assert!(timers <= 14, "{timers} timers for 120 frames");
        assert_eq!(debouncer.on_timer(119.0 * 16.0 + 160.0), Elapsed::Quiet);
        assert_eq!(debouncer.happen(10_000.0), Some(160.0), "the next gesture");
    }
}
