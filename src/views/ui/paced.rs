//! Values that change faster than anyone can read.

use std::time::Duration;

use leptos::prelude::*;

use super::dynamic::effect;
use crate::state::timer::PageTimer;

/// Follows a value at a limited rate: at once if it has not changed for `apart`, otherwise after that time.
pub fn paced<T>(source: Memo<T>, apart: Duration) -> ReadSignal<T>
where
    T: Clone + PartialEq + Send + Sync + 'static,
{
    let pace = PacedValue {
        source,
        apart,
        shown: RwSignal::new(source.get_untracked()),
        waiting: StoredValue::new_local(None),
    };
    effect(move || {
        source.with(|_| ());
        pace.look();
    });
    pace.shown.read_only()
}

/// Anything open for less is only passed by.
const MOMENT: Duration = Duration::from_millis(60);

/// Runs `work` in a moment, unless the current owner is gone or runs again by then: passing by something causes no request.
pub fn in_a_moment(work: impl FnOnce() + 'static) {
    // Without a timer it is not done.
    if let Ok(timer) = set_timeout(work, MOMENT) {
        on_cleanup(move || timer.clear());
    }
}

struct PacedValue<T: Send + Sync + 'static> {
    source: Memo<T>,
    apart: Duration,
    shown: RwSignal<T>,
    /// Pending until the value may change again. Not a timer of the effect, which runs on each change and would cancel it.
    waiting: StoredValue<Option<PageTimer>, LocalStorage>,
}

impl<T: Send + Sync + 'static> Clone for PacedValue<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for PacedValue<T> {}

impl<T: Clone + PartialEq + Send + Sync + 'static> PacedValue<T> {
    fn look(self) {
        if self.waiting.with_value(Option::is_some) {
            return;
        }
        let now = self.source.get_untracked();
        if self.shown.with_untracked(|shown| *shown == now) {
            return;
        }
        self.shown.set(now);
        let again = move || {
            self.waiting.set_value(None);
            self.look();
        };
        // Without a timer, the next change of the source updates the value.
        self.waiting.set_value(PageTimer::start(self.apart, again));
    }
}
