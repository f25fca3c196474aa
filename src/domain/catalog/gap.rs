//! Whether a type fits into a gap that was chosen.

use crate::domain::ids::RackId;
use crate::domain::layout::{
    Depth, Device, DeviceType, Face, Layout, Mount, Place, Rack, RackWidth,
};
use crate::domain::occupancy::{Footprint, Occupancy};
use crate::domain::units::HalfU;

/// What decides about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mounting {
    pub height: HalfU,
    pub depth: Depth,
    pub mount: Mount,
    /// The one rack width it is made for; any where there is none.
    pub only_in: Option<RackWidth>,
}

/// A free place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Between the rails.
    Rails {
        /// For what is not deep.
        front: HalfU,
        /// For what takes the rear as well.
        through: HalfU,
        rack: RackWidth,
    },
    /// In a bay, or on a shelf.
    Bay { height: HalfU },
}

impl Gap {
    /// The highest gap at the front of a rack.
    pub fn of_rack(layout: &Layout, rack: &Rack) -> Self {
        let occupancy = Occupancy::of(layout, rack);
        Gap::Rails {
            front: highest_run(&occupancy, rack, Depth::Half),
            through: highest_run(&occupancy, rack, Depth::Full),
            rack: rack.width,
        }
    }

    /// The highest empty bay of a device; `None` where all are taken or there are none.
    pub fn of_device(layout: &Layout, device: &Device) -> Option<Self> {
        let bays = &layout.type_of(device)?.bays;
        let is_taken = |bay: u16| {
            let parent = device.id;
            layout
                .devices
                .iter()
                .any(|other| other.place == Place::Bay { parent, bay })
        };
        let free = (0..)
            .zip(bays)
            .filter(|(bay, _)| !is_taken(*bay))
            .map(|(_, bay)| bay.height);
        Some(Gap::Bay {
            height: free.max()?,
        })
    }

    /// What a selection leaves room for: the bays of the one device selected, else the rack it is in.
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
        let made_for = match self {
            Gap::Rails { rack, .. } => {
                device_type.rack_widths.is_empty() || device_type.rack_widths.contains(&rack)
            }
            Gap::Bay { .. } => true,
        };
        made_for
            && self.takes(Mounting {
                height: device_type.height,
                depth: device_type.depth,
                mount: device_type.mount,
                only_in: None,
            })
    }

    /// The same of what is known without a type.
    pub fn takes(self, it: Mounting) -> bool {
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
                    && it.only_in.is_none_or(|width| width == rack)
            }
            Gap::Bay { height } => it.mount != Mount::Side && it.height <= height,
        }
    }
}

/// The longest run of half-units in which something of that depth could be.
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
        assert!(fitting(rails(one, ten)) > fitting(rails(one, nineteen)));
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
        assert_eq!(fitting(rails(all, ten)), count(Mount::Rails));
        assert_eq!(
            fitting(Gap::Bay { height: all }),
            generic::types().len() - count(Mount::Side)
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
        };
        assert_eq!(of(device(4), None), Some(bay));
    }
}
