//! Everything of one kind on all systems of all hubs, as rows of a table: containers, disks, services, alerts.

mod alerts;
mod containers;
mod disks;
mod draft;
mod file_systems;
mod services;

pub use self::alerts::{alert_rows, coverage_rows};
pub use self::containers::{BusyContainer, busiest_containers, container_rows};
pub use self::disks::{BayOf, FULL_BY_TREND, disk_rows};
pub use self::file_systems::{FileSystemRows, FillTrends, file_system_outlines, trends_wanted};
pub use self::services::{FailedService, failed_services, service_rows};

use self::draft::{ListDraft, number, plain};

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::line::{FleetCell, FleetLine, GridRow};
use super::row::FleetRow;
use crate::domain::fold::fold;
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, HubId, SystemId, SystemRef};
use crate::domain::natural;
use crate::domain::sorting::Sorting;

/// A column of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListColumn {
    pub label: &'static str,
    /// Width in CSS pixels, of one that grows the least.
    pub width: u16,
    /// Whether it shares the room that is left. Columns of words do, so that no word is cut beside empty room.
    pub grows: bool,
    pub is_number: bool,
    /// Whether the list is sorted by it in descending order at first.
    pub descending: bool,
    /// Priority: where there is too little room, the lowest is dropped first.
    pub need: u8,
}

impl ListColumn {
    const fn text(label: &'static str, width: u16, need: u8) -> Self {
        Self {
            label,
            width,
            grows: false,
            is_number: false,
            descending: false,
            need,
        }
    }

    /// A column of words of any length.
    const fn words(label: &'static str, least: u16, need: u8) -> Self {
        Self {
            grows: true,
            ..Self::text(label, least, need)
        }
    }

    const fn number(label: &'static str, width: u16, need: u8) -> Self {
        Self {
            label,
            width,
            grows: false,
            is_number: true,
            descending: true,
            need,
        }
    }
}

/// Sort key of a cell. Unknown ones come last in either direction.
#[derive(Clone, Debug, PartialEq)]
pub enum Rank {
    Number(f64),
    Text(String),
    Unknown,
}

/// A subset of the rows that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListPart {
    pub word: &'static str,
    pub health: Option<Health>,
    /// The bit in [`ListRow::parts`]; 0 is all of them.
    pub bit: u8,
}

impl ListPart {
    const ALL: Self = Self::of("All", None, 0);
    const NEED_LOOK: Self = Self::of("Need a look", Some(Health::Warn), TROUBLE);

    const fn of(word: &'static str, health: Option<Health>, bit: u8) -> Self {
        Self { word, health, bit }
    }
}

/// The bit of the part that needs a look, in every list that has one.
const TROUBLE: u8 = 1;

/// The texts shown where there are no rows.
struct EmptyWords {
    /// For the part with this bit, if other parts have rows.
    in_parts: &'static [(u8, &'static str)],
    at_all: &'static str,
}

impl EmptyWords {
    const NO_TROUBLE: (u8, &'static str) = (TROUBLE, "None of them needs a look.");

    fn of(&self, part: u8, is_any: bool) -> &'static str {
        let in_part = self.in_parts.iter().find(|(bit, _)| is_any && *bit == part);
        in_part.map_or(self.at_all, |(_, words)| words)
    }
}

/// A row: a container, a disk, a service or an alert.
#[derive(Clone, Debug, PartialEq)]
pub struct ListRow {
    pub key: String,
    pub system: SystemRef,
    /// The device that shows its system, or hosts it.
    pub device: Option<DeviceId>,
    pub state: Health,
    /// One per column.
    pub cells: Vec<FleetCell>,
    pub ranks: Vec<Rank>,
    /// The second cell of the card on a narrow page.
    pub brief: FleetCell,
    /// Bits of the parts that it belongs to.
    pub parts: u8,
    /// Searchable text, case-folded.
    pub words: String,
}

impl ListRow {
    /// Text of its name cell.
    pub fn name(&self) -> Option<&str> {
        match self.cells.first()? {
            FleetCell::Name { name, .. } => Some(name),
            _ => None,
        }
    }

    /// Whether it belongs to the part with this bit.
    pub const fn is_in(&self, part: u8) -> bool {
        part == 0 || self.parts & part != 0
    }
}

impl GridRow for ListRow {
    fn key(&self) -> String {
        self.key.clone()
    }

    fn system(&self) -> &SystemRef {
        &self.system
    }

    fn device(&self) -> Option<DeviceId> {
        self.device
    }

    fn card(&self) -> FleetLine {
        let name = self.cells.first().cloned().unwrap_or(FleetCell::Nothing);
        FleetLine {
            key: self.key.clone(),
            health: self.state,
            cells: vec![name.into(), self.brief.clone().into()],
        }
    }
}

/// The kind of a list, and of the page that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListKind {
    Containers,
    Disks,
    Services,
    Alerts,
}

