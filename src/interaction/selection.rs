//! What is selected on the canvas.

use crate::domain::ids::{DeviceId, RackId, RowId};
use crate::domain::layout::{Layout, LayoutIndex};
use crate::draw::neighbor::stretch;

/// The objects that the next action applies to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Selection {
    #[default]
    Nothing,
    /// At least one device, without duplicates, in the order in which they were selected.
    Devices(Vec<DeviceId>),
    Rack(RackId),
    Row(RowId),
}

impl Selection {
    /// These devices, or nothing if there are none.
    pub fn of_devices(devices: Vec<DeviceId>) -> Self {
        if devices.is_empty() {
            Self::Nothing
        } else {
            Self::Devices(devices)
        }
    }

    pub fn devices(&self) -> &[DeviceId] {
        match self {
            Self::Devices(devices) => devices,
            Self::Nothing | Self::Rack(_) | Self::Row(_) => &[],
        }
    }

    pub fn rack(&self) -> Option<RackId> {
        match self {
            Self::Rack(rack) => Some(*rack),
            Self::Nothing | Self::Devices(_) | Self::Row(_) => None,
        }
    }

    pub fn row(&self) -> Option<RowId> {
        match self {
            Self::Row(row) => Some(*row),
            Self::Nothing | Self::Devices(_) | Self::Rack(_) => None,
        }
    }

    /// The device, if exactly one is selected.
    pub fn single_device(&self) -> Option<DeviceId> {
        match self.devices() {
            [device] => Some(*device),
            _ => None,
        }
    }

    pub fn contains(&self, device: DeviceId) -> bool {
        self.devices().contains(&device)
    }

    /// The selection with the device added, or removed if it was in.
    pub fn toggled(&self, device: DeviceId) -> Self {
        let mut devices = self.devices().to_vec();
        match devices.iter().position(|other| *other == device) {
            Some(place) => drop(devices.remove(place)),
            None => devices.push(device),
        }
        Self::of_devices(devices)
    }

    /// The selection with all devices from the last selected to this one added, if both are in one rack; otherwise only with this one.
    pub fn stretched_to(&self, device: DeviceId, layout: &Layout, index: &LayoutIndex) -> Self {
        let mut devices = self.devices().to_vec();
        let last = devices.last().copied().unwrap_or(device);
        for device in stretch(layout, index, last, device) {
            if !devices.contains(&device) {
                devices.push(device);
            }
        }
        Self::of_devices(devices)
    }

    /// The selection without what the layout does not have.
    pub fn kept_in(&self, layout: &Layout) -> Self {
        match self {
            Self::Rack(rack) if layout.rack(*rack).is_none() => Self::Nothing,
            Self::Row(row) if layout.row(*row).is_none() => Self::Nothing,
            Self::Devices(devices) => Self::of_devices(
                devices
                    .iter()
                    .copied()
                    .filter(|device| layout.devices.contains(device))
                    .collect(),
            ),
            Self::Nothing | Self::Rack(_) | Self::Row(_) => self.clone(),
        }
    }
}

/// The announced number of selected devices.
pub fn selection_words(selection: &Selection) -> String {
    match selection.devices().len() {
        0 => "No device selected".to_owned(),
        1 => "1 device selected".to_owned(),
        count => format!("{count} devices selected"),
    }
}
