//! Whether a type fits into the chosen gap.

use crate::domain::ids::RackId;
use crate::domain::layout::{
    Depth, Device, DeviceType, Face, Layout, Mount, Place, Rack, RackWidth, Width,
};
use crate::domain::occupancy::{Footprint, Occupancy};
use crate::domain::units::HalfU;

/// The measures of a type that decide whether it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RackFit<'a> {
    pub height: HalfU,
    pub depth: Depth,
    pub width: Width,
    pub mount: Mount,
    /// The rack widths it is made for; empty means any.
    pub racks: &'a [RackWidth],
}

/// A free place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Between the rails.
    Rails {
        /// Free height for half-depth devices.
        front: HalfU,
        /// Free height for full-depth devices.
        through: HalfU,
        rack: RackWidth,
    },
    /// In a bay, or on a shelf.
    Bay {
        height: HalfU,
        /// Number of such bays that span a rack's width.
        across: u8,
    },
}

/// A chosen point in a rack. It stands for the gap around it, whose height follows the layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub rack: RackId,
    pub face: Face,
    /// Height above the floor.
    pub at: HalfU,
}

impl Spot {
    /// The topmost unit of the largest gap on a face of the rack, the topmost gap if several are equal; `None` if the rack is full.
    pub fn in_largest(layout: &Layout, rack: &Rack, face: Face) -> Option<Self> {
        let gaps = Occupancy::of(layout, rack).gaps(face);
        let (bottom, top) = gaps
            .into_iter()
            .rev()
            .max_by_key(|(bottom, top)| top.0 - bottom.0)?;
        Some(Self {
            rack: rack.id,
            face,
            at: HalfU(top.0.saturating_sub(2).max(bottom.0)),
        })
    }

    /// The next point in the former gap after this one was occupied: the nearest free one, below rather than above. `None` if the gap is
    /// full.
    pub fn next_in(self, layout: &Layout, (bottom, top): (HalfU, HalfU)) -> Option<Self> {
        let below = (bottom.0..=self.at.0).rev();
        let above = self.at.0..top.0;
        below
            .chain(above)
            .map(|at| Self {
                at: HalfU(at),
                ..self
            })
            .find(|spot| spot.edges(layout).is_some())
    }

    /// The lower and upper edge of the gap; `None` if the point is occupied.
    pub fn edges(&self, layout: &Layout) -> Option<(HalfU, HalfU)> {
        let gaps = Occupancy::of(layout, layout.rack(self.rack)?).gaps(self.face);
        gaps.into_iter()
            .find(|(bottom, top)| (bottom.0..top.0).contains(&self.at.0))
    }
}

impl Gap {
    /// The gap around the point; `None` if it is occupied.
    pub fn around(layout: &Layout, spot: Spot) -> Option<Self> {
        let rack = layout.rack(spot.rack)?;
        let (bottom, top) = spot.edges(layout)?;
        let through = Occupancy::of(layout, rack)
            .gaps(Face::Both)
            .into_iter()
            .map(|(from, to)| to.0.min(top.0).saturating_sub(from.0.max(bottom.0)))
            .max();
        Some(Gap::Rails {
            front: HalfU(top.0 - bottom.0),
            through: HalfU(through.unwrap_or(0)),
            rack: rack.width,
        })
    }

    /// The largest gap at the front of a rack.
    pub fn of_rack(layout: &Layout, rack: &Rack) -> Self {
        let occupancy = Occupancy::of(layout, rack);
        Gap::Rails {
            front: highest_run(&occupancy, rack, Depth::Half),
            through: highest_run(&occupancy, rack, Depth::Full),
            rack: rack.width,
        }
    }

    /// The height of the tallest empty bay of a device and the width of the widest; `None` if no bay is empty.
    pub fn of_device(layout: &Layout, device: &Device) -> Option<Self> {
        let device_type = layout.type_of(device)?;
        let children = layout.devices.index().children_of(device.id);
        let is_taken = |bay: u16| {
            let parent = device.id;
            let mut children = children.iter().filter_map(|id| layout.devices.get(id));
            children.any(|child| child.place == Place::Bay { parent, bay })
        };
        let free = (0..)
            .zip(&device_type.bays)
            .filter(|(bay, _)| !is_taken(*bay))
            .map(|(_, bay)| bay);
        Some(Gap::Bay {
            height: free.clone().map(|bay| bay.height).max()?,
            across: free.map(|bay| device_type.bays_across(bay)).min()?,
        })
    }

