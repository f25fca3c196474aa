//! Passes the result of reading a file from the worker to the page, as text. Layouts are documents of ours; reasons become sentences.

use serde::Serialize;
use serde_json::{Map, Value};

use super::{
    Import, ImportError, ImportPart, Item, ItemKind, ItemOutcome, OpenedFile, Reason, ReportEntry,
    Source,
};
use crate::domain::io::json;
use crate::domain::layout::{DeviceType, Layout};
use crate::domain::pictures::PictureFile;

/// What the page receives for a file: [`OpenedFile`] with sentences in place of typed reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    /// At least one.
    pub parts: Vec<ImportPart>,
    pub skipped: Vec<SkippedEntry>,
    /// Number of files of other kinds in an archive.
    pub others: usize,
    /// The pictures of the layouts' types, without duplicates.
    pub pictures: Vec<PictureFile>,
}

/// A file of an archive that was not read: its name with folders, and the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedEntry {
    pub name: String,
    pub reason: String,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum WireAnswer<'a> {
    Error(String),
    Opened {
        parts: Vec<PartOut<'a>>,
        skipped: Vec<(&'a str, String)>,
        others: usize,
    },
}

#[derive(Serialize)]
struct PartOut<'a> {
    name: &'a str,
    #[serde(flatten)]
    content: ContentOut<'a>,
    report: Vec<EntryOut<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum ContentOut<'a> {
    Layout(&'static str, &'a Layout),
    Types(&'a [DeviceType]),
}

/// The item's kind and name, its outcome, and the reasons.
type EntryOut<'a> = (&'static str, &'a str, &'static str, Vec<String>);

/// Serializes the result of reading a file.
#[expect(
    clippy::expect_used,
    reason = "every key is text and no value can refuse"
)]
pub fn write(result: &Result<OpenedFile, ImportError>) -> String {
    let answer = match result {
        Err(error) => WireAnswer::Error(error.to_string()),
        Ok(opened) => WireAnswer::Opened {
            parts: opened.parts.iter().map(part_out).collect(),
            skipped: opened
                .skipped
                .iter()
                .map(|file| (file.name.as_str(), file.reason.to_string()))
                .collect(),
            others: opened.others,
        },
    };
    serde_json::to_string(&answer).expect("an answer is always writable")
}

fn part_out(part: &ImportPart) -> PartOut<'_> {
    let content = match &part.import {
        Import::Layout { source, layout, .. } => ContentOut::Layout(source.word(), layout),
        Import::DeviceTypes { types, .. } => ContentOut::Types(types),
    };
    PartOut {
        name: &part.name,
        content,
        report: part.import.report().iter().map(entry_out).collect(),
    }
}

fn entry_out(entry: &ReportEntry) -> EntryOut<'_> {
    let fate = match entry.outcome {
        ItemOutcome::CameIn => CAME_IN,
        ItemOutcome::Changed(_) => CHANGED,
        ItemOutcome::Skipped(_) => SKIPPED,
    };
    let reasons = entry.outcome.reasons().iter().map(ToString::to_string);
    let Item { kind, name } = &entry.item;
    (kind.word(), name, fate, reasons.collect())
}

const CAME_IN: &str = "came_in";
const CHANGED: &str = "changed";
const SKIPPED: &str = "skipped";

/// Reads what [`write()`] wrote: the content of the file, or the sentence that says why it could not be read. `None` for any other text.
/// The pictures are passed separately.
pub fn read(text: &str, pictures: Vec<Vec<u8>>) -> Option<Result<Received, String>> {
    let Value::Object(mut answer) = serde_json::from_str(text).ok()? else {
        return None;
    };
    if let Some(Value::String(error)) = answer.remove("error") {
        return Some(Err(error));
    }
    let Value::Object(mut opened) = answer.remove("opened")? else {
        return None;
    };
    Some(Ok(Received {
        parts: each(opened.remove("parts")?, part)?,
        skipped: each(opened.remove("skipped")?, skipped_entry)?,
        others: usize::try_from(opened.remove("others")?.as_u64()?).ok()?,
        pictures: pictures
            .into_iter()
            .filter_map(|bytes| PictureFile::read(bytes).ok())
            .collect(),
    }))
}

/// All items of a list, or `None` if one of them cannot be read.
fn each<T>(list: Value, read: fn(Value) -> Option<T>) -> Option<Vec<T>> {
    match list {
        Value::Array(items) => items.into_iter().map(read).collect(),
        _ => None,
    }
}

fn part(value: Value) -> Option<ImportPart> {
    let Value::Object(mut part) = value else {
        return None;
    };
    let name = text(part.remove("name")?)?;
    let report = each(part.remove("report")?, entry)?;
    let import = match part.remove("types") {
        Some(types) => Import::DeviceTypes {
            types: each(types, |value| DeviceType::try_from(value).ok())?,
            report,
        },
        None => layout(part, report)?,
    };
    Some(ImportPart { name, import })
}

fn layout(mut part: Map<String, Value>, report: Vec<ReportEntry>) -> Option<Import> {
    let [source, document] = fixed(part.remove("layout")?)?;
    let source = Source::of_word(source.as_str()?)?;
    // The worker's document gives the same layout, and its own report is already complete.
    let layout = json::read_document(document, "").ok()?.layout;
    Some(Import::Layout {
        source,
        layout: Box::new(layout),
        report,
    })
}

fn entry(value: Value) -> Option<ReportEntry> {
    let [kind, name, fate, reasons] = fixed(value)?;
    let item = Item::new(ItemKind::of_word(kind.as_str()?)?, text(name)?);
    let reasons = each(reasons, |reason| Some(Reason::Words(text(reason)?)))?;
    let outcome = match fate.as_str()? {
        CAME_IN => ItemOutcome::CameIn,
        CHANGED => ItemOutcome::Changed(reasons),
        SKIPPED => ItemOutcome::Skipped(reasons),
        _ => return None,
    };
    Some(ReportEntry { item, outcome })
}

fn skipped_entry(value: Value) -> Option<SkippedEntry> {
    let [name, reason] = fixed(value)?;
    Some(SkippedEntry {
        name: text(name)?,
        reason: text(reason)?,
    })
}

fn text(value: Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        _ => None,
    }
}

/// A list of exactly `N` values.
fn fixed<const N: usize>(value: Value) -> Option<[Value; N]> {
    match value {
        Value::Array(items) => items.try_into().ok(),
        _ => None,
    }
}
