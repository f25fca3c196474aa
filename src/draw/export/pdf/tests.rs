use super::{Paper, PdfPicture, write};
use crate::domain::ids::{DeviceId, LayoutId, PictureId, RackId};
use crate::domain::layout::{
    Category, Device, DeviceType, Face, Layout, LayoutIndex, Place, Rack, RackHeight,
};
use crate::domain::units::HalfU;
use crate::draw::export::sheet::{Options, Subject, plain_view};
use crate::draw::world::Faces;
use miniz_oxide::inflate::decompress_to_vec_zlib;
use uuid::Uuid;

fn layout(name: &str, racks: u128) -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Home (all)");
    let kind = DeviceType::new("server", "Server", Category::Server, HalfU::from_units(2));
    layout.device_types.insert(kind.clone());
    for number in 0..racks {
        let rack = Rack::new(
            RackId::new(Uuid::from_u128(10 + number)),
            name,
            RackHeight::clamped(12),
        );
        let place = Place::Rack {
            rack: rack.id,
            bottom: HalfU(4),
            face: Face::Front,
            column: 0,
        };
        let id = DeviceId::new(Uuid::from_u128(100 + number));
        layout.racks.push(rack);
        layout
            .devices
            .insert(Device::new(id, kind.slug.clone(), name, place));
    }
    layout
}

fn pdf(layout: &Layout, options: &Options) -> super::Pdf {
    let index = LayoutIndex::new(layout);
    let subject = Subject {
        layout,
        index: &index,
        view_of: &|device| plain_view(layout, device),
        column: None,
        has_picture: &|_| true,
        marks_unknown: false,
        title_block: None,
    };
    let picture = PdfPicture {
        id: PICTURE,
        width: 640,
        height: 60,
        jpeg: b"a JPEG".to_vec(),
    };
    write(&subject, options, Paper::A4, "2026-01-31", &[picture])
}

const PICTURE: PictureId = PictureId::new(Uuid::from_u128(0x77));

#[test]
fn a_picture_is_in_the_file_once_and_on_each_page_that_shows_it() {
    let mut pictured = layout("box", 3);
    let plain = pdf(&pictured, &Options::default()).bytes;
    assert!(!String::from_utf8_lossy(&plain).contains("a JPEG"));
    let mut server = pictured.device_types.iter().next().unwrap().clone();
    server.front_picture = Some(PICTURE);
    pictured.device_types.insert(server);
    let file = pdf(&pictured, &Options::default());
    let text = String::from_utf8_lossy(&file.bytes).into_owned();
    assert_eq!(text.matches("a JPEG").count(), 1);
    assert_eq!(text.matches("/XObject<</P0").count(), 3);
    assert_eq!(operators(&file.bytes).matches("/P0 Do").count(), 3);
}

/// Every object, located by the file's cross-reference table.
fn objects(bytes: &[u8]) -> Vec<&[u8]> {
    let tail = String::from_utf8_lossy(&bytes[bytes.len() - 60..]).into_owned();
    let start: usize = tail
        .split("startxref\n")
        .nth(1)
        .and_then(|rest| rest.lines().next()?.parse().ok())
        .unwrap();
    let table = std::str::from_utf8(&bytes[start..]).unwrap();
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("xref"));
    let count: usize = lines.next().unwrap()[2..].parse().unwrap();
    let entries: Vec<&str> = lines.take(count).collect();
    assert!(entries.iter().all(|entry| entry.len() == 18));
    entries
        .iter()
        .skip(1)
        .map(|entry| &bytes[entry[..10].parse::<usize>().unwrap()..])
        .collect()
}

fn position(bytes: &[u8], what: &[u8]) -> usize {
    bytes
        .windows(what.len())
        .position(|window| window == what)
        .unwrap()
}

/// The operators of all pages.
fn operators(bytes: &[u8]) -> String {
    let mut text = String::new();
    for object in objects(bytes) {
        let end = position(object, b"endobj");
        if !object[..end]
            .windows(12)
            .any(|part| part == b"/FlateDecode")
        {
            continue;
        }
        let begin = position(object, b"stream\n") + 7;
        let end = position(object, b"\nendstream");
        let content = decompress_to_vec_zlib(&object[begin..end]).unwrap();
        text.push_str(std::str::from_utf8(&content).unwrap());
        text.push('\n');
    }
    text
}

#[test]
fn the_table_leads_to_every_object() {
    let file = pdf(&layout("Rack A", 3), &Options::default());
    assert_eq!(file.pages, 3);
    for (number, object) in objects(&file.bytes).iter().enumerate() {
        let head = format!("{} 0 obj\n", number + 1);
        assert!(object.starts_with(head.as_bytes()), "{head}");
    }
}

#[test]
fn every_page_can_be_drawn() {
    let options = Options {
        faces: Faces::Both,
        ..Options::default()
    };
    let operators = operators(&pdf(&layout("Rack A", 2), &options).bytes);
    let count = |operator: &str| {
        operators
            .split_whitespace()
            .filter(|word| *word == operator)
            .count()
    };
    assert_eq!(count("q"), count("Q"));
    assert_eq!(count("BT"), count("ET"));
    assert!(count("f*") > 4 && count("sh") == 4);
    // "Rack A" in the header, in the Windows encoding.
    assert!(operators.contains("(Rack A) Tj"));
}

#[test]
fn what_the_fonts_lack_is_counted() {
    assert_eq!(
        pdf(&layout("Größe – “1” €", 1), &Options::default()).replaced,
        0
    );
    let japanese = pdf(&layout("棚", 1), &Options::default());
    assert_eq!(japanese.replaced, 2);
    assert!(operators(&japanese.bytes).contains("(?) Tj"));
}

#[test]
fn no_racks_are_one_page() {
    let file = pdf(&layout("", 0), &Options::default());
    assert_eq!(file.pages, 1);
    assert!(file.bytes.starts_with(b"%PDF-") && file.bytes.ends_with(b"%%EOF"));
}
