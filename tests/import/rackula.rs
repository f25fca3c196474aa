use blinkenrack::domain::ids::{SystemId, TypeSlug};
use blinkenrack::domain::io::import::{Import, ImportError, ItemKind, Reason, Source, Tally};
use blinkenrack::domain::layout::{
    Category, Connector, Depth, Direction, Face, Place, PlateColor, PlateTone, RackWidth, Width,
};
use blinkenrack::domain::units::HalfU;
use serde_json::json;

use crate::support::{
    File, archive, device, fixture, import_layout, is_skipped, reason, reasons, spot, try_import,
};

#[test]
fn racks_stand_in_their_order_and_rows() {
    let (layout, report) = import_layout(&fixture("homelab.rackula.yaml"));
    let names: Vec<&str> = layout.racks.iter().map(|rack| rack.name.as_str()).collect();
    assert_eq!(names, ["Left", "Right"]);
    let left = &layout.racks[0];
    assert_eq!(left.height.units(), 24);
    assert_eq!(left.depth_mm, Some(800));
    assert_eq!(
        (left.numbering.direction, left.numbering.start),
        (Direction::Down, 5)
    );
    assert_eq!(left.notes, "Door opens to the **left**.");
    assert_eq!(
        left.extra["rackula"],
        json!({"base_weight": 35.5, "show_rear": true, "form_factor": "4-post"})
    );
    assert_eq!(layout.racks[1].width, RackWidth::Ten);
    assert_eq!(layout.rows.len(), 1);
    assert_eq!(layout.rows[0].name, "Cellar wall");
    assert!(
        layout
            .racks
            .iter()
            .all(|rack| rack.row == Some(layout.rows[0].id))
    );
    assert_eq!(reason(&report, "Rack “Left”"), "");
}

#[test]
fn what_only_rackula_knows_stays_with_its_item() {
    let (layout, report) = import_layout(&fixture("homelab.rackula.yaml"));
    let kept = &layout.extra["rackula"];
    assert_eq!(kept["settings"]["display_mode"], "label");
    assert_eq!(kept["connections"][0]["label"], "uplink");
    assert_eq!(kept["rack_groups"][0]["id"], "bay-group");
    assert_eq!(kept["house_rules"], json!({"kept": ["yes", 1.5]}));
    assert_eq!(kept["version"], "26.6.6");
    assert!(kept.get("images").is_none());
    let picture = "Picture “example-server-2u/front”";
    assert_eq!(
        reason(&report, picture),
        "The file is not a PNG, JPEG or WebP picture, whatever its name says"
    );
    let server = device(&layout, "pve-1");
    assert_eq!(server.color, PlateColor::Tone(PlateTone::Blue));
    assert_eq!(server.extra["rackula"]["colour_override"], "#336699");
    assert_eq!(server.extra["rackula"]["ports"][0]["id"], "p1");
    assert_eq!(
        server.extra["rackula"]["custom_fields"],
        json!({"owner": {"team": "lab", "since": 2024}})
    );
    assert_eq!(device(&layout, "mini-b").extra["rackula"]["rotation"], 90);
}

#[test]
fn types_become_facts() {
    let (layout, report) = import_layout(&fixture("homelab.rackula.yaml"));
    let server = layout
        .device_types
        .get(&TypeSlug::new("example-server-2u"))
        .expect("the type");
    assert_eq!(server.full_name(), "Example Server 2000");
    assert_eq!(
        (server.height, server.depth, server.category),
        (HalfU(4), Depth::Full, Category::Server)
    );
    assert_eq!(
        (server.watts, server.weight_grams),
        (Some(750), Some(12_500))
    );
    let ports: Vec<_> = server
        .faceplate
        .ports
        .iter()
        .map(|group| (group.count, group.connector))
        .collect();
    assert_eq!(
        ports,
        [
            (2, Connector::Rj45),
            (1, Connector::SfpPlus),
            (1, Connector::Qsfp)
        ]
    );
    assert_eq!(
        server.extra["rackula"]["interfaces"][3]["type"],
        "800gbase-x-osfp-unheard-of"
    );
    let half = layout
        .device_types
        .get(&TypeSlug::new("example-half"))
        .expect("the type");
    assert_eq!(half.width, Width::Half);
    let mini = layout
        .device_types
        .get(&TypeSlug::new("example-mini"))
        .expect("the type");
    assert_eq!(mini.category, Category::Other);
    assert_eq!(mini.extra["rackula"]["category"], "quantum-computer");
    assert_eq!(
        reasons(&report, "Device type “example-mini”"),
        [Reason::CategoryUnknown("quantum-computer".to_owned())]
    );
}

