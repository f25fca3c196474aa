//! Opens and closes dialogs.

use leptos::prelude::*;

use crate::state::app::App;
use crate::state::dialog::Dialog;

impl App {
    /// Opens a dialog, replacing any that is open.
    pub fn open_dialog(&self, dialog: Dialog) {
        self.inner().dialog.set(Some(dialog));
    }

    pub fn has_open(&self, dialog: &Dialog) -> bool {
        let open = &self.inner().dialog;
        open.with_untracked(|open| open.as_ref() == Some(dialog))
    }

    pub fn close_dialog(&self) {
        let open = &self.inner().dialog;
        if open.with_untracked(Option::is_some) {
            open.set(None);
        }
    }
}
