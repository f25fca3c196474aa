//! Generates layouts and commands on them.

use blinkenrack::domain::command::{Command, DeviceFact, Move, Restored, apply};
use blinkenrack::domain::direction::without_turns;
use blinkenrack::domain::ids::{
    ConnectionId, DeviceId, HubId, LayoutId, MonitorId, MonitorRef, RackId, RowId, SystemId,
    SystemRef, TypeSlug,
};
use blinkenrack::domain::layout::{
    Bay, CableColor, Category, Connection, ConnectionEnd, Depth, Device, DeviceType, Direction,
    Extra, Face, Layout, LifeCycle, Link, LinkTarget, Mount, Panel, PinnedDisk, Place, PlateColor,
    Port, Rack, RackHeight, RackWidth, Row, Side, Tags, UrlTemplate, UserLink, Width,
};
use blinkenrack::domain::units::HalfU;
use proptest::prelude::*;
use uuid::Uuid;

pub const RACKS: u8 = 3;
pub const DEVICES: u8 = 12;
pub const TYPES: u8 = 11;
pub const ROWS: u8 = 3;

pub fn rack_id(n: u8) -> RackId {
    RackId::new(Uuid::from_u128(0x100 + u128::from(n)))
}

pub fn row_id(n: u8) -> RowId {
    RowId::new(Uuid::from_u128(0x300 + u128::from(n)))
}

pub fn device_id(n: u8) -> DeviceId {
    DeviceId::new(Uuid::from_u128(0x200 + u128::from(n)))
}

pub fn hub_id(n: u8) -> HubId {
    HubId::new(format!("hub-{n}"))
}

pub fn system_id(n: u8) -> SystemId {
    SystemId::new(format!("s-{n}"))
}

pub fn slug(n: u8) -> TypeSlug {
    TypeSlug::new(format!("type-{n}"))
}

pub fn bay(height: u16) -> Bay {
    Bay {
        name: "bay".to_owned(),
        height: HalfU(height),
        row: 0,
        column: 0,
        extra: Extra::new(),
    }
}

