//! What can have the keyboard's focus in a rack.

use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::Snapshot;

/// What of a rack can have the focus.
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
