//! The schema that Rackula's own reader enforces. It refuses a whole file for one unknown word.

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::domain::io::ports;
use crate::domain::layout::Connector;

pub(super) const LONGEST_NAME: usize = 100;
pub(super) const LONGEST_NOTES: usize = 1000;
const LONGEST_LABEL: usize = 64;

/// The color of an unknown category.
const PLAIN_COLOR: &str = "#6272A4";
/// The default kind of a rack.
pub(super) const PLAIN_RACK: &str = "4-post-cabinet";

const CATEGORIES: &[&str] = &[
    "server",
    "storage",
    "network",
    "firewall",
    "patch-panel",
    "power",
    "kvm",
    "cooling",
    "av-media",
    "chassis",
    "shelf",
    "blank",
    "cable-management",
    "other",
];

/// The interface types that every version knows.
const INTERFACE_TYPES: &[&str] = &[
    "100base-tx",
    "1000base-t",
    "2.5gbase-t",
    "5gbase-t",
    "10gbase-t",
    "1000base-x-sfp",
    "10gbase-x-sfpp",
    "25gbase-x-sfp28",
    "40gbase-x-qsfpp",
    "100gbase-x-qsfp28",
    "100gbase-x-qsfpdd",
    "200gbase-x-qsfp56",
    "200gbase-x-qsfpdd",
    "400gbase-x-qsfpdd",
    "console",
    "usb-a",
    "usb-b",
    "usb-c",
    "usb-mini-b",
    "usb-micro-b",
    "virtual",
    "lag",
    "other",
];

/// The kind of object that a key belongs to.
#[derive(Clone, Copy)]
pub(super) enum Owner {
    Layout,
    Group,
    Rack,
    Device,
    Type { half_depth: bool },
    Slot,
}

/// What Rackula accepts as the value of a key.
#[derive(Clone, Copy)]
enum Rule {
    /// A text with a maximum length.
    Text(usize),
    Word(&'static [&'static str]),
    Color,
    Flag,
    /// A number with a minimum.
    Number(f64),
    Positive,
    /// A whole number with a minimum.
    Whole(u64),
    /// One of these whole numbers.
    OneOf(&'static [u64]),
    Keys,
    /// An item with its own keys.
    Item(fn(&Value) -> Option<Value>),
    /// A list. Refused entries are dropped.
    List(fn(&Value) -> Option<Value>),
}

/// The value itself if Rackula accepts it, otherwise the nearest accepted one, or `None`. Keys that Rackula does not know are passed
/// through, as Rackula does.
pub(super) fn nearest(owner: Owner, key: &str, value: &Value) -> Option<Value> {
    if let (Owner::Type { half_depth }, "interfaces") = (owner, key) {
        return interfaces(value, half_depth);
    }
    match rule(owner, key) {
        Some(rule) => by_rule(rule, value).or_else(|| plainest(owner, key)),
        None => Some(value.clone()),
    }
}

/// The replacement for an unknown value of a required key.
fn plainest(owner: Owner, key: &str) -> Option<Value> {
    let plainest = match (owner, key) {
        (Owner::Rack, "form_factor") => PLAIN_RACK,
        (Owner::Type { .. }, "category") => "other",
        (Owner::Type { .. }, "colour") => PLAIN_COLOR,
        _ => return None,
    };
    Some(plainest.into())
}

