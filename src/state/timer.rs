//! Timers for services and screens that no reactive scope ends.

use std::time::Duration;

use crate::shell::timer;

/// Waits to do its work; dropped before that, it never does it.
pub struct PageTimer(
    #[expect(dead_code, reason = "held, so that it is not dropped")] timer::RunningTimer,
);

impl PageTimer {
    /// `None` only while the page is being torn down.
    pub fn start(wait: Duration, work: impl FnOnce() + 'static) -> Option<Self> {
        timer::RunningTimer::start(wait, work).map(Self)
    }
}

/// Does it after so long, whatever becomes of the scope that asks for it.
pub fn after(wait: Duration, work: impl FnOnce() + 'static) {
    timer::after(wait, work);
}
