//! Numbers and records in the hub's format.

use serde_json::{Map, Value};

/// Rounds to at most two decimals; whole numbers are written without a point.
pub fn number(value: f64) -> Value {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded.fract() == 0.0 {
        Value::from(rounded as i64)
    } else {
        Value::from(rounded)
    }
}

pub fn whole(value: f64) -> Value {
    Value::from(value.round() as i64)
}

pub fn numbers(values: &[f64]) -> Value {
    values.iter().copied().map(number).collect()
}

pub fn wholes(values: &[f64]) -> Value {
    values.iter().copied().map(whole).collect()
}

/// An object of named values.
pub fn table<K: Into<String>>(entries: impl IntoIterator<Item = (K, Value)>) -> Value {
    // One by one: `collect` sorts first, which compiles to much code for every caller.
    let mut table = Map::new();
    for (key, value) in entries {
        table.insert(key.into(), value);
    }
    Value::Object(table)
}
