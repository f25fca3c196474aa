//! Systems and layouts for tests of links.

use uuid::Uuid;

use super::ids::{DeviceId, HubId, LayoutId, RackId, SystemId, SystemRef, TypeSlug};
use super::layout::{Category, Device, DeviceType, Face, Layout, Place, Rack, RackHeight};
use super::system::{Metrics, System, SystemStatus};
use super::units::HalfU;

/// A system that is up, without values.
pub(super) fn system(id: &str, name: &str, host: &str) -> System {
    System {
        id: SystemId::new(id),
        name: name.to_owned(),
        host: host.to_owned(),
        status: SystemStatus::Up,
        metrics: Metrics::default(),
        updated: None,
    }
}

pub(super) fn hub() -> HubId {
    HubId::new("hub")
}

/// Reference to a system of [`hub`].
pub(super) fn reference(id: &str) -> SystemRef {
    SystemRef::new(hub(), SystemId::new(id))
}

/// Id of the device at that index of [`layout`], from 0.
pub(super) fn device_id(number: u128) -> DeviceId {
    DeviceId::new(Uuid::from_u128(number))
}

/// A rack with devices of these names and addresses.
pub(super) fn layout(devices: &[(&str, &str)]) -> Layout {
    let devices: Vec<_> = devices
        .iter()
        .map(|(name, host)| (*name, *host, ""))
        .collect();
    linked_layout(&devices)
}

/// A rack with devices of these names and addresses, linked to these systems unless empty.
pub(super) fn linked_layout(devices: &[(&str, &str, &str)]) -> Layout {
    let mut layout = Layout::new(LayoutId::new(Uuid::nil()), "Home");
    let rack = Rack::new(RackId::new(Uuid::nil()), "A", RackHeight::clamped(42));
    let one = DeviceType::new("one", "One", Category::Server, HalfU(2));
    layout.device_types.insert(one);
    for (n, (name, address, system)) in (0..).zip(devices) {
        let place = Place::Rack {
            rack: rack.id,
            bottom: HalfU(n * 2),
            face: Face::Front,
            column: 0,
        };
        let id = device_id(u128::from(n));
        let mut device = Device::new(id, TypeSlug::new("one"), *name, place);
        (*address).clone_into(&mut device.address);
        if !system.is_empty() {
            device.links.push(reference(system).into());
        }
        layout.devices.insert(device);
    }
    layout.racks.push(rack);
    layout
}
