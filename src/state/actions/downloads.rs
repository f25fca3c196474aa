//! Hands files to the browser for download, and announces it.

use leptos::prelude::*;

use crate::domain::io::export::name::file_name;
use crate::domain::io::json;
use crate::shell::files;
use crate::state::app::App;
use crate::state::files::FileKind;
use crate::state::part::lazy_part;
use crate::state::time;

lazy_part!(editor: fn load_download_layout() -> fn(App) = App::download_layout_now);

impl App {
    /// The name of a file about this layout, or about a part of it.
    pub fn file_name(&self, part: &str, kind: FileKind) -> String {
        let snapshot = self.inner().document.snapshot();
        let layout = snapshot.with_untracked(|snapshot| snapshot.layout.name.clone());
        file_name(&[&layout, part, &time::today()], kind.extension())
    }

    /// Hands a file to the browser for download, and announces the result.
    pub fn download(&self, name: &str, kind: FileKind, bytes: &[u8]) {
        let taken = files::download(name, kind.media_type(), bytes);
        self.say_downloaded(name, taken);
    }

    pub fn say_downloaded(&self, name: &str, taken: bool) {
        self.say(if taken {
            format!("Saved {name}")
        } else {
            format!("The browser did not take {name}")
        });
    }

    /// Downloads the whole layout, links included, once that part of the program is loaded.
    pub fn download_layout(&self) {
        self.with_part(load_download_layout(), |app, download| download(app));
    }

    fn download_layout_now(self) {
        let snapshot = self.inner().document.snapshot();
        let text = snapshot.with_untracked(|snapshot| json::write(&snapshot.layout));
        self.download(
            &self.file_name("", FileKind::Json),
            FileKind::Json,
            text.as_bytes(),
        );
    }
}
