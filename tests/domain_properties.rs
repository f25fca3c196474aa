//! What holds for every layout and every sequence of commands, not only for those that someone thought of.

use std::collections::{HashMap, HashSet};

use blinkenrack::domain::command::{Command, Move, apply};
use blinkenrack::domain::history::{History, Step};
use blinkenrack::domain::ids::{DeviceId, HubId, LayoutId, RackId, RowId, SystemId, TypeSlug};
use blinkenrack::domain::io::json::{read, write};
use blinkenrack::domain::io::share::{self, Include};
use blinkenrack::domain::io::{base64url, steps};
use blinkenrack::domain::layout::{
    Bay, Category, Depth, Device, DeviceType, Direction, Extra, Face, Layout, LayoutIndex, Link,
    Mount, Place, Rack, RackHeight, RackWidth, Row, Side, Width,
};
use blinkenrack::domain::units::HalfU;
use miniz_oxide::deflate::compress_to_vec;
use proptest::prelude::*;
use serde_json::Value;
use uuid::Uuid;

const RACKS: u8 = 3;
const DEVICES: u8 = 12;
const TYPES: u8 = 9;
const ROWS: u8 = 3;

fn rack_id(n: u8) -> RackId {
    RackId::new(Uuid::from_u128(0x100 + u128::from(n)))
}

fn row_id(n: u8) -> RowId {
    RowId::new(Uuid::from_u128(0x300 + u128::from(n)))
}

fn device_id(n: u8) -> DeviceId {
    DeviceId::new(Uuid::from_u128(0x200 + u128::from(n)))
}

fn slug(n: u8) -> TypeSlug {
    TypeSlug::new(format!("type-{n}"))
}

fn bay(height: u16) -> Bay {
    Bay {
        name: "bay".to_owned(),
        height: HalfU(height),
        row: 0,
        column: 0,
        extra: Extra::new(),
    }
}

/// Types that meet every rule of placement.
fn device_type(n: u8) -> DeviceType {
    let base = |half_units| {
        DeviceType::new(
            slug(n).as_str(),
            "model",
            Category::Server,
            HalfU(half_units),
        )
    };
    match n {
        0 => base(2),
        1 => base(1),
        2 => DeviceType {
            depth: Depth::Half,
            ..base(3)
        },
        3 => DeviceType {
            width: Width::Half,
            ..base(2)
        },
        4 => DeviceType {
            width: Width::Third,
            depth: Depth::Half,
            ..base(2)
        },
        5 => DeviceType {
            bays: vec![bay(2), bay(4)],
            ..base(4)
        },
        7 => DeviceType {
            mount: Mount::Side,
            ..base(12)
        },
        8 => DeviceType {
            mount: Mount::Bay,
            ..base(2)
        },
        _ => DeviceType {
            rack_widths: vec![RackWidth::Ten],
            bays: vec![bay(2)],
            depth: Depth::Half,
            ..base(2)
        },
    }
}

/// Ids are few, so that commands meet things that are there, and sometimes things that are not.
fn place() -> impl Strategy<Value = Place> {
    let face = prop_oneof![Just(Face::Front), Just(Face::Rear), Just(Face::Both)];
    let in_rack = (
        0..RACKS,
        0..26_u16,
        face,
        prop_oneof![4 => Just(0), 1 => 0..4_u8],
    )
        .prop_map(|(rack, bottom, face, column)| Place::Rack {
            rack: rack_id(rack),
            bottom: HalfU(bottom),
            face,
            column,
        });
    let in_bay = (0..DEVICES, 0..3_u16).prop_map(|(parent, bay)| Place::Bay {
        parent: device_id(parent),
        bay,
    });
    let side = prop_oneof![Just(Side::Left), Just(Side::Right)];
    let beside = (0..RACKS, side, 0..3_u8).prop_map(|(rack, side, slot)| Place::Side {
        rack: rack_id(rack),
        side,
        slot,
    });
    prop_oneof![6 => in_rack, 2 => in_bay, 1 => beside]
}

fn link() -> impl Strategy<Value = Link> {
    (0..2_u8, 0..4_u8).prop_map(|(hub, system)| {
        let mut link = Link::new(
            HubId::new(format!("hub-{hub}")),
            SystemId::new(format!("s-{system}")),
        );
        link.extra = extra(system);
        link
    })
}

