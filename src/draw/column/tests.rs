use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::domain::catalog::generic;
use crate::domain::ids::{LayoutId, RackId};
use crate::domain::layout::{
    Category, Depth, DeviceType, Direction, Face, Mount, RackHeight, Width,
};
use crate::domain::units::HalfU;

fn note(top: i32, bottom: i32, text: &str) -> Note {
    Note {
        top,
        bottom,
        text: text.to_owned(),
    }
}

fn texts(notes: &[Note], room: f32) -> Vec<String> {
    let lines = lines(notes, &Scale::WIDE, room);
    lines.into_iter().map(|line| line.text).collect()
}

#[test]
fn a_text_stands_in_the_middle_of_its_device() {
    for scale in [Scale::WIDE, Scale::NARROW] {
        let lines = lines(&[note(4, 8, "nas")], &scale, 130.0);
        let middle = scale.margin + 3.0 * scale.unit;
        assert!((lines[0].y - middle).abs() < 1e-3, "{lines:?}");
    }
}

#[test]
fn what_stands_side_by_side_shares_the_lines_there_are() {
    let halves = [note(0, 2, "left"), note(0, 2, "right")];
    assert_eq!(texts(&halves, 130.0), ["left", "right"]);
    let three = [note(0, 2, "one"), note(0, 2, "two"), note(0, 2, "three")];
    assert_eq!(texts(&three, 130.0), ["one · two", "three"]);
    let low = [note(0, 1, "one"), note(0, 1, "two")];
    assert_eq!(texts(&low, 130.0), ["one · two"]);
    // Half a unit each: their lines do not overlap.
    let stacked = [note(0, 1, "one"), note(1, 2, "two")];
    assert_eq!(texts(&stacked, 130.0), ["one", "two"]);
    // Two units at the left, one and one at the right.
    let uneven = [note(0, 2, "b"), note(0, 4, "a"), note(2, 4, "c")];
    assert_eq!(texts(&uneven, 130.0), ["b", "a", "c"]);
}

#[test]
fn a_long_text_is_cut_with_an_ellipsis() {
    let long = [note(0, 2, "a-very-long-name.of.some.machine.example.org")];
    let cut = texts(&long, 63.0);
    assert_eq!(cut, ["a-very-lo…"]);
    assert_eq!(texts(&[note(0, 2, "サーバー名前")], 63.0), ["サーバー…"]);
    assert_eq!(texts(&[note(0, 2, "10.0.0.12")], 63.0), ["10.0.0.12"]);
}

#[test]
fn a_script_that_runs_to_the_left_keeps_its_letters_together() {
    let lines = [
        NoteLine {
            y: 20.0,
            text: "nas".to_owned(),
        },
        NoteLine {
            y: 40.0,
            text: "خادم".to_owned(),
        },
        NoteLine {
            y: 60.0,
            text: "10.0.0.4".to_owned(),
        },
    ];
    let shapes = shapes(&lines, 8.0);
    assert_eq!(shapes.len(), 2, "one text for all others");
    let whole = shapes.iter().any(|shape| {
        matches!(&shape.geometry, crate::draw::shape::Geometry::Text { text, .. } if text == "خادم")
    });
    assert!(whole);
}

/// A rack of six units: a server on unit 1, two halves on unit 3, a shelf with two boxes on unit 5, and one only seen from behind.
fn layout(direction: Direction) -> (Layout, LayoutIndex) {
    let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "test");
    let id = RackId::new(Uuid::from_u128(1));
    let mut rack = Rack::new(id, "rack", RackHeight::clamped(6));
    rack.numbering.direction = direction;
    layout.racks.push(rack);
    let server = DeviceType::new("server", "Server", Category::Server, HalfU(2));
    let half = DeviceType {
        width: Width::Half,
        ..DeviceType::new("half", "Half", Category::Server, HalfU(2))
    };
    let flat = DeviceType {
        depth: Depth::Half,
        ..DeviceType::new("flat", "Flat", Category::Network, HalfU(2))
    };
    let strip = DeviceType {
        mount: Mount::Side,
        ..DeviceType::new("strip", "Strip", Category::Power, HalfU(8))
    };
    let shelf = DeviceType {
        bays: generic::grid(2, 1, HalfU(2)),
        ..DeviceType::new("shelf", "Shelf", Category::Shelf, HalfU(2))
    };
    let mut add = |number: u128, of: &DeviceType, name: &str, place: Place| {
        if layout.device_types.get(&of.slug).is_none() {
            layout.device_types.insert(of.clone());
        }
        let device = Device::new(
            DeviceId::new(Uuid::from_u128(number)),
            of.slug.clone(),
            name,
            place,
        );
        layout.devices.insert(device);
    };
    let at = |bottom: u16, face: Face, column: u8| Place::Rack {
        rack: id,
        bottom: HalfU(bottom),
        face,
        column,
    };
    add(11, &server, "server", at(0, Face::Front, 0));
    add(12, &half, "right", at(4, Face::Front, 1));
    add(13, &half, "left", at(4, Face::Front, 0));
    add(14, &shelf, "shelf", at(8, Face::Front, 0));
    let parent = DeviceId::new(Uuid::from_u128(14));
    add(15, &half, "box-2", Place::Bay { parent, bay: 1 });
    add(16, &half, "box-1", Place::Bay { parent, bay: 0 });
    add(17, &flat, "patch", at(2, Face::Rear, 0));
    let beside = Place::Side {
        rack: id,
        side: Side::Right,
        slot: 0,
    };
    add(18, &strip, "strip", beside);
    let index = LayoutIndex::new(&layout);
    (layout, index)
}