#[test]
fn devices_come_with_address_link_and_guests() {
    let (layout, report) = import_layout(&fixture("homelab.rackula.yaml"));
    let server = device(&layout, "pve-1");
    assert_eq!(server.address, "192.0.2.11");
    assert_eq!(server.notes, "Warranty until May.");
    assert_eq!(
        server.system().map(|shown| &shown.system),
        Some(&SystemId::new("abcdefghijklmno"))
    );
    assert_eq!(server.guests.len(), 1);
    assert_eq!(spot(&layout, "pve-1"), (0, 0));
    assert_eq!(reason(&report, "Device “pve-1”"), "");
}

#[test]
fn what_shares_units_stands_in_columns_on_faces_and_in_bays() {
    let (layout, _) = import_layout(&fixture("homelab.rackula.yaml"));
    assert_eq!(
        spot(&layout, "panel-front").0,
        spot(&layout, "panel-rear").0
    );
    assert!(matches!(
        device(&layout, "panel-rear").place,
        Place::Rack {
            face: Face::Rear,
            ..
        }
    ));
    assert_eq!(
        (spot(&layout, "left-half"), spot(&layout, "right-half")),
        ((6, 0), (6, 1))
    );
    assert_eq!(
        (spot(&layout, "lower-left"), spot(&layout, "upper-right")),
        ((8, 0), (9, 1))
    );
    let shelf = device(&layout, "shelf");
    assert_eq!(
        device(&layout, "mini-b").place,
        Place::Bay {
            parent: shelf.id,
            bay: 1
        }
    );
    let bays = &layout.type_of(shelf).expect("its type").bays;
    assert_eq!(
        (bays[1].name.as_str(), bays[1].height, bays[1].column),
        ("Right", HalfU(4), 1)
    );
    assert_eq!(
        bays[0].extra["rackula"],
        json!({"id": "s1", "width_fraction": 0.5, "accepts": ["server"]})
    );
    assert!(
        layout
            .devices
            .iter()
            .all(|device| device.device_type != TypeSlug::new("carrier-1u-2x2"))
    );
}

#[test]
fn old_files_count_units_as_people_do() {
    let (layout, _) = import_layout(&fixture("single-rack-of-old.yaml"));
    assert_eq!((layout.name.as_str(), layout.racks.len()), ("Closet", 1));
    assert_eq!(
        (
            spot(&layout, "bottom").0,
            spot(&layout, "seven").0,
            spot(&layout, "top").0
        ),
        (0, 12, 34)
    );
}

#[test]
fn one_position_below_six_makes_all_of_them_units() {
    let old = String::from_utf8(fixture("single-rack-of-old.yaml")).expect("text");
    for version in ["\"1.0.0\"", "\"26.6.6\"", "26.6"] {
        let (layout, _) = import_layout(format!("version: {version}\n{old}").as_bytes());
        assert_eq!(spot(&layout, "seven").0, 12, "{version}");
    }
    let new = old
        .replace("position: 1,", "position: 6,")
        .replace("position: 18,", "position: 108,")
        .replace("position: 7,", "position: 42,");
    let (layout, _) = import_layout(format!("version: \"26.6.6\"\n{new}").as_bytes());
    assert_eq!(
        (
            spot(&layout, "bottom").0,
            spot(&layout, "seven").0,
            spot(&layout, "top").0
        ),
        (0, 12, 34)
    );
}

