//! The latest announcements, to be read aloud and shown for a moment.

use std::cell::RefCell;
use std::rc::Rc;

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
    ways_back: Rc<RefCell<Vec<(u64, WayBack)>>>,
}

/// What takes back something outside the layout: makes it anew, or removes it.
type WayBack = Box<dyn FnOnce()>;

impl Messages {
    pub(super) fn new() -> Self {
        Self {
            latest: ArcRwSignal::new(None),
            toasts: ArcRwSignal::new(Toasts::default()),
            layout: ArcRwSignal::new(None),
            ways_back: Rc::default(),
        }
    }

    pub fn say(&self, message: impl Into<String>) {
        self.say_about(message.into(), ToastSubject::Other);
    }

    /// Announces what the screen shows anyway to screen readers only.
    pub(super) fn announce(&self, words: String) {
        self.latest.set(Some(words));
    }

    pub(super) fn say_about(&self, words: String, about: ToastSubject) {
        self.announce(words.clone());
        let now = clock::now();
        self.toasts.update(|toasts| {
            toasts.say(words, about, now);
        });
    }

    /// Says what was done outside the layout. While that is shown, it can be taken back.
    pub(super) fn say_with_way_back(&self, words: String, way_back: impl FnOnce() + 'static) {
        self.latest.set(Some(words.clone()));
        let now = clock::now();
        let said = self.toasts.try_update(|toasts| {
            let id = toasts.say(words, ToastSubject::WithWayBack, now);
            let shown: Vec<u64> = toasts.shown().iter().map(|toast| toast.id).collect();
            (id, shown)
        });
        if let Some((id, shown)) = said {
            let mut ways_back = self.ways_back.borrow_mut();
            ways_back.retain(|(id, _)| shown.contains(id));
            ways_back.push((id, Box::new(way_back)));
        }
    }

    /// Takes back what that message tells of, in place of the message.
    pub fn take_back(&self, id: u64) {
        self.toasts.update(|toasts| toasts.remove(id));
        let way_back = {
            let mut ways_back = self.ways_back.borrow_mut();
            let place = ways_back.iter().position(|(of, _)| *of == id);
            place.map(|place| ways_back.remove(place))
        };
        if let Some((_, way_back)) = way_back {
            way_back();
        }
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
