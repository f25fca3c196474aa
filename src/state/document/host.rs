//! What the open layout needs of those around it.

use std::sync::Arc;

use crate::domain::layout::Snapshot;

/// Takes what the open layout has to tell.
pub trait DocumentHost {
    /// Says what was done, or why not.
    fn say(&self, words: String);
    /// Says what was changed, or undone or redone.
    fn say_step(&self, words: String, can_undo: bool);
    /// Another layout, or another state of it, is about to be shown.
    fn show(&self, snapshot: &Arc<Snapshot>);
}
