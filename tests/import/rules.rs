//! The rules of Rackula's reader for which it refuses a whole file.

use serde_json::Value;

/// The words, kinds and ranges of Rackula's published format, on which this schema is based, not on our exporter.
const SCHEMA: &str = include_str!("../fixtures/rackula-file.schema.json");

/// How a file violates the schema; `None` if it does not.
#[cfg(not(target_arch = "wasm32"))]
fn against_schema(file: &Value) -> Option<String> {
    let mut compiler = boon::Compiler::new();
    let schema = serde_json::from_str(SCHEMA).expect("JSON");
    compiler.enable_format_assertions();
    compiler
        .add_resource("rackula.json", schema)
        .expect("a schema");
    let mut schemas = boon::Schemas::new();
    let compiled = compiler
        .compile("rackula.json", &mut schemas)
        .expect("a schema");
    let refused = schemas.validate(file, compiled).err()?;
    Some(refused.to_string())
}

#[cfg(target_arch = "wasm32")]
fn against_schema(_: &Value) -> Option<String> {
    let _ = SCHEMA;
    None
}

pub fn check_file(file: &Value) {
    assert_eq!(against_schema(file), None);
    text(file, "version", 1, 100);
    text(file, "name", 1, 100);
    check_metadata(&file["metadata"]);
    assert!(file["settings"]["show_labels_on_images"].is_boolean());
    let types = list(file, "device_types");
    for (position, device_type) in types.iter().enumerate() {
        check_type(device_type);
        let before = &types[..position];
        assert!(
            before
                .iter()
                .all(|other| other["slug"] != device_type["slug"])
        );
    }
    let racks = list(file, "racks");
    assert!(file["racks"].is_array() && file["device_types"].is_array());
    for rack in racks {
        check_rack(rack, types);
    }
    for group in list(file, "rack_groups") {
        text(group, "id", 1, usize::MAX);
        optional(group, "name", |_| text(group, "name", 0, 100));
        assert!(!list(group, "rack_ids").is_empty());
    }
    for connection in list(file, "connections") {
        for key in ["id", "a_port_id", "b_port_id"] {
            text(connection, key, 1, usize::MAX);
        }
        assert_ne!(connection["a_port_id"], connection["b_port_id"]);
        optional(connection, "label", |_| text(connection, "label", 0, 100));
        optional(connection, "color", color);
    }
}

fn check_metadata(metadata: &Value) {
    let id = metadata["id"].as_str().expect("an id");
    assert!(uuid::Uuid::parse_str(id).is_ok(), "{id}");
    text(metadata, "name", 1, 100);
    optional(metadata, "description", |_| {
        text(metadata, "description", 0, 1000)
    });
    let version = metadata["schema_version"].as_str().expect("a version");
    let numbers: Vec<_> = version.split('.').map(str::parse::<u32>).collect();
    assert!(
        numbers.len() == 2 && numbers.iter().all(Result::is_ok),
        "{version}"
    );
}

fn check_type(device_type: &Value) {
    text(device_type, "slug", 1, 100);
    let slug = device_type["slug"].as_str().expect("a slug");
    let is_plain = |c: char| c.is_ascii_digit() || c.is_ascii_lowercase();
    assert!(
        slug.split('-')
            .all(|group| !group.is_empty() && group.chars().all(is_plain)),
        "{slug}"
    );
    color(&device_type["colour"]);
    let height = device_type["u_height"].as_f64().expect("a height");
    assert!((0.5..=50.0).contains(&height) && (height * 2.0).fract() == 0.0);
    for key in [
        "manufacturer",
        "model",
        "part_number",
        "serial_number",
        "asset_tag",
    ] {
        optional(device_type, key, |_| text(device_type, key, 0, 100));
    }
    optional(device_type, "notes", |_| {
        text(device_type, "notes", 0, 1000)
    });
    optional(device_type, "slot_width", |width| {
        assert!(*width == 1 || *width == 2)
    });
    optional(device_type, "rack_widths", |widths| {
        let known = |width: &Value| [10, 19, 21, 23].iter().any(|inches| width == inches);
        assert!(widths.as_array().expect("widths").iter().all(known));
    });
    for key in ["is_full_depth", "is_powered"] {
        optional(device_type, key, |flag| assert!(flag.is_boolean()));
    }
    optional(device_type, "weight", |weight| {
        assert!(weight.as_f64() > Some(0.0));
    });
    optional(device_type, "custom_fields", |fields| {
        assert!(fields.is_object())
    });
    check_interfaces(device_type);
    for supply in list(device_type, "power_ports") {
        text(supply, "name", 1, usize::MAX);
        optional(supply, "maximum_draw", |draw| {
            assert!(draw.as_f64() >= Some(0.0))
        });
    }
    for outlet in list(device_type, "power_outlets") {
        text(outlet, "name", 1, usize::MAX);
    }
    for slot in list(device_type, "slots") {
        check_slot(slot);
    }
}

