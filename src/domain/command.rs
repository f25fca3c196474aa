//! Every change of a layout is a command: done wholly or not at all, and answered with the command that takes it back.

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
    /// With all that is in its bays.
    RemoveDevice(DeviceId),
    /// All at once: only where they end up counts, so two can change places.
    MoveDevices(Vec<Move>),
    RenameDevice {
        device: DeviceId,
        name: String,
    },
    /// Links the device to the system that it shows, in the place of the one before; `None` takes that link away. Further links stay.
    LinkDevice {
        device: DeviceId,
        link: Option<Link>,
    },
    /// All links at once.
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
    /// To another type of the layout; where the device stands it must fit, and what is in its bays must fit in the new ones.
    ChangeType {
        device: DeviceId,
        device_type: TypeSlug,
    },
    AddType(Box<DeviceType>),
    /// Everything about the type with this slug becomes as given; all its devices, and what is in their bays, must still fit.
    EditType(Box<DeviceType>),
    /// Only a type that no device has.
    RemoveType(TypeSlug),
    /// `index` is its position from the left; one too great means the end.
    AddRack {
        index: usize,
        rack: Box<Rack>,
    },
    /// With all that is in it.
    RemoveRack(RackId),
    /// Everything about the rack with this id becomes as given; what is in it must still fit.
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
    /// Its racks stay, in no row.
    RemoveRow(RowId),
    /// Everything about the row with this id becomes as given.
    EditRow(Box<Row>),
    MoveRow {
        row: RowId,
        index: usize,
    },
    RenameLayout(String),
    /// What is written on devices, with placeholders.
    SetLabelTemplate(String),
    /// Its devices must be in the layout.
    AddConnection(Box<Connection>),
    RemoveConnection(ConnectionId),
    /// Everything about the connection with this id becomes as given.
    EditConnection(Box<Connection>),
    /// Everything becomes as in that layout; only the id of this one stays.
    Restore(Box<Restored>),
    /// In this order, as one.
    Group(Vec<Command>),
    /// The same, where the commands alone do not show what was meant.
    Titled {
        /// What is done, for a toast: `Duplicated web-1`.
        words: String,
        commands: Vec<Command>,
    },
}

/// One device and where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub device: DeviceId,
    pub to: Place,
}

/// A whole layout to go back to, and what that is called: `Restored the version from 12:03`.
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

/// Does the command and returns the one that takes it back. When it is refused the layout is as it was.
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

/// Removes devices, all that is in them and the cables that lead to them; returns what adds them again, each device after the one
/// it sits in, and the cables last.
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
