//! What is dragged to the racks, and from where.

use crate::domain::autobuild;
use crate::domain::ids::{DeviceId, SystemRef};
use crate::domain::layout::{DeviceType, Face, Layout};
use crate::domain::placement::Payload;
use crate::domain::system::System;

/// What a drag starts from.
#[derive(Clone, Debug, PartialEq)]
pub enum DragSource {
    /// Devices of the layout, at least one; the first is the one under the pointer.
    Devices(Vec<DeviceId>),
    /// A new device of that type.
    NewDevice(Box<DeviceType>),
    /// A new device for a system that no device shows yet.
    System(Box<SystemSource>),
}

/// A system, and what a device for it would be.
#[derive(Clone, Debug, PartialEq)]
pub struct SystemSource {
    pub system: SystemRef,
    pub name: String,
    pub host: String,
    pub device_type: DeviceType,
}

impl DragSource {
    /// A new device for a system, of the type that suits it in this layout.
    pub fn system(layout: &Layout, system: SystemRef, known: &System) -> Self {
        Self::System(Box::new(SystemSource {
            system,
            name: known.name.clone(),
            host: known.host.clone(),
            device_type: autobuild::type_for(layout, known),
        }))
    }

    /// What is dragged, as the placement rules see it; `None` if it is not in the layout anymore.
    pub fn payload(&self, layout: &Layout, grabbed_on: Face) -> Option<Payload> {
        match self {
            Self::Devices(devices) => {
                Payload::of_devices(layout, *devices.first()?, devices, grabbed_on)
            }
            Self::NewDevice(device_type) => {
                let known = layout.device_types.get(&device_type.slug);
                Some(Payload::of_type(
                    layout,
                    known.unwrap_or(device_type).clone(),
                ))
            }
            Self::System(source) => Some(Payload::of_type(layout, source.device_type.clone())),
        }
    }

    /// What is dragged, in words.
    pub fn name(&self, layout: &Layout) -> String {
        match self {
            Self::Devices(devices) => match devices.as_slice() {
                [device] => {
                    let device = layout.devices.get(device);
                    device.map_or_else(String::new, |device| device.name.clone())
                }
                several => format!("{} devices", several.len()),
            },
            Self::NewDevice(device_type) => device_type.full_name(),
            Self::System(source) => source.name.clone(),
        }
    }

    /// Whether dropping it adds a device.
    pub const fn is_new(&self) -> bool {
        !matches!(self, Self::Devices(_))
    }
}
