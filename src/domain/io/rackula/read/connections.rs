//! Reads Rackula's connections, which are pairs of port ids. Connections to ports that are not in the file are kept for export.

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value};
use uuid::Uuid;

use super::KEY;
use crate::domain::ids::{ConnectionId, DeviceId};
use crate::domain::io::rackula::schema::{LONGEST_NAME, short};
use crate::domain::layout::{CableColor, Connection, ConnectionEnd, Layout, Port};

/// Adds the connections to the layout. `ours` are the connections as our own export added them, with the data that Rackula has no fields
/// for. Returns those that could not be read.
pub(super) fn read(
    layout: &mut Layout,
    values: Vec<Value>,
    ours: Vec<Value>,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Vec<Value> {
    let ports = ports(layout);
    let ours = ours.into_iter().map(Connection::try_from);
    let ours: HashMap<ConnectionId, Connection> = ours
        .filter_map(Result::ok)
        .map(|connection| (connection.id, connection))
        .collect();
    let mut taken = HashSet::new();
    let mut unread = Vec::new();
    for value in values {
        let Some(mut connection) = between_known(&value, &ports) else {
            unread.push(value);
            continue;
        };
        let own = text(&value, "id").and_then(ConnectionId::parse);
        if let Some(ours) = own.and_then(|id| ours.get(&id)) {
            add_ours(&mut connection, ours);
        }
        let own = own.filter(|id| !taken.contains(id));
        connection.id = own.unwrap_or_else(|| ConnectionId::new(new_id()));
        if connection.check(layout).is_err() {
            unread.push(value);
            continue;
        }
        taken.insert(connection.id);
        layout.connections.insert(connection);
    }
    unread
}

/// The ports by id. If an id is used twice, the first one counts.
fn ports(layout: &Layout) -> HashMap<String, ConnectionEnd> {
    let mut known = HashMap::new();
    for device in &layout.devices {
        let kept = device.extra.get(KEY).and_then(|kept| kept.get("ports"));
        for port in kept.and_then(Value::as_array).into_iter().flatten() {
            if let Some(id) = text(port, "id")
                && let Some(end) = end(device.id, port)
            {
                known.entry(id.to_owned()).or_insert(end);
            }
        }
    }
    known
}

fn end(device: DeviceId, port: &Value) -> Option<ConnectionEnd> {
    let name = text(port, "template_name").or_else(|| text(port, "id"))?;
    let port = Port::Named {
        port: name.to_owned(),
    };
    Some(ConnectionEnd { device, port })
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    let text = value.get(key)?.as_str()?;
    (!text.trim().is_empty()).then_some(text)
}

fn between_known(value: &Value, ports: &HashMap<String, ConnectionEnd>) -> Option<Connection> {
    let a = ports.get(text(value, "a_port_id")?)?.clone();
    let b = ports.get(text(value, "b_port_id")?)?.clone();
    let mut connection = Connection::new(ConnectionId::new(Uuid::nil()), a, b);
    let mut rest: Map<String, Value> = value.as_object()?.clone();
    rest.remove("id");
    if let Some(label) = text(value, "label") {
        label.clone_into(&mut connection.label);
        rest.remove("label");
    }
    connection.color = text(value, "color").and_then(CableColor::parse);
    if connection.color.is_some() {
        rest.remove("color");
    }
    connection.extra.insert(KEY.to_owned(), rest.into());
    Some(connection)
}

/// Restores data that Rackula has no fields for or that was truncated for it.
fn add_ours(connection: &mut Connection, ours: &Connection) {
    if connection.a.device == ours.a.device && connection.b.device == ours.b.device {
        connection.a.port = ours.a.port.clone();
        connection.b.port = ours.b.port.clone();
    }
    connection.kind.clone_from(&ours.kind);
    connection.length_mm = ours.length_mm;
    if short(&ours.label, LONGEST_NAME) == connection.label {
        connection.label.clone_from(&ours.label);
    }
    for (key, value) in ours.extra.iter().filter(|(key, _)| *key != KEY) {
        connection.extra.insert(key.clone(), value.clone());
    }
    let refused = ours.extra.get(KEY).and_then(Value::as_object);
    let rest = connection.extra.get_mut(KEY).and_then(Value::as_object_mut);
    if let (Some(refused), Some(rest)) = (refused, rest) {
        for (key, value) in refused {
            rest.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
}
