use std::fmt::Write;
use std::time::{Duration, Instant};

use blinkenrack::domain::io::import::zip::EntryError;
use blinkenrack::domain::io::import::{Import, ImportError};
use blinkenrack::domain::io::limits::MAX_FILE;

use crate::support::{File, archive, fixture, import_layout, try_import};

#[test]
fn nonsense_is_refused_in_words() {
    for (bytes, words) in [
        (&b""[..], "is empty"),
        (b" \n\t", "is empty"),
        (b"\0\0\0\0", "Line"),
        (b"\xff\xfe\x00", "neither text"),
        (b"hello", "neither a layout"),
        (b"{}", "neither a layout"),
        (b"[1, 2]", "neither a layout"),
        (b"racks: 5", "neither a layout"),
        (b"a: b: c", "Line 1"),
        (b"PK\x03\x04", "archive is damaged"),
        (b"<!doctype html><html></html>", "web page"),
    ] {
        let error = try_import(bytes).expect_err("refused");
        assert!(error.to_string().contains(words), "{error}");
    }
    let large = vec![b' '; MAX_FILE + 1];
    assert_eq!(try_import(&large), Err(ImportError::TooLarge(MAX_FILE + 1)));
}

#[test]
fn an_empty_layout_is_one() {
    for text in ["racks: []", "{\"racks\": []}", "rack: {}"] {
        assert!(
            matches!(try_import(text.as_bytes()), Ok(Import::Layout { .. })),
            "{text}"
        );
    }
}

#[test]
fn numbers_that_are_none_and_too_great_ones() {
    let text = "version: \"26.6\"\nracks:\n- {height: 1e999, width: .nan, starting_unit: -5, depth_mm: 1e300, position: .inf, devices: [\
        {device_type: t, position: 1e308, face: front}, {device_type: t, position: -1e308}, {device_type: t, position: .nan}, \
        {device_type: t, position: 99999999999999999999999}]}\n\
        device_types:\n- {slug: t, u_height: 1e300, weight: 1e300, slots: [{position: {row: 1e9, col: -4}, height_units: .inf}]}\n- {slug: u, u_height: -3}\n";
    let (layout, _) = import_layout(text.as_bytes());
    assert_eq!(layout.racks.len(), 1);
}

#[test]
fn bombs_within_archives_are_refused() {
    let mut alias_bomb = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for n in 1..12 {
        let alias = format!("*a{}", n - 1);
        writeln!(alias_bomb, "a{n}: &a{n} [{}]", vec![alias; 9].join(", ")).expect("written");
    }
    alias_bomb += "racks: []\n";
    let zip = archive(&[File::deflated("x/x.rackula.yaml", alias_bomb.as_bytes())]);
    assert!(matches!(try_import(&zip), Err(ImportError::Yaml(_))));
    let spaces = vec![b' '; 9 << 20];
    let zip = archive(&[File::deflated("x.yaml", &spaces)]);
    assert_eq!(
        try_import(&zip),
        Err(ImportError::Entry(EntryError::TooLarge))
    );
}

#[test]
fn thousands_of_devices_in_one_place_take_seconds() {
    const PATIENCE: Duration = Duration::from_secs(20);
    let mut text = String::from(
        "version: \"26.6\"\ndevice_types: [{slug: t, u_height: 1}]\nracks:\n- name: R\n  height: 42\n  width: 19\n  devices:\n",
    );
    for n in 0..20_000 {
        writeln!(
            text,
            "  - {{id: d{n}, device_type: t, position: 6, face: front}}"
        )
        .expect("written");
    }
    let begun = Instant::now();
    let (layout, report) = import_layout(text.as_bytes());
    let spent = begun.elapsed();
    assert!(spent < PATIENCE, "{spent:?}");
    assert_eq!(layout.devices.len(), 42);
    assert!(report.len() > 20_000);
}

#[test]
fn endless_nesting_of_carriers_ends() {
    let mut text = String::from(
        "version: \"26.6\"\ndevice_types: [{slug: t, u_height: 1, slots: [{id: s, height_units: 1}]}]\nracks:\n- name: R\n  height: 42\n  width: 19\n  devices:\n  - {id: d0, device_type: t, position: 6, face: front, auto_created: true}\n",
    );
    for n in 1..3_000 {
        let parent = n - 1;
        writeln!(text, "  - {{id: d{n}, device_type: t, container_id: d{parent}, slot_id: s, auto_created: true, position: 0, face: front}}").expect("written");
    }
    let (layout, _) = import_layout(text.as_bytes());
    assert!(layout.devices.len() > 42);
    let deepest = layout
        .devices
        .iter()
        .map(|device| layout.with_parents(device).count())
        .max();
    assert_eq!(deepest, Some(8));
}

#[test]
fn text_that_only_opens_and_never_closes_is_refused() {
    for opening in [
        "[", "{", "- ", "? ", "{a: ", "[{", "&a ", "!!a ", "a: ", "\"", "'", "|", "---\n", "\n-",
        "\t", "# ",
    ] {
        let text = opening.repeat(300_000);
        let outcome = try_import(text.as_bytes());
        assert!(outcome.is_err(), "{opening:?}");
    }
}

#[test]
fn a_cut_file_gives_no_more_than_it_has_or_says_why() {
    for name in ["homelab.rackula.yaml", "troubles.rackula.yaml"] {
        let bytes = fixture(name);
        let (mut layouts, mut refused) = (0, 0);
        for length in (0..bytes.len()).step_by(19) {
            let cut = &bytes[..length];
            match try_import(cut) {
                Ok(Import::Layout { layout, .. }) => {
                    layouts += 1;
                    let text = String::from_utf8_lossy(cut);
                    assert!(layout.racks.len() <= text.matches("- ").count());
                    assert!(layout.devices.len() <= text.matches("device_type:").count());
                }
                Ok(other) => panic!("{name} cut after {length}: {other:?}"),
                Err(
                    ImportError::Empty
                    | ImportError::Unknown
                    | ImportError::NotText
                    | ImportError::Yaml(_),
                ) => refused += 1,
                Err(other) => panic!("{name} cut after {length}: {other:?}"),
            }
        }
        assert!(layouts > 5 && refused > 5, "{layouts} {refused}");
    }
}

#[test]
fn a_cut_file_of_types_gives_the_types_before_the_cut() {
    let bytes = fixture("netbox-several.yaml");
    let types = |bytes: &[u8]| match try_import(bytes) {
        Ok(Import::DeviceTypes { types, .. }) => Some(types),
        Ok(other) => panic!("no types: {other:?}"),
        Err(_) => None,
    };
    let whole = types(&bytes).expect("types");
    let counts: Vec<usize> = (0..bytes.len())
        .step_by(19)
        .filter_map(|length| types(&bytes[..length]))
        .map(|some| {
            // The last one may be truncated itself.
            let sound = some.len().saturating_sub(1);
            assert_eq!(some[..sound], whole[..sound]);
            some.len()
        })
        .collect();
    assert!(counts.len() > 10);
    assert!(counts.last() >= Some(&(whole.len() - 1)));
}
