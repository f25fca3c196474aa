//! The layout that a payload is dragged over: the devices in the way and the available bays.

use super::check::{Candidate, check_among};
use super::payload::{Payload, PayloadItem};
use super::refusal::Refusal;
use crate::domain::ids::{DeviceId, RackId};
use crate::domain::layout::{Device, DeviceType, Face, Layout, LayoutIndex, Place, Rack};
use crate::domain::sorted;
use crate::domain::units::HalfU;

/// The width between the rails, expressed in half-units: 450 mm of about 22 mm each.
const WIDTH_IN_HALF_UNITS: f32 = 20.0;

/// A layout, its index, and the payload dragged over it.
#[derive(Clone, Copy)]
pub struct PlacementContext<'a> {
    pub(super) layout: &'a Layout,
    pub(super) index: &'a LayoutIndex,
    pub(super) payload: &'a Payload,
}

/// A rectangle on a rack's front: horizontally in fractions of the width between the rails, vertically in half-units from the floor.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrontArea {
    pub left: f32,
    pub width: f32,
    pub bottom: f32,
    pub height: f32,
}

impl FrontArea {
    pub fn contains(&self, across: f32, above: f32) -> bool {
        (self.left..self.left + self.width).contains(&across)
            && (self.bottom..self.bottom + self.height).contains(&above)
    }

    /// Whether the two overlap by more than a rounding error.
    pub fn meets(&self, other: &Self) -> bool {
        let meet = |from: f32, length: f32, other: f32, other_length: f32| {
            from + length > other + 0.01 && other + other_length > from + 0.01
        };
        meet(self.left, self.width, other.left, other.width)
            && meet(self.bottom, self.height, other.bottom, other.height)
    }

    pub fn middle(&self) -> (f32, f32) {
        (
            self.left + self.width / 2.0,
            self.bottom + self.height / 2.0,
        )
    }
}

/// The squared distance between two points of a rack, in half-units.
pub(super) fn distance(a: (f32, f32), b: (f32, f32)) -> f32 {
    let (x, y) = ((a.0 - b.0) * WIDTH_IN_HALF_UNITS, a.1 - b.1);
    x * x + y * y
}

impl<'a> PlacementContext<'a> {
    pub const fn new(layout: &'a Layout, index: &'a LayoutIndex, payload: &'a Payload) -> Self {
        Self {
            layout,
            index,
            payload,
        }
    }

    /// Checks an item at a place, with the `placed` devices at their new places.
    pub(super) fn check(
        &self,
        item: &PayloadItem,
        place: Place,
        placed: &[Device],
    ) -> Result<(), Refusal> {
        let candidate = match self.carrier_at(place) {
            Some(carrier) => Candidate {
                device: None,
                device_type: carrier,
                place,
            },
            None => Candidate {
                device: item.device,
                device_type: &item.device_type,
                place,
            },
        };
        let near = match place {
            Place::Rack { rack, .. } => self.index.devices_in(rack),
            Place::Side { rack, .. } => self.index.devices_beside(rack),
            Place::Bay { parent, .. } => self.index.children_of(parent),
        };
        let standing = near
            .iter()
            .filter(|id| !self.payload.carries(**id))
            .filter_map(|id| self.layout.devices.get(id));
        check_among(self.layout, &mut standing.chain(placed), candidate)
    }

