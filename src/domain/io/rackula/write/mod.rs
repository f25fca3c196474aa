//! Writes a layout as a Rackula file. Data that Rackula has no fields for goes under our own key, which survives loading and saving in
//! Rackula. What cannot be expressed at all is reported.

mod carriers;
mod connections;
mod connectors;
mod devices;
mod types;

use std::collections::HashSet;

use serde_json::{Map, Value, json};

use crate::domain::ids::{RackId, TypeSlug};
use crate::domain::io::rackula::read::{KEY, OURS, has_sixths};
use crate::domain::io::rackula::schema::{
    LONGEST_NAME, LONGEST_NOTES, Owner, PLAIN_RACK, nearest, short,
};
use crate::domain::io::reason::Reason;
use crate::domain::io::report::{Item, ItemKind, ItemOutcome, ReportEntry};
use crate::domain::io::yaml;
use crate::domain::layout::{Direction, Extra, Layout, Rack};
use types::WrittenTypes;

/// The version written to files: its positions are in sixths of a unit, and it reads everything written here.
const VERSION: &str = "26.6.6";

/// A file, and a report on what it does not hold unchanged.
#[derive(Clone, Debug, PartialEq)]
pub struct Exported {
    pub text: String,
    /// Only changed and skipped items.
    pub report: Vec<ReportEntry>,
    /// The slug written for each type of the layout, in no particular order.
    pub slugs: Vec<(TypeSlug, String)>,
}

/// Writes a `.rackula.yaml` file.
pub fn write(layout: &Layout) -> Exported {
    let mut report = Vec::new();
    let (document, slugs) = document(layout, &mut report);
    let text = format!(
        "# A Rackula layout, written by Blinkenrack\n{}",
        yaml::write(&document)
    );
    Exported {
        text,
        report,
        slugs,
    }
}

/// The content of the file, and the slug written for each type.
fn document(layout: &Layout, report: &mut Vec<ReportEntry>) -> (Value, Vec<(TypeSlug, String)>) {
    let mut kept = kept(&layout.extra);
    let name = named(&layout.name, ItemKind::Layout, report);
    let version = kept.remove("version").filter(counts_in_sixths);
    if let Some(Value::Array(groups)) = kept.get_mut("rack_groups") {
        groups.retain(|group| is_whole(group, layout, report));
    }

    let mut types = WrittenTypes::of(layout, report);
    let mut racks = Vec::new();
    for (position, rack) in layout.racks.iter().enumerate() {
        let devices = devices::of_rack(layout, rack, &mut types, report);
        racks.push(rack_value(rack, position, devices, report));
    }
    let (cables, our_cables) = connections::write(layout, &mut racks);
    let mut document = Map::new();
    document.insert(
        "version".to_owned(),
        version.unwrap_or_else(|| VERSION.into()),
    );
    document.insert("name".to_owned(), name.clone().into());
    document.insert("racks".to_owned(), racks.into());
    let (written, slugs) = types.finish();
    document.insert("device_types".to_owned(), written.into());
    let refused = give_back(Owner::Layout, &mut document, kept);
    let mut ours = unknown(&layout.extra);
    set_aside(
        refused,
        &Item::new(ItemKind::Layout, layout.name.as_str()),
        &mut ours,
        report,
    );
    if !our_cables.is_empty() {
        ours.insert("connections".to_owned(), our_cables.into());
    }
    if !layout.label_template.is_empty() {
        ours.insert(
            "label_template".to_owned(),
            layout.label_template.clone().into(),
        );
    }
    complete(&mut document, layout, &name, report);
    if !cables.is_empty() {
        let list = document.entry("connections").or_insert_with(|| json!([]));
        list.as_array_mut()
            .into_iter()
            .for_each(|list| list.extend(cables.iter().cloned()));
    }
    keep_ours(&mut document, ours);
    (Value::Object(document), slugs)
}

