//! Where a payload would be dropped, and why it does not fit there.

use super::carrier::Carrier;
use super::check::snap_to_rack;
use super::context::{PlacementContext, highest_bottom, turned};
use super::payload::{Payload, PayloadItem};
use super::refusal::Refusal;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Depth, Device, Face, Mount, Place, Side};
use crate::domain::units::HalfU;

/// The pointer's position over a rack and on the device it holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Aim {
    pub rack: RackId,
    /// The face of the rack that is visible there.
    pub face: Face,
    /// In fractions of the width between the rails, from the left as seen from the front; below 0 or above 1 beside the rails.
    pub across: f32,
    /// In half-units above the rack's floor.
    pub above: f32,
    /// Distance of the pointer from the left edge of the held device, in fractions of the width between the rails.
    pub offset_across: f32,
    /// Distance of the pointer from the lower edge of the held device, in half-units.
    pub offset_above: f32,
}

/// Where each item of a payload would be placed.
#[derive(Clone, Debug, PartialEq)]
pub struct DropTarget {
    /// In the order of the payload's items, the held one first.
    pub slots: Vec<DropSlot>,
    /// Why it does not fit: the reason of the held item, otherwise of the first other item that does not fit.
    pub refusal: Option<Refusal>,
    /// The carrier for the items, whose slots are then that of the carrier.
    pub carrier: Option<Box<Carrier>>,
}

/// The place of one item.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct DropSlot {
    /// `None` for a new device.
    pub device: Option<DeviceId>,
    pub place: Place,
    /// Whether it fits there.
    pub fits: bool,
}

impl DropTarget {
    /// The payload after it is dropped here, to be moved on from here.
    pub fn dropped(&self, payload: &Payload) -> Payload {
        payload.moved_to(self.slots.iter().map(|slot| slot.place))
    }

    /// The place of the held item.
    pub fn place(&self) -> Option<Place> {
        self.slots.first().map(|landed| landed.place)
    }
}

/// A place between the rails in numbers; for a place in a bay, that of the outermost device.
#[derive(Clone, Copy)]
pub(super) struct RailPosition {
    pub(super) rack: usize,
    pub(super) bottom: i32,
    pub(super) column: i16,
}