/// Types that cover every placement rule.
pub fn device_type(n: u8) -> DeviceType {
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
        9 => DeviceType {
            bays: (0..3).map(|column| Bay { column, ..bay(4) }).collect(),
            ..base(4)
        },
        10 => DeviceType {
            rack_widths: RackWidth::TwentyOne.racks().to_vec(),
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

/// There are few ids, so that commands refer mostly to existing items, and sometimes to missing ones.
pub fn place() -> impl Strategy<Value = Place> {
    let face = prop_oneof![Just(Face::Front), Just(Face::Rear), Just(Face::Both)];
    let in_rack = (
        0..RACKS,
        prop_oneof![12 => 0..26_u16, 1 => 0..202_u16],
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

pub fn link() -> impl Strategy<Value = Link> {
    (0..2_u8, 0..4_u8, 0..6_u8).prop_map(|(hub, n, kind)| {
        let hub = hub_id(hub);
        let mut link = Link::to(match kind {
            0 => LinkTarget::Other("hub-side-probe".to_owned()),
            1 => LinkTarget::Monitor(MonitorRef::new(hub, MonitorId::new(format!("m-{n}")))),
            _ => LinkTarget::System(SystemRef::new(hub, system_id(n))),
        });
        link.extra = extra(n);
        link
    })
}

fn tags(n: u8) -> Tags {
    Tags::of(
        ["Prod", "rack door", "prod"]
            .into_iter()
            .take(usize::from(n % 4)),
    )
}

fn life_cycle(n: u8) -> LifeCycle {
    let words = ["in-use", "planned", "spare", "retired", "on-loan"];
    words[usize::from(n) % words.len()].to_owned().into()
}

fn color(n: u8) -> PlateColor {
    let words = ["", "blue", "gray", "violet", "tartan"];
    words[usize::from(n) % words.len()].to_owned().into()
}

fn user_link(n: u8) -> UserLink {
    UserLink {
        name: format!("link {n}"),
        url: UrlTemplate::parse("https://wiki.example/{name}").expect("a sound link"),
        extra: extra(n),
    }
}

fn fact() -> impl Strategy<Value = DeviceFact> {
    let disk = (0..3_u16, 0..3_u8).prop_map(|(bay, n)| {
        let mut disk = PinnedDisk::new(bay, format!("SERIAL-{n}"));
        disk.extra = extra(n);
        disk
    });
    prop_oneof![
        (0..8_u8).prop_map(|n| DeviceFact::Tags(tags(n))),
        (0..8_u8).prop_map(|n| DeviceFact::LifeCycle(life_cycle(n))),
        (0..8_u8).prop_map(|n| DeviceFact::Color(color(n))),
        (0..4_u8).prop_map(|n| DeviceFact::UserLinks((0..n).map(user_link).collect())),
        proptest::collection::vec(disk, 0..4).prop_map(DeviceFact::Disks),
    ]
}

pub const CABLES: u8 = 6;

pub fn cable_id(n: u8) -> ConnectionId {
    ConnectionId::new(Uuid::from_u128(0xCAB1E + u128::from(n)))
}

fn port() -> impl Strategy<Value = Port> {
    let panel = prop_oneof![Just(Panel::Ports), Just(Panel::RearOutlets)];
    let placed = (panel, 0..2_u16, 0..30_u16).prop_map(|(panel, group, index)| Port::Placed {
        panel,
        group,
        index,
    });
    let named = (0..3_u8).prop_map(|n| Port::Named {
        port: format!("eth{n}"),
    });
    prop_oneof![placed, named]
}

fn connection() -> impl Strategy<Value = Connection> {
    let end = || {
        ((0..DEVICES).prop_map(device_id), port())
            .prop_map(|(device, port)| ConnectionEnd { device, port })
    };
    (0..CABLES, end(), end(), proptest::option::of(0..9_000_u32)).prop_map(
        |(n, a, b, length_mm)| {
            let mut cable = Connection::new(cable_id(n), a, b);
            cable.length_mm = length_mm;
            cable.color = CableColor::parse("#A0b1C2").filter(|_| n.is_multiple_of(2));
            cable.kind = if n.is_multiple_of(3) {
                "cat6a".to_owned()
            } else {
                String::new()
            };
            cable.label = if n.is_multiple_of(2) {
                format!("cable {n}")
            } else {
                String::new()
            };
            cable.extra = extra(n);
            cable
        },
    )
}

/// Keys that this version does not know.
pub fn extra(n: u8) -> Extra {
    let mut extra = Extra::new();
    if n.is_multiple_of(2) {
        extra.insert(
            "x-unknown".to_owned(),
            serde_json::json!({"n": n, "list": [1.5, null, "ü"]}),
        );
    }
    extra
}

/// The name of a device, a row or a layout, as it is read again.
fn name() -> impl Strategy<Value = String> {
    ".{0,8}".prop_map(without_turns)
}

pub fn device() -> impl Strategy<Value = Device> {
    (
        0..DEVICES,
        0..=TYPES,
        place(),
        proptest::collection::vec(link(), 0..3),
        name(),
    )
        .prop_map(|(id, kind, place, links, name)| {
            let mut device = Device::new(device_id(id), slug(kind), name, place);
            device.address = format!("10.0.0.{id}");
            device.links = Link::distinct(links);
            device.tags = tags(id);
            device.life_cycle = life_cycle(id);
            device.color = color(id);
            device.extra = extra(id);
            device
        })
}

pub fn rack() -> impl Strategy<Value = Rack> {
    let row = proptest::option::of((0..ROWS).prop_map(row_id));
    (
        0..RACKS,
        prop_oneof![6 => 1..14_u16, 1 => 14..=100_u16],
        rack_width(),
        any::<bool>(),
        0..50_u16,
        row,
    )
        .prop_map(|(id, units, width, down, start, row)| {
            let mut rack = Rack::new(
                rack_id(id),
                format!("Rack {id}"),
                RackHeight::clamped(units),
            );
            rack.width = width;
            rack.numbering.direction = if down { Direction::Down } else { Direction::Up };
            rack.numbering.start = start;
            rack.row = row;
            rack.extra = extra(id);
            rack
        })
}

fn rack_width() -> impl Strategy<Value = RackWidth> {
    prop_oneof![
        3 => Just(RackWidth::Nineteen),
        2 => Just(RackWidth::Ten),
        1 => Just(RackWidth::TwentyOne),
        1 => Just(RackWidth::TwentyThree),
    ]
}

pub fn row() -> impl Strategy<Value = Row> {
    (0..ROWS, name()).prop_map(|(id, name)| {
        let mut row = Row::new(row_id(id), name);
        row.extra = extra(id);
        row
    })
}

/// A type with the data of another one.
pub fn edited_type() -> impl Strategy<Value = DeviceType> {
    (0..TYPES, 0..TYPES).prop_map(|(n, like)| DeviceType {
        slug: slug(n),
        ..device_type(like)
    })
}

/// Another layout to restore.
fn restored() -> impl Strategy<Value = Restored> {
    (proptest::collection::vec(device(), 0..5), ".{0,8}").prop_map(|(devices, words)| {
        let mut layout = start();
        layout.id = LayoutId::new(Uuid::from_u128(2));
        layout.extra = extra(0);
        for device in devices {
            // Devices that do not fit are left out.
            let _ = apply(&mut layout, &Command::AddDevice(Box::new(device)));
        }
        Restored { words, layout }
    })
}

pub fn command() -> impl Strategy<Value = Command> {
    let id = || (0..DEVICES).prop_map(device_id);
    let row_ids = || (0..ROWS).prop_map(row_id);
    let rack_ids = || (0..RACKS).prop_map(rack_id);
    let one_move = || (id(), place()).prop_map(|(device, to)| Move { device, to });
    let single = prop_oneof![
        8 => device().prop_map(|device| Command::AddDevice(Box::new(device))),
        2 => id().prop_map(Command::RemoveDevice),
        6 => one_move().prop_map(|step| Command::MoveDevices(vec![step])),
        3 => proptest::collection::vec(one_move(), 0..4).prop_map(Command::MoveDevices),
        1 => (id(), name()).prop_map(|(device, name)| Command::RenameDevice { device, name }),
        1 => (id(), proptest::option::of(link())).prop_map(|(device, link)| Command::LinkDevice { device, link }),
        1 => (id(), proptest::collection::vec(link(), 0..4))
            .prop_map(|(device, links)| Command::SetLinks { device, links }),
        1 => (id(), proptest::collection::vec(link(), 0..3))
            .prop_map(|(device, guests)| Command::SetGuests { device, guests }),
        2 => (id(), fact()).prop_map(|(device, fact)| Command::SetDeviceFact { device, fact }),
        4 => connection().prop_map(|cable| Command::AddConnection(Box::new(cable))),
        1 => connection().prop_map(|cable| Command::EditConnection(Box::new(cable))),
        1 => (0..CABLES).prop_map(|n| Command::RemoveConnection(cable_id(n))),
        1 => ".{0,8}".prop_map(Command::SetLabelTemplate),
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
        1 => name().prop_map(Command::RenameLayout),
        1 => restored().prop_map(|restored| Command::Restore(Box::new(restored))),
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

/// An initial layout with two racks and all types.
pub fn start() -> Layout {
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
