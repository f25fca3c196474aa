//! Actions on several devices at once, and on new ones. Each is a function from a layout to a command or a refusal.
//!
//! A device inside another chosen device moves with it: only the outer one is arranged.

mod align;
mod carriers;
mod copies;
mod edit;
mod fresh;
pub mod linking;
mod onto;
mod racks;
mod transfer;
mod unlinking;

use std::collections::HashSet;

use super::command::{Command, Move};
use super::ids::{DeviceId, RackId};
use super::layout::{Device, DeviceType, Layout, Place};
use super::placement::{DropTarget, Refusal};
use super::units::HalfU;

pub use align::{align_across, distribute, stack_down, stack_up};
pub use carriers::{carrier_of, move_to_target, on_carrier, place_new_at, without_empty_carriers};
pub use copies::{copy_name, duplicate, duplicate_rack};
pub use edit::{flip, remove, set_face};
pub use fresh::{free_name, free_rack_name, place_new};
pub use onto::{change_model, change_models, link_to};
pub use racks::{Slot, move_rack, resize_rack};
pub use transfer::move_to_rack;
pub use unlinking::unlink_systems;

/// The chosen devices of the layout in selection order, without duplicates and without those inside another chosen one.
fn outermost<'a>(layout: &'a Layout, chosen: &[DeviceId]) -> Vec<&'a Device> {
    let all: HashSet<DeviceId> = chosen.iter().copied().collect();
    let mut seen = HashSet::new();
    chosen
        .iter()
        .filter_map(|id| layout.devices.get(id))
        .filter(|device| {
            let inside_another = layout
                .with_parents(device)
                .skip(1)
                .any(|outer| all.contains(&outer.id));
            !inside_another && seen.insert(device.id)
        })
        .collect()
}

/// A device mounted between the rails.
#[derive(Clone, Copy)]
struct Mounted<'a> {
    device: &'a Device,
    device_type: &'a DeviceType,
}

impl Mounted<'_> {
    /// The lower edge, in half-units above the floor.
    fn bottom(&self) -> u16 {
        match self.device.place {
            Place::Rack { bottom, .. } => bottom.0,
            Place::Side { .. } | Place::Bay { .. } => 0,
        }
    }

    fn top(&self) -> u16 {
        self.bottom().saturating_add(self.device_type.height.0)
    }

    /// The place with the same face and column in another rack or at another height.
    fn in_rack(&self, rack: RackId, bottom: HalfU) -> Option<Place> {
        match self.device.place {
            Place::Rack { face, column, .. } => Some(Place::Rack {
                rack,
                bottom,
                face,
                column,
            }),
            Place::Side { .. } | Place::Bay { .. } => None,
        }
    }
}

/// The outermost chosen devices that are mounted between rails.
fn mounted<'a>(layout: &'a Layout, chosen: &[DeviceId]) -> Vec<Mounted<'a>> {
    outermost(layout, chosen)
        .into_iter()
        .filter(|device| matches!(device.place, Place::Rack { .. }))
        .filter_map(|device| {
            Some(Mounted {
                device,
                device_type: layout.type_of(device)?,
            })
        })
        .collect()
}

/// A command with the moves that change something; refused with `otherwise` if there are none.
fn moves(layout: &Layout, moves: Vec<Move>, otherwise: &'static str) -> Result<Command, Refusal> {
    let moves: Vec<Move> = moves
        .into_iter()
        .filter(|step| {
            let device = layout.devices.get(&step.device);
            device.is_some_and(|device| device.place != step.to)
        })
        .collect();
    if moves.is_empty() {
        return Err(Refusal::NothingToDo(otherwise));
    }
    Ok(Command::MoveDevices(moves))
}

/// The moves of existing devices to a drop target.
pub fn moves_to(target: &DropTarget) -> Vec<Move> {
    let slots = target.slots.iter();
    slots
        .filter_map(|slot| {
            let device = slot.device?;
            let to = slot.place;
            Some(Move { device, to })
        })
        .collect()
}

/// A single command as it is, several as a group.
fn together(mut commands: Vec<Command>) -> Command {
    if commands.len() == 1 {
        commands.remove(0)
    } else {
        Command::Group(commands)
    }
}

#[cfg(test)]
mod tests;