    /// The gap that a selection refers to: the bays of a single selected device, otherwise its rack.
    pub fn of_selection(
        layout: &Layout,
        device: Option<&Device>,
        rack: Option<RackId>,
    ) -> Option<Self> {
        if let Some(gap) = device.and_then(|device| Self::of_device(layout, device)) {
            return Some(gap);
        }
        let rack = match (rack, device) {
            (Some(rack), _) => layout.rack(rack),
            (None, Some(device)) => layout.rack_of(device),
            (None, None) => None,
        };
        Some(Self::of_rack(layout, rack?))
    }

    pub fn fits(self, device_type: &DeviceType) -> bool {
        self.takes(RackFit {
            height: device_type.height,
            depth: device_type.depth,
            width: device_type.width,
            mount: device_type.mount,
            racks: &device_type.rack_widths,
        })
    }

    /// Like [`Gap::fits`], from measures instead of a type.
    pub fn takes(self, it: RackFit) -> bool {
        match self {
            Gap::Rails {
                front,
                through,
                rack,
            } => {
                let room = match it.depth {
                    Depth::Half => front,
                    Depth::Full => through,
                };
                it.mount == Mount::Rails
                    && it.height <= room
                    && (it.racks.is_empty() || it.racks.contains(&rack))
            }
            Gap::Bay { height, across } => {
                let is_narrow_enough = it.mount == Mount::Bay || it.width.columns() >= across;
                it.mount != Mount::Side && it.height <= height && is_narrow_enough
            }
        }
    }
}

