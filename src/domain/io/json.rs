//! The layout document as JSON: the only reader and writer. A bad item, or a bad part of one, is skipped and reported; the rest is read.

mod connections;
mod parts;
mod placing;
mod writer;

use serde_json::{Map, Value};
use thiserror::Error;
use uuid::Uuid;

use super::fields::BadItem;
use super::limits::{Budget, Excess, MAX_FILE, MAX_JSON, check_json};
use crate::domain::direction::without_turns;
use crate::domain::ids::{LayoutId, RowId};
use crate::domain::layout::{DeviceType, Layout, Rack, Row, SCHEMA_VERSION};
use crate::domain::placement::check_type;
use connections::take_connections;
use placing::take_devices;

pub use writer::LayoutWriter;

pub const MAX_ROWS: usize = 1_000;
pub const MAX_RACKS: usize = 2_000;
pub const MAX_TYPES: usize = 20_000;
pub const MAX_DEVICES: usize = 50_000;
pub const MAX_CONNECTIONS: usize = 100_000;

/// A document that was read, perhaps not completely.
#[derive(Clone, Debug, PartialEq)]
pub struct Loaded {
    pub layout: Layout,
    /// What was left out or changed. Unless it is empty, the original text must be kept.
    pub report: Vec<Notice>,
}

/// One entry of the report on a document.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{item}: {}{problem}", fate.prefix())]
pub struct Notice {
    /// The item, in words: `Device “pve-node1”`.
    pub item: String,
    pub fate: Fate,
    /// The reason.
    pub problem: String,
}

/// What happened to a bad item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    Changed,
    LeftOut,
}

impl Fate {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Changed => "",
            Self::LeftOut => "left out: ",
        }
    }
}

/// Why a text cannot be read at all.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Broken {
    #[error("The file is too large: {0} bytes; the limit is {MAX_JSON}")]
    TooLarge(usize),
    #[error("The file cannot be used: {0}")]
    TooMuch(#[from] Excess),
    #[error("The file is damaged or not JSON: {0}")]
    NotJson(String),
    #[error("The file is JSON, but not a Blinkenrack layout")]
    NotALayout,
}

/// Writes the document with one line for each value, so that versions can be compared, or in compact form if it would otherwise exceed the
/// largest file that is read.
#[expect(
    clippy::expect_used,
    reason = "every key is text and no value can refuse"
)]
pub fn write(layout: &Layout) -> String {
    let text = serde_json::to_string_pretty(layout).expect("a layout is always writable");
    if text.len() > MAX_FILE {
        return write_compact(layout);
    }
    text
}

/// Like [`write()`], without spaces and line ends.
#[expect(
    clippy::expect_used,
    reason = "every key is text and no value can refuse"
)]
pub fn write_compact(layout: &Layout) -> String {
    serde_json::to_string(layout).expect("a layout is always writable")
}

/// Reads any version of the document.
pub fn read(text: &str) -> Result<Loaded, Broken> {
    read_document(parse_value(text, &mut Budget::of_json())?, text)
}

/// Reads any JSON. The memory of its values is charged to the budget; a text that exceeds it is refused unparsed.
pub(super) fn parse_value(text: &str, budget: &mut Budget) -> Result<Value, Broken> {
    check_within(text, budget)?;
    serde_json::from_str(text).map_err(|error| Broken::NotJson(error.to_string()))
}

/// Checks that a text is within the limits of [`read`].
pub fn check(text: &str) -> Result<(), Broken> {
    check_within(text, &mut Budget::of_json())
}

fn check_within(text: &str, budget: &mut Budget) -> Result<(), Broken> {
    let size = check_json(text, budget)?;
    if size > MAX_JSON {
        return Err(Broken::TooLarge(size));
    }
    Ok(())
}

/// Why a layout inside another value cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Incomplete {
    #[error("{0}")]
    Broken(#[from] Broken),
    #[error("{0}")]
    Lacking(Notice),
}

/// A layout inside another value, such as an undo step, is read completely or not at all.
impl TryFrom<Value> for Layout {
    type Error = Incomplete;

    fn try_from(value: Value) -> Result<Self, Incomplete> {
        let loaded = read_document(value, "")?;
        match loaded.report.into_iter().next() {
            None => Ok(loaded.layout),
            Some(notice) => Err(Incomplete::Lacking(notice)),
        }
    }
}

/// `text` is what the value was parsed from; a document without an id gets one derived from it.
pub(super) fn read_document(value: Value, text: &str) -> Result<Loaded, Broken> {
    let Value::Object(mut document) = value else {
        return Err(Broken::NotALayout);
    };
    if !(document.contains_key("schema_version") && document.contains_key("racks")) {
        return Err(Broken::NotALayout);
    }
    let mut report = ReadReport::default();
    let mut layout = head(&mut document, text, &mut report);
    let (rows, racks, types, devices, connections) = (
        items(&mut document, "rows", MAX_ROWS, &mut report),
        items(&mut document, "racks", MAX_RACKS, &mut report),
        items(&mut document, "device_types", MAX_TYPES, &mut report),
        items(&mut document, "devices", MAX_DEVICES, &mut report),
        items(&mut document, "connections", MAX_CONNECTIONS, &mut report),
    );
    match document.remove("label_template") {
        None | Some(Value::Null) => {}
        Some(Value::String(template)) => layout.label_template = template,
        Some(_) => report.note_change("“label_template”", "is not text; left out"),
    }
    layout.extra = document;
    take_rows(&mut layout, rows, &mut report);
    take_racks(&mut layout, racks, &mut report);
    take_types(&mut layout, types, &mut report);
    take_devices(&mut layout, devices, &mut report);
    take_connections(&mut layout, connections, &mut report);
    Ok(Loaded {
        layout,
        report: report.0,
    })
}

