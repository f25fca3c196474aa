//! Every change of a layout is a command: done wholly or not at all, and answered with the command that takes it back.

mod rows;
mod words;

use serde::{Deserialize, Serialize};

use super::ids::{DeviceId, RackId, RowId, TypeSlug};
use super::layout::{Device, DeviceType, Layout, Link, Place, Rack, Row};
use super::placement::{Refusal, check_device, check_devices, check_type};

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
    /// `None` takes the link away.
    LinkDevice {
        device: DeviceId,
        link: Option<Link>,
    },
    SetGuests {
        device: DeviceId,
        guests: Vec<Link>,
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
    /// Everything becomes as in that layout; only the id of this one stays.
    Restore(Box<Restored>),
    /// In this order, as one.
    Group(Vec<Command>),
    /// The same, where the commands alone do not tell what was meant.
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

/// A whole layout to go back to, and what that is called: `Went back to the version of 12:03`.
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
            let link = replace_in(layout, *device, |found| &mut found.link, link.clone())?;
            Ok(Command::LinkDevice {
                device: *device,
                link,
            })
        }
        Command::SetGuests { device, guests } => {
            let guests = replace_in(layout, *device, |found| &mut found.guests, guests.clone())?;
            Ok(Command::SetGuests {
                device: *device,
                guests,
            })
        }
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
        } => change_type(layout, *device, device_type),
        Command::EditType(device_type) => edit_type(layout, device_type),
        Command::AddType(device_type) => add_type(layout, device_type),
        Command::RemoveType(slug) => remove_type(layout, slug),
        Command::AddRack { index, rack } => add_rack(layout, *index, rack),
        Command::RemoveRack(rack) => remove_rack(layout, *rack),
        Command::EditRack(rack) => edit_rack(layout, rack),
        Command::MoveRack { rack, index } => move_rack(layout, *rack, *index),
        Command::AddRow { index, row } => rows::add(layout, *index, row),
        Command::RemoveRow(row) => rows::remove(layout, *row),
        Command::EditRow(row) => rows::edit(layout, row),
        Command::MoveRow { row, index } => rows::shift(layout, *row, *index),
        Command::RenameLayout(name) => Ok(Command::RenameLayout(std::mem::replace(
            &mut layout.name,
            name.clone(),
        ))),
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
    let device = layout
        .devices
        .get_mut(&device)
        .ok_or(Refusal::NoSuchDevice)?;
    Ok(std::mem::replace(field(device), value))
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

