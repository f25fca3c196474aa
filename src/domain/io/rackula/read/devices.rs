//! Rackula's placed devices, read but not placed yet.

use serde_json::{Map, Value};

use super::position::HeightScale;
use super::types::Types;
use super::{ADDRESS, KEY, OURS, keep};
use crate::domain::ids::TypeSlug;
use crate::domain::io::rackula::schema::{Owner, put_back};
use crate::domain::io::reader::Reader;
use crate::domain::io::report::{Item, ItemKind, Reason, Report};
use crate::domain::layout::{Extra, Face, Link};

/// A device as the file has it.
pub(super) struct Draft {
    /// As it is called in the file; empty when it has no id.
    pub(super) id: String,
    pub(super) slug: TypeSlug,
    pub(super) name: String,
    pub(super) file_place: FilePlace,
    pub(super) face: Face,
    /// Made by Rackula itself, to hold what it does not put on rails.
    pub(super) auto_created: bool,
    pub(super) address: String,
    pub(super) links: Vec<Link>,
    pub(super) guests: Vec<Link>,
    pub(super) notes: String,
    pub(super) extra: Extra,
    /// What was odd about it.
    pub(super) remarks: Vec<Reason>,
}

/// Where the file has it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FilePlace {
    Rails {
        /// Above the floor; `None` when the file does not say it.
        units: Option<f64>,
        /// Where its carrier was known, that is exact to the half-unit, and this is its column.
        column: Option<u8>,
    },
    Inside {
        /// By its id in the file.
        parent: String,
        /// By the slot's id or the bay's name.
        slot: Option<String>,
    },
}

impl Draft {
    pub(super) fn item(&self) -> Item {
        Item::new(ItemKind::Device, self.name.as_str())
    }

    pub(super) fn remark(&mut self, reason: Reason) {
        self.remarks.push(reason);
    }
}

/// `None` when it is no device at all, which is told.
pub(super) fn read(
    value: Value,
    scale: HeightScale,
    types: &mut Types,
    report: &mut Report,
) -> Option<Draft> {
    let Some(mut reader) = Reader::of(value) else {
        report.skipped(Item::unnamed(ItemKind::Device), Reason::NoKeys);
        return None;
    };
    let name = reader.name("name").or_else(|| reader.name("label"));
    let Some(slug) = reader.name("device_type") else {
        let item = Item::new(ItemKind::Device, name.unwrap_or_default());
        report.skipped(item, Reason::NoDeviceType);
        return None;
    };
    let slug = types.known_or_plain(&slug, report);
    let name = name
        .or_else(|| types.table.get(&slug).map(|known| known.full_name()))
        .unwrap_or_default();
    let file_place = file_place(&mut reader, scale);
    let face = match reader.name("face").as_deref() {
        Some("rear") => Face::Rear,
        Some("both") => Face::Both,
        _ => Face::Front,
    };
    let mut custom_fields = reader.map("custom_fields");
    let address = address(&mut custom_fields);
    let ours = Ours::take(&mut custom_fields);
    let auto_created = reader.flag("auto_created") == Some(true);
    let notes = reader.text("notes").unwrap_or_default();
    if reader.drop_all(&["front_image", "rear_image"]) {
        reader.note(Reason::ItsPictures);
    }
    let id = reader.name("id").unwrap_or_default();
    let remarks = std::mem::take(&mut reader.notes);
    let mut rest = reader.rest();
    if !custom_fields.is_empty() {
        rest.insert("custom_fields".to_owned(), Value::Object(custom_fields));
    }
    put_back(Owner::Device, &mut rest, ours.refused);
    let mut extra = ours.extra;
    keep(&mut extra, rest);
    Some(Draft {
        id,
        slug,
        name,
        file_place,
        face,
        auto_created,
        address,
        links: ours.links,
        guests: ours.guests,
        notes,
        extra,
        remarks,
    })
}

fn file_place(reader: &mut Reader, scale: HeightScale) -> FilePlace {
    let position = reader.number("position");
    let in_carrier = (reader.name("container_id"), reader.name("slot_id"));
    let in_parent = (reader.name("parent_device"), reader.name("device_bay"));
    match (in_carrier, in_parent) {
        ((Some(parent), slot), _) | (_, (Some(parent), slot)) => FilePlace::Inside { parent, slot },
        _ => FilePlace::Rails {
            units: position.map(|position| scale.above_floor(position)),
            column: None,
        },
    }
}

fn address(custom_fields: &mut Map<String, Value>) -> String {
    match custom_fields.get(ADDRESS) {
        Some(Value::String(address)) if address.len() <= 253 => {
            let address = address.trim().to_owned();
            custom_fields.remove(ADDRESS);
            address
        }
        _ => String::new(),
    }
}

/// What our own export has noted of a device.
#[derive(Default)]
struct Ours {
    links: Vec<Link>,
    guests: Vec<Link>,
    /// What Rackula would not have taken as it is.
    refused: Option<Value>,
    extra: Extra,
}

impl Ours {
    fn take(custom_fields: &mut Map<String, Value>) -> Self {
        let Some(Value::Object(mut ours)) = custom_fields.remove(OURS) else {
            return Self::default();
        };
        let refused = ours.remove(KEY);
        let mut links = links_of(&mut ours, "links");
        let guests = links_of(&mut ours, "guests");
        let extra = match ours.remove("extra") {
            Some(Value::Object(extra)) => extra,
            _ => Extra::new(),
        };
        // Files of version 1 have the keys of one link among ours.
        if links.is_empty() {
            links.extend(Link::try_from(Value::Object(ours)).ok());
        }
        Self {
            links,
            guests,
            refused,
            extra,
        }
    }
}

fn links_of(ours: &mut Map<String, Value>, key: &str) -> Vec<Link> {
    let Some(Value::Array(values)) = ours.remove(key) else {
        return Vec::new();
    };
    let links = values.into_iter().map(Link::try_from);
    Link::distinct(links.filter_map(Result::ok))
}
