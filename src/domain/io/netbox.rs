//! Device types as the NetBox community writes them: one YAML document a type, any number of documents.

use std::collections::HashSet;

use serde_json::{Map, Value};

use super::ports;
use super::reader::Reader;
use super::report::{Report, titled};
use crate::domain::ids::TypeSlug;
use crate::domain::layout::{Bay, Category, Connector, Depth, DeviceType, Extra, Mount, PortGroup};
use crate::domain::placement::check_type;
use crate::domain::units::HalfU;

/// Where in a type's extra keys what only NetBox knows is kept.
const KEY: &str = "netbox";
/// A vertical power strip whose length is not told is taken to be so high.
const STRIP_HEIGHT: HalfU = HalfU::from_units(20);

/// Whether a document looks like a device type.
pub(super) fn is_device_type(document: &Map<String, Value>) -> bool {
    document.contains_key("manufacturer") && document.contains_key("model")
}

/// Reads the types of all documents.
pub(super) fn read(documents: Vec<Value>, report: &mut Report) -> Vec<DeviceType> {
    let mut slugs: HashSet<TypeSlug> = HashSet::new();
    let mut types = Vec::new();
    for document in documents {
        if document.is_null() {
            continue;
        }
        let is_one = document.as_object().is_some_and(is_device_type);
        let Some(reader) = is_one.then(|| Reader::of(document)).flatten() else {
            report.skipped(
                "A document",
                "it is not a device type: manufacturer or model is missing",
            );
            continue;
        };
        let (device_type, notes) = device_type(reader);
        let item = titled("Device type", &device_type.full_name());
        if let Err(refusal) = check_type(&device_type) {
            report.skipped(item, refusal.to_string());
        } else if slugs.insert(device_type.slug.clone()) {
            report.came_in_with(item, &notes);
            types.push(device_type);
        } else {
            report.skipped(item, "another one in the file has the same slug");
        }
    }
    types
}

fn device_type(mut reader: Reader) -> (DeviceType, Vec<String>) {
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

/// Part number, airflow, remarks: one value each. Lists of parts are not kept.
fn kept(rest: Extra) -> Extra {
    rest.into_iter()
        .filter(|(_, value)| !value.is_array() && !value.is_object())
        .collect()
}

/// Lower-case words joined by hyphens.
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
    // A cast of too great a number gives the greatest there is.
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

/// For what takes no units of a rack by itself.
fn take_mount(found: &mut DeviceType, reader: &mut Reader) {
    let is_strip = found.category == Category::Power && !found.faceplate.outlets.is_empty();
    if is_strip {
        found.mount = Mount::Side;
        found.height = STRIP_HEIGHT;
        reader.note("it takes no units: it hangs beside the rails; its length is not known");
        return;
    }
    found.mount = Mount::Bay;
    if found.height == HalfU(0) {
        found.height = HalfU::from_units(1);
        reader.note("it takes no units: it goes in a bay or on a shelf");
    }
}

/// A name each, and no word on where they are: they stand side by side.
fn take_bays(found: &mut DeviceType, reader: &mut Reader) {
    let names = reader.list("device-bays");
    for (column, value) in names.iter().enumerate() {
        let Some(column) = u8::try_from(column)
            .ok()
            .filter(|column| *column < DeviceType::MAX_BAY_ROWS)
        else {
            reader.note(format!(
                "bays after the first {} were left out",
                DeviceType::MAX_BAY_ROWS
            ));
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

/// NetBox does not say what a device is; names and ports do, mostly.
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
