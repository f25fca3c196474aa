//! Counts in tests how many items of tables are looked at: what a change costs, without a clock.

use std::cell::Cell;

thread_local! {
    static LOOKED_AT: Cell<usize> = const { Cell::new(0) };
}

/// An item is looked at.
pub(super) fn count() {
    LOOKED_AT.set(LOOKED_AT.get() + 1);
}

/// How many items some work looks at, each as often as it does.
pub fn looked_at(work: impl FnOnce()) -> usize {
    let before = LOOKED_AT.get();
    work();
    LOOKED_AT.get() - before
}
