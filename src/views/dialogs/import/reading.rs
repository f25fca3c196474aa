//! What was read, and what is told of it.

use std::sync::Arc;

use thiserror::Error;

use crate::domain::io::import::{Import, ImportError, ReportEntry, Tally, import, join_types};
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

/// A file or link that was read, or several files of device types.
#[derive(Clone)]
pub struct Reading {
    /// The file's, or how many files there are.
    pub name: String,
    pub result: Result<Arc<Import>, NotRead>,
}

impl Reading {
    pub fn of_link(text: &str) -> Self {
        let result = read("Link", text.as_bytes());
        Self::new("Link".to_owned(), result.map_err(NotRead::Content))
    }

    fn of_file(file: Incoming) -> Self {
        let result = file
            .content
            .map_err(NotRead::File)
            .and_then(|bytes| Ok(read(&file.name, &bytes)?));
        Self::new(file.name, result)
    }

    fn new(name: String, result: Result<Import, NotRead>) -> Self {
        Self {
            name,
            result: result.map(Arc::new),
        }
    }
}

fn read(name: &str, bytes: &[u8]) -> Result<Import, ImportError> {
    import(name, bytes, &mut new_uuid)
}

/// Reads files that came together. All device types in them make one reading, the first.
pub fn read_files(files: Vec<Incoming>) -> Vec<Reading> {
    let (mut types, mut report, mut names) = (Vec::new(), Vec::new(), Vec::new());
    let mut readings = Vec::new();
    for file in files {
        let reading = Reading::of_file(file);
        match reading.result.map(Arc::unwrap_or_clone) {
            Ok(more @ Import::DeviceTypes { .. }) => {
                names.push(reading.name);
                join_types(&mut types, &mut report, more);
            }
            result => readings.push(Reading::new(reading.name, result)),
        }
    }
    let name = match names.as_slice() {
        [] => return readings,
        [one] => one.clone(),
        several => format!("{} files", several.len()),
    };
    let all = Reading::new(name, Ok(Import::DeviceTypes { types, report }));
    readings.insert(0, all);
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
