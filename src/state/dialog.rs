//! Which dialog is open. One at a time.

use crate::domain::ids::{DeviceId, RowId, SystemRef, TypeSlug};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dialog {
    /// Everything that can be done or gone to, found by typing.
    Commands,
    /// The keys and what they do.
    Help,
    /// A new rack, in that row or in none.
    NewRack(Option<RowId>),
    /// A new row.
    NewRow,
    /// A device type's properties; `None` makes a new one.
    DeviceType(Option<TypeSlug>),
    /// Another model for these devices.
    Model(Vec<DeviceId>),
    /// Which unlinked device is which system, to be linked.
    LinkDevices(LinkScope),
    /// The second line of devices.
    Label,
    /// Racks for the systems of the hubs.
    BuildFromHub,
    /// In what the layout and the hubs differ.
    Differences,
    /// Racks to begin with; the one of that id is chosen already.
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

/// What is proposed to be linked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkScope {
    All,
    Systems(Vec<SystemRef>),
    Devices(Vec<DeviceId>),
}
