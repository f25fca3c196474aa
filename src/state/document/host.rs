//! What the open layout needs from its surroundings.

use std::sync::Arc;

use crate::domain::layout::Snapshot;

/// Receives messages and states of the open layout.
pub trait DocumentHost {
    /// Says what was done, or why not.
    fn say(&self, words: String);
    /// Says what was changed, or undone or redone.
    fn say_step(&self, words: String, can_undo: bool);
    /// Called before another layout, or another state of it, is shown.
    fn show(&self, snapshot: &Arc<Snapshot>);
}