impl PlacementContext<'_> {
    /// The target of a drop at this point. `None` if there is no such rack.
    pub fn target(&self, aim: &Aim) -> Option<DropTarget> {
        let held = self.payload.held();
        let place = match held.device_type.mount {
            Mount::Side => self.beside(aim),
            Mount::Bay => match self.bay_near(aim) {
                Some((bay, _)) => bay,
                None => self.between_rails(aim)?,
            },
            Mount::Rails => {
                let rails = self.between_rails(aim)?;
                if self.is_free(held, rails) {
                    rails
                } else {
                    match self.bay_near(aim) {
                        Some((bay, true)) => bay,
                        // The refusal says why it does not fit into the bay that it is held over.
                        Some((bay, false)) if self.is_for_bay(bay, aim.face) => bay,
                        _ => self.free_beside(rails).unwrap_or(rails),
                    }
                }
            }
        };
        let mut target = self.target_at(place, aim.face);
        if let Some(carrier) = &mut target.carrier {
            carrier.aim(aim.across);
        }
        Some(target)
    }

    /// The target with the held item at `place`; `seen` is the visible face of the rack.
    pub(super) fn target_at(&self, place: Place, seen: Face) -> DropTarget {
        let held = self.payload.held();
        let shift = self.shift(place, seen);
        let mut target = DropTarget {
            slots: Vec::with_capacity(self.payload.others().len() + 1),
            refusal: None,
            carrier: self
                .carrier_at(place)
                .map(|carrier| Box::new(Carrier::new(carrier.clone()))),
        };
        let mut placed = Vec::new();
        self.add_slot(&mut target, &mut placed, held, Ok(place));
        for item in self.payload.others() {
            if target.carrier.is_some() {
                // All stand on the same carrier.
                target.slots.push(DropSlot {
                    device: item.device,
                    place,
                    fits: target.refusal.is_none(),
                });
                continue;
            }
            let goal = self.follow(item, shift, place, &placed);
            self.add_slot(&mut target, &mut placed, item, goal);
        }
        target
    }

    /// Adds the slot of an item; later items must not overlap with it.
    fn add_slot(
        &self,
        target: &mut DropTarget,
        placed: &mut Vec<Device>,
        item: &PayloadItem,
        goal: Result<Place, (Place, Refusal)>,
    ) {
        let (place, outcome) = match goal {
            Ok(place) => (place, self.check(item, place, placed)),
            Err((place, refusal)) => (place, Err(refusal)),
        };
        target.slots.push(DropSlot {
            device: item.device,
            place,
            fits: outcome.is_ok(),
        });
        if let Some(device) = item.device
            && !self.payload.others().is_empty()
        {
            let slug = item.device_type.slug.clone();
            let name = self.layout.devices.get(&device);
            let name = name.map_or_else(String::new, |device| device.name.clone());
            placed.push(Device::new(device, slug, name, place));
        }
        if let Err(refusal) = outcome {
            target.refusal.get_or_insert(refusal);
        }
    }

    /// The nearest bay of the device under the pointer that accepts the held item, and `true`; if none does, the nearest bay and `false`.
    fn bay_near(&self, aim: &Aim) -> Option<(Place, bool)> {
        let held = self.payload.held();
        let bays = self.bays_at(aim.rack, (aim.across, aim.above));
        let free = bays.iter().find(|(place, _)| self.is_free(held, *place));
        match free {
            Some((place, _)) => Some((*place, true)),
            None => bays.first().map(|(place, _)| (*place, false)),
        }
    }

    /// Whether a bay on the visible face is meant by what is held over it: everything but another shelf or chassis.
    fn is_for_bay(&self, bay: Place, seen: Face) -> bool {
        let Place::Bay { parent, .. } = bay else {
            return false;
        };
        let parent = self.layout.devices.get(&parent);
        let standing = parent.and_then(|parent| self.layout.with_parents(parent).last());
        let is_seen = standing.is_some_and(|standing| {
            let depth = self.layout.type_of(standing).map(|of| of.depth);
            let is_full = depth == Some(Depth::Full);
            matches!(standing.place, Place::Rack { face, .. } if is_full || face == Face::Both || face == seen)
        });
        is_seen && self.payload.held().device_type.bays.is_empty()
    }

    /// The nearest free place beside a taken one: the other columns of that unit, then the half-unit above or below for an odd height. Only
    /// for a single device, as several keep their distances.
    fn free_beside(&self, taken: Place) -> Option<Place> {
        let Place::Rack {
            rack,
            bottom,
            face,
            column,
        } = taken
        else {
            return None;
        };
        let held = self.payload.held();
        if !self.payload.others().is_empty() {
            return None;
        }
        let bottoms: &[u16] = match held.device_type.height.0 {
            // It stays within its unit.
            1 => &[bottom.0, bottom.0 ^ 1],
            height if height % 2 == 1 => &[bottom.0, bottom.0 + 1, bottom.0.saturating_sub(1)],
            _ => &[bottom.0],
        };
        let mut columns: Vec<u8> = (0..held.device_type.width.columns()).collect();
        columns.sort_by_key(|other| other.abs_diff(column));
        let places = bottoms.iter().flat_map(|bottom| {
            columns.iter().map(|column| Place::Rack {
                rack,
                bottom: HalfU(*bottom),
                face,
                column: *column,
            })
        });
        // Held over its neighbor, it does not go back to where it is.
        let is_elsewhere = |place: &Place| held.place != Some(*place);
        places
            .filter(is_elsewhere)
            .find(|place| self.is_free(held, *place))
    }

    /// The nearer side, in the first free slot.
    fn beside(&self, aim: &Aim) -> Place {
        let side = if aim.across < 0.5 {
            Side::Left
        } else {
            Side::Right
        };
        let slot_at = |slot| Place::Side {
            rack: aim.rack,
            side,
            slot,
        };
        (0..Place::SLOTS)
            .map(slot_at)
            .find(|place| self.is_free(self.payload.held(), *place))
            .unwrap_or(slot_at(0))
    }

    fn between_rails(&self, aim: &Aim) -> Option<Place> {
        let rack = self.layout.rack(aim.rack)?;
        let held = self.payload.held();
        let standing = self.payload.standing();
        let height = standing.height;
        let columns = standing.width.columns();
        let column = (aim.across - aim.offset_across) * f32::from(columns);
        // `clamp` could panic, and formatting its message takes much code.
        let column = column.round().max(0.0).min(f32::from(columns - 1)) as u8;
        let raw = aim.above - aim.offset_above;
        let alone = || snap_to_rack(rack, raw, height, standing.whole_units_only());
        let (bottom, column) = match held.place {
            Some(from) if !self.payload.others().is_empty() && self.payload.carrier().is_none() => {
                self.kept_together(from, aim.rack, raw, column)
                    .unwrap_or_else(|| (alone(), column))
            }
            _ => (alone(), column),
        };
        Some(Place::Rack {
            rack: aim.rack,
            bottom,
            face: self.face_of(held, aim.face),
            column,
        })
    }

    /// The nearest lower edge and column of the held item that keep all other items within their racks; `None` if there are none.
    fn kept_together(
        &self,
        from: Place,
        rack: RackId,
        raw: f32,
        column: u8,
    ) -> Option<(HalfU, u8)> {
        let from = self.rail_position(from)?;
        let racks = self.rack_number(rack)?.checked_signed_diff(from.rack)?;
        let of_columns = self.payload.held().device_type.width.columns();
        let (mut lowest, mut highest) = (i32::MIN, i32::MAX);
        let (mut leftmost, mut rightmost) = (i16::MIN, i16::MAX);
        for item in self.payload.items() {
            let Some(Place::Rack {
                rack,
                bottom,
                column,
                ..
            }) = item.place
            else {
                continue;
            };
            let target = self
                .rack_number(rack)?
                .checked_add_signed(racks)
                .and_then(|number| self.rack_at(number))?;
            let bottom = i32::from(bottom.0);
            lowest = lowest.max(-bottom);
            highest = highest.min(highest_bottom(target, item.device_type.height) - bottom);
            if item.device_type.width.columns() == of_columns {
                leftmost = leftmost.max(-i16::from(column));
                rightmost = rightmost.min(i16::from(of_columns) - 1 - i16::from(column));
            }
        }
        let step = if self.whole_units_only() { 2 } else { 1 };
        let (low, high) = (
            lowest.div_euclid(step) + i32::from(lowest.rem_euclid(step) != 0),
            highest.div_euclid(step),
        );
        if low > high || leftmost > rightmost {
            return None;
        }
        let wanted = ((raw - from.bottom as f32) / step as f32).round() as i32;
        let bottom = from.bottom + wanted.clamp(low, high) * step;
        let column = (i16::from(column) - from.column).clamp(leftmost, rightmost) + from.column;
        Some((
            HalfU(u16::try_from(bottom).ok()?),
            u8::try_from(column).ok()?,
        ))
    }

    /// Whether any of the devices can only be moved by whole units.
    pub(super) fn whole_units_only(&self) -> bool {
        let mut items = self.payload.items();
        self.payload.standing().whole_units_only()
            || items.any(|item| item.device_type.whole_units_only())
    }

    /// A device keeps its face unless it is grabbed on one side of a rack and dropped on the other.
    fn face_of(&self, item: &PayloadItem, seen: Face) -> Face {
        match item.place {
            Some(Place::Rack { face, .. }) => turned(face, self.payload.grabbed_on != seen),
            _ => seen,
        }
    }

    pub(super) fn rail_position(&self, place: Place) -> Option<RailPosition> {
        let outermost = match place {
            Place::Bay { parent, .. } => {
                let parent = self.layout.devices.get(&parent)?;
                self.layout.with_parents(parent).last()?.place
            }
            place => place,
        };
        let rack = self.rack_number(outermost.rack()?)?;
        Some(match outermost {
            Place::Rack { bottom, column, .. } => RailPosition {
                rack,
                bottom: i32::from(bottom.0),
                column: i16::from(column),
            },
            _ => RailPosition {
                rack,
                bottom: 0,
                column: 0,
            },
        })
    }

    /// Height of the rack in half-units; 0 if there is no such rack.
    pub(super) fn rack_height(&self, rack: RackId) -> u16 {
        self.layout
            .rack(rack)
            .map_or(0, |rack| rack.height.half_units().0)
    }
}
