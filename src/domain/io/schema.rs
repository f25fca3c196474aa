//! The JSON Schema of the document, generated from the types and compared with `public/layout.schema.json`. Run with `UPDATE_GOLDEN=1` to
//! rewrite the file.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use std::path::PathBuf;
use std::{env, fs};

use schemars::generate::SchemaSettings;
use serde_json::{Value, json};

use super::json as document;
use crate::domain::layout::{DeviceType, Layout, RackHeight, RackWidth};

/// The keys required to read an item. The program always writes more than these.
const NEEDED: [(&str, &[&str]); 12] = [
    ("Row", &["id", "name"]),
    ("Rack", &["id", "name", "height"]),
    ("DeviceType", &["slug", "model", "height"]),
    ("Faceplate", &[]),
    ("PortGroup", &["count"]),
    ("Bay", &["name", "height"]),
    ("Device", &["id", "type"]),
    ("Link", &[]),
    ("UserLink", &["url"]),
    ("PinnedDisk", &["bay", "serial"]),
    ("Connection", &["id", "a", "b"]),
    ("ConnectionEnd", &["device"]),
];

fn schema() -> Value {
    let generated = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator()
        .into_root_schema_for::<Layout>();
    let mut schema = generated.to_value();
    schema["title"] = json!("Blinkenrack layout");
    schema["description"] =
        json!("Named racks, the device types they use, and the devices in them.");
    schema["required"] = json!(["schema_version", "racks"]);
    let kinds = &mut schema["$defs"];
    for (kind, needed) in NEEDED {
        kinds[kind]["required"] = json!(needed);
    }
    for kind in ["Device", "DeviceType", "Rack"] {
        kinds[kind].as_object_mut().unwrap().remove("description");
    }
    // Rules that the readers check and the types cannot express.
    let height = &mut kinds["RackHeight"];
    (height["minimum"], height["maximum"]) = (json!(1), json!(RackHeight::MAX));
    let width = &mut kinds["RackWidth"];
    *width = json!({
        "description": "The distance of the rails' outer edges, in inches.",
        "enum": (0..=u8::MAX).filter(|inches| RackWidth::try_from(*inches).is_ok()).collect::<Vec<_>>(),
    });
    let height = &mut kinds["DeviceType"]["properties"]["height"];
    height["description"] = json!("In half-units.");
    (height["minimum"], height["maximum"]) = (json!(1), json!(DeviceType::MAX_HEIGHT.0));
    kinds["Device"]["oneOf"] = json!([
        {"title": "between the rails", "required": ["rack", "bottom"]},
        {"title": "beside the rails", "required": ["rack", "side"]},
        {"title": "in a bay of another device", "required": ["parent", "bay"]},
    ]);
    schema
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn corpus() -> Vec<(String, String)> {
    let files = fs::read_dir(folder().join("tests/fixtures/layouts")).unwrap();
    files
        .map(|file| {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, fs::read_to_string(path).unwrap())
        })
        .collect()
}

/// Returns why a document violates the schema; `None` if it does not.
fn fault(text: &str) -> Option<String> {
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("layout.json", schema()).unwrap();
    let mut schemas = boon::Schemas::new();
    let root = compiler.compile("layout.json", &mut schemas).unwrap();
    let value: Value = serde_json::from_str(text).unwrap();
    let result = schemas.validate(&value, root);
    result.err().map(|error| error.to_string())
}

#[test]
fn the_published_schema_is_that_of_the_types() {
    let file = folder().join("public/layout.schema.json");
    let made = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
    if env::var("UPDATE_GOLDEN").is_ok_and(|value| value == "1") {
        fs::write(&file, &made).unwrap();
    }
    let published = fs::read_to_string(&file).unwrap();
    assert!(published == made, "run this test with UPDATE_GOLDEN=1");
}

#[test]
fn stored_layouts_follow_it() {
    for (name, text) in corpus() {
        let loaded = document::read(&text).unwrap();
        assert_eq!(
            fault(&document::write(&loaded.layout)),
            None,
            "{name}, written"
        );
        if loaded.report.is_empty() {
            assert_eq!(fault(&text), None, "{name}");
        }
    }
    let (_, bad) = corpus()
        .into_iter()
        .find(|(name, _)| name == "v1-bad-items.json")
        .unwrap();
    assert!(fault(&bad).is_some());
}

/// An item without a required key is reported as bad; without any other key it is not.
#[test]
fn readers_need_the_keys_that_it_calls_needed() {
    let (_, text) = corpus()
        .into_iter()
        .find(|(name, _)| name == "v1-everything.json")
        .unwrap();
    let whole: Value = serde_json::from_str(&text).unwrap();
    for (list, kind) in [("racks", "Rack"), ("device_types", "DeviceType")] {
        let needed = NEEDED.iter().find(|(name, _)| *name == kind).unwrap().1;
        let keys: Vec<String> = whole[list][0]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect();
        for key in keys {
            let mut cut = json!({"schema_version": 1, "racks": [], "id": whole["id"], "name": ""});
            cut[list] = json!([whole[list][0].clone()]);
            cut[list][0].as_object_mut().unwrap().remove(&key);
            let report = document::read(&cut.to_string()).unwrap().report;
            let is_needed = needed.contains(&key.as_str());
            assert_eq!(
                !report.is_empty(),
                is_needed,
                "{kind} without {key}: {report:?}"
            );
        }
    }
}