fn check_interfaces(device_type: &Value) {
    let mut sides = Vec::new();
    for interface in list(device_type, "interfaces") {
        text(interface, "name", 1, usize::MAX);
        optional(interface, "label", |_| text(interface, "label", 0, 64));
        optional(interface, "mgmt_only", |flag| assert!(flag.is_boolean()));
        sides.push(interface["position"] == "rear");
    }
    if device_type["is_full_depth"] == false {
        sides.dedup();
        assert!(
            sides.len() < 2,
            "interfaces on both sides of a half-depth type"
        );
    }
}

fn check_slot(slot: &Value) {
    text(slot, "id", 1, usize::MAX);
    assert!(slot["position"]["row"].is_u64() && slot["position"]["col"].is_u64());
    let fraction = slot["width_fraction"].as_f64().expect("a fraction");
    assert!(fraction > 0.0 && fraction <= 1.0);
    assert!(slot["height_units"].as_f64() > Some(0.0));
}

fn check_rack(rack: &Value, types: &[Value]) {
    text(rack, "id", 1, usize::MAX);
    text(rack, "name", 1, 100);
    let height = rack["height"].as_u64().expect("a height");
    assert!((1..=100).contains(&height));
    assert!(
        [10, 19, 21, 23]
            .iter()
            .any(|inches| rack["width"] == *inches)
    );
    assert!(rack["starting_unit"].as_u64() >= Some(1) && rack["desc_units"].is_boolean());
    assert!(rack["position"].is_u64() && rack["devices"].is_array());
    optional(rack, "depth_mm", |depth| {
        assert!(depth.as_f64() > Some(0.0))
    });
    optional(rack, "base_weight", |weight| {
        assert!(weight.as_f64() >= Some(0.0))
    });
    optional(rack, "show_rear", |flag| assert!(flag.is_boolean()));
    optional(rack, "notes", |_| text(rack, "notes", 0, 1000));
    let devices = list(rack, "devices");
    let mut taken: Vec<Span> = Vec::new();
    for device in devices {
        check_device(device);
        let of_type = |known: &&Value| known["slug"] == device["device_type"];
        let device_type = types.iter().find(of_type).expect("an embedded type");
        if device.get("container_id").is_some() || device.get("parent_device").is_some() {
            check_child(device, device_type, devices, types);
            continue;
        }
        let span = Span::of(device, device_type);
        assert!(span.end <= height as f64 + 1.0);
        assert!(
            !taken.iter().any(|other| other.collides(&span)),
            "{span:?} {taken:?}"
        );
        taken.push(span);
    }
}

fn check_device(device: &Value) {
    text(device, "id", 1, usize::MAX);
    optional(device, "name", |_| text(device, "name", 0, 100));
    optional(device, "label", |_| text(device, "label", 0, 100));
    optional(device, "notes", |_| text(device, "notes", 0, 1000));
    optional(device, "rotation", |rotation| {
        assert!(*rotation == 0 || *rotation == 90)
    });
    optional(device, "colour_override", color);
    optional(device, "auto_created", |flag| assert!(flag.is_boolean()));
    optional(device, "custom_fields", |fields| {
        assert!(fields.is_object())
    });
    assert_eq!(
        device.get("container_id").is_some(),
        device.get("slot_id").is_some()
    );
    assert_eq!(
        device.get("parent_device").is_some(),
        device.get("device_bay").is_some()
    );
    // Two half-depth children on one face break the display of 26.6.6.
    if device.get("container_id").is_some() || device.get("parent_device").is_some() {
        assert_eq!(device["face"], "both", "{device}");
    }
    for port in list(device, "ports") {
        text(port, "id", 1, usize::MAX);
        text(port, "template_name", 0, usize::MAX);
        assert!(port["template_index"].is_u64());
        optional(port, "label", |_| text(port, "label", 0, 64));
    }
}

/// The child is in a device of the same rack, alone in its slot, and not larger than the slot.
fn check_child(device: &Value, device_type: &Value, devices: &[Value], types: &[Value]) {
    assert_eq!(device["position"], 0);
    let Some(container) = device.get("container_id") else {
        let parents = devices
            .iter()
            .filter(|other| other["id"] == device["parent_device"]);
        return assert_eq!(parents.count(), 1);
    };
    let parent = devices
        .iter()
        .find(|other| other["id"] == *container)
        .expect("a container");
    assert!(parent.get("container_id").is_none());
    let parent_type = types
        .iter()
        .find(|known| known["slug"] == parent["device_type"])
        .expect("its type");
    let slot = list(parent_type, "slots")
        .iter()
        .find(|slot| slot["id"] == device["slot_id"])
        .expect("its slot");
    let same = |other: &&Value| {
        other.get("container_id") == Some(container) && other["slot_id"] == device["slot_id"]
    };
    assert_eq!(devices.iter().filter(same).count(), 1);
    assert!(device_type["u_height"].as_f64() <= slot["height_units"].as_f64());
    let needed = if device_type["slot_width"] == 1 {
        0.49
    } else {
        0.99
    };
    assert!(
        slot["width_fraction"].as_f64() >= Some(needed),
        "{slot} {device_type}"
    );
}

/// The whole units and the sides of the rails that a device takes.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: f64,
    end: f64,
    front: bool,
    rear: bool,
}

