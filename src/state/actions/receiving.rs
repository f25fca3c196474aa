//! Takes files that were chosen or dropped, and opens the dialog for them.

use leptos::prelude::*;
use web_sys::FileList;

use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::state::incoming::Incoming;
use crate::state::screen::Screen;

impl App {
    /// Opens the dialog that shows their contents; on the start page, along with the racks drawn without a hub.
    pub fn receive_files(&self, list: &FileList) {
        let files = (0..list.length()).filter_map(|n| list.get(n));
        let files: Vec<Incoming> = files.map(Incoming::file).collect();
        if files.is_empty() {
            return;
        }
        let inner = self.inner();
        inner.incoming.update(|incoming| incoming.extend(files));
        if inner
            .screen
            .with_untracked(|screen| *screen != Screen::Racks)
        {
            self.open_local(None);
        }
        // An open dialog takes them as they arrive.
        if !self.has_open(&Dialog::Import) {
            self.open_dialog(Dialog::Import);
        }
    }
}
