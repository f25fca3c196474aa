//! Moving devices by steps and to other racks, as they stand to each other.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Mounted, mounted, moves, outermost};
use crate::domain::command::{Command, Move};
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Device, DeviceType, Layout, LayoutIndex, Mount, Place, Rack, Side};
use crate::domain::occupancy::Rooms;
use crate::domain::placement::{Candidate, Refusal, check, check_with, suits_bay};
use crate::domain::sorted;
use crate::domain::units::HalfU;

/// Where to, as seen from the front.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    Up,
    Down,
    Left,
    Right,
}

impl Way {
    const fn where_to(self) -> &'static str {
        match self {
            Self::Up => "above",
            Self::Down => "below",
            Self::Left => "to the left",
            Self::Right => "to the right",
        }
    }

    fn is_blocked(self) -> Refusal {
        Refusal::NoFreePlace(self.where_to().to_owned())
    }

    const fn is_sideways(self) -> bool {
        matches!(self, Self::Left | Self::Right)
    }
}

/// Moves devices to the next place that way where all of them fit, as they stand to each other; what is in the way is passed
/// over. Sideways means to the next column, then to the next rack, at the same height or the nearest to it. A single device in
/// a bay goes to the next bay, one beside the rails to the next such place.
pub fn nudge(layout: &Layout, devices: &[DeviceId], way: Way) -> Result<Command, Refusal> {
    let chosen = outermost(layout, devices);
    if let [device] = chosen.as_slice() {
        match device.place {
            Place::Side { .. } => return nudge_beside(layout, device, way),
            Place::Bay { .. } => return nudge_in_bays(layout, device, way),
            Place::Rack { .. } => {}
        }
    }
    let block = Block::of(layout, mounted(layout, devices));
    let step = block.step();
    let to = match way {
        Way::Up => block.vertically((1..).map(|n| n * step)),
        Way::Down => block.vertically((1..).map(|n| -n * step)),
        Way::Left => block.to_next_column(-1).or_else(|| block.to_next_rack(-1)),
        Way::Right => block.to_next_column(1).or_else(|| block.to_next_rack(1)),
    };
    match to {
        Some(to) => Ok(Command::MoveDevices(to)),
        None if block.devices.is_empty() => Err(Refusal::NoSuchDevice),
        None => Err(way.is_blocked()),
    }
}

/// Moves devices to a rack, as they stand to each other and as near to their height as there is room; where there is none for
/// all together, each to the highest free place.
pub fn move_to_rack(
    layout: &Layout,
    devices: &[DeviceId],
    rack: RackId,
) -> Result<Command, Refusal> {
    let target = layout.rack(rack).ok_or(Refusal::NoSuchRack)?;
    let block = Block::of(layout, mounted(layout, devices));
    if block.devices.is_empty() {
        return Err(Refusal::NothingToDo("None of these stands between rails"));
    }
    let from_one_rack = block.racks().len() == 1;
    let together = from_one_rack
        .then(|| block.nearest(&|_| Some(target.id)))
        .flatten();
    let to = match together {
        Some(to) => to,
        None => block.one_by_one(target)?,
    };
    moves(layout, to, "They are in that rack already")
}

/// Devices that keep their places to each other, and the room that all others leave.
struct Block<'a> {
    layout: &'a Layout,
    devices: Vec<Mounted<'a>>,
    rooms: Rooms,
}

impl<'a> Block<'a> {
    fn of(layout: &'a Layout, devices: Vec<Mounted<'a>>) -> Self {
        let rooms = Rooms::without(layout, |id| {
            devices.iter().any(|mounted| mounted.device.id == id)
        });
        Self {
            layout,
            devices,
            rooms,
        }
    }

    /// By how many half-units all of them can move.
    fn step(&self) -> i32 {
        let steps = self
            .devices
            .iter()
            .map(|mounted| mounted.device_type.step());
        steps.max().unwrap_or(1).into()
    }

