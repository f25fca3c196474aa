//! Where a device may be: the one set of rules for dragging, typing, importing and reading.

use thiserror::Error;

use super::ids::{DeviceId, TypeSlug};
use super::layout::{Device, DeviceType, Face, Layout, Place, Rack};
use super::occupancy::{Footprint, Occupancy};
use super::units::HalfU;

/// Why something is not done, in words for the person who asked for it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    #[error("{units} holds {holder}, {}", face.word())]
    Occupied {
        units: String,
        by: DeviceId,
        holder: String,
        face: Face,
    },
    #[error("{rack} ends there: it is {units} U high")]
    OutOfRack { rack: String, units: u16 },
    #[error("{device_type} is not made for {rack}, which is {inches} inches wide")]
    WrongRackWidth {
        device_type: String,
        rack: String,
        inches: u8,
    },
    #[error("{device_type} has no place {column} side by side")]
    NoSuchColumn { device_type: String, column: u8 },
    #[error("{parent} has no such bay")]
    NoSuchBay { parent: String },
    #[error("{bay} of {parent} holds {holder}")]
    BayOccupied {
        bay: String,
        parent: String,
        by: DeviceId,
        holder: String,
    },
    #[error("{device_type} is too high for {bay} of {parent}")]
    TooHighForBay {
        device_type: String,
        bay: String,
        parent: String,
    },
    #[error("A device cannot be inside itself")]
    InsideItself,
    #[error("There is no such rack")]
    NoSuchRack,
    #[error("There is no such device")]
    NoSuchDevice,
    #[error("There is no device type “{0}”")]
    NoSuchType(TypeSlug),
    #[error("“{0}” is there already")]
    AlreadyThere(String),
    #[error("“{device_type}” is used by {holder}")]
    TypeInUse {
        device_type: TypeSlug,
        holder: String,
    },
    #[error("“{0}” must be between half a unit and 100 units high")]
    ImpossibleHeight(TypeSlug),
}

/// A device of some type at some place, be it already in the layout or not.
#[derive(Clone, Copy, Debug)]
pub struct Candidate<'a> {
    /// The device that would be there, when it is one of the layout: it is never in its own way.
    pub device: Option<DeviceId>,
    pub device_type: &'a DeviceType,
    pub place: Place,
}

/// Whether the candidate may be where it wants to be.
pub fn check(layout: &Layout, candidate: Candidate) -> Result<(), Refusal> {
    match candidate.place {
        Place::Rack {
            rack,
            bottom,
            face,
            column,
        } => {
            let rack = layout.rack(rack).ok_or(Refusal::NoSuchRack)?;
            check_in_rack(layout, candidate, rack, bottom, face, column)
        }
        Place::Bay { parent, bay } => {
            let parent = layout.devices.get(&parent).ok_or(Refusal::NoSuchDevice)?;
            check_in_bay(layout, candidate, parent, bay)
        }
    }
}

/// Checks a device where it is now.
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

/// Whether a type can be part of a layout.
pub fn check_type(device_type: &DeviceType) -> Result<(), Refusal> {
    let possible = HalfU(1)..=DeviceType::MAX_HEIGHT;
    if possible.contains(&device_type.height) {
        Ok(())
    } else {
        Err(Refusal::ImpossibleHeight(device_type.slug.clone()))
    }
}

fn check_in_rack(
    layout: &Layout,
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
    if !device_type.goes_into(rack) {
        let (rack_name, inches) = (rack.name.clone(), rack.width.inches());
        return Err(Refusal::WrongRackWidth {
            device_type: device_type.full_name(),
            rack: rack_name,
            inches,
        });
    }
    let footprint =
        Footprint::of(device_type, face, column).ok_or_else(|| Refusal::NoSuchColumn {
            device_type: device_type.full_name(),
            column: column.saturating_add(1),
        })?;
    let span = Span::new(bottom, device_type.height);
    if span.end > u32::from(rack.height.half_units().0) {
        return Err(Refusal::OutOfRack {
            rack: rack.name.clone(),
            units: rack.height.units(),
        });
    }
    for other in layout
        .devices
        .iter()
        .filter(|other| Some(other.id) != device)
    {
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
        let Some((from, height)) = span.shared_with(Span::new(bottom, other_type.height)) else {
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
    let (bay_name, parent_name) = (slot.name.clone(), parent.name.clone());
    if device_type.height > slot.height {
        let device_type = device_type.full_name();
        return Err(Refusal::TooHighForBay {
            device_type,
            bay: bay_name,
            parent: parent_name,
        });
    }
    let same = Place::Bay {
        parent: parent.id,
        bay,
    };
    match layout
        .devices
        .iter()
        .find(|other| other.place == same && Some(other.id) != device)
    {
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

/// Half-units from the floor, the end not included.
#[derive(Clone, Copy)]
struct Span {
    start: u32,
    end: u32,
}

impl Span {
    fn new(bottom: HalfU, height: HalfU) -> Self {
        let start = u32::from(bottom.0);
        Self {
            start,
            end: start + u32::from(height.0),
        }
    }

    /// Lower edge and height of what both cover.
    fn shared_with(self, other: Self) -> Option<(HalfU, HalfU)> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        let height = end.checked_sub(start).filter(|height| *height > 0)?;
        Some((
            HalfU(u16::try_from(start).ok()?),
            HalfU(u16::try_from(height).ok()?),
        ))
    }
}

/// The highest place in the first rack that has one.
pub fn first_free(layout: &Layout, device_type: &DeviceType, face: Face) -> Option<Place> {
    layout
        .racks
        .iter()
        .find_map(|rack| highest_free(layout, rack, device_type, face))
}

/// The highest free place in one rack.
pub fn highest_free(
    layout: &Layout,
    rack: &Rack,
    device_type: &DeviceType,
    face: Face,
) -> Option<Place> {
    if !device_type.goes_into(rack) {
        return None;
    }
    let (bottom, column) = Occupancy::of(layout, rack).highest_free(device_type, face)?;
    Some(Place::Rack {
        rack: rack.id,
        bottom,
        face,
        column,
    })
}

/// Where a dragged device comes to stand: the position nearest to its lower edge, `offset` half-units above the rack's
/// floor, kept within the rack. A device higher than the rack comes to stand on the floor.
pub fn drop_target(rack: &Rack, offset: f32, height: HalfU, whole_units_only: bool) -> HalfU {
    let step = if whole_units_only { 2.0 } else { 1.0 };
    let room = f32::from(rack.height.half_units().0.saturating_sub(height.0));
    let highest = (room / step).floor() * step;
    let nearest = (offset / step).round() * step;
    // A cast of what is not a number gives 0.
    HalfU(nearest.clamp(0.0, highest) as u16)
}