impl Span {
    fn of(device: &Value, device_type: &Value) -> Self {
        let position = device["position"].as_f64().expect("a position");
        let height = device_type["u_height"].as_f64().expect("a height");
        assert!(position >= 6.0 && position % 6.0 == 0.0 && height.fract() == 0.0);
        assert!(device_type.get("slot_width").is_none());
        let deep = device_type["is_full_depth"] != false || device["face"] == "both";
        Self {
            start: position / 6.0,
            end: position / 6.0 + height,
            front: deep || device["face"] == "front",
            rear: deep || device["face"] == "rear",
        }
    }

    fn collides(&self, other: &Self) -> bool {
        let apart = self.start >= other.end || other.start >= self.end;
        !apart && (self.front && other.front || self.rear && other.rear)
    }
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .map_or(&[], |list| list.as_array().expect("a list"))
}

fn optional(value: &Value, key: &str, check: impl Fn(&Value)) {
    if let Some(value) = value.get(key) {
        check(value);
    }
}

fn text(value: &Value, key: &str, least: usize, most: usize) {
    let text = value[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key} is no text in {value}"));
    let letters = text.encode_utf16().count();
    assert!((least..=most).contains(&letters), "{key}: {text}");
}

fn color(value: &Value) {
    let text = value.as_str().expect("a color");
    let digits = text.strip_prefix('#').expect("a color");
    assert!(
        digits.len() == 6 && digits.chars().all(|c| c.is_ascii_hexdigit()),
        "{text}"
    );
}

/// Rackula refuses the whole file for each of these. Here they show that the rules can fail.
#[cfg(not(target_arch = "wasm32"))]
#[test]
fn what_rackula_refuses_breaks_the_rules() {
    use serde_json::json;
    use std::panic::catch_unwind;

    let sound = json!({
        "version": "26.6.6", "name": "Home",
        "metadata": {"id": "00000000-0000-4000-8000-000000000001", "name": "Home", "schema_version": "1.0"},
        "settings": {"display_mode": "label", "show_labels_on_images": false},
        "racks": [{
            "id": "r", "name": "R", "height": 12, "width": 19, "desc_units": false, "starting_unit": 1,
            "form_factor": "4-post", "position": 0,
            "devices": [
                {"id": "a", "device_type": "one", "position": 6, "face": "front"},
                {"id": "b", "device_type": "shelf", "position": 12, "face": "front"},
                {"id": "c", "device_type": "small", "position": 0, "face": "both", "container_id": "b", "slot_id": "s"},
            ],
        }],
        "device_types": [
            {"slug": "one", "u_height": 1, "colour": "#336699", "category": "server",
                "interfaces": [{"name": "eth0", "type": "1000base-t"}]},
            {"slug": "shelf", "u_height": 1, "colour": "#336699", "category": "shelf",
                "slots": [{"id": "s", "position": {"row": 0, "col": 0}, "width_fraction": 1, "height_units": 1}]},
            {"slug": "small", "u_height": 1, "colour": "#336699", "category": "other"},
        ],
        "rack_groups": [{"id": "g", "rack_ids": ["r"], "layout_preset": "row"}],
    });
    check_file(&sound);
    for (at, value) in [
        ("/name", json!("")),
        ("/name", json!("x".repeat(101))),
        ("/metadata/id", json!("one")),
        ("/metadata/schema_version", json!("1")),
        ("/settings/display_mode", json!("picture")),
        ("/racks/0/width", json!(20)),
        ("/racks/0/height", json!(101)),
        ("/racks/0/starting_unit", json!(0)),
        ("/racks/0/form_factor", json!("shelf")),
        ("/racks/0/devices/0/face", json!("left")),
        ("/racks/0/devices/0/device_type", json!("unknown")),
        ("/racks/0/devices/0/position", json!(9)),
        ("/racks/0/devices/0/position", json!(12)),
        ("/racks/0/devices/0/position", json!(78)),
        ("/racks/0/devices/0/notes", json!("x".repeat(1001))),
        ("/racks/0/devices/2/slot_id", Value::Null),
        ("/racks/0/devices/2/slot_id", json!("t")),
        ("/racks/0/devices/2/container_id", json!("z")),
        ("/device_types/0/slug", json!("One")),
        ("/device_types/0/slug", json!("shelf")),
        ("/device_types/0/colour", json!("#369")),
        ("/device_types/0/category", json!("mainframe")),
        ("/device_types/0/u_height", json!(0.75)),
        ("/device_types/0/interfaces/0/type", json!("800gbase-x")),
        ("/device_types/2/u_height", json!(2)),
        ("/rack_groups/0/rack_ids", json!([])),
        ("/rack_groups/0/layout_preset", json!("circle")),
    ] {
        let mut broken = sound.clone();
        if let Some(place) = broken.pointer_mut(at) {
            *place = value.clone();
        } else {
            let (parent, key) = at.rsplit_once('/').expect("a path");
            broken.pointer_mut(parent).expect("a parent")[key] = value.clone();
        }
        assert!(
            catch_unwind(|| check_file(&broken)).is_err(),
            "{at} as {value} is taken"
        );
    }
}
