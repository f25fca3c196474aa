//! Layouts and links of our own.

use blinkenrack::domain::io::import::{Import, ImportError, Source};
use blinkenrack::domain::io::json;
use blinkenrack::domain::io::share::{self, BadLink, Include};

use crate::support::{fixture, import_layout, try_import};

#[test]
fn a_share_link_comes_in_without_what_it_may_not_hold() {
    let (layout, _) = import_layout(&fixture("homelab.rackula.yaml"));
    let fragment = share::encode(&layout, None, Include::default()).expect("a link");
    for text in [
        format!("https://racks.example/app/?local#{fragment}"),
        format!("  #{fragment}\n"),
    ] {
        let Ok(Import::Layout {
            source,
            layout: opened,
            ..
        }) = try_import(text.as_bytes())
        else {
            panic!("no layout in {text}");
        };
        assert_eq!(source, Source::BlinkenrackLink);
        assert_eq!(opened.name, layout.name);
        assert_eq!(opened.devices.len(), layout.devices.len());
        assert!(opened.devices.iter().all(|device| device.links.is_empty()));
    }
}

#[test]
fn a_link_that_was_cut_says_so() {
    let refused = try_import(b"https://racks.example/#layout=1.AAAA");
    assert_eq!(refused, Err(ImportError::Link(BadLink::Damaged)));
}

#[test]
fn a_layout_of_ours_comes_in_as_it_is() {
    let (layout, _) = import_layout(&fixture("homelab.rackula.yaml"));
    let (again, report) = import_layout(json::write(&layout).as_bytes());
    assert_eq!(again, layout);
    assert!(report.iter().all(|entry| entry.outcome.reason().is_empty()));
}

#[test]
fn a_cable_to_a_port_that_is_not_there_is_kept_and_reported() {
    let text = r#"{
        "schema_version": 1,
        "id": "00000000-0000-0000-0000-000000000001",
        "name": "Home",
        "racks": [{"id": "00000000-0000-0000-0000-000000000002", "name": "A", "height": 6}],
        "device_types": [{
            "slug": "switch", "model": "Switch", "category": "network", "height": 2,
            "faceplate": {"ports": [{"count": 8, "connector": "rj45"}]}
        }],
        "devices": [
            {"id": "00000000-0000-0000-0000-000000000003", "type": "switch", "name": "one",
             "rack": "00000000-0000-0000-0000-000000000002", "bottom": 0, "face": "front"},
            {"id": "00000000-0000-0000-0000-000000000004", "type": "switch", "name": "two",
             "rack": "00000000-0000-0000-0000-000000000002", "bottom": 2, "face": "front"}
        ],
        "connections": [
            {"id": "00000000-0000-0000-0000-000000000005",
             "a": {"device": "00000000-0000-0000-0000-000000000003", "panel": "ports", "group": 0, "index": 7},
             "b": {"device": "00000000-0000-0000-0000-000000000004", "port": "eth0"}},
            {"id": "00000000-0000-0000-0000-000000000006", "label": "lost",
             "a": {"device": "00000000-0000-0000-0000-000000000003", "panel": "ports", "group": 0, "index": 8},
             "b": {"device": "00000000-0000-0000-0000-000000000004", "panel": "ports", "group": 0, "index": 0}}
        ]
    }"#;
    let (layout, report) = import_layout(text.as_bytes());
    assert_eq!(layout.connections.len(), 2);
    let about = report
        .iter()
        .filter(|entry| entry.item.to_string().starts_with("Connection"));
    let about: Vec<String> = about.map(ToString::to_string).collect();
    let expected = "Connection “lost”: changed: kept, but its device has no such port";
    assert_eq!(about, [expected]);
}
