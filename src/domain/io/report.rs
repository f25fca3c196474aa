//! What happened to each item of a file that was read or written, and why, in types. They become words where a person reads them.

use std::collections::HashMap;
use std::fmt;

use thiserror::Error;

use super::import::zip::EntryError;
use super::yaml::{Oddity, YamlError};
use crate::domain::pictures::BadPicture;
use crate::domain::placement::Refusal;
use crate::domain::units::HalfU;

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
    /// An item that our own reader has named already.
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

    /// The kind that [`Self::word`] names so.
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

/// `Device “pve-node1”`, or `A device` when it has no name.
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

/// Compares with the words that a person reads.
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
    /// It was read with changes, and why.
    Changed(Vec<Reason>),
    /// It was not read, and why.
    Skipped(Vec<Reason>),
}

impl ItemOutcome {
    /// Why it was changed or skipped; empty for what came in unchanged.
    pub fn reasons(&self) -> &[Reason] {
        match self {
            Self::CameIn => &[],
            Self::Changed(why) | Self::Skipped(why) => why,
        }
    }

    /// The reasons in words; empty for what came in unchanged.
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

/// Why an item was changed or skipped.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum Reason {
    // Of a value.
    #[error("“{0}” is not text")]
    NotText(String),
    #[error("“{key}” was cut after {letters} letters")]
    Cut { key: String, letters: usize },
    #[error("“{0}” is not a number")]
    NotNumber(String),
    #[error("“{key}” was {was}, now {now}")]
    OutOfRange { key: String, was: f64, now: u32 },
    #[error("“{0}” is neither true nor false")]
    NotFlag(String),
    #[error("“{0}” is not a list")]
    NotList(String),
    #[error("“{0}” has no keys")]
    NotMap(String),
    #[error("its height was {was} U, now {} U", f64::from(now.0) / 2.0)]
    Height { was: f64, now: HalfU },
    #[error("its height is unknown; {0} U is assumed")]
    HeightUnknown(u16),
    #[error("its width was {was} inches, now {now}")]
    Width { was: f64, now: u8 },
    #[error("its category “{0}” is unknown")]
    CategoryUnknown(String),
    #[error("one of its rack widths is unknown")]
    RackWidthUnknown,

    // Of a whole item.
    #[error("it has no keys")]
    NoKeys,
    #[error("it is not a device type: manufacturer or model is missing")]
    NotDeviceType,
    #[error("it has neither a slug nor a model")]
    NoSlug,
    #[error("it has no device type")]
    NoDeviceType,
    #[error("another device type has the same slug")]
    SameSlug,
    #[error("another one in the file has the same slug")]
    SameSlugInFile,
    #[error("another file has one of the same slug")]
    SameSlugInOtherFile,
    #[error("the layout already has it")]
    Known,
    #[error("gets the slug “{now}”: the layout has another type as “{was}”")]
    NewSlug { was: String, now: String },
    #[error("it is a part that goes into a device, not a device")]
    Module,
    #[error("the file does not define its type; a plain 1 U type is used")]
    TypeUnknown,
    #[error("only the first {most} are read")]
    TooMany { most: usize },
    #[error("{0}")]
    Refused(Refusal),

    // Of slots and bays.
    #[error("slots after the first {0} were left out")]
    TooManySlots(usize),
    #[error("a slot without keys was left out")]
    SlotWithoutKeys,
    #[error("a second slot “{0}” was left out")]
    SecondSlot(String),
    #[error("bays after the first {0} were left out")]
    TooManyBays(usize),

    // Of a device's place.
    #[error("it takes no units: it hangs beside the rails; its length is not known")]
    BesideRails,
    #[error("it takes no units: it goes in a bay or on a shelf")]
    InBayOrShelf,
    #[error("it does not mount between the rails")]
    NotOnRails,
    #[error("the file does not say where it is")]
    PlaceUnknown,
    #[error("something else is there")]
    Taken,
    #[error("its type now fits {0}-inch racks too")]
    WidthAllowed(u8),
    #[error("it is taller than the rack, which has {0} U")]
    HigherThanRack(u16),
    #[error("moved to the nearest unit")]
    Snapped,
    #[error("moved down into the rack")]
    MovedDown,
    #[error("there is no room for it")]
    NoRoom,
    #[error("there is no other bay for it")]
    NoOtherBay,
    #[error("the rack has no other room for it")]
    NoOtherRoom,
    #[error("placed at {0}")]
    PutAt(String),
    #[error("placed in {0}")]
    PutInto(String),
    #[error("its bay is taken, too low or too narrow")]
    BayTaken,
    #[error("there is no such bay")]
    NoSuchBay,
    #[error("it is nested too deep")]
    TooDeep,
    #[error("the device it sits in is missing")]
    ParentMissing,
    #[error("the link does not give its depth; half is assumed, as another device is behind it")]
    DepthInferred,
    #[error("carrier removed; its devices are mounted directly")]
    CarrierDissolved,

    // Of a connection.
    #[error("kept, but its device has no such port")]
    PortUnknown,

    // Of a whole file.
    #[error("it was written by a newer Rackula; what is unknown here is kept but not shown")]
    NewerFile,
    #[error("its own pictures were left out: here pictures belong to device types")]
    ItsPictures,

    // Of a picture.
    #[error("{0}")]
    Picture(#[from] BadPicture),
    #[error("{0}")]
    PictureEntry(#[from] EntryError),
    #[error("it belongs to a single device: here pictures belong to device types")]
    PictureOfDevice,
    #[error("no device type of the layout uses it")]
    PictureOfNothing,
    #[error("the archive holds too many pictures")]
    TooManyPictures,

    #[error("{0}")]
    Yaml(Oddity),
    #[error("{0}")]
    BadYaml(#[from] YamlError),
    #[error("{0}")]
    Own(String),
    /// Any of these, as the worker that read the file said it.
    #[error("{0}")]
    Words(String),

    // Of a file for Rackula.
    #[error("Rackula counts units from 1")]
    CountsFromOne,
    #[error("Rackula has no empty rows")]
    RowWithoutRacks,
    #[error("Rackula does not accept its “{0}”")]
    KeyRefused(String),
    #[error("its {what} is cut after {letters} letters")]
    TextCut { what: &'static str, letters: usize },
    #[error("its slug becomes “{0}”")]
    SlugBecomes(String),
    #[error("Rackula's tallest types are 50 U")]
    HighestType,
    #[error("Rackula cannot nest devices in devices that share a unit")]
    InSharedUnit,
    #[error("Rackula cannot place devices beside the rails")]
    NothingBesideRails,
    #[error("Rackula nests devices one level deep only")]
    OneLevelOnly,
    #[error("the device it is in was left out")]
    ParentLeftOut,
}

/// Alike entries of a report.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReportRow<'a> {
    pub entry: &'a ReportEntry,
    /// How many items have this name and this outcome.
    pub count: usize,
}

/// The entries that are wanted, those of one name and outcome as one row, in the order of the report.
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

/// The kinds of items in a report, each with their number, in the order in which they first come.
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

/// How many items came in unchanged, were changed, and were skipped.
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
    /// Came in unchanged if there are no notes, else changed.
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

    /// Reports it once, however often it is in the file.
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
