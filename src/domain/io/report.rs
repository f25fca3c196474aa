//! What happened to each item of a file that was read or written, and why. Reasons are typed; they become words only for display.

use std::collections::HashMap;
use std::fmt;

use super::reason::Reason;

/// One item of the file and what happened to it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportEntry {
    pub item: Item,
    pub outcome: ItemOutcome,
}

/// What an entry is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub kind: ItemKind,
    /// Empty if it has no name.
    pub name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ItemKind {
    File,
    Document,
    Layout,
    Row,
    Rack,
    RackType,
    DeviceType,
    ModuleType,
    Device,
    /// A picture of a side of a device type.
    Picture,
    /// An item already named by our own reader.
    Other,
}

impl ItemKind {
    const ALL: [Self; 11] = [
        Self::File,
        Self::Document,
        Self::Layout,
        Self::Row,
        Self::Rack,
        Self::RackType,
        Self::DeviceType,
        Self::ModuleType,
        Self::Device,
        Self::Picture,
        Self::Other,
    ];

    /// The inverse of [`Self::word`].
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    pub const fn word(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Document => "Document",
            Self::Layout => "Layout",
            Self::Row => "Row",
            Self::Rack => "Rack",
            Self::RackType => "Rack type",
            Self::DeviceType => "Device type",
            Self::ModuleType => "Module type",
            Self::Device => "Device",
            Self::Picture => "Picture",
            Self::Other => "Item",
        }
    }
}

impl Item {
    pub fn new(kind: ItemKind, name: impl Into<String>) -> Self {
        let name = name.into();
        Self { kind, name }
    }

    /// An item without a name.
    pub const fn unnamed(kind: ItemKind) -> Self {
        let name = String::new();
        Self { kind, name }
    }
}

/// Formats as `Device “pve-node1”`, or `A device` if there is no name.
impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (word, name) = (self.kind.word(), &self.name);
        match self.kind {
            ItemKind::Other => f.write_str(name),
            ItemKind::File if name.is_empty() => f.write_str(word),
            _ if name.is_empty() => write!(f, "A {}", word.to_ascii_lowercase()),
            _ => write!(f, "{word} “{name}”"),
        }
    }
}

/// Compares with the displayed words.
impl PartialEq<str> for Item {
    fn eq(&self, words: &str) -> bool {
        format!("{self}") == words
    }
}

impl PartialEq<&str> for Item {
    fn eq(&self, words: &&str) -> bool {
        self == *words
    }
}

impl PartialEq<String> for Item {
    fn eq(&self, words: &String) -> bool {
        self == words.as_str()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum ItemOutcome {
    CameIn,
    /// Read with changes, for these reasons.
    Changed(Vec<Reason>),
    /// Not read, for these reasons.
    Skipped(Vec<Reason>),
}

impl ItemOutcome {
    /// The reasons; empty for an unchanged item.
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::CameIn => &[],
            Self::Changed(why) | Self::Skipped(why) => why,
        }
    }

    /// The reasons in words; empty for an unchanged item.
    pub fn reason(&self) -> String {
        let words: Vec<String> = self.reasons().iter().map(ToString::to_string).collect();
        words.join("; ")
    }
}

impl fmt::Display for ReportEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (item, why) = (&self.item, self.outcome.reason());
        match &self.outcome {
            ItemOutcome::CameIn => write!(f, "{item}: imported"),
            ItemOutcome::Changed(_) => write!(f, "{item}: changed: {why}"),
            ItemOutcome::Skipped(_) => write!(f, "{item}: skipped: {why}"),
        }
    }
}

/// Equal entries of a report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReportRow<'a> {
    pub entry: &'a ReportEntry,
    /// Number of items with this name and outcome.
    pub count: usize,
}

/// The wanted entries in the order of the report, with equal ones merged into one row.
pub fn rows<'a>(
    report: &'a [ReportEntry],
    is_wanted: &dyn Fn(&ReportEntry) -> bool,
) -> Vec<ReportRow<'a>> {
    let mut rows: Vec<ReportRow> = Vec::new();
    let mut known: HashMap<String, usize> = HashMap::new();
    for entry in report.iter().filter(|entry| is_wanted(entry)) {
        let next = rows.len();
        let at = *known.entry(entry.to_string()).or_insert(next);
        match rows.get_mut(at) {
            Some(row) => row.count += 1,
            None => rows.push(ReportRow { entry, count: 1 }),
        }
    }
    rows
}

