//! Layouts with pictures as archives, ours and Rackula's, both ways.

use blinkenrack::domain::catalog::generic;
use blinkenrack::domain::ids::{DeviceId, HubId, LayoutId, PictureId, RackId, SystemId};
use blinkenrack::domain::io::export::archive;
use blinkenrack::domain::io::import::{Import, ItemKind, OpenedFile};
use blinkenrack::domain::io::{base64url, json};
use blinkenrack::domain::layout::{
    Device, DeviceType, Face, Layout, Link, Place, Rack, RackHeight,
};
use blinkenrack::domain::pictures::PictureFile;
use blinkenrack::domain::units::HalfU;
use serde_json::json;
use uuid::Uuid;

use crate::support::{File, archive as zip, reason, try_open};

/// The part of a PNG that is examined; `mark` makes it unique.
fn picture(mark: u8) -> PictureFile {
    let mut bytes =
        b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x20\0\0\0\x20\x08\x02\0\0\0____".to_vec();
    bytes.extend(b"\0\0\0\x04IDATdata____");
    bytes.push(mark);
    PictureFile::read(bytes).expect("a picture")
}

fn type_called(slug: &str) -> DeviceType {
    let mut device_type = generic::types()[0].clone();
    device_type.slug = blinkenrack::domain::ids::TypeSlug::new(slug);
    device_type
}

/// Two types: one with both pictures, the other with the same front.
fn layout(front: PictureId, rear: PictureId) -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(7)), "Home lab");
    let mut both = type_called("both");
    (both.front_picture, both.rear_picture) = (Some(front), Some(rear));
    let mut same = type_called("same");
    same.front_picture = Some(front);
    layout.device_types.insert(both);
    layout.device_types.insert(same);
    layout
}