/// Keys that this version does not know.
fn extra(n: u8) -> Extra {
    let mut extra = Extra::new();
    if n.is_multiple_of(2) {
        extra.insert(
            "x-unknown".to_owned(),
            serde_json::json!({"n": n, "list": [1.5, null, "ü"]}),
        );
    }
    extra
}

fn device() -> impl Strategy<Value = Device> {
    (
        0..DEVICES,
        0..=TYPES,
        place(),
        proptest::option::of(link()),
        ".{0,8}",
    )
        .prop_map(|(id, kind, place, link, name)| {
            let mut device = Device::new(device_id(id), slug(kind), name, place);
            device.address = format!("10.0.0.{id}");
            device.link = link;
            device.extra = extra(id);
            device
        })
}

fn rack() -> impl Strategy<Value = Rack> {
    let row = proptest::option::of((0..ROWS).prop_map(row_id));
    (
        0..RACKS,
        1..14_u16,
        any::<bool>(),
        any::<bool>(),
        0..50_u16,
        row,
    )
        .prop_map(|(id, units, ten, down, start, row)| {
            let mut rack = Rack::new(
                rack_id(id),
                format!("Rack {id}"),
                RackHeight::clamped(units),
            );
            rack.width = if ten {
                RackWidth::Ten
            } else {
                RackWidth::Nineteen
            };
            rack.numbering.direction = if down { Direction::Down } else { Direction::Up };
            rack.numbering.start = start;
            rack.row = row;
            rack.extra = extra(id);
            rack
        })
}

fn row() -> impl Strategy<Value = Row> {
    (0..ROWS, ".{0,8}").prop_map(|(id, name)| {
        let mut row = Row::new(row_id(id), name);
        row.extra = extra(id);
        row
    })
}

/// A type whose facts become those of another.
fn edited_type() -> impl Strategy<Value = DeviceType> {
    (0..TYPES, 0..TYPES).prop_map(|(n, like)| DeviceType {
        slug: slug(n),
        ..device_type(like)
    })
}

fn command() -> impl Strategy<Value = Command> {
    let id = || (0..DEVICES).prop_map(device_id);
    let row_ids = || (0..ROWS).prop_map(row_id);
    let rack_ids = || (0..RACKS).prop_map(rack_id);
    let one_move = || (id(), place()).prop_map(|(device, to)| Move { device, to });
    let single = prop_oneof![
        8 => device().prop_map(|device| Command::AddDevice(Box::new(device))),
        2 => id().prop_map(Command::RemoveDevice),
        6 => one_move().prop_map(|step| Command::MoveDevices(vec![step])),
        3 => proptest::collection::vec(one_move(), 0..4).prop_map(Command::MoveDevices),
        1 => (id(), ".{0,8}").prop_map(|(device, name)| Command::RenameDevice { device, name }),
        1 => (id(), proptest::option::of(link())).prop_map(|(device, link)| Command::LinkDevice { device, link }),
        1 => (id(), proptest::collection::vec(link(), 0..3))
            .prop_map(|(device, guests)| Command::SetGuests { device, guests }),
        1 => (id(), ".{0,8}").prop_map(|(device, notes)| Command::SetDeviceNotes { device, notes }),
        1 => (id(), ".{0,8}").prop_map(|(device, address)| Command::SetDeviceAddress { device, address }),
        2 => (id(), 0..=TYPES).prop_map(|(device, n)| Command::ChangeType { device, device_type: slug(n) }),
        2 => edited_type().prop_map(|edited| Command::EditType(Box::new(edited))),
        1 => (0..4_usize, row()).prop_map(|(index, row)| Command::AddRow { index, row: Box::new(row) }),
        1 => row_ids().prop_map(Command::RemoveRow),
        1 => row().prop_map(|row| Command::EditRow(Box::new(row))),
        1 => (row_ids(), 0..4_usize).prop_map(|(row, index)| Command::MoveRow { row, index }),
        1 => (0..TYPES).prop_map(|n| Command::AddType(Box::new(device_type(n)))),
        1 => (0..TYPES).prop_map(|n| Command::RemoveType(slug(n))),
        2 => (0..4_usize, rack()).prop_map(|(index, rack)| Command::AddRack { index, rack: Box::new(rack) }),
        1 => rack_ids().prop_map(Command::RemoveRack),
        2 => rack().prop_map(|rack| Command::EditRack(Box::new(rack))),
        1 => (rack_ids(), 0..4_usize).prop_map(|(rack, index)| Command::MoveRack { rack, index }),
        1 => ".{0,8}".prop_map(Command::RenameLayout),
    ];
    single.prop_recursive(2, 12, 4, |inner| {
        (proptest::collection::vec(inner, 0..5), any::<bool>()).prop_map(|(commands, titled)| {
            if titled {
                let words = "Did several".to_owned();
                Command::Titled { words, commands }
            } else {
                Command::Group(commands)
            }
        })
    })
}

