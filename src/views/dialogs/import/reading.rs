//! What was read, and what is said of it.

use std::sync::Arc;

use thiserror::Error;

use crate::domain::io::import::{
    Import, ImportError, Opened, Part, ReportEntry, SkippedFile, Tally, join_types, open,
};
use crate::state::file_error::ReadError;
use crate::state::ids::new_uuid;
use crate::state::incoming::Incoming;

/// Why nothing is known of a file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotRead {
    #[error("{0}")]
    File(#[from] ReadError),
    #[error("{0}")]
    Content(#[from] ImportError),
}

/// A file or link, or a part of an archive, or the device types of several files.
#[derive(Clone)]
pub struct Reading {
    /// The file's, or how many files there are.
    pub name: String,
    pub content: Content,
}

#[derive(Clone)]
pub enum Content {
    Found(Arc<Import>),
    NotRead(NotRead),
    /// What an archive has besides.
    Rest {
        skipped: Vec<SkippedFile>,
        /// How many files are of no kind that is read.
        others: usize,
    },
}

impl Reading {
    fn found(name: String, import: Import) -> Self {
        let content = Content::Found(Arc::new(import));
        Self { name, content }
    }
}

/// What a pasted link holds.
pub fn read_link(text: &str) -> Vec<Reading> {
    let mut readings = Vec::new();
    take(
        &mut readings,
        "Link".to_owned(),
        opened("Link", text.as_bytes()),
    );
    readings
}

fn opened(name: &str, bytes: &[u8]) -> Result<Opened, NotRead> {
    Ok(open(name, bytes, &mut new_uuid)?)
}

fn take(readings: &mut Vec<Reading>, name: String, opened: Result<Opened, NotRead>) {
    match opened {
        Ok(Opened {
            parts,
            skipped,
            others,
        }) => {
            let parts = parts.into_iter();
            readings.extend(parts.map(|Part { name, import }| Reading::found(name, import)));
            if !skipped.is_empty() || others > 0 {
                let content = Content::Rest { skipped, others };
                readings.push(Reading { name, content });
            }
        }
        Err(problem) => readings.push(Reading {
            name,
            content: Content::NotRead(problem),
        }),
    }
}

/// Reads files that came together. All device types in them make one reading, the first.
pub fn read_files(files: Vec<Incoming>) -> Vec<Reading> {
    let mut all = Vec::new();
    for Incoming { name, content } in files {
        let opened = content
            .map_err(NotRead::File)
            .and_then(|bytes| opened(&name, &bytes));
        take(&mut all, name, opened);
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
    readings.insert(0, Reading::found(name, types));
    readings
}

/// `1 rack`, `3 racks`
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// `12 items came in unchanged, 3 changed, 1 skipped.`
pub fn sum_of(report: &[ReportEntry]) -> String {
    let Tally {
        came_in,
        changed,
        skipped,
    } = Tally::of(report);
    format!(
        "{} came in unchanged, {changed} changed, {skipped} skipped.",
        counted(came_in, "item")
    )
}

/// The whole report as text: what it is about, the sums, then a line for each item.
pub fn text_of(name: &str, what: &str, report: &[ReportEntry]) -> String {
    let mut text = format!("{name}\n{what}\n{}\n\n", sum_of(report));
    for entry in report {
        text += &entry.to_string();
        text.push('\n');
    }
    text
}
