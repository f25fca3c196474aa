//! Moves devices to another rack.

use std::cmp::Reverse;

use super::{Mounted, mounted, moves};
use crate::domain::command::{Command, Move};
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{DeviceType, Layout, Place, Rack};
use crate::domain::occupancy::Occupancies;
use crate::domain::placement::{Candidate, Refusal, check};
use crate::domain::sorted;
use crate::domain::units::HalfU;

/// Moves devices to a rack. They keep their distances and stay as close to their current height as possible. If they do not fit together,
/// each goes to the highest free place.
pub fn move_to_rack(
    layout: &Layout,
    devices: &[DeviceId],
    rack: RackId,
) -> Result<Command, Refusal> {
    let target = layout.rack(rack).ok_or(Refusal::NoSuchRack)?;
    let devices = mounted(layout, devices);
    let Some(first) = devices.first() else {
        return Err(Refusal::NothingToDo(
            "None of these is mounted on the rails",
        ));
    };
    let home = first.device.place.rack();
    let are_neighbors = devices
        .iter()
        .all(|mounted| mounted.device.place.rack() == home);
    let transfer = Transfer {
        layout,
        target,
        rooms: Occupancies::without(layout, |id| {
            devices.iter().any(|mounted| mounted.device.id == id)
        }),
        devices,
    };
    let together = if are_neighbors {
        transfer.together()
    } else {
        None
    };
    let to = match together {
        Some(to) => to,
        None => transfer.one_by_one()?,
    };
    moves(layout, to, "They are already in that rack")
}

struct Transfer<'a> {
    layout: &'a Layout,
    target: &'a Rack,
    devices: Vec<Mounted<'a>>,
    /// The space taken by all other devices.
    rooms: Occupancies,
}

impl Transfer<'_> {
    /// Keeps the distances, at the height nearest to the current one.
    fn together(&self) -> Option<Vec<Move>> {
        let steps = self
            .devices
            .iter()
            .map(|mounted| mounted.device_type.step());
        let step = i32::from(steps.max().unwrap_or(1));
        let furthest = i32::from(DeviceType::MAX_HEIGHT.0) / step;
        (0..=furthest)
            .flat_map(|n| [-n * step, n * step])
            .find_map(|by| self.shifted(by))
    }

    /// Moves all up by `by` half-units if they fit. They keep their distances, so they cannot overlap.
    fn shifted(&self, by: i32) -> Option<Vec<Move>> {
        self.devices
            .iter()
            .map(|mounted| {
                let bottom = u16::try_from(i32::from(mounted.bottom()) + by).ok()?;
                let to = mounted.in_rack(self.target.id, HalfU(bottom))?;
                let fits = self.rooms.fits(self.layout, mounted.device_type, to);
                fits.then_some(Move {
                    device: mounted.device.id,
                    to,
                })
            })
            .collect()
    }

    /// Moves each to the highest free place, the upper devices first.
    fn one_by_one(&self) -> Result<Vec<Move>, Refusal> {
        let mut rooms = self.rooms.clone();
        let mut ordered: Vec<Mounted> = Vec::new();
        for mounted in &self.devices {
            sorted::insert_by(&mut ordered, *mounted, |a, b| {
                Reverse(a.bottom()).cmp(&Reverse(b.bottom()))
            });
        }
        let mut to = Vec::new();
        for mounted in ordered {
            let place = self.highest_free(&rooms, mounted)?;
            rooms.take(mounted.device_type, place);
            to.push(Move {
                device: mounted.device.id,
                to: place,
            });
        }
        Ok(to)
    }

    fn highest_free(&self, rooms: &Occupancies, mounted: Mounted) -> Result<Place, Refusal> {
        let Place::Rack { face, .. } = mounted.device.place else {
            return Err(Refusal::NoSuchDevice);
        };
        let rack = self.target;
        let free = rooms
            .get(rack.id)
            .and_then(|room| room.highest_free(mounted.device_type, face));
        let (bottom, column) = free.ok_or_else(|| {
            Refusal::NoFreePlace(format!("for {} in {}", mounted.device.name, rack.name))
        })?;
        let place = Place::Rack {
            rack: rack.id,
            bottom,
            face,
            column,
        };
        if !rooms.fits(self.layout, mounted.device_type, place) {
            // The place is free, so the rack's width must be the reason.
            let candidate = Candidate {
                device: Some(mounted.device.id),
                device_type: mounted.device_type,
                place,
            };
            check(self.layout, candidate)?;
        }
        Ok(place)
    }
}