fn only_layout(opened: &OpenedFile) -> &Layout {
    match opened.parts.as_slice() {
        [part] => match &part.import {
            Import::Layout { layout, .. } => layout,
            Import::DeviceTypes { .. } => panic!("types"),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_archive_of_ours_comes_back_whole() {
    let (front, rear, unused) = (picture(1), picture(2), picture(3));
    let layout = layout(front.id, rear.id);
    let bytes = archive::write(&layout, &[front.clone(), rear.clone(), unused]);
    let opened = try_open(&bytes).expect("an archive");
    assert_eq!(*only_layout(&opened), layout);
    let mut pictures = opened.pictures.clone();
    pictures.sort_by_key(|picture| picture.bytes.clone());
    assert_eq!(pictures, [front, rear]);
}

#[test]
fn a_picture_is_known_by_its_content() {
    let (front, rear) = (picture(1), picture(2));
    let claimed = PictureId::new(Uuid::from_u128(1));
    let layout = layout(claimed, rear.id);
    let text = json::write(&layout);
    let name = format!("pictures/{claimed}.png");
    let bytes = zip(&[
        File::deflated("home.json", text.as_bytes()),
        File::stored(&name, &front.bytes),
        File::stored("pictures/front.png", b"x"),
    ]);
    let opened = try_open(&bytes).expect("an archive");
    let read = only_layout(&opened);
    let shown: Vec<_> = read
        .device_types
        .iter()
        .map(|known| known.front_picture)
        .collect();
    assert_eq!(shown, [Some(front.id); 2]);
    // Pictures missing from the archive may be in the browser already.
    assert!(
        read.device_types
            .iter()
            .any(|known| known.rear_picture == Some(rear.id))
    );
    assert_eq!(opened.pictures, [front]);
    assert_eq!(
        reason(
            opened.parts[0].import.report(),
            "Picture “pictures/front.png”"
        ),
        "no device type of the layout uses it"
    );
}

#[test]
fn rackulas_archive_both_ways() {
    let (front, rear) = (picture(1), picture(2));
    let layout = layout(front.id, rear.id);
    let (bytes, _) = archive::write_rackula(&layout, &[front.clone(), rear.clone()]);
    let opened = try_open(&bytes).expect("an archive");
    let read = only_layout(&opened);
    for known in layout.device_types.iter() {
        let read = read.device_types.get(&known.slug).expect("the type");
        assert_eq!(read.front_picture, known.front_picture);
        assert_eq!(read.rear_picture, known.rear_picture);
    }
    assert_eq!(opened.pictures.len(), 2);
    let listing = String::from_utf8_lossy(&bytes).into_owned();
    let folder = format!("Home lab-{}", layout.id);
    for path in [
        "home-lab.rackula.yaml",
        "assets/both/front.png",
        "assets/both/rear.png",
        "assets/same/front.png",
    ] {
        assert!(listing.contains(&format!("{folder}/{path}")), "{path}");
    }
}

#[test]
fn what_is_refused_is_told_and_the_rest_comes_in() {
    let good = picture(1);
    let text = json!({
        "version": "26.6.6",
        "name": "Cellar",
        "racks": [],
        "device_types": [
            {"slug": "nas", "u_height": 2, "category": "storage", "front_image": true},
            {"slug": "switch", "u_height": 1, "category": "network"},
        ],
        "settings": {"display_mode": "image"},
    });
    let bytes = zip(&[
        File::deflated("C/cellar.rackula.yaml", text.to_string().as_bytes()),
        File::stored("C/assets/nas/front.png", b"<svg onload='alert(1)'>"),
        File::stored("C/assets/nas/rear.jpg", &good.bytes),
        File::stored("C/assets/nas/0190163d-front.png", &good.bytes),
        File::stored("C/assets/gone/front.png", &good.bytes),
        File::stored("C/assets/switch/front.webp", b"Dear reader"),
        File::stored("elsewhere/assets/switch/front.webp", &good.bytes),
    ]);
    let opened = try_open(&bytes).expect("an archive");
    let layout = only_layout(&opened);
    let named = |slug: &str| {
        let slug = blinkenrack::domain::ids::TypeSlug::new(slug);
        layout.device_types.get(&slug).expect("the type").clone()
    };
    assert_eq!(named("nas").front_picture, None);
    assert_eq!(named("nas").rear_picture, Some(good.id));
    assert_eq!(named("switch").front_picture, None);
    assert_eq!(opened.pictures, [good]);
    let report = opened.parts[0].import.report();
    for (name, expected) in [
        (
            "nas/front.png",
            "SVG drawings are not accepted, as they can contain programs. Save it as PNG, JPEG or WebP",
        ),
        ("nas/rear.jpg", ""),
        (
            "nas/0190163d-front.png",
            "it belongs to a single device: here pictures belong to device types",
        ),
        ("gone/front.png", "no device type of the layout uses it"),
        (
            "switch/front.webp",
            "The file is not a PNG, JPEG or WebP picture, whatever its name says",
        ),
    ] {
        let item = format!("Picture “assets/{name}”");
        assert_eq!(reason(report, &item), expected, "{name}");
    }
}

#[test]
fn pictures_in_a_text_of_rackula() {
    let good = picture(1);
    let address = format!("data:image/png;base64,{}", base64url::encode(&good.bytes));
    let text = json!({
        "version": "26.6.6",
        "name": "Cellar",
        "racks": [],
        "device_types": [{"slug": "nas", "u_height": 2, "category": "storage"}],
        "images": {
            "nas": {"front": address, "rear": "https://elsewhere.example/x.png", "top": address},
            "placement-1:2": {"front": address},
        },
    });
    let opened = try_open(text.to_string().as_bytes()).expect("a layout");
    let layout = only_layout(&opened);
    let nas = layout.device_types.iter().next().expect("a type");
    assert_eq!((nas.front_picture, nas.rear_picture), (Some(good.id), None));
    assert_eq!(opened.pictures, [good]);
    let report = opened.parts[0].import.report();
    let pictures = report
        .iter()
        .filter(|entry| entry.item.kind == ItemKind::Picture);
    assert_eq!(pictures.count(), 4);
    assert_eq!(
        reason(report, "Picture “nas/rear”"),
        "The picture is damaged"
    );
}

/// Nearly the maximum that is kept of one layout.
fn large(front: PictureId) -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(8)), "Halls");
    let mut kind = type_called("box");
    (kind.height, kind.front_picture) = (HalfU::from_units(1), Some(front));
    let slug = kind.slug.clone();
    layout.device_types.insert(kind);
    for number in 0..500_u128 {
        let rack = RackId::new(Uuid::from_u128(1_000_000 + number));
        let name = format!("Rack {number}");
        layout
            .racks
            .push(Rack::new(rack, name, RackHeight::clamped(42)));
        for unit in 0..40_u16 {
            let id = DeviceId::new(Uuid::from_u128(number * 100 + u128::from(unit)));
            let place = Place::Rack {
                rack,
                bottom: HalfU::from_units(unit),
                face: Face::Front,
                column: 0,
            };
            let name = format!("host-{number}-{unit}");
            let mut device = Device::new(id, slug.clone(), name, place);
            let system = format!("{number:09}{unit:06}");
            device.links = vec![Link::new(
                HubId::new("https://hub.lan"),
                SystemId::new(system),
            )];
            device.address = format!("10.1.{}.{unit}", number % 256);
            device.notes = "Bought in spring, with five years of warranty.".to_owned();
            layout.devices.insert(device);
        }
    }
    layout
}

#[test]
fn an_archive_of_a_large_layout_comes_back_whole() {
    let front = picture(1);
    let layout = large(front.id);
    let text = json::write_compact(&layout);
    println!(
        "{} MB compact, {} MB",
        text.len() >> 20,
        json::write(&layout).len() >> 20
    );
    assert!(json::read(&text).is_ok(), "it can be kept");
    let opened = try_open(&archive::write(&layout, std::slice::from_ref(&front)));
    let opened = opened.expect("an archive");
    assert_eq!(*only_layout(&opened), layout);
    assert_eq!(opened.pictures.len(), 1);
}