/// Removes devices and all that is in them; returns what adds them again, each after the one it sits in.
fn take_out(layout: &mut Layout, devices: Vec<DeviceId>) -> Vec<Command> {
    let mut additions = Vec::new();
    let mut level = devices;
    while !level.is_empty() {
        let removed: Vec<Device> = level
            .iter()
            .filter_map(|id| layout.devices.remove(id))
            .collect();
        level = layout
            .devices
            .iter()
            .filter(|device| matches!(device.place, Place::Bay { parent, .. } if level.contains(&parent)))
            .map(|device| device.id)
            .collect();
        additions.extend(
            removed
                .into_iter()
                .map(|device| Command::AddDevice(Box::new(device))),
        );
    }
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

fn change_type(
    layout: &mut Layout,
    device: DeviceId,
    device_type: &TypeSlug,
) -> Result<Command, Refusal> {
    let before = replace_in(
        layout,
        device,
        |found| &mut found.device_type,
        device_type.clone(),
    )?;
    let children =
        |other: &&Device| matches!(other.place, Place::Bay { parent, .. } if parent == device);
    let mut affected: Vec<DeviceId> = layout
        .devices
        .iter()
        .filter(children)
        .map(|child| child.id)
        .collect();
    affected.push(device);
    let outcome = check_devices(layout, &affected);
    if outcome.is_err() {
        replace_in(
            layout,
            device,
            |found| &mut found.device_type,
            before.clone(),
        )?;
    }
    outcome.map(|()| Command::ChangeType {
        device,
        device_type: before,
    })
}

fn edit_type(layout: &mut Layout, device_type: &DeviceType) -> Result<Command, Refusal> {
    check_type(device_type)?;
    let slug = &device_type.slug;
    let before = layout
        .device_types
        .remove(slug)
        .ok_or_else(|| Refusal::NoSuchType(slug.clone()))?;
    layout.device_types.insert(device_type.clone());
    let is_of_it = |device: &Device| device.device_type == *slug;
    let affected: Vec<DeviceId> = layout
        .devices
        .iter()
        .filter(|device| {
            is_of_it(device)
                || matches!(device.place, Place::Bay { parent, .. }
                    if layout.devices.get(&parent).is_some_and(is_of_it))
        })
        .map(|device| device.id)
        .collect();
    match check_devices(layout, &affected) {
        Ok(()) => Ok(Command::EditType(Box::new(before))),
        Err(refusal) => {
            layout.device_types.insert(before);
            Err(refusal)
        }
    }
}

fn add_type(layout: &mut Layout, device_type: &DeviceType) -> Result<Command, Refusal> {
    if layout.device_types.contains(&device_type.slug) {
        return Err(Refusal::AlreadyThere(device_type.slug.to_string()));
    }
    check_type(device_type)?;
    layout.device_types.insert(device_type.clone());
    Ok(Command::RemoveType(device_type.slug.clone()))
}

fn remove_type(layout: &mut Layout, slug: &TypeSlug) -> Result<Command, Refusal> {
    if let Some(user) = layout
        .devices
        .iter()
        .find(|device| device.device_type == *slug)
    {
        return Err(Refusal::TypeInUse {
            device_type: slug.clone(),
            holder: user.name.clone(),
        });
    }
    let removed = layout
        .device_types
        .remove(slug)
        .ok_or_else(|| Refusal::NoSuchType(slug.clone()))?;
    Ok(Command::AddType(Box::new(removed)))
}

fn add_rack(layout: &mut Layout, index: usize, rack: &Rack) -> Result<Command, Refusal> {
    if layout.rack(rack.id).is_some() {
        return Err(Refusal::AlreadyThere(rack.name.clone()));
    }
    rows::check_row_of(layout, rack)?;
    layout
        .racks
        .insert(index.min(layout.racks.len()), rack.clone());
    Ok(Command::RemoveRack(rack.id))
}

fn position_of(layout: &Layout, rack: RackId) -> Result<usize, Refusal> {
    layout
        .racks
        .iter()
        .position(|other| other.id == rack)
        .ok_or(Refusal::NoSuchRack)
}

fn remove_rack(layout: &mut Layout, rack: RackId) -> Result<Command, Refusal> {
    let index = position_of(layout, rack)?;
    let devices = layout
        .devices
        .iter()
        .filter(|device| device.place.rack() == Some(rack))
        .map(|device| device.id)
        .collect();
    let additions = take_out(layout, devices);
    let rack = Command::AddRack {
        index,
        rack: Box::new(layout.racks.remove(index)),
    };
    Ok(if additions.is_empty() {
        rack
    } else {
        Command::Group(std::iter::once(rack).chain(additions).collect())
    })
}

fn edit_rack(layout: &mut Layout, rack: &Rack) -> Result<Command, Refusal> {
    let index = position_of(layout, rack.id)?;
    rows::check_row_of(layout, rack)?;
    check_height(layout, index, rack)?;
    let before = swap_rack(layout, index, rack.clone());
    let inside: Vec<DeviceId> = layout
        .devices
        .iter()
        .filter(|device| device.place.rack() == Some(rack.id))
        .map(|device| device.id)
        .collect();
    match check_devices(layout, &inside) {
        Ok(()) => Ok(Command::EditRack(Box::new(before))),
        Err(refusal) => {
            swap_rack(layout, index, before);
            Err(refusal)
        }
    }
}

/// Whether the rack is as high as what is in it. `index` is the position of the rack as it is.
fn check_height(layout: &Layout, index: usize, rack: &Rack) -> Result<(), Refusal> {
    let Some(before) = layout.racks.get(index) else {
        return Err(Refusal::NoSuchRack);
    };
    let highest = layout.devices.iter().filter_map(|device| {
        let Place::Rack {
            rack: home, bottom, ..
        } = device.place
        else {
            return None;
        };
        let height = layout.type_of(device)?.height;
        let top = bottom.0.saturating_add(height.0);
        (home == rack.id).then_some((top, bottom, height, device))
    });
    match highest.max_by_key(|(top, ..)| *top) {
        Some((top, bottom, height, device)) if top > rack.height.half_units().0 => {
            Err(Refusal::CutsOff {
                rack: before.name.clone(),
                units: before.unit_label(bottom, height),
                holder: device.name.clone(),
            })
        }
        _ => Ok(()),
    }
}

fn swap_rack(layout: &mut Layout, index: usize, rack: Rack) -> Rack {
    layout.racks.push(rack);
    layout.racks.swap_remove(index)
}

fn move_rack(layout: &mut Layout, rack: RackId, index: usize) -> Result<Command, Refusal> {
    let from = position_of(layout, rack)?;
    let moved = layout.racks.remove(from);
    layout.racks.insert(index.min(layout.racks.len()), moved);
    Ok(Command::MoveRack { rack, index: from })
}

#[cfg(test)]
mod tests;
