//! Commands on racks.

use super::rows::check_row_of;
use super::{Command, take_out};
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Layout, Place, Rack};
use crate::domain::placement::{Refusal, check_devices};

pub(super) fn add(layout: &mut Layout, index: usize, rack: &Rack) -> Result<Command, Refusal> {
    if layout.rack(rack.id).is_some() {
        return Err(Refusal::AlreadyThere(rack.name.clone()));
    }
    check_row_of(layout, rack)?;
    let racks = &mut *layout.racks;
    racks.insert(index.min(racks.len()), rack.clone());
    Ok(Command::RemoveRack(rack.id))
}

fn position_of(layout: &Layout, rack: RackId) -> Result<usize, Refusal> {
    layout
        .racks
        .iter()
        .position(|other| other.id == rack)
        .ok_or(Refusal::NoSuchRack)
}

/// The devices between a rack's rails and beside them, without those in their bays.
fn mounted_in(layout: &Layout, rack: RackId) -> Vec<DeviceId> {
    let index = layout.devices.index();
    [index.devices_in(rack), index.devices_beside(rack)].concat()
}

pub(super) fn remove(layout: &mut Layout, rack: RackId) -> Result<Command, Refusal> {
    let index = position_of(layout, rack)?;
    let additions = take_out(layout, mounted_in(layout, rack));
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

pub(super) fn edit(layout: &mut Layout, rack: &Rack) -> Result<Command, Refusal> {
    exchange(layout, rack).map(|(_, before)| Command::EditRack(Box::new(before)))
}

/// Checks whether [`Command::EditRack`] would be accepted. The layout is the same afterwards.
pub fn check_rack_edit(layout: &mut Layout, rack: &Rack) -> Result<(), Refusal> {
    let (index, before) = exchange(layout, rack)?;
    swap(layout, index, before);
    Ok(())
}

/// Replaces the rack with this id; returns its position and the former rack.
fn exchange(layout: &mut Layout, rack: &Rack) -> Result<(usize, Rack), Refusal> {
    let index = position_of(layout, rack.id)?;
    check_row_of(layout, rack)?;
    check_height(layout, index, rack)?;
    let before = swap(layout, index, rack.clone());
    match check_devices(layout, &mounted_in(layout, rack.id)) {
        Ok(()) => Ok((index, before)),
        Err(refusal) => {
            swap(layout, index, before);
            Err(refusal)
        }
    }
}

/// Checks that the rack is high enough for its devices. `index` is the position of the current rack.
fn check_height(layout: &Layout, index: usize, rack: &Rack) -> Result<(), Refusal> {
    let Some(before) = layout.racks.get(index) else {
        return Err(Refusal::NoSuchRack);
    };
    let inside = layout.devices.index().devices_in(rack.id).iter();
    let highest = inside.filter_map(|id| {
        let device = layout.devices.get(id)?;
        let Place::Rack { bottom, .. } = device.place else {
            return None;
        };
        let height = layout.type_of(device)?.height;
        let top = bottom.0.saturating_add(height.0);
        Some((top, bottom, height, device))
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

fn swap(layout: &mut Layout, index: usize, rack: Rack) -> Rack {
    layout.racks.push(rack);
    layout.racks.swap_remove(index)
}

pub(super) fn shift(layout: &mut Layout, rack: RackId, index: usize) -> Result<Command, Refusal> {
    let from = position_of(layout, rack)?;
    let racks = &mut *layout.racks;
    let moved = racks.remove(from);
    racks.insert(index.min(racks.len()), moved);
    Ok(Command::MoveRack { rack, index: from })
}
