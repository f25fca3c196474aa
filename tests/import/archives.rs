//! Archives of several files: everything readable is read, and the rest is named.

use blinkenrack::domain::io::import::zip::EntryError;
use blinkenrack::domain::io::import::{
    Import, ImportError, Item, ItemKind, ItemOutcome, OpenedFile, Reason, ReportEntry, Source,
};

use crate::support::{File, archive, fixture, reasons, try_open};

const TYPE: &str = "manufacturer: A\nmodel: One\nslug: a-one\nu_height: 1\n";
const OTHER: &str = "manufacturer: A\nmodel: Two\nslug: a-two\nu_height: 2\n";
const RACK: &str = "manufacturer: A\nmodel: R42\nslug: a-r42\nform_factor: 4-post-cabinet\nwidth: 19\nu_height: 42\nstarting_unit: 1\n";
const MODULE: &str =
    "manufacturer: A\nmodel: Card\ninterfaces:\n- {name: '{module}/1', type: 1000base-t}\n";
const SMALL: &str = "name: Small\nracks: [{name: R, height: 6, devices: []}]\n";

/// Describes each part: a layout's source and name, or the slugs of types.
fn parts(opened: &OpenedFile) -> Vec<String> {
    let parts = opened.parts.iter();
    parts
        .map(|part| match &part.import {
            Import::Layout { source, layout, .. } => {
                format!("{}: {}: {}", part.name, source.word(), layout.name)
            }
            Import::DeviceTypes { types, .. } => {
                let slugs: Vec<&str> = types.iter().map(|found| found.slug.as_str()).collect();
                format!("{}: {}", part.name, slugs.join(" "))
            }
        })
        .collect()
}

#[test]
fn every_layout_of_an_archive_is_a_part() {
    let home = fixture("homelab.rackula.yaml");
    let opened = try_open(&archive(&[
        File::deflated("b/home.rackula.yaml", &home),
        File::deflated("a.yaml", SMALL.as_bytes()),
    ]))
    .expect("layouts");
    assert_eq!(
        parts(&opened),
        [
            "a.yaml: Rackula file: Small",
            "b/home.rackula.yaml: Rackula file: Cellar"
        ]
    );
    assert!(opened.skipped.is_empty());
}

#[test]
fn what_was_not_read_takes_no_memory_from_the_rest() {
    // More than the YAML limit, and less than the JSON limit.
    let lists = vec!["[0]"; 300_000].join(",");
    let large = format!(
        r#"{{"manufacturer":"A","model":"One","slug":"a-one","u_height":1,"more":[{lists}]}}"#
    );
    for broken in ["{\"a\": 1, \"a\" \"b\"}", "{a: 1}"] {
        let opened = try_open(&archive(&[
            File::stored("a.json", broken.as_bytes()),
            File::deflated("b.json", large.as_bytes()),
        ]))
        .expect("a type");
        let names: Vec<&str> = opened.skipped.iter().map(|file| &*file.name).collect();
        assert_eq!(names, ["a.json"], "{:?}", opened.skipped);
        assert_eq!(parts(&opened).len(), 1);
    }
    let twice = try_open(&archive(&[
        File::deflated("b.json", large.as_bytes()),
        File::deflated("c.json", large.as_bytes()),
    ]));
    assert_eq!(
        twice.expect("a type").skipped.len(),
        1,
        "both are in memory together"
    );
}

#[test]
fn every_document_of_a_text_is_read() {
    let other = SMALL.replace("Small", "Other");
    let opened =
        try_open(format!("{SMALL}---\n{TYPE}---\n{other}---\n{RACK}---\nodd: 1\n").as_bytes());
    let opened = opened.expect("layouts and types");
    assert_eq!(
        parts(&opened),
        [
            "file.yaml: Rackula file: Small",
            "file.yaml: Rackula file: Other",
            "file.yaml: Rack types of NetBox: Racks of NetBox",
            "file.yaml: a-one"
        ]
    );
    let Some(Import::DeviceTypes { report, .. }) = opened.parts.last().map(|part| &part.import)
    else {
        panic!("no types");
    };
    let skipped = |entry: &&ReportEntry| matches!(entry.outcome, ItemOutcome::Skipped(_));
    assert_eq!(report.iter().filter(skipped).count(), 1, "{report:?}");
}

#[test]
fn a_bad_document_leaves_the_others_of_its_text() {
    let other = SMALL.replace("Small", "Other");
    let broken = [
        "name: Broken\nracks: [{name: R, height: 6\n",
        "name: Broken: again\nracks: []\n",
        "{\"name\": \"Broken\", \"racks\": [}\n",
    ];
    for bad in broken {
        let texts = [
            format!("{bad}---\n{SMALL}---\n{other}"),
            format!("{SMALL}---\n{bad}---\n{other}"),
            format!("{SMALL}---\n{other}---\n{bad}"),
        ];
        for (index, text) in texts.into_iter().enumerate() {
            let opened = try_open(text.as_bytes());
            let opened = opened.unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(
                parts(&opened),
                [
                    "file.yaml: Rackula file: Small",
                    "file.yaml: Rackula file: Other"
                ]
            );
            let skipped: Vec<String> = opened
                .parts
                .iter()
                .flat_map(|part| part.import.report())
                .filter(|entry| matches!(entry.outcome, ItemOutcome::Skipped(_)))
                .map(ToString::to_string)
                .collect();
            let [told] = skipped.as_slice() else {
                panic!("{text}: {skipped:?}");
            };
            let number = index + 1;
            let begin = format!("Document “{number}”: skipped: Line ");
            assert!(told.starts_with(&begin), "{told}");
        }
    }
}

