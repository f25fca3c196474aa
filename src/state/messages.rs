//! The latest announcements, to be read aloud and shown for a moment.

use leptos::prelude::*;

use crate::domain::ids::LayoutId;
use crate::domain::toasts::{ToastSubject, Toasts};
use crate::shell::clock;

/// Clones share the messages.
#[derive(Clone)]
pub struct Messages {
    latest: ArcRwSignal<Option<String>>,
    toasts: ArcRwSignal<Toasts>,
    layout: ArcRwSignal<Option<LayoutId>>,
}

impl Messages {
    pub(super) fn new() -> Self {
        Self {
            latest: ArcRwSignal::new(None),
            toasts: ArcRwSignal::new(Toasts::default()),
            layout: ArcRwSignal::new(None),
        }
    }

    pub fn say(&self, message: impl Into<String>) {
        self.say_about(message.into(), ToastSubject::Other);
    }

    pub(super) fn say_about(&self, words: String, about: ToastSubject) {
        self.latest.set(Some(words.clone()));
        let now = clock::now();
        self.toasts.update(|toasts| toasts.say(words, about, now));
    }

    /// Sets the layout on screen; a change of layout removes the offer to undo.
    pub(super) fn of_layout(&self, layout: LayoutId) {
        let before = self
            .layout
            .try_update_untracked(|known| known.replace(layout));
        if before != Some(Some(layout)) {
            self.toasts.update(Toasts::forget_undo);
        }
    }

    /// The last message, to be read aloud; `None` before the first one.
    pub fn latest(&self) -> ArcRwSignal<Option<String>> {
        self.latest.clone()
    }

    /// The toasts on screen.
    pub fn toasts(&self) -> ArcRwSignal<Toasts> {
        self.toasts.clone()
    }
}
