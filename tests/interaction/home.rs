//! The layout that the tests' editor opens with.

use blinkenrack::domain::command::{Command, apply};
use blinkenrack::domain::ids::{DeviceId, LayoutId, RackId, TypeSlug};
use blinkenrack::domain::layout::{
    Bay, Category, Depth, Device, DeviceType, Extra, Face, Layout, Mount, Place, Rack, RackHeight,
    Side, Width,
};
use blinkenrack::domain::units::HalfU;
use uuid::Uuid;

/// The devices of [`layout`], in their order.
pub const SERVER: u128 = 1;
pub const NARROW: u128 = 2;
pub const SHELF: u128 = 3;
pub const IN_SHELF: u128 = 4;
pub const STRIP: u128 = 5;
pub const OTHER: u128 = 6;
pub const DEVICES: [u128; 6] = [SERVER, NARROW, SHELF, IN_SHELF, STRIP, OTHER];
pub const RACKS: [u128; 3] = [101, 102, 103];

pub fn device(n: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(n))
}

pub fn rack(n: u128) -> RackId {
    RackId::new(Uuid::from_u128(n))
}

pub fn rails(home: u128, bottom: u16) -> Place {
    Place::Rack {
        rack: rack(home),
        bottom: HalfU(bottom),
        face: Face::Front,
        column: 0,
    }
}

/// One unit high and full width.
pub fn server_type() -> DeviceType {
    DeviceType::new("server", "Server", Category::Server, HalfU(2))
}

fn types() -> Vec<DeviceType> {
    let bay = |column| Bay {
        name: format!("Bay {}", column + 1),
        height: HalfU(2),
        row: 0,
        column,
        extra: Extra::new(),
    };
    let like = |slug: &str| DeviceType::new(slug, slug, Category::Server, HalfU(2));
    vec![
        server_type(),
        DeviceType {
            width: Width::Half,
            depth: Depth::Half,
            ..like("narrow")
        },
        DeviceType {
            bays: vec![bay(0), bay(1)],
            height: HalfU(4),
            ..like("shelf")
        },
        DeviceType {
            mount: Mount::Bay,
            ..like("small")
        },
        DeviceType {
            mount: Mount::Side,
            height: HalfU(8),
            ..like("strip")
        },
    ]
}

/// Three racks of 12 units with a device of each kind.
pub fn layout() -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(9)), "Home");
    layout.device_types = types().into_iter().collect();
    for (n, name) in RACKS.into_iter().zip(["Rack A", "Rack B", "Rack C"]) {
        layout
            .racks
            .push(Rack::new(rack(n), name, RackHeight::clamped(12)));
    }
    let [first, second, _] = RACKS;
    let places = [
        (SERVER, "server", rails(first, 20)),
        (NARROW, "narrow", rails(first, 16)),
        (SHELF, "shelf", rails(second, 8)),
        (
            IN_SHELF,
            "small",
            Place::Bay {
                parent: device(SHELF),
                bay: 0,
            },
        ),
        (
            STRIP,
            "strip",
            Place::Side {
                rack: rack(second),
                side: Side::Left,
                slot: 0,
            },
        ),
        (OTHER, "server", rails(second, 0)),
    ];
    for (n, slug, place) in places {
        let slug = TypeSlug::new(slug);
        let one = Device::new(device(n), slug, format!("box-{n}"), place);
        apply(&mut layout, &Command::AddDevice(Box::new(one))).expect("there is room");
    }
    layout
}