#[test]
fn a_text_of_which_only_the_bad_document_is_of_use_says_what_is_bad() {
    let refused = try_open(b"a: 1\n---\nname: Broken: again\nracks: []\n");
    assert!(matches!(refused, Err(ImportError::Yaml(_))), "{refused:?}");
}

#[test]
fn a_download_of_a_repository_gives_types_racks_and_what_was_not_read() {
    let opened = try_open(&archive(&[
        File::stored("lib-main/", b""),
        File::stored("lib-main/.github/workflows/test.yml", b"on: push"),
        File::stored("lib-main/.pre-commit-config.yaml", b"repos: []"),
        File::stored("lib-main/README.md", b"# Library"),
        File::deflated("lib-main/device-types/A/One.yaml", TYPE.as_bytes()),
        File::deflated("lib-main/device-types/A/Two.yml", OTHER.as_bytes()),
        File::stored("lib-main/elevation-images/A/a-one.front.png", b"\x89PNG"),
        File::deflated("lib-main/module-types/A/Card.yaml", MODULE.as_bytes()),
        File::deflated("lib-main/rack-types/A/R42.yaml", RACK.as_bytes()),
        File::stored("lib-main/schema/device.json", b"{\"type\": \"object\"}"),
        File::stored("lib-main/broken.yaml", b"a: b: c"),
        File::stored("__MACOSX/lib-main/._One.yaml", b"\0\x05\x16\x07"),
        File::stored("lib-main/.DS_Store", b"\0\0"),
    ]))
    .expect("types");
    assert_eq!(
        parts(&opened),
        [
            "file.yaml: a-one a-two",
            "file.yaml: Rack types of NetBox: Racks of NetBox"
        ]
    );
    let Import::DeviceTypes { report, .. } = &opened.parts[0].import else {
        panic!("no types");
    };
    assert_eq!(reasons(report, "Module type “A Card”"), [Reason::Module]);
    let skipped: Vec<_> = opened
        .skipped
        .iter()
        .map(|file| file.name.as_str())
        .collect();
    assert_eq!(
        skipped,
        ["lib-main/broken.yaml", "lib-main/schema/device.json"]
    );
    assert!(matches!(opened.skipped[0].reason, ImportError::Yaml(_)));
    assert_eq!(opened.skipped[1].reason, ImportError::Unknown);
    assert_eq!(opened.others, 3);
}

#[test]
fn a_damaged_file_is_skipped_alone_and_reported() {
    let mut bytes = archive(&[
        File::stored("a.yaml", SMALL.as_bytes()),
        File::stored("b.yaml", SMALL.as_bytes()),
    ]);
    bytes[30 + 6 + 8] ^= 1;
    let opened = try_open(&bytes).expect("a layout");
    assert_eq!(opened.parts.len(), 1);
    assert_eq!(opened.skipped[0].name, "a.yaml");
    assert_eq!(
        opened.skipped[0].reason,
        ImportError::Entry(EntryError::Damaged)
    );
}

#[test]
fn an_archive_of_nothing_says_why() {
    let of = |files: &[File]| try_open(&archive(files)).expect_err("nothing");
    assert_eq!(
        of(&[File::stored("notes.txt", b"racks: []")]),
        ImportError::NothingInArchive
    );
    let bad = File::stored("a.yaml", b"hello");
    assert_eq!(of(&[bad]), ImportError::Unknown);
    let files = [
        File::stored("a.yaml", b"hello"),
        File::stored("b.yaml", b""),
    ];
    assert_eq!(
        of(&files),
        ImportError::NothingReadable {
            files: 2,
            first: Box::new(ImportError::Unknown)
        }
    );
}

#[test]
fn racks_of_netbox_are_racks() {
    let text = format!("{RACK}desc_units: true\nouter_depth: 40\nouter_unit: in\n");
    let opened = try_open(text.as_bytes()).expect("a rack");
    let [part] = opened.parts.as_slice() else {
        panic!("one part: {:?}", parts(&opened));
    };
    let Import::Layout { source, layout, .. } = &part.import else {
        panic!("a layout");
    };
    assert_eq!(*source, Source::NetBox);
    let rack = &layout.racks[0];
    assert_eq!(
        (rack.name.as_str(), rack.height.units(), rack.depth_mm),
        ("A R42", 42, Some(1016))
    );
    assert_eq!(
        rack.numbering.direction,
        blinkenrack::domain::layout::Direction::Down
    );
}

#[test]
fn a_module_alone_is_no_device() {
    let opened = try_open(MODULE.as_bytes()).expect("a report");
    let Import::DeviceTypes { types, report } = &opened.parts[0].import else {
        panic!("no types");
    };
    assert!(types.is_empty());
    let expected = ReportEntry {
        item: Item::new(ItemKind::ModuleType, "A Card"),
        outcome: ItemOutcome::Skipped(vec![Reason::Module]),
    };
    assert_eq!(*report, [expected]);
}
