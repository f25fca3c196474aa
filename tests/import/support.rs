use std::fs;
use std::path::PathBuf;

use blinkenrack::domain::io::import::{
    Import, ImportError, ItemOutcome, OpenedFile, Reason, ReportEntry, open, wire,
};
use blinkenrack::domain::io::json;
use blinkenrack::domain::layout::{Device, Layout, Place};
use uuid::Uuid;

pub fn fixture(name: &str) -> Vec<u8> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/import");
    fs::read(folder.join(name)).expect("the fixture is there")
}

/// Sequential ids, so that results can be compared.
pub fn ids() -> impl FnMut() -> Uuid {
    let mut count = 0u128;
    move || {
        count += 1;
        Uuid::from_u128(0xfeed_0000 + count)
    }
}

/// Opens a file and checks that all its content is valid.
pub fn try_open(bytes: &[u8]) -> Result<OpenedFile, ImportError> {
    let opened = open("file.yaml", bytes, &mut ids());
    assert_passes_to_the_page(&opened);
    let opened = opened?;
    assert!(!opened.parts.is_empty());
    for part in &opened.parts {
        if let Import::Layout { layout, .. } = &part.import {
            assert_valid(layout);
        }
    }
    Ok(opened)
}

/// Checks that the result survives the way from the worker to the page, with sentences for reasons.
fn assert_passes_to_the_page(opened: &Result<OpenedFile, ImportError>) {
    let pictures = opened.iter().flat_map(|opened| &opened.pictures);
    let pictures = pictures.map(|picture| picture.bytes.clone()).collect();
    let received = wire::read(&wire::write(opened), pictures).expect("an answer");
    let opened = match opened {
        Ok(opened) => opened,
        Err(error) => return assert_eq!(received, Err(error.to_string())),
    };
    let received = received.expect("the same file");
    assert_eq!(received.others, opened.others);
    assert_eq!(received.pictures, opened.pictures);
    let told = |name: &str, reason: String| (name.to_owned(), reason);
    let skipped = received.skipped.into_iter();
    let skipped: Vec<_> = skipped.map(|file| told(&file.name, file.reason)).collect();
    let expected = opened.skipped.iter();
    let expected: Vec<_> = expected
        .map(|file| told(&file.name, file.reason.to_string()))
        .collect();
    assert_eq!(skipped, expected);
    assert_eq!(received.parts.len(), opened.parts.len());
    for (received, part) in received.parts.iter().zip(&opened.parts) {
        assert_eq!(received.name, part.name);
        assert_eq!(
            received
                .import
                .report()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>(),
            part.import
                .report()
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        );
        match (&received.import, &part.import) {
            (
                Import::Layout { source, layout, .. },
                Import::Layout {
                    source: was,
                    layout: before,
                    ..
                },
            ) => assert_eq!((source, layout), (was, before)),
            (Import::DeviceTypes { types, .. }, Import::DeviceTypes { types: before, .. }) => {
                assert_eq!(types, before);
            }
            (received, _) => panic!("something else came: {received:?}"),
        }
    }
}

/// The only content of a file.
pub fn try_import(bytes: &[u8]) -> Result<Import, ImportError> {
    let mut parts = try_open(bytes)?.parts;
    assert_eq!(parts.len(), 1, "one part");
    Ok(parts.remove(0).import)
}

/// A layout is valid if our own reader reports nothing about it.
pub fn assert_valid(layout: &Layout) {
    let read = json::read(&json::write(layout)).expect("a layout");
    assert_eq!(read.report, []);
    assert_eq!(read.layout, *layout);
}

pub fn import_layout(bytes: &[u8]) -> (Layout, Vec<ReportEntry>) {
    match try_import(bytes) {
        Ok(Import::Layout { layout, report, .. }) => (*layout, report),
        other => panic!("no layout: {other:?}"),
    }
}

/// The typed reasons why an item was changed or skipped.
pub fn reasons<'a>(report: &'a [ReportEntry], item: &str) -> &'a [Reason] {
    let entry = report.iter().find(|entry| entry.item == item);
    entry
        .unwrap_or_else(|| panic!("{item} is not in {report:#?}"))
        .outcome
        .reasons()
}

/// The same in words; empty if it was imported unchanged.
pub fn reason(report: &[ReportEntry], item: &str) -> String {
    let words: Vec<String> = reasons(report, item)
        .iter()
        .map(ToString::to_string)
        .collect();
    words.join("; ")
}

pub fn is_skipped(report: &[ReportEntry], item: &str) -> bool {
    report
        .iter()
        .any(|entry| entry.item == item && matches!(entry.outcome, ItemOutcome::Skipped(_)))
}

pub fn device<'a>(layout: &'a Layout, name: &str) -> &'a Device {
    let mut devices = layout.devices.iter();
    devices
        .find(|device| device.name == name)
        .unwrap_or_else(|| panic!("no {name}"))
}

/// Half-units above the floor, and the column.
pub fn spot(layout: &Layout, name: &str) -> (u16, u8) {
    match device(layout, name).place {
        Place::Rack { bottom, column, .. } => (bottom.0, column),
        other => panic!("{name} is at {other:?}"),
    }
}

/// One file of an archive, stored or deflated.
pub struct File<'a> {
    pub name: &'a str,
    pub data: &'a [u8],
    pub deflate: bool,
}

impl<'a> File<'a> {
    pub fn stored(name: &'a str, data: &'a [u8]) -> Self {
        Self {
            name,
            data,
            deflate: false,
        }
    }

    pub fn deflated(name: &'a str, data: &'a [u8]) -> Self {
        Self {
            name,
            data,
            deflate: true,
        }
    }
}

/// A zip archive.
pub fn archive(files: &[File]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for file in files {
        let method: u16 = if file.deflate { 8 } else { 0 };
        let data = if file.deflate {
            miniz_oxide::deflate::compress_to_vec(file.data, 6)
        } else {
            file.data.to_vec()
        };
        let offset = bytes.len() as u32;
        let mut common = Vec::new();
        common.extend([20, 0, 0, 0]);
        common.extend(method.to_le_bytes());
        common.extend([0; 4]);
        common.extend(rawzip::crc32(file.data).to_le_bytes());
        common.extend((data.len() as u32).to_le_bytes());
        common.extend((file.data.len() as u32).to_le_bytes());
        common.extend((file.name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(file.name.as_bytes());
        bytes.extend(data);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(&common);
        directory.extend([0; 10]);
        directory.extend(offset.to_le_bytes());
        directory.extend(file.name.as_bytes());
    }
    let start = bytes.len() as u32;
    let count = (files.len() as u16).to_le_bytes();
    bytes.extend(&directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    bytes.extend(count);
    bytes.extend(count);
    bytes.extend((directory.len() as u32).to_le_bytes());
    bytes.extend(start.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}
