//! Every change of a layout is a command: applied as a whole or not at all, and answered with its inverse.

mod connections;
mod facts;
mod racks;
mod rows;
mod types;
mod words;

use serde::{Deserialize, Serialize};

use super::ids::{ConnectionId, DeviceId, RackId, RowId, TypeSlug};
use super::layout::{Connection, Device, DeviceType, Layout, LayoutIndex, Link, Place, Rack, Row};
use super::placement::{Refusal, check_device, check_devices};

pub use facts::DeviceFact;
pub use racks::check_rack_edit;
pub use words::linked_words;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Command {
    /// Its type must be in the layout.
    AddDevice(Box<Device>),
    /// Together with everything in its bays.
    RemoveDevice(DeviceId),
    /// All at once: only the final places are checked, so two devices can swap.
    MoveDevices(Vec<Move>),
    RenameDevice {
        device: DeviceId,
        name: String,
    },
    /// Links the device to the system it shows, replacing the current one; `None` removes that link. Other links stay.
    LinkDevice {
        device: DeviceId,
        link: Option<Link>,
    },
    /// Replaces all links.
    SetLinks {
        device: DeviceId,
        links: Vec<Link>,
    },
    SetGuests {
        device: DeviceId,
        guests: Vec<Link>,
    },
    SetDeviceFact {
        device: DeviceId,
        fact: DeviceFact,
    },
    SetDeviceNotes {
        device: DeviceId,
        notes: String,
    },
    SetDeviceAddress {
        device: DeviceId,
        address: String,
    },
    /// To another type of the layout. The device must fit at its place, and its children in the new bays.
    ChangeType {
        device: DeviceId,
        device_type: TypeSlug,
    },
    AddType(Box<DeviceType>),
    /// Replaces the type with this slug. All its devices and their children must still fit.
    EditType(Box<DeviceType>),
    /// Only if no device has the type.
    RemoveType(TypeSlug),
    /// `index` is its position from the left; a larger value means the end.
    AddRack {
        index: usize,
        rack: Box<Rack>,
    },
    /// Together with its devices.
    RemoveRack(RackId),
    /// Replaces the rack with this id. Its devices must still fit.
    EditRack(Box<Rack>),
    MoveRack {
        rack: RackId,
        index: usize,
    },
    /// `index` is its position among the rows.
    AddRow {
        index: usize,
        row: Box<Row>,
    },
    /// Its racks stay, outside of any row.
    RemoveRow(RowId),
    /// Replaces the row with this id.
    EditRow(Box<Row>),
    MoveRow {
        row: RowId,
        index: usize,
    },
    RenameLayout(String),
    /// The template of device labels, with placeholders.
    SetLabelTemplate(String),
    /// Its devices must be in the layout.
    AddConnection(Box<Connection>),
    RemoveConnection(ConnectionId),
    /// Replaces the connection with this id.
    EditConnection(Box<Connection>),
    /// Replaces everything except the layout's id.
    Restore(Box<Restored>),
    /// Applied in this order, as one.
    Group(Vec<Command>),
    /// A group with its own description, where the commands alone do not show the intent.
    Titled {
        /// The description for a toast: `Duplicated web-1`.
        words: String,
        commands: Vec<Command>,
    },
}

/// A device and its new place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub device: DeviceId,
    pub to: Place,
}

/// A whole layout to restore, and its description: `Restored the version from 12:03`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Restored {
    pub words: String,
    pub layout: Layout,
}

impl Command {
    /// The move of a single device.
    pub fn move_device(device: DeviceId, to: Place) -> Self {
        Self::MoveDevices(vec![Move { device, to }])
    }

    /// The first rack that it adds.
    pub fn added_rack(&self) -> Option<RackId> {
        match self {
            Self::AddRack { rack, .. } => Some(rack.id),
            Self::Group(commands) | Self::Titled { commands, .. } => {
                commands.iter().find_map(Self::added_rack)
            }
            _ => None,
        }
    }
}

