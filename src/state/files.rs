//! Files and the clipboard, for screens.

use web_sys::{Blob, HtmlInputElement};

use crate::shell::files;

/// An object URL for bytes made by this page, valid for as long as this value lives.
#[derive(Debug)]
pub struct Address(files::Address);

impl Address {
    /// Returns `None` if the browser refuses.
    pub fn of(kind: &str, bytes: &[u8]) -> Option<Self> {
        files::Address::of(kind, bytes).map(Self)
    }

    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// Lets the browser download a blob under that name. Returns `false` if it refuses.
pub fn download_blob(name: &str, blob: &Blob) -> bool {
    files::download_blob(name, blob)
}

/// Copies a text shown in a field to the clipboard. Returns `false` if that is not possible; the text is then selected.
pub async fn copy(text: &str, shown_in: &HtmlInputElement) -> bool {
    files::copy(text, shown_in).await
}

/// Copies a text that no field shows to the clipboard. Returns `false` if pages are not allowed to.
pub async fn copy_unseen(text: &str) -> bool {
    files::copy_unseen(text).await
}

/// The type of a file, for browsers and for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    Json,
    Svg,
    Png,
    Pdf,
    Csv,
    Yaml,
    Text,
    /// A layout in Blinkenrack's own format, with its pictures.
    Archive,
    RackulaArchive,
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
            Self::Archive => "blinkenrack.zip",
            Self::RackulaArchive => "Rackula.zip",
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
            Self::Archive | Self::RackulaArchive => "application/zip",
        }
    }
}
