//! What became of each item of an imported file.

use std::fmt;

/// One item of the file and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportEntry {
    /// As people know it: `Device “pve-node1”`.
    pub item: String,
    pub outcome: Outcome,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    CameIn,
    /// It came in otherwise than it was, and why.
    Changed(String),
    /// It did not come in, and why.
    Skipped(String),
}

impl Outcome {
    /// Why it is not as it was; empty for what came in as it is.
    pub fn reason(&self) -> &str {
        match self {
            Self::CameIn => "",
            Self::Changed(why) | Self::Skipped(why) => why,
        }
    }
}

impl fmt::Display for ReportEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.outcome {
            Outcome::CameIn => write!(f, "{}: came in", self.item),
            Outcome::Changed(why) => write!(f, "{}: changed: {why}", self.item),
            Outcome::Skipped(why) => write!(f, "{}: skipped: {why}", self.item),
        }
    }
}

/// How many items came in as they were, changed, or not at all.
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
                Outcome::CameIn => tally.came_in += 1,
                Outcome::Changed(_) => tally.changed += 1,
                Outcome::Skipped(_) => tally.skipped += 1,
            }
        }
        tally
    }
}

/// Takes the entries while a file is read.
#[derive(Debug, Default)]
pub(super) struct Report {
    entries: Vec<ReportEntry>,
}

impl Report {
    pub(super) fn came_in(&mut self, item: String) {
        let outcome = Outcome::CameIn;
        self.entries.push(ReportEntry { item, outcome });
    }

    /// Came in as it is, when there is nothing to say about it.
    pub(super) fn came_in_with(&mut self, item: String, notes: &[String]) {
        if notes.is_empty() {
            self.came_in(item);
        } else {
            self.changed(item, notes.join("; "));
        }
    }

    pub(super) fn changed(&mut self, item: impl Into<String>, why: impl Into<String>) {
        self.entries.push(ReportEntry {
            item: item.into(),
            outcome: Outcome::Changed(why.into()),
        });
    }

    pub(super) fn skipped(&mut self, item: impl Into<String>, why: impl Into<String>) {
        self.entries.push(ReportEntry {
            item: item.into(),
            outcome: Outcome::Skipped(why.into()),
        });
    }

    /// Says so once, however often the file has it.
    pub(super) fn skipped_once(&mut self, item: &str, why: &str) {
        if !self.entries.iter().any(|entry| entry.item == item) {
            self.skipped(item, why);
        }
    }

    pub(super) fn finish(self) -> Vec<ReportEntry> {
        self.entries
    }
}

/// `Device “pve-node1”`.
pub(super) fn titled(kind: &str, name: &str) -> String {
    format!("{kind} “{name}”")
}
