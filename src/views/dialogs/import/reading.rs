//! The contents of imported files, and their description.

use std::sync::Arc;

use crate::domain::format::counted;
use crate::domain::io::import::wire::{Received, SkippedEntry};
use crate::domain::io::import::{Import, ImportPart, ReportEntry, Tally, join_types};
use crate::domain::pictures::PictureFile;
use crate::state::reading::{Progress, ReadFailure, ReadFile};

/// A file or link, or a part of an archive, or the device types of several files.
#[derive(Clone)]
pub struct Reading {
    /// The file's, or how many files there are.
    pub name: String,
    pub content: Content,
    /// The pictures in the file.
    pub pictures: Arc<Vec<PictureFile>>,
}

#[derive(Clone)]
pub enum Content {
    Found(Arc<Import>),
    ReadFailure(ReadFailure),
    /// The other files of an archive.
    Rest {
        skipped: Vec<SkippedEntry>,
        /// The number of files of unsupported types.
        others: usize,
    },
}

impl Reading {
    fn new(name: String, content: Content) -> Self {
        Self {
            name,
            content,
            pictures: Arc::default(),
        }
    }
}

/// The current file and the progress in it: `File 2 of 5: racks.zip, 30 of 400 in the archive`
pub fn words_of(progress: &Progress) -> String {
    let Progress {
        name,
        file,
        files,
        entries,
    } = progress;
    let mut words = match files {
        1 => format!("Reading {name}"),
        _ => format!("Reading file {} of {files}: {name}", file + 1),
    };
    if let Some((read, of)) = entries {
        words += &format!(", {read} of {of} files in the archive");
    }
    words.push('…');
    words
}

/// The readings of files that were opened together. All their device types are combined in one reading, the first.
pub fn readings_of(outcomes: Vec<ReadFile>) -> Vec<Reading> {
    let mut all = Vec::new();
    for ReadFile { name, result } in outcomes {
        match result {
            Ok(received) => take(&mut all, name, received),
            Err(problem) => all.push(Reading::new(name, Content::ReadFailure(problem))),
        }
    }
    let (mut types, mut report, mut names) = (Vec::new(), Vec::new(), Vec::new());
    let mut readings = Vec::new();
    for reading in all {
        match reading.content {
            Content::Found(import) if matches!(*import, Import::DeviceTypes { .. }) => {
                names.push(reading.name);
                join_types(&mut types, &mut report, Arc::unwrap_or_clone(import));
            }
            content => readings.push(Reading { content, ..reading }),
        }
    }
    let name = match names.as_slice() {
        [] => return readings,
        [one] => one.clone(),
        several => format!("{} files", several.len()),
    };
    let types = Import::DeviceTypes { types, report };
    readings.insert(0, Reading::new(name, Content::Found(Arc::new(types))));
    readings
}

fn take(readings: &mut Vec<Reading>, name: String, received: Received) {
    let Received {
        parts,
        skipped,
        others,
        pictures,
    } = received;
    let pictures = Arc::new(pictures);
    readings.extend(
        parts
            .into_iter()
            .map(|ImportPart { name, import }| Reading {
                name,
                content: Content::Found(Arc::new(import)),
                pictures: pictures.clone(),
            }),
    );
    if !skipped.is_empty() || others > 0 {
        let content = Content::Rest { skipped, others };
        readings.push(Reading::new(name, content));
    }
}

/// `12 items imported unchanged, 3 changed, 1 skipped.`
pub fn sum_of(report: &[ReportEntry]) -> String {
    let Tally {
        came_in,
        changed,
        skipped,
    } = Tally::of(report);
    format!(
        "{} imported unchanged, {changed} changed, {skipped} skipped.",
        counted(came_in, "item")
    )
}

/// The whole report as text: its subject, the totals, then one line per item.
pub fn text_of(name: &str, what: &str, report: &[ReportEntry]) -> String {
    let mut text = format!("{name}\n{what}\n{}\n\n", sum_of(report));
    for entry in report {
        text += &entry.to_string();
        text.push('\n');
    }
    text
}
