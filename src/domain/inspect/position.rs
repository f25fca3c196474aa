//! The position of a device as a field: its unit, and the next place in a direction.

use super::{EditOutcome, EditProblem, tried};
use crate::domain::arrange::moves_to;
use crate::domain::command::Command;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{Device, Direction, Face, Layout, Place, Rack};
use crate::domain::placement::{Payload, PlacementContext, Refusal, Step};
use crate::domain::units::HalfU;

/// The position of a device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// The smallest number of its units, if it is between the rails.
    pub unit: Option<u32>,
    /// `of Rack A`, `Rack A, left side`, `in shelf-1, Rack A unit 18`.
    pub words: String,
}

pub fn position_of(layout: &Layout, device: &Device) -> Position {
    let in_words = || layout.spoken_place(device).unwrap_or_default();
    let found = on_rails(layout, device);
    Position {
        unit: found
            .as_ref()
            .map(|(rack, bottom, height)| rack.unit_span(*bottom, *height).0),
        words: match found {
            Some((rack, ..)) => format!("of {}", rack.name),
            None => in_words(),
        },
    }
}

fn on_rails<'a>(layout: &'a Layout, device: &Device) -> Option<(&'a Rack, HalfU, HalfU)> {
    let Place::Rack { rack, bottom, .. } = device.place else {
        return None;
    };
    Some((layout.rack(rack)?, bottom, layout.type_of(device)?.height))
}

/// Moves a device between the rails so that `unit` is the smallest number of its units.
pub(super) fn to_unit(layout: &Layout, device: &Device, unit: u32) -> EditOutcome {
    let Some((rack, bottom, height)) = on_rails(layout, device) else {
        return Err(EditProblem::Refused(Refusal::NothingToDo(
            "It does not stand between the rails",
        )));
    };
    if rack.unit_span(bottom, height).0 == unit {
        return Ok(None);
    }
    let lowest = bottom_of(rack, unit, height).ok_or_else(|| {
        let last = rack.height.units().saturating_sub(1);
        let (a, b) = (rack.unit_number(0), rack.unit_number(last));
        EditProblem::NoSuchUnit {
            rack: rack.name.clone(),
            low: a.min(b),
            high: a
                .max(b)
                .saturating_sub(u32::from(height.units_ceil().saturating_sub(1))),
        }
    })?;
    let Place::Rack {
        rack, face, column, ..
    } = device.place
    else {
        return Ok(None);
    };
    let to = Place::Rack {
        rack,
        bottom: lowest,
        face,
        column,
    };
    tried(layout, Command::move_device(device.id, to))
}

/// The lower edge for which `unit` is the smallest number; `None` if the rack has no such unit.
fn bottom_of(rack: &Rack, unit: u32, height: HalfU) -> Option<HalfU> {
    let offset = unit.checked_sub(u32::from(rack.numbering.start))?;
    let offset = u16::try_from(offset).ok()?;
    let units = rack.height.units();
    let from_floor = match rack.numbering.direction {
        Direction::Up => offset,
        // Its highest unit has the smallest number.
        Direction::Down => units
            .checked_sub(offset.checked_add(1)?)?
            .checked_sub(height.units_ceil().saturating_sub(1))?,
    };
    (from_floor < units).then(|| HalfU::from_units(from_floor))
}

/// Moves devices to the next places in a direction where all fit, as the arrow keys do.
pub(super) fn by_step(layout: &Layout, devices: &[DeviceId], step: Step) -> EditOutcome {
    let no_slot = EditProblem::NoSlot(match step {
        Step::Up => "above",
        Step::Down => "below",
        Step::Left => "to the left",
        Step::Right => "to the right",
    });
    let payload = devices
        .first()
        .and_then(|held| Payload::of_devices(layout, *held, devices, Face::Front));
    let payload = payload.ok_or(EditProblem::Refused(Refusal::NoSuchDevice))?;
    let index = layout.devices.index();
    let target = PlacementContext::new(layout, index, &payload)
        .step(step)
        .ok_or(no_slot)?;
    tried(layout, Command::MoveDevices(moves_to(&target)))
}
