//! Writes ports, outlets and power supplies of a device type as Rackula's lists.

use serde_json::{Map, Value, json};

use crate::domain::io::ports;
use crate::domain::io::rackula::schema::interface_type;
use crate::domain::layout::{Connector, Depth, DeviceType, Extra, Faceplate, PortGroup};

/// Maximum number of listed ports of a type.
const MAX_PORTS: usize = 1_000;

/// Adds the lists of ports and power supplies: the imported ones if they still match the type, otherwise new ones.
pub(super) fn lists(
    device_type: &DeviceType,
    kept: &mut Map<String, Value>,
    value: &mut Map<String, Value>,
) {
    let draws_the_same = |list: &Value| ports::most_drawn(&ports::draws(list)) == device_type.watts;
    if !kept.get("power_ports").is_some_and(draws_the_same) {
        kept.remove("power_ports");
        if let Some(watts) = device_type.watts.filter(|watts| *watts > 0) {
            let supplies = json!([{"name": "PSU", "type": "iec-60320-c14", "maximum_draw": watts}]);
            value.insert("power_ports".to_owned(), supplies);
        }
    }
    let face = &device_type.faceplate;
    let is_as_kept = |list: &Value| {
        let (front, rear) = ports::sides(list);
        same(&front, &face.ports) && same(&rear, &face.rear_ports)
    };
    if !kept.get("interfaces").is_some_and(is_as_kept) {
        kept.remove("interfaces");
        insert_list(value, "interfaces", interfaces(device_type));
    }
    let is_as_kept = |list: &Value| same(&ports::groups(ports::kinds(list)), &face.outlets);
    if !kept.get("power_outlets").is_some_and(is_as_kept) {
        kept.remove("power_outlets");
        let kinds = each(&face.outlets, outlet_type);
        insert_list(value, "power_outlets", numbered(kinds, "Outlet"));
    }
}

fn insert_list(value: &mut Map<String, Value>, key: &str, list: Vec<Value>) {
    if !list.is_empty() {
        value.insert(key.to_owned(), list.into());
    }
}

/// Adds to `ours` what these lists cannot express.
pub(super) fn beside_lists(device_type: &DeviceType, value: &Map<String, Value>, ours: &mut Extra) {
    let drawn = value.get("power_ports").map(ports::draws);
    if ports::most_drawn(&drawn.unwrap_or_default()) != device_type.watts {
        ours.insert("watts".to_owned(), json!(device_type.watts));
    }
    let interfaces = value.get("interfaces").map(ports::sides);
    let (ports, rear_ports) = interfaces.unwrap_or_default();
    let outlets = value
        .get("power_outlets")
        .map(|list| ports::groups(ports::kinds(list)));
    let implied = Faceplate {
        ports,
        outlets: outlets.unwrap_or_default(),
        rear_ports,
        ..Faceplate::default()
    };
    if implied != device_type.faceplate {
        ours.insert("faceplate".to_owned(), json!(device_type.faceplate));
    }
}

fn same(a: &[PortGroup], b: &[PortGroup]) -> bool {
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|(a, b)| (a.count, a.connector) == (b.count, b.connector))
}

/// Lists the interfaces. Rear ports are marked, except on half-depth types, whose ports Rackula allows on one side only.
fn interfaces(device_type: &DeviceType) -> Vec<Value> {
    let face = &device_type.faceplate;
    let known = |connector| Some(interface_type(connector));
    let mut list = numbered(each(&face.ports, known), "Port");
    let mut rear = numbered(each(&face.rear_ports, known), "Rear port");
    if list.is_empty() || device_type.depth == Depth::Full {
        for fields in rear.iter_mut().filter_map(Value::as_object_mut) {
            fields.insert("position".to_owned(), "rear".into());
        }
    }
    list.append(&mut rear);
    list
}

/// The interface type of each port, skipping connectors without one.
fn each(
    groups: &[PortGroup],
    kind: impl Fn(Connector) -> Option<&'static str>,
) -> impl Iterator<Item = &'static str> {
    groups.iter().flat_map(move |group| {
        let kind = kind(group.connector);
        kind.into_iter()
            .flat_map(|kind| std::iter::repeat_n(kind, group.count.into()))
    })
}

fn numbered(kinds: impl Iterator<Item = &'static str>, word: &str) -> Vec<Value> {
    let numbered = kinds.take(MAX_PORTS).enumerate();
    numbered
        .map(|(number, kind)| json!({"name": format!("{word} {}", number + 1), "type": kind}))
        .collect()
}

fn outlet_type(connector: Connector) -> Option<&'static str> {
    match connector {
        Connector::IecC13 => Some("iec-60320-c13"),
        Connector::IecC19 => Some("iec-60320-c19"),
        Connector::Nema => Some("nema-5-15r"),
        _ => None,
    }
}