#[derive(Default)]
struct ReadReport(Vec<Notice>);

impl ReadReport {
    /// Reports on an item that is kept.
    fn note_change(&mut self, item: &str, problem: &str) {
        self.add(item, Fate::Changed, problem);
    }

    fn leave_out(&mut self, item: &str, why: &str) {
        self.add(item, Fate::LeftOut, why);
    }

    fn add(&mut self, item: &str, fate: Fate, problem: &str) {
        self.0.push(Notice {
            item: item.to_owned(),
            fate,
            problem: problem.to_owned(),
        });
    }
}

fn head(document: &mut Map<String, Value>, text: &str, report: &mut ReadReport) -> Layout {
    let version = document
        .remove("schema_version")
        .and_then(|version| u32::try_from(version.as_u64()?).ok());
    match version {
        None => report.note_change(
            "Document",
            "its version cannot be read; the current one is assumed",
        ),
        Some(version) if version > SCHEMA_VERSION => {
            report.note_change(
                "Document",
                "was written by a newer version; what is unknown here is kept as it is",
            );
        }
        Some(_) => {}
    }
    let id = document
        .remove("id")
        .and_then(|id| LayoutId::parse(id.as_str()?))
        .unwrap_or_else(|| {
            report.note_change("Document", "has no id; one was made from its content");
            LayoutId::new(id_of_text(text))
        });
    let name = match document.remove("name") {
        Some(Value::String(name)) => without_turns(name),
        _ => {
            report.note_change("Document", "has no name");
            "Untitled".to_owned()
        }
    };
    let mut layout = Layout::new(id, name);
    layout.schema_version = version.unwrap_or(SCHEMA_VERSION).max(SCHEMA_VERSION);
    layout
}

/// Derives an id from a text (FNV-1a, 128 bits).
fn id_of_text(text: &str) -> Uuid {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let hash = text.bytes().fold(BASIS, |hash, byte| {
        (hash ^ u128::from(byte)).wrapping_mul(PRIME)
    });
    Uuid::from_u128(hash)
}

fn items(
    document: &mut Map<String, Value>,
    key: &str,
    most: usize,
    report: &mut ReadReport,
) -> Vec<Value> {
    let mut list = match document.remove(key) {
        None => Vec::new(),
        Some(Value::Array(list)) => list,
        Some(_) => {
            report.note_change(&format!("“{key}”"), "is not a list; left out");
            Vec::new()
        }
    };
    if list.len() > most {
        report.note_change(
            &format!("“{key}”"),
            &format!("has {} items; only the first {most} are read", list.len()),
        );
        list.truncate(most);
    }
    list
}

/// Reads one item; an item that cannot be read is reported.
fn parse<T: TryFrom<Value, Error = BadItem>>(
    kind: &str,
    value: Value,
    report: &mut ReadReport,
) -> Option<T> {
    let item = item_name(kind, &value);
    T::try_from(value)
        .map_err(|problem| report.leave_out(&item, &problem.to_string()))
        .ok()
}

fn item_name(kind: &str, value: &Value) -> String {
    match ["name", "slug", "label", "id"]
        .iter()
        .find_map(|key| value.get(key)?.as_str())
    {
        Some(name) => titled(kind, name),
        None => format!("A {}", kind.to_ascii_lowercase()),
    }
}

fn titled(kind: &str, name: &str) -> String {
    format!("{kind} “{name}”")
}

fn take_rows(layout: &mut Layout, rows: Vec<Value>, report: &mut ReadReport) {
    for value in rows {
        let Some(row) = parse::<Row>("Row", value, report) else {
            continue;
        };
        if layout.row(row.id).is_none() {
            layout.rows.push(row);
        } else {
            report.leave_out(&titled("Row", &row.name), "another row has the same id");
        }
    }
}

fn take_racks(layout: &mut Layout, racks: Vec<Value>, report: &mut ReadReport) {
    for mut value in racks {
        leave_unknown_row(layout, &mut value, report);
        parts::prune_rack(&mut value, report);
        let Some(rack) = parse::<Rack>("Rack", value, report) else {
            continue;
        };
        if layout.rack(rack.id).is_none() {
            layout.racks.push(rack);
        } else {
            report.leave_out(&titled("Rack", &rack.name), "another rack has the same id");
        }
    }
}

/// A rack whose row does not exist is kept without a row.
fn leave_unknown_row(layout: &Layout, rack: &mut Value, report: &mut ReadReport) {
    let item = item_name("Rack", rack);
    let Some(fields) = rack.as_object_mut() else {
        return;
    };
    let is_known = match fields.get("row_id") {
        None | Some(Value::Null) => true,
        Some(id) => id
            .as_str()
            .and_then(RowId::parse)
            .is_some_and(|id| layout.row(id).is_some()),
    };
    if !is_known {
        fields.remove("row_id");
        report.note_change(&item, "is in no row now: its row is missing");
    }
}

fn take_types(layout: &mut Layout, types: Vec<Value>, report: &mut ReadReport) {
    for mut value in types {
        parts::prune_type(&mut value, report);
        let Some(device_type) = parse::<DeviceType>("Device type", value, report) else {
            continue;
        };
        let item = titled("Device type", device_type.slug.as_str());
        if layout.device_types.contains(&device_type.slug) {
            report.leave_out(&item, "another device type has the same name");
        } else if let Err(refusal) = check_type(&device_type) {
            report.leave_out(&item, &refusal.to_string());
        } else {
            layout.device_types.insert(device_type);
        }
    }
}