/// A layout with two racks and all types, as a start.
fn start() -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Start");
    layout.device_types = (0..TYPES).map(device_type).collect();
    layout.rows.push(Row::new(row_id(0), "Office"));
    for (id, units) in [(0, 12), (1, 6)] {
        layout.racks.push(Rack::new(
            rack_id(id),
            format!("Rack {id}"),
            RackHeight::clamped(units),
        ));
    }
    layout
}

/// Written without the code it judges: every device marks its cells, and no cell may be marked twice or lie outside.
fn assert_valid(layout: &Layout) {
    let mut cells = HashMap::new();
    let mut bays = HashSet::new();
    let mut sides = HashSet::new();
    for device in &layout.devices {
        let device_type = layout.type_of(device).expect("every device has a type");
        match device.place {
            Place::Rack {
                rack,
                bottom,
                face,
                column,
            } => {
                assert_eq!(device_type.mount, Mount::Rails);
                let rack = layout.rack(rack).expect("every rack is there");
                assert!(
                    device_type.rack_widths.is_empty()
                        || device_type.rack_widths.contains(&rack.width)
                );
                let columns = device_type.width.columns();
                assert!(column < columns);
                let across = 6 / columns;
                for half_unit in bottom.0..bottom.0 + device_type.height.0 {
                    assert!(
                        half_unit < rack.height.units() * 2,
                        "{device:?} is outside of {rack:?}"
                    );
                    for side in [Face::Front, Face::Rear] {
                        if device_type.depth == Depth::Half && face != Face::Both && face != side {
                            continue;
                        }
                        for sixth in across * column..across * (column + 1) {
                            let other = cells.insert((rack.id, half_unit, side, sixth), device.id);
                            assert_eq!(other, None, "{device:?} overlaps");
                        }
                    }
                }
            }
            Place::Side { rack, side, slot } => {
                let rack = layout.rack(rack).expect("every rack is there");
                assert_eq!(device_type.mount, Mount::Side);
                assert!(slot < 2 && device_type.height.0 <= rack.height.units() * 2);
                assert!(
                    sides.insert((rack.id, side, slot)),
                    "{device:?} shares a place"
                );
            }
            Place::Bay { parent, bay } => {
                assert_ne!(device_type.mount, Mount::Side);
                let parent = layout.devices.get(&parent).expect("every parent is there");
                let slot = &layout.type_of(parent).expect("it has a type").bays[usize::from(bay)];
                assert!(device_type.height <= slot.height);
                assert!(bays.insert((parent.id, bay)), "{device:?} shares a bay");
            }
        }
        assert!(
            layout.rack_of(device).is_some(),
            "{device:?} stands in no rack"
        );
        assert!(layout.unit_label(device).is_some());
    }
    let ids: HashSet<RackId> = layout.racks.iter().map(|rack| rack.id).collect();
    assert_eq!(ids.len(), layout.racks.len(), "rack ids are unique");
    let rows: HashSet<RowId> = layout.rows.iter().map(|row| row.id).collect();
    assert_eq!(rows.len(), layout.rows.len(), "row ids are unique");
    let named = layout.racks.iter().filter_map(|rack| rack.row);
    assert!(named.into_iter().all(|row| rows.contains(&row)));
}

/// Ids that count up.
fn counting() -> impl FnMut() -> Uuid {
    let mut count = 0;
    move || {
        count += 1;
        Uuid::from_u128(count)
    }
}

