//! Timers of services and screens that outlive reactive scopes.

use std::time::Duration;

use crate::shell::timer;

/// A pending callback; dropping it cancels the callback.
pub struct PageTimer(
    #[expect(dead_code, reason = "held, so that it is not dropped")] timer::RunningTimer,
);

impl PageTimer {
    /// `None` only while the page is being torn down.
    pub fn start(wait: Duration, work: impl FnOnce() + 'static) -> Option<Self> {
        timer::RunningTimer::start(wait, work).map(Self)
    }
}

/// Runs `work` after the wait, even if the calling scope has ended.
pub fn after(wait: Duration, work: impl FnOnce() + 'static) {
    timer::after(wait, work);
}
