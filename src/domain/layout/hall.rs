//! A hall of racks, for tests of the cost of changes.

use uuid::Uuid;

use super::{Category, Device, DeviceType, Face, Layout, Place, Rack, RackHeight};
use crate::domain::ids::{DeviceId, LayoutId, RackId};
use crate::domain::units::HalfU;

/// The number of devices in each rack of a [`hall`].
pub const PER_RACK: u128 = 24;

/// A layout with this many racks of 42 units, each with [`PER_RACK`] one-unit devices from the floor up. Ids count from 0: those of racks,
/// and those of devices, rack by rack.
pub fn hall(racks: u128) -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Hall");
    let server = DeviceType::new("server", "Server", Category::Server, HalfU(2));
    let slug = server.slug.clone();
    layout.device_types.insert(server);
    for number in 0..racks {
        let rack = RackId::new(Uuid::from_u128(number));
        let name = format!("Rack {number}");
        layout
            .racks
            .push(Rack::new(rack, name, RackHeight::clamped(42)));
        for (device, bottom) in (0..PER_RACK).zip((0..).step_by(2)) {
            let id = DeviceId::new(Uuid::from_u128(number * PER_RACK + device));
            let place = Place::Rack {
                rack,
                bottom: HalfU(bottom),
                face: Face::Front,
                column: 0,
            };
            let name = format!("device-{number}-{device}");
            layout
                .devices
                .insert(Device::new(id, slug.clone(), name, place));
        }
    }
    layout
}