    fn racks(&self) -> Vec<RackId> {
        let mut racks = Vec::new();
        for rack in self
            .devices
            .iter()
            .filter_map(|mounted| mounted.device.place.rack())
        {
            if !racks.contains(&rack) {
                racks.push(rack);
            }
        }
        racks
    }

    /// The first of these distances at which all fit; ends where one would leave its rack.
    fn vertically(&self, distances: impl Iterator<Item = i32>) -> Option<Vec<Move>> {
        distances
            .map_while(|by| self.places(by, &Some))
            .find(|to| self.fits(to))
    }

    /// Where all are when moved up by `by` half-units, in the racks that `rack_of` gives for theirs; `None` when one would be
    /// outside.
    fn places(&self, by: i32, rack_of: &dyn Fn(RackId) -> Option<RackId>) -> Option<Vec<Move>> {
        let mut to = Vec::with_capacity(self.devices.len());
        for mounted in &self.devices {
            let Place::Rack {
                rack, face, column, ..
            } = mounted.device.place
            else {
                return None;
            };
            let rack = self.layout.rack(rack_of(rack)?)?;
            let bottom = u16::try_from(i32::from(mounted.bottom()) + by).ok()?;
            let top = bottom.checked_add(mounted.device_type.height.0)?;
            if top > rack.height.half_units().0 {
                return None;
            }
            to.push(Move {
                device: mounted.device.id,
                to: Place::Rack {
                    rack: rack.id,
                    bottom: HalfU(bottom),
                    face,
                    column,
                },
            });
        }
        (!to.is_empty()).then_some(to)
    }

    /// Whether all of them have room there; they are never in each other's way, as they stay as they stand.
    fn fits(&self, to: &[Move]) -> bool {
        self.devices
            .iter()
            .zip(to)
            .all(|(mounted, step)| self.rooms.fits(self.layout, mounted.device_type, step.to))
    }

    /// In the racks that `rack_of` gives, at the height nearest to the present one.
    fn nearest(&self, rack_of: &dyn Fn(RackId) -> Option<RackId>) -> Option<Vec<Move>> {
        let step = self.step();
        let furthest = i32::from(DeviceType::MAX_HEIGHT.0) / step;
        (0..=furthest)
            .flat_map(|n| [-n * step, n * step])
            .filter_map(|by| self.places(by, rack_of))
            .find(|to| self.fits(to))
    }

    fn to_next_column(&self, by: i16) -> Option<Vec<Move>> {
        let [mounted] = self.devices.as_slice() else {
            return None;
        };
        let Place::Rack {
            rack,
            bottom,
            face,
            column,
        } = mounted.device.place
        else {
            return None;
        };
        let columns = i16::from(mounted.device_type.width.columns());
        let next = (1..columns).map(|n| i16::from(column) + n * by);
        next.take_while(|column| (0..columns).contains(column))
            .filter_map(|column| u8::try_from(column).ok())
            .map(|column| {
                vec![Move {
                    device: mounted.device.id,
                    to: Place::Rack {
                        rack,
                        bottom,
                        face,
                        column,
                    },
                }]
            })
            .find(|to| self.fits(to))
    }

    /// Each as many racks further as the others, as few as possible.
    fn to_next_rack(&self, by: isize) -> Option<Vec<Move>> {
        let order: Vec<RackId> = self.layout.racks_in_order().map(|rack| rack.id).collect();
        let positions: HashMap<RackId, usize> = order.iter().copied().zip(0..).collect();
        let racks = self.racks();
        (1..).find_map(|n: isize| {
            let rack_of = |rack: RackId| {
                let at = positions.get(&rack)?.checked_add_signed(n * by)?;
                order.get(at).copied()
            };
            // Beyond the last rack the search is over, with nothing found.
            if racks.iter().any(|rack| rack_of(*rack).is_none()) {
                return Some(None);
            }
            self.nearest(&rack_of).map(Some)
        })?
    }

