//! Reads files that were chosen or dropped, and opens the dialog for them.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::FileList;

use crate::domain::io::limits::MAX_FILE;
use crate::state::app::App;
use crate::state::dialog::Dialog;
use crate::state::files;
use crate::state::incoming::Incoming;
use crate::state::screen::Screen;
use crate::state::spawn;

impl App {
    /// Reads files and opens the dialog that says what is in them; on the first page, beside racks drawn without a hub.
    pub fn receive_files(&self, list: &FileList) {
        let files: Vec<_> = (0..list.length()).filter_map(|n| list.get(n)).collect();
        if files.is_empty() {
            return;
        }
        let app = *self;
        spawn(async move {
            let mut read = Vec::with_capacity(files.len());
            for file in files {
                let content = files::read(&file, MAX_FILE).await;
                read.push(Incoming {
                    name: file.name(),
                    content: content.map(Arc::new),
                });
            }
            let inner = app.inner();
            inner.incoming.update(|incoming| incoming.extend(read));
            if inner
                .screen
                .with_untracked(|screen| *screen != Screen::Racks)
            {
                app.open_local(None);
            }
            // Open already, it takes them as they come.
            if !app.has_open(&Dialog::Import) {
                app.open_dialog(Dialog::Import);
            }
        });
    }
}
