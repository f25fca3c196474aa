//! The recovery copy of what is not saved yet, in the browser's small storage, and the question before the page closes.

use std::rc::Rc;

use super::Document;
use crate::document::machine::event::{Event, RecoveryTexts};
use crate::domain::stored::{LayoutKey, Saving};
use crate::shell::page;
use crate::shell::storage::{self, Keep};

fn place(key: &LayoutKey) -> String {
    format!("unsaved {}", key.as_str())
}

pub(super) fn read(key: &LayoutKey) -> Option<String> {
    storage::read(Keep::Device, &place(key))
}

/// Whether it is kept, with its undo steps or without.
pub(super) fn write(key: &LayoutKey, texts: &RecoveryTexts) -> bool {
    let place = place(key);
    storage::write(Keep::Device, &place, &texts.whole)
        || storage::write(Keep::Device, &place, &texts.without_steps)
}

pub(super) fn remove(key: &LayoutKey) {
    storage::remove(Keep::Device, &place(key));
}

impl Document {
    /// The page is hidden or goes away: what is on screen only is copied to where it survives. Whether nothing would be lost now.
    pub(in crate::state) fn keep_unsaved(self: &Rc<Self>) -> bool {
        self.dispatch(Event::Hidden);
        !self.machine.borrow().would_be_lost()
    }

    /// Whether the layout on screen can be closed: asks where it would be lost.
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
