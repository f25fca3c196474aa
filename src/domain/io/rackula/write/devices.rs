//! Writes the devices of a rack: at whole units on the rails, or in slots, one level deep.

use serde_json::{Map, Value, json};

use super::carriers::{RailDevice, clusters};
use super::types::{WrittenTypes, slot_ids};
use super::{LONGEST_NAME, LONGEST_NOTES, Owner, cut, give_back, kept, set_aside, skip, unknown};
use crate::domain::ids::DeviceId;
use crate::domain::io::rackula::color::{hex_of, tone_of};
use crate::domain::io::rackula::read::{ADDRESS, COLOR, OURS, is_device_bay};
use crate::domain::io::reason::Reason;
use crate::domain::io::report::{Item, ItemKind, ReportEntry};
use crate::domain::layout::{Device, Face, Layout, Place, PlateColor, Rack};
use uuid::Uuid;

pub(super) fn of_rack(
    layout: &Layout,
    rack: &Rack,
    types: &mut WrittenTypes,
    report: &mut Vec<ReportEntry>,
) -> Vec<Value> {
    let (alone, in_carriers): (Vec<RailDevice>, Vec<RailDevice>) = mounted(layout, rack, report)
        .into_iter()
        .partition(RailDevice::stands_alone);
    let mut list = Vec::new();
    for device in alone {
        let mut value = value(device.device, types, report);
        let position = (u32::from(device.bottom.0 / 2) + 1) * 6;
        value.insert("position".to_owned(), position.into());
        value.insert("face".to_owned(), face(device.face).into());
        list.push(Value::Object(value));
        children(layout, device.device, types, &mut list, report);
    }
    for cluster in clusters(in_carriers.into_iter()) {
        let slug = cluster.carrier(types);
        let id = carrier_id(cluster.members.first().map(|member| member.device.id));
        list.push(json!({
            "id": id, "device_type": slug, "position": cluster.position(), "face": face(cluster.face()),
            "auto_created": true,
        }));
        for member in &cluster.members {
            let mut value = value(member.device, types, report);
            value.insert("position".to_owned(), 0.into());
            hold_in_carrier(&mut value, member.face);
            value.insert("container_id".to_owned(), id.clone().into());
            value.insert("slot_id".to_owned(), cluster.slot(member).into());
            list.push(Value::Object(value));
            for child in children_of(layout, member.device) {
                lose(layout, child, Reason::InSharedUnit, report);
            }
        }
    }
    list
}

/// The devices between the rails. Devices beside the rails are reported.
fn mounted<'a>(
    layout: &'a Layout,
    rack: &Rack,
    report: &mut Vec<ReportEntry>,
) -> Vec<RailDevice<'a>> {
    let mut mounted = Vec::new();
    for device in layout
        .devices
        .iter()
        .filter(|device| device.place.rack() == Some(rack.id))
    {
        match (device.place, layout.type_of(device)) {
            (
                Place::Rack {
                    bottom,
                    face,
                    column,
                    ..
                },
                Some(device_type),
            ) => {
                mounted.push(RailDevice {
                    device,
                    device_type,
                    bottom,
                    face,
                    column,
                });
            }
            _ => lose(layout, device, Reason::NothingBesideRails, report),
        }
    }
    mounted.sort_by_key(|mounted| (mounted.bottom, mounted.column));
    mounted
}

fn children_of<'a>(layout: &'a Layout, parent: &Device) -> impl Iterator<Item = &'a Device> {
    let parent = parent.id;
    let inside =
        move |place: Place| matches!(place, Place::Bay { parent: other, .. } if other == parent);
    layout
        .devices
        .iter()
        .filter(move |device| inside(device.place))
}

fn children(
    layout: &Layout,
    parent: &Device,
    types: &WrittenTypes,
    list: &mut Vec<Value>,
    report: &mut Vec<ReportEntry>,
) {
    let Some(parent_type) = layout
        .type_of(parent)
        .filter(|found| !found.bays.is_empty())
    else {
        return;
    };
    let ids = slot_ids(&parent_type.bays);
    let mut found: Vec<&Device> = children_of(layout, parent).collect();
    found.sort_by_key(|child| match child.place {
        Place::Bay { bay, .. } => bay,
        _ => 0,
    });
    for child in found {
        let Place::Bay { bay, .. } = child.place else {
            continue;
        };
        let (Some(bay), Some(slot)) = (
            parent_type.bays.get(usize::from(bay)),
            ids.get(usize::from(bay)),
        ) else {
            continue;
        };
        let mut value = value(child, types, report);
        value.insert("position".to_owned(), 0.into());
        // Rackula's display breaks if two half-depth children are on the same face.
        value.insert("face".to_owned(), face(Face::Both).into());
        let keys = if is_device_bay(bay) {
            ["parent_device", "device_bay"]
        } else {
            ["container_id", "slot_id"]
        };
        for (key, text) in keys.into_iter().zip([
            id_of(parent),
            if is_device_bay(bay) {
                bay.name.clone()
            } else {
                slot.clone()
            },
        ]) {
            value.insert(key.to_owned(), text.into());
        }
        list.push(Value::Object(value));
        for grandchild in children_of(layout, child) {
            lose(layout, grandchild, Reason::OneLevelOnly, report);
        }
    }
}

