//! Files and the clipboard, for screens.

use web_sys::{Blob, HtmlInputElement};

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
    /// A layout of ours with its pictures.
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
