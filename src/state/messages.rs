//! What was done last, to be read aloud and shown for a moment.

use leptos::prelude::*;

/// Clones say things in the same place.
#[derive(Clone)]
pub struct Messages(ArcRwSignal<Option<String>>);

impl Messages {
    pub(super) fn new() -> Self {
        Self(ArcRwSignal::new(None))
    }

    pub fn say(&self, message: impl Into<String>) {
        self.0.set(Some(message.into()));
    }

    /// The last message; `None` before the first one.
    pub fn latest(&self) -> ArcRwSignal<Option<String>> {
        self.0.clone()
    }
}