    /// Each to the highest free place.
    fn one_by_one(&self, rack: &Rack) -> Result<Vec<Move>, Refusal> {
        let mut rooms = self.rooms.clone();
        let mut ordered: Vec<(Reverse<u16>, usize)> = Vec::new();
        for (at, mounted) in self.devices.iter().enumerate() {
            let place = (Reverse(mounted.bottom()), at);
            sorted::insert(&mut ordered, place);
        }
        let mut to = Vec::new();
        for (_, at) in ordered {
            let Some(mounted) = self.devices.get(at) else {
                continue;
            };
            let Place::Rack { face, .. } = mounted.device.place else {
                continue;
            };
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
                // It is free, so the rack's width is the reason.
                let candidate = Candidate {
                    device: Some(mounted.device.id),
                    device_type: mounted.device_type,
                    place,
                };
                check(self.layout, candidate)?;
            }
            rooms.take(mounted.device_type, place);
            to.push(Move {
                device: mounted.device.id,
                to: place,
            });
        }
        Ok(to)
    }
}

/// Through the places beside the racks, from the left: the outer and the inner one of each side.
fn nudge_beside(layout: &Layout, device: &Device, way: Way) -> Result<Command, Refusal> {
    let device_type = layout.type_of(device).ok_or(Refusal::NoSuchDevice)?;
    if !way.is_sideways() {
        return Err(Refusal::NothingToDo(
            "Beside the rails there is nothing above or below",
        ));
    }
    let mut places: Vec<Place> = Vec::new();
    for rack in layout.racks_in_order().map(|rack| rack.id) {
        let left = (0..Place::SLOTS).rev().map(|slot| (Side::Left, slot));
        let right = (0..Place::SLOTS).map(|slot| (Side::Right, slot));
        places.extend(
            left.chain(right)
                .map(|(side, slot)| Place::Side { rack, side, slot }),
        );
    }
    if way == Way::Left {
        places.reverse();
    }
    let index = LayoutIndex::new(layout);
    places
        .into_iter()
        .skip_while(|place| *place != device.place)
        .skip(1)
        .find(|place| {
            let candidate = Candidate {
                device: Some(device.id),
                device_type,
                place: *place,
            };
            check_with(layout, &index, candidate).is_ok()
        })
        .map(|place| Command::move_device(device.id, place))
        .ok_or_else(|| way.is_blocked())
}

/// To the nearest free bay that way, in the same device.
fn nudge_in_bays(layout: &Layout, device: &Device, way: Way) -> Result<Command, Refusal> {
    let Place::Bay { parent, bay } = device.place else {
        return Err(way.is_blocked());
    };
    let device_type = layout.type_of(device).ok_or(Refusal::NoSuchDevice)?;
    let parent_type = layout
        .devices
        .get(&parent)
        .and_then(|parent| layout.type_of(parent))
        .ok_or(Refusal::NoSuchDevice)?;
    let here = parent_type
        .bays
        .get(usize::from(bay))
        .ok_or_else(|| way.is_blocked())?;
    let mut found: Vec<((bool, i16, u16), u16)> = Vec::new();
    for (at, other) in (0..).zip(&parent_type.bays) {
        let right = i16::from(other.column) - i16::from(here.column);
        let up = i16::from(other.row) - i16::from(here.row);
        let (ahead, aside) = match way {
            Way::Up => (up, right),
            Way::Down => (-up, right),
            Way::Left => (-right, up),
            Way::Right => (right, up),
        };
        let candidate = Candidate {
            device: Some(device.id),
            device_type,
            place: Place::Bay { parent, bay: at },
        };
        if ahead > 0 && check(layout, candidate).is_ok() {
            let suits =
                device_type.mount != Mount::Rails || suits_bay(device_type, parent_type, other);
            let distance = (!suits, ahead, aside.unsigned_abs());
            sorted::insert(&mut found, (distance, at));
        }
    }
    match found.first() {
        Some((_, bay)) => Ok(Command::move_device(
            device.id,
            Place::Bay { parent, bay: *bay },
        )),
        None => Err(way.is_blocked()),
    }
}
