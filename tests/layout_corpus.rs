//! Stored layouts of every version, kept forever: each must load, and everything valid in it must survive.
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test may stop where it stands"
)]

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use blinkenrack::domain::command::{Command, apply};
use blinkenrack::domain::ids::DeviceId;
use blinkenrack::domain::io::json::{Broken, Loaded, read, write};
use blinkenrack::domain::io::limits::MAX_JSON;
use blinkenrack::domain::layout::{LayoutIndex, LifeCycle, LinkTarget, Place, SCHEMA_VERSION};
use blinkenrack::domain::placement::Refusal;
use serde_json::Value;
use uuid::Uuid;

fn corpus() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/layouts")
}

fn load(file: &str) -> (String, Loaded) {
    let text = fs::read_to_string(corpus().join(file)).expect("the file is there");
    let loaded = read(&text).expect("it is a layout");
    (text, loaded)
}

/// Whether everything in `part` is in `whole`; lists must have equal lengths, and table items may be in any order.
fn contains(whole: &Value, part: &Value) -> bool {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => part
            .iter()
            .all(|(key, value)| whole.get(key).is_some_and(|found| contains(found, value))),
        (Value::Array(whole), Value::Array(part)) => {
            whole.len() == part.len()
                && part
                    .iter()
                    .all(|item| whole.iter().any(|found| contains(found, item)))
        }
        (whole, part) => whole == part,
    }
}

#[test]
fn every_file_loads_and_is_stable_once_written() {
    for entry in fs::read_dir(corpus()).expect("the corpus is there") {
        let path = entry.expect("an entry").path();
        let loaded = read(&fs::read_to_string(&path).expect("readable")).expect("a layout");
        let again = read(&write(&loaded.layout)).expect("still a layout");
        assert_eq!(again.layout, loaded.layout, "{}", path.display());
    }
}

/// A document of any version, converted to the current version.
fn in_todays_words(mut document: Value) -> Value {
    document["schema_version"] = SCHEMA_VERSION.into();
    for device in document
        .get_mut("devices")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        let fields = device.as_object_mut().expect("a device");
        if let Some(link) = fields.remove("link") {
            fields.insert("links".to_owned(), Value::Array(vec![link]));
        }
    }
    document
}

#[test]
fn nothing_of_a_sound_file_is_lost() {
    for file in [
        "v1-everything.json",
        "v1-rows-and-sides.json",
        "v1-minimal.json",
        "v1-empty.json",
        "v2-everything.json",
    ] {
        let (text, loaded) = load(file);
        assert_eq!(loaded.report, [], "{file}");
        let before = in_todays_words(serde_json::from_str(&text).expect("JSON"));
        let after: Value = serde_json::from_str(&write(&loaded.layout)).expect("JSON");
        assert!(contains(&after, &before), "{file}: {after:#}");
    }
}

#[test]
fn version_2_has_links_facts_and_cables() {
    let (_, loaded) = load("v2-everything.json");
    let layout = &loaded.layout;
    let first = layout.devices.iter().next().expect("a device");
    assert_eq!(first.links.len(), 3);
    let shown = first.system().map(|shown| shown.system.as_str());
    assert_eq!(shown, Some("abc123def456ghi"));
    assert!(matches!(first.links[1].target, LinkTarget::Monitor(_)));
    assert_eq!(first.links[2].target, LinkTarget::Other("probe".to_owned()));
    assert_eq!(first.life_cycle, LifeCycle::Spare);
    assert_eq!(first.disks[1].serial, "WD-5678");
    assert_eq!(layout.connections.len(), 2);
    let cable = layout.connections.iter().next().expect("a cable");
    assert_eq!(cable.length_mm, Some(1500));
    assert!(cable.is_at(first.id));
}

#[test]
fn a_bad_part_is_left_out_and_the_rest_of_its_item_is_kept() {
    let (_, loaded) = load("v2-bad-parts.json");
    let layout = &loaded.layout;
    let kept = layout.devices.iter().next().expect("a device");
    assert_eq!(layout.devices.len(), 2);
    assert_eq!(kept.links.len(), 1);
    assert_eq!(kept.tags.iter().collect::<Vec<_>>(), ["prod-db"]);
    assert_eq!(kept.user_links.len(), 1);
    assert_eq!(kept.disks.len(), 1);
    assert_eq!(layout.connections.len(), 1);
    let report: Vec<String> = loaded.report.iter().map(ToString::to_string).collect();
    let expected = [
        "“label_template”: is not text; left out",
        "Rack “Rack A”: its “tags” is not a list and is left out",
        "Device “kept”: a part of its “links” is left out: “system” is missing",
        "Device “kept”: a part of its “links” is left out: “monitor” is missing",
        "Device “kept”: a part of its “guests” is left out: it is not an object",
        "Device “kept”: a part of its “tags” is left out: “tags” is not a list of texts",
        "Device “kept”: a part of its “user_links” is left out: a link begins with http://, https:// or ssh://",
        "Device “kept”: a part of its “disks” is left out: “serial” is missing",
        "Device “kept”: its “life_cycle” is not text and is left out",
        "Device “other”: its “disks” is not a list and is left out",
        "Connection “twin”: left out: another connection has the same id",
        "Connection “loose”: left out: a device it leads to is missing",
        "Connection “loop”: left out: A cable has two different ends",
        "Connection “one end”: left out: “b” is missing",
        "Connection “red”: left out: “color” is not a color such as #336699",
    ];
    assert_eq!(report, expected);
}

