//! Documents that may be damaged.

use proptest::prelude::*;
use serde_json::Value;

use super::layouts::*;

/// Values that are meaningful to the reader, and some that are not.
pub fn json() -> impl Strategy<Value = Value> {
    let uuid = (0..DEVICES, any::<bool>()).prop_map(|(n, rack)| {
        let id = if rack {
            rack_id(n).uuid()
        } else {
            device_id(n).uuid()
        };
        Value::from(id.to_string())
    });
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3..300_i64).prop_map(Value::from),
        // Beyond 15 digits the last digit of a number may change.
        any::<i32>().prop_map(|n| Value::from(f64::from(n) / 8.0)),
        any::<u64>().prop_map(Value::from),
        (0..TYPES).prop_map(|n| Value::from(slug(n).to_string())),
        proptest::sample::select(vec![
            "front", "rear", "up", "half", "third", "shelf", "left", "side", ""
        ])
        .prop_map(Value::from),
        uuid,
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key(), inner), 0..6)
                .prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
}

pub fn key() -> impl Strategy<Value = String> {
    let known = vec![
        "id",
        "name",
        "slug",
        "model",
        "height",
        "width",
        "depth",
        "rack",
        "bottom",
        "face",
        "column",
        "parent",
        "bay",
        "bays",
        "type",
        "link",
        "tags",
        "user_links",
        "url",
        "life_cycle",
        "color",
        "disks",
        "serial",
        "connections",
        "a",
        "b",
        "device",
        "port",
        "group",
        "index",
        "label_template",
        "links",
        "kind",
        "monitor",
        "hub",
        "system",
        "guests",
        "notes",
        "faceplate",
        "ports",
        "count",
        "unit_direction",
        "first_unit",
        "rack_widths",
        "mount",
        "side",
        "slot",
        "row_id",
        "address",
        "category",
        "x",
    ];
    proptest::sample::select(known).prop_map(str::to_owned)
}

pub fn document() -> impl Strategy<Value = Value> {
    let list = || proptest::collection::vec(json(), 0..6).prop_map(Value::from);
    let lists = (list(), list(), list(), list());
    (lists, json(), json()).prop_map(|((rows, racks, device_types, devices), id, name)| {
        serde_json::json!({
            "schema_version": 1, "id": id, "name": name, "rows": rows, "racks": racks, "device_types": device_types,
            "devices": devices,
        })
    })
}

/// The number of values on all levels.
pub fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum::<usize>(),
        _ => 0,
    }
}

/// Replaces the value after `left` others.
pub fn replace(value: &mut Value, left: &mut usize, by: &Value) -> bool {
    if *left == 0 {
        *value = by.clone();
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, left, by)),
        Value::Object(map) => map.values_mut().any(|item| replace(item, left, by)),
        _ => false,
    }
}
