//! Which parts of a rack are taken: for each half-unit the front and the rear, in sixths of the width, so that halves and thirds are
//! whole numbers.

use std::collections::HashMap;

use super::ids::{DeviceId, RackId};
use super::layout::{Depth, DeviceType, Face, Layout, Place, Rack, Width};
use super::units::HalfU;

const SIXTHS: u16 = 0b11_1111;
const REAR: u32 = 6;

/// The parts of one half-unit that a device takes: bits 0 to 5 are the front from the left, 6 to 11 the rear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footprint(u16);

impl Footprint {
    /// `None` if the type's width has no such column.
    pub fn of(device_type: &DeviceType, face: Face, column: u8) -> Option<Self> {
        if column >= device_type.width.columns() {
            return None;
        }
        let across = match device_type.width {
            Width::Full => SIXTHS,
            Width::Half => 0b111 << (3 * column),
            Width::Third => 0b11 << (2 * column),
        };
        let along = match (device_type.depth, face) {
            (Depth::Full, _) | (Depth::Half, Face::Both) => across | across << REAR,
            (Depth::Half, Face::Front) => across,
            (Depth::Half, Face::Rear) => across << REAR,
        };
        Some(Self(along))
    }

    pub const fn overlaps(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The taken parts of one rack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occupancy {
    /// From the bottom.
    half_units: Vec<u16>,
}

impl Occupancy {
    pub fn empty(rack: &Rack) -> Self {
        Self {
            half_units: vec![0; usize::from(rack.height.half_units().0)],
        }
    }

    /// The occupancy of a rack of the layout. Visits only the devices of that rack.
    pub fn of(layout: &Layout, rack: &Rack) -> Self {
        let mut occupancy = Self::empty(rack);
        let here = layout.devices.index().devices_in(rack.id).iter();
        for device in here.filter_map(|id| layout.devices.get(id)) {
            if let Place::Rack {
                bottom,
                face,
                column,
                ..
            } = device.place
                && let Some(device_type) = layout.type_of(device)
                && let Some(footprint) = Footprint::of(device_type, face, column)
            {
                occupancy.take(bottom, device_type.height, footprint);
            }
        }
        occupancy
    }

    /// Whether the space is inside the rack and free.
    pub fn fits(&self, bottom: HalfU, height: HalfU, footprint: Footprint) -> bool {
        let from = usize::from(bottom.0);
        self.half_units
            .get(from..from + usize::from(height.0))
            .is_some_and(|taken| taken.iter().all(|part| part & footprint.0 == 0))
    }

    /// Marks the part inside the rack as taken.
    pub fn take(&mut self, bottom: HalfU, height: HalfU, footprint: Footprint) {
        let rows = self
            .half_units
            .iter_mut()
            .skip(usize::from(bottom.0))
            .take(usize::from(height.0));
        for row in rows {
            *row |= footprint.0;
        }
    }

    /// The highest position between two heights where the type fits, on whole units if it must; columns from the left.
    pub fn highest_within(
        &self,
        device_type: &DeviceType,
        face: Face,
        (from, to): (HalfU, HalfU),
    ) -> Option<(HalfU, u8)> {
        let highest = to.0.checked_sub(device_type.height.0)?;
        let step = device_type.step();
        (from.0..=highest)
            .rev()
            .filter(|bottom| bottom % step == 0)
            .map(HalfU)
            .find_map(|bottom| {
                (0..device_type.width.columns()).find_map(|column| {
                    let footprint = Footprint::of(device_type, face, column)?;
                    self.fits(bottom, device_type.height, footprint)
                        .then_some((bottom, column))
                })
            })
    }

    /// The position between two heights where the type fits and whose lower edge is nearest to that of the unit around `point`; at equal
    /// distance the lower one; columns from the left.
    pub fn nearest_within(
        &self,
        device_type: &DeviceType,
        face: Face,
        (from, to): (HalfU, HalfU),
        point: HalfU,
    ) -> Option<(HalfU, u8)> {
        let highest = to.0.checked_sub(device_type.height.0)?;
        let step = device_type.step();
        let wanted = point.0 - point.0 % step;
        let mut bottoms: Vec<u16> = (from.0..=highest)
            .filter(|bottom| bottom % step == 0)
            .collect();
        bottoms.sort_by_key(|bottom| bottom.abs_diff(wanted));
        bottoms.into_iter().map(HalfU).find_map(|bottom| {
            (0..device_type.width.columns()).find_map(|column| {
                let footprint = Footprint::of(device_type, face, column)?;
                self.fits(bottom, device_type.height, footprint)
                    .then_some((bottom, column))
            })
        })
    }

    /// The free ranges of that face, from the top: lower and upper edge of each.
    pub fn gaps(&self, face: Face) -> Vec<(HalfU, HalfU)> {
        let wanted = match face {
            Face::Front => SIXTHS,
            Face::Rear => SIXTHS << REAR,
            Face::Both => SIXTHS | SIXTHS << REAR,
        };
        let mut gaps = Vec::new();
        let mut from = None;
        for (at, taken) in (0..).zip(self.half_units.iter().chain([&u16::MAX])) {
            match (taken & wanted == 0, from) {
                (true, None) => from = Some(HalfU(at)),
                (false, Some(start)) => {
                    gaps.push((start, HalfU(at)));
                    from = None;
                }
                _ => {}
            }
        }
        gaps.reverse();
        gaps
    }

    /// The highest position where the type fits, on whole units if it must; columns from the left.
    pub fn highest_free(&self, device_type: &DeviceType, face: Face) -> Option<(HalfU, u8)> {
        let top = u16::try_from(self.half_units.len()).unwrap_or(u16::MAX);
        self.highest_within(device_type, face, (HalfU(0), HalfU(top)))
    }

    /// How many whole units are empty, front and rear.
    pub fn free_units(&self) -> u16 {
        let free = self
            .half_units
            .chunks_exact(2)
            .filter(|unit| unit.iter().all(|part| *part == 0))
            .count();
        u16::try_from(free).unwrap_or(u16::MAX)
    }
}

/// The occupancy of all racks of a layout: a fast test of whether something fits between the rails. If it does not,
/// [`check`](super::placement::check) returns the reason.
#[derive(Clone, Debug)]
pub struct Occupancies(HashMap<RackId, Occupancy>);

impl Occupancies {
    /// All racks as if empty.
    pub fn empty(layout: &Layout) -> Self {
        let racks = layout.racks.iter();
        Self(
            racks
                .map(|rack| (rack.id, Occupancy::empty(rack)))
                .collect(),
        )
    }

    /// With all devices except those for which `is_left_out` is true.
    pub fn without(layout: &Layout, is_left_out: impl Fn(DeviceId) -> bool) -> Self {
        let mut rooms = Self::empty(layout);
        for device in &layout.devices {
            if let Some(device_type) = layout.type_of(device)
                && !is_left_out(device.id)
            {
                rooms.take(device_type, device.place);
            }
        }
        rooms
    }

    /// The taken parts of one of the layout's racks.
    pub fn get(&self, rack: RackId) -> Option<&Occupancy> {
        self.0.get(&rack)
    }

    /// Whether the type may be there, between the rails of one of the layout's racks. `false` for any other place.
    pub fn fits(&self, layout: &Layout, device_type: &DeviceType, place: Place) -> bool {
        let Place::Rack {
            rack,
            bottom,
            face,
            column,
        } = place
        else {
            return false;
        };
        let (Some(room), Some(footprint)) =
            (self.0.get(&rack), Footprint::of(device_type, face, column))
        else {
            return false;
        };
        device_type.mount.is_rails()
            && room.fits(bottom, device_type.height, footprint)
            && layout
                .rack(rack)
                .is_some_and(|rack| device_type.goes_into(rack))
    }

    /// Marks the space that the type takes there, between the rails.
    pub fn take(&mut self, device_type: &DeviceType, place: Place) {
        if let Place::Rack {
            rack,
            bottom,
            face,
            column,
        } = place
            && let Some(room) = self.0.get_mut(&rack)
            && let Some(footprint) = Footprint::of(device_type, face, column)
        {
            room.take(bottom, device_type.height, footprint);
        }
    }
}
