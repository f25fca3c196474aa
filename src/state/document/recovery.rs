//! The recovery copy of what is not saved yet, in the browser's small storage, and the question before the page closes.

use crate::document::machine::event::{Event, RecoveryTexts};
use crate::domain::stored::{LayoutKey, Saving};

use crate::shell::page;
use crate::shell::storage::{self, Keep};
use crate::state::app::App;

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

impl App {
    /// The page is hidden or goes away: what is on screen only is copied to where it survives. Whether nothing would be lost now.
    pub(in crate::state) fn keep_unsaved(&self) -> bool {
        self.dispatch(Event::Hidden);
        !self.inner().document.machine.borrow().would_be_lost()
    }

    /// Whether the layout on screen can be closed: asks where it would be lost.
    pub(in crate::state) fn may_close(&self) -> bool {
        self.keep_unsaved()
            || page::confirm("This layout is not saved and would be lost. Close it anyway?")
    }

    /// Lets the browser ask before the page closes while something would be lost.
    pub(in crate::state) fn guard_leaving(&self) {
        let app = *self;
        page::ask_before_leaving(move || {
            let Some(inner) = app.try_inner() else {
                return false;
            };
            let saving = inner.document.machine.borrow().saving();
            saving != Saving::Saved && !app.keep_unsaved()
        });
    }

    /// Tries the browser's storage once more: to open what is saved where that failed, else to save what is on screen.
    pub fn try_storage_again(&self) {
        self.dispatch(Event::SaveAgain);
    }
}
