//! A timer of which there is one at a time.

use std::cell::RefCell;
use std::time::Duration;

use crate::domain::units::Millis;
use crate::state::time;
use crate::state::timer::PageTimer;

/// The longest wait: clocks are set, and whoever is woken too early looks again.
const LONGEST_MS: i64 = 600_000;

/// Ends with its owner.
#[derive(Default)]
pub(super) struct WakeTimer(RefCell<Option<PageTimer>>);

impl WakeTimer {
    /// In place of what was to come before.
    pub(super) fn wake_at(&self, at: Millis, wake: impl FnOnce() + 'static) {
        let wait = at.since(time::now()).clamp(1, LONGEST_MS) as u64;
        let next = PageTimer::start(Duration::from_millis(wait), wake);
        *self.0.borrow_mut() = next;
    }
}
