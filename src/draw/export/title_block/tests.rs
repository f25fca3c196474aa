use uuid::Uuid;

use super::*;
use crate::domain::health::Health;
use crate::domain::ids::{DeviceId, HubId, LayoutId, MonitorId, MonitorRef, SystemId};
use crate::domain::layout::{
    Category, DeviceType, Face, Layout, LayoutIndex, Link, Place, Rack, RackHeight,
};
use crate::domain::units::HalfU;
use crate::domain::view::DeviceView;
use crate::draw::export::mark::{Text, TextPlace};
use crate::draw::export::sheet::{Options, Subject, one_a_rack, picture, plain_view};
use crate::draw::qr::qr;

fn layout() -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home lab");
    let kind = DeviceType::new("box", "Box", Category::Server, HalfU(2));
    layout.device_types.insert(kind.clone());
    for number in 0..2 {
        let rack = RackId::new(Uuid::from_u128(number));
        layout
            .racks
            .push(Rack::new(rack, "Rack", RackHeight::clamped(6)));
        for unit in 0..=number {
            let place = Place::Rack {
                rack,
                bottom: HalfU(unit as u16 * 2),
                face: Face::Front,
                column: 0,
            };
            let id = DeviceId::new(Uuid::from_u128(10 * number + unit));
            let device = Device::new(id, kind.slug.clone(), "box", place);
            layout.devices.insert(device);
        }
    }
    layout
}

/// The texts below the racks of a picture, and the picture's height.
fn written(block: &TitleBlock, options: &Options) -> (Vec<String>, f32) {
    written_of(&layout(), block, options)
}

fn written_of(layout: &Layout, block: &TitleBlock, options: &Options) -> (Vec<String>, f32) {
    let index = LayoutIndex::new(layout);
    let health = |device: &Device| match device.id.uuid().as_u128() {
        0 => Health::Down,
        _ => Health::Ok,
    };
    let subject = Subject {
        layout,
        index: &index,
        view_of: &|device| DeviceView {
            health: health(device),
            ..plain_view(layout, device)
        },
        column: None,
        has_picture: &|_| false,
        marks_unknown: false,
        title_block: Some(block),
    };
    let sheet = picture(&subject, options);
    let bare = Subject {
        title_block: None,
        ..subject
    };
    let end = picture(&bare, options).height;
    let below = sheet.groups.iter().filter(|group| group.y > end - 40.0);
    let words = below
        .flat_map(|group| &group.marks)
        .filter_map(|mark| match mark {
            Mark::Text(Text {
                place: TextPlace::Run { text, .. },
                ..
            }) => Some(text.clone()),
            _ => None,
        });
    for (_, page) in one_a_rack(&subject, options) {
        assert!(page.groups.iter().all(|group| group.y < page.height));
    }
    (words.collect(), sheet.height - end)
}

fn block() -> TitleBlock {
    TitleBlock {
        date: "2026-01-31".to_owned(),
        has_states: true,
        code: None,
    }
}

#[test]
fn it_says_what_is_on_the_sheet_and_what_the_lights_mean() {
    let (words, height) = written(&block(), &Options::default());
    let expected = [
        "Home lab",
        "2 racks · 3 devices · 0 linked",
        "2026-01-31",
        "down 1",
        "OK 2",
    ];
    assert_eq!(words, expected);
    assert!(height > 60.0);
    let plain = TitleBlock {
        has_states: false,
        ..block()
    };
    assert_eq!(written(&plain, &Options::default()).0, expected[..3]);
}

#[test]
fn of_one_rack_it_counts_that_rack() {
    let options = Options {
        rack: Some(RackId::new(Uuid::from_u128(1))),
        ..Options::default()
    };
    let (words, _) = written(&block(), &options);
    assert_eq!(words[1], "1 rack · 2 devices · 0 linked");
    assert_eq!(words[3..], ["OK 2"]);
}

#[test]
fn an_empty_rack_is_drawn_and_counted() {
    let mut layout = layout();
    let empty = RackId::new(Uuid::from_u128(7));
    layout
        .racks
        .push(Rack::new(empty, "Empty", RackHeight::clamped(6)));
    let (all, _) = written_of(&layout, &block(), &Options::default());
    assert_eq!(all[1], "3 racks · 3 devices · 0 linked");
    let options = Options {
        rack: Some(empty),
        ..Options::default()
    };
    let (one, _) = written_of(&layout, &block(), &options);
    assert_eq!(one[1], "1 rack · 0 devices · 0 linked");
}

#[test]
fn what_a_monitor_checks_is_linked_too() {
    let mut layout = layout();
    let hub = || HubId::new("hub");
    let links = [
        Link::from(MonitorRef::new(hub(), MonitorId::new("m"))),
        Link::new(hub(), SystemId::new("s")),
    ];
    for (number, link) in [0, 10].into_iter().zip(links) {
        let id = DeviceId::new(Uuid::from_u128(number));
        let mut device = layout.devices.get(&id).unwrap().clone();
        device.links.push(link);
        layout.devices.insert(device);
    }
    let (words, _) = written_of(&layout, &block(), &Options::default());
    assert_eq!(words[1], "2 racks · 3 devices · 2 linked");
}

#[test]
fn a_code_has_its_room() {
    let code = qr("https://a.example/#layout=abc");
    let (words, height) = written(&TitleBlock { code, ..block() }, &Options::default());
    assert!(words.contains(&"Scan the code to open the layout".to_owned()));
    assert!(height > 66.0 + SPACE, "{height}");
}
