//! Which dialog is open. One at a time.

use crate::domain::ids::{DeviceId, RowId, SystemRef, TypeSlug};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// The palette of all commands and destinations.
    Commands,
    /// The keyboard shortcuts.
    Help,
    /// A new rack, in that row or in none.
    NewRack(Option<RowId>),
    /// A new row.
    NewRow,
    /// A device type's properties; `None` makes a new one.
    DeviceType(Option<TypeSlug>),
    /// Another model for these devices.
    Model(Vec<DeviceId>),
    /// Proposals which unlinked devices show which systems.
    LinkDevices(LinkScope),
    /// The second line of devices.
    Label,
    /// Racks for the systems of the hubs.
    BuildFromHub,
    /// The differences between the layout and the hubs.
    Differences,
    /// Templates to start from, with the given one preselected.
    Templates(Option<&'static str>),
    /// Opening a file.
    Import,
    Export,
    Share,
    /// The hub's layouts.
    Layouts,
    /// Earlier states of the layout.
    Versions,
}

/// Which links are proposed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkScope {
    All,
    Systems(Vec<SystemRef>),
    Devices(Vec<DeviceId>),
}
