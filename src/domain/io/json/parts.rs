//! Leaves out the bad parts of an item, so that the item itself is kept.

use serde_json::{Map, Value};

use super::{ReadReport, item_name};
use crate::domain::ids::PictureId;
use crate::domain::io::fields::BadItem;
use crate::domain::layout::{Link, PinnedDisk, UserLink};

/// Returns why a part cannot be read; `None` if it can.
type Check = fn(&Value) -> Option<BadItem>;

const OF_DEVICE: [(&str, Check); 5] = [
    ("links", fault::<Link>),
    ("guests", fault::<Link>),
    ("tags", not_a_text),
    ("user_links", fault::<UserLink>),
    ("disks", fault::<PinnedDisk>),
];
const OF_RACK: [(&str, Check); 1] = [("tags", not_a_text)];

pub(super) fn prune_device(value: &mut Value, report: &mut ReadReport) {
    prune("Device", value, &OF_DEVICE, report);
    for key in ["life_cycle", "color"] {
        if value.get(key).is_some_and(|word| !word.is_string()) {
            leave_out("Device", value, key, "is not text", report);
        }
    }
}

pub(super) fn prune_rack(value: &mut Value, report: &mut ReadReport) {
    prune("Rack", value, &OF_RACK, report);
}

pub(super) fn prune_type(value: &mut Value, report: &mut ReadReport) {
    for key in ["front_picture", "rear_picture"] {
        let is_bad = |picture: &Value| picture.as_str().and_then(PictureId::parse).is_none();
        if value
            .get(key)
            .is_some_and(|picture| !picture.is_null() && is_bad(picture))
        {
            leave_out("Device type", value, key, "names no picture", report);
        }
    }
}

fn prune(kind: &str, value: &mut Value, parts: &[(&str, Check)], report: &mut ReadReport) {
    for (key, check) in parts {
        let mut faults = Vec::new();
        match value.get_mut(key) {
            None | Some(Value::Null) => {}
            Some(Value::Array(list)) => list.retain(|part| {
                let fault = check(part);
                faults.extend(fault.iter().map(ToString::to_string));
                fault.is_none()
            }),
            Some(_) => leave_out(kind, value, key, "is not a list", report),
        }
        if !faults.is_empty() {
            let item = item_name(kind, value);
            for fault in faults {
                report.note_change(
                    &item,
                    &format!("a part of its “{key}” is left out: {fault}"),
                );
            }
        }
    }
}

fn leave_out(kind: &str, value: &mut Value, key: &str, why: &str, report: &mut ReadReport) {
    let item = item_name(kind, value);
    value
        .as_object_mut()
        .and_then(|fields: &mut Map<String, Value>| fields.remove(key));
    report.note_change(&item, &format!("its “{key}” {why} and is left out"));
}

fn fault<T: TryFrom<Value, Error = BadItem>>(part: &Value) -> Option<BadItem> {
    T::try_from(part.clone()).err()
}

fn not_a_text(part: &Value) -> Option<BadItem> {
    (!part.is_string()).then_some(BadItem::NotA {
        key: "tags",
        expected: "a list of texts",
    })
}
