//! What a file turns out to hold, or why it could not be read.

use thiserror::Error;

use super::zip;
use crate::domain::io::limits::MAX_FILE;
use crate::domain::io::report::ReportEntry;
use crate::domain::io::{json, share, yaml};
use crate::domain::layout::{DeviceType, Layout};
use crate::domain::pictures::PictureFile;

/// One thing found in a file.
#[derive(Clone, Debug, PartialEq)]
pub enum Import {
    /// A valid layout. One from another program or a link has a new id; a file of ours has its own.
    Layout {
        source: Source,
        layout: Box<Layout>,
        report: Vec<ReportEntry>,
    },
    /// Device types alone, with distinct slugs.
    DeviceTypes {
        types: Vec<DeviceType>,
        report: Vec<ReportEntry>,
    },
}

impl Import {
    pub fn report(&self) -> &[ReportEntry] {
        match self {
            Self::Layout { report, .. } | Self::DeviceTypes { report, .. } => report,
        }
    }
}

/// The content of a file, or of the files of an archive.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedFile {
    /// At least one. All device types of an archive form one part, and so do all its NetBox racks.
    pub parts: Vec<ImportPart>,
    /// Files of an archive that have a known extension and could not be read.
    pub skipped: Vec<SkippedFile>,
    /// The number of files of other kinds in an archive.
    pub others: usize,
    /// What the types of its layouts look like, each once.
    pub pictures: Vec<PictureFile>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct ImportPart {
    /// The name of the file, with its folders when it is one of several in an archive.
    pub name: String,
    pub import: Import,
}

/// A file of an archive that was not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedFile {
    /// With its folders.
    pub name: String,
    pub reason: ImportError,
}

/// Where a layout comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Blinkenrack,
    BlinkenrackLink,
    Rackula,
    RackulaLink,
    NetBox,
}

impl Source {
    const ALL: [Self; 5] = [
        Self::Blinkenrack,
        Self::BlinkenrackLink,
        Self::Rackula,
        Self::RackulaLink,
        Self::NetBox,
    ];

    pub(super) fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.word() == word)
    }

    /// In words: `Rackula file`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blinkenrack => "Blinkenrack layout",
            Self::BlinkenrackLink => "Blinkenrack link",
            Self::Rackula => "Rackula file",
            Self::RackulaLink => "Rackula link",
            Self::NetBox => "Rack types of NetBox",
        }
    }
}

/// Why a file could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    #[error(
        "The file is too large: {} MB; the limit is {} MB",
        .0.div_ceil(1 << 20),
        MAX_FILE >> 20
    )]
    TooLarge(usize),
    #[error("The browser could not read the file. It may have been moved or removed")]
    Unreadable,
    #[error("The file is empty")]
    Empty,
    #[error("The file is neither text nor a zip archive")]
    NotText,
    #[error(
        "This is a web page, saved in place of the file. Open the page and download the file itself"
    )]
    WebPage,
    #[error("The link is damaged: nothing can be read from it")]
    DamagedLink,
    #[error("{0}")]
    Link(#[from] share::BadLink),
    #[error("{0}")]
    Yaml(#[from] yaml::YamlError),
    #[error("{0}")]
    Zip(#[from] zip::ZipError),
    #[error("{0}")]
    Entry(#[from] zip::EntryError),
    #[error("The archive holds no layout and no device type: it has no .yaml, .yml or .json file")]
    NothingInArchive,
    #[error("None of the {files} files in the archive can be read. The first: {first}")]
    NothingReadable { files: usize, first: Box<Self> },
    #[error("{0}")]
    Own(#[from] json::Broken),
    #[error("This is neither a layout of Blinkenrack or Rackula nor a device type of NetBox")]
    Unknown,
}
