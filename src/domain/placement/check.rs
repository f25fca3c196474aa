//! Whether a device may be at a place.

use super::refusal::Refusal;
use crate::domain::ids::DeviceId;
use crate::domain::layout::{
    Bay, Device, DeviceType, Face, Layout, LayoutIndex, Mount, Place, Rack, Side,
};
use crate::domain::occupancy::Footprint;
use crate::domain::units::HalfU;

/// A device of some type at some place, whether it is in the layout or not.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The id if it is a device of the layout, so that it does not block itself.
    pub device: Option<DeviceId>,
    pub device_type: &'a DeviceType,
    pub place: Place,
}

/// Checks that the candidate fits at its place.
pub fn check(layout: &Layout, candidate: Candidate) -> Result<(), Refusal> {
    check_with(layout, layout.devices.index(), candidate)
}

/// Like [`check`], with another index: the candidate may take the places of devices it leaves out.
pub fn check_with(
    layout: &Layout,
    index: &LayoutIndex,
    candidate: Candidate,
) -> Result<(), Refusal> {
    let near = match candidate.place {
        Place::Rack { rack, .. } => index.devices_in(rack),
        Place::Side { rack, .. } => index.devices_beside(rack),
        Place::Bay { parent, .. } => index.children_of(parent),
    };
    let mut near = near.iter().filter_map(|id| layout.devices.get(id));
    check_among(layout, &mut near, candidate)
}

/// `near` has at least all devices that may block the candidate.
pub(super) fn check_among(
    layout: &Layout,
    near: &mut dyn Iterator<Item = &Device>,
    candidate: Candidate,
) -> Result<(), Refusal> {
    let device_type = candidate.device_type;
    let is_mounted_so = match candidate.place {
        Place::Rack { .. } => device_type.mount == Mount::Rails,
        Place::Side { .. } => device_type.mount == Mount::Side,
        Place::Bay { .. } => device_type.mount != Mount::Side,
    };
    if !is_mounted_so {
        return Err(Refusal::WrongMount {
            device_type: device_type.full_name(),
            mount: device_type.mount,
        });
    }
    if let Some(rack) = candidate.place.rack() {
        let rack = layout.rack(rack).ok_or(Refusal::NoSuchRack)?;
        check_rack_width(device_type, rack)?;
    }
    match candidate.place {
        Place::Rack {
            rack,
            bottom,
            face,
            column,
        } => {
            let rack = layout.rack(rack).ok_or(Refusal::NoSuchRack)?;
            check_in_rack(layout, near, candidate, rack, bottom, face, column)
        }
        Place::Side { rack, side, slot } => {
            let rack = layout.rack(rack).ok_or(Refusal::NoSuchRack)?;
            check_beside(near, candidate, rack, side, slot)
        }
        Place::Bay { parent, bay } => {
            let parent = layout.devices.get(&parent).ok_or(Refusal::NoSuchDevice)?;
            check_in_bay(layout, near, candidate, parent, bay)
        }
    }
}

/// Checks a device at its current place.
pub fn check_device(layout: &Layout, device: &Device) -> Result<(), Refusal> {
    let device_type = layout
        .type_of(device)
        .ok_or_else(|| Refusal::NoSuchType(device.device_type.clone()))?;
    check(
        layout,
        Candidate {
            device: Some(device.id),
            device_type,
            place: device.place,
        },
    )
}

/// Checks devices at their current places.
pub fn check_devices(layout: &Layout, devices: &[DeviceId]) -> Result<(), Refusal> {
    devices.iter().try_for_each(|id| {
        let device = layout.devices.get(id).ok_or(Refusal::NoSuchDevice)?;
        check_device(layout, device)
    })
}