#[test]
fn cables_go_with_their_devices_and_come_back_in_one_step() {
    let (_, loaded) = load("v2-everything.json");
    let before = loaded.layout;
    let first = before.devices.iter().next().expect("a device").id;
    let mut layout = before.clone();
    let back = apply(&mut layout, &Command::RemoveDevice(first)).expect("removed");
    assert_eq!(layout.connections.len(), 0);
    apply(&mut layout, &back).expect("taken back");
    assert_eq!(layout, before);
}

#[test]
fn a_newer_file_is_told_and_keeps_its_number_and_keys() {
    let (_, loaded) = load("v7-from-the-future.json");
    assert_eq!(loaded.layout.schema_version, 7);
    assert!(loaded.layout.extra.contains_key("settings"));
    assert_eq!(loaded.layout.devices.len(), 8);
    let report: Vec<String> = loaded.report.iter().map(ToString::to_string).collect();
    let words = "Document: was written by a newer version; what is unknown here is kept as it is";
    // Its rows have another format than this version's.
    assert_eq!(report, [words, "Row “Garage”: left out: “id” is missing"]);
}

#[test]
fn bad_items_are_skipped_and_reported() {
    let (_, loaded) = load("v1-bad-items.json");
    let layout = &loaded.layout;
    assert_eq!(layout.schema_version, SCHEMA_VERSION);
    let racks: Vec<&str> = layout.racks.iter().map(|rack| rack.name.as_str()).collect();
    let types: Vec<&str> = layout
        .device_types
        .iter()
        .map(|found| found.slug.as_str())
        .collect();
    let devices: Vec<&str> = layout
        .devices
        .iter()
        .map(|device| device.name.as_str())
        .collect();
    assert_eq!(racks, ["Rack A"]);
    assert_eq!(types, ["one", "tray"]);
    assert_eq!(devices, ["good", "tray", "in the tray"]);
    let report = loaded
        .report
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n");
    for words in [
        "Document: has no id; one was made from its content",
        "Document: has no name",
        "Rack “Twin”: left out: another rack has the same id",
        "Rack “Giant”: left out: a rack of 101U: 1 to 100 are possible",
        "A rack: left out: it is not an object",
        "Device type “one”: left out: another device type has the same name",
        "Device type “flat”: left out: “flat” must be between half a unit and 100 units high",
        "Device “twin”: left out: another device has the same id",
        "Device “overlapping”: left out: U3 holds good, front",
        "Device “too high up”: left out: Rack A is only 12U high",
        "Device “of no type”: left out: There is no device type “unheard-of”",
        "Device “in no rack”: left out: There is no such rack",
        "Device “nowhere”: left out: neither a place in a rack",
        "Device “in the same bay”: left out: left of tray holds in the tray",
        "Device “in a bay that is not”: left out: tray has no such bay",
        "Device “in itself”: left out: the device it sits in is missing",
        "Device “round and round”: left out: the device it sits in is missing",
        "Device “strange face”: left out: unknown variant",
    ] {
        assert!(report.contains(words), "“{words}” is not in\n{report}");
    }
    assert_eq!(loaded.report.len(), 27, "{report}");
}

