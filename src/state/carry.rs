//! What is being carried to a place on the canvas: by a drag, or by taps.

use crate::domain::ids::{DeviceId, SystemId};
use crate::domain::layout::DeviceType;

#[derive(Clone, Debug, PartialEq)]
pub enum Carried {
    /// Devices of the layout.
    Devices(Vec<DeviceId>),
    /// A new device of that type.
    NewDevice(Box<DeviceType>),
    /// A new device for a system that no device shows yet.
    System(SystemId),
}