/// Reports a device and its children as left out.
fn lose(layout: &Layout, device: &Device, why: Reason, report: &mut Vec<ReportEntry>) {
    skip(
        report,
        Item::new(ItemKind::Device, device.name.as_str()),
        why,
    );
    for child in children_of(layout, device) {
        lose(layout, child, Reason::ParentLeftOut, report);
    }
}

fn id_of(device: &Device) -> String {
    device.id.to_string()
}

/// A stable id for a carrier: the inverted id of its first device.
fn carrier_id(first: Option<DeviceId>) -> String {
    let first = first.map_or(0, |id| id.uuid().as_u128());
    Uuid::from_u128(!first).to_string()
}

fn face(face: Face) -> &'static str {
    match face {
        Face::Front => "front",
        Face::Rear => "rear",
        Face::Both => "both",
    }
}

/// All fields of a device except its position.
fn value(
    device: &Device,
    types: &WrittenTypes,
    report: &mut Vec<ReportEntry>,
) -> Map<String, Value> {
    let item = Item::new(ItemKind::Device, device.name.as_str());
    let mut kept = kept(&device.extra);
    let mut value = Map::new();
    value.insert("id".to_owned(), id_of(device).into());
    value.insert(
        "device_type".to_owned(),
        types.slug_of(&device.device_type).into(),
    );
    if !device.name.is_empty() {
        let name = cut(&device.name, LONGEST_NAME, &item, "name", report);
        value.insert("name".to_owned(), name.into());
    }
    if !device.notes.is_empty() {
        let notes = cut(&device.notes, LONGEST_NOTES, &item, "notes", report);
        value.insert("notes".to_owned(), notes.into());
    }
    let mut custom_fields = match kept.remove("custom_fields") {
        Some(Value::Object(fields)) => fields,
        _ => Map::new(),
    };
    if !device.address.is_empty() {
        custom_fields.insert(ADDRESS.to_owned(), device.address.clone().into());
    }
    let refused = give_back(Owner::Device, &mut value, kept);
    let mut ours = ours(device);
    // An imported color is written back as long as it matches the tone.
    let before = value.remove(COLOR);
    if let Some(tone) = device.color.tone() {
        let same = before.filter(|color| tone_of(color) == Some(tone));
        value.insert(
            COLOR.to_owned(),
            same.unwrap_or_else(|| hex_of(tone).into()),
        );
    }
    set_aside(refused, &item, &mut ours, report);
    if !ours.is_empty() {
        custom_fields.insert(OURS.to_owned(), Value::Object(ours));
    }
    if !custom_fields.is_empty() {
        value.insert("custom_fields".to_owned(), Value::Object(custom_fields));
    }
    value
}

/// Puts a child of a carrier on both faces, as Rackula's display breaks otherwise. The real face is kept under our own key.
fn hold_in_carrier(value: &mut Map<String, Value>, real: Face) {
    value.insert("face".to_owned(), face(Face::Both).into());
    if real == Face::Both {
        return;
    }
    let custom_fields = value.entry("custom_fields").or_insert_with(|| json!({}));
    if let Some(fields) = custom_fields.as_object_mut() {
        let ours = fields.entry(OURS).or_insert_with(|| json!({}));
        if let Some(ours) = ours.as_object_mut() {
            ours.insert("face".to_owned(), face(real).into());
        }
    }
}

/// Data that Rackula has no fields for.
fn ours(device: &Device) -> Map<String, Value> {
    let mut ours = Map::new();
    if !device.links.is_empty() {
        ours.insert("links".to_owned(), json!(device.links));
    }
    if !device.guests.is_empty() {
        ours.insert("guests".to_owned(), json!(device.guests));
    }
    if !device.tags.is_empty() {
        ours.insert("tags".to_owned(), json!(device.tags));
    }
    if !device.user_links.is_empty() {
        ours.insert("user_links".to_owned(), json!(device.user_links));
    }
    if !device.life_cycle.is_in_use() {
        ours.insert("life_cycle".to_owned(), json!(device.life_cycle));
    }
    if let PlateColor::Other(word) = &device.color {
        ours.insert("color".to_owned(), word.clone().into());
    }
    if !device.disks.is_empty() {
        ours.insert("disks".to_owned(), json!(device.disks));
    }
    let extra = unknown(&device.extra);
    if !extra.is_empty() {
        ours.insert("extra".to_owned(), Value::Object(extra));
    }
    ours
}
