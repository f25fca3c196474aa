//! What a command does, in the words of a toast.

use super::{Command, Move};
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Layout, Place};

impl Command {
    /// `Moved pve-node1 to U14`. `layout` is the one it is about to be applied to.
    pub fn describe(&self, layout: &Layout) -> String {
        match self {
            Self::AddDevice(device) => format!("Added {}", device.name),
            Self::RemoveDevice(device) => format!("Removed {}", name_of(layout, *device)),
            Self::MoveDevices(moves) => describe_moves(layout, moves),
            Self::RenameDevice { device, name } => {
                format!("Renamed {} to {name}", name_of(layout, *device))
            }
            Self::LinkDevice {
                device,
                link: Some(_),
            } => format!("Linked {}", name_of(layout, *device)),
            Self::LinkDevice { device, link: None } => {
                format!("Unlinked {}", name_of(layout, *device))
            }
            Self::SetGuests { device, .. } => {
                format!("Changed the guests of {}", name_of(layout, *device))
            }
            Self::SetDeviceNotes { device, .. } => {
                format!("Changed the notes of {}", name_of(layout, *device))
            }
            Self::AddType(device_type) => format!("Added the type {}", device_type.full_name()),
            Self::RemoveType(slug) => format!("Removed the type {slug}"),
            Self::AddRack { rack, .. } => format!("Added {}", rack.name),
            Self::RemoveRack(rack) => format!("Removed {}", rack_name(layout, *rack)),
            Self::EditRack(rack) => format!("Changed {}", rack_name(layout, rack.id)),
            Self::MoveRack { rack, .. } => format!("Moved {}", rack_name(layout, *rack)),
            Self::RenameLayout(name) => format!("Renamed the layout to {name}"),
            Self::Restore(restored) => restored.words.clone(),
            Self::Group(commands) => describe_group(layout, commands),
        }
    }
}

fn name_of(layout: &Layout, device: DeviceId) -> &str {
    layout
        .devices
        .get(&device)
        .map_or("a device", |device| &device.name)
}

fn rack_name(layout: &Layout, rack: RackId) -> &str {
    layout.rack(rack).map_or("a rack", |rack| &rack.name)
}

fn describe_moves(layout: &Layout, moves: &[Move]) -> String {
    match moves {
        [Move { device, to }] => {
            let target = describe_target(layout, *device, *to);
            format!("Moved {} to {target}", name_of(layout, *device))
        }
        several => format!("Moved {} devices", several.len()),
    }
}

/// The units, with the rack's name when it is another one.
fn describe_target(layout: &Layout, device: DeviceId, to: Place) -> String {
    match to {
        Place::Bay { parent, .. } => name_of(layout, parent).to_owned(),
        Place::Rack {
            rack: target,
            bottom,
            ..
        } => {
            let device = layout.devices.get(&device);
            let height = device
                .and_then(|device| layout.type_of(device))
                .map(|found| found.height);
            let (Some(device), Some(height), Some(rack)) = (device, height, layout.rack(target))
            else {
                return rack_name(layout, target).to_owned();
            };
            let units = rack.unit_label(bottom, height);
            let stays = layout.rack_of(device).is_some_and(|home| home.id == target);
            if stays {
                units
            } else {
                format!("{} {units}", rack.name)
            }
        }
    }
}

/// Additions and removals are told by their number of devices; the racks and types that go with them are not counted.
fn describe_group(layout: &Layout, commands: &[Command]) -> String {
    if let [only] = commands {
        return only.describe(layout);
    }
    let added = commands
        .iter()
        .filter(|command| matches!(command, Command::AddDevice(_)))
        .count();
    let removed = commands
        .iter()
        .filter(|command| matches!(command, Command::RemoveDevice(_)))
        .count();
    match (added, removed) {
        (1, 0) => "Added a device".to_owned(),
        (added, 0) if added > 0 => format!("Added {added} devices"),
        (0, 1) => "Removed a device".to_owned(),
        (0, removed) if removed > 0 => format!("Removed {removed} devices"),
        _ => format!("Made {} changes", commands.len()),
    }
}