fn assert_indexed(layout: &Layout) {
    let index = LayoutIndex::new(layout);
    let mut found = HashSet::new();
    for rack in &layout.racks {
        for device in index.all_of(rack.id) {
            assert!(found.insert(device));
        }
    }
    assert_eq!(found.len(), layout.devices.len());
}

/// The history as a later visit has it: every step in a record of its own.
fn stored_and_read(history: &mut History) -> History {
    let Some(changes) = history.take_changes() else {
        return History::default();
    };
    let mut again = History::continuing(changes.done);
    let read = |(number, step): &(usize, Step)| {
        (
            *number,
            steps::read(&steps::write(step)).expect("what is written is read"),
        )
    };
    again.take_in(changes.steps.iter().map(read).collect());
    again
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn commands_keep_a_layout_valid_and_can_be_taken_back(commands in proptest::collection::vec(command(), 1..40)) {
        let mut layout = start();
        for command in &commands {
            let before = layout.clone();
            let _ = command.describe(&layout);
            match apply(&mut layout, command) {
                Err(_) => prop_assert_eq!(&layout, &before, "a refused command changes nothing"),
                Ok(inverse) => {
                    assert_valid(&layout);
                    let after = layout.clone();
                    let again = apply(&mut layout, &inverse).expect("an inverse is never refused");
                    prop_assert_eq!(&layout, &before);
                    apply(&mut layout, &again).expect("nor is the inverse of the inverse");
                    prop_assert_eq!(&layout, &after);
                }
            }
        }
        assert_indexed(&layout);
    }

    #[test]
    fn history_leads_back_to_the_start_and_forth_again(commands in proptest::collection::vec(command(), 1..30)) {
        let mut layout = start();
        let mut history = History::default();
        for command in &commands {
            let _ = history.run(&mut layout, command);
        }
        let end = layout.clone();
        let mut history = stored_and_read(&mut history);
        while let Some(outcome) = history.undo(&mut layout) {
            prop_assert!(outcome.is_ok());
        }
        prop_assert_eq!(&layout, &start());
        while let Some(outcome) = history.redo(&mut layout) {
            prop_assert!(outcome.is_ok());
        }
        prop_assert_eq!(&layout, &end);
    }

    #[test]
    fn what_is_written_is_read_again(commands in proptest::collection::vec(command(), 0..30)) {
        let mut layout = start();
        layout.extra = extra(0);
        for command in &commands {
            let _ = apply(&mut layout, command);
        }
        let loaded = read(&write(&layout)).expect("it is a layout");
        prop_assert_eq!(loaded.report, vec![]);
        prop_assert_eq!(loaded.layout, layout);
    }

    #[test]
    fn a_link_brings_back_what_it_may_hold(
        commands in proptest::collection::vec(command(), 0..30),
        notes in any::<bool>(),
        addresses in any::<bool>(),
    ) {
        let mut layout = start();
        for command in &commands {
            let _ = apply(&mut layout, command);
        }
        let include = Include { notes, addresses };
        let fragment = share::encode(&layout, include).expect("a small layout");
        let code = share::in_fragment(&fragment).expect("a link to a layout");
        let opened = share::decode(code, &mut counting()).expect("a sound link");
        prop_assert_eq!(&opened.report, &[]);
        assert_valid(&opened.layout);
        prop_assert_eq!(&opened.layout, &share::shared(&layout, include, &mut counting()));
        let text = write(&opened.layout);
        for private in ["hub-", "\"link\"", "\"guests\"", "x-unknown"] {
            prop_assert!(!text.contains(private), "{} is in {}", private, text);
        }
    }

    #[test]
    fn any_link_gives_an_answer(
        code in "1\\.[A-Za-z0-9_-]{0,200}",
        text in ".{0,60}",
        bytes in proptest::collection::vec(any::<u8>(), 0..200),
        commands in proptest::collection::vec(command(), 0..10),
        place in any::<prop::sample::Index>(),
        letter in "[A-Za-z0-9_-]",
    ) {
        let mut layout = start();
        for command in &commands {
            let _ = apply(&mut layout, command);
        }
        let mut damaged = share::encode(&layout, Include::default()).expect("a small layout");
        let at = place.index(damaged.len());
        damaged.replace_range(at..=at, &letter);
        let packed = format!("1.{}", base64url::encode(&compress_to_vec(&bytes, 6)));
        for link in [&code, &text, &damaged, &packed] {
            let code = share::in_fragment(link).unwrap_or(link);
            if let Ok(opened) = share::decode(code, &mut counting()) {
                assert_valid(&opened.layout);
            }
        }
    }

    #[test]
    fn any_bytes_give_an_answer(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_json_in_the_shape_of_a_layout_gives_a_valid_one(document in document()) {
        let loaded = read(&document.to_string()).expect("it has what a layout must have");
        assert_valid(&loaded.layout);
        let again = read(&write(&loaded.layout)).expect("it is a layout");
        prop_assert_eq!(again.layout, loaded.layout);
    }

    #[test]
    fn a_damaged_layout_gives_a_valid_one(
        commands in proptest::collection::vec(command(), 0..20),
        damages in proptest::collection::vec((any::<u16>(), json()), 1..6),
    ) {
        let mut layout = start();
        for command in &commands {
            let _ = apply(&mut layout, command);
        }
        let mut value: Value = serde_json::from_str(&write(&layout)).expect("JSON");
        for (target, damage) in damages {
            let mut left = usize::from(target) % count(&value);
            replace(&mut value, &mut left, &damage);
        }
        if let Ok(loaded) = read(&value.to_string()) {
            assert_valid(&loaded.layout);
            let again = read(&write(&loaded.layout)).expect("it is a layout");
            prop_assert_eq!(again.layout, loaded.layout);
        }
    }
}

/// Values that mean something to the reader, and some that do not.
fn json() -> impl Strategy<Value = Value> {
    let uuid = (0..DEVICES, any::<bool>()).prop_map(|(n, rack)| {
        let id = if rack {
            rack_id(n).uuid()
        } else {
            device_id(n).uuid()
        };
        Value::from(id.to_string())
    });
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-3..300_i64).prop_map(Value::from),
        // Beyond 15 digits a number may change in its last one.
        any::<i32>().prop_map(|n| Value::from(f64::from(n) / 8.0)),
        any::<u64>().prop_map(Value::from),
        (0..TYPES).prop_map(|n| Value::from(slug(n).to_string())),
        proptest::sample::select(vec![
            "front", "rear", "up", "half", "third", "shelf", "left", "side", ""
        ])
        .prop_map(Value::from),
        uuid,
    ];
    leaf.prop_recursive(3, 24, 5, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            proptest::collection::vec((key(), inner), 0..6)
                .prop_map(|pairs| pairs.into_iter().collect()),
        ]
    })
}