#[test]
fn a_bad_item_is_skipped_alone_and_reported() {
    let (layout, report) = import_layout(&fixture("troubles.rackula.yaml"));
    assert_eq!(spot(&layout, "first").0, 2);
    assert!(
        reason(&report, "Device “overlapping”").starts_with("U2 holds first, front; placed at U")
    );
    assert_eq!(
        layout
            .device_types
            .get(&TypeSlug::new("example-two"))
            .map(|found| found.height),
        Some(HalfU(3))
    );
    assert!(reasons(&report, "Device “above the top”").contains(&Reason::MovedDown));
    assert_eq!(
        reasons(&report, "Device type “nobody-knows”"),
        [Reason::TypeUnknown]
    );
    assert_eq!(spot(&layout, "unheard of").0, 10);
    for name in ["nowhere", "orphan", "ring a", "ring b"] {
        assert!(
            reason(&report, &format!("Device “{name}”")).contains("placed at U"),
            "{name}"
        );
    }
    assert!(is_skipped(&report, "Device “giant”"));
    assert!(is_skipped(&report, "Device “typeless”"));
    assert!(is_skipped(&report, "A device"));
    assert!(reason(&report, "Device “not of this width”").contains("19-inch"));
    let height = Reason::OutOfRange {
        key: "height".to_owned(),
        was: 250.0,
        now: 100,
    };
    assert!(reasons(&report, "Rack “B”").contains(&height));
    assert_ne!(layout.racks[0].id, layout.racks[1].id);
    assert_eq!(Tally::of(&report).skipped, 6);
}

#[test]
fn json_is_read_as_well() {
    let text = json!({
        "version": "26.6.6", "name": "As JSON",
        "racks": [{"name": "R", "height": 6, "width": 19, "devices": [{"id": "x", "device_type": "t", "position": 12, "face": "front"}]}],
        "device_types": [{"slug": "t", "u_height": 1, "model": "Thing", "category": "other"}],
    });
    let (layout, report) = import_layout(text.to_string().as_bytes());
    assert_eq!(spot(&layout, "Thing").0, 2);
    assert_eq!(
        Tally::of(&report),
        Tally {
            came_in: 3,
            changed: 0,
            skipped: 0
        }
    );
}

#[test]
fn archives_of_both_forms() {
    let layout = fixture("homelab.rackula.yaml");
    let new = archive(&[
        File::stored("__MACOSX/Cellar/._cellar.rackula.yaml", b"\0\x05\x16\x07"),
        File::stored("Cellar-3f2b/assets/example-server-2u/front.png", b"\x89PNG"),
        File::deflated("Cellar-3f2b/cellar.rackula.yaml", &layout),
    ]);
    let old = archive(&[
        File::deflated("Cellar.yaml", &layout),
        File::stored("images/x/front.png", b""),
    ]);
    let (expected, _) = import_layout(&layout);
    for zip in [new, old] {
        let (found, report) = import_layout(&zip);
        assert_eq!(found, expected);
        let pictures = report
            .iter()
            .filter(|entry| entry.item.kind == ItemKind::Picture);
        // The picture in the layout's text, and the one beside it.
        assert_eq!(pictures.count(), 2);
    }
    assert_eq!(
        try_import(&archive(&[File::stored("a.txt", b"x")])),
        Err(ImportError::NothingInArchive)
    );
}

