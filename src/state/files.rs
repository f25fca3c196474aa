//! Files for screens: what the browser hands in, and what is handed to it.

use leptos::prelude::*;
use web_sys::{Blob, File, HtmlInputElement};

use super::app::App;
use super::file_error::ReadError;
use super::part::lazy_part;
use super::time;
use crate::domain::io::export::name::file_name;
use crate::domain::io::json;
use crate::shell::files;

/// An address inside this page for something it has made, for as long as this value lives.
#[derive(Debug)]
pub struct Address(files::Address);

impl Address {
    /// `None` where the browser gives none.
    pub fn of(kind: &str, bytes: &[u8]) -> Option<Self> {
        files::Address::of(kind, bytes).map(Self)
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// The content of a chosen or dropped file of at most that many bytes.
pub(super) async fn read(file: &File, most: usize) -> Result<Vec<u8>, ReadError> {
    Ok(files::read(file, most).await?)
}

/// Hands the browser something it has made itself, to keep under that name. False where it takes none.
pub fn download_blob(name: &str, blob: &Blob) -> bool {
    files::download_blob(name, blob)
}

/// Puts a text that a field shows on the clipboard. False where that is not possible; the text is selected then.
pub async fn copy(text: &str, shown_in: &HtmlInputElement) -> bool {
    files::copy(text, shown_in).await
}

/// Puts a text that no field shows on the clipboard. False where pages may not.
pub async fn copy_unseen(text: &str) -> bool {
    files::copy_unseen(text).await
}

/// What kind of file it is, for browsers and for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Json,
    Svg,
    Png,
    Pdf,
    Csv,
    Yaml,
    Text,
}

impl FileKind {
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Svg => "svg",
            Self::Png => "png",
            Self::Pdf => "pdf",
            Self::Csv => "csv",
            Self::Yaml => "rackula.yaml",
            Self::Text => "txt",
        }
    }

    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
            Self::Csv => "text/csv;charset=utf-8",
            Self::Yaml => "application/yaml",
            Self::Text => "text/plain;charset=utf-8",
        }
    }
}

lazy_part!(editor: fn load_download_layout() -> fn(App) = App::download_layout_now);

impl App {
    /// The name of a file about this layout, or about a part of it.
    pub fn file_name(&self, part: &str, kind: FileKind) -> String {
        let snapshot = self.inner().document.snapshot();
        let layout = snapshot.with_untracked(|snapshot| snapshot.layout.name.clone());
        file_name(&[&layout, part, &time::today()], kind.extension())
    }

    /// Hands a file to the browser, and says so.
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

    /// The whole layout as a file, links included; once the part of the program for that is loaded.
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
