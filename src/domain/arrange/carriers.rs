//! Carriers: added with the device that is dropped, and removed with the last device in them.

use std::collections::HashSet;

use super::{moves_to, place_new};
use crate::domain::command::{Command, Move};
use crate::domain::ids::{DeviceId, TypeSlug};
use crate::domain::layout::{Device, DeviceType, Layout, Place};
use crate::domain::placement::{DropTarget, Refusal, is_carrier};

/// The command that moves the devices of a drop target there; `None` if all are already there or new. `new` is the id for the carrier, if
/// the target has one.
pub fn move_to_target(layout: &Layout, target: &DropTarget, new: DeviceId) -> Option<Command> {
    let mut moves = moves_to(target);
    moves.retain(|step| {
        let device = layout.devices.get(&step.device);
        device.is_some_and(|device| device.place != step.to)
    });
    if moves.is_empty() {
        return None;
    }
    let Some((mut commands, _)) = carrier_of(layout, target, new) else {
        return Some(Command::MoveDevices(moves));
    };
    let bays = target.carrier.iter().flat_map(|of| of.bays_from_aim());
    for (step, bay) in moves.iter_mut().zip(bays) {
        step.to = Place::Bay { parent: new, bay };
    }
    let words = match moves.as_slice() {
        [Move { device, .. }] => match layout.devices.get(device) {
            Some(device) => format!("Moved {} to a new carrier", device.name),
            None => "Moved a device to a new carrier".to_owned(),
        },
        several => format!("Moved {} devices to a new carrier", several.len()),
    };
    commands.push(Command::MoveDevices(moves));
    Some(Command::Titled { words, commands })
}

/// Adds a new device of this type at a drop target, like [`place_new`]. `new` are the ids for the device and for its carrier, if the target
/// has one.
pub fn place_new_at(
    layout: &Layout,
    device_type: &DeviceType,
    target: &DropTarget,
    (device, carrier): (DeviceId, DeviceId),
) -> Result<Command, Refusal> {
    let place = target.place().ok_or(Refusal::NoSuchRack)?;
    let Some((commands, place)) = carrier_of(layout, target, carrier) else {
        return place_new(layout, device_type, place, device, None);
    };
    let mut with_carrier = layout.clone();
    for command in &commands {
        crate::domain::command::apply(&mut with_carrier, command)?;
    }
    let addition = place_new(&with_carrier, device_type, place, device, None)?;
    Ok(on_carrier(layout, commands, addition))
}

/// The command that adds a carrier, then the device for it.
pub fn on_carrier(layout: &Layout, mut commands: Vec<Command>, addition: Command) -> Command {
    let words = format!("{} on a new carrier", addition.describe(layout));
    commands.push(addition);
    Command::Titled { words, commands }
}

/// The commands that add the carrier of a drop target, and the place in its bay; `None` if the target has none.
pub fn carrier_of(
    layout: &Layout,
    target: &DropTarget,
    new: DeviceId,
) -> Option<(Vec<Command>, Place)> {
    let carrier = target.carrier.as_ref()?;
    let device_type = &carrier.device_type;
    let slug: TypeSlug = device_type.slug.clone();
    let mut commands = Vec::new();
    if !layout.device_types.contains(&slug) {
        commands.push(Command::AddType(Box::new(device_type.clone())));
    }
    let name = super::free_name(layout, "Carrier");
    let standing = Device::new(new, slug, name, target.place()?);
    commands.push(Command::AddDevice(Box::new(standing)));
    let bay = carrier.bay;
    Some((commands, Place::Bay { parent: new, bay }))
}

/// The command with the removal of the carriers it empties; `None` if there are none.
pub fn without_empty_carriers(layout: &Layout, command: &Command) -> Option<Command> {
    let mut change = PlaceChanges::default();
    change.note(command);
    let emptied = change.emptied(layout);
    if emptied.is_empty() {
        return None;
    }
    let words = command.describe(layout);
    let removals = emptied.into_iter().map(Command::RemoveDevice);
    let commands = std::iter::once(command.clone()).chain(removals).collect();
    Some(Command::Titled { words, commands })
}

/// How a command changes places.
#[derive(Default)]
struct PlaceChanges {
    removed: HashSet<DeviceId>,
    moved: HashSet<DeviceId>,
    /// The devices whose bays are filled.
    filled: HashSet<DeviceId>,
}

impl PlaceChanges {
    fn note(&mut self, command: &Command) {
        match command {
            Command::RemoveDevice(device) => {
                self.removed.insert(*device);
            }
            Command::MoveDevices(moves) => {
                for Move { device, to } in moves {
                    self.moved.insert(*device);
                    self.fill(*to);
                }
            }
            Command::AddDevice(device) => self.fill(device.place),
            Command::Group(commands) | Command::Titled { commands, .. } => {
                for command in commands {
                    self.note(command);
                }
            }
            _ => {}
        }
    }

    fn fill(&mut self, place: Place) {
        if let Place::Bay { parent, .. } = place {
            self.filled.insert(parent);
        }
    }

    /// The carriers that the command empties, in the order of their ids.
    fn emptied(&self, layout: &Layout) -> Vec<DeviceId> {
        let leaving =
            |device: &DeviceId| self.removed.contains(device) || self.moved.contains(device);
        let left = self.removed.iter().chain(&self.moved);
        let mut carriers: Vec<DeviceId> = left
            .filter_map(|id| match layout.devices.get(id)?.place {
                Place::Bay { parent, .. } => Some(parent),
                _ => None,
            })
            .filter(|parent| !self.filled.contains(parent) && !self.removed.contains(parent))
            .filter(|parent| {
                let device = layout.devices.get(parent);
                device.is_some_and(|device| is_carrier(&device.device_type))
            })
            .filter(|parent| {
                layout
                    .devices
                    .index()
                    .children_of(*parent)
                    .iter()
                    .all(leaving)
            })
            .collect();
        carriers.sort_unstable();
        carriers.dedup();
        carriers
    }
}