/// Checks that a type is valid in a layout.
pub fn check_type(device_type: &DeviceType) -> Result<(), Refusal> {
    let possible = HalfU(1)..=DeviceType::MAX_HEIGHT;
    if !possible.contains(&device_type.height) {
        return Err(Refusal::ImpossibleHeight(device_type.slug.clone()));
    }
    let most = DeviceType::MAX_BAY_ROWS;
    let bays_are_near = device_type
        .bays
        .iter()
        .all(|bay| bay.row < most && bay.column < most);
    if device_type.bays.len() > DeviceType::MAX_BAYS || !bays_are_near {
        return Err(Refusal::TooManyBays(device_type.slug.clone()));
    }
    Ok(())
}

fn check_rack_width(device_type: &DeviceType, rack: &Rack) -> Result<(), Refusal> {
    if device_type.goes_into(rack) {
        return Ok(());
    }
    Err(Refusal::WrongRackWidth {
        device_type: device_type.full_name(),
        rack: rack.name.clone(),
        inches: rack.width.inches(),
    })
}

fn check_beside(
    near: &mut dyn Iterator<Item = &Device>,
    candidate: Candidate,
    rack: &Rack,
    side: Side,
    slot: u8,
) -> Result<(), Refusal> {
    if slot >= Place::SLOTS {
        return Err(Refusal::NoSuchSlot {
            rack: rack.name.clone(),
        });
    }
    if candidate.device_type.height > rack.height.half_units() {
        return Err(out_of(rack));
    }
    let mut others = near.filter(|other| Some(other.id) != candidate.device);
    match others.find(|other| other.place == candidate.place) {
        None => Ok(()),
        Some(other) => Err(Refusal::SideOccupied {
            rack: rack.name.clone(),
            side,
            by: other.id,
            holder: other.name.clone(),
        }),
    }
}

fn out_of(rack: &Rack) -> Refusal {
    Refusal::OutOfRack {
        rack: rack.name.clone(),
        units: rack.height.units(),
    }
}

fn check_in_rack(
    layout: &Layout,
    near: &mut dyn Iterator<Item = &Device>,
    candidate: Candidate,
    rack: &Rack,
    bottom: HalfU,
    face: Face,
    column: u8,
) -> Result<(), Refusal> {
    let Candidate {
        device,
        device_type,
        ..
    } = candidate;
    let footprint =
        Footprint::of(device_type, face, column).ok_or_else(|| Refusal::NoSuchColumn {
            device_type: device_type.full_name(),
            column: column.saturating_add(1),
        })?;
    let span = UnitSpan::new(bottom, device_type.height);
    if span.end > u32::from(rack.height.half_units().0) {
        return Err(out_of(rack));
    }
    for other in near.filter(|other| Some(other.id) != device) {
        let Place::Rack {
            rack: home,
            bottom,
            face,
            column,
        } = other.place
        else {
            continue;
        };
        if home != rack.id {
            continue;
        }
        let Some(other_type) = layout.type_of(other) else {
            continue;
        };
        let taken = Footprint::of(other_type, face, column);
        let Some((from, height)) = span.shared_with(UnitSpan::new(bottom, other_type.height))
        else {
            continue;
        };
        if taken.is_some_and(|taken| taken.overlaps(footprint)) {
            let units = rack.unit_label(from, height);
            return Err(Refusal::Occupied {
                units,
                by: other.id,
                holder: other.name.clone(),
                face,
            });
        }
    }
    Ok(())
}

