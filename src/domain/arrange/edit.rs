//! Edits that apply the same change to several devices.

use super::{mounted, moves, outermost, together};
use crate::domain::command::{Command, Move};
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Face, Layout, Place};
use crate::domain::placement::Refusal;

/// Flips devices between front and rear. Devices that take both faces stay.
pub fn flip(layout: &Layout, devices: &[DeviceId]) -> Result<Command, Refusal> {
    let turned = |face| match face {
        Face::Front => Face::Rear,
        Face::Rear => Face::Front,
        Face::Both => Face::Both,
    };
    turn(layout, devices, &turned, "None of these can be flipped")
}

/// Mounts devices on that face.
pub fn set_face(layout: &Layout, devices: &[DeviceId], face: Face) -> Result<Command, Refusal> {
    turn(layout, devices, &|_| face, "They are already on that face")
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
