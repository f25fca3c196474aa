//! The default place for a new device.

use super::gap::Spot;
use crate::domain::format;
use crate::domain::ids::RackId;
use crate::domain::layout::{Device, DeviceType, Face, Layout, Mount, Place, Rack};
use crate::domain::occupancy::Occupancy;
use crate::domain::placement::{self, Candidate, Carrier, DropSlot, DropTarget};

/// The first free place for a new device: in the bays of the given device, otherwise in the given rack, otherwise anywhere.
pub fn first_place(
    layout: &Layout,
    device_type: &DeviceType,
    device: Option<&Device>,
    rack: Option<RackId>,
) -> Option<Place> {
    let device_type = layout
        .device_types
        .get(&device_type.slug)
        .unwrap_or(device_type);
    let in_bay = device.and_then(|device| free_bay(layout, device_type, device));
    if in_bay.is_some() {
        return in_bay;
    }
    let rack = match rack {
        Some(rack) => layout.rack(rack),
        None => device.and_then(|device| layout.rack_of(device)),
    };
    match rack {
        Some(rack) => placement::highest_free(layout, rack, device_type, Face::Front),
        None => placement::first_free(layout, device_type, Face::Front),
    }
}

/// The place in the gap around a point, at that point's unit or the nearest one, for rail-mounted types; `None` if the type does not fit.
pub fn place_in_gap(layout: &Layout, device_type: &DeviceType, spot: Spot) -> Option<Place> {
    let rack = layout.rack(spot.rack)?;
    let known = layout.device_types.get(&device_type.slug);
    let device_type = known.unwrap_or(device_type);
    if device_type.mount != Mount::Rails || !device_type.goes_into(rack) {
        return None;
    }
    let edges = spot.edges(layout)?;
    let (bottom, column) =
        Occupancy::of(layout, rack).nearest_within(device_type, spot.face, edges, spot.at)?;
    Some(Place::Rack {
        rack: rack.id,
        bottom,
        face: spot.face,
        column,
    })
}

/// The first place on a new carrier for a device made for bays: in the gap, in the rack, or in any rack. `None` for all other types.
pub fn first_on_carrier(
    layout: &Layout,
    device_type: &DeviceType,
    rack: Option<RackId>,
    gap: Option<Spot>,
) -> Option<DropTarget> {
    let known = layout.device_types.get(&device_type.slug);
    let carrier = Carrier::for_type(layout, known.unwrap_or(device_type))?;
    let place = match gap {
        Some(gap) => place_in_gap(layout, &carrier.device_type, gap),
        None => first_place(layout, &carrier.device_type, None, rack),
    }?;
    let slot = DropSlot {
        device: None,
        place,
        fits: true,
    };
    Some(DropTarget {
        slots: vec![slot],
        refusal: None,
        carrier: Some(Box::new(carrier)),
    })
}

/// Why a new device of this type has no place, in the given rack or in any.
pub fn no_room(device_type: &DeviceType, rack: Option<&Rack>, is_gap: bool) -> String {
    let name = device_type.full_name();
    let words = match rack {
        Some(_) if is_gap => return format!("{name} does not fit in the selected gap"),
        Some(rack) => format!("No room for {name} in {}", rack.name),
        None => format!("No room for {name}"),
    };
    match device_type.mount {
        Mount::Rails => {
            let height = format::height(device_type.height);
            format!("{words}: it needs {height} in one piece")
        }
        Mount::Side => {
            format!("{words}: it hangs beside the rails, and all places there are taken")
        }
        Mount::Bay => format!("{words}: it needs a free bay, or room for a carrier"),
    }
}