fn check_in_bay(
    layout: &Layout,
    near: &mut dyn Iterator<Item = &Device>,
    candidate: Candidate,
    parent: &Device,
    bay: u16,
) -> Result<(), Refusal> {
    let Candidate {
        device,
        device_type,
        ..
    } = candidate;
    let parent_type = layout
        .type_of(parent)
        .ok_or_else(|| Refusal::NoSuchType(parent.device_type.clone()))?;
    let slot = parent_type
        .bays
        .get(usize::from(bay))
        .ok_or_else(|| Refusal::NoSuchBay {
            parent: parent.name.clone(),
        })?;
    if layout
        .with_parents(parent)
        .any(|outer| Some(outer.id) == device)
    {
        return Err(Refusal::InsideItself);
    }
    let outwards = layout.with_parents(parent).count();
    let is_there = |device: &DeviceId| layout.devices.contains(device);
    let inwards = device
        .filter(is_there)
        .map_or(1, |device| layout.levels_within(device));
    if outwards + inwards > Place::MAX_NESTING {
        return Err(Refusal::TooDeep {
            parent: parent.name.clone(),
        });
    }
    let (bay_name, parent_name) = (slot.name.clone(), parent.name.clone());
    if device_type.height > slot.height {
        let device_type = device_type.full_name();
        return Err(Refusal::TooHighForBay {
            device_type,
            bay: bay_name,
            parent: parent_name,
        });
    }
    if !is_narrow_enough(device_type, parent_type, slot) {
        let device_type = device_type.full_name();
        return Err(Refusal::TooWideForBay {
            device_type,
            bay: bay_name,
            parent: parent_name,
        });
    }
    let same = Place::Bay {
        parent: parent.id,
        bay,
    };
    let mut others = near.filter(|other| Some(other.id) != device);
    match others.find(|other| other.place == same) {
        None => Ok(()),
        Some(other) => {
            let holder = other.name.clone();
            Err(Refusal::BayOccupied {
                bay: bay_name,
                parent: parent_name,
                by: other.id,
                holder,
            })
        }
    }
}

/// A range of half-units from the floor; the end is exclusive.
#[derive(Clone, Copy)]
struct UnitSpan {
    start: u32,
    end: u32,
}

impl UnitSpan {
    fn new(bottom: HalfU, height: HalfU) -> Self {
        let start = u32::from(bottom.0);
        Self {
            start,
            end: start + u32::from(height.0),
        }
    }

    /// Lower edge and height of the overlap.
    fn shared_with(self, other: Self) -> Option<(HalfU, HalfU)> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        let height = end.checked_sub(start).filter(|height| *height > 0)?;
        Some((
            HalfU(u16::try_from(start).ok()?),
            HalfU(u16::try_from(height).ok()?),
        ))
    }
}

/// Whether a device of this type fits into a bay of `parent`, whether or not it is free.
pub fn fits_bay(device_type: &DeviceType, parent: &DeviceType, bay: &Bay) -> bool {
    device_type.mount != Mount::Side
        && device_type.height <= bay.height
        && is_narrow_enough(device_type, parent, bay)
}

/// A type made for bays takes the width of its bay.
fn is_narrow_enough(device_type: &DeviceType, parent: &DeviceType, bay: &Bay) -> bool {
    device_type.mount == Mount::Bay || device_type.width.columns() >= parent.bays_across(bay)
}

/// Whether a device is wider than the bay it is in.
pub fn is_in_narrow_bay(layout: &Layout, device: &Device) -> bool {
    let Place::Bay { parent, bay } = device.place else {
        return false;
    };
    let parent = layout.devices.get(&parent);
    let parent_type = parent.and_then(|parent| layout.type_of(parent));
    let (Some(device_type), Some(parent_type)) = (layout.type_of(device), parent_type) else {
        return false;
    };
    let bay = parent_type.bays.get(usize::from(bay));
    bay.is_some_and(|bay| !is_narrow_enough(device_type, parent_type, bay))
}

/// The height at which a dragged device is placed: the nearest to its lower edge, `offset` half-units above the rack's floor, kept within
/// the rack. A device higher than the rack is placed on the floor.
pub fn snap_to_rack(rack: &Rack, offset: f32, height: HalfU, whole_units_only: bool) -> HalfU {
    let step = if whole_units_only { 2.0 } else { 1.0 };
    let room = f32::from(rack.height.half_units().0.saturating_sub(height.0));
    let highest = (room / step).floor() * step;
    let nearest = (offset / step).round() * step;
    // The cast gives 0 for NaN.
    HalfU(nearest.clamp(0.0, highest) as u16)
}
