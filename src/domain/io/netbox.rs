//! Reads device types and rack types of the NetBox community library: one YAML document for each type.

use std::collections::HashSet;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::ports;
use super::reader::Reader;
use super::reason::Reason;
use super::report::{Item, ItemKind, Report};
use crate::domain::ids::{RackId, TypeSlug};
use crate::domain::layout::{
    Bay, Category, Connector, Depth, DeviceType, Direction, Extra, Mount, PortGroup, Rack,
    RackHeight,
};
use crate::domain::placement::check_type;
use crate::domain::units::HalfU;

/// The extra key that holds data only NetBox knows.
const KEY: &str = "netbox";
const MAX_TYPES: usize = 20_000;
const MAX_RACKS: usize = 2_000;
/// The height of a vertical power strip whose length is unknown.
const STRIP_HEIGHT: HalfU = HalfU::from_units(20);

/// What a document of the library describes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum NetboxKind {
    Device,
    Rack,
    /// A part that goes into a device: a line card, a power supply.
    Module,
}

/// The racks and types of a text. The types have distinct slugs.
#[derive(Debug, Default)]
pub(super) struct NetboxItems {
    pub(super) types: Vec<DeviceType>,
    pub(super) racks: Vec<Rack>,
    /// The report on everything except racks.
    pub(super) types_report: Report,
    pub(super) racks_report: Report,
}

/// Whether a document looks like one of the library.
pub(super) fn looks_like_netbox(document: &Map<String, Value>) -> bool {
    document.contains_key("manufacturer") && document.contains_key("model")
}

fn kind(document: &Map<String, Value>) -> NetboxKind {
    const OF_RACKS: [&str; 7] = [
        "form_factor",
        "outer_width",
        "outer_depth",
        "starting_unit",
        "desc_units",
        "mounting_depth",
        "max_weight",
    ];
    if OF_RACKS.iter().any(|key| document.contains_key(*key)) {
        return NetboxKind::Rack;
    }
    let has_height = document.contains_key("u_height");
    if !has_height && (!document.contains_key("slug") || names_module(document)) {
        return NetboxKind::Module;
    }
    NetboxKind::Device
}

/// Parts of a module are named after the bay that it goes into.
fn names_module(document: &Map<String, Value>) -> bool {
    let lists = document.values().filter_map(Value::as_array).flatten();
    lists
        .filter_map(|part| part.get("name")?.as_str())
        .any(|name| name.contains("{module}"))
}

/// Reads all documents. `report` already has the notes about the whole text.
pub(super) fn read(
    documents: Vec<Value>,
    new_id: &mut dyn FnMut() -> Uuid,
    report: Report,
) -> NetboxItems {
    let mut slugs: HashSet<TypeSlug> = HashSet::new();
    let mut found = NetboxItems {
        types_report: report,
        ..NetboxItems::default()
    };
    for document in documents {
        if document.is_null() {
            continue;
        }
        let kind = document
            .as_object()
            .filter(|document| looks_like_netbox(document))
            .map(kind);
        let (Some(kind), Some(reader)) = (kind, Reader::of(document)) else {
            found
                .types_report
                .skipped(Item::unnamed(ItemKind::Document), Reason::NotDeviceType);
            continue;
        };
        match kind {
            NetboxKind::Device => add_type(&mut found, &mut slugs, reader),
            NetboxKind::Rack => add_rack(&mut found, reader, new_id),
            NetboxKind::Module => skip_module(reader, &mut found.types_report),
        }
    }
    found
}

fn add_type(found: &mut NetboxItems, slugs: &mut HashSet<TypeSlug>, reader: Reader) {
    let (types, report) = (&mut found.types, &mut found.types_report);
    let (device_type, notes) = device_type(reader);
    let item = Item::new(ItemKind::DeviceType, device_type.full_name());
    if types.len() >= MAX_TYPES {
        report.skipped_once(
            Item::unnamed(ItemKind::DeviceType),
            Reason::TooMany { most: MAX_TYPES },
        );
    } else if let Err(refusal) = check_type(&device_type) {
        report.skipped(item, Reason::Refused(refusal));
    } else if slugs.insert(device_type.slug.clone()) {
        report.came_in_with(item, &notes);
        types.push(device_type);
    } else {
        report.skipped(item, Reason::SameSlugInFile);
    }
}