#[test]
fn a_bad_row_leaves_its_racks_and_a_bad_side_skips_only_its_device() {
    let (_, loaded) = load("v1-bad-rows-and-sides.json");
    let layout = &loaded.layout;
    let devices: Vec<&str> = layout
        .devices
        .iter()
        .map(|device| device.name.as_str())
        .collect();
    assert_eq!((layout.rows.len(), layout.racks.len()), (1, 3));
    assert_eq!(devices, ["good"]);
    let in_rows: Vec<bool> = layout.racks.iter().map(|rack| rack.row.is_some()).collect();
    assert_eq!(in_rows, [false, false, true]);
    let report: Vec<String> = loaded.report.iter().map(ToString::to_string).collect();
    assert_eq!(
        report,
        [
            "Row “Twin”: left out: another row has the same id",
            "Row “Nameless id”: left out: “id” is missing",
            "Rack “Rack A”: is in no row now: its row is missing",
            "Rack “Rack B”: is in no row now: its row is missing",
            "Device type “comb”: left out: “comb” has too many bays: 256 are possible, in up to 64 rows and columns",
            "Device “both”: left out: neither a place in a rack (rack, bottom) nor beside one (rack, side) nor in a device (parent, bay)",
            "Device “same place”: left out: The left side of Rack A holds good",
            "Device “third slot”: left out: Each side of Rack A holds 2 devices at most",
            "Device “too long”: left out: Rack B is only 6U high",
            "Device “between”: left out: Strip hangs beside the rails",
            "Device “beside”: left out: One is mounted between the rails",
            "Device “bayless”: left out: Blade goes only in a bay or on a shelf",
        ]
    );
}

#[test]
fn the_same_text_without_an_id_gets_the_same_id() {
    let text = r#"{"schema_version": 1, "racks": []}"#;
    let ids = [text, text].map(|text| read(text).expect("a layout").layout.id);
    assert_eq!(ids[0], ids[1]);
    assert_ne!(
        ids[0],
        read(r#"{"schema_version":1,"racks":[]}"#)
            .expect("a layout")
            .layout
            .id
    );
}

#[test]
fn what_is_no_layout_is_said_to_be_none() {
    assert!(matches!(read(""), Err(Broken::NotJson(_))));
    assert!(matches!(
        read("{\"schema_version\":1,\"racks\":["),
        Err(Broken::NotJson(_))
    ));
    assert!(matches!(
        read(&"[".repeat(100_000)),
        Err(Broken::TooMuch(_))
    ));
    for text in ["[]", "null", "{}", r#"{"name":"x"}"#, r#"{"racks":[]}"#] {
        assert_eq!(read(text), Err(Broken::NotALayout), "{text}");
    }
    let large = format!("\"{}\"", "x".repeat(MAX_JSON));
    assert!(matches!(read(&large), Err(Broken::TooLarge(_))));
}

/// A document with one rack, a shelf whose bay is as high as the shelf, and `devices` inserted.
fn of_shelves(devices: &str) -> String {
    format!(
        r#"{{"schema_version": 1, "id": "00000000-0000-4000-8000-000000000001", "name": "Deep",
            "racks": [{{"id": "00000000-0000-4000-8000-000000000002", "name": "A", "height": 42}}],
            "device_types": [{{"slug": "shelf", "model": "Shelf", "category": "shelf", "height": 2,
                "bays": [{{"name": "bay", "height": 2, "row": 0, "column": 0}}]}}],
            "devices": [{devices}]}}"#
    )
}

