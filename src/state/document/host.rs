//! What the open layout needs of those around it.

use std::sync::Arc;

use crate::domain::layout::Snapshot;

/// Takes what the open layout has to tell.
pub trait DocumentHost {
    /// Says what was done, or why not.
    fn say(&self, words: String);
    /// Another layout, or another state of it, is about to be shown.
    fn show(&self, snapshot: &Arc<Snapshot>);
}