fn skip_module(mut reader: Reader, report: &mut Report) {
    let item = Item::new(ItemKind::ModuleType, full_name(&mut reader));
    report.skipped(item, Reason::Module);
}

fn full_name(reader: &mut Reader) -> String {
    let names = [reader.name("manufacturer"), reader.name("model")];
    let names: Vec<String> = names.into_iter().flatten().collect();
    names.join(" ")
}

/// Adds one rack of a rack type.
fn add_rack(found: &mut NetboxItems, mut reader: Reader, new_id: &mut dyn FnMut() -> Uuid) {
    let (racks, report) = (&mut found.racks, &mut found.racks_report);
    let name = full_name(&mut reader);
    let item = Item::new(ItemKind::RackType, name.as_str());
    if racks.len() >= MAX_RACKS {
        report.skipped_once(
            Item::unnamed(ItemKind::RackType),
            Reason::TooMany { most: MAX_RACKS },
        );
        return;
    }
    let height = reader.whole("u_height", 1, RackHeight::MAX.into());
    let height = height.and_then(|units| u16::try_from(units).ok());
    let height = RackHeight::clamped(height.unwrap_or(42));
    let mut rack = Rack::new(RackId::new(new_id()), name, height);
    rack.width = reader.rack_width();
    if reader.flag("desc_units") == Some(true) {
        rack.numbering.direction = Direction::Down;
    }
    if let Some(start) = reader.whole("starting_unit", 0, u16::MAX.into()) {
        rack.numbering.start = u16::try_from(start).unwrap_or(rack.numbering.start);
    }
    rack.depth_mm = depth_mm(&mut reader);
    rack.notes = reader.text("comments").unwrap_or_default();
    report.came_in_with(item, &std::mem::take(&mut reader.notes));
    let rest = kept(reader.rest());
    if !rest.is_empty() {
        rack.extra.insert(KEY.to_owned(), Value::Object(rest));
    }
    racks.push(rack);
}

fn depth_mm(reader: &mut Reader) -> Option<u32> {
    const MM_PER_INCH: f64 = 25.4;
    if let Some(depth) = reader.whole("mounting_depth", 0, u32::MAX) {
        return Some(depth);
    }
    let in_inches = reader.name("outer_unit").as_deref() == Some("in");
    let depth = reader.number("outer_depth").filter(|depth| *depth > 0.0)?;
    let depth = if in_inches {
        depth * MM_PER_INCH
    } else {
        depth
    };
    // The cast saturates.
    Some(depth.round() as u32)
}

fn device_type(mut reader: Reader) -> (DeviceType, Vec<Reason>) {
    let manufacturer = reader.name("manufacturer").unwrap_or_default();
    let model = reader.name("model").unwrap_or_else(|| "Unnamed".to_owned());
    let slug = reader
        .name("slug")
        .unwrap_or_else(|| slug_of(&manufacturer, &model));
    let units = reader.peek("u_height").and_then(Value::as_f64);
    let height = reader.height("u_height", HalfU(0), DeviceType::MAX_HEIGHT);
    let mut found = DeviceType::new(
        &slug,
        model,
        Category::Other,
        height.unwrap_or(HalfU::from_units(1)),
    );
    found.manufacturer = manufacturer;
    if reader.flag("is_full_depth") == Some(false) {
        found.depth = Depth::Half;
    }
    found.weight_grams = weight(&mut reader);
    take_ports(&mut found, &mut reader);
    let role = reader.name("subdevice_role").unwrap_or_default();
    found.category = category(&found, &role);
    if units == Some(0.0) || role == "child" {
        take_mount(&mut found, &mut reader);
    }
    take_bays(&mut found, &mut reader);
    reader.drop_all(&["front_image", "rear_image"]);
    let notes = std::mem::take(&mut reader.notes);
    let rest = kept(reader.rest());
    if !rest.is_empty() {
        found.extra.insert(KEY.to_owned(), Value::Object(rest));
    }
    (found, notes)
}

/// Keeps single values such as part number, airflow and remarks; lists of parts are dropped.
fn kept(rest: Extra) -> Extra {
    rest.into_iter()
        .filter(|(_, value)| !value.is_array() && !value.is_object())
        .collect()
}