fn rule(owner: Owner, key: &str) -> Option<Rule> {
    let rule = match (owner, key) {
        (Owner::Layout, "metadata") => Rule::Item(metadata),
        (Owner::Layout, "settings") => Rule::Item(settings),
        (Owner::Layout, "rack_groups") => Rule::List(group),
        (Owner::Layout, "connections") => Rule::List(connection),
        (Owner::Group, "layout_preset") => Rule::Word(&["bayed", "row"]),
        (Owner::Group, "name") | (Owner::Device, "name" | "label") => Rule::Text(LONGEST_NAME),
        (Owner::Rack, "depth_mm") => Rule::Positive,
        (Owner::Rack, "base_weight") => Rule::Number(0.0),
        (Owner::Rack, "show_rear") | (Owner::Device, "auto_created") => Rule::Flag,
        (Owner::Rack, "form_factor") => {
            Rule::Word(&["2-post", "4-post", PLAIN_RACK, "wall-mount", "open-frame"])
        }
        (Owner::Device, "rotation") => Rule::OneOf(&[0, 90]),
        (Owner::Device, "ports") => Rule::List(port),
        (Owner::Device, "colour_override") | (Owner::Type { .. }, "colour") => Rule::Color,
        (Owner::Type { .. }, "category") => Rule::Word(CATEGORIES),
        (Owner::Type { .. }, "part_number" | "serial_number" | "asset_tag") => {
            Rule::Text(LONGEST_NAME)
        }
        (Owner::Type { .. } | Owner::Device | Owner::Rack, "notes") => Rule::Text(LONGEST_NOTES),
        (Owner::Type { .. }, "is_powered") => Rule::Flag,
        (Owner::Type { .. }, "airflow") => Rule::Word(&[
            "passive",
            "front-to-rear",
            "rear-to-front",
            "left-to-right",
            "right-to-left",
            "side-to-rear",
            "mixed",
        ]),
        (Owner::Type { .. }, "subdevice_role") => Rule::Word(&["parent", "child"]),
        (Owner::Type { .. }, "tags") => Rule::List(text),
        (Owner::Type { .. }, "links") => Rule::List(link),
        (Owner::Type { .. }, "power_ports") => Rule::List(supply),
        (Owner::Type { .. }, "power_outlets") => Rule::List(outlet),
        (Owner::Type { .. }, "device_bays" | "inventory_items") => Rule::List(named),
        (Owner::Type { .. }, "va_rating" | "width_mm" | "height_mm") => Rule::Positive,
        (Owner::Type { .. }, "outlet_count") => Rule::Whole(0),
        (Owner::Type { .. }, "slot_gaps") => Rule::List(gap),
        (Owner::Type { .. } | Owner::Device, "custom_fields") => Rule::Keys,
        (Owner::Slot, "accepts") => Rule::List(category),
        _ => return None,
    };
    Some(rule)
}

fn by_rule(rule: Rule, value: &Value) -> Option<Value> {
    let takes = match rule {
        Rule::Text(longest) => return value.as_str().map(|text| short(text, longest).into()),
        Rule::Word(words) => value.as_str().is_some_and(|word| words.contains(&word)),
        Rule::Color => is_color(value),
        Rule::Flag => value.is_boolean(),
        Rule::Number(least) => value.as_f64().is_some_and(|number| number >= least),
        Rule::Positive => value.as_f64().is_some_and(|number| number > 0.0),
        Rule::Whole(least) => value.as_u64().is_some_and(|number| number >= least),
        Rule::OneOf(numbers) => value
            .as_u64()
            .is_some_and(|number| numbers.contains(&number)),
        Rule::Keys => value.is_object(),
        Rule::Item(item) => return item(value),
        Rule::List(entry) => {
            return value
                .as_array()
                .map(|list| list.iter().filter_map(entry).collect());
        }
    };
    takes.then(|| value.clone())
}

