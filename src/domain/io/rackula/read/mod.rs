//! Reads Rackula's layouts. Bad items are skipped and reported. Data that only Rackula knows is kept with its item under one key,
//! for a later export.

mod carriers;
mod connections;
mod depth;
mod devices;
pub(in crate::domain::io) mod link;
mod placing;
mod position;
mod racks;
mod types;

use std::collections::HashMap;

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::domain::ids::{LayoutId, RackId};
use crate::domain::io::pictures::{self, IncomingPictures};
use crate::domain::io::rackula::schema::{Owner, put_back};
use crate::domain::io::reader::Reader;
use crate::domain::io::reason::Reason;
use crate::domain::io::report::{Item, ItemKind, Report};
use crate::domain::layout::{Extra, Layout};
use placing::Placing;
use types::ReadTypes;

use position::HeightScale;

pub(in crate::domain::io) use carriers::SlotId;
pub(in crate::domain::io) use position::has_sixths;
pub(in crate::domain::io) use types::{CARRIER, HIGHEST, is_device_bay};

/// The extra key of our items that holds Rackula's data.
pub(in crate::domain::io) const KEY: &str = "rackula";
/// The custom field in Rackula's files that holds our data.
pub(in crate::domain::io) const OURS: &str = "blinkenrack";
/// The custom field in Rackula's files that holds a device's address.
pub(in crate::domain::io) const ADDRESS: &str = "ip";
/// The key of a device's own color.
pub(in crate::domain::io) const COLOR: &str = "colour_override";

/// Whether a file's content looks like one of Rackula's layouts.
pub(in crate::domain::io) fn is_layout(file: &Map<String, Value>) -> bool {
    let has_racks = file.get("racks").is_some_and(Value::is_array)
        || file.get("rack").is_some_and(Value::is_object);
    has_racks && file.get("schema_version").is_none()
}

/// The form of a layout in the long keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain::io) enum FileForm {
    /// Complete; its version decides the scale of positions.
    File,
    /// Positions are in units; depths are omitted.
    Link,
}

/// Reads a layout in the long form used in files.
pub(in crate::domain::io) fn read(
    file: Map<String, Value>,
    form: FileForm,
    new_id: &mut dyn FnMut() -> Uuid,
    pictures: &mut IncomingPictures,
    report: &mut Report,
) -> Option<Layout> {
    let mut reader = Reader::of(Value::Object(file))?;
    let name = reader
        .name("name")
        .unwrap_or_else(|| "Imported from Rackula".to_owned());
    let mut layout = Layout::new(LayoutId::new(new_id()), name);
    report_newer(&reader, report);

    let mut racks = reader.list("racks");
    racks.extend(reader.take("rack").filter(|_| racks.is_empty()));
    let drafts = racks::read(racks, new_id, report);
    let devices = drafts.iter().flat_map(|draft| &draft.devices);
    let scale = match form {
        FileForm::File => position::scale(reader.peek("version"), devices),
        FileForm::Link => HeightScale::Units,
    };
    let types = ReadTypes::read(reader.list("device_types"), report);

    let ids: HashMap<String, RackId> = drafts
        .iter()
        .map(|draft| (draft.id.clone(), draft.rack.id))
        .collect();
    layout.racks = drafts.iter().map(|draft| draft.rack.clone()).collect();
    let groups = reader.list("rack_groups");
    let other_groups = racks::rows(&mut layout, groups, &ids, new_id, report);

    let mut placing = Placing::new(layout, types, new_id, report);
    for draft in drafts {
        placing.fill(draft.rack.id, draft.devices, scale, form == FileForm::File);
    }
    let mut layout = placing.finish();

    pictures::of_rackula(reader.map("images"), &mut layout, pictures, report);
    for note in std::mem::take(&mut reader.notes) {
        report.changed(Item::new(ItemKind::Layout, layout.name.as_str()), note);
    }
    layout.extra = reader.map(OURS);
    let refused = layout.extra.remove(KEY);
    let list = |value| match value {
        Some(Value::Array(list)) => list,
        _ => Vec::new(),
    };
    let ours = list(layout.extra.remove("connections"));
    if let Some(Value::String(template)) = layout.extra.remove("label_template") {
        layout.label_template = template;
    }
    let mut rest = reader.rest();
    let cables = list(rest.remove("connections"));
    let unread = connections::read(&mut layout, cables, ours, new_id);
    if !unread.is_empty() {
        rest.insert("connections".to_owned(), Value::Array(unread));
    }
    if !other_groups.is_empty() {
        rest.insert("rack_groups".to_owned(), Value::Array(other_groups));
    }
    put_back(Owner::Layout, &mut rest, refused);
    keep(&mut layout.extra, rest);
    Some(layout)
}

/// Keeps Rackula's own data with an item.
fn keep(extra: &mut Extra, rest: Extra) {
    if !rest.is_empty() {
        extra.insert(KEY.to_owned(), Value::Object(rest));
    }
}

/// Reports that the file is newer than the versions known here.
fn report_newer(reader: &Reader, report: &mut Report) {
    const NEWEST_KNOWN: u32 = 2;
    let version = reader
        .peek("metadata")
        .and_then(|metadata| metadata.get("schema_version"));
    let major = version.and_then(|version| position::numbers(version).first().copied());
    if major.is_some_and(|major| major > NEWEST_KNOWN) {
        report.changed(Item::unnamed(ItemKind::File), Reason::NewerFile);
    }
}
