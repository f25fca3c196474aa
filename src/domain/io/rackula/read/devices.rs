//! Rackula's devices, read but not placed yet.

use serde_json::{Map, Value};

use super::position::HeightScale;
use super::types::ReadTypes;
use super::{ADDRESS, COLOR, KEY, OURS, keep};
use crate::domain::ids::TypeSlug;
use crate::domain::io::rackula::color::{hex_of, tone_of};
use crate::domain::io::rackula::schema::{Owner, put_back};
use crate::domain::io::reader::Reader;
use crate::domain::io::reason::Reason;
use crate::domain::io::report::{Item, ItemKind, Report};
use crate::domain::layout::{Extra, Face, LifeCycle, Link, PinnedDisk, PlateColor, Tags, UserLink};

/// A device as read from the file.
pub(super) struct Draft {
    /// Its id in the file; empty if it has none.
    pub(super) id: String,
    pub(super) slug: TypeSlug,
    pub(super) name: String,
    pub(super) file_place: FilePlace,
    pub(super) face: Face,
    /// Whether Rackula created it as a carrier automatically.
    pub(super) auto_created: bool,
    pub(super) address: String,
    pub(super) links: Vec<Link>,
    pub(super) guests: Vec<Link>,
    pub(super) facts: ExtraFacts,
    pub(super) notes: String,
    pub(super) extra: Extra,
    /// Warnings for the report.
    pub(super) remarks: Vec<Reason>,
}

/// Its position in the file.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum FilePlace {
    Rails {
        /// Height above the floor; `None` if the file does not say.
        units: Option<f64>,
        /// Its column, if the file says.
        column: Option<u8>,
        /// Whether the height is exact to the half-unit, as for children of dissolved carriers.
        exact: bool,
    },
    Inside {
        /// The parent's id in the file.
        parent: String,
        /// The slot's id or the bay's name.
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

/// Returns `None`, and reports it, if the value is not a device.
pub(super) fn read(
    value: Value,
    scale: HeightScale,
    types: &mut ReadTypes,
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
    let columns = types
        .table
        .get(&slug)
        .map_or(1, |known| known.width.columns());
    let file_place = file_place(&mut reader, scale, columns);
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
    let mut facts = ours.facts;
    facts.color = color(&mut rest, facts.color);
    let mut extra = ours.extra;
    keep(&mut extra, rest);
    Some(Draft {
        id,
        slug,
        name,
        file_place,
        face: ours.face.unwrap_or(face),
        auto_created,
        address,
        links: ours.links,
        guests: ours.guests,
        facts,
        notes,
        extra,
        remarks,
    })
}

/// `columns` is the number of devices of its type that fit side by side.
fn file_place(reader: &mut Reader, scale: HeightScale, columns: u8) -> FilePlace {
    let position = reader.number("position");
    // Files up to 0.9 mount half-width devices on the rails and say which half.
    let half = reader.name("slot_position");
    let in_carrier = (reader.name("container_id"), reader.name("slot_id"));
    let in_parent = (reader.name("parent_device"), reader.name("device_bay"));
    match (in_carrier, in_parent) {
        ((Some(parent), slot), _) | (_, (Some(parent), slot)) => FilePlace::Inside { parent, slot },
        _ => FilePlace::Rails {
            units: position.map(|position| scale.above_floor(position)),
            column: match half.as_deref() {
                Some("left") if columns > 1 => Some(0),
                Some("right") if columns > 1 => Some(columns - 1),
                _ => None,
            },
            exact: false,
        },
    }
}

/// The tone closest to the color in the file. The color itself is kept with Rackula's data unless it is exactly the color of the tone.
fn color(rest: &mut Map<String, Value>, ours: PlateColor) -> PlateColor {
    let Some(tone) = rest.get(COLOR).and_then(tone_of) else {
        return ours;
    };
    rest.retain(|key, color| key != COLOR || *color != hex_of(tone));
    PlateColor::Tone(tone)
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

/// Data that Rackula has no fields for.
#[derive(Default)]
pub(super) struct ExtraFacts {
    pub(super) tags: Tags,
    pub(super) user_links: Vec<UserLink>,
    pub(super) life_cycle: LifeCycle,
    pub(super) color: PlateColor,
    pub(super) disks: Vec<PinnedDisk>,
}

impl ExtraFacts {
    fn take(ours: &mut Map<String, Value>) -> Self {
        let tags = list_of(ours, "tags");
        Self {
            tags: Tags::of(tags.iter().filter_map(Value::as_str)),
            user_links: read_list(ours, "user_links").collect(),
            life_cycle: match ours.remove("life_cycle") {
                Some(Value::String(word)) => word.into(),
                _ => LifeCycle::default(),
            },
            color: match ours.remove("color") {
                Some(Value::String(word)) => word.into(),
                _ => PlateColor::default(),
            },
            disks: PinnedDisk::distinct(read_list(ours, "disks")),
        }
    }
}

/// The data about a device that our own export added.
#[derive(Default)]
struct Ours {
    links: Vec<Link>,
    guests: Vec<Link>,
    facts: ExtraFacts,
    /// The real face of a device in a carrier: in Rackula such devices are on both faces.
    face: Option<Face>,
    /// Values that Rackula would have refused.
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
        let facts = ExtraFacts::take(&mut ours);
        let face = match ours.remove("face").as_ref().and_then(Value::as_str) {
            Some("front") => Some(Face::Front),
            Some("rear") => Some(Face::Rear),
            _ => None,
        };
        let extra = match ours.remove("extra") {
            Some(Value::Object(extra)) => extra,
            _ => Extra::new(),
        };
        // Files of version 1 have the keys of a single link directly among ours.
        if links.is_empty() {
            links.extend(Link::try_from(Value::Object(ours)).ok());
        }
        Self {
            links,
            guests,
            facts,
            face,
            refused,
            extra,
        }
    }
}

fn links_of(ours: &mut Map<String, Value>, key: &str) -> Vec<Link> {
    Link::distinct(read_list(ours, key))
}

fn list_of(ours: &mut Map<String, Value>, key: &str) -> Vec<Value> {
    match ours.remove(key) {
        Some(Value::Array(values)) => values,
        _ => Vec::new(),
    }
}

/// Reads a list, skipping unreadable entries.
fn read_list<T: TryFrom<Value>>(
    ours: &mut Map<String, Value>,
    key: &str,
) -> impl Iterator<Item = T> + use<T> {
    let values = list_of(ours, key).into_iter();
    values.filter_map(|value| T::try_from(value).ok())
}
