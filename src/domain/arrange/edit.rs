//! The same change for several devices.

use std::collections::HashSet;

use super::{mounted, moves, outermost, together};
use crate::domain::command::{Command, Move};
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, DeviceType, Face, Layout, Place};
use crate::domain::placement::Refusal;

/// Flips devices between front and rear. A device of full depth, which takes both faces, stays.
pub fn flip(layout: &Layout, devices: &[DeviceId]) -> Result<Command, Refusal> {
    let turned = |face| match face {
        Face::Front => Face::Rear,
        Face::Rear => Face::Front,
        Face::Both => Face::Both,
    };
    turn(
        layout,
        devices,
        &turned,
        "None of these can be turned around",
    )
}

/// Mounts devices on that face.
pub fn set_face(layout: &Layout, devices: &[DeviceId], face: Face) -> Result<Command, Refusal> {
    turn(layout, devices, &|_| face, "They are on that face already")
}

fn turn(
    layout: &Layout,
    devices: &[DeviceId],
    turned: &dyn Fn(Face) -> Face,
    otherwise: &'static str,
) -> Result<Command, Refusal> {
    let to = mounted(layout, devices)
        .into_iter()
        .filter_map(|mounted| {
            let Place::Rack {
                rack,
                bottom,
                face,
                column,
            } = mounted.device.place
            else {
                return None;
            };
            let face = turned(face);
            Some(Move {
                device: mounted.device.id,
                to: Place::Rack {
                    rack,
                    bottom,
                    face,
                    column,
                },
            })
        })
        .collect();
    moves(layout, to, otherwise)
}

/// Deletes devices with their children.
pub fn remove(layout: &Layout, devices: &[DeviceId]) -> Result<Command, Refusal> {
    let commands: Vec<Command> = outermost(layout, devices)
        .into_iter()
        .map(|device| Command::RemoveDevice(device.id))
        .collect();
    if commands.is_empty() {
        return Err(Refusal::NoSuchDevice);
    }
    Ok(together(commands))
}

/// Removes the links and the guests.
pub fn unlink(layout: &Layout, devices: &[DeviceId]) -> Result<Command, Refusal> {
    let edit = Edit {
        unlink: true,
        ..Edit::default()
    };
    edit_many(layout, devices, &edit)
}

/// A change of several devices. A field that is `None` or `false` changes nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edit {
    /// A `#` in it becomes 1, 2, 3… in the order of selection; without a `#`, the number is appended.
    pub name: Option<String>,
    pub face: Option<Face>,
    /// Added to the layout if it is not there yet.
    pub device_type: Option<Box<DeviceType>>,
    pub notes: Option<String>,
    pub unlink: bool,
}

/// Changes several devices at once, including devices in bays.
pub fn edit_many(layout: &Layout, devices: &[DeviceId], edit: &Edit) -> Result<Command, Refusal> {
    let mut seen = HashSet::new();
    let chosen: Vec<&Device> = devices
        .iter()
        .filter_map(|id| layout.devices.get(id))
        .filter(|device| seen.insert(device.id))
        .collect();
    let mut commands = Vec::new();
    if let Some(device_type) = &edit.device_type
        && !layout.device_types.contains(&device_type.slug)
    {
        commands.push(Command::AddType(device_type.clone()));
    }
    for (number, device) in (1..).zip(&chosen) {
        let (id, several) = (device.id, chosen.len() > 1);
        if let Some(pattern) = &edit.name {
            let name = numbered(pattern, number, several);
            if name != device.name {
                commands.push(Command::RenameDevice { device: id, name });
            }
        }
        if let Some(device_type) = &edit.device_type
            && device.device_type != device_type.slug
        {
            commands.push(Command::ChangeType {
                device: id,
                device_type: device_type.slug.clone(),
            });
        }
        if let Some(notes) = &edit.notes
            && *notes != device.notes
        {
            commands.push(Command::SetDeviceNotes {
                device: id,
                notes: notes.clone(),
            });
        }
        if edit.unlink && !device.links.is_empty() {
            commands.push(Command::SetLinks {
                device: id,
                links: Vec::new(),
            });
        }
        if edit.unlink && !device.guests.is_empty() {
            commands.push(Command::SetGuests {
                device: id,
                guests: Vec::new(),
            });
        }
    }
    if let Some(face) = edit.face {
        match set_face(layout, devices, face) {
            Ok(command) => commands.push(command),
            Err(Refusal::NothingToDo(_)) => {}
            Err(refusal) => return Err(refusal),
        }
    }
    let changes_a_device = |command: &Command| !matches!(command, Command::AddType(_));
    if !commands.iter().any(changes_a_device) {
        return Err(Refusal::NothingToDo("They have these values already"));
    }
    Ok(together(commands))
}

fn numbered(pattern: &str, number: usize, several: bool) -> String {
    if pattern.contains('#') {
        pattern.replace('#', &number.to_string())
    } else if several {
        format!("{pattern} {number}")
    } else {
        pattern.to_owned()
    }
}
