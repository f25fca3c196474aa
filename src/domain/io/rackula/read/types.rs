//! Rackula's device types: size, slots and ports.

use std::collections::{HashMap, HashSet};

use serde::Deserialize;
use serde::de::value::{Error, StrDeserializer};
use serde_json::Value;

use super::{KEY, OURS, keep};
use crate::domain::ids::TypeSlug;
use crate::domain::io::ports;
use crate::domain::io::rackula::schema::{Owner, put_back};
use crate::domain::io::reader::Reader;
use crate::domain::io::reason::Reason;
use crate::domain::io::report::{Item, ItemKind, Report};
use crate::domain::layout::{Bay, Category, Depth, DeviceType, Extra, RackWidth, Table, Width};
use crate::domain::placement::check_type;
use crate::domain::units::HalfU;

const MAX_TYPES: usize = 20_000;
/// The maximum height of a type in Rackula.
pub(in crate::domain::io) const HIGHEST: HalfU = HalfU::from_units(50);
/// The slug prefix of carriers that our own export creates.
pub(in crate::domain::io) const CARRIER: &str = "blinkenrack-carrier-";

/// The types of a file and the positions of their slots.
#[derive(Default)]
pub(super) struct ReadTypes {
    pub(super) table: Table<DeviceType>,
    slots: HashMap<TypeSlug, Vec<CarrierSlot>>,
}

/// A slot of a carrier, at the same index as the type's bay.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct CarrierSlot {
    pub(super) id: String,
    pub(super) row: u8,
    pub(super) column: u8,
    pub(super) height: HalfU,
    /// As a fraction of the carrier's width, 0 to 1.
    pub(super) fraction: f64,
}

impl ReadTypes {
    pub(super) fn read(values: Vec<Value>, report: &mut Report) -> Self {
        let mut types = Self::default();
        let surplus = values.len().saturating_sub(MAX_TYPES);
        if surplus > 0 {
            let most = MAX_TYPES;
            report.skipped(
                Item::unnamed(ItemKind::DeviceType),
                Reason::TooMany { most },
            );
        }
        for value in values.into_iter().take(MAX_TYPES) {
            types.add(value, report);
        }
        types
    }

    fn add(&mut self, value: Value, report: &mut Report) {
        let Some(mut reader) = Reader::of(value) else {
            report.skipped(Item::unnamed(ItemKind::DeviceType), Reason::NoKeys);
            return;
        };
        let slug = reader.name("slug").map(|slug| slug.trim().to_owned());
        let Some(slug) = slug.or_else(|| named(reader.peek("model"))) else {
            report.skipped(Item::unnamed(ItemKind::DeviceType), Reason::NoSlug);
            return;
        };
        let item = Item::new(ItemKind::DeviceType, slug.as_str());
        if self.table.contains(&TypeSlug::new(slug.as_str())) {
            report.skipped(item, Reason::SameSlug);
            return;
        }
        let (device_type, slots, notes) = device_type(&slug, reader);
        if let Err(refusal) = check_type(&device_type) {
            report.skipped(item, Reason::Refused(refusal));
            return;
        }
        report.came_in_with(item, &notes);
        self.slots.insert(device_type.slug.clone(), slots);
        self.table.insert(device_type);
    }

    /// Returns the slug of a type; a type missing from the file is replaced by a plain one.
    pub(super) fn known_or_plain(&mut self, slug: &str, report: &mut Report) -> TypeSlug {
        let key = TypeSlug::new(slug);
        if !self.table.contains(&key) {
            let plain = DeviceType::new(slug, slug, Category::Other, HalfU::from_units(1));
            self.table.insert(plain);
            report.changed(Item::new(ItemKind::DeviceType, slug), Reason::TypeUnknown);
        }
        key
    }

    pub(super) fn slots_of(&self, slug: &TypeSlug) -> &[CarrierSlot] {
        self.slots.get(slug).map_or(&[], Vec::as_slice)
    }

    /// Drops the carriers of our own export, unless devices still use them.
    pub(super) fn forget_carriers(&mut self, used: &HashSet<TypeSlug>) {
        let carriers: Vec<TypeSlug> = self
            .slots
            .keys()
            .filter(|slug| slug.as_str().starts_with(CARRIER) && !used.contains(slug))
            .cloned()
            .collect();
        for slug in carriers {
            self.table.remove(&slug);
        }
    }

    /// Adds a rack width to a type that has a device in a rack of this width.
    pub(super) fn allow_width(&mut self, slug: &TypeSlug, width: RackWidth) {
        if let Some(device_type) = self.table.get(slug) {
            let mut wider = device_type.clone();
            wider.rack_widths.push(width);
            self.table.insert(wider);
        }
    }