/// Adds required keys that no import provided, and the rows.
fn complete(
    document: &mut Map<String, Value>,
    layout: &Layout,
    name: &str,
    report: &mut Vec<ReportEntry>,
) {
    document.entry("metadata").or_insert_with(
        || json!({"id": layout.id.to_string(), "name": name, "schema_version": "1.0"}),
    );
    document.entry("settings").or_insert_with(|| {
        let has_pictures = layout
            .device_types
            .iter()
            .any(|known| known.pictures().count() > 0);
        let mode = if has_pictures { "image-label" } else { "label" };
        json!({"display_mode": mode, "show_labels_on_images": has_pictures})
    });
    let mut groups = match document.remove("rack_groups") {
        Some(Value::Array(groups)) => groups,
        _ => Vec::new(),
    };
    groups.extend(rows(layout, report));
    if !groups.is_empty() {
        document.insert("rack_groups".to_owned(), groups.into());
    }
    let connections = document.remove("connections");
    if let Some(connections) = connections.and_then(|list| between_ports(list, document)) {
        document.insert("connections".to_owned(), connections);
    }
}

fn rack_value(
    rack: &Rack,
    position: usize,
    devices: Vec<Value>,
    report: &mut Vec<ReportEntry>,
) -> Value {
    let item = Item::new(ItemKind::Rack, rack.name.as_str());
    let mut ours = unknown(&rack.extra);
    if !rack.tags.is_empty() {
        ours.insert("tags".to_owned(), json!(rack.tags));
    }
    if rack.numbering.start == 0 {
        ours.insert("first_unit".to_owned(), 0.into());
        change(report, &item, Reason::CountsFromOne);
    }
    let mut value = Map::new();
    value.insert("id".to_owned(), rack.id.to_string().into());
    value.insert(
        "name".to_owned(),
        named(&rack.name, ItemKind::Rack, report).into(),
    );
    value.insert("height".to_owned(), rack.height.units().into());
    value.insert("width".to_owned(), rack.width.inches().into());
    if let Some(depth) = rack.depth_mm.filter(|depth| *depth > 0) {
        value.insert("depth_mm".to_owned(), depth.into());
    }
    value.insert(
        "desc_units".to_owned(),
        (rack.numbering.direction == Direction::Down).into(),
    );
    value.insert(
        "starting_unit".to_owned(),
        rack.numbering.start.max(1).into(),
    );
    value.insert("position".to_owned(), position.into());
    if !rack.notes.is_empty() {
        let notes = cut(&rack.notes, LONGEST_NOTES, &item, "notes", report);
        value.insert("notes".to_owned(), notes.into());
    }
    value.insert("devices".to_owned(), devices.into());
    let refused = give_back(Owner::Rack, &mut value, kept(&rack.extra));
    set_aside(refused, &item, &mut ours, report);
    value
        .entry("form_factor")
        .or_insert_with(|| PLAIN_RACK.into());
    keep_ours(&mut value, ours);
    Value::Object(value)
}

/// Writes rows as rack groups.
fn rows(layout: &Layout, report: &mut Vec<ReportEntry>) -> Vec<Value> {
    let mut groups = Vec::new();
    for row in &layout.rows {
        let racks: Vec<String> = layout
            .racks
            .iter()
            .filter(|rack| rack.row == Some(row.id))
            .map(|rack| rack.id.to_string())
            .collect();
        if racks.is_empty() {
            skip(
                report,
                Item::new(ItemKind::Row, row.name.as_str()),
                Reason::RowWithoutRacks,
            );
            continue;
        }
        let mut group = Map::new();
        group.insert("id".to_owned(), row.id.to_string().into());
        group.insert(
            "name".to_owned(),
            named(&row.name, ItemKind::Row, report).into(),
        );
        group.insert("layout_preset".to_owned(), "row".into());
        group.insert("rack_ids".to_owned(), racks.into());
        let refused = give_back(Owner::Group, &mut group, kept(&row.extra));
        report_refused(
            &refused,
            &Item::new(ItemKind::Row, row.name.as_str()),
            report,
        );
        groups.push(Value::Object(group));
    }
    groups
}

/// Whether an imported group is still valid: all its racks exist, and are of the same height if they are bayed. Reports a group whose
/// racks were resized; one whose racks were deleted goes with them.
fn is_whole(group: &Value, layout: &Layout, report: &mut Vec<ReportEntry>) -> bool {
    let Some(members) = group.get("rack_ids").and_then(Value::as_array) else {
        return false;
    };
    let heights: Option<Vec<_>> = members
        .iter()
        .map(|member| {
            let id = RackId::parse(member.as_str()?)?;
            layout.rack(id).map(|rack| rack.height)
        })
        .collect();
    let is_bayed = group.get("layout_preset").and_then(Value::as_str) == Some("bayed");
    let Some((first, rest)) = heights.as_ref().and_then(|heights| heights.split_first()) else {
        return false;
    };
    let is_level = !is_bayed || rest.iter().all(|height| height == first);
    if !is_level {
        let name = group.get("name").and_then(Value::as_str);
        let item = Item::new(ItemKind::Row, name.unwrap_or_default());
        skip(report, item, Reason::BayedHeights);
    }
    is_level
}