/// Returns lower-case words joined by hyphens.
fn slug_of(manufacturer: &str, model: &str) -> String {
    let text = format!("{manufacturer} {model}").to_lowercase();
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

fn weight(reader: &mut Reader) -> Option<u32> {
    let unit = reader.name("weight_unit").unwrap_or_default();
    let number = reader.number("weight").filter(|weight| *weight > 0.0)?;
    let grams = match unit.as_str() {
        "g" => number,
        "lb" => number * 453.592_37,
        "oz" => number * 28.349_523,
        _ => number * 1000.0,
    };
    // The cast saturates.
    Some(grams.round() as u32)
}

fn take_ports(found: &mut DeviceType, reader: &mut Reader) {
    let mut groups = |key| {
        let list = reader.take(key).unwrap_or_default();
        ports::groups(ports::kinds(&list))
    };
    for key in [
        "front-ports",
        "interfaces",
        "console-ports",
        "console-server-ports",
    ] {
        found.faceplate.ports.extend(groups(key));
    }
    found.faceplate.rear_ports = groups("rear-ports");
    found.faceplate.outlets = groups("power-outlets");
    let supplies = reader.take("power-ports").unwrap_or_default();
    found.watts = ports::most_drawn(&ports::draws(&supplies));
}

/// Sets mount and height of a type that takes no rack units by itself.
fn take_mount(found: &mut DeviceType, reader: &mut Reader) {
    let is_strip = found.category == Category::Power && !found.faceplate.outlets.is_empty();
    if is_strip {
        found.mount = Mount::Side;
        found.height = STRIP_HEIGHT;
        reader.note(Reason::BesideRails);
        return;
    }
    found.mount = Mount::Bay;
    if found.height == HalfU(0) {
        found.height = HalfU::from_units(1);
        reader.note(Reason::InBayOrShelf);
    }
}

/// The file names the bays but not their positions, so they are arranged side by side.
fn take_bays(found: &mut DeviceType, reader: &mut Reader) {
    let names = reader.list("device-bays");
    for (column, value) in names.iter().enumerate() {
        let Some(column) = u8::try_from(column)
            .ok()
            .filter(|column| *column < DeviceType::MAX_BAY_ROWS)
        else {
            reader.note(Reason::TooManyBays(DeviceType::MAX_BAY_ROWS.into()));
            return;
        };
        let name = value.get("name").and_then(Value::as_str);
        let name = name.map_or_else(|| format!("Bay {}", column + 1), str::to_owned);
        let height = found.height;
        found.bays.push(Bay {
            name,
            height,
            row: 0,
            column,
            extra: Extra::new(),
        });
    }
}

/// Guesses the category from name and ports, since NetBox does not give one.
fn category(found: &DeviceType, role: &str) -> Category {
    const WORDS: &[(&str, Category)] = &[
        ("firewall", Category::Firewall),
        ("fortigate", Category::Firewall),
        ("patch", Category::PatchPanel),
        ("ups", Category::Power),
        ("pdu", Category::Power),
        ("kvm", Category::Kvm),
        ("nas", Category::Storage),
        ("jbod", Category::Storage),
        ("storage", Category::Storage),
        ("diskstation", Category::Storage),
        ("rackstation", Category::Storage),
        ("switch", Category::Network),
        ("router", Category::Network),
        ("server", Category::Server),
        ("poweredge", Category::Server),
        ("proliant", Category::Server),
        ("shelf", Category::Shelf),
        ("blank", Category::Blank),
        ("fan", Category::Cooling),
    ];
    if role == "parent" {
        return Category::Chassis;
    }
    let name = found.full_name().to_lowercase();
    let mut words = name.split(|c: char| !c.is_alphanumeric());
    let by_word = words.find_map(|word| WORDS.iter().find(|(known, _)| *known == word));
    if let Some((_, category)) = by_word {
        return *category;
    }
    let count = |groups: &[PortGroup]| {
        groups
            .iter()
            .map(|group| u32::from(group.count))
            .sum::<u32>()
    };
    let is_panel =
        |group: &PortGroup| matches!(group.connector, Connector::Keystone | Connector::Lc);
    let ports = count(&found.faceplate.ports);
    match ports {
        _ if count(&found.faceplate.outlets) > 0 => Category::Power,
        1.. if found.faceplate.ports.iter().all(is_panel) => Category::PatchPanel,
        8.. => Category::Network,
        1.. => Category::Server,
        0 => Category::Other,
    }
}