fn key() -> impl Strategy<Value = String> {
    let known = vec![
        "id",
        "name",
        "slug",
        "model",
        "height",
        "width",
        "depth",
        "rack",
        "bottom",
        "face",
        "column",
        "parent",
        "bay",
        "bays",
        "type",
        "link",
        "hub",
        "system",
        "guests",
        "notes",
        "faceplate",
        "ports",
        "count",
        "unit_direction",
        "first_unit",
        "rack_widths",
        "mount",
        "side",
        "slot",
        "row_id",
        "address",
        "category",
        "x",
    ];
    proptest::sample::select(known).prop_map(str::to_owned)
}

fn document() -> impl Strategy<Value = Value> {
    let list = || proptest::collection::vec(json(), 0..6).prop_map(Value::from);
    let lists = (list(), list(), list(), list());
    (lists, json(), json()).prop_map(|((rows, racks, device_types, devices), id, name)| {
        serde_json::json!({
            "schema_version": 1, "id": id, "name": name, "rows": rows, "racks": racks, "device_types": device_types,
            "devices": devices,
        })
    })
}

/// How many values there are, all levels together.
fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum::<usize>(),
        _ => 0,
    }
}

/// Replaces the value that comes after `left` others.
fn replace(value: &mut Value, left: &mut usize, by: &Value) -> bool {
    if *left == 0 {
        *value = by.clone();
        return true;
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().any(|item| replace(item, left, by)),
        Value::Object(map) => map.values_mut().any(|item| replace(item, left, by)),
        _ => false,
    }
}