/// The kinds of items in a report with their counts, in order of first occurrence.
pub fn kinds(report: &[ReportEntry]) -> Vec<(ItemKind, usize)> {
    let mut kinds: Vec<(ItemKind, usize)> = Vec::new();
    for entry in report {
        match kinds.iter_mut().find(|(kind, _)| *kind == entry.item.kind) {
            Some((_, count)) => *count += 1,
            None => kinds.push((entry.item.kind, 1)),
        }
    }
    kinds
}

/// Numbers of items that were imported unchanged, changed, and skipped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub came_in: usize,
    pub changed: usize,
    pub skipped: usize,
}

impl Tally {
    pub fn of(entries: &[ReportEntry]) -> Self {
        let mut tally = Self::default();
        for entry in entries {
            match entry.outcome {
                ItemOutcome::CameIn => tally.came_in += 1,
                ItemOutcome::Changed(_) => tally.changed += 1,
                ItemOutcome::Skipped(_) => tally.skipped += 1,
            }
        }
        tally
    }
}

/// Collects the entries while a file is read.
#[derive(Debug, Default)]
pub(super) struct Report {
    entries: Vec<ReportEntry>,
}

impl Report {
    /// Reports the item as unchanged if there are no notes, otherwise as changed.
    pub(super) fn came_in_with(&mut self, item: Item, notes: &[Reason]) {
        let outcome = if notes.is_empty() {
            ItemOutcome::CameIn
        } else {
            ItemOutcome::Changed(notes.to_vec())
        };
        self.entries.push(ReportEntry { item, outcome });
    }

    pub(super) fn changed(&mut self, item: Item, why: Reason) {
        let outcome = ItemOutcome::Changed(vec![why]);
        self.entries.push(ReportEntry { item, outcome });
    }

    pub(super) fn skipped(&mut self, item: Item, why: Reason) {
        self.skipped_for(item, vec![why]);
    }

    pub(super) fn skipped_for(&mut self, item: Item, why: Vec<Reason>) {
        let outcome = ItemOutcome::Skipped(why);
        self.entries.push(ReportEntry { item, outcome });
    }

    /// Adds the entry unless the report already has it.
    pub(super) fn skipped_once(&mut self, item: Item, why: Reason) {
        let outcome = ItemOutcome::Skipped(vec![why]);
        let entry = ReportEntry { item, outcome };
        if !self.entries.contains(&entry) {
            self.entries.push(entry);
        }
    }

    pub(super) fn finish(self) -> Vec<ReportEntry> {
        self.entries
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alike_entries_are_one_row() {
        let entry = |kind, name: &str, outcome| ReportEntry {
            item: Item::new(kind, name),
            outcome,
        };
        let skipped = || ItemOutcome::Skipped(vec![Reason::NoRoom]);
        let report = [
            entry(ItemKind::Device, "pi", skipped()),
            entry(ItemKind::Rack, "A", ItemOutcome::CameIn),
            entry(ItemKind::Device, "nas", skipped()),
            entry(ItemKind::Device, "pi", skipped()),
            entry(ItemKind::Device, "pi", ItemOutcome::CameIn),
        ];
        let told = |rows: Vec<ReportRow>| -> Vec<(String, usize)> {
            let rows = rows.into_iter();
            rows.map(|row| (row.entry.item.name.clone(), row.count))
                .collect()
        };
        let named = |name: &str, count| (name.to_owned(), count);
        let devices = rows(&report, &|entry| entry.item.kind == ItemKind::Device);
        assert_eq!(
            told(devices),
            [named("pi", 2), named("nas", 1), named("pi", 1)]
        );
        let changed = rows(&report, &|entry| entry.outcome != ItemOutcome::CameIn);
        assert_eq!(told(changed), [named("pi", 2), named("nas", 1)]);
        assert_eq!(kinds(&report), [(ItemKind::Device, 4), (ItemKind::Rack, 1)]);
    }
}
