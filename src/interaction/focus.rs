//! Focusable parts of a rack.

use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::Snapshot;

/// A focusable part of a rack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Name,
    Menu,
    Device(DeviceId),
}

/// The first device of a rack; `None` for an empty one.
pub fn top_of(snapshot: &Snapshot, rack: RackId) -> Option<DeviceId> {
    let beside = snapshot.index.devices_beside(rack);
    let mut devices = snapshot.index.devices_in(rack).iter().chain(beside);
    devices.next().copied()
}