const LINK: &str = "N4IgbiBcIEwGwDpFxAGhAMwpG6B2UIAygBYCGATgKYAmaIFAzlANqgCWhADPQdAIL0SUAIy4QAd1EBOdHUhsQAF0Ir0AB1HoMhDBQD2eNSD4hDVEAF9UoFdGObII7YWqVehAEZUS7PHWtbQmYNKABWF2g9Q2NTRhIqABsdQOVCAFt6Ry5IzAMjD2h0v050AGNOHHRGSpAADysAXVTakUKQACEhKDh0KScckHkWZsb0CgBzVlAmVhAedDaxk0IABTJ2CizXfSlLZZo7RWZ7bqdywgBiABZ+AHZ+AA5BdAboAlSTkBCQYSqQMpXW4PZ70N6YeiMRLTEDseT1ehbSCDMrQ5F9HTIhARX4AVygMH2nwyZ2cIEy0AAsiV6OlMSAAKJ1MjpdSJCwXaA3e5PF4I6A-Rj9EREoA";

#[test]
fn share_links_old_and_new() {
    for link in [
        format!("https://racks.example/?l={LINK}"),
        format!("  https://racks.example/app/?x=1&l={}#top \n", LINK.replace('+', "%2B")),
        format!("?l={}", LINK.replace('+', " ")),
        "https://racks.example/?l=H4sIAAAAAAAAA22Qy2rDMBBF_-V0OwTbNG47uwS6LBS6LF64flQGP4LkxoHgfy-STDbJSgKd0dxzr5xRsnyX73KE9oxmwojyZUrb1AjWod9XOpSE-HZAMGiaCQuavgl1YGaUGeGEpkKL0tppnLepaWxY5RFlm9Ju0E9jurG-cS5y-_vfnGn69sYNkUvuuaEbO4SqC2bOa1xYCz_o7-mGHaNSHo2SaFSshWB_g1uoITSQUsSZz7KzcS92WvBwPQfYbYomKFYoT8-Hl8OrL-6CMobgbhM0Ido91SK4PrZfh9yCDZJVH46lRZPdXjB_aBal3NZGXD2gfMQGBt_M-6UcTn3Do3U-ivP2a7H-Ay0E70IYAgAA".to_owned(),
    ] {
        let Ok(Import::Layout { source, layout, report }) = try_import(link.as_bytes()) else {
            panic!("{link}");
        };
        assert_eq!(source, Source::RackulaLink);
        assert_eq!(layout.name, "Shared");
        assert_eq!((spot(&layout, "one").0, spot(&layout, "behind").0), (0, 0));
        assert_eq!(layout.racks[1].width, RackWidth::Ten);
        let shelf = device(&layout, "shelf");
        assert_eq!(device(&layout, "mini").place, Place::Bay { parent: shelf.id, bay: 0 });
        assert!(reasons(&report, "Device “behind”").contains(&Reason::DepthInferred));
        assert!(layout.rows.iter().any(|row| row.name == "Pair"));
    }
    for damaged in [
        "https://racks.example/?l=",
        "https://racks.example/?l=AAAA",
        "?l=N4IgbiBc",
    ] {
        assert_eq!(
            try_import(damaged.as_bytes()),
            Err(ImportError::DamagedLink),
            "{damaged}"
        );
    }
}

#[test]
fn what_is_too_wide_for_its_slot_goes_where_there_is_room() {
    let slot = |id: &str, column: u8| json!({"id": id, "position": {"row": 0, "col": column}, "width_fraction": 0.5, "height_units": 1});
    let inside = |name: &str, slot: &str| {
        json!({"id": name, "name": name, "device_type": "t", "position": 0, "face": "front",
            "container_id": "c", "slot_id": slot})
    };
    let text = json!({
        "version": "26.6.6", "name": "Wide",
        "racks": [{"name": "R", "height": 2, "width": 19, "devices": [
            {"id": "c", "device_type": "carrier", "position": 6, "face": "front"}, inside("one", "a"), inside("two", "b"),
        ]}],
        "device_types": [
            {"slug": "t", "u_height": 1, "model": "Thing", "category": "other"},
            {"slug": "carrier", "u_height": 1, "category": "shelf", "slots": [slot("a", 0), slot("b", 1)]},
        ],
    });
    let (layout, report) = import_layout(text.to_string().as_bytes());
    assert_eq!(layout.devices.len(), 2);
    let why = reason(&report, "Device “one”");
    assert!(
        why.contains("too narrow") && why.contains("placed at U2"),
        "{why}"
    );
    assert!(is_skipped(&report, "Device “two”"));
}