    /// The carrier needed for the items at that place.
    pub(super) fn carrier_at(&self, place: Place) -> Option<&'a DeviceType> {
        let is_between_rails = matches!(place, Place::Rack { .. });
        self.payload.carrier().filter(|_| is_between_rails)
    }

    pub(super) fn is_free(&self, item: &PayloadItem, place: Place) -> bool {
        self.check(item, place, &[]).is_ok()
    }

    /// The rack's number in display order: from the left, row by row.
    pub(super) fn rack_number(&self, rack: RackId) -> Option<usize> {
        self.layout
            .racks_in_order()
            .position(|other| other.id == rack)
    }

    /// The rack with this number.
    pub(super) fn rack_at(&self, number: usize) -> Option<&'a Rack> {
        self.layout.racks_in_order().nth(number)
    }

    /// See [`area`].
    pub fn area(&self, device_type: &DeviceType, place: Place) -> Option<FrontArea> {
        area(self.layout, device_type, place)
    }

    /// All bays of the rack's devices, nested ones included, except those of dragged devices.
    pub fn bays_in(&self, rack: RackId) -> Vec<(Place, FrontArea)> {
        let mut bays = Vec::new();
        for id in self.index.devices_in(rack) {
            self.add_bays(*id, &mut bays);
        }
        bays
    }

    /// Adds the bays of the device and of the devices in them.
    fn add_bays(&self, parent: DeviceId, bays: &mut Vec<(Place, FrontArea)>) {
        if self.payload.carries(parent) {
            return;
        }
        let Some(device_type) = self
            .layout
            .devices
            .get(&parent)
            .and_then(|device| self.layout.type_of(device))
        else {
            return;
        };
        for bay in (0..).take(device_type.bays.len()) {
            let place = Place::Bay { parent, bay };
            if let Some(area) = self.area(device_type, place) {
                bays.push((place, area));
            }
        }
        for child in self.index.children_of(parent) {
            self.add_bays(*child, bays);
        }
    }

    /// The bays of the device between the rails that covers a point, the nearest first. Empty if no device covers it, or the device has no
    /// bays.
    pub(super) fn bays_at(&self, rack: RackId, point: (f32, f32)) -> Vec<(Place, FrontArea)> {
        let mut bays = Vec::new();
        for id in self.index.devices_in(rack) {
            let covers = self.layout.devices.get(id).is_some_and(|device| {
                self.layout
                    .type_of(device)
                    .and_then(|device_type| self.area(device_type, device.place))
                    .is_some_and(|area| area.contains(point.0, point.1))
            });
            if covers {
                self.add_bays(*id, &mut bays);
            }
        }
        nearest_first(bays, point)
    }
}

/// The area of its rack that a device of this type takes at a place between the rails or in a bay; `None` beside the rails.
pub fn area(layout: &Layout, device_type: &DeviceType, place: Place) -> Option<FrontArea> {
    match place {
        Place::Rack { bottom, column, .. } => {
            let width = 1.0 / f32::from(device_type.width.columns());
            Some(FrontArea {
                left: f32::from(column) * width,
                width,
                bottom: f32::from(bottom.0),
                height: f32::from(device_type.height.0),
            })
        }
        Place::Side { .. } => None,
        Place::Bay { parent, bay } => {
            let parent = layout.devices.get(&parent)?;
            let parent_type = layout.type_of(parent)?;
            bay_area(parent_type, area(layout, parent_type, parent.place)?, bay)
        }
    }
}

/// Sorts by distance from a point.
pub(super) fn nearest_first(
    bays: Vec<(Place, FrontArea)>,
    point: (f32, f32),
) -> Vec<(Place, FrontArea)> {
    let mut ordered = Vec::with_capacity(bays.len());
    for bay in bays {
        sorted::insert_by(&mut ordered, bay, |a, b| {
            distance(a.1.middle(), point).total_cmp(&distance(b.1.middle(), point))
        });
    }
    ordered
}

/// The area of a bay within its device: rows from the bottom, each as high as its highest bay.
fn bay_area(parent: &DeviceType, outer: FrontArea, bay: u16) -> Option<FrontArea> {
    let bay = parent.bays.get(usize::from(bay))?;
    let width = outer.width / f32::from(parent.bay_columns(bay));
    let below: u16 = (0..bay.row)
        .filter_map(|row| {
            let bays = parent.bays.iter().filter(|other| other.row == row);
            bays.map(|other| other.height.0).max()
        })
        .fold(0, u16::saturating_add);
    Some(FrontArea {
        left: outer.left + f32::from(bay.column) * width,
        width,
        bottom: outer.bottom + f32::from(below),
        height: f32::from(bay.height.0),
    })
}

/// The highest possible lower edge for this height in a rack; negative if it does not fit.
pub(super) fn highest_bottom(rack: &Rack, height: HalfU) -> i32 {
    i32::from(rack.height.half_units().0) - i32::from(height.0)
}

/// The opposite face if `other`.
pub(super) fn turned(face: Face, other: bool) -> Face {
    match face {
        Face::Front if other => Face::Rear,
        Face::Rear if other => Face::Front,
        face => face,
    }
}