/// The longest run of free half-units at this depth.
fn highest_run(occupancy: &Occupancy, rack: &Rack, depth: Depth) -> HalfU {
    let probe = DeviceType {
        depth,
        ..DeviceType::new("probe", "", Default::default(), HalfU(1))
    };
    let Some(footprint) = Footprint::of(&probe, Face::Front, 0) else {
        return HalfU(0);
    };
    let (mut highest, mut run) = (0, 0);
    for bottom in 0..rack.height.half_units().0 {
        run = if occupancy.fits(HalfU(bottom), HalfU(1), footprint) {
            run + 1
        } else {
            0
        };
        highest = highest.max(run);
    }
    HalfU(highest)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::catalog::generic;
    use crate::domain::ids::{DeviceId, LayoutId};
    use crate::domain::layout::RackHeight;

    fn fitting(gap: Gap) -> usize {
        let types = generic::types().iter();
        types.filter(|known| gap.fits(known)).count()
    }

    #[test]
    fn height_width_and_mount_decide() {
        let all = DeviceType::MAX_HEIGHT;
        let rails = |height, rack| Gap::Rails {
            front: height,
            through: height,
            rack,
        };
        let one = HalfU::from_units(1);
        let (ten, nineteen) = (RackWidth::Ten, RackWidth::Nineteen);
        assert!(fitting(rails(one, ten)) < fitting(rails(one, nineteen)));
        assert!(fitting(rails(one, ten)) < fitting(rails(all, ten)));
        let shallow = Gap::Rails {
            front: one,
            through: HalfU(0),
            rack: nineteen,
        };
        assert!(fitting(shallow) < fitting(rails(one, nineteen)));
        assert_eq!(fitting(rails(HalfU(0), nineteen)), 0);
        let count = |mount| {
            generic::types()
                .iter()
                .filter(|known| known.mount == mount)
                .count()
        };
        let made_for_ten = generic::types()
            .iter()
            .filter(|known| known.rack_widths == [ten])
            .count();
        assert_eq!(
            fitting(rails(all, nineteen)) + made_for_ten,
            count(Mount::Rails)
        );
        assert!(fitting(rails(all, ten)) >= made_for_ten);
        let bay = |across| Gap::Bay {
            height: all,
            across,
        };
        assert_eq!(fitting(bay(1)), generic::types().len() - count(Mount::Side));
        assert!(fitting(bay(2)) < fitting(bay(1)));
        assert_eq!(fitting(bay(4)), count(Mount::Bay));
    }

    #[test]
    fn a_point_names_the_gap_around_it() {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
        let id = RackId::new(Uuid::from_u128(2));
        let rack = Rack::new(id, "A", RackHeight::clamped(12));
        layout.racks.push(rack.clone());
        // Units 5 and 6 at full depth, and a half-depth device at the rear of unit 9.
        let server = generic::find("generic-server-2u").unwrap();
        let panel = generic::find("generic-patch-24").unwrap();
        for (number, device_type, unit, face) in
            [(3, server, 4, Face::Front), (4, panel, 8, Face::Rear)]
        {
            layout.device_types.insert(device_type.clone());
            let place = Place::Rack {
                rack: id,
                bottom: HalfU::from_units(unit),
                face,
                column: 0,
            };
            let slug = device_type.slug.clone();
            let device = DeviceId::new(Uuid::from_u128(number));
            layout.devices.insert(Device::new(device, slug, "d", place));
        }
        let units = HalfU::from_units;
        let spot = |unit, face| Spot {
            rack: id,
            face,
            at: units(unit),
        };
        let rails = |front, through| Gap::Rails {
            front: units(front),
            through: units(through),
            rack: RackWidth::Nineteen,
        };
        let around = |unit, face| Gap::around(&layout, spot(unit, face));
        assert_eq!(around(0, Face::Front), Some(rails(4, 4)));
        assert_eq!(around(8, Face::Front), Some(rails(6, 3)));
        assert_eq!(around(6, Face::Rear), Some(rails(2, 2)));
        assert_eq!(around(5, Face::Front), None);
        assert_eq!(around(12, Face::Front), None);
        assert_eq!(
            spot(1, Face::Rear).edges(&layout),
            Some((units(0), units(4)))
        );
        let largest = Spot::in_largest(&layout, &rack, Face::Front);
        assert_eq!(largest, Some(spot(11, Face::Front)));
        // The next point is below, otherwise above.
        let full = (units(0), units(12));
        let next = |at| spot(at, Face::Front).next_in(&layout, full);
        assert_eq!(next(8), Some(spot(8, Face::Front)));
        assert_eq!(next(5).map(|spot| spot.at), Some(HalfU(7)));
        assert_eq!(
            spot(5, Face::Front).next_in(&layout, (units(4), units(6))),
            None
        );
    }

    #[test]
    fn the_selection_names_the_gap() {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
        let rack_id = RackId::new(Uuid::from_u128(2));
        layout
            .racks
            .push(Rack::new(rack_id, "A", RackHeight::clamped(12)));
        let server = generic::find("generic-server-2u").unwrap();
        let shelf = generic::find("generic-pi-holder-5").unwrap();
        for (number, device_type, unit) in [(3, server, 4), (4, shelf, 6)] {
            layout.device_types.insert(device_type.clone());
            let place = Place::Rack {
                rack: rack_id,
                bottom: HalfU::from_units(unit),
                face: Face::Front,
                column: 0,
            };
            let id = DeviceId::new(Uuid::from_u128(number));
            layout
                .devices
                .insert(Device::new(id, device_type.slug.clone(), "d", place));
        }
        let device = |number| layout.devices.get(&DeviceId::new(Uuid::from_u128(number)));
        let of = |device, rack| Gap::of_selection(&layout, device, rack);
        let five = HalfU::from_units(5);
        let in_rack = Gap::Rails {
            front: five,
            through: five,
            rack: RackWidth::Nineteen,
        };
        assert_eq!(of(None, None), None);
        assert_eq!(of(None, Some(rack_id)), Some(in_rack));
        assert_eq!(of(device(3), None), Some(in_rack));
        let bay = Gap::Bay {
            height: HalfU::from_units(1),
            across: 5,
        };
        assert_eq!(of(device(4), None), Some(bay));
    }
}