fn shelf_in(number: usize, place: &str) -> String {
    format!(r#"{{"id": "{number:032x}", "type": "shelf", "name": "s{number}", {place}}}"#)
}

#[test]
fn devices_nested_beyond_all_reason_are_left_out() {
    const SHELVES: usize = 20_000;
    let mut devices = vec![shelf_in(
        1,
        r#""rack": "00000000-0000-4000-8000-000000000002", "bottom": 0"#,
    )];
    for number in 2..=SHELVES {
        let place = format!(r#""parent": "{:032x}", "bay": 0"#, number - 1);
        devices.push(shelf_in(number, &place));
    }
    let loaded = read(&of_shelves(&devices.join(","))).expect("a layout");
    let layout = loaded.layout;
    assert_eq!(layout.devices.len(), Place::MAX_NESTING);
    assert_eq!(loaded.report.len(), SHELVES - Place::MAX_NESTING);
    assert_eq!(
        loaded.report[0].to_string(),
        "Device “s9”: left out: s8 is nested too deep: 8 levels are possible"
    );
    let index = LayoutIndex::new(&layout);
    assert_eq!(index.all_of(layout.racks[0].id).len(), Place::MAX_NESTING);
}

#[test]
fn what_is_too_wide_for_its_bay_moves_to_where_there_is_room() {
    let file = |height: u8| {
        format!(
            r#"{{"schema_version": 1, "id": "00000000-0000-4000-8000-000000000001", "name": "Wide",
            "racks": [{{"id": "00000000-0000-4000-8000-000000000002", "name": "A", "height": {height}}}],
            "device_types": [
                {{"slug": "chassis", "model": "Chassis", "height": 4, "bays": [
                    {{"name": "left", "height": 4, "row": 0, "column": 0}}, {{"name": "right", "height": 4, "row": 0, "column": 1}}]}},
                {{"slug": "server", "model": "Server", "height": 2, "bays": [{{"name": "bay", "height": 2}}]}},
                {{"slug": "half", "model": "Half", "height": 2, "width": "half"}},
                {{"slug": "blade", "model": "Blade", "height": 4, "mount": "bay"}}],
            "devices": [
                {{"id": "{:032x}", "type": "server", "name": "wide", "parent": "{:032x}", "bay": 0}},
                {{"id": "{:032x}", "type": "blade", "name": "inner", "parent": "{:032x}", "bay": 0}},
                {{"id": "{:032x}", "type": "half", "name": "narrow", "parent": "{:032x}", "bay": 1}},
                {{"id": "{:032x}", "type": "chassis", "name": "c", "rack": "00000000-0000-4000-8000-000000000002", "bottom": 0}}]}}"#,
            1, 9, 2, 1, 3, 9, 9
        )
    };
    let loaded = read(&file(4).replace(r#""height": 4, "mount""#, r#""height": 2, "mount""#))
        .expect("a layout");
    let told: Vec<String> = loaded.report.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        ["Device “wide”: moved to A unit 4: Server is too wide for left of c"]
    );
    assert_eq!(loaded.layout.devices.len(), 4);
    let again = read(&write(&loaded.layout)).expect("a layout");
    assert_eq!(again.report, []);
    let full = read(&file(2)).expect("a layout");
    assert_eq!(
        full.report[0].to_string(),
        "Device “wide”: left out: Server is too wide for left of c"
    );
    assert_eq!(full.layout.devices.len(), 2);
}

#[test]
fn nothing_is_moved_deeper_than_a_file_may_say() {
    let rack = r#""rack": "00000000-0000-4000-8000-000000000002", "bottom":"#;
    let mut devices = vec![
        shelf_in(1, &format!("{rack} 0")),
        shelf_in(11, &format!("{rack} 4")),
    ];
    for number in [2, 3, 4, 12, 13, 14, 15] {
        let place = format!(r#""parent": "{:032x}", "bay": 0"#, number - 1);
        devices.push(shelf_in(number, &place));
    }
    let loaded = read(&of_shelves(&devices.join(","))).expect("a layout");
    assert_eq!(loaded.report, []);
    let mut layout = loaded.layout;
    let id = |number| DeviceId::new(Uuid::from_u128(number));
    let into = |parent| Place::Bay {
        parent: id(parent),
        bay: 0,
    };
    let refused = apply(&mut layout, &Command::move_device(id(11), into(4)));
    assert!(
        matches!(refused, Err(Refusal::TooDeep { .. })),
        "{refused:?}"
    );
    let done = apply(&mut layout, &Command::move_device(id(12), into(4)));
    assert!(done.is_ok(), "{done:?}");
    assert_eq!(
        layout
            .with_parents(layout.devices.get(&id(15)).expect("there"))
            .count(),
        8
    );
}

#[test]
fn as_many_devices_in_bays_as_are_possible_are_read_in_time() {
    let bay = r#"{"name": "b", "height": 2, "row": 0, "column": 0}"#;
    let bays = vec![bay; 250].join(",");
    let rack = "00000000-0000-4000-8000-000000000002";
    let mut devices = Vec::new();
    for shelf in 0..198_u32 {
        let (id, bottom) = (1_000_000 + shelf, shelf % 2 * 100 + shelf / 4 * 2);
        let face = if shelf / 2 % 2 == 0 { "front" } else { "rear" };
        devices.push(format!(r#"{{"id": "{id:032x}", "type": "shelf", "name": "s", "rack": "{rack}", "bottom": {bottom}, "face": "{face}"}}"#));
        for bay in 0..250 {
            let own = shelf * 1_000 + bay;
            devices.push(format!(r#"{{"id": "{own:032x}", "type": "box", "name": "b", "parent": "{id:032x}", "bay": {bay}}}"#));
        }
    }
    let text = format!(
        r#"{{"schema_version": 1, "id": "00000000-0000-4000-8000-000000000001", "name": "Full",
            "racks": [{{"id": "{rack}", "name": "A", "height": 100}}],
            "device_types": [
                {{"slug": "box", "model": "Box", "category": "server", "height": 2}},
                {{"slug": "shelf", "model": "Shelf", "category": "shelf", "height": 2, "depth": "half", "bays": [{bays}]}}],
            "devices": [{}]}}"#,
        devices.join(",")
    );
    let begun = Instant::now();
    let loaded = read(&text).expect("a layout");
    assert_eq!(
        (loaded.layout.devices.len(), loaded.report.len()),
        (49_698, 0)
    );
    assert!(begun.elapsed() < Duration::from_secs(60), "too slow");
}