    pub(super) fn make_half_depth(&mut self, slug: &TypeSlug) {
        if let Some(device_type) = self.table.get(slug) {
            let mut shallow = device_type.clone();
            shallow.depth = Depth::Half;
            self.table.insert(shallow);
        }
    }
}

fn named(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn device_type(slug: &str, mut reader: Reader) -> (DeviceType, Vec<CarrierSlot>, Vec<Reason>) {
    let (least, most) = (HalfU(1), DeviceType::MAX_HEIGHT);
    let height = reader.height("u_height", least, most).unwrap_or_else(|| {
        reader.note(Reason::HeightUnknown(1));
        HalfU::from_units(1)
    });
    let model = reader.name("model").unwrap_or_else(|| slug.to_owned());
    let category_word = reader.peek("category").cloned();
    let category = category(&mut reader);
    let mut found = DeviceType::new(slug, model, category, height);
    found.manufacturer = reader.name("manufacturer").unwrap_or_default();
    found.width = match reader.number("slot_width") {
        Some(1.0) => Width::Half,
        _ => Width::Full,
    };
    found.depth = match reader.flag("is_full_depth") {
        Some(false) => Depth::Half,
        _ => Depth::Full,
    };
    found.rack_widths = rack_widths(&mut reader);
    found.weight_grams = weight(&mut reader);
    facts_of_ports(&mut found, &reader);
    let slots = slots(&mut found, &mut reader);
    device_bays(&mut found, &mut reader);
    reader.drop_all(&["front_image", "rear_image"]);
    let mut custom_fields = reader.map("custom_fields");
    let notes = std::mem::take(&mut reader.notes);
    let mut rest = reader.rest();
    rest.extend(category_word.map(|word| ("category".to_owned(), word)));
    if let Some(mut ours) = custom_fields.remove(OURS) {
        let refused = ours.as_object_mut().and_then(|ours| ours.remove(KEY));
        let owner = Owner::Type {
            half_depth: found.depth == Depth::Half,
        };
        put_back(owner, &mut rest, refused);
        take_ours(&mut found, ours);
    }
    if found.category != Category::Other || rest.get("category") == Some(&"other".into()) {
        rest.remove("category");
    }
    if !custom_fields.is_empty() {
        rest.insert("custom_fields".to_owned(), Value::Object(custom_fields));
    }
    keep(&mut found.extra, rest);
    (found, slots, notes)
}

fn category(reader: &mut Reader) -> Category {
    let Some(word) = reader.name("category") else {
        return Category::Other;
    };
    let category = Category::deserialize(StrDeserializer::<Error>::new(&word));
    let category = category.unwrap_or_default();
    if category == Category::Other && word != "other" {
        reader.note(Reason::CategoryUnknown(word));
    }
    category
}

fn rack_widths(reader: &mut Reader) -> Vec<RackWidth> {
    let mut widths = Vec::new();
    for value in reader.list("rack_widths") {
        let inches = value.as_u64().and_then(|inches| u8::try_from(inches).ok());
        match inches.and_then(|inches| RackWidth::try_from(inches).ok()) {
            Some(width) if widths.contains(&width) => {}
            Some(width) => widths.push(width),
            None => reader.note(Reason::RackWidthUnknown),
        }
    }
    widths
}

/// Converts kilograms or pounds to grams.
fn weight(reader: &mut Reader) -> Option<u32> {
    const GRAMS_PER_POUND: f64 = 453.592_37;
    let unit = reader.name("weight_unit").unwrap_or_default();
    let number = reader.number("weight").filter(|weight| *weight > 0.0)?;
    let grams = number
        * if unit == "lb" {
            GRAMS_PER_POUND
        } else {
            1000.0
        };
    // The cast saturates.
    Some(grams.round() as u32)
}

/// These lists are also kept unchanged, since our faceplate holds less.
fn facts_of_ports(found: &mut DeviceType, reader: &Reader) {
    if let Some(interfaces) = reader.peek("interfaces") {
        (found.faceplate.ports, found.faceplate.rear_ports) = ports::sides(interfaces);
    }
    let outlets = reader
        .peek("power_outlets")
        .map(|list| ports::groups(ports::kinds(list)));
    found.faceplate.outlets = outlets.unwrap_or_default();
    let supplies = reader.peek("power_ports").map(ports::draws);
    found.watts = ports::most_drawn(&supplies.unwrap_or_default());
}

fn slots(found: &mut DeviceType, reader: &mut Reader) -> Vec<CarrierSlot> {
    let mut slots: Vec<CarrierSlot> = Vec::new();
    let mut ids = HashSet::new();
    for value in reader.list("slots") {
        if slots.len() >= DeviceType::MAX_BAYS {
            reader.note(Reason::TooManySlots(DeviceType::MAX_BAYS));
            break;
        }
        let Some(mut fields) = Reader::of(value) else {
            reader.note(Reason::SlotWithoutKeys);
            continue;
        };
        let position = fields.map("position");
        let id = fields.name("id").unwrap_or_else(|| slots.len().to_string());
        if !ids.insert(id.clone()) {
            reader.note(Reason::SecondSlot(id));
            continue;
        }
        let slot = CarrierSlot {
            row: cell(&position, "row"),
            column: cell(&position, "col"),
            height: fields
                .height("height_units", HalfU(1), DeviceType::MAX_HEIGHT)
                .unwrap_or(HalfU::from_units(1)),
            fraction: fields.number("width_fraction").unwrap_or(1.0),
            id,
        };
        let name = fields.name("name").unwrap_or_else(|| slot.id.clone());
        let mut rest = fields.rest();
        rest.insert("id".to_owned(), Value::String(slot.id.clone()));
        rest.insert("width_fraction".to_owned(), slot.fraction.into());
        found.bays.push(bay(name, &slot, rest));
        slots.push(slot);
    }
    slots
}

fn bay(name: String, slot: &CarrierSlot, rest: Extra) -> Bay {
    let mut extra = Extra::new();
    keep(&mut extra, rest);
    Bay {
        name,
        height: slot.height,
        row: slot.row,
        column: slot.column,
        extra,
    }
}

/// A row or column, clamped to the limits of a type.
fn cell(position: &Extra, key: &str) -> u8 {
    let number = position
        .get(key)
        .and_then(Value::as_u64)
        .unwrap_or_default();
    let last = DeviceType::MAX_BAY_ROWS - 1;
    u8::try_from(number).map_or(last, |number| number.min(last))
}

/// Reads bays as in NetBox, which have a name but no position, and arranges them side by side.
fn device_bays(found: &mut DeviceType, reader: &mut Reader) {
    let row = found
        .bays
        .iter()
        .map(|bay| bay.row + 1)
        .max()
        .unwrap_or_default();
    let row = row.min(DeviceType::MAX_BAY_ROWS - 1);
    for (column, value) in reader.list("device_bays").into_iter().enumerate() {
        let Some(column) = u8::try_from(column)
            .ok()
            .filter(|column| *column < DeviceType::MAX_BAY_ROWS)
        else {
            reader.note(Reason::TooManyBays(DeviceType::MAX_BAY_ROWS.into()));
            return;
        };
        let Some(mut fields) = Reader::of(value) else {
            continue;
        };
        let name = fields
            .name("name")
            .unwrap_or_else(|| format!("Bay {}", column + 1));
        let mut rest = fields.rest();
        rest.insert("device_bay".to_owned(), Value::Bool(true));
        let mut extra = Extra::new();
        keep(&mut extra, rest);
        let height = found.height;
        found.bays.push(Bay {
            name,
            height,
            row,
            column,
            extra,
        });
    }
}

/// Takes the data that our own export added, named as in our documents.
fn take_ours(found: &mut DeviceType, ours: Value) {
    let Value::Object(mut item) = ours else {
        return;
    };
    let has = |key: &str| item.contains_key(key);
    let (width, faceplate, watts) = (has("width"), has("faceplate"), has("watts"));
    let (weight, height) = (has("weight_grams"), has("height"));
    // The other keys required of a device type in our documents.
    for (key, value) in [
        ("slug", found.slug.as_str()),
        ("model", found.model.as_str()),
    ] {
        item.insert(key.to_owned(), Value::String(value.to_owned()));
    }
    item.entry("height")
        .or_insert_with(|| found.height.0.into());
    let Ok(ours) = DeviceType::try_from(Value::Object(item)) else {
        return;
    };
    found.mount = ours.mount;
    found.extra = ours.extra;
    // Rackula's own fields win, as they may have been edited in Rackula.
    if width && found.width == Width::Half {
        found.width = ours.width;
    }
    if height && found.height == HIGHEST {
        found.height = ours.height;
    }
    if faceplate {
        found.faceplate = ours.faceplate;
    }
    if watts {
        found.watts = ours.watts;
    }
    if weight {
        found.weight_grams = ours.weight_grams;
    }
    found.front_picture = ours.front_picture;
    found.rear_picture = ours.rear_picture;
}

/// Whether the type's extra data marks this bay as a NetBox bay.
pub(in crate::domain::io) fn is_device_bay(bay: &Bay) -> bool {
    bay.extra.get(KEY).and_then(|kept| kept.get("device_bay")) == Some(&Value::Bool(true))
}
