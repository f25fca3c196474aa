//! Counts in tests how many table items are visited: the cost of a change without a clock.

use std::cell::Cell;

thread_local! {
    static LOOKED_AT: Cell<usize> = const { Cell::new(0) };
}

/// Counts one visited item.
pub(super) fn count() {
    LOOKED_AT.set(LOOKED_AT.get() + 1);
}

/// The number of items that `work` visits, counting repeated visits.
pub fn looked_at(work: impl FnOnce()) -> usize {
    let before = LOOKED_AT.get();
    work();
    LOOKED_AT.get() - before
}
