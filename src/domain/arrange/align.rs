//! Aligns devices within their racks and across them.

use super::{Mounted, mounted, moves};
use crate::domain::command::{Command, Move};
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Layout, Place};
use crate::domain::occupancy::{Footprint, Occupancies};
use crate::domain::placement::Refusal;
use crate::domain::sorted;
use crate::domain::units::HalfU;

/// Closes the gaps between the chosen devices of each rack: the topmost stays, the others move up to it, past other devices. A
/// single device moves to the highest free place.
pub fn stack_up(layout: &Layout, devices: &[DeviceId]) -> Result<Command, Refusal> {
    stack(layout, devices, true)
}

/// Like [`stack_up`], but downwards: the lowest stays. A single device moves to the lowest free place.
pub fn stack_down(layout: &Layout, devices: &[DeviceId]) -> Result<Command, Refusal> {
    stack(layout, devices, false)
}

fn stack(layout: &Layout, devices: &[DeviceId], up: bool) -> Result<Command, Refusal> {
    let chosen = mounted(layout, devices);
    let mut rooms = without(layout, &chosen);
    let mut to = Vec::new();
    for (rack, mut column) in by_rack(&chosen) {
        if up {
            column = from_the_top(&column);
        }
        let room = layout
            .rack(rack)
            .map_or(0, |rack| rack.height.half_units().0);
        // No device passes the one placed before it, so the order is kept.
        let mut edge = match column.as_slice() {
            [first, _, ..] => outer_edge(first, first.bottom(), up),
            _ if up => room,
            _ => 0,
        };
        for mounted in column {
            let place = next_to(&rooms, mounted, edge, room, up).unwrap_or(mounted.device.place);
            rooms.take(mounted.device_type, place);
            if let Place::Rack { bottom, .. } = place {
                edge = outer_edge(&mounted, bottom.0, up);
            }
            to.push(Move {
                device: mounted.device.id,
                to: place,
            });
        }
    }
    moves(layout, to, "There are no gaps to close")
}

/// Sorts by upper edge, so that none blocks a later one.
fn from_the_top<'a>(column: &[Mounted<'a>]) -> Vec<Mounted<'a>> {
    let mut ordered: Vec<Mounted> = Vec::new();
    for mounted in column {
        sorted::insert_by(&mut ordered, *mounted, |a, b| {
            (b.top(), a.device.id).cmp(&(a.top(), b.device.id))
        });
    }
    ordered
}

/// The edge against which the next device is stacked.
fn outer_edge(mounted: &Mounted, bottom: u16, up: bool) -> u16 {
    if up {
        bottom.saturating_add(mounted.device_type.height.0)
    } else {
        bottom
    }
}

/// The place nearest to the edge, in the same column and on the same face.
fn next_to(rooms: &Occupancies, mounted: Mounted, edge: u16, room: u16, up: bool) -> Option<Place> {
    let Place::Rack {
        rack,
        bottom: own,
        face,
        column,
    } = mounted.device.place
    else {
        return None;
    };
    let occupancy = rooms.get(rack)?;
    let footprint = Footprint::of(mounted.device_type, face, column)?;
    let height = mounted.device_type.height;
    // A device between two steps can stay there. At the next step it would block others.
    let is_free = |bottom: &u16| {
        (bottom.is_multiple_of(mounted.device_type.step()) || *bottom == own.0)
            && occupancy.fits(HalfU(*bottom), height, footprint)
    };
    let bottom = if up {
        (0..=edge.checked_sub(height.0)?).rev().find(is_free)
    } else {
        (edge..=room.checked_sub(height.0)?).find(is_free)
    };
    Some(Place::Rack {
        rack,
        bottom: HalfU(bottom?),
        face,
        column,
    })
}

/// Makes the gaps between the devices of each rack as equal as whole steps allow; the outermost devices stay. Devices at the same height
/// count as one.
pub fn distribute(layout: &Layout, devices: &[DeviceId]) -> Result<Command, Refusal> {
    let chosen = mounted(layout, devices);
    let rooms = without(layout, &chosen);
    let mut to = Vec::new();
    for (_, column) in by_rack(&chosen) {
        let lines = lines_of(&column);
        if lines.len() < 3 {
            continue;
        }
        for (line, bottom) in lines.iter().zip(spread(&lines)) {
            for mounted in line {
                to.push(at_height(mounted, bottom));
            }
        }
    }
    if to.is_empty() {
        return Err(Refusal::NothingToDo(
            "At least three devices of a rack are needed",
        ));
    }
    check_room(layout, &rooms, &to)?;
    moves(layout, to, "The gaps are already equal")
}

/// The devices of one rack from the lowest, grouped by lower edge.
fn lines_of<'a>(column: &[Mounted<'a>]) -> Vec<Vec<Mounted<'a>>> {
    let mut lines: Vec<Vec<Mounted>> = Vec::new();
    for mounted in column {
        match lines.last_mut() {
            Some(line)
                if line
                    .first()
                    .is_some_and(|first| first.bottom() == mounted.bottom()) =>
            {
                line.push(*mounted);
            }
            _ => lines.push(vec![*mounted]),
        }
    }
    lines
}

