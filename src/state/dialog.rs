//! Which dialog is open. One at a time.

use crate::domain::ids::{DeviceId, RackId, RowId, TypeSlug};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Everything that can be done or gone to, found by typing.
    Commands,
    /// The keys and what they do.
    Help,
    /// A rack's properties.
    Rack(RackId),
    /// A new rack, in that row or in none.
    NewRack(Option<RowId>),
    /// A row's name; `None` makes a new one.
    Row(Option<RowId>),
    /// A device type's properties; `None` makes a new one.
    DeviceType(Option<TypeSlug>),
    /// A device's properties and the systems it shows.
    Device(DeviceId),
    /// What the selected devices share.
    Devices,
    /// Another model for these devices.
    Model(Vec<DeviceId>),
    /// Which unlinked device is which system, to be linked.
    LinkDevices,
    /// Racks for the systems of the hubs.
    BuildFromHub,
    /// In what the layout and the hubs differ.
    Differences,
    /// Racks to begin with.
    Templates,
    /// Opening a file.
    Import,
    Export,
    Share,
    /// The hub's layouts.
    Layouts,
    /// Earlier states of the layout.
    Versions,
}