/// Applies the command and returns its inverse. If it is refused, the layout is unchanged.
pub fn apply(layout: &mut Layout, command: &Command) -> Result<Command, Refusal> {
    match command {
        Command::AddDevice(device) => add_device(layout, device),
        Command::RemoveDevice(device) => remove_device(layout, *device),
        Command::MoveDevices(moves) => move_devices(layout, moves),
        Command::RenameDevice { device, name } => {
            let name = replace_in(layout, *device, |found| &mut found.name, name.clone())?;
            Ok(Command::RenameDevice {
                device: *device,
                name,
            })
        }
        Command::LinkDevice { device, link } => {
            let found = layout.devices.get(device).ok_or(Refusal::NoSuchDevice)?;
            let mut linked = found.clone();
            linked.set_system_link(link.clone());
            let links = replace_in(layout, *device, |found| &mut found.links, linked.links)?;
            Ok(Command::SetLinks {
                device: *device,
                links,
            })
        }
        Command::SetLinks { device, links } => {
            let links = Link::distinct(links.iter().cloned());
            let links = replace_in(layout, *device, |found| &mut found.links, links)?;
            Ok(Command::SetLinks {
                device: *device,
                links,
            })
        }
        Command::SetGuests { device, guests } => {
            let guests = Link::distinct(guests.iter().cloned());
            let guests = replace_in(layout, *device, |found| &mut found.guests, guests)?;
            Ok(Command::SetGuests {
                device: *device,
                guests,
            })
        }
        Command::SetDeviceFact { device, fact } => facts::set(layout, *device, fact),
        Command::SetDeviceNotes { device, notes } => {
            let notes = replace_in(layout, *device, |found| &mut found.notes, notes.clone())?;
            Ok(Command::SetDeviceNotes {
                device: *device,
                notes,
            })
        }
        Command::SetDeviceAddress { device, address } => {
            let address = replace_in(layout, *device, |found| &mut found.address, address.clone())?;
            Ok(Command::SetDeviceAddress {
                device: *device,
                address,
            })
        }
        Command::ChangeType {
            device,
            device_type,
        } => types::change(layout, *device, device_type),
        Command::EditType(device_type) => types::edit(layout, device_type),
        Command::AddType(device_type) => types::add(layout, device_type),
        Command::RemoveType(slug) => types::remove(layout, slug),
        Command::AddRack { index, rack } => racks::add(layout, *index, rack),
        Command::RemoveRack(rack) => racks::remove(layout, *rack),
        Command::EditRack(rack) => racks::edit(layout, rack),
        Command::MoveRack { rack, index } => racks::shift(layout, *rack, *index),
        Command::AddRow { index, row } => rows::add(layout, *index, row),
        Command::RemoveRow(row) => rows::remove(layout, *row),
        Command::EditRow(row) => rows::edit(layout, row),
        Command::MoveRow { row, index } => rows::shift(layout, *row, *index),
        Command::RenameLayout(name) => Ok(Command::RenameLayout(std::mem::replace(
            &mut layout.name,
            name.clone(),
        ))),
        Command::SetLabelTemplate(template) => Ok(Command::SetLabelTemplate(std::mem::replace(
            &mut layout.label_template,
            template.clone(),
        ))),
        Command::AddConnection(connection) => connections::add(layout, connection),
        Command::RemoveConnection(connection) => connections::remove(layout, *connection),
        Command::EditConnection(connection) => connections::edit(layout, connection),
        Command::Restore(restored) => Ok(restore(layout, restored)),
        Command::Group(commands) | Command::Titled { commands, .. } => apply_all(layout, commands),
    }
}

fn restore(layout: &mut Layout, restored: &Restored) -> Command {
    let mut new = restored.layout.clone();
    new.id = layout.id;
    Command::Restore(Box::new(Restored {
        words: restored.words.clone(),
        layout: std::mem::replace(layout, new),
    }))
}

fn apply_all(layout: &mut Layout, commands: &[Command]) -> Result<Command, Refusal> {
    let mut inverses = Vec::with_capacity(commands.len());
    for command in commands {
        match apply(layout, command) {
            Ok(inverse) => inverses.push(inverse),
            Err(refusal) => {
                for inverse in inverses.iter().rev() {
                    // Each leads back to a state that was just there, so none is refused.
                    apply(layout, inverse)?;
                }
                return Err(refusal);
            }
        }
    }
    inverses.reverse();
    Ok(Command::Group(inverses))
}

fn replace_in<T>(
    layout: &mut Layout,
    device: DeviceId,
    field: impl FnOnce(&mut Device) -> &mut T,
    value: T,
) -> Result<T, Refusal> {
    let replaced = layout
        .devices
        .update(&device, |device| std::mem::replace(field(device), value));
    replaced.ok_or(Refusal::NoSuchDevice)
}

fn add_device(layout: &mut Layout, device: &Device) -> Result<Command, Refusal> {
    if layout.devices.contains(&device.id) {
        return Err(Refusal::AlreadyThere(device.name.clone()));
    }
    check_device(layout, device)?;
    layout.devices.insert(device.clone());
    Ok(Command::RemoveDevice(device.id))
}

fn remove_device(layout: &mut Layout, device: DeviceId) -> Result<Command, Refusal> {
    if !layout.devices.contains(&device) {
        return Err(Refusal::NoSuchDevice);
    }
    let mut additions = take_out(layout, vec![device]);
    Ok(if additions.len() == 1 {
        additions.remove(0)
    } else {
        Command::Group(additions)
    })
}

/// Removes devices, their children and the cables connected to them. Returns the commands that add them again, parents before children and
/// cables last.
fn take_out(layout: &mut Layout, devices: Vec<DeviceId>) -> Vec<Command> {
    let mut additions = Vec::new();
    let mut gone = devices.clone();
    let mut level = devices;
    while !level.is_empty() {
        let index = LayoutIndex::new(layout);
        let removed = level.iter().filter_map(|id| layout.devices.remove(id));
        additions.extend(removed.map(|device| Command::AddDevice(Box::new(device))));
        let children = level.iter().flat_map(|id| index.children_of(*id));
        level = children.copied().collect();
        gone.extend(&level);
    }
    additions.extend(connections::take_out(layout, &gone));
    additions
}

fn move_devices(layout: &mut Layout, moves: &[Move]) -> Result<Command, Refusal> {
    let mut back = Vec::with_capacity(moves.len());
    let mut refusal = None;
    for &Move { device, to } in moves {
        match replace_in(layout, device, |found| &mut found.place, to) {
            Ok(from) => back.push(Move { device, to: from }),
            Err(missing) => refusal = refusal.or(Some(missing)),
        }
    }
    back.reverse();
    let moved: Vec<DeviceId> = back.iter().map(|step| step.device).collect();
    let outcome = match refusal {
        Some(missing) => Err(missing),
        None => check_devices(layout, &moved),
    };
    match outcome {
        Ok(()) => Ok(Command::MoveDevices(back)),
        Err(refusal) => {
            for Move { device, to } in back {
                replace_in(layout, device, |found| &mut found.place, to)?;
            }
            Err(refusal)
        }
    }
}

#[cfg(test)]
mod cost;
#[cfg(test)]
mod tests;
