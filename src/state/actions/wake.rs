//! A timer with at most one pending call.

use std::cell::RefCell;
use std::time::Duration;

use crate::domain::units::Millis;
use crate::state::time;
use crate::state::timer::PageTimer;

/// Longest wait, in milliseconds: the clock may be set, and whoever is woken too early checks again.
const LONGEST_MS: i64 = 600_000;

/// Dropping it cancels the pending call.
#[derive(Default)]
pub(super) struct WakeTimer(RefCell<Option<PageTimer>>);

impl WakeTimer {
    /// Schedules a call, replacing the pending one.
    pub(super) fn wake_at(&self, at: Millis, wake: impl FnOnce() + 'static) {
        let wait = at.since(time::now()).clamp(1, LONGEST_MS) as u64;
        let next = PageTimer::start(Duration::from_millis(wait), wake);
        *self.0.borrow_mut() = next;
    }
}
