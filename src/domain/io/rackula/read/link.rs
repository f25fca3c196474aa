//! Expands Rackula's share links: a layout with short keys in the query parameter `l`.

use serde_json::{Map, Value, json};

use crate::domain::io::base64url;
use crate::domain::io::import::{inflate, lz};
use crate::domain::io::json;
use crate::domain::io::limits::{Budget, MAX_LINK, MAX_LINK_TEXT};

/// The code in a pasted link, which is the value of the query parameter `l`. `None` if there is none.
pub(in crate::domain::io) fn code(text: &str) -> Option<String> {
    let text = text.trim();
    let is_address =
        text.starts_with("http://") || text.starts_with("https://") || text.starts_with('?');
    if !is_address || text.len() > 2 * MAX_LINK || text.contains(['\n', '\r']) {
        return None;
    }
    let (_, query) = text.split_once('?')?;
    let query = query.split('#').next()?;
    let code = query.split('&').find_map(|pair| pair.strip_prefix("l="))?;
    Some(unescape(code))
}

/// Decodes percent escapes of `+`, `$`, `=` and spaces; a code has no others.
fn unescape(code: &str) -> String {
    let mut plain = code.to_owned();
    for (escaped, letter) in [
        ("%2B", "+"),
        ("%2b", "+"),
        ("%24", "$"),
        ("%20", " "),
        ("%3D", "="),
        ("%3d", "="),
    ] {
        plain = plain.replace(escaped, letter);
    }
    plain
}

/// Decodes a code into the long form used in files, with positions in units. `None` if it is damaged.
pub(in crate::domain::io) fn expand(code: &str) -> Option<Value> {
    if code.len() > MAX_LINK {
        return None;
    }
    let text = lz::decompress(code)
        .filter(|text| text.trim_start().starts_with('{'))
        .or_else(|| older(code))?;
    match json::parse_value(&text, &mut Budget::of_yaml()).ok()? {
        Value::Object(short) => Some(layout(short)),
        _ => None,
    }
}

/// Older links: gzip or zlib in URL-safe base64.
fn older(code: &str) -> Option<String> {
    let bytes = inflate::wrapped(&base64url::decode(&code.replace(' ', "+"))?, MAX_LINK_TEXT)?;
    String::from_utf8(bytes).ok()
}

/// Renames short keys to long ones; unknown keys stay.
fn renamed(mut short: Map<String, Value>, names: &[(&str, &str)]) -> Map<String, Value> {
    for (from, to) in names {
        if let Some(value) = short.remove(*from) {
            short.insert((*to).to_owned(), value);
        }
    }
    short
}

fn layout(short: Map<String, Value>) -> Value {
    let names = [
        ("v", "version"),
        ("n", "name"),
        ("rs", "racks"),
        ("r", "rack"),
        ("dt", "device_types"),
        ("rg", "rack_groups"),
    ];
    let mut long = renamed(short, &names);
    long.remove("fv");
    for (key, expand) in [
        ("racks", rack as fn(_) -> _),
        ("device_types", device_type),
        ("rack_groups", group),
    ] {
        each(&mut long, key, expand);
    }
    if let Some(Value::Object(single)) = long.remove("rack") {
        long.insert("rack".to_owned(), Value::Object(rack(single)));
    }
    Value::Object(long)
}

fn each(
    long: &mut Map<String, Value>,
    key: &str,
    expand: fn(Map<String, Value>) -> Map<String, Value>,
) {
    if let Some(Value::Array(list)) = long.get_mut(key) {
        for value in list {
            if let Value::Object(short) = value.take() {
                *value = Value::Object(expand(short));
            }
        }
    }
}

fn rack(short: Map<String, Value>) -> Map<String, Value> {
    let names = [
        ("i", "id"),
        ("n", "name"),
        ("h", "height"),
        ("w", "width"),
        ("wx", "width"),
        ("d", "devices"),
    ];
    let mut long = renamed(short, &names);
    // A device refers to its parent by position in the list, so positions become ids.
    let rack_id = long.get("id").map(ToString::to_string).unwrap_or_default();
    if let Some(Value::Array(devices)) = long.get_mut("devices") {
        for (position, value) in devices.iter_mut().enumerate() {
            if let Value::Object(short) = value.take() {
                *value = Value::Object(device(short, &rack_id, position));
            }
        }
    }
    long
}

fn device(short: Map<String, Value>, rack_id: &str, position: usize) -> Map<String, Value> {
    let names = [
        ("t", "device_type"),
        ("p", "position"),
        ("f", "face"),
        ("n", "name"),
        ("si", "slot_id"),
        ("r", "rotation"),
    ];
    let mut long = renamed(short, &names);
    long.insert("id".to_owned(), json!(device_id(rack_id, position as u64)));
    if let Some(parent) = long.remove("ci").and_then(|parent| parent.as_u64()) {
        long.insert("container_id".to_owned(), json!(device_id(rack_id, parent)));
    }
    if let Some(auto_created) = long.remove("a") {
        long.insert("auto_created".to_owned(), json!(auto_created == 1));
    }
    long
}

fn device_id(rack_id: &str, position: u64) -> String {
    format!("{rack_id}/{position}")
}

fn device_type(short: Map<String, Value>) -> Map<String, Value> {
    let names = [
        ("s", "slug"),
        ("h", "u_height"),
        ("mf", "manufacturer"),
        ("m", "model"),
        ("c", "colour"),
        ("sl", "slots"),
        ("sw", "slot_width"),
        ("sr", "subdevice_role"),
        ("sg", "slot_gaps"),
        ("wm", "width_mm"),
        ("hm", "height_mm"),
    ];
    let mut long = renamed(short, &names);
    if let Some(category) = long.remove("x").as_ref().and_then(category) {
        long.insert("category".to_owned(), json!(category));
    }
    if let Some(auto_created) = long.remove("ac") {
        long.insert("auto_created".to_owned(), json!(auto_created == 1));
    }
    each(&mut long, "slots", slot);
    long
}

fn slot(short: Map<String, Value>) -> Map<String, Value> {
    let mut long = renamed(short, &[("wf", "width_fraction"), ("hu", "height_units")]);
    let (row, column) = (long.remove("r"), long.remove("cl"));
    long.insert("position".to_owned(), json!({"row": row, "col": column}));
    long
}

fn group(short: Map<String, Value>) -> Map<String, Value> {
    let mut long = renamed(
        short,
        &[("rs", "rack_ids"), ("n", "name"), ("p", "layout_preset")],
    );
    // Racks are referred to by their short ids, which may be numbers.
    if let Some(Value::Array(ids)) = long.get_mut("rack_ids") {
        for id in ids {
            if id.is_number() {
                *id = json!(id.to_string());
            }
        }
    }
    long
}

fn category(letter: &Value) -> Option<&'static str> {
    Some(match letter.as_str()? {
        "s" => "server",
        "n" => "network",
        "r" => "firewall",
        "t" => "storage",
        "w" => "power",
        "k" => "kvm",
        "p" => "patch-panel",
        "a" => "av-media",
        "l" => "cooling",
        "h" => "chassis",
        "f" => "shelf",
        "b" => "blank",
        "c" => "cable-management",
        _ => "other",
    })
}