/// The connections whose two ports are in the file; `None` if there are none.
fn between_ports(connections: Value, document: &Map<String, Value>) -> Option<Value> {
    let Value::Array(mut connections) = connections else {
        return None;
    };
    let racks = document.get("racks").and_then(Value::as_array);
    let devices = racks
        .into_iter()
        .flatten()
        .filter_map(|rack| rack.get("devices")?.as_array())
        .flatten();
    let ports: HashSet<&str> = devices
        .filter_map(|device| device.get("ports")?.as_array())
        .flatten()
        .filter_map(|port| port.get("id")?.as_str())
        .collect();
    let is_there = |connection: &Value, end: &str| {
        let port = connection.get(end).and_then(Value::as_str);
        port.is_some_and(|port| ports.contains(port))
    };
    connections.retain(|connection| {
        is_there(connection, "a_port_id") && is_there(connection, "b_port_id")
    });
    (!connections.is_empty()).then(|| connections.into())
}

/// Whether Rackula infers positions in sixths of a unit from this version: 0.7.0 or later.
fn counts_in_sixths(version: &Value) -> bool {
    version.is_string() && has_sixths(version)
}

/// Rackula's data that an import kept with an item.
fn kept(extra: &Extra) -> Extra {
    match extra.get(KEY) {
        Some(Value::Object(kept)) => kept.clone(),
        _ => Extra::new(),
    }
}

/// Keys of an item that neither this build nor Rackula knows.
fn unknown(extra: &Extra) -> Extra {
    let mut extra = extra.clone();
    extra.remove(KEY);
    extra
}

/// Adds kept values whose keys are not set, as far as Rackula accepts them. Returns those it would refuse.
fn give_back(owner: Owner, value: &mut Map<String, Value>, kept: Extra) -> Extra {
    let mut refused = Extra::new();
    for (key, kept) in kept {
        if value.contains_key(&key) {
            continue;
        }
        let taken = nearest(owner, &key, &kept);
        if taken.as_ref() != Some(&kept) {
            refused.insert(key.clone(), kept);
        }
        value.extend(taken.map(|taken| (key, taken)));
    }
    refused
}

/// Keeps values that Rackula would refuse under our own key.
fn set_aside(refused: Extra, item: &Item, ours: &mut Extra, report: &mut Vec<ReportEntry>) {
    report_refused(&refused, item, report);
    if !refused.is_empty() {
        ours.insert(KEY.to_owned(), Value::Object(refused));
    }
}

fn report_refused(refused: &Extra, item: &Item, report: &mut Vec<ReportEntry>) {
    for key in refused.keys() {
        change(report, item, Reason::KeyRefused(key.clone()));
    }
}

fn keep_ours(value: &mut Map<String, Value>, ours: Extra) {
    if !ours.is_empty() {
        value.insert(OURS.to_owned(), Value::Object(ours));
    }
}

/// Makes a name acceptable to Rackula: not empty, not too long.
fn named(name: &str, kind: ItemKind, report: &mut Vec<ReportEntry>) -> String {
    if name.trim().is_empty() {
        return kind.word().to_owned();
    }
    cut(name, LONGEST_NAME, &Item::new(kind, name), "name", report)
}

fn cut(
    text: &str,
    longest: usize,
    item: &Item,
    what: &'static str,
    report: &mut Vec<ReportEntry>,
) -> String {
    let short = short(text, longest);
    if short.len() < text.len() {
        change(
            report,
            item,
            Reason::TextCut {
                what,
                letters: longest,
            },
        );
    }
    short.to_owned()
}

fn change(report: &mut Vec<ReportEntry>, item: &Item, why: Reason) {
    report.push(ReportEntry {
        item: item.clone(),
        outcome: ItemOutcome::Changed(vec![why]),
    });
}

fn skip(report: &mut Vec<ReportEntry>, item: Item, why: Reason) {
    report.push(ReportEntry {
        item,
        outcome: ItemOutcome::Skipped(vec![why]),
    });
}