/// The lower edge of each line, with the free space divided evenly between them.
fn spread(lines: &[Vec<Mounted>]) -> Vec<u16> {
    let bottom_of = |line: &[Mounted]| line.first().map_or(0, Mounted::bottom);
    let top_of = |line: &[Mounted]| line.iter().map(Mounted::top).max().unwrap_or(0);
    let (Some(lowest), Some(highest)) = (lines.first(), lines.last()) else {
        return Vec::new();
    };
    let span = i32::from(bottom_of(highest)) - i32::from(bottom_of(lowest));
    let heights = |lines: &[Vec<Mounted>]| -> i32 {
        lines
            .iter()
            .map(|line| i32::from(top_of(line)) - i32::from(bottom_of(line)))
            .sum()
    };
    let (_, below) = lines.split_last().unwrap_or((highest, &[]));
    let free = span - heights(below);
    let gaps = i32::try_from(below.len()).unwrap_or(1).max(1);
    let mut edges = Vec::new();
    for (at, line) in (0_i32..).zip(lines) {
        let taken = heights(lines.get(..edges.len()).unwrap_or_default());
        let ideal = i32::from(bottom_of(lowest)) + taken + free * at / gaps;
        let step = line
            .iter()
            .map(|mounted| mounted.device_type.step())
            .max()
            .unwrap_or(1);
        let is_outermost = at == 0 || at == gaps;
        let edge = u16::try_from(ideal).unwrap_or(0);
        edges.push(if is_outermost {
            bottom_of(line)
        } else {
            edge / step * step
        });
    }
    edges
}

/// Moves the chosen devices of all racks to the height of the first chosen one: in each rack the topmost moves there, and the others keep
/// their distance from it.
pub fn align_across(layout: &Layout, devices: &[DeviceId]) -> Result<Command, Refusal> {
    let chosen = mounted(layout, devices);
    let Some(first) = chosen.first() else {
        return Err(Refusal::NothingToDo(
            "None of these is mounted on the rails",
        ));
    };
    let rooms = without(layout, &chosen);
    let mut to = Vec::new();
    for (rack, column) in by_rack(&chosen) {
        let leader = if Some(rack) == first.device.place.rack() {
            first
        } else {
            match column.last() {
                Some(topmost) => topmost,
                None => continue,
            }
        };
        let by = i32::from(first.bottom()) - i32::from(leader.bottom());
        for mounted in &column {
            let bottom = u16::try_from(i32::from(mounted.bottom()) + by)
                .map_err(|_| no_room_for(&mounted.device.name))?;
            to.push(at_height(mounted, bottom));
        }
    }
    check_room(layout, &rooms, &to)?;
    moves(layout, to, "They are already at the same height")
}

fn no_room_for(name: &str) -> Refusal {
    Refusal::NoFreePlace(format!("for {name} at that height"))
}

fn without(layout: &Layout, chosen: &[Mounted]) -> Occupancies {
    Occupancies::without(layout, |id| {
        chosen.iter().any(|mounted| mounted.device.id == id)
    })
}

/// Groups by rack, each from the lowest device.
fn by_rack<'a>(chosen: &[Mounted<'a>]) -> Vec<(RackId, Vec<Mounted<'a>>)> {
    let mut racks: Vec<(RackId, Vec<Mounted>)> = Vec::new();
    for mounted in chosen {
        let Some(rack) = mounted.device.place.rack() else {
            continue;
        };
        let at = racks.iter().position(|(known, _)| *known == rack);
        let at = at.unwrap_or_else(|| {
            racks.push((rack, Vec::new()));
            racks.len() - 1
        });
        if let Some((_, column)) = racks.get_mut(at) {
            sorted::insert_by(column, *mounted, |a, b| {
                (a.bottom(), a.device.id).cmp(&(b.bottom(), b.device.id))
            });
        }
    }
    racks
}

fn at_height(mounted: &Mounted, bottom: u16) -> Move {
    let place = mounted.device.place;
    let there = place
        .rack()
        .and_then(|rack| mounted.in_rack(rack, HalfU(bottom)));
    Move {
        device: mounted.device.id,
        to: there.unwrap_or(place),
    }
}

/// Checks that all of them fit there without overlapping.
fn check_room(layout: &Layout, rooms: &Occupancies, to: &[Move]) -> Result<(), Refusal> {
    let mut rooms = rooms.clone();
    for step in to {
        let device = layout
            .devices
            .get(&step.device)
            .ok_or(Refusal::NoSuchDevice)?;
        let device_type = layout.type_of(device).ok_or(Refusal::NoSuchDevice)?;
        if !rooms.fits(layout, device_type, step.to) {
            return Err(no_room_for(&device.name));
        }
        rooms.take(device_type, step.to);
    }
    Ok(())
}