impl ListKind {
    pub const fn columns(self) -> &'static [ListColumn] {
        match self {
            Self::Containers => containers::COLUMNS,
            Self::Disks => disks::COLUMNS,
            Self::Services => services::COLUMNS,
            Self::Alerts => alerts::COLUMNS,
        }
    }

    pub const fn parts(self) -> &'static [ListPart] {
        match self {
            Self::Containers => containers::PARTS,
            Self::Disks => disks::PARTS,
            Self::Services => services::PARTS,
            Self::Alerts => alerts::PARTS,
        }
    }

    /// The bit of the part that is shown first.
    pub fn first_part(self) -> u8 {
        self.parts().first().map_or(0, |part| part.bit)
    }

    /// The initial sorting, by column index.
    pub const fn first_order(self) -> Sorting<usize> {
        let (column, descending) = match self {
            Self::Containers => (0, false),
            Self::Disks | Self::Services => (3, false),
            Self::Alerts => (3, true),
        };
        Sorting { column, descending }
    }

    /// The tab of a device's panel that shows the same for one system.
    pub const fn tab(self) -> &'static str {
        match self {
            Self::Containers => "containers",
            Self::Disks => "disks",
            Self::Services => "services",
            Self::Alerts => "alerts",
        }
    }

    /// The text for a part without rows after the hubs have answered. `is_any` is whether other parts have rows, `has_history` whether
    /// every hub returned its alert history.
    pub fn empty_words(self, part: u8, is_any: bool, has_history: bool) -> &'static str {
        match self {
            Self::Containers => containers::EMPTY.of(part, is_any),
            Self::Disks => disks::EMPTY.of(part, is_any),
            Self::Services => services::EMPTY.of(part, is_any),
            Self::Alerts => alerts::empty_words(part, has_history),
        }
    }

    /// The plural: `containers`.
    pub const fn many(self) -> &'static str {
        self.tab()
    }
}

/// The systems to include, by hub and id.
pub struct FleetIndex<'a> {
    rows: HashMap<&'a SystemRef, &'a FleetRow>,
}

impl<'a> FleetIndex<'a> {
    pub fn new(rows: &'a [Arc<FleetRow>]) -> Self {
        let rows = rows.iter().map(|row| (&row.system, &**row));
        Self {
            rows: rows.collect(),
        }
    }

    /// `None` for a system that does not fit the filter, or is not listed.
    pub(super) fn get(&self, hub: &HubId, system: &SystemId) -> Option<&'a FleetRow> {
        let of = SystemRef::new(hub.clone(), system.clone());
        self.rows.get(&of).copied()
    }
}

/// The rows of the part that contain every word of the search.
pub fn find_rows(rows: &[Arc<ListRow>], part: u8, typed: &str) -> Vec<Arc<ListRow>> {
    let wanted: Vec<String> = typed.split_whitespace().map(fold).collect();
    let found = rows.iter().filter(|row| {
        row.is_in(part) && wanted.iter().all(|word| row.words.contains(word.as_str()))
    });
    found.cloned().collect()
}

/// Sorts rows by one of their columns, then by name and by system.
pub fn sort_rows(rows: &mut [Arc<ListRow>], sorting: Sorting<usize>) {
    let by = |a: &ListRow, b: &ListRow, column: usize, descending: bool| {
        let turned = |order: Ordering| if descending { order.reverse() } else { order };
        match (a.ranks.get(column), b.ranks.get(column)) {
            (Some(Rank::Number(a)), Some(Rank::Number(b))) => turned(a.total_cmp(b)),
            (Some(Rank::Text(a)), Some(Rank::Text(b))) => turned(natural::compare(a, b)),
            (a, b) => is_unknown(a).cmp(&is_unknown(b)),
        }
    };
    rows.sort_by(|a, b| {
        by(a, b, sorting.column, sorting.descending)
            .then_with(|| by(a, b, 0, false))
            .then_with(|| by(a, b, 1, false))
            .then_with(|| a.key.cmp(&b.key))
    });
}

const fn is_unknown(rank: Option<&Rank>) -> bool {
    matches!(rank, None | Some(Rank::Unknown))
}

/// Indexes of the columns that fit into `room`, in CSS pixels. Always includes the first.
pub fn columns_in(columns: &[ListColumn], room: f64) -> Vec<usize> {
    let mut fitting: Vec<usize> = (0..columns.len()).collect();
    let width = |places: &[usize]| {
        let widths = places.iter().filter_map(|place| columns.get(*place));
        widths.map(|column| f64::from(column.width)).sum::<f64>()
    };
    while fitting.len() > 1 && width(&fitting) > room {
        let least = fitting
            .iter()
            .copied()
            .skip(1)
            .min_by_key(|place| columns.get(*place).map(|column| column.need));
        fitting.retain(|place| Some(*place) != least);
    }
    fitting
}

/// A row reduced to these columns.
pub fn list_line(row: &ListRow, columns: &[usize]) -> FleetLine {
    let cells = columns.iter().filter_map(|place| row.cells.get(*place));
    let without_note = |cell: &FleetCell| match cell {
        FleetCell::Name {
            health,
            said,
            name,
            runs,
            ..
        } => FleetCell::Name {
            health: *health,
            said: said.clone(),
            name: name.clone(),
            note: String::new(),
            runs: *runs,
        },
        other => other.clone(),
    };
    FleetLine {
        key: row.key.clone(),
        health: row.state,
        cells: cells.map(|cell| without_note(cell).into()).collect(),
    }
}

/// Makes keys unique, for hubs that report the same thing twice.
pub fn distinct_keys(rows: &mut [Arc<ListRow>]) {
    let keys = distinct_names(rows.iter().map(|row| row.key.clone()));
    for (row, key) in rows.iter_mut().zip(keys) {
        if row.key != key {
            let mut other = (**row).clone();
            other.key = key;
            *row = Arc::new(other);
        }
    }
}

/// Makes names unique, in order: the second `a` becomes `a #2`.
pub fn distinct_names(names: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    let mut taken: HashSet<String> = HashSet::new();
    let names = names.into_iter().map(|name| {
        let count = counts.entry(name.clone()).or_default();
        loop {
            *count += 1;
            let own = match *count {
                1 => name.clone(),
                count => format!("{name} #{count}"),
            };
            if taken.insert(own.clone()) {
                return own;
            }
        }
    });
    names.collect()
}

#[cfg(test)]
mod tests;
