//! The first free place for a device when the user has not chosen one.

use super::check::{Candidate, check};
use crate::domain::layout::{DeviceType, Face, Layout, LayoutIndex, Mount, Place, Rack, Side};
use crate::domain::occupancy::Occupancy;

/// The highest free place in the first rack that has one.
pub fn first_free(layout: &Layout, device_type: &DeviceType, face: Face) -> Option<Place> {
    layout
        .racks
        .iter()
        .find_map(|rack| highest_free(layout, rack, device_type, face))
}

/// The highest free place in a rack; for types not mounted on rails, the first free place beside them or in a bay.
pub fn highest_free(
    layout: &Layout,
    rack: &Rack,
    device_type: &DeviceType,
    face: Face,
) -> Option<Place> {
    if !device_type.goes_into(rack) {
        return None;
    }
    match device_type.mount {
        Mount::Rails => {
            let (bottom, column) = Occupancy::of(layout, rack).highest_free(device_type, face)?;
            Some(Place::Rack {
                rack: rack.id,
                bottom,
                face,
                column,
            })
        }
        Mount::Side => free_beside(layout, rack, device_type),
        Mount::Bay => free_bay(layout, rack, device_type),
    }
}

fn free_beside(layout: &Layout, rack: &Rack, device_type: &DeviceType) -> Option<Place> {
    let places = (0..Place::SLOTS).flat_map(|slot| {
        [Side::Left, Side::Right].map(|side| Place::Side {
            rack: rack.id,
            side,
            slot,
        })
    });
    places
        .into_iter()
        .find(|place| is_free(layout, device_type, *place))
}

fn free_bay(layout: &Layout, rack: &Rack, device_type: &DeviceType) -> Option<Place> {
    let index = LayoutIndex::new(layout);
    index.all_of(rack.id).into_iter().find_map(|parent| {
        let bays = layout.type_of(layout.devices.get(&parent)?)?.bays.len();
        (0..u16::try_from(bays).unwrap_or(u16::MAX))
            .map(|bay| Place::Bay { parent, bay })
            .find(|place| is_free(layout, device_type, *place))
    })
}

fn is_free(layout: &Layout, device_type: &DeviceType, place: Place) -> bool {
    let candidate = Candidate {
        device: None,
        device_type,
        place,
    };
    check(layout, candidate).is_ok()
}
