//! The recovery copy of unsaved changes, in local storage, and the question before the page closes.

use std::rc::Rc;

use super::Document;
use crate::document::machine::event::Event;
use crate::document::machine::recovery::{CopyPlace, FoundCopy, RecoveryTexts};
use crate::domain::stored::{LayoutKey, Saving};
use crate::shell::page;
use crate::shell::storage::{self, Keep};

/// The recovery copies of a layout, of any session.
pub(super) fn found(key: &LayoutKey) -> Vec<FoundCopy> {
    let places = storage::names(Keep::Device).into_iter();
    let places = places.filter_map(|name| CopyPlace::read(key, &name));
    let found = places.filter_map(|place| {
        let text = storage::read(Keep::Device, &place.name())?;
        Some(FoundCopy { place, text })
    });
    found.collect()
}

/// Writes a copy, without its undo steps if there is no room for them. Returns whether it was kept.
pub(super) fn write(place: &CopyPlace, texts: &RecoveryTexts) -> bool {
    let name = place.name();
    storage::write(Keep::Device, &name, &texts.whole)
        || storage::write(Keep::Device, &name, &texts.without_steps)
}

pub(super) fn remove(place: &CopyPlace) {
    storage::remove(Keep::Device, &place.name());
}

/// Removes the recovery copies of a permanently removed layout.
pub(in crate::state) fn forget(key: &LayoutKey) {
    for copy in found(key) {
        remove(&copy.place);
    }
}

impl Document {
    /// Called when the page is hidden or left: copies unsaved changes to storage. Returns whether nothing would be lost.
    pub(in crate::state) fn keep_unsaved(self: &Rc<Self>) -> bool {
        self.dispatch(Event::Hidden);
        !self.machine.borrow().would_be_lost()
    }

    /// Whether the layout on screen can be closed; asks the user if it would be lost.
    pub(in crate::state) fn may_close(self: &Rc<Self>) -> bool {
        self.keep_unsaved()
            || page::confirm("This layout is not saved and would be lost. Close it anyway?")
    }

    /// Lets the browser ask before the page closes while something would be lost.
    pub(in crate::state) fn guard_leaving(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        page::ask_before_leaving(move || {
            let Some(this) = weak.upgrade() else {
                return false;
            };
            let saving = this.machine.borrow().saving();
            saving != Saving::Saved && !this.keep_unsaved()
        });
    }
}