fn notes_of(direction: Direction, faces: Faces) -> Vec<(i32, i32, String)> {
    let (layout, index) = layout(direction);
    let name = |device: &Device| device.name.clone();
    let notes = notes(&layout, &index, &layout.racks[0], faces, &name);
    let plain = notes.into_iter();
    plain
        .map(|note| (note.top, note.bottom, note.text))
        .collect()
}

fn all(list: &[(i32, i32, &str)]) -> Vec<(i32, i32, String)> {
    let owned = |(top, bottom, text): &(i32, i32, &str)| (*top, *bottom, (*text).to_owned());
    list.iter().map(owned).collect()
}

#[test]
fn devices_are_noted_from_above_and_from_the_left_whichever_way_units_are_numbered() {
    let front = all(&[
        (2, 4, "shelf"),
        (2, 4, "box-1"),
        (2, 4, "box-2"),
        (6, 8, "left"),
        (6, 8, "right"),
        (10, 12, "server"),
    ]);
    for direction in [Direction::Up, Direction::Down] {
        assert_eq!(notes_of(direction, Faces::Front), front);
    }
    let rear = notes_of(Direction::Up, Faces::Rear);
    let names: Vec<&str> = rear.iter().map(|(.., text)| text.as_str()).collect();
    assert_eq!(
        names,
        [
            "shelf", "box-2", "box-1", "right", "left", "patch", "server"
        ]
    );
    let both = notes_of(Direction::Up, Faces::Both);
    assert_eq!(both.len(), front.len() + 1, "each once: {both:?}");
}

#[test]
fn a_strip_at_the_side_comes_before_the_text() {
    let (layout, index) = layout(Direction::Up);
    let rack = &layout.racks[0];
    let of = |faces| TextRoom::beside(&layout, &index, rack, faces);
    assert!(of(Faces::Front).x >= 2.0 * spot::STRIP);
    assert!(
        of(Faces::Rear).x < 2.0 * spot::STRIP,
        "it hangs at the other side"
    );
    for faces in [Faces::Front, Faces::Rear, Faces::Both] {
        let room = of(faces);
        assert!(room.x + room.width < WIDTH);
    }
}

fn any_notes() -> impl Strategy<Value = Vec<Note>> {
    let place = (0..40_i32, 1..8_i32, "\\PC{1,40}");
    proptest::collection::vec(place, 0..30).prop_map(|places| {
        let mut notes: Vec<Note> = places
            .into_iter()
            .map(|(top, height, text)| note(top, top + height, &text))
            .collect();
        notes.sort_by_key(|note| (note.top, note.bottom));
        notes
    })
}

proptest! {
    #[test]
    fn no_line_is_over_another_and_each_fits(notes in any_notes(), room in 30.0..200.0_f32) {
        let lines = lines(&notes, &Scale::WIDE, room);
        for pair in lines.windows(2) {
            prop_assert!(pair[1].y - pair[0].y >= LINE - 0.2, "{pair:?}");
        }
        for line in &lines {
            let width: usize = line.text.chars().map(cells).sum();
            prop_assert!(width as f32 * ADVANCE <= room, "{line:?}");
        }
        prop_assert_eq!(lines.is_empty(), notes.is_empty());
    }

    #[test]
    fn a_wide_column_keeps_every_text(notes in any_notes()) {
        let lines = lines(&notes, &Scale::WIDE, 1e6);
        let all: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        let all = all.join("\n");
        for note in &notes {
            prop_assert!(all.contains(&note.text));
        }
    }
}