fn free_bay(layout: &Layout, device_type: &DeviceType, parent: &Device) -> Option<Place> {
    let parent_type = layout.type_of(parent)?;
    (0..)
        .zip(&parent_type.bays)
        .filter(|(_, bay)| placement::fits_bay(device_type, parent_type, bay))
        .map(|(bay, _)| Place::Bay {
            parent: parent.id,
            bay,
        })
        .find(|place| {
            let candidate = Candidate {
                device: None,
                device_type,
                place: *place,
            };
            placement::check(layout, candidate).is_ok()
        })
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::arrange::place_new;
    use crate::domain::catalog::generic;
    use crate::domain::command;
    use crate::domain::ids::{DeviceId, LayoutId};
    use crate::domain::layout::RackHeight;
    use crate::domain::units::HalfU;

    fn place_one(layout: &mut Layout, slug: &str, beside: Option<u128>) -> Option<Place> {
        let device_type = generic::find(slug).unwrap();
        let selected = beside.map(|id| DeviceId::new(Uuid::from_u128(id)));
        let device = selected.and_then(|id| layout.devices.get(&id));
        let place = first_place(layout, device_type, device, None)?;
        let id = DeviceId::new(Uuid::from_u128(100 + layout.devices.len() as u128));
        let command = place_new(layout, device_type, place, id, None).unwrap();
        command::apply(layout, &command).unwrap();
        Some(place)
    }

    #[test]
    fn new_devices_go_to_the_highest_place() {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
        let rack = RackId::new(Uuid::from_u128(2));
        layout
            .racks
            .push(Rack::new(rack, "A", RackHeight::clamped(4)));
        let in_rack = |unit| {
            Some(Place::Rack {
                rack,
                bottom: HalfU::from_units(unit),
                face: Face::Front,
                column: 0,
            })
        };
        let mut add = |slug, beside| place_one(&mut layout, slug, beside);
        assert_eq!(add("generic-server-2u", None), in_rack(2));
        assert_eq!(add("generic-server-2u", None), in_rack(0));
        assert_eq!(add("generic-server-1u", None), None);
        let names: Vec<&str> = layout.devices.iter().map(|d| d.name.as_str()).collect();
        assert_eq!(names, ["2U server", "2U server 2"]);
        assert_eq!(layout.device_types.len(), 1);
    }

    #[test]
    fn a_chosen_gap_is_filled_from_the_chosen_unit_and_nothing_else_is() {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
        let rack = RackId::new(Uuid::from_u128(2));
        layout
            .racks
            .push(Rack::new(rack, "A", RackHeight::clamped(6)));
        let spot = |unit| Spot {
            rack,
            face: Face::Front,
            at: HalfU::from_units(unit),
        };
        let place = |layout: &Layout, slug, unit| {
            let device_type = generic::find(slug).unwrap();
            place_in_gap(layout, device_type, spot(unit)).map(|place| match place {
                Place::Rack { bottom, .. } => bottom.0 / 2,
                _ => panic!("between the rails"),
            })
        };
        // Units 5 and 6 are taken, then unit 4: three units are left below, then none.
        place_one(&mut layout, "generic-server-2u", None).unwrap();
        assert_eq!(place(&layout, "generic-server-2u", 0), Some(0));
        assert_eq!(place(&layout, "generic-server-2u", 1), Some(1));
        // Above it there is no room for both of its units.
        assert_eq!(place(&layout, "generic-server-2u", 3), Some(2));
        assert_eq!(place(&layout, "generic-server-1u", 3), Some(3));
        assert_eq!(place(&layout, "generic-server-2u", 5), None);
        assert_eq!(place(&layout, "generic-server-8u-gpu", 0), None);
        assert_eq!(place(&layout, "generic-raspberry-pi", 0), None);
        place_one(&mut layout, "generic-server-4u", None).unwrap();
        assert_eq!(place(&layout, "generic-server-1u", 0), None);
    }

    #[test]
    fn what_is_made_for_bays_gets_a_carrier_or_is_told_why_not() {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
        let rack = RackId::new(Uuid::from_u128(2));
        layout
            .racks
            .push(Rack::new(rack, "A", RackHeight::clamped(1)));
        let small = generic::find("generic-mini-pc").unwrap();
        let target = first_on_carrier(&layout, small, Some(rack), None).unwrap();
        assert!(target.carrier.is_some());
        assert_eq!(
            target.place(),
            Some(Place::Rack {
                rack,
                bottom: HalfU(0),
                face: Face::Front,
                column: 0,
            })
        );
        place_one(&mut layout, "generic-server-1u", None).unwrap();
        assert_eq!(first_on_carrier(&layout, small, Some(rack), None), None);
        assert_eq!(
            no_room(small, layout.rack(rack), false),
            "No room for Mini PC in A: it needs a free bay, or room for a carrier"
        );
        let server = generic::find("generic-server-2u").unwrap();
        assert_eq!(first_on_carrier(&layout, server, None, None), None);
        assert_eq!(
            no_room(server, None, false),
            "No room for 2U server: it needs 2U in one piece"
        );
    }

    #[test]
    fn what_suits_a_bay_of_the_selected_device_goes_there() {
        let mut layout = Layout::new(LayoutId::new(Uuid::from_u128(1)), "Lab");
        let rack = RackId::new(Uuid::from_u128(2));
        layout
            .racks
            .push(Rack::new(rack, "A", RackHeight::clamped(12)));
        place_one(&mut layout, "generic-pi-holder-5", None).unwrap();
        let parent = layout.devices.iter().next().unwrap().id;
        for bay in 0..5 {
            let place = place_one(&mut layout, "generic-raspberry-pi", Some(100)).unwrap();
            assert_eq!(place, Place::Bay { parent, bay });
        }
        assert_eq!(
            place_one(&mut layout, "generic-raspberry-pi", Some(100)),
            None
        );
    }
}