/// Truncates a text to `longest` UTF-16 units, which is how Rackula counts.
pub(super) fn short(text: &str, longest: usize) -> &str {
    let mut units = 0;
    let end = text.char_indices().find_map(|(position, c)| {
        units += c.len_utf16();
        (units > longest).then_some(position)
    });
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

pub(super) fn is_color(value: &Value) -> bool {
    let digits = value.as_str().and_then(|text| text.strip_prefix('#'));
    digits.is_some_and(|digits| {
        digits.len() == 6 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    })
}

/// Reduces a list entry to its accepted keys; `None` if a required key is missing.
fn entry(value: &Value, needed: &[&str], rules: &[(&str, Rule)]) -> Option<Value> {
    let mut fields = Map::new();
    for (key, value) in value.as_object()? {
        let rule = rules.iter().find(|(of, _)| of == key);
        let taken = match rule {
            Some((_, rule)) => by_rule(*rule, value),
            None => Some(value.clone()),
        };
        fields.extend(taken.map(|taken| (key.clone(), taken)));
    }
    let has_all = needed.iter().all(|key| fields.contains_key(*key));
    has_all.then(|| fields.into())
}

const ANY_TEXT: Rule = Rule::Text(usize::MAX);

fn metadata(value: &Value) -> Option<Value> {
    let rules = [
        ("name", Rule::Text(LONGEST_NAME)),
        ("description", Rule::Text(LONGEST_NOTES)),
    ];
    let taken = entry(value, &["id", "name", "schema_version"], &rules)?;
    Uuid::parse_str(taken.get("id")?.as_str()?).ok()?;
    let version = taken.get("schema_version")?.as_str()?.split_once('.')?;
    let is_number =
        |part: &str| !part.is_empty() && part.bytes().all(|digit| digit.is_ascii_digit());
    let is_named = taken.get("name")? != "";
    (is_named && is_number(version.0) && is_number(version.1)).then_some(taken)
}

fn settings(value: &Value) -> Option<Value> {
    let rules = [
        (
            "display_mode",
            Rule::Word(&["label", "image", "image-label"]),
        ),
        ("show_labels_on_images", Rule::Flag),
    ];
    entry(value, &["display_mode", "show_labels_on_images"], &rules)
}

fn group(value: &Value) -> Option<Value> {
    let rules = [
        ("id", ANY_TEXT),
        ("name", Rule::Text(LONGEST_NAME)),
        ("layout_preset", Rule::Word(&["bayed", "row"])),
    ];
    entry(value, &["id", "rack_ids"], &rules)
}

pub(super) fn connection(value: &Value) -> Option<Value> {
    let rules = [
        ("id", ANY_TEXT),
        ("label", Rule::Text(LONGEST_NAME)),
        ("color", Rule::Color),
    ];
    let taken = entry(value, &["id", "a_port_id", "b_port_id"], &rules)?;
    (taken.get("a_port_id") != taken.get("b_port_id")).then_some(taken)
}

fn port(value: &Value) -> Option<Value> {
    let rules = [
        ("id", ANY_TEXT),
        ("template_name", ANY_TEXT),
        ("template_index", Rule::Whole(0)),
        ("label", Rule::Text(LONGEST_LABEL)),
    ];
    let needed = ["id", "template_name", "template_index", "type"];
    with_known_type(entry(value, &needed, &rules)?)
}

fn supply(value: &Value) -> Option<Value> {
    let rules = [
        ("name", ANY_TEXT),
        ("type", ANY_TEXT),
        ("maximum_draw", Rule::Number(0.0)),
        ("allocated_draw", Rule::Number(0.0)),
    ];
    entry(value, &["name"], &rules)
}

fn outlet(value: &Value) -> Option<Value> {
    let rules = [
        ("name", ANY_TEXT),
        ("type", ANY_TEXT),
        ("power_port", ANY_TEXT),
        ("feed_leg", Rule::Word(&["A", "B", "C"])),
    ];
    entry(value, &["name"], &rules)
}

fn named(value: &Value) -> Option<Value> {
    entry(value, &["name"], &[("name", ANY_TEXT)])
}

fn link(value: &Value) -> Option<Value> {
    entry(
        value,
        &["label", "url"],
        &[("label", ANY_TEXT), ("url", ANY_TEXT)],
    )
}

fn text(value: &Value) -> Option<Value> {
    value.is_string().then(|| value.clone())
}

fn gap(value: &Value) -> Option<Value> {
    by_rule(Rule::Number(0.0), value)
}

fn category(value: &Value) -> Option<Value> {
    let known = value
        .as_str()
        .is_some_and(|word| CATEGORIES.contains(&word));
    known.then(|| value.clone())
}

/// Rackula allows interfaces on only one side of a half-depth type.
fn interfaces(list: &Value, half_depth: bool) -> Option<Value> {
    let taken = list.as_array()?.iter().filter_map(interface);
    let mut taken: Vec<Value> = taken.collect();
    let at_rear = |interface: &Value| interface.get("position") == Some(&"rear".into());
    if half_depth && taken.iter().any(at_rear) && !taken.iter().all(at_rear) {
        for fields in taken.iter_mut().filter_map(Value::as_object_mut) {
            fields.remove("position");
        }
    }
    Some(taken.into())
}

fn interface(value: &Value) -> Option<Value> {
    let rules = [
        ("name", ANY_TEXT),
        ("label", Rule::Text(LONGEST_LABEL)),
        ("mgmt_only", Rule::Flag),
        ("position", Rule::Word(&["front", "rear"])),
        ("poe_mode", Rule::Word(&["pd", "pse"])),
        ("poe_type", ANY_TEXT),
    ];
    with_known_type(entry(value, &["name", "type"], &rules)?)
}

fn with_known_type(mut taken: Value) -> Option<Value> {
    let kind = taken.get("type")?.as_str()?;
    if !INTERFACE_TYPES.contains(&kind) {
        let known = ports::connector(kind).map_or("virtual", interface_type);
        *taken.get_mut("type")? = known.into();
    }
    Some(taken)
}

/// An interface type that every version knows.
pub(super) fn interface_type(connector: Connector) -> &'static str {
    match connector {
        Connector::Rj45 => "1000base-t",
        Connector::Sfp => "1000base-x-sfp",
        Connector::SfpPlus => "10gbase-x-sfpp",
        Connector::Qsfp => "40gbase-x-qsfpp",
        Connector::UsbA => "usb-a",
        Connector::UsbC => "usb-c",
        Connector::Serial => "console",
        _ => "other",
    }
}

/// Restores values that an export changed for Rackula, unless they were edited since.
pub(super) fn put_back(owner: Owner, fields: &mut Map<String, Value>, refused: Option<Value>) {
    let Some(Value::Object(refused)) = refused else {
        return;
    };
    for (key, original) in refused {
        if fields.get(&key) == nearest(owner, &key, &original).as_ref() {
            fields.insert(key, original);
        }
    }
}