fn of_old(version: &str, devices: serde_json::Value) -> Vec<u8> {
    let file = json!({
        "version": version, "name": "Old",
        "racks": [{"name": "R", "height": 12, "width": 19, "devices": devices}],
        "device_types": [
            {"slug": "half", "u_height": 1, "slot_width": 1, "category": "server"},
            {"slug": "full", "u_height": 1, "category": "server"},
        ],
    });
    file.to_string().into_bytes()
}

#[test]
fn files_up_to_0_9_say_which_half_a_device_takes() {
    let file = of_old(
        "0.9.0",
        json!([
            {"id": "r", "name": "RIGHT", "device_type": "half", "position": 12, "face": "front", "slot_position": "right"},
            {"id": "l", "name": "LEFT", "device_type": "half", "position": 12, "face": "front", "slot_position": "left"},
        ]),
    );
    let (layout, report) = import_layout(&file);
    assert_eq!(spot(&layout, "RIGHT"), (2, 1));
    assert_eq!(spot(&layout, "LEFT"), (2, 0));
    assert_eq!(reason(&report, "Device “RIGHT”"), "");
}

#[test]
fn an_empty_text_is_no_reference() {
    let file = of_old(
        "26.6.6",
        json!([
            {"id": "a", "name": "low", "device_type": "full", "position": 3, "face": "front", "container_id": "", "slot_id": ""},
            {"id": "b", "name": "high", "device_type": "full", "position": 12, "face": "front", "parent_device": " "},
        ]),
    );
    let (layout, _) = import_layout(&file);
    assert_eq!(spot(&layout, "low"), (4, 0));
    assert_eq!(spot(&layout, "high"), (22, 0));
}

#[test]
fn connections_between_known_ports_become_cables() {
    let port = |id: &str, name: &str| json!([{"id": id, "template_name": name, "template_index": 0, "type": "1000base-t"}]);
    let file = json!({
        "version": "26.6.6", "name": "Cables",
        "racks": [{"name": "R", "height": 12, "width": 19, "devices": [
            {"id": "a", "name": "one", "device_type": "t", "position": 6, "face": "front", "ports": port("p1", "eth0")},
            {"id": "b", "name": "two", "device_type": "t", "position": 12, "face": "front", "ports": port("p2", "eth7")},
        ]}],
        "device_types": [{"slug": "t", "u_height": 1, "category": "server"}],
        "connections": [
            {"id": "c1", "a_port_id": "p1", "b_port_id": "p2", "label": "uplink", "color": "#00ff00", "odd": 1},
            {"id": "c2", "a_port_id": "p1", "b_port_id": "gone"},
        ],
    });
    let (layout, _) = import_layout(file.to_string().as_bytes());
    let cables: Vec<_> = layout.connections.iter().collect();
    assert_eq!(cables.len(), 1);
    assert_eq!(
        (cables[0].label.as_str(), cables[0].a.device),
        ("uplink", device(&layout, "one").id)
    );
    assert_eq!(
        cables[0].color.as_ref().map(|color| color.as_str()),
        Some("#00ff00")
    );
    assert_eq!(layout.extra["rackula"]["connections"][0]["id"], "c2");
    let text = blinkenrack::domain::io::rackula::write(&layout).text;
    for part in [
        "a_port_id: \"p1\"",
        "b_port_id: \"p2\"",
        "label: \"uplink\"",
        "odd: 1",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}
