//! Rackula's racks and rack groups.

use std::collections::{HashMap, HashSet};

use serde_json::Value;
use uuid::Uuid;

use super::{KEY, OURS, keep};
use crate::domain::ids::{RackId, RowId};
use crate::domain::io::rackula::schema::{Owner, put_back};
use crate::domain::io::reader::Reader;
use crate::domain::io::reason::Reason;
use crate::domain::io::report::{Item, ItemKind, Report};
use crate::domain::layout::{Direction, Extra, Layout, Numbering, Rack, RackHeight, Row, Tags};

const MAX_RACKS: usize = 2_000;

/// A rack and its devices in the file.
pub(super) struct FileRack {
    pub(super) rack: Rack,
    /// Its id in the file.
    pub(super) id: String,
    pub(super) devices: Vec<Value>,
}

/// Reads the racks in their order on the floor.
pub(super) fn read(
    values: Vec<Value>,
    new_id: &mut dyn FnMut() -> Uuid,
    report: &mut Report,
) -> Vec<FileRack> {
    let surplus = values.len().saturating_sub(MAX_RACKS);
    if surplus > 0 {
        let most = MAX_RACKS;
        report.skipped(Item::unnamed(ItemKind::Rack), Reason::TooMany { most });
    }
    let mut taken = HashSet::new();
    let mut drafts: Vec<(f64, FileRack)> = Vec::new();
    for value in values.into_iter().take(MAX_RACKS) {
        let Some(mut reader) = Reader::of(value) else {
            report.skipped(Item::unnamed(ItemKind::Rack), Reason::NoKeys);
            continue;
        };
        let position = reader.number("position").unwrap_or(f64::MAX);
        let draft = rack(reader, &mut taken, new_id, report);
        drafts.push((position, draft));
    }
    // The sort is stable: racks with equal positions keep their order in the file.
    drafts.sort_by(|(a, _), (b, _)| a.total_cmp(b));
    drafts.into_iter().map(|(_, draft)| draft).collect()
}

fn rack(
    mut reader: Reader,
    taken: &mut HashSet<RackId>,
    new_id: &mut dyn FnMut() -> Uuid,
    report: &mut Report,
) -> FileRack {
    let original = reader.name("id").unwrap_or_default();
    let own = RackId::parse(&original).filter(|id| !taken.contains(id));
    let id = own.unwrap_or_else(|| RackId::new(new_id()));
    taken.insert(id);
    let name = reader.name("name").unwrap_or_else(|| "Rack".to_owned());
    let height = match reader.whole("height", 1, RackHeight::MAX.into()) {
        Some(units) => RackHeight::clamped(u16::try_from(units).unwrap_or(RackHeight::MAX)),
        None => {
            reader.note(Reason::HeightUnknown(42));
            RackHeight::clamped(42)
        }
    };
    let mut rack = Rack::new(id, name, height);
    rack.width = reader.rack_width();
    rack.numbering = Numbering {
        direction: match reader.flag("desc_units") {
            Some(true) => Direction::Down,
            _ => Direction::Up,
        },
        start: reader
            .whole("starting_unit", 0, u16::MAX.into())
            .and_then(|start| u16::try_from(start).ok())
            .unwrap_or(Numbering::default().start),
    };
    rack.depth_mm = reader.whole("depth_mm", 0, u32::MAX);
    rack.notes = reader.text("notes").unwrap_or_default();
    let devices = reader.list("devices");
    let mut ours = reader.map(OURS);
    if ours.remove("first_unit") == Some(Value::from(0)) && rack.numbering.start == 1 {
        rack.numbering.start = 0;
    }
    let refused = ours.remove(KEY);
    if let Some(Value::Array(tags)) = ours.remove("tags") {
        rack.tags = Tags::of(tags.iter().filter_map(Value::as_str));
    }
    rack.extra = ours;
    report.came_in_with(Item::new(ItemKind::Rack, rack.name.as_str()), &reader.notes);
    let mut rest = reader.rest();
    // The state of Rackula's own view.
    rest.remove("view");
    put_back(Owner::Rack, &mut rest, refused);
    keep(&mut rack.extra, rest);
    FileRack {
        rack,
        id: original,
        devices,
    }
}

/// Turns groups of the kind “row” into rows. Returns the other groups, to be kept.
pub(super) fn rows(
    layout: &mut Layout,
    groups: Vec<Value>,
    racks: &HashMap<String, RackId>,
    new_id: &mut dyn FnMut() -> Uuid,
    report: &mut Report,
) -> Vec<Value> {
    let mut others = Vec::new();
    for value in groups {
        let is_row = value.get("layout_preset").and_then(Value::as_str) == Some("row");
        let Some(reader) = is_row.then(|| Reader::of(value.clone())).flatten() else {
            others.push(with_our_ids(value, racks));
            continue;
        };
        row(layout, reader, racks, new_id, report);
    }
    others
}

/// A kept group with the racks' new ids.
fn with_our_ids(mut group: Value, racks: &HashMap<String, RackId>) -> Value {
    if let Some(members) = group.get_mut("rack_ids").and_then(Value::as_array_mut) {
        for member in members {
            let id = member.as_str().and_then(|id| racks.get(id));
            if let Some(id) = id {
                *member = id.to_string().into();
            }
        }
    }
    group
}

fn row(
    layout: &mut Layout,
    mut reader: Reader,
    racks: &HashMap<String, RackId>,
    new_id: &mut dyn FnMut() -> Uuid,
    report: &mut Report,
) {
    let own = reader.name("id").and_then(|id| RowId::parse(&id));
    let own = own.filter(|id| layout.rows.iter().all(|row| row.id != *id));
    let id = own.unwrap_or_else(|| RowId::new(new_id()));
    let name = reader
        .name("name")
        .unwrap_or_else(|| format!("Row {}", layout.rows.len() + 1));
    let members: Vec<RackId> = reader
        .list("rack_ids")
        .iter()
        .filter_map(|id| racks.get(id.as_str()?).copied())
        .collect();
    for rack in layout.racks.iter_mut().filter(|rack| rack.row.is_none()) {
        if members.contains(&rack.id) {
            rack.row = Some(id);
        }
    }
    report.came_in_with(Item::new(ItemKind::Row, name.as_str()), &reader.notes);
    let mut extra = Extra::new();
    let mut rest = reader.rest();
    rest.remove("layout_preset");
    keep(&mut extra, rest);
    layout.rows.push(Row { id, name, extra });
}
