//! Writes connections as Rackula's, which are between port ids.

use std::collections::HashMap;

use serde_json::{Map, Value, json};

use super::kept;
use crate::domain::ids::DeviceId;
use crate::domain::io::rackula::read::KEY;
use crate::domain::io::rackula::schema::{
    LONGEST_NAME, connection as connection_as_taken, interface_type, short,
};
use crate::domain::layout::{Connection, ConnectionEnd, Layout, Panel, Port};

/// The devices of a file by id.
type Devices<'a> = HashMap<String, &'a mut Map<String, Value>>;

/// Returns the connections between devices of the file in Rackula's form and in ours. Adds the ports they need to the devices.
pub(super) fn write(layout: &Layout, racks: &mut [Value]) -> (Vec<Value>, Vec<Value>) {
    let mut devices = devices(racks);
    let (mut values, mut ours) = (Vec::new(), Vec::new());
    for connection in &layout.connections {
        let is_there = |end: &ConnectionEnd| devices.contains_key(&end.device.to_string());
        if !connection.ends().into_iter().all(is_there) {
            continue;
        }
        let mut kept = kept(&connection.extra);
        let a = port_id(layout, &connection.a, &kept, "a_port_id", &mut devices);
        let b = port_id(layout, &connection.b, &kept, "b_port_id", &mut devices);
        kept.insert("id".to_owned(), connection.id.to_string().into());
        kept.insert("a_port_id".to_owned(), a.into());
        kept.insert("b_port_id".to_owned(), b.into());
        if !connection.label.is_empty() {
            let label = short(&connection.label, LONGEST_NAME);
            kept.insert("label".to_owned(), label.into());
        }
        if let Some(color) = &connection.color {
            kept.insert("color".to_owned(), color.as_str().into());
        }
        let kept = Value::from(kept);
        let Some(taken) = connection_as_taken(&kept) else {
            continue;
        };
        ours.push(ours_of(connection, &kept, &taken));
        values.push(taken);
    }
    (values, ours)
}

/// Our full form; Rackula's keys are repeated only if Rackula refuses their values.
fn ours_of(connection: &Connection, kept: &Value, taken: &Value) -> Value {
    let mut ours = connection.clone();
    ours.extra.remove(KEY);
    let is_refused = |(key, value): &(&String, &Value)| taken.get(key) != Some(value);
    let fields = kept.as_object().into_iter().flatten();
    let refused: Map<String, Value> = fields
        .filter(is_refused)
        .filter(|(key, _)| *key != "label")
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if !refused.is_empty() {
        ours.extra.insert(KEY.to_owned(), refused.into());
    }
    json!(ours)
}

fn devices(racks: &mut [Value]) -> Devices<'_> {
    let lists = racks
        .iter_mut()
        .filter_map(|rack| rack.get_mut("devices")?.as_array_mut());
    let devices = lists.flatten().filter_map(Value::as_object_mut);
    devices
        .filter_map(|device| Some((device.get("id")?.as_str()?.to_owned(), device)))
        .collect()
}

/// The port id of an end: its imported id, otherwise one derived from device and port.
fn port_id(
    layout: &Layout,
    end: &ConnectionEnd,
    kept: &Map<String, Value>,
    key: &str,
    devices: &mut Devices,
) -> String {
    let (name, number, kind) = describe(layout, end.device, &end.port);
    let made = format!("{}:{name}", end.device);
    let Some(device) = devices.get_mut(&end.device.to_string()) else {
        return made;
    };
    let ports = device.entry("ports").or_insert_with(|| json!([]));
    let Some(ports) = ports.as_array_mut() else {
        return made;
    };
    let came = kept.get(key).and_then(Value::as_str);
    let is_same = |port: &&Value| {
        let id = port.get("id").and_then(Value::as_str);
        let is_named_so = port.get("template_name").and_then(Value::as_str) == Some(name.as_str());
        id == Some(made.as_str()) || (id.is_some() && id == came && is_named_so)
    };
    if let Some(id) = ports
        .iter()
        .find(is_same)
        .and_then(|port| port.get("id")?.as_str())
    {
        return id.to_owned();
    }
    ports.push(json!({
        "id": made, "template_name": name, "template_index": number, "type": kind,
    }));
    made
}

/// Name, index and type of a port, from the type of its device.
fn describe(layout: &Layout, device: DeviceId, port: &Port) -> (String, u32, &'static str) {
    let (panel, group, index) = match port {
        Port::Named { port } => return (port.clone(), 0, "other"),
        Port::Placed {
            panel,
            group,
            index,
        } => (*panel, usize::from(*group), u32::from(*index)),
    };
    let device_type = layout
        .devices
        .get(&device)
        .and_then(|device| layout.type_of(device));
    let groups = device_type.map_or(&[][..], |found| panel.groups(&found.faceplate));
    let before: u32 = groups
        .iter()
        .take(group)
        .map(|group| u32::from(group.count))
        .sum();
    let kind = groups
        .get(group)
        .map_or("other", |group| interface_type(group.connector));
    let word = match panel {
        Panel::Ports => "Port",
        Panel::RearPorts => "Rear port",
        Panel::Outlets => "Outlet",
        Panel::RearOutlets => "Rear outlet",
    };
    let number = before.saturating_add(index);
    (format!("{word} {}", number.saturating_add(1)), number, kind)
}
